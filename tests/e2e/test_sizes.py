"""What goes over the line, compressed as in production: a first view of at most 20 kB, every further page 8 kB."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.management import call_command
from django.middleware.gzip import GZipMiddleware
from django.test import Client

from tests.e2e.pages import LOOKS, SECTIONS, Look
from tests.e2e.world import World, make_world, whole_menu

FIRST_VIEW, FURTHER_PAGE = 20 * 1024, 8 * 1024
WHOLE_MENU = 11 * 1024
"""A further page of a pledge with all 66 clauses of the menu in it, more than any real one: no promise, but a limit"""
SCRIPTS_AFTER = 10 * 1024
LATER = re.compile(r'data-js-then="([^"]+)"')
NAMED = re.compile(r'(?:src|href)="/static/([^"#]+)')


@pytest.fixture
def world(db, settings, tmp_path, monkeypatch) -> World:
    """The site with its static files as production serves them: hashed names, compressed.

    Without the up to 100 bytes that Django adds by lot, so that nobody learns a secret from a page's length.
    """
    monkeypatch.setattr(GZipMiddleware, "max_random_bytes", 0)
    settings.STATIC_ROOT = str(tmp_path)
    backend = "pledgebuilder.storage.SmallScripts"
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


def over(limit: int, weights: dict[str, tuple[int, int]], column: int) -> dict[str, int]:
    return {name: bytes_[column] for name, bytes_ in weights.items() if bytes_[column] > limit}


def test_pages_are_light(world, tmp_path):
    weights = weigh(world, tmp_path, [look for look in LOOKS if not (look.arrive or look.spoilt)])
    assert len(weights) > len(SECTIONS)
    assert over(FURTHER_PAGE, weights, 0) == {}
    assert over(FIRST_VIEW, weights, 1) == {}


def test_scripts_that_come_after_the_page_are_light(world, tmp_path):
    """What one does with a page comes after what one sees of it (js/later.js), and is kept for the next pages."""
    client = Client()
    client.force_login(world.drafter)
    html = client.get(f"/pledges/{world.pledge.reference}/objectives/").content.decode()
    names = {name for found in LATER.findall(html) for name in re.findall(r"/static/(\S+)", found)}
    assert {name.split(".")[0] for name in names} >= {"js/autosave", "js/device", "js/order", "js/reword"}
    assert sum(size_of(tmp_path / name) for name in names) <= SCRIPTS_AFTER


def test_pages_of_a_pledge_with_every_clause_stay_in_bounds(world, tmp_path):
    world.pledge = whole_menu(world.society)
    weights = weigh(world, tmp_path, [look for look in LOOKS if look.name in {"hub", "theme", *SECTIONS}])
    assert over(WHOLE_MENU, weights, 0) == {}
