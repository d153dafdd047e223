"""The nouns. One file each; import them from here."""

from commitments.models.change import Change, NamedVersion
from commitments.models.comment import Actor, Comment
from commitments.models.confirmed_domain import ConfirmedDomain
from commitments.models.copies import AnnexedCopy, PublicCopy, SignedCopy
from commitments.models.directory import (
    Component,
    NationalSociety,
    PartyKind,
    RegionalGroup,
    State,
    in_language,
)
from commitments.models.draft import Draft
from commitments.models.framework import ClauseLink, Framework, FrameworkItem
from commitments.models.invitation import Attempt, EarlierCode, Invitation
from commitments.models.item import Item, ResourceLine
from commitments.models.knowledge import Choice, Conference, Misnomer, Overlap, Resolution
from commitments.models.library_change import LibraryChange
from commitments.models.mail import Mail, Notice
from commitments.models.menu import Menu, menu
from commitments.models.model_text import Bracket, Clause, ModelText, Passage, Theme
from commitments.models.negotiation import Cell, NegotiationTable, Seat, SeenCell, Side
from commitments.models.organisation import Membership, Organisation, User
from commitments.models.party import DEPUTIES, MOST_SIGNATORIES, Capacity, NamedSignatory, Party, Slot
from commitments.models.pledge import TRANSITIONS, Pledge, Reader, SectionState, Step, new_key, new_line_key
from commitments.models.proposed_signatory import ProposedSignatory
from commitments.models.revision import Circulation, Revision, Signature, SignatureRequest
from commitments.models.search import Found, find, group_named
from commitments.models.sent_form import SentForm
from commitments.models.submission import JoinRequest, Submission
from commitments.models.trail import TrailAddress, TrailEntry, TrailHead

__all__ = [
    "DEPUTIES",
    "MOST_SIGNATORIES",
    "TRANSITIONS",
    "Actor",
    "AnnexedCopy",
    "Attempt",
    "Bracket",
    "Capacity",
    "Cell",
    "Change",
    "Choice",
    "Circulation",
    "Clause",
    "ClauseLink",
    "Comment",
    "Component",
    "Conference",
    "ConfirmedDomain",
    "Draft",
    "EarlierCode",
    "Found",
    "Framework",
    "FrameworkItem",
    "Invitation",
    "Item",
    "JoinRequest",
    "LibraryChange",
    "Mail",
    "Membership",
    "Menu",
    "Misnomer",
    "ModelText",
    "NamedSignatory",
    "NamedVersion",
    "NationalSociety",
    "NegotiationTable",
    "Notice",
    "Organisation",
    "Overlap",
    "Party",
    "PartyKind",
    "Passage",
    "Pledge",
    "ProposedSignatory",
    "PublicCopy",
    "Reader",
    "RegionalGroup",
    "Resolution",
    "ResourceLine",
    "Revision",
    "Seat",
    "SectionState",
    "SeenCell",
    "SentForm",
    "Side",
    "Signature",
    "SignatureRequest",
    "SignedCopy",
    "Slot",
    "State",
    "Step",
    "Submission",
    "Theme",
    "TrailAddress",
    "TrailEntry",
    "TrailHead",
    "User",
    "find",
    "group_named",
    "in_language",
    "menu",
    "new_key",
    "new_line_key",
]
