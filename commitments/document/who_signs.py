"""Who signs a pledge, for which party, and what binds the text that they signed: frozen data, no database."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Signatory:
    """The official who signs for a party."""

    name: str
    title: str
    by: str
    """office or delegation"""
    whom: str
    """On behalf of whom, or by delegation for whom; empty: simply the party"""
    signs: str = field(default="", compare=False)
    """“by delegation for the Minister”, as a text is frozen with it"""


@dataclass(frozen=True)
class Party:
    kind: str
    """state, national_society, component or observer"""
    code: str
    """ISO 3166-1 alpha-2 of the country; a component's abbreviation; empty for an observer"""
    name: str
    """For a list or a signature block: “Government of Kenya”"""
    in_sentence: str
    """Article included: “the Government of Kenya”"""
    country: str
    """The country within a sentence, “the Netherlands”; empty for a component and an observer"""
    named: str
    """How this pledge calls the party, where that is not the directory's name"""
    focal_name: str
    focal_email: str
    key: str = ""
    signatory: Signatory | None = None
    named_in_sentence: str = ""
    """How this pledge calls the party within a sentence, where a drafter wrote that"""
    further_signatories: tuple[Signatory, ...] = ()
    """Who signs for it beside the first one"""
    signatures_needed: int = 1
    """How many of its signatories must sign"""

    @property
    def signatories(self) -> tuple[Signatory, ...]:
        """Who signs for it, by their places; nobody where nobody is named."""
        return (*((self.signatory,) if self.signatory else ()), *self.further_signatories)


@dataclass(frozen=True)
class Signed:
    """One signature for a party, as it is printed."""

    party_key: str
    party: str
    name: str
    title: str
    at: str
    """ISO 8601, UTC, to the second"""
    is_later: bool = False
    """A further party of an open pledge, which the text does not name"""
    place: int = 0
    """Which of the party's signatories gave it"""


@dataclass(frozen=True)
class Seal:
    """What binds a frozen text: its number and hash, who signed it, and where anybody checks that."""

    revision: int
    digest: str
    """SHA-256 of the frozen text, in hex digits"""
    address: str
    """Of the page where it is verified; empty while not all parties have signed"""
    signed: tuple[Signed, ...]
    trail_head: str = ""
    """The trail's hash once every party had signed, or at the last further party's signature; empty before"""

    def of(self, party: Party) -> tuple[Signed, ...]:
        """Return the signatures given for a party, in the order of its signatories."""
        own = (signed for signed in self.signed if signed.party_key == party.key)
        return tuple(sorted(own, key=lambda signed: signed.place))

    def has_signed(self, party: Party) -> bool:
        """Whether as many of a party's signatories have signed as must."""
        return len(self.of(party)) >= party.signatures_needed

    @property
    def later(self) -> tuple[Signed, ...]:
        """Signatures of further parties."""
        return tuple(signed for signed in self.signed if signed.is_later)
