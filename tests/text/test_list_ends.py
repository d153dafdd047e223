"""How the entries of a list end once each is an item."""

from __future__ import annotations

import pytest

from commitments.text.list_ends import as_items, ends_open, leads_in


@pytest.mark.parametrize(
    ("parts", "items"),
    [
        (["dig;", "build; and", "report."], ["dig.", "build.", "report."]),
        (["dig;", "build; or", "report"], ["dig.", "build.", "report."]),
        (["dig,", "build, and", "report"], ["dig.", "build.", "report."]),
        (["a hotline and", "a website"], ["a hotline.", "a website."]),
        (["We will:", "dig;", "build"], ["We will:", "dig.", "build."]),
        (["creuser ;", "bâtir\u00a0; et", "informer."], ["creuser.", "bâtir.", "informer."]),
        (["cavar;", "construir; y", "informar."], ["cavar.", "construir.", "informar."]),
        (["копать;", "строить; и", "учить"], ["копать.", "строить.", "учить."]),
        (["التدريب؛", "البناء؛ و", "التقرير"], ["التدريب.", "البناء.", "التقرير."]),
        (["کھودیں؛", "بنائیں"], ["کھودیں۔", "بنائیں۔"]),
        (["挖井；", "建房；和", "报告"], ["挖井。", "建房。", "报告。"]),
        (["掘る、", "建てる"], ["掘る。", "建てる。"]),
        (["खोदें;", "बनाएँ; और", "बताएँ"], ["खोदें।", "बनाएँ।", "बताएँ।"]),
        (["खोदें;", "बताएँ."], ["खोदें.", "बताएँ."]),
        (["တူး;", "ဆောက်"], ["တူး။", "ဆောက်။"]),
        (["ขุด;", "สร้าง"], ["ขุด", "สร้าง"]),
        (["Train 红十字 staff;", "Report"], ["Train 红十字 staff.", "Report."]),
        (["set up a team:\no here; and\no there;", "meet"], ["set up a team:\no here; and\no there.", "meet."]),
        (["dig.;", "(build);", "“report”"], ["dig.", "(build).", "“report”."]),
        (["Dig", "Build"], ["Dig", "Build"]),
        (["Dig.", "Build!"], ["Dig.", "Build!"]),
        ([";", "Dig"], [";", "Dig"]),
        ([], []),
    ],
)
def test_entry_after_which_another_was_expected_ends_with_a_full_stop(parts, items):
    assert as_items(parts) == items
    assert as_items(items) == items


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Dig;", ";"),
        ("Dig; and", "; and"),
        ("Creuser ; et", "; et"),
        ("التدريب؛ و", "؛ و"),
        ("Dig and", "and"),
        ("Dig.", ""),
        ("Dig", ""),
        ("We will:", ""),
        ("Understand", ""),
    ],
)
def test_end_is_told_that_expects_another_entry(text, end):
    assert ends_open(text) == end


@pytest.mark.parametrize("text", ["We will:", "Nous allons :", "我们将："])
def test_words_before_a_list_are_known_by_their_colon(text):
    assert leads_in(text)
    assert not leads_in(f"{text} dig.")
