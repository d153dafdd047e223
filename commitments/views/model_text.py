"""The model texts, for anyone to read."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from commitments.library.outline import outline
from commitments.models import ModelText


@require_safe
def model_text_list(request: HttpRequest) -> HttpResponse:
    texts = ModelText.objects.annotate(clause_count=Count("clauses", filter=Q(clauses__retired=False)))
    return render(request, "commitments/model_text/list.html", {"texts": texts})


@require_safe
def model_text_detail(request: HttpRequest, slug: str) -> HttpResponse:
    text = get_object_or_404(ModelText, slug=slug)
    return render(request, "commitments/model_text/detail.html", {"text": text, "outline": outline(text)})


@require_safe
def model_text_documents(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what the codes stand for. A page of its own: the text is long, and many read it on a poor connection."""
    text = get_object_or_404(ModelText, slug=slug)
    return render(request, "commitments/model_text/documents.html", {"text": text, "outline": outline(text)})
