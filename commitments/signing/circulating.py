"""Sending a pledge round to be signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from commitments import document
from commitments.document import PledgeDocument
from commitments.drafting.editing.write import WrongStateError
from commitments.exports.registry import CannotExportError, make_every_form
from commitments.models import (
    Actor,
    Circulation,
    NamedSignatory,
    NamedVersion,
    Party,
    Pledge,
    Revision,
    SignatureRequest,
    Step,
    User,
    rounds,
)
from commitments.people.invitations import withdraw as withdraw_link
from commitments.people.mail import events
from commitments.people.mail.announcing import announce
from commitments.people.mail.leaving_out import LEFT_OUT
from commitments.readiness.report import report_on
from commitments.signing.asking import ask_to_sign
from commitments.signing.ending import LONGEST_REASON
from commitments.signing.signatories import unasked
from commitments.signing.transitions import locked, move, refusal
from commitments.text.days import is_over
from commitments.text.limits import clean_text
from commitments.trail.hashes import revision_words

LONGEST_WAIT = 366
"""Days until the date asked for"""


class CannotCirculateError(Exception):
    """The pledge is not ready to go round; `reasons` says why, each in a sentence. Nothing was done."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def text_mark(printed: PledgeDocument) -> str:
    """Return what names the text that a drafter saw, whoever is named to sign it first for each party.

    They are named on the page where a text is sent round; further signatories of a party are only shown there.
    """
    unsigned = tuple(replace(party, signatory=None) for party in printed.parties)
    return document.digest(document.freeze(replace(printed, parties=unsigned)))


def circulate(
    pledge: Pledge, *, seen: str, in_turn: bool, asked_for: date, message: str = "", by: Actor
) -> Circulation:
    """Freeze a draft as it stands, and ask every party to agree to exactly that text; return the round.

    `seen` is `text_mark` of the text that the drafter had before them; with `in_turn`, one party is asked after the
    other, all of its signatories together, in their order in the pledge; `asked_for` is the day by which an answer is
    asked for. Each signatory is told when they are asked. The version has a name in the history. Given is the pledge
    as it is afterwards. Before all that every kind of file is made of the text once. Raises WrongStateError where it
    is no draft, CannotCirculateError while a blocker stands, a signatory is missing, a file can't be made, or the text
    is not the one that was seen. Then nothing is written.
    """
    assert by.user  # noqa: S101  only people of the own organisation circulate
    message = clean_text(message, limit=LONGEST_REASON)
    rehearsed = _rehearse(pledge, seen, asked_for)
    with locked(pledge) as now:
        if refused := refusal(now, Step.CIRCULATE):
            raise WrongStateError(refused)
        printed = document.build(now)
        parties = list(now.parties.select_related("state", "national_society", "component"))
        if text_mark(printed) != seen:
            raise _changed()
        if reasons := _reasons(now, parties, printed, asked_for):
            raise CannotCirculateError(*reasons)
        if document.freeze(printed) != rehearsed:
            raise _changed()
        revision = _frozen(now, printed, by.user)
        circulation = Circulation.objects.create(
            revision=revision, in_turn=in_turn, asked_for=asked_for, message=message
        )
        signature_requests = _signature_requests(circulation, parties, printed)
        rows = [revision, circulation, *signature_requests, *parties]
        move(now, Step.CIRCULATE, by=by, revision=revision, words=revision_words(revision), rows=rows)
        _name_version(now, revision)
        _leave_out(now, revision, signature_requests, by)
        _ask_first(circulation, signature_requests, by)
        announce(events.CIRCULATED, now, by=by)
    pledge.status, pledge.updated_at, pledge.trail_head = now.status, now.updated_at, now.trail_head
    return circulation


