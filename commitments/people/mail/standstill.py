"""Events of a round that hangs because a party declined, asks for changes or is silent, and that goes on again.

Like those of events.py.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commitments.people.mail.announcing import Event, Letter
from commitments.people.mail.audiences import (
    drafters,
    drafters_by_mail,
    other_drafters,
    other_drafters_by_mail,
    signed_others,
    waiting_others,
)
from commitments.people.mail.replies import signatory_who_acts

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
                "{request.in_sentence}. An answer is up to them again."
            ),
            _("How far everybody is stands on this page:"),
            "{page}",
        ),
        replies=signatory_who_acts,
    ),
    is_digested=False,
)
_TAKEN_BACK = _(
    "{request.name} took back that they decline to sign the pledge “{pledge}” ({pledge.reference}) for "
    "{request.in_sentence}."
)
_YOU_SIGNED = _("You have signed it, and your signature stands. You need to do nothing.")
NO_LONGER_DECLINED = Event(
    "answered",
    letter=Letter(signed_others, _("No longer declined: {pledge}"), (_TAKEN_BACK, _YOU_SIGNED)),
)
"""To who has signed and heard of it, where that does not make the round go on"""
GOES_ON = Event(
    "standstill",
    letter=Letter(
        waiting_others,
        _("It goes on: {pledge}"),
        (
            (_TAKEN_BACK, _("The text goes round as before.")),
            _("An answer is up to you again, by the link that we sent you."),
        ),
    ),
    also=(
        Letter(
            signed_others,
            _("It goes on: {pledge}"),
            ((_TAKEN_BACK, _("The text goes round as before.")), _YOU_SIGNED),
        ),
    ),
)
"""To those who heard that it stands still: who waits, and who has signed"""
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
        replies=signatory_who_acts,
    ),
    is_digested=False,
)
"""Again and again to the drafters, until they do something about it"""
CHANGES_WAIT = Event(
    "standstill",
    drafters,
    _("{request.name} waits for an answer: changes to “{pledge}” were asked for, for {request.in_sentence}."),
    Letter(
        drafters_by_mail,
        _("Changes asked for, and not answered: {pledge}"),
        (
            _(
                "{request.name} asked for changes to the pledge “{pledge}” ({pledge.reference}) for "
                "{request.in_sentence}, on {request.answered_at}. They are not reminded to sign; where the parties are "
                "asked one after the other, nobody after them is asked."
            ),
            _(
                "You can reopen the pledge and change its text; or tell them that it stays as it is, and send the mail "
                "again: they can still sign it. Both are on this page:"
            ),
            "{page}",
        ),
        replies=signatory_who_acts,
    ),
    is_digested=False,
)
"""The same of a party that waits for another text"""
STILL_UNANSWERED = Event(
    "standstill",
    drafters,
    _("{request.name} has still not answered to “{pledge}” for {request.in_sentence}."),
    Letter(
        drafters_by_mail,
        _("Still no answer: {pledge}"),
        (
            _(
                "{request.name} was asked on {request.came_at} to sign the pledge “{pledge}” ({pledge.reference}) for "
                "{request.in_sentence}, by {request.asked_for}, and has not answered. No more reminders are sent to "
                "them; where the parties are asked one after the other, nobody after them is asked."
            ),
            _(
                "You can send the mail again, correct the address, have somebody else sign for that party, reopen the "
                "pledge, or withdraw it. All of that is on this page:"
            ),
            "{page}",
        ),
        replies=signatory_who_acts,
    ),
    is_digested=False,
)
"""The same of a party that did not answer in time"""
