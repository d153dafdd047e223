"""A table as a file that a spreadsheet opens: CSV here, Excel in xlsx.py. Any list of the site can be one."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from unicodedata import category

Cell = str | int | date | None
CSV_TYPE = "text/csv; charset=utf-8"
COMMANDS = frozenset("=+-@\t\r＝＋－＠")
"""What a spreadsheet takes for a formula, or for what begins one, at the beginning of a cell (OWASP, CSV injection)"""
BOM = "\ufeff"
"""By it Excel knows that a file is UTF-8"""


@dataclass(frozen=True)
class Table:
    """Rows under headings. Each row has as many cells as there are columns."""

    name: str
    """Of the sheet: at most 31 characters, none of []:*?/\\"""
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def render_csv(table: Table) -> bytes:
    """Return a table as CSV (RFC 4180) in UTF-8: every cell in quotation marks, days as ISO 8601 has them.

    What a spreadsheet would work out stands after an apostrophe, and is shown as it was written.
    """
    file = StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([harmless(column) for column in table.columns])
    writer.writerows([_plain(cell) for cell in row] for row in table.rows)
    return (BOM + file.getvalue()).encode()


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, whatever stands before it that some leave out."""
    seen = next((sign for sign in text if not sign.isspace() and category(sign) not in ("Cc", "Cf")), "")
    return f"'{text}" if seen and (text[0] in COMMANDS or seen in COMMANDS) else text


def _plain(cell: Cell) -> str:
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)
