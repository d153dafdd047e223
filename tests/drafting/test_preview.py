"""The live preview: every candidate on the paper, and what is shown at first is to the letter what is printed."""

from __future__ import annotations

from itertools import combinations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commitments import document
from commitments.drafting.preview import LiveTheme, ObjectiveCandidate, live_items, live_objectives, live_themes
from commitments.models import Clause, Item, menu
from tests.factories import add_party, make_pledge, pick, write

pytestmark = pytest.mark.django_db

REFUGEES = "a-gcr-humanitarian-objectives"
REFUGEE_ADDITIONS = ["a-gcr-responsibility-sharing", "a-gcr-durable-solutions", "a-gcr-refugee-rights"]
MIGRATION = "a-gcm-humanitarian-objectives"
SAFETY = "a-safety-dignity-rights"
DETENTION = "b-detention-draw-on-expertise"
ENDINGS = st.sampled_from(["", ".", "!", "?", "…", ":", ";", ". ", "…."])


def shown(candidate: ObjectiveCandidate) -> str:
    """What a reader sees of it before any tick."""
    additions = (addition.before + addition.text for addition in candidate.additions if addition.chosen)
    return candidate.stem + "".join(additions) + candidate.end


def on_paper(pledge) -> dict[str, ObjectiveCandidate]:
    printed = document.build(pledge)
    items = list(pledge.items.filter(kind__in=["objective", "addition"]))
    found = live_objectives(printed, menu(pledge.model_text), items, document.fillings(pledge, printed.parties))
    return {candidate.key: candidate for candidate in found}


def assert_paper_is_the_document(pledge) -> None:
    paper = on_paper(pledge)
    printed = document.build(pledge).objectives
    assert [key for key, candidate in paper.items() if candidate.chosen] == [objective.key for objective in printed]
    for objective in printed:
        assert shown(paper[objective.key]) == objective.sentence


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_objective_shows_the_document_s_sentence(count):
    pledge = make_pledge()
    pick(pledge, REFUGEES)
    for slug in REFUGEE_ADDITIONS[:count]:
        pick(pledge, slug)
    assert_paper_is_the_document(pledge)
    candidate = on_paper(pledge)[REFUGEES]
    assert len(candidate.additions) == 6
    assert [addition.chosen for addition in candidate.additions] == [True] * count + [False] * (6 - count)
    assert (candidate.end, candidate.end_alone) == (".", ".")


def test_every_objective_of_the_menu_shows_its_official_sentence(model_text):
    pledge = make_pledge()
    for clause in menu(model_text).objectives:
        pick(pledge, clause.slug)
    assert_paper_is_the_document(pledge)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([REFUGEES, MIGRATION, SAFETY]), ENDINGS, st.lists(ENDINGS, max_size=3), st.booleans())
def test_reworded_objective_shows_the_document_s_sentence(db, slug, ending, additions, own):
    with transaction.atomic():
        pledge = make_pledge()
        words = f"We help [National Society]{ending}"
        objective = write(pledge, "objective", words) if own else pick(pledge, slug, words)
        for addition in additions:
            write(pledge, "addition", f"support{addition}", parent=objective)
        assert_paper_is_the_document(pledge)
        transaction.set_rollback(True)


def test_adapted_objective_without_additions_gets_no_full_stop_of_its_own():
    pledge = make_pledge()
    pick(pledge, REFUGEES, "Help refugees")
    candidate = on_paper(pledge)[REFUGEES]
    assert shown(candidate) == document.build(pledge).objectives[0].sentence == "Help refugees"
    assert candidate.end_alone == ""


def test_objective_taken_out_shows_its_own_words_when_it_comes_back():
    pledge = make_pledge()
    pick(pledge, SAFETY, "Keep everybody safe", chosen=False)
    own = write(pledge, "objective", "Dig wells;", chosen=False)
    paper = on_paper(pledge)
    for key, words in ((SAFETY, "Keep everybody safe"), (own.key, "Dig wells;")):
        assert not paper[key].chosen
        assert shown(paper[key]) == words
    Item.objects.update(chosen=True)
    assert_paper_is_the_document(pledge)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_ticking_gives_the_sentence_that_saving_gives(count):
    """What preview.js does: the lead-in before the first, a separator before others, and the end."""
    for slugs in combinations(REFUGEE_ADDITIONS, count):
        pledge = make_pledge()
        candidate = on_paper(pledge)[REFUGEES]
        texts = [addition.text for addition in candidate.additions if addition.key in slugs]
        befores = [candidate.lead_in, *["; "] * (count - 2), *["; and "] * (count > 1)]
        ticked = candidate.stem + "".join(before + text for before, text in zip(befores, texts, strict=True)) + "."
        for slug in (REFUGEES, *(addition.key for addition in candidate.additions if addition.key in slugs)):
            pick(pledge, slug)
        assert document.build(pledge).objectives[0].sentence == ticked


def test_order_is_the_chosen_ones_then_the_menu_s(model_text):
    pledge = make_pledge()
    slugs = [clause.slug for clause in menu(model_text).objectives]
    own = write(pledge, "objective", "Our own")
    pick(pledge, slugs[5])
    pick(pledge, slugs[2])
    gone = write(pledge, "objective", "Not any more", chosen=False)
    rest = [slug for slug in slugs if slug not in (slugs[5], slugs[2])]
    assert list(on_paper(pledge)) == [own.key, slugs[5], slugs[2], *rest, gone.key]


def test_blanks_of_candidates_are_filled():
    pledge = make_pledge()
    add_party(pledge, "national_society", "KE")
    pick(pledge, SAFETY, "Draw on [National Society].", chosen=False)
    assert shown(on_paper(pledge)[SAFETY]) == "Draw on the Kenya Red Cross Society."


