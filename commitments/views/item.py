"""One item of a pledge: its wording."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from commitments import access, document
from commitments.forms.clauses import RewordForm
from commitments.models import Item, Pledge
from commitments.sections import BY_SLUG
from commitments.services import picking
from commitments.views.section import command, refusals, show
from commitments.views.signed_in import signed_in

SECTION = {
    Item.Kind.OBJECTIVE: "objectives",
    Item.Kind.ADDITION: "objectives",
    Item.Kind.ACTION: "actions",
    Item.Kind.INDICATOR: "indicators",
}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    pledge = access.editable_pledge(request, reference)
    row = get_object_or_404(pledge.items.select_related("clause", "theme", "parent"), key=key)
    row.pledge = pledge
    section, back = SECTION[Item.Kind(row.kind)], page_of(pledge, row)
    posted = {"text": request.POST.get("text", "")} if request.method == "POST" else None
    if posted and command(request) == ["official"]:
        posted["text"] = row.official_text
    form = RewordForm(posted, initial={"text": row.text})
    if form.is_valid():
        with refusals(form):
            picking.reword(row, form.cleaned_data["text"], section=section, by=access.person(request))
            return redirect(back)
    return show(
        request,
        pledge,
        section,
        "item/edit",
        document=document.build(pledge),
        form=form,
        item=row,
        back=back,
        status=422 if posted is not None else 200,
    )


def page_of(pledge: Pledge, row: Item) -> str:
    """Return the address of the list in which an item stands, at its place."""
    if row.kind == Item.Kind.ACTION:
        url = reverse("pledge_theme", args=[pledge.reference, row.theme.slug if row.theme else "own"])
    else:
        url = BY_SLUG[SECTION[Item.Kind(row.kind)]].url(pledge)
    return f"{url}#{row.parent.key if row.parent else row.key}"  # additions stand under their objective
