"""Events when a party does not sign: it asks for changes, or declines. The drafters hear of it by a mail at once."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commitments.people.mail.announcing import Event, Letter
from commitments.people.mail.audiences import other_drafters, other_drafters_by_mail

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
            _("In their own words:"),
            "{request.words}",
            _("They can still sign the text as it is. To change it, reopen the pledge; signatures on it become void:"),
            "{page}",
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
            _("In their own words:"),
            "{request.words}",
            _("What you can do, and how far the others are, stands on this page:"),
            "{page}",
        ),
    ),
    is_digested=False,
)
