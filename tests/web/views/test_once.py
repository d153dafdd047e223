"""A double click, a reload or a form that arrives twice makes one thing, and leads on as the first did."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from commitments.models import (
    Attempt,
    Comment,
    Invitation,
    JoinRequest,
    Mail,
    Membership,
    Pledge,
    SentForm,
)
from commitments.people.rate_limits import TooManyAttemptsError, note_attempt
from commitments.people.sent_forms import Made, forget_sent_forms, make_once
from tests.factories import make_guest, make_member, make_pledge, opened
from tests.web.views.conftest import signed_in
from tests.web.views.pages import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def pledge(db) -> Pledge:
    return make_pledge(title="Wells")


@pytest.fixture
def drafter(pledge) -> Client:
    return signed_in(make_member("drafter", pledge.organisation))


def token(client: Client, url: str) -> str:
    """The token that the page at `url` has when it is drawn now."""
    return str(read(client, url).fields["csrfmiddlewaretoken"][0])


def count_of(model: type[Pledge | Invitation | Comment | JoinRequest]) -> int:
    return model._default_manager.count()


def start(client: Client, pledge: Pledge) -> tuple[str, dict[str, str], Callable[[], int]]:
    typed = {
        "model_text": pledge.model_text.slug,
        "organisation": pledge.organisation.slug,
        "title": "Roads",
        "language": "en",
        "together": "alone",
    }
    return "/pledges/start/", typed, lambda: count_of(Pledge)


def copy(client: Client, pledge: Pledge) -> tuple[str, dict[str, str], Callable[[], int]]:
    url = f"/pledges/{pledge.reference}/copy/"
    fields = read(client, url).fields
    typed = {name: values[0] for name, values in fields.items() if values and name != "csrfmiddlewaretoken"}
    return url, typed, lambda: count_of(Pledge)


def invite(client: Client, pledge: Pledge) -> tuple[str, dict[str, str], Callable[[], int]]:
    typed = {"invite": "", "email": "fatuma@example.org", "name": "Fatuma", "party": "", "message": "Please read"}
    return f"/pledges/{pledge.reference}/invitations/", typed, lambda: count_of(Invitation)


def say(client: Client, pledge: Pledge) -> tuple[str, dict[str, str], Callable[[], int]]:
    typed = {"say": "pledge", "text": "Is this <b>new</b>?", "readers": "everybody"}
    return f"/pledges/{pledge.reference}/comments/", typed, lambda: count_of(Comment)


FORMS = [start, copy, invite, say]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("has_token", [True, False])
def test_form_that_arrives_three_times_makes_one_thing_and_leads_on_alike(drafter, pledge, form, has_token):
    url, typed, count = form(drafter, pledge)
    if has_token:
        typed["csrfmiddlewaretoken"] = token(drafter, url)
    before, mails = count(), Mail.objects.count()
    answers = [drafter.post(url, typed) for _time in range(3)]
    assert [answer.status_code for answer in answers] == [302] * 3
    assert len({answer["Location"] for answer in answers}) == 1
    assert count() == before + 1
    assert Mail.objects.count() <= mails + 1


@pytest.mark.parametrize("form", FORMS)
def test_same_words_from_a_page_that_was_opened_again_are_meant(drafter, pledge, form):
    url, typed, count = form(drafter, pledge)
    before = count()
    for _time in range(2):
        assert drafter.post(url, {**typed, "csrfmiddlewaretoken": token(drafter, url)}).status_code == 302
    assert count() == before + 2


def test_other_words_from_the_same_page_are_never_lost(drafter, pledge):
    """Who goes back, and types something else."""
    url, typed, _count = say(drafter, pledge)
    typed["csrfmiddlewaretoken"] = token(drafter, url)
    for text in ("One", "Two", "Two", "one", "One "):
        drafter.post(url, {**typed, "text": text})
    assert sorted(Comment.objects.values_list("text", flat=True)) == ["One", "One", "Two", "one"]


def test_form_that_was_refused_is_sent_again(drafter, pledge):
    url, typed, count = invite(drafter, pledge)
    typed["csrfmiddlewaretoken"] = token(drafter, url)
    assert drafter.post(url, {**typed, "name": ""}).status_code == 422
    assert not SentForm.objects.exists()
    assert drafter.post(url, typed).status_code == 302
    assert count() == 1


def test_two_people_with_the_same_words_are_two(drafter, pledge):
    url, typed, count = say(drafter, pledge)
    other = signed_in(make_member("drafter", pledge.organisation))
    for client in (drafter, other):
        client.post(url, {**typed, "csrfmiddlewaretoken": "t" * 64})
    assert count() == 2


def test_without_a_page_the_same_words_are_one_form_for_a_minute(drafter, pledge):
    url, typed, count = say(drafter, pledge)
    drafter.post(url, typed)
    SentForm.objects.update(at=timezone.now() - timedelta(seconds=50))
    drafter.post(url, typed)
    assert count() == 1
    SentForm.objects.update(at=timezone.now() - timedelta(seconds=61))
    drafter.post(url, typed)
    assert count() == 2
    SentForm.objects.update(at=timezone.now() + timedelta(hours=1))  # by a clock that was ahead
    drafter.post(url, typed)
    assert count() == 3


def test_what_was_said_is_said_to_whoever_gets_the_second_answer(drafter, pledge):
    url, typed, _count = invite(drafter, pledge)
    drafter.post(url, typed)
    read(drafter, url)
    assert "The invitation to fatuma@example.org is on its way." not in read(drafter, url).html
    drafter.post(url, typed)
    assert "The invitation to fatuma@example.org is on its way." in read(drafter, url).html


def test_colleague_is_invited_once(pledge):
    admin = signed_in(make_member("administrator", pledge.organisation))
    url = f"/organisations/{pledge.organisation.slug}/"
    typed = {"invite": "", "email": "new@example.org", "name": "Neema", "role": Membership.Role.DRAFTER}
    for _time in range(3):
        assert admin.post(url, typed).status_code == 302
    assert (Invitation.objects.count(), Mail.objects.count()) == (1, 1)


def test_guest_passes_a_task_on_once_and_comments_once(pledge):
    guest = make_guest(pledge)
    client = Client()
    session = client.session
    session["guest"] = [guest.pk, guest.token_hash]
    session.save()
    for _time in range(2):
        answer = client.post("/invitation/forward/", {"email": "grace@example.org", "name": "Grace"})
        assert answer["Location"] == f"/pledges/{pledge.reference}/comments/"
        assert client.post(answer["Location"], {"say": "pledge", "text": "Which wells?"}).status_code == 302
    assert Invitation.objects.filter(forwarded_from=guest).count() == 1
    assert Comment.objects.count() == 1


def test_further_party_asks_once_and_the_code_of_the_one_mail_is_good():
    found = opened()
    url, client = f"/v/{found.revision.code}/join/", Client()
    typed = {"kind": "state", "country": "UG", "name": "Ruth Okello", "title": "", "email": "ruth@example.org"}
    client.get(url)
    for _time in range(2):
        assert client.post(url, typed).status_code == 302
    assert JoinRequest.objects.count() == 1
    mail = Mail.objects.get(to="ruth@example.org")
    code = mail.subject.split()[0]
    client.post(url, {"prove": "", "code": code})
    assert JoinRequest.objects.get().confirmed_at


# --- the service ---


def test_what_fails_is_made_by_the_next():
    def fail() -> Made:
        note_attempt("this", limit=0, within=timedelta(hours=1))
        raise AssertionError

    with pytest.raises(TooManyAttemptsError):
        make_once("key", fail)
    assert not SentForm.objects.exists()
    assert not Attempt.objects.exists()
    assert make_once("key", lambda: Made("/there/", ((25, "Done."),))) == Made("/there/", ((25, "Done."),))
    assert make_once("key", fail) == Made("/there/", ((25, "Done."),))


def test_old_forms_are_forgotten():
    make_once("old", lambda: Made("/"))
    SentForm.objects.update(at=timezone.now() - timedelta(days=3))
    make_once("new", lambda: Made("/"))
    forget_sent_forms(timedelta(days=2))
    assert SentForm.objects.get().key == "new"


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_makes_it_and_the_other_hears_of_it():
    made, answers, begun = [], [], threading.Barrier(2)

    def make() -> Made:
        made.append(connection.connection)
        return Made(f"/{len(made)}/")

    def post() -> None:
        begun.wait()
        answers.append(make_once("key", make))
        connections.close_all()

    threads = [threading.Thread(target=post) for _post in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert answers == [Made("/1/")] * 2
    assert SentForm.objects.count() == 1
