"""Chromium for the browser tests, started once; a visit is one person's browser, and complains at the end."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.test import override_settings
from playwright.sync_api import Browser, ViewportSize, expect, sync_playwright
from rjsmin import jsmin

from commitments.models import User
from tests.conftest import Snapshot
from tests.e2e.post_office import PostOffice, open_post_office
from tests.e2e.visit import DESKTOP, Visit
from tests.e2e.world import World, make_world

PATIENCE = 90_000
"""How long the browser may take for what comes in the end, in milliseconds: a PDF on a busy machine has a minute"""
SWITCHES = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="package", autouse=True)
def _files_as_in_production(tmp_path_factory):
    """Serve the scripts in the form that pledgebuilder/storage.py gives them; browsers keep them, being old."""
    served = tmp_path_factory.mktemp("served") / "static"
    shutil.copytree(Path(settings.BASE_DIR) / "static", served)
    for file in served.glob("*/*"):
        if file.suffix == ".js":
            file.write_text(jsmin(file.read_text()))
        os.utime(file, (0, 1_000_000_000))
    with override_settings(STATICFILES_DIRS=[served]):
        yield


@pytest.fixture(scope="session", autouse=True)
def _database_beside_an_event_loop():
    """Playwright keeps an event loop in this thread; Django would refuse the database there, though no one awaits."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser():
    # Without a window around each page, which takes as much of the machine as the page.
    names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
    chromium = next(filter(None, map(shutil.which, names)), None)
    if not chromium:
        pytest.fail("The browser tests need Chromium. On Debian: apt-get install chromium-headless-shell")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def answered(live_server) -> Any:
    """Wait at the end until every request is answered: what a page saves as it closes is no matter of the next test."""
    open_requests: list[object] = []

    def begin(environ: dict[str, object], **_: object) -> None:
        open_requests.append(environ)

    def end(**_: object) -> None:
        open_requests.pop()

    request_started.connect(begin)
    request_finished.connect(end)
    yield
    time.sleep(0.05)  # until what is on its way has come
    until = time.monotonic() + 10
    while open_requests and time.monotonic() < until:
        time.sleep(0.01)
    request_started.disconnect(begin)
    request_finished.disconnect(end)


@pytest.fixture
def visit(browser: Browser, live_server, answered) -> Any:
    """Return a function that opens a window; it takes Playwright's options of a context, and who is signed in.

    Whatever a page wrote to the console as an error or a warning fails the test: errors of scripts, and what the
    Content-Security-Policy refused. Not so the browser's own line about a status of 4xx, which some tests expect.
    """
    visits: list[Visit] = []

    def open_window(user: User | None = None, **options: Any) -> Visit:
        context = browser.new_context(**{"viewport": DESKTOP, "locale": "en-GB", "reduced_motion": "reduce", **options})
        context.set_default_timeout(PATIENCE)
        new = Visit(context.new_page(), context, live_server.url)
        if user:
            new.sign_in(user)
        visits.append(new)
        return new

    yield open_window
    for open_visit in visits:
        open_visit.context.close()
    assert [complaint for open_visit in visits for complaint in open_visit.complaints] == []


@pytest.fixture(scope="module")
def _sweeping(browser: Browser, live_server) -> Any:
    """The one window of a sweep."""
    context = browser.new_context(viewport=DESKTOP, locale="en-GB", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    yield Visit(context.new_page(), context, live_server.url)
    context.close()


@pytest.fixture
def sweep(_sweeping: Visit, answered) -> Any:
    """Return a function that gives the one window of a sweep, and who is signed in there; nothing is left in it.

    A window of its own for each page would cost more than most pages.
    """

    def take(user: User | None = None, size: ViewportSize = DESKTOP) -> Visit:
        _sweeping.page.set_viewport_size(size)
        if user:
            _sweeping.sign_in(user)
        return _sweeping

    yield take
    _sweeping.forget()
    complaints, _sweeping.complaints[:] = list(_sweeping.complaints), []
    assert complaints == []


@pytest.fixture(autouse=True)
def _no_tries_so_far(db):
    """Counting of tries to sign in starts anew in each test."""
    cache.clear()


@pytest.fixture(scope="session")
def _made_worlds() -> Any:
    """Worlds that tests made before, by the function that made them: a snapshot of the database and the rows."""
    worlds: dict[Callable[[], World], tuple[Snapshot, World]] = {}
    yield worlds
    for snapshot, _world in worlds.values():
        snapshot.close()


@pytest.fixture
def put_up(live_server, _made_worlds) -> Callable[[Callable[[], World]], World]:
    """Return a function that gives what another one makes: made once for each process, then put back."""

    def put_up(make: Callable[[], World]) -> World:
        if make not in _made_worlds:
            world = make()
            _made_worlds[make] = Snapshot(), world
        snapshot, world = _made_worlds[make]
        snapshot.put_back()
        return deepcopy(world)

    return put_up


@pytest.fixture
def world(put_up) -> World:
    """A National Society, its people and their pledges."""
    return put_up(make_world)


@pytest.fixture
def post(settings, live_server) -> Iterator[PostOffice]:
    """The mail server; the site sends as it does in earnest."""
    settings.EMAIL_BACKEND = "commitments.people.mail.backend.Outbox"
    settings.MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.SITE_URL = live_server.url
    with open_post_office() as (office, port):
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield office
