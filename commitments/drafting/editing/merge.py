"""Saving the fields of a page, merged with what others saved since the page was drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from commitments.drafting.editing.write import editing
from commitments.models import Change, Clause, Draft, Item, Pledge, RegionalGroup, User, menu
from commitments.models.draft import TABLES
from commitments.text.dates import last_month

GONE = "gone"
"""In the place of a column: whether the row is to be removed"""
REGION = ("regional_group_id", "region")
"""The columns of the pledge's region: on a page it is one text, the group's name or the drafter's words"""
HEADING = ("theme_id", "theme_name")
"""The columns of where an own action stands: on a page it is one text, as Menu.heading says it"""
WHOLES = {"region": REGION, "heading": HEADING}
"""What stands in the place of a column, and the columns of which it is the whole"""
SPANS = (("period_start", "period_end"), ("start", "end"))
"""Columns of which the second may not be before the first"""


class UnknownVersionError(ValueError):
    """A page says that it is based on a version that there never was."""


@dataclass(frozen=True)
class Edit:
    """One field of a page, as it was sent."""

    field: str
    """Its name on the page; of one box among several of a name, `name=value`"""
    row: str
    """As in Change.row"""
    column: str
    value: Any
    element: str = ""
    """For a column that holds a list: the key of which `value` says whether it is in there"""
    new: Mapping[str, Any] | None = None
    """Columns of the row where there is none yet; None: an edit of a row that is gone changes nothing"""


@dataclass(frozen=True)
class Conflict:
    """A field that two people changed to different values. Nothing of it is written."""

    edit: Edit
    base: Any
    """What the page was drawn with"""
    theirs: Any
    """What stands there now"""
    who: str
    """Who wrote that"""


@dataclass(frozen=True)
class Saved:
    version: int
    """Of the section, afterwards"""
    conflicts: tuple[Conflict, ...] = ()
    others: tuple[str, ...] = ()
    """Who else saved the section since the page was drawn"""


def save(
    pledge: Pledge | Draft,
    section: str,
    edits: Sequence[Edit],
    *,
    version_of: Callable[[Edit], int],
    by: User,
    page: str = "",
    check: Callable[[Draft], None] | None = None,
) -> Saved:
    """Write the edits of one page of `section`; return what came of it.

    `version_of` gives the version of the section on which an edit is based; `page` names the opened page, where its
    script says so. What others saved since is kept: a field that only they changed stays theirs, one that only this
    page changed becomes as it says, and one that both changed is not written, but returned as a conflict. An item that
    was never in the pledge is added at the end; an addition brings its objective along, and an objective that goes
    takes its additions with it. `check` may refuse the outcome.
    Raises WrongStateError, TextRefusedError and UnknownVersionError; then nothing is written.
    """
    with editing(pledge, section, by=by) as draft:
        draft.page = page
        now = draft.pledge.version_of(section)
        versions = {version_of(edit) for edit in edits}
        if any(not 0 <= version <= now for version in versions):
            raise UnknownVersionError(
                _("This page is based on a version that is not known here. Open it anew, and type your changes again.")
            )
        past = Past(draft.pledge, section, min(versions), page) if versions and min(versions) < now else None
        chosen = {key for key, item in draft.items.items() if item.chosen} if _picks(edits) else set()
        conflicts = []
        # Emptied fields last: a row that went meanwhile, and into which words were typed, is there again by then.
        for edit in sorted(edits, key=lambda edit: edit.value in ("", None)):
            conflict = _merge(draft, edit, past, version_of(edit))
            if conflict:
                conflicts.append(conflict)
        if past:
            conflicts += _take_back(draft, edits, past)
        if _picks(edits):
            _hold_together(draft, chosen)
        if check:
            check(draft)
    others = past.others(by) if past else ()
    return Saved(draft.pledge.version_of(section), tuple(conflicts), others)


def _picks(edits: Iterable[Edit]) -> bool:
    return any(edit.column == "chosen" for edit in edits)


