"""What stands beside the address of who signs for a Government where anybody could have such an address."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from commitments.models import SignatureRequest
from commitments.web.forms.web_mail import web_mail_warning

register = template.Library()


@register.simple_tag
def warning_of_address(signature_request: SignatureRequest, email: str) -> SafeString:
    """Return that warning for an address at which somebody is, or would be, asked what a request asks; else nothing."""
    return web_mail_warning(signature_request.party_kind, email)
