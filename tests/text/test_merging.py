"""Two people's versions of one text become one, or somebody is asked; no word of either is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.text.merging import Merged, merge

APART = [
    ("Keep volunteers safe in camps", "Keep all volunteers safe in camps", "Keep volunteers safe in camps and towns",
     "Keep all volunteers safe in camps and towns"),
    ("wells, pumps", "springs, pumps", "wells, taps", "springs, taps"),
    ("We dig wells.\nWe plant trees.", "We drill wells.\nWe plant trees.", "We dig wells.\nWe plant old trees.",
     "We drill wells.\nWe plant old trees."),
    ("One.\n\nTwo.\n\nThree.", "One and a half.\n\nTwo.\n\nThree.", "One.\n\nTwo.\n\nThree.\n\nFour.",
     "One and a half.\n\nTwo.\n\nThree.\n\nFour."),
    ("a\nb\nc", "b\nc", "a\nb\nd", "b\nd"),
    ("Two wells. Ten pumps.", "Two wells. Ten pumps. Mine.", "Two deep wells. Ten pumps.",
     "Two deep wells. Ten pumps. Mine."),
    # Figures and dates are one thing each; what stands beside them is another.
    ("10% of staff and 20% of women", "15% of staff and 20% of women", "10% of staff and 25% of women",
     "15% of staff and 25% of women"),
    ("CHF 10 000 by 12 March 2026", "CHF 20 000 by 12 March 2026", "CHF 10 000 by 15 March 2026",
     "CHF 20 000 by 15 March 2026"),
    ("30 camps in 2026", "40 camps in 2026", "30 camps in 2027", "40 camps in 2027"),
    ("从2025年3月开始，到2027年3月结束", "从2024年3月开始，到2027年3月结束", "从2025年3月开始，到2028年3月结束",
     "从2024年3月开始，到2028年3月结束"),
    ("in [number] camps by [year]", "in 5 camps by [year]", "in [number] camps by 2027", "in 5 camps by 2027"),
    ("[We dig wells.] We pay.", "[We dig two wells.] We pay.", "[We dig wells.] We pay all.",
     "[We dig two wells.] We pay all."),
    ("保护移民", "全面保护移民", "保护所有移民", "全面保护所有移民"),
    ("我们承诺保护所有移民", "我们承诺保护并尊重所有移民", "我们承诺保护所有移民的权利",
     "我们承诺保护并尊重所有移民的权利"),
    ("เราจะปกป้องผู้ย้ายถิ่น", "เราทุกคนจะปกป้องผู้ย้ายถิ่น", "เราจะปกป้องผู้ย้ายถิ่นทุกคน", "เราทุกคนจะปกป้องผู้ย้ายถิ่นทุกคน"),
    ("نحن نتعهد بحماية المهاجرين", "نحن نتعهد بحماية جميع المهاجرين", "نحن في كينيا نتعهد بحماية المهاجرين",
     "نحن في كينيا نتعهد بحماية جميع المهاجرين"),
    ("हम प्रवासियों की रक्षा करेंगे", "हम सभी प्रवासियों की रक्षा करेंगे",
     "हम प्रवासियों की रक्षा सदा करेंगे", "हम सभी प्रवासियों की रक्षा सदा करेंगे"),
    ("ሰላም፡ለዓለም፡ሁሉ", "ሰላም፡ለዓለም፡አሁን", "ፍቅር፡ለዓለም፡ሁሉ", "ፍቅር፡ለዓለም፡አሁን"),
    # Two lists count by themselves
    ("First:\n1. Wells.\nThen:\n1. Roads.", "First:\n1. Wells.\n2. Pumps.\nThen:\n1. Roads.",
     "First:\n1. Wells.\nThen:\n1. Roads.\n2. Schools.", "First:\n1. Wells.\n2. Pumps.\nThen:\n1. Roads.\n2. Schools."),
]  # fmt: skip
TOUCHING = [
    ("ten wells near us", "twelve wells near us", "eleven wells near us", "[eleven / twelve] wells near us"),
    ("Keep volunteers safe", "Keep all volunteers safe", "Keep young volunteers safe",
     "Keep young all volunteers safe"),
    ("Old.", "Old. Mine.", "Old. Theirs.", "Old. Theirs. Mine."),
    ("Old.", "Old.\nMine.", "Old.\nTheirs.", "Old.\nTheirs.\nMine."),
    ("Dig", "Dig deep", "Dig wells", "Dig wells deep"),
    ("We plan to dig wells", "We plan to drill wells", "We plan to dig pumps", "We plan to drill pumps"),
    ("one two three", "one three", "one 2 three", "one 2 three"),
    ("in [place] now", "in [the north] now", "in [the south] now", "in [the south / the north] now"),
    ("Dig wells here", "Dig in the\nnorth here", "Dig in the\nsouth here", "Dig in the\nsouth\nin the\nnorth here"),
    # No figure, date or address is put together of two halves
    ("1,200 wells", "2,200 wells", "1,500 wells", "[1,500 / 2,200] wells"),
    ("since 2021-03-01 here", "since 2022-03-01 here", "since 2021-03-05 here", "since [2021-03-05 / 2022-03-01] here"),
    ("write to amina@kenya.example", "write to sara@kenya.example", "write to amina@kenya.test",
     "write to [amina@kenya.test / sara@kenya.example]"),
    ("保护移民", "保卫移民", "保护难民", "保卫难民"),
    # Nor of one that is written with spaces
    ("CHF 1 200 000 each", "CHF 2 200 000 each", "CHF 1 200 500 each", "CHF [1 200 500 / 2 200 000] each"),
    ("CHF 1\u202f200\u202f000 each", "CHF 2\u202f200\u202f000 each", "CHF 1\u202f200\u202f500 each",
     "CHF [1\u202f200\u202f500 / 2\u202f200\u202f000] each"),
    ("Call +254 700 123 456 now", "Call +254 711 123 456 now", "Call +254 700 123 999 now",
     "Call +[254 700 123 999 / 254 711 123 456] now"),
    ("by 12 March 2026 at most", "by 15 March 2026 at most", "by 12 March 2027 at most",
     "by [12 March 2027 / 15 March 2026] at most"),
    ("by March 12, 2026 at most", "by March 15, 2026 at most", "by March 12, 2027 at most",
     "by [March 12, 2027 / March 15, 2026] at most"),
    ("le 1er mars 2026 au plus tard", "le 2 mars 2026 au plus tard", "le 1er mars 2027 au plus tard",
     "le [1er mars 2027 / 2 mars 2026] au plus tard"),
    ("el 12 de marzo de 2026 en Lima", "el 15 de marzo de 2026 en Lima", "el 12 de marzo de 2027 en Lima",
     "el [12 de marzo de 2027 / 15 de marzo de 2026] en Lima"),
    ("до 12 марта 2026 года", "до 15 марта 2026 года", "до 12 марта 2027 года",
     "до [12 марта 2027 / 15 марта 2026] года"),
    ("في ١٢ مارس ٢٠٢٦ في نيروبي", "في ١٥ مارس ٢٠٢٦ في نيروبي", "في ١٢ مارس ٢٠٢٧ في نيروبي",
     "في [١٢ مارس ٢٠٢٧ / ١٥ مارس ٢٠٢٦] في نيروبي"),
    ("我们将在2025年3月12日开始", "我们将在2026年3月12日开始", "我们将在2025年3月15日开始",
     "我们将在[2025年3月15日 / 2026年3月12日]开始"),
    ("keep vaccines at 10 °C in camps", "keep vaccines at 20 °C in camps", "keep vaccines at 10 °F in camps",
     "keep vaccines at 20 °F in camps"),
    # Nor is a blank that nobody wrote
    ("in [name of the place] now", "in [name of the camp] now", "in [full name of the place] now",
     "in [full name of the camp] now"),
    # Nor do two lines of one list have one number
    ("1. Wells.\n2. Pumps.\n3. Roads.", "1. Tanks.\n2. Wells.\n3. Pumps.\n4. Roads.",
     "1. Wells.\n2. Pumps.\n3. Roads.\n4. Schools.", "1. Tanks.\n2. Wells.\n3. Pumps.\n4. Roads.\n4. Schools."),
    ("a) Wells.\nb) Pumps.\nc) Roads.", "a) Tanks.\nb) Wells.\nc) Pumps.\nd) Roads.",
     "a) Wells.\nb) Pumps.\nc) Roads.\n\nd) Schools.", "a) Tanks.\nb) Wells.\nc) Pumps.\nd) Roads.\n\nd) Schools."),
    ("(1) ماء\n(2) طرق\n(3) مدارس", "(1) آبار\n(2) ماء\n(3) طرق\n(4) مدارس",
     "(1) ماء\n(2) طرق\n(3) مدارس\n(4) عيادات", "(1) آبار\n(2) ماء\n(3) طرق\n(4) مدارس\n(4) عيادات"),
]  # fmt: skip
NOTHING_IN_COMMON = [("", "Mine", "Theirs"), ("Old", "Mine", "Theirs"), ("Old", "", "Theirs"), ("移民", "水井", "住房")]


@pytest.mark.parametrize(("base", "mine", "theirs", "both"), APART)
def test_changes_at_different_places_stand_beside_one_another(base, mine, theirs, both):
    assert merge(base, mine=mine, theirs=theirs) == Merged(both, is_clear=True)
    assert merge(base, mine=theirs, theirs=mine) == Merged(both, is_clear=True)


@pytest.mark.parametrize(("base", "mine", "theirs", "proposal"), TOUCHING)
def test_changes_that_touch_are_proposed_together(base, mine, theirs, proposal):
    assert merge(base, mine=mine, theirs=theirs) == Merged(proposal, is_clear=False)


@pytest.mark.parametrize(("base", "mine", "theirs"), NOTHING_IN_COMMON)
def test_texts_with_nothing_in_common_are_not_put_together(base, mine, theirs):
    assert merge(base, mine=mine, theirs=theirs) is None


TEXTS = st.one_of(
    st.text(alphabet="ab \n.,", max_size=12),
    st.lists(st.sampled_from(["wells", "the", "保护移民", "ปกป้อง", "نحن", "12", ",", "\n", "(a)"]), max_size=8).map(
        " ".join
    ),
    st.text(max_size=10),
)


@given(base=TEXTS, other=TEXTS)
def test_text_that_one_alone_or_both_alike_changed_is_theirs(base, other):
    assert merge(base, mine=base, theirs=other) == Merged(other, is_clear=True)
    assert merge(base, mine=other, theirs=base) == Merged(other, is_clear=True)
    assert merge(base, mine=other, theirs=other) == Merged(other, is_clear=True)


@given(base=TEXTS, mine=TEXTS, theirs=TEXTS)
def test_what_is_clear_is_the_same_whoever_comes_first(base, mine, theirs):
    one, other = merge(base, mine=mine, theirs=theirs), merge(base, mine=theirs, theirs=mine)
    assert (one is None, one and one.is_clear) == (other is None, other and other.is_clear)
    if one and one.is_clear:
        assert one == other


WORDS = st.permutations(["wells", "camps", "the", "and", "12", "المهاجرين", "Вода"])


@given(words=WORDS, data=st.data())
def test_words_that_two_people_put_to_different_places_are_both_there(words, data):
    place = data.draw(st.integers(0, len(words) - 2), label="mine")
    after = data.draw(st.integers(place + 1, len(words)), label="theirs")
    mine, theirs = [*words[:place], "mine", *words[place:]], [*words[:after], "theirs", *words[after:]]
    merged = merge(" ".join(words), mine=" ".join(mine), theirs=" ".join(theirs))
    assert merged
    both = [*words[:place], "mine", *words[place:after], "theirs", *words[after:]]
    assert merged.text.split() == both
    assert merged.is_clear


@given(base=TEXTS, mine=TEXTS, theirs=TEXTS)
def test_no_word_that_anybody_came_with_is_lost(base, mine, theirs):
    merged = merge(base, mine=mine, theirs=theirs)
    if merged:
        came = {letter for text in (mine, theirs) for letter in text if letter not in base and not letter.isspace()}
        assert came <= set(merged.text)


LONG = [
    ("." * 8000, "x"),
    ("a " * 4000, "x"),
    ("a b " * 1000, "b a "),
    ("a.\n" * 2600, "x"),
    ("水" * 8000, "井"),
    ("水井" * 4000, "木"),
    ("1" * 8000, "2"),
    ("1 " * 4000, "2"),
    ("ʼ" * 8000, "a"),
    ("a-" * 4000, "b"),
]


@pytest.mark.parametrize(("base", "word"), LONG, ids=[base[:4] for base, _word in LONG])
def test_long_text_of_the_same_over_and_over_is_merged_or_asked_about_and_nobody_waits(base, word):
    half = len(base) // 2
    merged = merge(base, mine=f"{word} {base}", theirs=f"{base[:half]}{word * 3}{base[half:]}{word}")
    assert merged is None or word * 3 in merged.text
