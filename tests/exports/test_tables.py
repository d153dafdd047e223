"""A table as CSV and as Excel: what stands in a cell is read as it was written, and nothing is worked out."""

from __future__ import annotations

import csv
from datetime import date, datetime
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from commitments.exports import xlsx
from commitments.exports.tables import Cell, Table, harmless, render_csv

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ROWS: list[list[Cell]] = [
    ["PB-1", 'Wells, “deep” and "wide"', 2019, date(2026, 3, 1), None],
    ["حماية", "Línea\nnueva", 0, None, ""],
    ["水", "=1+1", -5, date(1999, 12, 31), "-5"],
]
TABLE = Table("Pledges", ["Reference", "Title", "Year", "On", "Note"], ROWS)


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def read_xlsx(content: bytes) -> list[list[tuple[str, str]]]:
    """Each cell of the first sheet: its kind and what it holds; formulas are a kind of their own."""
    with ZipFile(BytesIO(content)) as book:
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        names = book.namelist()
        strings = etree.fromstring(book.read("xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in names else []
    texts = ["".join(node.itertext()) for node in strings]
    rows = []
    for row in sheet.iter(f"{SHEET}row"):
        cells = []
        for cell in row.iter(f"{SHEET}c"):
            value = cell.findtext(f"{SHEET}v") or ""
            assert cell.find(f"{SHEET}f") is None, "a formula"
            cells.append(("text", texts[int(value)]) if cell.get("t") == "s" else ("number", value))
        rows.append(cells)
    return rows


def test_csv_says_what_the_rows_say():
    assert read_csv(render_csv(TABLE)) == [
        ["Reference", "Title", "Year", "On", "Note"],
        ["PB-1", 'Wells, “deep” and "wide"', "2019", "2026-03-01", ""],
        ["حماية", "Línea\nnueva", "0", "", ""],
        ["水", "'=1+1", "-5", "1999-12-31", "'-5"],
    ]


def test_csv_is_utf_8_with_a_mark_and_quoted_lines():
    content = render_csv(Table("Empty", ["A"], []))
    assert content == b'\xef\xbb\xbf"A"\r\n'


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "  =1",
        "\n=cmd|' /C calc'!A0",
        "=",
        "-",
        *("\u200b=1+1", "\ufeff@SUM(A1)", "\u202e-1", "\u00ad＝1", " \u200b +1"),
    ],
)
def test_cell_that_would_be_worked_out_stands_after_an_apostrophe(text):
    assert harmless(text) == f"'{text}"
    assert read_csv(render_csv(Table("T", ["A"], [[text]])))[1][0].startswith("'")
    assert read_csv(render_csv(Table("T", [text], [])))[0][0].startswith("'")


@pytest.mark.parametrize("text", ["", "Wells", "a=b", "1-2", "’=", "'=1", "مياه", "“=1”", " ", "·", "–1", "PB-1"])
def test_other_cells_stay_as_they_are(text):
    assert harmless(text) == text


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30))
def test_no_cell_of_any_text_begins_as_a_formula(text):
    read = read_csv(render_csv(Table("T", ["A"], [[text]])))
    cell = read[1][0] if len(read) > 1 else ""
    assert cell.lstrip()[:1] not in set("=+-@＝＋－＠")
    assert cell.removeprefix("'") == text.removeprefix("'") or cell == text


def test_excel_says_what_the_rows_say():
    heading, *rows = read_xlsx(xlsx.render(TABLE))
    assert heading == [("text", name) for name in TABLE.columns]
    serial = (datetime(2026, 3, 1) - datetime(1899, 12, 30)).days  # noqa: DTZ001  Excel knows no zones
    assert rows[0] == [
        ("text", "PB-1"),
        ("text", 'Wells, “deep” and "wide"'),
        ("number", "2019"),
        ("number", str(serial)),
    ]
    assert rows[1] == [("text", "حماية"), ("text", "Línea\nnueva"), ("number", "0")]
    assert rows[2][1] == ("text", "=1+1")
    assert rows[2][-1] == ("text", "-5")


@pytest.mark.parametrize("text", ["=1+1", "http://example.org/", "123", "<b>&amp;</b>", "_x0041_", "\x07bell", "{=A1}"])
def test_every_text_is_a_text_in_excel(text):
    [[kind, _value]] = read_xlsx(xlsx.render(Table("T", ["A"], [[text]])))[1]
    assert kind == "text"


def test_excel_cuts_what_no_cell_can_hold():
    [_heading, [(_kind, text)]] = read_xlsx(xlsx.render(Table("T", ["A"], [["x" * 40_000]])))
    assert len(text) == 32_767


def test_excel_of_nothing_has_its_headings():
    assert read_xlsx(xlsx.render(Table("T", ["A", "B"], []))) == [[("text", "A"), ("text", "B")]]


def test_without_the_package_it_says_so_plainly(monkeypatch):
    assert xlsx.can_render()
    monkeypatch.setattr(xlsx, "xlsxwriter", None)
    assert not xlsx.can_render()
    with pytest.raises(xlsx.NoXlsxError, match="Take CSV"):
        xlsx.render(TABLE)
