"""What a colleague saves shows on a page that is open, within ten seconds; what is being typed stays as it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median

import pytest
from playwright.sync_api import Request, Route, expect

from commitments.models import Pledge
from tests import edits
from tests.e2e.visit import Visit
from tests.factories import add_member, add_party, add_resource, make_pledge, make_user, pick, write

pytestmark = pytest.mark.e2e
SAFETY, HARM = "a-safety-dignity-rights", "a-protect-from-harm"
THEME = "b-rescue-and-services"
POINTS = f"{THEME}-humanitarian-service-points"
WELLS, LINE = "own-0000000001", "line-0000000001"
CLAUSE = "Keep volunteers safe in camps, and pay them."
SOON = 10
"""Within how many seconds what a colleague saves is to show"""
A_TURN = (
    "new Promise(done => { const way = new MessageChannel(); way.port1.onmessage = done; way.port2.postMessage(0) })"
)
"""Lets what waits in the page for an answer go on, though its clock stands still"""


@dataclass
class Open:
    """A page that is open: its clock stands still until it is told to go on."""

    window: Visit
    asked: int = 0
    answered: int = 0
    """How often it has asked for news, and how often it was answered"""

    def __post_init__(self) -> None:
        self.page = self.window.page
        self.page.clock.install()
        self.page.on("request", self.ask)
        self.page.on("requestfinished", self.answer)

    def ask(self, request: Request) -> None:
        self.asked += "in=news" in request.url

    def answer(self, request: Request) -> None:
        self.answered += "in=news" in request.url

    def seconds_until_news(self, most: int = 90) -> int:
        """Let time pass until it has asked and was answered; return how much: more than `most` if it didn't."""
        before = self.asked
        for passed in range(1, most + 1):
            self.page.clock.run_for(1000)
            self.page.evaluate(A_TURN)
            if self.asked > before:
                self.window.wait_until(lambda: self.answered == self.asked)
                self.page.evaluate(A_TURN)
                return passed
        return most + 1

    def hear(self) -> None:
        """Let time pass until it has asked and was answered."""
        assert self.seconds_until_news() <= 90

    def save(self) -> None:
        """Let the time pass after which it saves what was typed."""
        self.page.clock.run_for(3000)


@pytest.fixture
def pledge(live_server) -> Pledge:
    pledge = make_pledge(title="Wells", introduction=CLAUSE, opening="We pledge:")
    add_party(pledge, "state", "KE", key="party-state")
    pick(pledge, SAFETY)
    pick(pledge, POINTS)
    write(pledge, "objective", "Dig wells.", key=WELLS)
    add_resource(pledge, description="Cars", key=LINE)
    return pledge


def person(pledge: Pledge, name: str):
    user = make_user(name=name)
    add_member(pledge.organisation, user)
    return user


@pytest.fixture
def mine(visit, pledge) -> Open:
    return Open(visit(person(pledge, "Joseph Otieno")))


@pytest.fixture
def hers(visit, pledge) -> Visit:
    window: Visit = visit(person(pledge, "Amina Wanjiru"), java_script_enabled=False)
    return window


def go(window: Visit, pledge: Pledge, page: str = "introduction/") -> None:
    window.go(f"/pledges/{pledge.reference}/{page}")


def save(window: Visit, pledge: Pledge, page: str, **fields: str) -> None:
    go(window, pledge, page)
    for name, value in fields.items():
        window.page.locator(f'[name="{name}"]').fill(value)
    window.save()


def test_text_shows_and_what_is_typed_meanwhile_goes_on(mine, hers, pledge):
    go(mine.window, pledge)
    introduction, opening = mine.page.get_by_label("Introduction"), mine.page.get_by_label("Opening sentence")
    opening.focus()
    save(hers, pledge, "introduction/", introduction=CLAUSE.replace("pay them", "pay them well"))
    mine.hear()
    expect(introduction).to_have_value(CLAUSE.replace("pay them", "pay them well"))
    expect(mine.page.locator("article.pledge")).to_contain_text("pay them well.")
    merged = mine.page.locator("#merged")
    expect(merged).to_contain_text("Amina Wanjiru changed the pledge just now.")
    assert merged.get_attribute("role") == "status"
    expect(mine.page.locator("#readers")).to_have_text("Amina is changing this section.")
    expect(opening).to_be_focused()
    # A field in which one is stays as it is, and says so; both have their words in it.
    introduction.focus()
    save(hers, pledge, "introduction/", introduction=CLAUSE.replace("pay them", "feed and pay them well"))
    mine.hear()
    expect(introduction).to_have_value(CLAUSE.replace("pay them", "pay them well"))
    expect(merged).to_contain_text("Amina Wanjiru also changed what you are writing.")
    introduction.fill(CLAUSE.replace("pay them", "pay them well").replace("Keep", "Keep all"))
    mine.save()
    mine.window.says("Saved")
    both = CLAUSE.replace("pay them", "feed and pay them well").replace("Keep", "Keep all")
    assert Pledge.objects.get().introduction == both
    expect(introduction).not_to_have_value(both)
    introduction.blur()
    mine.page.clock.run_for(1000)
    expect(introduction).to_have_value(both)
    link = merged.get_by_role("link", name="See what changed")
    expect(link).to_have_attribute("href", re.compile(r"from=\d+&to=now$"))


