"""The rules on days: what they find, and what they leave alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.readiness.findings import found, sentences
from tests.readiness.pledges import GOOD, doing, indicator, measured, objective, saying

HITS = [
    ("day-in-figures", saying("Protect all migrants by 03/04/2027.")),
    ("day-in-figures", doing("Train volunteers from 3.4.2027.")),
    ("day-in-figures", measured(replace(indicator(), target="400 by 01-02-2027"))),
    ("day-in-figures", saying("Protéger tous les migrants avant le 03/04/2027.", language="fr")),
    ("day-in-figures", saying("Proteger a todos los migrantes antes del 3/4/2027.", language="es")),
    ("day-in-figures", saying("حماية جميع المهاجرين قبل ٠٣/٠٤/٢٠٢٧.", language="ar")),
    ("closing-day-over", replace(GOOD, openness="open", open_until="2021-05-31")),
    ("closing-day-over", replace(GOOD, openness="open", open_until="2019-12-31", language="fr")),
]
MISSES = [
    ("day-in-figures", GOOD),
    ("day-in-figures", saying("Protect all migrants by 31/12/2027.")),
    ("day-in-figures", saying("Protect all migrants by 12/31/2027.")),
    ("day-in-figures", saying("Protect all migrants by 04/04/2027.")),
    ("day-in-figures", saying("Protect all migrants by 3 April 2027.")),
    ("day-in-figures", saying("Protect all migrants by 2027-03-04.")),
    ("day-in-figures", saying("Carry out resolution 33IC/19/R4 of document 1.2.2027.3.")),
    ("day-in-figures", saying("Report at https://example.org/03/04/2027/report.")),
    ("day-in-figures", saying("Follow paragraph 3/4/9999.")),
    ("day-in-figures", saying("Alle Migranten bis zum 03.04.2027 schützen.", language="de")),
    ("day-in-figures", replace(GOOD, objectives=(objective("Done by 03/04/2027.", wording="official"),))),
    ("closing-day-over", replace(GOOD, openness="open", open_until="2021-06-01")),
    ("closing-day-over", replace(GOOD, openness="open", open_until="2023-12-31")),
    ("closing-day-over", replace(GOOD, openness="open", open_until=None)),
    ("closing-day-over", replace(GOOD, openness="specific", open_until=None)),
]


@pytest.mark.parametrize(("code", "document"), HITS)
def test_day_that_may_be_two_is_found(knowledge, code, document):
    assert code in found(document, knowledge)


@pytest.mark.parametrize(("code", "document"), MISSES)
def test_day_that_is_clear_is_left_alone(knowledge, code, document):
    assert code not in found(document, knowledge)


def test_closing_day_that_is_over_is_named(knowledge):
    document = replace(GOOD, openness="open", open_until="2021-05-31")
    assert sentences(document, knowledge, "closing-day-over") == [
        "Other parties could sign this pledge until 31 May 2021, which is over. Choose a later day."
    ]


def test_finding_says_both_days_once_for_each_text(knowledge):
    document = saying("Start on 03/04/2027, at the latest on 03/04/2027, and end on 1.2.2028.")
    assert sentences(document, knowledge, "day-in-figures") == [
        "“03/04/2027” can be read as 3 April 2027 or as 4 March 2027. Write the month in words.",
        "“1.2.2028” can be read as 1 February 2028 or as 2 January 2028. Write the month in words.",
    ]
