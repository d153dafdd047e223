"""Signing, and what comes of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from commitments import document
from commitments.models import (
    Actor,
    Attempt,
    Invitation,
    Mail,
    Membership,
    Notice,
    Pledge,
    Signature,
    SignatureRequest,
    User,
)
from commitments.models.rounds import Round
from commitments.people import invitations
from commitments.people.rate_limits import TooManyAttemptsError
from commitments.signing.answering import CannotSignError, note_read, send_code, sign, statement
from commitments.signing.ending import reopen, withdraw
from commitments.signing.objecting import LONGEST_WORDS, decline, request_changes
from commitments.signing.open_requests import NotOpenError
from commitments.text.limits import TextRefusedError
from commitments.trail.record import verify
from tests.factories import (
    add_member,
    circulated,
    give_signature,
    mailed_code,
    make_guest,
    make_member,
    make_ready,
    make_user,
    signatory,
    the_round,
)

pytestmark = pytest.mark.django_db

OWN = "own@example.org"


def own_round(role: str = "signatory") -> Round:
    """A round in which the National Society's signatory has an account of the pledge's own organisation."""
    pledge = make_ready()
    add_member(pledge.organisation, make_user(OWN), role)
    pledge.parties.filter(signatory_email="sara@example.org").update(signatory_email=OWN)
    return circulated(pledge)


def ready_to_sign(signature_request: SignatureRequest) -> dict[str, Any]:
    """What a signatory's signature needs: they have read the text, and have a code."""
    by, seen = signatory(signature_request), signature_request.circulation.revision.digest
    note_read(signature_request, seen=seen, by=by)
    send_code(signature_request, seen=seen, by=by)
    return {
        "seen": seen,
        "name": signature_request.name,
        "title": signature_request.title,
        "code": mailed_code(signature_request.email),
        "by": by,
    }


def wrong(code: object) -> str:
    return "000000" if code != "000000" else "000001"


def assert_nothing_is_signed() -> None:
    assert not Signature.objects.exists()
    assert not SignatureRequest.objects.filter(answer="signed").exists()
    assert Pledge.objects.get().status != "agreed"


def test_pledge_is_agreed_when_the_last_party_signs():
    found = circulated()
    pledge = found.revision.pledge
    first, second = found.signature_requests
    give_signature(first)
    assert Pledge.objects.get().status == "in-circulation"
    give_signature(second)
    pledge.refresh_from_db()
    assert pledge.status == "agreed"
    printed = document.build(pledge)
    assert [each.name for each in printed.seal.signed] == ["Jonas Weber", "Sara Said"]
    assert list(verify(pledge)) == []
    assert Mail.objects.filter(signed=found.revision).count() == 3
    assert [each.kind for each in pledge.trail.all()] == [
        "circulated",
        "turn",
        "turn",
        "read",
        "signed",
        "read",
        "signed",
        "agreed",
    ]


def test_next_party_is_asked_when_the_one_before_has_signed():
    found = circulated(in_turn=True)
    first, second = found.signature_requests
    assert [first.is_open, second.is_open] == [True, False]
    give_signature(first)
    assert [signature_request.is_open for signature_request in the_round(found.revision.pledge).signature_requests] == [
        False,
        True,
    ]


def test_signature_holds_what_was_seen_and_ticked_and_how():
    found = circulated()
    signature_request = found.signature_requests[0]
    sent = ready_to_sign(signature_request)
    made = sign(signature_request, **{**sent, "name": " jonas  WEBER ", "title": "minister"}, may_publish=True)
    assert (made.revision, made.digest) == (found.revision, found.revision.digest)
    assert (made.name, made.title, made.email) == ("Jonas Weber", "Minister", "jonas@example.org")
    assert (made.party_key, made.party, made.method, made.by) == (
        signature_request.party_key,
        signature_request.party,
        "code",
        None,
    )
    assert made.statement == statement(signature_request)
    assert "Government of Kenya" in made.statement
    now = the_round(found.revision.pledge).signature_requests[0]
    assert (now.answer, now.may_publish, now.code_hash) == ("signed", True, "")
    assert now.answered_at


