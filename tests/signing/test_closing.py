"""Until when further parties can sign: another day, the list closed early, and what that means for who is waiting."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from commitments.drafting.editing.write import WrongStateError
from commitments.models import Actor, Invitation, Mail, Notice, Pledge, SignatureRequest, State, TrailEntry
from commitments.models.rounds import Round
from commitments.signing.admission import CannotJoinError
from commitments.signing.closing import change_day, close, tell_of_passed_days
from commitments.signing.joining import ask, confirm, refuse
from commitments.signing.objecting import decline
from commitments.signing.open_requests import NotOpenError
from commitments.signing.reminding import remind_all
from commitments.text.days import end_of, in_english
from commitments.text.limits import TextRefusedError
from commitments.text.vocabulary.headings import words_for
from commitments.trail.record import verify
from tests.factories import asked_to_join, give_signature, make_member, opened, signatory, the_round

pytestmark = pytest.mark.django_db
RUTH = "ruth@example.org"


def in_days(number: int) -> date:
    return timezone.now().date() + timedelta(days=number)


@pytest.fixture
def found() -> Round:
    return opened()


@pytest.fixture
def pledge(found) -> Pledge:
    return Pledge.objects.get(pk=found.revision.pledge_id)


@pytest.fixture
def by(pledge) -> Actor:
    return Actor(user=make_member("drafter", pledge.organisation), origin="192.0.2.7")


def now() -> Pledge:
    return Pledge.objects.get()


def told(subject: str) -> list[str]:
    return sorted(Mail.objects.filter(subject=f"{subject}: Protect all migrants").values_list("to", flat=True))


@pytest.mark.parametrize("days", [1, 7, 400])
def test_day_is_changed_and_everybody_told(found, pledge, by, days):
    colleague = make_member("signatory", pledge.organisation)
    change_day(pledge, until=in_days(days), by=by)
    assert (now().open_until, pledge.open_until) == (in_days(days), in_days(days))
    assert told("Another closing day") == ["jonas@example.org", "sara@example.org"]
    assert f"until {in_english(in_days(days))} is over" in Mail.objects.latest("pk").body
    assert [notice.user for notice in Notice.objects.filter(kind="closing-day", user=colleague)] == [colleague]
    entry = pledge.trail.order_by("-number")[0]
    assert (entry.kind, entry.words, entry.revision) == ("closing-day", in_days(days).isoformat(), 1)
    assert list(verify(now())) == []
    assert "open_until" in found.revision.content
    assert the_round(pledge).revision.content == found.revision.content, "what was signed keeps its day"


def test_same_day_changes_nothing(pledge, by):
    entries = pledge.trail.count()
    change_day(pledge, until=pledge.open_until, by=by)
    assert pledge.trail.count() == entries
    assert told("Another closing day") == []


def test_list_is_closed_early_and_nobody_asks_or_signs_any_more(found, pledge, by):
    waiting = asked_to_join(found, code="RW", email="diane@example.org")
    signature_request = confirm(asked_to_join(found), by=by)
    close(pledge, by=by)
    assert not now().takes_further_parties
    assert now().closed_on == now().closed_at.date()
    assert told("No further parties") == ["diane@example.org", "jonas@example.org", RUTH, "sara@example.org"]
    assert "before your request was answered" in Mail.objects.filter(to="diane@example.org").latest("pk").body
    closed = f"open for further parties until {in_english(now().closed_at.date())}"
    with pytest.raises(NotOpenError, match=closed):
        give_signature(signature_request)
    with pytest.raises(CannotJoinError, match=closed):
        confirm(waiting, by=by)
    with pytest.raises(CannotJoinError, match=closed):
        asked_to_join(found, code="SS", email="achol@example.org")
    assert pledge.trail.order_by("-number").values_list("kind", flat=True)[0] == "closed"
    assert list(verify(now())) == []
    with pytest.raises(WrongStateError, match="closed already"):
        close(pledge, by=by)


def test_pledge_without_a_day_is_closed_too(found, pledge, by):
    Pledge.objects.update(open_until=None)
    signature_request = confirm(asked_to_join(found), by=by)
    close(now(), by=by)
    with pytest.raises(NotOpenError, match="can’t be signed any more"):
        give_signature(signature_request)


def test_signature_that_was_given_stands_when_the_list_closes(found, pledge, by):
    give_signature(confirm(asked_to_join(found), by=by))
    close(pledge, by=by)
    assert the_round(pledge).later_signed == 1


@pytest.mark.parametrize("ended", ["closed", "over"])
def test_list_is_opened_again_with_another_day(found, pledge, by, ended):
    signature_request = confirm(asked_to_join(found), by=by)
    if ended == "closed":
        close(pledge, by=by)
    else:
        Pledge.objects.update(open_until=in_days(-3))
        Invitation.objects.update(expires_at=end_of(in_days(-3)))
    change_day(pledge, until=in_days(60), by=by)
    assert now().takes_further_parties
    link = Invitation.objects.get(signature_request=signature_request)
    assert link.expires_at == end_of(in_days(60)), "their link lives as long"
    assert give_signature(SignatureRequest.objects.get(pk=signature_request.pk))
    assert list(verify(now())) == []


def test_day_that_is_over_is_refused(pledge, by):
    before = pledge.open_until
    with pytest.raises(TextRefusedError, match="This day is over"):
        change_day(pledge, until=in_days(-2), by=by)
    assert now().open_until == before


@pytest.mark.parametrize("state", ["specific", "agreed"])
def test_only_the_list_of_an_open_pledge_that_was_handed_in_is_changed(by, pledge, state):
    fields = {"openness": "specific"} if state == "specific" else {"status": "agreed"}
    Pledge.objects.update(**fields)
    for verb in (lambda: change_day(pledge, until=in_days(9), by=by), lambda: close(pledge, by=by)):
        with pytest.raises(WrongStateError, match="Only of an open pledge"):
            verb()


def test_nobody_is_reminded_once_the_list_is_closed(found, pledge, by):
    confirm(asked_to_join(found), by=by)
    SignatureRequest.objects.update(came_at=timezone.now() - timedelta(days=6))
    close(pledge, by=by)
    assert remind_all() == (0, 0)
    change_day(pledge, until=in_days(60), by=by)
    assert remind_all() == (1, 0)


@pytest.mark.parametrize("change", [{"closed_at": None}, {"open_until": date(2099, 1, 1)}, {"closed_at": "now"}])
def test_trail_shows_that_the_day_was_changed_behind_its_back(found, pledge, by, change):
    change_day(pledge, until=in_days(9), by=by)
    if change == {"closed_at": None}:
        close(pledge, by=by)
    Pledge.objects.update(**{name: timezone.now() if value == "now" else value for name, value in change.items()})
    assert list(verify(now())) == ["Whether others may join the pledge, and until when, is not what the trail says."]


@pytest.mark.parametrize("kind", TrailEntry.Kind.values)
@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_printed_trail_has_a_word_for_everything_that_is_done(kind, language):
    assert words_for(language).trail.events[kind]


def test_who_asks_hears_that_the_list_is_open_again_and_is_confirmed_then(found, pledge, by):
    waiting = asked_to_join(found, code="RW", email="diane@example.org")
    refuse(asked_to_join(found, code="SS", email="achol@example.org"), reason="Late.", by=by)
    ask(found.revision, State.objects.get(iso2="BI"), name="Amani", email="amani@example.org")  # types no code
    close(pledge, by=by)
    change_day(now(), until=in_days(60), by=by)
    assert told("Another closing day") == ["diane@example.org", "jonas@example.org", "sara@example.org"]
    mail = Mail.objects.filter(to="diane@example.org").latest("pk")
    assert f"until {in_english(in_days(60))} is over" in mail.body
    assert "waits for the answer" in mail.body
    assert confirm(waiting, by=by).is_open


@pytest.mark.parametrize("times", [1, 2])
def test_drafters_are_told_each_time_that_a_day_is_over_and_a_further_party_has_not_signed(pledge, found, by, times):
    confirm(asked_to_join(found), by=by)
    for _time in range(times):
        Pledge.objects.update(open_until=in_days(-3))
        assert remind_all() == (0, 1)
        assert remind_all() == (0, 0)
        change_day(now(), until=in_days(30), by=by)
    assert list(now().trail.values_list("kind", flat=True)).count("expired") == times


def test_further_party_that_might_sign_hears_that_it_cannot_any_more(found, pledge, by):
    confirm(asked_to_join(found), by=by)
    declined = confirm(asked_to_join(found, code="RW", email="diane@example.org"), by=by)
    decline(declined, seen=found.revision.digest, reason="Not now", by=signatory(declined))
    close(pledge, by=by)
    bodies = {mail.to: mail.body for mail in Mail.objects.filter(subject__startswith="No further parties")}
    assert sorted(bodies) == ["diane@example.org", "jonas@example.org", RUTH, "sara@example.org"]
    assert "before you signed it for the Government of Uganda. You can’t sign it any more" in bodies[RUTH]
    assert "Nobody else can sign it; every signature on it stands." not in bodies[RUTH]
    assert all("Nobody else can sign it" in bodies[to] for to in bodies if to != RUTH)


@pytest.mark.parametrize("times", [1, 2])
def test_who_asks_is_told_once_that_the_day_has_passed_without_an_answer(found, pledge, by, times):
    asked_to_join(found, code="RW", email="diane@example.org")
    refuse(asked_to_join(found, code="SS", email="achol@example.org"), reason="Late.", by=by)
    confirm(asked_to_join(found), by=by)
    ask(found.revision, State.objects.get(iso2="BI"), name="Amani", email="amani@example.org")  # types no code
    assert tell_of_passed_days() == 0, "it is not over yet"
    for time in range(times):
        Pledge.objects.update(open_until=in_days(-3))
        assert tell_of_passed_days() == 1
        assert tell_of_passed_days() == 0
        assert told("No further parties") == ["diane@example.org"] * (time + 1)
        change_day(now(), until=in_days(30), by=by)
    mail = Mail.objects.filter(to="diane@example.org", subject__startswith="No further parties").latest("pk")
    assert f"The last day for further parties was {in_english(in_days(-3))}, and your request was not" in mail.body
    assert mail.reply_to == "", "who has only typed an address learns of nobody"
    notice = Notice.objects.filter(kind="closing-day", user=by.user).earliest("pk")
    assert "asked to sign “Protect all migrants” for the Government of Rwanda, and was not answered" in notice.text
    assert list(verify(now())) == []


def test_nobody_is_told_of_a_day_of_a_list_that_was_closed_before(found, pledge, by):
    asked_to_join(found)
    close(pledge, by=by)
    Pledge.objects.update(open_until=in_days(-3))
    assert tell_of_passed_days() == 0


@pytest.mark.parametrize("event", ["closed", "another day"])
def test_who_merely_asks_learns_no_name_or_address_of_who_drafts(found, pledge, by, event):
    assert by.user
    by.user.name = "Amina Wanjiru"
    by.user.save()
    asked_to_join(found)
    Mail.objects.all().delete()
    close(pledge, by=by) if event == "closed" else change_day(pledge, until=in_days(60), by=by)
    mail = Mail.objects.get(to=RUTH)
    assert mail.reply_to == ""
    assert "Amina" not in mail.body
    assert by.user.email not in mail.body
    assert f"{pledge.organisation}" in mail.body


def test_daily_command_tells_who_asks(found, pledge):
    asked_to_join(found)
    Pledge.objects.update(open_until=in_days(-3))
    call_command("send_mail")
    assert told("No further parties") == [RUTH]
