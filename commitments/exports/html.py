"""The HTML file: one self-contained page, for any browser, phone or printer."""

from __future__ import annotations

from django.template.loader import render_to_string

from commitments.document import PledgeDocument, printed


def render(document: PledgeDocument) -> bytes:
    """Return the pledge as a whole HTML page in UTF-8: its style inside, no script, nothing fetched from elsewhere."""
    return render_to_string("document/file.html", printed.context(document)).encode()
