"""A text with its lines and lists as they are printed: for the page, the HTML file and the PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from commitments.document import PledgeDocument
from commitments.drafting.preview import LiveTheme
from commitments.text.lines import blocks_of, is_one_line, on_one_line
from commitments.text.walk import Line
from commitments.web.templatetags.pledge_text import blanks

register = template.Library()
register.filter("on_one_line", on_one_line)

NOTHING = SafeString("")
BREAK = SafeString("<br>")


@register.simple_tag(takes_context=True)
def text_lines(
    context: Context,
    text: str,
    css: str = "",
    attributes: SafeString | str = "",
    number: str = "",
    *,
    before: SafeString = NOTHING,
    element: str = "p",
    is_numbered: bool = False,
) -> SafeString:
    """Return a text as an `element` where it is one line, else as a div with its paragraphs and lists in it.

    `doc` of the context is the document that it is a text of. `attributes` are HTML, with a space before them.
    `number` stands before the words, or what is given as HTML in `before`. Behind one, and where the page counts the
    element by itself (`is_numbered`), a list begins on a line of its own.
    """
    document = context.get("doc")
    numbered = format_html('<span class="number">{} </span>', number) if number else before
    if is_one_line(text):
        named = format_html(' class="{}"', css) if css else NOTHING
        return format_html("<{0}{1}{2}>{3}{4}</{0}>", element, named, attributes, numbered, blanks(text, document))
    blocks = blocks_of(text)
    begun = NOTHING
    if not blocks[0][0].level:
        begun = format_html("<p>{}{}</p>", numbered, _lines(blocks.pop(0), document))
    elif numbered or is_numbered:
        # A number in the margin, too, stands beside the first line that there is, even an empty one.
        begun = format_html("<p>{}{}</p>", numbered, BREAK)
    more = f" {css}" if css else ""
    return format_html(
        '<div class="lines{}"{}>{}{}</div>',
        more,
        attributes,
        begun,
        _joined(_block(block, document) for block in blocks),
    )


@register.simple_tag
def spoken(language: str, direction: str) -> SafeString:
    """Return the attributes of a text in a language."""
    return format_html(' lang="{}" dir="{}"', language, direction)


@register.simple_tag
def live_number(theme: LiveTheme) -> SafeString:
    """Return where the browser writes the number of an action of a theme that is being worked on."""
    mark = '<span class="number" data-js-theme-number data-number="{}."></span> '
    return format_html(mark, theme.number)


def _block(lines: Sequence[Line], document: PledgeDocument | None) -> SafeString:
    return _list(lines, 1, document) if lines[0].level else format_html("<p>{}</p>", _lines(lines, document))


def _lines(lines: Sequence[Line], document: PledgeDocument | None) -> SafeString:
    return format_html_join(BREAK, "{}", ((blanks(line.text, document),) for line in lines))


def _list(lines: Sequence[Line], level: int, document: PledgeDocument | None) -> SafeString:
    """Return a list of which each entry begins with a marker of this level; what it goes on with is further in."""
    starts = [place for place, line in enumerate(lines) if place == 0 or (line.level == level and line.marker)]
    entries = (lines[start:end] for start, end in pairwise([*starts, len(lines)]))
    return format_html(
        '<{0} class="typed">{1}</{0}>',
        "ol" if lines[0].is_ordered else "ul",
        _joined(_entry(entry, level, document) for entry in entries),
    )


def _entry(lines: Sequence[Line], level: int, document: PledgeDocument | None) -> SafeString:
    first, *more = lines
    apart = SafeString(' class="apart"') if first.is_apart else NOTHING
    marker = format_html('<span class="marker">{}</span>', first.marker) if first.marker else NOTHING
    under = _joined(_under(more, level, document))
    return format_html("<li{}>{}{}{}</li>", apart, marker, blanks(first.text, document), under)


def _under(lines: Sequence[Line], level: int, document: PledgeDocument | None) -> Iterator[SafeString]:
    """Yield what stands under an entry: lines that go on with it, and the lists within it."""
    place = 0
    while place < len(lines):
        ends = (at for at in range(place, len(lines)) if _ends(lines[at], level, is_first=at == place))
        inner = next(ends, len(lines))
        if inner > place:
            yield _list(lines[place:inner], level + 1, document)
            place = inner
        else:
            yield format_html(
                "{}<br>{}", BREAK if lines[place].is_apart else NOTHING, blanks(lines[place].text, document)
            )
            place += 1


def _ends(line: Line, level: int, *, is_first: bool) -> bool:
    """Whether a list within an entry of this level ends before a line."""
    return line.level <= level or (line.level == level + 1 and line.begins_anew and not is_first)


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))
