"""Importing the PDF that we exported: the JSON in it is found, bounded, and nothing else is taken for it."""

from __future__ import annotations

import base64
import io
import zlib

import pikepdf
import pytest

from commitments import document
from commitments.drafting.importing.pdf import attached_json
from commitments.drafting.importing.pledges import ImportRefusedError, import_pledge
from commitments.exports import json
from commitments.exports.pdf import pages
from commitments.exports.pdf.renderer import RENDERER
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


def test_what_ends_in_a_return_when_it_is_compressed_is_read_as_all_else() -> None:
    """One attachment in 256 does: it is written in ASCII then."""
    texts = (b'{"text": "%s"}' % (b"a" * length) for length in range(256))
    unlucky = next(text for text in texts if zlib.compress(text, 9).endswith(b"\r"))
    page = '<!doctype html><html lang="en"><title>Unlucky</title><p>Protect all migrants.'
    made = RENDERER.render(page, unlucky)
    assert b"/ASCII85Decode" in made
    assert attached_json(made, limit=LIMIT) == unlucky


@pytest.mark.parametrize(
    "packed", [b"\x80~>", b"never ended", base64.a85encode(b"not compressed") + b"~>", b"", b"~>", b"!" * 3_000 + b"~>"]
)
def test_ascii_that_holds_nothing_is_passed_over(packed: bytes) -> None:
    in_ascii = b"<</Type /EmbeddedFile/Filter [/ASCII85Decode /FlateDecode]>>\nstream\n"
    assert "holds no pledge's data" in refusal(b"%PDF-1.7\n" + in_ascii + packed + b"\nendstream")
    known = DICTIONARY + zlib.compress(b"{}")
    assert attached_json(b"%PDF-1.7\n" + in_ascii + packed + known, limit=LIMIT) == b"{}"


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
