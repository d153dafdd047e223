"""What every drafting section does the same way: load it, show the page beside the paper, go on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from commitments import access
from commitments.document import PledgeDocument, printed
from commitments.drafting import starting
from commitments.drafting.editing.edit import UnknownVersionError
from commitments.drafting.editing.write import WrongStateError
from commitments.drafting.preview import Live
from commitments.drafting.readers import note_reader
from commitments.drafting.sections import BY_SLUG, following, progress
from commitments.models import Draft, Pledge
from commitments.readiness.report import report_on
from commitments.text.limits import TextRefusedError
from commitments.web import fixes
from commitments.web.command import Command
from commitments.web.once import first_answer
from commitments.web.submitted_form import SubmittedForm
from commitments.web.views import news, paper
from commitments.web.views.signed_in import is_of_another_person, person_key, send_again, signed_in


class InvalidFormError(Exception):
    """What was typed is wrong, and the form says where. Nothing was written."""


def section_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Load the pledge of a section's page as a Draft for who may read it, and for a POST for who may change it.

    Calls the view with the request, the Draft, and what was submitted (None: nothing, the page is only read). A
    script's POST is one transaction from loading to saving, and what is refused is answered in JSON (422).
    """

    @wraps(view)
    @signed_in
    @require_http_methods(["GET", "HEAD", "POST"])
    def answer(request: HttpRequest, reference: str, **kwargs: Any) -> HttpResponse:
        if is_of_another_person(request):
            return send_again(request, status=403)
        if quiet := news.answer(request, reference):
            return quiet
        submitted = SubmittedForm.of(request)
        if not (submitted and submitted.is_autosave):

            def respond() -> HttpResponse:
                return view(request, Draft(access.editable_pledge(request, reference)), submitted, **kwargs)

            # What is only saved is the same however often it is; what is added is not. A row is moved one place on each
            # time that it is asked for: the page's script does so again and again, from the same page.
            acts_again = ("", "go", "find", "filter", "move-up", "move-down", "place")
            is_repeatable = not submitted or submitted.command.verb in acts_again
            return respond() if is_repeatable else first_answer(request, respond)
        try:
            with transaction.atomic():
                pledge = access.locked_pledge(request, reference)
                return view(request, Draft(pledge, is_locked=True), submitted, **kwargs)
        except (TextRefusedError, WrongStateError, UnknownVersionError) as refused:
            return JsonResponse({"message": str(refused)}, status=422)

    return answer


