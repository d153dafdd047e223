"""Whether a file is the text that was signed. Reads only.

Compared is the text alone, as the format of the file has it. What a file tells of signatures is judged apart from it:
further parties may have signed since it was made, and signatures fall when a text is reopened.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commitments import document
from commitments.document.fields import ABOUT_SIGNATURES, FILE_FORMAT
from commitments.document.freezing import FORMATS
from commitments.drafting.importing.files import MAX_FILE_BYTES
from commitments.drafting.importing.pdf import MAX_ATTACHMENTS, MAX_PDF_BYTES, attached_json, is_pdf
from commitments.drafting.importing.refusal import ImportRefusedError
from commitments.exports import json as exported
from commitments.models import AnnexedCopy, Pledge, PublicCopy, Revision, SignedCopy
from commitments.models.rounds import Round
from commitments.signing.verification import RevisionState, revision_state

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


class Verdict(TextChoices):
    """What a file is, held against a signed text, with the sentence that says so."""

    SAME = "same", gettext_lazy("This is exactly the text that was signed.")
    ANNEXED = "annexed", gettext_lazy("This is the signed text, with an annex.")
    DATA = "data", gettext_lazy("The data in it is what was signed; the pages may have been changed.")
    FALSE_SIGNATURES = "false-signatures", gettext_lazy("The text is what was signed; the signatures in it are not.")
    OTHER = "other", gettext_lazy("This is not the text that was signed.")


@dataclass(frozen=True)
class FileCheck:
    """What a file is, why, and how many of the signatures are in it."""

    verdict: Verdict
    why: str
    signatures: str = ""
    """A sentence; empty where there is nothing to say of them"""

    @property
    def is_genuine(self) -> bool:
        """Whether all of it is as it was signed, or given out."""
        return self.verdict in (Verdict.SAME, Verdict.ANNEXED)

    @property
    def has_the_text(self) -> bool:
        """Whether the text that was signed is in it, whatever else is."""
        return self.verdict != Verdict.OTHER


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
    if known := _given_out(signing_round, document.digest(data)):
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


def _given_out(signing_round: Round, digest: str) -> FileCheck | None:
    """Return what a PDF is that was given out as signed, by its digest; nothing for any other."""
    if PublicCopy.objects.filter(digest=digest, revision=signing_round.revision).exists():
        published = _(
            "Byte by byte, it is the PDF that was published here: the signed text, without the names of further "
            "parties who did not want theirs published."
        )
        return FileCheck(Verdict.SAME, published)
    signed = SignedCopy.objects.filter(digest=digest).select_related("revision").defer("content")
    annexed = AnnexedCopy.objects.filter(digest=digest).select_related("revision")
    copies: list[SignedCopy | AnnexedCopy] = [*signed, *annexed]
    for copy in copies:
        if copy.revision_id == signing_round.revision.pk:
            told = _of_today(signing_round, copy.signatures)
            if isinstance(copy, SignedCopy):
                why = _("Byte by byte, it is the signed PDF that was given to the parties.")
                return FileCheck(Verdict.SAME, why, told)
            return FileCheck(Verdict.ANNEXED, _why_annexed(copy), told)
    if copies:
        return FileCheck(Verdict.OTHER, _why_another(signing_round.revision, copies[0].revision))
    return None


def _why_annexed(copy: AnnexedCopy) -> str:
    if copy.annex == AnnexedCopy.Annex.TRAIL:
        return _(
            "Byte by byte, it is a PDF that was given out: the signed text, and behind it who did what when until then."
        )
    return _("Byte by byte, it is a PDF that was given out: the signed text, and behind it its pictures.")


def _why_another(revision: Revision, other: Revision) -> str:
    if other.pledge_id == revision.pledge_id:
        why = _("It is the signed PDF of another revision of this pledge, number {number}.")
        return why.format(number=other.number)
    return _("It is the signed PDF of another pledge. Open the address that is printed in it.")


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
        made_up = _(
            "What it says of the signatures was changed, or made up: it names one that nobody gave here, or another "
            "number, hash, address or trail of the text."
        )
        return FileCheck(Verdict.FALSE_SIGNATURES, _("Every word of its text is what the parties signed."), made_up)
    why = _("Every word of its text is as it was when the parties signed.")
    return FileCheck(Verdict.SAME, why, _of_today(signing_round, count))


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
    """Whether number, hash and address are right where a file has them. The site may have had another name before."""
    page = reverse("verify", args=[revision.code])
    return (
        content.get("revision", revision.number) == revision.number
        and content.get("seal", revision.digest) == revision.digest
        and str(content.get("address", page)).endswith(page)
    )


def _of_today(signing_round: Round, count: int) -> str:
    """Say how many of the signatures that stand today are in a file; nothing where they are void."""
    if revision_state(signing_round) != RevisionState.SIGNED:
        return ""
    total = signing_round.revision.signatures.count()
    if not count:
        return _("No signatures are in it; who signed is said below.")
    if count == total:
        return _("All of today’s signatures are in it.")
    in_it = ngettext(
        "{count} of today’s {total} signatures is in it; the others may have been given since.",
        "{count} of today’s {total} signatures are in it; the others may have been given since.",
        count,
    )
    return in_it.format(count=count, total=total)
