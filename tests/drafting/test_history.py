"""A pledge's history: entries, the pledge as it stood at any time, and what is new to somebody."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commitments import document
from commitments.drafting import history, parties, picking, resources, starting
from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.merge import save
from commitments.drafting.editing.target import (
    BlankFilling,
    ItemElement,
    ItemField,
    LineField,
    LineRemoval,
    PartyField,
    PledgeField,
)
from commitments.drafting.restoring import name_version, restore
from commitments.models import Change, NamedVersion, Pledge, menu
from tests.edits import save_fields
from tests.factories import add_party, add_resource, make_organisation, make_pledge, make_user, pick, write

pytestmark = pytest.mark.django_db
HARM, SAFETY = "a-protect-from-harm", "a-safety-dignity-rights"
EXPERTISE = "b-detention-draw-on-expertise"


@pytest.fixture
def pledge() -> Pledge:
    return make_pledge(title="Wells")


@pytest.fixture
def amina():
    return make_user(name="Amina Wanjiru")


@pytest.fixture
def jonas():
    return make_user(name="Jonas Weber")


def edit(pledge: Pledge, by, *edits: Edit, section: str = "actions") -> None:
    save(pledge, section, edits, by=by)


def rename(pledge: Pledge, by, **columns: str) -> None:
    key = pledge.parties.first().key
    edits = [Edit(PartyField(key, name), value) for name, value in columns.items()]
    edit(pledge, by, *edits, section="parties")


def title(pledge: Pledge, words: str, by) -> None:
    save_fields(pledge, "parties", {"title": words}, by=by)


def later(minutes: int) -> None:
    """Let all that happened so far have happened some minutes earlier."""
    for change in Change.objects.all():
        Change.objects.filter(pk=change.pk).update(at=change.at - timedelta(minutes=minutes))


def printed(pledge: Pledge) -> document.PledgeDocument:
    return document.build(Pledge.objects.get(pk=pledge.pk))


def test_autosaves_of_one_session_are_one_entry(pledge, amina):
    for words in ("W", "We", "Wel", "Well"):
        title(pledge, words, amina)
    save_fields(pledge, "introduction", {"opening": "We pledge"}, by=amina)
    (entry,) = history.entries(pledge)
    assert (entry.who, entry.sections) == ("Amina Wanjiru", ("parties", "introduction"))
    assert (entry.first, entry.last) == (pledge.changes.first().pk, pledge.changes.last().pk)


def test_long_pause_begins_another_entry(pledge, amina):
    title(pledge, "One", amina)
    later(31)
    title(pledge, "Two", amina)
    later(29)
    title(pledge, "Three", amina)
    assert len(history.entries(pledge)) == 2


def test_two_people_at_once_have_an_entry_each_the_newest_first(pledge, amina, jonas):
    title(pledge, "One", amina)
    title(pledge, "Two", jonas)
    title(pledge, "Three", amina)
    assert [entry.who for entry in history.entries(pledge)] == ["Amina Wanjiru", "Jonas Weber"]


def test_version_with_a_name_ends_an_entry(pledge, amina):
    title(pledge, "One", amina)
    name_version(pledge, "What we sent", by=amina)
    title(pledge, "Two", amina)
    newer, older = history.entries(pledge)
    assert (older.names, newer.names) == (("What we sent",), ())


def test_entry_of_a_person_who_is_gone_stays(pledge, amina):
    title(pledge, "One", amina)
    amina.delete()
    assert [entry.who for entry in history.entries(pledge)] == ["–"]


def test_entries_of_another_pledge_stay_out(pledge, amina):
    title(make_pledge(), "Other", amina)
    assert history.entries(pledge) == []


def test_entries_take_two_queries_however_many_there_are(pledge, amina):
    counts = []
    for number in range(3):
        title(pledge, f"{number}", amina)
        later(60)
        with CaptureQueriesContext(connection) as queries:
            history.entries(pledge)
        counts.append(len(queries))
    assert counts == [2, 2, 2]


def test_older_entries_are_those_before(pledge, amina):
    for number in range(3):
        title(pledge, f"{number}", amina)
        later(60)
    newest, *older = history.entries(pledge)
    assert history.entries(pledge, before=newest.first) == older


def verbs(pledge: Pledge, by) -> list:
    """Every way in which a pledge changes, in an order that makes sense of each."""
    theme = menu(pledge.model_text).themes[0]
    own = "own-0123456789"
    return [
        lambda: title(pledge, "Other words", by),
        lambda: save_fields(pledge, "parties", {"open_until": date(2022, 1, 1), "openness": "open"}, by=by),
        lambda: parties.add_parties(pledge, ["Relief", "Aid"], by=by),
        lambda: parties.move_party(pledge.parties.latest("position", "pk"), "up", by=by),
        lambda: rename(pledge, by, name="Water Relief", focal_name="Ann", signatory_name="Joseph"),
        lambda: edit(pledge, by, *(Edit(ItemField(k, "chosen"), value=True) for k in (SAFETY, HARM, EXPERTISE))),
        lambda: edit(pledge, by, Edit(ItemField(HARM, "text"), "Reworded [x]")),
        lambda: picking.move(pledge.items.get(key=HARM), "up", section="objectives", by=by),
        lambda: edit(
            pledge,
            by,
            Edit(ItemField(own, "text"), "Dig", new={"kind": "action", "theme_name": "Water", "chosen": False}),
        ),
        lambda: edit(pledge, by, Edit(ItemField(own, "chosen"), value=True)),
        lambda: edit(pledge, by, Edit(ItemElement(own, "leads", pledge.parties.first().key), value=True)),
        lambda: edit(pledge, by, Edit(ItemElement(own, "linked", HARM), value=True)),
        lambda: picking.put_under(pledge, own, menu(pledge.model_text).heading(theme.pk, ""), 1, by=by),
        lambda: edit(pledge, by, Edit(BlankFilling("[x]"), "of wells"), section="check"),
        lambda: edit(
            pledge,
            by,
            Edit(LineField("line-0123456789", "description"), "Wells", new={"kind": "human"}),
            section="resources",
        ),
        lambda: edit(pledge, by, Edit(LineField("line-0123456789", "amount"), 12), section="resources"),
        lambda: resources.move_line(pledge, "line-0123456789", "up", by=by),
        lambda: edit(pledge, by, Edit(LineRemoval("line-0123456789"), value=True), section="resources"),
        lambda: parties.remove_party(pledge.parties.earliest("position", "pk"), by=by),
        lambda: edit(pledge, by, Edit(ItemField(SAFETY, "chosen"), value=False)),
        lambda: edit(pledge, by, Edit(BlankFilling("[x]"), ""), section="check"),
    ]


def test_pledge_as_it_stood_after_any_change_is_its_document_then(pledge, amina):
    add_party(pledge, "state", "KE")
    add_resource(pledge, description="Running costs", amount="12.50", currency="CHF")
    stood = [(0, printed(pledge))]
    for verb in verbs(pledge, amina):
        verb()
        pledge.refresh_from_db()
        stood.append((pledge.changes.newest(), printed(pledge)))
    assert len({after for after, _doc in stood}) == len(stood), "each of them changed something"
    for after, then in stood:
        assert document.build(history.as_of(pledge, after)) == then


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.lists(st.integers(0, 20), min_size=1, max_size=8), back=st.data())
def test_restoring_any_version_gives_its_exact_document(order, back, model_text):
    by = make_user()
    pledge = starting.start_pledge(model_text, make_organisation(), by=by)
    stood = [(0, printed(pledge))]
    for number in order:
        pledge.refresh_from_db()
        try:
            verbs(pledge, by)[number]()
        except (AttributeError, KeyError, ObjectDoesNotExist):
            continue  # it needs what another one makes
        stood.append((pledge.changes.newest(), printed(pledge)))
    for after, then in back.draw(st.permutations(stood)):
        restore(pledge, after, by=by)
        assert printed(pledge) == then
    for after, then in stood:
        assert document.build(history.as_of(pledge, after)) == then, "what came before is still there"


def test_restoring_is_a_new_version_with_a_name_and_so_is_what_it_replaced(pledge, amina, jonas):
    title(pledge, "One", amina)
    first = pledge.changes.newest()
    title(pledge, "Two", amina)
    second = pledge.changes.newest()
    restore(pledge, first, by=jonas)
    assert pledge.title == "One"
    newest, before = history.entries(pledge)
    assert newest.who == "Jonas Weber"
    assert newest.names[0].startswith("Restored: 20")
    assert (before.last, before.names) == (second, ("Before going back",))
    restore(pledge, second, by=jonas)
    assert printed(pledge).title == "Two"


def test_restoring_what_stands_there_does_nothing(pledge, amina):
    title(pledge, "One", amina)
    restore(pledge, pledge.changes.newest(), by=amina)
    assert pledge.changes.count() == 1


def test_restoring_tells_pages_that_are_open_elsewhere(pledge, amina):
    title(pledge, "One", amina)
    version = pledge.version_of("parties")
    restore(pledge, 0, by=amina)
    assert pledge.version_of("parties") == version + 1


def test_restored_item_that_was_never_in_the_pledge_is_out_with_every_word(pledge, amina):
    edit(pledge, amina, Edit(ItemField(HARM, "chosen"), value=True))
    edit(pledge, amina, Edit(ItemField(HARM, "text"), "My words"))
    restore(pledge, 0, by=amina)
    assert (pledge.items.get().chosen, pledge.items.get().text) == (False, "My words")


def test_pledge_in_official_wording_has_nothing_of_the_drafter_s(pledge):
    pick(pledge, HARM, "My words")
    write(pledge, "objective", "Dig wells")
    pledge.opening = "We"
    found = document.build(history.as_model(pledge))
    assert [objective.wording for objective in found.objectives] == ["official"]
    assert found.opening_is_generated
    assert found.introduction_is_official
    assert pledge.opening == "We", "it is a copy"


def test_authors_are_those_of_the_last_change_between_two_points(pledge, amina, jonas):
    title(pledge, "One", amina)
    start = pledge.changes.newest()
    title(pledge, "Two", amina)
    title(pledge, "Three", jonas)
    edit(pledge, jonas, Edit(ItemField(HARM, "chosen"), value=True))
    found = history.authors(pledge, start, pledge.changes.newest())
    assert {name: author.who for name, author in found.items()} == {
        "pledge.title": "Jonas Weber",
        f"item:{HARM}": "Jonas Weber",
    }
    title(pledge, "Four", amina)
    title(pledge, "Five", jonas)
    found = history.authors(pledge, start, pledge.changes.newest())
    assert found["pledge.title"].everybody == "Amina Wanjiru, Jonas Weber"
    edit(pledge, amina, Edit(PledgeField("period_end"), 2027))
    assert history.authors(pledge, start, pledge.changes.newest())["pledge.period_start"].who == "Amina Wanjiru"


def test_what_others_changed_is_new(pledge, amina, jonas):
    title(pledge, "One", jonas)
    seen = pledge.changes.newest()
    title(pledge, "Two", amina)
    own = pledge.changes.newest()
    save_fields(pledge, "introduction", {"opening": "We"}, by=jonas)
    assert history.new_to(pledge, amina, seen) == (["introduction"], own)
    assert history.new_to(pledge, jonas, seen) == (["parties"], seen)
    assert history.new_to(pledge, amina, pledge.changes.newest()) == ([], pledge.changes.newest())


def test_names_go_with_the_pledge(pledge, amina):
    name_version(pledge, "Sent", by=amina)
    pledge.delete()
    assert not NamedVersion.objects.exists()
