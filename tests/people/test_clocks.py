"""A clock that was ahead and is put right: no code is good for longer than 15 minutes, and nobody is locked out.

What it wrote is made here by writing it, and then by setting it ahead.
"""

from __future__ import annotations

import re
import time
from contextlib import suppress
from datetime import datetime, timedelta
from typing import cast

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone

from commitments.models import Attempt, EarlierCode, Invitation, JoinRequest, Mail, SignatureRequest, State
from commitments.people import accounts, invitations
from commitments.people.codes import LIFETIME, forget_old_codes
from commitments.people.mail import sending
from commitments.people.rate_limits import Limit, TooManyAttemptsError, forget_attempts, note_attempt, note_attempts
from commitments.signing import joining
from commitments.signing.answering import CannotSignError, note_read, send_code, sign
from tests.factories import circulated, mailed_code, make_user, opened, signatory

pytestmark = pytest.mark.django_db
JONAS = "jonas@example.org"
AHEAD = [timedelta(minutes=2), timedelta(minutes=20), timedelta(hours=3), timedelta(days=400)]


def link() -> Invitation:
    invitation = circulated().signature_requests[0].invitation
    assert invitation
    return invitation


def put_right(ahead: timedelta) -> None:
    """Let what was written just now be of a clock that was ahead."""
    for model in (Invitation, SignatureRequest, JoinRequest):
        for row in model._default_manager.exclude(code_expires_at=None):
            expires_at = cast("datetime", row.code_expires_at) + ahead
            model._default_manager.filter(pk=row.pk).update(code_expires_at=expires_at)
    for code in EarlierCode.objects.all():
        EarlierCode.objects.filter(pk=code.pk).update(expires_at=code.expires_at + ahead)
    for attempt in Attempt.objects.all():
        Attempt.objects.filter(pk=attempt.pk).update(at=attempt.at + ahead)


@pytest.mark.parametrize("ahead", AHEAD)
def test_code_that_a_clock_sent_which_was_ahead_opens_nothing_and_another_one_does(ahead):
    invitation = link()
    for _code in range(2):
        invitations.send_code(invitation)
    code = mailed_code(JONAS)
    put_right(ahead)
    assert not invitations.confirm(invitation, code)
    put_right(-ahead - timedelta(minutes=1))  # the time comes by which it was sent
    assert not invitations.confirm(invitation, code), "nobody finds it again"
    invitations.send_code(invitation)
    assert invitations.confirm(invitation, mailed_code(JONAS))


@pytest.mark.parametrize("ahead", AHEAD)
def test_code_to_sign_that_a_clock_sent_which_was_ahead_signs_nothing(ahead):
    signature_request = circulated().signature_requests[0]
    by, seen = signatory(signature_request), signature_request.circulation.revision.digest
    note_read(signature_request, seen=seen, by=by)
    send_code(signature_request, seen=seen, by=by)
    code = mailed_code(JONAS)
    put_right(ahead)
    for _time in range(2):
        with pytest.raises(CannotSignError, match="not the code"):
            sign(signature_request, seen=seen, name="Jonas Weber", title="", code=code, by=by)
        put_right(-ahead)
    send_code(signature_request, seen=seen, by=by)
    assert sign(signature_request, seen=seen, name="Jonas Weber", title="", code=mailed_code(JONAS), by=by)


@pytest.mark.parametrize("ahead", AHEAD)
def test_codes_that_nobody_tries_are_removed_as_mail_is_sent(ahead):
    found = opened()
    joining.ask(found.revision, State.objects.get(iso2="UG"), name="Ruth", email="ruth@example.org")
    invitations.send_code(link())
    right = link()
    for _code in range(2):
        invitations.send_code(right)
    kept = Invitation.objects.get(pk=right.pk).code_hash, EarlierCode.objects.get()
    forget_old_codes()
    assert (Invitation.objects.get(pk=right.pk).code_hash, EarlierCode.objects.get()) == kept
    put_right(ahead)
    call_command("send_mail")
    for model in (Invitation, JoinRequest):
        assert not model._default_manager.exclude(code_hash="", code_expires_at=None).exists()
    assert not EarlierCode.objects.exists()


@pytest.mark.parametrize("ahead", AHEAD)
def test_nobody_is_locked_out_by_tries_of_the_future(ahead):
    invitation = link()
    for _time in range(5):
        invitations.send_code(invitation)
        assert not invitations.confirm(invitation, "x")
    with pytest.raises(TooManyAttemptsError):
        invitations.confirm(invitation, mailed_code(JONAS))
    put_right(ahead)
    invitations.send_code(invitation)
    assert invitations.confirm(invitation, mailed_code(JONAS))
    forget_attempts(timedelta(days=2))
    assert Attempt.objects.count() == 2, "the code that was sent now, in one browser and in all"


