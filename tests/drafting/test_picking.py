"""Picking clauses: the difference is written, nothing typed is lost, and everything keeps its place."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.target import ItemElement, ItemField
from commitments.drafting.editing.write import WrongStateError
from commitments.drafting.picking import headings, move, move_in_plan, place, put_under
from commitments.models import Change, Clause, Draft, Item, Pledge, menu
from commitments.text.limits import MAX_ITEMS, MAX_PLEDGE_BYTES, TextRefusedError
from tests.edits import own, reword, save, tick
from tests.factories import add_party, make_pledge, make_user, pick, write

pytestmark = pytest.mark.django_db

REFUGEES = "a-gcr-humanitarian-objectives"
RESPONSIBILITY = "a-gcr-responsibility-sharing"
DURABLE = "a-gcr-durable-solutions"
SAFETY = "a-safety-dignity-rights"
HARM = "a-protect-from-harm"
ACCESS = "a-access-essential-services"
EXPERTISE = "b-detention-draw-on-expertise"


@pytest.fixture
def pledge() -> Pledge:
    return make_pledge()


@pytest.fixture
def by():
    return make_user()


def detail(column: str, value, element: str = "") -> Edit:
    """What goes with the action EXPERTISE, on the page of its theme."""
    return Edit(ItemElement(EXPERTISE, column, element) if element else ItemField(EXPERTISE, column), value)


def chosen(pledge: Pledge) -> list[str]:
    return [item.key for item in pledge.items.filter(chosen=True)]


def test_choose_adds_clauses_with_their_official_wording(pledge, by):
    tick(pledge, SAFETY, by=by)
    item = pledge.items.get()
    clause = Clause.objects.get(slug=SAFETY)
    assert (item.kind, item.key, item.clause, item.parent, item.theme) == ("objective", SAFETY, clause, None, None)
    assert item.text == item.official_text == clause.text
    assert item.wording == "official"


def test_choose_puts_new_items_at_the_end_in_the_menu_s_order(pledge, by):
    tick(pledge, ACCESS, by=by)
    tick(pledge, HARM, ACCESS, SAFETY, by=by)
    assert chosen(pledge) == [ACCESS, SAFETY, HARM]


def test_choose_takes_out_and_keeps_every_word(pledge, by):
    tick(pledge, SAFETY, HARM, by=by)
    reword(pledge, SAFETY, "Keep everybody safe.", by=by)
    tick(pledge, HARM, by=by)
    assert chosen(pledge) == [HARM]
    tick(pledge, SAFETY, HARM, by=by)
    assert chosen(pledge) == [SAFETY, HARM]
    assert pledge.items.get(key=SAFETY).text == "Keep everybody safe."
    assert pledge.items.count() == 2


def test_choose_again_writes_no_item(pledge, by):
    tick(pledge, SAFETY, HARM, by=by)
    with CaptureQueriesContext(connection) as queries:
        tick(pledge, SAFETY, HARM, by=by)
    assert [
        query["sql"] for query in queries if "commitments_item" in query["sql"] and "SELECT" not in query["sql"]
    ] == []


def test_choose_takes_no_more_queries_for_more_clauses(pledge, by):
    def count(slugs: list[str]) -> int:
        other = make_pledge()
        with CaptureQueriesContext(connection) as queries:
            tick(other, *slugs, by=by)
        return len(queries)

    slugs = [clause.slug for clause in menu(pledge.model_text).objectives]
    assert count(slugs[:1]) == count(slugs)


def test_addition_brings_its_objective(pledge, by):
    tick(pledge, RESPONSIBILITY, DURABLE, by=by)
    assert chosen(pledge) == [REFUGEES, RESPONSIBILITY, DURABLE]
    assert {item.parent.key for item in pledge.items.filter(kind="addition")} == {REFUGEES}


def test_addition_brings_back_its_objective_with_its_words(pledge, by):
    pick(pledge, REFUGEES, "Help refugees", chosen=False)
    tick(pledge, RESPONSIBILITY, by=by)
    assert chosen(pledge) == [REFUGEES, RESPONSIBILITY]
    assert pledge.items.get(key=REFUGEES).text == "Help refugees"


def test_own_addition_brings_its_objective(pledge, by):
    objective = write(pledge, "objective", "Dig wells", chosen=False)
    addition = write(pledge, "addition", "deep ones", parent=objective, chosen=False)
    tick(pledge, addition.key, by=by)
    assert chosen(pledge) == [objective.key, addition.key]


def test_objective_that_goes_takes_its_additions_with_it(pledge, by):
    tick(pledge, REFUGEES, RESPONSIBILITY, DURABLE, SAFETY, by=by)
    tick(pledge, RESPONSIBILITY, DURABLE, SAFETY, by=by)
    assert chosen(pledge) == [SAFETY]
    assert pledge.items.count() == 4


def test_objective_unticked_while_one_more_addition_is_ticked_stays(pledge, by):
    tick(pledge, REFUGEES, RESPONSIBILITY, by=by)
    tick(pledge, RESPONSIBILITY, DURABLE, by=by)
    assert chosen(pledge) == [REFUGEES, RESPONSIBILITY, DURABLE]


def test_choose_leaves_what_the_page_does_not_list(pledge, by):
    action = pick(pledge, EXPERTISE)
    own_item = write(pledge, "indicator", "Number of wells")
    boxes = [Edit(ItemField(key, "chosen"), value=True) for key in (SAFETY, "no-such-clause")]
    save(pledge, "objectives", *boxes, by=by)
    assert set(chosen(pledge)) == {action.key, own_item.key, SAFETY}


def test_own_item_is_unticked_and_comes_back(pledge, by):
    written = write(pledge, "objective", "Dig wells")
    tick(pledge, by=by)
    assert chosen(pledge) == []
    tick(pledge, written.key, by=by)
    assert chosen(pledge) == [written.key]


def test_details_are_written(pledge, by):
    state, society = add_party(pledge, "state", "KE"), add_party(pledge, "national_society", "KE")
    objective = pick(pledge, SAFETY)
    fields = {"responsible": "Department of Migration", "start": "2020-01", "end": "2021-12"}
    edits = [
        detail("chosen", value=True),
        *(detail(name, value) for name, value in fields.items()),
        detail("leads", value=True, element=state.key),
        detail("leads", value=True, element=society.key),
        detail("linked", value=True, element=objective.key),
    ]
    save(pledge, "actions", *edits, by=by)
    item = pledge.items.get(key=EXPERTISE)
    assert {name: getattr(item, name) for name in fields} == fields
    assert (item.chosen, item.leads, item.linked) == (True, [state.key, society.key], [objective.key])
    edits = [
        detail("end", ""),
        detail("leads", value=False, element=state.key),
        detail("linked", value=False, element=objective.key),
    ]
    save(pledge, "actions", *edits, by=by)
    item.refresh_from_db()
    assert (item.responsible, item.end) == ("Department of Migration", "")
    assert (item.leads, item.linked) == ([society.key], [])


def test_details_of_a_clause_that_is_not_ticked_are_kept_out_of_the_pledge(pledge, by):
    save(pledge, "actions", detail("chosen", value=False), detail("responsible", "Ministry"), by=by)
    item = pledge.items.get()
    assert (item.chosen, item.responsible) == (False, "Ministry")
    assert item.text == item.official_text == Clause.objects.get(slug=EXPERTISE).text


@pytest.mark.parametrize(
    ("column", "value", "element", "says"),
    [
        ("chosen", False, "", False),
        ("responsible", "", "", False),
        ("start", "", "", False),
        ("start", "2020", "", True),
        ("linked", False, SAFETY, False),
        ("linked", True, SAFETY, True),
    ],
)
def test_empty_details_make_no_item(pledge, by, column, value, element, says):
    save(pledge, "actions", detail(column, value, element), by=by)
    assert pledge.items.exists() is says
    assert Change.objects.exists() is says


def test_own_wording_goes_to_the_end(pledge, by):
    tick(pledge, SAFETY, by=by)
    for number, text in enumerate(["Dig wells", "Plant trees"]):
        save(pledge, "objectives", *own(text, key=f"own-{number:010}"), by=by)
    assert chosen(pledge) == [SAFETY, "own-0000000000", "own-0000000001"]
    first = pledge.items.get(text="Dig wells")
    assert (first.kind, first.wording, first.official_text, first.chosen) == ("objective", "own", "", True)


def test_own_action_stands_under_a_theme_or_a_heading(pledge, by):
    def write_own(key: str, heading: str, **columns) -> Item:
        named = Edit(ItemField(key, "theme_name"), heading)
        save(pledge, "actions", *own("Visit", key=key, kind="action", **columns), named, by=by)
        return pledge.items.get(key=key)

    theme = menu(pledge.model_text).themes[2]
    under = write_own("own-0000000001", "Ignored", theme_id=theme.pk)
    assert (under.theme, under.theme_name) == (theme, "")
    free = write_own("own-0000000002", "Water")
    assert (free.theme, free.theme_name) == (None, "Water")


def test_reword_adapts_and_typing_the_official_wording_back_undoes_it(pledge, by):
    tick(pledge, SAFETY, by=by)
    item = pledge.items.get()
    reword(pledge, SAFETY, "Keep everybody safe.", by=by)
    item.refresh_from_db()
    assert (item.wording, item.text) == ("adapted", "Keep everybody safe.")
    reword(pledge, SAFETY, item.official_text, by=by)
    item.refresh_from_db()
    assert item.wording == "official"


def test_move_goes_past_the_chosen_neighbour_only(pledge, by):
    for slug in (SAFETY, HARM, ACCESS):
        pick(pledge, slug, chosen=slug != HARM)
    pick(pledge, EXPERTISE)
    move(pledge.items.get(key=ACCESS), "up", section="objectives", by=by)
    assert chosen(pledge) == [ACCESS, SAFETY, EXPERTISE]
    assert [item.key for item in pledge.items.all()] == [ACCESS, HARM, SAFETY, EXPERTISE]
    move(pledge.items.get(key=ACCESS), "down", section="objectives", by=by)
    assert chosen(pledge) == [SAFETY, ACCESS, EXPERTISE]


@pytest.mark.parametrize(("key", "direction"), [(SAFETY, "up"), (ACCESS, "down")])
def test_move_stops_at_either_end(pledge, by, key, direction):
    for slug in (SAFETY, ACCESS):
        pick(pledge, slug)
    move(pledge.items.get(key=key), direction, section="objectives", by=by)
    assert chosen(pledge) == [SAFETY, ACCESS]


def test_move_of_an_item_out_of_the_pledge_changes_nothing(pledge, by):
    for slug in (SAFETY, ACCESS):
        pick(pledge, slug, chosen=slug == SAFETY)
    move(pledge.items.get(key=ACCESS), "up", section="objectives", by=by)
    assert [item.key for item in pledge.items.all()] == [SAFETY, ACCESS]


def test_move_stays_within_theme_heading_and_objective(pledge, by):
    refugees = pick(pledge, REFUGEES)
    additions = [pick(pledge, RESPONSIBILITY), pick(pledge, DURABLE)]
    water = write(pledge, "action", "Wells", theme_name="Water")
    links = write(pledge, "action", "Links", theme_name="Links")
    pumps = write(pledge, "action", "Pumps", theme_name="Water")
    move(additions[1], "up", section="objectives", by=by)
    move(links, "up", section="actions", by=by)
    move(pumps, "up", section="actions", by=by)
    assert chosen(pledge) == [refugees.key, DURABLE, RESPONSIBILITY, pumps.key, links.key, water.key]


@pytest.mark.parametrize(
    ("position", "order"),
    [(1, "CABD"), (2, "ACBD"), (3, "ABCD"), (4, "ABDC"), (5, "ABDC"), (9999, "ABDC")],
)
def test_place_puts_an_item_among_the_chosen_ones(pledge, by, position, order):
    rows = {name: write(pledge, "objective", name, chosen=name != "x") for name in "AxBCD"}
    place(rows["C"], position, section="objectives", by=by)
    assert "".join(item.text for item in pledge.items.filter(chosen=True)) == order


def test_place_of_an_item_out_of_the_pledge_changes_nothing(pledge, by):
    first, out = write(pledge, "objective", "A"), write(pledge, "objective", "B", chosen=False)
    place(out, 1, section="objectives", by=by)
    assert list(pledge.items.all()) == [first, out]


def test_rows_of_one_position_are_moved_too(pledge, by):
    rows = [write(pledge, "objective", name) for name in "ABC"]
    pledge.items.update(position=7)
    place(rows[2], 1, section="objectives", by=by)
    assert [item.text for item in pledge.items.all()] == ["C", "A", "B"]
    move(rows[0], "down", section="objectives", by=by)
    assert [item.text for item in pledge.items.all()] == ["C", "B", "A"]


def test_place_leaves_what_stands_between(pledge, by):
    rows = [write(pledge, kind, name) for kind, name in (("objective", "A"), ("indicator", "I"), ("objective", "B"))]
    place(rows[2], 1, section="objectives", by=by)
    assert [item.text for item in pledge.items.all()] == ["B", "I", "A"]


STEPS = st.lists(st.tuples(st.integers(0, 5), st.one_of(st.integers(1, 8), st.sampled_from(["up", "down"]))))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_any_sequence_of_moves_keeps_every_row(pledge, by, steps):
    pledge.items.all().delete()
    rows = [write(pledge, "objective", name, chosen=name != "d") for name in "abcdef"]
    model = [row.text for row in rows if row.chosen]
    for which, goal in steps:
        if isinstance(goal, str):
            move(rows[which], goal, section="objectives", by=by)
        else:
            place(rows[which], goal, section="objectives", by=by)
        name = rows[which].text
        if name in model:
            there = model.index(name)
            step = {"up": max(there - 1, 0), "down": there + 1}
            model.remove(name)
            model.insert(step[goal] if isinstance(goal, str) else goal - 1, name)
    stored = list(pledge.items.all())
    assert [row.text for row in stored if row.chosen] == model
    assert sorted(row.text for row in stored) == list("abcdef")
    assert len({row.position for row in stored}) == len(stored)


def plan(pledge) -> list[tuple[str, str]]:
    """The actions in the order of the plan, each with its heading."""
    known = menu(pledge.model_text)
    there = list(pledge.items.filter(kind="action", chosen=True))
    return [
        (heading, item.text)
        for heading in headings(Draft(pledge))
        for item in there
        if known.heading(item.theme_id, item.theme_name) == heading
    ]


def test_own_action_goes_to_a_place_under_another_heading(pledge, by):
    moved = write(pledge, "action", "Visit", theme_name="Water")
    first, second = pick(pledge, EXPERTISE, "First"), pick(pledge, "b-detention-monitoring-visits", "Second")
    detention = "theme:b-detention"
    put_under(pledge, moved.key, detention, 2, by=by)
    assert plan(pledge) == [(detention, "First"), (detention, "Visit"), (detention, "Second")]
    put_under(pledge, moved.key, "own:", 1, by=by)
    assert plan(pledge) == [(detention, "First"), (detention, "Second"), ("own:", "Visit")]
    for clause in (first, second):
        put_under(pledge, clause.key, "own:", 1, by=by)
        clause.refresh_from_db()
        assert clause.theme == clause.clause.theme


@pytest.mark.parametrize("heading", ["theme:nothing", "own:Not there", "", "elsewhere:x"])
def test_unknown_heading_changes_nothing(pledge, by, heading):
    moved = write(pledge, "action", "Visit", theme_name="Water")
    put_under(pledge, moved.key, heading, 1, by=by)
    assert plan(pledge) == [("own:Water", "Visit")]


def test_own_action_moves_up_and_down_through_every_heading_of_the_plan(pledge, by):
    """One step beyond the end of a heading is the nearest place under the next; at the ends of the plan, nothing."""
    moved = write(pledge, "action", "Visit", theme_name="Water")
    write(pledge, "action", "Dig", theme_name="Water")
    pick(pledge, EXPERTISE, "First")
    number = len(menu(pledge.model_text).themes)
    seen = [plan(pledge)]
    for _step in range(number + 2):
        move_in_plan(pledge, moved.key, "up", by=by)
        seen.append(plan(pledge))
    themes = [theme.slug for theme in menu(pledge.model_text).themes]
    assert seen[-1][0] == seen[-2][0] == (f"theme:{themes[0]}", "Visit")
    for expected in reversed(seen[:-2]):
        move_in_plan(pledge, moved.key, "down", by=by)
        assert plan(pledge) == expected
    move_in_plan(pledge, moved.key, "down", by=by)
    assert plan(pledge)[-2:] == [("own:Water", "Dig"), ("own:Water", "Visit")]
    move_in_plan(pledge, moved.key, "down", by=by)
    assert plan(pledge)[-1] == ("own:", "Visit")
    before = plan(pledge)
    move_in_plan(pledge, moved.key, "down", by=by)
    assert plan(pledge) == before


def test_clause_moves_within_its_theme_only_and_what_is_not_there_not_at_all(pledge, by):
    first, second = pick(pledge, EXPERTISE, "First"), pick(pledge, "b-detention-monitoring-visits", "Second")
    objective = pick(pledge, SAFETY)
    for key in (second.key, second.key, second.key, objective.key, "own-nobody"):
        move_in_plan(pledge, key, "up", by=by)
    assert plan(pledge) == [("theme:b-detention", "Second"), ("theme:b-detention", "First")]
    assert first.theme_id == second.theme_id


def test_too_many_items_are_refused_and_nothing_is_written(pledge, by):
    for _ in range(MAX_ITEMS - 1):
        write(pledge, "objective", "x")
    before = chosen(pledge)
    with pytest.raises(TextRefusedError, match="151 items"):
        tick(pledge, SAFETY, HARM, *before, by=by)
    assert chosen(pledge) == before
    tick(pledge, SAFETY, *before, by=by)
    with pytest.raises(TextRefusedError):
        save(pledge, "objectives", *own("One more"), by=by)
    assert Item.objects.filter(pledge=pledge).count() == MAX_ITEMS


def test_too_much_text_is_refused_wherever_it_stands(pledge, by):
    pick(pledge, EXPERTISE)
    pledge.introduction = "x" * (MAX_PLEDGE_BYTES - 600)
    pledge.save(update_fields=["introduction"])
    with pytest.raises(TextRefusedError, match="bytes"):
        save(pledge, "actions", detail("baseline", "é" * 300), by=by)
    with pytest.raises(TextRefusedError, match="bytes"):
        reword(pledge, EXPERTISE, "y" * 4000, section="actions", by=by)
    item = pledge.items.get()
    assert (item.baseline, item.wording) == ("", "official")


@pytest.mark.parametrize("status", ["in-circulation", "agreed", "submitted", "withdrawn"])
def test_pledge_that_is_no_draft_is_not_changed(by, status):
    pledge = make_pledge(status=status)
    item = pick(pledge, SAFETY)
    for verb in (
        lambda: tick(pledge, HARM, by=by),
        lambda: save(pledge, "objectives", *own("Dig"), by=by),
        lambda: reword(pledge, SAFETY, "Other", by=by),
        lambda: move(item, "up", section="objectives", by=by),
        lambda: place(item, 1, section="objectives", by=by),
        lambda: put_under(pledge, write(pledge, "action", "A").key, "own:", 1, by=by),
        lambda: move_in_plan(pledge, write(pledge, "action", "A").key, "up", by=by),
    ):
        with pytest.raises(WrongStateError, match="no longer a draft"):
            verb()
    assert [(row.key, row.wording, row.chosen) for row in pledge.items.filter(kind="objective")] == [
        (SAFETY, "official", True)
    ]
    pledge.refresh_from_db()
    assert pledge.section_states == {}
    assert not Change.objects.exists()


def test_section_notes_who_saved_it_last(pledge, by):
    before = pledge.updated_at
    tick(pledge, SAFETY, by=by)
    other = make_user()
    tick(pledge, SAFETY, by=other)
    pledge.refresh_from_db()
    assert list(pledge.section_states) == ["objectives"]
    state = pledge.section_states["objectives"]
    assert (state.version, state.saved_by, state.ready) == (1, other.pk, False)
    assert pledge.updated_at > before
    assert abs((state.when - pledge.updated_at).total_seconds()) < 5
