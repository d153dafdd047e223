"""Events when the address of a signatory is corrected while a text goes round. Like those of events.py."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commitments.people.mail.announcing import Event, Letter
from commitments.people.mail.audiences import addressees, other_drafters

ADDRESS_CORRECTED = Event(
    "corrected",
    other_drafters,
    _("{by} corrected the address of {request.name}, who signs for {request.in_sentence}: {request.email}"),
)
NOT_FOR_YOU = Event(
    "corrected",
    letter=Letter(
        addressees,
        _("Not for this address: {pledge}"),
        (
            _(
                "We asked you by mail to sign the pledge “{pledge}” ({pledge.reference}). That was meant for "
                "{request.name}, and {pledge.organisation} has corrected the address. The link that we sent you no "
                "longer works."
            ),
            _("If you are somebody else, you need to do nothing. We are sorry for the trouble."),
            _(
                "If you are {request.name} and know of no other address of yours, somebody else may be about to sign "
                "in your name: tell {pledge.organisation}, or the secretariat of the Conference, at once. That the "
                "address was corrected stands in the trail of the pledge, and where its signatures are checked."
            ),
        ),
    ),
)
"""To the old address, where a mail went there and did not come back"""
