"""Who hears of an event: people and guests who get a notice, and addresses to which a mail goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils import timezone

from commitments.access import WRITING_ROLES
from commitments.models import Actor, Comment, Invitation, Organisation, Pledge, User
from commitments.models.rounds import Round

Person = User | Invitation
"""Who can have a notice: somebody with an account, or a guest"""


@dataclass(frozen=True)
class Occasion:
    """One time that an event came to pass, with all by which those who hear of it are found."""

    pledge: Pledge | None
    by: Actor
    to: tuple[Person | str, ...] = ()
    """The people whom it concerns, or their addresses"""
    invitation: Invitation | None = None
    comment: Comment | None = None
    signing_round: Round | None = None


def drafters(occasion: Occasion) -> list[User]:
    """Return the people of the pledge's own organisation who draft."""
    assert occasion.pledge  # noqa: S101  narrows the type
    roles = {"memberships__organisation": occasion.pledge.organisation_id, "memberships__role__in": WRITING_ROLES}
    return list(User.objects.filter(is_active=True, **roles).order_by("pk"))


def other_drafters(occasion: Occasion) -> list[User]:
    """The same, without the one who did it themselves."""
    return [person for person in drafters(occasion) if person != occasion.by.user]


def other_drafters_by_mail(occasion: Occasion) -> list[str]:
    """Return their addresses."""
    return [person.email for person in other_drafters(occasion)]


SUBMISSIONS = "submissions"
"""In User.not_mailed of a member of the secretariat: no mail for each submission"""


def of_the_secretariat(occasion: Occasion) -> list[str]:
    """Return the addresses of the members of the secretariat who want a mail for each submission."""
    secretariat = {"memberships__organisation__kind": Organisation.Kind.SECRETARIAT}
    members = User.objects.filter(is_active=True, **secretariat).order_by("pk").distinct()
    return [member.email for member in members if SUBMISSIONS not in member.not_mailed and member != occasion.by.user]


def drafters_by_mail(occasion: Occasion) -> list[str]:
    """Return the addresses of all of them."""
    return [person.email for person in drafters(occasion)]


def concerned(occasion: Occasion) -> list[Person]:
    """Return those whom the event concerns, as `announce` was given them."""
    return [person for person in occasion.to if not isinstance(person, str)]


def concerned_others(occasion: Occasion) -> list[Person]:
    """The same; what they did themselves they know."""
    return [person for person in concerned(occasion) if person != occasion.by.user]


def inviter(occasion: Occasion) -> list[User]:
    """Return who sent an invitation, if they still belong to the organisation for which they did."""
    invitation = occasion.invitation
    assert invitation  # noqa: S101  narrows the type
    organisation = invitation.pledge.organisation if invitation.pledge else invitation.organisation
    return list(User.objects.filter(pk=invitation.invited_by_id or 0, memberships__organisation=organisation))


def author(occasion: Occasion) -> list[Person]:
    """Return who wrote a comment, where they still may read the pledge and did not do it themselves."""
    comment = occasion.comment
    assert comment  # noqa: S101  narrows the type
    if comment.by and comment.by != occasion.by.user and comment.by.is_active:
        is_here = comment.by.memberships.filter(organisation=comment.pledge.organisation_id).exists()
        return [comment.by] if is_here else []
    if comment.guest and comment.guest.is_alive:
        return [comment.guest]
    return []


def listeners(occasion: Occasion) -> list[Person]:
    """Return who hears of a comment, but for who wrote it."""
    comment = occasion.comment
    assert comment  # noqa: S101  narrows the type
    people: list[Person] = [*_colleagues(comment), *_guests(comment)]
    return [person for person in people if person not in (comment.by, comment.guest)]


def _guests(comment: Comment) -> list[Invitation]:
    """Return the guests who are told of a comment: of what the own side shares, all who still visit; of an answer to
    what one of them said as a signatory, that one.
    """
    if comment.guest or not comment.is_shared:
        author = comment.thread.guest if comment.thread and not comment.guest else None
        return [author] if author and author.is_alive else []
    visiting = Invitation.objects.filter(pledge=comment.pledge, confirmed_at__isnull=False, withdrawn_at=None)
    return list(visiting.filter(expires_at__gt=timezone.now()))


