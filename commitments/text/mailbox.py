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
_BARE = re.compile(rf"(?P<name>[^<>()\[\]@]+?)\s*(?P<comma>[,;،؛]\s|:\s|\s[-–—]\s|\s)\s*{_LINK}", re.IGNORECASE)
"""A name with nothing but a space or a comma between it and the address"""
_AGAIN = re.compile(rf"(?P<address>{_ADDRESS})(?P<end>>?)\s*<mailto:(?P=address)>", re.IGNORECASE)
"""An address with its link, as Outlook copies it"""
_LABEL_WORD = (
    r"(?:e-?mail(?:[- ]address)?|mail|courriel|correo(?: electrónico)?|adresse|address|contacto?|البريد الإلكتروني)"
)
_LABEL = re.compile(rf"^{_LABEL_WORD}(?:\s*:\s*|\s+(?={_ADDRESS}$))", re.IGNORECASE)


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
    text = cleaned(text, one_line=True).rstrip(".;, ")
    if len(text) > LONGEST:
        return Mailbox("", text)
    text = _LABEL.sub("", text)
    if "mailto:" in text.casefold():
        text = _AGAIN.sub(r"\g<address>\g<end>", text.replace("%40", "@"))
    found = _NAME_FIRST.fullmatch(text) or _NAME_LAST.fullmatch(text) or _bare(text)
    if not found:
        return Mailbox("", text)
    address = found["address"]
    name = (found["name"] or "").replace('\\"', '"').strip(" \"'“”‘’,;:،؛")
    return Mailbox("" if name.casefold() == address.casefold() else name, address)


def _bare(text: str) -> re.Match[str] | None:
    """Find a name that stands before an address without brackets: “see amina@example.org” has none."""
    found = _BARE.fullmatch(text)
    if not found or any(character.isdigit() for character in found["name"]):
        return None
    return found if found["comma"][0] in ",;،؛" or not found["name"][0].islower() else None
