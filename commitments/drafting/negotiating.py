"""What is done at a negotiation table: opening and closing it, writing, showing, and agreeing on a wording.

Every one of them locks the pledge, and looks again whether its text is a draft and the table open. A wording is agreed
once both sides have said so; the pledge has it then, written by the one function that changes drafts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments import access, document
from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.lock import locked_draft
from commitments.drafting.editing.merge import save
from commitments.drafting.editing.target import ItemField
from commitments.drafting.editing.write import WrongStateError
from commitments.drafting.negotiation import Row, Rows, other_parties, rows_of
from commitments.models import Actor, Cell, Draft, Item, NegotiationTable, Notice, Pledge, Seat, Side, User
from commitments.models.draft import SECTION_OF_KIND
from commitments.people.mail import tables as events
from commitments.people.mail.announcing import Event, announce
from commitments.text.limits import MAX_PLEDGE_BYTES, TextRefusedError, clean_text
from commitments.text.marks import mark_of


class CannotNegotiateError(Exception):
    """What is asked for is not possible; the message says why."""


@dataclass(frozen=True)
class Typed:
    """What came of one box of the own column."""

    text: str
    base: str
    """Row.box_mark of the wording that it was drawn with"""

    @property
    def is_touched(self) -> bool:
        """Whether it says something else than it was drawn with."""
        return mark_of(self.text.replace("\r\n", "\n")) != self.base


@dataclass
class Written:
    """What came of the boxes of the own column, by item."""

    seen: dict[str, str] = field(default_factory=dict)
    """Row.box_mark of what the page knows to stand in each that is not named below"""

    conflicts: dict[str, str] = field(default_factory=dict)
    """What somebody else of the side has written there since the page was drawn"""
    refused: dict[str, str] = field(default_factory=dict)
    """Why not"""


def open_table(pledge: Pledge, party_key: str, *, by: User) -> NegotiationTable:
    """Open the table of a draft with one of its other parties, or open it again with all that was written there.

    Tells the guests of that party. Raises WrongStateError, and CannotNegotiateError where there is no such party.
    """
    with transaction.atomic():
        draft = _locked(pledge)
        if party_key not in {party.key for party in other_parties(draft)}:
            raise CannotNegotiateError(_("This is not another party of the pledge. Choose one that is."))
        defaults = {"opened_by": by}
        table, is_new = NegotiationTable.objects.get_or_create(
            pledge=draft.pledge, party_key=party_key, defaults=defaults
        )
        if is_new or not table.is_open:
            table.opened_by, table.opened_at, table.closed_at = by, timezone.now(), None
            table.save(update_fields=["opened_by", "opened_at", "closed_at"])
            _note_open(pledge)
            _tell(events.TABLE_OPENED, Seat(table, Actor(user=by), Side.DRAFTERS, may_write=True), draft)
    return table


def close_table(table: NegotiationTable, *, by: User) -> None:
    """Close a table: it holds up nothing any more, and the pledge's text stays as it is.

    What the sides wrote is kept, and what was private stays so. Tells the guests of the party.
    """
    with transaction.atomic():
        draft = locked_draft(table.pledge)
        if NegotiationTable.objects.filter(pk=table.pk, closed_at=None).update(closed_at=timezone.now()):
            _note_open(table.pledge)
            _tell(events.TABLE_CLOSED, Seat(table, Actor(user=by), Side.DRAFTERS, may_write=True), draft)


def write(seat: Seat, typed: Mapping[str, Typed]) -> Written:
    """Keep the wordings of a side's own column, for that side alone; return what came of it.

    A box that says what it was drawn with is left alone; an emptied one takes the side's wording back, shown or not.
    Raises WrongStateError.
    """
    written = Written()
    with at_table(seat) as sitting:
        for key, box in typed.items():
            row = sitting.rows.row(key)
            if row is None:
                continue
            try:
                text = clean_text(box.text)
                is_as_drawn = mark_of(text) == box.base
                if not is_as_drawn and text != row.own.text:
                    if box.base != row.box_mark:
                        written.conflicts[key] = row.draws
                        continue
                    sitting.write(key, text)
            except TextRefusedError as refused:
                written.refused[key] = str(refused)
            else:
                written.seen[key] = box.base if is_as_drawn else mark_of(text)
    return written


def show(seat: Seat, *, seen: Mapping[str, str], key: str | None = None) -> None:
    """Show the other side what its own side has written and not shown: in one row, or in the whole column.

    `seen` is Row.box_mark of the rows as who shows them knows them. Tells the other side, once.
    Raises WrongStateError, and CannotNegotiateError where there is nothing to show, or something else by now.
    """
    with at_table(seat) as sitting:
        rows = [row for row in sitting.rows.private if key in (None, row.key)]
        if not rows:
            raise CannotNegotiateError(_("There is nothing that your side has written and not shown yet."))
        if any(seen.get(row.key) != row.box_mark for row in rows):
            raise CannotNegotiateError(
                _("Somebody of your side has written here meanwhile. Read your column again, then show it.")
            )
        for row in rows:
            _show(sitting.cell(row.key))
        _tell(events.COLUMN_SHOWN, seat, sitting.draft)


def agree(seat: Seat, key: str, on: str, *, seen: str, third: str = "") -> bool:
    """Let a side agree on a wording of one item; return whether both sides agree now, and the pledge has it.

    `on` is own, other, pledge, proposed (what the other side agrees to) or third, which is `third`; `seen` is Row.mark
    as it was drawn. Agreeing on its own wording shows it. Tells the other side.
    Raises WrongStateError, TextRefusedError, and CannotNegotiateError where there is no such wording, or the row
    is another by now. Then nothing is written.
    """
    with at_table(seat) as sitting:
        row = sitting.current(key, seen)
        wording = clean_text(third) if on == "third" else _wordings(row).get(on, "")
        if not wording:
            raise CannotNegotiateError(_("There is no wording there to agree on. Write one first."))
        if on == "own":
            _show(sitting.cell(key))
        is_agreed = sitting.agree(row, wording)
        _tell(events.ROW_AGREED if is_agreed else events.WORDING_PROPOSED, seat, sitting.draft)
    return is_agreed


def agree_on_rest(seat: Seat, *, seen: Mapping[str, str]) -> int:
    """Let a side agree on the pledge's text in every row that nobody contests; return in how many.

    `seen` is Row.mark of the rows as they were drawn. Tells the other side, once. Raises as `agree` does.
    """
    with at_table(seat) as sitting:
        rows = sitting.rows.uncontested
        if not rows or any(seen.get(row.key) != row.mark for row in rows):
            raise _changed()
        done = [sitting.agree(row, row.text) for row in rows]
        _tell(events.ROW_AGREED if all(done) else events.WORDING_PROPOSED, seat, sitting.draft)
    return len(rows)


def take_back(seat: Seat, key: str) -> None:
    """Let a side agree to nothing in one row any more: it is open again. The pledge's text stays.

    Raises WrongStateError, and CannotNegotiateError where the pledge has no such item.
    """
    with at_table(seat) as sitting:
        row = sitting.current(key)
        cell = sitting.cell(key)
        cell.agree("", row.text, seat.actor)
        cell.save()


@dataclass
class Sitting:
    """A table under its pledge's lock, as one side sees it."""

    seat: Seat
    draft: Draft
    rows: Rows

    def cell(self, key: str) -> Cell:
        """Return the side's own cell of an item, made where there is none."""
        return Cell.objects.get_or_create(table=self.seat.table, item_key=key, side=self.seat.side)[0]

    def write(self, key: str, text: str) -> None:
        """Keep a wording for the side alone. Raises TextRefusedError where it has written too much in all."""
        cell = self.cell(key)
        others = Cell.objects.filter(table=self.seat.table, side=self.seat.side).exclude(pk=cell.pk)
        size = sum(len(other.encode()) for other in others.values_list("text", flat=True))
        if size + len(text.encode()) > MAX_PLEDGE_BYTES:
            raise TextRefusedError(_("Your side’s wordings hold too much text together. Shorten this one."))
        cell.text, cell.who, cell.at = text, str(self.seat.actor)[:150], timezone.now()
        cell.shown = cell.shown if text else ""
        cell.save()

    def current(self, key: str, seen: str | None = None) -> Row:
        """Return the row of an item, as it was drawn where `seen` is its mark. Raises CannotNegotiateError."""
        row = self.rows.row(key)
        if row is None:
            raise CannotNegotiateError(_("This item is no longer in the pledge."))
        if seen is not None and seen != row.mark:
            raise _changed()
        return row

    def agree(self, row: Row, wording: str) -> bool:
        """Note that the side agrees to a wording; write it into the draft where the other one does. Return whether."""
        cell = self.cell(row.key)
        cell.agree(wording, row.text, self.seat.actor)
        cell.save()
        if wording != row.other_word:
            return False
        if row.text != wording:
            item = self.draft.items[row.key]
            save(self.draft, _section(item), [Edit(ItemField(row.key, "text"), wording)], by=self._drafter(row))
        return True

    def _drafter(self, row: Row) -> User:
        """Return who agreed for the drafters, in whose name the history has the wording."""
        if self.seat.actor.user:
            return self.seat.actor.user
        cell = Cell.objects.select_related("agreed_by").get(table=self.seat.table, item_key=row.key, side=Side.DRAFTERS)
        if not cell.agreed_by:
            message = _("{who}, who agreed on this for the drafters, has left. They have to agree on it again.")
            raise CannotNegotiateError(message.format(who=cell.agreed_who))
        return cell.agreed_by


