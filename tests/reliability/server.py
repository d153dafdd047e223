"""The site as a server that can be killed again and again: a parent that has loaded everything forks it each time.

Run as a process of its own, with DATABASE_URL naming a database that has the library. It prints one line of JSON: what
is there to be saved. Then `start` on its input forks a server, and `kill` kills that with SIGKILL; each is answered
with a line: the server's process id, and `killed`.

A file that is compared with a signed text waits in the middle of that, as a very slow one would, from a request for
HOLD until one for RELEASE; one for HELD is answered once as many files wait as it says.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from threading import Condition
from typing import Any
from urllib.parse import parse_qs

import django
import waitress  # type: ignore[import-untyped]  # it ships no types

THEME = "b-detention"
CLIENTS, PLEDGES = 8, 4
NAIVE, HOLD, HELD, RELEASE = "/naive/", "/hold/", "/held/", "/release/"
THREADS = 8


def make_what_is_saved() -> dict[str, Any]:
    """Make people who are signed in, and pledges of theirs with every action of a theme; return how to reach them."""
    from django.test import Client  # noqa: PLC0415  only when the settings are there

    from commitments.models import Clause  # noqa: PLC0415
    from commitments.web.views.signed_in import person_key  # noqa: PLC0415
    from tests.factories import add_member, add_party, make_organisation, make_pledge, make_user, pick  # noqa: PLC0415

    organisation = make_organisation()
    pledges = [make_pledge(organisation) for _ in range(PLEDGES)]
    keys = list(Clause.objects.filter(theme__slug=THEME, kind="action").order_by("pk").values_list("slug", flat=True))
    for pledge in pledges:
        add_party(pledge, "state", "KE", key="party-state")
        for key in keys:
            pick(pledge, key, responsible="first")
    people = []
    for number in range(CLIENTS):
        user = make_user(f"saver{number}@example.org")
        add_member(organisation, user)
        browser = Client()
        browser.force_login(user)
        browser.get(f"/pledges/{pledges[0].reference}/actions/{THEME}/")  # which loads all that a request needs
        people.append({"session": browser.cookies["sessionid"].value, "person": person_key(user)})
    return {"keys": keys, "pledges": [[pledge.pk, pledge.reference] for pledge in pledges], "people": people}


def save_naively(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Save as it should not be done: one row after the other, each for itself."""
    from commitments.models import Item  # noqa: PLC0415  only when the settings are there

    sent = parse_qs(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode())
    for key in sent["key"]:
        Item.objects.filter(pledge=sent["pledge"][0], key=key).update(responsible=sent["marker"][0])
    start_response("200 OK", [("Content-Type", "application/json")])
    return [b'{"version": 0}']


class Gate:
    """Where files that are compared wait while it is shut."""

    def __init__(self) -> None:
        self.changed, self.is_shut, self.waiting = Condition(), False, 0

    def pass_by(self) -> None:
        with self.changed:
            self.waiting += 1
            self.changed.notify_all()
            self.changed.wait_for(lambda: not self.is_shut)
            self.waiting -= 1

    def answer(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        """Shut, open, or wait until as many files wait here as a query says."""
        with self.changed:
            if environ["PATH_INFO"] == HELD:
                self.changed.wait_for(lambda: self.waiting == int(environ["QUERY_STRING"]))
            else:
                self.is_shut = environ["PATH_INFO"] == HOLD
                self.changed.notify_all()
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b""]


def put_before_comparing(gate: Gate) -> None:
    from commitments.signing import comparing  # noqa: PLC0415  only when the settings are there

    compare = comparing.compare

    def compare_at_last(*given: Any) -> Any:
        gate.pass_by()
        return compare(*given)

    comparing.compare = compare_at_last  # type: ignore[assignment]  # the same, later


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pledgebuilder.settings")
    django.setup()
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415  only when the settings are there
    from django.db import connections  # noqa: PLC0415

    site, gate = get_wsgi_application(), Gate()
    put_before_comparing(gate)
    own = {NAIVE: save_naively, HOLD: gate.answer, HELD: gate.answer, RELEASE: gate.answer}
    door = socket.create_server(("127.0.0.1", 0), backlog=64)
    told = {"port": door.getsockname()[1], **make_what_is_saved()}
    connections.close_all()  # a child may not share its parent's
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()

    def serve(environ: dict[str, Any], start_response: Any) -> Any:
        return own.get(environ["PATH_INFO"], site)(environ, start_response)

    child = 0
    for line in sys.stdin:
        if line.strip() == "start":
            child = os.fork()
            if not child:
                waitress.create_server(serve, sockets=[door], threads=THREADS).run()
                os._exit(1)
            answer = str(child)
        else:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            answer, child = "killed", 0
        sys.stdout.write(answer + "\n")
        sys.stdout.flush()
    if child:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
