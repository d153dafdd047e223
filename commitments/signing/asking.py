"""Asking signatories to sign: the first mail to each, and the ones after it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.access import SIGNING_ROLES
from commitments.document.address import address
from commitments.drafting.editing.write import WrongStateError
from commitments.models import Actor, Membership, Pledge, SignatureRequest, TrailEntry, User
from commitments.people.invitations import invite_signatory, send_again
from commitments.people.mail import events, replacing
from commitments.people.mail.announcing import announce
from commitments.people.mail.news import news_for
from commitments.signing.transitions import locked
from commitments.text.days import end_of
from commitments.trail.record import record

AFTER_THE_DATE = timedelta(days=30)
"""How long after the date asked for an answer is still waited for"""
AT_LEAST = timedelta(days=14)
"""How long everybody has, even who is asked when that date is over"""
WITHOUT_A_DATE = timedelta(days=60)
"""How long a further party's link to an open pledge lives that has no closing date; it can be sent again"""


def ask_to_sign(signature_request: SignatureRequest, *, by: Actor) -> None:
    """Ask a party to sign from now on: its signatory gets the mail that says so."""
    circulation = signature_request.circulation
    pledge = circulation.revision.pledge
    signature_request.came_at = timezone.now()
    if own_signatory(pledge, signature_request.email):
        _post_to_account(signature_request, pledge, is_again=False)
    else:
        signature_request.invitation = invite_signatory(
            signature_request, until=last_moment(signature_request), by=circulation.revision.by
        )
    signature_request.save(update_fields=["came_at", "invitation"])
    whom = f"{signature_request.name} <{signature_request.email}>"
    record(
        pledge,
        TrailEntry.Kind.ASKED,
        by,
        revision=circulation.revision,
        party=signature_request.party,
        words=whom,
        rows=filter(None, (signature_request, signature_request.invitation)),
    )


def ask_again(signature_request: SignatureRequest, *, by: Actor) -> None:
    """Send a signatory who was asked another mail: with a new link, where they have no account. The trail says so.

    Raises WrongStateError where it is not up to them any more, and CannotInviteError where their invitation was
    withdrawn.
    """
    with locked(signature_request.circulation.revision.pledge) as pledge:
        current = SignatureRequest.objects.select_related("circulation__revision__by", "invitation").get(
            pk=signature_request.pk
        )
        circulation = current.circulation
        circulation.revision.pledge = pledge
        if not current.is_open:
            raise WrongStateError(
                _("It is not up to {name} any more. Look at what happened meanwhile.").format(name=current.name)
            )
        if current.is_later and pledge.closed_on:
            raise WrongStateError(_("The list of parties is closed: nobody else can sign this pledge."))
        if current.invitation:
            send_again(current.invitation, by=None, until=last_moment(current))
        elif own_signatory(pledge, current.email):
            _post_to_account(current, pledge, is_again=True)
        else:
            lost_role = _(
                "{name} may not sign for your organisation any more. Have an administrator give them the role "
                "Signatory again, or reopen the pledge and name somebody else."
            )
            raise WrongStateError(lost_role.format(name=current.name))
        current.reminded_at = timezone.now()
        current.save(update_fields=["reminded_at"])
        whom = f"{current.name} <{current.email}>"
        record(pledge, TrailEntry.Kind.REMINDED, by, revision=circulation.revision, party=current.party, words=whom)


def send_signed_link(signature_request: SignatureRequest, *, by: Actor) -> None:
    """Send who signed by a link a new one, to what they signed. The trail says so.

    Raises WrongStateError where no signature of theirs stands, or they signed with an account, and CannotInviteError
    where their invitation was withdrawn.
    """
    with locked(signature_request.circulation.revision.pledge) as pledge:
        asked = SignatureRequest.objects.select_related("circulation__revision__by", "invitation")
        current = asked.get(pk=signature_request.pk)
        revision = current.circulation.revision
        revision.pledge = pledge
        if not current.invitation or not current.has_signed or current.circulation.end:
            raise WrongStateError(_("No signature of {name} stands that a link leads to.").format(name=current.name))
        send_again(current.invitation, by=None, until=max(last_moment(current), timezone.now() + AT_LEAST))
        whom = f"{current.name} <{current.email}>"
        record(pledge, TrailEntry.Kind.LINK_SENT, by, revision=revision, party=current.party, words=whom)


def last_moment(signature_request: SignatureRequest) -> datetime:
    """Return until when an answer is waited for: 30 days after the date asked for, and never less than two weeks.

    A further party may sign until the pledge's closing date is over, and not later.
    """
    day = signature_request.asked_for
    if day is None:
        return timezone.now() + WITHOUT_A_DATE
    if signature_request.is_later:
        return end_of(day)
    return max(end_of(day + AFTER_THE_DATE), timezone.now() + AT_LEAST)


def own_signatory(pledge: Pledge, email: str) -> User | None:
    """Return the person of the pledge's own organisation who may sign with their account, by their address."""
    roles = Membership.objects.filter(organisation=pledge.organisation_id, role__in=SIGNING_ROLES)
    return User.objects.filter(email=email, is_active=True, memberships__in=roles).first()


def _post_to_account(signature_request: SignatureRequest, pledge: Pledge, *, is_again: bool) -> None:
    circulation = signature_request.circulation
    announce(
        (replacing if signature_request.replaces_id else events).ASKED_WITH_ACCOUNT,
        pledge,
        by=Actor(user=circulation.revision.by),
        to=[signature_request.email],
        is_again=is_again,
        request=signature_request,
        circulation=circulation,
        news=news_for(signature_request),
        page=address("pledge_answer", pledge.reference),
    )
