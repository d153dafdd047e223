"""Signing, and what comes of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from commitments import document
from commitments.models import Attempt, Invitation, Mail, Membership, Notice, Pledge, Signature, Turn, User, Voice
from commitments.rounds import Round
from commitments.services import inviting
from commitments.services.attempts import TooOften
from commitments.services.circulating import reopen, withdraw
from commitments.services.signing import (
    LONGEST_WORDS,
    CantSign,
    NotNow,
    decline,
    note_read,
    request_changes,
    send_code,
    sign,
    statement,
)
from commitments.services.trail import verify
from commitments.wording.limits import TextRefused
from tests.factories import (
    add_member,
    circulated,
    mailed_code,
    make_guest,
    make_member,
    make_ready,
    make_user,
    sign_turn,
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


def ready_to_sign(turn: Turn) -> dict[str, object]:
    """What a signatory's signature needs: they have read the text, and have a code."""
    by, seen = signatory(turn), turn.circulation.revision.digest
    note_read(turn, seen=seen, by=by)
    send_code(turn, seen=seen, by=by)
    return {"seen": seen, "name": turn.name, "title": turn.title, "code": mailed_code(turn.email), "by": by}


def wrong(code: object) -> str:
    return "000000" if code != "000000" else "000001"


def assert_nothing_is_signed() -> None:
    assert not Signature.objects.exists()
    assert not Turn.objects.filter(answer="signed").exists()
    assert Pledge.objects.get().status != "agreed"


def test_pledge_is_agreed_when_the_last_party_signs():
    found = circulated()
    pledge = found.revision.pledge
    first, second = found.turns
    sign_turn(first)
    assert Pledge.objects.get().status == "in-circulation"
    sign_turn(second)
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
    first, second = found.turns
    assert [first.is_open, second.is_open] == [True, False]
    sign_turn(first)
    assert [turn.is_open for turn in the_round(found.revision.pledge).turns] == [False, True]


def test_signature_holds_what_was_seen_and_ticked_and_how():
    found = circulated()
    turn = found.turns[0]
    sent = ready_to_sign(turn)
    made = sign(turn, **{**sent, "name": " jonas  WEBER ", "title": "Acting Minister"}, may_publish=True)
    assert (made.revision, made.digest) == (found.revision, found.revision.digest)
    assert (made.name, made.title, made.email) == ("jonas  WEBER", "Acting Minister", "jonas@example.org")
    assert (made.party_key, made.party, made.method, made.by) == (turn.party_key, turn.party, "code", None)
    assert made.statement == statement(turn)
    assert "Government of Kenya" in made.statement
    now = the_round(found.revision.pledge).turns[0]
    assert (now.answer, now.may_publish, now.code_hash) == ("signed", True, "")
    assert now.answered_at


def test_everybody_gets_the_signed_text_with_the_hash_and_the_address_to_check_it():
    found = circulated()
    colleague = make_member("drafter", found.revision.pledge.organisation)
    for turn in found.turns:
        sign_turn(turn)
    mails = Mail.objects.filter(signed=found.revision)
    emails = {"jonas@example.org", "sara@example.org", found.revision.by.email, colleague.email}
    assert {mail.to for mail in mails} == emails
    for mail in mails:
        assert f"/v/{found.revision.code}/" in mail.body
        assert found.revision.digest in mail.body


# --- the code ---


def test_wrong_code_signs_nothing_and_the_right_one_stays_good():
    turn = circulated().turns[0]
    sent = ready_to_sign(turn)
    for code in (wrong(sent["code"]), "", "abc", f"{sent['code']}1"):
        with pytest.raises(CantSign) as refused:
            sign(turn, **{**sent, "code": code})
        assert refused.value.field == "code"
        assert "Look into the newest mail" in str(refused.value)
        assert_nothing_is_signed()
    assert sign(turn, **sent)


