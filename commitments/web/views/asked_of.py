"""All that is asked of one address, for its guest or its account: each pledge with its state and a way on."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commitments import access
from commitments.models import Invitation
from commitments.people import invitations as inviting
from commitments.signing.asked_of import by_link
from commitments.web.command import Command
from commitments.web.once import LINK
from commitments.web.proven_address import has_proven_address
from commitments.web.views.invitation import let_in


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def asked_of(request: HttpRequest) -> HttpResponse:
    """The list. A POST begins the visit of one of its pledges: at once after a code to that address, else by one."""
    visitor = access.guest(request)
    own = [visitor.email] if visitor else []
    own += [access.person(request).email] if request.user.is_authenticated else []
    if not own:
        raise Http404
    if request.method == "POST":
        match Command.of(request.POST):
            case Command("visit", key) if key.isascii() and key.isdecimal():
                links = Invitation.objects.filter(email__in=own, pledge__isnull=False)
                return _visit(request, get_object_or_404(links, pk=key[:18]))
        return redirect("invitation_asked")
    context = {
        "email": own[0],
        "actor": visitor,
        "pledge": visitor.pledge if visitor else None,
        "asked": by_link(own[0]),
    }
    return render(request, "commitments/invitation/asked.html", context)


def _visit(request: HttpRequest, invited: Invitation) -> HttpResponse:
    needs_no_code = access.guest(request) == invited or has_proven_address(request, invited.email)
    if needs_no_code and inviting.confirm_proven(invited, origin=access.origin(request)):
        return let_in(request, invited)
    request.session[LINK] = invited.token_hash
    return redirect("invitation")