def test_own_additions_stand_under_their_objective():
    pledge = make_pledge()
    objective = write(pledge, "objective", "Dig wells")
    write(pledge, "addition", "deep ones", parent=objective)
    write(pledge, "addition", "shallow ones", parent=objective, chosen=False)
    candidate = on_paper(pledge)[objective.key]
    assert [(addition.text, addition.chosen) for addition in candidate.additions] == [
        ("deep ones", True),
        ("shallow ones", False),
    ]
    assert shown(candidate) == "Dig wells, including deep ones."


def test_item_without_a_title_is_named_by_the_start_of_its_words(model_text):
    pledge = make_pledge()
    own = write(pledge, "objective", f"Dig wells\nfor {'all ' * 20}")
    pick(pledge, SAFETY)
    named = {key: candidate.name for key, candidate in on_paper(pledge).items()}
    assert named[own.key] == f"Dig wells for {'all ' * 11}a…"
    assert named[SAFETY] == menu(model_text).by_slug[SAFETY].title
    indicator = write(pledge, "indicator", "Number of wells")
    gone = write(pledge, "indicator", "Not any more", chosen=False)
    found = live_items(document.build(pledge).indicators, [], [gone], {})
    assert [(each.key, each.name) for each in found] == [
        (indicator.key, "Number of wells"),
        (gone.key, "Not any more"),
    ]


def test_retired_clause_stays_on_the_paper_of_a_pledge_that_has_it():
    pledge = make_pledge()
    pick(pledge, REFUGEES)
    pick(pledge, REFUGEE_ADDITIONS[0])
    Clause.objects.filter(slug__startswith="a-gcr").update(retired=True)
    pledge.model_text.edition = "another"
    assert_paper_is_the_document(pledge)
    assert on_paper(pledge)[REFUGEES].title
    assert REFUGEES not in on_paper(make_pledge_of(pledge))


def make_pledge_of(other):
    pledge = make_pledge()
    pledge.model_text = other.model_text
    return pledge


def test_items_show_the_chosen_then_the_candidates(model_text):
    pledge = make_pledge()
    offered = menu(model_text)
    slugs = [clause.slug for clause in offered.indicators]
    own = write(pledge, "indicator", "Number of wells")
    pick(pledge, slugs[3], "Our number of points")
    gone = pick(pledge, slugs[0], "Laws that we changed", chosen=False)
    lost = write(pledge, "indicator", "Not any more", chosen=False)
    printed = document.build(pledge)
    found = live_items(printed.indicators, offered.indicators, [gone, lost], {})
    rest = [slug for slug in slugs if slug != slugs[3]]
    assert [candidate.key for candidate in found] == [own.key, slugs[3], *rest, lost.key]
    texts = {candidate.key: (candidate.text, candidate.chosen) for candidate in found}
    assert texts[own.key] == ("Number of wells", True)
    assert texts[slugs[3]] == ("Our number of points", True)
    assert texts[slugs[0]] == ("Laws that we changed", False)
    assert texts[slugs[1]] == (offered.indicators[1].text, False)
    assert texts[lost.key] == ("Not any more", False)
    assert [candidate.printed is not None for candidate in found] == [True, True, *[False] * 5]


def test_theme_being_worked_on_stands_at_its_place(model_text):
    pledge = make_pledge()
    offered = menu(model_text)
    pick(pledge, DETENTION)
    write(pledge, "action", "Family links", theme_name="Links")
    for current, numbers in (
        (offered.themes[0], [1, 3, 8]),
        (offered.themes[2], [3, 8]),
        (offered.themes[6], [3, 7, 8]),
    ):
        found = live_themes(document.build(pledge), current, offered, [], {})
        assert [theme.number for theme in found] == numbers
        live = next(theme for theme in found if isinstance(theme, LiveTheme))
        assert (live.number, live.name) == (current.number, current.heading)
        assert live.is_chosen == (current.slug == "b-detention")
        assert len(live.live) == len(offered.actions(current))


def test_own_headings_being_worked_on_stand_after_the_model_s(model_text):
    pledge = make_pledge()
    offered = menu(model_text)
    pick(pledge, DETENTION)
    first = write(pledge, "action", "Family links", theme_name="Links")
    out = write(pledge, "action", "Wells", theme_name="Water", chosen=False)
    again = write(pledge, "action", "More links", theme_name="Links", chosen=False)
    found = live_themes(document.build(pledge), None, offered, [out, again], {})
    assert [(theme.number, theme.name) for theme in found[1:]] == [(8, "Links"), (9, "Water")]
    links, water = found[1:]
    assert [(candidate.key, candidate.chosen) for candidate in links.live] == [(first.key, True), (again.key, False)]
    assert [(candidate.key, candidate.chosen) for candidate in water.live] == [(out.key, False)]
    assert (links.is_chosen, water.is_chosen) == (True, False)


def test_own_headings_of_a_plan_without_the_model_s_begin_at_1_and_stand_last(model_text):
    pledge = make_pledge()
    offered = menu(model_text)
    write(pledge, "action", "Family links", theme_name="Links")
    out = write(pledge, "action", "Wells", theme_name="Water", chosen=False)
    printed = document.build(pledge)
    own = live_themes(printed, None, offered, [out], {})
    assert [(theme.number, theme.name) for theme in own] == [(1, "Links"), (2, "Water")]
    beside = live_themes(printed, offered.themes[4], offered, [], {})
    assert [(theme.number, theme.name) for theme in beside] == [(5, offered.themes[4].heading), (1, "Links")]
