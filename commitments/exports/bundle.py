"""Many pledges in one ZIP: a table of them, and a folder of files for each. It says what it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from tempfile import SpooledTemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from commitments import document
from commitments.exports.errors import CannotExportError
from commitments.exports.kept import kept_public_copy
from commitments.exports.registry import FORMATS, file_name
from commitments.exports.tables import Table, render_csv
from commitments.models import Pledge

ZIP_TYPE = "application/zip"
MOST_PLEDGES, MOST_BYTES = 500, 200_000_000
IN_MEMORY = 8_000_000
"""Bytes of a ZIP beyond which it is written to a file meanwhile"""
MADE = ("json", "text", "html")
"""The formats that every pledge is made into. A PDF is added where it was given out before: making one takes seconds"""
BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The time of each entry, the first that a ZIP knows: so the same pledges give the same bytes"""


class TooMuchError(CannotExportError):
    """More than one ZIP should hold."""


def bundle(pledges: Sequence[Pledge], table: Table) -> IO[bytes]:
    """Return a ZIP of pledges, as anybody outside of their parties may read them. Raises TooMuchError.

    `table` lists the same pledges, and is in it as pledges.csv; contents.csv names every file with its size and
    SHA-256. The caller closes it.
    """
    if len(pledges) > MOST_PLEDGES:
        raise TooMuchError(_("One ZIP holds at most {most} pledges. Choose a filter.").format(most=MOST_PLEDGES))
    file: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  who asked for it closes it
    try:
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            _fill(archive, [("pledges.csv", render_csv(table))], pledges)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _fill(archive: ZipFile, first: Iterable[tuple[str, bytes]], pledges: Iterable[Pledge]) -> None:
    contents: list[tuple[str, int, str]] = []
    total = 0
    for name, content in _every(first, pledges):
        total += len(content)
        if total > MOST_BYTES:
            raise TooMuchError(_("These pledges are too much for one ZIP. Choose a filter."))
        archive.writestr(_entry(name), content, ZIP_DEFLATED)
        contents.append((name, len(content), document.digest(content)))
    listed = Table("Contents", ("File", "Bytes", "SHA-256"), contents)
    archive.writestr(_entry("contents.csv"), render_csv(listed), ZIP_DEFLATED)


def _every(first: Iterable[tuple[str, bytes]], pledges: Iterable[Pledge]) -> Iterator[tuple[str, bytes]]:
    yield from first
    for pledge in pledges:
        yield from files_of(pledge)


def files_of(pledge: Pledge) -> Iterator[tuple[str, bytes]]:
    """Yield the names and the bytes of one pledge's files, below a folder that its reference names."""
    shown = document.build(pledge, is_public=True)
    for slug in MADE:
        yield f"{pledge.reference}/{file_name(shown, FORMATS[slug])}", FORMATS[slug].render(shown)
    revision = document.current(pledge)
    kept = kept_public_copy(pledge, revision=revision) if revision else None
    if kept:
        yield f"{pledge.reference}/{file_name(shown, FORMATS['pdf'])}", kept


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, BEGINNING)
    entry.external_attr = 0o644 << 16
    return entry
