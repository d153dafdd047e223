"""Showing what changed between two texts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from commitments.text.difference import Piece, difference

register = template.Library()
LINE_BREAK = "↵"

# Long texts take a twentieth of a second, and a page of comments shows many of them again and again.
_pieces = lru_cache(maxsize=128)(difference)


@register.simple_tag
def changes(before: str, after: str) -> SafeString:
    """Return both texts in one, escaped: what went is in <del>, what came in <ins>, each with a word to be heard."""
    return marked_text(_pieces(before, after))


@register.simple_tag
def marked_text(pieces: Sequence[Piece], only: str = "") -> SafeString:
    """Return the pieces of a difference, escaped and marked as `changes` does.

    With `only`, it is one of the two texts: the older one for "removed", the newer one for "added".
    """
    marks = {"removed": ("del", _("removed:")), "added": ("ins", _("added:"))}
    shown = [piece for piece in pieces if piece.kind in ("same", only) or not only]
    drawn = []
    for last, piece in zip([None, *shown], shown, strict=False):
        # Where a whole text gave way to another, no space stands between the two.
        is_glued = last and (last.kind, piece.kind) == ("removed", "added") and not piece.text[:1].isspace()
        drawn.append((" " if is_glued else "", _piece(marks, piece.kind, piece.text)))
    return format_html_join("", "{}{}", drawn)


def _piece(marks: dict[str, tuple[str, str]], kind: str, text: str) -> SafeString:
    if kind not in marks:
        return format_html("{}", text)
    element, spoken = marks[kind]
    # The space that stands before a word stays outside, so that the line through it does not join two words.
    word = text.lstrip()
    space = text[: len(text) - len(word)]
    if not word:  # a line break alone: shown by a sign, and named
        return format_html(
            '{}<{}><span class="visually-hidden">{} {}</span>{}</{}>',
            *(" " if kind == "removed" else space, element, spoken, _("line break"), LINE_BREAK, element),
        )
    return format_html('{}<{}><span class="visually-hidden">{} </span>{}</{}>', space, element, spoken, word, element)
