"""Which errors of a database are faults of its machine, and not of what was asked: they pass, and who waits can go on.

By what SQLite and PostgreSQL call them, and nothing else: an error of our own stays one. PostgreSQL's codes are in its
manual's appendix A; SQLite's are at https://www.sqlite.org/rescode.html.
"""

from __future__ import annotations

import sqlite3
from enum import StrEnum

from django.db import DatabaseError, InterfaceError, OperationalError


class Fault(StrEnum):
    DOWN = "down"
    """It can't be reached, or the connection broke"""
    FULL = "full"
    """Its disk has no room"""
    READ_ONLY = "read-only"
    """It can be read, and takes nothing: a stand-in, say, or one that is being moved"""
    BUSY = "busy"
    """Others hold what is asked for, for longer than one waits"""


_SQLITE = {
    sqlite3.SQLITE_FULL: Fault.FULL,
    sqlite3.SQLITE_READONLY: Fault.READ_ONLY,
    sqlite3.SQLITE_BUSY: Fault.BUSY,
    sqlite3.SQLITE_LOCKED: Fault.BUSY,
    sqlite3.SQLITE_IOERR: Fault.DOWN,
    sqlite3.SQLITE_CANTOPEN: Fault.DOWN,
}
_POSTGRESQL = {
    "25006": Fault.READ_ONLY,
    "25P03": Fault.BUSY,  # a transaction that did nothing for too long
    "40001": Fault.BUSY,
    "40P01": Fault.BUSY,  # a deadlock
    "53100": Fault.FULL,
    "53200": Fault.BUSY,
    "53300": Fault.BUSY,  # too many connections
    "55P03": Fault.BUSY,  # a lock was waited for too long
    "57014": Fault.BUSY,  # a statement took too long
    "57P01": Fault.DOWN,
    "57P02": Fault.DOWN,
    "57P03": Fault.DOWN,
    "58030": Fault.DOWN,
}
_CONNECTION = "08"
"""The class of PostgreSQL's codes that say that a connection broke"""


def fault_of(error: BaseException | None) -> Fault | None:
    """Return what fault of the database an error tells of; None for any other error.

    Django's errors name the driver's as their cause, and that one has the code.
    """
    if not isinstance(error, (DatabaseError, InterfaceError)):
        return None
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        return _SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)  # the upper bits tell more of the same
    code = getattr(cause, "pgcode", None)
    if code:
        return Fault.DOWN if code.startswith(_CONNECTION) else _POSTGRESQL.get(code)
    # Without a code it never came from the server: there was none, or it went away while something was asked.
    is_cut = isinstance(error, (InterfaceError, OperationalError)) and cause is not None
    return Fault.DOWN if is_cut else None
