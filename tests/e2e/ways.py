"""The ways in which one errand is done: with a pointer, by keyboard alone, without JavaScript, on small screens.

A hand does each step; it counts what a person presses and which pages come. Typing and Tab are free, as is choosing in
a list by typing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Download, Locator, ViewportSize

from tests.e2e.visit import DESKTOP, PHONE, Visit

MOST_STOPS = 600
IS_REACHED = "element => element === document.activeElement"
TURN_ABOUT = "addEventListener('DOMContentLoaded', () => { document.documentElement.dir = 'rtl'; });"


@dataclass
class Cost:
    """What one step of an errand takes."""

    clicks: int = 0
    pages: int = 0


@dataclass
class Hand:
    """Does what a person does with a pointer; typing needs none, as Tab leads from field to field."""

    window: Visit
    costs: dict[str, Cost] = field(default_factory=dict)
    step_now: str = ""

    def __post_init__(self) -> None:
        self.window.page.on("domcontentloaded", lambda _page: self._count(pages=1))

    def _count(self, *, clicks: int = 0, pages: int = 0) -> None:
        cost = self.costs.setdefault(self.step_now, Cost())
        cost.clicks += clicks
        cost.pages += pages

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Name what is done next; its page is to be as wide as the window when it is done."""
        self.step_now = name
        yield
        self.window.page.wait_for_load_state()  # what was waited for may stand above what is still to come
        assert self.window.width_to_spare() >= 0, f"{name}: {self.window.path} scrolls sideways"

    @property
    def total(self) -> Cost:
        return Cost(sum(cost.clicks for cost in self.costs.values()), sum(cost.pages for cost in self.costs.values()))

    # What a person does

    def press(self, target: Locator) -> None:
        """Press a button or follow a link."""
        self._count(clicks=1)
        target.click()

    def tick(self, box: Locator) -> None:
        self._count(clicks=1)
        box.check()

    def type(self, place: Locator, text: str) -> None:
        place.fill(text)

    def choose(self, place: Locator, label: str) -> None:
        place.select_option(label=label)

    # What they do again and again

    def go_on(self, button: str, *, to: str) -> None:
        """Press a button, and come to the page whose address ends like that, whatever place of it is named."""
        self.press(self.button(button))
        self.window.page.wait_for_url(re.compile(f"{re.escape(to)}(#.*)?$"))

    def button(self, name: str) -> Locator:
        """Return the button of that name; of several alike, the one that is seen."""
        return self.window.page.get_by_role("button", name=name, exact=True).locator("visible=true").first

    def follow(self, ending: str) -> None:
        """Come to a page of the pledge: by a link of this page if it has one, else by way of the pledge's own."""
        page = self.window.page
        link = page.locator(f"main a[href$='{ending}']:visible, main a[href*='{ending}#']:visible").first
        if not link.count():
            self.press(page.locator(".breadcrumb a").first)
            link.wait_for()
        self.press(link)
        page.wait_for_url(f"**{ending}*")

    def download(self, ending: str) -> Download:
        with self.window.page.expect_download() as download:
            self.press(self.window.page.locator(f"main a[href$='{ending}']").first)
        return download.value


class Keys(Hand):
    """Presses keys alone: Tab, Space, Enter, letters."""

    def reach(self, target: Locator) -> None:
        """Press Tab until the focus is there."""
        target = target.element_handle()  # type: ignore[assignment]  # asked often: found once
        for _ in range(MOST_STOPS):
            if target.evaluate(IS_REACHED):
                return
            self.window.page.keyboard.press("Tab")
        pytest.fail(f"The Tab key never comes to {target} of {self.window.path}.")

    def press(self, target: Locator) -> None:
        self._count(clicks=1)
        self.reach(target)
        self.window.page.keyboard.press("Enter")

    def tick(self, box: Locator) -> None:
        self._count(clicks=1)
        self.reach(box)
        self.window.page.keyboard.press("Space")

    def type(self, place: Locator, text: str) -> None:
        self.reach(place)
        self.window.page.keyboard.press("Control+A")
        self.window.page.keyboard.insert_text(text)

    def choose(self, place: Locator, label: str) -> None:
        self.reach(place)
        labels = [each.strip() for each in place.locator("option").all_text_contents()]
        down = labels.index(label) - int(place.evaluate("list => list.selectedIndex"))
        for _ in range(abs(down)):
            self.window.page.keyboard.press("ArrowDown" if down > 0 else "ArrowUp")


@dataclass(frozen=True)
class Way:
    """How the errand is done."""

    name: str
    hand: type[Hand] = Hand
    size: ViewportSize = field(default_factory=lambda: DESKTOP)
    options: dict[str, Any] = field(default_factory=dict)
    """Of the browser's context"""
    script: str = ""
    """Run in every page before its own"""
    is_counted: bool = False

    def __str__(self) -> str:
        return self.name


ZOOMED = ViewportSize(width=DESKTOP["width"] // 2, height=DESKTOP["height"] // 2)
NARROW = ViewportSize(width=320, height=640)
WAYS = [
    Way("counted", is_counted=True),
    Way("keys alone, at 200 %", Keys, ZOOMED, {"device_scale_factor": 2}),
    Way("without JavaScript, at 390 pixels", Hand, PHONE, {"java_script_enabled": False}),
    Way("right to left, at 320 pixels", Hand, NARROW, script=TURN_ABOUT),
]
"""Each difficulty once; two of them in one, so that the run takes half as long"""
