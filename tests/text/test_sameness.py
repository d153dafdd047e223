"""When two texts are the same, to the eye or in what they say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.text.sameness import looks_same, same_wording, seen

LOOK_SAME = [
    ("of all migrants", "of\u00a0all  \u202fmigrants"),
    ("in all action.", "in all action. \u2009"),
    ("self-determination", "self\u2011determination"),
    ("self-determination", "self\u2010determination"),
    ("cooperation", "co\u00adop\u200beration\ufeff\u2060"),
    ("r\u00e9fugi\u00e9s", "re\u0301fugie\u0301s"),
    ("the field office", "the \ufb01eld o\ufb03ce"),
    ("نتعهد بحماية", "نتعهد\u200f بحماية"),
    ("ពង្រឹងកិច្ច", "ពង្រឹង\u200bកិច្ច"),
]
SAME_WORDING = [
    *LOOK_SAME,
    ("the “most vulnerable” people’s", 'the "most vulnerable" people\'s'),
    ("les «\u00a0plus vulnérables\u00a0»\u00a0: tous", "les “plus vulnérables”: tous"),
    ("les plus vulnérables ; tous !", "les plus vulnérables; tous!"),
    ("„alle“ ‘each’", "»alle« ‚each‘"),
    ("rights – and dignity", "rights - and dignity"),
    ("rights — and dignity", "rights - and dignity"),
    ("assistance that they need in the country", "assistance that\nthey need in the\ncountry"),
    ("First.\n\nSecond.", "First.\n \n\nSecond."),
    ("50 % of them", "50% of them"),
    ("ዓለም አቀፍ", "ዓለም\u00a0አቀፍ"),
    ("права – всех", "права - всех"),
]
OTHER_WORDING = [
    ("of all migrants", "of all the migrants"),
    ("migrants", "mi grants"),
    ("2019–2023", "2019-2023"),
    ("5 - 3", "5 – 3"),
    ("Red Cross–Red Crescent", "Red Cross-Red Crescent"),
    ("All migrants", "all migrants"),
    ("One; two", "One;\ntwo"),
    ("First. Second.", "First.\n\nSecond."),
    ("Kenya. Uganda", "Kenya, Uganda"),
    ("he said 'no'", 'he said "no"'),
    ("می\u200cخواهیم", "میخواهیم"),
    ("10", "١٠"),
    ("", "x"),
]


@pytest.mark.parametrize(("one", "other"), LOOK_SAME)
def test_texts_look_the_same(one, other):
    assert looks_same(one, other)
    assert looks_same(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [*OTHER_WORDING, ("“all”", '"all"'), ("a b", "a\nb"), ("rights –", "rights -")]
)
def test_texts_do_not_look_the_same(one, other):
    assert not looks_same(one, other)


@pytest.mark.parametrize(("one", "other"), SAME_WORDING)
def test_texts_say_the_same(one, other):
    assert same_wording(one, other)
    assert same_wording(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER_WORDING)
def test_texts_do_not_say_the_same(one, other):
    assert not same_wording(one, other)


@given(st.text(max_size=40))
def test_what_looks_the_same_is_the_same_as_itself(text):
    assert looks_same(text, seen(text))
    assert seen(seen(text)) == seen(text)
    assert same_wording(text, f" {text}\n")
