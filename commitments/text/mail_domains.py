"""Domains of e-mail addresses, and which of them belong to providers where anybody opens a mailbox.

The list, web_mail.txt, is kept by hand: the lists that packages offer count universities and companies in, and miss
national variants. A name under many countries is a pattern here, so that the next country is in it already.
"""

from __future__ import annotations

import re
from pathlib import Path

_FAMILIES = (
    "aol|btinternet|fastmail|gmail|gmx|googlemail|hotmail|hushmail|icloud|live|lycos|mailfence|msn|myyahoo|netscape|"
    "outlook|proton|protonmail|rocketmail|tuta|tutamail|tutanota|windowslive|yahoo|yandex|ymail|zoho|zohomail"
)
_FAMILY = re.compile(rf"(?:{_FAMILIES})\.(?:com|net|org|me|io|eu|[a-z]{{2}}|(?:com?|net|org|ne)\.[a-z]{{2}})")
"""A provider's name right below a country or a general ending: yahoo.co.uk, hotmail.fr, live.com.ar"""
_OTHERS = frozenset(Path(__file__).with_name("web_mail.txt").read_text(encoding="ascii").split())


def domain_of(address: str) -> str:
    """Return what stands behind the @ of an address, in small letters and as the DNS has it; nothing of no address."""
    domain = address.rpartition("@")[2].strip().rstrip(".").lower() if "@" in address else ""
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return domain


def is_web_mail(domain: str) -> bool:
    """Whether anybody can have an address at a domain: it is a public mail provider's, or an access provider's.

    `domain` is as `domain_of` gives it.
    """
    return domain in _OTHERS or bool(_FAMILY.fullmatch(domain))


def is_within(domain: str, other: str) -> bool:
    """Whether a domain stands beneath another one."""
    return domain.endswith(f".{other}")