def _rehearse(pledge: Pledge, seen: str, asked_for: date) -> str:
    """Make every kind of file of a draft once, before it is locked; return the frozen text that they were made of.

    Nothing where something else keeps it from going round. Raises CannotCirculateError where a file can't be made.
    """
    now = Pledge.objects.select_related("model_text", "organisation").get(pk=pledge.pk)
    printed = document.build(now)
    parties = list(now.parties.select_related("state", "national_society", "component"))
    is_held_up = refusal(now, Step.CIRCULATE) or text_mark(printed) != seen
    if is_held_up or _reasons(now, parties, printed, asked_for):
        return ""
    try:
        make_every_form(printed)
    except CannotExportError as error:
        reason = _("Nothing was sent round: what is to be signed must be there as every kind of file. {problem}")
        raise CannotCirculateError(reason.format(problem=error.problem)) from error
    return document.freeze(printed)


def _changed() -> CannotCirculateError:
    return CannotCirculateError(_("Somebody changed the text meanwhile. Read it as it stands now, then send it round."))


def _frozen(pledge: Pledge, printed: PledgeDocument, by: User) -> Revision:
    """Keep the text as the next revision of its pledge, unchangeable from now on."""
    content = document.freeze(printed)
    last = pledge.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    return Revision.objects.create(
        pledge=pledge, number=last + 1, content=content, digest=document.digest(content), by=by
    )


def _name_version(pledge: Pledge, revision: Revision) -> None:
    """Have the history find the text that goes round."""
    named = _("Sent round, revision {number}").format(number=revision.number)
    NamedVersion.objects.create(pledge=pledge, name=named, after=pledge.changes.newest(), by=revision.by)


def _signature_requests(
    circulation: Circulation, parties: Sequence[Party], printed: PledgeDocument
) -> list[SignatureRequest]:
    """Write a request to each signatory of each party."""
    return [
        _signature_request(circulation, party, in_text.name, place, signatory)
        for party, in_text in zip(parties, printed.parties, strict=True)
        for place, signatory in enumerate(party.signatories)
    ]


def _ask_first(circulation: Circulation, signature_requests: Sequence[SignatureRequest], by: Actor) -> None:
    """Ask every signatory; where one party is asked after the other, those of the first one."""
    for signature_request in signature_requests:
        if not circulation.in_turn or signature_request.party_key == signature_requests[0].party_key:
            ask_to_sign(signature_request, by=by)


def _leave_out(pledge: Pledge, revision: Revision, signature_requests: Sequence[SignatureRequest], by: Actor) -> None:
    """End the links of who was asked in an earlier round and is not in this one: the text is no longer for them.

    Who was asked in the last one is told: they were to hear of it when it goes round again.
    """
    asked_now = {signature_request.email for signature_request in signature_requests}
    earlier = pledge.invitations.filter(signature_request__isnull=False, withdrawn_at=None)
    for invitation in earlier.exclude(email__in=asked_now):
        withdraw_link(invitation)
    before = (
        pledge.revisions.filter(number__lt=revision.number).select_related("circulation").order_by("-number").first()
    )
    for asked in rounds.of_revision(before).named if before else ():
        if asked.came_at and asked.email not in {*asked_now, by.email.lower()}:
            void = _("Your signature on the earlier text is void.") if asked.has_signed else ""
            announce(LEFT_OUT, pledge, by=by, to=[asked.email], request=asked, news=void)


def _signature_request(
    circulation: Circulation, party: Party, name: str, place: int, signatory: NamedSignatory
) -> SignatureRequest:
    return SignatureRequest.objects.create(
        circulation=circulation,
        position=party.position,
        party_key=party.key,
        party=name[:200],
        name=signatory.name,
        title=signatory.title,
        email=signatory.email.lower(),
        place=place,
    )


def _reasons(pledge: Pledge, parties: Sequence[Party], printed: PledgeDocument, asked_for: date) -> list[str]:
    return [*_blockers(pledge, printed), *unasked(pledge, parties, printed), *_wrong_day(asked_for)]


def _blockers(pledge: Pledge, printed: PledgeDocument) -> list[str]:
    blockers = report_on(pledge, printed).blockers
    return [finding.sentence for finding in blockers if finding.code != "no-signatory"]


def _wrong_day(asked_for: date) -> list[str]:
    now = timezone.now()
    if is_over(asked_for, now):
        return [_("The day by which you ask for an answer is over. Choose a later one.")]
    if (asked_for - now.date()).days > LONGEST_WAIT:
        return [_("Choose a day within the next year for the answers.")]
    return []
