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
from commitments.models import Circulation, Pledge, Revision, SignedCopy
from commitments.models.rounds import Round
from commitments.text.vocabulary.headings import words_for

LARGEST_FILE = 5_000_000
"""Bytes of a file that is checked"""
PDF_ENDS_WITHIN = 1024
"""Bytes at the end of a PDF, where readers look for its end mark"""


MOST_ATTACHMENTS = 20


class Standing(StrEnum):
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
class Answer:
    """Whether a file is exactly the text that was signed, and why, or why not."""

    is_same: bool
    why: str


def standing(found: Round) -> Standing:
    """Return what the revision of a round is worth now."""
    pledge, end = found.revision.pledge, found.circulation.end
    if not found.is_complete or (not end and pledge.status not in document.AGREED):
        return Standing.WAITING
    if end == Circulation.End.REOPENED:
        return Standing.REOPENED
    return Standing.WITHDRAWN if end else Standing.SIGNED


def signers(found: Round, text: PledgeDocument) -> list[Signer]:
    """Return who signed a revision, in the parties' order, whether or not it still holds; `text` is its document."""
    words = words_for(text.language)
    by = {party.key: printed.signs_by(party, words) for party in text.parties}
    return [
        Signer(
            party=turn.party,
            name=turn.signature.name,
            title=words.comma.join(filter(None, (turn.signature.title, by.get(turn.party_key, "")))),
            at=turn.signature.at,
            is_later=turn.is_later,
        )
        for turn in found.signed
    ]


def compare(revision: Revision, data: bytes) -> Answer:
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


def _compare_pdf(revision: Revision, data: bytes) -> Answer:
    if b"%%EOF" not in data[-PDF_ENDS_WITHIN:]:
        raise UnreadableFileError(_("The end of this PDF is missing. Download it, or ask for it, once more."))
    copies = list(SignedCopy.objects.filter(digest=document.digest(data)).select_related("revision").defer("content"))
    if any(copy.revision_id == revision.pk for copy in copies):
        return Answer(is_same=True, why=_("Byte by byte, it is the signed PDF that was given to the parties."))
    if said := _of_another_text(revision, copies):
        return Answer(is_same=False, why=said)
    if _has_the_same_data(revision, data):
        said = _(
            "It holds this pledge’s data, but it is not the signed PDF. It may have been made before every party had "
            "signed, or with an annex, or it was changed or saved again with another program. Its words may differ "
            "from what was signed: ask a party for the signed PDF."
        )
    else:
        said = _(
            "It is not the PDF that was given to the parties: a single letter may differ, or everything. A PDF that "
            "was printed into a file, or saved again with another program, is another file, too. Ask a party for the "
            "signed PDF."
        )
    return Answer(is_same=False, why=said)


def _of_another_text(revision: Revision, copies: Iterable[SignedCopy]) -> str:
    """Return what is said of a PDF that was signed, but is not of this revision; nothing of any other."""
    for copy in copies:
        if copy.revision.pledge_id == revision.pledge_id:
            said = _("It is the signed PDF of another revision of this pledge, number {number}.")
            return said.format(number=copy.revision.number)
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
        said = _("This file can’t be read as JSON: it is damaged, or was changed. Export the JSON once more.")
        raise UnreadableFileError(said) from error
    if not isinstance(content, dict) or content.get("format") not in (*FORMATS.by_name, FILE_FORMAT):
        raise UnreadableFileError(
            _("This JSON is no pledge as Pledgebuilder writes it. Choose the pledge’s JSON or signed PDF.")
        )
    return content


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a name that stands twice: one program takes the first, another the last."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def _compare_json(revision: Revision, content: dict[str, Any]) -> Answer:
    if content["format"] in FORMATS.by_name:
        is_same = _canonical(content) == revision.content
    else:
        frozen = document.thaw(revision.content, status=Pledge.Status.AGREED)
        is_same = _canonical(content) == _canonical(json.loads(exported.render(frozen)))
    if is_same:
        return Answer(is_same=True, why=_("Everything in it is as it was when the parties signed."))
    said = _("Something in it differs from what the parties signed. Ask a party for the signed PDF or its JSON file.")
    return Answer(is_same=False, why=said)


def _canonical(content: dict[str, Any]) -> str:
    """Return canonical JSON; nothing where the file holds what no pledge does, such as fractions."""
    try:
        return document.canonical(content)
    except (ValueError, RecursionError):
        return ""
