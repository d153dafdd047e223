"""What the page of a signatory offers is what is done for them, and what it doesn't offer is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from commitments.models import Actor, Membership, Pledge, SignatureRequest
from commitments.models.rounds import Round
from commitments.signing import closing, joining
from commitments.signing.answering import note_read
from commitments.signing.asking import ask_again
from commitments.signing.ending import reopen, withdraw
from commitments.signing.objecting import decline
from tests.factories import (
    add_member,
    asked_to_join,
    circulated,
    give_signature,
    mailed_code,
    make_ready,
    make_user,
    name_signatories,
    opened,
    signatory,
    the_round,
)
from tests.web.views.conftest import signed_in
from tests.web.views.pages import read
from tests.web.views.test_answer import visiting

pytestmark = pytest.mark.django_db
JONAS, AYA, SARA, RUTH = (f"{name}@example.org" for name in ("jonas", "aya", "sara", "ruth"))
ALONE = ("read", "confirm-decline", "take-back-decline", "allow-publication", "take-back-consent")
"""Buttons that need no more than a reason; each changes the request where it is done"""
OFFERS = {"decline": "confirm-decline"}
"""The button by which one gets to another"""


def owner(found: Round) -> Actor:
    return Actor(user=found.revision.by)


def of(found: Round, email: str) -> SignatureRequest:
    asked = the_round(found.revision.pledge).signature_request_of(email)
    assert asked
    return asked


def say_no(found: Round, email: str) -> None:
    asked = of(found, email)
    decline(asked, seen=found.revision.digest, reason="No mandate.", by=signatory(asked))


def going_round() -> tuple[Round, str]:
    return circulated(), JONAS


def has_read() -> tuple[Round, str]:
    found = circulated()
    note_read(of(found, JONAS), seen=found.revision.digest, by=signatory(of(found, JONAS)))
    return found, JONAS


def signed() -> tuple[Round, str]:
    found = circulated()
    give_signature(of(found, JONAS))
    return found, JONAS


def signed_and_agreed_to_publish() -> tuple[Round, str]:
    found = circulated()
    give_signature(of(found, JONAS), may_publish=True)
    return found, JONAS


def declined() -> tuple[Round, str]:
    found = circulated()
    say_no(found, JONAS)
    return found, JONAS


def another_declined() -> tuple[Round, str]:
    found = circulated()
    say_no(found, SARA)
    return found, JONAS


def one_of_several(needed: int) -> Round:
    pledge = make_ready()
    name_signatories(pledge.parties.get(kind="state"), "Aya Koné", "Fatou Diop", needed=needed)
    found = circulated(pledge)
    say_no(found, AYA)
    return found


def declined_while_others_may_sign() -> tuple[Round, str]:
    found = one_of_several(2)
    give_signature(of(found, JONAS))
    return found, AYA


def declined_and_others_have_signed() -> tuple[Round, str]:
    found = one_of_several(1)
    give_signature(of(found, JONAS))
    return found, AYA


def spared() -> tuple[Round, str]:
    found = one_of_several(1)
    give_signature(of(found, JONAS))
    return found, "fatou@example.org"


def joins() -> tuple[Round, str]:
    found = opened()
    joining.confirm(asked_to_join(found), by=owner(found))
    return found, RUTH


def joins_a_closed_one() -> tuple[Round, str]:
    found, email = joins()
    closing.close(Pledge.objects.get(), by=owner(found))
    return found, email


def declined_to_join() -> tuple[Round, str]:
    found, email = joins()
    say_no(found, email)
    return found, email


def declined_to_join_and_another_asks() -> tuple[Round, str]:
    found, email = declined_to_join()
    asked_to_join(found, email="paul@example.org", name="Paul Otim")
    return found, email


def declined_to_join_a_closed_one() -> tuple[Round, str]:
    found, email = declined_to_join()
    closing.close(Pledge.objects.get(), by=owner(found))
    return found, email


def signed_a_closed_one() -> tuple[Round, str]:
    found, email = joins()
    give_signature(of(found, email))
    closing.close(Pledge.objects.get(), by=owner(found))
    return found, email


def declined_and_reopened() -> tuple[Round, str]:
    found, email = declined()
    reopen(found.revision.pledge, reason="A word.", by=owner(found))
    return found, email


def signed_and_withdrawn() -> tuple[Round, str]:
    found, email = signed()
    withdraw(Pledge.objects.get(), reason="No money.", by=owner(found))
    return found, email


SITUATIONS: dict[Callable[[], tuple[Round, str]], set[str]] = {
    going_round: {"read"},
    has_read: {"confirm-decline"},
    signed: {"allow-publication"},
    signed_and_agreed_to_publish: {"take-back-consent"},
    declined: {"take-back-decline"},
    another_declined: {"read"},
    declined_while_others_may_sign: {"take-back-decline"},
    declined_and_others_have_signed: set(),
    spared: set(),
    joins: {"read"},
    joins_a_closed_one: set(),
    declined_to_join: {"take-back-decline"},
    declined_to_join_and_another_asks: set(),
    declined_to_join_a_closed_one: set(),
    signed_a_closed_one: {"allow-publication"},
    declined_and_reopened: set(),
    signed_and_withdrawn: set(),
}


@pytest.mark.both
@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.__name__)
def test_signatory_is_offered_what_is_done_for_them_and_nothing_else(situation):
    found, email = situation()
    client = visiting(found, email)
    url = f"/pledges/{found.revision.pledge.reference}/answer/"
    pressable = {OFFERS.get(button[:-1], button[:-1]) for button in read(client, url).buttons}
    offered = pressable & set(ALONE)
    assert offered == SITUATIONS[situation]
    for button in ALONE:
        before = state_of(email)
        client.post(url, {button: "", "seen": found.revision.digest, "reason": "No mandate."})
        if button in offered:
            assert state_of(email) != before, button
            break
        if button != "confirm-decline" or "read" not in offered:  # declining is one page further
            assert state_of(email) == before, button


def state_of(email: str) -> list[tuple[object, ...]]:
    asked = SignatureRequest.objects.filter(email=email).order_by("pk")
    return list(asked.values_list("read_at", "answer", "may_publish", "spared_at"))


@pytest.mark.both
@pytest.mark.parametrize(
    ("situation", "why"),
    [
        (declined_and_others_have_signed, "As many signatories of the Government of Kenya have signed as it needs."),
        (declined_to_join_a_closed_one, "It can’t be signed any more."),
        (declined_to_join_and_another_asks, "Somebody else asks to sign for your party meanwhile"),
    ],
)
def test_page_says_why_a_decline_can_t_be_taken_back_any_more(situation, why):
    found, email = situation()
    html = read(visiting(found, email), f"/pledges/{found.revision.pledge.reference}/answer/").html
    assert "That can’t be taken back any more." in html
    assert why in html


@pytest.mark.parametrize("role", ["drafter", "viewer"])
def test_who_has_lost_the_role_reads_why_they_can_t_agree_to_publication(role):
    pledge = make_ready()
    sara = make_user(SARA)
    add_member(pledge.organisation, sara, "signatory")
    found = circulated(pledge)
    give_signature(of(found, SARA))
    page = f"/pledges/{pledge.reference}/answer/"
    assert "allow-publication=" in read(signed_in(sara), page).buttons
    Membership.objects.filter(user=sara).update(role=role)
    shown = read(signed_in(sara), page)
    assert "allow-publication=" not in shown.buttons
    assert "For that you need the role Signatory." in shown.html
    signed_in(sara).post(page, {"allow-publication": ""})
    assert not of(found, SARA).may_publish


def test_turn_is_announced_to_nobody_who_can_t_take_it():
    pledge = make_ready()
    sara = make_user(SARA)
    add_member(pledge.organisation, sara, "signatory")
    found = circulated(pledge)
    url = f"/pledges/{pledge.reference}/signatures/"
    assert "It is your turn." in read(signed_in(sara), url).html
    Membership.objects.filter(user=sara).update(role="drafter")
    assert "It is your turn." not in read(signed_in(sara), url).html
    assert "It is your turn." in read(visiting(found, JONAS), url).html


def test_mail_is_not_sent_again_to_who_can_t_sign_any_more():
    found, email = joins_a_closed_one()
    url = f"/pledges/{found.revision.pledge.reference}/signatures/"
    drafter = signed_in(found.revision.by)
    asked = of(found, email)
    assert f"send-again={asked.slot}" not in read(drafter, url).buttons
    assert "It is your turn." not in read(visiting(found, email), url).html
    assert drafter.post(url, {"send-again": asked.slot}).status_code == 404
    with pytest.raises(Exception, match="The list of parties is closed"):
        ask_again(asked, by=owner(found))


def test_who_asks_to_join_is_offered_no_code_once_the_list_is_closed():
    found = opened()
    client, url = Client(), f"/v/{found.revision.code}/join/"
    typed = {"kind": "state", "country": "UG", "name": "Ruth Okello", "title": "", "email": RUTH}
    assert client.post(url, {**typed, "ask": ""}).status_code == 302
    assert "prove=" in read(client, url).buttons
    code = mailed_code(RUTH)
    Pledge.objects.update(open_until=timezone.now().date() - timedelta(days=3))
    page = read(client, url)
    assert [button for button in page.buttons if button in ("prove=", "send-again=", "start-over=")] == []
    assert "It can’t be signed any more." in page.html
    client.post(url, {"prove": "", "code": code})
    assert found.revision.pledge.join_requests.filter(confirmed_at__isnull=False).count() == 0
