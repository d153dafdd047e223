"""One request to the plan as a whole: what is suggested, which actions are open in place, and what was sent of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commitments import access, document
from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.target import ItemField
from commitments.drafting.proposals import Proposals
from commitments.drafting.suggestions import suggested
from commitments.models import Clause, Draft, Item, menu
from commitments.text import blanks
from commitments.web.forms.clauses import PickForm
from commitments.web.forms.details import ActionDetails
from commitments.web.forms.editing import Reading
from commitments.web.forms.fields import refused_fields
from commitments.web.submitted_form import SubmittedForm
from commitments.web.views.clause_row import called
from commitments.web.views.section import Problem

FULL, FEW = 6, 3
"""Published pledges have at most six actions: with so many, fewer suggestions are shown, as the plan comes below"""
LACKS = {"leads": _("lead"), "start": _("start"), "end": _("end"), "serves": _("objective")}
"""What an action of the plan may lack, as the plan names it"""


@dataclass(frozen=True)
class SuggestedRow:
    """A clause that could be in the plan, with the fields of its details."""

    key: str
    title: str
    text: str
    theme: str
    """With its number"""
    serves: tuple[tuple[int, document.Objective], ...]
    """With their numbers"""
    is_ticked: bool
    make: Callable[[], ActionDetails]
    looks: tuple[object, ...] | None
    """What its drawing depends on besides the model text, the parties, the objectives and the period; None: on more"""

    @cached_property
    def details(self) -> ActionDetails:
        return self.make()

    @property
    def linked(self) -> frozenset[str]:
        return frozenset(objective.key for _number, objective in self.serves)


@dataclass(frozen=True)
class PlanRow:
    """An action of the plan."""

    action: document.Action
    lacks: Sequence[Any]
    """What could be said of it and isn't, as the plan names it"""
    details: ActionDetails | None
    """Where it is open in place"""


