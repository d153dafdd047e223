"""Markup as a browser takes it, for tests that look for a piece of it."""

from __future__ import annotations

import re

TAG = re.compile(r"<[^<>]+>")
SPACE_IN_TAG = re.compile(r"(\"[^\"]*\")|\s+(>)?")
BREAK_IN_TEXT = re.compile(r"(<[^<>]+>)|\s*\n\s*")
SPACE_BESIDE_TAG = re.compile(r"(?<=>)\n\s*|\n\s*(?=<)")


def squeezed(html: str) -> str:
    """Return markup without the white space that only lays out its source: line breaks with what is around them."""
    html = TAG.sub(lambda tag: SPACE_IN_TAG.sub(lambda space: space[1] or space[2] or " ", tag[0]), html)
    return BREAK_IN_TEXT.sub(lambda part: part[1] or " ", SPACE_BESIDE_TAG.sub("", html))
