"""Picking clauses: the difference is written, nothing typed is lost, and everything keeps its place."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commitments.models import Clause, Item, Pledge, SectionState, menu
from commitments.services.picking import Details, choose, move, place, put_under, reword, write_own
from commitments.services.writing import WrongState
from commitments.wording.limits import MAX_ITEMS, MAX_PLEDGE_BYTES, TextRefused
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


def objectives(pledge: Pledge) -> list[Clause]:
    return [clause for clause in menu(pledge.model_text).offered if clause.kind in ("objective", "addition")]


def tick(pledge: Pledge, *keys: str, by, **options) -> None:
    own = [item for item in pledge.items.all() if item.clause_id is None]
    choose(pledge, "objectives", keys, clauses=objectives(pledge), own=own, by=by, **options)


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
    reword(pledge.items.get(key=SAFETY), "Keep everybody safe.", section="objectives", by=by)
    tick(pledge, HARM, by=by)
    assert chosen(pledge) == [HARM]
    tick(pledge, SAFETY, HARM, by=by)
    assert chosen(pledge) == [SAFETY, HARM]
    assert pledge.items.get(key=SAFETY).text == "Keep everybody safe."
    assert pledge.items.count() == 2


def test_choose_again_writes_no_item(pledge, by):
    tick(pledge, SAFETY, HARM, by=by)
    with CaptureQueriesContext(
        connection,
    ) as queries:
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

    slugs = [clause.slug for clause in objectives(pledge) if not clause.parent_id]
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
    own = write(pledge, "indicator", "Number of wells")
    choose(pledge, "objectives", [SAFETY, "no-such-clause"], clauses=objectives(pledge), own=[], by=by)
    assert set(chosen(pledge)) == {action.key, own.key, SAFETY}


def test_own_item_is_unticked_and_comes_back(pledge, by):
    own = write(pledge, "objective", "Dig wells")
    tick(pledge, by=by)
    assert chosen(pledge) == []
    tick(pledge, own.key, by=by)
    assert chosen(pledge) == [own.key]


def test_details_are_written(pledge, by):
    state, society = add_party(pledge, "state", "KE"), add_party(pledge, "national_society", "KE")
    objective = pick(pledge, SAFETY)
    action = Clause.objects.get(slug=EXPERTISE)
    fields = {"responsible": "Department of Migration", "start": "2020-01", "end": "2021-12"}
    details = {EXPERTISE: Details(fields, leads=[state, society], linked=[objective])}
    choose(pledge, "actions", [EXPERTISE], clauses=[action], details=details, by=by)
    item = pledge.items.get(key=EXPERTISE)
    assert {name: getattr(item, name) for name in fields} == fields
    assert (list(item.leads.all()), list(item.linked.all())) == ([state, society], [objective])
    details = {EXPERTISE: Details({**fields, "end": ""}, leads=[society], linked=[])}
    choose(pledge, "actions", [EXPERTISE], clauses=[action], details=details, by=by)
    item.refresh_from_db()
    assert (item.responsible, item.end) == ("Department of Migration", "")
    assert (list(item.leads.all()), list(item.linked.all())) == ([society], [])


def test_details_of_a_clause_that_is_not_ticked_are_kept_out_of_the_pledge(pledge, by):
    action = Clause.objects.get(slug=EXPERTISE)
    details = {EXPERTISE: Details({"responsible": "Ministry"})}
    choose(pledge, "actions", [], clauses=[action], details=details, by=by)
    item = pledge.items.get()
    assert (item.chosen, item.responsible, item.text) == (False, "Ministry", action.text)


def test_empty_details_make_no_item(pledge, by):
    action = Clause.objects.get(slug=EXPERTISE)
    choose(pledge, "actions", [], clauses=[action], details={EXPERTISE: Details({"responsible": ""})}, by=by)
    assert not pledge.items.exists()


@pytest.mark.parametrize(
    ("details", "says"),
    [
        (Details({}), False),
        (Details({"start": ""}), False),
        (Details({"start": "2020"}), True),
    ],
)
def test_details_know_whether_they_say_anything(details, says):
    assert bool(details) is says


def test_own_wording_goes_to_the_end(pledge, by):
    tick(pledge, SAFETY, by=by)
    first = write_own(pledge, "objectives", "objective", "Dig wells", by=by)
    second = write_own(pledge, "objectives", "objective", "Plant trees", by=by)
    assert chosen(pledge) == [SAFETY, first.key, second.key]
    assert (first.wording, first.official_text, first.chosen) == ("own", "", True)


def test_own_action_stands_under_a_theme_or_a_heading(pledge, by):
    theme = menu(pledge.model_text).themes[2]
    under = write_own(pledge, "actions", "action", "Visit", theme=theme, theme_name="Ignored", by=by)
    assert (under.theme, under.theme_name) == (theme, "")
    own = write_own(pledge, "actions", "action", "Dig", theme_name="Water", by=by)
    assert (own.theme, own.theme_name) == (None, "Water")


def test_reword_adapts_and_typing_the_official_wording_back_undoes_it(pledge, by):
    tick(pledge, SAFETY, by=by)
    item = pledge.items.get()
    reword(item, "Keep everybody safe.", section="objectives", by=by)
    item.refresh_from_db()
    assert (item.wording, item.text) == ("adapted", "Keep everybody safe.")
    reword(item, item.official_text, section="objectives", by=by)
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


def test_own_action_goes_to_the_end_of_another_theme(pledge, by):
    theme = menu(pledge.model_text).theme("b-detention")
    assert theme
    moved = write(pledge, "action", "Visit", theme_name="Water")
    clause = pick(pledge, EXPERTISE)
    put_under(moved, theme=theme, theme_name="Ignored", by=by)
    assert [(item.key, item.theme, item.theme_name) for item in pledge.items.all()] == [
        (clause.key, theme, ""),
        (moved.key, theme, ""),
    ]
    put_under(moved, theme=None, theme_name="Water", by=by)
    moved.refresh_from_db()
    assert (moved.theme, moved.theme_name) == (None, "Water")


def test_action_stays_where_it_is_and_a_clause_under_its_theme(pledge, by):
    own, clause = write(pledge, "action", "Visit", theme_name="Water"), pick(pledge, EXPERTISE)
    put_under(own, theme=None, theme_name="Water", by=by)
    put_under(clause, theme=None, theme_name="Water", by=by)
    assert list(pledge.items.all()) == [own, clause]
    clause.refresh_from_db()
    assert clause.theme == clause.clause.theme
    assert not pledge.section_states.exists()


def test_too_many_items_are_refused_and_nothing_is_written(pledge, by):
    for _ in range(MAX_ITEMS - 1):
        write(pledge, "objective", "x")
    before = chosen(pledge)
    with pytest.raises(TextRefused, match="151 items"):
        tick(pledge, SAFETY, HARM, *before, by=by)
    assert chosen(pledge) == before
    tick(pledge, SAFETY, *before, by=by)
    with pytest.raises(TextRefused):
        write_own(pledge, "objectives", "objective", "One more", by=by)
    assert Item.objects.filter(pledge=pledge).count() == MAX_ITEMS


def test_too_much_text_is_refused_wherever_it_stands(pledge, by):
    pick(pledge, EXPERTISE)
    pledge.introduction = "x" * (MAX_PLEDGE_BYTES - 600)
    pledge.save(update_fields=["introduction"])
    clauses = [Clause.objects.get(slug=EXPERTISE)]
    details = {EXPERTISE: Details({"baseline": "é" * 300})}
    with pytest.raises(TextRefused, match="bytes"):
        choose(pledge, "indicators", [EXPERTISE], clauses=clauses, details=details, by=by)
    with pytest.raises(TextRefused, match="bytes"):
        reword(pledge.items.get(), "y" * 4000, section="actions", by=by)
    item = pledge.items.get()
    assert (item.baseline, item.wording) == ("", "official")


@pytest.mark.parametrize("status", ["in-circulation", "agreed", "submitted", "withdrawn"])
def test_pledge_that_is_no_draft_is_not_changed(by, status):
    pledge = make_pledge(status=status)
    item = pick(pledge, SAFETY)
    for verb in (
        lambda: tick(pledge, HARM, by=by),
        lambda: write_own(pledge, "objectives", "objective", "Dig", by=by),
        lambda: reword(item, "Other", section="objectives", by=by),
        lambda: move(item, "up", section="objectives", by=by),
        lambda: place(item, 1, section="objectives", by=by),
        lambda: put_under(write(pledge, "action", "A"), theme=None, theme_name="Other", by=by),
    ):
        with pytest.raises(WrongState, match="no longer a draft"):
            verb()
    assert [(row.key, row.wording, row.chosen) for row in pledge.items.filter(kind="objective")] == [
        (SAFETY, "official", True)
    ]
    assert not SectionState.objects.exists()


def test_section_notes_who_saved_it_last(pledge, by):
    before = pledge.updated_at
    tick(pledge, SAFETY, by=by)
    other = make_user()
    tick(pledge, SAFETY, by=other)
    state = pledge.section_states.get()
    assert (state.slug, state.saved_by, state.ready) == ("objectives", other, False)
    pledge.refresh_from_db()
    assert pledge.updated_at > before
    assert abs((state.saved_at - pledge.updated_at).total_seconds()) < 5
