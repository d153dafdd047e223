"""The JSON inside a PDF that Pledgebuilder exported, so that the PDF can be imported again. Not a reader of any PDF."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _

from commitments.drafting.importing.refusal import ImportRefusedError

MAX_PDF_BYTES = 5_000_000
MAX_ATTACHMENTS = 20
# A stream can't lie inside a compressed object (ISO 32000-1, 7.5.7), so an attachment always starts in plain sight.
ATTACHMENT = re.compile(rb"/Type\s*/EmbeddedFile\b.{0,1000}?\bstream\r?\n", re.DOTALL)

IN_ASCII = b"/ASCII85Decode"
"""Of one attachment in 256: what ends in CR when it is compressed is written in ASCII (exports/pdf/packing.py)"""


def is_pdf(data: bytes) -> bool:
    """Whether the file says that it is a PDF."""
    return data.startswith(b"%PDF-")


def attached_json(data: bytes, *, limit: int) -> bytes:
    """Return the first attachment of a PDF that reads as a JSON object; at most one byte more than `limit`.

    Raises ImportRefusedError where there is none, as in a PDF that another program rewrote.
    """
    if len(data) > MAX_PDF_BYTES:
        raise ImportRefusedError("file", _("The PDF is larger than 5 MB. Import the pledge's JSON instead."))
    for packed in _packed(data, limit=2 * limit):
        try:
            attached = zlib.decompressobj().decompress(packed, limit + 1)
        except zlib.error:  # not compressed this way, or words in the title that look like an attachment
            continue
        if attached.startswith(b"{"):
            return attached
    message = _("The PDF holds no pledge's data. Import the PDF as Pledgebuilder made it, or the pledge's JSON.")
    raise ImportRefusedError("file", message)


def _packed(data: bytes, *, limit: int) -> Iterator[bytes | memoryview]:
    """Yield the attachments as they are compressed, with what follows them; of those in ASCII `limit` bytes in all."""
    for attachment in islice(ATTACHMENT.finditer(data), MAX_ATTACHMENTS):
        if IN_ASCII not in attachment[0]:
            yield memoryview(data)[attachment.end() :]
            continue
        end = data.find(b"~>", attachment.end(), attachment.end() + limit)
        limit -= max(0, end - attachment.end())
        try:
            yield base64.a85decode(data[attachment.end() : end])
        except ValueError:  # no more than words that look so; without an end it is cut off by a byte, and fails as well
            continue