def test_code_is_good_for_15_minutes():
    turn = circulated().turns[0]
    sent = ready_to_sign(turn)
    Turn.objects.filter(pk=turn.pk).update(code_expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(CantSign, match="older than 15 minutes"):
        sign(turn, **sent)
    assert_nothing_is_signed()
    ready_to_sign(turn)
    left = Turn.objects.get(pk=turn.pk).code_expires_at - timezone.now()
    assert timedelta(minutes=14) < left <= timedelta(minutes=15)


def test_new_code_ends_the_one_before():
    turn = circulated().turns[0]
    first, second = ready_to_sign(turn), ready_to_sign(turn)
    if first["code"] != second["code"]:  # once in a million
        with pytest.raises(CantSign):
            sign(turn, **first)
    assert sign(turn, **second)


def test_code_of_another_party_does_not_sign():
    first, second = circulated().turns
    of_first, of_second = ready_to_sign(first), ready_to_sign(second)
    Turn.objects.filter(pk=second.pk).update(code_hash="", code_expires_at=None)
    with pytest.raises(CantSign) as refused:
        sign(second, **{**of_second, "code": of_first["code"]})
    assert refused.value.field == "code"
    assert_nothing_is_signed()


def test_code_for_an_earlier_text_does_not_sign_a_later_one():
    found = circulated()
    pledge, by = found.revision.pledge, Voice(user=found.revision.by)
    sent = ready_to_sign(found.turns[0])
    reopen(pledge, reason="A wrong figure", by=by)
    again = circulated(pledge, by=by.user)
    turn = again.turns[0]
    Turn.objects.filter(pk=turn.pk).update(
        code_hash=Turn.objects.get(pk=found.turns[0].pk).code_hash, code_expires_at=timezone.now() + timedelta(hours=1)
    )
    note_read(turn, seen=again.revision.digest, by=signatory(turn))
    with pytest.raises(CantSign):
        sign(turn, **{**sent, "seen": again.revision.digest, "by": signatory(turn)})
    assert_nothing_is_signed()


def test_sixth_try_within_15_minutes_is_refused_even_with_the_right_code():
    turn = circulated().turns[0]
    sent = ready_to_sign(turn)
    for _try in range(5):
        with pytest.raises(CantSign):
            sign(turn, **{**sent, "code": wrong(sent["code"])})
    with pytest.raises(TooOften):
        sign(turn, **sent)
    assert_nothing_is_signed()
    Attempt.objects.update(at=timezone.now() - timedelta(minutes=16))
    assert sign(turn, **sent)


def test_sixth_code_within_an_hour_is_not_sent():
    turn = circulated().turns[0]
    for _code in range(5):
        sent = ready_to_sign(turn)
    mails = Mail.objects.count()
    with pytest.raises(TooOften):
        send_code(turn, seen=sent["seen"], by=sent["by"])
    assert Mail.objects.count() == mails
    assert sign(turn, **sent), "the code sent last is still good"


# --- what was seen ---


def test_who_did_not_read_the_text_does_not_sign_it():
    turn = circulated().turns[0]
    seen, by = turn.circulation.revision.digest, signatory(turn)
    send_code(turn, seen=seen, by=by)
    with pytest.raises(NotNow, match="Read the whole text first"):
        sign(turn, seen=seen, name=turn.name, title="", code=mailed_code(turn.email), by=by)
    assert_nothing_is_signed()


@pytest.mark.parametrize("seen", ["", "0" * 64])
def test_another_text_than_the_one_that_goes_round_is_not_signed(seen):
    turn = circulated().turns[0]
    sent = {**ready_to_sign(turn), "seen": seen}
    with pytest.raises(NotNow, match="This is not the text that is in circulation now"):
        sign(turn, **sent)
    with pytest.raises(NotNow, match="This is not the text that is in circulation now"):
        note_read(turn, seen=seen, by=sent["by"])
    with pytest.raises(NotNow, match="This is not the text that is in circulation now"):
        request_changes(turn, seen=seen, text="Shorter", by=sent["by"])
    assert_nothing_is_signed()
    assert Turn.objects.get(pk=turn.pk).answer == ""


def test_turn_of_an_earlier_round_signs_nothing():
    found = circulated()
    sent = ready_to_sign(found.turns[0])
    by = Voice(user=found.revision.by)
    reopen(found.revision.pledge, reason="A wrong figure", by=by)
    with pytest.raises(NotNow, match="reopened for changes meanwhile"):
        sign(found.turns[0], **sent)
    circulated(found.revision.pledge, by=by.user)
    with pytest.raises(NotNow, match="A newer text is in circulation"):
        sign(found.turns[0], **sent)
    assert_nothing_is_signed()


def test_withdrawn_pledge_is_not_signed():
    found = circulated()
    sent = ready_to_sign(found.turns[0])
    withdraw(found.revision.pledge, reason="No longer wanted", by=Voice(user=found.revision.by))
    with pytest.raises(NotNow, match="withdrawn meanwhile"):
        sign(found.turns[0], **sent)
    assert_nothing_is_signed()


# --- who signs ---


@pytest.mark.parametrize("role", ["drafter", "administrator", "signatory", "viewer"])
def test_nobody_of_the_own_organisation_signs_for_another_party(role):
    found = circulated()
    turn = found.turns[0]
    sent = ready_to_sign(turn)
    other = Voice(user=make_member(role, found.revision.pledge.organisation))
    for is_proven in (True, False):
        with pytest.raises(NotNow, match="You may not sign for Government of Kenya"):
            sign(turn, **{**sent, "by": other}, is_proven=is_proven)
    for verb in (note_read, send_code):
        with pytest.raises(NotNow):
            verb(turn, seen=sent["seen"], by=other)
    with pytest.raises(NotNow):
        decline(turn, seen=sent["seen"], reason="Never", by=other)
    assert_nothing_is_signed()


def test_one_party_does_not_sign_for_the_other():
    first, second = circulated().turns
    sent = ready_to_sign(first)
    with pytest.raises(NotNow, match="You may not sign for Government of Kenya"):
        sign(first, **{**sent, "by": signatory(second)})
    assert_nothing_is_signed()


def test_who_was_passed_the_link_on_does_not_sign():
    found = circulated()
    turn = found.turns[0]
    sent = ready_to_sign(turn)
    colleague = inviting.forward(turn.invitation, "colleague@example.org", "Jonas Weber")
    inviting.send_code(colleague)
    assert inviting.confirm(colleague, mailed_code("colleague@example.org"))
    passed_on = Voice(guest=Invitation.objects.get(pk=colleague.pk))
    with pytest.raises(NotNow, match="You may not sign for Government of Kenya"):
        sign(turn, **{**sent, "by": passed_on})
    assert visit(passed_on.guest).get(page_of(found)).status_code == 403
    assert_nothing_is_signed()


def test_link_alone_does_not_sign():
    turn = circulated().turns[0]
    sent = ready_to_sign(turn)
    Invitation.objects.filter(pk=turn.invitation.pk).update(confirmed_at=None)
    with pytest.raises(NotNow, match="You may not sign"):
        sign(turn, **sent)
    assert_nothing_is_signed()


def test_withdrawn_or_expired_link_does_not_sign():
    turn = circulated().turns[0]
    sent = ready_to_sign(turn)
    Invitation.objects.update(expires_at=timezone.now())
    with pytest.raises(NotNow, match="You may not sign"):
        sign(turn, **sent)
    Invitation.objects.update(expires_at=timezone.now() + timedelta(days=1))
    inviting.withdraw(turn.invitation)
    with pytest.raises(NotNow, match="You may not sign"):
        sign(turn, **sent)
    assert_nothing_is_signed()


def test_guest_of_another_pledge_with_the_same_address_does_not_sign():
    turn = circulated().turns[0]
    sent = ready_to_sign(turn)
    other = make_guest(make_ready(), email=turn.email)
    with pytest.raises(NotNow, match="You may not sign"):
        sign(turn, **{**sent, "by": Voice(guest=other)})
    assert not Signature.objects.exists()


def test_guest_who_came_by_an_earlier_invitation_signs_with_the_code():
    found = circulated()
    turn = found.turns[0]
    earlier = Voice(guest=make_guest(found.revision.pledge, email=turn.email))
    note_read(turn, seen=found.revision.digest, by=earlier)
    send_code(turn, seen=found.revision.digest, by=earlier)
    sent = {"seen": found.revision.digest, "name": turn.name, "title": "", "code": mailed_code(turn.email)}
    assert sign(turn, **sent, by=earlier).email == turn.email


def test_own_signatory_signs_with_their_account():
    turn = own_round().turns[1]
    made = sign_turn(turn)
    assert (made.method, made.by.email, made.email) == ("account", OWN, OWN)
    assert not Mail.objects.filter(to=OWN, subject__contains="code").exists()


def test_own_signatory_who_did_not_prove_it_needs_a_code():
    turn = own_round().turns[1]
    sent = ready_to_sign(turn)
    with pytest.raises(CantSign):
        sign(turn, **{**sent, "code": ""})
    assert sign(turn, **sent).method == "code"


def test_guest_is_never_taken_for_proven():
    turn = circulated().turns[0]
    sent = ready_to_sign(turn)
    with pytest.raises(CantSign):
        sign(turn, **{**sent, "code": ""}, is_proven=True)
    assert_nothing_is_signed()


@pytest.mark.parametrize("change", ["viewer", "drafter", "left", "inactive"])
def test_own_signatory_whose_role_changed_meanwhile_does_not_sign(change):
    turn = own_round().turns[1]
    sent = {**ready_to_sign(turn), "is_proven": True}
    member = Membership.objects.filter(user__email=OWN)
    if change == "left":
        member.delete()
    elif change == "inactive":
        User.objects.filter(email=OWN).update(is_active=False)
        sent["by"] = Voice(user=User.objects.get(email=OWN))
    else:
        member.update(role=change)
    with pytest.raises(NotNow, match="You may not sign for Kenya Red Cross Society"):
        sign(turn, **sent)
    assert_nothing_is_signed()


def test_not_their_turn_yet():
    found = circulated(in_turn=True)
    second = found.turns[1]
    by = signatory(second)
    seen = found.revision.digest
    for verb in (note_read, send_code):
        with pytest.raises(NotNow, match="It is not your turn yet"):
            verb(second, seen=seen, by=by)
    with pytest.raises(NotNow, match="It is not your turn yet"):
        sign(second, seen=seen, name=second.name, title="", code="123456", by=by)
    assert_nothing_is_signed()


def test_nobody_signs_twice():
    found = circulated()
    turn = found.turns[0]
    sent = ready_to_sign(turn)
    sign(turn, **sent)
    with pytest.raises(NotNow, match="You have answered already: Signed"):
        sign(turn, **sent)
    with pytest.raises(NotNow, match="You have answered already: Signed"):
        decline(turn, seen=sent["seen"], reason="After all", by=sent["by"])
    assert Signature.objects.count() == 1


# --- what is typed ---


@pytest.mark.parametrize("name", ["", "   ", "—", "Jonas", "Weber Jonas", "Jonas Weber, Minister", "Sara Said"])
def test_name_that_is_not_that_of_who_was_asked_signs_nothing(name):
    turn = circulated().turns[0]
    sent = ready_to_sign(turn)
    with pytest.raises(CantSign) as refused:
        sign(turn, **{**sent, "name": name})
    assert refused.value.field == "name"
    assert "Jonas Weber" in str(refused.value)
    assert_nothing_is_signed()


def test_signatory_whose_name_is_no_word_still_has_to_type_it():
    pledge = make_ready()
    pledge.parties.filter(signatory_email="jonas@example.org").update(signatory_name="—")
    turn = circulated(pledge).turns[0]
    sent = ready_to_sign(turn)
    with pytest.raises(CantSign):
        sign(turn, **{**sent, "name": ""})
    assert sign(turn, **sent).name == "—"


@pytest.mark.parametrize(("asked", "typed"), [("Aya Koné", "aya kone"), ("Ольга Иванова", "ольга иванова")])
def test_accents_and_capitals_of_the_name_do_not_matter(asked, typed):
    pledge = make_ready()
    pledge.parties.filter(signatory_email="jonas@example.org").update(signatory_name=asked)
    turn = circulated(pledge).turns[0]
    assert sign(turn, **{**ready_to_sign(turn), "name": typed}).name == typed


@pytest.mark.parametrize("field", ["name", "title"])
def test_text_that_can_deceive_is_refused(field):
    turn = circulated().turns[0]
    sent = ready_to_sign(turn)
    with pytest.raises(TextRefused):
        sign(turn, **{**sent, field: "Jonas\u202e Weber"})
    assert_nothing_is_signed()
    assert sign(turn, **sent), "the code was not used up"


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
    sent = ready_to_sign(found.turns[0])
    client = visit(sent["by"].guest)
    typed = {"do": "sign", "seen": sent["seen"], "name": "Jonas Weber", "agrees": "on", "code": sent["code"]}
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
    sent = ready_to_sign(found.turns[0])
    client = visit(sent["by"].guest)
    typed = {"do": "sign", "seen": sent["seen"], "name": "Jonas Weber", "agrees": "on", "code": wrong(sent["code"])}
    statuses = [client.post(page_of(found), typed).status_code for _try in range(6)]
    assert statuses == [422] * 5 + [429]
    assert "tried too often" in client.post(page_of(found), typed).content.decode()
    assert_nothing_is_signed()


@pytest.mark.parametrize(("minutes", "needs_code"), [(0, False), (14, False), (16, True)])
def test_sign_in_of_more_than_15_minutes_ago_has_to_be_confirmed(minutes, needs_code):
    found = own_round()
    client = signed_in_ago(minutes)
    seen = {"seen": found.revision.digest}
    assert client.post(page_of(found), {"do": "read", **seen}).status_code == 302
    typed = {"do": "sign", **seen, "name": "Sara Said", "agrees": "on"}
    response = client.post(page_of(found), typed)
    assert response.status_code == (422 if needs_code else 302)
    assert Signature.objects.exists() != needs_code
    if needs_code:
        assert client.post(page_of(found), {"do": "code", **seen}).status_code == 200
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
        (request_changes, "text", "changes", "Jonas Weber asks for changes, for Government of Kenya: “Shorter”"),
        (decline, "reason", "declined", "Jonas Weber declined to sign for Government of Kenya: “Shorter”"),
    ],
)
def test_answer_that_is_no_signature_tells_the_drafters(verb, argument, answer, told):
    found = circulated()
    turn, pledge = found.turns[0], found.revision.pledge
    colleague = make_member("administrator", pledge.organisation)
    make_member("viewer", pledge.organisation)
    sent = ready_to_sign(turn)
    verb(turn, seen=sent["seen"], by=sent["by"], **{argument: " Shorter\r\n"})
    now = the_round(pledge).turns[0]
    assert (now.answer, now.words, now.code_hash) == (answer, "Shorter", "")
    assert now.answered_at
    notices = Notice.objects.filter(kind="answered")
    assert {notice.user for notice in notices} == {found.revision.by, colleague}
    assert {notice.text for notice in notices} == {told}
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
    turn = circulated().turns[0]
    sent = ready_to_sign(turn)
    with pytest.raises(TextRefused):
        verb(turn, seen=sent["seen"], by=sent["by"], **{argument: said})
    assert Turn.objects.get(pk=turn.pk).answer == ""


