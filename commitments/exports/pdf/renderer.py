"""HTML to PDF, in one warm process that can be killed. Safe to call from many threads, and after a fork."""

from __future__ import annotations

import atexit
import contextlib
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.exports.errors import BusyError, CannotExportError
from commitments.exports.pdf import child, frames, printable
from commitments.text.characters import name_of

PROJECT = Path(__file__).resolve().parents[3]
FONTS_CONF = Path(__file__).with_name("fonts.conf")
# The child sees no secret of the app; only what a program needs to start and to find its libraries.
PASSED_ON = ("HOME", "LD_LIBRARY_PATH", "PATH", "PYTHONPATH", "XDG_CACHE_HOME")


class LibraryMissingError(CannotExportError):
    """This machine lacks a library or the fonts."""


class UnprintableCharactersError(CannotExportError):
    """No embedded font has some of the characters."""

    def __init__(self, characters: str) -> None:
        self.characters = characters
        named = ", ".join(f"{_visible(character)} ({name_of(character)})" for character in characters)
        message = ngettext(
            "The PDF has no letter for this character: %(characters)s. Write it otherwise, or take the Word file.",
            "The PDF has no letters for these characters: %(characters)s. Write them otherwise, or take the Word file.",
            len(characters),
        )
        problem = ngettext(
            "The PDF has no letter for this character: %(characters)s. Write it otherwise.",
            "The PDF has no letters for these characters: %(characters)s. Write them otherwise.",
            len(characters),
        )
        super().__init__(message % {"characters": named}, problem % {"characters": named})


class TooMuchToRenderError(CannotExportError):
    """The text takes too much computing, or too much memory."""


