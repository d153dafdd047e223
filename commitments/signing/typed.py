"""What a signatory types to sign: compared with how they were asked, and never printed. Printed is who was asked."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commitments.models import SignatureRequest
from commitments.text.limits import clean_text
from commitments.text.names import is_name_of, same_words


def problem_of_name(signature_request: SignatureRequest, name: str) -> str:
    """Return why a typed name is not that of who was asked, and what to do; nothing where it is.

    Raises TextRefusedError.
    """
    typed = clean_text(name, limit=150, one_line=True)
    if typed and is_name_of(typed, signature_request.name):
        return ""
    message = _("Type your name as it stands in the text: {name}. If somebody else is to sign, ask for that change.")
    if signature_request.replaces_id:
        message = _("Type your name as you were named: {name}. If it is wrong, tell the drafters.")
    elif signature_request.is_later:
        message = _("Type your name as you wrote it when you asked: {name}.")
    return message.format(name=signature_request.name)


def problem_of_title(signature_request: SignatureRequest, title: str) -> str:
    """Return why a typed title is not that of who was asked, and what to do; nothing where it is, or none was typed.

    Raises TextRefusedError.
    """
    typed = clean_text(title, limit=200, one_line=True)
    if not typed or same_words(typed, signature_request.title):
        return ""
    if signature_request.replaces_id:
        if not signature_request.title:
            return _("You were named without a title, and none is printed. Leave this empty.")
        message = _("Your title is printed as you were named: {title}. Type it so, or leave this empty.")
        return message.format(title=signature_request.title)
    if not signature_request.title:
        return _("The text has no title for you, and none is printed. Leave this empty.")
    message = _("Your title is printed as it stands in the text: {title}. Type it so, or leave this empty.")
    if signature_request.is_later:
        message = _("Your title is printed as you wrote it when you asked: {title}. Type it so, or leave this empty.")
    return message.format(title=signature_request.title)
