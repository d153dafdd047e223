"""What somebody is to a pledge, what can be to do next with it, and the facts that decide it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.drafting.sections import Section
from commitments.models import Pledge, SignatureRequest

NAMED = 4
"""How many names stand in a line; of the others, how many there are"""


class Role(StrEnum):
    """What somebody is to a pledge. Whether they are asked to sign it is said apart."""

    DRAFTER = "drafter"
    """Writes for the organisation whose pledge it is"""
    READER = "reader"
    """Belongs to it, and reads"""
    GUEST = "guest"
    """Was invited to it"""


class Move(StrEnum):
    """What can be to do next."""

    ANSWER = "answer"
    """Take or decline the wordings that were suggested"""
    WRITE = "write"
    CHECK = "check"
    INVITE = "invite"
    NEGOTIATE = "negotiate"
    """Agree with a party on the rows of a table that are open"""
    ASK = "ask"
    SIGN = "sign"
    DECIDE = "decide"
    """How it goes on, now that a party has declined"""
    CHANGE = "change"
    """The text, as a party asks for it"""
    WAIT = "wait"
    SUBMIT = "submit"
    ADMIT = "admit"
    """Or refuse: a further party asks to sign"""
    PUBLISH = "publish"
    COMMENT = "comment"
    KEEP = "keep"
    """Nothing is left to do; there are the files, or the text for another pledge"""


@dataclass(frozen=True)
class OpenTable:
    """A negotiation table at which the sides have not agreed on every row."""

    party_key: str
    party: str
    """As a sentence names it"""
    rows: int
    """How many are open, at least 1"""
    waiting: int = 0
    """Of these, those on which the own side has agreed, and the other side not yet"""

    @property
    def own_rows(self) -> int:
        """How many the own side has yet to agree on."""
        return self.rows - self.waiting


@dataclass(frozen=True)
class Facts:
    """All that decides what is next."""

    status: str
    role: Role
    is_to_sign: bool = False
    """Whether the text waits for the answer of who looks"""
    suggestions: int = 0
    """Suggested wordings that nobody answered yet"""
    empty: Section | None = None
    """The first section in which nothing is, and of which nobody said that it is ready so"""
    to_fix: int = 0
    """What the check finds that stands in the way of circulating"""
    invitable: str = ""
    """The first other party of which nobody was invited, as a sentence names it"""
    tables: Sequence[OpenTable] = ()
    """The tables at which rows are open, a guest's own alone. Each is one thing to fix, and needs the other side"""
    objections: Sequence[SignatureRequest] = ()
    """What asks for changes, or declined, in a round that goes on"""
    holding_up: Sequence[SignatureRequest] = ()
    """Those that declined, and at which the round stands still"""
    waiting: Sequence[str] = ()
    """The names of those who were asked and have not signed"""
    asking: int = 0
    """How many further parties ask to sign"""
    takes_further_parties: bool = False
    may_be_published: bool = False
    """Whether every party of the text agrees to that, and it is not published yet"""

    @property
    def is_drafter(self) -> bool:
        return self.role == Role.DRAFTER


@dataclass(frozen=True)
class NextStep:
    """What is to be done next with a pledge, and the button that leads there."""

    move: Move
    is_mine: bool
    """Whether it waits for the person who looks"""
    text: str
    """What it is, or whom the others wait for"""
    button: str
    route: str
    """Name of the address to which the button leads; its first argument is the pledge's reference"""
    args: tuple[str | int, ...] = ()
    anchor: str = ""
    hint: str = ""
    """What a person who does this for the first time should know; may be empty"""

    @property
    def heading(self) -> str:
        """What stands above the button: that it is next, or how things are."""
        is_told = self.move in (Move.WAIT, Move.DECIDE, Move.CHANGE, Move.KEEP, Move.ADMIT, Move.PUBLISH, Move.COMMENT)
        return (
            self.text
            if is_told or (self.move == Move.NEGOTIATE and not self.is_mine)
            else _("Next: {what}").format(what=self.text)
        )

    def url(self, pledge: Pledge) -> str:
        end = f"#{self.anchor}" if self.anchor else ""
        return reverse(self.route, args=[pledge.reference, *self.args]) + end


def in_a_line(names: Sequence[str]) -> str:
    """Return names with commas between them, four at most, and how many more there are."""
    line = ", ".join(names[:NAMED])
    more = len(names) - NAMED
    return _("%(names)s and %(count)d more") % {"names": line, "count": more} if more > 0 else line
