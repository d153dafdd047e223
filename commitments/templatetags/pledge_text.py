"""Tags for the templates under document/: blanks made visible, and the facts that stand under an item."""

from __future__ import annotations

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from commitments.document import Action, Indicator, PledgeDocument, ResourceLine
from commitments.exports import printed
from commitments.wording.blanks import segments
from commitments.wording.headings import Words

register = template.Library()

register.filter("paragraphs", printed.paragraphs)
register.filter("openness", printed.openness)


@register.filter
def blanks(text: str) -> SafeString:
    """Return `text` escaped, with every open blank marked: `<mark class="ph">[COUNTRY/REGION]</mark>`."""
    if "[" not in text:
        return escape(text)
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<mark class="ph">{}</mark>', piece) if is_blank else piece,)
            for piece, is_blank in segments(text)
        ),
    )


@register.simple_tag
def action_facts(document: PledgeDocument, action: Action) -> list[printed.Fact]:
    """Return who leads an action, when, and what it serves."""
    return printed.action_facts(document, action)


@register.simple_tag
def indicator_facts(document: PledgeDocument, indicator: Indicator) -> list[printed.Fact]:
    """Return an indicator's baseline, target, means of verification, and what it measures."""
    return printed.indicator_facts(document, indicator)


@register.simple_tag
def resource_kind(words: Words, line: ResourceLine) -> str:
    """Return “Financial”, “Human” or “Material” in the pledge's language."""
    return words.resource_kinds[line.kind]


@register.simple_tag
def resource_amount(words: Words, line: ResourceLine) -> str:
    """Return a line's amount with its currency, or nothing."""
    return printed.amount(line, words)


@register.simple_tag
def resource_totals(document: PledgeDocument) -> list[str]:
    """Return the sums of the resource lines, one for each currency."""
    return printed.totals(document)