def test_code_of_a_clock_that_is_seconds_ahead_outlives_a_try_that_comes_too_soon():
    invitation = link()
    invitations.send_code(invitation)
    code = mailed_code(JONAS)
    put_right(timedelta(seconds=30))
    assert not invitations.confirm(invitation, code)
    put_right(-timedelta(seconds=31))  # by which time it is good
    assert invitations.confirm(invitation, code)


@pytest.mark.parametrize("ahead", AHEAD)
@pytest.mark.parametrize("tries", [0, 1, 5])
def test_mail_of_a_clock_that_was_ahead_waits_no_longer_than_any_other(ahead, tries):
    link()
    pause = sending.PAUSES[tries - 1] if tries else timedelta()
    right, late = timezone.now() + pause, timezone.now() + pause + ahead + sending.LEASE
    waiting = Mail.objects.filter(sent_at=None)
    first, second = waiting.order_by("pk")[:2]
    Mail.objects.filter(pk=first.pk).update(tries=tries, due_at=late)
    Mail.objects.filter(pk=second.pk).update(tries=tries, due_at=right)
    assert sending.bring_forward() == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.due_at <= timezone.now(), second.due_at) == (True, right)


def test_clocks_that_differ_by_seconds_count_together():
    limit = Limit(("this",), 3, timedelta(minutes=15))
    for seconds in (-20, 20, 40):
        note_attempts(limit)
        Attempt.objects.filter(pk=Attempt.objects.latest("pk").pk).update(
            at=timezone.now() + timedelta(seconds=seconds)
        )
    with pytest.raises(TooManyAttemptsError):
        note_attempts(limit)
    forget_attempts(timedelta(days=2))
    assert Attempt.objects.count() == 3


def test_clock_set_ahead_and_back_leaves_everything_in_order(monkeypatch):
    invitation, right = link(), timezone.now
    monkeypatch.setattr(timezone, "now", lambda: right() + timedelta(hours=5))
    for _time in range(6):
        with suppress(TooManyAttemptsError):
            invitations.send_code(invitation)
            invitations.confirm(invitation, "x")
    old = mailed_code(JONAS)
    monkeypatch.setattr(timezone, "now", lambda: right() + timedelta(minutes=16))
    assert not invitations.confirm(invitation, old)
    invitations.send_code(invitation)
    sent = Invitation.objects.get(pk=invitation.pk)
    assert sent.code_expires_at
    assert sent.code_expires_at - timezone.now() <= LIFETIME
    assert invitations.confirm(invitation, mailed_code(JONAS))
    monkeypatch.setattr(timezone, "now", right)
    note_attempt("this", limit=1, within=timedelta(minutes=15))


@pytest.mark.parametrize(("seconds", "is_proven"), [(-600, True), (-901, False), (0, True), (600, False)])
def test_sign_in_of_the_future_proves_nothing(seconds, is_proven):
    user = make_user("own@example.org")
    user.set_password("three plain words and a comma")
    user.save(update_fields=["password"])
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "password": "three plain words and a comma"})
    session = client.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [{**each, "at": time.time() + seconds} for each in records]
    session.save()
    request = RequestFactory().get("/")
    request.user, request.session = user, session
    assert bool(accounts.recent_proofs(request)) is is_proven


@pytest.fixture
def asked(mailoutbox) -> tuple[Client, str]:
    """Somebody who asked for a code to sign in, and the code."""
    make_user("own@example.org")
    client = Client()
    assert client.post("/accounts/login/code/", {"email": "own@example.org"}).status_code == 302
    return client, re.search(r"^\d{6}$", mailoutbox[-1].body, re.MULTILINE)[0]


def test_code_to_sign_in_looks_like_the_others_and_lasts_15_minutes(asked, mailoutbox):
    client, code = asked
    assert "It works for 15 minutes." in mailoutbox[-1].body
    assert client.post("/accounts/login/code/confirm/", {"code": code}).status_code == 302
    assert client.session["_auth_user_id"]


@pytest.mark.parametrize(("seconds", "is_good"), [(-890, True), (-910, False), (900, False)])
def test_code_to_sign_in_that_a_clock_sent_which_was_ahead_opens_nothing(asked, seconds, is_good):
    client, code = asked
    session = client.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] = time.time() + seconds
    session.save()
    client.post("/accounts/login/code/confirm/", {"code": code})
    assert ("_auth_user_id" in client.session) is is_good


def test_tries_to_sign_in_of_the_future_are_forgotten():
    moments = [timezone.now() + timedelta(days=days) for days in (-1, 0.5, 3)]
    with connection.cursor() as cursor:
        for number, moment in enumerate(moments):
            cursor.execute(
                "INSERT INTO shared_cache (cache_key, value, expires) VALUES (%s, %s, %s)",
                [f"key {number}", "x", connection.ops.adapt_datetimefield_value(moment.replace(microsecond=0))],
            )
        forget_attempts(timedelta(days=2))
        cursor.execute("SELECT cache_key FROM shared_cache")
        assert cursor.fetchall() == [("key 1",)]
