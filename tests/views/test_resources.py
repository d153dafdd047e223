"""The resources page: free text and lines."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.factories import add_resource, make_pledge
from tests.views.pages import count_queries, read, refused, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(pledge) -> str:
    return f"/pledges/{pledge.reference}/resources/"


LINE = {
    "line-0-kind": "financial",
    "line-0-description": "Three Service Points",
    "line-0-amount": "120000.50",
    "line-0-currency": "chf",
    "line-0-provider": "Government of Kenya",
}


def descriptions(pledge) -> list[str]:
    return [line.description for line in pledge.resource_lines.all()]


def test_text_and_a_line_are_saved_and_the_next_section_opens(drafter, pledge, url):
    response = send(drafter, url, {**LINE, "resources_text": "Joint\r\nfunding", "go": "next"})
    assert response.url == f"/pledges/{pledge.reference}/check/"
    pledge.refresh_from_db()
    assert pledge.resources_text == "Joint\nfunding"
    line = pledge.resource_lines.get()
    assert (line.kind, line.amount, line.currency) == ("financial", Decimal("120000.50"), "CHF")
    assert (line.description, line.provider) == ("Three Service Points", "Government of Kenya")
    page = read(drafter, url)
    assert page.fields["line-0-description"] == ["Three Service Points"]
    assert page.fields["line-1-description"] == [""]


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1,200,000", "1200000"),
        ("1 200 000.50", "1200000.50"),
        ("12\u202f000", "12000"),
        ("12'000", "12000"),
        (" 0.5 ", "0.50"),
        ("", None),
    ],
)
def test_amount_is_read_as_people_write_it(drafter, pledge, url, typed, amount):
    send(drafter, url, {**LINE, "line-0-amount": typed})
    assert pledge.resource_lines.get().amount == (Decimal(amount) if amount else None)


def test_line_untouched_is_not_saved(drafter, pledge, url):
    send(drafter, url, resources_text="Words", do="add")
    assert not pledge.resource_lines.exists()


def test_line_is_changed_moved_and_removed(drafter, pledge, url):
    for name in "ABC":
        add_resource(pledge, description=name)
    moved = send(drafter, url, {"line-1-description": "Second"}, do="move:1:up")
    assert moved.url == f"{url}#line-0-up"
    page = read(drafter, url)
    assert {"line-0-up", "line-2-down"} <= set(page.ids)
    assert page.html.count('aria-disabled="true"') == 2
    assert descriptions(pledge) == ["Second", "A", "C"]
    send(drafter, url, {"line-0-DELETE": "on"}, do="move:2:up")
    assert descriptions(pledge) == ["C", "A"]
    send(drafter, url, do="move:0:up")
    assert descriptions(pledge) == ["C", "A"]


@pytest.mark.parametrize("command", ["move:9:up", "move:x:up", "move:0:sideways", "move", "move:²:up", "junk"])
def test_command_that_makes_no_sense_just_saves(drafter, pledge, url, command):
    add_resource(pledge, description="A")
    add_resource(pledge, description="B")
    assert send(drafter, url, do=command).url == url
    assert descriptions(pledge) == ["A", "B"]


@pytest.mark.parametrize(
    ("changes", "says", "anchor"),
    [
        ({"line-0-currency": "Swiss francs"}, "three letters", "id_line-0-currency"),
        ({"line-0-currency": "C1F"}, "three letters", "id_line-0-currency"),
        ({"line-0-currency": "чфр"}, "three letters", "id_line-0-currency"),
        ({"line-0-amount": "-5"}, "zero or more", "id_line-0-amount"),
        ({"line-0-amount": "a lot"}, "Enter a number", "id_line-0-amount"),
        ({"line-0-amount": "1.200.000,50"}, "such as 1200000.50", "id_line-0-amount"),
        ({"line-0-amount": "1,5"}, "Enter a number", "id_line-0-amount"),
        ({"line-0-amount": "1,200 000"}, "Enter a number", "id_line-0-amount"),
        ({"line-0-amount": "NaN"}, "Enter a number", "id_line-0-amount"),
        ({"line-0-amount": "Infinity"}, "Enter a number", "id_line-0-amount"),
        ({"line-0-amount": "1e500"}, "no more than", "id_line-0-amount"),
        ({"line-0-amount": "9" * 40}, "no more than 15 digits", "id_line-0-amount"),
        ({"line-0-amount": "1.234"}, "no more than 2 decimal places", "id_line-0-amount"),
        ({"line-0-kind": "magic"}, "Select a valid choice", "id_line-0-kind"),
        ({"line-0-description": "word " * 101}, "characters long", "id_line-0-description"),
        ({"line-0-description": "two\nlines"}, "line break", "id_line-0-description"),
        ({"line-0-provider": "a\u202eb"}, "can reorder words", "id_line-0-provider"),
        ({"line-0-provider": "x" * 101}, "without a space", "id_line-0-provider"),
        ({"resources_text": "word " * 801}, "characters long", "id_resources_text"),
        ({"resources_text": "a\x00b"}, "control character", "id_resources_text"),
    ],
)
def test_bad_input_comes_back_as_typed(drafter, pledge, url, changes, says, anchor):
    typed = {"resources_text": "Kept words", **LINE, **changes}
    page = refused(send(drafter, url, typed, go="next"))
    assert says in page.html
    assert anchor in page.anchors
    for name, value in typed.items():
        if name == "line-0-kind" or "\n" in value or "\x00" in value:
            continue
        assert page.fields[name] == [value]
    assert not pledge.resource_lines.exists()


def test_every_error_shows_at_once(drafter, url):
    page = refused(
        send(drafter, url, {**LINE, "line-0-amount": "x", "line-0-currency": "y", "resources_text": "a\x07"})
    )
    assert {"id_resources_text", "id_line-0-amount", "id_line-0-currency"} <= set(page.anchors)


def test_too_much_text_comes_back_as_typed(drafter, pledge, url):
    pledge.introduction = "word " * 19_800
    pledge.save(update_fields=["introduction"])
    page = refused(send(drafter, url, {**LINE, "resources_text": "long " * 700}))
    assert "bytes of text" in page.html
    assert page.fields["resources_text"] == ["long " * 700]
    assert page.fields["line-0-description"] == ["Three Service Points"]
    assert not pledge.resource_lines.exists()


@pytest.mark.parametrize(
    "management",
    [
        {"line-TOTAL_FORMS": "", "line-INITIAL_FORMS": ""},
        {"line-TOTAL_FORMS": "1000000", "line-INITIAL_FORMS": "0"},
        {"line-TOTAL_FORMS": "x", "line-INITIAL_FORMS": "9" * 30},
    ],
)
def test_count_of_lines_that_was_tampered_with_is_refused(drafter, pledge, url, management):
    page = refused(send(drafter, url, {**LINE, **management, "resources_text": "Kept words"}))
    assert page.fields["resources_text"] == ["Kept words"]
    assert not pledge.resource_lines.exists()


@pytest.mark.parametrize("forged", ["theirs", "0", "x", "9" * 30])
def test_line_of_another_pledge_is_not_touched(drafter, pledge, url, forged):
    theirs = add_resource(make_pledge(), description="Theirs")
    add_resource(pledge, description="Ours")
    key = str(theirs.pk) if forged == "theirs" else forged
    send(drafter, url, {"line-0-id": key, "line-0-description": "Changed"})
    theirs.refresh_from_db()
    assert theirs.description == "Theirs"
    assert theirs.pledge != pledge
    assert "Ours" in descriptions(pledge)


@pytest.mark.parametrize("total", ["-1", "0", "1"])
def test_line_added_elsewhere_meanwhile_stays(drafter, pledge, url, total):
    fields = read(drafter, url).fields
    add_resource(pledge, description="Added elsewhere")
    response = drafter.post(url, {**fields, "line-TOTAL_FORMS": total, "resources_text": "Words"})
    assert response.status_code == 302
    assert descriptions(pledge) == ["Added elsewhere"]


def test_pledge_with_many_imported_lines_can_be_saved(drafter, pledge, url):
    for number in range(150):
        add_resource(pledge, description=f"Line {number}")
    assert send(drafter, url, go="next").status_code == 302
    assert pledge.resource_lines.count() == 150


def test_page_takes_the_same_queries_for_one_line_and_three(drafter, pledge, url):
    counts = []
    for _ in range(3):
        add_resource(pledge, description="Line")
        counts.append(count_queries(drafter, url))
    assert counts[0] == counts[2] <= 11
