"""The limits of texts: what passes unchanged, what is tidied, what is refused and how it is said."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.text import limits
from commitments.text.limits import TextRefusedError, check_size, clean_text


def refusal(text: str, **options: object) -> str:
    with pytest.raises(TextRefusedError) as refused:
        clean_text(text, **options)  # type: ignore[arg-type]
    return str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "Promote access to essential services.",
        "می‌خواهیم به مهاجران کمک کنیم",  # Persian, with zero width non-joiners
        "نتعهد باحترام حقوق جميع المهاجرين\u200f.",
        "Família \N{WOMAN}\u200d\N{GIRL}",
        "\u0627\u064e\u0651\u0650",  # three marks on an Arabic letter
        "我们承诺在二〇二三年之前采取措施维护所有移民的权利" * 10,
        "x" * 100,
        "first\nsecond",
        "",
    ],
)
def test_clean_text_leaves_good_text_alone(text: str) -> None:
    assert clean_text(text) == unicodedata.normalize("NFC", text)


def test_clean_text_tidies_line_ends_tabs_and_white_space() -> None:
    assert clean_text(" a\r\nb\rc\u2028d\u2029e\tf \n") == "a\nb\nc\nd\ne f"


def test_clean_text_composes_letters() -> None:
    assert clean_text("e\u0301") == "\u00e9"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (0x202A, "LEFT-TO-RIGHT EMBEDDING"),
        (0x202B, "RIGHT-TO-LEFT EMBEDDING"),
        (0x202C, "POP DIRECTIONAL FORMATTING"),
        (0x202D, "LEFT-TO-RIGHT OVERRIDE"),
        (0x202E, "RIGHT-TO-LEFT OVERRIDE"),
    ],
)
def test_clean_text_refuses_reordering_characters(code: int, name: str) -> None:
    assert refusal(f"abc{chr(code)}d") == (
        f"The text holds an invisible character (U+{code:04X}) that can reorder words. "
        f"Delete it at position 4: “abc[{name}]d”."
    )


@pytest.mark.parametrize("code", [0, 7, 8, 0x1B, 0x7F, 0x81, 0xFFF9, 0x13430])
def test_clean_text_refuses_unseen_characters(code: int) -> None:
    message = f"The text holds an invisible or control character (U+{code:04X}). Delete it at position 1: “["
    assert refusal(f"{chr(code)}abc").startswith(message)


@pytest.mark.parametrize("code", [0xE000, 0xF0A3, 0xF8FF, 0xF0000])
def test_clean_text_refuses_what_only_one_font_can_show(code: int) -> None:
    assert refusal(f"is {chr(code)} 50") == (
        f"The text holds a character of a symbol font (U+{code:04X}), which no other font can show. "
        f"Type what it stands for at position 4: “is [U+{code:04X}] 50”."
    )


@pytest.mark.parametrize("code", [0xD800, 0xDFFF, 0xFFFE, 0xFFFF, 0xFDD0, 0x1FFFE, 0x10FFFF])
def test_clean_text_refuses_what_is_no_character(code: int) -> None:
    assert refusal(f"a{chr(code)}") == (
        f"The text holds half a character (U+{code:04X}). Type it again at position 2: “a[U+{code:04X}]”."
    )


def test_clean_text_names_the_first_of_several() -> None:
    assert "(U+202D)" in refusal("one\u202d two\x07 three\u202e")


def test_clean_text_position_counts_from_the_text_as_typed() -> None:
    assert refusal("a\r\nb\u202e").endswith("position 5: “a ⏎  ⏎ b[RIGHT-TO-LEFT OVERRIDE]”.")


def test_clean_text_refuses_more_than_the_limit() -> None:
    assert clean_text("a " * 1_999 + "ab") == "a " * 1_999 + "ab"
    assert refusal("ab " * 1_334) == "The text is 4,001 characters long. Shorten it to 4,000."
    assert refusal("a " * 50_000) == "The text is 100,000 characters long. Shorten it to 4,000."
    assert refusal("abcd", limit=3) == "The text is 4 characters long. Shorten it to 3."


def test_clean_text_counts_the_limit_after_tidying() -> None:
    assert clean_text("e\u0301" * 3 + "  ", limit=3) == "\u00e9" * 3


def test_clean_text_refuses_a_line_break_in_one_line() -> None:
    assert clean_text("one line\n", one_line=True) == "one line"
    assert refusal("two\r\nlines", one_line=True) == "The text has a line break. Write it on one line."


def test_clean_text_refuses_a_long_run() -> None:
    message = refusal("ok " + "abcdefghij" * 10 + "k")
    assert message == (
        "The text has 101 characters without a space: “abcdefghijabcdefghijabcdefghij…”. "
        "Put a space in after at most 100."
    )


@pytest.mark.parametrize("sign", list("._…-–—·=ـ"))
def test_clean_text_keeps_the_lines_of_a_form(sign: str) -> None:
    line = f"The Society of{sign * 101} and {sign * 450}."
    assert clean_text(line) == line
    assert "501 characters without a space" in refusal(f"The Society of {sign * 501} acts")


@pytest.mark.parametrize("run", ["_" * 50 + "x" * 101, "ab" * 51, ("_" * 9 + "x") * 11, "._" * 60, "!" * 101])
def test_clean_text_refuses_a_long_run_that_is_no_line(run: str) -> None:
    assert "characters without a space" in refusal(f"see {run}")


@pytest.mark.parametrize("start", ["https://", "http://", "www.", "HTTPS://"])
def test_clean_text_allows_longer_addresses(start: str) -> None:
    url = start + "a" * (200 - len(start))
    assert clean_text(f"See {url} for more") == f"See {url} for more"
    assert refusal(f"See {url}b").startswith("An address in the text is 201 characters long")


def test_clean_text_address_does_not_hide_a_run_before_it() -> None:
    assert "characters without a space" in refusal("a" * 101 + "https://example.org")


def test_clean_text_no_break_spaces_do_not_break_a_run() -> None:
    assert "characters without a space" in refusal("1\u00a0000\u202f000\u00a0" * 12)


@pytest.mark.parametrize(
    "word",
    [
        "เสริมสร้างความร่วมมือระหว่างรัฐบาลและสภากาชาดไทย",  # Thai
        "ປົກປ້ອງສິດທິຂອງຜູ້ອົບພະຍົບທຸກຄົນ",  # Lao
        "ពង្រឹងកិច្ចសហប្រតិបត្តិការរវាងរាជរដ្ឋាភិបាល",  # Khmer
        "ရွှေ့ပြောင်းသွားလာသူများအားလုံး၏",  # Burmese
        "གནས་སྤོ་བ་ཚུ་གི་ཐོབ་དབང་",  # Dzongkha
        "維護所有移民的權利",  # Chinese
        "すべての移民の権利を守る",  # Japanese
    ],
)
def test_clean_text_has_no_limit_of_a_run_in_scripts_without_spaces(word: str) -> None:
    assert clean_text(word * 12) == word * 12
    assert "characters without a space" in refusal(word + "x" * 101 + word)


@pytest.mark.parametrize("word", ["преследование", "προστασία", "상호협력", "መብቶች", "सहयोग", "حماية"])
def test_clean_text_refuses_a_long_run_in_scripts_with_spaces(word: str) -> None:
    assert clean_text(f"{word} " * 40) == (f"{word} " * 40).strip()
    assert "characters without a space" in refusal(word * 40)


def test_clean_text_ends_an_ethiopic_word_at_its_mark() -> None:
    assert clean_text("ሰብዓዊ፡" * 30) == "ሰብዓዊ፡" * 30


def test_clean_text_refuses_stacked_marks() -> None:
    assert clean_text("q" + "\u0323" * 4)
    marks = "\u0323" * 5
    assert refusal(f"ab q{marks}") == (
        f"More than 4 marks stand on one letter at position 9: “ab q{marks}”. Delete those too many."
    )


def test_clean_text_keeps_syllables_that_are_built_of_marks() -> None:
    assert clean_text("လျှို့ဝှက်") == "လျှို့ဝှက်"  # five marks on one letter
    assert "More than 8 marks" in refusal("\u101c" + "\u102d" * 9)


def test_check_size_counts_items() -> None:
    check_size([], items=150)
    with pytest.raises(TextRefusedError, match=r"^The pledge has 151 items\. Keep at most 150\.$"):
        check_size([], items=151)


def test_check_size_counts_bytes() -> None:
    check_size(["é" * 25_000, "é" * 25_000], items=2)
    with pytest.raises(TextRefusedError, match=r"^The pledge holds 100,001 bytes of text\. Shorten it to 100,000\.$"):
        check_size(["é" * 50_000, "a"], items=2)


@given(st.text(max_size=300))
def test_clean_text_is_stable_or_refuses(text: str) -> None:
    try:
        kept = clean_text(text, limit=300)
    except TextRefusedError:
        return
    assert clean_text(kept, limit=300) == kept
    assert len(kept) <= 300
    assert kept.encode().decode() == kept
    assert not limits.REORDERING & set(kept)


def test_run_glued_to_an_address_is_no_address():
    with pytest.raises(TextRefusedError, match="without a space"):
        clean_text("a" * 90 + "https://" + "b" * 90)
    for opening in ("", "See ", "(", "“", "<"):
        assert clean_text(opening + "https://" + "b" * 150)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("abcde", "abcde"),
        ("abcdef", "abcd…"),
        ("abc def", "abc…"),
        ("مرحبا بكم", "مرحب…"),
        ("保护所有移民", "保护所有…"),
    ],
)
def test_text_that_is_cut_says_so(text, shown):
    assert limits.shortened(text, 5) == shown
