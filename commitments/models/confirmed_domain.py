"""Domains of e-mail addresses of which the secretariat has confirmed that they are a party's own."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.models.directory import Component, NationalSociety, PartyKind, State, directory_entry
from commitments.models.organisation import User
from commitments.text.mail_domains import is_within


class ConfirmedDomain(models.Model):
    """Who has an address at this domain speaks for one party: the secretariat says so, from one moment to another.

    A row is never changed nor deleted, but ended once: so it also says what was confirmed when a signature was given.
    Of a State it is for its Government and for each of its authorities.
    """

    state = models.ForeignKey(State, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    national_society = models.ForeignKey(
        NationalSociety, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    component = models.ForeignKey(Component, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    domain = models.CharField(max_length=253, db_index=True, help_text=_("As it stands behind the @: interior.go.ke"))
    with_subdomains = models.BooleanField(
        default=False, help_text=_("Whether all domains beneath it are the party's, too: mail.interior.go.ke")
    )
    note = models.CharField(max_length=300, blank=True, help_text=_("How it was made sure, such as by a note verbale"))
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(default=timezone.now)
    withdrawn_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    why_withdrawn = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["domain", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__isnull=False, national_society=None, component=None)
                | Q(national_society__isnull=False, state=None, component=None)
                | Q(component__isnull=False, state=None, national_society=None),
                name="confirmed_domain_is_of_one_party",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, why_withdrawn="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(why_withdrawn="")),
                name="confirmed_domain_is_ended_whole",
            ),
            *(
                models.UniqueConstraint(
                    fields=[column, "domain"],
                    condition=Q(withdrawn_at=None),
                    name=f"domain_once_a_{column}",
                )
                for column in ("state", "national_society", "component")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.domain}: {self.party}"

    @property
    def party(self) -> State | NationalSociety | Component | None:
        """Whose it is."""
        return self.state or self.national_society or self.component

    @property
    def directory_entry(self) -> str:
        """The same as a signature names it."""
        if self.state:
            return directory_entry(PartyKind.STATE, self.state.iso2)
        if self.national_society:
            return directory_entry(PartyKind.NATIONAL_SOCIETY, self.national_society.state.iso2)
        return directory_entry(PartyKind.COMPONENT, self.component.code if self.component else "")

    def covers(self, domain: str) -> bool:
        """Whether an address at `domain` is one at this domain."""
        return domain == self.domain or (self.with_subdomains and is_within(domain, self.domain))
