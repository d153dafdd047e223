"""Two things at once to one pledge: row locks decide, the loser is told, and no signature is wrong or lost.

Real transactions of several connections, begun in the same moment, or some milliseconds apart.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from commitments import document
from commitments.drafting.editing.write import WrongStateError
from commitments.models import (
    Actor,
    Attempt,
    Circulation,
    Invitation,
    Mail,
    Pledge,
    Revision,
    Signature,
    SignatureRequest,
    Submission,
    User,
)
from commitments.models.rounds import Round
from commitments.signing.answering import CannotSignError, note_read, send_code, sign
from commitments.signing.circulating import CannotCirculateError, circulate, text_mark
from commitments.signing.ending import reopen, withdraw
from commitments.signing.open_requests import NotOpenError
from commitments.signing.replacing import CannotReplaceError, Successor, replace_signatory
from commitments.signing.submitting import submit
from commitments.trail.record import verify
from tests.edits import reword
from tests.factories import (
    agreed,
    circulated,
    give_signature,
    mailed_code,
    make_member,
    make_organisation,
    make_ready,
    signatory,
    the_round,
)

pytestmark = [pytest.mark.reliability, pytest.mark.django_db(transaction=True)]

ROUNDS, PAGES = 15, 6
LATEST = 0.012
"""Seconds by which one may begin later: about as long as what the other does takes"""
REFUSALS = (CannotReplaceError, NotOpenError, CannotSignError, WrongStateError, CannotCirculateError)
chance = Random(6)  # noqa: S311 - no secret


def race(*verbs: Callable[[], Any]) -> list[Any]:
    """Do several things at once, each in a thread with a connection of its own; return what each gave or refused."""
    gate = threading.Barrier(len(verbs), timeout=20)
    pauses = [chance.choice((0, chance.uniform(0, LATEST))) for _verb in verbs]

    def run(verb: Callable[[], Any], pause: float) -> Any:
        try:
            connection.ensure_connection()
            gate.wait()
            time.sleep(pause)
            return verb()
        except REFUSALS as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(verbs)) as threads:
        return list(threads.map(run, verbs, pauses))


@pytest.fixture
def drafter(transactional_db, library) -> User:
    return make_member("drafter", make_organisation())


def go_round(drafter: User) -> Round:
    return circulated(make_ready(drafter.memberships.get().organisation), by=drafter)


def signing(signature_request: SignatureRequest) -> Callable[[], Signature]:
    """What answers a signature request by signing: the signatory read the text, and typed everything."""
    Attempt.objects.all().delete()
    by, seen = signatory(signature_request), signature_request.circulation.revision.digest
    note_read(signature_request, seen=seen, by=by)
    send_code(signature_request, seen=seen, by=by)
    code = mailed_code(signature_request.email)
    return lambda: sign(signature_request, seen=seen, name=signature_request.name, title="", code=code, by=by)


def check(pledge: Pledge, status: str) -> Pledge:
    """What holds of every pledge, whoever won."""
    now = Pledge.objects.get(pk=pledge.pk)
    assert now.status == status
    assert list(verify(now)) == []
    for signature in Signature.objects.filter(revision__pledge=pledge).select_related(
        "revision", "signature_request__circulation"
    ):
        assert signature.digest == signature.revision.digest
        assert signature.signature_request.answer == "signed"
        if signature.signature_request.circulation.end:
            assert now.trail.filter(kind="voided", party=signature.party, revision=signature.revision.number).exists()
            mails = Mail.objects.filter(
                to=signature.email, body__contains=signature.signature_request.circulation.reason
            )
            assert mails.exists()
        else:
            assert status in ("in-circulation", "agreed", "submitted")
    signed = SignatureRequest.objects.filter(circulation__revision__pledge=pledge, answer="signed")
    assert signed.count() == Signature.objects.filter(revision__pledge=pledge).count()
    return now


@pytest.mark.parametrize(
    ("verb", "status", "said"),
    [(reopen, "draft", "reopened for changes meanwhile"), (withdraw, "withdrawn", "withdrawn meanwhile")],
)
def test_last_signature_and_taking_back_at_once(drafter, verb, status, said):
    for number in range(ROUNDS):
        found = go_round(drafter)
        pledge, reason = found.revision.pledge, f"Reason number {number} of {status}."
        give_signature(found.signature_requests[0])
        signed, ended = race(
            signing(found.signature_requests[1]), partial(verb, pledge, reason=reason, by=Actor(user=drafter))
        )
        assert ended is None
        count = Signature.objects.filter(revision=found.revision).count()
        if isinstance(signed, Signature):
            assert count == 2
        else:
            assert isinstance(signed, NotOpenError)
            assert said in str(signed)
            assert count == 1
        now = check(pledge, status)
        assert now.trail.filter(kind="voided").count() == count
        assert now.trail.filter(kind="agreed").count() == count - 1


def change(pledge: Pledge, text: str, reason: str, drafter: User) -> None:
    """Reopen a pledge, reword it, and send it round again."""
    by = Actor(user=drafter)
    reopen(pledge, reason=reason, by=by)
    reword(pledge, pledge.items.get().key, text, by=drafter)
    sending(pledge, drafter)()


def sending(pledge: Pledge, drafter: User) -> Callable[[], Circulation]:
    """What sends a pledge round as it stands now, once it is called."""
    fresh = Pledge.objects.select_related("model_text", "organisation").get(pk=pledge.pk)
    seen, day = text_mark(document.build(fresh)), timezone.now().date()
    return partial(circulate, fresh, seen=seen, in_turn=False, asked_for=day, by=Actor(user=drafter))


def test_signature_and_a_new_text_at_once(drafter):
    """The drafter changes the text and sends it round again, while a party signs what it had before it."""
    for number in range(ROUNDS):
        found = go_round(drafter)
        pledge, text = found.revision.pledge, f"Protect all migrants of {number} countries."
        signed, changed = race(
            signing(found.signature_requests[0]), partial(change, pledge, text, f"Reason number {number}.", drafter)
        )
        assert changed is None
        check(pledge, "in-circulation")
        now = the_round(pledge)
        assert text in now.revision.content
        assert now.signed == []
        assert not now.revision.signatures.exists()
        if not isinstance(signed, Signature):
            assert isinstance(signed, NotOpenError)
            assert "reopened for changes meanwhile" in str(signed) or "A newer text is in circulation" in str(signed)


def test_two_parties_sign_at_once_and_the_pledge_is_agreed_once(drafter):
    for _number in range(ROUNDS):
        found = go_round(drafter)
        Mail.objects.all().delete()
        first, second = race(*[signing(signature_request) for signature_request in found.signature_requests])
        assert isinstance(first, Signature)
        assert isinstance(second, Signature)
        now = check(found.revision.pledge, "agreed")
        assert now.trail.filter(kind="agreed").count() == 1
        mails = Mail.objects.filter(signed=found.revision).values_list("to", flat=True)
        assert sorted(mails) == sorted([drafter.email, "jonas@example.org", "sara@example.org"])


def test_signature_and_an_edit_at_once(drafter):
    """What goes round can't be changed, whoever comes first."""
    for _number in range(ROUNDS):
        found = go_round(drafter)
        pledge = found.revision.pledge
        edit = {"key": pledge.items.get().key, "text": "Protect nobody.", "by": drafter}
        signed, edited = race(signing(found.signature_requests[0]), partial(reword, pledge, **edit))
        assert isinstance(signed, Signature)
        assert isinstance(edited, WrongStateError)
        assert "Reopen it before you change it" in str(edited)
        now = check(pledge, "in-circulation")
        assert document.digest(document.freeze(document.build(now))) == found.revision.digest


