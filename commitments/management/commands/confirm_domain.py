"""Confirms that a domain of e-mail addresses is a party's own, as the secretariat does on the administration pages."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from commitments.models import Component, ConfirmedDomain, NationalSociety, State, User
from commitments.people.domains import DomainError, cleaned_domain, confirm_domain, party_column
from commitments.text.limits import TextRefusedError

KINDS = ("state", "national_society", "component")


class Command(BaseCommand):
    help = "Confirm that who has an e-mail address at a domain speaks for a party. Doing it again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=KINDS)
        parser.add_argument("code", help="ISO 3166-1 alpha-2 of the country, or ICRC or IFRC")
        parser.add_argument("domain", help="what stands behind the @, such as interior.go.ke")
        parser.add_argument("--by", required=True, help="the e-mail address of who confirms it: an administrator here")
        parser.add_argument("--with-subdomains", action="store_true", help="all domains beneath it are theirs, too")
        parser.add_argument("--note", default="", help="how it was made sure")

    def handle(self, *args: Any, **options: Any) -> None:
        """Confirm it, and print what is confirmed now. Raises CommandError for what can't be."""
        party = _party(options["kind"], options["code"].upper())
        by = User.objects.filter(email=options["by"].lower(), is_staff=True, is_active=True).first()
        if not by:
            raise CommandError(f"Nobody with the address {options['by']} may use the administration pages.")
        try:
            domain = cleaned_domain(options["domain"])
            same = {party_column(party): party, "domain": domain, "withdrawn_at": None}
            row = ConfirmedDomain.objects.filter(**same).first()
            if row and row.with_subdomains != options["with_subdomains"]:
                raise CommandError(f"{row} is confirmed already, but not with the same domains beneath it.")
            row = row or confirm_domain(
                party, domain, with_subdomains=options["with_subdomains"], note=options["note"], by=by
            )
        except (DomainError, TextRefusedError) as refused:
            raise CommandError(str(refused)) from refused
        if options["verbosity"]:
            self.stdout.write(str(row))


def _party(kind: str, code: str) -> State | NationalSociety | Component:
    found: State | NationalSociety | Component | None
    if kind == "state":
        found = State.objects.filter(iso2=code).first()
    elif kind == "national_society":
        found = NationalSociety.objects.filter(state__iso2=code).first()
    else:
        found = Component.objects.filter(code=code).first()
    if not found:
        raise CommandError(f"The directory has no {kind} with the code {code}.")
    return found
