"""The action plan in time: one row an action, one column a quarter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from commitments.document import Action, PledgeDocument
from commitments.document.pictures.names import Ref, ref
from commitments.text.dates import time_frame
from commitments.text.vocabulary.headings import words_for

QUARTERS = 4
MOST_YEARS = 12
"""More than that can't be told apart on paper"""
MANY_YEARS = 8
"""With more of them a phone scrolls the picture, and paper prints the years small"""


@dataclass(frozen=True)
class Segment:
    """A run of quarters within one year, in which the action runs or does not."""

    quarters: int
    """1 to 4"""
    is_filled: bool
    is_first: bool
    """Whether the bar begins with it"""
    is_last: bool


@dataclass(frozen=True)
class ActionBar:
    """An action."""

    action: Ref
    theme: int
    """The theme's number, from 1"""
    leads: tuple[str, ...]
    lead_kind: str
    """joint, nobody, or the kind of the one party that leads"""
    when: str
    """In words of the pledge's language; empty without dates"""
    first: int
    """The quarter in which its bar begins, counted from 1; 0 where it has no bar"""
    last: int
    starts_open: bool
    """Whether it has a bar, but no start: the bar begins where the picture begins"""
    ends_open: bool
    years: tuple[tuple[Segment, ...], ...]
    """The bar and the space around it, year by year; empty where there is no bar"""

    @property
    def bar_offset(self) -> str:
        """How much of the picture lies before the bar, in percent."""
        return _percent(self.first - 1, len(self.years))

    @property
    def bar_width(self) -> str:
        """How much of the picture the bar takes, in percent."""
        return _percent(self.last - self.first + 1, len(self.years))


@dataclass(frozen=True)
class Lead:
    """A way of leading, as a bar is filled."""

    kind: str
    word: str
    """In the pledge's language"""


@dataclass(frozen=True)
class Timeline:
    years: tuple[str, ...]
    """As texts: a number would be localised where it is printed"""
    rows: tuple[ActionBar, ...]
    key: tuple[Lead, ...]
    """How the bars are filled, by who leads"""
    first_year: str
    """The first and the last year that an action names; empty without dates"""
    last_year: str
    without_end: int
    """Actions with a start and no end"""
    without_dates: int
    is_cut: bool
    """Whether dates lie too far apart to be shown: then the pledge's period is, or as much of it as can be"""

    @property
    def year_width(self) -> str:
        """How much of the picture a year takes, in percent."""
        return _percent(QUARTERS, len(self.years))

    @property
    def is_dated(self) -> bool:
        return bool(self.first_year)

    @property
    def is_wide(self) -> bool:
        return len(self.years) > MANY_YEARS


def timeline(document: PledgeDocument) -> Timeline:
    """Return when each action of the plan runs, over the period and whatever dates lie outside it."""
    named = sorted({int(when[:4]) for action in document.actions for when in (action.start, action.end) if when})
    first, last = _shown({*document.period, *named}, document.period)
    rows = tuple(
        _action_bar(document, theme.number, action, first, last)
        for theme in document.themes
        for action in theme.actions
    )
    kinds = {row.lead_kind for row in rows if row.first}
    return Timeline(
        years=tuple(f"{year:04}" for year in range(first, last + 1)),
        rows=rows,
        key=tuple(Lead(kind, word) for kind, word in words_for(document.language).annex.leads.items() if kind in kinds),
        first_year=f"{named[0]:04}" if named else "",
        last_year=f"{named[-1]:04}" if named else "",
        without_end=sum(1 for action in document.actions if action.start and not action.end),
        without_dates=sum(1 for action in document.actions if not (action.start or action.end)),
        is_cut=bool({*document.period, *named} - set(range(first, last + 1))),
    )


def _percent(quarters: int, years: int) -> str:
    """Return how much of so many years that is: as a text, which is not localised where it is printed."""
    return f"{quarters / QUARTERS / years:.2%}"


def _shown(years: set[int], period: tuple[int, int]) -> tuple[int, int]:
    """Return the first and the last year of the picture."""
    first, last = min(years), max(years)
    if last - first >= MOST_YEARS:  # a slip of the pen such as 2202, most of the time
        first, last = period
    return first, min(last, first + MOST_YEARS - 1)


def _action_bar(document: PledgeDocument, theme: int, action: Action, first_year: int, last_year: int) -> ActionBar:
    count = (last_year - first_year + 1) * QUARTERS
    first, last = _bar(action, first_year, count)
    return ActionBar(
        action=ref(action, action.number),
        theme=theme,
        leads=tuple(document.parties[place].name for place in action.leads),
        lead_kind=_lead_kind(document, action),
        when=time_frame(action.start, action.end, words_for(document.language)),
        first=first,
        last=last,
        starts_open=bool(first) and not action.start,
        ends_open=bool(first) and not action.end,
        years=tuple(_segments(first - start, last - start) for start in range(0, count, QUARTERS)) if first else (),
    )


def _lead_kind(document: PledgeDocument, action: Action) -> str:
    if not action.leads:
        return "nobody"
    return document.parties[action.leads[0]].kind if len(action.leads) == 1 else "joint"


def _bar(action: Action, first_year: int, count: int) -> tuple[int, int]:
    """Return the first and the last column of a bar, as far as the picture reaches; (0, 0) where there is none."""
    if not (action.start or action.end):
        return 0, 0
    start = _column(action.start or action.end, first_year, month=1)
    end = _column(action.end or action.start, first_year, month=12)
    first, last = sorted((start, end))  # the check says it where an end is before its start
    if not action.start:
        first = min(first, 1)
    if not action.end:
        last = max(last, count)
    if last < 1 or first > count:
        return 0, 0
    return max(first, 1), min(last, count)


def _column(when: str, first_year: int, *, month: int) -> int:
    """Return the column of a date, from 1; of a mere year that of its first or last month."""
    year, _, named = when.partition("-")
    return (int(year) - first_year) * QUARTERS + (int(named or month) - 1) // 3 + 1


def _segments(first: int, last: int) -> tuple[Segment, ...]:
    """Return a year's quarters in runs; the bar's columns are counted from the first of this year as 1."""
    return tuple(_runs(first, max(first, 1), min(last, QUARTERS), last))


def _runs(first: int, begin: int, end: int, last: int) -> Iterable[Segment]:
    if begin > end:
        yield Segment(QUARTERS, is_filled=False, is_first=False, is_last=False)
        return
    if begin > 1:
        yield Segment(begin - 1, is_filled=False, is_first=False, is_last=False)
    yield Segment(end - begin + 1, is_filled=True, is_first=first >= 1, is_last=last <= QUARTERS)
    if end < QUARTERS:
        yield Segment(QUARTERS - end, is_filled=False, is_first=False, is_last=False)
