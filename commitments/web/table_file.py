"""A table as a file that the browser saves, in one of the forms that a spreadsheet opens."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from commitments.exports import tables, xlsx
from commitments.exports.tables import Table

CSV, XLSX = "csv", "xlsx"


def table_file(table: Table, kind: str, name: str) -> HttpResponse:
    """Return a table as a file of the kind “csv” or “xlsx”, called by a name in words, that nobody on the way keeps.

    Raises Http404 for another kind, and NoXlsxError where Excel files can't be made.
    """
    if kind == CSV:
        return attached(tables.render_csv(table), tables.CSV_TYPE, f"{slugify(name, allow_unicode=True)}.{kind}")
    if kind == XLSX:
        return attached(xlsx.render(table), xlsx.XLSX_TYPE, f"{slugify(name, allow_unicode=True)}.{kind}")
    raise Http404


def attached(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["Cache-Control"] = "no-store"
    return response
