"""The public page of a signed text: who signed it and when, and whether a file is that text. Nobody signs in for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from commitments import access, document
from commitments.document import printed
from commitments.exports import signature_blocks
from commitments.exports.registry import BusyError, CannotExportError
from commitments.models import Revision, rounds
from commitments.people.at_once import TooManyAtOnceError, at_once
from commitments.people.rate_limits import TooManyAttemptsError, note_attempt
from commitments.signing import comparing, correcting, verification
from commitments.signing.comparing import UnreadableFileError
from commitments.signing.given_out import FileCheck
from commitments.signing.publishing import taken_back_at, was_published
from commitments.signing.verification import RevisionState
from commitments.web.forms.verify import TOO_LARGE, CodeForm, FileForm
from commitments.web.views.errors import busy, come_again
from commitments.web.views.export import public_pdf
from commitments.web.views.section import problems

CHECKS, CHECKS_WITHIN = 30, timedelta(minutes=10)
"""Of one network address"""
CHECKS_AT_ONCE, LONGEST_CHECK = 2, timedelta(minutes=1)
"""Of all visitors together, each with one file: reading and comparing, which never hold up the other pages so"""
LARGEST_BODY = comparing.LARGEST_FILE + 100_000
"""Bytes of a request beyond which nothing of it is read"""


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Show a page to anybody who has its address, and to no search engine; of an unknown address, say that it is."""

    @wraps(view)
    def answer(request: HttpRequest, code: str) -> HttpResponse:
        try:
            response = view(request, code)
        except Http404:
            response = render(request, "commitments/verify/unknown.html", {"form": CodeForm()}, status=404)
        response["X-Robots-Tag"] = "noindex"
        return response

    return answer


@never_cache
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """A field for the code of a signed text, which leads to its page."""
    form = CodeForm(request.GET) if "code" in request.GET else CodeForm()
    status = 200
    if form.is_valid():
        try:
            return redirect("verify", access.sealed_revision(form.cleaned_data["code"]).code)
        except Http404:
            form.refuse()
            status = 404
    elif form.is_bound:
        status = 422
    response = render(
        request, "commitments/verify/find.html", {"form": form, "problems": problems(form)}, status=status
    )
    response["X-Robots-Tag"] = "noindex"
    return response


@never_cache
@csrf_exempt  # `_checked` is not: only, nothing of a request is read before its size is known
@require_http_methods(["GET", "HEAD", "POST"])
@public
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Who signed one revision, and what it is worth now. A POST of a file tells whether it is that text."""
    revision = access.sealed_revision(code)
    if request.method != "POST":
        return _show(request, revision, FileForm(), status=410 if taken_back_at(revision) else 200)
    length = request.META.get("CONTENT_LENGTH") or ""
    if length.isdecimal() and int(length) > LARGEST_BODY:
        return _refused(request, revision, str(TOO_LARGE), status=413)
    try:
        with (
            at_once("verify", access.origin(request), limit=1, longest=LONGEST_CHECK),
            at_once("verify", limit=CHECKS_AT_ONCE, longest=LONGEST_CHECK),
        ):
            return _checked(request, revision)
    except TooManyAtOnceError:
        why = _("Other files are being compared just now. Try again in a minute.")
        return come_again(_refused(request, revision, why, status=503))


@csrf_protect
def _checked(request: HttpRequest, revision: Revision) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    signing_round = rounds.of_revision(revision)
    if verification.revision_state(signing_round) == RevisionState.WAITING:
        return _show(request, revision, FileForm())  # there is nothing yet to hold a file against
    if not form.is_valid():
        return _show(request, revision, form, status=422)
    try:
        note_attempt("verify", access.origin(request), limit=CHECKS, within=CHECKS_WITHIN)
        answer = comparing.compare(signing_round, form.cleaned_data["file"].read())
    except TooManyAttemptsError:
        return _refused(request, revision, _("You checked very many files. Wait ten minutes, then go on."), status=429)
    except UnreadableFileError as refused:
        form.add_error("file", str(refused))
        return _show(request, revision, form, status=422)
    return _show(request, revision, form, answer=answer)


def _refused(request: HttpRequest, revision: Revision, why: str, *, status: int) -> HttpResponse:
    form = FileForm({})
    form.errors.clear()
    form.add_error("file", why)
    return _show(request, revision, form, status=status)


def _show(
    request: HttpRequest, revision: Revision, form: FileForm, *, answer: FileCheck | None = None, status: int = 200
) -> HttpResponse:
    signing_round = rounds.of_revision(revision)
    state = verification.revision_state(signing_round)
    text = document.of_revision(revision, status=revision.pledge.status, is_public=True)
    context: dict[str, Any] = {
        "revision": revision,
        "signing_round": signing_round,
        "revision_state": state.value,
        "form": form,
        "problems": problems(form),
        "answer": answer,
        "is_published": access.is_published(revision),
        "taken_back_at": taken_back_at(revision),
    }
    if state != RevisionState.WAITING:
        context |= {
            "signers": verification.signers(signing_round, text),
            "not_shown": signing_round.not_shown,
            "corrections": correcting.corrections(revision),
            "digest": signature_blocks.grouped(revision.digest),
            "heads": [signature_blocks.grouped(head) for head in document.agreed_heads(revision)],
            **printed.context(text, title_level=2),
        }
    return render(request, "commitments/verify/page.html", context, status=status)


@never_cache
@require_safe
@public
def signed_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The signed PDF of a published text; of one that is not published any more, the page that says so."""
    revision = access.sealed_revision(code)
    if not access.is_published(revision) and was_published(revision):
        return _show(request, revision, FileForm(), status=410)
    revision = access.published_revision(code)
    try:
        return public_pdf(revision)
    except BusyError as problem:
        return busy(request, problem)
    except CannotExportError as problem:
        messages.error(request, str(problem))
    return redirect("verify", revision.code)
