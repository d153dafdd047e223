"""Characters that can't be printed, as boxes with their code points and names, in the HTML of a pledge."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from commitments.text.characters import code_point, name_of

MARKUP = re.compile(r"(<[^>]*>)")
"""A tag: Django escapes what else would look like one, in texts and in attributes"""
MOST_NAMED = 8
"""Of more in a row, the code points stand alone: a text of nothing else is to stay printable"""
MOST_BOXES = 500
"""Of more in a pledge, each is in square brackets, too: boxes cost the PDF much more than letters"""


def boxed(html: str, characters: Iterable[str]) -> str:
    """Return a page with each run of these characters as a box that says which they are.

    In a title or an attribute, where no box can be, it stands in square brackets.
    """
    run = re.compile(f"[{re.escape(''.join(characters))}]+")
    parts = MARKUP.split(html)
    in_text = _box if len(run.findall(html)) <= MOST_BOXES else _code_points
    for place, part in enumerate(parts):
        is_text = place % 2 == 0 and not (place and parts[place - 1].startswith("<title"))
        parts[place] = run.sub(in_text if is_text else _in_brackets, part)
    return "".join(parts)


def _box(run: re.Match[str]) -> str:
    return f'<bdi class="unprintable" dir="ltr" lang="en">{_named(run[0])}</bdi>'


def _in_brackets(run: re.Match[str]) -> str:
    return f"[{_named(run[0])}]"


def _code_points(run: re.Match[str]) -> str:
    return f"[{' '.join(map(code_point, run[0]))}]"


def _named(run: str) -> str:
    """Return the names of characters in a row, those that are repeated with their number."""
    counts = [(character, len(list(same))) for character, same in groupby(run)]
    name = name_of if len(counts) <= MOST_NAMED else code_point
    return ", ".join(name(character) + (f" × {count}" if count > 1 else "") for character, count in counts)
