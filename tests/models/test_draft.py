"""A pledge in memory: read when it is asked for, compared with what was read, and made what it was."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commitments.drafting.editing.lock import locked_draft
from commitments.drafting.editing.rows import pick as pick_clause
from commitments.drafting.editing.write import WrongStateError, editing
from commitments.models import Change, Draft, Item, Party, Pledge, ResourceLine, State, User, menu
from commitments.models.draft import BLANKS_SECTION, COLUMNS, SECTION_OF_COLUMN
from commitments.models.row import PLEDGE_ROW, RowName, Table
from commitments.text.limits import MAX_PLEDGE_BYTES, TextRefusedError
from tests.factories import add_party, add_resource, fill, group, link, make_pledge, make_user, pick, write

pytestmark = pytest.mark.django_db

SAFETY = "a-safety-dignity-rights"
REFUGEES = "a-gcr-humanitarian-objectives"
RIGHTS = "a-gcr-refugee-rights"
EXPERTISE = "b-detention-draw-on-expertise"
PUMPS = "line-0000000001"
KENYA = "party-kenya"


@pytest.fixture
def pledge() -> Pledge:
    """Something in every table and nearly every column."""
    pledge = make_pledge(title="Wells", openness="open", open_until=date(2021, 12, 31), regional_group=group("sahel"))
    state = add_party(pledge, "state", "KE", key=KENYA, name="the Republic", focal_name="Amina")
    objective = pick(pledge, SAFETY, "Keep everybody safe.")
    action = pick(pledge, EXPERTISE, responsible="Unit", start="2020", end="2021-06")
    link(action, leads=[state], linked=[objective])
    write(pledge, "indicator", "Wells dug", key="own-wells", baseline="0", target="5", verification="Report")
    add_resource(
        pledge, key=PUMPS, description="Pumps", amount=Decimal("1200.50"), currency="CHF", provider="the Republic"
    )
    return fill(pledge, {"[place]": "Nakuru", "[x]": "of wells"})


@pytest.fixture
def by() -> User:
    return make_user()


def fresh(pledge: Pledge) -> Draft:
    return Draft(Pledge.objects.get(pk=pledge.pk))


def as_json(state):
    """A state as it is kept: in JSON."""
    return json.loads(json.dumps(state, cls=DjangoJSONEncoder))


def touched(draft: Draft) -> dict[tuple[str, str], dict | None]:
    found = list(draft.touched())
    named = {(str(each.row), each.section): each.before for each in found}
    assert len(named) == len(found)
    return named


# Reading


def test_table_is_read_when_it_is_asked_for_and_once(pledge, django_assert_num_queries):
    menu(pledge.model_text)
    with django_assert_num_queries(0):
        draft = Draft(pledge)
        assert list(draft.touched()) == []
    for table in ("items", "parties", "lines"):
        with django_assert_num_queries(1):
            first = getattr(draft, table)
        with django_assert_num_queries(0):
            assert getattr(draft, table) is first


def test_rows_are_there_by_key_in_their_order_chosen_or_not(pledge):
    write(pledge, "objective", "Out", key="own-out", chosen=False)
    Item.objects.filter(key=SAFETY).update(position=9)
    draft = fresh(pledge)
    assert list(draft.items) == [EXPERTISE, "own-wells", "own-out", SAFETY]
    draft.items[EXPERTISE].position = 20
    assert [item.key for item in draft.in_order()] == ["own-wells", "own-out", SAFETY, EXPERTISE]
    assert draft.end() == 21
    assert fresh(make_pledge()).end() == 0
    assert (list(draft.parties), list(draft.lines)) == ([KENYA], [PUMPS])


def test_parties_know_who_they_are_without_a_query(pledge, django_assert_num_queries):
    add_party(pledge, "national_society", "KE")
    add_party(pledge, "observer", name="Example Relief")
    draft = fresh(pledge)
    assert draft.pledge.model_text
    parties = list(draft.parties.values())
    with django_assert_num_queries(0):
        assert [party.code for party in parties] == ["KE", "KE", ""]


# What changed


def test_draft_that_was_only_read_is_not_touched(pledge):
    draft = fresh(pledge)
    assert set(draft.state()) == {
        "pledge",
        "blank:[place]",
        "blank:[x]",
        f"item:{SAFETY}",
        f"item:{EXPERTISE}",
        "item:own-wells",
        f"party:{KENYA}",
        f"line:{PUMPS}",
    }
    assert touched(draft) == {}


@pytest.mark.parametrize("column", sorted(SECTION_OF_COLUMN))
def test_field_of_the_pledge_is_touched_in_its_section_alone(pledge, column):
    draft = fresh(pledge)
    before = getattr(draft.pledge, column)
    setattr(draft.pledge, column, "something else")
    assert touched(draft) == {("pledge", SECTION_OF_COLUMN[column]): {column: before}}
    assert draft.was(PLEDGE_ROW)[column] == before


def test_fields_of_two_sections_are_touched_apart(pledge):
    draft = fresh(pledge)
    draft.pledge.title, draft.pledge.period_end, draft.pledge.opening = "Pumps", 2024, "We pledge:"
    assert touched(draft) == {
        ("pledge", "parties"): {"title": "Wells", "period_end": 2023},
        ("pledge", "introduction"): {"opening": ""},
    }


@pytest.mark.parametrize(
    ("table", "key", "column", "value", "section"),
    [
        ("items", SAFETY, "text", "Other", "objectives"),
        ("items", SAFETY, "chosen", False, "objectives"),
        ("items", EXPERTISE, "leads", [], "actions"),
        ("items", EXPERTISE, "start", "2021", "actions"),
        ("items", "own-wells", "target", "6", "indicators"),
        ("parties", KENYA, "focal_email", "a@example.org", "parties"),
        ("lines", PUMPS, "amount", None, "resources"),
        ("lines", PUMPS, "position", 7, "resources"),
    ],
)
def test_row_that_changed_is_touched_with_what_stood_there(pledge, table, key, column, value, section):
    draft = fresh(pledge)
    row = getattr(draft, table)[key]
    before = getattr(row, column)
    setattr(row, column, value)
    name = f"{ {'items': 'item', 'parties': 'party', 'lines': 'line'}[table] }:{key}"
    assert touched(draft) == {(name, section): {column: before}}
    assert draft.was(RowName.of(name))[column] == before
    setattr(row, column, before)
    assert touched(draft) == {}


def test_same_amount_in_other_digits_is_no_change(pledge):
    draft = fresh(pledge)
    draft.lines[PUMPS].amount = Decimal("1200.5")
    assert touched(draft) == {}


def test_new_row_is_touched_and_was_nothing(pledge):
    draft = fresh(pledge)
    draft.lines["line-new"] = ResourceLine(pledge=draft.pledge, key="line-new", kind="human", position=1)
    draft.parties["party-new"] = Party(pledge=draft.pledge, key="party-new", kind="observer", name="Relief", position=1)
    pick_clause(draft, menu(pledge.model_text).by_slug[RIGHTS])
    assert touched(draft) == {
        ("line:line-new", "resources"): None,
        ("party:party-new", "parties"): None,
        (f"item:{REFUGEES}", "objectives"): None,
        (f"item:{RIGHTS}", "objectives"): None,
    }
    assert draft.was(RowName(Table.LINE, "line-new")) == {}


def test_row_that_is_gone_is_touched_with_every_column(pledge):
    draft = fresh(pledge)
    line, party = draft.lines.pop(PUMPS), draft.parties.pop(KENYA)
    found = touched(draft)
    assert set(found) == {(f"line:{PUMPS}", "resources"), (f"party:{KENYA}", "parties")}
    for row, before in ((line, found[f"line:{PUMPS}", "resources"]), (party, found[f"party:{KENYA}", "parties"])):
        assert before == {name: getattr(row, name) for name in COLUMNS[type(row)]}


def test_blanks_are_touched_one_by_one(pledge):
    draft = fresh(pledge)
    draft.pledge.blank_fillings = {"[place]": "Kisumu", "[new]": "more"}
    assert touched(draft) == {
        ("blank:[place]", BLANKS_SECTION): {"text": "Nakuru"},
        ("blank:[x]", BLANKS_SECTION): {"text": "of wells"},
        ("blank:[new]", BLANKS_SECTION): None,
    }


def test_settled_draft_is_not_touched_until_it_changes_again(pledge):
    draft = fresh(pledge)
    draft.pledge.title, draft.items[SAFETY].text, draft.pledge.blank_fillings = "Other", "Other", {}
    del draft.lines[PUMPS]
    draft.settle(list(draft.touched()))
    assert touched(draft) == {}
    draft.items[SAFETY].text = "A third"
    assert touched(draft) == {(f"item:{SAFETY}", "objectives"): {"text": "Other"}}


def test_copy_changes_alone(pledge):
    draft = fresh(pledge)
    other = draft.copy()
    other.items[SAFETY].text, other.pledge.title = "Other", "Other"
    del other.lines[PUMPS]
    assert touched(draft) == {}
    assert other.state().keys() == draft.state().keys() - {f"line:{PUMPS}"}


# Becoming what it was


def test_item_that_is_not_in_a_state_is_taken_out_with_every_word(pledge):
    before = as_json(fresh(pledge).state())
    added = write(pledge, "objective", "Added since", key="own-added")
    draft = fresh(pledge)
    draft.become(before)
    assert touched(draft) == {("item:own-added", "objectives"): {"chosen": True}}
    assert draft.items["own-added"].text == added.text


def test_parties_and_lines_that_are_not_in_a_state_are_removed_and_come_back_with_every_column(pledge, by):
    filled, empty = as_json(fresh(pledge).state()), as_json(fresh(pledge).state())
    del empty[f"party:{KENYA}"], empty[f"line:{PUMPS}"], empty["blank:[x]"]
    with editing(pledge, "check", by=by) as draft:
        draft.become(empty)
    assert not pledge.parties.exists()
    assert not pledge.resource_lines.exists()
    assert (pledge.blank_fillings, pledge.line_bytes) == ({"[place]": "Nakuru"}, 0)
    with editing(pledge, "check", by=by) as draft:
        draft.become(filled)
        assert draft.parties[KENYA].state == State.objects.get(iso2="KE")
    assert as_json(fresh(pledge).state()) == filled
    line, party = pledge.resource_lines.get(), pledge.parties.get()
    assert (line.amount, line.currency, line.provider) == (Decimal("1200.50"), "CHF", "the Republic")
    assert (party.code, party.name, party.focal_name) == ("KE", "the Republic", "Amina")
    assert (pledge.open_until, pledge.regional_group) == (date(2021, 12, 31), group("sahel"))
    assert pledge.line_bytes == len("Pumps" + "the Republic")


WORDS = st.sampled_from(["", "Dig", "Help in [place]", "é\n\nü"])
STEP = st.one_of(
    st.tuples(st.just("pledge"), st.sampled_from(["title", "introduction", "opening", "resources_text"]), WORDS),
    st.tuples(st.just("pledge"), st.just("name_parties_in_full"), st.booleans()),
    st.tuples(st.just("pledge"), st.just("open_until"), st.none() | st.dates(date(1900, 1, 1), date(2200, 1, 1))),
    st.tuples(st.just("blank"), st.sampled_from(["[place]", "[x]", "[y]"]), st.sampled_from(["", "Nakuru", "wells"])),
    st.tuples(st.just(SAFETY), st.sampled_from(["text", "baseline"]), WORDS),
    st.tuples(st.sampled_from([SAFETY, EXPERTISE, "own-wells"]), st.just("chosen"), st.booleans()),
    st.tuples(st.just(EXPERTISE), st.sampled_from(["leads", "linked"]), st.sampled_from([[], [KENYA], [KENYA, "x"]])),
    st.tuples(st.just(PUMPS), st.just("amount"), st.none() | st.decimals("0", "99999", places=2)),
    st.tuples(st.just(PUMPS), st.just("gone"), st.none()),
    st.tuples(st.just(KENYA), st.just("gone"), st.none()),
    st.tuples(st.just("new item"), st.sampled_from(["own-a", "own-b"]), WORDS),
    st.tuples(st.just("new line"), st.sampled_from(["line-a", "line-b"]), WORDS),
)


def take(draft: Draft, step: tuple[str, str, Any]) -> None:
    what, name, value = step
    if what == "pledge":
        setattr(draft.pledge, name, value)
    elif what == "blank":
        filled = {**draft.pledge.blank_fillings, name: value}
        draft.pledge.blank_fillings = {blank: text for blank, text in filled.items() if text}
    elif what == "new item":
        item = Item(pledge=draft.pledge, key=name, kind="objective", text=value, position=draft.end())
        draft.items.setdefault(name, item)
    elif what == "new line":
        line = ResourceLine(pledge=draft.pledge, key=name, kind="human", description=value, position=9)
        draft.lines.setdefault(name, line)
    else:
        rows = draft.lines if what == PUMPS else draft.parties if what == KENYA else draft.items
        if name == "gone":
            rows.pop(what, None)
        elif what in rows:
            setattr(rows[what], name, value)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(saves=st.lists(st.lists(STEP, min_size=1, max_size=4), min_size=1, max_size=4), back=st.integers(0, 3))
def test_any_state_is_written_and_comes_back(pledge, by, saves, back):
    with transaction.atomic():
        states = [as_json(fresh(pledge).state())]
        for steps in saves:
            with editing(pledge, "check", by=by) as draft:
                for step in steps:
                    take(draft, step)
                meant = as_json(draft.state())
            assert as_json(fresh(pledge).state()) == meant
            states.append(meant)
        wanted = states[min(back, len(saves))]
        with editing(pledge, "check", by=by) as draft:
            draft.become(wanted)
        now = as_json(fresh(pledge).state())
        since = {row for row in now if row not in wanted}
        assert {row: columns for row, columns in now.items() if row not in since} == wanted
        assert all(row.startswith("item:") and not now[row]["chosen"] for row in since)
        transaction.set_rollback(True)  # the next example meets the same pledge


# What is written of it


def test_rows_that_changed_are_written_with_what_stood_there_before(pledge, by):
    with editing(pledge, "actions", by=by) as draft:
        draft.items[EXPERTISE].responsible, draft.items[EXPERTISE].leads = "Ministry", []
        draft.items[SAFETY].chosen = False
        draft.pledge.title = "Pumps"
        draft.pledge.blank_fillings = {"[place]": "Nakuru"}
        del draft.lines[PUMPS]
        line = ResourceLine(pledge=draft.pledge, key="line-new", kind="human", position=1)
        draft.lines[line.key] = line
    changes = {change.row: change for change in Change.objects.filter(pledge=pledge)}
    assert {row: (change.section, change.before) for row, change in changes.items()} == {
        f"item:{EXPERTISE}": ("actions", {"responsible": "Unit", "leads": [KENYA]}),
        f"item:{SAFETY}": ("objectives", {"chosen": True}),
        "pledge": ("parties", {"title": "Wells"}),
        "blank:[x]": (BLANKS_SECTION, {"text": "of wells"}),
        "line:line-new": ("resources", None),
        f"line:{PUMPS}": (
            "resources",
            {
                "position": 0,
                "kind": "financial",
                "description": "Pumps",
                "amount": "1200.50",
                "currency": "CHF",
                "provider": "the Republic",
            },
        ),
    }
    assert {change.by for change in changes.values()} == {by}
    assert {change.version for change in changes.values()} == {1}
    assert len({change.at for change in changes.values()}) == 1
    item = Item.objects.get(pledge=pledge, key=EXPERTISE)
    assert (item.responsible, item.leads, item.start) == ("Ministry", [], "2020")
    assert [row.key for row in pledge.resource_lines.all()] == ["line-new"]


def test_version_of_each_section_that_changed_goes_up_by_one(pledge, by):
    with editing(pledge, "objectives", by=by) as draft:
        draft.items[SAFETY].text = "Once"
    with editing(pledge, "objectives", by=by) as draft:
        draft.items[SAFETY].text = "Twice"
        draft.pledge.title = "Pumps"
    with editing(pledge, "objectives", by=by) as draft:
        draft.items[SAFETY].text = "Twice"
    with editing(pledge, "indicators", by=by):
        pass
    found = Pledge.objects.get(pk=pledge.pk)
    assert {slug: state.version for slug, state in found.section_states.items()} == {
        "objectives": 2,
        "parties": 1,
        "indicators": 0,
    }
    assert {state.saved_by for state in found.section_states.values()} == {by.pk}
    assert [(change.section, change.version) for change in Change.objects.all()] == [
        ("objectives", 1),
        ("parties", 1),
        ("objectives", 2),
    ]


def test_readiness_stays_what_a_drafter_said(pledge, by):
    with editing(pledge, "objectives", by=by) as draft:
        draft.pledge.note("objectives", ready=True)
    with editing(pledge, "objectives", by=by) as draft:
        draft.items[SAFETY].text = "Other"
    assert Pledge.objects.get(pk=pledge.pk).section_states["objectives"].ready


def test_given_pledge_is_up_to_date_afterwards(pledge, by):
    elsewhere = Pledge.objects.get(pk=pledge.pk)
    with editing(elsewhere, "introduction", by=by) as draft:
        draft.pledge.opening, draft.pledge.regional_group = "We pledge:", None
    assert pledge.opening == ""
    assert pledge.regional_group == group("sahel")
    with editing(pledge, "parties", by=by) as draft:
        draft.pledge.title = "Pumps"
    assert (pledge.title, pledge.opening, pledge.regional_group) == ("Pumps", "We pledge:", None)
    stored = Pledge.objects.get(pk=pledge.pk)
    for field in Pledge._meta.concrete_fields:
        assert getattr(pledge, field.attname) == getattr(stored, field.attname), field.attname


def refuse(draft: Draft) -> None:
    raise TextRefusedError("Too long")


def grow(draft: Draft) -> None:
    draft.pledge.introduction = "x" * MAX_PLEDGE_BYTES


@pytest.mark.parametrize("spoil", [refuse, grow])
def test_nothing_is_written_when_a_text_is_refused(pledge, by, spoil):
    before, fields = as_json(fresh(pledge).state()), dict(Pledge.objects.values().get())
    known = {field.attname: getattr(pledge, field.attname) for field in Pledge._meta.concrete_fields}

    def change() -> None:
        with editing(pledge, "objectives", by=by) as draft:
            draft.items[SAFETY].text, draft.pledge.title = "Other", "Pumps"
            draft.pledge.note("objectives", ready=True)
            del draft.lines[PUMPS]
            spoil(draft)

    with pytest.raises(TextRefusedError):
        change()
    assert as_json(fresh(pledge).state()) == before
    assert Pledge.objects.values().get() == fields
    assert {field.attname: getattr(pledge, field.attname) for field in Pledge._meta.concrete_fields} == known
    assert not Change.objects.exists()


@pytest.mark.parametrize("status", ["in-circulation", "agreed", "submitted", "withdrawn"])
def test_nothing_is_written_when_the_pledge_is_no_draft(pledge, by, status):
    before = as_json(fresh(pledge).state())
    Pledge.objects.update(status=status)
    with pytest.raises(WrongStateError), editing(pledge, "objectives", by=by) as draft:
        draft.items[SAFETY].text = "Other"
    assert as_json(fresh(pledge).state()) == before
    assert (pledge.status, pledge.sections) == ("draft", {})
    assert not Change.objects.exists()


def test_draft_that_is_locked_is_written_as_it_is_and_goes_on(pledge, by):
    with transaction.atomic():
        draft = locked_draft(pledge)
        draft.items[SAFETY].text = "Before"
        with editing(draft, "objectives", by=by) as same:
            assert same is draft
            draft.items[EXPERTISE].responsible = "Ministry"
        with editing(draft, "objectives", by=by):
            draft.items[SAFETY].text = "After"
    assert Item.objects.get(key=SAFETY).text == "After"
    assert [change.before for change in Change.objects.filter(row=f"item:{SAFETY}")] == [
        {"text": "Keep everybody safe."},
        {"text": "Before"},
    ]
    assert list(draft.touched()) == []
