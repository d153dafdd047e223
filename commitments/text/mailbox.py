"""An address as people paste it: with the name before it, in brackets, as a link."""

from __future__ import annotations

import re
from dataclasses import dataclass

from commitments.text.cleaning import cleaned

LONGEST = 1_000
"""Longer ones are not looked into: no name and address together come to that"""
_ADDRESS = r"[^\s<>()\[\],;:\"@]+@[^\s<>()\[\],;:\"@?]+"
_LINK = rf"(?:mailto:\s*)?(?P<address>{_ADDRESS})(?:\?[^\s<>\[\]()]*)?"
_NAME_FIRST = re.compile(rf"(?P<name>[^<>]*?)[<\[(]\s*{_LINK}\s*[>\])]", re.IGNORECASE)
_NAME_LAST = re.compile(rf"{_LINK}\s*(?:\((?P<name>[^()<>]*)\))?", re.IGNORECASE)
_LABEL = re.compile(
    r"^(?:e-?mail|mail|courriel|correo(?: electrónico)?|adresse|address|البريد الإلكتروني)\s*:\s*", re.IGNORECASE
)


@dataclass(frozen=True)
class Mailbox:
    name: str
    """Empty where none was given"""
    address: str
    """As typed: whether it is one is not looked at here"""


def mailbox(text: str) -> Mailbox:
    """Return name and address of “Amina Diallo <amina@example.org>”, “mailto:…” and the like; else the text as address.

    Two addresses in one text are none: nobody knows which is meant.
    """
    text = _LABEL.sub("", cleaned(text, one_line=True)).rstrip(";, ")
    if len(text) > LONGEST:
        return Mailbox("", text)
    if "mailto:" in text.casefold():
        text = text.replace("%40", "@")
    found = _NAME_FIRST.fullmatch(text) or _NAME_LAST.fullmatch(text)
    if not found:
        return Mailbox("", text)
    address = found["address"]
    name = (found["name"] or "").replace('\\"', '"').strip(" \"'“”‘’,;:")
    return Mailbox("" if name.casefold() == address.casefold() else name, address)
