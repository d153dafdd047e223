"""The site in another process, and people who save there without a pause."""

from __future__ import annotations

import http.client
import json
import random
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from subprocess import Popen
from typing import Any
from urllib.parse import urlencode

from tests.reliability.server import NAIVE, THEME

SECRET = "s" * 32  # a form's secret, as the cookie and the form have it
LEAD = "party-state"
CUT = (OSError, http.client.HTTPException)


class Site:
    """The server, and what stands in its database."""

    def __init__(self, server: Popen[str], connect: Callable[[], Any], address: str) -> None:
        self.server = server
        self.connect = connect
        self.address = address
        """Of the database, as DATABASE_URL has it"""
        self.told = json.loads(self._answer())
        self.keys: list[str] = self.told["keys"]

    def start(self) -> None:
        self._tell("start")

    def kill(self) -> None:
        """Kill the server with SIGKILL, whatever it is doing."""
        self._tell("kill")

    def _tell(self, what: str) -> None:
        assert self.server.stdin is not None
        self.server.stdin.write(what + "\n")
        self.server.stdin.flush()
        self._answer()

    def _answer(self) -> str:
        assert self.server.stdout is not None
        line = self.server.stdout.readline()
        assert line, "the server's process is gone"
        return line

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        database = self.connect()
        try:
            cursor = database.cursor()
            cursor.execute(query)
            return cursor.fetchall()
        finally:
            database.close()

    def rows(self, pledge: int) -> set[tuple[Any, ...]]:
        """What the rows of a save say, each once: of saves that are whole there is one answer."""
        found = self.ask(f"SELECT responsible, chosen, leads FROM commitments_item WHERE pledge_id = {pledge}")  # noqa: S608
        return {(marker, bool(chosen), str(leads)) for marker, chosen, leads in found}

    def changes(self, pledge: int) -> list[tuple[int, str, dict[str, Any]]]:
        """Every change: the section's version, the row, and what stood there before."""
        found = self.ask(
            f'SELECT version, "row", before FROM commitments_change WHERE pledge_id = {pledge} ORDER BY id'  # noqa: S608
        )
        return [(version, row, json.loads(old) if isinstance(old, str) else old) for version, row, old in found]

    def version(self, pledge: int) -> int:
        [(sections,)] = self.ask(f"SELECT sections FROM commitments_pledge WHERE id = {pledge}")  # noqa: S608
        return (json.loads(sections) if isinstance(sections, str) else sections)["actions"]["version"]


@dataclass
class Saver(threading.Thread):
    """One person who saves a page again and again: every row of a save says the same.

    A save that is not answered goes once more as it was, as the page's script does it.
    """

    site: Site
    number: int
    taken: list[str] = field(default_factory=list)
    """What the server said that it has"""
    cuts: int = 0
    """How many saves were cut off"""
    answers: Counter[int] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        told = self.site.told
        pledges, self.person = told["pledges"], told["people"][self.number]
        self.pledge, self.reference = pledges[self.number % len(pledges)]
        self.is_over = threading.Event()
        self.base = 0

    __hash__ = threading.Thread.__hash__

    def run(self) -> None:
        count = 0
        while not self.is_over.is_set():
            count += 1
            self.save(f"saver{self.number}-{count}", is_ticked=random.random() < 0.5)  # noqa: S311

    def save(self, marker: str, *, is_ticked: bool) -> None:
        """Send a save until it is answered."""
        address, body = self.request(marker, is_ticked=is_ticked)
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={self.person['session']}; csrftoken={SECRET}",
        }
        while not self.is_over.is_set():
            line = http.client.HTTPConnection("127.0.0.1", self.site.told["port"], timeout=20)
            try:
                line.request("POST", address, body, headers)
                answer = line.getresponse()
                said = answer.read()
            except CUT:
                self.cuts += 1
                self.is_over.wait(0.002)
                continue
            finally:
                line.close()
            self.answers[answer.status] += 1
            if answer.status in (200, 409):
                self.handle(marker, json.loads(said))
                return
            self.is_over.wait(0.05)

    def request(self, marker: str, *, is_ticked: bool) -> tuple[str, str]:
        fields = [("csrfmiddlewaretoken", SECRET), ("person", self.person["person"]), ("page", f"{self.number:016x}")]
        for key in self.site.keys:
            for name, box in (("pick", key), (f"{key}-leads", LEAD), (f"{key}-responsible", "")):
                fields += [("changed", name), ("changed-box", box), ("changed-version", str(self.base))]
            fields.append((f"{key}-responsible", marker))
            if is_ticked:
                fields += [("pick", key), (f"{key}-leads", LEAD)]
        return f"/pledges/{self.reference}/actions/{THEME}/", urlencode(fields)

    def handle(self, marker: str, said: dict[str, Any]) -> None:
        assert said["refused"] == {}
        assert len(said["conflicts"]) in (0, len(self.site.keys)), "all rows or none"
        if not said["conflicts"]:
            self.taken.append(marker)
        self.base = said["version"]


class NaiveSaver(Saver):
    """Saves where each row is written for itself."""

    def request(self, marker: str, *, is_ticked: bool) -> tuple[str, str]:
        keys = [("key", key) for key in self.site.keys]
        return NAIVE, urlencode([("pledge", self.pledge), ("marker", marker), *keys])

    def handle(self, marker: str, said: dict[str, Any]) -> None:
        self.taken.append(marker)
