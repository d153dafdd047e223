"""What machines ask of the site: whether it lives, can serve, and how it fares."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured, MiddlewareNotUsed
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from commitments.models import Mail, ModelText
from commitments.people.mail.queue import post
from commitments.web import health
from commitments.web.metrics import Metrics
from tests.factories import make_pledge
from tests.web.views.test_unavailable import Down

pytestmark = pytest.mark.django_db
ANY_NAME = {"host": "10.0.0.7:8000"}
"""As a load balancer asks, which knows no name of the site"""


def ask(address: str = "/readyz", **headers: str) -> tuple[int, dict[str, Any]]:
    response = Client().get(address, headers={**ANY_NAME, **headers})
    return response.status_code, json.loads(response.content)


def test_process_that_lives_says_so_without_asking_the_database(settings):
    settings.SECURE_SSL_REDIRECT = True
    down = Down()
    with connection.execute_wrapper(down):
        response = Client().get("/healthz", headers=ANY_NAME)
    assert (response.status_code, response.content, response["Cache-Control"]) == (200, b"alive\n", "no-store")
    assert down.asked == 0
    assert Client().head("/healthz").status_code == 200
    assert Client().post("/healthz", secure=True).status_code == 404


def test_site_is_ready_with_database_migrations_and_library(settings):
    settings.SECURE_SSL_REDIRECT = True
    ready = {"ready": True, "database": True, "migrations": True, "library": True}
    assert ask() == (200, {**ready, "mail_waits": 0.0, "worker_silent": None})


def test_site_is_not_ready_without_one_of_them():
    with connection.execute_wrapper(Down()):
        assert ask() == (503, {"ready": False, "database": False})
    ModelText.objects.all().delete()
    assert ask() == (503, {"ready": False, "database": True, "migrations": True, "library": False})
    MigrationRecorder(connection).record_unapplied(*sorted(MigrationRecorder(connection).applied_migrations())[-1])
    assert ask() == (503, {"ready": False, "database": True, "migrations": False})


def test_mail_that_waits_and_a_worker_that_is_silent_are_told(monkeypatch):
    for minutes in (-3, 5, 2):
        mail = post("a@example.org", "Hello", "Body")
        Mail.objects.filter(pk=mail.pk).update(due_at=timezone.now() - timedelta(minutes=minutes))
    sent = post("b@example.org", "Hello", "Body")
    Mail.objects.filter(pk=sent.pk).update(due_at=timezone.now() - timedelta(days=1), sent_at=timezone.now())
    monkeypatch.setattr(health, "last_pulse", lambda: timezone.now() - timedelta(seconds=30))
    status, told = ask()
    assert status == 200
    assert 300 <= told["mail_waits"] < 400
    assert 30 <= told["worker_silent"] < 130


@pytest.fixture
def metrics(settings):
    """The middleware as it is where the setting says so, around the site."""
    settings.METRICS = True
    return Client()


def figures(client: Client, **headers: str) -> dict[str, float]:
    response = client.get("/metrics", headers=headers)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/plain; version=")
    lines = [line for line in response.content.decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _space, value in (line.rpartition(" ") for line in lines)}


def test_figures_tell_of_requests_and_of_what_waits(metrics):
    make_pledge(title="Wells")
    post("a@example.org", "Hello", "Body")
    given_up = post("b@example.org", "Hello", "Body")
    Mail.objects.filter(pk=given_up.pk).update(given_up_at=timezone.now())
    for address in ("/help/", "/help/", "/nothing/", "/v/secret-code/"):
        metrics.get(address)
    metrics.generic("BREW", "/help/")
    found = figures(metrics)
    count = "pledgebuilder_answer_seconds_count"
    assert {name: value for name, value in found.items() if name.startswith(count)} == {
        f'{count}{{method="GET",status="2xx",view="help"}}': 2.0,
        f'{count}{{method="GET",status="4xx",view="none"}}': 1.0,
        f'{count}{{method="GET",status="4xx",view="verify"}}': 1.0,
        f'{count}{{method="other",status="4xx",view="help"}}': 1.0,
    }
    assert {name: found[f"pledgebuilder_{name}"] for name in ("database_up", "mails_waiting", "mails_given_up")} == {
        "database_up": 1.0,
        "mails_waiting": 1.0,
        "mails_given_up": 1.0,
    }
    assert found['pledgebuilder_pledges{status="draft"}'] == 1.0
    assert "secret-code" not in str(found)


def test_figures_say_that_the_database_is_down(metrics):
    with connection.execute_wrapper(Down()):
        found = figures(metrics)
    assert found["pledgebuilder_database_up"] == 0.0


def test_figures_are_for_the_machine_itself_or_who_shows_the_token(metrics, settings):
    assert metrics.get("/metrics", headers={"x-forwarded-for": "203.0.113.9"}).status_code == 404
    assert metrics.get("/metrics", headers={"forwarded": "for=203.0.113.9"}).status_code == 404
    for address in ("203.0.113.9", "", "10.0.0.1"):
        assert metrics.get("/metrics", REMOTE_ADDR=address).status_code == 404
    assert metrics.get("/metrics", REMOTE_ADDR="::1").status_code == 200
    settings.METRICS_TOKEN = "a long one"
    assert metrics.get("/metrics").status_code == 404
    assert metrics.get("/metrics", headers={"authorization": "Bearer another"}).status_code == 404
    answer = metrics.get("/metrics", headers={"authorization": "Bearer a long one"}, REMOTE_ADDR="203.0.113.9")
    assert answer.status_code == 200


def test_there_are_no_figures_unless_the_setting_says_so(client):
    assert client.get("/metrics").status_code == 404
    with pytest.raises(MiddlewareNotUsed):
        Metrics(lambda _request: HttpResponse())


def test_setting_without_the_package_says_which_one_is_missing(settings, monkeypatch):
    settings.METRICS = True
    monkeypatch.setitem(__import__("sys").modules, "prometheus_client", None)
    with pytest.raises(ImproperlyConfigured, match="install the extra “metrics”"):
        Metrics(lambda _request: HttpResponse())
