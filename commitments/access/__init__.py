"""Who may read and change what. Returns the object or raises; nothing else in the project decides this."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db.models import Case, Q, QuerySet, Value, When
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from commitments.access.public import (
    is_published,
    joined_revision,
    published_pledges,
    published_revision,
    published_text,
    sealed_revision,
)
from commitments.access.visitor import browser, origin, person
from commitments.document import AGREED
from commitments.models import Actor, Invitation, Membership, Organisation, Pledge, SignatureRequest, User
from commitments.models.negotiation import Cell, NegotiationTable, Seat, SeenCell, Side
from commitments.models.rounds import Round, last_round

__all__ = [
    "browser",
    "is_published",
    "joined_revision",
    "origin",
    "person",
    "published_pledges",
    "published_revision",
    "published_text",
    "sealed_revision",
]  # what is declared here is exported without being named
SIGNING_ROLES = (Membership.Role.SIGNATORY, Membership.Role.ADMINISTRATOR)
"""Who may sign for their own organisation, once they are named as its signatory"""
WRITING_ROLES = (Membership.Role.DRAFTER, Membership.Role.SIGNATORY, Membership.Role.ADMINISTRATOR)
"""Who may draft the pledges of their own organisation: everybody but viewers"""


def readable_pledge(request: HttpRequest, reference: str) -> Pledge:
    """Return a pledge that this person may read; to a stranger it does not exist (404)."""
    return _pledge(person(request), reference)


def glimpsed_pledge(request: HttpRequest, reference: str) -> Pledge:
    """Return of a pledge that this person may read what a page asks again and again: its state, and who is there."""
    visible = Pledge.objects.visible_to(person(request))
    return get_object_or_404(visible.only("status", "sections", "readers", "deleted_at"), reference=reference)


def editable_pledge(request: HttpRequest, reference: str) -> Pledge:
    """Return a pledge that this person may change: 404 to a stranger, 403 to who may only read.

    A reading request (GET, HEAD) of who may only read is answered too: the page shows, its buttons don't.
    """
    pledge = _pledge(person(request), reference)
    if request.method not in ("GET", "HEAD") and not may_edit(pledge):
        raise PermissionDenied
    return pledge


def inviting_pledge(request: HttpRequest, reference: str) -> Pledge:
    """Return a pledge whose invitations this person may send and withdraw, whatever its state: 404 to a stranger.

    A reading request (GET, HEAD) of who may only read is answered too, anything else with 403.
    """
    pledge = _pledge(person(request), reference)
    if request.method not in ("GET", "HEAD") and not may_copy(pledge):
        raise PermissionDenied
    return pledge


def locked_pledge(request: HttpRequest, reference: str) -> Pledge:
    """The same, locked until the current transaction ends. Raises as editable_pledge does."""
    visible = Pledge.objects.visible_to(person(request)).select_related("model_text").locked()
    pledge = get_object_or_404(visible, reference=reference)
    if not may_edit(pledge):
        raise PermissionDenied
    return pledge


GUEST = "guest"
"""Where a session keeps who visits by invitation: the invitation's primary key, and the hash of the link's token"""


def guest(request: HttpRequest) -> Invitation | None:
    """Return the invitation by which somebody without an account visits: confirmed, alive, of a link that is good."""
    kept = request.session.get(GUEST)
    if not kept:
        return None
    invitations = Invitation.of_link(kept[1]).filter(pk=kept[0], pledge__isnull=False, confirmed_at__isnull=False)
    invitation = invitations.select_related("pledge").first()
    return invitation if invitation and invitation.is_alive else None


def discussed_pledge(request: HttpRequest, reference: str) -> tuple[Pledge, Actor]:
    """Return a pledge that this person or guest may read and comment on, and as whom they speak; else 404."""
    if isinstance(request.user, User):
        pledges = Pledge.objects.visible_to(request.user).select_related("model_text", "organisation")
        if pledge := pledges.filter(reference=reference).first():
            return pledge, Actor(user=request.user, origin=origin(request), browser=browser(request))
    visitor = guest(request)
    if visitor and visitor.pledge and visitor.pledge.reference == reference and not visitor.pledge.deleted_at:
        pledge = Pledge.objects.select_related("model_text", "organisation").get(reference=reference)
        return pledge, Actor(guest=visitor, origin=origin(request), browser=browser(request))
    raise Http404


def exported_pledge(request: HttpRequest, reference: str, *, is_plain_pdf: bool) -> tuple[Pledge, Actor]:
    """Return a pledge that this person or guest may take as a file: a guest what `may_print` says; else 404."""
    pledge, speaker = discussed_pledge(request, reference)
    if speaker.is_own or (is_plain_pdf and may_print(pledge, speaker)):
        return pledge, speaker
    raise Http404


def may_print(pledge: Pledge, speaker: Actor) -> bool:
    """Whether they may have a pledge that they read as a PDF: a guest the draft, and the text that goes round; who was
    asked to sign it, once every party has.
    """
    if speaker.is_own or pledge.status in (Pledge.Status.DRAFT, Pledge.Status.IN_CIRCULATION):
        return True
    signing_round = last_round(pledge) if pledge.status in AGREED else None
    return bool(signing_round and signing_round.signature_request_of(speaker.email))


def hears_every_party(signing_round: Round | None, speaker: Actor) -> bool:
    """Whether they are of the parties, and are told also of further ones that don't want to be named publicly."""
    return speaker.is_own or (signing_round is not None and signing_round.is_of_the_parties(speaker.email))


