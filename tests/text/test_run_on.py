"""Lists that were typed on one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.text.lines import lines_of, parts_of
from commitments.text.run_on import broken


@pytest.mark.parametrize(
    ("row", "entries"),
    [
        ("1. First aim. 2. Second aim. 3. Third aim.", ["1. First aim.", "2. Second aim.", "3. Third aim."]),
        ("1. First aim. 2. Second aim.", ["1. First aim.", "2. Second aim."]),
        ("1.First aim. 2.Second aim. 3.Third aim.", ["1.First aim.", "2.Second aim.", "3.Third aim."]),
        ("2. Second aim. 3. Third aim.", ["2. Second aim.", "3. Third aim."]),
        ("1) dig wells; 2) build ponds; and 3) report.", ["1) dig wells;", "2) build ponds; and", "3) report."]),
        ("a) creuser; b) construire; et c) informer.", ["a) creuser;", "b) construire; et", "c) informer."]),
        ("1. Dig wells 2. Build ponds 3. Report", ["1. Dig wells", "2. Build ponds", "3. Report"]),
        ("1) dig wells 2) build ponds 3) report", ["1) dig wells", "2) build ponds", "3) report"]),
        ("A) Dig B) Build C) Report", ["A) Dig", "B) Build", "C) Report"]),
        ("1.Dig 2.Build 3.Report", ["1.Dig", "2.Build", "3.Report"]),
        ("* Dig * Build * Report", ["* Dig", "* Build", "* Report"]),
        ("We will: 1. Dig. 2. Build. 3. Report.", ["We will:", "1. Dig.", "2. Build.", "3. Report."]),
        ("We will act. 1. Dig. 2. Build. 3. Report.", ["We will act.", "1. Dig.", "2. Build.", "3. Report."]),
        ("• First • Second • Third", ["• First", "• Second", "• Third"]),
        ("• First • Second", ["• First", "• Second"]),
        ("We will: • dig; • build.", ["We will:", "• dig;", "• build."]),
        ("- Dig. - Build. - Report.", ["- Dig.", "- Build.", "- Report."]),
        ("✔️ Dig ✔️ Build", ["✔️ Dig", "✔️ Build"]),
        ("1️⃣ Dig 2️⃣ Build", ["1️⃣ Dig", "2️⃣ Build"]),
        ("①掘る②建てる③報告する", ["①掘る", "②建てる", "③報告する"]),
        ("1．井戸を掘る。2．家を建てる。3．報告する。", ["1．井戸を掘る。", "2．家を建てる。", "3．報告する。"]),
        ("一、挖井；二、建房；三、报告。", ["一、挖井；", "二、建房；", "三、报告。"]),
        ("١. التدريب. ٢. البناء. ٣. التقرير.", ["١. التدريب.", "٢. البناء.", "٣. التقرير."]),
        ("أولا: التدريب؛ ثانيا: البناء؛ ثالثا: التقرير.", ["أولا: التدريب؛", "ثانيا: البناء؛", "ثالثا: التقرير."]),
        ("१. खोदें। २. बनाएँ। ३. बताएँ।", ["१. खोदें।", "२. बनाएँ।", "३. बताएँ।"]),
        ("가. 파기. 나. 짓기. 다. 보고.", ["가. 파기.", "나. 짓기.", "다. 보고."]),
        ("i. Dig. ii. Build. iii. Report.", ["i. Dig.", "ii. Build.", "iii. Report."]),
    ],
)
def test_list_on_one_line_has_a_line_for_each_entry(row, entries):
    assert broken(row) == entries
    assert [line.whole for line in lines_of(row)] == entries


@pytest.mark.parametrize(
    "row",
    [
        "See resolution no. 1. See no. 2. See no. 3. That is all.",
        "As said in No. 1. 2. and 3. are others.",
        "We take part in Phase 1. Phase 2. Phase 3.",
        "The parties (1) dig wells; (2) build ponds; (3) report.",
        "We will reach 1, 2, and 3 districts.",
        "We plan three steps: 1. wells, 2. ponds, 3. roads.",
        "A. Smith; B. Jones; C. Brown",
        "Geneva • Nairobi • Lima",
        "- 5 degrees - 6 degrees - 7 degrees",
        "* Dig * Build",
        "(1) wells are dug, and (2) ponds are built.",
        "1. Dig 2. Build",
        "1. Dig with 2. and 3. as before",
        "– a thing – and – another –",
        "Dig 1.5 m. Build 2.5 m. Report 3.5 m.",
        "By 1. May 2. June 3. July",
        "1. 2. 3.",
        "• •",
        "Dig wells.",
    ],
)
def test_enumeration_within_a_sentence_stays_on_its_line(row):
    assert broken(row) == [row]
    assert parts_of(row) == []


def test_list_on_one_line_and_one_on_several_may_be_mixed():
    assert parts_of("1. Dig.\n2. Build. 3. Report.") == ["Dig.", "Build.", "Report."]
    assert parts_of("We will:\n• dig • build\n• report") == ["We will:", "dig", "build", "report"]
    assert broken("") == []


@given(st.lists(st.sampled_from(["1. ", "2. ", "3) ", "• ", "a. ", "Dig ", "x", ". ", "; ", ": ", "①"])).map("".join))
def test_no_letter_is_lost(row):
    assert "".join("".join(broken(row)).split()) == "".join(row.split())
    assert all(entry.strip() == entry for entry in broken(row.strip()))
