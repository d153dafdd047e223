"""What the rendering process answers."""

from __future__ import annotations

import io

import pytest

from commitments.typesetting import coverage, engine, frames, process


@pytest.fixture(autouse=True)
def generous_with_cpu(monkeypatch):
    """The limit is this very process's here; the tests need theirs."""
    monkeypatch.setattr(process, "CPU_SECONDS", 100_000)


def conversation(*requests):
    """Send the requests and return all answers."""
    incoming, outgoing = io.BytesIO(), io.BytesIO()
    for request in requests:
        frames.write(incoming, *request)
    incoming.seek(0)
    process.serve(incoming, outgoing)
    outgoing.seek(0)
    answers = []
    while outgoing.tell() < len(outgoing.getvalue()):
        answers.append(frames.read(outgoing))
    return answers


def test_process_is_ready_then_answers_each_request():
    page = b"<html lang=en><title>Test</title><p>One"
    ready, first, second = conversation((page, b"{}", b""), ("中".encode(), b"", b""))
    assert ready == [process.READY]
    assert first[0] == process.DONE
    assert first[1].startswith(b"%PDF-1.7")
    assert second == [process.CHARACTERS, "中".encode()]


@pytest.mark.parametrize("error", [MemoryError, RecursionError])
def test_page_that_is_too_large_is_refused(error):
    class Exhausted:
        def render(self, html, attachment, *, for_archive):
            raise error

    assert process.answer(engine, Exhausted(), "", b"", b"") == (process.TOO_LARGE, b"")


def test_missing_fonts_are_reported_at_once(monkeypatch, tmp_path):
    configuration = tmp_path / "fonts.conf"
    configuration.write_text("<fontconfig/>")
    monkeypatch.setattr(coverage, "FONTS_CONF", configuration)
    coverage.files.cache_clear()
    assert conversation() == [[process.LIBRARY, b"fonts-noto-core"]]
    coverage.files.cache_clear()
