"""Who reads a pledge now, and which changes they had seen before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.target import PledgeField
from commitments.drafting.readers import note_reader, others_reading
from commitments.models import Change, Pledge, Reader, User
from tests.edits import save
from tests.factories import make_pledge, make_user

pytestmark = pytest.mark.django_db


class Clock:
    """The time, which goes on when it is told to."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def on(self, **time: float) -> None:
        self.time += timedelta(**time)


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.time)
    return clock


@pytest.fixture
def pledge(clock) -> Pledge:
    return make_pledge()


@pytest.fixture
def amina() -> User:
    return make_user("amina@example.org", name="Amina Wanjiru")


@pytest.fixture
def joseph() -> User:
    return make_user("joseph@example.org")


def stored(pledge: Pledge) -> Pledge:
    return Pledge.objects.get(pk=pledge.pk)


def reader(pledge: Pledge, user: User) -> Reader:
    found = stored(pledge).reader(user)
    assert found is not None
    return found


def change(pledge: Pledge, by: User) -> int:
    """Change something in the parties section; return the primary key of the change."""
    save(pledge, "parties", Edit(PledgeField("title"), f"Title {Change.objects.count()}"), by=by)
    last = Change.objects.last()
    assert last is not None
    return last.pk


def visit(pledge: Pledge, user: User, section: str) -> Reader:
    note_reader(stored(pledge), user, section)
    return reader(pledge, user)


# Who is here


def test_nobody_reads_at_first(pledge, amina):
    assert pledge.reader(amina) is None
    assert others_reading(pledge, amina, "actions") == []


@pytest.mark.parametrize(("seconds", "is_here"), [(0, True), (60, True), (299, True), (300, False), (86400, False)])
def test_reader_is_here_for_five_minutes(pledge, amina, joseph, clock, seconds, is_here, django_assert_num_queries):
    visit(pledge, amina, "actions")
    clock.on(seconds=seconds)
    found = stored(pledge)
    with django_assert_num_queries(0):
        assert others_reading(found, joseph, "actions") == (["Amina"] if is_here else [])


def test_reader_is_in_one_section_at_a_time_and_nobody_is_told_of_themselves(pledge, amina, joseph, clock):
    grace = make_user(name="Grace Mutua")
    visit(pledge, amina, "actions")
    visit(pledge, joseph, "actions")
    found = stored(pledge)
    assert others_reading(found, grace, "actions") == ["Amina", "joseph@example.org"]
    assert others_reading(found, amina, "actions") == ["joseph@example.org"]
    assert others_reading(found, grace, "objectives") == []
    visit(pledge, amina, "objectives")
    found = stored(pledge)
    assert others_reading(found, grace, "actions") == ["joseph@example.org"]
    assert others_reading(found, grace, "objectives") == ["Amina"]


def test_who_saves_is_here_again(pledge, amina, joseph, clock):
    visit(pledge, amina, "parties")
    for _ in range(3):
        clock.on(minutes=4)
        change(pledge, amina)
        assert others_reading(stored(pledge), joseph, "parties") == ["Amina"]
    clock.on(minutes=5)
    assert others_reading(stored(pledge), joseph, "parties") == []


def test_who_saves_without_having_opened_a_page_is_no_reader(pledge, amina):
    change(pledge, amina)
    assert stored(pledge).readers == {}


# How often it is written


def test_place_is_written_at_most_once_a_minute(pledge, amina, clock, django_assert_num_queries):
    first = visit(pledge, amina, "actions")
    for _ in range(2):
        clock.on(seconds=30)
        found = stored(pledge)
        with django_assert_num_queries(0):
            note_reader(found, amina, "actions")
    assert reader(pledge, amina) == first
    clock.on(seconds=1)
    found = stored(pledge)
    with django_assert_num_queries(2 + 2):  # two of them for a savepoint: a test is a transaction
        note_reader(found, amina, "actions")
    assert reader(pledge, amina).when == clock.time
    assert found.reader(amina) == reader(pledge, amina)


def test_another_section_is_written_at_once(pledge, amina, clock):
    visit(pledge, amina, "actions")
    clock.on(seconds=1)
    assert visit(pledge, amina, "objectives") == Reader(
        name="Amina", section="objectives", at=clock.time.isoformat(), seen=0, latest=0
    )
    assert visit(pledge, amina, "").section == ""


def test_reading_changes_nothing_else(pledge, amina, clock):
    before: Any = Pledge.objects.values().get()
    clock.on(minutes=1)
    visit(pledge, amina, "actions")
    after: Any = Pledge.objects.values().get()
    assert {name for name in before if before[name] != after[name]} == {"readers"}
    assert not Change.objects.exists()


def test_readers_leave_one_another_in_place(pledge, amina, joseph, clock):
    first = visit(pledge, amina, "actions")
    visit(pledge, joseph, "actions")
    change(pledge, joseph)
    assert reader(pledge, amina) == first


# What is new to them


def test_first_visit_has_seen_what_is_there(pledge, amina, joseph, clock):
    last = change(pledge, joseph)
    assert (visit(pledge, amina, "").seen, reader(pledge, amina).latest) == (last, last)
    make_pledge()
    other = make_pledge()
    change(other, joseph)
    assert visit(other, amina, "").seen > last


def test_what_comes_during_a_visit_is_new_until_the_next_one(pledge, amina, joseph, clock):
    seen = change(pledge, joseph)
    visit(pledge, amina, "")
    clock.on(minutes=20)
    latest = change(pledge, joseph)
    now = visit(pledge, amina, "parties")
    assert (now.seen, now.latest) == (seen, latest)
    clock.on(minutes=30)  # after the last page, not the first one
    assert visit(pledge, amina, "").seen == seen


def test_next_visit_begins_after_half_an_hour_where_the_last_one_ended(pledge, amina, joseph, clock):
    change(pledge, joseph)
    visit(pledge, amina, "")
    clock.on(minutes=10)
    seen = change(pledge, joseph)
    visit(pledge, amina, "parties")
    later = change(pledge, joseph)
    clock.on(minutes=30, seconds=1)
    latest = change(pledge, joseph)
    now = visit(pledge, amina, "")
    assert (now.seen, now.latest) == (seen, latest)
    assert seen < later < latest
    clock.on(days=3)
    assert visit(pledge, amina, "").seen == latest


def test_saving_keeps_a_visit_going_and_moves_nothing(pledge, amina, joseph, clock):
    seen = change(pledge, joseph)
    visit(pledge, amina, "parties")
    for _ in range(3):
        clock.on(minutes=20)
        change(pledge, amina)
    now = reader(pledge, amina)
    assert (now.seen, now.latest, now.section, now.when) == (seen, seen, "parties", clock.time)
    clock.on(minutes=20)
    assert visit(pledge, amina, "parties").seen == seen
