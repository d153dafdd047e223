"""Copying a pledge to a new one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commitments import access
from commitments.drafting.copying import Copied, copy_pledge
from commitments.models import Pledge, User
from commitments.people.sent_forms import Made
from commitments.web.forms.copy import CopyForm
from commitments.web.once import once
from commitments.web.views.section import refusals
from commitments.web.views.signed_in import signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, reference: str) -> HttpResponse:
    """Who reads a pledge may copy it, whatever its state, in the name of an organisation for which they may write."""
    pledge = access.readable_pledge(request, reference)
    user = access.person(request)
    organisations = access.writable_organisations(user)
    if not organisations:
        raise PermissionDenied(_("To copy a pledge, you need a role that drafts. Ask an administrator for it."))
    form = CopyForm(request.POST if request.method == "POST" else None, pledge=pledge, organisations=organisations)
    if form.is_valid():
        with refusals(form):
            return redirect(once(request, lambda: _copy(pledge, form.cleaned_data, user)))
    status = 422 if form.is_bound else 200
    return render(request, "commitments/pledge/copy.html", {"form": form, "pledge": pledge}, status=status)


def _copy(pledge: Pledge, chosen: Mapping[str, Any], user: User) -> Made:
    copied = copy_pledge(
        pledge,
        model_text=chosen["model_text"],
        organisation=chosen["organisation"],
        period=(chosen["period_start"], chosen["period_end"]),
        title=chosen["title"],
        by=user,
    )
    return Made(reverse("pledge_detail", args=[copied.pledge.reference]), tuple(_report(pledge, copied)))


def _report(pledge: Pledge, copied: Copied) -> Iterator[tuple[int, str]]:
    """Say that there is a copy of the pledge, and what could not be carried into it."""
    yield messages.SUCCESS, _("This is the copy. Look through it before you change it.")
    first, last = copied.pledge.period_start, copied.pledge.period_end
    if (first, last) != (pledge.period_start, pledge.period_end):
        message = _("Its period is {first}–{last}. Dates of actions are still those of the pledge that you copied.")
        yield messages.INFO, message.format(first=first, last=last)
    if copied.clauses:
        message = _("Not in this model text, so now your own wording: {names}.")
        yield messages.WARNING, message.format(names="; ".join(copied.clauses))
    if copied.themes:
        message = _("Not in this model text, so now your own headings: {names}.")
        yield messages.WARNING, message.format(names="; ".join(copied.themes))
