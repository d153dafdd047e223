"""The same lines in every form: what was typed into a text reads alike in HTML, PDF, Word and plain text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from docx import Document
from docx.shared import Cm

from commitments.document import PledgeDocument, Theme
from commitments.exports import docx, html, text
from commitments.exports.pdf import pages
from tests.exports import samples
from tests.exports.reading import poppler
from tests.exports.samples import action, indicator, objective

MEASURES = (
    "Take these measures:\n•  a commission that will:\n o review the law;\n o propose more;\n• meet.\nAnd report."
)
AIMS = "1.  First aim.\n2. Second aim,\nwith care.\n3. Third aim."
LINES = "One line.\nAnother.\n\nA paragraph apart."
LETTERS = "a) dig;\nb) build:\n  (i) here;\n  (ii) there;\nc) report."
CYRILLIC = "Мы обязуемся:\nа) учить;\nб) строить."
ON_ONE_LINE = "We will: 1. Dig. 2. Build. 3. Report."
BY_WORD = "a. dig\n   i. here;\n   ii. there;\nb. report."
TEXTS = (
    ON_ONE_LINE,
    BY_WORD,
    MEASURES,
    AIMS,
    LINES,
    LETTERS,
    CYRILLIC,
    "Plain.",
    "5. Fifth aim.",
    "Fill in:\n– [COUNTRY];\n– all.",
)
PRINTED = {
    ON_ONE_LINE: ["We will:", "1. Dig.", "2. Build.", "3. Report."],
    BY_WORD: ["", "a. dig", "i. here;", "ii. there;", "b. report."],
    MEASURES: [
        "Take these measures:",
        "• a commission that will:",
        "o review the law;",
        "o propose more;",
        "• meet.",
        "And report.",
    ],
    AIMS: ["", "1. First aim.", "2. Second aim,", "with care.", "3. Third aim."],
    LINES: ["One line.", "Another.", "A paragraph apart."],
    LETTERS: ["", "a) dig;", "b) build:", "(i) here;", "(ii) there;", "c) report."],
    CYRILLIC: ["Мы обязуемся:", "а) учить;", "б) строить."],
    "Plain.": ["Plain."],
    "5. Fifth aim.": ["", "5. Fifth aim."],
    "Fill in:\n– [COUNTRY];\n– all.": ["Fill in:", "– [COUNTRY];", "– all."],
}
"""Each text as its lines: where it begins with a list, the number of its item stands alone on the first"""


def pledge(*texts: str) -> PledgeDocument:
    """A pledge that says the same texts as objectives, actions and indicators, and in its other texts."""
    actions = tuple(replace(action(f"1.{n}", each), serves=()) for n, each in enumerate(texts, start=1))
    plain = [replace(each, leads=(), responsible="", start="", end="") for each in actions]
    measures = [indicator(n, each) for n, each in enumerate(texts, start=1)]
    return replace(
        samples.EMPTY,
        conference="",
        introduction=(MEASURES, AIMS),
        opening=LINES,
        opening_is_generated=False,
        objectives=tuple(objective(n, each) for n, each in enumerate(texts, start=1)),
        themes=(Theme("", 1, "Ours", tuple(plain)),),
        indicators=tuple(replace(each, baseline="", target="", verification="", measures=()) for each in measures),
        resources_text=f"{LETTERS}\n\n{LINES}",
    )


def printed(*texts: str) -> list[str]:
    """The lines of that pledge's boxes."""

    def numbered(numbers: Iterable[str]) -> Iterable[str]:
        for number, each in zip(numbers, texts, strict=True):
            first, *more = PRINTED[each]
            yield f"{number} {first}".strip()
            yield from more

    places = range(1, len(texts) + 1)
    ordinals = [f"{n}." for n in places]
    return [
        "A) Objectives of the pledge",
        *(line for each in (MEASURES, AIMS, LINES) for line in PRINTED[each] if line),
        *numbered(ordinals),
        "B) Action plan",
        "1. Ours",
        *numbered(f"1.{n}" for n in places),
        "C) Indicators for measuring progress",
        *numbered(ordinals),
        "D) Resource implications",
        *(line for each in (LETTERS, LINES) for line in PRINTED[each] if line),
    ]


def boxes(lines: Iterable[str]) -> list[str]:
    """The lines from box A to the signatures, single spaces in them, without the feet of pages."""
    squeezed = [" ".join(line.split()) for line in lines]
    kept = [line for line in squeezed if line and not re.match("PB-|Reference|Pledge for|Draft,", line)]
    end = kept.index("Signatures") if "Signatures" in kept else len(kept)
    return kept[kept.index("A) Objectives of the pledge") : end]


