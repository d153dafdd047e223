"""A page on which clauses are picked: objectives, the actions of a theme, indicators."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from commitments import access, document
from commitments.drafting import picking
from commitments.drafting.editing.merge import Edit
from commitments.drafting.preview import Live
from commitments.models import Clause, Draft, Item, Theme, menu, new_key
from commitments.web.forms.clauses import PickForm, RewordForm
from commitments.web.forms.details import ChoosableForm
from commitments.web.forms.fields import refused_fields
from commitments.web.submitted_form import Sent
from commitments.web.views.saving import save
from commitments.web.views.section import Problem, command, done, place_of, refusals, show

Kind = Item.Kind
OWN_KEY = re.compile("own-[0-9a-f]{10}")
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
    suggested: frozenset[str] = frozenset()
    """Keys of what it could be linked with, by our reading of the model text"""

    @property
    def wording(self) -> str:
        return self.item.wording if self.item else Item.Wording.OFFICIAL

    @property
    def orders_additions(self) -> bool:
        """Whether there are additions to put in order: two or more are chosen."""
        return sum(addition.chosen for addition in self.additions) > 1

    @cached_property
    def looks(self) -> tuple[object, ...] | None:
        """What its drawing depends on besides the model text; None where a word of it is a person's."""
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

    def __init__(self, request: HttpRequest, draft: Draft, page: PickPage) -> None:
        self.request, self.draft, self.pledge, self.page = request, draft, draft.pledge, page
        self.menu = menu(self.pledge.model_text)
        self.listed = [item for item in draft.in_order() if page.lists(item)]
        offered = {clause.pk for clause in page.clauses}
        # Own items, and those whose clause has left the library since.
        self.own = [item for item in self.listed if item.clause_id not in offered]
        self.keys = [*(clause.slug for clause in page.clauses), *(item.key for item in self.own)]
        self.sent = Sent.of(request, self.pledge, page.section)
        match command(request):
            case ["add", key] if self.sent and key in self.keys:
                self.sent.tick("pick", key)
        stored = [item.key for item in self.listed if item.chosen]
        self.typed = self.sent.over({"pick": stored, "own": "", "own_theme": ""}, ["pick"]) if self.sent else None
        self.form = PickForm(self.typed, keys=self.keys)
        self.details: Mapping[str, ChoosableForm] = {}
        self.hints: Mapping[str, frozenset[str]] = {}
        self.wanted = {name: (self.typed or request.GET).get(name, "") for name in ("q", "who")}

    def detailed(self, form: type[ChoosableForm], **offered: Any) -> None:
        """Make the form of what goes with each item: bound to what was sent of it; a script's save needs no others."""
        items = {item.key: item for item in self.listed}
        made = {}
        for key in self.keys:
            is_sent = self.sent is not None and self.sent.touches(key)
            if is_sent or not (self.sent and self.sent.is_autosave):
                made[key] = form(prefix=key, item=items.get(key), **offered)
                if self.sent and is_sent:
                    made[key].bind(self.sent)
        self.details = made

    def needs(self, name: str) -> bool:
        """Whether the choices of a field are asked for: always, but in a script's save that doesn't concern it."""
        sent = self.sent
        return not (sent and sent.is_autosave and sent.changed is not None) or any(
            f"-{name}=" in field for field in sent.changed
        )

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
            return Row(
                key,
                title,
                text,
                clause,
                item,
                key in ticked,
                additions,
                self.details.get(key),
                hidden,
                self.hints.get(key, frozenset()),
            )

        for clause in self.page.clauses:
            if clause.parent_id:
                under.setdefault(clauses[clause.parent_id].slug, []).append(row(clause.slug, clause))
        for own in self.own:
            if own.parent_id:
                under.setdefault(keys[own.parent_id], []).append(row(own.key, clauses.get(own.clause_id or 0)))
        rows = [row(clause.slug, clause) for clause in self.page.clauses if not clause.parent_id]
        # An item whose words were emptied again, or not written yet, is nothing to tick.
        written = [own for own in self.own if not own.parent_id and (own.text or own.chosen)]
        return rows + [row(own.key, clauses.get(own.clause_id or 0)) for own in written]

    def save(self) -> HttpResponse | None:
        """Write what the page says and obey its buttons; None when something is refused, then the form says why."""
        assert self.sent is not None  # noqa: S101  only a POST is saved
        refused = self.refused()
        if refused and not self.sent.is_autosave:
            return None
        with refusals(self.form, self.sent):
            return save(
                self.request,
                self.draft,
                self.page.section,
                self.sent,
                self.edits(),
                refused=refused,
                labels=self.label,
                then=lambda: self.obey(command(self.request)),
            )
        return None

    def refused(self) -> dict[str, str]:
        """What is wrong, by the field's name on the page: everything at once."""
        found = refused_fields(self.form)
        for form in self.details.values():
            if form.is_bound:
                found |= refused_fields(form)
        for key, field in self.reworded().items():
            if field.error:
                found[f"{key}-text"] = field.error
        return found

    def edits(self) -> list[Edit]:
        """Every field of the page that is well typed: the boxes first, in the page's order, then the rest."""
        cleaned, page = self.form.cleaned_data, self.page
        edits = []
        if "pick" in cleaned:
            edits = [Edit(f"pick={key}", f"item:{key}", "chosen", key in cleaned["pick"]) for key in self.keys]
        for key, form in self.details.items():
            if form.is_bound:
                edits += form.edits(f"item:{key}")
        edits += [
            Edit(f"{key}-text", f"item:{key}", "text", words.text)
            for key, words in self.reworded().items()
            if not words.error
        ]
        row, theme = f"item:{own_key(self.request)}", page.theme
        # What is being written is kept at once, and comes into the pledge when the page is saved.
        new = {"kind": page.kind, "theme_id": theme.pk if theme else None, "chosen": False}
        if "own" in cleaned:
            edits.append(Edit("own", row, "text", cleaned["own"], new=new))
            if self.sent and not self.sent.is_autosave:
                edits.append(Edit("own", row, "chosen", bool(cleaned["own"])))
        if "own_theme" in cleaned and page.kind == Kind.ACTION and not theme:
            edits.append(Edit("own_theme", row, "theme_name", cleaned["own_theme"], new=new))
        return edits

    def reworded(self) -> dict[str, Reworded]:
        """The wordings that were sent with the list, by the item's key."""
        sent = self.sent.data if self.sent else self.request.POST
        there = [item.key for item in self.listed if f"{item.key}-text" in sent]
        return {key: Reworded.of(str(sent[f"{key}-text"])) for key in there}

    def label(self, edit: Edit) -> str:
        """What people call a field of this page."""
        key = edit.row.partition(":")[2]
        clause = self.menu.by_slug.get(key)
        item = self.draft.items.get(key)
        name = clause.title if clause else Truncator(item.text if item else edit.value).chars(60)
        form = self.details.get(key)
        part = form.fields[edit.column].label if form and edit.column in form.fields else _("wording")
        return f"{name}: {part}"

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
            case ["add", key] if key in self.keys:
                stay += f"#{key}"
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
        for key, words in self.reworded().items():
            if words.error:
                found.append(Problem(words.error, f"{key}-text"))
        for key, form in self.details.items():
            for name, messages in form.errors.items():
                is_list = isinstance(form.fields[name], forms.MultipleChoiceField)
                found.append(Problem(str(messages[0]), key if is_list else f"{key}-{name}"))
        return found

    def show(self, live: Live, printed: document.PledgeDocument, **context: Any) -> HttpResponse:
        return show(
            self.request,
            self.draft,
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
            own_key=own_key(self.request),
            **context,
        )


@dataclass(frozen=True)
class Reworded:
    """A wording that was typed in the list."""

    text: str
    error: str = ""

    @classmethod
    def of(cls, typed: str) -> Reworded:
        field = RewordForm.base_fields["text"]
        try:
            return cls(field.clean(typed))
        except ValidationError as refused:
            return cls(typed, str(refused.messages[0]))


def own_key(request: HttpRequest) -> str:
    """Return the name that the page gave to the item that is written on it: saved twice it is still one item."""
    named = request.POST.get("own_key", "")
    return named if OWN_KEY.fullmatch(named) else new_key()


def _is_filtered_out(clause: Clause, text: str, wanted: Mapping[str, str]) -> bool:
    words, who = wanted.get("q", "").casefold(), wanted.get("who", "")
    return words not in f"{clause.title} {text}".casefold() or bool(who and clause.relevance != who)
