"""The receipt that goes to who signed: what, when and how, and where it can be read and checked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commitments.people.mail.announcing import Letter
from commitments.people.mail.audiences import addressees
from commitments.people.mail.letters import Lines, WhereGiven

TRAIL_HEAD = WhereGiven(
    _(
        "The SHA-256 of its trail up to here: {trail_head}\n"
        "Keep this mail: it can show later that nothing in the trail was changed."
    )
)
"""In a letter with the signed PDF"""
_SUBJECT = _("Your signature: {pledge}")
_WHAT = (
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
)
_READ_AGAIN = (
    WhereGiven(
        _(
            "To read the text again, open the link in the mail to {request.invitation.email} that asked you to "
            "sign. It works as long as your signature stands."
        )
    ),
    WhereGiven(_("To read the text again, sign in as {request.signature.by.email}.")),
)
_NOT_YOU = (
    WhereGiven(
        _("The code that was sent to {request.signature.code_address} is used up: nobody else can sign with it.")
    ),
    _("If it was not you who signed, answer this mail at once."),
)
RECEIPT = Letter(
    addressees,
    _SUBJECT,
    (
        *_WHAT,
        _(
            "Once every party has signed, this address says who did, and whether a file is the signed text. Anybody "
            "who has it can read it; no account is needed:"
        ),
        "{seal}",
        *_READ_AGAIN,
        _("Once every party has signed that the text names, you get the signed PDF by another mail."),
        _NOT_YOU,
    ),
)
"""`to` is who has signed, `request` their signature request"""
FURTHER_RECEIPT = Letter(
    addressees,
    _SUBJECT,
    (
        *_WHAT,
        _("The PDF with every signature, yours among them, is attached."),
        WhereGiven(
            _(
                "You have not agreed that {request.unnamed_party} is named publicly: keep the file among the parties. "
                "You can still agree on the page where you signed."
            )
        ),
        _(
            "This address says who has signed, and whether a file is the signed text. Anybody who has it can read it; "
            "no account is needed:"
        ),
        "{seal}",
        TRAIL_HEAD,
        *_READ_AGAIN,
        _NOT_YOU,
    ),
    has_signed_pdf=True,
)
"""The same to a further party: every party that the text names has signed before"""
