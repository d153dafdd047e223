"""Messages between the app and the process that renders: some byte strings, each behind its length."""

from __future__ import annotations

import struct
from typing import IO

LENGTH = struct.Struct(">I")


def write(stream: IO[bytes], *parts: bytes) -> None:
    """Send `parts` as one message."""
    lengths = b"".join(LENGTH.pack(len(part)) for part in parts)
    stream.write(LENGTH.pack(len(parts)) + lengths + b"".join(parts))
    stream.flush()


def read(stream: IO[bytes]) -> list[bytes]:
    """Return the next message's parts. Raises EOFError if the other side is gone."""
    (count,) = LENGTH.unpack(_exactly(stream, LENGTH.size))
    lengths = [LENGTH.unpack(_exactly(stream, LENGTH.size))[0] for _ in range(count)]
    return [_exactly(stream, length) for length in lengths]


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
