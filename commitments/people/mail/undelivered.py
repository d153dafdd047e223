"""Events of mail that does not arrive: who caused it is told, and of a signed PDF that can't be made, the drafters."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commitments.people.mail.announcing import Event
from commitments.people.mail.audiences import concerned, drafters

INVITATION_DELAYED = Event(
    "undelivered",
    concerned,
    _("The invitation to {mail.to} could not be delivered. We try again for two days."),
)
INVITATION_UNDELIVERED = Event(
    "undelivered",
    concerned,
    _("The invitation to {mail.to} could not be delivered. Check the address and send it again."),
)
SIGNATURE_REQUEST_UNDELIVERED = Event(
    "undelivered",
    concerned,
    _(
        "The mail that asks {mail.to} to sign could not be delivered. If the address is wrong, correct it on the page "
        "of signatures."
    ),
)
MAIL_UNDELIVERED = Event(
    "undelivered",
    concerned,
    _(
        "A mail to {mail.to} about “{pledge}” could not be delivered. If the address is right, tell them yourself what "
        "has happened."
    ),
)
SIGNED_PDF_DELAYED = Event(
    "undelivered",
    concerned,
    _("The mail with the signed PDF could not be delivered to {mail.to}. We try again for two days."),
)
SIGNED_PDF_UNDELIVERED = Event(
    "undelivered",
    concerned,
    _("The mail with the signed PDF could not be delivered to {mail.to}. Send them the file yourself."),
)
SIGNED_PDF_LATE = Event(
    "pdf-late",
    drafters,
    _("The signed PDF of “{pledge}” could not be made yet, and the mails with it wait: {problem}"),
)
SIGNED_PDF_UNMADE = Event(
    "pdf-unmade",
    drafters,
    _(
        "The signed PDF of “{pledge}” could not be made, and mails went without it. Open the pledge and take the file "
        "there once it can be made: {problem}"
    ),
)
