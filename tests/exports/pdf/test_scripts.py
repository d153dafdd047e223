"""Texts in many scripts: every character has its glyph, from the font of its script and region."""

from __future__ import annotations

import io
import re

import page
import pikepdf
import pytest

from commitments.exports.pdf.renderer import RENDERER
from tests.exports.reading import poppler, text_of

SIGNS = "≥ 50 % ≤ ≠ → ⇒ ☑ ☐ ① ⑩ ❶ ✓ ✗ • ▪ ► ➢ ★ ½ ℃ − ± ×"
CASES = {
    "signs": ("en", SIGNS, ["Math", "Symbols", "Symbols2"]),
    "letters of mathematics": ("en", "𝐀𝑏𝒞𝔇𝕰𝖥𝗚𝘏𝙄𝙹𝟘", ["Math"]),
    "Chinese": ("zh", "保护移民：“安全”、尊严和权利…", ["CJK-SC"]),
    "Chinese of Singapore": ("zh-Hans-SG", "保护移民", ["CJK-SC"]),
    "Chinese of Taiwan": ("zh-TW", "保護移民", ["CJK-TC"]),
    "traditional Chinese": ("zh-Hant", "保護移民", ["CJK-TC"]),
    "Chinese of Hong Kong": ("zh-HK", "保護移民", ["CJK-HK"]),
    "Japanese": ("ja", "移民を保護する「約束」直す骨𠮷", ["CJK-JP"]),
    "Korean": ("ko-KR", "이주민을 보호하고", ["CJK-KR"]),
    "Chinese in an English text": ("en", "保护移民", ["CJK-SC"]),
    "Amharic": ("am", "ግዴታ ነው", ["Ethiopic"]),
    "Cherokee": ("chr", "ᏣᎳᎩ ꮳꮃꭹ", ["Cherokee"]),
    "N'Ko": ("nqo", "ߒߞߏ", ["NKo"]),
    "Tifinagh": ("zgh", "ⵜⴰⵎⴰⵣⵉⵖⵜ", ["Tifinagh"]),
    "Mongolian": ("mn", "ᠮᠣᠩᠭᠣᠯ", ["Mongolian"]),
    "Inuktitut": ("iu", "ᐃᓄᒃᑎᑐᑦ", ["Canadian-Aboriginal"]),
    "Dzongkha": ("dz", "རྫོང་ཁ", ["Tibetan"]),
    "Hindi": ("hi", "प्रतिज्ञा", ["Devanagari"]),
    "Gujarati": ("gu", "ગુજરાતી", ["Gujarati"]),
    "Punjabi": ("pa", "ਪੰਜਾਬੀ", ["Gurmukhi"]),
    "Telugu": ("te", "తెలుగు", ["Telugu"]),
    "Odia": ("or", "ଓଡ଼ିଆ", ["Oriya"]),
    "emoji": ("en", "😀 🥲 👍 ☎ 1\ufe0f\u20e3", ["Symbola", "Unifont-Upper"]),
    "rare letters": ("en", "ࡰ 𪘀𫝀", ["Unifont", "HanaMinA", "HanaMinB"]),
}
LEFT_TO_RIGHT = [name for name in CASES if name not in {"N'Ko", "rare letters"}]


@pytest.fixture(scope="module")
def pdfs():
    """Every text as a heading, a paragraph and a fact, in PDF/A-3a."""
    return {
        name: RENDERER.render(a_page(language, text), b"{}", for_archive=True)
        for name, (language, text, _) in CASES.items()
    }


def a_page(language, text):
    return (
        f'<!doctype html><html lang="{language}"><head><title>{text}</title></head><body data-reference="PB">'
        f'<h1>{text}</h1><p>{text}</p><p class="facts">{text}</p></body></html>'
    )


@pytest.mark.parametrize("name", CASES)
def test_every_character_has_a_glyph(pdfs, name):
    """WeasyPrint gives a font with a missing one an encoding of its own, which takes it to an empty box."""
    with pikepdf.open(io.BytesIO(pdfs[name])) as file:
        fonts = [
            each for each in file.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Subtype") == "/Type0"
        ]
        assert fonts
        assert {str(font.Encoding) for font in fonts} == {"/Identity-H"}


@pytest.mark.parametrize("name", CASES)
def test_fonts_are_those_of_the_script_and_the_region(pdfs, name):
    names = {line.split()[0] for line in poppler("pdffonts", pdfs[name]).splitlines()[2:]}
    families = {
        re.sub(r"^.*\+(Noto-)?((Serif|Sans)-)?|-(Bold|Semi-Condensed|Medium)(?=-|$)|-Bold$", "", each) for each in names
    }
    assert set(CASES[name][2]) <= families
    assert not [family for family in families if family.startswith("CJK") and family not in CASES[name][2]]


@pytest.mark.parametrize("name", LEFT_TO_RIGHT)
def test_every_character_can_be_copied_out(pdfs, name):
    text = text_of(pdfs[name])
    assert sorted(set(CASES[name][1]) - set(text) - {" ", "\ufe0f"}) == []


@pytest.mark.parametrize("name", [name for name in CASES if name != "Hindi"])
def test_file_keeps_to_the_standards(pdfs, name):
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
        report = page.validate_pdf_bytes(pdfs[name], profile=profile)
        assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_latin_text_has_the_same_fonts_as_ever():
    pdf = RENDERER.render(a_page("fr", "« Protéger » les migrants – 50 %, l’œuvre"))
    names = {line.split()[0].partition("+")[2] for line in poppler("pdffonts", pdf).splitlines()[2:]}
    assert names == {"Noto-Serif-Bold", "Noto-Serif", "Noto-Sans"}


def test_texts_of_every_region_one_after_the_other_stay_within_the_memory():
    signs = "护護护 “…” 이주민 の 𪘀𫝀 😀🥲 ࡰ → ① ✓ 𝐀"
    for language in ("zh", "ja", "ko", "zh-TW", "zh-HK", "en"):
        assert RENDERER.render(a_page(language, signs)).startswith(b"%PDF-")
