"""Names of texts: a page carries them, so that nobody acts on what they did not see."""

from __future__ import annotations

from hashlib import sha256


def mark_of(*texts: str) -> str:
    """Return what names these texts, and no others: 16 hexadecimal digits. No text holds a NUL."""
    return sha256("\0".join(texts).encode()).hexdigest()[:16]
