"""Pledges that go round to be signed, for the tests that look at every page: how to come to each state."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commitments.access import GUEST
from commitments.models import Actor, Invitation, Membership, Party, Pledge
from commitments.models.rounds import Round
from commitments.signing.ending import reopen, withdraw
from commitments.signing.objecting import decline
from commitments.signing.submitting import submit
from tests.e2e.visit import Visit
from tests.e2e.world import RUN, World
from tests.factories import circulated, give_signature, make_ready, name_signatories, signatory, the_round

Arrive = Callable[[Visit, World], None]
LONG_NAME = "y" * 60


def ready(world: World) -> Pledge:
    """A draft that nothing blocks. A guest signs for its Government, the drafter for the National Society."""
    Membership.objects.filter(user=world.drafter).update(role="administrator")
    pledge = make_ready(world.society, title=f"Safe access {RUN}"[:100])
    Party.objects.filter(pledge=pledge, kind="state").update(signatory_name=LONG_NAME, signatory_title=LONG_NAME)
    Party.objects.filter(pledge=pledge, kind="national_society").update(signatory_email=world.drafter.email)
    return pledge


def going_round(world: World, *, in_turn: bool = False) -> Round:
    return circulated(ready(world), in_turn=in_turn, by=world.drafter)


def waiting(world: World) -> Round:
    """One after the other: it is not the drafter's turn yet."""
    return going_round(world, in_turn=True)


def half_signed(world: World) -> Round:
    found = going_round(world)
    give_signature(found.signature_requests[0])
    return the_round(found.revision.pledge)


def of_several(world: World) -> Pledge:
    """A draft in which three may sign for the Government, of whom two must, and with a deputy."""
    pledge = ready(world)
    state = pledge.parties.get(kind="state")
    name_signatories(state, "Aya Kone", f"Fatou {LONG_NAME}", needed=2, deputies=("Ousmane Ba",))
    return pledge


def enough_signed(world: World) -> Round:
    """Two of three signed for the Government: the third, who came last, need not."""
    found = circulated(of_several(world), by=world.drafter)
    for asked in found.signature_requests[:2]:
        give_signature(asked)
    return the_round(found.revision.pledge)


def look_at_a_party_of_several(visit: Visit, world: World) -> None:
    pledge = of_several(world)
    visit.go(reverse("pledge_party", args=[pledge.reference, pledge.parties.get(kind="state").key]))


def declined(world: World) -> Round:
    """The guest declined, and nothing is up to the drafter, who was asked to sign, too."""
    found = going_round(world)
    asked = found.signature_requests[0]
    decline(asked, seen=found.revision.digest, reason=f"No mandate: {RUN}", by=signatory(asked))
    return the_round(found.revision.pledge)


def taken_back(world: World) -> Round:
    found = half_signed(world)
    reopen(found.revision.pledge, reason=f"The ministry asks for other words: {RUN}", by=Actor(user=world.drafter))
    return the_round(found.revision.pledge)


def withdrawn(world: World) -> Round:
    found = half_signed(world)
    withdraw(found.revision.pledge, reason=f"The ministry makes another pledge: {RUN}", by=Actor(user=world.drafter))
    return the_round(found.revision.pledge)


def signed_by_all(world: World) -> Round:
    found = half_signed(world)
    give_signature(found.signature_requests[1], may_publish=True)
    return the_round(found.revision.pledge)


def handed_in(world: World) -> Round:
    found = signed_by_all(world)
    reference = f"33IC/{RUN}"[:60]
    submit(
        found.revision.pledge, on=timezone.now().date(), conference_reference=reference, by=Actor(user=world.drafter)
    )
    return the_round(found.revision.pledge)


def go_to(route: str, made: Callable[[World], Round | Pledge], *, as_guest: bool = False) -> Arrive:
    """To a page of a pledge in the state in which `made` leaves it; as its guest, or as whose window it is."""

    def arrive(visit: Visit, world: World) -> None:
        found = made(world)
        pledge = found.revision.pledge if isinstance(found, Round) else found
        if as_guest:
            link = Invitation.objects.filter(pledge=pledge).latest("pk")
            Invitation.objects.filter(pk=link.pk).update(confirmed_at=timezone.now())
            client = Client()
            session = client.session
            session[GUEST] = [link.pk, link.token_hash]
            session.save()
            visit.context.add_cookies([{"name": "sessionid", "value": session.session_key or "", "url": visit.base}])
        visit.go(reverse(route, args=[pledge.reference]))

    return arrive


def press(verb: str, arrive: Arrive) -> Arrive:
    """Press a button of a page that one came to."""

    def then_press(visit: Visit, world: World) -> None:
        arrive(visit, world)
        visit.follow(visit.page.locator(f"main button[name={verb}]").last)

    return then_press


def open_all(arrive: Arrive) -> Arrive:
    """With everything unfolded."""

    def then_open(visit: Visit, world: World) -> None:
        arrive(visit, world)
        visit.page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")

    return then_open


def read_again(world: World) -> Round:
    """A text that goes round anew after it was changed, to who read the earlier one."""
    pledge = taken_back(world).revision.pledge
    Pledge.objects.filter(pk=pledge.pk).update(introduction="The parties begin anew.")
    return circulated(Pledge.objects.get(pk=pledge.pk), by=world.drafter)


def submit_a_future_day(visit: Visit, world: World) -> None:
    go_to("pledge_submit", signed_by_all)(visit, world)
    visit.send({"on": "2999-01-01"})


def reopen_for_no_reason(visit: Visit, world: World) -> None:
    go_to("pledge_reopen", half_signed)(visit, world)
    visit.send({"reason": ""})
