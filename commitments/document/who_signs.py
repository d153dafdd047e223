"""Who signs a pledge, and for which party: frozen data, no database."""

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
