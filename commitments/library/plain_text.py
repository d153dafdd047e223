"""A whole model text as plain text."""

from __future__ import annotations

from commitments.library.outline import parts_in_order
from commitments.models import Clause, ModelText, Passage, Theme


def plain_text(text: ModelText) -> str:
    """Return everything that the source prints, in its order, with its bullets and an empty line between paragraphs.

    Whitespace apart this is the published text, less the bookmark codes of the word processor.
    """
    lines: list[str] = []
    in_list = False
    for part in parts_in_order(text):
        is_bullet = isinstance(part, Clause) or (isinstance(part, Passage) and part.kind == Passage.Kind.LEAD_IN)
        if lines and not (is_bullet and in_list):
            lines.append("")
        lines.append(text.bullet + _printed(part) if is_bullet else _printed(part))
        in_list = is_bullet
    return "\n".join(lines)


def _printed(part: Passage | Theme | Clause) -> str:
    match part:
        case Theme():
            return part.heading
        case Clause():
            return part.source
        case Passage():
            return part.text
