"""The start page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from commitments import access
from commitments.signing.asked_of import by_link
from commitments.web.forms.account import RequestCodeForm


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say what this is, and send a code to who has an account; who is signed in goes straight to their pledges.

    A guest sees what is asked of them.
    """
    if request.user.is_authenticated:
        return redirect("pledge_list")
    guest = access.guest(request)
    asked = [one for one in by_link(guest.email) if one.is_up_to_them] if guest else []
    context = {"code_form": RequestCodeForm(), "asked": asked}
    return render(request, "commitments/home.html", context)
