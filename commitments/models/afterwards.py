"""What is written once a page is answered, and may fail: nobody waits for it, and no page depends on it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar

from django.db import DatabaseError, InterfaceError, connection, transaction

Write = Callable[[], object]
_waiting: ContextVar[list[Write] | None] = ContextVar("waiting", default=None)

logger = logging.getLogger(__name__)


def write_afterwards(write: Write) -> None:
    """Let `write` wait until the request that is worked on is answered; where there is none, call it at once."""
    waiting = _waiting.get()
    if waiting is None:
        write_if_possible(write)
    else:
        waiting.append(write)


@contextmanager
def gathered() -> Iterator[list[Write]]:
    """Gather what is to be written after a request."""
    writes: list[Write] = []
    token = _waiting.set(writes)
    try:
        yield writes
    finally:
        _waiting.reset(token)


def write_all(writes: list[Write]) -> None:
    """Write what was gathered, each on its own."""
    for write in writes:
        write_if_possible(write)
    writes.clear()


def write_if_possible(write: Write) -> None:
    """Write something that may be left out; where the database can't, say so in the log alone."""
    try:
        with transaction.atomic() if connection.in_atomic_block else nullcontext():  # the transaction around it goes on
            write()
    except (DatabaseError, InterfaceError):
        logger.warning("What may be left out could not be written.", exc_info=True)
