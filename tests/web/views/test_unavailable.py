"""What people see while the database is at fault: a page of ours, with all that they typed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commitments.models import Pledge
from tests.web.views.pages import Page
from tests.web.views.test_read_only import read_only

pytestmark = pytest.mark.django_db
TYPED = "Ours & <b>theirs</b>: “أ” \u200f" + "word " * 30


class Down:
    """A database that is not there: whatever is asked of it fails, and is counted."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.asked += 1
        raise OperationalError("server closed the connection") from ConnectionError("server closed the connection")


@pytest.fixture
def down():
    """Let nothing of the database answer, from when it is entered."""
    return Down()


def address(pledge: Pledge) -> str:
    return f"/pledges/{pledge.reference}/introduction/"


def test_every_page_says_so_while_the_database_is_down(pledge, drafter, down, caplog):
    with connection.execute_wrapper(down):
        for url in (
            "/pledges/",
            address(pledge),
            "/profile/",
            "/organisations/",
            "/model-texts/",
            "/register/",
            "/v/x/",
        ):
            response = drafter.get(url)
            page = Page(response.content.decode())
            assert (url, response.status_code, response["Retry-After"]) == (url, 503, "30")
            assert "The site can’t do this just now" in page.html
            assert f'<a class="button" href="{url}">Try again</a>' in page.html
            assert response["Cache-Control"] == "no-store"
            assert "default-src 'none'" in response["Content-Security-Policy"]
    assert down.asked, "each of them asked"
    assert {
        record.message.partition(": GET")[0] for record in caplog.records if record.name.endswith("web.faults")
    } == {"The database is at fault (down)"}


def test_page_is_drawn_without_any_query_and_knows_light_and_dark(drafter, down):
    drafter.cookies["theme"] = "dark"
    with connection.execute_wrapper(down):
        html = drafter.get("/pledges/").content.decode()
    assert down.asked == 2, "who it is, for their time and for the page: neither was told"
    assert 'data-theme="dark"' in html
    assert "Sign in" not in html, "they may well be signed in"


def test_pages_that_ask_nothing_show_while_it_is_down(client, down):
    with connection.execute_wrapper(down):
        assert [client.get(url).status_code for url in ("/help/", "/contact/", "/privacy/", "/robots.txt")] == [200] * 4


def test_address_that_does_not_exist_says_so_for_who_is_signed_in_too(drafter, down):
    drafter.raise_request_exception = False
    with connection.execute_wrapper(down):
        response = drafter.get("/nothing/")
    assert (response.status_code, response["Retry-After"]) == (503, "30")


def test_form_without_scripts_gets_all_that_was_typed_back_to_send_again(pledge, drafter, down):
    sent = {
        "version": "0",
        "introduction": TYPED,
        "opening": "",
        "ready": "1",
        "go": "next",
        "own": ["one two", "three"],
    }
    with connection.execute_wrapper(down):
        response = drafter.post(address(pledge), sent)
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    page = Page(response.content.decode())
    secret = page.fields.pop("csrfmiddlewaretoken")
    assert page.fields == {name: [value] if isinstance(value, str) else value for name, value in sent.items()}
    assert len(secret) == 1
    assert "<b>theirs" not in page.html
    assert f'action="{address(pledge)}"' in page.html
    assert page.html.count("<textarea") == 3, "what somebody wrote is there to be copied"
    again = drafter.post(address(pledge), {**page.fields, "own": ""})
    assert again.status_code == 302
    pledge.refresh_from_db()
    assert "theirs</b>: “أ”" in pledge.introduction


def test_form_of_a_read_only_database_says_that_pages_can_be_read(pledge, drafter):
    with read_only():
        response = drafter.post(address(pledge), {"version": "0", "introduction": TYPED})
    html = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "You can read all pages meanwhile." in html
    assert "The site can’t save just now" in html


def test_script_is_told_in_a_sentence_and_keeps_what_it_sent(pledge, drafter, down):
    with connection.execute_wrapper(down):
        response = drafter.post(
            address(pledge), {"changed": "introduction", "introduction": TYPED}, headers={"accept": "application/json"}
        )
    assert (response.status_code, response["Retry-After"], response["Content-Type"]) == (503, "30", "application/json")
    assert json.loads(response.content) == dict.fromkeys(("message", "wait"), "The site can’t save just now.")


