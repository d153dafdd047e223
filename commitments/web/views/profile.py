"""What people say of themselves, and how pages look to them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commitments import access
from commitments.models import Organisation
from commitments.web import appearance
from commitments.web.forms.profile import AppearanceForm, ProfileForm
from commitments.web.views.section import problems
from commitments.web.views.signed_in import is_of_another_person, person_key, send_again, signed_in


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    user = access.person(request)
    if is_of_another_person(request):
        return send_again(request, status=403)
    is_of_secretariat = user.memberships.filter(organisation__kind=Organisation.Kind.SECRETARIAT).exists()
    form = ProfileForm(
        request.POST if request.method == "POST" else None, user=user, is_of_secretariat=is_of_secretariat
    )
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("profile")
    context = {"form": form, "problems": problems(form), "person_key": person_key(user)}
    return render(request, "commitments/profile/page.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """Whether pages are light or dark: for anybody, in this browser."""
    form = AppearanceForm(request.POST if request.method == "POST" else None, initial=appearance.theme(request))
    if form.is_valid():
        response = redirect(_back(request, request.POST.get("next", "")))
        appearance.keep(response, form.cleaned_data["theme"], is_secure=request.is_secure())
        return response
    context = {"form": form, "problems": problems(form), "next": _back(request, request.GET.get("next", ""))}
    return render(request, "commitments/profile/appearance.html", context, status=422 if form.errors else 200)


def _back(request: HttpRequest, address: str) -> str:
    """Return the page from which somebody came, if it is one of ours; else the start page."""
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, None)
    return address if is_ours else reverse("home")
