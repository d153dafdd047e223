"""The start page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from commitments.models import ModelText
from commitments.web.forms.account import RequestCodeForm


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say what this is, and send a code to who has an account; who is signed in goes straight to their pledges."""
    if request.user.is_authenticated:
        return redirect("pledge_list")
    context = {"model_texts": ModelText.objects.all(), "code_form": RequestCodeForm()}
    return render(request, "commitments/home.html", context)
