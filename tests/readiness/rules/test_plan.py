"""Whether the four boxes belong together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from commitments.readiness.knowledge import Knowledge
from commitments.readiness.report import check
from tests.readiness.findings import findings, found, sentences
from tests.readiness.pledges import (
    GOOD,
    action,
    amount,
    indicator,
    line,
    measured,
    objective,
    planned,
)

NOTHING = [
    *("NA", "N/A", "n/a", "n.a.", "N.A", "n / a", "TBC", "tbc", "TBD", "TBA", "t.b.c.", "(TBC)", " TBC "),
    *("To be confirmed", "to be defined.", "to be developed", "Not applicable", "Not available", "not yet known"),
    *("None", "None.", "nil", "No", "Pending", "unknown", "x", "XXX", "-", "–", "—", "---", "...", "…", "?", "??"),
    *("sans objet", "s.o.", "Néant", "à définir", "À confirmer", "por determinar", "No aplica"),
    *("لا ينطبق", "لا يوجد", "يُحدد لاحقاً", "يحدد لاحقا"),
]
SOMETHING = [
    *("0", "0 in 2019", "12 by 2023", "Nairobi", "No such point exists yet.", "None of the points is open.", "ok"),
    *("N/A before 2021", "National Authority", "Nationwide", "To be confirmed by parliament in 2021", "X-rays"),
    *("Unknown number of people", "Annual report (n/a online)", "Nothing yet, 12 by 2023"),
    *("Sans objet avant 2021", "لا ينطبق قبل عام 2021"),
]
HITS = [
    ("period-over", replace(GOOD, period=(2016, 2020))),
    ("period-over", replace(GOOD, period=(2020, 2020))),
    ("other-period", replace(GOOD, period=(2024, 2028))),
    ("other-period", replace(GOOD, period=(2015, 2019))),
    ("other-period", replace(GOOD, period=(2019, 2024))),
    ("other-period", replace(GOOD, period=(2020, 2023), language="fr")),
    ("bare-number", replace(GOOD, resource_lines=(amount("20", kind="human"), amount("20", kind="material")))),
    ("objective-without-action", replace(GOOD, objectives=(objective(), objective("Dig wells.", key="o2")))),
    ("objective-without-action", replace(GOOD, themes=())),
    ("objective-without-action", planned(action(serves=()))),
    ("action-without-lead", planned(action(leads=()))),
    ("action-without-end", planned(action(end=""))),
    ("action-without-indicator", measured(indicator(measures=()))),
    ("action-without-indicator", planned(action(), action("Dig wells.", key="a2", number="1.2"))),
    ("action-without-indicator", measured()),
    ("outside-period", planned(action(start="2018", end="2020"))),
    ("outside-period", planned(action(start="2018-12", end="2020"))),
    ("outside-period", planned(action(end="2024"))),
    ("outside-period", planned(action(end="2024-01"))),
    ("outside-period", planned(action(start="2024", end=""))),
    ("box-c-empty", measured()),
    *[("box-c-empty", measured(indicator(text))) for text in NOTHING],
    ("box-c-empty", measured(indicator(baseline="NA"))),
    ("box-c-empty", measured(indicator(target="TBC"))),
    ("box-c-empty", measured(indicator(verification="-"))),
    ("box-d-empty", replace(GOOD, resources_text="", resource_lines=())),
    ("box-d-empty", replace(GOOD, resources_text=" \n ", resource_lines=())),
    *[("box-d-empty", replace(GOOD, resources_text=text)) for text in NOTHING],
    ("box-d-empty", replace(GOOD, resource_lines=(line("TBC"),))),
    ("box-d-empty", replace(GOOD, resource_lines=(line(provider="to be determined"),))),
    *[
        ("no-figure", measured(indicator(text)))
        for text in (
            "Volunteers are trained.",
            "Services are open to all and everybody knows them in each region.",
            "No one is left behind.",
            "Progress on Objective 13 of the Global Compact, SDG 10.7, Article 31 and Resolution 3.",
            "The outcomes of the 33rd International Conference are known.",
            "Recovery from COVID-19 is faster.",
            "Someone trained, anyone helped.",
            "عدد نقاط الخدمات الإنسانية العاملة.",
        )
    ],
    ("no-figure", measured(indicator("Volunteers.", verification="Report of 2023"))),
]
MISSES = [
    ("period-over", replace(GOOD, period=(2019, 2021))),
    ("other-period", GOOD),
    ("other-period", replace(GOOD, language="ar")),
    ("period-over", replace(GOOD, period=(2024, 2027))),
    ("bare-number", replace(GOOD, resource_lines=(amount("20", "CHF", kind="human"), amount("", kind="human")))),
    ("bare-number", replace(GOOD, resource_lines=(amount("20"),))),
    ("objective-without-action", replace(GOOD, objectives=())),
    ("objective-without-action", planned(action(serves=("gone", "o1")))),
    ("action-without-lead", planned(action(leads=(1,)))),
    ("action-without-end", planned(action(end="2020"))),
    ("action-without-indicator", replace(GOOD, themes=())),
    ("action-without-indicator", measured(indicator(measures=()), indicator("Two.", key="i2", measures=("a1",)))),
    ("outside-period", planned(action(start="2019", end="2023"))),
    ("outside-period", planned(action(start="2019-01", end="2023-12"))),
    ("outside-period", planned(action(start="", end=""))),
    *[("box-c-empty", measured(indicator(text))) for text in SOMETHING],
    *[("box-c-empty", measured(indicator(target=text))) for text in SOMETHING],
    ("box-c-empty", measured(indicator("NA " * 400))),
    *[("box-d-empty", replace(GOOD, resources_text=text)) for text in SOMETHING],
    ("box-d-empty", replace(GOOD, resources_text="")),  # a line says it
    ("box-d-empty", replace(GOOD, resource_lines=())),
    *[
        ("no-figure", measured(indicator(text)))
        for text in (
            "All laws on migration are reviewed.",
            "Every region has a Service Point.",
            "Three Service Points work.",
            "400 volunteers are trained.",
            "٤٠٠ متطوع مدرب.",
            "جميع القوانين معتمدة.",
            "Half of the volunteers are women.",
            "Les deux lois sont adoptées.",
            "Cien personas capacitadas.",
            "The share rises by a tenth: 10%.",
        )
    ],
    ("no-figure", measured(indicator("Volunteers are trained.", target="by the end of 2023"))),
    ("no-figure", measured(indicator("Volunteers are trained.", baseline="none in 2019"))),
    ("no-figure", measured(indicator("Volunteers are trained."), indicator("Two points.", key="i2"))),
    ("no-figure", measured()),
]


@pytest.mark.parametrize(("code", "document"), HITS)
def test_gap_is_found(knowledge, code, document):
    assert code in found(document, knowledge)


@pytest.mark.parametrize(("code", "document"), MISSES)
def test_gap_is_not_found_where_there_is_none(knowledge, code, document):
    assert code not in found(document, knowledge)


def test_period_of_another_conference_is_advice_that_names_both(knowledge):
    copied = replace(GOOD, period=(2024, 2028))
    assert sentences(copied, knowledge, "other-period") == [
        "The pledge’s period, 2024–2028, is not that of the 33rd International Conference of the Red Cross and Red "
        "Crescent, 2019–2023. Check the years; if it is a pledge to another Conference, copy it to the model text of "
        "that one."
    ]
    assert [finding.severity for finding in findings(copied, knowledge) if finding.code == "other-period"] == ["advice"]


@pytest.mark.parametrize(
    ("today", "period", "is_found"),
    [
        (date(2023, 12, 31), (2019, 2026), True),
        (date(2024, 1, 1), (2019, 2026), False),
        (date(2024, 1, 1), (2019, 2022), True),
        (date(2024, 1, 1), (2024, 2026), True),
        (date(2024, 1, 1), (2019, 2023), False),
    ],
)
def test_pledge_may_go_on_once_the_years_of_its_conference_are_over(knowledge, today, period, is_found):
    report = check(replace(GOOD, period=period), knowledge, today)
    assert ("other-period" in {finding.code for finding in report.findings}) == is_found


def test_period_is_not_looked_at_where_no_model_text_is_known():
    document = replace(GOOD, period=(1990, 1994))
    assert "other-period" not in found(document, Knowledge())


def test_both_dates_outside_the_period_are_found_though_they_are_the_same(knowledge):
    document = planned(action(start="2030", end="2030"))
    places = [each.place.field for each in findings(document, knowledge) if each.code == "outside-period"]
    assert places == ["start", "end"]


def test_dates_of_another_period_are_found_anew(knowledge):
    document = planned(action(start="2030", end="2030"))
    names = {each.name for each in findings(document, knowledge)}
    later = {each.name for each in findings(replace(document, period=(2021, 2023)), knowledge)}
    assert not names & later


def test_every_field_that_says_nothing_is_found(knowledge):
    document = replace(
        measured(indicator("NA", baseline="NA", target="NA", verification="NA")),
        resource_lines=(line("NA", "NA"), line("NA", "NA")),
    )
    assert len(sentences(document, knowledge, "box-c-empty")) == 4
    assert sentences(document, knowledge, "box-d-empty") == [
        "Resource line 1 says “NA”. Say more, or leave it empty.",
        "Resource line 1 says “NA”. Say more, or leave it empty.",
        "Resource line 2 says “NA”. Say more, or leave it empty.",
        "Resource line 2 says “NA”. Say more, or leave it empty.",
    ]


def test_what_says_nothing_is_not_blamed_for_its_full_stop_too(knowledge):
    document = replace(measured(indicator("NA")), resources_text="to be confirmed")
    assert "full-stop" not in found(document, knowledge)


def test_figure_that_is_asked_for_lies_in_the_pledges_period(knowledge):
    document = replace(measured(indicator("Volunteers.")), period=(2024, 2027))
    assert "“12 by the end of 2027”" in sentences(document, knowledge, "no-figure")[0]


@pytest.mark.parametrize("length", [10, 100, 4000])
def test_rows_of_dots_cost_nothing(knowledge, length):
    found(replace(GOOD, resources_text="." * length + "!", indicators=(indicator("( " * length),)), knowledge)


@pytest.mark.parametrize(("today", "says"), [(date(2023, 12, 31), False), (date(2024, 1, 1), True)])
def test_period_is_over_on_the_day_after_its_last(knowledge, today, says):
    codes = {finding.code for finding in check(GOOD, knowledge, today).findings}
    assert ("period-over" in codes) == says


def test_period_that_is_over_is_named(knowledge):
    assert sentences(replace(GOOD, period=(2016, 2020)), knowledge, "period-over") == [
        "The pledge’s period, 2016–2020, is over. Set the years in which it is to be carried out."
    ]


def test_numbers_of_people_and_things_are_told_apart_from_money(knowledge):
    document = replace(GOOD, resource_lines=(amount("20", kind="human"), amount("20", kind="material")))
    some = [finding for finding in findings(document, knowledge) if finding.code == "bare-number"]
    assert [finding.place.number for finding in some] == ["1", "2"]
    assert len({finding.name for finding in some}) == 2
