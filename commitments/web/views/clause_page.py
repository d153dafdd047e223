"""A page on which clauses are picked: objectives, the actions of a theme, indicators."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from commitments import access, document
from commitments.drafting import picking
from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.target import ItemField
from commitments.drafting.preview import Live
from commitments.models import Clause, Draft, Item, menu, new_key
from commitments.text import blanks
from commitments.web.command import Command
from commitments.web.forms.clauses import PickForm
from commitments.web.forms.details import ChoosableForm
from commitments.web.forms.editing import Reading
from commitments.web.forms.fields import refused_fields
from commitments.web.submitted_form import SubmittedForm
from commitments.web.views.clause_list import ClauseList
from commitments.web.views.clause_row import ClauseRow, Reworded, called, is_filtered_out
from commitments.web.views.saving import save, say_added, split
from commitments.web.views.section import Problem, done, refusals, show

Kind = Item.Kind
OWN_KEY = re.compile("own-[0-9a-f]{10}")
Propose = Callable[[str, Item | None], Mapping[str, Any]]
RELEVANCE = [("", _("Anyone")), *Clause.Relevance.choices]


class ClausePage:
    """One request to such a page: what it lists, what was submitted of it, and what that means."""

    def __init__(
        self, request: HttpRequest, draft: Draft, submitted: SubmittedForm | None, listing: ClauseList
    ) -> None:
        self.request, self.draft, self.pledge, self.listing = request, draft, draft.pledge, listing
        self.submitted = submitted
        self.menu = menu(self.pledge.model_text)
        self.listed = [item for item in draft.in_order() if listing.lists(item)]
        offered = {clause.pk for clause in listing.clauses}
        # Own items, and those whose clause has left the library since.
        self.own = [item for item in self.listed if item.clause_id not in offered]
        self.keys = [*(clause.slug for clause in listing.clauses), *(item.key for item in self.own)]
        if submitted and submitted.command.verb == "add" and submitted.command.key in self.keys:
            submitted.tick("pick", submitted.command.key)
        stored = {"pick": [item.key for item in self.listed if item.chosen], "own": "", "own_theme": ""}
        self.typed = submitted.over(stored, ["pick"]) if submitted else None
        self.form = PickForm(self.typed, keys=self.keys)
        self.details: Mapping[str, ChoosableForm] = {}
        self.hints: Mapping[str, frozenset[str]] = {}
        self.filters = {name: (self.typed or request.GET).get(name, "") for name in ("q", "who")}
        # The page names the item that is written on it: saved twice it is still one item.
        named = submitted.data.get("own_key", "") if submitted else ""
        self.own_key = named if OWN_KEY.fullmatch(named) else new_key()

    def detailed(self, form: type[ChoosableForm], propose: Propose | None = None, **offered: Any) -> None:
        """Make the form of what goes with each item: bound to what was sent of it; a script's save needs no others."""
        items, ticked, made = {item.key: item for item in self.listed}, self.ticked(), {}
        for key in self.keys:
            sent, item = self.submitted if self.submitted and self.submitted.touches(key) else None, items.get(key)
            if sent or not (self.submitted and self.submitted.is_autosave):
                proposed = propose(key, item) if propose else None
                made[key] = form(sent, key=key, item=item, proposed=proposed, is_ticked=key in ticked, **offered)
        self.details = made

    def needs(self, name: str) -> bool:
        """Whether the choices of a field are asked for: always, but in a script's save that doesn't concern it."""
        submitted = self.submitted
        if not (submitted and submitted.is_autosave and submitted.changed is not None):
            return True
        return any(field.box and field.name.endswith(f"-{name}") for field in submitted.changed)

    def ticked(self) -> set[str]:
        """What is ticked on the page: as posted, else as stored."""
        if self.typed is not None:
            return set(self.typed.getlist("pick"))
        return {item.key for item in self.listed if item.chosen}

    def rows(self, filled: Mapping[str, str]) -> list[ClauseRow]:
        """The list as the page draws it: the menu's order, own items last, additions under their objective.

        `filled` is what fills the pledge's blanks.
        """
        ticked, clauses = self.ticked(), self.menu.clauses
        items = {item.key: item for item in self.listed}
        keys = {item.pk: item.key for item in self.listed}
        under: dict[str, list[ClauseRow]] = {}

        def row(key: str, clause: Clause | None) -> ClauseRow:
            item = items.get(key)
            title, text = (clause.title, clause.text) if clause else ("", "")
            text = blanks.fill(item.text if item else text, filled)
            hidden = clause is not None and is_filtered_out(clause, text, self.filters)
            additions = tuple(under.get(key, ()))
            return ClauseRow(
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

        for clause in self.listing.clauses:
            if clause.parent_id:
                under.setdefault(clauses[clause.parent_id].slug, []).append(row(clause.slug, clause))
        for own in self.own:
            if own.parent_id:
                under.setdefault(keys[own.parent_id], []).append(row(own.key, clauses.get(own.clause_id or 0)))
        rows = [row(clause.slug, clause) for clause in self.listing.clauses if not clause.parent_id]
        # An item whose words were emptied again, or not written yet, is nothing to tick.
        written = [own for own in self.own if not own.parent_id and (own.text or own.chosen)]
        return rows + [row(own.key, clauses.get(own.clause_id or 0)) for own in written]

    def save(self) -> HttpResponse | None:
        """Write what was submitted and obey its button; None where nothing was, or the form says why it is refused."""
        if self.submitted:
            with refusals(self.form, self.submitted):
                return save(self.request, self.draft, self.listing.section, self.submitted, self) or self._obey(
                    self.submitted, self.submitted.command
                )
        return None

    def is_valid(self) -> bool:
        return not self.refused()

    def refused(self) -> Mapping[str, str]:
        """What is wrong, by the field's name on the page: everything at once."""
        errors = refused_fields(self.form)
        for form in self.details.values():
            if form.is_bound:
                errors |= refused_fields(form)
        for key, field in self.reworded.items():
            if field.error:
                errors[f"{key}-text"] = field.error
        return errors

    def unclear(self) -> Mapping[str, Sequence[Reading]]:
        return {}  # it has no amounts

    def edits(self) -> list[Edit]:
        """Every field that was sent and is well typed: the boxes first, in the page's order, then the rest."""
        submitted, cleaned = self.submitted, self.form.cleaned_data
        assert submitted  # noqa: S101  narrows the type: only what was submitted has edits
        edits = []
        if "pick" in cleaned:
            ticked = set(cleaned["pick"])
            edits += [
                submitted.edit(ItemField(key, "chosen"), key in ticked, "pick", key)
                for key in self.keys
                if submitted.includes("pick", key)
            ]
        for form in self.details.values():
            if form.is_bound:
                edits += form.edits()
        edits += [
            submitted.edit(ItemField(key, "text"), words.text, f"{key}-text")
            for key, words in self.reworded.items()
            if not words.error and submitted.includes(f"{key}-text")
        ]
        return edits + self._edits_of_own(submitted, cleaned)

    def _edits_of_own(self, submitted: SubmittedForm, cleaned: Mapping[str, str]) -> list[Edit]:
        """What is being written is kept at once, and comes into the pledge when the page is saved."""
        edits, key, theme = [], self.own_key, self.listing.theme
        new = {"kind": self.listing.kind, "theme_id": theme.pk if theme else None, "chosen": False}
        if "own" in cleaned and submitted.includes("own"):
            edits.append(submitted.edit(ItemField(key, "text"), cleaned["own"], "own", new=new))
            if not submitted.is_autosave:
                edits.append(submitted.edit(ItemField(key, "chosen"), bool(cleaned["own"]), "own"))
        takes_heading = self.listing.kind == Kind.ACTION and not theme
        if "own_theme" in cleaned and takes_heading and submitted.includes("own_theme"):
            heading = cleaned["own_theme"]
            edits.append(submitted.edit(ItemField(key, "theme_name"), heading, "own_theme", new=new))
        return edits

    @cached_property
    def reworded(self) -> Mapping[str, Reworded]:
        """The wordings that were sent with the list, by the item's key."""
        sent = self.submitted.data if self.submitted else {}
        there = [item.key for item in self.listed if f"{item.key}-text" in sent]
        return {key: Reworded.of(str(sent[f"{key}-text"])) for key in there}

    def label(self, edit: Edit) -> str:
        """What people call a field of this page."""
        target, key = edit.target, edit.target.row.key
        form = self.details.get(key)
        name = called(key, self.menu, self.draft.items.get(key)) or Truncator(edit.value).chars(60)
        column = target.column if isinstance(target, ItemField) else ""
        part = form.fields[column].label if form and column in form.fields else _("wording")
        return f"{name}: {part}"

    def _obey(self, submitted: SubmittedForm, command: Command) -> HttpResponseRedirect:
        """Carry out the pressed button's command, after everything was saved."""
        by, stay, section = access.person(self.request), self.listing.url, self.listing.section
        match command:
            case Command("move-up" | "move-down", key):
                if item := self._chosen(key):
                    picking.move(item, command.direction, section=section, by=by)
                    # An addition's buttons stand in the list, under its objective.
                    stay += f"#{item.parent.key}" if item.parent else f"#paper-{key}"
            case Command("place", key, position) if position:
                if item := self._chosen(key):
                    picking.place(item, position, section=section, by=by)
                    stay += f"#paper-{key}"
            case Command("reword", key):
                row = self.pledge.items.filter(key=key).first()
                if row and self.listing.lists(row):
                    stay = reverse("pledge_item", args=[self.pledge.reference, key])
            case Command("split", key):
                if item := self._chosen(key):
                    split(self.request, self.pledge, item.key, section)
                    stay += f"#{key}"
            case Command("add", key) if key in self.keys:
                say_added(self.request, [called(key, self.menu, self.draft.items.get(key))])
                stay += f"#{self._asked_first(key)}"
            case Command("filter"):
                stay += "?" + urlencode(self.filters)
            case Command("" | "go") if own := self.form.cleaned_data["own"]:
                say_added(self.request, [own])
                opened = f"?open={self.own_key}" if self.listing.kind == Kind.ACTION else ""
                stay += f"{opened}#{self._asked_first(self.own_key)}"
        return done(self.request, self.pledge, section, submitted, stay=stay, onward=self.listing.next_url)

    def _asked_first(self, key: str) -> str:  # the id of what is asked at once of what was added
        return f"{key}-baseline" if self.listing.kind == Kind.INDICATOR else key

    def _chosen(self, key: str) -> Item | None:
        """Return an item that this page lists and the pledge holds."""
        item = self.pledge.items.filter(key=key, chosen=True).first()
        return item if item and self.listing.lists(item) else None

    def errors(self) -> list[Problem]:
        """Every error of the page, each with the field that it belongs to, for the summary on top."""
        problems = [
            Problem(str(messages[0]), f"id_{name}" if name in self.form.fields else "")
            for name, messages in self.form.errors.items()
        ]
        for key, words in self.reworded.items():
            if words.error:
                problems.append(Problem(words.error, f"{key}-text"))
        for key, form in self.details.items():
            for name, messages in form.errors.items():
                is_list = isinstance(form.fields[name], forms.MultipleChoiceField)
                problems.append(Problem(str(messages[0]), key if is_list else f"{key}-{name}"))
        return problems

    def show(self, live: Live, printed: document.PledgeDocument, **context: Any) -> HttpResponse:
        return show(
            self.request,
            self.draft,
            self.listing.section,
            self.listing.template,
            document=printed,
            submitted=self.submitted,
            live=live,
            status=422 if self.form.is_bound else 200,
            form=self.form,
            form_errors=self.errors(),
            rows=self.rows(printed.fillings),
            theme=self.listing.theme,
            relevance=RELEVANCE,
            filters=self.filters,
            own_key=self.own_key,
            **context,
        )
