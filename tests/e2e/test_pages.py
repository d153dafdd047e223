"""What holds for every page: no inline styles or scripts, the right direction."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from tests.e2e.visit import DESKTOP, PHONE
from tests.factories import add_party, make_pledge, pick, write

INLINE = re.compile(r"""<style\b|<script(?![^>]*\bsrc=)|<[a-z][^>]*\s(?:style|on[a-z]+)\s*=""", re.IGNORECASE)
FILES = {"document/file.html", "document/_annex_timeline.html"}
"""Templates of a file alone that goes out of the house, HTML or PDF, and has its style with it"""
ARABIC = "تيسير وصول المهاجرين إلى الخدمات الأساسية، بصرف النظر عن وضعهم القانوني، من 2019 إلى 2023."


def test_no_template_has_inline_styles_or_scripts():
    root = Path(settings.BASE_DIR) / "templates"
    found = {
        str(path.relative_to(root)): INLINE.findall(path.read_text())
        for path in root.rglob("*.html")
        if str(path.relative_to(root)) not in FILES and INLINE.search(path.read_text())
    }
    assert found == {}


def test_the_search_for_inline_scripts_finds_some():
    assert INLINE.search('<p class="wording" style="color: red">')
    assert INLINE.search("<script>alert(1)</script>")
    assert INLINE.search('<button onclick="go()">')
    assert not INLINE.search('<script src="/static/js/preview.js" defer></script>')


@pytest.mark.e2e
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_arabic_pledge_runs_from_right_to_left(size, visit, world):
    pledge = make_pledge(world.society, language="ar", title="تعهد بشأن الهجرة", introduction=ARABIC, opening=ARABIC)
    add_party(pledge, "state", "KE", name="حكومة كينيا")
    write(pledge, "objective", ARABIC)
    pick(pledge, "a-protect-from-harm")
    window = visit(world.drafter, viewport=size)
    for slug in ("objectives", "actions", "check"):
        window.go(reverse(f"pledge_{slug}", args=[pledge.reference]))
        paper = window.page.locator("article.pledge")
        assert paper.get_attribute("dir") == "rtl"
        assert paper.get_attribute("lang") == "ar"
        assert window.page.locator("html").get_attribute("dir") == "ltr"
        assert window.width_to_spare() >= 0
        first = window.page.locator(".box-a p").first.bounding_box()
        around = window.page.locator(".box-a").bounding_box()
        assert around["x"] + around["width"] == pytest.approx(first["x"] + first["width"], abs=1), "flush right"
        assert paper.evaluate("paper => paper.scrollWidth <= paper.clientWidth")


@pytest.mark.e2e
@pytest.mark.parametrize(
    ("route", "more", "box", "key"),
    [
        ("pledge_objectives", (), ".box-a", "a-protect-from-harm"),
        ("pledge_theme", ("b-detention",), ".box-b", "b-detention-monitoring-visits"),
        ("pledge_indicators", (), ".box-c", "c-partnerships"),
    ],
)
def test_empty_box_says_so_until_something_is_ticked(route, more, box, key, visit, world):
    window = visit(world.drafter)
    window.go(reverse(route, args=[world.empty.reference, *more]))
    nothing = window.page.locator(f"{box} .todo")
    assert nothing.is_visible()
    window.tick(key).check()
    assert nothing.is_hidden()
    window.tick(key).uncheck()
    assert nothing.is_visible()


@pytest.mark.e2e
def test_paper_begins_at_what_is_worked_on(visit, world):
    window = visit(world.drafter)
    window.go(reverse("pledge_indicators", args=[world.pledge.reference]))
    heading, paper = window.page.locator(".box-c li").first.bounding_box(), window.page.locator(".paper").bounding_box()
    assert paper["y"] < heading["y"] < paper["y"] + paper["height"]
