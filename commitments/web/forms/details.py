"""What goes with an action or an indicator. One small form an item; the page draws them in a loop by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.document.fields import ACTION, INDICATOR
from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.target import ItemElement, ItemField
from commitments.models import Item
from commitments.text.dates import last_month
from commitments.web.forms.clauses import KeysField
from commitments.web.forms.fields import WordsField
from commitments.web.submitted_form import SubmittedForm

QUARTERS = (
    ("01", "03", _("Jan–Mar")),
    ("04", "06", _("Apr–Jun")),
    ("07", "09", _("Jul–Sep")),
    ("10", "12", _("Oct–Dec")),
)


def quarters(first: int, last: int, *, ends: bool) -> list[tuple[str, str]]:
    """Return (YYYY-MM, label) for each quarter of the years: its first month, or with `ends` its last."""
    return [
        (f"{year}-{end if ends else start}", f"{label} {year}")
        for year in range(first, last + 1)
        for start, end, label in QUARTERS
    ]


LINKS = ("leads", "linked")
"""Fields with several boxes of one name"""


def times(period: tuple[int, int], kept: str, *, ends: bool) -> list[tuple[str, Any]]:
    """Return the choices of a start or an end; `kept`: what is stored, which may be none of the quarters."""
    offered = quarters(*period, ends=ends)
    extra = [(kept, kept)] if kept and kept not in dict(offered) else []
    return [("", _("Choose a quarter")), *extra, *offered]


class QuarterField(forms.ChoiceField):
    """When an action starts or ends. What is `stored` is always among its choices, and none is made to see that."""

    stored = ""

    def valid_value(self, value: Any) -> bool:
        return value == self.stored or super().valid_value(value)


class ChoosableForm(forms.Form):
    """What goes with one item. `parties` and `linkable` are the keys of those that it can be linked with."""

    def __init__(
        self,
        submitted: SubmittedForm | None,
        *,
        key: str,
        item: Item | None,
        parties: Sequence[str],
        linkable: Sequence[str],
        proposed: Mapping[str, Any] | None = None,
        is_ticked: bool = True,
    ) -> None:
        """`proposed`: what stands in fields of which nothing is stored; it counts once the item `is_ticked`."""
        self._offered = {"leads": parties, "linked": linkable}
        self.proposed, self.is_ticked = proposed or {}, is_ticked
        super().__init__(prefix=key, initial=self._stored(item))
        self.key, self.submitted = key, submitted
        for name, keys in self._offered.items():
            field = self.fields.get(name)
            if isinstance(field, KeysField):
                field.keys = frozenset(keys)
        if submitted:
            stored = {self.add_prefix(name): self.initial.get(name) for name in self.fields}
            boxes = [self.add_prefix(name) for name in LINKS]
            self.data = submitted.over({n: v or ([] if n in boxes else "") for n, v in stored.items()}, boxes)
            self.is_bound = True
        else:
            self.initial = {**self.initial, **self.proposed}

    def _stored(self, item: Item | None) -> dict[str, Any]:
        """Return what stands in the fields; of what it is linked with, what the page shows."""
        if item is None:
            return {}
        stored = {name: getattr(item, name) for name in self.base_fields}
        for name in LINKS:
            if name in stored:
                stored[name] = [key for key in stored[name] if key in self._offered[name]]
        return stored

    def edits(self) -> list[Edit]:
        """Return an edit for each field, and each box among several, that was sent and is well typed."""
        submitted, edits = self.submitted, []
        assert submitted  # noqa: S101  narrows the type: only what was submitted has edits
        self.is_valid()  # cleans it
        for name, value in self.cleaned_data.items():
            field = self.add_prefix(name)
            if not self.is_ticked and name in self.proposed and value == self.proposed[name]:
                continue  # it stood there unseen
            if name in LINKS:
                for key in self._offered[name]:
                    if submitted.includes(field, key):
                        edits.append(submitted.edit(ItemElement(self.key, name, key), key in value, field, key))
            elif submitted.includes(field):
                edits.append(submitted.edit(ItemField(self.key, name), value, field))
        return edits


class ActionDetails(ChoosableForm):
    leads = KeysField(required=False, label=_("Who leads?"))
    responsible = WordsField.of(ACTION.text("responsible"), label=_("Unit or person in charge"))
    start = QuarterField(required=False, label=_("Starts"))
    end = QuarterField(required=False, label=_("Ends"))
    linked = KeysField(required=False, label=_("Serves"))

    def __init__(self, submitted: SubmittedForm | None, *, period: tuple[int, int], **options: Any) -> None:
        super().__init__(submitted, **options)
        for name in ("start", "end"):
            field = self.fields[name]
            assert isinstance(field, QuarterField)  # noqa: S101  narrows the type
            field.stored = self.initial.get(name) or ""
            # Made when they are drawn, or looked into: a script's save of another field needs none.
            field.choices = partial(times, period, field.stored, ends=name == "end")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and last_month(end) < start:
            self.add_error("end", _("This action ends before it starts. Choose a later end, or an earlier start."))
        return cleaned


class IndicatorDetails(ChoosableForm):
    baseline = WordsField.of(INDICATOR.text("baseline"), label=_("Baseline: where things stand today"))
    target = WordsField.of(INDICATOR.text("target"), label=_("Target: a figure and a date"))
    verification = WordsField.of(
        INDICATOR.text("verification"), label=_("Means of verification: where the figure comes from")
    )
    linked = KeysField(required=False, label=_("Measures"))
