"""Markup as a browser takes it, for tests that look for a piece of it."""

from __future__ import annotations

import re


def squeezed(html: str) -> str:
    """Return markup without the white space that only lays out its source: line breaks with what is around them."""
    html = re.sub(r"<[^<>]+>", lambda tag: re.sub(r"\s+", " ", tag[0]).replace(" >", ">"), html)
    return re.sub(r"\s*\n\s*", " ", re.sub(r"(?<=>)\n\s*|\n\s*(?=<)", "", html))