class Past:
    """What was changed in a section since a version of it. One query."""

    def __init__(self, pledge: Pledge, section: str, version: int, page: str) -> None:
        since = Change.objects.filter(pledge=pledge, section=section, version__gt=version).select_related("by")
        self.changes = list(since.order_by("pk"))
        self.page = page

    def of(self, row: str, column: str, version: int) -> list[Change]:
        """Return the changes of a field since `version`, the first one first.

        Those of the page itself are none: it knew of them, or the answer got lost on the way.
        """
        since = (change for change in self.changes if change.version > version and change.row == row)
        others = (change for change in since if not (self.page and change.page == self.page))
        return [change for change in others if _concerns(change, column)]

    def others(self, me: User) -> tuple[str, ...]:
        names = dict.fromkeys(str(change.by) if change.by else "–" for change in self.changes if change.by_id != me.pk)
        return tuple(names)


def _concerns(change: Change, column: str) -> bool:
    """Whether a change of a row concerns a column of it. Moving a row doesn't concern whether it is there."""
    if change.before is None:
        return True
    if column == GONE:
        return set(change.before) != {"position"}
    return any(name in change.before for name in WHOLES.get(column, (column,)))


def _merge(draft: Draft, edit: Edit, past: Past | None, version: int) -> Conflict | None:
    """Write one edit into the draft, or return why it can't be."""
    theirs, mine = _value(draft, edit), edit.value
    if theirs == mine:
        return None
    changes = past.of(edit.row, edit.column, version) if past else []
    if changes:
        base = _base(draft, edit, changes)
        if base == mine:
            return None
        is_there = edit.row.startswith("blank:") or _row(draft, edit.row) is not None
        if is_there and not edit.element and (base != theirs or edit.column == GONE):
            return Conflict(edit, base, theirs, str(changes[-1].by or "–"))
    _apply(draft, edit, changes)
    return None


def _row(draft: Draft, name: str) -> Any:
    kind, _colon, key = name.partition(":")
    return draft.pledge if kind == "pledge" else getattr(draft, TABLES[kind][0]).get(key)


def _value(draft: Draft, edit: Edit) -> Any:
    """Return what a field says now; as an empty one says where there is no row."""
    if edit.row.startswith("blank:"):
        return draft.pledge.blank_fillings.get(edit.row.removeprefix("blank:"), "")
    row = _row(draft, edit.row)
    if edit.column == GONE:
        return row is None
    if edit.column in WHOLES:
        return _whole(draft, edit.column, {name: getattr(row, name, None) for name in WHOLES[edit.column]})
    return _said(None if row is None else getattr(row, edit.column), edit)


def _base(draft: Draft, edit: Edit, changes: Sequence[Change]) -> Any:
    """Return what a field said before the changes of it, in the same form as its value."""
    if edit.column == GONE:
        return changes[0].before is None
    if edit.column in WHOLES:
        row, names = _row(draft, edit.row), WHOLES[edit.column]
        were = {name: getattr(row, name, None) for name in names}
        for change in reversed(changes):
            were |= {name: value for name, value in (change.before or {}).items() if name in names}
        return _whole(draft, edit.column, were)
    before = (changes[0].before or {}).get(edit.column)
    if before is not None and not edit.element and not edit.row.startswith("blank:"):
        model = Pledge if edit.row == "pledge" else TABLES[edit.row.partition(":")[0]][1]
        before = model._meta.get_field(edit.column.removesuffix("_id")).to_python(before)  # type: ignore[union-attr]
    return _said(before, edit)


def _whole(draft: Draft, column: str, columns: Mapping[str, Any]) -> str:
    """Return what a page says of the region, or of where an action stands."""
    key, text = (columns[name] for name in WHOLES[column])
    if column == "heading":
        return menu(draft.pledge.model_text).heading(key, text or "")
    return str(RegionalGroup.objects.get(pk=key)) if key else text


def _said(stored: Any, edit: Edit) -> Any:
    if edit.element:
        return edit.element in (stored or ())
    if stored is None:
        return type(edit.value)() if isinstance(edit.value, (str, bool)) else None
    return stored


