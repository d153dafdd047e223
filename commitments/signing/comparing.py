"""Whether a file is the text that was signed. Reads only.

Compared is the text alone, as the format of the file has it. What a file tells of signatures is judged apart from it:
further parties may have signed since it was made, and signatures fall when a text is reopened.
"""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from commitments import document
from commitments.document.fields import FILE_FORMAT
from commitments.document.freezing import FORMATS
from commitments.document.signature_fields import ABOUT_SIGNATURES
from commitments.drafting.importing.files import MAX_FILE_BYTES
from commitments.drafting.importing.pdf import MAX_ATTACHMENTS, MAX_PDF_BYTES, attached_json, is_pdf
from commitments.drafting.importing.refusal import ImportRefusedError
from commitments.exports import json as exported
from commitments.models import Pledge, Revision
from commitments.models.rounds import Round
from commitments.signing.given_out import FileCheck, Verdict, given_out, of_another_round, of_today

LARGEST_FILE = MAX_PDF_BYTES
"""Bytes of a PDF that may be compared, which its form sees to; of JSON it is MAX_FILE_BYTES"""
PDF_ENDS_WITHIN = 1024
"""Bytes at the end of a PDF, where readers look for its end mark"""
SIGNATURE_SAYS = frozenset({"party", "name", "at"})
"""What a file says of every signature, whatever else it says"""
OF_A_REPLACEMENT = frozenset({"signs_by", "signs_for", "in_place_of"})
"""What it says of each that was given in somebody's place, too"""


class UnreadableFileError(Exception):
    """The file is none that can be compared; the message says why, and what to do."""


