"""The same form arrives twice at the same moment: one thing is made, and both are answered as if it had come alone."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib import messages
from django.db import connection
from django.test import Client

from commitments.models import Mail, TrailEntry
from tests.test_sent_twice import FORMS, Form

pytestmark = [pytest.mark.reliability, pytest.mark.django_db(transaction=True)]

RACED = {
    "invitation-1": (0, 1),
    "pledge_answer-1": (1, 0),
    "pledge_answer-2": (1, 1),
    "pledge_answer-3": (1, 1),
    "pledge_circulate-0": (2, 3),
    "pledge_signatures-0": (1, 1),
    "join-0": (1, 0),
    "join-1": (0, 1),
}
"""A case of FORMS, with how many mails one such form sends, and entries it makes in the trail"""


def sent_at_once(form: Form) -> list[tuple[Any, ...]]:
    """Send a form from two browsers with the same cookies; return of each its status, where it leads and refusals."""
    typed = {**form.typed, "csrfmiddlewaretoken": form.token()}
    cookies = {key: morsel.value for key, morsel in form.client.cookies.items()}
    gate = threading.Barrier(2, timeout=20)

    def post(_number: int) -> tuple[Any, ...]:
        try:
            client = Client()
            client.cookies.load(cookies)
            connection.ensure_connection()
            gate.wait()
            response = client.post(form.url, typed)
            said = [str(told) for told in messages.get_messages(response.wsgi_request) if told.level >= messages.ERROR]
            return response.status_code, response.get("Location"), said
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(post, range(2)))


@pytest.mark.parametrize("name", RACED)
def test_two_forms_at_the_same_moment_make_one_thing_and_are_answered_alike(name):
    form = FORMS[name]()
    mails, entries = Mail.objects.count(), TrailEntry.objects.count()
    first, second = sent_at_once(form)
    assert first == second
    assert (first[0] in (200, 302), first[2]) == (True, [])
    assert (Mail.objects.count() - mails, TrailEntry.objects.count() - entries) == RACED[name]
