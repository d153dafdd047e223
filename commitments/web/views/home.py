"""The start page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from commitments import access
from commitments.models import ModelText


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say what this is; who is signed in goes straight to their pledges, and a guest to what is asked of them."""
    if request.user.is_authenticated:
        return redirect("pledge_list")
    if access.guest(request):
        return redirect("invitation_asked")
    return render(request, "commitments/home.html", {"model_texts": ModelText.objects.all()})
