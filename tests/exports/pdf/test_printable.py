"""Which characters can be printed."""

from __future__ import annotations

import pytest

from commitments.exports.pdf import printable


@pytest.mark.parametrize(
    "text",
    [
        "Plain text, “quotes” – dashes… 1 000 €\n\t",
        "Straße, Łódź, İstanbul, Việt Nam, Ελλάδα, Україна",
        "حماية المهاجرين، التعهد ۱۲۳ پیمان عہد",
        "ግዴታ հանձնառություն ვალდებულება प्रतिज्ञा প্রতিশ্রুতি התחייבות คำมั่น ការសន្យា ຄຳໝັ້ນ ကတိ பொறுப்பு පොරොන්දුව",
        "joined\u200dand\u200bparted\u00a0\ufeff\ufe0f",
        "",
    ],
)
def test_texts_of_the_movements_languages_can_be_printed(text):
    assert printable.missing(text) == []


def test_what_cannot_be_printed_is_returned_once_and_in_order():
    assert printable.missing("中 and 😀, 中 again") == ["中", "😀"]


def test_files_are_the_accepted_ones_only():
    names = [path.name for path in printable.files()]
    assert names[0] == "NotoSerif-Regular.ttf"
    assert "NotoSansArabic-Regular.ttf" not in names
    assert len(names) == len(set(names))


def test_no_fonts_at_all_is_an_error(monkeypatch, tmp_path):
    configuration = tmp_path / "fonts.conf"
    configuration.write_text(f"<fontconfig><dir>{tmp_path}</dir></fontconfig>")
    monkeypatch.setattr(printable, "FONTS_CONF", configuration)
    with pytest.raises(FileNotFoundError, match="fonts-noto-core"):
        printable.files.__wrapped__()
