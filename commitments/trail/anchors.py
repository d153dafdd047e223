"""Heads of trails that were kept outside of the database, and whether the trails are still the same. Reads only.

A head is printed in each signed PDF, and stands in the mails about it: who could write the whole database anew could
not write those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commitments.document import agreed_heads
from commitments.models import Revision
from commitments.models.pledge import REFERENCE_LETTERS

SEPARATORS = re.compile(r"[\s,;|]+")
REFERENCE = re.compile(r"PB(-[0-9A-Z]{5}){2}", re.IGNORECASE)
NUMBER = re.compile("[0-9]{1,5}")
ADDRESS = re.compile(rf"(?:.*/)?([{REFERENCE_LETTERS}]{{12}})/?", re.IGNORECASE)
HEAD = re.compile("[0-9a-f]{64}", re.IGNORECASE)
PART_OF_HEAD = re.compile("[0-9a-f]{8}", re.IGNORECASE)
PARTS = 8
"""A head is printed in so many groups"""


@dataclass(frozen=True)
class Anchor:
    """What one line says: the head of a trail when a revision was agreed, or when a further party signed it."""

    line: int
    """From 1"""
    reference: str
    """Of the pledge; empty where the address says it"""
    number: int | None
    """Of the revision"""
    code: str
    """The end of the revision's address; empty where its number says it"""
    head: str
    """64 hex digits in small letters"""


class UnreadableLineError(ValueError):
    """A line says no reference, revision or address, and head; the message says what it should look like."""


def anchors(text: str) -> Iterator[Anchor | UnreadableLineError]:
    """Yield what each line of a file says, or that it can't be read. Empty lines and comments (#) don't count.

    A line: the pledge's reference, the number of the revision or its address, and the head; with spaces, tabs or commas
    between them. The head may be in groups, as it is printed.
    """
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield _anchor(number, [word.strip("\"'") for word in SEPARATORS.split(line.strip())])


def _anchor(line: int, words: list[str]) -> Anchor | UnreadableLineError:
    """Return what the words of a line say; the head is at its end."""
    head, words = _parted(words)
    references = [word for word in words if REFERENCE.fullmatch(word)]
    numbers = [word for word in words if NUMBER.fullmatch(word)]
    codes = [address[1] for word in words if word not in references and (address := ADDRESS.fullmatch(word))]
    is_read = len(references) + len(numbers) + len(codes) == len(words) and head
    if not is_read or max(len(references), len(numbers), len(codes)) > 1 or not (codes or (references and numbers)):
        return UnreadableLineError(
            _("Line {line} can’t be read. Write: reference, number of the revision or its address, head.").format(
                line=line
            )
        )
    return Anchor(
        line=line,
        reference="".join(references).upper(),
        number=int(numbers[0]) if numbers else None,
        code="".join(codes).upper(),
        head=head.lower(),
    )


def _parted(words: list[str]) -> tuple[str, list[str]]:
    """Return the head and the words before it; no head where there is none."""
    if words and HEAD.fullmatch(words[-1]):
        return words[-1], words[:-1]
    parts = words[-PARTS:]
    if len(parts) == PARTS and all(PART_OF_HEAD.fullmatch(part) for part in parts):
        return "".join(parts), words[:-PARTS]
    return "", words


def difference(anchor: Anchor) -> str:
    """Return in a sentence how a trail differs from a head that was kept; nothing where it has it. Two queries.

    That the trail hangs together, `audit.verify` says.
    """
    revision = _revision(anchor)
    if not revision:
        missing = _("There is no such revision any more, though line {line} has its head.")
        return missing.format(line=anchor.line)
    heads = agreed_heads(revision)
    if anchor.head in heads:
        return ""
    other = _("The trail of revision {number} is another one than that whose head is in line {line}.")
    if not heads:
        other = _("The trail doesn’t say that revision {number} was agreed, though line {line} has its head.")
    return other.format(number=revision.number, line=anchor.line)


def _revision(anchor: Anchor) -> Revision | None:
    """Return the revision that a line names, if everything that it says of it is so."""
    revisions = Revision.objects.select_related("pledge")
    if anchor.reference:
        revisions = revisions.filter(pledge__reference=anchor.reference)
    if anchor.number is not None:
        revisions = revisions.filter(number=anchor.number)
    if anchor.code:
        revisions = revisions.filter(code=anchor.code)
    return revisions.first()
