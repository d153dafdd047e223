"""The outbox: nothing is lost while the mail server is down, nothing goes twice, and ten notices are one mail."""

from __future__ import annotations

import io
import smtplib
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.core.mail import send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.utils import timezone

from commitments.models import Invitation, Mail, Notice
from commitments.people.invitations import invite_party
from commitments.people.mail import queue
from commitments.people.mail.queue import PAUSES, gather_digests, post, record_bounce, send_due, tell
from tests.factories import add_member, make_member, make_pledge, make_user

pytestmark = pytest.mark.django_db
LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


class Down(BaseEmailBackend):
    """A mail server that refuses everything."""

    def send_messages(self, email_messages):
        raise smtplib.SMTPServerDisconnected("no\nserver <there>")


@pytest.fixture(autouse=True)
def _here(settings):
    settings.MAIL_BACKEND = LOCMEM


@pytest.fixture
def down(settings):
    settings.MAIL_BACKEND = f"{__name__}.Down"


def later(**by: int) -> None:
    """Let all that waits have waited that much longer."""
    for mail in Mail.objects.all():
        Mail.objects.filter(pk=mail.pk).update(due_at=mail.due_at - timedelta(**by))
    for notice in Notice.objects.all():
        Notice.objects.filter(pk=notice.pk).update(at=notice.at - timedelta(**by))


def test_mail_is_sent_once_and_its_body_forgotten():
    post("a@example.org", "Two\nlines", "https://example.org/secret")
    assert send_due() == (1, 0)
    assert send_due() == (0, 0)
    (sent,) = django_mail.outbox
    assert (sent.to, sent.subject, sent.body) == (["a@example.org"], "Two lines", "https://example.org/secret")
    stored = Mail.objects.get()
    assert stored.body == ""
    assert stored.sent_at
    assert sent.extra_headers["Message-ID"] == stored.message_id


def test_everything_that_django_sends_goes_into_the_outbox(settings):
    settings.EMAIL_BACKEND = "commitments.people.mail.backend.Outbox"
    send_mail("Subject", "Body", None, ["a@example.org", "b@example.org"])
    assert [mail.to for mail in Mail.objects.filter(body="Body")] == ["a@example.org", "b@example.org"]
    assert django_mail.outbox == []


def test_mail_waits_ever_longer_for_a_server_that_is_down_and_arrives_then(down, settings):
    post("a@example.org", "Hello", "Body")
    for pause in PAUSES:
        assert send_due() == (0, 1)
        mail = Mail.objects.get()
        assert mail.failure == "SMTPServerDisconnected: no server <there>"
        assert timedelta(0) <= mail.due_at - timezone.now() <= pause
        assert mail.due_at - timezone.now() > pause * 0.9
        assert send_due() == (0, 0)
        later(days=2)
    settings.MAIL_BACKEND = LOCMEM
    assert send_due() == (1, 0)
    assert Mail.objects.get().failure == ""


def test_mail_is_given_up_after_the_last_try_and_who_invited_is_told_twice(down):
    pledge = make_pledge(title="Wells")
    by = make_member("drafter", pledge.organisation)
    invitation = invite_party(pledge, "away@example.org", name="Fatuma", by=by)
    for _time in range(len(PAUSES) + 2):
        send_due()
        later(days=2)
    mail = Mail.objects.get(invitation=invitation)
    assert mail.given_up_at
    assert mail.tries == len(PAUSES) + 1
    assert [notice.kind for notice in Notice.objects.filter(user=by)] == ["undelivered"] * 2
    assert "Check the address" in Notice.objects.filter(user=by).first().text


def test_mail_that_a_dead_process_had_taken_is_sent_by_another():
    post("a@example.org", "Hello", "Body")
    assert queue._lease()
    assert send_due() == (0, 0)
    later(minutes=3)
    assert send_due() == (1, 0)


def test_fault_of_one_mail_does_not_hold_up_the_others():
    post("broken address\n", "Hello", "Body")
    post("b@example.org", "Hello", "Body")
    send_due()
    assert "b@example.org" in [sent.to[0] for sent in django_mail.outbox]


