"""The receipt that goes to who signed: what, when and how, and where it can be read and checked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commitments.people.mail.announcing import Letter
from commitments.people.mail.audiences import addressees
from commitments.people.mail.letters import Lines, WhereGiven

RECEIPT = Letter(
    addressees,
    _("Your signature: {pledge}"),
    (
        _(
            "You have signed the pledge “{pledge}” ({pledge.reference}) for {request.in_sentence}. This is your "
            "receipt; nothing is up to you now."
        ),
        Lines(
            (
                _("Signed by: {request.signature.name}"),
                WhereGiven(_("Title: {request.signature.title}")),
                _("When: {request.signature.at}"),
                WhereGiven(_("How: with a six-digit code, sent to {request.signature.code_address}")),
                WhereGiven(_("How: with your account, {request.signature.account_address}")),
                _("The text: revision {signing_round.revision.number}"),
                _("Its SHA-256: {signing_round.revision.digest}"),
                _("What you confirmed: “{request.signature.statement}”"),
            )
        ),
        _(
            "Once every party has signed, this address says who did, and whether a file is the signed text. Anybody "
            "who has it can read it; no account is needed:"
        ),
        "{seal}",
        WhereGiven(
            _(
                "To read the text again, open the link in the mail to {request.invitation.email} that asked you to "
                "sign. It works as long as your signature stands."
            )
        ),
        WhereGiven(_("To read the text again, sign in as {request.signature.by.email}.")),
        _("Once every party has signed that the text names, you get the signed PDF by another mail."),
        (
            WhereGiven(
                _(
                    "The code that was sent to {request.signature.code_address} is used up: nobody else can sign with "
                    "it."
                )
            ),
            _("If it was not you who signed, answer this mail at once."),
        ),
    ),
)
"""`to` is who has signed, `request` their signature request"""
