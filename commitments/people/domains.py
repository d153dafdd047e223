"""The secretariat confirms which domains of e-mail addresses are a party's own, and withdraws that again."""

from __future__ import annotations

import logging

from django.core.exceptions import ValidationError
from django.core.validators import validate_domain_name
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.models import Component, ConfirmedDomain, NationalSociety, State, User
from commitments.text.limits import clean_text
from commitments.text.mail_domains import domain_of, is_web_mail

OPEN_TO_ALL = frozenset({"ac", "co", "com", "edu", "gen", "id", "info", "me", "ne", "net", "nom", "or", "org", "web"})
"""Labels right below a country beneath which many others have domains of their own: co.uk, org.za"""
LONGEST_NOTE = 300

log = logging.getLogger("commitments.security")


class DomainError(Exception):
    """The domain can't be confirmed, or not be withdrawn; the message says why. Nothing was changed."""


def party_column(party: State | NationalSociety | Component) -> str:
    """Return the column of ConfirmedDomain that leads to such a party."""
    return {State: "state", NationalSociety: "national_society", Component: "component"}[type(party)]


def cleaned_domain(typed: str) -> str:
    """Return a domain as it is kept: in small letters, another script's as the DNS has it. Takes an address, too.

    Raises DomainError for what is none, and for one that can't be one party's own.
    """
    domain = domain_of(f"@{typed.strip().rpartition('@')[2]}")
    try:
        validate_domain_name(domain)
    except ValidationError as error:
        message = _("“{typed}” is no domain. Write what stands behind the @ of an address, such as interior.go.ke.")
        raise DomainError(message.format(typed=typed.strip())) from error
    if is_web_mail(domain):
        message = _("Anybody can have an address at {domain}: it says nothing of a party.")
        raise DomainError(message.format(domain=domain))
    first, _dot, ending = domain.partition(".")
    if first in OPEN_TO_ALL and len(ending) == len("uk"):
        message = _("{domain} is nobody’s own: many have domains beneath it. Write the party’s whole domain.")
        raise DomainError(message.format(domain=domain))
    return domain


def confirm_domain(
    party: State | NationalSociety | Component, domain: str, *, with_subdomains: bool = False, note: str = "", by: User
) -> ConfirmedDomain:
    """Confirm that who has an address at a domain speaks for a party, from now on; return the row.

    Raises DomainError, also where it is confirmed already, and TextRefusedError.
    """
    domain, note, column = cleaned_domain(domain), clean_text(note, limit=LONGEST_NOTE), party_column(party)
    try:
        with transaction.atomic():
            row = ConfirmedDomain.objects.create(
                **{column: party}, domain=domain, with_subdomains=with_subdomains, note=note, confirmed_by=by
            )
    except IntegrityError as error:
        message = _("{domain} is confirmed for {party} already.")
        raise DomainError(message.format(domain=domain, party=party)) from error
    log.info("domain %s confirmed for %s %s by user %s", domain, column, party.pk, by.pk)
    return row


def withdraw_domain(row: ConfirmedDomain, *, why: str, by: User) -> None:
    """End a confirmation: it vouches for no signature from now on. The row is as it is then afterwards.

    Raises DomainError without a reason, and where it was withdrawn already; and TextRefusedError.
    """
    why = clean_text(why, limit=LONGEST_NOTE)
    if not why:
        raise DomainError(_("Write why it is withdrawn: who comes after you reads it."))
    ended = {"withdrawn_by": by, "withdrawn_at": timezone.now(), "why_withdrawn": why}
    if not ConfirmedDomain.objects.filter(pk=row.pk, withdrawn_at=None).update(**ended):
        raise DomainError(_("Somebody has withdrawn it already."))
    row.refresh_from_db()
    log.info("domain %s withdrawn by user %s", row.domain, by.pk)
