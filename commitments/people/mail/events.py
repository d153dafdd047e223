"""Every event of which people are told: who hears of it, and in which words.

A new one is a row of this list, and a call of `announce` where it comes to pass. The words have places for what
`announce` is given; `request` is the signature request, or the join request of a further party.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from commitments.people.mail.announcing import Event, Letter
from commitments.people.mail.audiences import (
    addressees,
    asked_signatories,
    author,
    concerned,
    concerned_others,
    drafters,
    inviter,
    listeners,
    other_drafters,
    signatories_and_drafters,
)
from commitments.people.mail.letters import Plural, WhereGiven

REMINDER = _("Reminder: please sign “{pledge}”")
LINK = ("{link}", _("The link is for you alone. It is good until {invitation.expires_at:%Y-%m-%d, %H:%M} UTC."))
CODE = (
    _("Your code is {code}"),
    _(
        "Type it on the page that you opened. It works for 15 minutes, and once.\n"
        "If you did not ask for it, do nothing."
    ),
)

# Invitations and codes

COLLEAGUE_INVITED = Event(
    "invited",
    letter=Letter(
        addressees,
        _("{by} invites you to {invitation.organisation} on Pledgebuilder"),
        (_("{by} invites you to work on pledges for {invitation.organisation}. Open this link to begin:"), *LINK),
    ),
)
PARTY_INVITED = Event(
    "invited",
    letter=Letter(
        addressees,
        _("{by} asks for your comments on a pledge: {pledge}"),
        (
            _("{by} of {pledge.organisation} asks you to read a draft pledge, “{pledge}”, and to comment on it."),
            WhereGiven(_("{invitation.forwarded_from} passed this on to you.")),
            WhereGiven("{invitation.message}"),
            _("Open this link; nothing changes when you do:"),
            *LINK,
        ),
    ),
)
INVITATION_CONFIRMED = Event("opened", inviter, _("{invitation} confirmed the invitation."))
INVITATION_FORWARDED = Event("forwarded", inviter, _("{by} forwarded the invitation to {name} ({email})."))
CODE_TO_OPEN = Event("code", letter=Letter(addressees, _("{code} is your code"), CODE))
CODE_TO_SIGN = Event("code", letter=Letter(addressees, _("{code} is your code to sign a pledge"), CODE))
CODE_TO_JOIN = Event("code", letter=Letter(addressees, _("{code} is your code to ask to sign a pledge"), CODE))

# An organisation's people

ROLE_CHANGED = Event("role", concerned_others, _("{by} changed your role in {organisation}. You are now: {role}."))
MEMBER_REMOVED = Event("role", concerned_others, _("{by} removed you from {organisation}."))

# Comments and suggested wordings

COMMENTED = Event("comment", listeners, _("{comment.who} commented: “{text}”"))
WORDING_SUGGESTED = Event("suggestion", listeners, _("{comment.who} suggests another wording: “{text}”"))
WORDING_TAKEN = Event("answer", author, (_("{by} took the wording that you suggested: “{text}”"), WhereGiven("{word}")))
WORDING_DECLINED = Event(
    "answer", author, (_("{by} declined the wording that you suggested: “{text}”"), WhereGiven("{word}"))
)
KINDS_OF_COMMENTS = {COMMENTED.kind, WORDING_SUGGESTED.kind, WORDING_TAKEN.kind, WORDING_DECLINED.kind}
"""Of these, a digest leads to the page of comments"""

# Asking to sign

CIRCULATED = Event("circulated", other_drafters, _("{by} sent “{pledge}” round to be signed."))
ASKED_WITH_ACCOUNT = Event(
    "asked",
    letter=Letter(
        addressees,
        _("{by} asks you to sign “{pledge}”"),
        (
            (
                _("{by} asks you to sign “{pledge}” for {request.in_sentence}."),
                WhereGiven(
                    _("An answer is asked for before {request.asked_for} is over everywhere on earth (UTC−12).")
                ),
            ),
            WhereGiven("{news}"),
            WhereGiven("{circulation.message}"),
            _("Read the text first; then agree and sign, ask for changes, or decline:"),
            "{page}",
        ),
        reminder=REMINDER,
    ),
)
ASKED_BY_LINK = Event(
    "asked",
    letter=Letter(
        addressees,
        _("{by} asks you to sign a pledge: {pledge}"),
        (
            _(
                "{by} of {pledge.organisation} asks you to sign the pledge “{pledge}” for {request.in_sentence}. An "
                "answer is asked for before {request.asked_for} is over everywhere on earth (UTC−12)."
            ),
            WhereGiven("{news}"),
            WhereGiven("{circulation.message}"),
            _(
                "Open this link, and read the text. Then you agree and sign, ask for changes, or decline. "
                "Nothing changes when the link is merely opened:"
            ),
            *LINK,
        ),
        reminder=REMINDER,
    ),
)
FURTHER_PARTY_ASKED = Event(
    "asked",
    letter=Letter(
        addressees,
        _("You can sign this pledge now: {pledge}"),
        (
            _(
                "You asked to sign the pledge “{pledge}” for {request.in_sentence}. {pledge.organisation} has "
                "confirmed that."
            ),
            WhereGiven(_("It can be signed until {request.asked_for} is over everywhere on earth (UTC−12).")),
            _(
                "Open this link, and read the text: it is the one that every other party has signed. Then you agree "
                "and sign, or decline. Nothing changes when the link is merely opened:"
            ),
            *LINK,
        ),
        reminder=REMINDER,
    ),
)
UNANSWERED = Event(
    "expired",
    drafters,
    _(
        "{request.name} has not answered for {request.in_sentence}. An answer was asked for by {request.asked_for}; "
        "no more reminders are sent. Ask them yourself, or reopen the pledge and name somebody else."
    ),
)

# Answers

SIGNED_PDF = (
    _("Every party has signed the pledge “{pledge}” ({pledge.reference}). The signed PDF is attached."),
    _("Anybody who has this address can check who signed it, and whether a file is the signed text:"),
    "{page}",
    _("The text's SHA-256: {signing_round.revision.digest}"),
    WhereGiven(
        _(
            "The SHA-256 of its trail up to here: {trail_head}\n"
            "Keep this mail: it can show later that nothing in the trail was changed."
        )
    ),
)
SIGNED = Event("answered", other_drafters, _("{request.name} signed “{pledge}” for {request.in_sentence}."))
AGREED = Event(
    "agreed",
    drafters,
    _("Every party has signed “{pledge}”. The signed PDF is in your mail."),
    Letter(signatories_and_drafters, _("Signed by every party: {pledge}"), SIGNED_PDF, has_signed_pdf=True),
    is_digested=False,
)

# Taking back, handing in

SIGNATURES_VOID = Plural(
    gettext_noop("One signature on the old text is void."),
    gettext_noop("{count} signatures on the old text are void."),
    "void",
)
NOT_PUBLISHED = WhereGiven(
    _("The text was published, and is not any more. Its address says what became of it: {published}")
)
REOPENED = Event(
    "reopened",
    other_drafters,
    _("Reopened for changes: {pledge} – {by}: {reason}"),
    Letter(
        asked_signatories,
        _("Reopened for changes: {pledge}"),
        (
            _("{by} reopened the pledge “{pledge}” for changes. You will be asked again, to sign the new text."),
            _("The reason: {reason}"),
            SIGNATURES_VOID,
            NOT_PUBLISHED,
        ),
    ),
)
WITHDRAWN = Event(
    "withdrawn",
    other_drafters,
    _("Withdrawn: {pledge} – {by}: {reason}"),
    Letter(
        asked_signatories,
        _("Withdrawn: {pledge}"),
        (
            _("{by} withdrew the pledge “{pledge}”. Nobody is asked to sign it any more."),
            _("The reason: {reason}"),
            SIGNATURES_VOID,
            NOT_PUBLISHED,
        ),
    ),
)
SUBMITTED = Event("submitted", other_drafters, _("{by} recorded that “{pledge}” was handed to the Conference."))

# Further parties

JOIN_REQUESTED = Event(
    "join", drafters, _("{request.name} asks to sign “{pledge}” for {request.in_sentence}. Confirm it, or refuse.")
)
JOIN_CONFIRMED = Event(
    "join", other_drafters, _("{by} confirmed that {request.name} may sign “{pledge}” for {request.in_sentence}.")
)
JOIN_REFUSED = Event(
    "join",
    other_drafters,
    _("{by} refused that {request.name} signs “{pledge}” for {request.in_sentence}."),
    Letter(
        addressees,
        _("You can’t sign this pledge: {pledge}"),
        (
            _(
                "You asked to sign the pledge “{pledge}” ({pledge.reference}) for {request.in_sentence}. "
                "{pledge.organisation} has refused that."
            ),
            _("The reason: {reason}"),
        ),
    ),
)

# Mail that does not arrive

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
        "The mail that asks {mail.to} to sign could not be delivered. If the address is wrong, reopen the pledge and "
        "correct it."
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
