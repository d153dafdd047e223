"""When two texts are the same, to the eye or in what they say."""

from __future__ import annotations

from textwrap import fill

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.models import menu
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
    ("rights – and", "rights − and"),
    ("rights – and", "rights ‒ and"),
    ("2019–2023", "2019‒2023"),
    ("rights — and", "rights ― and"),
    ("people’s", "peopleʼs"),
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
    ("the “most vulnerable”, they", "the ‘most vulnerable’, they"),
    ("he said 'no'", 'he said "no"'),
    ("“Use detention”", "″Use detention″"),
    ("“Use detention”", "''Use detention``"),
    ("the “Agenda 2030” of all", "the ′Agenda 2030′ of all"),
    ("les «\u00a0plus\u00a0»", "les << plus >>"),
    ("保护“移民”权利", "保护「移民」权利"),
    ("refugees’ rights", "refugees′ rights"),
    ("l’accès", "l' accès"),
    ("rights – and", "rights -- and"),
    ("rights – and", "rights － and"),
    ("rights – and", "rights—and"),
    ("life-threatening", "life–threatening"),
    ("life-threatening", "life－threatening"),
    ("life-threatening", "life- threatening"),
    ("COVID-19 wave", "COVID–19 wave"),
    ("Red Cross–Red Crescent", "Red Cross-Red Crescent"),
    ("Red Cross/Red Crescent", "Red Cross / Red Crescent"),
    ("all migrants, and", "all migrants , and"),
    ("عدد المهاجرين، والأسر", "عدد المهاجرين ،والأسر"),
    ("3 个项目", "3个项目"),
    ("Global Compact for Safe, Orderly", "Global Compact for\nSafe, Orderly"),
    ("Migration: “Use detention”", "Migration:\n“Use detention”"),
    ("Resolution 3 – Migration: Ensuring", "Resolution\n3 – Migration:\nEnsuring"),
    ("life-threatening events", "life-\nthreatening events"),
    ("2019-2023", "2019-\n2023"),
    ("rights – and dignity", "rights –\nand dignity"),
    ("life-threatening cooperation", "life-\nthreatening coop-\neration"),
    ("First one. Second and third.", "First one.\nSecond and\nthird."),
    ("保护所有移民的权利", "保护所有\n移民的权利"),
    ("Défendre les droits", "Défendre les\ndroits"),
]
OTHER_WORDING = [
    ("of all migrants", "of all the migrants"),
    ("migrants", "mi grants"),
    ("2019–2023", "2019-2023"),
    ("5 - 3", "5 – 3"),
    ("life-threatening", "life threatening"),
    ("re-sign", "resign"),
    ("re-sign", "re\nsign"),
    ("a rise of -5 %", "a rise of 5 %"),
    ("−5", "5"),
    ("1,5", "1, 5"),
    ("1,5", "1.5"),
    ("1 000", "1000"),
    ("5′", "5″"),
    ("all of the “poor”", "all of the poor"),
    ("all, and", "all and"),
    ("rights – and", "rights and"),
    ("Red Cross (National Societies)", "Red Cross National Societies"),
    ("it’s", "its"),
    ("की रक्षा", "कीरक्षा"),
    ("All migrants", "all migrants"),
    ("First. Second.", "First.\nSecond."),
    ("to: (a) health; (b) food", "to:\n(a) health;\n(b) food"),
    ("to: 1. health 2. food", "to:\n1. health\n2. food"),
    ("One; two", "One;\ntwo"),
    ("First. Second.", "First.\n\nSecond."),
    ("Kenya. Uganda", "Kenya, Uganda"),
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


@pytest.mark.parametrize("width", [12, 30, 40, 61, 77, 90])
@pytest.mark.django_db
def test_every_clause_of_the_library_is_official_however_its_lines_are_wrapped(model_text, width):
    texts = [clause.text for clause in menu(model_text).clauses.values()]
    assert [text for text in texts if not same_wording(text, fill(text, width, break_long_words=False))] == []


@given(st.text(max_size=40))
def test_what_looks_the_same_is_the_same_as_itself(text):
    assert looks_same(text, seen(text))
    assert seen(seen(text)) == seen(text)
    assert same_wording(text, f" {text}\n")
