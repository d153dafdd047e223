"""What goes over the line, compressed as in production: a first view of at most 23 kB, every further page 9.5 kB.

The run ends with the room that is left under each limit (tests/conftest.py prints it).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.management import call_command
from django.middleware.gzip import GZipMiddleware
from django.test import Client

from tests.e2e.pages import LOOKS, SECTIONS, Look
from tests.e2e.world import World, make_world, whole_menu

FIRST_VIEW, FURTHER_PAGE = 23 * 1024, 9.5 * 1024
WHOLE_MENU = 13 * 1024
"""A further page of a pledge with all 66 clauses of the menu in it, more than any real one: no promise, but a limit"""
SCRIPTS_AFTER = 11 * 1024
LATER = re.compile(r'data-js-then="([^"]+)"')
NAMED = re.compile(r'(?:src|href)="/static/([^"#]+)')


@pytest.fixture
def world(db, settings, tmp_path, monkeypatch) -> World:
    """The site with its static files as production serves them: hashed names, compressed.

    Without the up to 100 bytes that Django adds at random, so that nobody learns a secret from a page's length.
    """
    monkeypatch.setattr(GZipMiddleware, "max_random_bytes", 0)
    settings.STATIC_ROOT = str(tmp_path)
    backend = "pledgebuilder.storage.SmallFiles"
    settings.STORAGES = {**project.STORAGES, "staticfiles": {"BACKEND": backend}}
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]  # ours alone: quick
    call_command("collectstatic", interactive=False, verbosity=0)
    return make_world()


def size_of(path: Path) -> int:
    """How many bytes of a static file go over the line: compressed where that is smaller."""
    zipped = path.with_name(path.name + ".gz")
    return (zipped if zipped.exists() else path).stat().st_size


def weigh(world: World, root: Path, looks: list[Look]) -> dict[str, tuple[int, int]]:
    """Return for every page the bytes of its HTML, and of all that it names with it."""
    weights = {}
    for look in looks:
        client = Client()
        if look.who:
            client.force_login(getattr(world, look.who))
        response = client.get(look.path(world), headers={"accept-encoding": "gzip"})
        assert response.status_code == look.status
        html = len(response.content)
        text = client.get(look.path(world)).content.decode()
        files = {root / name for name in NAMED.findall(text)}
        assert not [file for file in files if file.suffix in (".woff", ".woff2", ".ttf", ".otf")]
        weights[look.name] = (html, html + sum(size_of(file) for file in files))
    return weights


@pytest.fixture
def hold(record_property) -> Callable[[str, float, dict[str, int]], None]:
    """Return a function that holds the bytes of pages against a limit, and has the room that is left printed."""

    def hold(what: str, limit: float, weights: dict[str, int]) -> None:
        heaviest = max(weights, key=lambda name: weights[name])
        record_property("room", f"{limit - weights[heaviest]:6,.0f} of {limit:,.0f} bytes: {what} (here {heaviest})")
        assert {name: weight for name, weight in weights.items() if weight > limit} == {}

    return hold


def test_pages_are_light(world, tmp_path, hold):
    weights = weigh(world, tmp_path, [look for look in LOOKS if not (look.arrive or look.spoilt)])
    assert len(weights) > len(SECTIONS)
    hold("a further page", FURTHER_PAGE, {name: html for name, (html, _all) in weights.items()})
    hold("a first view", FIRST_VIEW, {name: with_files for name, (_html, with_files) in weights.items()})


def test_scripts_that_come_after_the_page_are_light(world, tmp_path, hold):
    """What one does with a page comes after what one sees of it (js/later.js), and is kept for the next pages."""
    client = Client()
    client.force_login(world.drafter)
    html = client.get(f"/pledges/{world.pledge.reference}/objectives/").content.decode()
    names = {name for found in LATER.findall(html) for name in re.findall(r"/static/(\S+)", found)}
    assert {name.split(".")[0] for name in names} >= {"js/autosave", "js/device", "js/order", "js/reword"}
    hold("scripts that load after", SCRIPTS_AFTER, {"all": sum(size_of(tmp_path / name) for name in names)})


def test_pages_of_a_pledge_with_every_clause_stay_in_bounds(world, tmp_path, hold):
    world.pledge = whole_menu(world.society)
    weights = weigh(world, tmp_path, [look for look in LOOKS if look.name in {"hub", "theme", *SECTIONS}])
    hold("a page with every clause", WHOLE_MENU, {name: html for name, (html, _all) in weights.items()})
