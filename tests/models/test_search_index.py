"""Finding pledges by their words: what is kept of each, and what a search makes of what is typed."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from commitments.drafting import copying, parties, starting
from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.merge import save
from commitments.drafting.editing.target import BlankFilling
from commitments.drafting.editing.write import editing
from commitments.drafting.importing.pledges import import_pledge
from commitments.drafting.search_words import LONGEST_PART, index
from commitments.models import Draft, Pledge, State
from commitments.models.sql.search_index import MOST_FOUND, searched
from commitments.web.dashboard import matching
from tests.edits import save_fields
from tests.factories import add_party, add_resource, make_member, make_organisation, make_pledge, pick, write

pytestmark = pytest.mark.django_db


def indexed(pledge: Pledge) -> Pledge:
    """Keep the words of a pledge whose rows a factory made."""
    index(Draft(pledge))
    pledge.save(update_fields=["search_text"])
    return pledge


def found(text: str, organisation=None, status: str = "") -> set[str]:
    """The titles of what a search finds, in one organisation or in all."""
    pledges = Pledge.objects.all()
    pledges = pledges.filter(organisation=organisation) if organisation else pledges
    pledges = pledges.filter(status=status) if status else pledges
    return {each.title for each in matching(pledges, text, [organisation.pk] if organisation else None, status)}


@pytest.fixture
def wells() -> Pledge:
    pledge = make_pledge(title="Wells for Türkiye")
    add_party(pledge, "national_society", "KE")
    write(pledge, "objective", "Drill boreholes")
    write(pledge, "action", "Buried treasure", chosen=False)
    return indexed(pledge)


@pytest.fixture
def other(wells) -> Pledge:
    return indexed(make_pledge(title="Roads"))


@pytest.mark.parametrize(
    "text",
    [
        "wells",
        "WELLS",
        "well",  # the beginning of a word
        "turkiye",
        "Türkiye wells",
        "kenya",
        "Croix-Rouge",
        "الكيني",
        "borehole",
        "wells kenya boreholes",
    ],
)
def test_search_finds_by_title_party_and_text(wells, other, text):
    assert found(text) == {"Wells for Türkiye"}


def test_search_finds_by_reference(wells, other):
    assert found(wells.reference) == found(wells.reference.lower()) == {wells.title}


@pytest.mark.parametrize("text", ["treasure", "wells roads", "ells", "fo", "no such word", "|", "?!", ""])
def test_search_finds_nothing_else(wells, other, text):
    assert found(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        '"', "'", "''", '"wells', "wells'", "wells*", "(wells", "wells)", "wells:", "words : wells", "^wells", "-wells",
        "wells & !", "wells | ", "wells <-> ", "wells \\", "{wells}", "wells;--", "%wells%", "\0wells\0", "wells\r\n",
    ],
)  # fmt: skip
def test_search_takes_operators_for_space(wells, other, text):
    assert found(text) == ({wells.title} if "wells" in text and "words" not in text else set())


@pytest.mark.parametrize("text", ["wells AND", "NOT wells", "wells OR roads", "NEAR(wells for)"])
def test_search_takes_operators_that_are_words_for_words(wells, other, text):
    assert found(text) == set()


def test_search_of_3000_characters_looks_at_the_first_few(wells, other):
    assert found("wells " * 500) == {wells.title}
    assert found("w" * 3000) == set()
    assert found(" ".join(f"word{number}" for number in range(500))) == set()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=250))
@example("\ud7ff\U0010ffff\0" * 40)
@example("'" * 250)
@example('"*' * 125)
def test_search_never_fails(wells, text):
    assert found(text, wells.organisation, "draft") <= {wells.title}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(categories=["L", "N", "M", "Z", "P"]), min_size=1, max_size=30))
def test_both_databases_find_a_title_by_itself(wells, title):
    wells.title = title
    wells.save(update_fields=["title"])
    indexed(wells)
    assert found(title) == ({title} if searched(title) else set())


def test_search_stays_within_organisation_and_state(wells):
    theirs = indexed(make_pledge(title="Their wells", status="submitted"))
    assert found("wells") == {wells.title, theirs.title}
    assert found("wells", wells.organisation) == {wells.title}
    assert found("wells", status="submitted") == {theirs.title}
    assert found("wells", wells.organisation, "submitted") == set()
    assert found("wells", wells.organisation, "in-circulation") == set()
    assert found("submitted") == found(str(wells.organisation.pk)) - {wells.title} == set()


def test_search_knows_a_new_state_and_forgets_what_is_deleted(wells):
    for status in ("in-circulation", "agreed", "submitted"):
        Pledge.objects.update(status=status)
        assert found("wells", wells.organisation, status) == {wells.title}
        assert found("wells", wells.organisation, "draft") == set()
    wells.delete()
    assert found("wells") == set()
    again = indexed(make_pledge(title="Anew"))
    assert found("wells") == set()
    assert found("anew") == {again.title}


def test_search_of_a_common_word_finds_the_pledges_started_last():
    organisation, model = make_organisation(), make_pledge().model_text
    Pledge.objects.bulk_create(
        Pledge(model_text=model, organisation=organisation, title=str(number), search_text="wells", **PERIOD)
        for number in range(MOST_FOUND + 100)
    )
    titles = found("wells")
    assert len(titles) == MOST_FOUND + 1
    assert "99" in titles
    assert "98" not in titles


PERIOD = {"period_start": 2019, "period_end": 2023}


# What is kept of each


def test_every_verb_keeps_the_words(model_text):
    user = make_member()
    organisation = user.organisations.get()
    pledge = starting.start_pledge(model_text, organisation, by=user, title="Safe roads")
    assert found("roads") == {"Safe roads"}
    save_fields(pledge, "parties", {"title": "Safe rivers"}, by=user)
    assert (found("roads"), found("rivers")) == (set(), {"Safe rivers"})
    (party,) = parties.add_parties(pledge, [State.objects.get(iso2="NL")], by=user)
    assert found("netherlands") == found("rivers pays-bas") == {"Safe rivers"}
    pick(pledge, "a-safety-dignity-rights", "Dykes")
    with editing(pledge, "objectives", by=user) as draft:
        draft.items["a-safety-dignity-rights"].text = "Dams"
    assert (found("dykes"), found("dams netherlands")) == (set(), {"Safe rivers"})
    with editing(pledge, "objectives", by=user) as draft:
        draft.items["a-safety-dignity-rights"].chosen = False
    assert (found("dams"), found("netherlands")) == (set(), {"Safe rivers"})
    parties.remove_party(party, by=user)
    assert found("netherlands") == set()
    assert found("rivers") == {"Safe rivers"}


def test_filling_of_a_blank_is_found(wells):
    user = make_member(organisation=wells.organisation)
    edit = Edit(BlankFilling("[x]"), "the Society of Examplia")
    save(wells, "check", [edit], by=user)
    assert found("examplia") == {wells.title}


@pytest.mark.parametrize(
    ("section", "fields"),
    [
        ("introduction", {"introduction": "Recalling the Nansen passport"}),
        ("introduction", {"opening": "We, who hold Nansen dear:"}),
        ("resources", {"resources_text": "The Nansen fund pays"}),
    ],
)
def test_what_is_written_beside_the_items_is_found(wells, section, fields):
    user = make_member(organisation=wells.organisation)
    save_fields(wells, section, fields, by=user)
    assert found("nansen kenya boreholes") == {wells.title}
    assert found("vulnerabilities") == set(), "of the official introduction, which every pledge has"
    save_fields(wells, section, dict.fromkeys(fields, ""), by=user)
    assert found("nansen") == set()


def test_line_of_the_resources_is_found(wells):
    user = make_member(organisation=wells.organisation)
    add_resource(wells, key="line-1", description="Drilling rigs", provider="Nansen fund")
    with editing(wells, "resources", by=user) as draft:
        draft.lines["line-1"].description = "Drilling towers"
    assert found("towers nansen boreholes") == {wells.title}
    with editing(wells, "resources", by=user) as draft:
        del draft.lines["line-1"]
    assert found("nansen") == set()
    assert found("boreholes") == {wells.title}


def test_words_of_pledges_that_are_there_are_written_anew(wells):
    was = wells.search_text
    Pledge.objects.update(introduction=f"{wells.introduction}\n\nRecalling Nansen", search_text="")
    add_resource(wells, description="Drilling rigs")
    import_module("commitments.migrations.0010_dashboard").write_words(apps, None)
    assert found("nansen rigs kenya boreholes") == {wells.title}
    wells.refresh_from_db()
    assert set(was.split()) < set(wells.search_text.split())


def test_copy_and_import_are_found(wells):
    user = make_member(organisation=wells.organisation)
    copying.copy_pledge(
        wells, model_text=wells.model_text, organisation=wells.organisation, period=(2024, 2028), title="Copy", by=user
    )
    assert found("boreholes kenya") == {wells.title, "Copy"}
    import_pledge(IMPORTED, owner=user)
    assert found("lanterns uganda") == {"Imported"}


IMPORTED = (
    b'{"format": "pledgebuilder/1", "model_text": "migration-2019", "title": "Imported",'
    b' "parties": [{"kind": "state", "code": "UG"}], "objectives": [{"text": "Lanterns"}]}'
)


def test_save_that_changes_no_word_keeps_the_index_alone(wells):
    user = make_member(organisation=wells.organisation)
    with editing(wells, "objectives", by=user) as draft:
        next(iter(draft.items.values())).responsible = "Unit"
    was = wells.search_text
    wells.refresh_from_db()
    assert wells.search_text == was
    assert found("boreholes") == {wells.title}
    assert found("unit") == set()


def test_long_pledge_keeps_as_many_words_as_fit(wells):
    write(wells, "objective", " ".join(f"word{number}" for number in range(5_000)))
    indexed(wells)
    assert len(wells.search_text) < 3 * LONGEST_PART
    assert found("word0 boreholes") == {wells.title}
    assert found("word4999") == set()
    assert wells.search_text == " ".join(wells.search_text.split())


def test_hundreds_of_words_of_all_parts_fit_postgres(wells):
    Pledge.objects.filter(pk=wells.pk).update(search_text="")
    assert found("wells") == set()
    Pledge.objects.filter(pk=wells.pk).update(search_text=" ".join(f"w{number}" for number in range(9_000)))
    assert found("w8999") == {wells.title}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL generates the column itself")
def test_triggers_are_there_after_every_migration():
    """A migration that alters Pledge on SQLite remakes its table, without triggers: see models/search_index.py."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'commitments_pledge' ORDER BY name"
        )
        names = [name for (name,) in cursor.fetchall()]
    assert names == ["commitments_search_changed", "commitments_search_gone", "commitments_search_new"]
