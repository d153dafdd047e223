"""The library as it is loaded: complete, verbatim, and true to its sources."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings

from commitments.library.building.directory import ADJECTIVES
from commitments.library.building.rows import codes, read_table
from commitments.models import (
    Bracket,
    Clause,
    ClauseLink,
    Framework,
    FrameworkItem,
    NationalSociety,
    Passage,
    RegionalGroup,
    State,
)
from commitments.models.search import STATE_NAMES, names
from commitments.text.folding import folded
from commitments.text.region_names import OTHER_NAMES

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[2] / "data" / "build"
Kind = Clause.Kind


def structure():
    return json.loads((DATA / "model_text_structure.json").read_text(encoding="utf-8"))


def leaves(node):
    """Every dictionary of the structure that holds a text, in the source's order."""
    if isinstance(node, list):
        return [leaf for child in node for leaf in leaves(child)]
    below = ("heading", "blocks", "objectives", "options_lead_in", "options", "themes", "actions", "indicators")
    found = [node] if "text" in node else []
    return found + [leaf for name in below if node.get(name) for leaf in leaves(node[name])]


def test_counts_are_those_of_the_source(model_text):
    count = model_text.clauses.filter
    assert count(kind=Kind.OBJECTIVE).count() == 14
    assert count(kind=Kind.ADDITION).count() == 7
    assert count(kind=Kind.ACTION).count() == 40
    assert count(kind=Kind.INDICATOR).count() == 5
    assert [theme.clauses.count() for theme in model_text.themes.all()] == [4, 4, 10, 8, 4, 4, 6]


def test_directory_counts_are_those_of_the_source(db):
    assert State.objects.count() == 196
    assert NationalSociety.objects.recognised().count() == 191
    assert RegionalGroup.objects.count() == 67
    unrecognised = NationalSociety.objects.get(recognised=False)
    assert (unrecognised.state.iso2, unrecognised.status) == ("NI", "dissolved 2023 - not counted in the 191")
    assert NationalSociety.objects.filter(doubtful=True).count() == 14


def test_names_carry_their_articles(db):
    netherlands = State.objects.get(iso2="NL")
    assert (netherlands.prose_name_en, netherlands.government_en) == (
        "the Netherlands",
        "the Government of the Netherlands",
    )
    assert NationalSociety.objects.get(state__iso2="IL").in_sentence_en == "Magen David Adom in Israel"
    assert RegionalGroup.objects.get(slug="sahel").members.count() == 10


def test_every_state_is_known_by_its_adjectives(db):
    rows = {row["iso2"]: row for row in read_table(ADJECTIVES)}
    assert set(rows) == set(State.objects.values_list("iso2", flat=True))
    for state in State.objects.all():
        row = rows[state.iso2]
        known = {folded(name) for name in names(state, STATE_NAMES)}
        for language in ("en", "fr", "es"):
            adjectives = {folded(adjective) for adjective in codes(row[f"adjective_{language}"])}
            assert adjectives & known == adjectives != set(), (state.iso2, language)


def test_other_names_are_kept_once(db):
    for state in State.objects.all():
        known = [folded(name) for name in names(state, ["known_as"])]
        assert len(set(known)) == len(known), state.iso2


def test_regions_read_as_in_a_sentence(db):
    names_of = {slug: RegionalGroup.objects.get(slug=slug) for slug in ("ifrc-africa", "micronesia-region")}
    assert [names_of["ifrc-africa"].name_en, names_of["ifrc-africa"].name_fr, names_of["ifrc-africa"].name_es] == [
        "the IFRC Africa region",
        "la région Afrique de l’IFRC",
        "la región de África de la IFRC",
    ]
    assert names_of["micronesia-region"].name_ar == "منطقة ميكرونيزيا"
    labels = RegionalGroup.objects.filter(name_en__regex=r"^IFRC|\(region\)")
    assert not labels.exists()
    assert set(OTHER_NAMES) <= set(RegionalGroup.objects.values_list("slug", flat=True))


def test_frameworks_keep_what_is_verified(db):
    assert (Framework.objects.count(), FrameworkItem.objects.count()) == (7, 103)
    assert FrameworkItem.objects.get(code="GCM-07").is_verified
    assert not FrameworkItem.objects.get(code="GCM-09").is_verified
    assert FrameworkItem.objects.get(code="IC31-R3-1").summary_shown.startswith("Requests States")
    assert not FrameworkItem.objects.get(code="FP-1").is_verified


def test_unverified_wording_is_not_shown_where_display_is_off(db):
    hidden = FrameworkItem.objects.filter(display=False)
    assert set(hidden.values_list("framework__code", flat=True)) == {"COD17-CFA", "IFRC-GSM"}
    assert {(item.title_shown, item.summary_shown) for item in hidden} == {("", "")}
    assert FrameworkItem.objects.get(code="FP-1").title_shown == "Humanity"


