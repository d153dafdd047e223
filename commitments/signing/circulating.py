"""Sending a pledge round to be signed, taking it back to change it, and withdrawing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments import access, document
from commitments.document import PledgeDocument
from commitments.drafting.editing.write import WrongStateError
from commitments.exports.registry import CannotExportError, make_every_form
from commitments.models import (
    Actor,
    Circulation,
    Mail,
    Membership,
    NamedVersion,
    Organisation,
    Party,
    Pledge,
    Revision,
    SignatureRequest,
    Step,
    TrailEntry,
    User,
    rounds,
)
from commitments.people.codes import forget_codes
from commitments.people.invitations import withdraw as withdraw_link
from commitments.people.mail import events
from commitments.people.mail.announcing import announce
from commitments.people.mail.queue import hold_back
from commitments.readiness.report import report_on
from commitments.signing.asking import ask_to_sign
from commitments.signing.transitions import locked, move, refusal
from commitments.text.days import is_over
from commitments.text.limits import TextRefusedError, clean_text
from commitments.trail.hashes import revision_words
from commitments.trail.record import record

LONGEST_REASON = 1_000
LONGEST_WAIT = 366
"""Days until the date asked for"""


class CannotCirculateError(Exception):
    """The pledge is not ready to go round; `reasons` says why, each in a sentence. Nothing was done."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def text_mark(printed: PledgeDocument) -> str:
    """Return what names the text that a drafter saw, whoever is named to sign it."""
    unsigned = tuple(replace(party, signatory=None) for party in printed.parties)
    return document.digest(document.freeze(replace(printed, parties=unsigned)))