class LineReader(HTMLParser):
    """The lines of a page, the numbers that a browser counts among them."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self.lists: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        name = dict(attrs).get("class") or ""
        if tag in ("p", "h1", "h2", "h3", "li", "br", "ol", "ul", "table", "td"):
            # A counted number stands beside the first line of its item, whatever element that is in.
            self.lines += [] if re.fullmatch(r"\d+\.", self.lines[-1]) and tag == "p" else [""]
        if tag in ("ol", "ul"):
            self.lists.append((name, 0))
        if tag == "li":
            kind, count = self.lists.pop()
            self.lists.append((kind, count + 1))
            if kind in ("printed-items", "printed-items printed-indicators"):
                self.lines[-1] = f"{count + 1}."

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "h2", "h3", "li", "ol", "ul"):
            self.lines.append("")
        if tag in ("ol", "ul"):
            self.lists.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.lines[-1] += f" {data}" if re.fullmatch(r"\d+\.", self.lines[-1]) else data


def lines_of_html(made: bytes) -> list[str]:
    reader = LineReader()
    reader.feed(re.sub(r"(?s)<style>.*?</style>", "", made.decode()))
    return reader.lines


def lines_of_pdf(made: bytes) -> list[str]:
    return poppler("pdftotext", made, "-layout").splitlines()


def lines_of_word(made: bytes) -> list[str]:
    """The lines of its paragraphs, with the numbers that Word counts."""
    lines, counted = [], 0
    for paragraph in Document(io.BytesIO(made)).paragraphs:
        is_numbered = paragraph.style.name == "List Number"
        counted = counted + 1 if is_numbered else 0 if paragraph.style.name == "Heading 1" else counted
        lines += (f"{counted}. {paragraph.text}" if is_numbered else paragraph.text).split("\n")
    return lines


FORMS = {
    "text": (text.render, lambda made: made.decode().splitlines()),
    "html": (html.render, lines_of_html),
    "docx": (docx.render, lines_of_word),
    "pdf": (pages.render, lines_of_pdf),
}


@pytest.mark.parametrize("form", FORMS)
def test_lines_are_the_same_in_every_form(form):
    render, lines = FORMS[form]
    expected = printed(*TEXTS)
    found = boxes(lines(render(pledge(*TEXTS))))
    if form in ("html", "pdf"):  # there a theme's number has no full stop
        expected[expected.index("1. Ours")] = "1 Ours"
    assert found == expected


def test_text_sets_in_what_goes_on_under_a_number():
    written = text.render(pledge(MEASURES, AIMS, LINES)).decode()
    assert (
        "\n\n1. Take these measures:\n   • a commission that will:\n      o review the law;\n      o propose more;\n"
        "   • meet.\n   And report.\n\n2.\n   1. First aim.\n   2. Second aim,\n     with care.\n   3. Third aim.\n\n"
        "3. One line.\n   Another.\n\n   A paragraph apart.\n\nB)" in written
    )


def test_word_sets_the_entries_of_a_list_in_by_their_level():
    paragraphs = Document(io.BytesIO(docx.render(pledge(MEASURES)))).paragraphs
    start = next(place for place, each in enumerate(paragraphs) if each.text.startswith("1.1\tTake"))
    formats = [each.paragraph_format for each in paragraphs[start : start + 6]]
    assert [(round(each.left_indent / Cm(1), 2), round(each.first_line_indent / Cm(1), 2)) for each in formats[:5]] == [
        (1.0, -1.0),
        (1.65, -0.65),
        (2.3, -0.65),
        (2.3, -0.65),
        (1.65, -0.65),
    ]
    assert [each.text for each in paragraphs[start + 1 : start + 5]] == [
        "•\ta commission that will:",
        "o\treview the law;",
        "o\tpropose more;",
        "•\tmeet.",
    ]
    assert (round(formats[5].left_indent / Cm(1), 2), formats[5].first_line_indent) == (1.0, None)
    assert [each.keep_with_next for each in formats] == [True] * 5 + [False]


def test_lists_of_a_right_to_left_pledge_have_its_lines_too():
    typed = "نتعهد بما يلي:\n١. التدريب.\n٢. البناء:\n  أ) في العاصمة؛\n  ب) في الأقاليم."
    lines = ["نتعهد بما يلي:", "١. التدريب.", "٢. البناء:", "أ) في العاصمة؛", "ب) في الأقاليم."]
    made = replace(samples.ARABIC, objectives=(objective(1, typed),))
    word = lines_of_word(docx.render(made))
    place = word.index(f"1. {lines[0]}")
    assert [" ".join(line.split()) for line in word[place + 1 : place + 5]] == lines[1:]
    assert [line.strip() for line in text.render(made).decode().split("\n") if line.strip() in lines[1:]] == lines[1:]
    assert [line.strip() for line in lines_of_html(html.render(made)) if line.strip() in lines[1:]] == lines[1:]