def test_everybody_gets_the_signed_text_with_the_hash_and_the_address_to_check_it():
    found = circulated()
    colleague = make_member("drafter", found.revision.pledge.organisation)
    for signature_request in found.signature_requests:
        give_signature(signature_request)
    mails = Mail.objects.filter(signed=found.revision)
    emails = {"jonas@example.org", "sara@example.org", found.revision.by.email, colleague.email}
    assert {mail.to for mail in mails} == emails
    for mail in mails:
        assert f"/v/{found.revision.code}/" in mail.body
        assert found.revision.digest in mail.body


# --- the code ---


def test_wrong_code_signs_nothing_and_the_right_one_stays_good():
    signature_request = circulated().signature_requests[0]
    sent = ready_to_sign(signature_request)
    for code in (wrong(sent["code"]), "", "abc", f"{sent['code']}1"):
        with pytest.raises(CannotSignError) as refused:
            sign(signature_request, **{**sent, "code": code})
        assert refused.value.field == "code"
        assert "Look into the newest mail" in str(refused.value)
        assert_nothing_is_signed()
    assert sign(signature_request, **sent)


def test_code_is_good_for_15_minutes():
    signature_request = circulated().signature_requests[0]
    sent = ready_to_sign(signature_request)
    SignatureRequest.objects.filter(pk=signature_request.pk).update(
        code_expires_at=timezone.now() - timedelta(seconds=1)
    )
    with pytest.raises(CannotSignError, match="older than 15 minutes"):
        sign(signature_request, **sent)
    assert_nothing_is_signed()
    ready_to_sign(signature_request)
    expires_at = SignatureRequest.objects.get(pk=signature_request.pk).code_expires_at
    assert expires_at
    left = expires_at - timezone.now()
    assert timedelta(minutes=14) < left <= timedelta(minutes=15)


@pytest.mark.parametrize("place", [0, 1])
def test_new_code_leaves_the_one_before_good(place):
    signature_request = circulated().signature_requests[0]
    both = ready_to_sign(signature_request), ready_to_sign(signature_request)
    assert sign(signature_request, **both[place])


def test_code_of_another_party_does_not_sign():
    first, second = circulated().signature_requests
    of_first, of_second = ready_to_sign(first), ready_to_sign(second)
    SignatureRequest.objects.filter(pk=second.pk).update(code_hash="", code_expires_at=None)
    with pytest.raises(CannotSignError) as refused:
        sign(second, **{**of_second, "code": of_first["code"]})
    assert refused.value.field == "code"
    assert_nothing_is_signed()


def test_code_for_an_earlier_text_does_not_sign_a_later_one():
    found = circulated()
    pledge, by = found.revision.pledge, Actor(user=found.revision.by)
    sent = ready_to_sign(found.signature_requests[0])
    reopen(pledge, reason="A wrong figure", by=by)
    again = circulated(pledge, by=by.user)
    signature_request = again.signature_requests[0]
    SignatureRequest.objects.filter(pk=signature_request.pk).update(
        code_hash=SignatureRequest.objects.get(pk=found.signature_requests[0].pk).code_hash,
        code_expires_at=timezone.now() + timedelta(hours=1),
    )
    note_read(signature_request, seen=again.revision.digest, by=signatory(signature_request))
    with pytest.raises(CannotSignError):
        sign(signature_request, **{**sent, "seen": again.revision.digest, "by": signatory(signature_request)})
    assert_nothing_is_signed()


def test_sixth_try_within_15_minutes_is_refused_even_with_the_right_code():
    signature_request = circulated().signature_requests[0]
    sent = ready_to_sign(signature_request)
    for _try in range(5):
        with pytest.raises(CannotSignError):
            sign(signature_request, **{**sent, "code": wrong(sent["code"])})
    with pytest.raises(TooManyAttemptsError):
        sign(signature_request, **sent)
    assert_nothing_is_signed()
    Attempt.objects.update(at=timezone.now() - timedelta(minutes=16))
    assert sign(signature_request, **sent)


def test_sixth_code_within_an_hour_is_not_sent():
    signature_request = circulated().signature_requests[0]
    for _code in range(5):
        sent = ready_to_sign(signature_request)
    mails = Mail.objects.count()
    with pytest.raises(TooManyAttemptsError):
        send_code(signature_request, seen=sent["seen"], by=sent["by"])
    assert Mail.objects.count() == mails
    assert sign(signature_request, **sent), "the code sent last is still good"


