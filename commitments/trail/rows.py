"""Whether the rows that a trail tells of are as it tells, each of them and nothing else. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commitments.models import JoinRequest, Pledge, TrailEntry
from commitments.trail.facts import PARTIES, Row, Told, columns_of, last_told, later_columns, row_of

STATE_OF_A_DRAFT = {"status", "published_at"}
"""Columns of a pledge that its drafters don't write"""
CHANGED: Mapping[str, Promise] = {
    "commitments_pledge": _("Whether others may join the pledge, and until when, is not what the trail says."),
    PARTIES: _("The parties of the pledge are not those that were circulated: {party}."),
    "commitments_revision": _("Revision {number} is not what was circulated."),
    "commitments_circulation": _("Revision {number} is not what was circulated."),
    "commitments_turn": _("What {party} was asked and answered to revision {number} is not what the trail says."),
    "commitments_invitation": _("The link by which {party} was asked is not what the trail says."),
    "commitments_proposedsignatory": _("That {party} was proposed as a signatory is not what the trail says."),
    "commitments_signature": _("The signature of {party} on revision {number} is not what was signed."),
    "commitments_signedcopy": _("A signed PDF of revision {number} is not what was given out."),
    "commitments_publiccopy": _("A public PDF of revision {number} is not what was given out."),
    "commitments_annexedcopy": _("A signed PDF with an annex, of revision {number}, is not what was given out."),
    "commitments_submission": _("The record of the submission is not what the trail says."),
    "commitments_joinrequest": _("The request of {party} to sign as a further party is not what the trail says."),
}
"""What is said of a row that differs, or of which the trail tells nothing, by its table"""
MISSING: Mapping[str, Promise] = {
    **{table: said for table, said in CHANGED.items() if table != "commitments_invitation"},
    "commitments_revision": _("Revision {number} is missing."),
    "commitments_signature": _("The signature of {party} on revision {number} is missing."),
    "commitments_signedcopy": _("A signed PDF of revision {number} is missing."),
    "commitments_publiccopy": _("A public PDF of revision {number} is missing."),
    "commitments_annexedcopy": _("A signed PDF with an annex, of revision {number}, is missing."),
    "commitments_joinrequest": _("The request of {party} to sign as a further party is missing."),
}
"""What is said of a row that is gone. That a request has lost its link, the request itself shows"""
HOW_IT_ENDED = _("How the round of revision {number} ended is not what the trail says.")
OF_COLUMN: Mapping[tuple[str, str], Promise] = {
    ("commitments_pledge", "status"): _("The state of the pledge is not what the trail says."),
    ("commitments_pledge", "published_at"): _("Whether the pledge is published is not what the trail says."),
    ("commitments_pledge", "organisation_id"): _("Whose pledge it is, is not what the trail says."),
    ("commitments_circulation", "end"): HOW_IT_ENDED,
    ("commitments_circulation", "ended_at"): HOW_IT_ENDED,
    ("commitments_circulation", "reason"): HOW_IT_ENDED,
}
ABOVE = {"circulation_id": "commitments_circulation", "revision_id": "commitments_revision"}
"""Columns that lead up to a row's revision, each with the table that it leads to"""


def row_findings(pledge: Pledge, entries: Sequence[TrailEntry]) -> Iterator[str]:
    """Yield what is wrong with the rows that a trail tells of. `pledge` has all of them at hand."""
    told = last_told(entries)
    own = told.get(row_of(pledge))
    is_draft = not own or own.columns.get("status") == Pledge.Status.DRAFT
    has_parties = not is_draft and _goes_round(entries)
    there = {row_of(row): row for row in _rows(pledge, has_parties=has_parties)}
    for name, row in there.items():
        columns = columns_of(row)
        if name in told:
            differs = _differing({**later_columns(row, told[name].columns), **told[name].columns}, columns)
            if name == row_of(pledge) and is_draft:
                differs = [column for column in differs if column in STATE_OF_A_DRAFT]
            for column in differs:
                sentence = OF_COLUMN.get((name.table, column), CHANGED[name.table])
                yield _said(pledge, sentence, told[name].columns, told)
        elif _is_told_once_written(row):
            yield _said(pledge, CHANGED[name.table], columns, told)
    for name, last in told.items():
        if name not in there and name.table in MISSING and (has_parties or name.table != PARTIES):
            yield _said(pledge, MISSING[name.table], last.columns, told)


def _goes_round(entries: Iterable[TrailEntry]) -> bool:
    """Whether the parties are those of a text that went round, and was not reopened before the pledge was withdrawn."""
    went = False
    for entry in entries:
        if entry.kind == TrailEntry.Kind.FOUND:
            found = last_told([entry]).get(Row(Pledge._meta.db_table, entry.pledge_id))
            went = found is not None and found.columns.get("status") != Pledge.Status.DRAFT
        elif entry.kind in (TrailEntry.Kind.CIRCULATED, TrailEntry.Kind.REOPENED):
            went = entry.kind == TrailEntry.Kind.CIRCULATED
    return went


def _rows(pledge: Pledge, *, has_parties: bool) -> Iterator[Model]:
    yield pledge
    yield from pledge.parties.all() if has_parties else ()
    for revision in pledge.revisions.all():
        yield revision
        yield from revision.signatures.all()
        yield from (*revision.copies.all(), *revision.public_copies.all(), *revision.annexed_copies.all())
        if hasattr(revision, "circulation"):
            yield revision.circulation
            for asked in revision.circulation.signature_requests.all():
                yield from filter(None, (asked, asked.invitation))
                yield from asked.proposed.all()
    yield from filter(None, [getattr(pledge, "submission", None)])
    yield from pledge.join_requests.all()


def _differing(told: Mapping[str, Any], columns: Mapping[str, Any]) -> list[str]:
    """Return the columns that are not as told. Of one that came after the entry, or is no more, it says nothing."""
    return [column for column, value in told.items() if column in columns and columns[column] != value]


def _is_told_once_written(row: Model) -> bool:
    """Whether the trail tells of such a row as soon as it is there."""
    if isinstance(row, JoinRequest):  # who only asked, and never typed the code, is forgotten after a day
        return bool(row.confirmed_at or row.answer or row.signature_request_id)
    return row_of(row).table not in ("commitments_pledge", "commitments_invitation")


def _said(pledge: Pledge, sentence: Promise, columns: Mapping[str, Any], told: Mapping[Row, Told]) -> str:
    party = columns.get("party") or columns.get("name") or _frozen_name(pledge, columns.get("key"))
    return str(sentence).format(party=party, number=_number(columns, told))


def _frozen_name(pledge: Pledge, key: Any) -> Any:
    """Return how the newest text that has it calls a party; its key where none has."""
    for revision in reversed(pledge.revisions.all()):
        try:
            return revision.in_sentences[key]
        except (ValueError, LookupError, TypeError, AttributeError):  # the text may be what was tampered with
            continue
    return key


def _number(columns: Mapping[str, Any], told: Mapping[Row, Told]) -> Any:
    """Return the number of the revision that a row belongs to, as the trail tells it; nothing where it doesn't."""
    for column, table in ABOVE.items():
        above = told.get(Row(table, columns[column])) if column in columns else None
        if above:
            return _number(above.columns, told)
    return columns.get("number", "")
