"""The action plan in time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.document import PledgeDocument, Theme
from commitments.document.pictures import timeline
from commitments.document.pictures.names import first_words
from commitments.document.pictures.timeline import MOST_YEARS, Timeline
from tests.exports import samples
from tests.exports.samples import KENYA, SOCIETY, action


def plan(*dates: tuple[str, str], period=(2019, 2023), **changes) -> PledgeDocument:
    """A pledge with an action for each pair of a start and an end."""
    actions = tuple(
        replace(action(f"1.{number}", f"Action {number}"), start=start, end=end, **changes)
        for number, (start, end) in enumerate(dates, start=1)
    )
    return replace(samples.ENGLISH, period=period, themes=(Theme("rescue", 1, "Rescue", actions),) if actions else ())


def drawn(picture: Timeline, row: int = 0) -> str:
    """A row as it is drawn: a letter a quarter, a bar between years; A and Z where the bar has an edge."""
    letters = []
    for year in picture.rows[row].years:
        quarters = ""
        for run in year:
            letter = list(("#" if run.is_filled else ".") * run.quarters)
            if run.is_first:
                letter[0] = "A"
            if run.is_last:
                letter[-1] = "Z"
            quarters += "".join(letter)
        letters.append(quarters)
    return "|".join(letters)


@pytest.mark.parametrize(
    ("dates", "period", "offset", "width"),
    [
        (("2019", "2023"), (2019, 2023), "0.00%", "100.00%"),
        (("2020-01", "2022"), (2019, 2023), "20.00%", "60.00%"),
        (("2020-05", "2020-06"), (2020, 2021), "12.50%", "12.50%"),
        (("2023-12", ""), (2019, 2023), "95.00%", "5.00%"),
    ],
)
def test_bar_is_told_as_parts_of_the_picture(dates, period, offset, width):
    [row] = timeline(plan(dates, period=period)).rows
    assert (row.bar_offset, row.bar_width) == (offset, width)


@pytest.mark.parametrize(
    ("start", "end", "columns", "bar"),
    [
        ("2019-07", "2021-12", (3, 12), "..A#|####|###Z|....|...."),
        ("2020", "2022", (5, 16), "....|A###|####|###Z|...."),
        ("2019", "2023", (1, 20), "A###|####|####|####|###Z"),
        ("2020-04", "2020-09", (6, 7), "....|.AZ.|....|....|...."),
        ("2021", "2021", (9, 12), "....|....|A##Z|....|...."),
        ("2021-12", "2021-12", (12, 12), "....|....|...Z|....|...."),
        ("2022-06", "2021-01", (9, 14), "....|....|A###|#Z..|...."),
    ],
)
def test_action_is_drawn_from_its_first_to_its_last_quarter(start, end, columns, bar):
    picture = timeline(plan((start, end)))
    row = picture.rows[0]
    assert (row.first, row.last) == columns
    assert drawn(picture) == bar
    assert (row.starts_open, row.ends_open) == (False, False)


def test_bar_of_one_quarter_has_both_edges():
    [run] = [run for year in timeline(plan(("2021-12", "2021-12"))).rows[0].years for run in year if run.is_filled]
    assert (run.is_first, run.is_last) == (True, True)


def test_action_without_an_end_reaches_to_the_picture_s_end():
    picture = timeline(plan(("2021-01", "")))
    row = picture.rows[0]
    assert (row.first, row.last, row.starts_open, row.ends_open) == (9, 20, False, True)
    assert row.when == "from January 2021"
    assert picture.without_end == 1


def test_action_without_a_start_comes_from_the_picture_s_beginning():
    picture = timeline(plan(("", "2021-06")))
    row = picture.rows[0]
    assert (row.first, row.last, row.starts_open, row.ends_open) == (1, 10, True, False)
    assert row.when == "until June 2021"
    assert picture.without_end == 0


def test_action_without_dates_has_a_row_and_no_bar():
    picture = timeline(plan(("", ""), ("2020", "2021")))
    row = picture.rows[0]
    assert (row.first, row.last, row.years, row.when) == (0, 0, (), "")
    assert (row.starts_open, row.ends_open) == (False, False)
    assert (picture.without_dates, picture.without_end, picture.is_dated) == (1, 0, True)


def test_plan_without_any_date_is_not_dated():
    picture = timeline(plan(("", "")))
    assert (picture.is_dated, picture.first_year, picture.last_year, picture.key) == (False, "", "", ())


def test_plan_without_actions_is_empty():
    picture = timeline(plan())
    assert picture.rows == ()
    assert (picture.is_dated, picture.without_end, picture.without_dates) == (False, 0, 0)
    assert picture.years == ("2019", "2020", "2021", "2022", "2023")


def test_picture_reaches_to_dates_outside_the_period():
    picture = timeline(plan(("2018-10", "2024-03")))
    assert picture.years == ("2018", "2019", "2020", "2021", "2022", "2023", "2024")
    assert drawn(picture) == "...A|####|####|####|####|####|Z..."
    assert (picture.first_year, picture.last_year) == ("2018", "2024")
    assert not picture.is_cut


def test_years_are_those_that_actions_name_not_those_of_the_period():
    picture = timeline(plan(("2020-02", ""), ("", "2022")))
    assert (picture.first_year, picture.last_year) == ("2020", "2022")


def test_date_far_away_leaves_the_period_as_it_is():
    picture = timeline(plan(("2020", "2202"), ("2202", ""), ("", "1950")))
    assert picture.years == ("2019", "2020", "2021", "2022", "2023")
    assert picture.is_cut
    assert drawn(picture) == "....|A###|####|####|###Z"
    assert [(row.first, row.last) for row in picture.rows] == [(5, 20), (0, 0), (0, 0)]
    assert [row.when for row in picture.rows] == ["2020 – 2202", "from 2202", "until 1950"]


def test_period_longer_than_can_be_drawn_is_cut():
    picture = timeline(plan(("2030", "2031"), period=(2019, 2100)))
    assert len(picture.years) == MOST_YEARS
    assert picture.years[0] == "2019"
    assert (picture.is_cut, picture.is_wide) == (True, True)


def test_period_of_one_year_has_four_quarters():
    picture = timeline(plan(("2019-04", "2019-06"), period=(2019, 2019)))
    assert drawn(picture) == ".Z.."
    assert not picture.is_wide


@pytest.mark.parametrize(
    ("leads", "kind", "names"),
    [
        ((), "nobody", ()),
        ((0,), "state", ("Government of Kenya",)),
        ((1,), "national_society", ("Kenya Red Cross Society",)),
        ((0, 1), "joint", ("Government of Kenya", "Kenya Red Cross Society")),
        ((2,), "observer", ("Example Relief",)),
    ],
)
def test_bar_is_filled_by_who_leads(leads, kind, names):
    observer = replace(SOCIETY, kind="observer", code="", name="Example Relief")
    document = replace(plan(("2020", "2021"), leads=leads), parties=(KENYA, SOCIETY, observer))
    picture = timeline(document)
    assert (picture.rows[0].lead_kind, picture.rows[0].leads) == (kind, names)
    assert [each.kind for each in picture.key] == [kind]


def test_key_names_only_what_is_drawn():
    first, second = plan(("2020", "2021"), leads=(0,)), plan(("", ""), leads=(1,))
    document = replace(first, themes=(*first.themes, replace(second.themes[0], number=2)))
    assert [(each.kind, each.word) for each in timeline(document).key] == [("state", "Government")]


def test_words_are_the_pledge_s():
    picture = timeline(samples.ARABIC)
    assert picture.rows[0].when == "من يناير 2020 إلى 2022"
    assert picture.key[0].word == "بالاشتراك"
    assert timeline(samples.FRENCH).rows[0].when == "janvier 2020 – 2022"


def test_own_list_is_called_by_its_first_words_and_not_by_its_first_number():
    assert first_words("1. Train staff.\n2. Build posts.") == "Train staff. 2. Build posts."


def test_title_is_the_clause_s_or_the_first_words():
    long = "Train volunteers in restoring family links, and in the protection of children, everywhere."
    first = plan(("2020", "2021"))
    titled = replace(first.actions[0], title="Service Points", wording="adapted")
    official = replace(first.actions[0], text=f"  {long}\n", wording="official")
    document = replace(first, themes=(Theme("", 8, "", (titled, official, replace(official, wording="own"))),))
    refs = [row.action for row in timeline(document).rows]
    assert [ref.title for ref in refs] == [
        "Service Points",
        *2 * ("Train volunteers in restoring family links, and in the…",),
    ]
    assert [ref.is_official for ref in refs] == [True, True, False]
    assert [row.theme for row in timeline(document).rows] == [8, 8, 8]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("", ""),
        ("x" * 100, "x" * 63 + "…"),
        ("word, " * 20, "word, word, word, word, word, word, word, word, word, word…"),
    ],
)
def test_odd_text_makes_a_title(text, title):
    first = plan(("2020", "2021"))
    document = replace(first, themes=(Theme("", 1, "", (replace(first.actions[0], text=text),)),))
    assert timeline(document).rows[0].action.title == title


dates = st.just("") | st.builds(
    lambda year, month: f"{year}-{month:02}" if month else str(year), st.integers(1900, 2200), st.integers(0, 12)
)


@given(st.lists(st.tuples(dates, dates), max_size=5), st.integers(1900, 2200), st.integers(0, 40))
def test_every_row_fits_the_years(pairs, start, length):
    document = plan(*pairs, period=(start, start + length))
    picture = timeline(document)
    assert 1 <= len(picture.years) <= MOST_YEARS
    assert len(picture.rows) == len(document.actions)
    for row, each in zip(picture.rows, document.actions, strict=True):
        assert bool(row.when) == bool(each.start or each.end)
        filled = [run.is_filled for year in row.years for run in year for _ in range(run.quarters)]
        if not row.first:
            assert filled == []
            continue
        assert 1 <= row.first <= row.last <= 4 * len(picture.years)
        assert [len(year) <= 3 and sum(run.quarters for run in year) == 4 for year in row.years] == [True] * len(
            picture.years
        )
        assert filled.index(True) + 1 == row.first
        assert filled.count(True) == row.last - row.first + 1
        runs = [run for year in row.years for run in year if run.is_filled]
        assert [run.is_first for run in runs] == [True] + [False] * (len(runs) - 1)
        assert [run.is_last for run in runs] == [False] * (len(runs) - 1) + [True]