def test_same_person_signs_twice_at_once(drafter):
    for _number in range(ROUNDS):
        found = go_round(drafter)
        verb = signing(found.signature_requests[0])
        answers = race(verb, verb)
        [refused] = [answer for answer in answers if not isinstance(answer, Signature)]
        assert isinstance(refused, NotOpenError)
        assert str(refused) == "You have answered already: Signed."
        assert Signature.objects.filter(revision=found.revision).count() == 1
        check(found.revision.pledge, "in-circulation")


def replacing(signature_request: SignatureRequest, drafter: User, number: int = 0) -> Callable[[], SignatureRequest]:
    """What names somebody else in the place of who was asked."""
    successor = Successor(f"Successor {number}", "", f"successor{number}@example.org")
    return partial(replace_signatory, signature_request, successor, reason="He leaves.", by=Actor(user=drafter))


def test_signature_and_a_replacement_at_once(drafter):
    """Either they signed, and are not replaced, or somebody else is asked, and they did not sign."""
    for _number in range(ROUNDS):
        found = go_round(drafter)
        asked = found.signature_requests[0]
        signed, new = race(signing(asked), replacing(asked, drafter))
        now = the_round(found.revision.pledge)
        if isinstance(signed, Signature):
            assert isinstance(new, CannotReplaceError)
            assert str(new) == "Jonas Weber has signed already."
            assert [each.name for each in now.signed] == ["Jonas Weber"]
            assert now.replaced == ()
        else:
            assert isinstance(signed, NotOpenError)
            assert str(signed) == "Somebody else is to sign in your place. You are not asked any more."
            assert [each.name for each in now.signature_requests] == ["Successor 0", "Sara Said"]
            assert not Signature.objects.filter(revision=found.revision).exists()
        check(found.revision.pledge, "in-circulation")


