"""The action plan as a table: one row an action, with all that the pledge says of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import translation

from commitments.document import PledgeDocument
from commitments.exports import xlsx
from commitments.exports.plan_table import plan_table
from commitments.exports.tables import render_csv
from tests.exports.samples import ARABIC, ENGLISH, FRENCH, SMALL
from tests.exports.test_tables import read_csv, read_xlsx

COLUMNS = [
    *("Theme", "No.", "Action", "Objectives", "Led by", "Responsible unit or office", "Start", "End"),
    *("Indicators", "Baseline", "Target", "Means of verification"),
]


def rows(document: PledgeDocument) -> list[dict[str, object]]:
    table = plan_table(document)
    assert list(table.columns) == COLUMNS
    return [dict(zip(COLUMNS, row, strict=True)) for row in table.rows]


def test_row_says_all_that_the_pledge_says_of_an_action():
    first, second, third = rows(ENGLISH)
    assert first == {
        "Theme": "1. Rescue, and access to essential services",
        "No.": "1.1",
        "Action": ENGLISH.actions[0].text,
        "Objectives": f"1. {ENGLISH.objectives[0].sentence}",
        "Led by": "Government of Kenya\nKenya Red Cross Society",
        "Responsible unit or office": "Department of Migration",
        "Start": "2020-01",
        "End": "2022",
        "Indicators": f"1. {ENGLISH.indicators[0].text}\n2. {ENGLISH.indicators[1].text}",
        "Baseline": "1. 2 in 2019\n2. 2 in 2019",
        "Target": "1. 12 by the end of 2023\n2. 12 by the end of 2023",
        "Means of verification": "\n".join(
            f"{number}. Annual report of the Kenya Red Cross Society" for number in (1, 2)
        ),
    }
    assert second["Objectives"] == f"1. {ENGLISH.objectives[0].sentence}\n2. {ENGLISH.objectives[1].sentence}"
    assert (second["Indicators"], second["Target"]) == ("", "")
    assert (third["Theme"], third["Led by"], third["End"]) == ("8. Family links", "", "")


def test_indicator_without_actions_has_a_row_at_the_end():
    measures = {0: (), 1: ("gone",)}
    indicators = tuple(replace(each, measures=measures[place]) for place, each in enumerate(ENGLISH.indicators))
    *_actions, first, second = rows(replace(ENGLISH, indicators=indicators))
    assert (first["Action"], first["Indicators"]) == (None, f"1. {ENGLISH.indicators[0].text}")
    assert second["Indicators"] == f"2. {ENGLISH.indicators[1].text}"
    assert second["Baseline"] == "2. 2 in 2019"


def test_pledge_without_a_plan_is_headings_alone():
    assert rows(replace(SMALL, themes=(), indicators=())) == []


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@x", "\t=1", "＝1"])
def test_nothing_that_somebody_wrote_is_worked_out(text):
    action = replace(ENGLISH.themes[0].actions[0], text=text, responsible=text, start=text)
    themes = (replace(ENGLISH.themes[0], actions=(action,)),)
    table = plan_table(replace(ENGLISH, themes=themes, indicators=()))
    row = read_csv(render_csv(table))[1]
    assert (row[2], row[5], row[6]) == (f"'{text}", f"'{text}", f"'{text}")
    assert read_xlsx(xlsx.render(table))[1][2] == ("text", text)


@pytest.mark.parametrize("document", [ENGLISH, FRENCH, ARABIC], ids=lambda each: each.language)
def test_every_action_and_indicator_is_in_both_forms(document):
    table = plan_table(document)
    texts = [action.text for action in document.actions]
    assert [row[2] for row in table.rows][: len(texts)] == texts
    whole = "\n".join(str(cell) for row in table.rows for cell in row)
    assert [each.text for each in document.indicators if each.text not in whole] == []
    read = read_csv(render_csv(table))
    assert read[1:] == [[cell or "" for cell in row] for row in table.rows]
    assert [cell[1] for cell in read_xlsx(xlsx.render(table))[0]] == COLUMNS


def test_headings_follow_the_language_of_the_page():
    with translation.override("en"):
        assert plan_table(SMALL).name == "Action plan"
