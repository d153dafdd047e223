"""Asking in which languages texts are written. Safe to use from many threads, and after a fork."""

from __future__ import annotations

import json
import os
import socket
import stat
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from threading import Lock
from time import monotonic, sleep

from commitments.exports.pdf import frames
from commitments.exports.pdf.renderer import PASSED_ON
from commitments.readiness.languages import helper
from commitments.readiness.languages.answers import Answers
from commitments.readiness.languages.helper import Question
from commitments.readiness.languages.telling import Told

PROJECT = Path(__file__).resolve().parents[3]
MOST_ANSWERS = 5_000
PEER = struct.Struct("3i")
"""Process, user and group at the other end of a Unix socket, as Linux tells them"""
EVERY = 0.05
"""Seconds between two tries to connect to a helper that is starting"""


class LanguagesUnknownError(Exception):
    """Nobody is there who tells languages."""


class Helper:
    """The connection to the process that tells languages, which is started by whoever needs it first."""

    def __init__(
        self, *, folder: Path, seconds: float = 5, start_seconds: float = 20, rest_seconds: float = 30
    ) -> None:
        """`folder` holds the socket. Limits by the clock: for an answer, for starting the process, and for how long
        nobody tries again once it could not be had.
        """
        self._folder, self._seconds, self._start_seconds = folder, seconds, start_seconds
        self._rest_seconds = rest_seconds
        self._lock, self._answers = Lock(), Answers(MOST_ANSWERS)
        self._connection: socket.socket | None = None
        self.process: subprocess.Popen[bytes] | None = None  # only where we started it
        self._has_served = False
        self._resting_until = 0.0

    def tell(self, texts: Iterable[str], own: str = "") -> Mapping[str, Told]:
        """Return the languages of each text, as Teller.tell gives them; `own` is the one that they should be in.

        Raises LanguagesUnknownError.
        """
        told = {text: self._answers.get(text, own) for text in texts}
        unknown = [text for text, known in told.items() if known is None]
        if unknown:
            for text, answer in zip(unknown, self._ask(unknown, own), strict=True):
                told[text] = answer
                self._answers.keep(text, answer, own)
        return {text: known for text, known in told.items() if known is not None}

    def prepare(self) -> bool:
        """Start the process, if nobody has yet, and wait until it is ready. Whether it is."""
        try:
            self._ask([])
        except LanguagesUnknownError:
            return False
        return True

    @property
    def pid(self) -> int | None:
        """The number of the process that serves us, while we are connected."""
        if not self._connection:
            return None
        peer = self._connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, PEER.size)
        return int(PEER.unpack(peer)[0])

    def hang_up(self) -> None:
        """Close the connection; the next question opens another. The process ends when nobody is connected."""
        connection, self._connection = self._connection, None
        if connection:
            connection.close()

    def forget(self) -> None:
        """Leave the connection to the process that opened it: after a fork, ours is a new one."""
        self._lock = Lock()
        self._answers.forget()
        self.hang_up()

    def _ask(self, texts: list[str], own: str = "") -> list[Told]:
        if not self._lock.acquire(timeout=self._seconds):
            raise LanguagesUnknownError
        try:
            if monotonic() < self._resting_until:
                raise LanguagesUnknownError
            return self._answer({"own": own, "texts": texts})
        except (OSError, EOFError, ValueError) as error:
            self.hang_up()
            self._resting_until = monotonic() + self._rest_seconds
            raise LanguagesUnknownError from error
        finally:
            self._lock.release()

    def _answer(self, question: Question) -> list[Told]:
        """Ask on the open connection; where the other end is gone, on a new one."""
        if self._connection:
            try:
                return _exchange(self._connection, question)
            except (EOFError, BrokenPipeError, ConnectionResetError):
                self.hang_up()
        self._connection = self._connected()
        return _exchange(self._connection, question)

    def _connected(self) -> socket.socket:
        """Return a connection to the process, started if there is none. Raises OSError."""
        path = _private(self._folder) / f"{_edition()}.socket"
        deadline = monotonic() + self._start_seconds
        while True:
            connection = socket.socket(socket.AF_UNIX)
            connection.settimeout(self._seconds)
            try:
                connection.connect(str(path))
            except OSError:
                connection.close()
                self._start(path)
                if monotonic() > deadline:
                    raise
                sleep(EVERY)
            else:
                self._has_served = True
                return connection

    def _start(self, path: Path) -> None:
        """Start the process unless ours is starting; of several, the first one serves, and the others end."""
        ended = self.process.poll() if self.process else 0
        if ended is None:
            return
        if ended and not self._has_served:
            self.process = None
            raise OSError(f"the process that tells languages ended with {ended}")
        self._has_served = False
        self.process = subprocess.Popen(  # noqa: S603 - our own program, by a fixed name
            [sys.executable, "-m", helper.__name__, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            cwd=PROJECT,
            env={
                **{name: os.environ[name] for name in PASSED_ON if name in os.environ},
                "OPENBLAS_NUM_THREADS": "1",
                "LANG": "C.UTF-8",
            },
            start_new_session=True,  # it serves others too, when who started it is gone
        )


def _exchange(connection: socket.socket, question: Question) -> list[Told]:
    with connection.makefile("rb") as reply, connection.makefile("wb") as request:
        frames.write(request, json.dumps(question).encode())
        (told,) = frames.read(reply)
    answers: list[Told] = json.loads(told)
    return answers


def _private(folder: Path) -> Path:
    """Return the folder, made if need be. Raises OSError where another person could put a socket of theirs into it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    state = folder.lstat()
    if not stat.S_ISDIR(state.st_mode) or state.st_uid != os.getuid() or state.st_mode & 0o077:
        raise OSError(f"{folder} is not ours alone")
    return folder


def _edition() -> str:
    """Return what names this edition of the program: after an update, nobody asks the process of the older one."""
    code = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    return sha256(code).hexdigest()[:12]


def folder_of(project: Path) -> Path:
    """Return where the socket of an installation is."""
    name = sha256(str(project).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"pledgebuilder-{os.getuid()}-{name}"


HELPER = Helper(folder=folder_of(PROJECT))
os.register_at_fork(after_in_child=HELPER.forget)
