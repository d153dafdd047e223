"""The event that a changed text goes round again, and does not ask somebody who was asked to sign the one before."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commitments.people.mail.announcing import Event, Letter
from commitments.people.mail.audiences import addressees
from commitments.people.mail.letters import WhereGiven
from commitments.people.mail.replies import who_acts

LEFT_OUT = Event(
    "asked",
    letter=Letter(
        addressees,
        _("You are not asked to sign any more: {pledge}"),
        (
            _(
                "You were asked to sign an earlier text of the pledge “{pledge}” ({pledge.reference}), for "
                "{request.in_sentence}. {pledge.organisation} has changed it, and does not ask you to sign the new "
                "text. You need to do nothing."
            ),
            WhereGiven("{news}"),
            _("If that is not right, tell {pledge.organisation}."),
        ),
        replies=who_acts,
    ),
)
"""`to` is who was asked, `request` by what, `news` what became of their signature"""
