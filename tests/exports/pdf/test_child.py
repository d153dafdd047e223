"""What the rendering process answers."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from commitments.exports.pdf import child, engine, frames, printable


@pytest.fixture(autouse=True)
def _room(monkeypatch):
    """This very process, which has run other tests, may hold any amount of memory."""
    monkeypatch.setattr(child, "MOST_KEPT", 1 << 50)


def conversation(*requests):
    """Send the requests and return all answers."""
    incoming, outgoing = io.BytesIO(), io.BytesIO()
    for request in requests:
        frames.write(incoming, *request)
    incoming.seek(0)
    child.serve(incoming, outgoing, cpu_seconds=100_000)  # of this very process: the other tests need theirs
    outgoing.seek(0)
    answers = []
    while outgoing.tell() < len(outgoing.getvalue()):
        answers.append(frames.read(outgoing))
    return answers


def test_process_is_ready_then_answers_each_request():
    page = b"<html lang=en><title>Test</title><p>One"
    ready, first, second = conversation((page, b"{}", b""), ("\ue000".encode(), b"", b""))
    assert ready == [child.READY]
    assert first[0] == child.DONE
    assert first[1].startswith(b"%PDF-1.7")
    assert second == [child.CHARACTERS, "\ue000".encode()]


@pytest.mark.parametrize("error", [MemoryError, RecursionError])
def test_page_that_is_too_large_is_refused(error):
    class Exhausted:
        def render(self, html, attachment, *, for_archive):
            raise error

    assert child.answer(engine, Exhausted(), "", b"", b"") == (child.TOO_LARGE, b"")


def test_missing_fonts_are_reported_at_once(monkeypatch, tmp_path):
    configuration = tmp_path / "fonts.conf"
    configuration.write_text("<fontconfig/>")
    monkeypatch.setattr(printable, "FONTS_CONF", configuration)
    assert conversation() == [[child.LIBRARY, b"fonts-noto-core"]]


def test_child_that_holds_much_memory_says_that_another_had_better_go_on(monkeypatch):
    page = b"<!doctype html><html lang=en><title>x</title><p>x"
    monkeypatch.setattr(child, "MOST_KEPT", 1)
    _ready, first, second = conversation((page, b"", b""), ("\ue000".encode(), b"", b""))
    assert (first[0], first[2:]) == (child.DONE, [child.LAST])
    assert second == [child.CHARACTERS, "\ue000".encode(), child.LAST]


def test_addresses_are_those_of_this_process():
    assert 10 << 20 < child.addresses() < 1 << 40


def test_addresses_are_not_known_everywhere(monkeypatch):
    def missing(self, **_how):
        raise FileNotFoundError

    monkeypatch.setattr(Path, "read_text", missing)
    assert child.addresses() == 0
