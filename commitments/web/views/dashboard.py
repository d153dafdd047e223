"""The first page: what waits for you, your pledges with the next step of each, what is new, and finding one."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.db.models import Exists, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from commitments import access
from commitments.drafting import putting_away
from commitments.models import Membership, Organisation, Pledge
from commitments.people import notices as noticing
from commitments.signing import asked_of
from commitments.web import dashboard, news, paging
from commitments.web.views.signed_in import signed_in

ARCHIVED, DELETED = "archived", "deleted"
STATES = [("", _("Current")), *Pledge.Status.choices, (ARCHIVED, _("Archived")), (DELETED, _("Deleted"))]
"""What the list can be limited to. Withdrawn, archived and deleted ones stand in lists of their own"""
LONGEST_SHOWN = 200
"""How much of a search stands in its field again"""


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def pledge_list(request: HttpRequest) -> HttpResponse:
    """What is my turn, and the pledges of my organisations. A POST says of the notices that they were seen."""
    user = access.person(request)
    if request.method == "POST":
        noticing.see(request.POST.getlist("notice"), by=user)
        return redirect("pledge_list")
    is_asked = Exists(asked_of.requests_to(user.email))  # with the rest: most often nothing is asked
    memberships = list(user.memberships.select_related("organisation").annotate(is_asked=is_asked))
    if not memberships and access.may_begin_desk(user):
        return redirect("desk_begin")  # who has just set up the site
    state, text = queried(request, "state"), search_text(request)
    visible = access.own_pledges(memberships, deleted=state == DELETED)
    state = state if state in dict(STATES) else ""
    pledges = visible if text and not state else _in_state(visible, state)  # a search looks everywhere
    if text:
        status = state if state in Pledge.Status.values else ""
        pledges = dashboard.matching(pledges, text, [own.organisation_id for own in memberships], status)
    after, before = queried(request, "after"), queried(request, "before")
    listed = dashboard.with_next_steps(dashboard.listed(pledges))
    page = paging.page_of(listed, visible, after=after, before=before)
    notices, count = news.notices(user), paging.count(pledges, page)
    rows, is_whole = dashboard.rows(page.pledges, user), not (state or text or page.before)
    asked = asked_of.to_sign(user.email) if not memberships or memberships[0].is_asked else []
    up_to_me = [one for one in asked if one.is_up_to_them]
    context = {
        "rows": rows,
        "turns": dashboard.turns(rows, up_to_me) if is_whole else [],
        "count": count,
        "too_many": bool(text) and is_capped(count),
        "sections": len(dashboard.FILLED_IN),
        "states": _states(state, text),
        "has_others": not page.pledges and not state and not text and visible.exists(),
        "just_deleted": _deleted(memberships, queried(request, "deleted")),
        "state": state,
        "text": text,
        "newer": address(state=state, q=text, before=page.before) if page.before else "",
        "older": address(state=state, q=text, after=page.after) if page.after else "",
        "asked": up_to_me,
        "asked_before": [one for one in asked if not one.is_up_to_them],
        "news": news.by_pledge(notices[: news.NOTICES]),
        "more_notices": len(notices) > news.NOTICES,
        "belongs": bool(memberships),
        "may_start": any(own.role in access.WRITING_ROLES for own in memberships),
        "is_secretariat": any(own.organisation.kind == Organisation.Kind.SECRETARIAT for own in memberships),
    }
    return render(request, "commitments/dashboard/list.html", context)


def _in_state(visible: QuerySet[Pledge], state: str) -> QuerySet[Pledge]:
    """Return those of some pledges that a filter shows. The current ones are neither withdrawn nor put away."""
    if state == DELETED:
        return visible.filter(deleted_at__gt=putting_away.lost_before())
    if state == ARCHIVED:
        return visible.filter(archived_at__isnull=False)
    current = visible.filter(archived_at=None)
    return current.filter(status=state) if state else current.exclude(status=Pledge.Status.WITHDRAWN)


def _deleted(memberships: Sequence[Membership], reference: str) -> Pledge | None:
    """Return the pledge that was deleted just now, as the address says, if it can be brought back by who looks."""
    if not reference:
        return None
    pledges = _in_state(access.own_pledges(memberships, deleted=True), DELETED)
    pledge = pledges.filter(reference=reference.replace("\0", "")).first()
    return pledge if pledge and access.may_copy(pledge) else None


def _states(state: str, text: str) -> list[tuple[object, str, bool]]:
    """Return the links of the filter: what each says, where it leads, and whether it is the present one."""
    return [(label, address(state=value, q=text), value == state) for value, label in STATES]


def is_capped(count: str) -> bool:
    """Whether there are more than were counted: a search does not go through those."""
    return count.endswith("+")


def queried(request: HttpRequest, name: str) -> str:
    return str(request.GET.get(name, ""))


def search_text(request: HttpRequest) -> str:
    """Return what is searched for, as much of it as counts."""
    return queried(request, "q").replace("\0", " ").strip()[:LONGEST_SHOWN]


def address(**values: str) -> str:
    """Return the part of an address after the path: the values that are not empty."""
    return "?" + urlencode({name: value for name, value in values.items() if value})
