"""The page that asks what shall stand where two people changed one text, or one took out what the other reworded."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from commitments.models import Item, Pledge
from tests.factories import add_member, add_party, add_resource, make_user, pick, write
from tests.web.views.conftest import signed_in
from tests.web.views.pages import Page, changed, read, send
from tests.web.views.test_autosave import answered, autosave

pytestmark = pytest.mark.django_db
SAFETY, OWN, LINE = "a-safety-dignity-rights", "own-0000000001", "line-0000000001"
CLAUSE = "Keep volunteers safe in camps, and pay them."


@pytest.fixture
def colleague(pledge) -> Client:
    user = make_user(name="Joseph Otieno")
    add_member(pledge.organisation, user)
    return signed_in(user)


def settle(client: Client, url: str, page: Page, *taken: str, **more: Any) -> str:
    """Choose for each conflict of a page what to take; return the words that the next page says first."""
    fields = {name: value for name, value in page.fields.items() if not name.startswith("take-")}
    choices = {f"take-{number}": choice for number, choice in enumerate(taken, start=1)}
    response = client.post(url, {**fields, **choices, **more})
    assert response.status_code == 302
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def asked(response) -> Page:
    assert response.status_code == 409
    return Page(response.content.decode())


@pytest.mark.parametrize(("taken", "is_chosen"), [("back", True), ("out", False)])
@pytest.mark.parametrize("key", [SAFETY, OWN])
def test_wording_of_an_item_that_was_taken_out_is_asked_about_and_kept(
    drafter, colleague, pledge, key, taken, is_chosen
):
    pick(pledge, SAFETY)
    write(pledge, "objective", "Dig wells.", key=OWN)
    url = f"/pledges/{pledge.reference}/items/{key}/"
    drawn = read(drafter, url).fields
    left = next(each for each in (SAFETY, OWN) if each != key)
    send(colleague, f"/pledges/{pledge.reference}/objectives/", {"pick": [left]})
    # The script is told, and the page asks
    mine = "Dig deep wells, آبار عميقة."
    said = answered(autosave(drafter, url, {"text": mine}), 409)
    assert said["conflicts"] == ["text"]
    page = asked(drafter.post(url, {**drawn, "text": mine}))
    assert "<h1>What you wrote on was taken out</h1>" in page.html
    assert "Joseph Otieno took this out of the pledge while you were writing." in page.html
    assert page.fields["take-1"] == ["back"]
    item = Item.objects.get(key=key)
    assert (item.chosen, item.text == mine) == (False, False)
    # When it is answered
    settle(drafter, url, page, taken)
    item.refresh_from_db()
    assert (item.chosen, item.text) == (is_chosen, mine)


@pytest.mark.parametrize(("taken", "lines"), [("back", [("Wells", "Ours")]), ("theirs", [])])
def test_words_for_a_line_that_was_taken_out_are_asked_about(drafter, colleague, pledge, taken, lines):
    add_resource(pledge, key=LINE, description="Wells", provider="Theirs")
    url = f"/pledges/{pledge.reference}/resources/"
    drawn = read(drafter, url).fields
    send(colleague, url, {f"{LINE}-remove": "on"})
    page = asked(drafter.post(url, {**drawn, f"{LINE}-provider": "Ours"}))
    assert "Who provides it" in page.html
    assert pledge.resource_lines.count() == 0
    settle(drafter, url, page, taken)
    assert list(pledge.resource_lines.values_list("description", "provider")) == lines


@pytest.mark.parametrize(("taken", "names"), [("back", ["Ms. Mine"]), ("theirs", [])])
def test_words_for_a_party_that_was_removed_are_asked_about(drafter, colleague, pledge, taken, names):
    add_party(pledge, "state", "KE", key="party-ke", focal_name="Mr. Old")
    url = f"/pledges/{pledge.reference}/parties/party-ke/"
    drawn = read(drafter, url).fields
    send(colleague, f"/pledges/{pledge.reference}/parties/", remove="party-ke")
    page = asked(drafter.post(url, {**drawn, "focal_name": "Ms. Mine"}))
    settle(drafter, url, page, taken)
    assert list(pledge.parties.values_list("focal_name", flat=True)) == names


@pytest.fixture
def introduction(pledge) -> str:
    Pledge.objects.filter(pk=pledge.pk).update(introduction=CLAUSE)
    return f"/pledges/{pledge.reference}/introduction/"


def test_changes_at_different_places_are_both_there_with_and_without_scripts(drafter, colleague, pledge, introduction):
    drawn = read(drafter, introduction).fields
    send(colleague, introduction, {"introduction": CLAUSE.replace("pay them", "pay them well")})
    both = CLAUSE.replace("Keep", "Keep all").replace("pay them", "pay them well")
    said = answered(autosave(drafter, introduction, {"introduction": CLAUSE.replace("Keep", "Keep all")}))
    assert (said["conflicts"], said["together"]) == ([], {"introduction": both})
    assert said["merged"] == "Joseph Otieno also changed this section. Both your changes are kept."
    pledge.refresh_from_db()
    assert pledge.introduction == both
    # A page that went on from what it showed says so; without scripts, from a page as old, nothing is different.
    more = CLAUSE.replace("Keep", "Keep all our")
    over = {"over:introduction": CLAUSE.replace("Keep", "Keep all")}
    said = answered(autosave(drafter, introduction, {"introduction": more}, said["version"], **over))
    assert said["together"] == {"introduction": both.replace("all", "all our")}
    response = drafter.post(introduction, {**drawn, "introduction": CLAUSE.replace("in camps", "in every camp")})
    assert response.status_code == 302
    pledge.refresh_from_db()
    assert pledge.introduction == "Keep all our volunteers safe in every camp, and pay them well."


def test_third_wording_begins_with_both_texts_in_one(drafter, colleague, pledge, introduction):
    drawn = read(drafter, introduction).fields
    send(colleague, introduction, {"introduction": CLAUSE.replace("pay", "feed") + "\nTheirs"})
    page = asked(drafter.post(introduction, {**drawn, "introduction": CLAUSE.replace("pay", "house") + "\nMine"}))
    proposal = "Keep volunteers safe in camps, and [feed / house] them.\nTheirs\nMine"
    assert page.fields["third-1"] == [f"\n{proposal}".removeprefix("\n")]
    assert "It begins with both texts in one." in page.html
    settle(drafter, introduction, page, "third")
    pledge.refresh_from_db()
    assert pledge.introduction == proposal


def test_own_other_page_is_oneself(drafter, pledge, introduction):
    autosave(drafter, introduction, {"introduction": "One"}, page="0" * 16)
    fields = {**changed("introduction", version=0), "introduction": "Two", "page": "1" * 16}
    page = asked(drafter.post(introduction, fields))
    assert "<h1>You changed the same text twice</h1>" in page.html
    assert "Take what you saved on another page" in page.html
    assert "third-1" in page.fields
