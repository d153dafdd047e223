"""The events of a further party that asks to sign, of which people are told; `request` is its join request."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commitments.people.mail.announcing import Event, Letter
from commitments.people.mail.audiences import addressees, drafters, other_drafters
from commitments.people.mail.letters import Quoted
from commitments.people.mail.replies import nobody

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
            Quoted(_("{pledge.organisation} writes:"), "reason"),
        ),
        replies=nobody,
    ),
)
