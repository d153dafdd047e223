"""Bare WeasyPrint in a warm process: HTML comes in, PDF goes out. No checks, no repairs, no attachment, no limits.

    python -m tests.bench.bare

Set up as well as one can: the fonts' configuration and the parsed stylesheet are kept.
"""

from __future__ import annotations

import sys

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from commitments.exports.pdf import frames
from commitments.exports.pdf.engine import STYLESHEET


def main() -> None:
    """Serve until the other side is gone."""
    fonts = FontConfiguration()
    stylesheet = CSS(filename=STYLESHEET, font_config=fonts)
    frames.write(sys.stdout.buffer, b"ready")
    while True:
        try:
            (html,) = frames.read(sys.stdin.buffer)
        except EOFError:
            return
        pdf = HTML(string=html.decode()).write_pdf(pdf_variant="pdf/ua-1", font_config=fonts, stylesheets=[stylesheet])
        frames.write(sys.stdout.buffer, pdf)


if __name__ == "__main__":
    main()