# --- what was seen ---


def test_who_did_not_read_the_text_does_not_sign_it():
    signature_request = circulated().signature_requests[0]
    seen, by = signature_request.circulation.revision.digest, signatory(signature_request)
    send_code(signature_request, seen=seen, by=by)
    with pytest.raises(NotOpenError, match="Read the whole text first"):
        sign(
            signature_request,
            seen=seen,
            name=signature_request.name,
            title="",
            code=mailed_code(signature_request.email),
            by=by,
        )
    assert_nothing_is_signed()


@pytest.mark.parametrize("seen", ["", "0" * 64])
def test_another_text_than_the_one_that_goes_round_is_not_signed(seen):
    signature_request = circulated().signature_requests[0]
    sent = {**ready_to_sign(signature_request), "seen": seen}
    with pytest.raises(NotOpenError, match="This is not the text that is in circulation now"):
        sign(signature_request, **sent)
    with pytest.raises(NotOpenError, match="This is not the text that is in circulation now"):
        note_read(signature_request, seen=seen, by=sent["by"])
    with pytest.raises(NotOpenError, match="This is not the text that is in circulation now"):
        request_changes(signature_request, seen=seen, text="Shorter", by=sent["by"])
    assert_nothing_is_signed()
    assert SignatureRequest.objects.get(pk=signature_request.pk).answer == ""


def test_request_of_an_earlier_round_signs_nothing():
    found = circulated()
    sent = ready_to_sign(found.signature_requests[0])
    by = Actor(user=found.revision.by)
    reopen(found.revision.pledge, reason="A wrong figure", by=by)
    with pytest.raises(NotOpenError, match="reopened for changes meanwhile"):
        sign(found.signature_requests[0], **sent)
    circulated(found.revision.pledge, by=by.user)
    with pytest.raises(NotOpenError, match="A newer text is in circulation"):
        sign(found.signature_requests[0], **sent)
    assert_nothing_is_signed()


def test_withdrawn_pledge_is_not_signed():
    found = circulated()
    sent = ready_to_sign(found.signature_requests[0])
    withdraw(found.revision.pledge, reason="No longer wanted", by=Actor(user=found.revision.by))
    with pytest.raises(NotOpenError, match="withdrawn meanwhile"):
        sign(found.signature_requests[0], **sent)
    assert_nothing_is_signed()


# --- who signs ---


@pytest.mark.parametrize("role", ["drafter", "administrator", "signatory", "viewer"])
def test_nobody_of_the_own_organisation_signs_for_another_party(role):
    found = circulated()
    signature_request = found.signature_requests[0]
    sent = ready_to_sign(signature_request)
    other = Actor(user=make_member(role, found.revision.pledge.organisation))
    for is_proven in (True, False):
        with pytest.raises(NotOpenError, match="You may not sign for the Government of Kenya"):
            sign(signature_request, **{**sent, "by": other}, is_proven=is_proven)
    for verb in (note_read, send_code):
        with pytest.raises(NotOpenError):
            verb(signature_request, seen=sent["seen"], by=other)
    with pytest.raises(NotOpenError):
        decline(signature_request, seen=sent["seen"], reason="Never", by=other)
    assert_nothing_is_signed()


def test_one_party_does_not_sign_for_the_other():
    first, second = circulated().signature_requests
    sent = ready_to_sign(first)
    with pytest.raises(NotOpenError, match="You may not sign for the Government of Kenya"):
        sign(first, **{**sent, "by": signatory(second)})
    assert_nothing_is_signed()


def test_who_was_passed_the_link_on_does_not_sign():
    found = circulated()
    signature_request = found.signature_requests[0]
    sent = ready_to_sign(signature_request)
    assert signature_request.invitation
    colleague = invitations.forward(signature_request.invitation, "colleague@example.org", "Jonas Weber")
    invitations.send_code(colleague)
    assert invitations.confirm(colleague, mailed_code("colleague@example.org"))
    passed_on = Actor(guest=Invitation.objects.get(pk=colleague.pk))
    with pytest.raises(NotOpenError, match="You may not sign for the Government of Kenya"):
        sign(signature_request, **{**sent, "by": passed_on})
    assert passed_on.guest
    assert visit(passed_on.guest).get(page_of(found)).status_code == 403
    assert_nothing_is_signed()


