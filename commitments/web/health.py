"""What machines ask of the site: whether it lives, whether it can serve, and how it fares.

Answered before anything else looks at a request, since a load balancer asks by number, without TLS and without a name:
`/healthz` by the process alone, `/readyz` from the database, `/metrics` where a setting says so (web/metrics.py).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from commitments.models import Mail, ModelText

logger = logging.getLogger(__name__)
READING = ("GET", "HEAD")


class Health:
    """The middleware that answers the machines; it stands first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = {"/healthz": alive, "/readyz": ready}.get(request.path)
        if answer is None or request.method not in READING:
            return self.get_response(request)
        response = answer()
        response["Cache-Control"] = "no-store"
        return response


def alive() -> HttpResponse:
    """Say that this process answers. Who starts it anew where it doesn't, needs no more: a database that is down is
    not brought back by that.
    """
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


def ready() -> HttpResponse:
    """Say as JSON whether the site can serve: 200, or 503 with what is missing.

    How long a mail has been waiting that is due, and since when no worker was heard of, in seconds, are told beside
    that and change nothing: a machine that serves pages is not to be taken out because mail is late.
    """
    told: dict[str, Any] = {}
    try:
        for name, holds in CHECKS.items():
            told[name] = False
            told[name] = holds()
            if not told[name]:
                break
        else:
            return JsonResponse({"ready": True, **told, "mail_waits": mail_waits(), "worker_silent": worker_silent()})
    except (DatabaseError, InterfaceError) as error:
        logger.warning("Not ready: %s", error)
    return JsonResponse({"ready": False, **told}, status=503)


def _answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


@cache
def _last_migrations() -> frozenset[tuple[str, str]]:
    """Return the last migration of each app, by app and name: read from the files, once a process."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def _is_migrated() -> bool:
    return _last_migrations() <= MigrationRecorder(connection).applied_migrations().keys()


CHECKS: dict[str, Callable[[], bool]] = {
    "database": _answers,
    "migrations": _is_migrated,
    "library": ModelText.objects.exists,
}
"""What the site can't serve without, in this order: what is beneath a thing that fails is not asked"""


def mail_waits() -> float:
    """Return for how many seconds the mail has been due that is due for longest; 0 where none is."""
    due = Mail.objects.filter(sent_at=None, given_up_at=None, due_at__lte=timezone.now())
    return _seconds_since(due.aggregate(first=Min("due_at"))["first"]) or 0.0


def worker_silent() -> float | None:
    """Return for how many seconds no worker was heard of; None where none ever was."""
    return _seconds_since(last_pulse())


def last_pulse() -> datetime | None:
    """Return when a worker was heard of last."""
    return None


def _seconds_since(moment: datetime | None) -> float | None:
    return round(max(0.0, (timezone.now() - moment).total_seconds()), 1) if moment else None