def compare(signing_round: Round, data: bytes) -> FileCheck:
    """Return what a file is, held against the text of a round that every party signed. Raises UnreadableFileError.

    A PDF is known by its digest, byte by byte, if it is one that was given out; of any other the data in it is
    compared. JSON is, as exported here or as it was frozen, the same where all of its text is; how it is spaced does
    not matter.
    """
    if not data.strip():
        raise UnreadableFileError(_("The file is empty. Choose the signed PDF, or the pledge’s JSON file."))
    if is_pdf(data):
        return _compare_pdf(signing_round, data)
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        raise UnreadableFileError(
            _("This file is neither a PDF nor JSON. Other kinds can’t be checked: choose the signed PDF.")
        )
    if len(data) > MAX_FILE_BYTES:
        too_large = _("The JSON is larger than {limit} kB. A pledge’s is smaller: export it once more.")
        raise UnreadableFileError(too_large.format(limit=MAX_FILE_BYTES // 1024))
    return _compare_json(signing_round, _parsed(data))


def _compare_pdf(signing_round: Round, data: bytes) -> FileCheck:
    if b"%%EOF" not in data[-PDF_ENDS_WITHIN:]:
        raise UnreadableFileError(_("The end of this PDF is missing. Download it, or ask for it, once more."))
    if known := given_out(signing_round, document.digest(data)):
        return known
    carried = _carried(signing_round, data)
    if carried and carried.verdict != Verdict.OTHER:
        why = _(
            "The data in this PDF is that of the text that was signed, but it is not a PDF that was given out as "
            "signed. It may have been made before every party had signed, or saved again with another program, or its "
            "pages were changed: do not rely on what they show. Ask a party for the signed PDF."
        )
        return FileCheck(Verdict.DATA, why, carried.signatures)
    why = _(
        "It is not a PDF that was given out, and the signed text is not in it as data: a single letter may differ, or "
        "everything. A PDF that was printed into a file is another file, too. Ask a party for the signed PDF."
    )
    return FileCheck(Verdict.OTHER, why)


def _carried(signing_round: Round, data: bytes) -> FileCheck | None:
    """Return what the data is that a PDF carries; nothing where it carries none that can be read."""
    if data.count(b"/EmbeddedFile") > MAX_ATTACHMENTS:
        return None  # none of ours; looking into each would cost anybody nothing, and us much
    try:
        attached = attached_json(data, limit=MAX_FILE_BYTES)
        return _compare_json(signing_round, _parsed(attached)) if len(attached) <= MAX_FILE_BYTES else None
    except (ImportRefusedError, UnreadableFileError):
        return None


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


def _compare_json(signing_round: Round, content: dict[str, Any]) -> FileCheck:
    if not _is_the_text(signing_round.revision, content):
        differs = _(
            "Something in it differs from what the parties signed. Ask a party for the signed PDF or its JSON file."
        )
        return FileCheck(Verdict.OTHER, differs)
    count = _count_of_signatures(signing_round.revision, content.get("signatures", []))
    if count is None or not _names_the_text(signing_round.revision, content):
        if other := _round_of(signing_round.revision, content):
            why = _("Every word of its text is as it was when the parties signed.")
            return of_another_round(signing_round.revision, other, why)
        made_up = _(
            "What it says of the signatures was changed, or made up: it names one that nobody gave here, or another "
            "number, hash, address or trail of the text."
        )
        return FileCheck(Verdict.FALSE_SIGNATURES, _("Every word of its text is what the parties signed."), made_up)
    why = _("Every word of its text is as it was when the parties signed.")
    return FileCheck(Verdict.SAME, why, of_today(signing_round, count))


def _round_of(revision: Revision, content: dict[str, Any]) -> Revision | None:
    """Return the revision of another round about the same text of which a file tells rightly; None where it doesn't."""
    others = Revision.objects.filter(pledge=revision.pledge_id, digest=revision.digest).exclude(pk=revision.pk)
    told = content.get("signatures", [])
    true = [
        other
        for other in others.order_by("-number")
        if _count_of_signatures(other, told) is not None and _names_the_text(other, content)
    ]
    return true[0] if true else None


def _is_the_text(revision: Revision, content: dict[str, Any]) -> bool:
    """Whether a file of any format says what was signed; what it tells of the signatures is left out."""
    if content["format"] in FORMATS.by_name:
        return _canonical(content) == revision.content
    frozen = document.thaw(revision.content, status=Pledge.Status.AGREED)
    return _canonical(_without_signatures(content)) == _canonical(
        _without_signatures(json.loads(exported.render(frozen)))
    )


def _without_signatures(content: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name not in ABOUT_SIGNATURES}


def _canonical(content: dict[str, Any]) -> str:
    """Return canonical JSON; nothing where the file holds what no pledge does, such as fractions."""
    try:
        return document.canonical(content)
    except (ValueError, RecursionError):
        return ""


def _count_of_signatures(revision: Revision, told: Any) -> int | None:
    """Return how many signatures of a revision a file tells of; None where it tells of one that nobody gave."""
    if not isinstance(told, list):
        return None
    given = [exported.signature(signed) for signed in document.signatures(revision)]
    told, heads = _parted(told)
    known_heads = document.agreed_heads(revision) if heads else []
    if any(head not in known_heads for head in heads):
        return None
    found = [known for known in given if any(_is_of(known, each) for each in told[: len(given)])]
    return len(found) if len(found) == len(told) else None


def _parted(told: list[Any]) -> tuple[list[Any], list[Any]]:
    """Return signatures that a file tells of without the heads of the trail that it has with them, and these."""
    heads = [each[exported.TRAIL_HEAD] for each in told if isinstance(each, dict) and exported.TRAIL_HEAD in each]
    plain = [
        {name: value for name, value in each.items() if name != exported.TRAIL_HEAD} if isinstance(each, dict) else each
        for each in told
    ]
    return plain, heads


def _is_of(given: dict[str, Any], told: Any) -> bool:
    """Whether a file tells of a signature as it was given. An older file may say less of one, and no file more; that
    it was given in somebody's place, each says.
    """
    return (
        isinstance(told, dict)
        and told.keys() >= SIGNATURE_SAYS | (given.keys() & OF_A_REPLACEMENT)
        and all(name in given and given[name] == value for name, value in told.items())
    )


def _names_the_text(revision: Revision, content: dict[str, Any]) -> bool:
    """Whether number, hash and address are right where a file has them. The site may have had other names before."""
    page = reverse("verify", args=[revision.code])
    pages = [site.rstrip("/") + page for site in (settings.SITE_URL, *settings.FORMER_SITE_URLS)]
    return (
        content.get("revision", revision.number) == revision.number
        and content.get("seal", revision.digest) == revision.digest
        and content.get("address", pages[0]) in pages
    )
