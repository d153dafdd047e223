"""The negotiation table: model text, ours, theirs, agreed, one row an item; and the page on which one is opened."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commitments import access, document
from commitments.document import PledgeDocument, printed
from commitments.drafting import negotiating
from commitments.drafting.editing.write import WrongStateError
from commitments.drafting.negotiating import CannotNegotiateError, Written
from commitments.drafting.negotiation import OpenRow, Rows, open_rows, other_parties, rows_of
from commitments.drafting.readers import note_reader
from commitments.models import Actor, Draft, NegotiationTable, Pledge, Seat, Side
from commitments.models.rounds import last_round
from commitments.people.mail.tables import people_of
from commitments.text.limits import TextRefusedError
from commitments.web.command import Command
from commitments.web.errand import Errand
from commitments.web.forms.table import OK, Returned, SentTable, drawn_rows, without_a_box
from commitments.web.once import sent_once
from commitments.web.views.comments import visited
from commitments.web.views.signed_in import is_of_another_person, person_key, send_again

AGREES_ON = {
    "agree-own": "own",
    "agree-other": "other",
    "agree-pledge": "pledge",
    "agree-proposed": "proposed",
    "agree-third": "third",
}
"""Which wording of a row each button agrees on"""


class Guests(StrEnum):
    """Whether anybody of the other party is at a table, to whom its drafters speak."""

    NONE = "none"
    INVITED = "invited"
    """And none of them opened their link yet"""
    VISITING = "visiting"


@dataclass(frozen=True)
class PartyAtTable:
    """A party of the pledge, with its table where there is one."""

    key: str
    name: str
    in_sentence: str
    table: NegotiationTable | None
    open: int
    """How many rows are open"""


@visited
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once("open-table")
def tables(request: HttpRequest, reference: str) -> HttpResponse:
    """The tables of a pledge: its drafters open them, party by party. A guest is led to the one of their party."""
    pledge, actor = access.discussed_pledge(request, reference)
    if is_of_another_person(request):
        return send_again(request, status=403)
    if actor.guest and pledge.tables.filter(party_key=actor.guest.party_key).exists():
        return redirect("pledge_table", reference, actor.guest.party_key)
    if request.method == "POST":
        if not access.may_edit(pledge):
            raise PermissionDenied
        command = Command.of(request.POST)
        try:
            table = negotiating.open_table(pledge, command.key, by=access.person(request))
        except (CannotNegotiateError, WrongStateError) as refused:
            messages.error(request, str(refused))
            return redirect("pledge_tables", reference)
        messages.success(request, _said_of_opening(table))
        return redirect("pledge_table", reference, table.party_key)
    draft, printed_now = _document_for(pledge, actor)
    errand = Errand(draft, actor, printed_now)
    context = {
        **_visit(pledge, actor),
        "parties": _parties(draft, printed_now) if actor.is_own else [],
        "may_edit": access.may_edit(pledge),
        "uninvited": errand.uninvited if actor.is_own else [],
        **errand.onward(request.path),
    }
    return render(request, "commitments/table/list.html", context)


@visited
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once()
def table(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """The table of a pledge with one party, as one side sees it. Whatever is pressed, all that was typed is kept."""
    seat = access.table_seat(request, reference, key)
    if is_of_another_person(request):
        return send_again(request, status=403)
    returned = None
    if request.method == "POST":
        if seat.actor.is_own and not access.may_copy(seat.table.pledge):
            raise PermissionDenied
        sent, command = SentTable(request.POST), Command.of(request.POST)
        returned = _act(request, seat, command, sent)
        if returned is None:
            anchor = f"#row-{command.key}" if command.key in sent.keys else ""
            return redirect(f"{reverse('pledge_table', args=[reference, key])}{anchor}")
    return _show(request, seat, returned)


def _act(request: HttpRequest, seat: Seat, command: Command, sent: SentTable) -> Returned | None:
    """Keep what was typed in the own column, then do what the pressed button says.

    Return the page to come back with, where something could not be done, or a third wording is begun elsewhere.
    """
    if sent.side != seat.side:  # on a computer that people share: whose column this is must be sure
        message = _("You are here for another side than when this page was opened. Nothing of it was kept.")
        return Returned(sent, message=message, is_kept=False)
    is_kept = False
    try:
        written = negotiating.write(seat, sent.boxes)
        if written.refused or written.conflicts:
            return Returned(sent, written, status=422 if written.refused else 409)
        is_kept = True
        said = _carry_out(request, seat, command, sent, written)
    except (CannotNegotiateError, TextRefusedError, WrongStateError) as refused:
        is_of_third = command.verb == "agree-third"
        return Returned(sent, message=str(refused), key=command.key, is_of_third=is_of_third, is_kept=is_kept)
    messages.success(request, said)
    return Returned(sent, key=command.key, status=OK) if sent.has_other_thirds(command.key) else None


def _carry_out(request: HttpRequest, seat: Seat, command: Command, sent: SentTable, written: Written) -> str:
    """Do what a button says; return in a sentence what was done."""
    match command:
        case Command("show-column"):
            negotiating.show(seat, seen=written.seen)
            said = _("Shown. The other side reads your wordings now.")
        case Command("show-wording", key):
            negotiating.show(seat, key=key, seen=written.seen)
            said = _("Shown. The other side reads this wording now.")
        case Command("take-back-agreement", key):
            negotiating.take_back(seat, key)
            said = _("Taken back: the row is open.")
        case Command("close-table"):
            said = _close(request, seat)
        case Command("" | "save"):
            said = _("Saved. Only your side sees it until you show it.")
        case _:
            said = _agree(seat, command, sent)
    return said


def _agree(seat: Seat, command: Command, sent: SentTable) -> str:
    """Agree on what a button names; return in a sentence what came of it."""
    key = command.key
    if command.verb == "agree-rest":
        count = negotiating.agree_on_rest(seat, seen=sent.seen)
        message = ngettext("Your side agrees on {count} row.", "Your side agrees on {count} rows.", count)
        return message.format(count=count)
    if command.verb not in AGREES_ON:
        raise Http404
    seen = sent.seen.get(key, "")
    if negotiating.agree(seat, key, AGREES_ON[command.verb], seen=seen, third=sent.third(key)):
        return _("Agreed by both sides. The pledge has this wording.")
    if people_of(seat.table, seat.side.other):
        return _("Your side agrees. It is up to the other side now, which is told.")
    return _("Your side agrees. It is up to the other side now; nobody is there yet.")


def _close(request: HttpRequest, seat: Seat) -> str:
    """Close the table: for who drafts, and who says that it is meant, where rows are open."""
    if not seat.actor.is_own:
        raise PermissionDenied
    pledge = seat.table.pledge
    open_here = _count(open_rows(pledge, document.build(pledge)), seat.table.party_key)
    if open_here and not request.POST.get("sure"):
        raise CannotNegotiateError(_("Rows are open. Tick the box if you close the table all the same."))
    negotiating.close_table(seat.table, by=access.person(request))
    if people_of(seat.table, Side.PARTY):
        return _("The table is closed. What was written there is kept, and the other side is told.")
    return _("The table is closed. What was written there is kept.")


def _said_of_opening(table: NegotiationTable) -> str:
    match _guests(table):
        case Guests.VISITING:
            return _("The table is open. Guests of the other party are told.")
        case Guests.INVITED:
            return _("The table is open. Whoever you invited of the other party finds it once they open their link.")
    return _("The table is open. Nobody of the other party is invited yet.")


def _guests(table: NegotiationTable) -> Guests:
    """Return whether anybody of the other party is there. Two queries at most."""
    if people_of(table, Side.PARTY):
        return Guests.VISITING
    asked = table.pledge.invitations.filter(party_key=table.party_key, withdrawn_at=None, signature_request=None)
    return Guests.INVITED if asked.exists() else Guests.NONE


def _document_for(pledge: Pledge, actor: Actor) -> tuple[Draft, PledgeDocument]:
    """Return the pledge with its document, in which who is told of every party finds all of them."""
    draft = Draft(pledge)
    signing_round = None if actor.is_own else last_round(pledge)
    return draft, document.build(draft, is_public=not access.hears_every_party(signing_round, actor))


def _visit(pledge: Pledge, actor: Actor) -> dict[str, Any]:
    """Return what the bar of the page needs."""
    if actor.user:
        note_reader(pledge, actor.user, "")
    signing_round = None if actor.is_own else last_round(pledge)
    return {
        "pledge": pledge,
        "actor": actor,
        "signing_round": signing_round,
        "mine": signing_round.signature_request_of(actor.email) if signing_round else None,
        "person_key": person_key(actor.user) if actor.user else "",
    }


def _parties(draft: Draft, printed_now: PledgeDocument) -> list[PartyAtTable]:
    there = {table.party_key: table for table in draft.pledge.tables.all()}
    open_now = open_rows(draft.pledge, printed_now)
    others = {party.key for party in other_parties(draft)} | set(there)
    return [
        PartyAtTable(party.key, party.name, party.in_sentence, there.get(party.key), _count(open_now, party.key))
        for party in printed_now.parties
        if party.key in others
    ]


def _count(rows: tuple[OpenRow, ...], party_key: str) -> int:
    return sum(row.party_key == party_key for row in rows)


def _show(request: HttpRequest, seat: Seat, returned: Returned | None) -> HttpResponse:
    pledge, actor = seat.table.pledge, seat.actor
    draft, printed_now = _document_for(pledge, actor)
    rows = rows_of(draft, printed_now, access.table_cells(seat), seat.side)
    party = next((party for party in printed_now.parties if party.key == seat.table.party_key), None)
    names = [str(pledge.organisation), party.name if party else _("a party that is no longer in the pledge")]
    own_name, other_name = names if actor.is_own else names[::-1]
    context = {
        **_visit(pledge, actor),
        "seat": seat,
        "rows": rows,
        "drawn": drawn_rows(rows, returned),
        "own_name": own_name,
        "other_name": other_name,
        "parties": _parties(draft, printed_now) if actor.is_own else [],
        "problems": _problems(rows, returned, seat) if returned else [],
        "unsaved": without_a_box(returned, rows, may_write=seat.may_write) if returned else [],
        "guests": _guests(seat.table) if seat.may_write and actor.is_own else Guests.VISITING,
        "party": party,
        "may_close": seat.may_write and actor.is_own,
        "may_edit": actor.is_own and access.may_edit(pledge),
        **Errand(draft, actor, printed_now).onward(request.path),
        **printed.context(printed_now, title_level=2),
    }
    return render(request, "commitments/table/page.html", context, status=returned.status if returned else 200)


def _problems(rows: Rows, returned: Returned, seat: Seat) -> list[tuple[str, str]]:
    """Return what is wrong, for the summary on top, each with the id of its field."""
    found = []
    for row in rows.rows:
        if row.key in returned.written.refused:
            found.append((f"{row.label}: {returned.written.refused[row.key]}", f"wording-{row.key}"))
        if row.key in returned.written.conflicts:
            message = _("{row}: somebody of your side has written there meanwhile. Both wordings are here.")
            found.append((message.format(row=row.label), f"wording-{row.key}"))
    if returned.message:
        about = rows.row(returned.key)
        has_third = returned.is_of_third and seat.may_write and about is not None and not about.is_agreed
        anchor = f"{'third' if has_third else 'row'}-{returned.key}" if about else "table"
        found.append((returned.message, anchor))
    return found
