"""Events once every party has signed: the pledge is submitted, its text published, or that is taken back; others join.

Like those of events.py.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commitments.people.mail.announcing import Event, Letter
from commitments.people.mail.audiences import (
    addressees,
    answered_signatories,
    drafters,
    of_the_secretariat,
    other_drafters,
    signed_before,
    signed_signatories,
)
from commitments.people.mail.events import DAY_ATTACHED, SIGNED_PDF
from commitments.people.mail.letters import WhereGiven
from commitments.people.mail.receipts import FURTHER_RECEIPT
from commitments.people.mail.replies import nobody, who_acts

TO_CHECK = (
    _(
        "Anybody who has this address can check who signed it, and whether a file is the signed text; no account is "
        "needed:"
    ),
    "{seal}",
)
SUBMITTED = Event(
    "submitted",
    other_drafters,
    _("{by} recorded that “{pledge}” was handed to the Conference."),
    Letter(
        signed_signatories,
        _("Submitted to the Conference: {pledge}"),
        (
            (
                _(
                    "{pledge.organisation} submitted the pledge “{pledge}” ({pledge.reference}), which you have "
                    "signed, to the Conference on {submission.on}."
                ),
                WhereGiven(_("Its reference there: {submission.conference_reference}.")),
                _("Nothing is up to you now."),
            ),
            *TO_CHECK,
        ),
        replies=who_acts,
    ),
    also=(
        Letter(
            of_the_secretariat,
            _("Submitted: {pledge}"),
            (
                (
                    _("{pledge.organisation} submitted the pledge “{pledge}” ({pledge.reference}) on {submission.on}."),
                    WhereGiven(_("Its reference at the Conference: {submission.conference_reference}.")),
                ),
                _("On the secretariat’s desk you read it, record its reference, and find its contacts:"),
                "{page}",
                _("You get this mail as a member of the secretariat. On your profile you can stop it."),
            ),
        ),
    ),
)
REFERENCED = Event(
    "submitted",
    other_drafters,
    _("{by} recorded what “{pledge}” is called at the Conference: {submission.conference_reference}."),
)
PUBLISHED = Event(
    "published",
    other_drafters,
    _("{by} published “{pledge}”."),
    Letter(
        signed_signatories,
        _("Published: {pledge}"),
        (
            _(
                "{by} of {pledge.organisation} published the pledge “{pledge}” ({pledge.reference}). Anybody who has "
                "this address can read it; no account is needed:"
            ),
            "{page}",
            _("It also stands in the register of published pledges, which anybody can search."),
            _("If you no longer agree, take your agreement back on the page where you signed."),
        ),
        replies=who_acts,
    ),
)
UNPUBLISHED = Event(
    "published",
    other_drafters,
    _("{by} took back the publication of “{pledge}”."),
    Letter(
        signed_signatories,
        _("No longer published: {pledge}"),
        (
            (
                _("{by} took back the publication of the pledge “{pledge}” ({pledge.reference})."),
                WhereGiven(_("The reason: {party} no longer agrees to it.")),
            ),
            _("Its address says so, and shows no text any more. Copies that somebody took before can’t be recalled."),
            "{page}",
        ),
        replies=who_acts,
    ),
)
LINK_TO_WHAT_THEY_SIGNED = Event(
    "asked",
    letter=Letter(
        addressees,
        _("Your link to what you signed: {pledge}"),
        (
            _("You signed the pledge “{pledge}” ({pledge.reference}) for {request.in_sentence}."),
            _(
                "You need no account to read it again. Once you have opened the link, you will be sent a six-digit "
                "code to this address, {address}:"
            ),
            "{link}",
            _(
                "The link is for you alone, and works as long as your signature stands. Behind it you read the text, "
                "get the signed PDF, and say whether the text may be published."
            ),
        ),
        replies=who_acts,
    ),
)
FURTHER_PARTY_SIGNED = Event(
    "answered",
    drafters,
    _("{request.name} signed “{pledge}” for {request.in_sentence}."),
    Letter(
        signed_before,
        _("A further party has signed: {pledge}"),
        (
            _(
                "{request.name} has signed the pledge “{pledge}” ({pledge.reference}) for {request.in_sentence}. The "
                "PDF with every signature is attached."
            ),
            WhereGiven(
                _("Note that {request.unnamed_party} has not agreed to be named publicly: keep the file to yourselves.")
            ),
            *SIGNED_PDF[1:],
        ),
        has_signed_pdf=True,
    ),
    also=(FURTHER_RECEIPT,),
)
FURTHER_PARTY_UNSIGNED = Event(
    "expired",
    drafters,
    _(
        "{request.name} has not signed for {request.in_sentence}, and the pledge was open for further parties until "
        "{request.asked_for}."
    ),
)
CLOSING_DAY_CHANGED = Event(
    "closing-day",
    other_drafters,
    _("{by} changed the day until which further parties can sign “{pledge}”. It is now: {pledge.open_until}."),
    Letter(
        answered_signatories,
        _("Another closing day: {pledge}"),
        (
            _(
                "{by} changed the day until which further parties can sign the pledge “{pledge}” "
                "({pledge.reference}). They can until {pledge.open_until} is over everywhere on earth (UTC−12)."
            ),
            _("Nothing is up to you: every signature on it stands."),
        ),
        replies=who_acts,
    ),
)
OWN_DAY_CHANGED = Event(
    "closing-day",
    letter=Letter(
        addressees,
        _("Another day to sign by: {pledge}"),
        (
            _(
                "{by} changed the day until which you can sign the pledge “{pledge}” ({pledge.reference}) for "
                "{request.in_sentence}. You can until {request.asked_for} is over everywhere on earth (UTC−12)."
            ),
            DAY_ATTACHED,
            _("Your link is in the mail that asked you to sign. You need no account."),
        ),
        replies=who_acts,
        has_day=True,
    ),
)
"""To a further party that may sign and has not yet: `request`"""
_OPENED_AGAIN = _("If the list is opened again, you get a mail, and your request is answered.")
CLOSED = Event(
    "closing-day",
    other_drafters,
    _("{by} closed the list of parties of “{pledge}”."),
    Letter(
        answered_signatories,
        _("No further parties: {pledge}"),
        (
            _(
                "{by} closed the list of parties of the pledge “{pledge}” ({pledge.reference}). Nobody else can sign "
                "it; every signature on it stands."
            ),
        ),
        replies=who_acts,
    ),
)
OWN_CLOSED = Event(
    "closing-day",
    letter=Letter(
        addressees,
        _("No further parties: {pledge}"),
        (
            _(
                "{by} closed the list of parties of the pledge “{pledge}” ({pledge.reference}), before you signed it "
                "for {request.in_sentence}. You can’t sign it any more, and you need to do nothing."
            ),
            _("If the list is opened again, you get a mail."),
        ),
        replies=who_acts,
    ),
)
"""To a further party that might sign and has not: `request`"""
CLOSED_TO_WHO_ASKS = Event(
    "closing-day",
    letter=Letter(
        addressees,
        _("No further parties: {pledge}"),
        (
            _(
                "You asked to sign the pledge “{pledge}” ({pledge.reference}) for {request.in_sentence}. "
                "{pledge.organisation} has closed the list of its parties, before your request was answered: it can’t "
                "be signed any more."
            ),
            _OPENED_AGAIN,
        ),
        replies=nobody,
    ),
)
CLOSING_DAY_PASSED = Event(
    "closing-day",
    drafters,
    _(
        "{request.name} asked to sign “{pledge}” for {request.in_sentence}, and was not answered before the last day, "
        "{pledge.open_until}."
    ),
    Letter(
        addressees,
        _("No further parties: {pledge}"),
        (
            _(
                "You asked to sign the pledge “{pledge}” ({pledge.reference}) for {request.in_sentence}. The last day "
                "for further parties was {pledge.open_until}, and your request was not answered by then: it can’t be "
                "signed any more."
            ),
            _OPENED_AGAIN,
        ),
        replies=nobody,
    ),
)
"""To who asks, once the day is over"""
DAY_CHANGED_FOR_WHO_ASKS = Event(
    "closing-day",
    letter=Letter(
        addressees,
        _("Another closing day: {pledge}"),
        (
            _(
                "You asked to sign the pledge “{pledge}” ({pledge.reference}) for {request.in_sentence}. Further "
                "parties can sign it until {pledge.open_until} is over everywhere on earth (UTC−12)."
            ),
            _("Your request waits for the answer of {pledge.organisation}: you get it by mail."),
        ),
        replies=nobody,
    ),
)
