"""What `manage.py check --deploy` says of our own settings, and with `--database default` of what stands beside them.

Faults that no site can live with are refused at start (pledgebuilder/environment.py); these are for before it opens.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Warning  # noqa: A004 - the name that Django gives it
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from commitments.models import Mail, ModelText

WAITS_TOO_LONG = timedelta(minutes=10)
"""Due for so long, a mail shows that nobody sends any"""
PORT_OF_TLS_FROM_THE_START = 465


def own_settings(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Return what is missing in the settings, or doesn't go together."""
    return [*_addresses(), *_mail(), *_surroundings()]


def _addresses() -> Iterator[CheckMessage]:
    site = urlsplit(settings.SITE_URL)
    if site.scheme != "https":
        said = "SITE_URL begins with http://. Personal links in mails would go in the clear: write https://"
        yield Error(said, id="commitments.E010")
    names = {host.lower().strip("[]") for host in settings.ALLOWED_HOSTS}
    if (site.hostname or "") not in names:
        said = f"SITE_URL leads to {site.hostname}, which is not among ALLOWED_HOSTS. No link in a mail would work."
        yield Error(said, id="commitments.E011")


def _mail() -> Iterator[CheckMessage]:
    if not os.environ.get("EMAIL_HOST", "").strip():
        said = "EMAIL_HOST is not set. Mail goes to this machine itself: name your mail server, or localhost."
        yield Warning(said, id="commitments.W010")
    if settings.EMAIL_PORT == PORT_OF_TLS_FROM_THE_START:
        said = "EMAIL_PORT is 465, where a mail server expects TLS at once. Use its port for STARTTLS, mostly 587."
        yield Error(said, id="commitments.E012")
    if settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith("@localhost"):
        said = "DEFAULT_FROM_EMAIL is an address at localhost. Few would get such mail: write one of your domain."
        yield Warning(said, id="commitments.W011")
    if not os.environ.get("CONTACT_EMAIL", "").strip():
        said = "CONTACT_EMAIL is not set. Answers and questions go to the sender's address: name who reads them."
        yield Warning(said, id="commitments.W012")


def _surroundings() -> Iterator[CheckMessage]:
    if not os.environ.get("BEHIND_PROXY", "").strip():
        said = (
            "BEHIND_PROXY is not set. Write 1 where a proxy ends TLS: else each page leads to itself. Without one, 0."
        )
        yield Warning(said, id="commitments.W013")
    if connection.vendor == "sqlite":
        said = "The database is SQLite, on this machine alone. For many people at once use PostgreSQL (DATABASE_URL)."
        yield Info(said, id="commitments.I010")


def installation(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Return what is not done yet on this machine and in its database; nothing unless a database is named."""
    if not databases:
        return []
    found = list(_files())
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        said = "The database is not of this version. Run: manage.py migrate"
        return [*found, Error(said, id="commitments.E013")]
    return [*found, *_rows()]


def _files() -> Iterator[CheckMessage]:
    if not settings.DEBUG and not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        said = "Styles and scripts are not collected: no page would work. Run: manage.py collectstatic --noinput"
        yield Error(said, id="commitments.E014")


def _rows() -> Iterator[CheckMessage]:
    if not ModelText.objects.exists():
        said = "There is no model text to start a pledge from. Run: manage.py load_library"
        yield Warning(said, id="commitments.W014")
    long_ago = timezone.now() - WAITS_TOO_LONG
    waiting = Mail.objects.filter(sent_at=None, given_up_at=None, tries=0, due_at__lt=long_ago).count()
    if waiting:
        waits = "1 mail waits" if waiting == 1 else f"{waiting} mails wait"
        said = f"{waits} for more than ten minutes. Start what sends them beside the site (docs/deploy.md)."
        yield Warning(said, id="commitments.W015")
