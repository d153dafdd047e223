"""One item of a pledge: its wording."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from commitments import document
from commitments.drafting import splitting
from commitments.drafting.sections import BY_SLUG
from commitments.models import Change, Draft, Item, Theme, menu
from commitments.models.draft import SECTION_OF_KIND
from commitments.models.row import RowName, Table
from commitments.text.sameness import same_wording
from commitments.web.command import Command
from commitments.web.forms.clauses import RewordForm
from commitments.web.submitted_form import SubmittedForm
from commitments.web.views.saving import save, split
from commitments.web.views.section import refusals, section_page, show


@section_page
def item(request: HttpRequest, draft: Draft, submitted: SubmittedForm | None, key: str) -> HttpResponse:
    pledge, row = draft.pledge, draft.items.get(key)
    if row is None:
        raise Http404
    row.pledge = pledge
    section, back = SECTION_OF_KIND[Item.Kind(row.kind)], page_of(draft, row)
    if submitted and submitted.command.verb == "official":
        submitted.put("text", row.official_text)
    heading = menu(pledge.model_text).heading(row.theme_id, row.theme_name)
    headings = _headings(draft, row, was=submitted is not None)
    form = RewordForm(submitted, item=row, heading=heading, headings=headings)
    if submitted:
        with refusals(form, submitted):
            return save(request, draft, section, submitted, form) or _obey(request, draft, submitted.command, key)
    context = {"form": form, "back": back, **_told(draft, row)}
    if request.GET.get("in") == "place":
        return render(
            request,
            "commitments/item/_in_place.html",
            {**context, "pledge": pledge, "version": pledge.version_of(section), "doc": document.build(draft)},
        )
    return show(
        request,
        draft,
        section,
        "item/edit",
        document=document.build(draft),
        submitted=submitted,
        about_item=key,
        status=422 if submitted else 200,
        **context,
    )


def _told(draft: Draft, row: Item) -> dict[str, Any]:
    """Return what a page says of an item: its clause, whether that reads otherwise by now, the parts that it has."""
    clause = menu(draft.pledge.model_text).clauses[row.clause_id] if row.clause_id else None
    is_newer = clause is not None and not same_wording(clause.text, row.official_text)
    return {"item": row, "clause": clause, "is_newer": is_newer, "parts": splitting.parts(row)}


def _obey(request: HttpRequest, draft: Draft, command: Command, key: str) -> HttpResponse:
    """Carry out the pressed button's command, after everything was saved; go to the list where the item stands now."""
    if command.verb == "split":
        section = SECTION_OF_KIND[Item.Kind(draft.items[key].kind)]
        split(request, draft.pledge, key, section)
    after = Draft(draft.pledge)
    return redirect(page_of(after, after.items[key]))


def _theme(draft: Draft, row: Item) -> Theme | None:
    return next((theme for theme in menu(draft.pledge.model_text).themes if theme.pk == row.theme_id), None)


def _headings(draft: Draft, row: Item, *, was: bool) -> list[tuple[str, str]]:
    """Return where an own action can stand: the model's themes, the pledge's own headings, none. Others stay put.

    `was`: also where it stood before: an older page still says so.
    """
    if row.kind != Item.Kind.ACTION or row.clause_id:
        return []
    names = {item.theme_name for item in draft.items.values() if item.kind == row.kind}
    if was:
        name = RowName(Table.ITEM, row.key)
        changes = Change.objects.filter(pledge=draft.pledge, row=str(name), before__has_key="theme_name")
        names |= set(changes.values_list("before__theme_name", flat=True))
    offered = menu(draft.pledge.model_text)
    return [
        *((offered.heading(theme.pk, ""), f"{theme.number}. {theme.title}") for theme in offered.themes),
        *((offered.heading(None, name), name) for name in sorted(names - {""})),
        (offered.heading(None, ""), _("Under no theme of the model")),
    ]


def page_of(draft: Draft, row: Item) -> str:
    """Return the address of the list in which an item stands, at its place."""
    if row.kind == Item.Kind.ACTION:
        theme = _theme(draft, row)
        url = reverse("pledge_theme", args=[draft.pledge.reference, theme.slug if theme else "own"])
    else:
        url = BY_SLUG[SECTION_OF_KIND[Item.Kind(row.kind)]].url(draft.pledge)
    objective = next((item for item in draft.items.values() if item.pk == row.parent_id), None)
    return f"{url}#{objective.key if objective else row.key}"  # additions stand under their objective
