"""The model texts, for anyone to read.

A text is long, and many read it on a poor connection: its front is one page and each of its boxes another.
"""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from commitments import access
from commitments.library.outline import outline
from commitments.library.plain_text import plain_text
from commitments.models import ModelText, User


@require_safe
def model_text_list(request: HttpRequest) -> HttpResponse:
    texts = ModelText.objects.annotate(clause_count=Count("clauses", filter=Q(clauses__retired=False)))
    return render(request, "commitments/model_text/list.html", {"texts": texts})


@require_safe
def model_text_detail(request: HttpRequest, slug: str) -> HttpResponse:
    text = get_object_or_404(ModelText, slug=slug)
    whole = outline(text)
    context = {
        "text": text,
        "outline": whole,
        "brackets": whole.brackets,
        "may_start": not isinstance(request.user, User) or access.may_start(request.user),  # or may sign in to do so
    }
    return render(request, "commitments/model_text/detail.html", context)


@require_safe
def model_text_box(request: HttpRequest, slug: str, letter: str) -> HttpResponse:
    """Show one box, by its letter in lower case."""
    text = get_object_or_404(ModelText, slug=slug)
    whole = outline(text)
    letters = [box.letter.lower() for box in whole.lettered]
    if letter not in letters:
        raise Http404(gettext("This model text has no box of that letter."))
    place = letters.index(letter)
    box = whole.lettered[place]
    context = {
        "text": text,
        "outline": whole,
        "box": box,
        "brackets": [bracket for bracket in whole.brackets if box.shows(bracket)],
        "previous": whole.lettered[place - 1] if place else None,
        "next": whole.lettered[place + 1] if place + 1 < len(letters) else None,
    }
    return render(request, "commitments/model_text/box.html", context)


@require_safe
def model_text_documents(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what the codes stand for."""
    text = get_object_or_404(ModelText, slug=slug)
    return render(request, "commitments/model_text/documents.html", {"text": text, "outline": outline(text)})


@require_safe
def model_text_plain(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the whole text as the command export_model_text prints it."""
    text = get_object_or_404(ModelText, slug=slug)
    headers = {"Content-Language": text.language}
    return HttpResponse(plain_text(text) + "\n", content_type="text/plain; charset=utf-8", headers=headers)
