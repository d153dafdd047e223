"""Items of their own, made of a list that was typed into one: in one save, in order, and back again."""

from __future__ import annotations

import pytest

from commitments import document
from commitments.drafting.comments import say
from commitments.drafting.editing.write import WrongStateError, editing
from commitments.drafting.picking import move
from commitments.drafting.restoring import restore
from commitments.drafting.splitting import parts, split, unsplit
from commitments.models import Actor, Change, Item, Pledge
from commitments.text.limits import MAX_ITEMS, TextRefusedError
from tests.factories import add_party, link, make_pledge, make_user, pick, write

pytestmark = pytest.mark.django_db

SAFETY = "a-safety-dignity-rights"
REFUGEES = "a-gcr-humanitarian-objectives"
ACTION = "b-detention-draw-on-expertise"
LIST = "1. Dig wells.\n2. Build ponds.\n  a) here;\n  b) there.\n3. Report."
PARTS = ["Dig wells.", "Build ponds.\na) here;\nb) there.", "Report."]


@pytest.fixture
def pledge() -> Pledge:
    return make_pledge()


@pytest.fixture
def by():
    return make_user()


def chosen(pledge: Pledge, kind: str) -> list[Item]:
    return list(pledge.items.filter(kind=kind, chosen=True).order_by("position"))


@pytest.mark.parametrize(("kind", "section"), [("objective", "objectives"), ("indicator", "indicators")])
def test_list_becomes_items_at_its_place(pledge, by, kind, section):
    write(pledge, kind, "Before.")
    item = write(pledge, kind, LIST)
    write(pledge, kind, "After.")
    assert split(pledge, item.key, section=section, by=by) == 3
    assert [each.text for each in chosen(pledge, kind)] == ["Before.", *PARTS, "After."]
    assert pledge.items.get(key=item.key).text == PARTS[0]
    assert {each.wording for each in chosen(pledge, kind)} == {"own"}
    assert split(pledge, item.key, section=section, by=by) == 0
    assert len(chosen(pledge, kind)) == 5


def test_words_before_a_list_stay_the_item(pledge, by):
    item = write(pledge, "objective", "We will:\n• dig;\n• build.")
    split(pledge, item.key, section="objectives", by=by)
    printed = document.build(pledge)
    assert [objective.sentence for objective in printed.objectives] == ["We will:", "dig.", "build."]


def test_parts_of_an_action_are_led_and_dated_as_it_was_and_stay_under_its_heading(pledge, by):
    party, objective = add_party(pledge, "state", "KE"), write(pledge, "objective", "Dig.")
    plan = {"theme_name": "Water", "start": "2020", "end": "2021", "responsible": "Unit", "leads": [party.key]}
    action = write(pledge, "action", LIST, linked=[objective.key], **plan)
    write(pledge, "action", "Elsewhere.", theme_name="Land")
    split(pledge, action.key, section="actions", by=by)
    water, _land = document.build(pledge).themes
    assert [(each.number, each.text) for each in water.actions] == [
        (f"1.{number}", text) for number, text in enumerate(PARTS, start=1)
    ]
    assert {(each.start, each.end, each.responsible, each.leads, each.serves) for each in water.actions} == {
        ("2020", "2021", "Unit", (0,), (objective.key,))
    }


def test_what_an_indicator_is_measured_by_stays_with_the_first(pledge, by):
    action = write(pledge, "action", "Dig.")
    item = write(pledge, "indicator", LIST, baseline="2", target="9", verification="Report", linked=[action.key])
    split(pledge, item.key, section="indicators", by=by)
    assert [(each.baseline, each.target, each.verification, each.linked) for each in chosen(pledge, "indicator")] == [
        ("2", "9", "Report", [action.key]),
        ("", "", "", [action.key]),
        ("", "", "", [action.key]),
    ]


def test_it_is_one_save_that_the_history_takes_back(pledge, by):
    item = write(pledge, "objective", LIST)
    before = pledge.changes.newest()
    version = Pledge.objects.get(pk=pledge.pk).version_of("objectives")
    split(pledge, item.key, section="objectives", by=by)
    pledge.refresh_from_db()
    assert pledge.version_of("objectives") == version + 1
    assert {(change.version, change.by) for change in Change.objects.filter(pledge=pledge, pk__gt=before)} == {
        (version + 1, by)
    }
    restore(pledge, before, by=by)
    assert [each.text for each in chosen(pledge, "objective")] == [LIST]


def test_parts_end_as_items_do(pledge, by):
    item = write(pledge, "indicator", "• wells dug;\n• ponds built; and\n• laws passed")
    assert parts(item) == ["wells dug.", "ponds built.", "laws passed."]
    split(pledge, item.key, section="indicators", by=by)
    assert [each.text for each in chosen(pledge, "indicator")] == parts(item)


def split_in(pledge: Pledge, item: Item, section: str, by) -> int:
    """Take an item's list apart; return the version of the section after that."""
    split(pledge, item.key, section=section, by=by)
    return Pledge.objects.get(pk=pledge.pk).version_of(section)