def test_two_replacements_of_one_signatory_at_once(drafter):
    for _number in range(ROUNDS):
        found = go_round(drafter)
        asked = found.signature_requests[0]
        answers = race(replacing(asked, drafter, 1), replacing(asked, drafter, 2))
        [new] = [answer for answer in answers if isinstance(answer, SignatureRequest)]
        [refused] = [answer for answer in answers if isinstance(answer, Exception)]
        assert str(refused) == "Somebody else was named in their place meanwhile."
        assert the_round(found.revision.pledge).signature_requests[0] == new
        assert SignatureRequest.objects.filter(circulation=found.circulation).count() == 3
        check(found.revision.pledge, "in-circulation")


def test_last_signature_and_a_replacement_of_another_chain_at_once(drafter):
    """The other party signs last while a replacement is made: the pledge is not agreed without the successor."""
    for _number in range(ROUNDS):
        found = go_round(drafter)
        signed, new = race(signing(found.signature_requests[1]), replacing(found.signature_requests[0], drafter))
        assert isinstance(signed, Signature)
        assert isinstance(new, SignatureRequest)
        check(found.revision.pledge, "in-circulation")
        give_signature(the_round(found.revision.pledge).signature_requests[0])
        check(found.revision.pledge, "agreed")


def test_sending_round_and_saving_at_once(drafter):
    """Either the text that was read goes round, or the other person's words are kept and it does not."""
    for number in range(ROUNDS):
        pledge = make_ready(drafter.memberships.get().organisation)
        colleague, text = make_member("drafter", pledge.organisation), f"Protect all migrants of {number} countries."
        send, key = sending(pledge, drafter), pledge.items.get().key
        sent, saved = race(send, partial(reword, pledge, key, text, by=colleague))
        now = Pledge.objects.get(pk=pledge.pk)
        printed = document.build(now)
        if isinstance(sent, CannotCirculateError):
            assert "Somebody changed the text meanwhile" in str(sent)
            assert not isinstance(saved, Exception)
            assert printed.objectives[0].text == text
            check(pledge, "draft")
            assert not Revision.objects.filter(pledge=pledge).exists()
        else:
            assert isinstance(saved, WrongStateError)
            assert printed.objectives[0].text != text
            check(pledge, "in-circulation")
            assert sent.revision.digest == document.digest(document.freeze(printed))
            assert text not in sent.revision.content


