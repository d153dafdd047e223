"""Which characters can be printed."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from commitments.exports.pdf import printable

WITHOUT_FURTHER_FONTS = "<dir>/usr/share/fonts/truetype/noto</dir>"


@pytest.mark.parametrize(
    "text",
    [
        "Plain text, “quotes” – dashes… 1 000 €\n\t",
        "Straße, Łódź, İstanbul, Việt Nam, Ελλάδα, Україна",
        "حماية المهاجرين، التعهد ۱۲۳ پیمان عہد",
        "ግዴታ հանձնառություն ვალდებულება प्रतिज्ञा প্রতিশ্রুতি התחייבות คำมั่น ការសន្យា ຄຳໝັ້ນ ကတိ பொறுப்பு පොරොන්දුව",
        "joined\u200dand\u200bparted\u00a0\ufeff\ufe0f\u2060",
        "≥ 50 % ≤ ≠ ± − × → ⇒ ↔ ☐ ☑ ☒ ① ⑳ ❶ ✓ ✔ ✗ • ◦ ▪ ► ➢ ❖ ★ ½ ⅔ ‰ ℃ № ™",
        "𝐀𝑏𝒞𝔇𝕰𝖥𝗚𝘏𝙄𝙹𝟘 ⒜ Ⓐ ⠓ ♫ 𝄞",
        "保护移民的“安全”、尊严… 移民を保護する「約束」 이주민을 보호 保護移民 ㄅㄆ",
        "𠮷野家 葛\U000e0100城 𪘀𫝀",
        "తెలుగు ಕನ್ನಡ മലയാളം ଓଡ଼ିଆ ગુજરાતી ਪੰਜਾਬੀ རྫོང་ཁ",
        "ᏣᎳᎩ ꮳꮃꭹ ߒߞߏ ⵜⴰⵎⴰⵣⵉⵖⵜ ᠮᠣᠩᠭᠣᠯ ᐃᓄᒃᑎᑐᑦ ܣܘܪܝܝܐ ދިވެހި ꕙꔤ 𞤀𞤣𞤤𞤢𞤥 ᱥᱟᱱᱛᱟᱲᱤ ꦗꦮ",
        "😀 🥲 👨\u200d👩\u200d👧 🇰🇪 👍🏽 ☎\ufe0f 1\ufe0f\u20e3",
        "ࢡ ࡰ ꟲ 𛀁 \u0601",
        "\U0001fae8 \U0001fa77 \U0001f6dc \U0001e4d0 \U00011f04",  # of Unicode 15, newer than Python 3.11
        "",
    ],
)
def test_what_some_font_has_can_be_printed(text):
    assert printable.missing(text) == []


def test_what_cannot_be_printed_is_returned_once_and_in_order():
    assert printable.missing("\U000f0000 and \ue000, \U000f0000 again") == ["\ue000", "\U000f0000"]


@pytest.mark.parametrize(
    "character",
    ["\ue000", "\uf0b7", "\U0010fffd", "\u0378", "\U000e0fff", "\ufdd0", "\uffff", "\ud800", "\x07", "\x85"],
)
def test_what_no_standard_gives_a_meaning_is_missing_whatever_a_font_draws(character):
    assert printable.missing(character) == [character]


@pytest.mark.parametrize("sign", ["\u20c1", "\u0558"])
def test_sign_that_is_newer_than_the_fonts_is_missing_though_one_draws_its_code(sign):
    with TTFont("/usr/share/fonts/opentype/unifont/unifont.otf", lazy=True) as font:
        assert ord(sign) in (font.getBestCmap() or ())
    assert printable.missing(sign) == [sign]


def test_private_use_character_is_missing_though_a_font_has_it():
    with TTFont("/usr/share/fonts/truetype/ancient-scripts/Symbola_hint.ttf", lazy=True) as font:
        private = [chr(code) for code in font.getBestCmap() if unicodedata.category(chr(code)) == "Co"]
    assert private
    assert printable.missing("".join(private)) == private


def test_without_further_fonts_what_they_have_is_missing(with_fonts_of):
    with_fonts_of(WITHOUT_FURTHER_FONTS)
    assert printable.missing("≥ → ① ✓ प्रतिज्ञा ᏣᎳᎩ 中 글 ࡰ 🥲") == ["ࡰ", "中", "글", "🥲"]


def test_fonts_that_come_later_are_seen(with_fonts_of, tmp_path):
    noto = Path("/usr/share/fonts/truetype/noto")
    with_fonts_of(f"<dir>{tmp_path}</dir>")
    (tmp_path / "NotoSerif-Regular.ttf").symlink_to(noto / "NotoSerif-Regular.ttf")
    assert printable.missing("Ꮳ") == ["Ꮳ"]
    (tmp_path / "NotoSansCherokee-Regular.ttf").symlink_to(noto / "NotoSansCherokee-Regular.ttf")
    assert printable.missing("Ꮳ") == []


def test_files_are_the_accepted_ones_only():
    names = [path.name for path in printable.files()]
    assert names[0] == "NotoSerif-Regular.ttf"
    assert "NotoKufiArabic-Regular.ttf" not in names
    assert len(names) == len(set(names))


def test_no_fonts_at_all_is_an_error(with_fonts_of, tmp_path):
    with_fonts_of(f"<dir>{tmp_path / 'nowhere'}</dir>")
    with pytest.raises(FileNotFoundError, match="fonts-noto-core"):
        printable.files()


@pytest.fixture
def with_fonts_of(monkeypatch, tmp_path_factory):
    """Let the fonts be looked for in other folders."""

    def look(folders: str) -> None:
        configuration = tmp_path_factory.mktemp("fonts") / "fonts.conf"
        text = printable.FONTS_CONF.read_text()
        configuration.write_text(f"<fontconfig>{folders}{text[text.index('<selectfont>') :]}")
        monkeypatch.setattr(printable, "FONTS_CONF", configuration)

    return look
