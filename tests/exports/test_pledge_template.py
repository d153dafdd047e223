"""The one template of a pledge's body."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from django.template.loader import render_to_string

from commitments.document import printed
from tests.exports import samples
from tests.markup import squeezed


def body(document, **options):
    return squeezed(render_to_string("document/_pledge.html", printed.context(document, **options)))


def headings(html):
    return [
        (int(level), re.sub(r"<[^>]+>", "", text))
        for level, text in re.findall(r"<h(\d)[^>]*>(.*?)</h\1>", html, flags=re.DOTALL)
    ]


def test_body_has_the_four_boxes_in_order():
    assert [text for level, text in headings(body(samples.ENGLISH)) if level == 2] == [
        "A) Objectives of the pledge",
        "B) Action plan",
        "C) Indicators for measuring progress",
        "D) Resource implications",
        "Signatures",
    ]


@pytest.mark.parametrize(
    ("language", "boxes"),
    [
        ("fr", ["A) Objectifs de l'engagement", "B) Plan d'action"]),
        ("fr-CH", ["A) Objectifs de l'engagement", "B) Plan d'action"]),
        (
            "es",
            [
                "A) Objetivos de la promesa",
                "B) Plan de acción",
                "C) Indicadores para medir los avances",
                "D) Recursos requeridos",
            ],
        ),
        ("ar", ["أ) أهداف التعهد", "ب) خطة العمل"]),
    ],
)
def test_boxes_carry_the_official_headings_of_the_pledges_language(language, boxes):
    html = body(replace(samples.ENGLISH, language=language)).replace("&#x27;", "'")
    assert [text for level, text in headings(html) if level == 2][: len(boxes)] == boxes


@pytest.mark.parametrize("title_level", [1, 2])
def test_heading_levels_follow_the_title_without_a_gap(title_level):
    levels = [level for level, _ in headings(body(samples.ENGLISH, title_level=title_level))]
    assert levels[0] == title_level
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert max(levels) == title_level + 2


@pytest.mark.parametrize(
    ("status", "is_draft"),
    [("draft", True), ("in-circulation", True), ("agreed", False), ("submitted", False), ("withdrawn", True)],
)
def test_stamp_stands_until_the_pledge_is_agreed(status, is_draft):
    assert ("Draft, not yet agreed" in body(replace(samples.ENGLISH, status=status))) is is_draft


def test_empty_draft_shows_blanks_and_says_that_nothing_is_there():
    html = body(samples.EMPTY)
    assert (
        '<h1 class="pledge-title" data-js-shows="title"><mark class="open-blank">[Title of the pledge]</mark></h1>'
        in html
    )
    assert '<mark class="open-blank">[Parties]</mark>' in html
    assert html.count('class="todo"') == 4
    assert "Signatures" not in html


def test_empty_boxes_of_an_agreed_pledge_invent_nothing():
    assert "yet" not in body(replace(samples.EMPTY, status="agreed"))


def test_open_blanks_are_marked():
    assert 'responses in <mark class="open-blank">[COUNTRY/REGION]</mark>.' in body(samples.ENGLISH)


def test_additions_are_joined_to_one_sentence():
    assert (
        "on Refugees, including support for responsibility-sharing, including promoting resettlement; "
        "and support for locally led action." in body(samples.ENGLISH)
    )


def test_actions_say_who_when_and_what_for():
    html = re.sub(r"<[^>]+>", "", body(samples.ENGLISH)).replace("&nbsp;", " ").replace("\u00a0", " ")
    assert (
        "Lead: Government of Kenya, Kenya Red Cross Society · Unit: Department of Migration · "
        "Time frame: January 2020 – 2022 · Serves objectives 1 and 2" in html
    )


def test_resources_are_a_table_with_a_total_for_each_currency():
    html = body(samples.ENGLISH)
    assert html.count('<th scope="col"') == 4
    assert re.findall(r"Total</th><td[^>]*><bdi[^>]*>([^<]+)<", html) == [
        "CHF\u00a0124\u00a0500.50",
        "EUR\u00a030\u00a0000",
    ]


def test_each_party_has_a_signature_block_with_its_focal_point_where_given():
    blocks = body(samples.ENGLISH).split('<div class="signature">')[1:]
    assert [re.search("<bdi>([^<]+)</bdi>", block).group(1) for block in blocks] == [
        "Government of Kenya",
        "Kenya Red Cross Society",
    ]
    assert [block.count("signature-line") for block in blocks] == [4, 4]
    assert ["Focal point" in block for block in blocks] == [True, False]
    assert "<bdi>Amina Otieno</bdi>, <bdi>a@example.org</bdi>" in blocks[0]


def test_open_pledge_says_until_when_others_may_sign():
    assert "Open pledge: other parties may sign until 31 December 2021" in body(samples.ENGLISH)
    assert "Open pledge" not in body(replace(samples.ENGLISH, openness="specific"))


def test_right_to_left_pledge_has_its_direction():
    assert '<article class="pledge" lang="ar" dir="rtl">' in body(samples.ARABIC)


def test_official_clauses_in_another_language_say_so():
    html = body(
        replace(samples.ARABIC, clause_language="en", introduction_is_official=True, opening_is_generated=False)
    )
    assert '<p lang="en" dir="ltr">الهدف' in html
    assert '<p class="opening" data-js-shows="opening">نحن' in html


def test_frame_of_a_language_without_words_is_english_and_says_so():
    html = body(replace(samples.ENGLISH, language="sw"))
    assert '<h2 lang="en">B) Action plan</h2>' in html
    assert '<article class="pledge" lang="sw" dir="ltr">' in html


PAYLOAD = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ doc }}{% debug %}"


def hostile():
    """A pledge with a payload in every text that a person can type."""
    theme = samples.ENGLISH.themes[0]
    return replace(
        samples.ENGLISH,
        title=PAYLOAD,
        conference=PAYLOAD,
        reference=PAYLOAD,
        introduction=(PAYLOAD, f"[{PAYLOAD}]"),
        opening=PAYLOAD,
        parties=(replace(samples.KENYA, name=PAYLOAD, focal_name=PAYLOAD, focal_email=PAYLOAD), samples.SOCIETY),
        objectives=(samples.objective(1, PAYLOAD),),
        themes=(replace(theme, name=PAYLOAD, actions=(replace(samples.action("1.1", PAYLOAD), responsible=PAYLOAD),)),),
        indicators=(replace(samples.indicator(1, PAYLOAD), baseline=PAYLOAD, target=PAYLOAD, verification=PAYLOAD),),
        resources_text=PAYLOAD,
        resource_lines=(
            replace(samples.ENGLISH.resource_lines[0], description=PAYLOAD, provider=PAYLOAD, currency=PAYLOAD),
        ),
    )


@pytest.mark.parametrize("template", ["document/_pledge.html", "document/file.html", "document/pdf.html"])
def test_nothing_typed_becomes_markup(template):
    html = render_to_string(template, printed.context(hostile()))
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 18
    assert "<script" not in html
    assert "<img" not in html
    assert "\"'>" not in html