@pytest.mark.parametrize(("kind", "section"), [("objective", "objectives"), ("indicator", "indicators")])
def test_split_is_taken_back_to_the_one_item_as_it_stood(pledge, by, kind, section):
    write(pledge, kind, "Before.")
    item = write(pledge, kind, LIST)
    write(pledge, kind, "After.")
    version = split_in(pledge, item, section, by)
    assert unsplit(pledge, version, section=section, by=make_user())
    assert [each.text for each in chosen(pledge, kind)] == ["Before.", LIST, "After."]
    assert pledge.items.get(key=item.key).text == LIST
    assert [each.text for each in pledge.items.filter(chosen=False)] == ["", ""]
    assert not unsplit(pledge, version, section=section, by=by)
    assert split(pledge, item.key, section=section, by=by) == 3
    assert [each.text for each in chosen(pledge, kind)] == ["Before.", *PARTS, "After."]


def test_split_is_taken_back_though_its_items_were_moved_and_others_changed(pledge, by):
    item, other = write(pledge, "objective", LIST), write(pledge, "objective", "After.")
    version = split_in(pledge, item, "objectives", by)
    move(chosen(pledge, "objective")[1], "up", section="objectives", by=by)
    with editing(pledge, "objectives", by=by) as draft:
        draft.items[other.key].text = "After all."
    assert unsplit(pledge, version, section="objectives", by=by)
    assert sorted(each.text for each in chosen(pledge, "objective")) == [LIST, "After all."]


def reword(pledge: Pledge, item: Item, **columns: object) -> None:
    with editing(pledge, "objectives", by=make_user()) as draft:
        for name, value in columns.items():
            setattr(draft.items[item.key], name, value)


@pytest.mark.parametrize(
    "since",
    [
        lambda pledge, first, _second: reword(pledge, first, text="Dig more wells."),
        lambda pledge, _first, second: reword(pledge, second, text="Build many ponds."),
        lambda pledge, _first, second: reword(pledge, second, chosen=False),
        lambda pledge, _first, second: reword(pledge, second, responsible="The unit"),
        lambda pledge, _first, second: link(write(pledge, "action", "Train."), linked=[second]),
        lambda pledge, _first, second: write(pledge, "addition", "including wells", parent=second),
        lambda pledge, _first, second: say(pledge, Actor(make_user()), f"item:{second.key}", "Why?", is_shared=False),
    ],
    ids=["first text", "text", "taken out", "responsible", "link", "addition", "comment"],
)
def test_split_whose_items_were_used_since_is_not_taken_back(pledge, by, since):
    item = write(pledge, "objective", LIST)
    version = split_in(pledge, item, "objectives", by)
    first, second, _third = chosen(pledge, "objective")
    since(pledge, first, second)
    before = list(pledge.items.values())
    assert not unsplit(pledge, version, section="objectives", by=by)
    assert list(pledge.items.values()) == before


def test_what_was_no_split_is_not_taken_back(pledge, by):
    item = write(pledge, "objective", "Dig.")
    reword(pledge, item, text="Dig wells.")
    version = Pledge.objects.get(pk=pledge.pk).version_of("objectives")
    with editing(pledge, "objectives", by=by) as draft:
        draft.items[item.key].text = "Dig."
        new = Item(pledge=draft.pledge, key="own-1111111111", position=9, kind="objective", text="Build.")
        draft.items[new.key] = new
    for each in (version, version + 1, version + 2, 0):
        assert not unsplit(pledge, each, section="objectives", by=by)
    assert [each.text for each in chosen(pledge, "objective")] == ["Dig.", "Build."]


def test_split_of_a_pledge_that_goes_round_is_not_taken_back(pledge, by):
    version = split_in(pledge, write(pledge, "objective", LIST), "objectives", by)
    Pledge.objects.filter(pk=pledge.pk).update(status="in-circulation")
    with pytest.raises(WrongStateError):
        unsplit(Pledge.objects.get(pk=pledge.pk), version, section="objectives", by=by)


@pytest.mark.parametrize("text", ["Dig wells.", "Dig\nwells.", "1. Dig wells."])
def test_what_is_no_list_stays_whole(pledge, by, text):
    item = write(pledge, "objective", text)
    assert parts(item) == []
    assert split(pledge, item.key, section="objectives", by=by) == 0
    assert not Change.objects.filter(pledge=pledge, by=by).exists()


def test_clause_addition_and_what_is_taken_out_stay_whole(pledge):
    assert parts(pick(pledge, ACTION, LIST)) == []
    assert parts(write(pledge, "objective", LIST, chosen=False)) == []
    objective = pick(pledge, REFUGEES)
    assert parts(write(pledge, "addition", LIST, parent=objective)) == []


def test_unknown_item_and_too_many_items_change_nothing(pledge, by):
    assert split(pledge, "own-0000000000", section="objectives", by=by) == 0
    item = write(pledge, "objective", LIST)
    Item.objects.bulk_create(
        Item(pledge=pledge, kind="indicator", key=f"own-{n}", position=n + 10, text="Wells")
        for n in range(MAX_ITEMS - 2)
    )
    with pytest.raises(TextRefusedError, match=f"Keep at most {MAX_ITEMS}"):
        split(pledge, item.key, section="objectives", by=by)
    assert [each.text for each in chosen(pledge, "objective")] == [LIST]


def test_pledge_that_goes_round_is_not_touched(pledge, by):
    item = write(pledge, "objective", LIST)
    Pledge.objects.filter(pk=pledge.pk).update(status="in-circulation")
    with pytest.raises(WrongStateError):
        split(Pledge.objects.get(pk=pledge.pk), item.key, section="objectives", by=by)
