"""Sets the space before an element on a line apart from the text that it ends.

WeasyPrint 70.0 breaks a text behind its first word where only the space at its end has no room left on the line, and
another element follows ("Lead: Government / of Honduras, Government of …"). A space that is a text of its own has
nothing to break.
"""

from __future__ import annotations

import re

LAST_SPACE = re.compile(r"(?<=[^\s>]) (?=<(?:a|bdi|mark|span)\b)")


def set_last_spaces_apart(html: str) -> str:
    """Return a page with `<span> </span>` for each space between a text and an element that follows on its line."""
    head, body, text = html.partition("<body")
    return head + body + LAST_SPACE.sub("<span> </span>", text)