class PlanPage:
    """A PageForm. An action is open in place where the address asks for it, or where something of it was sent."""

    def __init__(self, request: HttpRequest, draft: Draft, submitted: SubmittedForm | None) -> None:
        self.draft, self.submitted, self.by = draft, submitted, access.person(request)
        self.menu = menu(draft.pledge.model_text)
        self.items = {key: item for key, item in draft.items.items() if item.kind == Item.Kind.ACTION}
        self.offered = [clause.slug for clause in self.menu.offered if clause.kind == Item.Kind.ACTION]
        typed = submitted.over({"pick": []}, ["pick"]) if submitted else None
        self.form = PickForm(typed, keys=self.offered)
        self.ticked = typed.getlist("pick") if typed is not None else []
        asked = request.GET.getlist("open") if access.may_edit(draft.pledge) else []
        self.asked = [key for key in asked if key in self.items and self.items[key].chosen]
        self.proposals = Proposals(draft, self.asked)
        self.bound = {key: self.details(key, submitted) for key in self._sent(submitted)} if submitted else {}

    def _sent(self, submitted: SubmittedForm) -> list[str]:
        """Return the keys of the actions of which something was sent."""
        names = submitted.data if submitted.changed is None else [field.name for field in submitted.changed]
        keys = dict.fromkeys(name.rpartition("-")[0] for name in names)
        return [key for key in keys if key in self.items or key in self.offered]

    def details(self, key: str, submitted: SubmittedForm | None = None) -> ActionDetails:
        item = self.items.get(key)
        is_in = item is not None and item.chosen
        return ActionDetails(
            submitted,
            key=key,
            item=item,
            parties=list(self.draft.parties),
            linkable=list(self.proposals.objectives),
            period=(self.draft.pledge.period_start, self.draft.pledge.period_end),
            proposed=self.proposals.of(key, item),
            is_ticked=is_in or key in self.ticked,
        )

    @cached_property
    def open(self) -> dict[str, ActionDetails]:
        """The details of the actions that are open in place, by key."""
        sent = [key for key in self.bound if key in self.items and self.items[key].chosen]
        return {key: self.bound.get(key) or self.details(key) for key in (*self.asked, *sent)}

    def added(self) -> list[str]:
        """Return the keys of what was suggested on the page and is in the plan now."""
        offered = self.submitted.data.getlist("offered") if self.submitted else []
        there = self.draft.pledge.items.filter(key__in=offered, chosen=True, kind=Item.Kind.ACTION)
        return list(there.values_list("key", flat=True)) if offered else []

    def suggestions(self, printed: document.PledgeDocument) -> list[SuggestedRow]:
        rows, found = [], suggested(self.menu, Item.Kind.ACTION, printed)
        for each in found if len(printed.actions) < FULL else found[:FEW]:
            clause, item = each.clause, self.items.get(each.clause.slug)
            served = self.proposals.served(clause.slug)
            theme = next(theme for theme in self.menu.themes if theme.pk == clause.theme_id)
            rows.append(
                SuggestedRow(
                    clause.slug,
                    clause.title,
                    blanks.fill(item.text if item else clause.text, printed.fillings),
                    f"{theme.number}. {theme.title}",
                    tuple(each for each in enumerate(printed.objectives, start=1) if each[1].key in served),
                    clause.slug in self.ticked,
                    partial(self._suggested, clause.slug),
                    self._looks(clause, served),
                )
            )
        return rows

    def _suggested(self, key: str) -> ActionDetails:
        return self.bound.get(key) or self.details(key)

    def _looks(self, clause: Clause, served: Sequence[str]) -> tuple[object, ...] | None:
        """Return what the drawing of a suggestion depends on, where nothing of it was written, sent, or left blank."""
        if clause.slug in self.items or clause.slug in self.bound or "[" in clause.text:
            return None
        return (clause.slug, clause.slug in self.ticked, tuple(served), tuple(self.proposals.leads))

    def rows(self, printed: document.PledgeDocument) -> dict[str, PlanRow]:
        """Return every action of the plan, by key."""
        open_ones = self.open
        return {
            action.key: PlanRow(action, _lacks(printed, action), open_ones.get(action.key))
            for action in printed.actions
        }

    # What it says of what was sent, as views/saving.py asks

    def is_valid(self) -> bool:
        return not self.refused()

    def refused(self) -> Mapping[str, str]:
        errors = refused_fields(self.form)
        for form in self.bound.values():
            errors |= refused_fields(form)
        return errors

    def unclear(self) -> Mapping[str, Sequence[Reading]]:
        return {}  # it has no amounts

    def edits(self) -> list[Edit]:
        """Return what is ticked, and the details. A page without scripts takes nothing out: it sends no empty box."""
        submitted, edits = self.submitted, []
        assert submitted  # noqa: S101  narrows the type: only what was submitted has edits
        for key in self.offered:
            is_ticked = key in self.ticked
            if submitted.includes("pick", key) and (is_ticked or submitted.changed is not None):
                edits.append(submitted.edit(ItemField(key, "chosen"), is_ticked, "pick", key))
        edits += [edit for form in self.bound.values() for edit in form.edits()]
        command = submitted.command
        if command.verb == "remove" and command.key in self.items:
            edits.append(submitted.edit(ItemField(command.key, "chosen"), value=False, name="pick", box=command.key))
        return edits

    def name(self, key: str) -> str:
        """Return what people call an action."""
        return called(key, self.menu, self.items.get(key))

    def label(self, edit: Edit) -> str:
        """Return what people call a field of this page."""
        key, column = edit.target.row.key, getattr(edit.target, "column", "")
        name, form = self.name(key), self.bound.get(key)
        return f"{name}: {form.fields[column].label}" if form and column in form.fields else name

    def errors(self) -> list[Problem]:
        """Return every error, each with the field that it belongs to, for the summary on top."""
        problems = [Problem(str(messages[0])) for messages in self.form.errors.values()]
        for key, form in self.bound.items():
            for name, messages in form.errors.items():
                is_list = isinstance(form.fields[name], forms.MultipleChoiceField)
                problems.append(Problem(str(messages[0]), key if is_list else f"{key}-{name}"))
        return problems


def _lacks(printed: document.PledgeDocument, action: document.Action) -> list[Any]:
    """Return what could be said of an action and isn't: a lead where there are parties, and so on."""
    asked = {"leads": bool(printed.parties), "start": True, "end": True, "serves": bool(printed.objectives)}
    return [name for column, name in LACKS.items() if asked[column] and not getattr(action, column)]


def next_lacking(printed: document.PledgeDocument, done: Sequence[str]) -> str:
    """Return the key of the first action after the last of `done` that lacks something; nothing where none does."""
    order = [action.key for action in printed.actions]
    last = max((order.index(key) for key in done if key in order), default=-1)
    return next((action.key for action in printed.actions[last + 1 :] if _lacks(printed, action)), "")
