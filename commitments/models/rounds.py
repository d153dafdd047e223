"""A pledge's rounds of signing: the one that counts now, whose turn it is, and who has signed. Reads only."""

from __future__ import annotations

from dataclasses import dataclass

from commitments.models import Circulation, Pledge, Revision, Turn


@dataclass(frozen=True)
class Round:
    """One revision with its turns, in the parties' order, and the signatures that stand on it."""

    revision: Revision
    turns: tuple[Turn, ...]

    @property
    def circulation(self) -> Circulation:
        return self.revision.circulation

    @property
    def signed(self) -> list[Turn]:
        return [turn for turn in self.turns if turn.answer == Turn.Answer.SIGNED]

    @property
    def named_signed(self) -> int:
        """How many of the parties that the text names have signed."""
        return sum(turn.answer == Turn.Answer.SIGNED for turn in self.named)

    @property
    def later_signed(self) -> int:
        """How many further parties have signed."""
        return len(self.signed) - self.named_signed

    @property
    def waiting(self) -> list[Turn]:
        """Those to whom it is up now."""
        return [turn for turn in self.turns if turn.is_open]

    @property
    def named(self) -> list[Turn]:
        """Those of the parties that the text names."""
        return [turn for turn in self.turns if not turn.is_later]

    @property
    def later(self) -> list[Turn]:
        """Those of further parties, which the text does not name."""
        return [turn for turn in self.turns if turn.is_later]

    @property
    def is_complete(self) -> bool:
        """Whether every party of the text has signed; further parties don't count."""
        return all(turn.answer == Turn.Answer.SIGNED for turn in self.named)

    def turn_of(self, email: str) -> Turn | None:
        """Return the turn of the person with this address."""
        return next((turn for turn in self.turns if turn.email == email.lower()), None)


def last_round(pledge: Pledge) -> Round | None:
    """Return the last round of a pledge, whatever became of it; None where it was never circulated. Two queries."""
    revision = pledge.revisions.select_related("circulation", "by").order_by("-number").first()
    return of_revision(revision) if revision else None


def of_revision(revision: Revision) -> Round:
    """Return the round of one revision. One query."""
    turns = tuple(revision.circulation.turns.select_related("invitation", "signature"))
    for turn in turns:
        turn.circulation = revision.circulation
    return Round(revision, turns)
