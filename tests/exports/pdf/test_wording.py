"""What small pages say to readers and in the tags."""

from __future__ import annotations

import io

import pikepdf
import pymupdf
import pytest

from commitments.exports.pdf import engine, letters, wording
from tests.matrix import readers


@pytest.fixture(scope="module")
def typesetter():
    return engine.Engine()


@pytest.fixture
def made(typesetter):
    def make(body, lang="en", direction="ltr"):
        page = f"<!doctype html><html lang={lang} dir={direction}><title>Test</title><body>{body}"
        return typesetter.render(page, b"")

    return make


def tagged(pdf):
    """Every element of the tags with a key of what is asked: its text by that key."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        elements = [each for each in file.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each]
        return {key: [str(each[key]) for each in elements if key in each] for key in ("/Lang", "/ActualText")}


def test_part_in_another_language_says_so(made):
    pdf = made("<p>We pledge: <span lang=fr>nous nous engageons</span> and <bdi lang=en>so</bdi> on.</p>")
    assert tagged(pdf) == {"/Lang": ["fr"], "/ActualText": []}


def test_tags_say_a_turned_line_in_the_order_of_reading(made):
    pdf = made("<p>שנת 2023, 12% (ICRC).", lang="he", direction="rtl")
    assert tagged(pdf)["/ActualText"] == ["שנת 2023, 12% (ICRC)."]
    for read in readers.IN_ORDER.values():
        assert readers.seen("שנת 2023, 12% (ICRC).") in readers.seen(read(pdf))


FROM_RIGHT = {
    "ar": [
        "تدريب ١٢٠٠ متطوع بحلول ٣١ ديسمبر ٢٠٢٧",
        "يعمل متطوع بنسبة ٣٫٥٪ (المادة ٤٩)",
        "الجهة المقدِّمة، وُقِّع، محمّد، إلكترونيًا، قدرةً",
        "خطة COVID-19 الوطنية مع IFRC/ICRC",
        "عبر البريد a.b@example.org أو www.example.org",
        "انظر القرار 33IC/19/R3 ومبلغ CHF 1'000'000 سنويا",
        "-5 درجات، +50% و2.0 (beta)",
    ],
    "he": [
        "שָׁלוֹם עֲלֵיכֶם, מִבְצָע",
        "מד\"א: 50%–60% ו-ICRC (ב') ₪ 500",
        "https://example.org/he ותוכנית COVID-19 (2020-2022) הלאומית",
    ],
    "fa": ["خانه‌ای نیم‌فاصله «نقل قول» (۳) و ۱۲٫۵٪"],
}
FROM_LEFT = [
    "Support the الهلال الأحمر (٢٠٢٧) fully.",
    "Known as جمعية الهلال الأحمر، the Society",
    'The מד"א (MDA) teams',
    "Name: محمد بن سلمان 1985 (Riyadh)",
    "The term مُقدِّم means provider.",
]


def assert_read(pdf, texts):
    for reader, read in {**readers.IN_ORDER, "tags": readers.by_tags}.items():
        said = readers.seen(read(pdf))
        assert [(reader, text) for text in texts if readers.seen(text) not in said] == []


@pytest.mark.parametrize("lang", FROM_RIGHT)
def test_numbers_words_and_vowel_signs_in_lines_from_the_right_are_read_in_order(made, lang):
    plain = {"ar": "حماية المهاجرين", "he": "הגנה על מהגרים", "fa": "حفاظت از مهاجران"}[lang]
    body = "".join(f"<p>{plain}<p>{text}" for text in FROM_RIGHT[lang])
    assert_read(made(body, lang=lang, direction="rtl"), FROM_RIGHT[lang])


def test_phrases_from_the_right_in_lines_from_the_left_are_read_in_order(made):
    assert_read(made("".join(f"<p>Protect migrants.<p>{text}" for text in FROM_LEFT)), FROM_LEFT)


@pytest.mark.parametrize("lang", FROM_RIGHT)
def test_page_looks_as_it_was_drawn_first(monkeypatch, made, lang):
    body = "".join(f"<p>{text}" for text in [*FROM_RIGHT[lang], *FROM_LEFT])
    after = made(body, lang=lang, direction="rtl")
    monkeypatch.setattr(wording.Wording, "say", lambda self, source: None)
    assert pixels(after) == pixels(made(body, lang=lang, direction="rtl"))


def pixels(pdf):
    """What a page looks like, in black and white."""
    with pymupdf.open(stream=pdf, filetype="pdf") as file:
        picture = file[0].get_pixmap(dpi=96, colorspace=pymupdf.csGRAY)
    return bytes(value // 128 for value in picture.samples)


@pytest.mark.parametrize("text", ["50% من النساء", "IFRC شريك", "-5 درجات", "₪ 500", "نساء 50%", "IFRC"])
def test_number_of_an_item_stands_before_it(made, text):
    pdf = made(f"<p>حماية المهاجرين وكرامتهم<ol><li>{text}<li>حماية</ol>", lang="ar", direction="rtl")
    assert "1." + readers.seen(text) + "2." in readers.seen(readers.by_poppler(pdf))
    assert tagged(pdf)["/ActualText"].count("1.") == 1


def test_boxes_side_by_side_are_read_each_by_itself(made):
    pdf = made(
        "<p>حماية المهاجرين وكرامتهم في كل مكان<p>عبر البريد <b>Red Cross Society</b> فقط مع <i>a.b@example.org</i>",
        lang="ar",
        direction="rtl",
    )
    assert_read(pdf, ["عبر البريد Red Cross Society فقط مع a.b@example.org"])


def test_letters_from_the_right_in_a_picture_of_what_is_written_stay_where_they_were(made):
    """Copied fonts are those of Chinese: they stand in a line from the right, too."""
    assert_read(made("<p>שנת 保护移民 (一⼀) טובה", lang="he", direction="rtl"), ["保护移民"])


@pytest.mark.parametrize("text", ["𠮷 ẹ́", "नमस्ते 👍", "Ọ̀yọ́ 😀", "𑄌𑄋𑄴𑄟𑄳𑄦"])
def test_letters_of_every_plane_are_read_beside_vowel_signs(made, text):
    assert_read(made(f"<p>{text}"), [text])


def test_head_of_a_table_is_told_on_its_next_page_too(made):
    rows = "".join(f"<tr><td>{number}<td>ערך {number}" for number in range(90))
    pdf = made(f"<table><thead><tr><th>מספר 1<th>שנה</thead>{rows}</table>", lang="he", direction="rtl")
    heads = [text for text in tagged(pdf)["/ActualText"] if text == "מספר 1"]
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert len(heads) == len(file.pages) > 1


def test_number_of_a_list_is_no_part_of_the_text(made):
    pdf = made("<ol><li lang=fr>1. Un<li>Two</ol>")
    assert readers.by_tags(pdf).split() == ["1.", "1.", "Un", "2.", "Two"]
    assert tagged(pdf)["/Lang"] == ["fr"]


@pytest.mark.parametrize("for_archive", [False, True])
@pytest.mark.parametrize(("text", "claims"), [("x", True), ("\0", False), ("", False), ("\ufeff", False)])
def test_file_whose_glyphs_have_no_text_claims_nothing(monkeypatch, typesetter, text, claims, for_archive):
    monkeypatch.setattr(letters, "shared_out", lambda shown: [(font, glyph, text) for font, glyph, _ in shown])
    pdf = typesetter.render("<!doctype html><html lang=en><title>Test</title><p>One", b"", for_archive=for_archive)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        metadata = file.open_metadata()
        assert ("{http://www.aiim.org/pdfua/ns/id/}part" in metadata) == claims
        assert metadata.pdfa_status == ({True: "3A", False: "3B"}[claims] if for_archive else "")


def test_plain_page_is_left_as_it_is(made):
    assert tagged(made("<p>Plain.")) == {"/Lang": [], "/ActualText": []}
