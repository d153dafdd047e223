"""Suggesting a change of a pledge other than another wording: something new, what is to go, dates and leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.document.fields import ADDITION
from commitments.drafting.amendments import PLANNED, planned
from commitments.models import Clause, Item, Menu
from commitments.text.dates import last_month
from commitments.web.forms.details import QuarterField, times
from commitments.web.forms.fields import WordsField, part_of_a_form

EVERYBODY, OURS = "everybody", "ours"


class Boxes(forms.CheckboxSelectMultiple):
    """Boxes that look as they do everywhere."""

    def __init__(self) -> None:
        super().__init__(attrs={"class": "checkbox"})


class SuggestionForm(forms.Form):
    """What every suggestion has: why, and who is to read it."""

    reason = WordsField(rows=3, label=_("Why?"))
    readers = forms.ChoiceField(label=_("Who will read it?"), widget=forms.RadioSelect, initial=OURS)

    def __init__(self, data: Any = None, *, organisation: str, is_own: bool, **options: Any) -> None:
        """`organisation` is that of the pledge, as in a sentence; `is_own`: whether who suggests belongs to it."""
        super().__init__(data, **options)
        readers = self.fields["readers"]
        assert isinstance(readers, forms.ChoiceField)  # noqa: S101  narrows the type
        readers.choices = [
            (OURS, _("Only {organisation} will read this").format(organisation=organisation)),
            (EVERYBODY, _("Every party of this pledge will read this")),
        ]
        if not is_own:
            del self.fields["readers"]
        self.order_fields([name for name in self.fields if name not in ("reason", "readers")])
        self.helper = part_of_a_form()

    @property
    def is_shared(self) -> bool:
        return self.cleaned_data.get("readers") != OURS


class RemovalForm(SuggestionForm):
    reason = WordsField(
        rows=4,
        required=True,
        label=_("Why should it be taken out?"),
        error_messages={"required": _("Write why it should be taken out.")},
    )


class PlanForm(SuggestionForm):
    """Dates and leads of an action."""

    start = QuarterField(required=False, label=_("Starts"))
    end = QuarterField(required=False, label=_("Ends"))
    leads = forms.MultipleChoiceField(required=False, label=_("Who leads?"), widget=Boxes)

    def __init__(
        self,
        data: Any = None,
        *,
        item: Item | None = None,
        period: tuple[int, int],
        parties: Sequence[tuple[str, str]],
        **options: Any,
    ) -> None:
        """`period`: first and last year; `parties`: key and name of each; `item`: the action as it stands."""
        super().__init__(data, initial=planned(item) if item else {}, **options)
        for name in ("start", "end"):
            field = self.fields[name]
            assert isinstance(field, QuarterField)  # noqa: S101  narrows the type
            field.stored = self.initial.get(name) or ""
            field.choices = times(period, field.stored, ends=name == "end")
        leads = self.fields["leads"]
        assert isinstance(leads, forms.MultipleChoiceField)  # noqa: S101  narrows the type
        leads.choices = list(parties)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and last_month(end) < start:
            self.add_error("end", _("This action ends before it starts. Choose a later end, or an earlier start."))
        return cleaned

    @property
    def plan(self) -> Mapping[str, Any]:
        return {name: self.cleaned_data[name] for name in PLANNED}


class NewItemForm(SuggestionForm):
    """An objective or an indicator that the pledge doesn't have."""

    clause = forms.ChoiceField(required=False, label=_("A clause of the model text"))
    text = WordsField.of(
        ADDITION.text("text"),
        rows=5,
        label=_("Or in your own words"),
        help_text=_("With a clause chosen above, these words take the place of the official ones."),
    )

    def __init__(self, data: Any = None, *, offered: Sequence[Clause], **options: Any) -> None:
        """`offered`: the clauses that the pledge doesn't have."""
        super().__init__(data, **options)
        clause = self.fields["clause"]
        assert isinstance(clause, forms.ChoiceField)  # noqa: S101  narrows the type
        clause.choices = [("", _("None: in own words")), *((each.slug, each.title) for each in offered)]
        self.order_fields(["clause", "text"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned["clause"] and not cleaned["text"]:
            self.add_error("text", _("Write the words that you suggest, or choose a clause of the model text."))
        return cleaned


class NewActionForm(NewItemForm, PlanForm):
    """An action that the pledge doesn't have; one in own words stands under a heading."""

    heading = forms.ChoiceField(
        required=False, label=_("Under which heading?"), help_text=_("A clause of the model text has its own.")
    )

    def __init__(self, data: Any = None, *, menu: Menu, **options: Any) -> None:
        super().__init__(data, **options)
        heading = self.fields["heading"]
        assert isinstance(heading, forms.ChoiceField)  # noqa: S101  narrows the type
        heading.choices = [
            (menu.heading(None, ""), _("Under no theme of the model")),
            *((menu.heading(theme.pk, ""), f"{theme.number}. {theme.title}") for theme in menu.themes),
        ]
        self.order_fields(["clause", "text", "heading"])
