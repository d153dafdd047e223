"""Copying a pledge to a new one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commitments import access
from commitments.drafting.copying import Copied, copy_pledge
from commitments.models import Pledge
from commitments.web.forms.copy import CopyForm
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
        raise PermissionDenied
    form = CopyForm(request.POST if request.method == "POST" else None, pledge=pledge, organisations=organisations)
    if form.is_valid():
        chosen = form.cleaned_data
        with refusals(form):
            copied = copy_pledge(
                pledge,
                model_text=chosen["model_text"],
                organisation=chosen["organisation"],
                period=(chosen["period_start"], chosen["period_end"]),
                title=chosen["title"],
                by=user,
            )
            _report(request, pledge, copied)
            return redirect("pledge_detail", copied.pledge.reference)
    status = 422 if form.is_bound else 200
    return render(request, "commitments/pledge/copy.html", {"form": form, "pledge": pledge}, status=status)


def _report(request: HttpRequest, pledge: Pledge, copied: Copied) -> None:
    """Say that there is a copy of the pledge, and what could not be carried into it."""
    messages.success(request, _("This is the copy. Look through it before you change it."))
    first, last = copied.pledge.period_start, copied.pledge.period_end
    if (first, last) != (pledge.period_start, pledge.period_end):
        message = _("Its period is {first}–{last}. Dates of actions are still those of the pledge that you copied.")
        messages.info(request, message.format(first=first, last=last))
    if copied.clauses:
        message = _("Not in this model text, so now your own wording: {names}.")
        messages.warning(request, message.format(names="; ".join(copied.clauses)))
    if copied.themes:
        message = _("Not in this model text, so now your own headings: {names}.")
        messages.warning(request, message.format(names="; ".join(copied.themes)))
