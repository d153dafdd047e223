"""The tags that say which state something is in. Here alone stands which colour and which sentence a state has.

Green is for what is agreed or done, amber for what needs attention and nothing else, red for what is wrong or void, and
the brand's tint for what is told apart from the rest without any of that: under way, reworded, for some readers alone.
"""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from commitments.drafting.putting_away import KEPT_FOR
from commitments.models import Actor, Invitation, Pledge
from commitments.text.days import in_words
from commitments.web.zone import own_zone

register = template.Library()

COLOURS = {
    "pledge": {"in-circulation": "highlight", "agreed": "success", "submitted": "success"},
    "section": {"in-progress": "highlight", "ready": "ready"},
    "invitation": {"open": "highlight", "confirmed": "ready"},
    "request to join": {"accepted": "ready"},
    "suggestion": {"taken": "success", "declined": "problem"},
    "row": {"agreed": "success", "open": "attention", "private": "highlight"},
    "change": {"added": "success", "removed": "problem", "changed": "highlight", "moved": "highlight"},
}
"""The class of a state's tag in css/parts.css, by what it is a state of; a state that is not here is grey"""


@register.simple_tag
def state_tag(kind: str, state: str, words: str) -> SafeString:
    """Return the coloured tag of a state, a span. `kind` is a key of COLOURS; `words` are what it says."""
    colour = COLOURS[kind].get(state)
    return format_html('<span class="tag{}">{}</span>', f" {colour}" if colour else "", words)


@register.simple_tag
def standing(pledge: Pledge) -> str:
    """Return in two or three words how far a pledge has come. A draft is not yet submitted: people take it for that."""
    return _("Not yet submitted") if pledge.status == Pledge.Status.DRAFT else pledge.get_status_display()


@register.simple_tag
def has_open_table(pledge: Pledge, who: Actor | Invitation) -> bool:
    """Return whether a draft is negotiated at an open table with the party of a guest; for the drafters, with any.

    No query where no table is open.
    """
    if not (pledge.has_open_table and pledge.is_editable):
        return False
    guest = who if isinstance(who, Invitation) else who.guest
    return guest is None or pledge.tables.filter(closed_at=None, party_key=guest.party_key).exists()


@register.simple_tag
def deleted_sentence(pledge: Pledge) -> str:
    """Return that a pledge was deleted, and until which day, in the reader's zone, it can be brought back."""
    assert pledge.deleted_at  # noqa: S101  narrows the type
    until = in_words((pledge.deleted_at + KEPT_FOR).astimezone(own_zone()).date())
    title = pledge.title or _("Pledge without a title")
    return _("“{title}” is deleted. It can be brought back until {day}.").format(title=title, day=until)
