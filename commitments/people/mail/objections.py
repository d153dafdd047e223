"""Events when a party does not sign: it asks for changes, or declines.

The drafters hear of it by a mail at once, and so does who has signed already: that nothing is up to them now.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commitments.people.mail.announcing import Event, Letter
from commitments.people.mail.audiences import other_drafters, other_drafters_by_mail, signed_others
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
DECLINED = Event(
    "answered",
    other_drafters,
    _("{request.name} declined to sign for {request.in_sentence}: “{text}”"),
    Letter(
        other_drafters_by_mail,
        _("Declined: {pledge}"),
        (
            _("{request.name} declined to sign the pledge “{pledge}” ({pledge.reference}) for {request.in_sentence}."),
            THEIR_WORDS,
            _("What you can do, and how far the others are, stands on this page:"),
            "{page}",
        ),
        replies=signatory_who_acts,
    ),
    also=(
        Letter(
            signed_others,
            _("Declined by another party: {pledge}"),
            (
                _(
                    "{request.name} declined to sign the pledge “{pledge}” ({pledge.reference}) for "
                    "{request.in_sentence}. You have signed it, and nothing is up to you now."
                ),
                _(
                    "{pledge.organisation} decides how it goes on. While this text stands, so does your signature. If "
                    "another text goes round, you are told, and asked to sign it."
                ),
                *WHO_SIGNED,
            ),
        ),
    ),
    is_digested=False,
)
