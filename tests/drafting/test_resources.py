"""Box D: the free text and the lines."""

from __future__ import annotations

from decimal import Decimal

import pytest

from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.target import PledgeField
from commitments.drafting.editing.write import WrongStateError
from commitments.drafting.resources import move_line, place_line
from commitments.models import ResourceLine
from commitments.text.limits import MAX_PLEDGE_BYTES, TextRefusedError
from tests.edits import fill_blanks, line, remove_line, save
from tests.factories import add_resource, make_pledge, make_user

pytestmark = pytest.mark.django_db

NEW = "line-0123456789"


@pytest.fixture
def by():
    return make_user()


def text(said: str) -> Edit:
    return Edit(PledgeField("resources_text"), said)


def descriptions(pledge) -> list[str]:
    return [line.description for line in pledge.resource_lines.all()]


def test_resources_are_saved_in_order_and_what_is_taken_out_is_removed(by):
    pledge = make_pledge()
    first, second = add_resource(pledge, description="One"), add_resource(pledge, description="Two")
    new = line(NEW, is_new=True, kind="human", description="Three", amount=Decimal("12.50"))
    save(pledge, "resources", text("In our own words"), remove_line(first.key), *new, by=by)
    pledge.refresh_from_db()
    assert pledge.resources_text == "In our own words"
    assert descriptions(pledge) == ["Two", "Three"]
    assert not ResourceLine.objects.filter(pk=first.pk).exists()
    assert list(pledge.section_states) == ["resources"]
    added = pledge.resource_lines.get(key=NEW)
    assert (added.kind, added.amount, added.currency) == ("human", Decimal("12.50"), "")
    place_line(pledge, NEW, 1, by=by)
    assert descriptions(pledge) == ["Three", "Two"]
    second.refresh_from_db()


def test_line_that_is_not_taken_out_and_one_that_is_not_there_stay_as_they_are(by):
    pledge = make_pledge()
    one = add_resource(pledge, description="One")
    save(pledge, "resources", remove_line(one.key, is_ticked=False), remove_line(NEW), by=by)
    save(pledge, "resources", *line(NEW, description="Nobody began this one"), by=by)
    assert descriptions(pledge) == ["One"]


def test_lines_of_other_pledges_stay(by):
    pledge, other = make_pledge(), make_pledge()
    add_resource(other, key=NEW, description="Theirs")
    save(pledge, "resources", *line(NEW, is_new=True, description="Ours"), by=by)
    save(pledge, "resources", remove_line(NEW), by=by)
    assert descriptions(pledge) == []
    assert descriptions(other) == ["Theirs"]


def test_lines_move_and_stop_at_the_ends(by):
    pledge = make_pledge()
    keys = {name: add_resource(pledge, description=name).key for name in "ABC"}
    move_line(pledge, keys["C"], "up", by=by)
    assert descriptions(pledge) == ["A", "C", "B"]
    move_line(pledge, keys["A"], "up", by=by)
    move_line(pledge, keys["B"], "down", by=by)
    move_line(pledge, "line-nobody", "up", by=by)
    assert descriptions(pledge) == ["A", "C", "B"]


@pytest.mark.parametrize(("position", "order"), [(1, "CAB"), (2, "ACB"), (3, "ABC"), (4, "ABC"), (9999, "ABC")])
def test_line_is_put_in_its_place(by, position, order):
    pledge = make_pledge()
    keys = {name: add_resource(pledge, description=name).key for name in "ABC"}
    place_line(pledge, keys["C"], position, by=by)
    assert "".join(descriptions(pledge)) == order
    place_line(pledge, "line-nobody", 1, by=by)
    assert "".join(descriptions(pledge)) == order


def test_too_much_text_in_the_lines_is_refused(by):
    pledge = make_pledge(introduction="x" * (MAX_PLEDGE_BYTES - 100))
    with pytest.raises(TextRefusedError, match="bytes"):
        save(pledge, "resources", *line(NEW, is_new=True, description="y" * 200), by=by)
    assert descriptions(pledge) == []


def test_text_of_the_lines_is_counted_wherever_something_is_saved(by):
    pledge = make_pledge(introduction="x" * (MAX_PLEDGE_BYTES - 500))
    save(pledge, "resources", *line(NEW, is_new=True, description="é [a]", provider="z" * 200), by=by)
    assert pledge.line_bytes == 206
    opening = Edit(PledgeField("opening"), "y" * 400)
    with pytest.raises(TextRefusedError, match="bytes"):
        save(pledge, "introduction", opening, by=by)
    with pytest.raises(TextRefusedError, match="bytes"):
        fill_blanks(pledge, {"[a]": "word " * 70 + "end"}, by=by)
    fill_blanks(pledge, {"[a]": "wells"}, by=by)
    assert pledge.line_bytes == 208
    save(pledge, "resources", remove_line(NEW), by=by)
    assert pledge.line_bytes == 0
    save(pledge, "introduction", opening, by=by)


def test_resources_of_a_pledge_that_is_no_draft_stay(by):
    pledge = make_pledge(status="submitted")
    key = add_resource(pledge, description="One").key
    for verb in (
        lambda: save(pledge, "resources", text("Other"), remove_line(key), by=by),
        lambda: move_line(pledge, key, "up", by=by),
        lambda: place_line(pledge, key, 1, by=by),
    ):
        with pytest.raises(WrongStateError):
            verb()
    assert descriptions(pledge) == ["One"]
