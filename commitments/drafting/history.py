"""A pledge's history: what each editing session changed, and the pledge as it stood after any of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from commitments.models import Change, Comment, Draft, NamedVersion, Pledge, User, menu
from commitments.models.draft import State

SESSION = timedelta(minutes=30)
"""How long a person may pause before what they change next is another entry"""
MOST_READ = 5_000
"""How many changes one page of the history reads"""
TRIES = 3


@dataclass(frozen=True)
class HistoryEntry:
    """One editing session: what one person changed without a long pause."""

    who: str
    by: int | None
    """Primary key of the person; None where they are gone"""
    first: int
    """Primary key of its first change"""
    last: int
    """Primary key of its last change: names the pledge as it stood then"""
    start: datetime
    end: datetime
    sections: tuple[str, ...]
    """Slugs of the sections that it touched"""
    names: tuple[str, ...] = ()
    """What the pledge as it stood then was called"""
    suggested_by: tuple[str, ...] = ()
    """Whose suggested wordings were taken in it"""

    @property
    def before(self) -> int:
        """Names the pledge as it stood before this entry."""
        return self.first - 1


def entries(pledge: Pledge, before: int | None = None) -> list[HistoryEntry]:
    """Return the entries of a pledge's history, the newest first; with `before`, older ones: two queries.

    At most the last 5,000 changes before that one are looked at.
    """
    changes = Change.objects.filter(pledge=pledge)
    if before is not None:
        changes = changes.filter(pk__lt=before)
    rows = changes.order_by("-pk").values_list("pk", "section", "by", "by__name", "by__email", "at")[:MOST_READ]
    names: dict[int, list[str]] = {}
    for version in NamedVersion.objects.filter(pledge=pledge):
        names.setdefault(version.after, []).append(version.name)
    entries_made: list[HistoryEntry] = []
    open_entries: dict[int | None, int] = {}
    for pk, section, by, name, email, at in reversed(rows):
        place = open_entries.get(by)
        if place is None or at - entries_made[place].end > SESSION:
            open_entries[by] = place = len(entries_made)
            entries_made.append(HistoryEntry(name or email or "–", by, pk, pk, at, at, ()))
        entry = entries_made[place]
        sections = entry.sections if section in entry.sections else (*entry.sections, section)
        entries_made[place] = replace(entry, last=pk, end=at, sections=sections)
        if pk in names:
            entries_made[place] = replace(entries_made[place], names=tuple(names[pk]))
            open_entries.clear()  # what comes after a version with a name is no part of it
    return sorted(entries_made, key=lambda entry: -entry.last)


def with_authors(pledge: Pledge, found: Sequence[HistoryEntry]) -> list[HistoryEntry]:
    """Return entries with the names of those whose suggested wordings were taken in them. One query.

    A wording is taken at the moment of the change that this made, by the person who made it.
    """
    if not found:
        return []
    start = min(entry.start for entry in found)
    taken = Comment.objects.filter(pledge=pledge, answer=Comment.Answer.TAKEN, answered_at__gte=start)
    rows = list(taken.values_list("who", "answered_by", "answered_at"))
    return [
        replace(entry, suggested_by=tuple(dict.fromkeys(who for who, by, at in rows if _made(entry, by, at))))
        for entry in found
    ]


def _made(entry: HistoryEntry, by: int | None, at: datetime | None) -> bool:
    return by == entry.by and at is not None and entry.start <= at <= entry.end


def as_of(pledge: Pledge, after: int) -> Draft:
    """Return the pledge as it stood after the change with the primary key `after`; 0: as it was at the beginning.

    It is for looking at, not for writing.
    """
    for _try in range(TRIES):
        now = pledge.changes.newest()
        draft = Draft(Pledge.objects.select_related("model_text", "organisation", "regional_group").get(pk=pledge.pk))
        state = draft.state()
        undo(state, Change.objects.filter(pledge=pledge, pk__gt=after).order_by("-pk"))
        if pledge.changes.newest() == now:  # nobody saved while this was read
            break
    draft.become(state)
    draft.is_past = True
    return draft


def undo(state: State, changes: Iterable[Change]) -> None:
    """Undo changes in a state, the last one first."""
    for change in changes:
        if change.before is None:
            state.pop(change.row, None)
        else:
            state[change.row] = {**state.get(change.row, {}), **change.before}


def as_model(pledge: Pledge) -> Draft:
    """Return the pledge as it would stand in the official wording, without what the drafter wrote."""
    draft = Draft(pledge).copy()
    draft.pledge.introduction = "\n\n".join(menu(pledge.model_text).introduction)
    draft.pledge.opening = ""
    for item in draft.items.values():
        item.chosen = item.chosen and item.clause_id is not None
        item.text = item.official_text
    return draft


@dataclass(frozen=True)
class Author:
    """Who changed something last, and when; and who else did before."""

    who: str
    at: datetime
    others: tuple[str, ...] = ()

    @property
    def everybody(self) -> str:
        """The names of all of them, in the order in which each changed it last."""
        return ", ".join([*self.others, self.who])

    def after(self, earlier: Author) -> Author:
        """Return both as one, of whom this one came last."""
        others = [name for name in (*earlier.others, earlier.who, *self.others) if name != self.who]
        return replace(self, others=tuple(dict.fromkeys(others)))


SHOWN_WITH = {"period_end": "period_start", "regional_group_id": "region", "open_until": "openness"}
"""Columns of the pledge that are read as one text with another one"""


def authors(pledge: Pledge, after: int, until: int) -> Mapping[str, Author]:
    """Return everybody who changed what between two points, by Change.row.

    Of the pledge's own fields it is by `pledge.COLUMN`.
    """
    changes = Change.objects.filter(pledge=pledge, pk__gt=after, pk__lte=until).select_related("by").order_by("pk")
    by_name: dict[str, Author] = {}
    for change in changes:
        author = Author(str(change.by or "–"), change.at)
        columns = change.before if change.row == "pledge" and change.before else ()
        names = {f"pledge.{SHOWN_WITH.get(column, column)}" for column in columns} or {change.row}
        for name in names:
            by_name[name] = author.after(by_name[name]) if name in by_name else author
    return by_name


def new_to(pledge: Pledge, user: User, seen: int) -> tuple[list[str], int]:
    """Return the slugs of the sections that others changed after the change `seen`, and the change before theirs.

    One query.
    """
    changes = Change.objects.filter(pledge=pledge, pk__gt=seen).exclude(by=user).order_by("pk")
    rows = list(changes.values_list("pk", "section"))
    return list(dict.fromkeys(section for _pk, section in rows)), rows[0][0] - 1 if rows else seen
