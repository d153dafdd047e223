"""What people see while the database is down, full, or takes nothing: a page of ours, with all that they typed.

No query is asked to draw it. A page that was only read shows as ever where nothing but a side matter can't be written:
who reads what is written once a page is answered, and a session that can't be kept is left as it was.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse

from commitments.models.afterwards import Write, gathered, write_all
from commitments.models.faults import Fault, fault_of
from commitments.web.views.unavailable import unavailable

logger = logging.getLogger(__name__)
READING = ("GET", "HEAD")


class Faults:
    """The middleware that answers where the database could not, and writes what waited until all was answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with gathered() as writes:
            response = self.get_response(request)
        if writes:
            _write_once_sent(response, writes)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        fault = fault_of(error)
        return _answer(request, fault, error) if fault else None


def _write_once_sent(response: HttpResponse, writes: list[Write]) -> None:
    """Let a server write what waited as it closes an answer: it has sent all of it by then."""
    close = response.close

    def close_and_write() -> None:
        close()
        write_all(writes)

    response.close = close_and_write  # type: ignore[method-assign]  # of this one answer


def _answer(request: HttpRequest, fault: Fault, error: BaseException) -> HttpResponse:
    logger.error("The database is at fault (%s): %s %s", fault, request.method, request.path, exc_info=error)
    return unavailable(request, fault)


class Sessions(SessionMiddleware):
    """Django's sessions; a page that was read and drawn is shown though its session can't be written."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except (DatabaseError, InterfaceError, SessionInterrupted) as error:
            fault = _fault_beneath(error)
            if not fault:
                raise
            is_shown = response.status_code >= 500 or (request.method in READING and response.status_code == 200)
            return response if is_shown else _answer(request, fault, error)


def _fault_beneath(error: BaseException | None) -> Fault | None:
    """Return what fault it is that sessions can't be written: they say that one was ended meanwhile, and mean any."""
    while error is not None:
        if fault := fault_of(error):
            return fault
        error = error.__context__
    return None
