"""Inviting: colleagues to an organisation, other parties to one pledge, by a personal link and a one-time code."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.document.address import address
from commitments.models import (
    Actor,
    Invitation,
    Mail,
    Membership,
    NamedVersion,
    Organisation,
    Pledge,
    SignatureRequest,
    TrailEntry,
    User,
)
from commitments.people import codes
from commitments.people.accounts import take_in
from commitments.people.codes import hashed
from commitments.people.mail import events, publication, replacing
from commitments.people.mail.announcing import announce
from commitments.people.mail.codes import CODE_FOR_COLLEAGUE, CODE_TO_OPEN
from commitments.people.mail.news import news_for
from commitments.people.mail.queue import hold_back
from commitments.people.rate_limits import note_attempt
from commitments.trail.record import record

INVITATIONS_A_DAY = 200
"""Of one person: nobody uses this site to fill mailboxes"""

FORWARDS_A_DAY = 10
"""Of one pledge, by all of its guests"""

log = logging.getLogger("commitments.security")


class CannotInviteError(Exception):
    """What is asked for is not possible; the message says why."""


def invite_colleague(organisation: Organisation, email: str, role: str, *, name: str = "", by: User) -> Invitation:
    """Invite somebody to an organisation.

    Raises CannotInviteError for who belongs to it, TooManyAttemptsError for too many.
    """
    email = email.lower()
    if Membership.objects.filter(organisation=organisation, user__email=email).exists():
        raise CannotInviteError(
            _("{email} belongs to {organisation} already.").format(email=email, organisation=organisation)
        )
    note_attempt("invite", by.pk, limit=INVITATIONS_A_DAY, within=timedelta(days=1))
    with transaction.atomic():
        waiting = Invitation.objects.filter(organisation=organisation, email=email, confirmed_at=None)
        waiting.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())
        invitation = Invitation(organisation=organisation, email=email, role=role, name=name, invited_by=by)
        _send(invitation)
    return invitation


def invite_party(
    pledge: Pledge, email: str, *, party_key: str = "", name: str = "", message: str = "", by: User
) -> Invitation:
    """Invite the other party of a pledge to read it and to comment. Raises TooManyAttemptsError for too many."""
    note_attempt("invite", by.pk, limit=INVITATIONS_A_DAY, within=timedelta(days=1))
    with transaction.atomic():
        invitation = Invitation(
            pledge=pledge, email=email.lower(), party_key=party_key, name=name, message=message, invited_by=by
        )
        _send(invitation)
        named = _("Sent to {name}").format(name=name or email)[:100]
        NamedVersion.objects.create(pledge=pledge, name=named, after=pledge.changes.newest(), by=by)
        record(pledge, TrailEntry.Kind.INVITED, Actor(user=by), words=f"{name} <{invitation.email}>")
    return invitation


def invite_signatory(signature_request: SignatureRequest, *, until: datetime, by: User) -> Invitation:
    """Send the signatory of a party who is asked to sign a link of their own to the text; return the invitation."""
    circulation = signature_request.circulation
    invitation = Invitation(
        pledge=circulation.revision.pledge,
        email=signature_request.email,
        party_key=signature_request.party_key,
        name=signature_request.name,
        message="" if signature_request.is_later else circulation.message,  # written to others
        invited_by=by,
    )
    _send(invitation, until=until, signature_request=signature_request)
    return invitation


def send_again(invitation: Invitation, *, by: User | None, until: datetime | None = None) -> None:
    """Send a new link, which lives as long as the first one did, or `until` then.

    The old one, its codes, and visits that it opened end. `by` is None for a reminder of what was asked before: that
    throws out nobody who is reading, and leaves the old link good beside the new one.
    """
    if by:
        note_attempt("invite", by.pk, limit=INVITATIONS_A_DAY, within=timedelta(days=1))
    with transaction.atomic():
        now = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if now.withdrawn_at:
            raise CannotInviteError(_("This invitation was withdrawn. Write a new one."))
        if now.organisation_id and now.confirmed_at:
            raise CannotInviteError(_("{who} confirmed this invitation and has an account.").format(who=now))
        signature_request = SignatureRequest.objects.filter(invitation=now).first()
        _send(now, until=until, signature_request=signature_request, is_again=True, leaves_old=by is None)


def end(invitation: Invitation) -> None:
    """End the link and the visit of one person; colleagues to whom they passed it on keep theirs."""
    Invitation.objects.filter(pk=invitation.pk, withdrawn_at=None).update(withdrawn_at=timezone.now())
    hold_back(invitation.mails.all())


def withdraw(invitation: Invitation) -> None:
    """End an invitation and those to whom it was passed on: their links and visits lead nowhere from now on.

    A mail that was not sent yet stays unsent.
    """
    with transaction.atomic():
        family = {invitation.pk}
        while more := set(Invitation.objects.filter(forwarded_from__in=family).values_list("pk", flat=True)) - family:
            family |= more
        Invitation.objects.filter(pk__in=family, withdrawn_at=None).update(withdrawn_at=timezone.now())
        hold_back(Mail.objects.filter(invitation__in=family))


def withdraw_all(invitations: QuerySet[Invitation]) -> None:
    """End those of some invitations that nobody confirmed yet."""
    waiting = list(invitations.filter(confirmed_at=None, withdrawn_at=None).values_list("pk", flat=True))
    Invitation.objects.filter(pk__in=waiting).update(withdrawn_at=timezone.now())
    hold_back(Mail.objects.filter(invitation__in=waiting))


def forward(invitation: Invitation, email: str, name: str) -> Invitation:
    """Let the guest of a pledge pass the task on to a named colleague at the same address domain.

    Both invitations stay, the new one saying where it came from; it lives no longer than this one. Raises
    CannotInviteError for another domain.
    """
    email = email.lower()
    domain = invitation.email.rpartition("@")[2]
    if email.rpartition("@")[2] != domain:
        raise CannotInviteError(_("Your colleague's address must end in @{domain}.").format(domain=domain))
    if email == invitation.email:
        raise CannotInviteError(_("This is your own address. Write your colleague's."))
    if invitation.is_over:
        raise CannotInviteError(_("Your link is too old to be passed on. Ask the drafters to send you a new one."))
    note_attempt("forward", invitation.pledge_id, limit=FORWARDS_A_DAY, within=timedelta(days=1))
    with transaction.atomic():
        new = Invitation(
            pledge=invitation.pledge,
            email=email,
            name=name,
            party_key=invitation.party_key,
            message=invitation.message,
            invited_by=invitation.invited_by,
            forwarded_from=invitation,
        )
        _send(new, until=invitation.expires_at)
        assert invitation.pledge  # noqa: S101  narrows the type: an organisation's can't be passed on
        by = Actor(guest=invitation)
        announce(events.INVITATION_FORWARDED, invitation.pledge, by=by, invitation=invitation, name=name, email=email)
        record(invitation.pledge, TrailEntry.Kind.FORWARDED, by, words=f"{name} <{email}>")
    return new


def send_code(invitation: Invitation, *, browser: str = "") -> None:
    """Send a one-time code to the address that was invited.

    Raises TooManyAttemptsError after five in an hour, asked for in one browser session, and after 20 in all.
    """
    codes.note_code(invitation, browser)
    with transaction.atomic():
        Invitation.objects.select_for_update().get(pk=invitation.pk)  # before its mails, as everywhere
        hold_back(invitation.mails.all())  # they have the link: what else waits is an older code
        event = CODE_TO_OPEN if invitation.pledge else CODE_FOR_COLLEAGUE
        codes.send_code(invitation, invitation.email, event=event, invitation=invitation)


def confirm(
    invitation: Invitation,
    code: str,
    *,
    origin: str = "",
    browser: str = "",
    and_then: Callable[[], object] = lambda: None,
) -> bool:
    """Whether `code` was sent for it and is still good; then it is used up, and the invitation is confirmed.

    To an organisation it then gives an account and the role. `origin` is the network address, for the trail of a
    pledge; `browser` names the session. `and_then` is called once all is written, in the same transaction. Raises
    TooManyAttemptsError after five wrong tries in that session within 15 minutes.
    """
    now = timezone.now()
    with codes.trying(invitation, browser) as tried, transaction.atomic():
        if invitation.pledge_id:  # first the pledge, then what hangs on it: as everywhere
            Pledge.objects.locked().only("pk").get(pk=invitation.pledge_id)
        alive = Invitation.objects.filter(withdrawn_at=None)
        still = alive if invitation.is_of_who_signed else alive.filter(expires_at__gt=now)
        if not codes.use(still, invitation, code):
            tried.is_wrong = True
            log.warning("wrong code for invitation %s", invitation.pk)
            return False
        _note_confirmed(invitation, origin)
        and_then()
    return True


def confirm_proven(invitation: Invitation, *, origin: str = "") -> bool:
    """Whether an invitation to a pledge is alive; then it is confirmed without a code of its own.

    For who has proven just now, by a code of another invitation, that its address is theirs.
    """
    assert invitation.pledge_id  # noqa: S101  narrows the type: an organisation's gives an account, by its own code
    with transaction.atomic():
        Pledge.objects.locked().only("pk").get(pk=invitation.pledge_id)
        now = Invitation.objects.get(pk=invitation.pk)
        if now.is_alive:
            _note_confirmed(invitation, origin)
    return now.is_alive


def _note_confirmed(invitation: Invitation, origin: str) -> None:
    """Note that who was invited came; the first time, it is told."""
    unconfirmed = Invitation.objects.filter(pk=invitation.pk, confirmed_at=None)
    is_first = bool(unconfirmed.update(confirmed_at=timezone.now()))
    invitation.refresh_from_db()
    if invitation.organisation and is_first:
        take_in(invitation)
    if is_first:
        announce(events.INVITATION_CONFIRMED, invitation.pledge, invitation=invitation)
    if invitation.pledge and is_first:
        record(invitation.pledge, TrailEntry.Kind.CONFIRMED, Actor(guest=invitation, origin=origin))


def _send(
    invitation: Invitation,
    *,
    until: datetime | None = None,
    signature_request: SignatureRequest | None = None,
    is_again: bool = False,
    leaves_old: bool = False,
) -> None:
    """Give an invitation a new token, store its hash, and put the mail that holds it into the outbox.

    It is good for the usual days, or `until` then. `signature_request`: it asks for a signature. `leaves_old`: the
    link before it stays good, with its codes.
    """
    token = secrets.token_urlsafe(32)
    invitation.earlier_token_hash = invitation.token_hash if leaves_old else ""
    invitation.token_hash = hashed(token)
    invitation.expires_at = until or timezone.now() + timedelta(days=settings.INVITATION_DAYS)
    if invitation.pk:
        invitation.save(update_fields=["token_hash", "earlier_token_hash", "expires_at"])
        if not leaves_old:
            codes.forget_codes(invitation)
            hold_back(invitation.mails.all())
    else:
        invitation.save()
    _post_link(invitation, address("invitation_link", token), signature_request, is_again=is_again)


def _post_link(invitation: Invitation, link: str, request: SignatureRequest | None, *, is_again: bool) -> None:
    """Mail an invitation its link; `request`: it asks for a signature."""
    event = events.PARTY_INVITED if invitation.pledge else events.COLLEAGUE_INVITED
    if request:
        every = replacing if request.replaces_id else events
        event = every.FURTHER_PARTY_ASKED if request.is_later else every.ASKED_BY_LINK
    if request and request.has_signed:
        event = publication.LINK_TO_WHAT_THEY_SIGNED
    announce(
        event,
        invitation.pledge,
        by=Actor(user=invitation.invited_by),
        to=[invitation],
        invitation=invitation,
        is_again=is_again,
        link=link,
        request=request,
        circulation=request.circulation if request else None,
        news=news_for(request),
    )
