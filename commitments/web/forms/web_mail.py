"""What stands beside the address of a Government's signatory where anybody could have such an address."""

from __future__ import annotations

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from commitments.models import PartyKind
from commitments.text.mail_domains import domain_of, is_web_mail


def web_mail_warning(kind: str, address: str) -> SafeString:
    """Return what is said beside the address of who signs for a party of this kind; nothing where all is well."""
    domain = domain_of(address)
    if kind != PartyKind.STATE or not is_web_mail(domain):
        return SafeString("")
    warning = _("Anybody can have an address at {domain}. For a Government, ask for an official address.")
    return format_html("<b>{}</b>", warning.format(domain=domain))


def warn_of_web_mail(form: forms.Form, field: str, kind: str) -> None:
    """Begin the help of an address's field with that warning, where one is due to what it has now."""
    # Not form[field].value(): whoever asks for a bound field fixes its help.
    address = form.data.get(form.add_prefix(field)) if form.is_bound else form.initial.get(field)
    if warning := web_mail_warning(kind, address or ""):
        form.fields[field].help_text = format_html("{} {}", warning, form.fields[field].help_text)