@contextmanager
def at_table(seat: Seat) -> Iterator[Sitting]:
    """Yield a table as it is now, locked until the transaction ends. Raises WrongStateError where it can't be changed.

    Who may not write there has no business here: access.table_seat says so.
    """
    with transaction.atomic():
        draft = _locked(seat.table.pledge)
        if not NegotiationTable.objects.filter(pk=seat.table.pk, closed_at=None).exists():
            raise WrongStateError(_("This table is closed. Nothing is written there any more."))
        rows = rows_of(draft, document.build(draft), access.table_cells(seat), seat.side)
        yield Sitting(seat, draft, rows)


def _locked(pledge: Pledge) -> Draft:
    draft = locked_draft(pledge)
    if not draft.pledge.is_editable:
        raise WrongStateError(_("This pledge is no longer a draft: there is nothing to negotiate."))
    return draft


def _note_open(pledge: Pledge) -> None:
    """Note with the pledge whether a table of it is open."""
    pledge.has_open_table = NegotiationTable.objects.filter(pledge=pledge, closed_at=None).exists()
    Pledge.objects.filter(pk=pledge.pk).update(has_open_table=pledge.has_open_table)


def _wordings(row: Row) -> Mapping[str, str]:
    return {"own": row.own.text, "other": row.other.shown, "pledge": row.text, "proposed": row.other_word}


def _show(cell: Cell) -> None:
    cell.shown = cell.text
    cell.save()


def _section(item: Item) -> str:
    return SECTION_OF_KIND[Item.Kind(item.kind)]


def _changed() -> CannotNegotiateError:
    return CannotNegotiateError(
        _("Something changed here meanwhile. Read it as it stands now, then say again whether you agree.")
    )


def _tell(event: Event, seat: Seat, draft: Draft) -> None:
    """Tell the other side; who has not read a notice of the same kind about the same pledge yet gets no second one."""
    table, pledge = seat.table, draft.pledge
    waiting = Notice.objects.filter(pledge=pledge, kind=event.kind, seen_at=None, mailed_at=None)
    told = [notice.user or notice.guest for notice in waiting.select_related("user", "guest")]
    to = [person for person in events.people_of(table, seat.side.other) if person not in told]
    party = draft.parties.get(table.party_key)
    named = document.in_sentence(party, pledge.language) if party else ""
    announce(event, pledge, by=seat.actor, to=to, party=named)
