"""Importing the PDF that we exported: the JSON in it is found, bounded, and nothing else is taken for it."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest

from commitments import document
from commitments.drafting.importing.pdf import attached_json
from commitments.drafting.importing.pledges import ImportRefusedError, import_pledge
from commitments.exports import json
from commitments.exports.pdf import pages
from tests.drafting.importing.pledge_files import as_bytes, full
from tests.factories import make_member

DICTIONARY = b"<</Type /EmbeddedFile/Filter /FlateDecode>>\nstream\n"
LIMIT = 1_000


def refusal(data: bytes) -> str:
    with pytest.raises(ImportRefusedError) as refused:
        attached_json(data, limit=LIMIT)
    return str(refused.value)


@pytest.mark.django_db
def test_an_exported_pdf_can_be_imported() -> None:
    owner = make_member()
    pledge = import_pledge(as_bytes(full() | {"title": "/Type /EmbeddedFile stream"}), owner=owner)
    built = document.build(pledge)
    again = import_pledge(pages.render(built), owner=owner)
    exported = json.render(document.build(again))
    assert exported.replace(again.reference.encode(), pledge.reference.encode()) == json.render(built)


def test_a_pdf_without_an_attachment_is_refused() -> None:
    plain = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(plain)
    assert refusal(plain.getvalue()).startswith("file: The PDF holds no pledge's data. Import the PDF as Pledgebuilder")


def test_what_only_looks_like_an_attachment_is_passed_over() -> None:
    data = b"%PDF-1.7 (/Type /EmbeddedFile stream\n no zlib) "
    other = DICTIONARY + zlib.compress(b"<html>") + b"\nendstream "
    found = DICTIONARY + zlib.compress(b'{"a": 1}') + b"\nendstream"
    assert attached_json(data + other + found, limit=LIMIT) == b'{"a": 1}'
    assert "holds no pledge's data" in refusal(data + other)


def test_a_bomb_is_read_only_up_to_the_limit() -> None:
    bomb = b"%PDF-1.7 " + DICTIONARY + zlib.compress(b"{" + b" " * 10_000_000)
    assert len(attached_json(bomb, limit=LIMIT)) == LIMIT + 1


@pytest.mark.django_db
def test_an_attachment_that_is_too_large_is_refused() -> None:
    bomb = b"%PDF-1.7 " + DICTIONARY + zlib.compress(b"{" + b" " * 10_000_000)
    with pytest.raises(ImportRefusedError, match=r"^file: The file is larger than 512 kB"):
        import_pledge(bomb, owner=make_member())


def test_a_pdf_that_is_too_large_is_refused() -> None:
    assert refusal(b"%PDF-" + b" " * 5_000_000) == (
        "file: The PDF is larger than 5 MB. Import the pledge's JSON instead."
    )
