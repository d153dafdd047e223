"""Suggesting a change of a pledge on a page of its own: something new, what is to go, other dates and leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commitments import access, document
from commitments.document import PledgeDocument, printed
from commitments.drafting.comments import COMMENTS_AN_HOUR, CannotCommentError
from commitments.drafting.rewordable import item_of, wording
from commitments.drafting.suggesting import NewItem, suggest_new, suggest_plan, suggest_removal
from commitments.models import Actor, Comment, Draft, Item, Pledge, menu
from commitments.models.rounds import last_round
from commitments.models.row import RowName, Table
from commitments.people.rate_limits import TooManyAttemptsError
from commitments.text.limits import TextRefusedError
from commitments.web.forms.suggest import NewActionForm, NewItemForm, PlanForm, RemovalForm, SuggestionForm
from commitments.web.once import sent_once
from commitments.web.views.comments import visited
from commitments.web.views.signed_in import is_of_another_person, person_key, send_again

REMOVAL, PLAN = "removal", "plan"
KINDS = {str(kind): kind for kind in (Item.Kind.OBJECTIVE, Item.Kind.ACTION, Item.Kind.INDICATOR)}
"""Of which something new can be suggested, by what the address says"""
HEADINGS: dict[str, Callable[[], str]] = {
    "objective": lambda: _("Suggest a new objective"),
    "action": lambda: _("Suggest a new action"),
    "indicator": lambda: _("Suggest a new indicator"),
    REMOVAL: lambda: _("Suggest taking it out"),
    PLAN: lambda: _("Suggest other dates or leads"),
}


@dataclass(frozen=True)
class Suggesting:
    """What a page is about."""

    request: HttpRequest
    draft: Draft
    doc: PledgeDocument
    actor: Actor
    what: str
    """A key of HEADINGS"""
    row: str
    """Of the item; nothing for a new one"""

    @property
    def pledge(self) -> Pledge:
        return self.draft.pledge

    def form(self) -> SuggestionForm:
        pledge, data = self.pledge, self.request.POST if self.request.method == "POST" else None
        common: dict[str, Any] = {"organisation": pledge.organisation.in_sentence, "is_own": self.actor.is_own}
        plan: dict[str, Any] = {
            "period": (pledge.period_start, pledge.period_end),
            "parties": [(party.key, party.name) for party in self.doc.parties],
        }
        if self.what == REMOVAL:
            return RemovalForm(data, **common)
        if self.what == PLAN:
            return PlanForm(data, item=item_of(self.draft, self.row), **plan, **common)
        offered = menu(pledge.model_text)
        chosen = {item.clause_id for item in self.draft.items.values() if item.chosen}
        common["offered"] = [each for each in offered.offered if each.kind == self.what and each.pk not in chosen]
        if self.what == Item.Kind.ACTION:
            return NewActionForm(data, menu=offered, **plan, **common)
        return NewItemForm(data, **common)

    def suggest(self, form: SuggestionForm) -> Comment:
        """Make the suggestion that a valid form says. Raises as drafting/suggesting.py does."""
        pledge, actor, cleaned = self.pledge, self.actor, form.cleaned_data
        said: dict[str, Any] = {"reason": cleaned["reason"], "is_shared": form.is_shared}
        if self.what == REMOVAL:
            return suggest_removal(pledge, actor, self.row, seen=form.data.get("seen", ""), **said)
        if self.what == PLAN:
            assert isinstance(form, PlanForm)  # noqa: S101  narrows the type
            return suggest_plan(pledge, actor, self.row, form.plan, **said)
        plan = {name: value for name, value in form.plan.items() if value} if isinstance(form, PlanForm) else None
        new = NewItem(KINDS[self.what], cleaned["text"], cleaned["clause"], cleaned.get("heading", ""), plan)
        return suggest_new(pledge, actor, new, **said)

    def show(self, form: SuggestionForm, *, status: int) -> HttpResponse:
        signing_round = None if self.actor.is_own else last_round(self.pledge)
        context = {
            "pledge": self.pledge,
            "actor": self.actor,
            "signing_round": signing_round,
            "mine": signing_round.signature_request_of(self.actor.email) if signing_round else None,
            "person_key": person_key(self.actor.user) if self.actor.user else "",
            "form": form,
            "heading": HEADINGS[self.what](),
            "wording": wording(self.draft, self.row, self.doc.parties) if self.row else None,
            "anchor": self.row.replace(":", "-"),
            **printed.context(self.doc, title_level=2),
        }
        return render(self.request, "commitments/comments/suggest.html", context, status=status)


@visited
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once("")
def suggest(request: HttpRequest, reference: str, what: str) -> HttpResponse:
    """The form of one kind of suggestion, of the item that `?item=` names. A POST makes it, and leads to it."""
    pledge, actor = access.discussed_pledge(request, reference)
    if is_of_another_person(request):
        return send_again(request, status=403)
    if what not in HEADINGS:
        raise Http404
    draft = Draft(pledge)
    doc = document.build(draft, is_public=not access.hears_every_party(last_round(pledge), actor))
    page = Suggesting(request, draft, doc, actor, what, _row(draft, what, request.GET.get("item", "")))
    form = page.form()
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            comment = page.suggest(form)
        except (TextRefusedError, CannotCommentError) as refused:
            form.add_error(None, str(refused))
        except TooManyAttemptsError:
            message = _("You wrote {count} comments within an hour. Wait a while, then send this one again.")
            form.add_error(None, message.format(count=COMMENTS_AN_HOUR))
            status = 429
        else:
            return redirect(f"{reverse('pledge_comments', args=[reference])}#c-{comment.pk}")
    return page.show(form, status=status)


def _row(draft: Draft, what: str, key: str) -> str:
    """Return the row of the item that the suggestion is about; nothing for a new one. 404 where there is none."""
    if what in KINDS:
        return ""
    row = str(RowName(Table.ITEM, key.replace("\0", "")))
    item = item_of(draft, row)
    if not item or (what == PLAN and item.kind != Item.Kind.ACTION):
        raise Http404
    return row
