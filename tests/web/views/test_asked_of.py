"""All that is asked of one address stands in one place, and one code opens all of it; signing needs a code each."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from commitments.models import Actor, Invitation, Mail, Pledge, Signature, SignatureRequest, TrailEntry
from commitments.models.rounds import Round
from commitments.people.codes import hashed
from commitments.people.invitations import invite_party
from commitments.signing import joining
from commitments.signing.asked_of import MOST, AskedOf, by_link, to_sign
from commitments.signing.ending import reopen, withdraw
from commitments.signing.objecting import decline
from commitments.signing.standing import Standing
from commitments.web.proven_address import KEY, PROVEN_FOR
from tests.factories import (
    add_member,
    asked_to_join,
    circulated,
    give_signature,
    mailed_code,
    make_guest,
    make_member,
    make_ready,
    make_user,
    name_signatories,
    opened,
    signatory,
    the_round,
)
from tests.web.views.conftest import signed_in
from tests.web.views.pages import Page, read

pytestmark = pytest.mark.django_db
JONAS, SARA = "jonas@example.org", "sara@example.org"
ASKED, LINK = "/invitation/asked/", "/invitation/"


def rounds(*titles: str) -> list[Round]:
    """Rounds of several organisations, which ask the same two people."""
    return [circulated(make_ready(title=title)) for title in titles]


def open_link(client: Client, found: Round, email: str) -> Page:
    """Open the link of a pledge that was mailed to an address."""
    link = Invitation.objects.get(pledge=found.revision.pledge, email=email)
    secret = f"the link number {link.pk}"
    Invitation.objects.filter(pk=link.pk).update(token_hash=hashed(secret))
    return Page(client.get(f"/invitations/{secret}/", follow=True).content.decode())


def come(found: Round, email: str = JONAS) -> Client:
    """The browser of who opened a link and typed the code that was mailed to them."""
    client = Client()
    open_link(client, found, email)
    client.post(LINK, {"send-code": ""})
    assert client.post(LINK, {"code": mailed_code(email)}).status_code == 302
    return client


def own(found: Round, email: str = JONAS) -> Invitation:
    return Invitation.objects.get(pledge=found.revision.pledge, email=email)


def visit(client: Client, found: Round, email: str = JONAS):
    return client.post(ASKED, {"visit": own(found, email).pk})


def page_of(found: Round) -> str:
    return f"/pledges/{found.revision.pledge.reference}/answer/"


def outlive(client: Client, much: timedelta) -> None:
    """Let the proof of an address be as old as that."""
    session = client.session
    session[KEY] = [session[KEY][0], time.time() - much.total_seconds()]
    session.save()


def said(asked: list[AskedOf]) -> list[tuple[str, str, bool]]:
    return [(one.pledge.title, str(one.standing), one.is_to_sign) for one in asked]


# For a guest


def test_one_code_opens_all_that_is_asked_of_an_address():
    first, second, third = rounds("Wells", "Roads", "المياه")
    client = come(first)
    codes = Mail.objects.filter(to=JONAS, subject__contains="is your code").count()
    page = read(client, ASKED)
    assert {f"visit={own(found).pk}" for found in (first, second, third)} == set(page.buttons) - {""}
    for found in (second, third, first):
        assert visit(client, found).url == page_of(found)
        assert client.get(page_of(found)).status_code == 200
    assert Mail.objects.filter(to=JONAS, subject__contains="is your code").count() == codes
    assert Invitation.objects.filter(email=JONAS, confirmed_at=None).count() == 0
    assert TrailEntry.objects.filter(kind="confirmed").count() == 3, "each trail has it, once"


def test_visit_of_one_pledge_ends_as_the_next_begins():
    first, second = rounds("Wells", "Roads")
    client = come(first)
    visit(client, second)
    assert client.get(page_of(first)).status_code == 404


def test_link_in_a_mail_needs_no_further_code_either_and_changes_nothing_by_being_opened():
    first, second = rounds("Wells", "Roads")
    client = come(first)
    page = open_link(client, second, JONAS)
    assert page.buttons == ["visit="]
    assert "You showed a short while ago, by a code, that jonas@example.org is your address." in page.html
    assert own(second).confirmed_at is None
    assert client.post(LINK, {"visit": ""})["Location"] == page_of(second)
    assert own(second).confirmed_at


@pytest.mark.parametrize(
    ("much", "is_open"),
    [
        (PROVEN_FOR - timedelta(minutes=1), True),
        (PROVEN_FOR + timedelta(minutes=1), False),
        (-timedelta(minutes=1), False),
    ],
)
def test_proof_lasts_for_two_hours_then_a_code_is_asked_for(much, is_open):
    first, second = rounds("Wells", "Roads")
    client = come(first)
    outlive(client, much)
    assert visit(client, second).url == (page_of(second) if is_open else LINK)
    if not is_open:
        page = read(client, LINK)
        assert ("send-code=" in page.buttons, "visit=" in page.buttons) == (True, False)
        assert client.post(LINK, {"visit": ""}).status_code == 200
        assert own(second).confirmed_at is None
        assert visit(client, first).url == page_of(first), "the visit that goes on needs none"


def test_nothing_of_another_address_is_listed_or_opened():
    first, second = rounds("Wells", "Roads")
    client = come(first)
    make_guest(second.revision.pledge, email="jonas@example.com")
    assert client.post(ASKED, {"visit": own(second, SARA).pk}).status_code == 404
    page = open_link(client, second, SARA)
    assert "visit=" not in page.buttons
    assert client.post(LINK, {"visit": ""}).status_code == 200
    assert client.get(page_of(second)).status_code in (302, 404)
    assert own(second, SARA).confirmed_at is None


@pytest.mark.parametrize("key", ["", "x", "1" * 30, "١"])
def test_nonsense_opens_nothing(key):
    client = come(rounds("Wells")[0])
    assert client.post(ASKED, {"visit": key}).status_code in (302, 404)


@pytest.mark.parametrize("state", ["withdrawn", "expired"])
def test_link_that_is_over_is_neither_listed_nor_opened(state):
    first, second = rounds("Wells", "Roads")
    client, link = come(first), own(second)
    late = timezone.now() - timedelta(seconds=1)
    Invitation.objects.filter(pk=link.pk).update(**{"withdrawn_at" if state == "withdrawn" else "expires_at": late})
    assert "Roads" not in read(client, ASKED).html
    assert visit(client, second).url == LINK
    assert client.get(LINK).status_code == 410


def test_nobody_who_does_not_visit_has_a_list():
    client = come(rounds("Wells")[0])
    client.post("/invitation/leave/")
    assert client.get(ASKED).status_code == 404
    assert KEY not in client.session
    assert Client().get(ASKED).status_code == 404


def test_who_opened_a_link_and_typed_no_code_has_no_list():
    client = Client()
    open_link(client, rounds("Wells")[0], JONAS)
    assert client.get(ASKED).status_code == 404


def test_each_signature_needs_a_code_of_its_own():
    first, second = rounds("Wells", "Roads")
    client = come(first)
    typed = {"name": "Jonas Weber", "title": "Minister", "agrees": "on"}
    client.post(page_of(first), {"read": "", "seen": first.revision.digest})
    client.post(page_of(first), {"send-code": "", "seen": first.revision.digest, **typed})
    code = mailed_code(JONAS)
    visit(client, second)
    client.post(page_of(second), {"read": "", "seen": second.revision.digest})
    refused = client.post(page_of(second), {"sign": "", "seen": second.revision.digest, "code": code, **typed})
    assert (refused.status_code, Signature.objects.count()) == (422, 0)


def test_list_says_how_things_stand_and_what_is_up_to_them_first():
    open_, signed, declined, held_up, reopened, withdrawn, waiting = rounds(
        "Open", "Signed", "Declined", "Held up", "Reopened", "Withdrawn", "Waiting"
    )
    commented = make_ready(title="Commented")
    invite_party(commented, JONAS, by=make_member("drafter", commented.organisation))
    give_signature(signed.signature_requests[0])
    for found, place in ((declined, 0), (held_up, 1)):
        against = found.signature_requests[place]
        decline(against, seen=found.revision.digest, reason="No", by=signatory(against))
    reopen(reopened.revision.pledge, reason="A year", by=Actor(user=reopened.revision.by))
    withdraw(withdrawn.revision.pledge, reason="A year", by=Actor(user=withdrawn.revision.by))
    SignatureRequest.objects.filter(pk=waiting.signature_requests[0].pk).update(came_at=None)
    asked = by_link(JONAS)
    assert said(asked[:2]) == [("Open", "open", True), ("Commented", "open", False)]
    assert {(one.pledge.title, one.standing) for one in asked[2:]} == {
        ("Signed", Standing.SIGNED),
        ("Declined", Standing.DECLINED),
        ("Held up", Standing.HELD_UP),
        ("Reopened", Standing.REOPENED),
        ("Withdrawn", Standing.WITHDRAWN),
        ("Waiting", Standing.WAITING),
    }
    assert (asked[0].party, asked[0].day) == ("Government of Kenya", open_.circulation.asked_for)
    html = " ".join(read(come(open_), ASKED).html.split())
    for sentence in (
        f"by {open_.circulation.asked_for:%-d %B %Y} (UTC−12)",
        "You can read it and comment on it",
        "Another party declined: nothing is up to you for now",
        "Reopened for changes: you are asked again",
        "Not your turn yet: you get a mail when it is",
    ):
        assert sentence in html


def test_pledge_with_several_links_to_one_address_stands_once():
    (found,) = rounds("Wells")
    make_guest(found.revision.pledge, email=JONAS)
    assert said(by_link(JONAS)) == [("Wells", "open", True)]


def test_list_has_an_end():
    for number in range(MOST + 1):
        make_guest(Pledge.objects.create(**vars_of(number)), email=JONAS)
    assert len(by_link(JONAS)) == MOST


def vars_of(number: int) -> dict[str, object]:
    like = Pledge.objects.first() or make_ready()
    return {
        "title": f"Pledge {number}",
        "organisation": like.organisation,
        "model_text": like.model_text,
        "period_start": like.period_start,
        "period_end": like.period_end,
    }


# For an account


def test_first_page_of_an_account_lists_what_every_organisation_asks_of_it():
    (theirs,) = rounds("Theirs")
    ours = make_ready(title="Ours")
    jonas = make_user(JONAS)
    add_member(ours.organisation, jonas, "signatory")
    found = circulated(ours)
    client = signed_in(jonas)
    page = read(client, "/pledges/")
    assert "You are asked to sign" in page.html
    assert page_of(found) in page.links
    assert f"visit={own(theirs).pk}" in page.buttons
    assert said(to_sign(JONAS.upper())) == [("Ours", "open", True), ("Theirs", "open", True)]
    give_signature(the_round(ours).signature_requests[0])
    assert said(to_sign(JONAS)) == [("Theirs", "open", True), ("Ours", "signed", True)]


def test_account_opens_a_pledge_of_another_organisation_by_one_code():
    first, second = rounds("Wells", "Roads")
    client = signed_in(make_user(JONAS))
    assert visit(client, first).url == LINK
    assert "send-code=" in read(client, LINK).buttons
    client.post(LINK, {"send-code": ""})
    assert client.post(LINK, {"code": mailed_code(JONAS)})["Location"] == page_of(first)
    assert client.get(page_of(first)).status_code == 200
    assert visit(client, second).url == page_of(second)
    assert client.get(page_of(second)).status_code == 200
    assert client.get("/pledges/").status_code == 200, "they are signed in still"


def test_who_visits_by_another_address_opens_what_is_asked_of_the_account_too():
    first, second = rounds("Wells", "Roads")
    client = signed_in(make_user(JONAS))
    open_link(client, first, SARA)
    client.post(LINK, {"send-code": ""})
    client.post(LINK, {"code": mailed_code(SARA)})
    assert "sara@example.org" in read(client, ASKED).html
    assert visit(client, second).url == LINK, "of that address nothing is proven"


def test_account_of_which_nothing_is_asked_sees_no_list():
    drafter = make_member("drafter")
    rounds("Wells")
    assert "You are asked to sign" not in read(signed_in(drafter), "/pledges/").html
    assert "Nothing is asked of you by a link." in read(signed_in(drafter), ASKED).html


def test_request_whose_link_is_over_says_what_to_do():
    (found,) = rounds("Wells")
    Invitation.objects.filter(email=JONAS).update(expires_at=timezone.now() - timedelta(seconds=1))
    page = read(signed_in(make_user(JONAS)), "/pledges/")
    assert f"Ask {found.revision.pledge.organisation} to send it again." in " ".join(page.html.split())
    assert not [button for button in page.buttons if button.startswith("visit")]


def test_list_of_an_account_says_how_things_stand():
    declined, held_up, waiting = rounds("Declined", "Held up", "Waiting")
    for found, place in ((declined, 0), (held_up, 1)):
        asked = found.signature_requests[place]
        decline(asked, seen=found.revision.digest, reason="No", by=signatory(asked))
    SignatureRequest.objects.filter(pk=waiting.signature_requests[0].pk).update(came_at=None)
    (over,) = rounds("Over")
    reopen(over.revision.pledge, reason="A year", by=Actor(user=over.revision.by))
    standings = {one.pledge.title: one.standing for one in to_sign(JONAS)}
    assert standings == {
        "Declined": Standing.DECLINED,
        "Held up": Standing.HELD_UP,
        "Waiting": Standing.WAITING,
    }


def test_both_lists_say_that_enough_others_have_signed():
    pledge = make_ready(title="Spared")
    name_signatories(pledge.parties.get(kind="state"), "Aya Koné", needed=1)
    found = circulated(pledge)
    give_signature(next(asked for asked in found.signature_requests if asked.email == "aya@example.org"))
    assert [one.standing for one in by_link(JONAS)] == [one.standing for one in to_sign(JONAS)] == [Standing.SPARED]
    for client, page in ((come(found), ASKED), (signed_in(make_user(JONAS)), "/pledges/")):
        html = read(client, page).html
        assert "Enough others of your party have signed" in html
        assert "Not your turn yet" not in html


def test_further_party_has_its_request_in_the_list_until_it_is_closed():
    found = opened()
    joining.confirm(asked_to_join(found), by=Actor(user=make_member("drafter", found.revision.pledge.organisation)))
    (one,) = to_sign("ruth@example.org")
    assert (one.standing, one.party, one.day) == (
        Standing.OPEN,
        "Government of Uganda",
        found.revision.pledge.open_until,
    )
    Pledge.objects.update(open_until=timezone.now().date() - timedelta(days=2))
    assert [one.standing for one in to_sign("ruth@example.org")] == [Standing.CLOSED]


def test_list_of_an_account_takes_two_queries_however_long(django_assert_num_queries):
    rounds("Wells", "Roads", "Dams")
    with django_assert_num_queries(2):
        assert len(to_sign(JONAS)) == 3
    with django_assert_num_queries(1):
        assert to_sign("nobody@example.org") == []
