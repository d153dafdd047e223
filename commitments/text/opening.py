"""The opening sentence, generated from the parties (the table “The opening sentence” in docs/product.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commitments.text.blanks import capitalised
from commitments.text.sentences import enumerate_words

NOBODY_YET = "[Government/National Society]"


@dataclass(frozen=True)
class OpeningParty:
    """What the opening needs to know of a party."""

    kind: str
    """state, national_society, component or observer"""
    code: str
    """ISO 3166-1 alpha-2 of its country"""
    in_sentence: str
    """“the Government of Kenya”, “the Kenya Red Cross Society”, “Example Relief”"""
    country: str
    """“Kenya”, “the Netherlands”"""
    renamed: bool = False
    """The pledge calls it otherwise than the directory does"""


def opening_sentence(
    parties: Sequence[OpeningParty], undertaking: str, *, region: str = "", in_full: bool = False
) -> str:
    """Return the sentence that the objectives follow, colon included.

    `undertaking` is what the parties pledge to do, “undertake measures to …”; `region` a name as it stands in a
    sentence, “the Sahel”; `in_full` names every party. Without a party the model's own blank stays open.
    """
    if not parties:
        return f"We, the {NOBODY_YET}, pledge to {undertaking}:"
    if len(parties) == 1:
        return f"We, {parties[0].in_sentence}, pledge to {undertaking}:"
    subject = "" if in_full or any(party.renamed for party in parties) else _together(parties, region)
    subject = subject or capitalised(enumerate_words([party.in_sentence for party in parties]))
    return f"{subject} jointly pledge to {undertaking}:"


def _together(parties: Sequence[OpeningParty], region: str) -> str:
    """Return the parties as one: of a country, or of a region; nothing where they have to be named one by one."""
    states = [party for party in parties if party.kind == "state"]
    societies = [party for party in parties if party.kind == "national_society"]
    if len(states) + len(societies) < len(parties):
        return ""
    if len(states) == len(societies) == 1:
        same_country = states[0].code == societies[0].code
        return f"The Government and National Society of {states[0].country}" if same_country else ""
    if not region or len(societies) < 2 or len(states) == 1:
        return ""
    return f"The {'Governments and ' if states else ''}National Societies of {region}"
