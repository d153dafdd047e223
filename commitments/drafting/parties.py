"""Who pledges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commitments.drafting.editing.write import editing
from commitments.drafting.naming import print_alike
from commitments.drafting.ordering import put, swap
from commitments.models import (
    Component,
    NationalSociety,
    Organisation,
    Party,
    PartyKind,
    Pledge,
    RegionalGroup,
    State,
    User,
)
from commitments.models.search import COMPONENT_NAMES, names
from commitments.text.articles import compared
from commitments.text.folding import folded
from commitments.text.limits import MAX_PLEDGE_PARTIES, TextRefusedError


@dataclass(frozen=True)
class Authority:
    """One of several that pledge for a State, such as a ministry or a region."""

    state: State
    name: str


Participant = State | Authority | NationalSociety | Component | str
"""A State, or one of its authorities; a National Society; another component of the Movement; or an observer's name"""


def add_parties(pledge: Pledge, participants: Iterable[Participant], *, by: User) -> list[Party]:
    """Add parties at the end; return those that were not there yet. Raises TextRefusedError above 400 parties."""
    with editing(pledge, "parties", by=by) as draft:
        there = draft.parties
        position = max((party.position for party in there.values()), default=0)
        added = []
        for participant in dict.fromkeys(participants):
            party = as_party(participant)
            if not any(is_same(party, present) for present in there.values()):
                position += 1
                party.pledge, party.position = draft.pledge, position
                there[party.key] = party
                added.append(party)
        if len(there) > MAX_PLEDGE_PARTIES:
            raise TextRefusedError(_("A pledge has at most %d parties. Remove some first.") % MAX_PLEDGE_PARTIES)
    return added


def is_same(party: Party, present: Party) -> bool:
    """Whether `party` pledges already, as `present`: a State without a name of its own by any of its authorities."""
    if party.kind == PartyKind.NATIONAL_SOCIETY:
        return bool(party.national_society_id == present.national_society_id)
    if party.kind == PartyKind.COMPONENT:
        return bool(party.component_id == present.component_id)
    if party.kind == PartyKind.STATE and not party.name:
        return bool(party.state_id == present.state_id)
    return print_alike(party, present)


def as_party(participant: Participant) -> Party:
    """Return a participant as a party that stands in no pledge yet."""
    if isinstance(participant, State):
        return Party(kind=PartyKind.STATE, state=participant)
    if isinstance(participant, Authority):
        return Party(kind=PartyKind.STATE, state=participant.state, name=participant.name)
    if isinstance(participant, NationalSociety):
        return Party(kind=PartyKind.NATIONAL_SOCIETY, national_society=participant)
    if isinstance(participant, Component):
        return Party(kind=PartyKind.COMPONENT, component=participant)
    return Party(kind=PartyKind.OBSERVER, name=participant)


def set_region(pledge: Pledge, group: RegionalGroup, *, by: User) -> None:
    """Call the pledge after a regional group."""
    with editing(pledge, "parties", by=by) as draft:
        draft.pledge.regional_group, draft.pledge.region = group, ""


def remove_party(party: Party, *, by: User) -> None:
    """Take a party out of its pledge; where it leads an action, it no longer does."""
    with editing(party.pledge, "parties", by=by) as draft:
        draft.parties.pop(party.key, None)


def move_party(party: Party, direction: str, *, by: User) -> None:
    """Move a party `up` or `down` in the order in which the pledge names them."""
    with editing(party.pledge, "parties", by=by) as draft:
        swap(list(draft.parties.values()), draft.parties.get(party.key), direction)


def place_party(party: Party, position: int, *, by: User) -> None:
    """Put a party at a position in that order: from 1, and beyond the last is the last."""
    with editing(party.pledge, "parties", by=by) as draft:
        if party.key in draft.parties:
            put(list(draft.parties.values()), draft.parties[party.key], position)


def order_parties(pledge: Pledge, *, own_first: bool = False, by: User) -> None:
    """Order the parties by the names of their countries; `own_first`: but for the owner's, which comes first.

    Of one country, its Government and authorities come before its National Society.
    """
    with editing(pledge, "parties", by=by) as draft:
        own = owners_party(pledge, draft.parties.values()) if own_first else None
        row = list(draft.parties.values())
        in_order = sorted(row, key=lambda party: (party is not own, *_listed_under(party)))
        for party, position in zip(in_order, sorted(party.position for party in row), strict=True):
            party.position = position


def owners_party(pledge: Pledge, parties: Iterable[Party]) -> Party | None:
    """Return the party for which the organisation works that owns the pledge, where it is one of `parties`.

    Of several authorities of its State it is that of its name, or else the Government.
    """
    owner, called = pledge.organisation, compared(pledge.organisation.name)
    by_kind = {
        Organisation.Kind.NATIONAL_SOCIETY: ("national_society_id", owner.national_society_id),
        Organisation.Kind.MINISTRY: ("state_id", owner.state_id),
    }
    column, its_own = by_kind.get(Organisation.Kind(owner.kind), ("", None))
    possible = [party for party in parties if not its_own or getattr(party, column) == its_own]
    for party in possible:
        if called in _names(party):
            return party
    if not its_own:
        return None
    return next((party for party in possible if not party.name), possible[0] if len(possible) == 1 else None)


def _names(party: Party) -> set[str]:
    """Return what a party goes by, to be compared: a component by any of its names and its abbreviation, too."""
    called = {str(party), party.name, party.in_sentence}
    if party.component:
        called |= {party.component.code, *names(party.component, COMPONENT_NAMES)}
    return {compared(name) for name in called if name}


def _listed_under(party: Party) -> tuple[str, bool, str]:
    state = party.state or (party.national_society.state if party.national_society else None)
    return folded(state.short_name_en if state else str(party)), not party.state_id, folded(party.name)
