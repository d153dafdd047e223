"""What the mail that asks for a signature says of its round: that it stands still, which one it is, what changed."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from commitments.document import thaw
from commitments.document.comparison import compare
from commitments.models import Circulation, Pledge, Revision, SignatureRequest
from commitments.models.rounds import of_revision
from commitments.text.blanks import capitalised

MOST_NAMED = 8
"""How many of the changed texts are named in a mail"""


def news_for(signature_request: SignatureRequest | None) -> str:
    """Return in sentences what who is asked to sign should know of the round; nothing where it is an ordinary first.

    Of a further party, for which nothing went round, and where nobody is asked to sign, nothing. Four queries at most.
    """
    if signature_request is None or signature_request.is_later:
        return ""
    circulation = signature_request.circulation
    return " ".join(filter(None, (_standstill(circulation), news_of(circulation))))


def _standstill(circulation: Circulation) -> str:
    """Return that nothing is up to who is asked while another party declines: they are told when it goes on."""
    declined = circulation.signature_requests.filter(answer=SignatureRequest.Answer.DECLINED, replaced_at=None)
    holding_up = of_revision(circulation.revision).holding_up if declined.exists() else ()
    if not holding_up:
        return ""
    waiting = _(
        "{party} declined to sign it, and the round stands still: you can answer already, but nothing is up to you "
        "until {organisation} has decided how it goes on. You get a mail then."
    )
    organisation = circulation.revision.pledge.organisation.in_sentence
    return capitalised(waiting.format(party=holding_up[0].in_sentence, organisation=organisation))


def news_of(circulation: Circulation | None) -> str:
    """Return in sentences which round it is, and what of the text changed since the one before; nothing for a first.

    The texts are named and not quoted: their words are read where one signs. One query.
    """
    if circulation is None or circulation.revision.number == 1:
        return ""
    revision = circulation.revision
    before = Revision.objects.filter(pledge=revision.pledge_id, number__lt=revision.number).order_by("-number").first()
    if before is None:
        return ""
    which = _("This is the second round of signing: the pledge was reopened, and goes round again.")
    if revision.number > 2:
        which = _("This is round {number} of signing: the pledge was reopened, and goes round again.")
        which = which.format(number=revision.number)
    return f"{which} {_changed(before.content, revision.content, get_language())}"


@lru_cache(maxsize=32)
def _changed(before: str, after: str, language: str) -> str:
    """Return what changed between two frozen texts, in a sentence of a language; the same for all who are asked."""
    old, new = (thaw(content, status=Pledge.Status.IN_CIRCULATION) for content in (before, after))
    texts = [text for box in compare(old, new) for text in box.passages if text.kind != "same"]
    if not texts:
        return _("The text is the same as before.")
    named = ", ".join(dict.fromkeys(text.label for text in texts[:MOST_NAMED]))
    more = len(texts) - MOST_NAMED
    if more > 0:
        rest = ngettext("{count} more", "{count} more", more).format(count=more)
        named = f"{named}, {rest}"
    return _("Changed since the one before: {texts}.").format(texts=named)
