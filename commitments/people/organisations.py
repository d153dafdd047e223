"""Who belongs to an organisation, and with which role. There is always an administrator left."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from commitments.models import Actor, Invitation, Membership, Organisation, User
from commitments.people.invitations import withdraw_all
from commitments.people.mail import events
from commitments.people.mail.announcing import announce
from commitments.text.limits import TextRefusedError, clean_text

LONGEST_NAME, LONGEST_SLUG = 150, 40
log = logging.getLogger("commitments.security")


class MembershipError(Exception):
    """What is asked for is not possible; the message says why. Nothing was changed."""


def change_role(organisation: Organisation, email: str, role: str, *, was: str = "", by: User) -> Membership:
    """Give the member with this address another role, and return them with it. Who has it already keeps it untold.

    `was` is the role on the page from which this comes: where it is another one now, somebody changed it meanwhile.
    Raises MembershipError. Tells the person.
    """
    with _people(organisation, by) as people:
        member = _member(people, organisation, email)
        if was and was != member.role:
            message = _("Somebody changed the role of {who} meanwhile, to: {role}. Look at it, then choose again.")
            raise MembershipError(message.format(who=member.user, role=member.get_role_display()))
        if role == member.role:
            return member
        if role != Membership.Role.ADMINISTRATOR:
            _keep_an_administrator(people, member, organisation)
            withdraw_all(Invitation.objects.filter(organisation=organisation, invited_by=member.user))
        member.role = role
        member.save(update_fields=["role"])
        role_name = member.get_role_display()
        announce(events.ROLE_CHANGED, by=Actor(user=by), to=[member.user], organisation=organisation, role=role_name)
    log.info("role of user %s in organisation %s is %s, by %s", member.user_id, organisation.pk, role, by.pk)
    return member


def remove_member(organisation: Organisation, email: str, *, by: User) -> User:
    """End the membership of the person with this address, and return them. Their account and what they wrote stay.

    Raises MembershipError. Withdraws the invitations that they have or sent and nobody confirmed yet, and tells the
    person.
    """
    with _people(organisation, by) as people:
        member = _member(people, organisation, email)
        _end(people, member, organisation)
        announce(events.MEMBER_REMOVED, by=Actor(user=by), to=[member.user], organisation=organisation)
    log.info("user %s removed from organisation %s by %s", member.user_id, organisation.pk, by.pk)
    return member.user


def leave(organisation: Organisation, *, by: User) -> None:
    """End one's own membership, whatever the role. Raises MembershipError for the last administrator."""
    with _locked(organisation) as people:
        _end(people, _member(people, organisation, by.email), organisation)
    log.info("user %s left organisation %s", by.pk, organisation.pk)


def begin_desk(user: User, name: str = "") -> Organisation:
    """Make who sets up the site an administrator of the secretariat, which is made where there is none; return it.

    Whether they may, access.may_begin_desk says. Raises TextRefusedError for a name that can't be one, or none.
    """
    with transaction.atomic():
        desk = secretariat() or _secretariat(clean_text(name, limit=LONGEST_NAME, one_line=True))
        Membership.objects.get_or_create(organisation=desk, user=user, defaults={"role": Membership.Role.ADMINISTRATOR})
    log.info("user %s begins at the secretariat's desk, organisation %s", user.pk, desk.pk)
    return desk


def secretariat() -> Organisation | None:
    """Return the organisation whose members read what was submitted, the first one that there was."""
    return Organisation.objects.filter(kind=Organisation.Kind.SECRETARIAT).order_by("pk").first()


def _secretariat(name: str) -> Organisation:
    if not name:
        raise TextRefusedError(_("Write what the secretariat is called."))
    slug = slugify(name)[:LONGEST_SLUG].strip("-") or "secretariat"
    taken = set(Organisation.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    numbered = (f"{slug}-{number}" for number in count(2))
    free = slug if slug not in taken else next(each for each in numbered if each not in taken)
    return Organisation.objects.create(name=name, slug=free, kind=Organisation.Kind.SECRETARIAT)


@contextmanager
def _locked(organisation: Organisation) -> Iterator[list[Membership]]:
    """Yield who belongs to the organisation now; nobody else changes that until the transaction ends."""
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        yield list(organisation.memberships.select_related("user"))


@contextmanager
def _people(organisation: Organisation, by: User) -> Iterator[list[Membership]]:
    """The same for an administrator, who may have been one only until a moment ago."""
    with _locked(organisation) as people:
        if not any(member.user_id == by.pk and member.role == Membership.Role.ADMINISTRATOR for member in people):
            message = _("You are no longer an administrator of {organisation}. Ask one of them to do this.")
            raise MembershipError(message.format(organisation=organisation))
        yield people


def _member(people: list[Membership], organisation: Organisation, email: str) -> Membership:
    member = next((member for member in people if member.user.email == email.lower()), None)
    if member is None:
        message = _("This person does not belong to {organisation}. Maybe somebody removed them meanwhile.")
        raise MembershipError(message.format(organisation=organisation))
    return member


def _keep_an_administrator(people: list[Membership], member: Membership, organisation: Organisation) -> None:
    """Refuse to take the role from the last administrator. One whose account is closed does not count."""
    others = [other for other in people if other.pk != member.pk and other.role == Membership.Role.ADMINISTRATOR]
    if member.role == Membership.Role.ADMINISTRATOR and not any(other.user.is_active for other in others):
        message = _("{who} is the last administrator of {organisation}. Make somebody else an administrator first.")
        raise MembershipError(message.format(who=member.user, organisation=organisation))


def _end(people: list[Membership], member: Membership, organisation: Organisation) -> None:
    _keep_an_administrator(people, member, organisation)
    member.delete()
    mine = Q(email=member.user.email) | Q(invited_by=member.user)
    withdraw_all(Invitation.objects.filter(mine, organisation=organisation))
    # Who was asked to sign was asked by the organisation: that goes on.
    withdraw_all(
        Invitation.objects.filter(pledge__organisation=organisation, invited_by=member.user, signature_request=None)
    )