def test_link_alone_does_not_sign():
    signature_request = circulated().signature_requests[0]
    sent = ready_to_sign(signature_request)
    Invitation.objects.filter(pk=signature_request.invitation.pk).update(confirmed_at=None)
    with pytest.raises(NotOpenError, match="You may not sign"):
        sign(signature_request, **sent)
    assert_nothing_is_signed()


def test_withdrawn_or_expired_link_does_not_sign():
    signature_request = circulated().signature_requests[0]
    sent = ready_to_sign(signature_request)
    Invitation.objects.update(expires_at=timezone.now())
    with pytest.raises(NotOpenError, match="You may not sign"):
        sign(signature_request, **sent)
    Invitation.objects.update(expires_at=timezone.now() + timedelta(days=1))
    assert signature_request.invitation
    invitations.withdraw(signature_request.invitation)
    with pytest.raises(NotOpenError, match="You may not sign"):
        sign(signature_request, **sent)
    assert_nothing_is_signed()


def test_guest_of_another_pledge_with_the_same_address_does_not_sign():
    signature_request = circulated().signature_requests[0]
    sent = ready_to_sign(signature_request)
    other = make_guest(make_ready(), email=signature_request.email)
    with pytest.raises(NotOpenError, match="You may not sign"):
        sign(signature_request, **{**sent, "by": Actor(guest=other)})
    assert not Signature.objects.exists()


def test_guest_who_came_by_an_earlier_invitation_signs_with_the_code():
    found = circulated()
    signature_request = found.signature_requests[0]
    earlier = Actor(guest=make_guest(found.revision.pledge, email=signature_request.email))
    note_read(signature_request, seen=found.revision.digest, by=earlier)
    send_code(signature_request, seen=found.revision.digest, by=earlier)
    sent: dict[str, Any] = {
        "seen": found.revision.digest,
        "name": signature_request.name,
        "title": "",
        "code": mailed_code(signature_request.email),
    }
    assert sign(signature_request, **sent, by=earlier).email == signature_request.email


def test_own_signatory_signs_with_their_account():
    signature_request = own_round().signature_requests[1]
    made = give_signature(signature_request)
    assert (made.method, made.by.email, made.email) == ("account", OWN, OWN)
    assert not Mail.objects.filter(to=OWN, subject__contains="code").exists()


def test_own_signatory_who_did_not_prove_it_needs_a_code():
    signature_request = own_round().signature_requests[1]
    sent = ready_to_sign(signature_request)
    with pytest.raises(CannotSignError):
        sign(signature_request, **{**sent, "code": ""})
    assert sign(signature_request, **sent).method == "code"


def test_guest_is_never_taken_for_proven():
    signature_request = circulated().signature_requests[0]
    sent = ready_to_sign(signature_request)
    with pytest.raises(CannotSignError):
        sign(signature_request, **{**sent, "code": ""}, is_proven=True)
    assert_nothing_is_signed()


@pytest.mark.both
@pytest.mark.parametrize("change", ["viewer", "drafter", "left", "inactive"])
def test_own_signatory_whose_role_changed_meanwhile_does_not_sign(change):
    signature_request = own_round().signature_requests[1]
    sent = {**ready_to_sign(signature_request), "is_proven": True}
    member = Membership.objects.filter(user__email=OWN)
    if change == "left":
        member.delete()
    elif change == "inactive":
        User.objects.filter(email=OWN).update(is_active=False)
        sent["by"] = Actor(user=User.objects.get(email=OWN))
    else:
        member.update(role=change)
    with pytest.raises(NotOpenError, match="You may not sign for the Kenya Red Cross Society"):
        sign(signature_request, **sent)
    assert_nothing_is_signed()


def test_not_their_turn_yet():
    found = circulated(in_turn=True)
    second = found.signature_requests[1]
    by = signatory(second)
    seen = found.revision.digest
    for verb in (note_read, send_code):
        with pytest.raises(NotOpenError, match="It is not your turn yet"):
            verb(second, seen=seen, by=by)
    with pytest.raises(NotOpenError, match="It is not your turn yet"):
        sign(second, seen=seen, name=second.name, title="", code="123456", by=by)
    assert_nothing_is_signed()


