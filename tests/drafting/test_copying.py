"""Copying a pledge: all of it, or what the other model text knows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitments import document
from commitments.drafting.copying import Copied, copy_pledge
from commitments.drafting.readers import note_reader
from commitments.exports.json import render
from commitments.library.loading import load_library
from commitments.models import Change, Clause, ModelText, Pledge, menu
from commitments.text.limits import TextRefusedError
from tests.edits import reword
from tests.factories import add_party, add_resource, fill, link, make_organisation, make_pledge, make_user, pick, write
from tests.library.test_second_model_text import FOLDER

pytestmark = pytest.mark.django_db

REFUGEES = "a-gcr-humanitarian-objectives"
RIGHTS = "a-gcr-responsibility-sharing"
EXPERTISE = "b-detention-draw-on-expertise"


@pytest.fixture
def pledge() -> Pledge:
    pledge = make_pledge(title="Wells", region="our valley", status="submitted")
    state, society = add_party(pledge, "state", "KE", focal_name="Amina"), add_party(pledge, "national_society", "KE")
    objective = pick(pledge, REFUGEES)
    pick(pledge, RIGHTS)
    pick(pledge, "a-safety-dignity-rights", "Taken out", chosen=False)
    action = pick(pledge, EXPERTISE, responsible="Unit [x]")
    own = write(pledge, "action", "Dig wells", theme_name="Water")
    indicator = pick(pledge, "c-partnerships", target="5")
    link(action, leads=[state, society], linked=[objective])
    link(own, leads=[society])
    link(indicator, linked=[action, own])
    add_resource(pledge, amount="1200.50", currency="CHF", description="Pumps")
    fill(pledge, {"[x]": "of wells"})
    pledge.note("objectives", ready=True)
    pledge.save(update_fields=["sections"])
    return pledge


@pytest.fixture
def water() -> ModelText:
    load_library(FOLDER)
    return ModelText.objects.get(slug="water-2024")


def copied(pledge: Pledge, model_text: ModelText | None = None, **changes) -> Copied:
    said = {"organisation": pledge.organisation, "period": (2024, 2027), "title": "Again", "by": make_user(), **changes}
    found = copy_pledge(pledge, model_text=model_text or pledge.model_text, **said)
    found.pledge.refresh_from_db()
    return found


def test_copy_prints_the_same_but_for_what_was_asked(pledge):
    before, printed = render(document.build(pledge)), document.build(pledge)
    result = copied(pledge)
    assert (result.clauses, result.themes) == ((), ())
    copy = document.build(result.pledge)
    assert copy.reference != pledge.reference
    assert (copy.status, copy.title, copy.period) == ("draft", "Again", (2024, 2027))
    for name in ("parties", "introduction", "opening", "region", "objectives", "resource_lines", "resources_text"):
        assert getattr(copy, name) == getattr(printed, name)
    assert [action.text for action in copy.actions] == [action.text for action in printed.actions]
    assert [action.leads for action in copy.actions] == [(0, 1), (1,)]
    assert copy.actions[0].responsible == "Unit of wells"
    assert copy.actions[0].serves == (REFUGEES,)
    assert len(copy.indicators[0].measures) == 2
    assert render(document.build(pledge)) == before


def test_copy_keeps_what_was_taken_out_and_leaves_what_people_said(pledge):
    by, organisation = make_user(), make_organisation()
    copy = copied(pledge, by=by, organisation=organisation).pledge
    assert copy.items.get(chosen=False).text == "Taken out"
    assert copy.section_states == {}
    assert (copy.created_by, copy.organisation) == (by, organisation)
    pledge.refresh_from_db()
    assert list(pledge.section_states) == ["objectives"]
    assert pledge.items.count() == copy.items.count() == 6


def test_copy_begins_a_history_of_its_own(pledge):
    Pledge.objects.update(status="draft")
    by = make_user()
    reword(pledge, REFUGEES, "Help refugees", by=by)
    note_reader(pledge, by, "objectives")
    copy = copied(pledge, by=by).pledge
    assert Change.objects.filter(pledge=pledge).count() == 1
    assert not Change.objects.filter(pledge=copy).exists()
    assert (copy.sections, copy.readers) == ({}, {})
    assert copy.line_bytes == pledge.line_bytes > 0


def test_other_model_text_makes_own_wording_of_unknown_clauses(pledge, water):
    result = copied(pledge, water)
    copy = document.build(result.pledge)
    assert copy.introduction == menu(water).introduction
    titles = dict(Clause.objects.values_list("slug", "title"))
    assert result.clauses == tuple(titles[slug] for slug in (REFUGEES, EXPERTISE, "c-partnerships", RIGHTS))
    assert result.themes == ("Migrants in detention",) or len(result.themes) == 1
    assert {item.wording for item in result.pledge.items.all()} == {"own"}
    assert [theme.name for theme in copy.themes] == [result.themes[0], "Water"]
    printed = document.build(pledge)
    assert copy.objectives[0].text == printed.objectives[0].text
    assert [addition.text for addition in copy.objectives[0].additions] == [
        addition.text for addition in printed.objectives[0].additions
    ]
    assert len(copy.indicators[0].measures) == 2
    assert [theme.number for theme in copy.themes] == [1, 2], "none of them is the new text's"
    assert [action.number for action in copy.actions] == ["1.1", "2.1"]


def test_own_headings_are_numbered_behind_those_that_the_other_text_has(water):
    type(menu(water).themes[0]).objects.filter(model_text=water).update(slug="b-detention")
    water.edition = "one theme of the same name"
    water.save()
    pledge = make_pledge()
    pick(pledge, EXPERTISE)
    write(pledge, "action", "Dig wells", theme_name="Water")
    copy = document.build(copied(pledge, water).pledge)
    assert [(theme.slug, theme.number) for theme in copy.themes] == [("b-detention", 1), ("", 2)]


def test_clauses_of_the_same_name_are_carried(water, model_text):
    """Back from the water text: clauses that both texts have, made here by giving the second the first one's names."""
    detention = next(theme for theme in menu(model_text).themes if theme.slug == "b-detention")
    renamed = {
        "safe-water": REFUGEES,
        "safe-water-schools": RIGHTS,
        "wells-dig": EXPERTISE,
        "sanitation": "c-partnerships",
    }
    for old, new in renamed.items():
        Clause.objects.filter(model_text=water, slug=old).update(slug=new)
    water.edition = "renamed"
    water.save()
    pledge = make_pledge(model_text="water-2024")
    pick(pledge, REFUGEES)
    pick(pledge, RIGHTS, "our own words")
    pick(pledge, EXPERTISE)
    pick(pledge, "c-partnerships")  # an objective here, an indicator there
    write(pledge, "action", "Dig", theme=menu(water).themes[0])
    result = copied(pledge, model_text)
    items = {item.text: item for item in result.pledge.items.select_related("clause")}
    official = menu(model_text).by_slug
    assert items[official[REFUGEES].text].wording == "official"
    assert items["our own words"].wording == "adapted"
    assert items["our own words"].official_text == official[RIGHTS].text
    assert items[official[EXPERTISE].text].theme_id == detention.pk
    assert result.clauses == ("Sanitation",) or len(result.clauses) == 1
    assert items["Dig"].theme_name == menu(water).themes[0].heading
    assert result.themes == (menu(water).themes[0].heading,)
    document.build(result.pledge)


