"""Box D: the free text and the lines."""

from __future__ import annotations

import pytest

from commitments.models import ResourceLine
from commitments.services.resources import move_line, save_resources
from commitments.services.writing import WrongState
from commitments.wording.limits import MAX_PLEDGE_BYTES, TextRefused
from tests.factories import add_resource, make_pledge, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_user()


def descriptions(pledge) -> list[str]:
    return [line.description for line in pledge.resource_lines.all()]


def test_resources_are_saved_in_order_and_what_is_missing_is_removed(by):
    pledge = make_pledge()
    first, second = add_resource(pledge, description="One"), add_resource(pledge, description="Two")
    new = ResourceLine(kind="human", description="Three")
    save_resources(pledge, "In our own words", [new, second], by=by)
    pledge.refresh_from_db()
    assert pledge.resources_text == "In our own words"
    assert descriptions(pledge) == ["Three", "Two"]
    assert not ResourceLine.objects.filter(pk=first.pk).exists()
    assert pledge.section_states.get().slug == "resources"


def test_lines_of_other_pledges_stay(by):
    other = make_pledge()
    add_resource(other, description="Theirs")
    save_resources(make_pledge(), "", [], by=by)
    assert descriptions(other) == ["Theirs"]


def test_lines_move_and_stop_at_the_ends(by):
    pledge = make_pledge()
    lines = [add_resource(pledge, description=name) for name in "ABC"]
    move_line(lines[2], "up", by=by)
    assert descriptions(pledge) == ["A", "C", "B"]
    move_line(ResourceLine.objects.get(description="A"), "up", by=by)
    move_line(ResourceLine.objects.get(description="B"), "down", by=by)
    assert descriptions(pledge) == ["A", "C", "B"]


def test_too_much_text_in_the_lines_is_refused(by):
    pledge = make_pledge(introduction="x" * (MAX_PLEDGE_BYTES - 100))
    with pytest.raises(TextRefused, match="bytes"):
        save_resources(pledge, "", [ResourceLine(kind="human", description="y" * 200)], by=by)
    assert descriptions(pledge) == []


def test_resources_of_a_pledge_that_is_no_draft_stay(by):
    pledge = make_pledge(status="submitted")
    line = add_resource(pledge, description="One")
    with pytest.raises(WrongState):
        save_resources(pledge, "Other", [], by=by)
    with pytest.raises(WrongState):
        move_line(line, "up", by=by)
    assert descriptions(pledge) == ["One"]