def show(
    request: HttpRequest,
    draft: Draft,
    slug: str,
    template: str,
    *,
    document: PledgeDocument,
    submitted: SubmittedForm | None = None,
    live: Live | None = None,
    about_item: str = "",
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Return a section's page: `template`, and the document on its paper beside it.

    `submitted`: what is refused, and comes back with everything typed; `about_item`: the key of the one item that the
    page is about.
    """
    pledge, user = draft.pledge, access.person(request)
    note_reader(pledge, user, slug)
    shown = {
        "pledge": pledge,
        **_steps(document, pledge, slug),
        **_sent(submitted, pledge, slug),
        "person_key": person_key(user),
        "readers": news.who_is_here(pledge, user, slug),
        **news.since(request, pledge),
        "may_edit": access.may_edit(pledge),
        "live": live,
        "saves": paper.saves(pledge),
        "edition": _edition(pledge),
        **_found_here(draft, document, slug, about_item),
        **printed.context(document, title_level=2),
        **context,
    }
    if paper.is_asked_for(request):
        return paper.anew(request, shown)
    return render(request, f"commitments/{template}.html", shown, status=status)


def _steps(document: PledgeDocument, pledge: Pledge, slug: str) -> dict[str, Any]:
    """Return how far each section is, and which of them the page is."""
    steps = progress(document, pledge)
    step = next(step for step in steps if step.section.slug == slug)
    return {"steps": steps, "step": step, "section": step.section}


def _sent(submitted: SubmittedForm | None, pledge: Pledge, slug: str) -> dict[str, Any]:
    """Return on which version the page's form is based, and what was sent of one that is refused."""
    return {"version": _based_on(submitted, pledge, slug), "submitted": _refused(submitted)}


def _edition(pledge: Pledge) -> str:
    """Return what a row of the model text's own words depends on besides what it says itself: a part of its cache key.

    The text and its edition, the language of the page, and whether there are buttons for who reads it.
    """
    model_text = pledge.model_text
    return f"{model_text.pk}.{model_text.edition}.{get_language()}.{access.may_edit(pledge)}"


def _found_here(draft: Draft, document: PledgeDocument, slug: str, item: str) -> dict[str, Any]:
    """Return what the readiness check found in a section, or in one item: what to fix, and how much to look at."""
    report = report_on(draft.pledge, document)
    if item:
        report = report.about(item)
    tally = fixes.tallies(report).get(slug, fixes.SectionTally())
    blockers = fixes.fixes_for(draft, document, report.blockers) if tally.fix else []
    return {"to_fix": [fix for fix in blockers if fix.section == slug], "tally": tally}


def _based_on(submitted: SubmittedForm | None, pledge: Pledge, slug: str) -> int:
    """Return the version on which the page is based: what was typed on the page that is refused, on an older one.

    Where a script sent only what changed, all the rest is drawn as it is now. What was sent has its own version then.
    """
    now = pledge.version_of(slug)
    if not submitted or submitted.version is None or submitted.changed is not None:
        return now
    return submitted.version if 0 <= submitted.version <= now else 0


def _refused(submitted: SubmittedForm | None) -> str:
    """Return as JSON which fields the page that is refused had sent, and on what each is based; null: all of them."""
    if not submitted:
        return ""
    if submitted.changed is None:
        return "null"
    return json.dumps([[*field, max(version or 0, 0)] for field, version in submitted.changed.items()])


@dataclass(frozen=True)
class Problem:
    """An error for the summary on top, and the id of its field; nothing for an error of the whole page."""

    message: str
    anchor: str = ""


def problems(form: forms.BaseForm) -> list[Problem]:
    """Return the first error of each field of a form that crispy draws, and the form's own errors."""
    errors = [Problem(str(message)) for message in form.non_field_errors()]
    return errors + [Problem(str(field.errors[0]), field.id_for_label) for field in form if field.errors]


@contextmanager
def refusals(form: forms.Form, submitted: SubmittedForm | None = None) -> Iterator[None]:
    """Turn what a service or a field refuses into an error of the form: the page comes back with everything typed.

    In a script's save nothing is caught here: `section_page` answers it.
    """
    try:
        yield
    except InvalidFormError:
        pass  # the form says it already
    except ValidationError as refused:
        form.add_error(None, refused)
    except (TextRefusedError, WrongStateError, UnknownVersionError) as refused:
        if submitted and submitted.is_autosave:
            raise
        form.add_error(None, str(refused))


def done(
    request: HttpRequest, pledge: Pledge, slug: str, submitted: SubmittedForm, *, stay: str = "", onward: str = ""
) -> HttpResponseRedirect:
    """Note whether the section is ready, then go where the pressed button says.

    That is on (to the address `onward`, else to the next section), to all sections, or back to the page, at `stay`.
    """
    is_ready, state = submitted.is_ready, pledge.section_states.get(slug)
    if is_ready is not None and is_ready != (state is not None and state.ready):
        starting.set_ready(pledge, slug, is_ready, by=access.person(request))
    after = following(slug)
    match submitted.command:
        case Command("go", "next") if onward or after:
            return redirect(onward or after.url(pledge))  # type: ignore[union-attr]  # one of them is there
        case Command("go", "hub"):
            return redirect("pledge_detail", pledge.reference)
    return redirect(stay or BY_SLUG[slug].url(pledge))