def test_addition_whose_objective_is_another_there_becomes_own(water, model_text):
    Clause.objects.filter(model_text=water, slug="safe-water-schools").update(slug=RIGHTS)
    water.edition = "renamed too"
    water.save()
    pledge = make_pledge(model_text="water-2024")
    pick(pledge, "safe-water")
    pick(pledge, RIGHTS)
    result = copied(pledge, model_text)
    addition = result.pledge.items.get(kind="addition")
    assert (addition.wording, addition.parent.kind) == ("own", "objective")


def test_theme_of_the_same_name_is_carried(water, model_text):
    type(menu(water).themes[0]).objects.filter(model_text=water).update(slug="b-detention")
    water.edition = "renamed theme"
    water.save()
    pledge = make_pledge(model_text="water-2024")
    write(pledge, "action", "Dig", theme=menu(water).themes[0])
    result = copied(pledge, model_text)
    assert result.pledge.items.get().theme.slug == "b-detention"
    assert result.themes == ()


def test_own_introduction_and_opening_come_along(pledge, water):
    Pledge.objects.update(introduction="Ours.", opening="We pledge:")
    pledge.refresh_from_db()
    copy = copied(pledge, water).pledge
    assert (copy.introduction, copy.opening) == ("Ours.", "We pledge:")


def test_copy_that_would_be_too_large_is_refused(pledge, water):
    fill(pledge, {"[y]": "word " * 30 + "end"})
    write(pledge, "objective", "[y] " * 900)
    count = Pledge.objects.count()
    with pytest.raises(TextRefusedError):
        copied(pledge, water)
    assert Pledge.objects.count() == count


def test_copy_takes_the_same_queries_for_one_item_and_all(water, model_text):
    counts = []
    offered = sorted(menu(model_text).offered, key=lambda clause: clause.parent_id is not None)
    for number in (1, 1, 12):  # within what SQLite takes in one INSERT
        pledge = make_pledge()
        for code in ["KE", "NL"][:number]:
            add_party(pledge, "state", code)
        items = [pick(pledge, clause.slug) for clause in offered[:number]]
        write(pledge, "addition", "and more", parent=items[0])
        link(items[0], leads=pledge.parties.all(), linked=items)
        add_resource(pledge)
        fill(pledge, {"[x]": "of wells"})
        by = make_user()
        with CaptureQueriesContext(connection) as queries:
            copy_pledge(
                pledge, model_text=water, organisation=pledge.organisation, period=(2024, 2027), title="Again", by=by
            )
        counts.append(len(queries))
    assert counts[1] == counts[2]
