"""Drawing a list by its rows, each from a template of its own; what is the same for everybody, only once.

Most rows of a list say just what the model text says. Like the model text itself, they are kept in memory once they
are drawn. What a person wrote never is.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Protocol

from django import template
from django.template.context import Context
from django.template.loader import get_template
from django.utils.translation import get_language

register = template.Library()

MOST_KEPT = 2000
_kept: dict[Hashable, str] = {}


class Drawable(Protocol):
    @property
    def looks(self) -> Hashable:
        """What its drawing depends on, where every word in it is the model text's; None where one is a person's."""


@register.simple_tag(takes_context=True)
def draw(context: Context, template_name: str, row: Drawable) -> str:
    """Return `row` as safe HTML, drawn by a template that knows `row`, `pledge` and `may_edit`."""
    pledge, may_edit = context["pledge"], context["may_edit"]
    shown = {"row": row, "pledge": pledge, "may_edit": may_edit}
    looks = row.looks
    if looks is None:
        return get_template(template_name).render(shown)
    model_text = pledge.model_text
    key = (template_name, model_text.pk, model_text.edition, get_language(), may_edit, looks)
    drawn = _kept.get(key)
    if drawn is None:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        drawn = _kept[key] = get_template(template_name).render(shown)
    return drawn
