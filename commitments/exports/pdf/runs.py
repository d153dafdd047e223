"""Marks what may be cut at the end of a line: only what is longer than any word, and has no place to break.

WeasyPrint 70.0 takes every text within nested elements for the start of a line, and cuts its first word there where
`overflow-wrap` lets it ("Gover/nment"). So that is let for long runs alone, and every column is as wide as the longest
word that is none.
"""

from __future__ import annotations

import re

LONGEST_WORD = 19
TEXT = re.compile(r">([^<]+)<(?!/(?:a|title)>)")
"""What stands between tags. A title is no text on a page, and a link with an element in it fails PDF/UA-1 (7.18.5)"""
RUN = re.compile(rf"(?:&[#\w]+;|[^\s&\-‐–—]){{{LONGEST_WORD + 1},}}|[\-‐–—]{{{LONGEST_WORD + 1},}}")
"""A line can break behind a hyphen, but not within a row of them"""


LONGEST_UNHELPED = 100
DOTS = re.compile(r"\.{40}(?=\.)")
"""WeasyPrint 70.0 doesn't cut a row of more dots than a line has room for where words go before it"""


def mark_long_runs(html: str) -> str:
    """Return a page with `<span class="long-run">` around whatever is longer than `LONGEST_WORD` without a break.

    What consists of letters alone is a `long-word`, which can be hyphenated where there is a dictionary.
    """
    head, body, text = html.partition("<body")
    marked = TEXT.sub(lambda match: f">{RUN.sub(_marked, match.group(1))}<", text)
    # Behind a no-break space it could not go to the next line, where there is room to cut it.
    return head + body + marked.replace('&nbsp;<bdi><span class="long-', ' <bdi><span class="long-')


def _marked(match: re.Match[str]) -> str:
    run = match.group()
    if len(run) > LONGEST_UNHELPED:
        run = DOTS.sub(r"\g<0><wbr>", run)
    return f'<span class="long-word">{run}</span>' if run.isalpha() else f'<span class="long-run">{run}</span>'
