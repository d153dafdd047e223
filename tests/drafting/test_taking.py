"""Taking suggested changes of every kind into the pledge, and undoing that."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from commitments.drafting.amendments import amendment
from commitments.drafting.comments import CannotCommentError
from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.merge import save
from commitments.drafting.editing.target import ItemField, PledgeField
from commitments.drafting.editing.write import WrongStateError
from commitments.drafting.suggesting import NewItem, suggest, suggest_new, suggest_plan, suggest_removal
from commitments.drafting.taking import decline, take, untake
from commitments.models import Actor, Change, Comment, Draft, Item, Notice, Pledge
from commitments.text.limits import TextRefusedError
from tests.factories import add_party, make_guest, make_member, make_pledge, pick, write

pytestmark = pytest.mark.django_db
WELLS, DIG = "item:own-wells", "item:own-dig"
ACTION, OBJECTIVE, INDICATOR = Item.Kind.ACTION, Item.Kind.OBJECTIVE, Item.Kind.INDICATOR


@pytest.fixture
def pledge() -> Pledge:
    pledge = make_pledge(title="Wells")
    add_party(pledge, "state", "KE", key="party-state")
    add_party(pledge, "national_society", "KE", key="party-society")
    write(pledge, "objective", "Dig three wells.", key="own-wells")
    write(pledge, "action", "Dig them.", key="own-dig", start="2020-01", end="2020-12", leads=["party-state"])
    return pledge


@pytest.fixture
def amina(pledge):
    return make_member("drafter", pledge.organisation, "amina@example.org")


@pytest.fixture
def jonas(pledge):
    return make_guest(pledge)


@pytest.fixture
def theirs(jonas) -> Actor:
    return Actor(guest=jonas)


def seen(comment: Comment) -> str:
    found = amendment(Draft(Pledge.objects.get(pk=comment.pledge_id)), comment)
    assert found
    return found.mark


def item(pledge: Pledge, key: str) -> Item:
    return Item.objects.get(pledge=pledge, key=key)


def texts(pledge: Pledge, kind: str) -> list[str]:
    return [row.text for row in Item.objects.filter(pledge=pledge, kind=kind, chosen=True)]


def columns(pledge: Pledge) -> list[tuple]:
    """Every column of the pledge that a suggestion can change."""
    rows = Item.objects.filter(pledge=pledge, chosen=True).order_by("key")
    own = Pledge.objects.values_list("introduction", "opening", "resources_text").get(pk=pledge.pk)
    return [own, *rows.values_list("key", "text", "start", "end", "leads", "theme_id", "theme_name")]


def new_action(pledge: Pledge, theirs: Actor) -> Comment:
    plan = {"start": "2020-04", "leads": ["party-society"]}
    new = NewItem(ACTION, "Train volunteers.", heading="theme:b-detention", plan=plan)
    return suggest_new(pledge, theirs, new, reason="", is_shared=True)


KINDS: dict[str, Callable[[Pledge, Actor], Comment]] = {
    "wording": lambda pledge, by: suggest(pledge, by, WELLS, "Dig four wells.", is_shared=True),
    "introduction": lambda pledge, by: suggest(pledge, by, "pledge:introduction", "We agree.", is_shared=True),
    "opening": lambda pledge, by: suggest(pledge, by, "pledge:opening", "We will:", is_shared=True),
    "removal": lambda pledge, by: suggest_removal(pledge, by, WELLS, reason="Done.", is_shared=True),
    "plan": lambda pledge, by: suggest_plan(
        pledge, by, DIG, {"end": "2021-06", "leads": ["party-society"]}, reason="", is_shared=True
    ),
    "new": new_action,
    "clause": lambda pledge, by: suggest_new(
        pledge, by, NewItem(OBJECTIVE, clause="a-safety-dignity-rights"), reason="", is_shared=True
    ),
    "reworded clause": lambda pledge, by: suggest_new(
        pledge, by, NewItem(OBJECTIVE, "Keep all safe.", "a-safety-dignity-rights"), reason="", is_shared=True
    ),
}


def test_removal_takes_the_item_out_with_its_additions_and_keeps_every_word(pledge, theirs, amina):
    objective = pick(pledge, "a-safety-dignity-rights")
    write(pledge, "addition", "and in the north", key="own-north", parent=objective)
    said = suggest_removal(pledge, theirs, f"item:{objective.key}", reason="Done.", is_shared=True)
    take(said, seen=seen(said), by=amina)
    assert texts(pledge, "objective") == ["Dig three wells."]
    assert not item(pledge, "own-north").chosen
    assert item(pledge, objective.key).text == objective.text
    untake(said, by=amina)
    assert item(pledge, objective.key).chosen
    assert item(pledge, "own-north").chosen


def test_plan_changes_what_it_says_and_nothing_else(pledge, theirs, amina):
    said = suggest_plan(pledge, theirs, DIG, {"end": "2021-06"}, reason="", is_shared=True)
    save(pledge, "actions", [Edit(ItemField("own-dig", "leads"), ["party-society"])], by=amina)
    take(said, seen=seen(said), by=amina)
    dig = item(pledge, "own-dig")
    assert (dig.start, dig.end, dig.leads) == ("2020-01", "2021-06", ["party-society"])


def test_plan_is_not_taken_over_dates_that_nobody_saw(pledge, theirs, amina):
    said = suggest_plan(pledge, theirs, DIG, {"end": "2021-06"}, reason="", is_shared=True)
    then = seen(said)
    save(pledge, "actions", [Edit(ItemField("own-dig", "end"), "2022-12")], by=amina)
    with pytest.raises(CannotCommentError, match="changed this text meanwhile"):
        take(said, seen=then, by=amina)
    assert item(pledge, "own-dig").end == "2022-12"


def test_plan_that_would_end_before_it_starts_is_not_taken(pledge, theirs, amina):
    said = suggest_plan(pledge, theirs, DIG, {"end": "2020-03"}, reason="", is_shared=True)
    save(pledge, "actions", [Edit(ItemField("own-dig", "start"), "2020-10")], by=amina)
    with pytest.raises(CannotCommentError, match="end before it starts"):
        take(said, seen=seen(said), by=amina)
    assert (item(pledge, "own-dig").start, item(pledge, "own-dig").end) == ("2020-10", "2020-12")


def test_new_action_stands_in_the_pledge_as_it_was_suggested(pledge, theirs, amina):
    said = new_action(pledge, theirs)
    take(said, seen=seen(said), by=amina)
    added = Item.objects.get(pledge=pledge, text="Train volunteers.")
    assert (added.kind, added.theme and added.theme.slug, added.start, added.end, added.leads, added.chosen) == (
        "action",
        "b-detention",
        "2020-04",
        "",
        ["party-society"],
        True,
    )


def test_new_action_under_no_theme_is_the_drafters_own(pledge, theirs, amina):
    said = suggest_new(pledge, theirs, NewItem(ACTION, "Rest.", heading="own:"), reason="", is_shared=True)
    take(said, seen=seen(said), by=amina)
    added = Item.objects.get(pledge=pledge, text="Rest.")
    assert (added.theme_id, added.theme_name) == (None, "")


def test_clause_is_taken_as_a_clause(pledge, theirs, amina):
    said = KINDS["clause"](pledge, theirs)
    take(said, seen=seen(said), by=amina)
    added = item(pledge, "a-safety-dignity-rights")
    assert (added.wording, added.chosen) == (Item.Wording.OFFICIAL, True)


def test_reworded_clause_is_an_adapted_one(pledge, theirs, amina):
    said = KINDS["reworded clause"](pledge, theirs)
    take(said, seen=seen(said), by=amina)
    added = item(pledge, "a-safety-dignity-rights")
    assert (added.wording, added.text) == (Item.Wording.ADAPTED, "Keep all safe.")


@pytest.mark.both
@pytest.mark.parametrize("kind", KINDS)
def test_taking_is_one_entry_of_the_history_and_undone_as_if_it_had_not_been(pledge, theirs, amina, kind):
    before, said = columns(pledge), KINDS[kind](pledge, theirs)
    take(said, seen=seen(said), by=amina)
    assert columns(pledge) != before
    said.refresh_from_db()
    moments = set(Change.objects.filter(pledge=pledge).values_list("at", "by"))
    assert moments == {(said.answered_at, amina.pk)}
    untake(said, by=amina)
    assert columns(pledge) == before
    said.refresh_from_db()
    assert (said.answer, said.answered_at, said.answered_by) == ("", None, None)
    take(said, seen=seen(said), by=amina)
    assert columns(pledge) != before
    untake(said, by=amina)
    assert columns(pledge) == before


@pytest.mark.both
@pytest.mark.parametrize("kind", KINDS)
def test_author_hears_that_taking_was_undone(pledge, theirs, jonas, amina, kind):
    said = KINDS[kind](pledge, theirs)
    take(said, seen=seen(said), by=amina)
    untake(said, by=amina)
    told = [notice.text.partition(":")[0] for notice in Notice.objects.filter(guest=jonas).order_by("pk")]
    took = "took the wording that you suggested" if said.change == "wording" else "took the change that you suggested"
    assert told == [f"{amina} {took}", f"{amina} undid taking what you suggested; it waits for an answer again"]


def test_undoing_leaves_what_was_changed_since(pledge, theirs, amina):
    said = KINDS["wording"](pledge, theirs)
    take(said, seen=seen(said), by=amina)
    pledge.refresh_from_db()
    save(pledge, "objectives", [Edit(ItemField("own-wells", "text"), "Dig five wells.")], by=amina)
    with pytest.raises(CannotCommentError, match="changed again"):
        untake(said, by=amina)
    assert texts(pledge, "objective") == ["Dig five wells."]
    said.refresh_from_db()
    assert said.answer == "taken"


def test_undoing_leaves_an_item_that_was_added_to_since(pledge, theirs, amina):
    said = new_action(pledge, theirs)
    take(said, seen=seen(said), by=amina)
    key = Item.objects.get(pledge=pledge, text="Train volunteers.").key
    save(pledge, "actions", [Edit(ItemField(key, "responsible"), "The branch")], by=amina)
    with pytest.raises(CannotCommentError, match="changed again"):
        untake(said, by=amina)
    assert item(pledge, key).chosen


def test_undoing_goes_past_changes_of_other_texts(pledge, theirs, amina):
    said = KINDS["introduction"](pledge, theirs)
    take(said, seen=seen(said), by=amina)
    save(pledge, "introduction", [Edit(PledgeField("opening"), "We will:")], by=amina)
    untake(said, by=amina)
    pledge.refresh_from_db()
    assert (pledge.opening, "We agree." in pledge.introduction) == ("We will:", False)


def test_only_what_was_taken_is_undone_and_only_once(pledge, theirs, amina):
    said = KINDS["wording"](pledge, theirs)
    with pytest.raises(CannotCommentError, match="not taken"):
        untake(said, by=amina)
    decline(said, by=amina)
    with pytest.raises(CannotCommentError, match="not taken"):
        untake(said, by=amina)


def test_nothing_is_undone_in_a_text_that_goes_round(pledge, theirs, amina):
    said = KINDS["wording"](pledge, theirs)
    take(said, seen=seen(said), by=amina)
    Pledge.objects.update(status="in-circulation")
    with pytest.raises(WrongStateError):
        untake(said, by=amina)
    said.refresh_from_db()
    assert said.answer == "taken"


def test_two_for_the_same_text_are_never_taken_over_each_other(pledge, theirs, amina):
    first = KINDS["wording"](pledge, theirs)
    second = suggest(pledge, theirs, WELLS, "Dig five wells.", is_shared=True)
    marks = seen(first), seen(second)
    take(first, seen=marks[0], by=amina)
    with pytest.raises(CannotCommentError, match="changed this text meanwhile"):
        take(second, seen=marks[1], by=amina)
    assert texts(pledge, "objective") == ["Dig four wells."]
    second.refresh_from_db()
    assert (second.answer, second.suggested) == ("", "Dig five wells.")


def test_removal_of_what_is_out_already_is_settled_and_change_of_it_is_not_taken(pledge, theirs, amina):
    removal, other = KINDS["removal"](pledge, theirs), KINDS["wording"](pledge, theirs)
    save(pledge, "objectives", [Edit(ItemField("own-wells", "chosen"), value=False)], by=amina)
    take(removal, seen=seen(removal), by=amina)
    with pytest.raises(CannotCommentError, match="no longer in the pledge"):
        take(other, seen=seen(other), by=amina)


def test_plan_of_an_action_that_is_gone_is_not_taken(pledge, theirs, amina):
    said = KINDS["plan"](pledge, theirs)
    save(pledge, "actions", [Edit(ItemField("own-dig", "chosen"), value=False)], by=amina)
    with pytest.raises(CannotCommentError, match="no longer in the pledge"):
        take(said, seen=seen(said), by=amina)


def test_item_that_makes_the_pledge_too_large_is_not_taken(pledge, theirs, amina):
    for _place in range(24):
        write(pledge, "indicator", ("a" * 79 + " ") * 50)
    said = suggest_new(pledge, theirs, NewItem(INDICATOR, ("b" * 79 + " ") * 49), reason="", is_shared=True)
    with pytest.raises(TextRefusedError):
        take(said, seen=seen(said), by=amina)
    said.refresh_from_db()
    assert said.answer == ""
    assert not Item.objects.filter(pledge=pledge, text__startswith="b").exists()