def _colleagues(comment: Comment) -> list[User]:
    """Return the people of the own organisation who are told of a comment.

    Of a guest's, those who draft. Of one of their own, those who took part in the thread; where nobody else did and it
    is not shared, those who saved a section or began the pledge.
    """
    pledge = comment.pledge
    people = User.objects.filter(is_active=True, memberships__organisation=pledge.organisation_id)
    if comment.guest:
        return list(people.filter(memberships__role__in=WRITING_ROLES))
    thread = comment.thread_id or comment.pk
    part = set(Comment.objects.filter(thread=thread).values_list("by", flat=True))
    part |= set(Comment.objects.filter(pk=thread).values_list("by", flat=True))
    others = _those(people, part, but=comment)
    if others or comment.is_shared:
        return others
    savers = {pledge.created_by_id, *(state.saved_by for state in pledge.section_states.values())}
    return _those(people, savers, but=comment)


def _those(people: Iterable[User], keys: Collection[int | None], *, but: Comment) -> list[User]:
    return [person for person in people if person.pk in keys and person.pk != but.by_id]


def addressees(occasion: Occasion) -> list[str]:
    """Return the addresses of those whom the event concerns."""
    return [person if isinstance(person, str) else person.email for person in occasion.to]


def asked_signatories(occasion: Occasion) -> list[str]:
    """Return the addresses of the signatories who were asked so far."""
    asked = occasion.signing_round.signature_requests if occasion.signing_round else ()
    return [signature_request.email for signature_request in asked if signature_request.came_at]


def waiting_others(occasion: Occasion) -> list[str]:
    """Return the addresses of those to whom it is up, but for who acts, and for drafters, who are told more."""
    assert occasion.signing_round  # noqa: S101  narrows the type
    told = {occasion.by.email, *drafters_by_mail(occasion)}
    return [asked.email for asked in occasion.signing_round.waiting if asked.email not in told]


def signed_signatories(occasion: Occasion) -> list[str]:
    """Return the addresses of the signatories of the round who have signed, further parties among them."""
    assert occasion.signing_round  # noqa: S101  narrows the type
    return [signature_request.email for signature_request in occasion.signing_round.signed]


def signed_before(occasion: Occasion) -> list[str]:
    """The same without those whom the event concerns: they have signed just now, and hear of it in other words."""
    return [email for email in signed_signatories(occasion) if email not in addressees(occasion)]


def signed_others(occasion: Occasion) -> list[str]:
    """Return the addresses of who has signed a text that another party does not sign: not yet, or by somebody else.

    But not of who drafts, who is told more; and nobody where it is a further party: they have not heard of it before.
    """
    signing_round = occasion.signing_round
    assert signing_round  # noqa: S101  narrows the type
    acting = signing_round.signature_request_of(occasion.by.email)
    if acting and acting.is_later:
        return []
    told = {occasion.by.email, *(person.email for person in drafters(occasion))}
    return [asked.email for asked in signing_round.signed if asked.email not in told]


def signed_of_others(occasion: Occasion) -> list[str]:
    """Return the addresses of those of them who signed for another party than that of who acts."""
    signing_round = occasion.signing_round
    assert signing_round  # noqa: S101  narrows the type
    acting = signing_round.signature_request_of(occasion.by.email)
    beside = {asked.email for asked in signing_round.signed if acting and asked.party_key == acting.party_key}
    return [email for email in signed_others(occasion) if email not in beside]


def answered_signatories(occasion: Occasion) -> list[str]:
    """Return the addresses of the signatories who were asked and to whom nothing is up any more."""
    asked = occasion.signing_round.signature_requests if occasion.signing_round else ()
    return [
        signature_request.email
        for signature_request in asked
        if signature_request.came_at and not signature_request.is_open
    ]


def signatories_and_drafters(occasion: Occasion) -> list[str]:
    """Return the addresses of every signatory of the round, and of every drafter."""
    assert occasion.signing_round  # noqa: S101  narrows the type
    signatories = [signature_request.email for signature_request in occasion.signing_round.signature_requests]
    return [*signatories, *(person.email for person in drafters(occasion))]
