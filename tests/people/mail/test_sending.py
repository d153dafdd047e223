"""The outbox: nothing is lost while the mail server is down, and nothing goes twice."""

from __future__ import annotations

import smtplib
from collections import Counter
from datetime import timedelta
from email import message_from_bytes, policy
from threading import Barrier, Event

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMessage, send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.utils import timezone

from commitments.exports.kept import signed_copy
from commitments.models import Mail, Notice
from commitments.people.invitations import invite_party
from commitments.people.mail import sending
from commitments.people.mail.queue import hold_back, post
from commitments.people.mail.sending import PAUSES, lease, send_due
from tests.factories import agreed, make_member, make_pledge, make_ready
from tests.people.mail.waiting import later

pytestmark = pytest.mark.django_db
LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


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
    assert lease()
    assert send_due() == (0, 0)
    later(minutes=3)
    assert send_due() == (1, 0)


def test_fault_of_one_mail_does_not_hold_up_the_others():
    post("broken address\n", "Hello", "Body")
    post("b@example.org", "Hello", "Body")
    send_due()
    assert "b@example.org" in [sent.to[0] for sent in django_mail.outbox]


def test_command_sends_and_says_how_many(capsys):
    post("a@example.org", "Hello", "Body")
    call_command("send_mail")
    assert capsys.readouterr().out == "1 sent, 0 failed\n"


def test_entry_for_a_calendar_is_attached_byte_by_byte_and_forgotten():
    entry = "BEGIN:VCALENDAR\r\nSUMMARY:يوم الرد، “é”\r\nEND:VCALENDAR\r\n"
    post("a@example.org", "Hello", "Body", calendar=entry)
    assert send_due() == (1, 0)
    message = message_from_bytes(django_mail.outbox[0].message().as_bytes(), policy=policy.default)
    [part] = message.iter_attachments()
    assert part.get_payload(decode=True) == entry.encode()
    assert (part.get_content_type(), part.get_param("method"), part.get_param("charset"), part.get_filename()) == (
        "text/calendar",
        "PUBLISH",
        "utf-8",
        "answer-asked-for.ics",
    )
    assert message.get_body(("plain",)).get_content() == "Body"
    assert Mail.objects.get().calendar == ""


def test_entry_is_forgotten_once_a_mail_never_goes(down):
    for _time in range(2):
        post("a@example.org", "Hello", "Body", calendar="BEGIN:VCALENDAR\r\n")
    hold_back(Mail.objects.filter(pk=Mail.objects.latest("pk").pk))
    for _time in range(len(PAUSES) + 1):
        send_due()
        later(days=2)
    assert list(Mail.objects.filter(given_up_at__isnull=False).values_list("body", "calendar")) == [("", "")] * 2


@pytest.mark.parametrize(
    ("reply_to", "answers_to"), [("", "help@example.org"), ('"Amina" <amina@example.org>', "amina@example.org")]
)
def test_answer_reaches_who_is_named_else_the_contact_of_the_site(reply_to, answers_to, settings):
    settings.CONTACT_EMAIL = "help@example.org"
    post("a@example.org", "Hello", "Body", reply_to=reply_to)
    send_due()
    message = message_from_bytes(django_mail.outbox[0].message().as_bytes(), policy=policy.default)
    assert [address.addr_spec for address in message["Reply-To"].addresses] == [answers_to]
    assert message["From"] == settings.DEFAULT_FROM_EMAIL, "so what does not arrive is reported where it is read"


def test_whom_django_names_for_answers_is_kept(settings):
    settings.EMAIL_BACKEND = "commitments.people.mail.backend.Outbox"
    EmailMessage("Subject", "Body", None, ["a@example.org"], reply_to=["x@example.org", "Y <y@example.org>"]).send()
    assert Mail.objects.get().reply_to == "x@example.org, Y <y@example.org>"


# Several side by side


class Gate(BaseEmailBackend):
    """A mail server that takes a mail once four are handed to it at the same moment."""

    four = Barrier(4)

    def send_messages(self, email_messages):
        self.four.wait(timeout=30)
        return len(email_messages)


