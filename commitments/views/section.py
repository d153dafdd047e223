"""What every drafting section does the same way: show the page beside the paper, save, go on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render

from commitments import access
from commitments.document import PledgeDocument
from commitments.exports import printed
from commitments.models import Pledge
from commitments.models.prepared import SECTION_STATES
from commitments.preview import Live
from commitments.sections import BY_SLUG, following, progress
from commitments.services import drafting
from commitments.services.writing import WrongState
from commitments.wording.limits import TextRefused

LONGEST_PLACE = 4  # digits; no list has as many as 10,000 rows


def show(
    request: HttpRequest,
    pledge: Pledge,
    slug: str,
    template: str,
    *,
    document: PledgeDocument,
    live: Live | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Return a section's page: `template` on the desk, the document on its paper beside it."""
    steps = progress(document, SECTION_STATES.rows(pledge))
    step = next(step for step in steps if step.section.slug == slug)
    shown = {
        "pledge": pledge,
        "steps": steps,
        "step": step,
        "section": step.section,
        "may_edit": access.may_edit(pledge),
        "live": live,
        **printed.context(document, title_level=2),
        **context,
    }
    return render(request, f"commitments/{template}.html", shown, status=status)


@dataclass(frozen=True)
class Problem:
    """An error for the summary on top, and the id of its field; nothing for an error of the whole page."""

    message: str
    anchor: str = ""


def problems(form: forms.BaseForm) -> list[Problem]:
    """Return the first error of each field of a form that crispy draws, and the form's own errors."""
    found = [Problem(str(message)) for message in form.non_field_errors()]
    return found + [Problem(str(field.errors[0]), field.id_for_label) for field in form if field.errors]


@contextmanager
def refusals(form: forms.Form) -> Iterator[None]:
    """Turn what a service or a field refuses into an error of the form: the page comes back with everything typed."""
    try:
        yield
    except ValidationError as refused:
        form.add_error(None, refused)
    except (TextRefused, WrongState) as refused:
        form.add_error(None, str(refused))


def done(request: HttpRequest, pledge: Pledge, slug: str, *, stay: str = "", onward: str = "") -> HttpResponseRedirect:
    """Note whether the section is ready, then go where the pressed button says.

    That is on (to the address `onward`, else to the next section), to all sections, or back to the page, at `stay`.
    """
    if "ready_asked" in request.POST:
        said = request.POST.get("ready") == "1"
        if said != pledge.section_states.filter(slug=slug, ready=True).exists():
            drafting.set_ready(pledge, slug, said, by=access.person(request))
    where, after = request.POST.get("go"), following(slug)
    if where == "next" and onward:
        return redirect(onward)
    if where == "next" and after:
        return redirect(after.url(pledge))
    if where == "hub":
        return redirect("pledge_detail", pledge.reference)
    return redirect(stay or BY_SLUG[slug].url(pledge))


def command(request: HttpRequest) -> list[str]:
    """Return the pressed button's command in its parts: `move:some-key:up` as ["move", "some-key", "up"]."""
    return request.POST.get("do", "").replace("\0", "").split(":")  # PostgreSQL takes no NUL, not even to look for


def place_of(typed: str) -> int:
    """Return the place in a list, from 1, that a command names; 0 when that is no such number."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_PLACE else 0
