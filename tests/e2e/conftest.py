"""Chromium for the browser tests, started once; a visit is one person's browser, and complains at the end."""

from __future__ import annotations

import os
import shutil
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, sync_playwright

from commitments.models import User
from tests.e2e.visit import DESKTOP, Visit
from tests.e2e.world import World, make_world

SWITCHES = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session", autouse=True)
def _database_beside_an_event_loop():
    """Playwright keeps an event loop in this thread; Django would refuse the database there, though no one awaits."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser():
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        pytest.fail("The browser tests need Chromium. On Debian and Ubuntu: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, live_server) -> Any:
    """Return a function that opens a window; it takes Playwright's options of a context, and who is signed in.

    Whatever a page wrote to the console as an error or a warning fails the test: errors of scripts, and what the
    Content-Security-Policy refused. Not so the browser's own line about a status of 4xx, which some tests expect.
    """
    visits: list[Visit] = []

    def open_window(user: User | None = None, **options: Any) -> Visit:
        context = browser.new_context(**{"viewport": DESKTOP, "locale": "en-GB", "reduced_motion": "reduce", **options})
        context.set_default_timeout(10_000)
        new = Visit(context.new_page(), context, live_server.url)
        if user:
            new.sign_in(user)
        visits.append(new)
        return new

    yield open_window
    for open_visit in visits:
        open_visit.context.close()
    assert [complaint for open_visit in visits for complaint in open_visit.complaints] == []


@pytest.fixture(autouse=True)
def _no_tries_so_far():
    """Counting of tries to sign in starts anew in each test."""
    cache.clear()


@pytest.fixture
def world(live_server) -> World:
    """A National Society, its people and their pledges."""
    return make_world()
