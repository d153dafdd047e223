"""A page on which clauses are picked: objectives, the actions of a theme, indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from commitments import access, document
from commitments.forms.clauses import PickForm
from commitments.forms.details import ChoosableForm
from commitments.models import Clause, Item, Pledge, Theme, menu
from commitments.preview import Live
from commitments.services import picking
from commitments.views.section import command, done, refusals, show

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


@dataclass(frozen=True)
class Problem:
    """An error for the summary, and the id of its field."""

    message: str
    anchor: str


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


def items_of(pledge: Pledge) -> list[Item]:
    """Return every item of the pledge, chosen or not, with what the forms need."""
    return list(pledge.items.prefetch_related("leads", "linked"))


class Desk:
    """One request to such a page."""

    def __init__(self, request: HttpRequest, pledge: Pledge, page: PickPage) -> None:
        self.request, self.pledge, self.page = request, pledge, page
        self.items = items_of(pledge)
        self.menu = menu(pledge.model_text)
        self.listed = [item for item in self.items if page.lists(item)]
        self.own = [item for item in self.listed if item.clause_id is None]
        keys = [*(clause.slug for clause in page.clauses), *(item.key for item in self.own)]
        data = request.POST if request.method == "POST" else None
        self.form = PickForm(data, keys=keys)
        self.details: Mapping[str, ChoosableForm] = {}

    def ticked(self) -> set[str]:
        """What is ticked on the page: as posted, else as stored."""
        if self.form.is_bound:
            return set(self.request.POST.getlist("pick"))
        return {item.key for item in self.listed if item.chosen}

    def rows(self) -> list[Row]:
        """The list as the page draws it: the menu's order, own items last, additions under their objective."""
        by_key = {item.key: item for item in self.listed}
        ticked, filled = self.ticked(), self.request.GET
        under: dict[int | None, list[Row]] = {}
        own_additions = [item for item in self.own if item.kind == Kind.ADDITION]
        for clause in self.page.clauses:
            if clause.parent_id:
                item = by_key.get(clause.slug)
                row = Row(
                    clause.slug, clause.title, item.text if item else clause.text, clause, item, clause.slug in ticked
                )
                under.setdefault(clause.parent_id, []).append(row)
        rows = []
        for clause in self.page.clauses:
            if not clause.parent_id:
                item = by_key.get(clause.slug)
                additions = under.get(clause.pk, []) + [
                    Row(own.key, "", own.text, None, own, own.key in ticked)
                    for own in own_additions
                    if item and own.parent_id == item.pk
                ]
                text = item.text if item else clause.text
                rows.append(
                    Row(
                        clause.slug,
                        clause.title,
                        text,
                        clause,
                        item,
                        clause.slug in ticked,
                        tuple(additions),
                        self.details.get(clause.slug),
                        _is_filtered_out(clause, text, filled),
                    )
                )
        return rows + [
            Row(own.key, "", own.text, None, own, own.key in ticked, (), self.details.get(own.key))
            for own in self.own
            if own.kind != Kind.ADDITION
        ]

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
                item = self.pledge.items.filter(key=key, chosen=True).first()
                if item and self.page.lists(item):
                    picking.move(item, direction, section=self.page.section, by=by)
                    stay += f"#paper-{key}"
            case ["filter"]:
                wanted = {name: self.request.POST.get(name, "") for name in ("q", "who")}
                stay += "?" + urlencode(wanted)
            case _ if self.request.POST.get("go") == "next" and self.page.next_url:
                return HttpResponseRedirect(self.page.next_url)
        return done(self.request, self.pledge, self.page.section, stay=stay)

    def errors(self) -> list[Problem]:
        """Every error of the page, each with the field that it belongs to, for the summary on top."""
        found = []
        for name, messages in self.form.errors.items():
            anchor = f"id_{name}" if name.startswith("own") else ""
            found += [Problem(str(messages[0]), anchor)]
        for key, form in self.details.items():
            found += [Problem(str(messages[0]), f"{key}-{name}") for name, messages in form.errors.items()]
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
            **context,
        )


def _is_filtered_out(clause: Clause, text: str, wanted: Mapping[str, str]) -> bool:
    words, who = wanted.get("q", "").casefold(), wanted.get("who", "")
    return words not in f"{clause.title} {text}".casefold() or bool(who and clause.relevance != who)
