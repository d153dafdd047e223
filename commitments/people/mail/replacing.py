"""Events when somebody else is to sign a text that goes round: who leaves, who comes, and everybody else hears it."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from commitments.people.mail import events
from commitments.people.mail.announcing import Event, Letter
from commitments.people.mail.audiences import (
    addressees,
    other_drafters,
    other_drafters_by_mail,
    signed_others,
)
from commitments.people.mail.letters import Paragraph, Quoted, WhereGiven
from commitments.people.mail.objections import WHO_SIGNED
from commitments.people.mail.replies import signatory_who_acts, who_acts

THE_REASON = Quoted(_("{writer} writes:"), "words")
REPLACED = Event(
    "replaced",
    other_drafters,
    _("{successor.name} is to sign “{pledge}” for {request.in_sentence}, in place of {request.name}: “{reason}”"),
    Letter(
        signed_others,
        _("Another signatory: {pledge}"),
        (
            _(
                "{successor.name} is to sign the pledge “{pledge}” ({pledge.reference}) for {request.in_sentence}, in "
                "place of {request.name}."
            ),
            THE_REASON,
            _("The text is the same, and your signature on it stands. You need to do nothing."),
            *WHO_SIGNED,
        ),
        replies=who_acts,
    ),
)
FURTHER_PARTY_REPLACED = replace(REPLACED, letter=None)
"""The same of a further party, of which who has signed has not heard before"""
NO_LONGER_ASKED = Event(
    "replaced",
    letter=Letter(
        addressees,
        _("You are not asked to sign any more: {pledge}"),
        (
            _(
                "{by} named {successor.name} to sign the pledge “{pledge}” ({pledge.reference}) for "
                "{request.in_sentence}, in your place. You are not asked to sign it any more, and you need to do "
                "nothing."
            ),
            THE_REASON,
            _("If that is not right, tell {pledge.organisation}."),
        ),
        replies=who_acts,
    ),
)
GOES_ON = Event(
    "standstill",
    letter=Letter(
        addressees,
        _("It goes on: {pledge}"),
        (
            _(
                "{request.name} had declined to sign the pledge “{pledge}” ({pledge.reference}) for "
                "{request.in_sentence}. {successor.name} is asked in their place now, and the text goes round as "
                "before."
            ),
            _("An answer is up to you again, by the link that we sent you."),
        ),
    ),
)
"""To who was asked and has not signed: that nothing was up to them for a while, they were told"""
PROPOSED = Event(
    "proposed",
    other_drafters,
    _("{request.name} proposes that {successor.name} signs “{pledge}” for {request.in_sentence}. Confirm it, or not."),
    Letter(
        other_drafters_by_mail,
        _("Somebody else is to sign: {pledge}"),
        (
            _(
                "{request.name} was asked to sign the pledge “{pledge}” ({pledge.reference}) for "
                "{request.in_sentence}, and proposes that {successor.name} ({successor.email}) signs instead."
            ),
            Quoted(_("{request.name} of {request.in_sentence} writes:"), "reason"),
            _("Nothing changes before you confirm it. The text and the other signatures stay as they are:"),
            "{page}",
        ),
        replies=signatory_who_acts,
    ),
    is_digested=False,
)
REFUSED = Event(
    "replaced",
    other_drafters,
    _("{by} did not confirm that {successor.name} signs “{pledge}” for {request.in_sentence}: “{reason}”"),
    Letter(
        addressees,
        _("It is still up to you to sign: {pledge}"),
        (
            _(
                "{by} did not confirm that {successor.name} signs the pledge “{pledge}” ({pledge.reference}) for "
                "{request.in_sentence}. It is still up to you."
            ),
            Quoted(_("{by} of {pledge.organisation} writes:"), "reason"),
            _("To read the text and to answer, open the link that we sent you; or, if you have an account, this page:"),
            "{page}",
        ),
        replies=who_acts,
    ),
)
IN_WHOSE_PLACE = WhereGiven(_("You are asked in place of {request.replaces.name}."))


def _asked_instead(event: Event) -> Event:
    """Return the event of being asked to sign, for who is asked in somebody's place: its mail says in whose."""
    assert event.letter  # noqa: S101  each has one
    paragraphs: tuple[Paragraph, ...] = event.letter.paragraphs
    return replace(event, letter=replace(event.letter, paragraphs=(paragraphs[0], IN_WHOSE_PLACE, *paragraphs[1:])))


ASKED_WITH_ACCOUNT, ASKED_BY_LINK = _asked_instead(events.ASKED_WITH_ACCOUNT), _asked_instead(events.ASKED_BY_LINK)
FURTHER_PARTY_ASKED = Event(
    "asked",
    letter=Letter(
        addressees,
        _("You can sign this pledge now: {pledge}"),
        (
            _(
                "{request.replaces.name} asked to sign the pledge “{pledge}” ({pledge.reference}) for "
                "{request.in_sentence}, and {pledge.organisation} has confirmed that. You are asked to sign it in "
                "their place."
            ),
            WhereGiven(
                _(
                    "It can be signed until {request.asked_for} is over everywhere on earth (UTC−12). The day is "
                    "attached, as an entry for your calendar."
                )
            ),
            events.TO_SIGN,
            _(
                "Open this link, and read the text: it is the one that every other party has signed. Then you agree "
                "and sign, or decline. Nothing changes when the link is merely opened:"
            ),
            *events.LINK,
        ),
        reminder=events.REMINDER,
        replies=who_acts,
        has_day=True,
    ),
)
