"""The first page: what waits for you, your pledges with the next step of each, what is new, and finding one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Exists, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commitments import access
from commitments.exports import xlsx
from commitments.exports.errors import CannotExportError
from commitments.models import Membership, Organisation, Pledge, User
from commitments.people import notices as noticing
from commitments.signing import asked_of
from commitments.web import dashboard, news, own_list, paging, turns
from commitments.web.listed_steps import with_next_steps
from commitments.web.own_list import ListFilter
from commitments.web.table_file import table_file
from commitments.web.views.signed_in import signed_in

SECRETARIAT = Organisation.Kind.SECRETARIAT
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
    chosen = ListFilter.of(request.GET.dict())
    return render(request, "commitments/dashboard/list.html", _context(request, user, memberships, chosen))


def _context(request: HttpRequest, user: User, memberships: Sequence[Membership], chosen: ListFilter) -> dict[str, Any]:
    """Return what the page says: the list, beside it what happened, and above it, on its first page, the turns."""
    visible = access.own_pledges(memberships, deleted=chosen.state == own_list.DELETED)
    pledges = own_list.chosen_pledges(chosen, memberships, user)
    page = _page(request, pledges, visible, chosen)
    notices, rows = news.notices(user), dashboard.rows(page.pledges, user)
    is_asked = not memberships or getattr(memberships[0], "is_asked", True)
    asked = asked_of.to_sign(user.email) if is_asked else []
    up_to_me = [one for one in asked if one.is_up_to_them]
    mine = []
    if not (chosen or page.before):
        mine = turns.first(turns.everywhere(rows, memberships, user) if page.after else turns.among(rows), up_to_me)
    context = {
        **_listed(request, pledges, visible, page, chosen),
        "rows": rows,
        "turns": mine[: turns.TURNS],
        "more_turns": chosen.in_state(own_list.TURN) if len(mine) > turns.TURNS else "",
        "just_deleted": _deleted(memberships, queried(request, "deleted")),
        "asked": up_to_me,
        "asked_before": [one for one in asked if not one.is_up_to_them],
        "news": news.by_pledge(notices[: news.NOTICES]),
        "more_notices": len(notices) > news.NOTICES,
        "belongs": bool(memberships),
        "may_start": any(own.role in access.WRITING_ROLES for own in memberships),
        "has_desk": user.is_superuser or any(own.organisation.kind == SECRETARIAT for own in memberships),
    }
    has_list = rows or chosen or context["has_others"]  # else what can be started stands below, in the one column
    has_buttons = context["may_start"] or context["has_desk"]
    return {**context, "has_side": bool(notices or context["asked_before"] or (has_buttons and has_list))}


def _listed(
    request: HttpRequest,
    pledges: QuerySet[Pledge],
    visible: QuerySet[Pledge],
    page: paging.ListPage,
    chosen: ListFilter,
) -> dict[str, Any]:
    """Return what stands around the list: its filters, its files, its pages."""
    count = paging.count(pledges, page)
    has_menus = chosen.has_choice or bool(chosen.order) or queried(request, "filters") == "1"
    return {
        "count": count,
        "too_many": bool(chosen.q) and is_capped(count),
        "sections": len(dashboard.FILLED_IN),
        "chosen": chosen,
        "menus": own_list.list_menus(chosen, visible) if has_menus else [],
        "filters": chosen.address(filters="1"),
        "query": chosen.address() if chosen else "",
        "has_xlsx": xlsx.can_render(),
        "states": [(label, chosen.in_state(value), value == chosen.state) for value, label in own_list.STATES],
        "has_others": not page.pledges and not chosen and visible.exists(),
        "state": chosen.state,
        "text": chosen.q,
        "newer": chosen.address(before=page.before) if page.before else "",
        "older": chosen.address(after=page.after) if page.after else "",
    }


def _page(
    request: HttpRequest, pledges: QuerySet[Pledge], visible: QuerySet[Pledge], chosen: ListFilter
) -> paging.ListPage:
    listed = dashboard.with_due_days(with_next_steps(dashboard.listed(pledges)))
    after, before = queried(request, "after"), queried(request, "before")
    if chosen.order == own_list.DUE:
        return paging.page_of_due(listed, dashboard.with_due_days(visible), after=after)
    return paging.page_of(listed, visible, after=after, before=before)


@signed_in
@require_safe
def as_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The list, by the filters of the address and in its order, as CSV or as Excel."""
    user = access.person(request)
    memberships = list(user.memberships.select_related("organisation"))
    chosen = ListFilter.of(request.GET.dict())
    pledges = dashboard.with_due_days(with_next_steps(own_list.chosen_pledges(chosen, memberships, user)))
    ordered = pledges.order_by(*(paging.DUE_ORDER if chosen.order else paging.ORDER))
    try:
        return table_file(own_list.table(ordered, user), kind, f"{_('pledges')} {timezone.now():%Y-%m-%d}")
    except CannotExportError as problem:
        messages.error(request, str(problem))
        return redirect("pledge_list")


def _deleted(memberships: Sequence[Membership], reference: str) -> Pledge | None:
    """Return the pledge that was deleted just now, as the address says, if it can be brought back by who looks."""
    if not reference:
        return None
    pledges = own_list.can_come_back(access.own_pledges(memberships, deleted=True))
    pledge = pledges.filter(reference=reference.replace("\0", "")).first()
    return pledge if pledge and access.may_copy(pledge) else None


def is_capped(count: str) -> bool:
    """Whether there are more than were counted: a search does not go through those."""
    return count.endswith("+")


def queried(request: HttpRequest, name: str) -> str:
    return str(request.GET.get(name, ""))


def search_text(request: HttpRequest) -> str:
    """Return what is searched for, as much of it as counts."""
    return queried(request, "q").replace("\0", " ").strip()[:LONGEST_SHOWN]
