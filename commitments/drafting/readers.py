"""Who is reading a pledge at the moment, and from where on it is new to them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

from django.utils import timezone

from commitments.models import Pledge, Reader, User

STILL_HERE = timedelta(minutes=5)
"""How long after opening a page, or saving in it, somebody counts as reading it"""
VISIT = timedelta(minutes=30)
"""After how long a person who comes back begins a new visit"""
OFTEN_ENOUGH = timedelta(seconds=60)
"""How often a person's place is written at most"""


def others_reading(pledge: Pledge, user: User, section: str) -> list[str]:
    """Return the names of the others who are reading a section now. No query."""
    soon = timezone.now() - STILL_HERE
    readers = [Reader(**reader) for pk, reader in pledge.readers.items() if pk != str(user.pk)]
    return [reader.name for reader in readers if reader.section == section and reader.when > soon]


def note_reader(pledge: Pledge, user: User, section: str) -> None:
    """Write that a person reads a section (empty: all of them), unless that was written a minute ago or less.

    Two readers who come in the same moment may overwrite each other's place: it is a courtesy, nothing depends on it.
    """
    own, now = pledge.reader(user), timezone.now()
    if own and own.section == section and now - own.when <= OFTEN_ENOUGH:
        return
    latest = pledge.changes.newest()
    seen = own.seen if own and now - own.when <= VISIT else own.latest if own else latest
    place_reader(pledge, user, section, seen=seen, latest=latest)
    Pledge.objects.filter(pk=pledge.pk).update(readers=pledge.readers)


def place_reader(pledge: Pledge, user: User, section: str, *, seen: int, latest: int) -> None:
    """Set where a person is, in memory."""
    reader = Reader(user.get_short_name(), section, timezone.now().isoformat(), seen, latest)
    pledge.readers = {**pledge.readers, str(user.pk): asdict(reader)}
