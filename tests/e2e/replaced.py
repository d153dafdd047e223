"""Pages on which somebody else is named to sign, for the tests that look at every page: how to come to each."""

from __future__ import annotations

from django.urls import reverse

from commitments.models import Actor, Invitation, Party
from commitments.models.rounds import Round
from commitments.people.codes import hashed
from commitments.signing.proposing import propose
from commitments.signing.replacing import Successor, replace_signatory
from tests.e2e.rounds import LONG_NAME, going_round, ready
from tests.e2e.visit import Visit
from tests.e2e.world import RUN, World
from tests.factories import circulated, signatory, the_round

SUCCESSOR = Successor(LONG_NAME.replace("y", "z"), f"{RUN}"[:150], "successor@example.org", "delegation", RUN[:150])


def proposed(world: World) -> Round:
    """Its signatory proposes somebody, and has a deputy."""
    pledge = ready(world)
    party = Party.objects.get(pledge=pledge, kind="state")
    party.further_signatories = {"deputy": {"name": LONG_NAME, "title": RUN[:150], "email": "deputy@example.org"}}
    party.save()
    found = circulated(pledge, by=world.drafter)
    asked = found.signature_requests[0]
    propose(asked, SUCCESSOR, reason=f"I leave office: {RUN}", by=signatory(asked))
    return found


def replaced(world: World) -> Round:
    found = going_round(world)
    replace_signatory(found.signature_requests[0], SUCCESSOR, reason=f"He leaves: {RUN}", by=Actor(user=world.drafter))
    return the_round(found.revision.pledge)


def name_another(visit: Visit, world: World) -> None:
    """The page of a signatory who proposed somebody."""
    found = proposed(world)
    visit.go(
        reverse("pledge_replace", args=[found.revision.pledge.reference, found.signature_requests[0].party_key, 0])
    )


def name_nobody(visit: Visit, world: World) -> None:
    name_another(visit, world)
    visit.follow(visit.page.locator("main button[name=name-signatory]"))


def open_old_link(visit: Visit, world: World) -> None:
    """The link of who was replaced."""
    found = going_round(world)
    link = Invitation.objects.get(signature_request=found.signature_requests[0])
    token = f"old-{found.revision.code}"
    Invitation.objects.filter(pk=link.pk).update(token_hash=hashed(token))
    replace_signatory(found.signature_requests[0], SUCCESSOR, reason=f"He leaves: {RUN}", by=Actor(user=world.drafter))
    visit.go(reverse("invitation_link", args=[token]))