def test_every_section_and_the_pledges_page_show_what_is_new(mine, hers, pledge):
    looks = {
        "": "article.pledge",
        "parties/": "#parties",
        "objectives/": f"#{WELLS}",
        f"actions/{THEME}/": "article.pledge",
        "indicators/": "article.pledge",
        "resources/": f"#{LINE}",
    }
    windows = {page: Open(mine.window.another_tab()) for page in looks}
    for page, each in windows.items():
        go(each.window, pledge, page)
    save(hers, pledge, f"items/{WELLS}/", text="Dig deep wells.")
    save(hers, pledge, "parties/party-state/", focal_name="Grace Njeri")
    save(hers, pledge, "resources/", **{f"{LINE}-description": "Lorries"})
    save(hers, pledge, f"actions/{THEME}/", **{f"{POINTS}-responsible": "Her unit"})
    shown = {
        "": "Dig deep wells.",
        "parties/": "Grace Njeri",
        "objectives/": "Dig deep wells.",
        f"actions/{THEME}/": "Her unit",
        "indicators/": "Dig deep wells.",
        "resources/": "",
    }
    for page, each in windows.items():
        each.hear()
        expect(each.page.locator(looks[page])).to_contain_text(shown[page])
    expect(windows["resources/"].page.locator(f'[name="{LINE}-description"]')).to_have_value("Lorries")
    expect(windows[f"actions/{THEME}/"].page.locator(f'[name="{POINTS}-responsible"]')).to_have_value("Her unit")
    expect(windows[""].page.get_by_role("link", name="See what changed")).to_be_visible()


def test_rows_come_and_go_and_a_new_wording_is_asked_about_where_its_clause_went(mine, hers, pledge):
    go(mine.window, pledge, "objectives/")
    mine.page.locator(f"#{SAFETY}").get_by_role("button", name="Reword").click()
    words = mine.page.locator(f"#{SAFETY}-text")
    words.wait_for()
    go(hers, pledge, "objectives/")
    hers.tick(SAFETY).uncheck()
    hers.tick(HARM).check()
    hers.page.locator('[name="own"]').fill("Plant trees.")
    hers.save()
    mine.hear()
    expect(mine.window.tick(HARM)).to_be_checked()
    expect(mine.window.tick(SAFETY)).not_to_be_checked()
    expect(mine.page.locator("ul.clause-list")).to_contain_text("Plant trees.")
    expect(mine.page.locator("article.pledge")).to_contain_text("Plant trees.")
    expect(words).to_be_visible()
    words.fill("Keep them all safe.")
    mine.save()
    mine.window.says("Not yet merged. Kept on this device.")
    mine.window.follow(mine.window.button("Compare the two texts"))
    expect(mine.page.locator("fieldset.conflict")).to_contain_text("Amina Wanjiru took this out of the pledge")
    mine.page.get_by_label("Put it back, with your words").check()
    mine.window.follow(mine.window.button("Save what I chose"))
    item = pledge.items.get(key=SAFETY)
    assert (item.chosen, item.text) == (True, "Keep them all safe.")


def test_page_that_was_long_on_its_way_puts_nothing_back(mine, hers, pledge):
    go(mine.window, pledge)
    introduction = mine.page.get_by_label("Introduction")
    save(hers, pledge, "introduction/", opening="She pledges:")
    held: list[str] = []

    def hold(route: Route) -> None:
        drawn = route.fetch()
        if not held:
            held.append(drawn.text())
            introduction.fill("Mine, saved since")
            mine.window.keep()
            introduction.blur()
        route.fulfill(response=drawn)

    mine.page.route("**/introduction/?in=news*", hold)
    mine.hear()
    mine.hear()
    expect(mine.page.get_by_label("Opening sentence")).to_have_value("She pledges:")
    expect(introduction).to_have_value("Mine, saved since")
    assert "She pledges:" in held[0]
    assert "Mine" not in held[0]
    introduction.fill("Mine, and more")
    mine.window.keep()
    mine.window.says("Saved")
    assert Pledge.objects.get().introduction == "Mine, and more"


def test_it_asks_more_seldom_where_nothing_happens_and_not_at_all_where_nobody_looks(mine, pledge):
    go(mine.window, pledge)
    mine.hear()
    assert median(mine.seconds_until_news() for _ in range(5)) <= SOON
    mine.page.clock.fast_forward(600_000)
    mine.window.wait_until(lambda: mine.answered == mine.asked)
    mine.page.evaluate(A_TURN)
    assert [mine.seconds_until_news() for _ in range(5)][-1] > 30
    mine.page.evaluate("Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    assert [mine.seconds_until_news() for _ in range(2)] == [91, 91]
    seen = mine.asked
    mine.page.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")
    mine.window.wait_until(lambda: mine.answered == mine.asked > seen)
    mine.page.evaluate(A_TURN)
    # Once it can't be changed any more there is nothing to ask for.
    Pledge.objects.update(status=Pledge.Status.IN_CIRCULATION)
    mine.hear()
    assert mine.seconds_until_news() == 91


def test_words_that_are_not_saved_stay_though_a_colleague_took_their_row_out(mine, pledge):
    go(mine.window, pledge, "resources/")
    amount = mine.page.locator(f'[name="{LINE}-amount"]')
    amount.fill("a lot")
    mine.save()
    expect(mine.page.locator("#saved")).to_contain_text("has no number in digits")
    amount.blur()
    edits.save(pledge, "resources", edits.remove_line(LINE), by=person(pledge, "Amina Wanjiru"))
    mine.hear()
    expect(mine.page.locator("article.pledge")).not_to_contain_text("Cars")
    expect(amount).to_have_value("a lot")