def test_nobody_signs_twice():
    found = circulated()
    signature_request = found.signature_requests[0]
    sent = ready_to_sign(signature_request)
    sign(signature_request, **sent)
    with pytest.raises(NotOpenError, match="You have answered already: Signed"):
        sign(signature_request, **sent)
    with pytest.raises(NotOpenError, match="You have answered already: Signed"):
        decline(signature_request, seen=sent["seen"], reason="After all", by=sent["by"])
    assert Signature.objects.count() == 1


# --- what is typed ---


@pytest.mark.parametrize("name", ["", "   ", "—", "Jonas", "Weber Jonas", "Jonas Weber, Minister", "Sara Said"])
def test_name_that_is_not_that_of_who_was_asked_signs_nothing(name):
    signature_request = circulated().signature_requests[0]
    sent = ready_to_sign(signature_request)
    with pytest.raises(CannotSignError) as refused:
        sign(signature_request, **{**sent, "name": name})
    assert refused.value.field == "name"
    assert "Jonas Weber" in str(refused.value)
    assert_nothing_is_signed()


def test_signatory_whose_name_is_no_word_still_has_to_type_it():
    pledge = make_ready()
    pledge.parties.filter(signatory_email="jonas@example.org").update(signatory_name="—")
    signature_request = circulated(pledge).signature_requests[0]
    sent = ready_to_sign(signature_request)
    with pytest.raises(CannotSignError):
        sign(signature_request, **{**sent, "name": ""})
    assert sign(signature_request, **sent).name == "—"


@pytest.mark.parametrize(("asked", "typed"), [("Aya Koné", "aya kone"), ("Ольга Иванова", "ольга иванова")])
def test_accents_and_capitals_of_the_name_do_not_matter(asked, typed):
    pledge = make_ready()
    pledge.parties.filter(signatory_email="jonas@example.org").update(signatory_name=asked)
    signature_request = circulated(pledge).signature_requests[0]
    assert sign(signature_request, **{**ready_to_sign(signature_request), "name": typed}).name == asked


@pytest.mark.parametrize(
    ("asked", "typed", "printed"),
    [
        ("Minister", "", "Minister"),
        ("Minister of the Interior", " minister  of the INTERIOR. ", "Minister of the Interior"),
        ("Secrétaire d’État", "secretaire d'etat", "Secrétaire d’État"),
        ("Minister", "Acting Minister", None),
        ("Minister", "Head of Unit", None),
        ("", "Minister", None),
        ("", "", ""),
    ],
)
def test_title_that_is_typed_is_compared_and_never_printed(asked, typed, printed):
    pledge = make_ready()
    pledge.parties.filter(signatory_email="jonas@example.org").update(signatory_title=asked)
    signature_request = circulated(pledge).signature_requests[0]
    sent = {**ready_to_sign(signature_request), "title": typed}
    if printed is not None:
        assert sign(signature_request, **sent).title == printed
        return
    with pytest.raises(CannotSignError, match=asked or "no title") as refused:
        sign(signature_request, **sent)
    assert refused.value.field == "title"
    assert_nothing_is_signed()


@pytest.mark.parametrize("field", ["name", "title"])
def test_text_that_can_deceive_is_refused(field):
    signature_request = circulated().signature_requests[0]
    sent = ready_to_sign(signature_request)
    with pytest.raises(CannotSignError, match=r"U\+202E.*can reorder words") as refused:
        sign(signature_request, **{**sent, field: "Jonas\u202e Weber"})
    assert refused.value.field == field
    assert_nothing_is_signed()
    assert sign(signature_request, **sent), "the code was not used up"


# --- the page ---


def visit(invitation: Invitation) -> Client:
    client = Client()
    session = client.session
    session["guest"] = [invitation.pk, invitation.token_hash]
    session.save()
    return client


def page_of(found: Round) -> str:
    return f"/pledges/{found.revision.pledge.reference}/answer/"


