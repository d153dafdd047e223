"""Reminders come when they are due, to whom it is up to, and never twice."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from commitments.drafting.editing.write import WrongStateError
from commitments.models import (
    Actor,
    Circulation,
    Invitation,
    Mail,
    Membership,
    Notice,
    Pledge,
    SignatureRequest,
    TrailEntry,
)
from commitments.models.rounds import Round
from commitments.people import invitations
from commitments.people.invitations import CannotInviteError
from commitments.people.invitations import withdraw as withdraw_invitation
from commitments.signing.answering import send_code
from commitments.signing.asking import ask_again, ask_to_sign
from commitments.signing.correcting import correct_address
from commitments.signing.ending import reopen, withdraw
from commitments.signing.objecting import decline, request_changes, take_back_decline
from commitments.signing.reminding import remind_all
from commitments.signing.standstill import remind_drafters
from commitments.text.days import moment_in_words
from commitments.trail.record import record, verify
from tests.factories import (
    add_member,
    agreed,
    circulated,
    give_signature,
    mailed_code,
    make_member,
    make_ready,
    make_user,
    signatory,
    the_round,
)

pytestmark = pytest.mark.django_db

SENT = datetime(2126, 3, 1, 12, tzinfo=UTC)
"""When the pledges of these tests are sent round, in a time to come; an answer is asked for by 15 March"""
LAST = datetime(2126, 4, 15, 11, 59, 59, 999999, tzinfo=UTC)
"""The end of the 30th day after that, everywhere on earth"""
A_MOMENT = timedelta(microseconds=1)


class Clock:
    """The time, which goes where it is told to."""

    def __init__(self) -> None:
        self.time = SENT


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.time)
    return clock


@pytest.fixture
def found(clock) -> Round:
    """Both parties are asked."""
    return circulated()


def reminded() -> list[str]:
    """To whom reminders went, in their order."""
    mails = Mail.objects.filter(subject__startswith="Reminder").order_by("pk")
    return [mail.to.partition("@")[0] for mail in mails]


def days_on_which_jonas_is_reminded(clock: Clock, days: int) -> list[int]:
    """Go on day by day; return the days after the sending on which he got a reminder."""
    found = []
    for day in range(1, days + 1):
        clock.time = SENT + timedelta(days=day)
        before = reminded().count("jonas")
        remind_all()
        found += [day] * (reminded().count("jonas") - before)
    return found


def test_first_reminder_comes_five_days_after_the_request_and_not_a_moment_earlier(clock, found):
    clock.time = SENT + timedelta(days=5) - A_MOMENT
    assert remind_all() == (0, 0)
    clock.time = SENT + timedelta(days=5)
    assert remind_all() == (2, 0)
    assert reminded() == ["jonas", "sara"]
    assert remind_all() == (0, 0)


def test_next_reminder_comes_seven_days_after_the_last_and_not_a_moment_earlier(clock, found):
    clock.time = SENT + timedelta(days=6)
    remind_all()
    clock.time = SENT + timedelta(days=13) - A_MOMENT
    assert remind_all() == (0, 0)
    clock.time = SENT + timedelta(days=13)
    assert remind_all() == (2, 0)


def test_five_reminders_are_the_most(clock, found):
    Circulation.objects.update(asked_for=SENT.date() + timedelta(days=300))
    assert days_on_which_jonas_is_reminded(clock, 80) == [5, 12, 19, 26, 33]
    assert {signature_request.reminders for signature_request in SignatureRequest.objects.all()} == {5}


def test_nobody_is_reminded_after_the_thirtieth_day_after_the_date_asked_for(clock, found):
    clock.time = LAST
    assert remind_all() == (2, 0)
    SignatureRequest.objects.update(reminded_at=None)
    clock.time = LAST + A_MOMENT
    assert remind_all() == (0, 2)
    assert len(reminded()) == 2


def test_who_was_forgotten_while_nothing_was_sent_gets_one_reminder_and_not_three(clock, found):
    clock.time = SENT + timedelta(days=25)
    assert remind_all() == (2, 0)
    assert remind_all() == (0, 0)


def test_reminder_is_in_the_trail_and_its_link_is_good(clock, found):
    clock.time = SENT + timedelta(days=5)
    old = Invitation.objects.get(email="jonas@example.org").token_hash
    remind_all()
    entry = TrailEntry.objects.filter(kind="reminded").first()
    assert (entry.who, entry.party, entry.words) == (
        "Pledgebuilder",
        "Government of Kenya",
        "Jonas Weber <jonas@example.org>",
    )
    assert entry.at == clock.time
    invitation = Invitation.objects.get(email="jonas@example.org")
    assert invitation.token_hash != old
    assert invitation.expires_at == LAST + A_MOMENT
    assert list(verify(found.revision.pledge)) == []


def test_reminder_throws_out_nobody_who_reads_and_leaves_link_and_code_good(clock, found):
    asked, link = found.signature_requests[0], found.signature_requests[0].invitation
    assert link
    visit = link.token_hash
    invitations.send_code(link, browser="another")
    code = mailed_code(link.email)
    clock.time = SENT + timedelta(days=5)
    Invitation.objects.filter(pk=link.pk).update(code_expires_at=clock.time + timedelta(minutes=14))
    assert remind_all()[0] == 2
    assert Invitation.of_link(visit).get() == link
    assert invitations.confirm(link, code, browser="another")
    ask_again(asked, by=Actor())
    ask_again(asked, by=Actor())
    assert not Invitation.of_link(visit).exists(), "the link before the last is good, and no older one"
    invitations.send_again(link, by=found.revision.by)
    assert not Invitation.objects.exclude(earlier_token_hash="").filter(pk=link.pk).exists()


def test_link_of_no_token_is_nobodys():
    circulated()
    assert not Invitation.of_link("").exists()


def test_who_signs_with_an_account_is_reminded_without_a_personal_link(clock):
    pledge = make_ready()
    add_member(pledge.organisation, make_user("sara@example.org"), Membership.Role.SIGNATORY)
    circulated(pledge)
    clock.time = SENT + timedelta(days=5)
    remind_all()
    mail = Mail.objects.get(to="sara@example.org", subject__startswith="Reminder")
    assert f"/pledges/{pledge.reference}/answer/" in mail.body
    assert "/invitations/" not in mail.body


# To whom it is not up


def test_who_has_answered_is_not_reminded(clock, found):
    first, second = found.signature_requests
    give_signature(first)
    request_changes(second, seen=found.revision.digest, text="Say when.", by=signatory(second))
    clock.time = SENT + timedelta(days=5)
    assert remind_all() == (0, 0)


def test_nobody_is_reminded_while_one_party_declines(clock, found):
    first, by = found.signature_requests[0], signatory(found.signature_requests[0])
    decline(first, seen=found.revision.digest, reason="No mandate.", by=by)
    clock.time = SENT + timedelta(days=5)
    assert (remind_all(), reminded()) == ((0, 0), [])
    clock.time = LAST + A_MOMENT
    assert remind_all() == (0, 0), "nor are the drafters told that nobody answered"
    clock.time = LAST
    take_back_decline(first, seen=found.revision.digest, by=by)
    clock.time = LAST + A_MOMENT
    assert remind_all() == (0, 2)


def test_reminders_are_counted_anew_once_a_decline_is_taken_back(clock, found):
    first, by = found.signature_requests[0], signatory(found.signature_requests[0])
    clock.time = SENT + timedelta(days=4)
    decline(first, seen=found.revision.digest, reason="No mandate.", by=by)
    clock.time = SENT + timedelta(days=6)
    take_back_decline(first, seen=found.revision.digest, by=by)
    clock.time = SENT + timedelta(days=13) - A_MOMENT
    assert remind_all() == (0, 0)
    clock.time = SENT + timedelta(days=13)
    assert remind_all() == (2, 0)
    assert reminded() == ["jonas", "sara"]


def test_drafters_are_reminded_of_a_round_that_stands_still(clock, found):
    first, by = found.signature_requests[0], signatory(found.signature_requests[0])
    decline(first, seen=found.revision.digest, reason="No mandate.", by=by)
    told = Mail.objects.filter(to=found.revision.by.email, subject="Stands still: Protect all migrants")
    clock.time = SENT + timedelta(days=7) - A_MOMENT
    assert remind_drafters() == 0
    for week in range(1, 8):
        clock.time = SENT + timedelta(days=7 * week)
        assert [remind_drafters(), remind_drafters()] == [int(week <= 5), 0]
    assert told.count() == 5
    clock.time = SENT + timedelta(days=35 + 30) - A_MOMENT
    assert remind_drafters() == 0
    for month in range(1, 30):
        clock.time = SENT + timedelta(days=35 + 30 * month)
        assert [remind_drafters(), remind_drafters()] == [1, 0], "as long as it stands still"
    assert told.count() == 5 + 29
    text = " ".join(told[0].body.split())
    assert f"Jonas Weber declined to sign it for the Government of Kenya, on {moment_in_words(SENT)}." in text
    assert f"/pledges/{found.revision.pledge.reference}/signatures/" in text


@pytest.mark.parametrize("end", [reopen, withdraw])
def test_drafters_are_not_reminded_of_a_decline_that_was_acted_on(clock, found, end):
    first, by = found.signature_requests[0], signatory(found.signature_requests[0])
    decline(first, seen=found.revision.digest, reason="No mandate.", by=by)
    end(found.revision.pledge, reason="The budget changed.", by=Actor(user=found.revision.by))
    clock.time = SENT + timedelta(days=7)
    assert remind_drafters() == 0


def test_drafters_are_not_reminded_of_a_decline_that_was_taken_back(clock, found):
    first, by = found.signature_requests[0], signatory(found.signature_requests[0])
    decline(first, seen=found.revision.digest, reason="No mandate.", by=by)
    take_back_decline(first, seen=found.revision.digest, by=by)
    clock.time = SENT + timedelta(days=7)
    assert remind_drafters() == 0


def test_who_is_next_is_reminded_from_their_own_turn_on(clock):
    first, _second = circulated(in_turn=True).signature_requests
    clock.time = SENT + timedelta(days=5)
    remind_all()
    assert reminded() == ["jonas"]
    clock.time = SENT + timedelta(days=6)
    give_signature(first)
    clock.time = SENT + timedelta(days=11) - A_MOMENT
    assert remind_all() == (0, 0)
    clock.time = SENT + timedelta(days=11)
    assert remind_all() == (1, 0)
    assert reminded() == ["jonas", "sara"]


@pytest.mark.parametrize("end", [reopen, withdraw])
def test_nobody_is_reminded_of_a_round_that_ended(clock, found, end):
    end(found.revision.pledge, reason="The budget changed.", by=Actor(user=found.revision.by))
    clock.time = SENT + timedelta(days=5)
    assert remind_all() == (0, 0)
    clock.time = LAST + A_MOMENT
    assert remind_all() == (0, 0)


def test_nobody_is_reminded_of_a_pledge_that_went_on(clock, found):
    clock.time = SENT + timedelta(days=5)
    Pledge.objects.update(status="agreed")
    assert remind_all() == (0, 0)


def test_further_party_of_a_submitted_pledge_is_reminded(clock):
    found = agreed()
    Pledge.objects.update(status="submitted")
    later = SignatureRequest.objects.create(
        circulation=found.circulation,
        position=2,
        party_key="relief",
        party="Relief",
        name="Li Na",
        email="li@example.org",
        is_later=True,
    )
    ask_to_sign(later, by=Actor())
    clock.time = SENT + timedelta(days=5)
    remind_all()
    assert reminded() == ["li"]


def test_who_is_just_signing_is_left_in_peace(clock, found):
    clock.time = SENT + timedelta(days=5)
    first = found.signature_requests[0]
    send_code(first, seen=found.revision.digest, by=signatory(first))
    remind_all()
    assert reminded() == ["sara"]
    clock.time += timedelta(hours=1)
    remind_all()
    assert reminded() == ["sara", "jonas"]


def test_who_could_not_open_the_text_is_not_reminded(clock):
    """One whose invitation was withdrawn, and one who lost the role that signs."""
    pledge = make_ready()
    member = add_member(pledge.organisation, make_user("sara@example.org"), Membership.Role.SIGNATORY)
    circulated(pledge)
    withdraw_invitation(Invitation.objects.get(email="jonas@example.org"))
    member.delete()
    clock.time = SENT + timedelta(days=5)
    assert remind_all() == (0, 0)


# A mail that a drafter sends


def test_reminder_waits_when_a_drafter_has_just_sent_one(clock, found):
    clock.time = SENT + timedelta(days=4)
    ask_again(found.signature_requests[0], by=Actor(user=found.revision.by))
    assert days_on_which_jonas_is_reminded(clock, 20) == [11, 18]
    first = TrailEntry.objects.filter(kind="reminded").first()
    assert (first.user, first.party) == (found.revision.by, "Government of Kenya")


def test_drafter_can_not_remind_who_answered_meanwhile(found):
    first = found.signature_requests[0]
    give_signature(first)
    with pytest.raises(WrongStateError, match="not up to Jonas Weber any more"):
        ask_again(first, by=Actor(user=found.revision.by))
    assert reminded() == []


def test_drafter_can_not_remind_whose_invitation_was_withdrawn(found):
    withdraw_invitation(Invitation.objects.get(email="jonas@example.org"))
    with pytest.raises(CannotInviteError, match="withdrawn"):
        ask_again(found.signature_requests[0], by=Actor(user=found.revision.by))
    assert not TrailEntry.objects.filter(kind="reminded").exists()


# When the time is over


def test_drafters_are_told_once_of_a_request_whose_time_is_over(clock, found):
    pledge = found.revision.pledge
    make_member("viewer", pledge.organisation)
    other = make_member("drafter", pledge.organisation)
    give_signature(found.signature_requests[0])
    clock.time = LAST
    assert remind_all()[1] == 0
    clock.time = LAST + A_MOMENT
    assert remind_all() == (0, 1)
    assert remind_all() == (0, 0)
    told = Notice.objects.filter(kind="expired")
    assert {notice.user for notice in told} == {found.revision.by, other}
    assert told.count() == 2
    assert told[0].text == (
        "Sara Said has not answered for the Kenya Red Cross Society. An answer was asked for by 15 March 2126; no more "
        "reminders are sent. Ask them yourself, or reopen the pledge and name somebody else."
    )
    entry = TrailEntry.objects.get(kind="expired")
    assert (entry.party, entry.who, entry.revision) == ("Kenya Red Cross Society", "Pledgebuilder", 1)
    assert SignatureRequest.objects.get(name="Sara Said").expired_at == clock.time
    assert list(verify(pledge)) == []


def test_who_is_asked_late_has_two_weeks_before_their_time_is_over(clock):
    first, second = circulated(in_turn=True).signature_requests
    clock.time = LAST - timedelta(days=1)
    give_signature(first)
    came = the_round(second.circulation.revision.pledge).signature_requests[1].came_at
    assert came
    clock.time = came + timedelta(days=14)
    assert remind_all() == (0, 0)
    clock.time += A_MOMENT
    assert remind_all() == (0, 1)


def test_drafters_are_reminded_each_month_of_who_is_silent_and_holds_up_the_order(clock):
    found = circulated(in_turn=True)
    pledge, sara = found.revision.pledge, found.signature_requests[1]
    client, page = Client(), f"/pledges/{pledge.reference}/signatures/"
    clock.time = LAST + A_MOMENT
    assert (remind_all(), remind_drafters()) == ((0, 1), 0)
    over = clock.time
    client.force_login(found.revision.by)
    says = "Since 1 Mar 2126 Jonas Weber has not answered for the Government of Kenya, and is not reminded any more."
    html = " ".join(client.get(page).content.decode().split())
    assert (says in html, "Withdraw this pledge" in html) == (True, True)
    told = Mail.objects.filter(to=found.revision.by.email, subject="Still no answer: Protect all migrants")
    clock.time = over + timedelta(days=30) - A_MOMENT
    assert remind_drafters() == 0
    for month in range(1, 15):
        clock.time = over + timedelta(days=30 * month)
        assert [remind_all(), remind_drafters(), remind_drafters()] == [(0, 0), 1, 0]
    assert told.count() == 14
    body = " ".join(told[0].body.split())
    assert f"asked on {moment_in_words(SENT)} to sign" in body
    assert f"http://localhost:8000{page}" in body
    assert told[0].reply_to == '"Jonas Weber" <jonas@example.org>'
    jonas = SignatureRequest.objects.get(name="Jonas Weber")
    ask_again(jonas, by=Actor(user=found.revision.by))
    assert remind_drafters() == 0
    give_signature(SignatureRequest.objects.get(pk=jonas.pk))
    clock.time += timedelta(days=30)
    assert remind_drafters() == 0
    assert SignatureRequest.objects.get(pk=sara.pk).came_at
    assert list(verify(Pledge.objects.get())) == []


def test_silence_is_no_matter_while_another_party_declines_or_once_somebody_acted(clock, found):
    jonas, sara = found.signature_requests
    clock.time = LAST + A_MOMENT
    assert remind_all() == (0, 2)
    ask_again(sara, by=Actor(user=found.revision.by))
    decline(sara, seen=found.revision.digest, reason="No mandate.", by=signatory(sara))
    clock.time += timedelta(days=30)
    assert remind_drafters() == 1
    assert Mail.objects.filter(subject__startswith="Still no answer").count() == 0
    correct_address(jonas, "weber@example.org", by=Actor(user=found.revision.by))
    assert remind_drafters() == 0
    reopen(found.revision.pledge, reason="The budget changed.", by=Actor(user=found.revision.by))
    clock.time += timedelta(days=300)
    assert remind_drafters() == 0


def test_nobody_but_the_drafters_reads_on_the_page_for_whom_the_round_waits_long(clock, found):
    jonas, sara = found.signature_requests
    request_changes(jonas, seen=found.revision.digest, text="Name the county.", by=signatory(jonas))
    give_signature(sara)
    pages = {
        "drafter": make_member("drafter", found.revision.pledge.organisation),
        "viewer": make_member("viewer", found.revision.pledge.organisation),
    }
    seen = {}
    for who, user in pages.items():
        client = Client()
        client.force_login(user)
        html = client.get(f"/pledges/{found.revision.pledge.reference}/signatures/").content.decode()
        html = " ".join(html.split())
        seen[who] = ("Jonas Weber asked for changes on 1 Mar 2126" in html, "Reopen to change the text" in html)
    assert seen == {"drafter": (True, True), "viewer": (True, False)}


# All of it together


def test_send_mail_reminds_cuts_addresses_and_sends(clock, found, settings, capsys):
    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Mail.objects.all().delete()
    entry = TrailEntry.objects.exclude(address_hash="").first()
    clock.time = SENT + timedelta(days=5)
    call_command("send_mail")
    sent = Mail.objects.filter(sent_at__isnull=False, subject__startswith="Reminder")
    assert {mail.to for mail in sent} == {"jonas@example.org", "sara@example.org"}
    assert entry.origin.address == "192.0.2.7"
    clock.time = SENT + timedelta(days=91)
    call_command("send_mail")
    entry.refresh_from_db()
    assert not hasattr(entry, "origin")
    assert list(verify(found.revision.pledge)) == []


@pytest.mark.django_db(transaction=True)
def test_two_that_remind_at_once_remind_once():
    pledge = circulated().revision.pledge
    for number in range(1, 6):
        SignatureRequest.objects.update(came_at=timezone.now() - timedelta(days=5), reminded_at=None)
        with transaction.atomic():
            record(pledge, TrailEntry.Kind.REMINDED, Actor(), rows=SignatureRequest.objects.all())
        gate = threading.Barrier(2)
        counts: list[Any] = []

        def remind(gate=gate, counts=counts):
            gate.wait()
            try:
                counts.append(remind_all()[0])
            finally:
                connection.close()

        threads = [threading.Thread(target=remind) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
        assert sum(counts) == 2
        assert {signature_request.reminders for signature_request in SignatureRequest.objects.all()} == {number}
    assert list(verify(Pledge.objects.get(pk=pledge.pk))) == []


def test_drafters_are_reminded_of_changes_that_were_asked_for_while_the_order_waits(clock):
    found = circulated(in_turn=True)
    jonas, sara = found.signature_requests
    request_changes(jonas, seen=found.revision.digest, text="Name the county.", by=signatory(jonas))
    clock.time = SENT + timedelta(days=7) - A_MOMENT
    assert remind_drafters() == 0
    for week in range(1, 8):
        clock.time = SENT + timedelta(days=7 * week)
        assert [remind_drafters(), remind_drafters()] == [int(week <= 5), 0]
    told = Mail.objects.filter(subject="Changes asked for, and not answered: Protect all migrants")
    assert [(mail.to, mail.reply_to) for mail in told] == [
        (found.revision.by.email, '"Jonas Weber" <jonas@example.org>')
    ] * 5
    assert f"for the Government of Kenya, on {moment_in_words(SENT)}." in told[0].body
    assert not Mail.objects.filter(to=sara.email).exists()


def test_drafters_are_not_reminded_of_changes_that_were_asked_for_by_who_has_signed_since(clock, found):
    jonas = found.signature_requests[0]
    request_changes(jonas, seen=found.revision.digest, text="Name the county.", by=signatory(jonas))
    give_signature(SignatureRequest.objects.get(pk=jonas.pk))
    clock.time = SENT + timedelta(days=7)
    assert remind_drafters() == 0


def test_drafters_are_reminded_of_who_declined_and_not_of_changes_beside_it(clock, found):
    jonas, sara = found.signature_requests
    request_changes(jonas, seen=found.revision.digest, text="Name the county.", by=signatory(jonas))
    decline(sara, seen=found.revision.digest, reason="No mandate", by=signatory(sara))
    clock.time = SENT + timedelta(days=7)
    assert remind_drafters() == 1
    assert Mail.objects.get(subject__startswith="Stands still").reply_to == '"Sara Said" <sara@example.org>'
    assert not Mail.objects.filter(subject__contains="not answered").exists()
