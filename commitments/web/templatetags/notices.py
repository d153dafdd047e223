"""The button that stands beside a message."""

from __future__ import annotations

from django import template
from django.contrib.messages.storage.base import Message

from commitments.web.notices import Undo

register = template.Library()


@register.filter
def undo(message: Message) -> Undo | None:
    """Return the button that takes back what a message tells of, if there is one."""
    return Undo.of(message.extra_tags or "")