def test_page_refuses_a_signature_without_the_tick_or_the_name():
    found = circulated()
    sent = ready_to_sign(found.signature_requests[0])
    client = visit(sent["by"].guest)
    typed = {"sign": "", "seen": sent["seen"], "name": "Jonas Weber", "agrees": "on", "code": sent["code"]}
    for missing, message in (
        ("agrees", "Tick that you have read the text and agree to it."),
        ("name", "Type your name: it is your signature."),
    ):
        response = client.post(page_of(found), {name: value for name, value in typed.items() if name != missing})
        assert response.status_code == 422
        assert message in response.content.decode()
        assert_nothing_is_signed()
    response = client.post(page_of(found), {**typed, "name": "Sara Said"})
    assert response.status_code == 422
    assert "Type your name as it stands in the text: Jonas Weber" in response.content.decode()
    assert client.post(page_of(found), typed).status_code == 302
    assert Signature.objects.count() == 1


def test_page_says_when_a_code_was_tried_too_often():
    found = circulated()
    sent = ready_to_sign(found.signature_requests[0])
    client = visit(sent["by"].guest)
    typed = {"sign": "", "seen": sent["seen"], "name": "Jonas Weber", "agrees": "on", "code": wrong(sent["code"])}
    statuses = [client.post(page_of(found), typed).status_code for _try in range(6)]
    assert statuses == [422] * 5 + [429]
    assert "Too many tries. Wait 15 minutes" in client.post(page_of(found), typed).content.decode()
    assert_nothing_is_signed()


@pytest.mark.parametrize(("minutes", "needs_code"), [(0, False), (14, False), (16, True)])
def test_sign_in_of_more_than_15_minutes_ago_has_to_be_confirmed(minutes, needs_code):
    found = own_round()
    client = signed_in_ago(minutes)
    seen = {"seen": found.revision.digest}
    assert client.post(page_of(found), {"read": "", **seen}).status_code == 302
    typed = {"sign": "", **seen, "name": "Sara Said", "agrees": "on"}
    response = client.post(page_of(found), typed)
    assert response.status_code == (422 if needs_code else 302)
    assert Signature.objects.exists() != needs_code
    if needs_code:
        form = {name: value for name, value in typed.items() if name != "sign"}
        assert client.post(page_of(found), {"send-code": "", **form}).status_code == 200
        assert client.post(page_of(found), {**typed, "code": mailed_code(OWN)}).status_code == 302
    assert Signature.objects.get().method == ("code" if needs_code else "account")


def signed_in_ago(minutes: int) -> Client:
    """The own signatory, who signed in with their password some minutes ago."""
    user = User.objects.get(email=OWN)
    user.set_password("three plain words and a comma")
    user.save(update_fields=["password"])
    client = Client()
    client.post("/accounts/login/", {"login": OWN, "password": "three plain words and a comma"})
    session = client.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [{**each, "at": each["at"] - 60 * minutes} for each in records]
    session.save()
    return client


# --- asking for changes, and declining ---


@pytest.mark.parametrize(
    ("verb", "argument", "answer", "told"),
    [
        (request_changes, "text", "changes", "Jonas Weber asks for changes, for the Government of Kenya: “Shorter”"),
        (decline, "reason", "declined", "Jonas Weber declined to sign for the Government of Kenya: “Shorter”"),
    ],
)
def test_answer_that_is_no_signature_tells_the_drafters(verb, argument, answer, told):
    found = circulated()
    signature_request, pledge = found.signature_requests[0], found.revision.pledge
    colleague = make_member("administrator", pledge.organisation)
    make_member("viewer", pledge.organisation)
    sent = ready_to_sign(signature_request)
    verb(signature_request, seen=sent["seen"], by=sent["by"], **{argument: " Shorter\r\n"})
    now = the_round(pledge).signature_requests[0]
    assert (now.answer, now.words, now.code_hash) == (answer, "Shorter", "")
    assert now.answered_at
    notices = Notice.objects.filter(kind="answered")
    assert {notice.user for notice in notices} == {found.revision.by, colleague}
    assert {notice.text for notice in notices} == {told}
    assert not notices.filter(mailed_at=None).exists(), "they have a mail of its own, and no digest"
    subject = "Changes asked for" if answer == "changes" else "Declined"
    mails = Mail.objects.filter(subject=f"{subject}: Protect all migrants")
    assert {mail.to for mail in mails} == {found.revision.by.email, colleague.email}
    assert "\n\nJonas Weber of the Government of Kenya writes:\n\n> Shorter\n\n" in mails[0].body
    assert {mail.reply_to for mail in mails} == {'"Jonas Weber" <jonas@example.org>'}
    assert f"/pledges/{pledge.reference}/signatures/" in mails[0].body
    entry = pledge.trail.order_by("-number")[0]
    assert (entry.kind, entry.words, entry.party, entry.email) == (
        answer,
        "Shorter",
        "Government of Kenya",
        "jonas@example.org",
    )
    assert Pledge.objects.get().status == "in-circulation"


