"""Tags for the templates under document/: blanks made visible, and the facts that stand under an item."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django import template
from django.template.context import Context
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from commitments.document import Action, Fact, Indicator, PledgeDocument, ResourceLine, printed
from commitments.document.boxes import shown_in
from commitments.document.pictures.timeline import ActionBar, Segment
from commitments.document.trail import TrailEvent
from commitments.exports import signature_blocks
from commitments.text.blanks import fill, segments
from commitments.text.vocabulary.frame import Words

register = template.Library()

LEAD_TAG = SafeString(' class="tag highlight"')

register.filter("openness", printed.openness)
register.filter("signature_rows", signature_blocks.rows)
register.filter("check", signature_blocks.check)
register.filter("shown_in", shown_in)


@register.filter
def blanks(text: str, document: PledgeDocument | None = None) -> SafeString:
    """Return `text` escaped, with every open blank marked: `<mark class="open-blank">[COUNTRY/REGION]</mark>`.

    In a text of `document` what stays there in brackets is none.
    """
    if "[" not in text:
        return escape(text)
    pieces = document.segments(text) if document else segments(text)
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<mark class="open-blank">{}</mark>', piece) if is_blank else piece,)
            for piece, is_blank in pieces
        ),
    )


@register.filter
def filled(text: str, document: PledgeDocument) -> str:
    """Return a text of the model text with the blanks filled that are filled in a document."""
    return fill(text, document.fillings)


class Drawable(Protocol):
    """A row of a list."""

    @property
    def looks(self) -> tuple[object, ...] | None:
        """What its drawing depends on besides the model text; None where a word of it is a person's."""


@register.filter
def looks(rows: Iterable[Drawable]) -> tuple[object, ...] | None:
    """Return what the drawing of a whole list depends on besides the model text; None where a person wrote in it."""
    of_each = tuple(row.looks for row in rows)
    return None if None in of_each else of_each


@register.filter
def event_word(event: TrailEvent, words: Words) -> str:
    """Return what was done, in a word or two of the pledge's language."""
    return words.trail.events[event.kind]


@register.simple_tag
def fact_tags(document: PledgeDocument, action: Action, words: Words) -> SafeString:
    """Return who leads an action, when, and what it serves, each in a frame of its own; who leads stands out."""
    facts = printed.action_facts(document, action)
    return format_html_join(
        "\n",
        "<span{}>{}</span>",
        ((LEAD_TAG if fact.label == words.lead else "", ", ".join(fact.values)) for fact in facts),
    )


@register.simple_tag
def leads(names: Iterable[str], words: Words, frame_lang: str = "") -> SafeString:
    """Return who leads an action: the parties' names, or that nobody does in words of the frame."""
    named = format_html_join(words.comma, "<bdi>{}</bdi>", ((name,) for name in names))
    return named or format_html("<span{}>{}</span>", frame_lang, words.annex.leads["nobody"])


@register.simple_tag
def bar_years(row: ActionBar) -> SafeString:
    """Return a bar and the space around it, year by year. In Python, as all that is drawn for each of many rows."""
    return format_html_join("\n", "<span>{}</span>", ((_runs(row, year),) for year in row.years))


def _runs(row: ActionBar, year: Iterable[Segment]) -> SafeString:
    return format_html_join("", '<i class="{}"></i>', ((_bar_classes(row, run),) for run in year))


def _bar_classes(row: ActionBar, segment: Segment) -> str:
    """Return the classes of a piece of an action's bar: how long it is, and how it is filled where the action runs.

    An end that is not known has no edge: the stylesheets of screen and PDF let the bar fade there.
    """
    names = [f"quarters-{segment.quarters}"]
    if segment.is_filled:
        start, end = ("open-start" if row.starts_open else "first"), ("open-end" if row.ends_open else "last")
        names += ["filled", row.lead_kind]
        names += [start] if segment.is_first else []
        names += [end] if segment.is_last else []
    return " ".join(names)


@register.simple_tag
def bar_ends(row: ActionBar) -> str:
    """Return the classes of a whole bar for the ends that are not known, with a space before each."""
    return (" open-start" if row.starts_open else "") + (" open-end" if row.ends_open else "")


@register.simple_tag(takes_context=True)
def facts_line(context: Context, item: Action | Indicator) -> SafeString | str:
    """Return the facts of an item on one line, or nothing. In Python: as a template it cost half of the page."""
    document, words, frame_lang = context["doc"], context["words"], context["frame_lang"]
    if isinstance(item, Action):
        facts = printed.action_facts(document, item)
    else:
        facts = printed.indicator_facts(document, item)
    if not facts:
        return ""
    return format_html(
        '<p class="facts">{}</p>',
        format_html_join("\u00a0· ", "{}", ((_fact(fact, document, words, frame_lang),) for fact in facts)),
    )


def _fact(fact: Fact, document: PledgeDocument, words: Words, frame_lang: str) -> SafeString:
    values = format_html_join(words.comma, "<bdi>{}</bdi>", ((blanks(value, document),) for value in fact.values))
    if not fact.label:
        return values
    label = fact.label + words.colon.replace(" ", "")
    return format_html('<span class="fact-label"{}>{}</span>&nbsp;{}', frame_lang, label, values)


@register.simple_tag
def resource_kind(words: Words, line: ResourceLine) -> str:
    """Return “Financial”, “Human” or “Material” in the pledge's language."""
    return words.resource_kinds[line.kind]


@dataclass(frozen=True)
class ResourceTable:
    lines: list[tuple[ResourceLine, printed.PrintedAmount]]
    totals: list[printed.PrintedAmount]
    """One for each currency"""


@register.simple_tag
def resource_table(document: PledgeDocument) -> ResourceTable:
    """Return the resource lines with their amounts, and the sums."""
    amounts, totals = printed.amount_column(document)
    return ResourceTable(list(zip(document.resource_lines, amounts, strict=True)), totals)
