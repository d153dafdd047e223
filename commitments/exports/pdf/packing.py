"""Packs the streams of a PDF in memory, so that none ends in a carriage return.

A line end stands before `endstream` (ISO 32000-1, 7.3.8.1). A stream that itself ends in CR makes CR LF of it, so that
one can't tell any more where the stream ends (ISO 19005-3, 6.1.7.1). One compressed stream in 256 ends so by chance.
"""

from __future__ import annotations

import base64
from typing import Any

import pydyf

BEGIN, END = b"\nstream\n", b"\nendstream"
RETURN = b"\r"


def pack(pdf: Any) -> None:
    """Compress the streams of `pdf` that are to be compressed, for good: pydyf 0.13.0 does it each time it reads one.

    One that would end in CR is written in ASCII (ISO 32000-1, 7.4.3), which ends in “~>”.
    """
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Stream):
            _pack_stream(thing)


def ends_in_return(file: bytes) -> bool:
    """Whether a stream in `file` ends in CR, such as those that pydyf makes while it writes: objects, references."""
    return RETURN + END in file


def _pack_stream(stream: Any) -> None:
    packed = stream.data.partition(BEGIN)[2].removesuffix(END)
    filters = ["/FlateDecode"] if stream.compress else []
    if packed.endswith(RETURN):
        packed = base64.a85encode(packed) + b"~>"
        filters.insert(0, "/ASCII85Decode")
    if filters:
        stream.extra = pydyf.Dictionary({**stream.extra, "Filter": pydyf.Array(filters)})
    stream.stream, stream.compress = [packed], False
