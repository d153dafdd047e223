"""What every printed form says around the items."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commitments.document import Fact, ResourceLine, Signatory, printed
from commitments.document.shape import FIRST_FORMAT
from commitments.text.vocabulary.headings import WORDS, direction, words_for
from tests.exports import samples


@pytest.mark.parametrize(
    ("language", "start", "end", "said"),
    [
        ("en", "2020-01", "2022", "January 2020 – 2022"),
        ("en", "2020", "2020", "2020"),
        ("en", "2020-07", "", "from July 2020"),
        ("en", "", "2023-12", "until December 2023"),
        ("en", "", "", ""),
        ("fr", "2020-08", "2021-02", "août 2020 – février 2021"),
        ("es", "", "2021-02", "hasta febrero 2021"),
        ("ar", "2020", "2021-01", "من 2020 إلى يناير 2021"),
    ],
)
def test_time_frame_is_said_in_words(language, start, end, said):
    action = replace(samples.action("1.1", ""), start=start, end=end)
    assert printed.time_frame(action, words_for(language)) == said


@pytest.mark.parametrize(
    ("serves", "said"),
    [
        (("objective-2",), "Serves objective 2"),
        (("objective-1", "objective-2", "objective-3"), "Serves objectives 1, 2 and 3"),
        (("gone",), None),
        ((), None),
    ],
)
def test_links_are_given_by_number(serves, said):
    action = replace(samples.action("1.1", "", serves), leads=(), responsible="", start="", end="")
    assert printed.action_facts(samples.ENGLISH, action) == ([Fact("", (said,))] if said else [])


def test_indicator_says_what_it_measures_and_leaves_out_what_is_not_known():
    indicator = replace(samples.indicator(1, ""), baseline="", verification="", measures=("action-1.1", "action-8.1"))
    assert printed.indicator_facts(samples.ENGLISH, indicator) == [
        Fact("Target", ("12 by the end of 2023",)),
        Fact("", ("Measures actions 1.1 and 8.1",)),
    ]


@pytest.mark.parametrize(
    ("language", "value", "said"),
    [
        ("en", "1234567.5", "CHF\u00a01\u00a0234\u00a0567.50"),
        ("en", "1000.00", "CHF\u00a01\u00a0000"),
        ("fr", "1234.50", "CHF\u00a01\u00a0234,50"),
        ("en", "", ""),
    ],
)
def test_amounts_are_grouped_by_spaces(language, value, said):
    assert printed.amount(ResourceLine("financial", "", value, "CHF", ""), words_for(language)) == said


@pytest.mark.parametrize(
    ("frozen_as", "totals"),
    [("", ["CHF\u00a07"]), ("pledgebuilder-revision/2", ["CHF\u00a07"]), (FIRST_FORMAT, ["15", "CHF\u00a07"])],
)
def test_number_without_a_currency_is_no_part_of_a_sum_but_in_texts_of_the_first_format(frozen_as, totals):
    bare = (ResourceLine("human", "", "12", "", ""), ResourceLine("human", "", "3", "", ""))
    money = (ResourceLine("financial", "", "7", "CHF", ""),)
    document = replace(samples.ENGLISH, resource_lines=(*bare, *money), frozen_as=frozen_as)
    assert printed.totals(document) == totals
    assert printed.amount(bare[0], words_for("en")) == "12"


@pytest.mark.parametrize(
    ("language", "amounts", "left_out"),
    [
        ("en", ["1000", "", "500.50"], [".00", "", ""]),
        ("fr", ["1000", "500.50"], [",00", ""]),
        ("en", ["1000", "", "500"], ["", "", ""]),
    ],
)
def test_amounts_of_a_column_stand_under_each_other_by_their_decimals(language, amounts, left_out):
    lines = tuple(ResourceLine("financial", "", value, "CHF" if value else "", "") for value in amounts)
    of_lines, totals = printed.amount_column(replace(samples.ENGLISH, language=language, resource_lines=lines))
    assert [each.left_out for each in of_lines] == left_out
    assert [each.text for each in totals] == printed.totals(
        replace(samples.ENGLISH, language=language, resource_lines=lines)
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Open pledge: other parties may sign until 31 December 2021 is over everywhere on earth (UTC−12)"),
        ("fr", "jusqu’à ce que le 31 décembre 2021 soit terminé partout dans le monde (UTC−12)"),
        ("es", "hasta que el 31 de diciembre de 2021 termine en todo el mundo (UTC−12)"),
        ("ar", "إلى أن ينتهي يوم 31 ديسمبر 2021 في جميع أنحاء العالم (UTC−12)"),
    ],
)
def test_last_day_of_an_open_pledge_lasts_until_it_is_over_everywhere(language, said):
    document = replace(samples.ENGLISH, language=language)
    assert printed.openness(document).endswith(said)
    assert "UTC" not in printed.openness(replace(document, frozen_as=FIRST_FORMAT))


@pytest.mark.parametrize(
    ("language", "period", "said"),
    [
        ("en", (2019, 2023), "Pledge for the period 2019–2023"),
        ("en", (2024, 2024), "Pledge for the period 2024"),
        ("ar", (2019, 2023), "تعهد للفترة من 2019 إلى 2023"),
    ],
)
def test_subtitle_names_the_period(language, period, said):
    assert printed.subtitle(replace(samples.ENGLISH, language=language, period=period)) == said


def test_open_pledge_without_an_end_says_so():
    assert printed.openness(replace(samples.ENGLISH, open_until=None)) == "Open pledge: other parties may sign"


@pytest.mark.parametrize(("language", "runs"), [("ar", "rtl"), ("fa-IR", "rtl"), ("en", "ltr"), ("sw", "ltr")])
def test_direction_follows_the_language(language, runs):
    assert direction(language) == runs


@pytest.mark.parametrize("language", WORDS)
def test_every_language_has_all_its_words(language):
    words = WORDS[language]
    assert words.language == language
    assert all(len(each) == 4 and all(each) for each in (words.boxes, words.nothing_yet, words.resource_columns))
    assert set(words.resource_kinds) == {"financial", "human", "material"}
    assert words.serves_one.format(numbers="1") != words.serves_one


@pytest.mark.parametrize(
    ("language", "signatory", "said"),
    [
        ("en", None, ["", ""]),
        ("en", Signatory("Joseph", "Director", "office", ""), ["Joseph", "Director"]),
        ("en", Signatory("Joseph", "Director", "office", "the Board"), ["Joseph", "Director, on behalf of the Board"]),
        ("fr", Signatory("Joseph", "", "delegation", "M. Diop"), ["Joseph", "par délégation pour M. Diop"]),
        ("es", Signatory("Joseph", "", "delegation", ""), ["Joseph", "por delegación de Government of Kenya"]),
    ],
)
def test_signature_block_names_who_signs_and_by_what(language, signatory, said):
    words, party = words_for(language), replace(samples.KENYA, signatory=signatory)
    lines = printed.signature_lines(party, words)
    assert [line for line, _value in lines] == list(words.signature_lines)
    assert [value for _line, value in lines] == [*said, "", ""]


def test_lead_that_is_no_party_of_the_pledge_is_left_out():
    action = replace(samples.action("1.1", "", ()), responsible="", start="", end="")
    alone = replace(samples.ENGLISH, parties=(samples.KENYA,))
    assert printed.action_facts(alone, action) == [Fact("Lead", ("Government of Kenya",))]
