"""What the mail that asks for a signature says of a text that went round before: which round it is, what changed."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from commitments.document import thaw
from commitments.document.comparison import compare
from commitments.models import Circulation, Pledge, Revision

MOST_NAMED = 8
"""How many of the changed texts are named in a mail"""


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
