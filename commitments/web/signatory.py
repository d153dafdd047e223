"""What the page of one signatory says: how far they are, what they can still do, and what has changed for them."""

from __future__ import annotations

from commitments import document
from commitments.document import printed
from commitments.document.comparison import ComparedBox, compare
from commitments.models import Actor, Circulation, Pledge, SignatureRequest
from commitments.models.rounds import Round
from commitments.signing import objecting, publishing
from commitments.text.vocabulary.headings import words_for


def state_of(signing_round: Round, signature_request: SignatureRequest) -> str:
    """Return what the page is about: reading, answering, waiting, or what became of it."""
    if signing_round.revision.pledge.status == Pledge.Status.WITHDRAWN:
        return Circulation.End.WITHDRAWN
    if signing_round.circulation.end:
        return signing_round.circulation.end
    if signature_request.answer in (SignatureRequest.Answer.SIGNED, SignatureRequest.Answer.DECLINED):
        return signature_request.answer
    if not signature_request.is_open:
        return "spared" if signature_request.spared_at else "waiting"
    if signature_request.is_later and not signing_round.revision.pledge.takes_further_parties:
        return "closed"
    return "answering" if signature_request.read_at else "reading"


def printed_as(text: document.PledgeDocument, signature_request: SignatureRequest) -> str:
    """Return how a signature is printed: name, title, by what they sign, and in whose place."""
    words, key = words_for(text.language), signature_request.party_key
    party = next((party for party in text.parties if party.key == key), None)
    signed_as = printed.signed_as(document.signed_by(signature_request), party, words)
    return words.comma.join(filter(None, (signature_request.name, signed_as)))


def since_last_time(
    signing_round: Round, signature_request: SignatureRequest, text: document.PledgeDocument
) -> tuple[SignatureRequest | None, list[ComparedBox] | None]:
    """Return when this person read an earlier text of this pledge last, and what changed since; None where never."""
    earlier = SignatureRequest.objects.filter(
        circulation__revision__pledge=signing_round.revision.pledge,
        circulation__revision__number__lt=signing_round.revision.number,
        email=signature_request.email,
        read_at__isnull=False,
    )
    last = earlier.select_related("circulation__revision").order_by("-circulation__revision__number").first()
    if last:
        return last, compare(document.thaw(last.circulation.revision.content, status=text.status), text)
    return None, None


def refusals(signing_round: Round, asked: SignatureRequest, actor: Actor) -> dict[str, str]:
    """Return why a signatory can't do what the page offers who has answered; nothing where they can.

    By names for a template. Two queries at most, and none while nothing was answered.
    """
    if asked.answer == SignatureRequest.Answer.DECLINED:
        why = objecting.refusal_to_take_back_decline(signing_round, asked, actor)
        return {"cannot_take_back": why}
    if asked.has_signed and not asked.may_publish:
        return {"cannot_allow": publishing.refusal_to_allow(signing_round, asked, actor)}
    return {}