def circulate(
    pledge: Pledge, *, seen: str, in_turn: bool, asked_for: date, message: str = "", by: Actor
) -> Circulation:
    """Freeze a draft as it stands, and ask every party to agree to exactly that text; return the round.

    `seen` is `text_mark` of the text that the drafter had before them; with `in_turn`, one party is asked after the
    other, in their order in the pledge; `asked_for` is the day by which an answer is asked for. Each signatory is told
    when they are asked. The version has a name in the history. Given is the pledge as it is afterwards. Before all that
    every kind of file is made of the text once. Raises WrongStateError where it is no draft, CannotCirculateError while
    a blocker stands, a signatory is missing, a file can't be made, or the text is not the one that was seen. Then
    nothing is written.
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
        signature_requests = [
            _signature_request(circulation, party, printed.parties[place].name) for place, party in enumerate(parties)
        ]
        rows = [revision, circulation, *signature_requests, *parties]
        move(now, Step.CIRCULATE, by=by, revision=revision, words=revision_words(revision), rows=rows)
        named = _("Sent round, revision {number}").format(number=revision.number)
        NamedVersion.objects.create(pledge=now, name=named, after=now.changes.newest(), by=by.user)
        _end_old_links(now, signature_requests)
        for signature_request in signature_requests[:1] if in_turn else signature_requests:
            ask_to_sign(signature_request, by=by)
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


def _end_old_links(pledge: Pledge, signature_requests: Sequence[SignatureRequest]) -> None:
    """End the links of who was asked in an earlier round and is not in this one: the text is no longer for them."""
    earlier = pledge.invitations.filter(signature_request__isnull=False, withdrawn_at=None)
    for invitation in earlier.exclude(email__in=[signature_request.email for signature_request in signature_requests]):
        withdraw_link(invitation)


def _signature_request(circulation: Circulation, party: Party, name: str) -> SignatureRequest:
    return SignatureRequest.objects.create(
        circulation=circulation,
        position=party.position,
        party_key=party.key,
        party=name[:200],
        name=party.signatory_name,
        title=party.signatory_title,
        email=party.signatory_email.lower(),
    )


def _reasons(pledge: Pledge, parties: Sequence[Party], printed: PledgeDocument, asked_for: date) -> list[str]:
    return [*_blockers(pledge, printed), *_unasked(pledge, parties, printed), *_wrong_day(asked_for)]


def _blockers(pledge: Pledge, printed: PledgeDocument) -> list[str]:
    blockers = report_on(pledge, printed).blockers
    return [finding.sentence for finding in blockers if finding.code != "no-signatory"]


def _unasked(pledge: Pledge, parties: Sequence[Party], printed: PledgeDocument) -> list[str]:
    """Return which parties nobody can be asked for, and why."""
    reasons, taken = [], set()
    for place, party in enumerate(parties):
        name, email = printed.parties[place].in_sentence, party.signatory_email.lower()
        if not party.signatory_name or not email:
            reasons.append(_("Write the name and the e-mail address of who signs for {party}.").format(party=name))
        elif not _is_address(email):
            reason = _("{email} is no e-mail address. Write one such as name@example.org: the link to sign goes there.")
            reasons.append(reason.format(email=email))
        elif email in taken:
            reason = _("{email} is to sign for two parties. Each party has its own signatory.")
            reasons.append(reason.format(email=email))
        elif role := _unsigning_role(pledge, email):
            reason = _(
                "{who} ({email}) is in your organisation, with the role: {role}. Ask an administrator to make it: "
                "Signatory; or name somebody else."
            )
            reasons.append(reason.format(who=party.signatory_name, email=email, role=role))
        taken.add(email)
    return [*reasons, *_ours_for_others(pledge, parties, printed)]


def _ours_for_others(pledge: Pledge, parties: Sequence[Party], printed: PledgeDocument) -> list[str]:
    """Return for which other parties somebody of the own organisation is named: they sign for it alone.

    Which party is their own, the organisation's State or National Society says, of several authorities of the State
    the one of the organisation's name; where that doesn't tell, it is the first for which one of them is named.
    """
    organisation = pledge.organisation
    members = {email.lower() for email in organisation.members.values_list("email", flat=True)}
    ours = [place for place, party in enumerate(parties) if party.signatory_email.lower() in members]
    key = {Organisation.Kind.MINISTRY: "state_id", Organisation.Kind.NATIONAL_SOCIETY: "national_society_id"}.get(
        Organisation.Kind(organisation.kind), ""
    )
    own = ours
    if key and getattr(organisation, key):
        own = [place for place in ours if getattr(parties[place], key) == getattr(organisation, key)]
        own = [place for place in own if parties[place].name == organisation.name] or own
    others = [place for place in ours if place not in own[:1]]
    reason = _("{who} ({email}) is in your organisation, and can’t sign for {party}. Name somebody of that party.")
    return [
        reason.format(
            who=parties[place].signatory_name,
            email=parties[place].signatory_email,
            party=printed.parties[place].in_sentence,
        )
        for place in others
    ]


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True


def _unsigning_role(pledge: Pledge, email: str) -> str:
    """Return the role of a member of the own organisation who may not sign with it; nothing for everybody else."""
    member = Membership.objects.filter(organisation=pledge.organisation_id, user__email=email).first()
    return str(member.get_role_display()) if member and member.role not in access.SIGNING_ROLES else ""


def _wrong_day(asked_for: date) -> list[str]:
    now = timezone.now()
    if is_over(asked_for, now):
        return [_("The day by which you ask for an answer is over. Choose a later one.")]
    if (asked_for - now.date()).days > LONGEST_WAIT:
        return [_("Choose a day within the next year for the answers.")]
    return []


def reopen(pledge: Pledge, *, reason: str, by: Actor) -> None:
    """Take a pledge that is in circulation, or agreed, back to a draft. Every signature on its text becomes void.

    They are kept, struck through in the trail. Every signatory who was asked is told, with the reason, and so are the
    drafters. Raises WrongStateError, and TextRefusedError without a reason.
    """
    _end(pledge, Step.REOPEN, Circulation.End.REOPENED, reason, by)


def withdraw(pledge: Pledge, *, reason: str, by: Actor) -> None:
    """End a pledge that is not submitted yet, for good; its text, its trail and links stay. Tells as `reopen` does.

    Raises WrongStateError, and TextRefusedError without a reason.
    """
    _end(pledge, Step.WITHDRAW, Circulation.End.WITHDRAWN, reason, by)


def _end(pledge: Pledge, step: Step, end: Circulation.End, reason: str, by: Actor) -> None:
    reason = clean_text(reason, limit=LONGEST_REASON)
    if not reason:
        raise TextRefusedError(_("Write the reason: everybody who was asked reads it."))
    with locked(pledge) as now:
        signing_round = rounds.last_round(now)
        stands = signing_round if signing_round and not signing_round.circulation.end else None
        if now.published_at:
            now.published_at = None
            now.save(update_fields=["published_at"])
        if stands:
            _void(stands.circulation, end, reason)
            forget_codes(*stands.signature_requests)
        rows = [stands.circulation] if stands else []
        move(now, step, by=by, revision=stands.revision if stands else None, words=reason, rows=rows)
        if stands:
            _note_void(stands, by)
        if end == Circulation.End.WITHDRAWN:
            hold_back(Mail.objects.filter(invitation__pledge=now))  # links that are out lead to the page that says so
        event = events.REOPENED if step == Step.REOPEN else events.WITHDRAWN
        void = len(stands.signed) if stands else 0
        announce(event, now, by=by, signing_round=signing_round, reason=reason, void=void)
    pledge.status, pledge.updated_at, pledge.trail_head = now.status, now.updated_at, now.trail_head
    pledge.published_at = now.published_at


def _void(circulation: Circulation, end: Circulation.End, reason: str) -> None:
    circulation.end, circulation.ended_at, circulation.reason = end, timezone.now(), reason
    circulation.save(update_fields=["end", "ended_at", "reason"])


def _note_void(signing_round: rounds.Round, by: Actor) -> None:
    """Note in the trail which signatures fell with a round."""
    revision = signing_round.revision
    for asked in signing_round.signed:
        when = f"{asked.answered_at:%Y-%m-%d %H:%M} UTC"
        voided = _("{name} signed on {when}").format(name=asked.name, when=when)
        record(revision.pledge, TrailEntry.Kind.VOIDED, by, revision=revision, party=asked.party, words=voided)