def actor(request: HttpRequest) -> Actor:
    """Return who is signed in, and from where, for the trail."""
    return Actor(user=person(request), origin=origin(request))


def own_signature_request(request: HttpRequest, reference: str) -> tuple[Round, SignatureRequest, Actor]:
    """Return the last round of a pledge, the signature request in it to who visits, and who they are.

    Of the pledge's own organisation it is who was named by their address, with a role that signs, or who had one when
    they signed: that, and the consent that they gave, stays theirs. Of another party, a guest who confirmed that the
    address is theirs. 404 to who may not read the pledge, 403 to everybody else.
    """
    pledge, speaker = discussed_pledge(request, reference)
    signing_round, signs = last_round(pledge), getattr(pledge, "reader_role", "") in SIGNING_ROLES
    visitor = guest(request) if speaker.is_own and not signs else None
    if visitor and visitor.pledge_id == pledge.pk:  # who was asked by a link, and belongs to the organisation by now
        speaker = replace(speaker, user=None, guest=visitor)
    signature_request = signing_round.signature_request_of(speaker.email) if signing_round else None
    if not signing_round or not signature_request:
        raise PermissionDenied(_("You are not asked to sign this text now. “Who has signed” says who is."))
    if speaker.is_own and not signs and not signature_request.has_signed:
        raise PermissionDenied(_("To sign, you need the role Signatory. An administrator can give it to you."))
    signing_round.revision.pledge = pledge
    return signing_round, signature_request, speaker


def circulated_pledge(request: HttpRequest, reference: str) -> Pledge:
    """Return a pledge that this person may send round, reopen, withdraw or hand in, as inviting_pledge does.

    Which of these its state allows, signing/transitions.py says.
    """
    return inviting_pledge(request, reference)


def kept_pledge(request: HttpRequest, reference: str) -> Pledge:
    """Return a pledge, deleted or not, that this person may put away and bring back: 404 to a stranger, 403 to who may
    only read.
    """
    own = _of_organisations(person(request).memberships.all())
    pledge = _only(own, reference)
    if not may_copy(pledge):
        raise PermissionDenied
    return pledge


def own_membership(request: HttpRequest, slug: str) -> Membership:
    """Return this person's membership, with its organisation: every member reads who else belongs to it. Else 404."""
    own = person(request).memberships.filter(organisation__slug=slug).select_related("organisation").first()
    if not own:
        raise Http404
    return own


def administered_organisation(request: HttpRequest, slug: str) -> Organisation:
    """Return an organisation whose people this person may invite, remove and give roles; else 404 or 403."""
    own = own_membership(request, slug)
    if own.role != Membership.Role.ADMINISTRATOR:
        raise PermissionDenied
    return own.organisation


def may_edit(pledge: Pledge) -> bool:
    """Whether the person for whom `pledge` was loaded here may change it."""
    return may_copy(pledge) and pledge.is_editable


def may_copy(pledge: Pledge) -> bool:
    """Whether the person for whom `pledge` was loaded here may write for its organisation, whatever its state."""
    return getattr(pledge, "reader_role", "") in WRITING_ROLES


def may_see_origins(pledge: Pledge) -> bool:
    """Whether the person for whom `pledge` was loaded here may see in its trail from which network addresses."""
    return getattr(pledge, "reader_role", "") in (Membership.Role.DRAFTER, Membership.Role.ADMINISTRATOR)


