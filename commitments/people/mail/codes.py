"""Mails with a one-time code: each says what its code is good for, and the mail or the page before has announced it.

Like the events of events.py.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commitments.people.mail.announcing import Event, Letter
from commitments.people.mail.audiences import addressees
from commitments.people.mail.replies import nobody

YOUR_CODE = _("Your code is {code}")
TYPE_IT = _(
    "Type it on the page that you opened. It works for 15 minutes, and once.\nIf you did not ask for it, do nothing."
)
CODE_TO_OPEN = Event(
    "code",
    letter=Letter(
        addressees,
        _("{code} is your code to read: {pledge}"),
        (YOUR_CODE, _("It lets you read the pledge “{pledge}” ({pledge.reference}), and signs nothing."), TYPE_IT),
    ),
)
CODE_FOR_COLLEAGUE = Event(
    "code",
    letter=Letter(
        addressees,
        _("{code} is your code to join {invitation.organisation}"),
        (YOUR_CODE, _("It gives you an account with {invitation.organisation} on Pledgebuilder."), TYPE_IT),
        replies=nobody,
    ),
)
CODE_TO_SIGN = Event(
    "code",
    letter=Letter(
        addressees,
        _("{code} is your code to sign: {pledge}"),
        (
            YOUR_CODE,
            _(
                "It signs the pledge “{pledge}” ({pledge.reference}), the text that you have read and no other. "
                "Whoever has it can sign in your name: give it to nobody."
            ),
            TYPE_IT,
        ),
    ),
)
CODE_TO_JOIN = Event(
    "code",
    letter=Letter(
        addressees,
        _("{code} is your code to ask to sign: {pledge}"),
        (
            YOUR_CODE,
            _("It asks {pledge.organisation} to let you sign the pledge “{pledge}” ({pledge.reference})."),
            TYPE_IT,
        ),
        replies=nobody,
        is_to_stranger=True,
    ),
)
