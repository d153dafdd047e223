"""A table as an Excel file. The one module that needs the package of the extra `xlsx`; without it, it says so."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from commitments.exports.errors import CannotExportError
from commitments.exports.tables import Table

try:
    import xlsxwriter  # type: ignore[import-untyped]  # its types are a package of their own
except ImportError:
    xlsxwriter = None

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767
"""In characters: Excel's own limit"""
AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
WIDEST, NARROWEST = 60, 10
"""Of a column, in characters"""


class NoXlsxError(CannotExportError):
    """The package that writes Excel files is not installed."""


def can_render() -> bool:
    return xlsxwriter is not None


def render(table: Table) -> bytes:
    """Return a table as an Excel file: headings that stay in sight, a filter on each, every text as text.

    Raises NoXlsxError.
    """
    if xlsxwriter is None:
        message = _("Excel files can’t be made here: whoever runs this site has not installed that part. Take CSV.")
        raise NoXlsxError(message)
    file = BytesIO()
    with xlsxwriter.Workbook(file, AS_TEXT) as book:
        sheet = book.add_worksheet(table.name)
        heading = book.add_format({"bold": True, "bottom": 1})
        formats = {date: book.add_format({"num_format": "yyyy-mm-dd"}), str: book.add_format({"text_wrap": True})}
        for column, name in enumerate(table.columns):
            sheet.write_string(0, column, name, heading)
            sheet.set_column(column, column, _width(table, column))
        for place, row in enumerate(table.rows, start=1):
            for column, cell in enumerate(row):
                _write(sheet, place, column, cell, formats)
        sheet.freeze_panes(1, 0)
        if table.columns:
            sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    return file.getvalue()


def _write(sheet: Any, row: int, column: int, cell: object, formats: dict[type, Any]) -> None:
    if isinstance(cell, str) and cell:
        sheet.write_string(row, column, cell[:LONGEST_CELL], formats[str])
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, formats[date])
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell)


def _width(table: Table, column: int) -> int:
    longest = max((len(str(row[column] or "")) for row in table.rows), default=0)
    return min(WIDEST, max(NARROWEST, len(table.columns[column]) + 2, longest))
