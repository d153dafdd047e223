"""Who is reading a pledge at the moment, who is changing it, and from where on it is new to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import timedelta
from functools import partial
from typing import NamedTuple

from django.utils import timezone

from commitments.models import Pledge, Reader, User
from commitments.models.afterwards import write_afterwards

STILL_HERE = timedelta(minutes=5)
"""How long after opening a page, or saving in it, somebody counts as reading it"""
STILL_SAVING = timedelta(seconds=30)
"""How long after saving somebody counts as changing a section"""
VISIT = timedelta(minutes=30)
"""After how long a person who comes back begins a new visit"""
OFTEN_ENOUGH = timedelta(seconds=60)
"""How often a person's place is written at most"""


class Present(NamedTuple):
    """The names of the others who are in a section now, each once."""

    saving: list[str]
    reading: list[str]


def others_here(pledge: Pledge, user: User, section: str) -> Present:
    """Return who else is in a section now: who saved something in it just now, and who only reads. No query.

    Another page of the same person is no other.
    """
    now, present = timezone.now(), Present([], [])
    for reader in _others(pledge, user):
        if reader.saved and reader.saved_in == section and reader.saved > now - STILL_SAVING:
            present.saving.append(reader.name)
        elif reader.section == section and reader.when > now - STILL_HERE:
            present.reading.append(reader.name)
    return present


def others_reading(pledge: Pledge, user: User, section: str) -> list[str]:
    """Return the names of the others who are in a section now, whatever they do there. No query."""
    return [name for names in others_here(pledge, user, section) for name in names]


def _others(pledge: Pledge, user: User) -> Iterator[Reader]:
    return (Reader(**reader) for pk, reader in pledge.readers.items() if pk != str(user.pk))


def note_reader(pledge: Pledge, user: User, section: str | None) -> None:
    """Write that a person reads a section (empty: all of them), unless that was written a minute ago or less.

    None: the page on which they were is still open; another page of theirs may stand in the same place.
    It is written once the page is answered. Two who come in the same moment may overwrite each other's place, and where
    the database can't write, as while somebody saves for long, it is left out: it is a courtesy, and no page depends on
    it.
    """
    own, now = pledge.reader(user), timezone.now()
    if own and section in (None, own.section) and now - own.when <= OFTEN_ENOUGH:
        return
    latest = pledge.changes.newest()
    seen = own.seen if own and now - own.when <= VISIT else own.latest if own else latest
    at = own.section if own and section is None else section
    place_reader(pledge, user, at or "", seen=seen, latest=latest)
    write_afterwards(partial(Pledge.objects.filter(pk=pledge.pk).update, readers=pledge.readers))


def place_reader(pledge: Pledge, user: User, section: str, *, seen: int, latest: int) -> None:
    """Set where a person is, in memory."""
    own, now = pledge.reader(user), timezone.now().isoformat()
    saved_in, saved_at = (own.saved_in, own.saved_at) if own else ("", "")
    reader = Reader(user.get_short_name(), section, now, seen, latest, saved_in, saved_at)
    pledge.readers = {**pledge.readers, str(user.pk): asdict(reader)}


def note_saving(pledge: Pledge, user: User, section: str) -> bool:
    """Set, in memory, that a person saved something in a section just now; return whether they have a place at all."""
    own = pledge.reader(user)
    if own is None:
        return False
    now = timezone.now().isoformat()
    reader = replace(own, at=now, saved_in=section, saved_at=now)  # saving is reading: it keeps their place fresh
    pledge.readers = {**pledge.readers, str(user.pk): asdict(reader)}
    return True
