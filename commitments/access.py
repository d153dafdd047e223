"""Who may read and change what. Returns the object or raises; nothing else in the project decides this."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from commitments.models import Membership, Organisation, Pledge, User

WRITING_ROLES = (Membership.Role.DRAFTER, Membership.Role.SIGNATORY, Membership.Role.ADMINISTRATOR)


def person(request: HttpRequest) -> User:
    """Return who is signed in. Only for views that require it."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def readable_pledge(request: HttpRequest, reference: str) -> Pledge:
    """Return a pledge that this person may read; to a stranger it does not exist (404)."""
    return _pledge(person(request), reference)


def editable_pledge(request: HttpRequest, reference: str) -> Pledge:
    """Return a pledge that this person may change: 404 to a stranger, 403 to who may only read.

    A reading request (GET, HEAD) of who may only read is answered too: the page shows, its buttons don't.
    """
    pledge = _pledge(person(request), reference)
    if request.method not in ("GET", "HEAD") and not may_edit(pledge):
        raise PermissionDenied
    return pledge


def may_edit(pledge: Pledge) -> bool:
    """Whether the person for whom `pledge` was loaded here may change it."""
    return may_copy(pledge) and pledge.is_editable


def may_copy(pledge: Pledge) -> bool:
    """Whether the person for whom `pledge` was loaded here may write for its organisation, whatever its state."""
    return getattr(pledge, "reader_role", "") in WRITING_ROLES


def writable_organisations(user: User) -> QuerySet[Organisation]:
    """Return the organisations in whose name this person may start a pledge, by name."""
    return Organisation.objects.filter(memberships__user=user, memberships__role__in=WRITING_ROLES).order_by("name")


def _pledge(user: User, reference: str) -> Pledge:
    try:
        return Pledge.objects.visible_to(user).select_related("model_text", "organisation").get(reference=reference)
    except Pledge.DoesNotExist as error:
        raise Http404 from error
