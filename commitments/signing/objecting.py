"""Not signing: a signatory asks for changes, or declines. For their own party alone."""

from __future__ import annotations

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from commitments.document.address import address
from commitments.models import Actor, SignatureRequest, TrailEntry
from commitments.people.mail.announcing import announce
from commitments.people.mail.objections import CHANGES_REQUESTED, DECLINED
from commitments.signing.open_requests import NotOpenError, note, open_request, write_answer
from commitments.text.limits import TextRefusedError, clean_text

LONGEST_WORDS, SHOWN_IN_A_NOTICE = 4_000, 150


def request_changes(signature_request: SignatureRequest, *, seen: str, text: str, by: Actor) -> None:
    """Ask for changes instead of signing; the drafters are told. Signing stays possible.

    Raises NotOpenError, and TextRefusedError without a text.
    """
    _say(signature_request, SignatureRequest.Answer.CHANGES, seen, text, by)


def decline(signature_request: SignatureRequest, *, seen: str, reason: str, by: Actor) -> None:
    """Decline to sign this text; the drafters are told. Raises NotOpenError, and TextRefusedError without a reason."""
    _say(signature_request, SignatureRequest.Answer.DECLINED, seen, reason, by)


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
        note(signing_round, current, TrailEntry.Kind.DECLINED if is_declined else TrailEntry.Kind.CHANGES, by, text)
        pledge, event = signing_round.revision.pledge, DECLINED if is_declined else CHANGES_REQUESTED
        start, page = Truncator(text).chars(SHOWN_IN_A_NOTICE), address("pledge_signatures", pledge.reference)
        announce(event, pledge, by=by, signing_round=signing_round, request=current, text=start, page=page)
