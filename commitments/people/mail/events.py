"""Every event of which people are told: who hears of it, and in which words.

A new one is a row of this list, and a call of `announce` where it comes to pass. The words have places for what
`announce` is given; `request` is the signature request. One-time codes, what happens when a party does not sign, and
once all have signed, further parties that ask to sign, and mail that does not arrive have lists of their own.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from commitments.people.mail.announcing import Event, Letter
from commitments.people.mail.audiences import (
    addressees,
    asked_signatories,
    author,
    concerned_others,
    drafters,
    inviter,
    listeners,
    other_drafters,
    signatories_and_drafters,
)
from commitments.people.mail.letters import Plural, Quoted, WhereGiven
from commitments.people.mail.receipts import RECEIPT, TRAIL_HEAD
from commitments.people.mail.replies import who_acts

REMINDER = _("Reminder: please sign: {pledge}")
LINK = ("{link}", _("The link is for you alone. It is good until {invitation.expires_at}."))
TO_READ = _(
    "You need no account. Once you have opened the link, you will be sent a six-digit code to this address, {address}. "
    "Type it on the page, and the pledge is there."
)
TO_SIGN = _(
    "You need no account. Once you have opened the link, you will be sent a six-digit code to this address, {address}, "
    "with which you read the text; and another one when you sign it."
)
DAY_ATTACHED = _("The day is attached, as an entry for your calendar.")

# Invitations

COLLEAGUE_INVITED = Event(
    "invited",
    letter=Letter(
        addressees,
        _("{by} invites you to {invitation.organisation} on Pledgebuilder"),
        (
            _("{by} invites you to work on pledges for {invitation.organisation}."),
            _(
                "You need no account yet, and no password. Once you have opened the link, you will be sent a six-digit "
                "code to this address, {address}. Type it on the page, and you have an account."
            ),
            _("Open this link to begin:"),
            *LINK,
        ),
        replies=who_acts,
    ),
)
PARTY_INVITED = Event(
    "invited",
    letter=Letter(
        addressees,
        _("{by} asks for your comments on a pledge: {pledge}"),
        (
            _(
                "{by} of {pledge.organisation} asks you to read a draft pledge, “{pledge}” ({pledge.reference}), and "
                "to comment on it."
            ),
            WhereGiven(_("{invitation.forwarded_from} passed this on to you.")),
            Quoted(_("{by} of {pledge.organisation} writes:"), "invitation.message"),
            TO_READ,
            _("Open this link; nothing changes when you do:"),
            *LINK,
        ),
        replies=who_acts,
    ),
)
INVITATION_CONFIRMED = Event("opened", inviter, _("{invitation} confirmed the invitation."))
INVITATION_FORWARDED = Event("forwarded", inviter, _("{by} forwarded the invitation to {name} ({email})."))

# An organisation's people

ROLE_CHANGED = Event("role", concerned_others, _("{by} changed your role in {organisation}. You are now: {role}."))
MEMBER_REMOVED = Event("role", concerned_others, _("{by} removed you from {organisation}."))

# Comments and suggested changes

COMMENTED = Event("comment", listeners, _("{comment.who} commented: “{text}”"))
WORDING_SUGGESTED = Event("suggestion", listeners, _("{comment.who} suggests another wording: “{text}”"))
NEW_SUGGESTED = Event("suggestion", listeners, _("{comment.who} suggests something new: “{text}”"))
REMOVAL_SUGGESTED = Event("suggestion", listeners, _("{comment.who} suggests taking this out: “{text}”"))
PLAN_SUGGESTED = Event("suggestion", listeners, _("{comment.who} suggests other dates or leads: “{text}”"))
SUGGESTION_TAKEN_BACK = Event("suggestion", listeners, _("{comment.who} took a suggestion back."))
WORDING_TAKEN = Event("answer", author, (_("{by} took the wording that you suggested: “{text}”"), WhereGiven("{word}")))
WORDING_DECLINED = Event(
    "answer", author, (_("{by} declined the wording that you suggested: “{text}”"), WhereGiven("{word}"))
)
CHANGE_TAKEN = Event("answer", author, _("{by} took the change that you suggested: “{text}”"))
CHANGE_DECLINED = Event(
    "answer", author, (_("{by} declined the change that you suggested: “{text}”"), WhereGiven("{word}"))
)
TAKING_UNDONE = Event(
    "answer", author, _("{by} undid taking what you suggested; it waits for an answer again: “{text}”")
)
KINDS_OF_COMMENTS = {COMMENTED.kind, WORDING_SUGGESTED.kind, WORDING_TAKEN.kind}
"""Of these, a digest leads to the page of comments"""

# Asking to sign

CIRCULATED = Event("circulated", other_drafters, _("{by} sent “{pledge}” round to be signed."))
ASKED_WITH_ACCOUNT = Event(
    "asked",
    letter=Letter(
        addressees,
        _("{by} asks you to sign: {pledge}"),
        (
            (
                _("{by} asks you to sign the pledge “{pledge}” ({pledge.reference}) for {request.in_sentence}."),
                WhereGiven(
                    _("An answer is asked for before {request.asked_for} is over everywhere on earth (UTC−12).")
                ),
                DAY_ATTACHED,
            ),
            WhereGiven("{news}"),
            Quoted(_("{by} of {pledge.organisation} writes:"), "circulation.message"),
            _(
                "You sign with your account. Unless you signed in within 15 minutes before, and not by a code, you "
                "will be sent a six-digit code to this address, {address}."
            ),
            _("Read the text first; then agree and sign, ask for changes, or decline:"),
            "{page}",
        ),
        reminder=REMINDER,
        replies=who_acts,
        has_day=True,
    ),
)
ASKED_BY_LINK = Event(
    "asked",
    letter=Letter(
        addressees,
        _("{by} asks you to sign a pledge: {pledge}"),
        (
            (
                _(
                    "{by} of {pledge.organisation} asks you to sign the pledge “{pledge}” ({pledge.reference}) for "
                    "{request.in_sentence}. An answer is asked for before {request.asked_for} is over everywhere on "
                    "earth (UTC−12)."
                ),
                DAY_ATTACHED,
            ),
            WhereGiven("{news}"),
            Quoted(_("{by} of {pledge.organisation} writes:"), "circulation.message"),
            TO_SIGN,
            _(
                "Open this link, and read the text. Then you agree and sign, ask for changes, or decline. "
                "Nothing changes when the link is merely opened:"
            ),
            *LINK,
        ),
        reminder=REMINDER,
        replies=who_acts,
        has_day=True,
    ),
)
FURTHER_PARTY_ASKED = Event(
    "asked",
    letter=Letter(
        addressees,
        _("You can sign this pledge now: {pledge}"),
        (
            _(
                "You asked to sign the pledge “{pledge}” ({pledge.reference}) for {request.in_sentence}. "
                "{pledge.organisation} has confirmed that."
            ),
            WhereGiven(
                _(
                    "It can be signed until {request.asked_for} is over everywhere on earth (UTC−12). The day is "
                    "attached, as an entry for your calendar."
                )
            ),
            TO_SIGN,
            _(
                "Open this link, and read the text: it is the one that every other party has signed. Then you agree "
                "and sign, or decline. Nothing changes when the link is merely opened:"
            ),
            *LINK,
        ),
        reminder=REMINDER,
        replies=who_acts,
        has_day=True,
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
    _(
        "Anybody who has this address can check who signed it, and whether a file is the signed text; no account is "
        "needed:"
    ),
    "{page}",
    _("The text's SHA-256: {signing_round.revision.digest}"),
    TRAIL_HEAD,
)
SIGNED = Event(
    "answered", other_drafters, _("{request.name} signed “{pledge}” for {request.in_sentence}."), also=(RECEIPT,)
)
AGREED = Event(
    "agreed",
    drafters,
    _("Every party has signed “{pledge}”. The signed PDF is in your mail."),
    Letter(signatories_and_drafters, _("Signed by every party: {pledge}"), SIGNED_PDF, has_signed_pdf=True),
    also=(RECEIPT,),
    is_digested=False,
)

# Taking back

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
            _(
                "{by} reopened the pledge “{pledge}” ({pledge.reference}) for changes. You get a mail when it goes "
                "round again; until then nothing is up to you."
            ),
            Quoted(_("{by} of {pledge.organisation} writes:"), "reason"),
            SIGNATURES_VOID,
            NOT_PUBLISHED,
            _("By the link that we sent you, or with your account, you can read the draft and comment on it."),
        ),
        replies=who_acts,
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
            _("{by} withdrew the pledge “{pledge}” ({pledge.reference}). Nobody is asked to sign it any more."),
            Quoted(_("{by} of {pledge.organisation} writes:"), "reason"),
            SIGNATURES_VOID,
            NOT_PUBLISHED,
            _("What you signed you can still read: by the link that we sent you, or with your account."),
        ),
        replies=who_acts,
    ),
)
