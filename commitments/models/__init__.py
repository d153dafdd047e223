"""The nouns. One file each; import them from here."""

from commitments.models.directory import NationalSociety, PartyKind, RegionalGroup, State, in_language, matching
from commitments.models.framework import ClauseLink, Framework, FrameworkItem
from commitments.models.menu import Menu, menu
from commitments.models.model_text import Bracket, Clause, ModelText, Passage, Theme
from commitments.models.organisation import Membership, Organisation, User
from commitments.models.pledge import BlankFilling, Item, Party, Pledge, ResourceLine, SectionState, new_key
from commitments.models.search import Found, find

__all__ = [
    "BlankFilling",
    "Bracket",
    "Clause",
    "ClauseLink",
    "Found",
    "Framework",
    "FrameworkItem",
    "Item",
    "Membership",
    "Menu",
    "ModelText",
    "NationalSociety",
    "Organisation",
    "Party",
    "PartyKind",
    "Passage",
    "Pledge",
    "RegionalGroup",
    "ResourceLine",
    "SectionState",
    "State",
    "Theme",
    "User",
    "find",
    "in_language",
    "matching",
    "menu",
    "new_key",
]
