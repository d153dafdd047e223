"""Somebody else in the place of one of several signatories, and what that does to a decline, an address and a draft."""

from __future__ import annotations

import pytest
from django.test import Client

from commitments import document
from commitments.document import printed
from commitments.models import Actor, Mail, NamedSignatory, Pledge, SignatureRequest, State
from commitments.models.rounds import Round
from commitments.people.domains import confirm_domain
from commitments.signing.correcting import CannotCorrectError, correct_address
from commitments.signing.ending import reopen
from commitments.signing.objecting import decline, take_back_decline
from commitments.signing.open_requests import NotOpenError
from commitments.signing.proposing import confirm, propose
from commitments.signing.replacing import CannotReplaceError, Successor, replace_signatory, take_deputy
from commitments.signing.signatories import deputies_of
from commitments.text.vocabulary.headings import words_for
from commitments.trail.record import verify
from tests.factories import (
    circulated,
    give_signature,
    make_member,
    make_ready,
    make_user,
    name_signatories,
    signatory,
    the_round,
)

pytestmark = pytest.mark.django_db

JONAS, AYA, FATOU, SARA = (f"{name}@example.org" for name in ("jonas", "aya", "fatou", "sara"))
BIA = Successor("Bia Otieno", "Permanent Secretary", "bia@example.org")


@pytest.fixture
def pledge(db: None) -> Pledge:
    """Kenya has three signatories, of whom two must sign, and a deputy; its National Society has one."""
    pledge = make_ready()
    state = pledge.parties.get(kind="state")
    name_signatories(state, "Aya Koné", "Fatou Diop", needed=2, deputies=("Ousmane Ba",))
    return pledge


@pytest.fixture
def found(pledge: Pledge) -> Round:
    return circulated(pledge)


def now(found: Round) -> Round:
    return the_round(found.revision.pledge)


def of(found: Round, email: str) -> SignatureRequest:
    asked = now(found).signature_request_of(email)
    assert asked
    return asked


def by_drafter(found: Round) -> Actor:
    return Actor(user=found.revision.by)


def replaced(found: Round, email: str, successor: Successor = BIA) -> SignatureRequest:
    return replace_signatory(of(found, email), successor, reason="She leaves.", by=by_drafter(found))


def refuse(found: Round, email: str) -> None:
    asked = of(found, email)
    decline(asked, seen=found.revision.digest, reason="No mandate.", by=signatory(asked))


def mails_to(email: str) -> list[str]:
    return list(Mail.objects.filter(to=email).order_by("pk").values_list("subject", flat=True))


def test_successor_stands_where_who_left_stood(found):
    replaced(found, AYA)
    asked = [(each.name, each.place) for each in now(found).signature_requests]
    assert asked == [("Jonas Weber", 0), ("Bia Otieno", 1), ("Fatou Diop", 2), ("Sara Said", 0)]
    assert [len(party.signature_requests) for party in now(found).parties] == [3, 1]


def test_paper_names_who_is_to_sign_and_who_signed_at_their_place(found):
    replaced(found, AYA)
    text = document.of_revision(found.revision, status="in-circulation")
    state = text.parties[0]
    assert text.seal
    assert [bool(text.seal.to_be_signed(state, place)) for place in range(3)] == [False, True, False]
    for email in (FATOU, "bia@example.org"):
        give_signature(of(found, email))
    signed = document.of_revision(found.revision, status="in-circulation").seal.of(state)
    assert [printed.signed_as(each, state, words_for("en")) for each in signed] == [
        "Permanent Secretary, in place of Aya Koné, named in the text",
        "Director",
    ]
    assert verify(found.revision.pledge) == []


def test_who_need_not_sign_is_replaced_by_nobody(found):
    for email in (JONAS, AYA):
        give_signature(of(found, email))
    with pytest.raises(CannotReplaceError, match="As many signatories of the Government of Kenya have signed"):
        replaced(found, FATOU)