@pytest.mark.parametrize(("verb", "argument"), [(request_changes, "text"), (decline, "reason")])
@pytest.mark.parametrize("said", ["", " \n ", "x " * LONGEST_WORDS])
def test_answer_without_words_or_with_too_many_is_refused(verb, argument, said):
    signature_request = circulated().signature_requests[0]
    sent = ready_to_sign(signature_request)
    with pytest.raises(TextRefusedError):
        verb(signature_request, seen=sent["seen"], by=sent["by"], **{argument: said})
    assert SignatureRequest.objects.get(pk=signature_request.pk).answer == ""


def test_who_asked_for_changes_can_still_sign_and_who_declined_cannot():
    found = circulated()
    first, second = found.signature_requests
    sent = ready_to_sign(first)
    request_changes(first, seen=sent["seen"], text="Shorter", by=sent["by"])
    with pytest.raises(CannotSignError):
        sign(first, **sent)  # the code died with the answer
    assert sign(first, **ready_to_sign(first))
    of_second = ready_to_sign(second)
    decline(second, seen=sent["seen"], reason="Never", by=of_second["by"])
    with pytest.raises(NotOpenError, match="You have answered already: Declined"):
        sign(second, **of_second)
    assert Pledge.objects.get().status == "in-circulation"


def test_after_one_declined_the_next_is_not_asked():
    found = circulated(in_turn=True)
    first = found.signature_requests[0]
    sent = ready_to_sign(first)
    decline(first, seen=sent["seen"], reason="Never", by=sent["by"])
    assert [
        signature_request.came_at is not None
        for signature_request in the_round(found.revision.pledge).signature_requests
    ] == [True, False]


# --- a signature that fell ---


def test_reopening_makes_signatures_void_and_tells_all_who_were_asked():
    found = circulated()
    pledge, by = found.revision.pledge, Actor(user=found.revision.by)
    made = give_signature(found.signature_requests[0])
    Mail.objects.all().delete()
    reopen(pledge, reason="A wrong figure", by=by)
    assert Signature.objects.get() == made
    assert the_round(pledge).circulation.is_void
    assert {mail.to for mail in Mail.objects.all()} == {"jonas@example.org", "sara@example.org"}
    for mail in Mail.objects.all():
        assert "A wrong figure" in mail.body
        assert "One signature on the old text is void." in mail.body
    assert [entry.party for entry in pledge.trail.filter(kind="voided")] == ["Government of Kenya"]
    again = circulated(pledge, by=by.user)
    assert [signature_request.answer for signature_request in again.signature_requests] == ["", ""]
    assert document.of_revision(again.revision, status="in-circulation").seal.signed == ()
    give_signature(again.signature_requests[1])
    assert Pledge.objects.get().status == "in-circulation", "the void signature does not count"
    give_signature(again.signature_requests[0])
    assert Pledge.objects.get().status == "agreed"
    assert list(verify(Pledge.objects.get())) == []


def test_account_that_has_the_address_of_who_was_sent_a_link_still_needs_the_code():
    """An address can be written into an account by others; the mailbox is the signatory's."""
    found = circulated()
    signature_request = found.signature_requests[0]
    user = make_member("signatory", found.revision.pledge.organisation, email=signature_request.email)
    by = Actor(user=user)
    note_read(signature_request, seen=found.revision.digest, by=by)
    said: dict[str, Any] = {
        "seen": found.revision.digest,
        "name": signature_request.name,
        "title": signature_request.title,
    }
    with pytest.raises(CannotSignError, match="not the code"):
        sign(signature_request, **said, is_proven=True, by=by)
    send_code(signature_request, seen=found.revision.digest, by=by)
    assert (
        sign(signature_request, **said, code=mailed_code(signature_request.email), is_proven=True, by=by).method
        == "code"
    )
