"""How the pages look, whoever pledges: nothing cut, no heading at the foot, no page but the last nearly empty."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import page
import pytest

from commitments.document import Party, PledgeDocument, Seal, Signatory, Signed, Theme
from commitments.exports.pdf import pages
from commitments.exports.pdf.renderer import RENDERER
from tests.document.pictures.test_frameworks import LIBRARY
from tests.exports import samples
from tests.exports.pdf import paper

DIRECTORY = Path(__file__).parents[3] / "fixtures" / "directory.json"
DRAFTS = {
    "en": samples.ENGLISH,
    "fr": samples.FRENCH,
    "es": replace(samples.FRENCH, language="es"),
    "ar": samples.ARABIC,
}
FORMS = ("draft", "signed", "annex")
LEAST = 0.4
"""Of a page, down to which its text reaches"""
SAMPLE = {
    *((count, "en", "draft") for count in (1, 3, 7, 8, 10)),
    (7, "fr", "draft"),
    *((8, language, "signed") for language in ("en", "fr", "ar")),
    (10, "es", "annex"),
    (70, "en", "signed"),
}
CELLS = [
    pytest.param(*cell, marks=[] if cell in SAMPLE else pytest.mark.matrix)
    for cell in ((count, language, form) for count in range(1, 71) for language in DRAFTS for form in FORMS)
]
PERMANENT = Signatory(
    "Bartholomew Featherstonehaugh-Cholmondeley",
    "Permanent Secretary, Ministry of Interior and Coordination of National Government",
    "delegation",
    "the Cabinet Secretary",
)
GENERAL = Signatory("Sara Said", "Secretary General", "office", "")


@cache
def names(language: str) -> list[tuple[str, str, str]]:
    """Return kind, country and name of Governments and Societies, each State's own behind it."""
    rows = [(row["model"], row["fields"]) for row in json.loads(DIRECTORY.read_text())]
    governments = {row["iso2"]: row[f"government_{language}"] for model, row in rows if model.endswith(".state")}
    societies = [row for model, row in rows if model.endswith(".nationalsociety")]
    return [
        named
        for society in societies
        if (country := society["state"][0]) in governments
        for named in (
            ("state", country, governments[country]),
            ("national_society", country, society[f"name_{language}"]),
        )
    ]


def pledge(count: int, language: str) -> PledgeDocument:
    """Return a draft of so many parties, which lead its actions in all kinds of company."""
    start = 7 * count % (len(names(language)) - count)  # names of all lengths, not the same for each count
    draft = DRAFTS[language]
    parties = tuple(
        Party(kind, code, name, name, code, "", "Amina Otieno" if place % 3 else "", "", f"party-{place}")
        for place, (kind, code, name) in enumerate(names(language)[start : start + count])
    )
    model = draft.themes[0].actions[0]
    actions = tuple(
        replace(model, key=f"action-{place}", number=f"1.{place}", leads=tuple(range(min(place, count))), serves=())
        for place in (*range(1, 9), 10, 14, 30)
    )
    themes = (Theme("rescue", 1, draft.themes[0].name, actions[:6]), Theme("", 2, draft.title, actions[6:]))
    return replace(draft, parties=parties, themes=themes)


def signed(document: PledgeDocument) -> PledgeDocument:
    parties = tuple(
        replace(party, signatory=GENERAL if place % 2 else PERMANENT) for place, party in enumerate(document.parties)
    )
    signatures = tuple(
        Signed(party.key, party.name, signatory.name, signatory.title, "2026-03-14T10:32:09Z")
        for party in parties
        if (signatory := party.signatory)
    )
    seal = Seal(2, samples.DIGEST, samples.ADDRESS, signatures)
    return replace(document, parties=parties, status="agreed", seal=seal)


def faults(html: str) -> list[str]:
    """Return what is wrong with the pages that a page of HTML becomes."""
    file = RENDERER.render(html)
    sheets = paper.papers(file)
    headings = paper.headings(html)
    return [
        *(
            f"{number}: filled to {sheet.filled:.0%}"
            for number, sheet in _numbered(sheets[:-1])
            if sheet.filled < LEAST
        ),
        *(
            f"{number}: at its foot {sheet.last_line}"
            for number, sheet in _numbered(sheets)
            if paper.is_heading(sheet.last_line, headings)
        ),
        *(f"{number}: over each other {pair}" for number, sheet in _numbered(sheets) for pair in sheet.overlapping),
        *(f"{number}: beside the page {word}" for number, sheet in _numbered(sheets) for word in sheet.beside),
        *(f"broken too early: {line}" for line in paper.early_breaks(file, html)),
        *(f"cut: {word}" for word in paper.cut_words(sheets, html)),
    ]


