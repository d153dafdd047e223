"""The lines of a text: paragraphs, and the entries of lists as people of many scripts type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.text.lines import as_printed, blocks_of, is_one_line, lines_of, on_one_line, parts_of
from commitments.text.symbol_fonts import REAL
from commitments.text.walk import Line


def set_in(text: str) -> list[str]:
    """The lines, each behind as many dots as its level, with a bar where it is an entry."""
    return ["." * line.level + (f"{line.marker}|" if line.marker else "") + line.text for line in lines_of(text)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("1. Dig.\n2. Build.", [".1. |Dig.", ".2. |Build."]),
        ("1) Dig.\n2) Build.", [".1) |Dig.", ".2) |Build."]),
        ("(1) Dig.\n(2) Build.", [".(1) |Dig.", ".(2) |Build."]),
        ("1.- Cavar.\n2.- Construir.", [".1.- |Cavar.", ".2.- |Construir."]),
        ("1º) Cavar.\n2º) Construir.", [".1º) |Cavar.", ".2º) |Construir."]),
        ("1° Creuser.\n2° Bâtir.", [".1° |Creuser.", ".2° |Bâtir."]),
        ("1 - Dig.\n2 - Build.", [".1 - |Dig.", ".2 - |Build."]),
        ("3. Dig.\n4. Build.", [".3. |Dig.", ".4. |Build."]),
        ("9. Dig.\n10. Build.", [".9. |Dig.", ".10. |Build."]),
        ("a) dig;\nb) build;\nc) report.", [".a) |dig;", ".b) |build;", ".c) |report."]),
        ("A. Dig\nB. Build", [".A. |Dig", ".B. |Build"]),
        ("(i) dig\n(ii) build\n(iii) report", [".(i) |dig", ".(ii) |build", ".(iii) |report"]),
        ("IV. Dig\nV. Build\nVI. Report", [".IV. |Dig", ".V. |Build", ".VI. |Report"]),
        ("h) dig\ni) build\nj) report", [".h) |dig", ".i) |build", ".j) |report"]),
        ("а) копать;\nб) строить;\nв) отчёт.", [".а) |копать;", ".б) |строить;", ".в) |отчёт."]),
        ("г) копати;\nґ) будувати.", [".г) |копати;", ".ґ) |будувати."]),
        ("α) σκάψε\nβ) χτίσε", [".α) |σκάψε", ".β) |χτίσε"]),
        ("١. التدريب.\n٢. البناء.", [".١. |التدريب.", ".٢. |البناء."]),
        ("۱- آموزش\n۲- ساخت", [".۱- |آموزش", ".۲- |ساخت"]),
        ("أ) التدريب\nب) البناء\nج) التقرير", [".أ) |التدريب", ".ب) |البناء", ".ج) |التقرير"]),
        ("د- التدريب\nهـ- البناء\nو- التقرير", [".د- |التدريب", ".هـ- |البناء", ".و- |التقرير"]),
        ("א. לחפור\nב. לבנות", [".א. |לחפור", ".ב. |לבנות"]),
        ("१. खोदें\n२. बनाएँ", [".१. |खोदें", ".२. |बनाएँ"]),
        ("क) खोदें\nख) बनाएँ", [".क) |खोदें", ".ख) |बनाएँ"]),
        ("၁။ တူး\n၂။ ဆောက်", [".၁။ |တူး", ".၂။ |ဆောက်"]),
        ("(က) တူး\n(ခ) ဆောက်", [".(က) |တူး", ".(ခ) |ဆောက်"]),
        ("১। খনন\n২। নির্মাণ", [".১। |খনন", ".২। |নির্মাণ"]),
        ("가. 파기\n나. 짓기\n다. 보고", [".가. |파기", ".나. |짓기", ".다. |보고"]),
        ("가) 파기\n나) 짓기", [".가) |파기", ".나) |짓기"]),
        ("ア 掘る\nイ 建てる", ["ア 掘る", "イ 建てる"]),
        ("ア．掘る\nイ．建てる", [".ア．|掘る", ".イ．|建てる"]),
        ("(अ) खोदें\n(ब) बनाएँ", [".(अ) |खोदें", ".(ब) |बनाएँ"]),
        ("፩. ቆፍር\n፪. ገንባ", [".፩. |ቆፍር", ".፪. |ገንባ"]),
        ("أولا: التدريب\nثانيا: البناء\nثالثا: التقرير", [".أولا: |التدريب", ".ثانيا: |البناء", ".ثالثا: |التقرير"]),
        ("أولاً، التدريب\nثانيًا، البناء", [".أولاً، |التدريب", ".ثانيًا، |البناء"]),
        ("1-التدريب\n2-البناء", [".1-|التدريب", ".2-|البناء"]),
        ("الف) آموزش\nب) ساخت", [".الف) |آموزش", ".ب) |ساخت"]),
        ("⑴ 挖井\n⑵ 建房", [".⑴ |挖井", ".⑵ |建房"]),
        ("❶ Dig\n❷ Build", [".❶ |Dig", ".❷ |Build"]),
        ("❿ Dig\n⓫ Build", [".❿ |Dig", ".⓫ |Build"]),
        ("⑳ Dig\n㉑ Build", [".⑳ |Dig", ".㉑ |Build"]),
        ("⒈ Dig\n⒉ Build", [".⒈ |Dig", ".⒉ |Build"]),
        ("㈠ 挖井\n㈡ 建房", [".㈠ |挖井", ".㈡ |建房"]),
        ("㉮ 파기\n㉯ 짓기", [".㉮ |파기", ".㉯ |짓기"]),
        ("Ⅰ. Dig\nⅡ. Build", [".Ⅰ. |Dig", ".Ⅱ. |Build"]),
        ("ⅰ) dig\nⅱ) build", [".ⅰ) |dig", ".ⅱ) |build"]),
        ("1️⃣ Dig\n2️⃣ Build", [".1️⃣ |Dig", ".2️⃣ |Build"]),
        ("1.Dig\n2.Build", [".1.|Dig", ".2.|Build"]),
        ("1)Dig\n2)Build", [".1)|Dig", ".2)|Build"]),
        ("a)dig\nb)build", [".a)|dig", ".b)|build"]),
        ("1. Dig\n2) Build\n3. Report", [".1. |Dig", ".2) |Build", ".3. |Report"]),
        ("✔️ dig\n✔️ build", [".✔️ |dig", ".✔️ |build"]),
        ("👉🏽 dig\n👉 build", [".👉🏽 |dig", ".👉 |build"]),
        ("一、挖井\n二、建房", [".一、|挖井", ".二、|建房"]),
        ("（一）挖井\n（二）建房", [".（一）|挖井", ".（二）|建房"]),
        ("１．井戸\n２．家", [".１．|井戸", ".２．|家"]),
        ("①掘る\n②建てる", [".①|掘る", ".②|建てる"]),
        *(
            (f"{mark} dig\n{mark} build", [f".{mark} |dig", f".{mark} |build"])
            for mark in "•-–—*‣◦▪●○■➢✓·o+>‐―☐☑☒❑❒⇨⮚🔹👉✅・"
        ),
        ("•dig\n•build", [".•|dig", ".•|build"]),
        ("•\u00a0dig\n•   build", [".• |dig", ".• |build"]),
    ],
)
def test_list_is_known_by_its_markers(text, lines):
    assert set_in(text) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "Measures:\n• a commission that will:\no review;\no propose;\n• meet;",
            ["Measures:", ".• |a commission that will:", "..o |review;", "..o |propose;", ".• |meet;"],
        ),
        ("1. A\n1.1 B\n1.2 C\n2. D\n2.1 E", [".1. |A", "..1.1 |B", "..1.2 |C", ".2. |D", "..2.1 |E"]),
        ("1.1 A\n1.2 B\n2.1 C", [".1.1 |A", ".1.2 |B", ".2.1 |C"]),
        ("a) A\n(i) B\n(ii) C\nb) D\n(i) E", [".a) |A", "..(i) |B", "..(ii) |C", ".b) |D", "..(i) |E"]),
        ("1. A\n  - B\n  - C\n2. D", [".1. |A", "..- |B", "..- |C", ".2. |D"]),
        ("- A\n  - B\n    - C\n- D", [".- |A", "..- |B", "...- |C", ".- |D"]),
        ("- A\n  - B\n  - C\nEnd.", [".- |A", ".- |B", ".- |C", "End."]),
        ("١. أ\n  أ) ب\n  ب) ج\n٢. د", [".١. |أ", "..أ) |ب", "..ب) |ج", ".٢. |د"]),
        ("a. A\n   i. B\n   ii. C\nb. D", [".a. |A", "..i. |B", "..ii. |C", ".b. |D"]),
        ("a. A\ni. B\nii. C\nb. D", [".a. |A", "..i. |B", "..ii. |C", ".b. |D"]),
        ("A. A\nI. B\nII. C\nB. D", [".A. |A", "..I. |B", "..II. |C", ".B. |D"]),
        ("c. A\ni. B\nii. C\nd. D", [".c. |A", "..i. |B", "..ii. |C", ".d. |D"]),
        ("a. A\ni. B\nb. C", [".a. |A", "..i. |B", ".b. |C"]),
        (
            "1. A\n   a. B\n      i. C\n      ii. D\n   b. E\n2. F",
            [".1. |A", "..a. |B", "...i. |C", "...ii. |D", "..b. |E", ".2. |F"],
        ),
        ("1. A\na. B\ni. C\nii. D\nb. E\n2. F", [".1. |A", "..a. |B", "...i. |C", "...ii. |D", "..b. |E", ".2. |F"]),
        ("h. A\n  i. B\n  ii. C\ni. D", [".h. |A", "..i. |B", "..ii. |C", ".i. |D"]),
        ("h. A\ni. B\nii. C\ni. D\nj. E", [".h. |A", "..i. |B", "..ii. |C", ".i. |D", ".j. |E"]),
        ("i. A\na. B\nb. C\nii. D", [".i. |A", "..a. |B", "..b. |C", ".ii. |D"]),
        ("1. A\n   a. B\n2. C", [".1. |A", "..a. |B", ".2. |C"]),
        ("1. A\n  1. B\n  2. C\n2. D", [".1. |A", "..1. |B", "..2. |C", ".2. |D"]),
        ("1. A\n1. B\n2. C\n2. D", [".1. |A", "..1. |B", "..2. |C", ".2. |D"]),
        ("1. A\n2. B\n  1. C\n  2. D\n3. E", [".1. |A", ".2. |B", "..1. |C", "..2. |D", ".3. |E"]),
        ("1. A\n• B\na) C\n– D\n* E\n2. F", [".1. |A", "..• |B", "...a) |C", "....– |D", "....* |E", ".2. |F"]),
    ],
)
def test_list_within_a_list_is_further_in(text, lines):
    assert set_in(text) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("1. An aim that is\nlong.\n2. Another.", [".1. |An aim that is", ".long.", ".2. |Another."]),
        ("• An aim that is\nlong.\n• Another.", [".• |An aim that is", ".long.", ".• |Another."]),
        ("1. An aim.\nThis is why.\n2. Another.", [".1. |An aim.", ".This is why.", ".2. |Another."]),
        ("1. An aim.\n\nThis is why.\n\n2. Another.", [".1. |An aim.", ".This is why.", ".2. |Another."]),
        ("- An aim.\n  This is why.\n- Another.", [".- |An aim.", ".This is why.", ".- |Another."]),
        ("1. A\n• B\nmore of B\nMore of A.\n2. C", [".1. |A", "..• |B", "..more of B", ".More of A.", ".2. |C"]),
        ("People:\n• three\nMoney:\n• none", ["People:", ".• |three", "Money:", ".• |none"]),
        ("State:\n1. A\n2. B\nSociety:\n3. C", ["State:", ".1. |A", ".2. |B", "Society:", ".3. |C"]),
        ("1. A\n2. B\n\nTogether.", [".1. |A", ".2. |B", "Together."]),
    ],
)
def test_line_without_a_marker_goes_on_or_ends_the_list(text, lines):
    assert set_in(text) == lines


@pytest.mark.parametrize(
    "text",
    [
        "Dig wells.",
        "2019. In that year\nwells were dug.",
        "1.5 million people\nare reached.",
        "A. Smith asked\nfor wells.",
        "C’est fait\npar tous.",
        "o poço\ne a casa",
        "We will dig 1. wells, 2. ponds.",
        "Until\n31. December",
        "-5 degrees\nand less",
        "(Kenya) wells\n(Uganda) wells",
        "i. e. wells\nand ponds",
        "1.5 m of rope\n2.5 m of wire",
        "> 50 % of women\n> 60 % of men",
        "a.m. and\np.m.",
        "1.May or\nlater",
        "أهداف: الماء\nوالغذاء",
        "№ 1. Wells\nand ponds",
        "- Dig wells.",
    ],
)
def test_what_only_looks_like_a_marker_makes_no_list(text):
    assert set_in(text) == text.split("\n")


def test_number_before_a_single_line_is_a_list_so_that_two_numbers_do_not_stand_in_one_line():
    assert set_in("1. First aim.") == [".1. |First aim."]
    assert set_in("5. Fifth aim.") == [".5. |Fifth aim."]
    assert not is_one_line("5. Fifth aim.")
    assert is_one_line("Fifth aim.")
    assert is_one_line("")
    assert not is_one_line("Two\nlines")


@pytest.mark.parametrize("text", ["1. a\n2. b\n1. c\n2. d", "a) a\nb) b\n\na) c\nb) d", "1. a\n2. b\n1. c\n2. d\n3. e"])
def test_second_list_stands_behind_the_first_and_not_in_its_last_entry(text):
    lines = lines_of(text)
    assert {line.level for line in lines} == {1}
    assert [line.begins_anew for line in lines][:4] == [False, False, True, False]
    assert [line.text for line in blocks_of(text)[0]] == ["a", "b"]
    assert len(blocks_of(text)) == 2
    assert parts_of(text)[:4] == ["a", "b", "c", "d"]


@pytest.mark.parametrize("sign", sorted(set(REAL.values()) - set(" ←⇦⇔☺😐☹")))
def test_bullet_of_word_s_is_a_bullet_once_it_is_a_real_character(sign):
    assert set_in(f"{sign} dig\n{sign} build") == [f".{sign} |dig", f".{sign} |build"]


def test_empty_lines_part_paragraphs():
    text = "One\nstill one\n\n\nTwo\n• a\n\n• b\nThree"
    assert blocks_of(text) == [
        (Line("One"), Line("still one")),
        (Line("Two", is_apart=True),),
        (Line("a", "• ", 1), Line("b", "• ", 1, is_apart=True)),
        (Line("Three"),),
    ]
    assert blocks_of("") == []
    assert as_printed(text) == "One\nstill one\n\nTwo\n• a\n\n• b\nThree"
    assert as_printed("•\u00a0 a\n    •  b") == "• a\n• b"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1. Dig.\n2. Build.\n3. Report.", ["Dig.", "Build.", "Report."]),
        ("Measures:\n• dig;\n• build.", ["Measures:", "dig;", "build."]),
        ("• dig\no here\no there\n• build", ["dig\no here\no there", "build"]),
        ("1. Dig\nwells.\n\nThis is why.\n\n2. Build.", ["Dig\nwells.\n\nThis is why.", "Build."]),
        ("١. التدريب\n  أ) هنا\n٢. البناء", ["التدريب\nأ) هنا", "البناء"]),
        ("а) копать;\nб) строить.", ["копать;", "строить."]),
        (
            "People:\n• three\nMoney:\nA lot.\n• none\nThe end.",
            ["People:", "three", "Money:\nA lot.", "none", "The end."],
        ),
        ("• dig\n2) build\n- report", ["dig", "build", "report"]),
        ("1. Dig\n2) Build\n3. Report", ["Dig", "Build", "Report"]),
        ("a. dig\n   i. here\n   ii. there\nb. build", ["dig\ni. here\nii. there", "build"]),
        ("1. Dig. 2. Build. 3. Report.", ["Dig.", "Build.", "Report."]),
        ("✔️ dig\n✔️ build", ["dig", "build"]),
        ("1. Dig wells.", []),
        ("Measures:\n• dig.", []),
        ("Two\nlines", []),
        ("", []),
    ],
)
def test_list_comes_apart_at_its_outer_entries(text, parts):
    assert parts_of(text) == parts


def test_item_is_called_by_its_text_on_one_line_without_its_first_marker():
    assert on_one_line("1. Dig\nwells\n2. Build") == "Dig wells 2. Build"
    assert on_one_line("Dig wells") == "Dig wells"
    assert on_one_line("") == ""


TYPED = st.lists(
    st.tuples(
        st.sampled_from(["", "1. ", "2) ", "a) ", "ii. ", "• ", "  - ", "1.2 ", "أ) ", "o ", "\n"]),
        st.text("xX:é ", max_size=4),
    ),
    max_size=12,
).map(lambda rows: "\n".join(marker + words for marker, words in rows))


def letters(text: str) -> str:
    return "".join(text.split())


@given(TYPED | st.text(max_size=40))
def test_no_letter_is_lost_or_moved(text):
    lines = lines_of(text)
    assert letters("".join(line.whole for line in lines)) == letters(text)
    assert letters(as_printed(text)) == letters(text)
    assert [line for block in blocks_of(text) for line in block] == list(lines)
    before = 0
    for line in lines:
        assert 0 <= line.level <= min(before + 1, 4) or line.marker
        before = line.level
    left = iter(letters(text))
    assert all(letter in left for letter in letters("".join(parts_of(text))))
