"""Your pledges: the next step of each, what is new, and finding one."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import Exists
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from commitments import access
from commitments.models import Organisation, Pledge
from commitments.people import notices as noticing
from commitments.signing import asked_of
from commitments.web import dashboard, paging
from commitments.web.views.signed_in import signed_in

LONGEST_SHOWN = 200
"""How much of a search stands in its field again"""


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def pledge_list(request: HttpRequest) -> HttpResponse:
    """The pledges of my organisations. A POST says of the notices on top that they were seen."""
    user = access.person(request)
    if request.method == "POST":
        noticing.see(request.POST.getlist("notice"), by=user)
        return redirect("pledge_list")
    is_asked = Exists(asked_of.requests_to(user.email))  # with the rest: most often nothing is asked
    memberships = list(user.memberships.select_related("organisation").annotate(is_asked=is_asked))
    if not memberships and access.may_begin_desk(user):
        return redirect("desk_begin")  # who has just set up the site
    visible = access.own_pledges(memberships)
    state, text = request.GET.get("state", ""), search_text(request)
    state = state if state in Pledge.Status.values else ""
    pledges = visible.filter(status=state) if state else visible
    if text:
        pledges = dashboard.matching(pledges, text, [own.organisation_id for own in memberships], state)
    after, before = queried(request, "after"), queried(request, "before")
    page = paging.page_of(dashboard.listed(pledges), visible, after=after, before=before)
    notices, count = dashboard.notices(user), paging.count(pledges, page)
    context = {
        "rows": dashboard.rows(page.pledges, user),
        "count": count,
        "too_many": bool(text) and is_capped(count),
        "sections": len(dashboard.FILLED_IN),
        "states": _states(state, text),
        "state": state,
        "text": text,
        "newer": address(state=state, q=text, before=page.before) if page.before else "",
        "older": address(state=state, q=text, after=page.after) if page.after else "",
        "asked": asked_of.to_sign(user.email) if not memberships or memberships[0].is_asked else [],
        "notices": notices[: dashboard.NOTICES],
        "more_notices": len(notices) > dashboard.NOTICES,
        "belongs": bool(memberships),
        "may_start": any(own.role in access.WRITING_ROLES for own in memberships),
        "is_secretariat": any(own.organisation.kind == Organisation.Kind.SECRETARIAT for own in memberships),
    }
    return render(request, "commitments/dashboard/list.html", context)


def _states(state: str, text: str) -> list[tuple[object, str, bool]]:
    """Return the links of the filter: what each says, where it leads, and whether it is the present one."""
    choices = [("", _("All")), *Pledge.Status.choices]
    return [(label, address(state=value, q=text), value == state) for value, label in choices]


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
