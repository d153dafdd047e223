"""The process that tells languages, from within: it answers one after the other, and ends when nobody is there."""

from __future__ import annotations

import json
import socket
import threading

import pytest

from commitments.exports.pdf import frames
from commitments.readiness.languages import helper
from commitments.readiness.languages.telling import Teller


class Alphabet:
    """An identifier that is sure of one language."""

    def __init__(self) -> None:
        self.asked = 0

    def rank(self, text: str) -> list[tuple[str, float]]:
        self.asked += 1
        return [("en", 0.99), ("fr", 0.01), ("es", 0.0)]


@pytest.fixture
def identifier():
    return Alphabet()


@pytest.fixture
def path(tmp_path, identifier, monkeypatch):
    """The socket of one that serves in a thread, and ends soon after nobody is connected."""
    monkeypatch.setattr(helper, "allow_cpu", lambda seconds: None)  # it would bound the tests
    place = tmp_path / "one.socket"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(place))
        listener.listen()
        thread = threading.Thread(target=helper.serve, args=(listener, Teller(identifier)), kwargs={"linger": 0.3})
        thread.start()
        yield place
        thread.join(timeout=30)
        assert not thread.is_alive()


def connect(path) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(30)
    connection.connect(str(path))
    return connection


def ask(connection: socket.socket, content: bytes) -> list[dict[str, int]]:
    with connection.makefile("rb") as reply, connection.makefile("wb") as request:
        frames.write(request, content)
        told: list[dict[str, int]] = json.loads(frames.read(reply)[0])
    return told


def test_every_text_is_answered_in_order_and_once(path, identifier):
    with connect(path) as one, connect(path) as other:
        assert ask(one, b'["Dig the wells", "Help", ""]') == [{"en": 3}, {"": 1}, {}]
        asked = identifier.asked
        assert ask(other, b'["Dig the wells"]') == [{"en": 3}]
        assert identifier.asked == asked
        assert ask(one, b"[]") == []


def test_answers_beside_two_languages_are_kept_apart(path, identifier):
    with connect(path) as one:
        assert ask(one, b'{"own": "en", "texts": ["Dig wells"]}') == [{"en": 2}]
        assert ask(one, b'{"own": "", "texts": ["Dig wells"]}') == [{"": 2}]
        asked = identifier.asked
        assert ask(one, b'{"own": "en", "texts": ["Dig wells"]}') == [{"en": 2}]
        assert identifier.asked == asked


@pytest.mark.parametrize("content", [b"no JSON", b"\xff"])
def test_who_sends_no_question_is_hung_up_on_and_others_are_served(path, content):
    with connect(path) as one, connect(path) as other:
        with pytest.raises((EOFError, ConnectionError)):
            ask(one, content)
        assert ask(other, b'["Dig the wells"]') == [{"en": 3}]


def test_long_text_is_looked_at_up_to_a_limit(path):
    with connect(path) as one:
        (told,) = ask(one, json.dumps(["word " * 4_000]).encode())
        assert sum(told.values()) == helper.MOST_CHARACTERS / len("word ")
