"""Taking back that a signed text is published, by whoever published it or by a party that had agreed to it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.document.address import address
from commitments.drafting.editing.write import WrongStateError
from commitments.models import Actor, Pledge, Revision, SignatureRequest, TrailEntry, rounds
from commitments.models.rounds import Round
from commitments.people.mail import consent, publication
from commitments.people.mail.announcing import announce
from commitments.signing.open_requests import NotOpenError, may_sign, note
from commitments.signing.transitions import locked
from commitments.trail.record import record

NO_SIGNATURE = gettext_lazy("There is no signature of yours on the present text.")


def take_back(pledge: Pledge, *, by: Actor) -> None:
    """Let nobody read a published text any more; its address says so. Every party is told.

    Published again, it has the same address. Raises WrongStateError where it is not published.
    """
    with locked(pledge) as now:
        signing_round = rounds.last_round(now)
        if not now.published_at or not signing_round:
            raise WrongStateError(_("This text is not published."))
        _end_publication(now, signing_round, by)
    pledge.published_at, pledge.trail_head = now.published_at, now.trail_head


def take_back_consent(signature_request: SignatureRequest, *, by: Actor) -> None:
    """Take back, for one party, that its text may be published; where it is published, that ends at once.

    A further party takes back that it is named: the text stays published without it. Raises NotOpenError for anybody
    but the signatory, and where there is no signature that counts.
    """
    with locked(signature_request.circulation.revision.pledge) as now:
        signing_round = rounds.last_round(now)
        current = signing_round.fresh(signature_request) if signing_round else None
        if not signing_round or not current or not current.has_signed or signing_round.circulation.end:
            raise NotOpenError(str(NO_SIGNATURE))
        if by.email.lower() != current.email:
            raise NotOpenError(_("You may not answer for {party}.").format(party=current.in_sentence))
        if not current.may_publish:
            return
        current.may_publish = False
        current.save(update_fields=["may_publish"])
        revision, kind = signing_round.revision, TrailEntry.Kind.MAY_NOT_PUBLISH
        record(now, kind, by, revision=revision, party=current.party, rows=[current])
        if now.published_at and not current.is_later:
            _end_publication(now, signing_round, by, current)
        else:
            told = consent.NO_CONSENT_TO_BE_NAMED if current.is_later else consent.CONSENT_TAKEN_BACK
            announce(told, now, by=by, request=current)


def _end_publication(
    pledge: Pledge, signing_round: Round, by: Actor, signature_request: SignatureRequest | None = None
) -> None:
    """`signature_request`: that of the party that takes back its consent."""
    pledge.published_at = None
    pledge.save(update_fields=["published_at"])
    revision = signing_round.revision
    party = signature_request.party if signature_request else ""
    record(pledge, TrailEntry.Kind.UNPUBLISHED, by, revision=revision, party=party, rows=[pledge])
    party = signature_request.in_sentence if signature_request else ""
    page = address("verify", revision.code)
    announce(publication.UNPUBLISHED, pledge, by=by, signing_round=signing_round, party=party, page=page)


def taken_back_at(revision: Revision) -> datetime | None:
    """Return since when a text that was published is not any more, while its signatures stand. One query."""
    kinds = (TrailEntry.Kind.PUBLISHED, TrailEntry.Kind.UNPUBLISHED)
    last = revision.pledge.trail.filter(kind__in=kinds, revision=revision.number).order_by("-number").first()
    is_taken_back = last and last.kind == TrailEntry.Kind.UNPUBLISHED and not revision.circulation.is_void
    return last.at if last and is_taken_back else None


def was_published(revision: Revision) -> bool:
    """Whether anybody could ever read a text, though it was taken back or reopened since. One query."""
    return revision.pledge.trail.filter(kind=TrailEntry.Kind.PUBLISHED, revision=revision.number).exists()


def was_in_register(reference: str) -> bool:
    """Whether anybody could ever read a text of a pledge, though not now. One query."""
    return TrailEntry.objects.filter(pledge__reference=reference, kind=TrailEntry.Kind.PUBLISHED).exists()


def refusal_to_allow(signing_round: Round, asked: SignatureRequest, by: Actor) -> str:
    """Return in a sentence why somebody can't agree to publication after signing; nothing where they can."""
    if not asked.has_signed or signing_round.circulation.end:
        return str(NO_SIGNATURE)
    not_theirs = _("You may not answer for {party}.").format(party=asked.in_sentence)
    if by.email.lower() != asked.email:
        return not_theirs
    if not may_sign(signing_round.revision.pledge, by):
        needs_role = _("For that you need the role Signatory. An administrator can give it to you.")
        return f"{not_theirs} {needs_role}" if by.user else not_theirs
    return ""


def allow_publication(signature_request: SignatureRequest, *, by: Actor) -> None:
    """Agree, after signing, to have the text published. Raises NotOpenError where there is no signature that counts."""
    with locked(signature_request.circulation.revision.pledge) as pledge:
        signing_round = rounds.last_round(pledge)
        current = signing_round.fresh(signature_request) if signing_round else None
        if not signing_round or not current:
            raise NotOpenError(str(NO_SIGNATURE))
        signing_round.revision.pledge = pledge
        if refused := refusal_to_allow(signing_round, current, by):
            raise NotOpenError(refused)
        if not current.may_publish:
            current.may_publish = True
            current.save(update_fields=["may_publish"])
            note(signing_round, current, TrailEntry.Kind.MAY_PUBLISH, by)
            told = consent.CONSENT_TO_BE_NAMED if current.is_later else consent.CONSENT_GIVEN
            can_publish = signing_round.is_complete and not signing_round.unpublished and not pledge.published_at
            ready = _("Every party agrees now: you can publish it.") if can_publish else ""
            announce(told, pledge, by=by, request=current, news=ready)
