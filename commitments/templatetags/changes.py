"""Showing what changed between two texts."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from commitments.wording.difference import difference

register = template.Library()


@register.simple_tag
def changes(before: str, after: str) -> SafeString:
    """Return both texts in one, escaped: what went is in <del>, what came in <ins>, each with a word to be heard."""
    marks = {"removed": ("del", _("removed:")), "added": ("ins", _("added:"))}
    return format_html_join("", "{}", ((_piece(marks, piece.kind, piece.text),) for piece in difference(before, after)))


def _piece(marks: dict[str, tuple[str, str]], kind: str, text: str) -> SafeString:
    if kind not in marks:
        return format_html("{}", text)
    element, spoken = marks[kind]
    # The space that stands before a word stays outside, so that the line through it does not join two words.
    word = text.lstrip()
    space = text[: len(text) - len(word)]
    return format_html('{}<{}><span class="vh">{} </span>{}</{}>', space, element, spoken, word, element)
