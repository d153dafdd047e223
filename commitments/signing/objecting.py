"""Not signing: a signatory asks for changes, declines, or takes that back. For their own party alone."""

from __future__ import annotations

from functools import partial

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from commitments.document.address import address
from commitments.models import Actor, SignatureRequest, TrailEntry
from commitments.models.rounds import Round
from commitments.people.mail import standstill
from commitments.people.mail.announcing import announce
from commitments.people.mail.audiences import Occasion, drafters_by_mail
from commitments.people.mail.objections import CHANGES_REQUESTED, DECLINED, DECLINED_BESIDE, ONE_DECLINED
from commitments.signing.open_requests import (
    NotOpenError,
    begin_reminding_anew,
    declined_request,
    note,
    open_request,
    refusal_to_take_back,
    write_answer,
)
from commitments.text.limits import TextRefusedError, clean_text

LONGEST_WORDS, SHOWN_IN_A_NOTICE = 4_000, 150


def request_changes(signature_request: SignatureRequest, *, seen: str, text: str, by: Actor) -> None:
    """Ask for changes instead of signing; the drafters are told. Signing stays possible.

    Raises NotOpenError, and TextRefusedError without a text.
    """
    _say(signature_request, SignatureRequest.Answer.CHANGES, seen, text, by)


def decline(signature_request: SignatureRequest, *, seen: str, reason: str, by: Actor) -> None:
    """Decline to sign this text; the drafters are told, and who was asked learns that nothing is up to them for now.

    It can be taken back until somebody has acted on it. Raises NotOpenError, and TextRefusedError without a reason.
    """
    _say(signature_request, SignatureRequest.Answer.DECLINED, seen, reason, by)


def take_back_decline(signature_request: SignatureRequest, *, seen: str, by: Actor) -> None:
    """Take back that one declined: the text is up to them again, and all who were told of it learn that it goes on.

    Possible until somebody has acted on it: the pledge was reopened or withdrawn, somebody else signs in their place,
    or, of a further party, it is closed or somebody else asks for them. Raises NotOpenError.
    """
    with declined_request(signature_request, seen, by) as (signing_round, current):
        pledge = signing_round.revision.pledge
        if asked_anew := _refused_anew(signing_round, current):
            raise NotOpenError(asked_anew)
        stood_still = not signing_round.party_of(current).can_spare_one  # with them, none is to spare: without, too few
        write_answer(current, "", "")
        begin_reminding_anew(current, *signing_round.waiting)
        note(signing_round, current, TrailEntry.Kind.UNDECLINED, by)
        page = address("pledge_signatures", pledge.reference)
        announce(standstill.DECLINE_TAKEN_BACK, pledge, by=by, request=current, page=page)
        if not current.is_later:
            goes_on = stood_still and not signing_round.holding_up
            event = standstill.GOES_ON if goes_on else standstill.NO_LONGER_DECLINED
            announce(event, pledge, by=by, signing_round=signing_round, request=current)


def refusal_to_take_back_decline(signing_round: Round, declined: SignatureRequest, by: Actor) -> str:
    """Return in a sentence why somebody can't take back that they declined; nothing where they can."""
    return refusal_to_take_back(signing_round, declined, by) or _refused_anew(signing_round, declined)


def _refused_anew(signing_round: Round, declined: SignatureRequest) -> str:
    """Return that somebody else asks, or was asked, to sign for a further party that declined; nothing if nobody."""
    if not declined.is_later:
        return ""
    others = [asked for asked in signing_round.later if asked.party == declined.party and asked.pk != declined.pk]
    requests = signing_round.revision.pledge.join_requests
    if others or requests.filter(party=declined.party, confirmed_at__isnull=False, answer="").exists():
        return _("Somebody else asks to sign for your party meanwhile: this can’t be taken back.")
    return ""


def _say(signature_request: SignatureRequest, answer: SignatureRequest.Answer, seen: str, text: str, by: Actor) -> None:
    text = clean_text(text, limit=LONGEST_WORDS)
    is_declined = answer == SignatureRequest.Answer.DECLINED
    if not text:
        missing = _("Write the reason: the drafters read it.") if is_declined else _("Write what should be changed.")
        raise TextRefusedError(missing)
    with open_request(signature_request, seen, by) as (signing_round, current):
        if current.is_later and not is_declined:
            raise NotOpenError(
                _("The other parties have signed this text, and it can’t change any more. Sign, or decline.")
            )
        write_answer(current, answer, text)
        begin_reminding_anew(current)
        note(signing_round, current, TrailEntry.Kind.DECLINED if is_declined else TrailEntry.Kind.CHANGES, by, text)
        pledge = signing_round.revision.pledge
        start, page = Truncator(text).chars(SHOWN_IN_A_NOTICE), address("pledge_signatures", pledge.reference)
        tell = partial(announce, pledge=pledge, by=by, signing_round=signing_round, request=current)
        if not is_declined:
            tell(CHANGES_REQUESTED, text=start, page=page)
        elif signing_round.party_of(current).has_declined:
            tell(DECLINED, text=start, page=page)
            told = drafters_by_mail(Occasion(pledge, by))
            signed = signing_round.party_of(current).signed
            tell(DECLINED_BESIDE, to=[asked.email for asked in signed if asked.email not in told])
            if not current.is_later:
                tell(standstill.NOTHING_TO_DO)
        else:
            tell(ONE_DECLINED, text=start, page=page)
