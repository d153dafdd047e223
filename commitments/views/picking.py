"""A page on which clauses are picked: objectives, the actions of a theme, indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commitments import access, document
from commitments.forms.clauses import PickForm
from commitments.forms.details import ChoosableForm
from commitments.models import Clause, Item, Pledge, Theme, menu
from commitments.models.prepared import ITEMS
from commitments.preview import Live
from commitments.services import picking
from commitments.views.section import Problem, command, done, place_of, refusals, show

Kind = Item.Kind
RELEVANCE = [("", _("Anyone")), *Clause.Relevance.choices]


@dataclass(frozen=True)
class Row:
    """A clause of the list, or an own item of the pledge."""

    key: str
    title: str
    text: str
    clause: Clause | None
    item: Item | None
    chosen: bool
    additions: tuple[Row, ...] = ()
    details: ChoosableForm | None = None
    hidden: bool = False

    @property
    def wording(self) -> str:
        return self.item.wording if self.item else Item.Wording.OFFICIAL

    @property
    def orders_additions(self) -> bool:
        """Whether there are additions to put in order: two or more are chosen."""
        return sum(addition.chosen for addition in self.additions) > 1

    @property
    def looks(self) -> tuple[object, ...] | None:
        """What its drawing depends on, for templatetags/drawing.py."""
        if (
            self.clause is None
            or self.text != self.clause.text
            or self.details
            or self.wording != Item.Wording.OFFICIAL
        ):
            return None
        additions = tuple(addition.looks for addition in self.additions)
        return None if None in additions else (self.key, self.chosen, self.hidden, self.item is None, additions)


@dataclass(frozen=True)
class PickPage:
    """What one such page lists, and where it stands."""

    section: str
    template: str
    kind: str
    clauses: Sequence[Clause]
    url: str
    theme: Theme | None = None
    next_url: str = ""
    """Where “Save and continue” leads, when that is not the next section"""

    def lists(self, item: Item) -> bool:
        """Whether an item of the pledge stands on this page."""
        kinds = (Kind.OBJECTIVE, Kind.ADDITION) if self.kind == Kind.OBJECTIVE else (self.kind,)
        return item.kind in kinds and (self.kind != Kind.ACTION or item.theme_id == (self.theme and self.theme.pk))


class Desk:
    """One request to such a page."""

    def __init__(self, request: HttpRequest, pledge: Pledge, page: PickPage) -> None:
        self.request, self.pledge, self.page = request, pledge, page
        self.items = ITEMS.rows(pledge)
        if page.kind != Kind.OBJECTIVE:  # an objective's form has no field for what it is linked with
            prefetch_related_objects(self.items, "leads", "linked")
        self.menu = menu(pledge.model_text)
        self.listed = [item for item in self.items if page.lists(item)]
        offered = {clause.pk for clause in page.clauses}
        # Own items, and those whose clause has left the library since.
        self.own = [item for item in self.listed if item.clause_id not in offered]
        keys = [*(clause.slug for clause in page.clauses), *(item.key for item in self.own)]
        self.typed = request.POST if request.method == "POST" else None
        self.form = PickForm(self.typed, keys=keys)
        self.details: Mapping[str, ChoosableForm] = {}
        self.wanted = {name: (self.typed or request.GET).get(name, "") for name in ("q", "who")}

    def ticked(self) -> set[str]:
        """What is ticked on the page: as posted, else as stored."""
        if self.typed is not None:
            return set(self.typed.getlist("pick"))
        return {item.key for item in self.listed if item.chosen}

    def rows(self) -> list[Row]:
        """The list as the page draws it: the menu's order, own items last, additions under their objective."""
        ticked, clauses = self.ticked(), self.menu.clauses
        items = {item.key: item for item in self.listed}
        keys = {item.pk: item.key for item in self.listed}
        under: dict[str, list[Row]] = {}

        def row(key: str, clause: Clause | None) -> Row:
            item = items.get(key)
            title, text = (clause.title, clause.text) if clause else ("", "")
            text = item.text if item else text
            hidden = clause is not None and _is_filtered_out(clause, text, self.wanted)
            additions = tuple(under.get(key, ()))
            return Row(key, title, text, clause, item, key in ticked, additions, self.details.get(key), hidden)

        for clause in self.page.clauses:
            if clause.parent_id:
                under.setdefault(clauses[clause.parent_id].slug, []).append(row(clause.slug, clause))
        for own in self.own:
            if own.parent_id:
                under.setdefault(keys[own.parent_id], []).append(row(own.key, clauses.get(own.clause_id or 0)))
        rows = [row(clause.slug, clause) for clause in self.page.clauses if not clause.parent_id]
        return rows + [row(own.key, clauses.get(own.clause_id or 0)) for own in self.own if not own.parent_id]

    def is_valid(self) -> bool:
        """Check everything, so that every error shows at once."""
        return all([self.form.is_valid(), *(form.is_valid() for form in self.details.values())])

    def save(self) -> HttpResponseRedirect | None:
        """Write what the page says and obey its buttons; None when something is refused, then the form says why."""
        by, page = access.person(self.request), self.page
        own_text = self.form.cleaned_data["own"]
        with refusals(self.form):
            picking.choose(
                self.pledge,
                page.section,
                self.form.cleaned_data["pick"],
                clauses=page.clauses,
                own=self.own,
                details={key: form.details() for key, form in self.details.items()},
                by=by,
            )
            if own_text:
                heading = self.form.cleaned_data["own_theme"] if page.kind == Kind.ACTION else ""
                picking.write_own(
                    self.pledge, page.section, page.kind, own_text, theme=page.theme, theme_name=heading, by=by
                )
            return self.obey(command(self.request))
        return None

    def obey(self, words: list[str]) -> HttpResponseRedirect:
        """Carry out the pressed button's command, after everything was saved."""
        by, stay = access.person(self.request), self.page.url
        match words:
            case ["move", key, ("up" | "down") as direction]:
                if item := self.chosen(key):
                    picking.move(item, direction, section=self.page.section, by=by)
                    # An addition's buttons stand in the list, under its objective.
                    stay += f"#{item.parent.key}" if item.parent else f"#paper-{key}"
            case ["place", key, position]:
                if (item := self.chosen(key)) and (goal := place_of(position)):
                    picking.place(item, goal, section=self.page.section, by=by)
                    stay += f"#paper-{key}"
            case ["reword", key]:
                row = self.pledge.items.filter(key=key).first()
                if row and self.page.lists(row):
                    stay = reverse("pledge_item", args=[self.pledge.reference, key])
            case ["filter"]:
                stay += "?" + urlencode(self.wanted)
        return done(self.request, self.pledge, self.page.section, stay=stay, onward=self.page.next_url)

    def chosen(self, key: str) -> Item | None:
        """Return an item that this page lists and the pledge holds."""
        item = self.pledge.items.filter(key=key, chosen=True).first()
        return item if item and self.page.lists(item) else None

    def errors(self) -> list[Problem]:
        """Every error of the page, each with the field that it belongs to, for the summary on top."""
        found = [
            Problem(str(messages[0]), f"id_{name}" if name in self.form.fields else "")
            for name, messages in self.form.errors.items()
        ]
        for key, form in self.details.items():
            for name, messages in form.errors.items():
                is_list = isinstance(form.fields[name], forms.MultipleChoiceField)
                found.append(Problem(str(messages[0]), key if is_list else f"{key}-{name}"))
        return found

    def show(self, live: Live, printed: document.PledgeDocument, **context: Any) -> HttpResponse:
        return show(
            self.request,
            self.pledge,
            self.page.section,
            self.page.template,
            document=printed,
            live=live,
            status=422 if self.form.is_bound else 200,
            form=self.form,
            form_errors=self.errors(),
            rows=self.rows(),
            theme=self.page.theme,
            relevance=RELEVANCE,
            wanted=self.wanted,
            **context,
        )


def _is_filtered_out(clause: Clause, text: str, wanted: Mapping[str, str]) -> bool:
    words, who = wanted.get("q", "").casefold(), wanted.get("who", "")
    return words not in f"{clause.title} {text}".casefold() or bool(who and clause.relevance != who)