def test_who_asked_for_changes_can_still_sign_and_who_declined_cannot():
    found = circulated()
    first, second = found.turns
    sent = ready_to_sign(first)
    request_changes(first, seen=sent["seen"], text="Shorter", by=sent["by"])
    with pytest.raises(CantSign):
        sign(first, **sent)  # the code died with the answer
    assert sign(first, **ready_to_sign(first))
    of_second = ready_to_sign(second)
    decline(second, seen=sent["seen"], reason="Never", by=of_second["by"])
    with pytest.raises(NotNow, match="You have answered already: Declined"):
        sign(second, **of_second)
    assert Pledge.objects.get().status == "in-circulation"


def test_after_one_declined_the_next_is_not_asked():
    found = circulated(in_turn=True)
    first = found.turns[0]
    sent = ready_to_sign(first)
    decline(first, seen=sent["seen"], reason="Never", by=sent["by"])
    assert [turn.came_at is not None for turn in the_round(found.revision.pledge).turns] == [True, False]


# --- a signature that fell ---


def test_reopening_makes_signatures_void_and_tells_all_who_were_asked():
    found = circulated()
    pledge, by = found.revision.pledge, Voice(user=found.revision.by)
    made = sign_turn(found.turns[0])
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
    assert [turn.answer for turn in again.turns] == ["", ""]
    assert document.of_revision(again.revision, status="in-circulation").seal.signed == ()
    sign_turn(again.turns[1])
    assert Pledge.objects.get().status == "in-circulation", "the void signature does not count"
    sign_turn(again.turns[0])
    assert Pledge.objects.get().status == "agreed"
    assert list(verify(Pledge.objects.get())) == []


def test_account_that_has_the_address_of_who_was_sent_a_link_still_needs_the_code():
    """An address can be written into an account by others; the mailbox is the signatory's."""
    found = circulated()
    turn = found.turns[0]
    user = make_member("signatory", found.revision.pledge.organisation, email=turn.email)
    by = Voice(user=user)
    note_read(turn, seen=found.revision.digest, by=by)
    said = {"seen": found.revision.digest, "name": turn.name, "title": turn.title}
    with pytest.raises(CantSign, match="not the code"):
        sign(turn, **said, is_proven=True, by=by)
    send_code(turn, seen=found.revision.digest, by=by)
    assert sign(turn, **said, code=mailed_code(turn.email), is_proven=True, by=by).method == "code"