def test_mails_are_handed_over_side_by_side(settings):
    settings.MAIL_BACKEND, settings.MAIL_CONNECTIONS = f"{__name__}.Gate", 4
    for number in range(8):
        post(f"somebody@{number}.example", "Hello", "Body")
    assert send_due() == (8, 0)
    assert not Mail.objects.filter(sent_at=None).exists()


class SlowForOneDomain(BaseEmailBackend):
    """A mail server that takes mails for one domain once all the others have arrived, and refuses one of them."""

    others, arrived, are_there = 6, Counter[str](), Event()

    def send_messages(self, email_messages):
        [message] = email_messages
        domain = message.to[0].rpartition("@")[2]
        if domain == "slow.example" and not self.are_there.wait(timeout=30):
            raise smtplib.SMTPServerDisconnected("others were held up")
        if message.to[0].startswith("refused@"):
            raise smtplib.SMTPRecipientsRefused({message.to[0]: (550, b"no such mailbox")})
        self.arrived[domain] += 1
        if self.arrived.total() == self.others:
            self.are_there.set()
        return 1


def test_domain_that_is_slow_holds_up_no_other(settings):
    settings.MAIL_BACKEND, settings.MAIL_CONNECTIONS = f"{__name__}.SlowForOneDomain", 4
    for number in range(5):
        post(f"somebody{number}@slow.example", "Hello", "Body")
    post("refused@0.example", "Hello", "Body")
    for number in range(SlowForOneDomain.others):
        post(f"somebody@{number}.example", "Hello", "Body")
    assert send_due() == (11, 1)
    [refused] = Mail.objects.filter(sent_at=None)
    assert (refused.to, refused.tries) == ("refused@0.example", 1)
    assert "no such mailbox" in refused.failure


def test_no_more_are_sent_than_asked_for(settings):
    settings.MAIL_CONNECTIONS = 4
    for number in range(6):
        post(f"somebody@{number}.example", "Hello", "Body")
    assert send_due(most=5) == (5, 0)
    assert send_due(most=0) == (0, 0)
    assert send_due() == (1, 0)


def test_mail_is_leased_to_no_domain_that_has_enough():
    post("a@slow.example", "Hello", "Body")
    post("b@quick.example", "Hello", "Body")
    assert lease(besides=["@slow.example"]).to == "b@quick.example"
    assert lease(besides=["@slow.example"]) is None
    assert lease().to == "a@slow.example"


@pytest.fixture
def with_pdf():
    """A mail with a signed PDF."""
    revision = agreed(make_ready()).revision
    Mail.objects.all().delete()
    return post("signed@example.org", "Signed", "All have signed.", signed=revision)


def test_mail_whose_pdf_takes_longer_than_its_lease_goes_by_the_process_that_took_it_then(with_pdf, monkeypatch):
    def make_slowly(*args, **named):
        later(minutes=3)
        taken.append(lease())
        return signed_copy(*args, **named)

    taken: list[Mail | None] = []
    monkeypatch.setattr(sending, "signed_copy", make_slowly)
    assert send_due() == (0, 0)
    assert taken == [with_pdf]
    assert django_mail.outbox == []
    monkeypatch.setattr(sending, "signed_copy", signed_copy)
    later(minutes=3)
    assert send_due() == (1, 0)
    assert [len(sent.attachments) for sent in django_mail.outbox] == [1]


def test_what_was_sent_is_noted_before_a_pdf_is_made(with_pdf, monkeypatch):
    def make(*args, **named):
        unsent.extend(Mail.objects.filter(sent_at=None).values_list("to", flat=True))
        return signed_copy(*args, **named)

    unsent: list[str] = []
    monkeypatch.setattr(sending, "signed_copy", make)
    post("before@example.org", "Hello", "Body")
    Mail.objects.filter(to="before@example.org").update(due_at=with_pdf.due_at - timedelta(minutes=1))
    assert send_due() == (2, 0)
    assert unsent == [with_pdf.to]
