"""Blanks: found, filled, and shown as long as they are open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.text import blanks

TEXTS = st.text(alphabet="ab []\n", max_size=40)
SOCIETY = {"[National Society]": "the Kenya Red Cross Society"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("no blank", []),
        ("Draw on [National Society] in [COUNTRY/REGION].", ["[National Society]", "[COUNTRY/REGION]"]),
        ("[a] and [a]", ["[a]", "[a]"]),
        ("an unclosed [bracket", []),
        ("a closed] bracket", []),
        ("[] is no blank", []),
        ("[outer [inner] bracket]", ["[inner]"]),
        ("[over\ntwo lines]", []),
        # What an editor put into a quotation
        ("« encourage les Sociétés nationales […] à agir »", []),
        ("“States must act. […] They shall help. [...] And rest. [. .]”", []),
        ("“States must act” […], and so on. They said […] «yes»", []),
        ("„Die Staaten […] handeln“, »sie […] helfen«, ‚es […] gilt‘, ›so […] auch‹", []),
        ("قال «تعمل […] الدول» و”تساعد […] الجمعيات“", []),
        ("各国「应 […] 行动」『并 […] 合作』《公约 […] 》", []),
        ("\"Act […] now.\" and 'the State’s […] duty' and ‘States’ duty […] is’", []),
        ("“A first paragraph […]\nand a second […], whose end is elsewhere", []),
        ("which began […] elsewhere.” It ends.", []),
        ("„Stater […]”, ”stater […] ska” och »valtiot […] toimivat»", []),
        ("The states [sic] agree [SIC], and so on [sic!]. قال [كذا]", []),
        ("“[e]ncourages States” and « [L]’État » and “[T]he Movement”", []),
        ("“encourage[s] the Government[s]” to help", []),
        ("“States must act [emphasis added]” [our emphasis] [footnotes omitted]", []),
        ("« doit agir » [c’est nous qui soulignons] [souligné par nous] [traduction non officielle]", []),
        ("“debe actuar” [énfasis añadido] [el subrayado es nuestro] [traducción no oficial]", []),
        ("«يجب» [التوكيد مضاف]", []),
        # Marks of footnotes
        ("the regional study.[1] Then[12] more,[3][4] and »[5]", []),
        ("the study [1]. More [2]", []),
        ("It says so. [1]\nNext.", []),
        ("ودراسة[١].", []),
        ("See the studies [12].", []),
        ("studies [1, 2] of the region, the surveys [1–3], surveys [4–6] of it; more [2,3].", []),
        ("a study.[a] Another,[i] a third.[iv] A fourth[*] and a fifth.[†]", []),
        ("as said [note 3] and [ref. 12]", []),
        # What is none of these
        ("The […] Red Cross will train [...] volunteers by [..].", ["[…]", "[...]", "[..]"]),
        ("Follow the plan [. . .], then “act”, then [ … ].", ["[. . .]", "[ … ]"]),
        ('La Croix-Rouge […] formera l’équipe d’[…] avec 5" de pluie', ["[…]", "[…]"]),
        ("The […] programme “Hope” helps […] families.", ["[…]", "[…]"]),
        ("Hold [2–3] meetings with a total of [12], and [1,000] people by [10].", ["[2–3]", "[12]", "[1,000]", "[10]"]),
        ("Choose option [a] or [b].", ["[a]", "[b]"]),
        ("Help the Government[s] and the migrant[s].", ["[s]", "[s]"]),
        ("[12] by 2023, then Train [10] volunteers: [400].", ["[12]", "[10]", "[400]"]),
        ("adopted [in Geneva] for [x]", ["[in Geneva]", "[x]"]),
        ("Reach [……………] people [emphasis]", ["[……………]", "[emphasis]"]),
    ],
)
def test_find_in_reading_order(text, found):
    assert blanks.find(text) == found


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Draw on [National Society].", "Draw on the Kenya Red Cross Society."),
        ("[National Society] helps.", "The Kenya Red Cross Society helps."),
        ("“[National Society]” helps.", "“the Kenya Red Cross Society” helps."),
        (
            "[National Society] and [National Society]",
            "The Kenya Red Cross Society and the Kenya Red Cross Society",
        ),
        ("[review/assess] the law", "[review/assess] the law"),
        ("[national society]", "[national society]"),
        ("", ""),
    ],
)
def test_fill_knows_or_leaves_open(text, filled):
    assert blanks.fill(text, SOCIETY) == filled


def test_fill_takes_a_filling_as_it_is():
    assert blanks.fill("x [a] y", {"[a]": r"\1 [b]", "[b]": "never"}) == r"x \1 [b] y"


@given(TEXTS)
def test_fill_without_fillings_changes_nothing(text):
    assert blanks.fill(text, {}) == text


@given(st.lists(st.sampled_from(["[known]", "[other]", " words ", "[KNOWN]", "."]), max_size=8).map("".join))
def test_fill_leaves_unknown_blanks(text):
    filled = blanks.fill(f"x{text}", {"[known]": "thing"})
    assert [blank for blank in blanks.find(f"x{text}") if blank != "[known]"] == blanks.find(filled)
    assert "[known]" not in filled


@given(TEXTS)
def test_segments_joined_give_the_text(text):
    pieces = blanks.segments(text)
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, is_blank in pieces if is_blank] == blanks.find(text)
    assert all(piece for piece, _ in pieces)


def test_segments_mark_the_blanks():
    assert blanks.segments("[a] or b") == [("[a]", True), (" or b", False)]
    assert blanks.segments("x [a][b]") == [("x ", False), ("[a]", True), ("[b]", True)]


@pytest.mark.parametrize(
    ("text", "capital"),
    [("", ""), ("the Sahel", "The Sahel"), ("élan", "Élan"), ("Kenya", "Kenya"), ("ifrc GO", "Ifrc GO")],
)
def test_capitalised_touches_the_first_letter_only(text, capital):
    assert blanks.capitalised(text) == capital


def test_what_stays_is_shown_as_no_blank():
    text = "Meet [in Geneva] for [x] “[…]”."
    assert blanks.segments(text, ("[in Geneva]",)) == [
        ("Meet [in Geneva] for ", False),
        ("[x]", True),
        (" “[…]”.", False),
    ]
