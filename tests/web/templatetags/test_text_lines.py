"""A text with its lines and lists, as HTML."""

from __future__ import annotations

import pytest
from django.template.context import Context
from django.utils.safestring import SafeString

from commitments.drafting.preview import LiveTheme
from commitments.web.templatetags.text_lines import live_number, spoken, text_lines

BEFORE = SafeString("<b>1</b> ")


@pytest.mark.parametrize(
    ("text", "options", "html"),
    [
        ("Dig <b>", {}, "<p>Dig &lt;b&gt;</p>"),
        ("", {}, "<p></p>"),
        ("Dig", {"css": "wording", "attributes": SafeString(' lang="fr"')}, '<p class="wording" lang="fr">Dig</p>'),
        ("Dig", {"element": "div", "is_numbered": True}, "<div>Dig</div>"),
        ("Dig", {"number": "1.1"}, '<p><span class="number">1.1 </span>Dig</p>'),
        ("Dig", {"before": BEFORE}, "<p><b>1</b> Dig</p>"),
        ("Dig\n[A & B]", {}, '<div class="lines"><p>Dig<br><mark class="open-blank">[A &amp; B]</mark></p></div>'),
        (
            "Dig\n\nBuild",
            {"css": "wording", "attributes": SafeString(' lang="fr"')},
            '<div class="lines wording" lang="fr"><p>Dig</p><p>Build</p></div>',
        ),
        (
            "Dig:\n<i> a\n• here\n• there",
            {"number": "1.1"},
            '<div class="lines"><p><span class="number">1.1 </span>Dig:<br>&lt;i&gt; a</p><ul class="typed">'
            '<li><span class="marker">• </span>here</li><li><span class="marker">• </span>there</li></ul></div>',
        ),
        (
            "1. Dig\nwells\n\nand ponds\n• here\n2. Build",
            {},
            '<div class="lines"><ol class="typed"><li><span class="marker">1. </span>Dig<br>wells<br><br>and ponds'
            '<ul class="typed"><li><span class="marker">• </span>here</li></ul></li>'
            '<li><span class="marker">2. </span>Build</li></ol></div>',
        ),
        (
            "• a\n\n• b",
            {},
            '<div class="lines"><ul class="typed"><li><span class="marker">• </span>a</li>'
            '<li class="apart"><span class="marker">• </span>b</li></ul></div>',
        ),
        (
            "State:\n1. A\n  a) B\nSociety:\n  b) C",
            {},
            '<div class="lines"><p>State:</p><ol class="typed"><li><span class="marker">1. </span>A<ol class="typed">'
            '<li><span class="marker">a) </span>B</li></ol></li></ol><p>Society:</p><ol class="typed"><li>'
            '<span class="marker">b) </span>C</li></ol></div>',
        ),
        (
            "1. A\n1. B",
            {},
            '<div class="lines"><ol class="typed"><li><span class="marker">1. </span>A</li></ol>'
            '<ol class="typed"><li><span class="marker">1. </span>B</li></ol></div>',
        ),
        (
            "• A\n  1. B\n  1. C",
            {},
            '<div class="lines"><ul class="typed"><li><span class="marker">• </span>A'
            '<ol class="typed"><li><span class="marker">1. </span>B</li></ol>'
            '<ol class="typed"><li><span class="marker">1. </span>C</li></ol></li></ul></div>',
        ),
        (
            "1. Dig. 2. Build.",
            {},
            '<div class="lines"><ol class="typed"><li><span class="marker">1. </span>Dig.</li>'
            '<li><span class="marker">2. </span>Build.</li></ol></div>',
        ),
    ],
)
def test_text_is_drawn_with_its_lines_and_lists(text, options, html):
    assert text_lines(Context(), text, **options) == html


LIST = '<ol class="typed"><li><span class="marker">1. </span>Dig</li></ol></div>'


@pytest.mark.parametrize(
    ("options", "begun"),
    [
        ({}, ""),
        ({"number": "3.1"}, '<p><span class="number">3.1 </span><br></p>'),
        ({"before": BEFORE}, "<p><b>1</b> <br></p>"),
        ({"is_numbered": True}, "<p><br></p>"),
    ],
)
def test_list_begins_below_the_number_of_its_item(options, begun):
    assert text_lines(Context(), "1. Dig", **options) == f'<div class="lines">{begun}{LIST}'


def test_text_says_its_language_and_a_live_theme_its_number():
    assert spoken("ar", "rtl") == ' lang="ar" dir="rtl"'
    assert live_number(LiveTheme(3, "Wells", ())) == (
        '<span class="number" data-js-theme-number data-number="3."></span> '
    )
