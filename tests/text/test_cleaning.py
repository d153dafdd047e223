"""What pasting brings along: what goes, what becomes something else, and what a script or a language needs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.text.cleaning import cleaned
from commitments.text.limits import TextRefusedError, clean_text

NBSP, NARROW, THIN, FIGURE = "\u00a0", "\u202f", "\u2009", "\u2007"
ZWSP, ZWNJ, ZWJ, LRM, RLM, ALM = "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u061c"

DEBRIS = [
    *("\u00ad", "\ufeff", "\u2060", "\u2061", "\u2064", "\u206a", "\u206f", "\ufffc", "\u3164", "\u17b4", "\x1f"),
    *("\u034f", "\u115f", "\u1160", "\u115f\u1160", "\u1160\u1160"),
    *("\u2066", "\u2067", "\u2068", "\u2069", "\U000e0041", "\U000e0001", ZWSP, ZWNJ, ZWJ, LRM, RLM, ALM, "\u180e"),
]


@pytest.mark.parametrize("debris", DEBRIS, ids=lambda debris: "-".join(f"{ord(sign):04X}" for sign in debris))
def test_invisible_debris_goes(debris):
    assert cleaned(f"{debris}Protect{debris} all mi{debris}{debris}grants.{debris}") == "Protect all migrants."


@pytest.mark.parametrize("line_break", ["\v", "\f", "\x85", "\u2028", "\u2029", "\r\n", "\r", "\n"])
def test_every_break_of_a_line_is_one(line_break):
    assert cleaned(f"One;{line_break}two.") == "One;\ntwo."


@pytest.mark.parametrize("soft_break", ["\v", "\f", "\x85", "\u2028"])
def test_soft_break_in_one_line_is_a_space(soft_break):
    assert clean_text(f"Safe access{soft_break}for migrants", one_line=True) == "Safe access for migrants"


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\u2029"])
def test_two_paragraphs_are_not_one_line(line_break):
    with pytest.raises(TextRefusedError, match="line break"):
        clean_text(f"One{line_break}two", one_line=True)


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\v"])
def test_word_that_a_soft_hyphen_divides_at_a_lines_end_is_joined(line_break):
    assert cleaned(f"the coop\u00ad{line_break}eration of авто\u00ad{line_break}ров") == "the cooperation of авторов"


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("\uf0b7\tstaff;\n\uf0b7\tvehicles.", "• staff;\n• vehicles."),
        ("\uf0a7 staff\n  \uf0d8\u00a0vans", "▪ staff\n  ➢ vans"),
        ("\uf0fcdone", "✓ done"),
        ("\uf02d\tone\n\uf076\ttwo\n\uf06f\tthree", "– one\n❖ two\n□ three"),
        ("from A \uf0e0 B", "from A → B"),
        ("\uf0b7 متطوعون", "• متطوعون"),
        ("\uf046\tfirst\n\uf046\tsecond", "• first\n• second"),
        ("We:\r\n \uf0ab   first\r\n \uf0d2\u00a0second", "We:\n • first\n • second"),
        ("\ue00c first\v\uf034\tsecond", "• first\n• second"),
        ("\U00100042 متطوعون\r\uf051\tمركبات", "• متطوعون\n• مركبات"),
    ],
)
def test_symbols_of_words_fonts_are_real_ones(pasted, kept):
    assert cleaned(pasted) == clean_text(pasted) == kept


@pytest.mark.parametrize("text", ["from A \uf0ab B", "\uf046first", "first \uf046\tsecond", "\uf046\t", "\uf046"])
def test_unknown_symbol_that_may_be_no_bullet_is_refused(text):
    with pytest.raises(TextRefusedError, match="symbol font"):
        clean_text(text)


def test_symbol_behind_a_bullet_is_refused_at_its_place():
    with pytest.raises(TextRefusedError, match=r"U\+F0AB.* at position 7"):
        clean_text("\uf046   A \uf0ab B")


def test_bullet_of_an_unknown_font_is_one_in_a_title_of_two_lines():
    assert clean_text("\uf046\tSafe access\v\uf046\tfor all", one_line=True) == "• Safe access • for all"


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("\x93the people\x94 \x96 it\x92s", "“the people” – it’s"),
        ("non\x1ebreaking", "non\u2011breaking"),
        ("o\ufb03ce, \ufb01eld, \ufb05", "office, field, st"),
        ("\ufb14", "\u0574\u0565"),
        ("\ufed3\ufef2 \ufefb", "في لا"),
        ("a\u2800b", "a b"),
    ],
)
def test_what_stands_for_letters_becomes_those(pasted, kept):
    assert cleaned(pasted) == kept


def test_ligature_that_is_a_word_of_its_own_stays():
    assert cleaned("ﷺ ﷲ") == "ﷺ ﷲ"


@pytest.mark.parametrize(
    "text",
    [
        f"می{ZWNJ}خواهیم به پناهنده{ZWNJ}ها",  # Persian
        f"GPS{ZWNJ}ها",
        f"ه{ZWJ}.ش",
        f"क्{ZWNJ}ष क्{ZWJ}ष",  # Hindi
        f"র{ZWJ}্যাব",  # Bengali
        f"ක්{ZWJ}ෂ ශ්{ZWJ}රී",  # Sinhala
        f"അവന്{ZWJ} വന്നു",  # Malayalam as older keyboards write it
        f"ពង្រឹង{ZWSP}កិច្ច{ZWSP}សហប្រតិបត្តិការ",  # Khmer
        f"ភាសា{ZWSP}2024",
        f"สภา{ZWSP}กาชาด",  # Thai
        f"ສິດ{ZWSP}ທິ",  # Lao
        f"ရွှေ့{ZWSP}ပြောင်း",  # Burmese
        "\u182a\u1822\u180e\u1820",  # Mongolian
        f"\N{WOMAN}{ZWJ}\N{FIRE ENGINE} \N{WOMAN}\U0001f3fe{ZWJ}\u2695\ufe0f \N{RAINBOW}",
        "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",  # the flag of Scotland
        f"نتعهد باحترام الحقوق (IFRC){RLM}.",
        f"הצלב האדום C++{LRM}, 2024",
        f"نص {ALM}12/5",
        "\u1100\u1160 \u115f\u1161 \u115f\u1160\u11a8 한국",  # single letters of Hangul
        "\u05d9\u05b0\u034f\u05bc",  # two points of a Hebrew letter, in this order
    ],
)
def test_what_a_script_needs_stays(text):
    assert cleaned(text) == text


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        (f"می{ZWNJ}{ZWNJ}خواهیم", f"می{ZWNJ}خواهیم"),
        (f"سلام{ZWNJ} دنیا{ZWNJ}", "سلام دنیا"),
        (f"ភាសា{ZWSP} {ZWSP}ខ្មែរ{ZWSP}", "ភាសា ខ្មែរ"),
        (f"Kenya{RLM}\nكينيا{RLM}{RLM}.", f"Kenya\nكينيا{RLM}."),
        (f"維護{ZWSP}權利", "維護權利"),
        (f"\N{WOMAN}{ZWJ}abc", "\N{WOMAN}abc"),
        ("a \ufe0fb", "a b"),
        ("\U0001f3f4\U000e0068\U000e0069", "\U0001f3f4"),
    ],
)
def test_what_no_script_needs_goes(pasted, kept):
    assert cleaned(pasted) == kept


@pytest.mark.parametrize(
    "text",
    [
        f"Quels droits{NBSP}? Ceux-ci{NARROW}: «{NBSP}la vie{NBSP}»{NARROW}; tous{NARROW}!",
        f"50{NBSP}% de 1{NARROW}000{NARROW}000,50{NBSP}CHF",
        f"CHF{NBSP}1{FIGURE}000",
        f"10{NBSP}km le 3{NBSP}mai",
        f"M.{NBSP}Diallo, Mme{NBSP}Ndiaye, J.{NBSP}K.{NBSP}Wekesa, Dr{NBSP}Mensah, S.E.{NBSP}M.{NBSP}Sow",
        f"art.{NBSP}3, No.{NBSP}5, n°{NBSP}7, Resolution{NBSP}3, §{NBSP}4",
        f"wejście w{NBSP}życie, в{NBSP}мире",
        f"٥٠٠{NBSP}دولار",
        f"vivre{NBSP}– mieux –{NBSP}ici",
    ],
)
def test_no_break_space_stays_where_it_belongs(text):
    assert cleaned(text) == text


@pytest.mark.parametrize("space", [NBSP, NARROW, THIN, FIGURE, "\u2002", "\u2003", "\u200a", "\u205f"])
def test_other_spaces_are_plain_ones(space):
    assert cleaned(f"{space}the rights of{space}all{space} migrants.{space}\n{space}") == "the rights of all  migrants."


def test_thin_space_that_belongs_does_not_break():
    assert cleaned(f"1{THIN}000{THIN}000 «{THIN}oui{THIN}»") == f"1{NARROW}000{NARROW}000 «{NARROW}oui{NARROW}»"


def test_clean_text_goes_through_the_cleaning():
    assert clean_text("Kenya\ufeff Red\u00a0Cross", one_line=True) == "Kenya Red Cross"


ALPHABET = (
    "aB3 é\n\t\r\v;«»%.-क्षمیกัมើ維\u0301\U0001f469\ufe0f\ufe0e\U0001f3f4"
    + "".join(DEBRIS)
    + "".join(
        [NBSP, NARROW, THIN, "\uf0b7", "\uf0e0", "\x93", "\x1e", "\ufb01", "\ufefb", "\u2028", "\U000e007f", "\u037e"]
    )
)


@pytest.mark.parametrize("debris", ["\u180e\ufe0f", f"{ZWNJ}\ufe0f", f"{LRM}\ufe0e", f"{RLM}\ufe0f{LRM}\ufe0f{ZWSP}"])
def test_debris_that_hides_other_debris_goes_with_it(debris):
    assert cleaned(debris) == ""
    assert cleaned(f"Protect {debris}migrants.") == "Protect migrants."


@given(st.text(ALPHABET, max_size=30) | st.text(max_size=30))
def test_cleaning_a_clean_text_changes_nothing(text):
    once = cleaned(text)
    assert cleaned(once) == once
    in_one_line = cleaned(text, one_line=True)
    assert cleaned(in_one_line, one_line=True) == in_one_line
