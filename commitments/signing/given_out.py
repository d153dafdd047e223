"""What a file is that was given out as signed, known by its bytes, and of which round it is. Reads only."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commitments.models import AnnexedCopy, PublicCopy, Revision, SignedCopy
from commitments.models.rounds import Round
from commitments.signing.verification import RevisionState, revision_state

Copy = SignedCopy | AnnexedCopy | PublicCopy


class Verdict(TextChoices):
    """What a file is, held against a signed text, with the sentence that says so."""

    SAME = "same", gettext_lazy("This is exactly the text that was signed.")
    ANNEXED = "annexed", gettext_lazy("This is the signed text, with an annex.")
    DATA = "data", gettext_lazy("The data in it is what was signed; the pages may have been changed.")
    FALSE_SIGNATURES = "false-signatures", gettext_lazy("The text is what was signed; the signatures in it are not.")
    EARLIER = (
        "earlier",
        gettext_lazy("The text is what was signed; the signatures in it are of an earlier round, and void."),
    )
    LATER = "later", gettext_lazy("The text is what was signed; the signatures in it are of a later round.")
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


def given_out(signing_round: Round, digest: str) -> FileCheck | None:
    """Return what a PDF is that was given out as signed, by its digest; nothing for any other."""
    copies: list[Copy] = []
    for model in (SignedCopy, AnnexedCopy, PublicCopy):
        known = model._default_manager.filter(digest=digest).select_related("revision")
        copies.extend(known if model is AnnexedCopy else known.defer("content"))
    for copy in copies:
        if copy.revision_id == signing_round.revision.pk:
            return _of_this_round(signing_round, copy)
    for copy in copies:
        if _has_the_same_text(signing_round.revision, copy.revision):
            return of_another_round(signing_round.revision, copy.revision, _("Byte by byte, it was given out here."))
    if copies:
        return FileCheck(Verdict.OTHER, _why_another(signing_round.revision, copies[0].revision))
    return None


def _of_this_round(signing_round: Round, copy: Copy) -> FileCheck:
    if isinstance(copy, PublicCopy):
        published = _(
            "Byte by byte, it is the PDF that was published here: the signed text, without the names of further "
            "parties who did not want theirs published."
        )
        return FileCheck(Verdict.SAME, published)
    told = of_today(signing_round, copy.signatures)
    if isinstance(copy, SignedCopy):
        why = _("Byte by byte, it is the signed PDF that was given to the parties.")
        return FileCheck(Verdict.SAME, why, told)
    return FileCheck(Verdict.ANNEXED, _why_annexed(copy), told)


def _has_the_same_text(revision: Revision, other: Revision) -> bool:
    """Whether another round of the same pledge was about the same text: it was reopened, and changed nowhere."""
    return (revision.pledge_id, revision.digest) == (other.pledge_id, other.digest)


def of_another_round(revision: Revision, other: Revision, why: str) -> FileCheck:
    """Return what a genuine file is that was given out in another round about the same text."""
    if other.number < revision.number:
        void = _(
            "The text was reopened since, and all of its parties were asked again without a change to it. The "
            "signatures in this file are those on revision {number}, and void; who signed revision {now} is said below."
        )
        told = void.format(number=other.number, now=revision.number)
        return FileCheck(Verdict.EARLIER, why, told)
    later = _(
        "The signatures in this file are those on revision {number} of the pledge, which was asked for later: its "
        "address is printed in the file. Here it is held against revision {now}."
    )
    return FileCheck(Verdict.LATER, why, later.format(number=other.number, now=revision.number))


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


def of_today(signing_round: Round, count: int) -> str:
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
