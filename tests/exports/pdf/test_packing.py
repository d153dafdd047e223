"""No stream ends in a carriage return, whatever chance makes of it."""

from __future__ import annotations

import hashlib
import io
import itertools
import zlib
from functools import cache

import pikepdf
import pydyf
import pytest
from weasyprint import HTML

from commitments.exports.pdf import engine, packing
from commitments.exports.pdf.finisher import Finisher


def packed(content, **options):
    """The file of a PDF with nothing but one stream, and the stream's number."""
    pdf = pydyf.PDF()
    stream = pydyf.Stream([content], **options)
    pdf.add_object(stream)
    packing.pack(pdf)
    file = io.BytesIO()
    pdf.write(file)
    return file.getvalue(), stream.number


@cache
def ending_in_return_when_packed():
    """A text that ends so: one of a million does, so none is looked for before a test wants it."""
    texts = (f"q {number} w Q".encode() for number in itertools.count())
    return next(text for text in texts if zlib.compress(text, 9).endswith(b"\r"))


@pytest.mark.parametrize(
    ("content", "compress", "filters"),
    [
        (b"q Q", False, []),
        (b"q Q\r", False, ["/ASCII85Decode"]),
        (b"q Q", True, ["/FlateDecode"]),
        (b"q Q\r", True, ["/FlateDecode"]),
        (ending_in_return_when_packed, True, ["/ASCII85Decode", "/FlateDecode"]),
        (b"", True, ["/FlateDecode"]),
    ],
)
def test_stream_keeps_its_bytes_and_does_not_end_in_return(content, compress, filters):
    if callable(content):
        content = content()
    file, number = packed(content, extra={"Kind": "/Test"}, compress=compress)
    assert not packing.ends_in_return(file)
    with pikepdf.open(io.BytesIO(file)) as opened:
        stream = opened.get_object(number, 0)
        assert stream.read_bytes() == content
        assert stream.Kind == "/Test"
        assert [str(each) for each in stream.get("/Filter", [])] == filters


def test_file_is_written_anew_until_no_stream_of_its_writer_ends_in_return():
    """pydyf packs objects and references while it writes, after every hook."""
    typesetter = engine.Engine()
    pages = (f"<!doctype html><html lang=en><title>{number}</title><p>" for number in itertools.count())

    def plainly(page):
        html = HTML(string=page)
        identifier = hashlib.sha256(page.encode()).digest()[:16]
        return html.write_pdf(finisher=Finisher(), pdf_variant="pdf/ua-1", pdf_identifier=identifier)

    unlucky = next(page for page in pages if packing.ends_in_return(plainly(page)))
    made = typesetter.render(unlucky, b"")
    assert not packing.ends_in_return(made)
    assert typesetter.render(unlucky, b"") == made
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert opened.check_pdf_syntax() == []
        assert len(opened.pages) == 1
