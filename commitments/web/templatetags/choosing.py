"""What is chosen from on pages with many rows: drawn in Python, as loops in a template took half of such a page."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()

NOTHING, SELECTED, CHECKED = SafeString(""), SafeString(" selected"), SafeString(" checked")


@register.simple_tag
def options(choices: Iterable[tuple[str, str]], chosen: str) -> SafeString:
    """Return the options of a field, each a value and what it says; what is `chosen` is selected."""
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, SELECTED if value == chosen else NOTHING, label) for value, label in choices),
    )


@register.simple_tag
def tick_boxes(
    name: str, choices: Iterable[tuple[str, str]], ticked: Collection[str] | None, suggested: Collection[str] = ()
) -> SafeString:
    """Return a box with its label for each choice, which is a value and what it says.

    `name` is that of all boxes; of those that are not `ticked` (None: nothing is), the `suggested` say that they are.
    """
    ticked = ticked or ()
    hint = format_html(" <i>{}</i>", _("(suggested)"))
    return format_html_join(
        "",
        '<label><input type="checkbox" name="{}" value="{}"{}>{}{}</label>',
        (
            (
                name,
                value,
                CHECKED if value in ticked else NOTHING,
                label,
                hint if value in suggested and value not in ticked else NOTHING,
            )
            for value, label in choices
        ),
    )
