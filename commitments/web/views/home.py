"""The start page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from commitments.models import ModelText


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say what this is; who is signed in goes straight to their pledges."""
    if request.user.is_authenticated:
        return redirect("pledge_list")
    return render(request, "commitments/home.html", {"model_texts": ModelText.objects.all()})