def test_sending_round_twice_at_once(drafter):
    for _number in range(ROUNDS):
        pledge = make_ready(drafter.memberships.get().organisation)
        answers = race(sending(pledge, drafter), sending(pledge, drafter))
        [refused] = [each for each in answers if isinstance(each, Exception)]
        assert str(refused) == "Only a draft can be circulated to be signed. This pledge is: In circulation."
        check(pledge, "in-circulation")
        assert pledge.revisions.count() == 1
        assert Invitation.objects.filter(pledge=pledge).count() == 2


def test_handing_in_and_reopening_at_once(drafter):
    for number in range(ROUNDS):
        pledge = agreed(make_ready(drafter.memberships.get().organisation)).revision.pledge
        Attempt.objects.all().delete()
        by, today = Actor(user=drafter), timezone.now().date()
        one, other = Pledge.objects.get(pk=pledge.pk), Pledge.objects.get(pk=pledge.pk)
        handed_in, reopened = race(
            partial(submit, one, on=today, by=by), partial(reopen, other, reason=f"Reason number {number}.", by=by)
        )
        [refused] = [each for each in (handed_in, reopened) if isinstance(each, Exception)]
        assert isinstance(refused, WrongStateError)
        is_submitted = isinstance(handed_in, Submission)
        check(pledge, "submitted" if is_submitted else "draft")
        assert Submission.objects.filter(pledge=pledge).exists() == is_submitted


# --- through the pages ---


def visit(signature_request: SignatureRequest) -> Client:
    visitor = signatory(signature_request).guest
    client = Client()
    session = client.session
    session["guest"] = [visitor.pk, visitor.token_hash]
    session.save()
    return client


def typed(found: Round, signature_request: SignatureRequest) -> dict[str, str]:
    """What the page of a signatory sends when they sign."""
    signing(signature_request)
    code = mailed_code(signature_request.email)
    return {"sign": "", "seen": found.revision.digest, "name": signature_request.name, "agrees": "on", "code": code}


def test_page_of_who_comes_too_late_says_why(drafter):
    client = Client()
    client.force_login(drafter)
    for number in range(PAGES):
        found = go_round(drafter)
        reference, signature_request = found.revision.pledge.reference, found.signature_requests[0]
        page, sent, reason = (
            visit(signature_request),
            typed(found, signature_request),
            {"reason": f"Reason number {number}."},
        )
        url = f"/pledges/{reference}/answer/"
        signed, reopened = race(
            partial(page.post, url, sent), partial(client.post, f"/pledges/{reference}/reopen/", reason)
        )
        assert (signed.status_code, reopened.status_code) == (302, 302)
        said = page.get(url).content.decode()
        is_signed = Signature.objects.filter(revision=found.revision).exists()
        thanks, too_late = "Signed. Thank you.", "The pledge was reopened for changes meanwhile."
        assert (thanks in said, too_late in said) == (is_signed, not is_signed)
        check(found.revision.pledge, "draft")


def test_page_of_who_pressed_twice_says_that_it_is_signed(drafter):
    for _number in range(PAGES):
        found = go_round(drafter)
        url, signature_request = f"/pledges/{found.revision.pledge.reference}/answer/", found.signature_requests[0]
        pages, sent = [visit(signature_request), visit(signature_request)], typed(found, signature_request)
        answers = race(*[partial(page.post, url, sent) for page in pages])
        assert [answer.status_code for answer in answers] == [302, 302]
        said = [page.get(url).content.decode() for page in pages]
        assert ["Signed. Thank you." in each for each in said] == [True, True]
        assert Signature.objects.filter(revision=found.revision).count() == 1
