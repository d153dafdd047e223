"""What may be cut at the end of a line."""

from __future__ import annotations

import pytest

from commitments.exports.pdf import pages
from commitments.exports.pdf.runs import mark_long_runs
from tests.exports.pdf.paper import RIGHT, TOLERANCE, papers
from tests.exports.reading import text_of
from tests.readiness.pledges import saying

ADDRESS = "https://pledges.example.org/v/7KQ3M9XAB2CD/"
HASH = "6b86b273ff34fce19d6b804eff5a3f57"
GERMAN = "Donaudampfschifffahrtsgesellschaft"
KHMER = "សិទ្ធិមនុស្សនិងសេចក្តីថ្លៃថ្នូរ"


@pytest.mark.parametrize("run", [ADDRESS, HASH, "x" * 10 + "&amp;" + "x" * 9, KHMER])
def test_long_run_is_marked(run):
    assert mark_long_runs(f"<body><p>See {run}, here</p>") in {
        f'<body><p>See <span class="long-run">{run}</span>, here</p>',
        f'<body><p>See <span class="long-run">{run},</span> here</p>',
    }


def test_long_word_is_marked_as_one_that_has_syllables():
    assert mark_long_runs(f"<body><p>{GERMAN}</p>") == f'<body><p><span class="long-word">{GERMAN}</span></p>'


@pytest.mark.parametrize(
    "text",
    [
        "Interdisciplinarity",
        "Saint-Vincent-et-les-Grenadines",
        "CHF\u00a01\u00a0250\u00a0000\u00a0000\u00a0000",
        "&lt;b&gt;Dig&lt;/b&gt;&amp;&#x27;",
        "Gouvernement de la République",
    ],
)
def test_words_and_amounts_are_never_cut(text):
    page = f"<body><p>{text}</p>"
    assert mark_long_runs(page) == page


def test_what_is_no_text_on_a_page_stays():
    page = f'<head><title>{GERMAN}</title></head><body class="{GERMAN}"><svg><title>{ADDRESS}</title><path d="{HASH}"/>'
    page += f'</svg><a href="{ADDRESS}">{ADDRESS}</a>'
    assert mark_long_runs(page) == page


def test_run_behind_a_label_may_go_to_the_next_line():
    marked = mark_long_runs(f'<body><span class="fact-label">Unit:</span>&nbsp;<bdi>{ADDRESS}</bdi>&nbsp;<bdi>x</bdi>')
    assert f' <bdi><span class="long-run">{ADDRESS}</span></bdi>&nbsp;<bdi>x</bdi>' in marked


def test_row_of_hyphens_is_a_run_and_one_of_dots_is_helped_to_break():
    hyphens, dots = "-" * 20, "." * 40
    assert mark_long_runs(f"<body><p>a {hyphens}</p>") == f'<body><p>a <span class="long-run">{hyphens}</span></p>'
    assert mark_long_runs(f"<body><p>{dots * 2}</p>") == f'<body><p><span class="long-run">{dots * 2}</span></p>'
    helped = f"{dots}<wbr>{dots}<wbr>{dots}"
    assert mark_long_runs(f"<body><p>{dots * 3}</p>") == f'<body><p><span class="long-run">{helped}</span></p>'


@pytest.mark.parametrize("sign", list("._…-–ـ"))
def test_line_of_a_form_stays_on_the_page(sign):
    pdf = pages.render(saying(f"The Society of {sign * 150} and {sign * 500} acts."))
    assert max(word.right for paper in papers(pdf) for word in paper.words) <= RIGHT + TOLERANCE
    assert text_of(pdf).count(sign) >= 650
