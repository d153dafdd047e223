"""The process that makes PDFs: limits, threads, forks, missing libraries."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context

import pytest

from commitments.exports.errors import BusyError, CannotExportError
from commitments.exports.pdf.renderer import (
    LibraryMissingError,
    Renderer,
    TooMuchToRenderError,
    UnprintableCharactersError,
)
from tests.exports.reading import text_of

ENDLESS = "x" * 200_000  # a word that takes WeasyPrint minutes to break


def page(text):
    return f"<!doctype html><html lang=en><title>Test</title><body><p>{text}</p></body></html>"


@pytest.fixture
def make_renderer():
    made = []

    def make(**options):
        made.append(Renderer(**options))
        return made[-1]

    yield make
    for renderer in made:
        renderer.stop()


def test_one_child_is_kept_for_many_pdfs(make_renderer):
    renderer = make_renderer()
    assert renderer.pid is None
    assert "first" in text_of(renderer.render(page("first")))
    child = renderer.pid
    assert "second" in text_of(renderer.render(page("second")))
    assert renderer.pid == child


def test_text_that_takes_too_much_computing_is_given_up(make_renderer):
    renderer = make_renderer(cpu_seconds=1)
    renderer.render(page("warm"))
    child = renderer.pid
    with pytest.raises(TooMuchToRenderError, match="too long to be made into a PDF"):
        renderer.render(page(ENDLESS))
    assert_gone(renderer, child)
    assert "again" in text_of(renderer.render(page("again")))


def test_machine_that_is_busy_is_not_the_text_s_fault(make_renderer):
    renderer = make_renderer()
    renderer.render(page("warm"))
    child = renderer.pid
    os.kill(child, signal.SIGSTOP)  # a machine with no time for us
    renderer.seconds = 0.2
    with pytest.raises(BusyError, match="Try again in a minute"):
        renderer.render(page("short"))
    assert_gone(renderer, child)
    renderer.seconds = 60
    assert "again" in text_of(renderer.render(page("again")))


def assert_gone(renderer, child):
    """The child was ended, and its process is no more."""
    assert renderer.pid is None
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_child_that_somebody_killed_is_replaced(make_renderer):
    renderer = make_renderer()
    renderer.render(page("warm"))
    child = renderer.pid
    os.kill(child, signal.SIGKILL)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    assert "again" in text_of(renderer.render(page("again")))
    assert renderer.pid != child


def test_child_that_stumbles_is_reported_as_a_fault(make_renderer, tmp_path):
    (tmp_path / "weasyprint.py").write_text("raise RuntimeError('broken')")
    renderer = make_renderer(environment={"PYTHONPATH": str(tmp_path)})
    with pytest.raises(CannotExportError, match="the server's log says why"):
        renderer.render(page("anything"))


def test_threads_share_the_child(make_renderer):
    renderer = make_renderer()
    words = [f"word{number}" for number in range(8)]
    with ThreadPoolExecutor(4) as pool:
        texts = [text_of(pdf) for pdf in pool.map(lambda word: renderer.render(page(word)), words)]
    assert [word in text for word, text in zip(words, texts, strict=True)] == [True] * 8


def test_impatient_caller_is_told_to_come_back(make_renderer):
    renderer = make_renderer(patience=0.01)
    with renderer._lock, pytest.raises(BusyError, match="Try again in a minute"):
        renderer.render(page("anything"))


def fork_and_render(renderer, queue):
    renderer.forget()  # what os.register_at_fork does for the app's own renderer
    inherited = renderer.pid
    queue.put((inherited, len(renderer.render(page("forked")))))
    renderer.stop()


def test_forked_process_starts_its_own_child(make_renderer):
    renderer = make_renderer()
    renderer.render(page("warm"))
    child = renderer.pid
    context = get_context("fork")
    queue = context.SimpleQueue()
    worker = context.Process(target=fork_and_render, args=(renderer, queue))
    worker.start()
    inherited, size = queue.get()
    worker.join()
    assert inherited is None
    assert size > 1000
    assert "still" in text_of(renderer.render(page("still there")))
    assert renderer.pid == child


def test_missing_library_is_named_with_what_to_install(make_renderer, tmp_path):
    (tmp_path / "libpango-1.0.so.0").write_text("not a library")
    renderer = make_renderer(environment={"LD_LIBRARY_PATH": str(tmp_path)})
    with pytest.raises(LibraryMissingError) as caught:
        renderer.render(page("anything"))
    assert str(caught.value) == (
        "PDFs need a system library that is missing here: libpango-1.0-0. Install it with: "
        "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 "
        "fonts-noto-core fonts-noto-cjk fonts-symbola fonts-unifont fonts-hanazono"
    )


def test_lone_surrogate_is_refused(make_renderer):
    with pytest.raises(UnprintableCharactersError, match=r"U\+D800 SURROGATE"):
        make_renderer().render(page("\ud800"))


def test_child_sees_no_secret_of_the_app(make_renderer, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hush")
    renderer = make_renderer()
    renderer.render(page("warm"))
    with open(f"/proc/{renderer.pid}/environ", "rb") as environment:  # noqa: PTH123 - not a file to speak of
        names = {entry.partition(b"=")[0] for entry in environment.read().split(b"\0") if entry}
    assert names <= {b"FONTCONFIG_FILE", b"HOME", b"LANG", b"PATH", b"PYTHONHASHSEED", b"PYTHONPATH"}


def test_child_is_bounded_in_memory(make_renderer):
    renderer = make_renderer()
    renderer.render(page("warm"))
    with open(f"/proc/{renderer.pid}/limits") as limits:  # noqa: PTH123
        rows = {line[:26].strip(): line[26:].split()[:1] for line in limits}
    assert rows["Max address space"] == [str(1 << 31)]
    assert rows["Max core file size"] == ["0"]
    assert rows["Max cpu time"] != ["unlimited"]
