"""The site as a server runs it, in this process, with a person signed in and pledges to show."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command

from commitments.models import Item, Organisation, Pledge, User, menu
from tests import factories


class Site:
    """The site as a server runs it, in this process, and one person signed in."""

    def __init__(self) -> None:
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_library", verbosity=0)
        self.organisation: Organisation = factories.make_organisation()
        self.user: User = factories.make_member(organisation=self.organisation)
        self._application: Any = WSGIHandler()
        self.sign_in(self.user)

    def sign_in(self, user: User) -> None:
        """Let another person be signed in."""
        self._cookies = f"{settings.SESSION_COOKIE_NAME}={_session(user)}; {settings.CSRF_COOKIE_NAME}={'a' * 32}"

    def get(self, path: str) -> bytes:
        """Return a page, as the server would get it."""
        path, _mark, query = path.partition("?")
        return self._answer(path, "GET", b"", "200", query=query)

    def post(self, path: str, body: bytes) -> bytes:
        """Send a form; it has to be taken."""
        return self._answer(path, "POST", body + b"&csrfmiddlewaretoken=" + b"a" * 32, "302")

    def autosave(self, path: str, body: bytes) -> bytes:
        """Send what a page's script sends; all of it has to be taken."""
        return self._answer(path, "POST", body + b"&csrfmiddlewaretoken=" + b"a" * 32, "200", "application/json")

    def _answer(
        self, path: str, method: str, body: bytes, expected: str, accept: str = "text/html", query: str = ""
    ) -> bytes:
        environ = {
            "HTTP_ACCEPT": accept,
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "443",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "testserver",
            "HTTP_COOKIE": self._cookies,
            "HTTP_REFERER": "https://testserver/",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.url_scheme": "https",
            "wsgi.input": BytesIO(body),
            "wsgi.errors": BytesIO(),
        }
        said: list[str] = []
        response = self._application(environ, lambda status, headers: said.append(status))
        content = b"".join(response)
        response.close()
        if not said[0].startswith(expected):
            raise AssertionError(f"{method} {path} answered {said[0]}")
        return content


def _session(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def typical_pledge(organisation: Organisation) -> Pledge:
    """Five objectives with an addition, and a plan for them: what a pledge of three pages holds."""
    pledge, parties = _pledge(organisation)
    offered = menu(pledge.model_text)
    objectives = [factories.pick(pledge, clause.slug) for clause in offered.objectives[:5]]
    for number, clause in enumerate([clause for clause in offered.offered if clause.kind == Item.Kind.ACTION][3:18:3]):
        action = factories.pick(pledge, clause.slug, responsible="Department of Migration", start="2020-01", end="2022")
        factories.link(action, leads=parties[: 1 + number % 2], linked=objectives[number : number + 2])
    actions = list(pledge.items.filter(kind=Item.Kind.ACTION))
    for clause in offered.indicators[:2]:
        indicator = factories.pick(
            pledge, clause.slug, baseline="2 in 2019", target="12 by the end of 2023", verification="Annual report"
        )
        factories.link(indicator, linked=actions[:2])
    for amount in (120000, 4500):
        factories.add_resource(pledge, description="Running Service Points", amount=amount, currency="CHF")
    return pledge


def full_pledge(organisation: Organisation) -> Pledge:
    """Every clause of the model text."""
    pledge, _ = _pledge(organisation)
    for clause in menu(pledge.model_text).offered:
        factories.pick(pledge, clause.slug)
    return pledge


def _pledge(organisation: Organisation) -> tuple[Pledge, list[object]]:
    pledge = factories.make_pledge(organisation, title="Access and dignity for migrants in Kenya")
    parties = [factories.add_party(pledge, "state", "KE"), factories.add_party(pledge, "national_society", "KE")]
    return pledge, list(parties)
