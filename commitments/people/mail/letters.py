"""What stands in the mails that bring a personal link. The link itself, and how long it is good, follow."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commitments.models import Invitation, SignatureRequest

Letter = tuple[str, list[str]]
"""The subject, and paragraphs, of which some may be empty"""


def to_sign(signature_request: SignatureRequest, *, is_again: bool) -> Letter:
    """Ask a signatory to sign; `is_again`: once more."""
    if signature_request.is_later:
        return _to_join(signature_request, is_again=is_again)
    circulation = signature_request.circulation
    revision = circulation.revision
    words = {
        "who": revision.by,
        "organisation": revision.pledge.organisation,
        "title": revision.pledge,
        "party": signature_request.party,
        "date": f"{circulation.asked_for:%Y-%m-%d}",
    }
    subject = _("Reminder: please sign “{title}”") if is_again else _("{who} asks you to sign a pledge: {title}")
    opening = _(
        "{who} of {organisation} asks you to sign the pledge “{title}” for {party}. An answer is asked for by {date}."
    )
    return subject.format(**words), [
        opening.format(**words),
        circulation.message,
        _(
            "Open this link, and read the text. Then you agree and sign, ask for changes, or decline. "
            "Nothing changes when the link is merely opened:"
        ),
    ]


def _to_join(signature_request: SignatureRequest, *, is_again: bool) -> Letter:
    pledge = signature_request.circulation.revision.pledge
    words = {"organisation": pledge.organisation, "title": pledge, "party": signature_request.party}
    subject = _("Reminder: please sign “{title}”") if is_again else _("You can sign this pledge now: {title}")
    opening = _("You asked to sign the pledge “{title}” for {party}. {organisation} has confirmed that.")
    until = (
        _("It can be signed until {date}.").format(date=f"{pledge.open_until:%Y-%m-%d}") if pledge.open_until else ""
    )
    return subject.format(**words), [
        opening.format(**words),
        until,
        _(
            "Open this link, and read the text: it is the one that every other party has signed. Then you agree and "
            "sign, or decline. Nothing changes when the link is merely opened:"
        ),
    ]


def to_come(invitation: Invitation) -> Letter:
    """Ask somebody to work for an organisation, or to read a pledge and to comment on it."""
    who = str(invitation.invited_by or "Pledgebuilder")
    if invitation.organisation:
        subject = _("{who} invites you to {organisation} on Pledgebuilder")
        opening = _("{who} invites you to work on pledges for {organisation}. Open this link to begin:")
        words = {"who": who, "organisation": invitation.organisation}
        return subject.format(**words), [opening.format(**words)]
    assert invitation.pledge  # noqa: S101  it is to one thing or the other
    words = {"who": who, "organisation": invitation.pledge.organisation, "title": invitation.pledge}
    subject = _("{who} asks for your comments on a pledge: {title}").format(**words)
    opening = _("{who} of {organisation} asks you to read a draft pledge, “{title}”, and to comment on it.").format(
        **words
    )
    passed_on = invitation.forwarded_from
    forwarded = _("{who} passed this on to you.").format(who=passed_on) if passed_on else ""
    return subject, [opening, forwarded, invitation.message, _("Open this link; nothing changes when you do:")]