def test_every_clause_is_the_source_word_for_word(model_text):
    sources = {leaf["slug"]: leaf for leaf in leaves(structure()["sections"])}
    for clause in model_text.clauses.all():
        source = sources[clause.slug]
        assert clause.source == source["text"]
        assert clause.text == source.get("text_clean", source["text"])
        assert clause.number == str(source["number"])


def test_every_passage_is_the_source_less_the_bookmarks(model_text):
    sources = {leaf["slug"]: leaf for leaf in leaves(structure()["sections"])}
    passages = list(model_text.passages.all())
    assert len(passages) == 22
    for passage in passages:
        assert passage.text == re.sub(r"\[bookmark: .*?\]", "", sources[passage.slug]["text"])


def test_positions_are_the_order_of_the_source(model_text):
    parts = sorted(
        [*model_text.passages.all(), *model_text.themes.all(), *model_text.clauses.all()],
        key=lambda part: part.position,
    )
    assert [part.position for part in parts] == list(range(1, 96))
    printed = [leaf["slug"].removesuffix("-heading") for leaf in leaves(structure()["sections"])]
    assert [part.slug.removesuffix("-heading") for part in parts] == printed


def test_bookmark_is_nowhere_in_the_fixtures():
    for fixture in settings.FIXTURE_DIRS[0].glob("*.json"):
        assert "[bookmark" not in fixture.read_text(encoding="utf-8")


def test_national_society_stands_three_times_and_all_in_the_action_plan(model_text):
    holding = [clause for clause in model_text.clauses.all() if "[National Society]" in clause.text]
    assert sum(clause.text.count("[National Society]") for clause in holding) == 3
    assert {clause.kind for clause in holding} == {Kind.ACTION}


def test_brackets_are_known_for_what_they_are(model_text):
    kinds = {bracket.token[:30]: (bracket.kind, bracket.fills) for bracket in model_text.brackets.all()}
    assert kinds == {
        "[National Society]": (Bracket.Kind.BLANK, Bracket.Fills.NATIONAL_SOCIETY),
        "[COUNTRY/REGION]": (Bracket.Kind.BLANK, Bracket.Fills.PLACE),
        "[Government/National Society]": (Bracket.Kind.CHOICE, ""),
        "Government[s]": (Bracket.Kind.PLURAL, ""),
        "National Society[ies]": (Bracket.Kind.PLURAL, ""),
        "[States and National Societies": (Bracket.Kind.NOTE, ""),
    }


def test_every_square_bracket_of_the_text_is_known(model_text):
    tokens = [bracket.token for bracket in model_text.brackets.all()]
    for text in [*(part.text for part in model_text.passages.all()), *(part.text for part in model_text.clauses.all())]:
        rest = text
        for token in tokens:
            rest = rest.replace(token, "")
        assert "[" not in rest


def test_additions_hang_under_their_objectives(model_text):
    additions = model_text.clauses.filter(kind=Kind.ADDITION)
    assert set(additions.values_list("parent__slug", "parent__additions_lead_in").distinct()) == {
        ("a-gcm-humanitarian-objectives", ""),
        ("a-gcr-humanitarian-objectives", "including"),
    }
    lead_in = model_text.passages.get(kind=Passage.Kind.LEAD_IN)
    assert lead_in.text == "(potential additions: including"


def test_links_are_those_of_the_mapping(model_text):
    wanted = set()
    for row in read_table(DATA / "mapping.csv"):
        for basis in ("explicit", "suggested"):
            wanted |= {(row["slug"], code, basis) for code in codes(row[f"frameworks_{basis}"])}
    links = ClauseLink.objects.select_related("clause", "framework", "item")
    assert {(link.clause.slug, link.code, link.basis) for link in links} == wanted
    assert links.filter(basis="explicit").count() == 21
    assert links.filter(basis="suggested").count() == 244


def test_suggestions_and_relevance_are_those_of_the_mapping(model_text):
    for row in read_table(DATA / "mapping.csv"):
        clause = model_text.clauses.get(slug=row["slug"])
        assert (clause.relevance, clause.observers, clause.relevance_reason, clause.note) == (
            row["relevance"],
            row["observers"],
            row["relevance_reason"],
            row["note"],
        )
        suggested = set(clause.suggested.values_list("slug", flat=True))
        assert suggested == {*codes(row["linked_objectives"]), *codes(row["linked_actions"])}


def test_short_titles_are_short_and_distinct(model_text):
    titles = list(model_text.clauses.values_list("title", flat=True))
    assert len(set(titles)) == 66
    assert all(2 <= len(title.split()) <= 6 for title in titles)
    assert len(set(model_text.themes.values_list("title", flat=True))) == 7
