"""Putting a pledge away: deleting a draft, archiving any other pledge, and bringing either back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commitments import access
from commitments.drafting import putting_away
from commitments.drafting.editing.write import WrongStateError
from commitments.web.command import Command
from commitments.web.views.signed_in import signed_in


@require_POST
@signed_in
def archive(request: HttpRequest, reference: str) -> HttpResponse:
    """Do what the button says. Deleting leads to the list, where it can be taken back; all else to the pledge."""
    pledge = access.kept_pledge(request, reference)
    try:
        match Command.of(request.POST).verb:
            case "delete":
                putting_away.delete(pledge)
                return redirect(f"{reverse('pledge_list')}?deleted={pledge.reference}")
            case "archive":
                putting_away.archive(pledge)
            case "bring-back":
                putting_away.bring_back(pledge)
                messages.success(request, _("“{title}” is back among the current pledges.").format(title=pledge))
    except WrongStateError as refused:
        messages.error(request, str(refused))
    return redirect(*(["pledge_list"] if pledge.deleted_at else ["pledge_detail", reference]))
