"""Events when a party does not sign: it asks for changes, or declines.

The drafters hear of it by a mail at once, and so does who has signed already: that nothing is up to them now.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from commitments.people.mail.announcing import Event, Letter
from commitments.people.mail.audiences import (
    addressees,
    other_drafters,
    other_drafters_by_mail,
    signed_of_others,
    signed_others,
)
from commitments.people.mail.letters import Quoted
from commitments.people.mail.replies import signatory_who_acts

THEIR_WORDS = Quoted(_("{request.name} of {request.in_sentence} writes:"), "request.words")
WHO_SIGNED = (
    _(
        "To read the text again, open the link in the mail that asked you to sign it; or sign in, if you have an "
        "account."
    ),
    _("What becomes of the text is said at this address; no account is needed:"),
    "{seal}",
)
"""How a mail to who has signed ends, once another party does not: `announce` is to have the round"""

CHANGES_REQUESTED = Event(
    "answered",
    other_drafters,
    _("{request.name} asks for changes, for {request.in_sentence}: “{text}”"),
    Letter(
        other_drafters_by_mail,
        _("Changes asked for: {pledge}"),
        (
            _(
                "{request.name} asks for changes to the pledge “{pledge}” ({pledge.reference}), for "
                "{request.in_sentence}."
            ),
            THEIR_WORDS,
            _("They can still sign the text as it is. To change it, reopen the pledge; signatures on it become void:"),
            "{page}",
        ),
        replies=signatory_who_acts,
    ),
    also=(
        Letter(
            signed_others,
            _("Changes asked for: {pledge}"),
            (
                _(
                    "{request.name} asks for changes to the pledge “{pledge}” ({pledge.reference}), for "
                    "{request.in_sentence}. You have signed it, and nothing is up to you now."
                ),
                _(
                    "{pledge.organisation} decides whether the text is changed. While it stands, so does your "
                    "signature. If it is changed, every signature on it becomes void; you are told, and asked to sign "
                    "the new text."
                ),
                *WHO_SIGNED,
            ),
        ),
    ),
    is_digested=False,
)
_DECLINED = _("{request.name} declined to sign the pledge “{pledge}” ({pledge.reference}) for {request.in_sentence}.")
_OTHERS_CAN = _("Enough others can still sign for {request.in_sentence}: the text goes round as before.")
_NOTHING_NOW = _("You have signed it, and nothing is up to you now.")
_NOTICE = _("{request.name} declined to sign for {request.in_sentence}: “{text}”")
_TO_DRAFTERS = Letter(
    other_drafters_by_mail,
    _("Declined: {pledge}"),
    (
        _DECLINED,
        THEIR_WORDS,
        _("What you can do, and how far the others are, stands on this page:"),
        "{page}",
    ),
    replies=signatory_who_acts,
)
_IT_STANDS_STILL = _(
    "{pledge.organisation} decides how it goes on. While this text stands, so does your signature. If another text "
    "goes round, you are told, and asked to sign it."
)
DECLINED = Event(
    "answered",
    other_drafters,
    _NOTICE,
    _TO_DRAFTERS,
    also=(
        Letter(
            signed_of_others,
            _("Declined by another party: {pledge}"),
            ((_DECLINED, _NOTHING_NOW), _IT_STANDS_STILL, *WHO_SIGNED),
        ),
    ),
    is_digested=False,
)
"""A party has declined: too few remain who might sign for it"""
DECLINED_BESIDE = Event(
    "answered",
    letter=Letter(
        addressees,
        _("Declined: {pledge}"),
        (
            (_DECLINED, _NOTHING_NOW),
            _("Too few remain now who might sign for {request.in_sentence}, for which you have signed."),
            _IT_STANDS_STILL,
            *WHO_SIGNED,
        ),
    ),
)
"""The same to who has signed for that party: `signed_beside`"""
ONE_DECLINED = Event(
    "answered",
    other_drafters,
    _NOTICE,
    replace(_TO_DRAFTERS, paragraphs=(_DECLINED, _OTHERS_CAN, *_TO_DRAFTERS.paragraphs[1:])),
    also=(
        Letter(
            signed_others,
            _("One signatory declined: {pledge}"),
            ((_DECLINED, _OTHERS_CAN), _NOTHING_NOW, *WHO_SIGNED),
        ),
    ),
    is_digested=False,
)
"""One of the signatories of a party has, and enough others can still sign for it"""
