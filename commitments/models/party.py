"""Who pledges, and the official who signs for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commitments.models.directory import Component, NationalSociety, PartyKind, State
from commitments.models.pledge import Pledge, new_party_key
from commitments.text.articles import in_list


class Capacity(models.TextChoices):
    """By what a signatory may sign."""

    OFFICE = "office", _("On behalf of")
    DELEGATION = "delegation", _("By delegation for")


class Slot(models.TextChoices):
    """Who is named for a party beside its first signatory, who has columns of their own."""

    SECOND = "second", _("Second signatory")
    THIRD = "third", _("Third signatory")
    DEPUTY = "deputy", _("Deputy")
    SECOND_DEPUTY = "second-deputy", _("Second deputy")


DEPUTIES = (Slot.DEPUTY, Slot.SECOND_DEPUTY)
MOST_SIGNATORIES = 3
"""Of one party: the first, and those of two slots"""


@dataclass(frozen=True)
class NamedSignatory:
    """Somebody who signs for a party, or a deputy, who may sign in the place of one who leaves: as they were named."""

    name: str = ""
    title: str = ""
    email: str = ""
    signs_by: str = Capacity.OFFICE
    signs_for: str = ""
    """For whom, where it is not simply the party"""
    slot: str = ""
    """Empty for the first signatory"""


class Party(models.Model):
    """Who pledges: a State by its Government or by an authority of its own name, a National Society, another component
    of the Movement, or an observer.

    Several authorities of one State pledge beside each other, told apart by their names; each counts as that State.
    """

    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="parties")
    key = models.SlugField(max_length=20, default=new_party_key)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=PartyKind)
    state = models.ForeignKey(State, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    national_society = models.ForeignKey(
        NationalSociety, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    component = models.ForeignKey(Component, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(
        max_length=200, blank=True, help_text="An observer's name; for others, how this pledge calls them"
    )
    in_sentence = models.CharField(
        max_length=200, blank=True, help_text="How the name reads within a sentence, where that is to be another"
    )
    focal_name = models.CharField(max_length=150, blank=True)
    focal_email = models.EmailField(blank=True)
    signatory_name = models.CharField(max_length=150, blank=True)
    signatory_title = models.CharField(max_length=200, blank=True)
    signatory_email = models.EmailField(blank=True)
    signs_by = models.CharField(max_length=10, choices=Capacity, default=Capacity.OFFICE)
    signs_for = models.CharField(max_length=200, blank=True, help_text="For whom, where it is not simply the party")
    signatures_needed = models.PositiveSmallIntegerField(default=1, help_text="How many of its signatories must sign")
    further_signatories = models.JSONField(
        default=dict, blank=True, help_text="By slot, what was written of its further signatories and its deputies"
    )

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "parties"
        constraints = [
            models.UniqueConstraint(fields=["pledge", "key"], name="party_key_once_a_pledge"),
            models.UniqueConstraint(fields=["pledge", "state", "name"], name="authority_once_a_pledge"),
            models.UniqueConstraint(fields=["pledge", "national_society"], name="society_once_a_pledge"),
            models.UniqueConstraint(fields=["pledge", "component"], name="component_once_a_pledge"),
            models.UniqueConstraint(
                fields=["pledge", "name"], condition=Q(kind="observer"), name="observer_once_a_pledge"
            ),
            models.CheckConstraint(
                condition=Q(kind="state", state__isnull=False, national_society=None, component=None)
                | Q(kind="national_society", national_society__isnull=False, state=None, component=None)
                | Q(kind="component", component__isnull=False, state=None, national_society=None)
                | (Q(kind="observer", state=None, national_society=None, component=None) & ~Q(name="")),
                name="party_is_what_its_kind_says",
            ),
        ]

    def __str__(self) -> str:
        if self.name:
            return in_list(self.name, is_own_name=self.kind == PartyKind.OBSERVER)
        return str(self.state or self.national_society or self.component)

    @property
    def signatories(self) -> list[NamedSignatory]:
        """Those who sign for it, the first one first, as far as anything was written of them."""
        first = NamedSignatory(
            self.signatory_name, self.signatory_title, self.signatory_email, self.signs_by, self.signs_for
        )
        return [first, *self._in(slot for slot in Slot if slot not in DEPUTIES)]

    @property
    def deputies(self) -> list[NamedSignatory]:
        """Those who are named beforehand to sign in the place of a signatory who leaves."""
        return self._in(DEPUTIES)

    def readdress(self, old: str, new: str) -> None:
        """Have whoever of its signatories and deputies has the old address have the new one."""
        if self.signatory_email.lower() == old.lower():
            self.signatory_email = new
        self.further_signatories = {
            slot: {**entry, "email": new} if entry.get("email", "").lower() == old.lower() else entry
            for slot, entry in self.further_signatories.items()
        }

    def _in(self, slots: Iterable[Slot]) -> list[NamedSignatory]:
        written = self.further_signatories
        return [NamedSignatory(**written[slot], slot=slot) for slot in slots if written.get(slot)]

    @property
    def code(self) -> str:
        """ISO 3166-1 alpha-2 of the State or of the Society's country; a component's own; nothing for an observer."""
        if self.state:
            return self.state.iso2
        if self.component:
            return self.component.code
        return self.national_society.state.iso2 if self.national_society else ""
