"""How the site fares, for Prometheus: requests by view, and what waits, as its text format has them.

Off unless METRICS is set. Then for who shows METRICS_TOKEN (`Authorization: Bearer …`), or, where there is none, for
the machine itself: not what a proxy on it hands on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from ipaddress import ip_address
from secrets import compare_digest
from time import perf_counter
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, MiddlewareNotUsed
from django.db import DatabaseError, InterfaceError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse

from commitments.models import Mail, Pledge
from commitments.web.health import mail_waits, worker_silent

if TYPE_CHECKING:
    from prometheus_client.core import Metric

PATH = "/metrics"
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""The steps in which it is counted how long answers took"""


class Metrics:
    """The middleware that counts requests, and answers `/metrics`. It isn't there unless the setting says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.METRICS:
            raise MiddlewareNotUsed
        try:
            import prometheus_client  # noqa: PLC0415  of an extra: only where it is asked for
        except ImportError as missing:
            message = "METRICS is set, and prometheus-client is missing: install the extra “metrics”."
            raise ImproperlyConfigured(message) from missing
        self.get_response = get_response
        self.write = prometheus_client.generate_latest
        self.content_type = prometheus_client.CONTENT_TYPE_LATEST
        self.registry = prometheus_client.CollectorRegistry()
        self.registry.register(_Waiting())
        names = ("method", "view", "status")
        self.seconds = prometheus_client.Histogram(
            "pledgebuilder_answer_seconds",
            "How long answers took, in seconds",
            names,
            buckets=SECONDS,
            registry=self.registry,
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == PATH and _may_read(request):
            return HttpResponse(self.write(self.registry), headers={"Content-Type": self.content_type})
        start = perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        view = match.view_name if match else "none"  # a file, or an address that there isn't
        method = request.method if request.method in ("GET", "HEAD", "POST") else "other"
        self.seconds.labels(method, view, f"{response.status_code // 100}xx").observe(perf_counter() - start)
        return response


def _may_read(request: HttpRequest) -> bool:
    """Whether somebody may read the figures; else there is no such address."""
    if settings.METRICS_TOKEN:
        shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return compare_digest(shown.encode(), settings.METRICS_TOKEN.encode())
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:  # of a Unix socket, which has none
        return False


class _Waiting:
    """What is read from the database as it is asked for, the same on each machine."""

    def describe(self) -> Iterable[Metric]:
        return ()

    def collect(self) -> Iterable[Metric]:
        from prometheus_client.core import GaugeMetricFamily as Gauge  # noqa: PLC0415  of an extra, as above

        try:
            known = _known()
        except (DatabaseError, InterfaceError):
            return [Gauge("pledgebuilder_database_up", "Whether the database answers", value=0)]
        found: list[Metric] = [Gauge(f"pledgebuilder_{name}", text, value=value) for name, text, value in known]
        pledges = Gauge("pledgebuilder_pledges", "Pledges by their state", labels=["status"])
        for status, count in Pledge.objects.filter(deleted_at=None).values_list("status").annotate(Count("pk")):
            pledges.add_metric([status], count)
        return [*found, pledges]


def _known() -> list[tuple[str, str, float]]:
    """Return name, words and value of each figure."""
    mails = Mail.objects.filter(sent_at=None)
    silent = worker_silent()
    return [
        ("database_up", "Whether the database answers", 1),
        ("mails_waiting", "Mails that are still to be sent", mails.filter(given_up_at=None).count()),
        ("mails_given_up", "Mails that never arrived", mails.exclude(given_up_at=None).count()),
        ("mail_waits_seconds", "For how long a mail has been due", mail_waits()),
        ("worker_silent_seconds", "Since when no worker was heard of", float("nan") if silent is None else silent),
    ]
