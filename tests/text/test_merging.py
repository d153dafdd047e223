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
    ("保护移民", "全面保护移民", "保护所有移民", "全面保护所有移民"),
    ("我们承诺保护所有移民", "我们承诺保护并尊重所有移民", "我们承诺保护所有移民的权利",
     "我们承诺保护并尊重所有移民的权利"),
    ("เราจะปกป้องผู้ย้ายถิ่น", "เราทุกคนจะปกป้องผู้ย้ายถิ่น", "เราจะปกป้องผู้ย้ายถิ่นทุกคน", "เราทุกคนจะปกป้องผู้ย้ายถิ่นทุกคน"),
    ("نحن نتعهد بحماية المهاجرين", "نحن نتعهد بحماية جميع المهاجرين", "نحن في كينيا نتعهد بحماية المهاجرين",
     "نحن في كينيا نتعهد بحماية جميع المهاجرين"),
    ("हम प्रवासियों की रक्षा करेंगे", "हम सभी प्रवासियों की रक्षा करेंगे",
     "हम प्रवासियों की रक्षा सदा करेंगे", "हम सभी प्रवासियों की रक्षा सदा करेंगे"),
    ("ሰላም፡ለዓለም፡ሁሉ", "ሰላም፡ለዓለም፡አሁን", "ፍቅር፡ለዓለም፡ሁሉ", "ፍቅር፡ለዓለም፡አሁን"),
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
