"""Whether two parties of a pledge print alike. Forms, drafts, imported files and requests to join ask the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from commitments.models import Party, PartyKind
from commitments.models.search import GOVERNMENT_NAMES, LANGUAGES, STATE_NAMES, names
from commitments.text.articles import compared

_OF_ANY_STATE = (
    *("Government", "State", "Republic", "Federal Republic", "Islamic Republic", "Kingdom", "Federation"),
    *("Confederation", "Commonwealth", "Union", "Principality", "Sultanate", "Emirate"),
    *("Gouvernement", "État", "République", "Royaume", "Fédération", "Confédération", "Principauté", "Sultanat"),
    *("Gobierno", "Estado", "República", "Reino", "Federación", "Confederación", "Principado"),
    *("الحكومة", "حكومة", "الدولة", "دولة", "الجمهورية", "المملكة", "الاتحاد", "السلطنة", "الإمارة"),
)
"""What a pledge may call a State or its Government, without its country"""
_NAMED_APART = (PartyKind.STATE, PartyKind.OBSERVER)
"""Kinds of parties that their names tell apart"""


def printed_names(party: Party) -> frozenset[str]:
    """Return how lists may call a party, to be compared: by its own name, or by the directory's in any language."""
    if party.name:
        return frozenset({compared(party.name)})
    field, entry = ("government", party.state) if party.state else ("name", party.national_society or party.component)
    names = (getattr(entry, f"{field}_{language}", "") for language in LANGUAGES)
    return frozenset(map(compared, filter(None, names)))


def print_alike(party: Party, other: Party) -> bool:
    """Whether lists call two parties the same. Authorities of two States may be: sentences tell their countries.

    Of one State, two that each bear a name of it or of its Government are one.
    """
    if party.state_id and other.state_id:
        if party.state_id != other.state_id:
            return False
        if all(not each.name or is_state_itself(each) for each in (party, other)):
            return True
    return not printed_names(party).isdisjoint(printed_names(other))


def is_state_itself(party: Party) -> bool:
    """Whether an authority has the name of its State, or of the Government: then it is no authority beside it."""
    if not party.state:
        return False
    known = (*names(party.state, STATE_NAMES), *names(party.state, GOVERNMENT_NAMES), *_OF_ANY_STATE)
    return compared(party.name) in map(compared, known)


def is_taken(party: Party, other: Party) -> bool:
    """Whether `party` can't be called so beside `other`: both are observers, or of one State.

    What bears the name of a party of another kind, the check finds.
    """
    return party.kind == other.kind and party.kind in _NAMED_APART and print_alike(party, other)


def is_renamed_alike(party: Party, other: Party) -> bool:
    """Whether two National Societies, or components, print alike since one of them got another name.

    Files could always have that, and it is the check that finds it there.
    """
    of_directory = (PartyKind.NATIONAL_SOCIETY, PartyKind.COMPONENT)
    has_own_name = bool(party.name or other.name)
    return party.kind in of_directory and other.kind in of_directory and has_own_name and print_alike(party, other)


def twins(parties: Iterable[Party]) -> Iterator[tuple[Party, Party]]:
    """Yield each party whose name is taken by one before it, with that one."""
    seen: dict[str, list[Party]] = {}
    for party in parties:
        called = printed_names(party)
        before = (other for name in sorted(called) for other in seen.get(name, ()))
        if twin := next((other for other in before if is_taken(party, other)), None):
            yield party, twin
        for name in called:
            seen.setdefault(name, []).append(party)
