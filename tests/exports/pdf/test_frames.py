"""Messages between the app and the process that renders."""

from __future__ import annotations

import io

import pytest

from commitments.exports.pdf import frames


@pytest.mark.parametrize("parts", [[b"one"], [b"", b"two" * 100_000], []])
def test_message_comes_out_as_it_went_in(parts):
    stream = io.BytesIO()
    frames.write(stream, *parts)
    stream.seek(0)
    assert frames.read(stream) == parts


@pytest.mark.parametrize("cut", [0, 3, 6, 9])
def test_message_that_breaks_off_is_an_end(cut):
    stream = io.BytesIO()
    frames.write(stream, b"hello")
    with pytest.raises(EOFError):
        frames.read(io.BytesIO(stream.getvalue()[:cut]))
