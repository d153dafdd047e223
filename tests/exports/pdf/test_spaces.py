"""Spaces at the end of a text that an element follows on its line."""

from __future__ import annotations

import pytest

from commitments.exports.pdf.renderer import RENDERER
from commitments.exports.pdf.spaces import set_last_spaces_apart
from tests.exports.pdf import paper

NAMES = "Red Crescent Society of Azerbaijan, the Government of the Bahamas, The Bahamas Red Cross Society"


@pytest.mark.parametrize("element", ["<mark>[COUNTRY]</mark>", '<span class="fact-label">Unit:</span>', "<bdi>x</bdi>"])
def test_space_before_an_element_is_a_text_of_its_own(element):
    page = f"<body><p>in {element} and</p>"
    assert set_last_spaces_apart(page) == f"<body><p>in<span> </span>{element} and</p>"


@pytest.mark.parametrize(
    "page",
    [
        "<head><title>in <a></title></head>",
        "<body><p>in  the end </p>\n <p>x</p>",
        "<body><bdi>x</bdi> <bdi>y</bdi>",
        "<body><li>in <article>x</article>",
    ],
)
def test_every_other_space_stays_in_its_text(page):
    assert set_last_spaces_apart(page) == page


@pytest.mark.parametrize("margin", [0, 1, 2, 2.5, 3, 3.5, 4, 6])
def test_text_is_broken_where_the_line_ends_whatever_the_width(margin):
    """In one of these widths all but the last space has room on the first line."""
    style = f"width: {411 + margin}pt; font: 8.5pt 'Noto Sans'"
    html = (
        f'<html lang="en"><body><p style="{style}">{NAMES} in <mark>[COUNTRY/REGION]</mark> and more</p></body></html>'
    )
    assert paper.early_breaks(RENDERER.render(html), html) == []
