"""Icons, of the one file static/img/icons.svg, and the buttons that are nothing but an icon."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

MOVE_BUTTON = '<button type="submit" class="icon-button" name="move-{}"{} value="{}" aria-label="{}: {}">{}</button>'


@register.simple_tag
def icon(name: str, kind: str = "") -> SafeString:
    """Return an icon, which nobody hears. `kind` is one more class: `flip` where it points along the line of text."""
    return _drawn(static("img/icons.svg"), name, kind)


@lru_cache(maxsize=200)  # a page has fifty and more, of a dozen kinds
def _drawn(file: str, name: str, kind: str) -> SafeString:
    with_kind = f" {kind}" if kind else ""
    return format_html('<svg class="icon{}" aria-hidden="true"><use href="{}#{}" /></svg>', with_kind, file, name)


@register.simple_tag
def move_buttons(key: str, name: str, *, up: str, down: str, has_ids: bool = False) -> SafeString:
    """Return the two buttons that move a row by one place. `up` and `down` say so; `name` says what is moved."""
    return format_html_join(
        "\n",
        MOVE_BUTTON,
        (
            (way, format_html(' id="{}-{}"', key, way) if has_ids else "", key, words, name, icon(way))
            for way, words in (("up", up), ("down", down))
        ),
    )
