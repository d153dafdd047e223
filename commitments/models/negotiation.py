"""The table at which the drafters of a pledge and one other party agree on its items, one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.models.comment import Actor
from commitments.models.organisation import User
from commitments.models.pledge import Pledge
from commitments.text.marks import mark_of
from commitments.text.sameness import same_wording


class Side(models.TextChoices):
    DRAFTERS = "drafters", _("Drafters")
    PARTY = "party", _("The other party")

    @property
    def other(self) -> Side:
        return Side.PARTY if self is Side.DRAFTERS else Side.DRAFTERS


class NegotiationTable(models.Model):
    """A pledge and one of its other parties. While it is open, every item waits for both sides to agree.

    Its rows are the items that the pledge has at the moment; only what the sides write is kept here.
    """

    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="tables")
    party_key = models.SlugField(max_length=20, help_text="The other party, by its key in the pledge")
    opened_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["pledge", "party_key"], name="one_table_a_party"),
        ]

    def __str__(self) -> str:
        return f"{self.pledge_id} {self.party_key}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Cell(models.Model):
    """What one side says of one item at a table. `text` is for that side alone; the rest, both sides read."""

    table = models.ForeignKey(NegotiationTable, on_delete=models.CASCADE, related_name="cells")
    item_key = models.CharField(max_length=80, help_text="Of the item, which may be gone from the pledge")
    side = models.CharField(max_length=8, choices=Side)
    text = models.TextField(blank=True, help_text="The side's wording as it stands; read by that side alone")
    who = models.CharField(max_length=150, blank=True, help_text="Who wrote it; for that side alone")
    at = models.DateTimeField(null=True, help_text="When; for that side alone")
    shown = models.TextField(blank=True, help_text="The wording as it was shown to the other side; empty: not yet")
    agrees_to = models.TextField(blank=True, help_text="The wording that the side agrees to; empty: none")
    agreed_over = models.CharField(
        max_length=16, blank=True, help_text="Names the pledge's text of that moment: another one, and it lapses"
    )
    agreed_who = models.CharField(max_length=150, blank=True)
    agreed_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", help_text="Of the drafters: who agreed"
    )
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["table", "item_key", "side"], name="one_cell_a_side"),
            models.CheckConstraint(condition=Q(agrees_to="") | ~Q(agreed_over=""), name="agreed_over_a_text"),
        ]

    def __str__(self) -> str:
        return f"{self.item_key}, {self.side}"  # never a word of what is in it: this is shown in lists and logs

    def agree(self, wording: str, text: str, actor: Actor) -> None:
        """Let the side agree to a wording of an item that reads `text`, in memory; to none, where it is empty."""
        self.agrees_to, self.agreed_over = wording, mark_of(text) if wording else ""
        self.agreed_who, self.agreed_by = (str(actor)[:150], actor.user) if wording else ("", None)
        self.agreed_at = timezone.now() if wording else None


@dataclass(frozen=True)
class SeenCell:
    """A cell as one side sees it: `text` and who wrote it are empty where it is the other side's."""

    text: str = ""
    who: str = ""
    at: datetime | None = None
    shown: str = ""
    agrees_to: str = ""
    agreed_over: str = ""
    agreed_who: str = ""
    agreed_at: datetime | None = None

    @classmethod
    def of(cls, cell: Cell, *, is_own: bool) -> SeenCell:
        return cls(
            text=cell.text if is_own else "",
            who=cell.who if is_own else "",
            at=cell.at if is_own else None,
            shown=cell.shown,
            agrees_to=cell.agrees_to,
            agreed_over=cell.agreed_over,
            agreed_who=cell.agreed_who,
            agreed_at=cell.agreed_at,
        )

    @property
    def is_private(self) -> bool:
        """Whether something stands in it that the other side has not been shown."""
        return bool(self.text) and self.text != self.shown

    def agreed(self, text: str) -> str:
        """Return the wording that its side agrees to, of an item that reads `text` now.

        Nothing where the text was changed since: it may have been agreed to in exchange for what stood there.
        """
        if not self.agrees_to:
            return ""
        holds = mark_of(text) == self.agreed_over or same_wording(text, self.agrees_to)
        return self.agrees_to if holds else ""


def is_agreed(text: str, one: SeenCell, other: SeenCell) -> bool:
    """Whether both sides agree to the same wording of an item, and the pledge has it: `text` is how it reads now."""
    wording = one.agreed(text)
    return bool(wording) and wording == other.agreed(text) and same_wording(text, wording)


@dataclass(frozen=True)
class Seat:
    """Somebody at a table: on which side they are, and whether they may write there now."""

    table: NegotiationTable
    actor: Actor
    side: Side
    may_write: bool