def writable_organisations(user: User) -> QuerySet[Organisation]:
    """Return the organisations in whose name this person may start a pledge, by name."""
    return Organisation.objects.filter(memberships__user=user, memberships__role__in=WRITING_ROLES).order_by("name")


def own_pledges(memberships: Sequence[Membership], *, deleted: bool = False) -> QuerySet[Pledge]:
    """Return the pledges of the organisations of one person's memberships, each with their role there; or the
    `deleted` ones alone.

    Pledge.objects.visible_to finds the same; this asks for the organisations themselves, so that a long list is read
    from the index of an organisation's pledges, and not sorted.
    """
    return _of_organisations(memberships).filter(deleted_at__isnull=not deleted)


def _of_organisations(memberships: Iterable[Membership]) -> QuerySet[Pledge]:
    roles = {membership.organisation_id: membership.role for membership in memberships}
    one = next(iter(roles)) if len(roles) == 1 else None
    pledges = Pledge.objects.filter(organisation=one) if one else Pledge.objects.filter(organisation__in=roles)
    return pledges.annotate(
        reader_role=Case(*(When(organisation=pk, then=Value(role)) for pk, role in roles.items()), default=Value(""))
    )


def may_start(user: User) -> bool:
    """Whether this person may start a pledge, in the name of whatever organisation."""
    return writable_organisations(user).exists()


def secretariat(request: HttpRequest, *, writes: bool = False) -> User:
    """Return who is signed in, if of the secretariat (else 404: no such page); if it `writes`, not a viewer (403)."""
    user = person(request)
    there = user.memberships.filter(organisation__kind=Organisation.Kind.SECRETARIAT)
    roles = set(there.values_list("role", flat=True))
    if not roles:
        raise Http404
    if writes and not roles & set(WRITING_ROLES):
        raise PermissionDenied
    return user


def may_keep_desk(user: User) -> bool:
    """Whether this person may write what the secretariat keeps: model texts, the directory, confirmed domains."""
    there = user.memberships.filter(organisation__kind=Organisation.Kind.SECRETARIAT, role__in=WRITING_ROLES)
    return there.exists()


def may_begin_desk(user: User) -> bool:
    """Whether this person may set up the secretariat's desk for themselves: who may do everything, and is not there."""
    return user.is_superuser and not user.memberships.filter(organisation__kind=Organisation.Kind.SECRETARIAT).exists()


def submitted_pledges() -> QuerySet[Pledge]:
    """Return the pledges of all organisations that the secretariat may read: the submitted and the published ones."""
    is_published = Q(published_at__isnull=False, status=Pledge.Status.AGREED)
    return Pledge.objects.filter(Q(status=Pledge.Status.SUBMITTED) | is_published)


def submitted_pledge(request: HttpRequest, reference: str) -> Pledge:
    """Return a submitted or published pledge of any organisation, for the secretariat to read or note; else 404."""
    secretariat(request, writes=request.method == "POST")
    return _only(submitted_pledges(), reference)


def _pledge(user: User, reference: str) -> Pledge:
    return _only(Pledge.objects.visible_to(user), reference)


def _only(pledges: QuerySet[Pledge], reference: str) -> Pledge:
    return get_object_or_404(pledges.select_related("model_text", "organisation"), reference=reference)


def table_seat(request: HttpRequest, reference: str, party_key: str) -> Seat:
    """Return where this person, or guest of that party, sits at a pledge's table with a party, and writes; else 404."""
    pledge, speaker = discussed_pledge(request, reference)
    table = NegotiationTable.objects.filter(pledge=pledge, party_key=party_key).first()
    if not table or (speaker.guest and speaker.guest.party_key != party_key):
        raise Http404
    table.pledge = pledge
    may_write = table.is_open and pledge.is_editable and (not speaker.is_own or may_copy(pledge))
    return Seat(table, speaker, Side.DRAFTERS if speaker.is_own else Side.PARTY, may_write)


def table_cells(seat: Seat) -> dict[tuple[str, str], SeenCell]:
    """Return what somebody at a table may read of its cells, by item and side: of the other side's, what it showed."""
    cells = Cell.objects.filter(table=seat.table)
    return {(cell.item_key, cell.side): SeenCell.of(cell, is_own=cell.side == seat.side) for cell in cells}
