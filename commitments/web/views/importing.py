"""Importing a file: a pledge's JSON or PDF becomes a draft, the paragraphs of a Word file text to be pasted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from commitments import access, document
from commitments.document import PledgeDocument, printed
from commitments.drafting.importing.files import MAX_FILE_BYTES
from commitments.drafting.importing.pdf import attached_json, is_pdf
from commitments.drafting.importing.pledges import import_pledge
from commitments.drafting.importing.refusal import ImportRefusedError
from commitments.drafting.importing.word import is_word, paragraphs
from commitments.models import Organisation, Pledge
from commitments.people.at_once import TooManyAtOnceError, at_once
from commitments.people.rate_limits import TooManyAttemptsError, note_attempt
from commitments.people.sent_forms import Made
from commitments.web.command import Command
from commitments.web.forms.importing import LARGEST_FILE, TOO_LARGE, ImportForm, MakeForm
from commitments.web.once import once
from commitments.web.views.errors import come_again
from commitments.web.views.signed_in import is_of_another_person, person_key, send_again, signed_in

LARGEST_BODY = LARGEST_FILE + 100_000
"""Bytes of a request beyond which nothing of it is read"""
IMPORTS_AN_HOUR = 60
"""Of one person"""
LONGEST_IMPORT = timedelta(minutes=1)
JSON_STARTS = (b"{", b"[", b"\xff\xfe", b"\xfe\xff")
"""What may be JSON, in UTF-16 too, of which the import says what to do"""


@dataclass(frozen=True)
class PastedText:
    """A paragraph of a Word file."""

    text: str
    is_there: bool
    """Whether the pledge beside which it was read says it already"""


@csrf_exempt  # `_answer` is not: only, nothing of a request is read before its size is known
@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: HttpRequest) -> HttpResponse:
    """A form for a file. From a pledge's page (`?from=`), a POST shows what is in it before a draft is made."""
    length = request.META.get("CONTENT_LENGTH") or ""
    if request.method == "POST" and length.isdecimal() and int(length) > LARGEST_BODY:
        return render(request, "commitments/import/too_large.html", {"why": TOO_LARGE}, status=413)
    return _answer(request)


@csrf_protect
@signed_in
def _answer(request: HttpRequest) -> HttpResponse:
    user = access.person(request)
    organisations = access.writable_organisations(user)
    if not organisations:
        raise PermissionDenied
    if is_of_another_person(request):
        return send_again(request, status=403)
    beside = access.readable_pledge(request, request.GET["from"]) if request.GET.get("from") else None
    is_confirmed = Command.of(request.POST).verb == "make"
    form: ImportForm = ImportForm(organisations=organisations)
    if request.method == "POST":
        form = (
            MakeForm(request.POST, organisations=organisations)
            if is_confirmed
            else ImportForm(request.POST, request.FILES, organisations=organisations)
        )
    if form.is_valid():
        try:
            note_attempt("import", user.pk, limit=IMPORTS_AN_HOUR, within=timedelta(hours=1))
            with at_once("import", user.pk, limit=1, longest=LONGEST_IMPORT):
                return _read(request, form, beside)
        except ImportRefusedError as refused:
            form.add_error("file" if "file" in form.fields else None, _said(refused))
        except TooManyAtOnceError:
            form.add_error(None, _("Another file of yours is being read just now. Try again in a minute."))
            return come_again(_show(request, form, beside, status=503))
        except TooManyAttemptsError:
            form.add_error(None, _("You imported very many files. Wait an hour, then go on."))
            return _show(request, form, beside, status=429)
    return _show(request, form, beside, status=422 if form.is_bound else 200)


def _said(refused: ImportRefusedError) -> str:
    """Return why a file is refused, and where in it."""
    return refused.message if refused.field == "file" else f"{refused.field}: {refused.message}"


def _read(request: HttpRequest, form: ImportForm, beside: Pledge | None) -> HttpResponse:
    """Make a draft of a file, show what is in it first, or show its paragraphs. Raises ImportRefusedError."""
    data = form.cleaned_data["content"].encode() if isinstance(form, MakeForm) else form.cleaned_data["file"].read()
    if is_word(data):
        return _pasted(request, paragraphs(data), beside)
    if is_pdf(data):
        data = attached_json(data, limit=MAX_FILE_BYTES)
    elif not data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(JSON_STARTS):
        message = _("This is no pledge’s JSON or PDF, and no Word file. Choose one of these.")
        raise ImportRefusedError("file", message)
    if beside and not isinstance(form, MakeForm):
        return _shown_first(request, data, form.chosen, beside)
    return redirect(once(request, lambda: _make(request, data, form.chosen), file=data))


def _make(request: HttpRequest, data: bytes, organisation: Organisation) -> Made:
    pledge = import_pledge(data, owner=access.person(request), organisation=organisation)
    said = _("This is the imported pledge, a new draft. Look through it before you change it.")
    return Made(reverse("pledge_detail", args=[pledge.reference]), ((messages.SUCCESS, said),))


def _shown_first(request: HttpRequest, data: bytes, organisation: Organisation, beside: Pledge) -> HttpResponse:
    """Show the draft that the file would become, beside the pledge from which one came."""
    doc = _dry_run(request, data, organisation)
    context = {
        "beside": beside,
        "organisation": organisation,
        "person_key": person_key(access.person(request)),
        "content": data.decode("utf-8-sig"),
        **printed.context(doc, title_level=2),
    }
    return render(request, "commitments/import/confirm.html", context)


def _dry_run(request: HttpRequest, data: bytes, organisation: Organisation) -> PledgeDocument:
    """Return the document of the draft that a file would become; nothing of it is kept."""
    with transaction.atomic():
        doc = document.build(import_pledge(data, owner=access.person(request), organisation=organisation))
        transaction.set_rollback(True)
    return doc


def _pasted(request: HttpRequest, texts: Collection[str], beside: Pledge | None) -> HttpResponse:
    """Show the paragraphs of a Word file, those that the pledge says already apart."""
    there: set[str] = set()
    if beside:
        doc = document.build(beside)
        said = (part for passage in document.passages(doc) for part in (passage.printed, passage.text))
        there = {_squeezed(line) for text in said for line in (text, *text.splitlines())}
    pasted = [PastedText(text, _squeezed(text) in there) for text in texts]
    context = {"beside": beside, "pasted": pasted, "new": sum(not each.is_there for each in pasted)}
    return render(request, "commitments/import/word.html", context)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _show(request: HttpRequest, form: forms.Form, beside: Pledge | None, *, status: int) -> HttpResponse:
    context = {"form": form, "beside": beside, "person_key": person_key(access.person(request))}
    return render(request, "commitments/import/form.html", context, status=status)