def _numbered(sheets: list[paper.Paper]) -> list[tuple[int, paper.Paper]]:
    return list(enumerate(sheets, start=1))


@pytest.mark.parametrize(("count", "language", "form"), CELLS)
def test_pages_look_right_with_any_number_of_parties(count, language, form):
    draft = pledge(count, language)
    document = draft if form == "draft" else signed(draft)
    assert faults(pages.page(document, LIBRARY if form == "annex" else None)) == []


LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänswitwe"
WORDS = {
    "long items": "The parties will take every measure that they can to keep all people safe. " * 50,
    "long words": " ".join([LONG_WORD, "Rotkreuzgesellschaft"] * 20),
    "an address": "See https://pledges.example.org/a/long/path/that-goes-on/and_on_and_on_and_on/index.html?of=all "
    * 3,
    "a run": "W" * 100,
    "short lines": "\n".join(["First line", "Second line"] * 30),
}


IN_BRIEF = ("long words", "short lines")
"""What `make test` tries of WORDS; `make matrix` tries them all, a long pledge each, with and without its annex"""


@pytest.mark.parametrize(
    "text",
    [pytest.param(text, id=name, marks=[] if name in IN_BRIEF else pytest.mark.matrix) for name, text in WORDS.items()],
)
def test_pages_look_right_whatever_is_written(text):
    draft, line = replace(samples.LONG, language="de"), text[:90].replace("\n", " ")
    items = tuple(replace(each, text=text, additions=()) for each in draft.objectives)
    actions = tuple(replace(action, text=text, responsible=text[:100]) for action in draft.actions)
    indicators = tuple(replace(each, text=text, baseline=text[:400], target=text[:400]) for each in draft.indicators)
    lines = tuple(replace(line, description=text[:400], provider=text[:100]) for line in draft.resource_lines)
    parties = tuple(replace(party, name=f"{line} party") for party in draft.parties)
    document = replace(
        draft,
        title=f"{line} end",
        parties=parties,
        objectives=items,
        themes=(Theme("", 1, f"{line} end", actions),),
        indicators=indicators,
        resources_text=text,
        resource_lines=lines,
    )
    for library in (None, LIBRARY):
        assert faults(pages.page(document, library)) == []


def test_word_too_long_for_its_column_is_parted_by_its_syllables():
    line = replace(samples.ENGLISH.resource_lines[0], description=LONG_WORD, provider=LONG_WORD)
    german = replace(samples.ENGLISH, language="de", resource_lines=(line,))
    words = [word.text for sheet in paper.papers(pages.render(german)) for word in sheet.words]
    assert "Donaudampfschifffahrts‐" in words
    assert LONG_WORD not in words


def test_line_that_is_broken_too_early_is_seen():
    parts = "Red Crescent Society of Azerbaijan, the Government of the Bahamas, The Bahamas Red Cross Society"
    html = f'<html lang="en"><body><p>Lead: <b>Red</b><br>{parts.removeprefix("Red ")}</p></body></html>'
    assert paper.early_breaks(RENDERER.render(html), html.replace("<br>", " ")) == ["Lead: Red / Crescent"]
    assert paper.early_breaks(RENDERER.render(html), html) == []


def test_every_page_but_the_first_has_the_title_at_its_head_and_each_its_number_at_its_foot():
    for document in (samples.LONG, replace(samples.LONG, language="fr"), samples.SIGNED):
        sheets = paper.papers(pages.render(document))
        assert len(sheets) > 1
        of = "sur" if document.language == "fr" else "of"
        for number, sheet in _numbered(sheets):
            assert f"Page {number} {of} {len(sheets)}" in sheet.head_and_foot
            assert document.reference in sheet.head_and_foot
            assert (document.title in sheet.head_and_foot) is (number > 1)


@pytest.mark.parametrize(("count", "language"), [(9, "en"), (70, "fr"), (24, "ar")])
def test_long_list_of_parties_stands_in_two_columns_and_is_accessible(count, language):
    document = signed(pledge(count, language))
    file = pages.render(document)
    words = paper.papers(file)[0].words
    starts = {round(word.right) for word in words} if language == "ar" else {round(word.left) for word in words}
    assert starts >= ({530, 302} if language == "ar" else {65, 293})  # points from the left
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        report = page.validate_pdf_bytes(file, profile=profile)
        assert [(failure.rule_id, failure.message) for failure in report.failures] == []
