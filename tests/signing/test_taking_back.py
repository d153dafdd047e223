"""A signatory takes back that they decline, until somebody has acted on it; everybody concerned hears of both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from commitments.models import Actor, Invitation, Mail, Notice, Pledge, SignatureRequest, TrailEntry
from commitments.models.rounds import Round
from commitments.signing import joining
from commitments.signing.closing import close
from commitments.signing.ending import reopen, withdraw
from commitments.signing.objecting import decline, request_changes, take_back_decline
from commitments.signing.open_requests import NotOpenError
from commitments.signing.standing import Standing, of_link
from commitments.trail.record import verify
from tests.factories import (
    add_party,
    asked_to_join,
    circulated,
    give_signature,
    make_member,
    make_ready,
    opened,
    signatory,
    the_round,
)

pytestmark = pytest.mark.django_db
JONAS, SARA, ALI = "jonas@example.org", "sara@example.org", "ali@example.org"


@pytest.fixture
def found() -> Round:
    """The round of three parties, of which the first signs and the second declines."""
    pledge = make_ready()
    add_party(pledge, "state", "UG", signatory_name="Ali Okello", signatory_email=ALI)
    return circulated(pledge)


def declined(found: Round, place: int, reason: str = "No mandate") -> tuple[SignatureRequest, Actor]:
    asked = found.signature_requests[place]
    by = signatory(asked)
    decline(asked, seen=found.revision.digest, reason=reason, by=by)
    return asked, by


def mailed(subject: str) -> list[str]:
    return sorted(Mail.objects.filter(subject__startswith=subject).values_list("to", flat=True))


def fresh(asked: SignatureRequest) -> SignatureRequest:
    return SignatureRequest.objects.select_related("circulation").get(pk=asked.pk)


def test_who_took_back_that_they_decline_signs_the_same_text(found):
    asked, by = declined(found, 1)
    take_back_decline(asked, seen=found.revision.digest, by=by)
    assert list(verify(found.revision.pledge)) == []
    now = fresh(asked)
    assert (now.answer, now.words, now.answered_at, now.is_open) == ("", "", None, True)
    assert give_signature(now).name == "Sara Said"
    kinds = list(found.revision.pledge.trail.values_list("kind", flat=True))
    assert [kind for kind in kinds if kind in ("declined", "undeclined", "signed")] == [
        "declined",
        "undeclined",
        "signed",
    ]
    assert TrailEntry.objects.get(kind="declined").words == "No mandate", "the reason stays in the trail"
    assert list(verify(found.revision.pledge)) == []


def test_those_who_wait_learn_that_nothing_is_up_to_them_and_then_that_it_goes_on(found):
    give_signature(found.signature_requests[0])
    asked, by = declined(found, 1, "A secret reason")
    assert mailed("Nothing to do for now: Protect all migrants") == [ALI]
    text = " ".join(Mail.objects.get(subject__startswith="Nothing to do").body.split())
    assert "Sara Said declined to sign the pledge “Protect all migrants”" in text
    assert "nothing is up to you for now" in text
    assert "A secret reason" not in text
    take_back_decline(asked, seen=found.revision.digest, by=by)
    assert mailed("It goes on: Protect all migrants") == [ALI, JONAS]
    assert mailed("No longer declined: Protect all migrants") == [found.revision.by.email]
    told = Notice.objects.filter(text__startswith="Sara Said took back that they decline to sign for")
    assert [notice.user for notice in told] == [found.revision.by]


def test_it_goes_on_only_once_nobody_declines_any_more(found):
    first, by_first = declined(found, 0)
    second, by_second = declined(found, 1)
    take_back_decline(first, seen=found.revision.digest, by=by_first)
    assert mailed("It goes on") == []
    assert [asked.email for asked in the_round(found.revision.pledge).holding_up] == [SARA]
    take_back_decline(second, seen=found.revision.digest, by=by_second)
    assert mailed("It goes on") == [ALI, JONAS]


def test_who_is_not_asked_yet_hears_nothing():
    found = circulated(in_turn=True)
    asked, by = declined(found, 0)
    take_back_decline(asked, seen=found.revision.digest, by=by)
    assert Mail.objects.filter(to=SARA).count() == 0
    give_signature(fresh(asked))
    assert Mail.objects.filter(to=SARA).count() == 1, "the order goes on"


@pytest.mark.parametrize("end", [reopen, withdraw])
def test_decline_that_was_acted_on_is_not_taken_back(found, end: Callable[..., None]):
    asked, by = declined(found, 1)
    end(found.revision.pledge, reason="As Sara asks", by=Actor(user=found.revision.by))
    with pytest.raises(NotOpenError, match="reopened" if end is reopen else "withdrawn"):
        take_back_decline(asked, seen=found.revision.digest, by=by)
    assert fresh(asked).answer == "declined"


def test_decline_of_an_earlier_round_is_not_taken_back(found):
    asked, by = declined(found, 1)
    reopen(found.revision.pledge, reason="As Sara asks", by=Actor(user=found.revision.by))
    circulated(Pledge.objects.get(pk=found.revision.pledge.pk), by=found.revision.by)
    with pytest.raises(NotOpenError, match="newer text"):
        take_back_decline(asked, seen=found.revision.digest, by=by)


def test_nobody_else_takes_a_decline_back(found):
    asked, _by = declined(found, 1)
    others = [signatory(found.signature_requests[0]), Actor(user=found.revision.by), Actor()]
    others += [Actor(user=make_member("signatory", found.revision.pledge.organisation))]
    for other in others:
        with pytest.raises(NotOpenError, match="You may not sign for"):
            take_back_decline(asked, seen=found.revision.digest, by=other)
    with pytest.raises(NotOpenError, match="not the text"):
        take_back_decline(asked, seen="0" * 64, by=signatory(asked))
    assert fresh(asked).answer == "declined"
    assert TrailEntry.objects.filter(kind="undeclined").count() == 0


@pytest.mark.parametrize("answer", ["", "changes", "signed", "taken back"])
def test_who_does_not_decline_has_nothing_to_take_back(found, answer):
    asked = found.signature_requests[1]
    by = signatory(asked)
    if answer == "changes":
        request_changes(asked, seen=found.revision.digest, text="Shorter", by=by)
    if answer == "signed":
        give_signature(asked)
    if answer == "taken back":
        declined(found, 1)
        take_back_decline(asked, seen=found.revision.digest, by=by)
        answer = ""
    with pytest.raises(NotOpenError):
        take_back_decline(asked, seen=found.revision.digest, by=by)
    assert fresh(asked).answer == answer


def test_visit_that_ended_takes_nothing_back(found):
    asked, by = declined(found, 1)
    Invitation.objects.filter(email=SARA).update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(NotOpenError, match="You may not sign for"):
        take_back_decline(asked, seen=found.revision.digest, by=by)


def test_links_say_that_nothing_is_up_to_anybody_while_one_declines(found):
    give_signature(found.signature_requests[0])
    asked, by = declined(found, 1)
    links = {link.email: link for link in Invitation.objects.filter(pledge=found.revision.pledge)}
    standings = {email: of_link(links[email]).standing for email in (JONAS, SARA, ALI)}
    assert standings == {JONAS: Standing.SIGNED, SARA: Standing.DECLINED, ALI: Standing.HELD_UP}
    assert of_link(links[ALI]).since == fresh(asked).answered_at
    take_back_decline(asked, seen=found.revision.digest, by=by)
    assert [of_link(links[email]).standing for email in (SARA, ALI)] == [Standing.OPEN, Standing.OPEN]


# Further parties


@pytest.fixture
def ruth() -> tuple[Round, SignatureRequest, Actor]:
    """An open pledge whose further party declined to sign."""
    found = opened()
    owner = Actor(user=make_member("drafter", found.revision.pledge.organisation))
    asked = joining.confirm(asked_to_join(found), by=owner)
    by = signatory(asked)
    decline(asked, seen=found.revision.digest, reason="Not now", by=by)
    return found, asked, by


def test_further_party_takes_back_that_it_declines_and_the_others_hear_nothing(ruth):
    found, asked, by = ruth
    others = Mail.objects.filter(to__in=[JONAS, SARA]).count()
    take_back_decline(asked, seen=found.revision.digest, by=by)
    assert give_signature(fresh(asked)).party == "Government of Uganda"
    assert [mailed("It goes on"), mailed("Nothing to do")] == [[], []]
    assert Mail.objects.filter(to__in=[JONAS, SARA], subject__startswith="A further party has signed").count() == 2
    assert Mail.objects.filter(to__in=[JONAS, SARA]).count() == others + 2


def test_further_party_takes_nothing_back_once_somebody_else_asks_for_it(ruth):
    found, asked, by = ruth
    request = asked_to_join(found, email="paul@example.org", name="Paul Kato")
    with pytest.raises(NotOpenError, match="Somebody else asks to sign for your party"):
        take_back_decline(asked, seen=found.revision.digest, by=by)
    joining.confirm(request, by=Actor(user=make_member("drafter", found.revision.pledge.organisation)))
    with pytest.raises(NotOpenError, match="Somebody else asks to sign for your party"):
        take_back_decline(asked, seen=found.revision.digest, by=by)


def test_further_party_takes_nothing_back_once_the_list_is_closed(ruth):
    found, asked, by = ruth
    pledge = Pledge.objects.get(pk=found.revision.pledge.pk)
    close(pledge, by=Actor(user=make_member("drafter", pledge.organisation)))
    with pytest.raises(NotOpenError, match="can’t be signed any more"):
        take_back_decline(asked, seen=found.revision.digest, by=by)
