"""Whether a file is the text that was signed, and what became of a signed text. Reads only."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from commitments import document
from commitments.document import PledgeDocument, printed
from commitments.document.fields import FILE_FORMAT
from commitments.document.freezing import FORMATS
from commitments.drafting.importing.pdf import attached_json, is_pdf
from commitments.drafting.importing.refusal import ImportRefusedError
from commitments.exports import json as exported
from commitments.models import Circulation, Pledge, PublicCopy, Revision, SignedCopy
from commitments.models.rounds import Round
from commitments.text.vocabulary.headings import words_for

LARGEST_FILE = 5_000_000
"""Bytes of a file that is checked"""
PDF_ENDS_WITHIN = 1024
"""Bytes at the end of a PDF, where readers look for its end mark"""


MOST_ATTACHMENTS = 20


class RevisionState(StrEnum):
    """What a revision is worth now."""

    WAITING = "waiting"
    """Not every party has signed it, or it was taken back before they had: nothing of it is shown"""
    SIGNED = "signed"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Signer:
    """Who signed for a party, and when."""

    party: str
    name: str
    title: str
    """With “by delegation for whom”, in the pledge's language"""
    at: datetime
    is_later: bool


class UnreadableFileError(Exception):
    """The file is none that can be checked; the message says why, and what to do."""


@dataclass(frozen=True)
class FileCheck:
    """Whether a file is exactly the text that was signed, and why, or why not."""

    is_same: bool
    why: str


def revision_state(signing_round: Round) -> RevisionState:
    """Return what the revision of a round is worth now."""
    pledge, end = signing_round.revision.pledge, signing_round.circulation.end
    if not signing_round.is_complete or (not end and pledge.status not in document.AGREED):
        return RevisionState.WAITING
    if end == Circulation.End.REOPENED:
        return RevisionState.REOPENED
    return RevisionState.WITHDRAWN if end else RevisionState.SIGNED


def signers(signing_round: Round, text: PledgeDocument) -> list[Signer]:
    """Return who signed a revision, in the parties' order, whether or not it still holds; `text` is its document.

    Further parties who have not agreed to be named publicly are left out: `signing_round.not_shown` counts them.
    """
    words = words_for(text.language)
    by = {party.key: printed.signs_by(party, words) for party in text.parties}
    return [
        Signer(
            party=signature_request.party,
            name=signature_request.signature.name,
            title=words.comma.join(
                filter(None, (signature_request.signature.title, by.get(signature_request.party_key, "")))
            ),
            at=signature_request.signature.at,
            is_later=signature_request.is_later,
        )
        for signature_request in signing_round.shown
    ]


def compare(revision: Revision, data: bytes) -> FileCheck:
    """Return whether a file is exactly the text of a revision that every party signed. Raises UnreadableFileError.

    A PDF is, byte by byte, one of those that were given out as signed. JSON is, as exported here or as it was frozen,
    where all of it says the same; how it is spaced does not matter.
    """
    if not data.strip():
        raise UnreadableFileError(_("The file is empty. Choose the signed PDF, or the pledge’s JSON file."))
    if len(data) > LARGEST_FILE:
        raise UnreadableFileError(
            _("The file is larger than 5 MB. A signed pledge is smaller: choose its PDF or its JSON file.")
        )
    if is_pdf(data):
        return _compare_pdf(revision, data)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return _compare_json(revision, _parsed(data))
    raise UnreadableFileError(
        _("This file is neither a PDF nor JSON. Other kinds can’t be checked: choose the signed PDF.")
    )


def _compare_pdf(revision: Revision, data: bytes) -> FileCheck:
    if b"%%EOF" not in data[-PDF_ENDS_WITHIN:]:
        raise UnreadableFileError(_("The end of this PDF is missing. Download it, or ask for it, once more."))
    if PublicCopy.objects.filter(digest=document.digest(data), revision=revision).exists():
        published = _(
            "Byte by byte, it is the PDF that was published here: the signed text, without the names of further "
            "parties who did not want theirs published."
        )
        return FileCheck(is_same=True, why=published)
    copies = list(SignedCopy.objects.filter(digest=document.digest(data)).select_related("revision").defer("content"))
    if any(copy.revision_id == revision.pk for copy in copies):
        return FileCheck(is_same=True, why=_("Byte by byte, it is the signed PDF that was given to the parties."))
    if why := _why_of_another_text(revision, copies):
        return FileCheck(is_same=False, why=why)
    if _has_the_same_data(revision, data):
        why = _(
            "It holds this pledge’s data, but it is not the signed PDF. It may have been made before every party had "
            "signed, or with an annex, or it was changed or saved again with another program. Its words may differ "
            "from what was signed: ask a party for the signed PDF."
        )
    else:
        why = _(
            "It is not the PDF that was given to the parties: a single letter may differ, or everything. A PDF that "
            "was printed into a file, or saved again with another program, is another file, too. Ask a party for the "
            "signed PDF."
        )
    return FileCheck(is_same=False, why=why)


def _why_of_another_text(revision: Revision, copies: Iterable[SignedCopy]) -> str:
    """Return why a PDF that was signed is not of this revision; nothing for one that was never signed."""
    for copy in copies:
        if copy.revision.pledge_id == revision.pledge_id:
            why = _("It is the signed PDF of another revision of this pledge, number {number}.")
            return why.format(number=copy.revision.number)
        return _("It is the signed PDF of another pledge. Open the address that is printed in it.")
    return ""


def _has_the_same_data(revision: Revision, data: bytes) -> bool:
    if data.count(b"/EmbeddedFile") > MOST_ATTACHMENTS:
        return False  # none of ours; looking into each would cost anybody nothing, and us much
    try:
        attached = attached_json(data, limit=LARGEST_FILE)
        return _compare_json(revision, _parsed(attached)).is_same
    except (ImportRefusedError, UnreadableFileError):
        return False


def _parsed(data: bytes) -> dict[str, Any]:
    """Return the object of a JSON file.

    Raises UnreadableFileError, also where two readers of it could see different things.
    """
    try:
        content = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        damaged = _("This file can’t be read as JSON: it is damaged, or was changed. Export the JSON once more.")
        raise UnreadableFileError(damaged) from error
    if not isinstance(content, dict) or content.get("format") not in (*FORMATS.by_name, FILE_FORMAT):
        raise UnreadableFileError(
            _("This JSON is no pledge as Pledgebuilder writes it. Choose the pledge’s JSON or signed PDF.")
        )
    return content


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a name that stands twice: one program takes the first, another the last."""
    content = dict(pairs)
    if len(content) < len(pairs):
        raise ValueError("a name stands twice")
    return content


def _compare_json(revision: Revision, content: dict[str, Any]) -> FileCheck:
    if content["format"] in FORMATS.by_name:
        is_same = _canonical(content) == revision.content
    else:
        frozen = document.thaw(revision.content, status=Pledge.Status.AGREED)
        is_same = _canonical(content) == _canonical(json.loads(exported.render(frozen)))
    if is_same:
        return FileCheck(is_same=True, why=_("Everything in it is as it was when the parties signed."))
    differs = _(
        "Something in it differs from what the parties signed. Ask a party for the signed PDF or its JSON file."
    )
    return FileCheck(is_same=False, why=differs)


def _canonical(content: dict[str, Any]) -> str:
    """Return canonical JSON; nothing where the file holds what no pledge does, such as fractions."""
    try:
        return document.canonical(content)
    except (ValueError, RecursionError):
        return ""
