"""Where the secretariat keeps the library: which model texts there are, loading one, and what changed when by whom."""

from __future__ import annotations

from pathlib import PurePath

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from commitments import access
from commitments.library.checking import read
from commitments.library.loading import FixtureError, load_text
from commitments.models import LibraryChange, ModelText, User
from commitments.web.forms.desk import LibraryForm
from commitments.web.views.section import problems
from commitments.web.views.signed_in import signed_in

CHANGES = 100
"""How many changes are shown, the newest first; the administration pages have all of them"""
LONGEST_NAME = 80


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def library(request: HttpRequest) -> HttpResponse:
    """The model texts and what changed. A POST of a file loads a model text, or says what is wrong in which row."""
    user = access.secretariat(request, writes=request.method == "POST")
    form = LibraryForm(request.POST, request.FILES) if request.method == "POST" else LibraryForm()
    faults: tuple[object, ...] = ()
    if form.is_valid():
        try:
            messages.success(request, _load(form, user))
            return redirect("desk_library")
        except FixtureError as refused:
            faults = refused.faults or (str(refused),)
            form.add_error("file", _("This file was not loaded, and nothing has changed. What is wrong stands below."))
    counted = Count("clauses", filter=Q(clauses__retired=False))
    context = {
        "form": form,
        "problems": problems(form),
        "faults": faults,
        "texts": ModelText.objects.annotate(clause_count=counted),
        "changes": LibraryChange.objects.select_related("by").order_by("-pk")[:CHANGES],
        "may_write": access.may_keep_desk(user),
    }
    return render(request, "commitments/secretariat/library.html", context, status=422 if form.errors else 200)


def _load(form: LibraryForm, user: User) -> str:
    """Load what was sent; return what was done, in a sentence. Raises FixtureError."""
    file = form.cleaned_data["file"]
    name, content = PurePath(str(file.name)).name[:LONGEST_NAME], file.read()
    if not form.cleaned_data["replaces"] and (there := _there_already(name, content)):
        message = _("There is a model text of this name already, “{text}”. Tick that it may be replaced.")
        raise FixtureError(message.format(text=there))
    loaded = load_text(name, content, by=user)
    clauses = loaded.counts.get("commitments.clause", 0)
    said = ngettext("Loaded: a model text with {count} clause.", "Loaded: a model text with {count} clauses.", clauses)
    return said.format(count=clauses)


def _there_already(name: str, content: bytes) -> ModelText | None:
    """Return the model text that a file would replace; None also where the file is none, which loading it says."""
    try:
        rows = read(name, content)
        slugs = [row["fields"]["slug"] for row in rows if row["model"].lower() == "commitments.modeltext"]
        return ModelText.objects.filter(slug__in=[str(slug).replace("\0", "") for slug in slugs]).first()
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
