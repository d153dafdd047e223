"""Mail that came back: reports of mail servers, and who is told."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from commitments.models import Actor, Mail, Membership, Notice, State
from commitments.people.invitations import invite_party
from commitments.people.mail.bounces import announce_failure, record_bounce
from commitments.people.mail.queue import post
from commitments.people.mail.sending import send_due
from commitments.signing import joining
from commitments.signing.answering import note_read, send_code
from commitments.signing.ending import reopen
from commitments.signing.objecting import decline
from tests.factories import circulated, mailed_code, make_member, make_pledge, opened, signatory

pytestmark = pytest.mark.django_db

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


def of_an_invitation() -> Mail:
    pledge = make_pledge(title="Wells")
    invite_party(pledge, "away@example.org", name="Fatuma", by=make_member("drafter", pledge.organisation))
    return Mail.objects.get()


def of_a_signature_request() -> Mail:
    circulated()
    Mail.objects.filter(to="jonas@example.org").update(to="away@example.org")
    return Mail.objects.get(to="away@example.org")


def of_a_signed_pdf() -> Mail:
    return post("away@example.org", "Signed", "Body", signed=circulated().revision)


INVITATION = "The invitation to away@example.org could not be delivered."
PDF = "The mail with the signed PDF could not be delivered to away@example.org."


@pytest.mark.both
@pytest.mark.parametrize(
    ("mail_of", "is_last", "sentence"),
    [
        (of_an_invitation, False, f"{INVITATION} We try again for two days."),
        (of_an_invitation, True, f"{INVITATION} Check the address and send it again."),
        (of_a_signature_request, False, f"{INVITATION} We try again for two days."),
        (
            of_a_signature_request,
            True,
            "The mail that asks away@example.org to sign could not be delivered. If the address is wrong, correct it "
            "on the page of signatures.",
        ),
        (of_a_signed_pdf, False, f"{PDF} We try again for two days."),
        (of_a_signed_pdf, True, f"{PDF} Send them the file yourself."),
    ],
)
def test_who_caused_a_mail_is_told_that_it_does_not_arrive(mail_of, is_last, sentence):
    mail = mail_of()
    announce_failure(mail, is_last=is_last)
    told = Notice.objects.get(kind="undelivered")
    pledge = mail.signed.pledge if mail.signed else mail.invitation.pledge
    by = mail.signed.by if mail.signed else mail.invitation.invited_by
    assert (told.user, told.pledge, told.text, told.mailed_at) == (by, pledge, sentence, None)


def lost(email: str) -> Mail:
    """The last mail to an address, which comes back."""
    send_due()
    mail = Mail.objects.filter(to=email).latest("pk")
    assert record_bounce(report(mail)) == mail
    return mail


def told() -> list[tuple[str, str]]:
    notices = Notice.objects.filter(kind="undelivered").select_related("user").order_by("pk")
    return [(notice.user.email, notice.text) for notice in notices if notice.user]


def test_drafters_hear_of_any_mail_about_their_pledge_that_came_back():
    found = circulated()
    pledge = found.revision.pledge
    other = make_member("drafter", pledge.organisation)
    make_member("viewer", pledge.organisation)
    reopen(pledge, reason="A wrong year", by=Actor(user=found.revision.by))
    lost("jonas@example.org")
    said = (
        "A mail to jonas@example.org about “Protect all migrants” could not be delivered. If the address is right, "
        "tell them yourself what has happened."
    )
    assert sorted(told()) == sorted([(found.revision.by.email, said), (other.email, said)])


def test_drafter_whose_mailbox_is_full_is_not_told_and_the_others_are():
    found = circulated()
    other = make_member("drafter", found.revision.pledge.organisation)
    asked = found.signature_requests[0]
    decline(asked, seen=found.revision.digest, reason="No mandate", by=signatory(asked))
    lost(other.email)
    assert [email for email, _text in told()] == [found.revision.by.email]


def test_drafters_learn_no_code_and_nobody_hears_of_an_address_that_anybody_typed():
    found = circulated()
    asked = found.signature_requests[0]
    by, seen = signatory(asked), found.revision.digest
    note_read(asked, seen=seen, by=by)
    send_code(asked, seen=seen, by=by)
    code = mailed_code("jonas@example.org")
    lost("jonas@example.org")
    assert [text for _email, text in told() if code in text or "code" in text] == []
    assert len(told()) == 1
    Notice.objects.all().delete()
    open_round = opened()
    joining.ask(open_round.revision, State.objects.get(iso2="UG"), name="Ruth Okello", email="ruth@example.org")
    lost("ruth@example.org")
    assert told() == []


@pytest.mark.both
@pytest.mark.parametrize("mail_of", [of_an_invitation, of_a_signature_request, of_a_signed_pdf])
def test_others_are_told_where_who_sent_it_drafts_no_more(mail_of):
    mail = mail_of()
    pledge = mail.signed.pledge if mail.signed else mail.invitation.pledge
    sender = mail.signed.by if mail.signed else mail.invitation.invited_by
    Membership.objects.filter(user=sender).delete()
    other = make_member("drafter", pledge.organisation)
    announce_failure(mail, is_last=True)
    assert [email for email, _text in told()] == [other.email]


def test_mail_that_is_only_late_and_asks_for_nothing_is_no_news():
    found = circulated()
    reopen(found.revision.pledge, reason="A wrong year", by=Actor(user=found.revision.by))
    mail = Mail.objects.filter(to="jonas@example.org").latest("pk")
    announce_failure(mail, is_last=False)
    assert told() == []
