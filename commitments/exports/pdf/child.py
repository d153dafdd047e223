"""The process that renders: HTML comes in on standard input, PDF goes out on standard output, until the input ends.

    python -m commitments.exports.pdf.child CPU_SECONDS

It can be killed at any time. A broken or hostile text can cost it memory and time, but never the app's.
"""

from __future__ import annotations

import gc
import os
import resource
import signal
import sys
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

from commitments.exports.pdf import frames

MEMORY = 1 << 31
"""Bytes of addresses. The longest pledges take 750 MB of them with the annex, and fonts up to MOST_KEPT"""
MOST_KEPT = 450 << 20
"""Bytes of addresses: Pango keeps every font file that it opened, and those of Chinese, Japanese, Korean are large"""
NICENESS = 5

ARCHIVE = b"archive"
READY, DONE, LIBRARY, CHARACTERS, TOO_LARGE = b"ready", b"done", b"library", b"characters", b"too large"
LAST = b"last"


def main() -> None:
    """Serve until the app is gone."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not get among the replies
    limit_itself()
    serve(sys.stdin.buffer, replies, cpu_seconds=int(sys.argv[1]))


def limit_itself() -> None:
    """Leave the machine to the app: lower priority, a bounded memory, no core dump with somebody's text in it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal is for the app, which then closes our input
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def serve(requests: BinaryIO, replies: BinaryIO, *, cpu_seconds: int) -> None:
    """Say that we are ready, or what is missing; then answer each request with a PDF or a reason.

    A request is HTML, an attachment, and ARCHIVE or nothing. One that takes more than `cpu_seconds` ends us. An answer
    ends with LAST where another process had better take the next one.
    """
    try:
        # Here, not on top: without Pango this import fails, and the app has to hear of it.
        from commitments.exports.pdf import engine  # noqa: PLC0415

        typesetter = engine.Engine()
        gc.freeze()  # what is loaded by now stays: looking through it again costs a long pledge a tenth of its time
    except OSError as error:
        frames.write(replies, LIBRARY, str(error).encode())
        return
    frames.write(replies, READY)
    while True:
        try:
            html, attachment, kind = frames.read(requests)
        except EOFError:
            return
        allow_cpu(cpu_seconds)
        reply = answer(engine, typesetter, html.decode(), attachment, kind)
        last = [LAST] if addresses() > MOST_KEPT else []
        frames.write(replies, *reply, *last)


def answer(engine: ModuleType, typesetter: object, html: str, attachment: bytes, kind: bytes) -> tuple[bytes, bytes]:
    """Return DONE and the PDF, or the reason why there is none and its details."""
    try:
        return DONE, typesetter.render(html, attachment, for_archive=kind == ARCHIVE)  # type: ignore[attr-defined]
    except engine.UnprintableError as error:
        return CHARACTERS, "".join(error.characters).encode()
    except (MemoryError, RecursionError):
        return TOO_LARGE, b""


def addresses() -> int:
    """Return how many bytes of addresses this process has, of MEMORY; 0 where the kernel doesn't say."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except FileNotFoundError:
        return 0
    return int(pages) * resource.getpagesize()


def allow_cpu(seconds: int) -> None:
    """Let this process use so many more seconds of CPU; the kernel ends it beyond them."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
