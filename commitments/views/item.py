"""One item of a pledge: its wording."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commitments import access, document
from commitments.forms.clauses import RewordForm
from commitments.models import Item, Pledge, User, menu
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
    posted = {name: request.POST.get(name, "") for name in ("text", "theme")} if request.method == "POST" else None
    if posted and command(request) == ["official"]:
        posted["text"] = row.official_text
    form = RewordForm(posted, initial={"text": row.text, "theme": _heading(row)}, themes=_headings(pledge, row))
    if form.is_valid():
        with refusals(form):
            picking.reword(row, form.cleaned_data["text"], section=section, by=access.person(request))
            if heading := form.cleaned_data.get("theme"):
                _put_under(row, heading, access.person(request))
            return redirect(page_of(pledge, row))
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


def _heading(row: Item) -> str:
    """Return where an action stands, as the form's choice says it: `theme:` and a slug, or `own:` and the words."""
    return f"theme:{row.theme.slug}" if row.theme else f"own:{row.theme_name}"


def _headings(pledge: Pledge, row: Item) -> list[tuple[str, str]]:
    """Return where an own action can stand: the model's themes, the pledge's own headings, none. Others stay put."""
    if row.kind != Item.Kind.ACTION or row.clause_id:
        return []
    own = pledge.items.filter(kind=row.kind, theme=None).exclude(theme_name="").order_by("theme_name")
    names = own.values_list("theme_name", flat=True).distinct()
    return [
        *((f"theme:{theme.slug}", f"{theme.number}. {theme.title}") for theme in menu(pledge.model_text).themes),
        *((f"own:{name}", name) for name in names),
        ("own:", _("Under no theme of the model")),
    ]


def _put_under(row: Item, heading: str, by: User) -> None:
    """Move an action under a heading that the form offered."""
    where, _colon, name = heading.partition(":")
    theme = menu(row.pledge.model_text).theme(name) if where == "theme" else None
    picking.put_under(row, theme=theme, theme_name="" if theme else name, by=by)


def page_of(pledge: Pledge, row: Item) -> str:
    """Return the address of the list in which an item stands, at its place."""
    if row.kind == Item.Kind.ACTION:
        url = reverse("pledge_theme", args=[pledge.reference, row.theme.slug if row.theme else "own"])
    else:
        url = BY_SLUG[SECTION[Item.Kind(row.kind)]].url(pledge)
    return f"{url}#{row.parent.key if row.parent else row.key}"  # additions stand under their objective