def test_password_is_never_written_into_a_page(client, down):
    with connection.execute_wrapper(down):
        response = client.post("/accounts/login/", {"login": "amina@example.org", "password": "correct horse battery"})
    assert response.status_code == 503
    assert b"correct horse" not in response.content
    assert b"amina" not in response.content


def test_file_has_to_be_chosen_again(drafter, down, tmp_path):
    file = tmp_path / "pledge.json"
    file.write_text("{}")
    with connection.execute_wrapper(down), file.open("rb") as content:
        response = drafter.post("/pledges/import/", {"organisation": "x", "file": content})
    assert response.status_code == 503
    assert "choose it again" in response.content.decode()


def test_other_errors_stay_ours_and_have_a_page_of_ours(pledge, drafter, monkeypatch):
    drafter.raise_request_exception = False

    def wrong(*_given: Any, **_named: Any) -> None:
        raise OperationalError("no such column")

    monkeypatch.setattr("commitments.web.views.introduction.show", wrong)
    response = drafter.get(address(pledge))
    assert response.status_code == 500
    assert "Something is wrong with the site" in response.content.decode()
    assert "Retry-After" not in response
    monkeypatch.setattr("commitments.web.views.section.SubmittedForm.of", wrong)
    page = Page(drafter.post(address(pledge), {"introduction": TYPED}).content.decode())
    assert page.fields["introduction"] == [TYPED]
    told = drafter.post(address(pledge), {"introduction": TYPED}, headers={"accept": "application/json"})
    assert (told.status_code, json.loads(told.content)) == (500, {"message": "Something is wrong with the site."})


def test_body_that_cant_be_read_is_no_error_of_its_own(pledge, drafter, down, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1
    with connection.execute_wrapper(down):
        response = drafter.post(address(pledge), {"introduction": TYPED, "opening": "x", "more": "y"})
    assert response.status_code in (413, 503)


class NoSessions:
    """A database that takes no session, as a full one; the rest answers."""

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("UPDATE", "INSERT")) and "django_session" in sql:
            raise InterfaceError("connection already closed") from ConnectionError("closed")
        return execute(sql, params, many, context)


@pytest.fixture
def notes_a_visit(monkeypatch):
    """Let the page on the site's contact note in the session that it was seen, and lead on where it is asked to."""
    from django.shortcuts import redirect  # noqa: PLC0415

    from commitments.web import zone  # noqa: PLC0415

    find = zone.zone_of

    def note(request):
        request.session["seen"] = 1
        return find(request)

    monkeypatch.setattr(zone, "zone_of", note)
    return redirect


@pytest.mark.usefixtures("notes_a_visit")
def test_page_is_shown_though_its_session_cant_be_written(client: Client, pledge, drafter):
    with connection.execute_wrapper(NoSessions()):
        assert client.get("/contact/").status_code == 200, "a session that begins"
        assert drafter.get("/contact/").status_code == 200, "one that goes on"
        assert client.get("/nothing/").status_code == 503
        assert drafter.get("/pledges/start/").status_code == 200
        away = client.get("/pledges/")
        assert (away.status_code, away["Retry-After"]) == (503, "30"), "where it leads to, the session may be needed"
        sent = drafter.post("/appearance/", {"theme": "dark"})
        assert sent.status_code == 503
    assert Session.objects.count() == 1


@pytest.mark.usefixtures("notes_a_visit")
def test_session_that_was_ended_meanwhile_is_no_fault(drafter):
    class Ended:
        def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if sql.startswith("UPDATE") and "django_session" in sql:
                Session.objects.all().delete()
            return execute(sql, params, many, context)

    with connection.execute_wrapper(Ended()):
        assert drafter.get("/contact/").status_code == 400


def test_page_that_somebody_opened_is_shown_before_it_is_noted_who_reads_it(pledge, drafter):
    with CaptureQueriesContext(connection) as queries:
        drafter.get(address(pledge))
    [place] = [number for number, query in enumerate(queries) if '"readers" =' in query["sql"]]
    after = [query["sql"] for query in queries.captured_queries[place + 1 :] if "SAVEPOINT" not in query["sql"]]
    assert after == []