def _apply(draft: Draft, edit: Edit, changes: Sequence[Change]) -> None:
    if edit.row.startswith("blank:"):
        filled = {**draft.pledge.blank_fillings, edit.row.removeprefix("blank:"): edit.value}
        draft.pledge.blank_fillings = {blank: text for blank, text in filled.items() if text}
        return
    if edit.column == GONE:
        if edit.value:
            kind, _colon, key = edit.row.partition(":")
            getattr(draft, TABLES[kind][0]).pop(key, None)
        else:  # whoever took it out wants it back
            gone = Change.objects.filter(pledge=draft.pledge, row=edit.row, before__isnull=False)
            _new_row(draft, edit, list(gone.order_by("-pk")[:1]))
        return
    row = _row(draft, edit.row)
    if row is None:
        row = _new_row(draft, edit, changes)
    if row is None:
        return
    if edit.element:
        there = [key for key in getattr(row, edit.column) if key != edit.element]
        setattr(row, edit.column, [*there, edit.element] if edit.value else there)
    elif edit.column == "region":
        group = RegionalGroup.objects.filter(name_en=edit.value).first()
        row.regional_group, row.region = group, "" if group else edit.value
    elif edit.column == "heading":
        if not row.clause_id:  # a clause stays under its theme
            row.theme_id, row.theme_name = menu(draft.pledge.model_text).under(edit.value)
            row.position = draft.end()
    elif edit.column == "theme_name" and row.theme_id:
        return  # it was put under a theme of the model meanwhile, and has no heading of its own
    else:
        setattr(row, edit.column, edit.value)


def _take_back(draft: Draft, edits: Iterable[Edit], past: Past) -> Iterator[Conflict]:
    """Take back a year or a month that doesn't go with the other one of its span, which was changed meanwhile."""
    for edit, span in ((edit, span) for edit in edits for span in SPANS if edit.column in span):
        row, before = _row(draft, edit.row), draft.was(edit.row).get(edit.column)
        if row is None or before in (None, getattr(row, edit.column)):
            continue
        first, last = (str(getattr(row, name)) for name in span)
        others = [change for name in span if name != edit.column for change in past.of(edit.row, name, 0)]
        if others and first and last and last_month(last) < first:
            setattr(row, edit.column, before)
            yield Conflict(edit, before, before, str(others[-1].by or "–"))


def _new_row(draft: Draft, edit: Edit, changes: Sequence[Change]) -> Any:
    """Return a new row for an edit, in the draft: a clause, an own item, or a line; one that was removed meanwhile."""
    kind, _colon, key = edit.row.partition(":")
    name, model = TABLES[kind]
    rows = getattr(draft, name)
    clause = menu(draft.pledge.model_text).by_slug.get(key) if kind == "item" else None
    if clause:
        return pick(draft, clause)
    removed = next((change.before for change in reversed(changes) if change.before), None)
    if edit.new is None and removed is None:
        return None
    row = model(pledge=draft.pledge, key=key, **{"position": _end(rows), **(edit.new or {})})
    for column, value in (removed or {}).items():
        setattr(row, column, model._meta.get_field(column.removesuffix("_id")).to_python(value))  # type: ignore[union-attr]
    rows[key] = row
    return row


def _end(rows: Mapping[str, Any]) -> int:
    return max((row.position for row in rows.values()), default=-1) + 1


def pick(draft: Draft, clause: Clause) -> Item:
    """Return the item of a clause, added at the end and not chosen where there is none; its objective's before it."""
    known = menu(draft.pledge.model_text)
    parent = pick(draft, known.clauses[clause.parent_id]) if clause.parent_id else None
    for item in draft.items.values():
        if item.clause_id == clause.pk:
            return item
    item = Item(
        pledge=draft.pledge,
        kind=clause.kind,
        key=clause.slug,
        clause=clause,
        parent=parent,
        theme_id=clause.theme_id,
        chosen=False,
        position=draft.end(),
        text=clause.text,
        official_text=clause.text,
    )
    draft.items[item.key] = item
    return item


def _hold_together(draft: Draft, before: set[str]) -> None:
    """Let additions and objectives come and go together; `before`: the keys of what was chosen.

    An addition that comes brings its objective along, unless that one goes now; and where the objective is not in
    the pledge, no addition is.
    """
    objectives = {item.pk or id(item): item for item in draft.items.values() if item.kind == Item.Kind.OBJECTIVE}
    additions = [
        (item, objectives[item.parent_id or id(item.parent)])
        for item in draft.items.values()
        if item.kind == Item.Kind.ADDITION and (item.parent_id or item.parent)
    ]
    for addition, objective in additions:
        if addition.chosen and not {addition.key, objective.key} <= before:
            objective.chosen = True
    for addition, objective in additions:
        if not objective.chosen:
            addition.chosen = False