class Renderer:
    """Keeps one child process; starts it with the first PDF, and anew after it was killed."""

    def __init__(
        self,
        *,
        cpu_seconds: int = 60,
        seconds: float = 300,
        start_seconds: float = 60,
        patience: float = 60,
        environment: Mapping[str, str] = {},
    ) -> None:
        """Set the limits: for one PDF in seconds of computing, which tell a text that is too long from a machine that
        is busy; and in seconds by the clock for one PDF, for starting, and for waiting for others' PDFs.

        The longest pledges that the limits of text allow (150 items, 150 lines of resources, 70 parties that lead 50
        actions each) take 13 s with the annex, in Arabic 27; where 380 parties lead them all, 42. By the clock it is
        more: a busy machine may give us a fifth of a processor.
        """
        self._cpu_seconds = cpu_seconds
        self.seconds = seconds
        self._start_seconds = start_seconds
        self._patience = patience
        self._environment = dict(environment)
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._inherited: subprocess.Popen[bytes] | None = None

    def render(self, html: str, attachment: bytes = b"", *, for_archive: bool = False) -> bytes:
        """Return the PDF of a page made from `document/pdf.html`, with `attachment` inside as pledge.json.

        With `for_archive` it keeps to PDF/A-3a besides PDF/UA-1.

        Raises CannotExportError, whose message can be shown as it is.
        """
        try:
            page = html.encode()
        except UnicodeEncodeError as error:
            raise UnprintableCharactersError(error.object[error.start]) from error
        if not self._lock.acquire(timeout=self._patience):
            raise busy()
        try:
            kind = child.ARCHIVE if for_archive else b""
            reason, result = self._ask(self._running_child(), page, attachment, kind)
        finally:
            self._lock.release()
        if reason == child.DONE:
            return result
        if reason == child.CHARACTERS:
            raise UnprintableCharactersError(result.decode())
        raise too_much()

    @property
    def pid(self) -> int | None:
        """The child's process number, while there is one."""
        return self._child.pid if self._child else None

    def stop(self) -> None:
        """End the child, if there is one; the next PDF starts another."""
        process, self._child = self._child, None
        if process:
            process.kill()
            process.communicate()

    def forget(self) -> None:
        """Leave the child to the process that started it: after a fork, ours is a new one."""
        self._lock = threading.Lock()
        # Kept, not closed: another thread of our parent may have been using its pipes while it forked.
        self._inherited, self._child = self._child, None

    def _ask(self, process: subprocess.Popen[bytes], *request: bytes) -> tuple[bytes, bytes]:
        with self._killed_after(self.seconds, process):
            frames.write(_pipe(process.stdin), *request)
            reason, result, *last = frames.read(_pipe(process.stdout))
        if last:
            self.stop()
        return reason, result

    def _running_child(self) -> subprocess.Popen[bytes]:
        if self._child and self._child.poll() is None:
            return self._child
        self.stop()
        self._child = subprocess.Popen(  # noqa: S603 - our own program, by a fixed name
            [sys.executable, "-m", child.__name__, str(self._cpu_seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=PROJECT,
            env=self._child_environment(),
        )
        with self._killed_after(self._start_seconds, self._child):
            state, *details = frames.read(_pipe(self._child.stdout))
        if state == child.LIBRARY:
            self.stop()
            raise library_missing(details[0].decode())
        return self._child

    def _child_environment(self) -> dict[str, str]:
        return {
            **{name: os.environ[name] for name in PASSED_ON if name in os.environ},
            "FONTCONFIG_FILE": str(FONTS_CONF),
            "LANG": "C.UTF-8",
            "PYTHONHASHSEED": "0",  # sets are walked in the same order every time: same text, same bytes
            **self._environment,
        }

    @contextlib.contextmanager
    def _killed_after(self, seconds: float, process: subprocess.Popen[bytes]) -> Iterator[None]:
        """Kill the child if the block takes longer. Raises the error for a child that is gone, by this or by itself."""
        killed = threading.Event()

        def kill() -> None:
            killed.set()
            process.kill()

        timer = threading.Timer(seconds, kill)
        timer.daemon = True
        timer.start()
        finished = False
        try:
            yield
            finished = True
        except (EOFError, BrokenPipeError) as error:
            raise busy() if killed.is_set() else self._epitaph(process) from error
        finally:
            timer.cancel()
            timer.join()
            # Killed at the last moment, or given up by us (Ctrl-C) before it answered: the next PDF needs a new child.
            if killed.is_set() or not finished:
                self.stop()

    def _epitaph(self, process: subprocess.Popen[bytes]) -> CannotExportError:
        """Return why a child is gone: a signal ended it, at one of its limits, or it stumbled over a fault of ours."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=1)
        self.stop()
        if process.returncode < 0:
            return too_much()
        return CannotExportError(
            _("The PDF could not be made; the server's log says why. Take the Word file or the web page instead."),
            _("The PDF could not be made; the server's log says why. Tell whoever runs this site."),
        )


def busy() -> BusyError:
    """Return the error for a PDF that the machine did not get to."""
    return BusyError(
        _("Many PDFs are being made just now. Try again in a minute, or take the Word file."),
        _("Many PDFs are being made just now. Try again in a minute."),
    )


def too_much() -> TooMuchToRenderError:
    """Return the error for a text that takes too much computing or too much memory."""
    return TooMuchToRenderError(
        _("This pledge is too long to be made into a PDF. Shorten it, or take the Word file or the web page instead."),
        _("This pledge is too long to be made into a PDF. Shorten it."),
    )


def library_missing(details: str) -> LibraryMissingError:
    """Return the error that says what to install. `details` is the loader's own message, or a package's name."""
    quoted = re.search(r"'([^']+)'", details)
    what = quoted.group(1) if quoted else details
    return LibraryMissingError(
        _(
            "PDFs need a system library that is missing here: %(what)s. Install it with: "
            "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 %(fonts)s"
        )
        % {"what": what, "fonts": " ".join(printable.PACKAGES)}
    )


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    """Return the stream: `Popen` types as optional what we asked for."""
    assert stream is not None  # noqa: S101
    return stream


def _visible(character: str) -> str:
    return character if character.isprintable() else "?"


RENDERER = Renderer()
os.register_at_fork(after_in_child=RENDERER.forget)
atexit.register(RENDERER.stop)