def test_ten_notices_are_one_mail_by_pledge_and_none_is_told_twice():
    pledge, other = make_pledge(title="Wells"), make_pledge(title="Roads")
    person = make_user("a@example.org")
    for each in (pledge, other):
        add_member(each.organisation, person)
    for number in range(9):
        tell([person, person], Notice.Kind.COMMENT, f"Comment {number}.", pledge=pledge)
    tell([person], Notice.Kind.COMMENT, "On the road.", pledge=other)
    assert gather_digests() == 0  # they wait for more
    later(minutes=11)
    assert gather_digests() == 1
    assert gather_digests() == 0
    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == ("a@example.org", "10 things are new in your pledges")
    assert mail.body.count("- ") == 10
    assert mail.body.index("Wells") < mail.body.index("Comment 0.") < mail.body.index("Roads")
    assert f"/pledges/{pledge.reference}/comments/" in mail.body


def test_who_left_the_organisation_meanwhile_hears_no_more_of_its_pledges():
    pledge = make_pledge(title="Wells")
    tell([make_user("a@example.org")], Notice.Kind.COMMENT, "Amina commented.", pledge=pledge)
    later(minutes=11)
    gather_digests()
    assert not Mail.objects.exists()


def test_what_was_seen_on_the_hub_is_not_mailed_and_who_left_gets_none():
    person, gone = make_user("a@example.org"), make_user("b@example.org", is_active=False)
    tell([person, gone], Notice.Kind.ROLE, "You are an administrator now.")
    Notice.objects.filter(user=person).update(seen_at=timezone.now())
    later(minutes=11)
    gather_digests()
    assert not Mail.objects.exists()
    assert not Notice.objects.filter(mailed_at=None).exists()


def test_guest_is_told_without_an_address_that_they_can_not_open():
    pledge = make_pledge(title="Wells")
    invitation = invite_party(pledge, "g@example.org", name="G", by=make_member("drafter", pledge.organisation))
    Mail.objects.all().delete()
    tell([invitation], Notice.Kind.COMMENT, "Amina commented.", pledge=pledge)
    later(minutes=11)
    gather_digests()
    assert "Open the link in the invitation" in Mail.objects.get().body
    Invitation.objects.update(withdrawn_at=timezone.now())
    tell([invitation], Notice.Kind.COMMENT, "Amina commented again.", pledge=pledge)
    later(minutes=11)
    gather_digests()
    assert Mail.objects.count() == 1


def test_command_sends_and_says_how_many(capsys):
    post("a@example.org", "Hello", "Body")
    call_command("send_mail")
    assert capsys.readouterr().out == "1 sent, 0 failed\n"


REPORT = """From: MAILER-DAEMON@mx.example.org
To: pledgebuilder@example.org
Subject: Undelivered
Message-ID: <1@mx.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; away@example.org
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <away@example.org> no such user

--b
Content-Type: text/rfc822-headers

Message-ID: {message_id}
Subject: Come

--b--
"""


@pytest.fixture
def sent():
    pledge = make_pledge(title="Wells")
    invite_party(pledge, "away@example.org", name="Fatuma", by=make_member("drafter", pledge.organisation))
    send_due()
    return Mail.objects.get()


def report(mail: Mail, action: str = "failed") -> bytes:
    return REPORT.format(action=action, message_id=mail.message_id).encode()


def test_mail_that_came_back_shows_and_who_invited_is_told_once(sent):
    assert record_bounce(report(sent)) == sent
    assert record_bounce(report(sent)) is None
    sent.refresh_from_db()
    assert sent.given_up_at
    assert sent.failure == "smtp; 550 5.1.1 <away@example.org> no such user"
    assert "Check the address" in Notice.objects.get(kind="undelivered").text


def test_what_is_no_report_of_ours_changes_nothing(sent):
    other = Mail(message_id="<nobody@pledgebuilder.invalid>")
    junk = [b"", b"\xff\0" * 1000, b"Subject: Out of office\n\nAway", report(sent, "delayed"), report(other)]
    assert [record_bounce(data) for data in junk] == [None] * 5
    sent.refresh_from_db()
    assert (sent.failure, sent.given_up_at) == ("", None)


def test_command_reads_a_report_from_standard_input(sent, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(report(sent))))
    call_command("record_bounce")
    assert capsys.readouterr().out == "not delivered to away@example.org\n"
