"""Events of a round that stands still because a party declined, and that goes on again. Like those of events.py."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commitments.people.mail.announcing import Event, Letter
from commitments.people.mail.audiences import (
    asked_others,
    drafters,
    drafters_by_mail,
    other_drafters,
    other_drafters_by_mail,
    waiting_others,
)

NOTHING_TO_DO = Event(
    "standstill",
    letter=Letter(
        waiting_others,
        _("Nothing to do for now: {pledge}"),
        (
            _(
                "{request.name} declined to sign the pledge “{pledge}” ({pledge.reference}) for "
                "{request.in_sentence}. You were asked to sign it, too: nothing is up to you for now."
            ),
            _(
                "{pledge.organisation} decides how it goes on, and you get a mail then. Until then no reminders are "
                "sent. The link that we sent you still works: by it you can read the text."
            ),
        ),
    ),
)
"""To who was asked and has not signed"""
DECLINE_TAKEN_BACK = Event(
    "answered",
    other_drafters,
    _("{request.name} took back that they decline to sign for {request.in_sentence}."),
    Letter(
        other_drafters_by_mail,
        _("No longer declined: {pledge}"),
        (
            _(
                "{request.name} took back that they decline to sign the pledge “{pledge}” ({pledge.reference}) for "
                "{request.in_sentence}. An answer is up to them again; you need to do nothing."
            ),
            _("How far everybody is stands on this page:"),
            "{page}",
        ),
    ),
    is_digested=False,
)
GOES_ON = Event(
    "standstill",
    letter=Letter(
        asked_others,
        _("It goes on: {pledge}"),
        (
            _(
                "{request.name} took back that they decline to sign the pledge “{pledge}” ({pledge.reference}) for "
                "{request.in_sentence}. The text goes round as before."
            ),
            _(
                "If you have signed it, you need to do nothing: your signature stands. If you have not, an answer is "
                "up to you again, by the link that we sent you."
            ),
        ),
    ),
)
"""To who was asked, whether they have signed or not"""
STANDS_STILL = Event(
    "standstill",
    drafters,
    _("“{pledge}” stands still: {request.name} declined to sign for {request.in_sentence}."),
    Letter(
        drafters_by_mail,
        _("Stands still: {pledge}"),
        (
            _(
                "The pledge “{pledge}” ({pledge.reference}) stands still since {request.name} declined to sign it for "
                "{request.in_sentence}, on {request.answered_at}. Nobody else is asked or reminded until you "
                "decide how it goes on."
            ),
            _(
                "You can have somebody else sign for that party, reopen the pledge and change its text, or withdraw "
                "it. All of that is on this page:"
            ),
            "{page}",
        ),
    ),
    is_digested=False,
)
"""Again and again to the drafters, until they do something about it"""
