"""What binds a frozen text: the signatures that were given on it, and where anybody checks them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commitments.document.who_signs import Party


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
    method: str = ""
    """How identity was proven: code, account, second, passkey or sso"""
    domain: str = ""
    """Of the address to which the code went, or which the account has"""
    named_by: str = ""
    """Who named the signatory: drafter, or party; empty of a signature from before that was kept"""
    drafter: str = ""
    """The organisation that drafted the pledge, by its name then; empty likewise"""
    vouched_by: str = ""
    """What said then that the party stands behind it: domain, or known; empty where nothing did"""
    place: int = 0
    """Which of the party's signatories gave it"""
    by: str = ""
    """office or delegation, of who signs in another's place; of others the text has it"""
    whom: str = ""
    """The same: on behalf of whom, or by delegation for whom"""
    in_place_of: str = ""
    """The name of the one whom the text names, where somebody else has signed"""


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
    to_sign: tuple[Signed, ...] = ()
    """Who is to sign in the place of the one whom the text names, and has not yet; their `at` is empty"""

    def of(self, party: Party) -> tuple[Signed, ...]:
        """Return the signatures given for a party, in the order of its signatories."""
        own = (signed for signed in self.signed if signed.party_key == party.key)
        return tuple(sorted(own, key=lambda signed: signed.place))

    def to_be_signed(self, party: Party, place: int) -> Signed | None:
        """Return who is to sign for a party, at one of its places, in that of the one whom the text names there."""
        own = (signed for signed in self.to_sign if (signed.party_key, signed.place) == (party.key, place))
        return next(own, None)

    def has_signed(self, party: Party) -> bool:
        """Whether as many of a party's signatories have signed as must."""
        return len(self.of(party)) >= party.signatures_needed

    @property
    def started_by(self) -> str:
        """The organisation that drafted it; empty where no signature was given since that is kept."""
        return next((signed.drafter for signed in self.signed if signed.drafter), "")

    @property
    def later(self) -> tuple[Signed, ...]:
        """Signatures of further parties."""
        return tuple(signed for signed in self.signed if signed.is_later)
