"""The one process that tells languages: it holds the library's model, and serves every process of the site.

    python -m commitments.readiness.languages.helper SOCKET

It listens on a Unix socket once the model is loaded, so who can connect is answered at once. A second one for the same
socket ends at once; and it ends when nobody has been connected for a while. It can be killed at any time: whoever asks
next starts another.
"""

from __future__ import annotations

import fcntl
import json
import os
import resource
import signal
import socket
import sys
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from typing import TypedDict

from commitments.exports.pdf import frames
from commitments.exports.pdf.child import NICENESS, allow_cpu
from commitments.readiness.languages.answers import Answers
from commitments.readiness.languages.telling import Teller

MEMORY = 512 << 20
"""Of address space, in bytes; it uses less than half of that"""
CPU_SECONDS = 10
"""For one request; the longest pledge takes a fraction of a second"""
LINGER = 10.0
"""How many seconds it stays without anybody connected: a site that restarts finds it there"""
PATIENCE = 5.0
"""How many seconds a request may take to arrive, once it has begun"""
MOST_ANSWERS = 20_000
MOST_CHARACTERS = 10_000
"""Of a text; what comes after them is not looked at"""
OUT_OF_ORDER = 2


class Question(TypedDict):
    """What is asked: in which languages some texts are, and which one they should be in."""

    own: str
    texts: list[str]


def main() -> int:
    """Serve until nobody is connected. Return 0, or OUT_OF_ORDER where the library can't be loaded."""
    path = Path(sys.argv[1])
    be_modest()
    lock = path.with_suffix(".lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return 0  # another one serves
    try:
        # Here, not on top: the bounds come first, and numpy would start a thread for each core.
        from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

        teller = Teller(LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True))
    except (ImportError, OSError, MemoryError) as error:
        sys.stderr.write(f"Languages can't be told: {error}\n")
        return OUT_OF_ORDER
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen(64)
        serve(listener, teller)
    return 0


def be_modest() -> None:
    """Leave the machine to the site: lower priority, a bounded memory, no core dump with somebody's text in it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal is for the site, which then hangs up
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def serve(listener: socket.socket, teller: Teller, *, linger: float = LINGER) -> None:
    """Answer every request, one after the other, until nobody has been connected for `linger` seconds."""
    answers = Answers(MOST_ANSWERS)
    with DefaultSelector() as selector:
        selector.register(listener, EVENT_READ)
        while ready := selector.select(linger if len(selector.get_map()) == 1 else None):
            for key, _events in ready:
                if key.fileobj is listener:
                    connection, _address = listener.accept()
                    connection.settimeout(PATIENCE)
                    selector.register(connection, EVENT_READ)
                elif isinstance(key.fileobj, socket.socket) and not _answer(key.fileobj, teller, answers):
                    selector.unregister(key.fileobj)
                    key.fileobj.close()


def _answer(connection: socket.socket, teller: Teller, answers: Answers) -> bool:
    """Answer one request, a Question in JSON or a list of texts alone. Whether the other side is still there."""
    allow_cpu(CPU_SECONDS)
    try:
        with connection.makefile("rb") as request, connection.makefile("wb") as reply:
            (content,) = frames.read(request)
            asked = json.loads(content)
            question: Question = {"own": "", "texts": asked} if isinstance(asked, list) else asked
            own = question["own"]
            told = [_told(text[:MOST_CHARACTERS], own, teller, answers) for text in question["texts"]]
            frames.write(reply, json.dumps(told).encode())
    except (EOFError, OSError, ValueError):
        return False
    return True


def _told(text: str, own: str, teller: Teller, answers: Answers) -> dict[str, int]:
    told = answers.get(text, own)
    if told is None:
        told = teller.tell(text, own)
        answers.keep(text, told, own)
    return told


if __name__ == "__main__":
    sys.exit(main())
