"""Ticking a clause shows on the paper, to the letter, what saving prints."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from commitments import document
from commitments.models import Item
from tests.factories import make_member, make_pledge, pick

pytestmark = pytest.mark.e2e
REFUGEES = "a-gcr-humanitarian-objectives"
OTHER = "a-reduce-suffering-on-routes"
ADDITIONS = ["a-gcr-responsibility-sharing", "a-gcr-durable-solutions", "a-gcr-refugee-rights"]


@pytest.fixture
def pledge(live_server):
    pledge = make_pledge(title="Wells")
    pick(pledge, REFUGEES, "Help refugees!")
    return pledge


@pytest.fixture
def window(visit, pledge):
    window = visit(make_member(organisation=pledge.organisation))
    window.go(f"/pledges/{pledge.reference}/objectives/")
    return window


def sentence(window) -> str:
    return window.page.locator(f"#paper-{REFUGEES} > div").inner_text()


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_ticked_additions_read_as_the_saved_sentence(window, pledge, count):
    assert sentence(window) == "Help refugees!"
    for key in ADDITIONS:
        window.tick(key).check()
    for key in ADDITIONS[count:]:
        window.tick(key).uncheck()
    ticked = sentence(window)
    window.save()
    printed = document.build(pledge).objectives[0].sentence
    assert ticked == sentence(window) == printed


def test_objective_takes_its_additions_along_when_it_goes(window, pledge):
    for key in ADDITIONS:
        window.tick(key).check()
    window.tick(REFUGEES).uncheck()
    assert not any(window.tick(key).is_checked() for key in ADDITIONS)
    assert not window.page.locator(f"#paper-{REFUGEES}").is_visible()
    window.tick(ADDITIONS[0]).check()
    assert window.tick(REFUGEES).is_checked()
    assert sentence(window).startswith("Help refugees!, including support for")
    window.tick(REFUGEES).uncheck()
    window.save()
    assert not Item.objects.filter(pledge=pledge, chosen=True).exists()


def test_what_a_click_takes_out_comes_back_as_it_was_as_long_as_the_page_is_open(window, pledge):
    pick(pledge, OTHER)
    for key in ADDITIONS[:2]:
        pick(pledge, key)
    window.page.reload()
    printed = document.build(pledge).objectives[0].sentence
    undo = window.button("Undo")
    window.tick(REFUGEES).uncheck()
    expect(undo).to_be_visible()
    window.tick(OTHER).uncheck()
    expect(window.page.get_by_text("Less suffering along migration routes: Taken out of your pledge.")).to_be_visible()
    window.keep()
    assert not Item.objects.filter(pledge=pledge, chosen=True).exists()
    undo.click()
    expect(window.tick(OTHER)).to_be_checked()
    expect(window.tick(OTHER)).to_be_focused()
    undo.click()
    expect(undo).to_have_count(0)
    assert [window.tick(key).is_checked() for key in (REFUGEES, *ADDITIONS)] == [True, True, True, False]
    assert sentence(window) == printed
    window.tick(OTHER).uncheck()
    expect(undo).to_be_visible()
    window.tick(OTHER).check()  # by hand
    expect(undo).to_have_count(0)
    window.keep()
    assert document.build(pledge).objectives[0].sentence == printed
    assert set(pledge.items.filter(chosen=True).values_list("key", flat=True)) == {REFUGEES, OTHER, *ADDITIONS[:2]}


def test_paper_follows_the_boxes_of_a_refused_page(window, pledge):
    window.tick(ADDITIONS[0]).check()
    window.page.get_by_label("Write your own").fill("x" * 101)
    window.follow(window.button("Save and continue"))  # until the page's scripts have run
    assert window.status == 422
    assert window.tick(ADDITIONS[0]).is_checked()
    assert sentence(window).startswith("Help refugees!, including support for")


def test_reword_shows_once_a_clause_is_ticked_and_loses_nothing(window, pledge):
    row = window.page.locator("#a-safety-dignity-rights")
    reword = row.get_by_role("button", name="Reword")
    assert not reword.is_visible()
    row.get_by_role("checkbox").check()
    window.page.get_by_label("Write your own").fill("Dig wells")
    reword.click()
    expect(window.page.get_by_label("Wording")).to_be_focused()
    assert window.page.get_by_label("Write your own").input_value() == "Dig wells"
    [own] = Item.objects.filter(pledge=pledge, clause=None)
    assert (own.text, own.chosen) == ("Dig wells", False)
    window.save()
    own.refresh_from_db()
    assert own.chosen