def test_successor_of_one_who_declined_ends_the_standstill(found):
    refuse(found, JONAS)
    assert now(found).holding_up == []
    refuse(found, AYA)
    assert [asked.email for asked in now(found).holding_up] == [JONAS, AYA]
    left = of(found, AYA)
    replaced(found, AYA)
    assert now(found).holding_up == []
    assert mails_to(SARA)[-1] == mails_to(FATOU)[-1] == "It goes on: Protect all migrants"
    assert "It goes on: Protect all migrants" not in mails_to("bia@example.org")
    with pytest.raises(NotOpenError, match="Somebody else is to sign in your place"):
        take_back_decline(left, seen=found.revision.digest, by=signatory(left))
    for email in (FATOU, "bia@example.org"):
        give_signature(of(found, email))
    assert now(found).parties[0].has_signed


@pytest.mark.parametrize("email", ["corrected@example.org", "bia@gmail.com"])
@pytest.mark.parametrize("is_deputy", [False, True])
def test_who_corrects_the_address_of_a_successor_has_named_who_signs(found, email, is_deputy):
    """Whom the party itself had named, read another mailbox: whose it is, the drafter says."""
    confirm_domain(State.objects.get(iso2="KE"), "example.org", by=make_user(is_staff=True))
    asked = of(found, AYA)
    if is_deputy:
        new = take_deputy(asked, deputies_of(asked)[0], by=signatory(asked))
    else:
        new = confirm(propose(asked, BIA, reason="I leave.", by=signatory(asked)), by=by_drafter(found))
    correct_address(new, email, by=by_drafter(found))
    assert give_signature(of(found, email)).named_by == "drafter"
    assert verify(found.revision.pledge) == []


def test_correcting_another_address_leaves_who_named_a_successor(found):
    confirm_domain(State.objects.get(iso2="KE"), "example.org", by=make_user(is_staff=True))
    asked = of(found, AYA)
    correct_address(asked, "aya.kone@example.org", by=by_drafter(found))
    correct_address(of(found, FATOU), "fatou.diop@example.org", by=by_drafter(found))
    asked = of(found, "aya.kone@example.org")
    new = confirm(propose(asked, BIA, reason="I leave.", by=signatory(asked)), by=by_drafter(found))
    assert give_signature(new).named_by == "party"


def test_address_of_a_successor_is_corrected_but_not_to_one_that_is_asked(found):
    new = replaced(found, AYA)
    for email, says in ((SARA, "is asked to sign for"), ("nowhere", "is no e-mail address")):
        with pytest.raises(CannotCorrectError, match=says):
            correct_address(new, email, by=by_drafter(found))
    correct_address(new, "bia.otieno@example.org", by=by_drafter(found))
    give_signature(of(found, "bia.otieno@example.org"))
    assert verify(found.revision.pledge) == []


def test_draft_names_the_successors_at_their_places_and_a_deputy_once(pledge, found):
    [deputy] = deputies_of(of(found, FATOU))
    replaced(found, JONAS)
    take_deputy(of(found, FATOU), deputy, by=by_drafter(found))
    drafter = make_member("drafter", pledge.organisation)
    reopen(now(found).revision.pledge, reason="A word.", by=Actor(user=drafter))
    state = Pledge.objects.get(pk=pledge.pk).parties.get(kind="state")
    assert [(each.name, each.email, each.slot) for each in state.signatories] == [
        ("Bia Otieno", "bia@example.org", ""),
        ("Aya Koné", AYA, "second"),
        ("Ousmane Ba", deputy.email, "third"),
    ]
    assert state.deputies == list[NamedSignatory]()
    again = circulated(Pledge.objects.get(pk=pledge.pk), by=drafter)
    assert [asked.email for asked in again.signature_requests] == ["bia@example.org", AYA, deputy.email, SARA]


@pytest.mark.usefixtures("contexts")
def test_list_of_pledges_waits_for_the_successor_and_not_for_who_left_or_need_not_sign(pledge, found):
    replaced(found, SARA)
    for email in (JONAS, AYA):
        give_signature(of(found, email))
    client = Client()
    client.force_login(make_member("drafter", pledge.organisation))
    [row] = client.get("/pledges/").context["rows"]
    assert row.next_step.text == "Waiting for Bia Otieno"
