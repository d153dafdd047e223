"""What goes with an action or an indicator. One small form an item; the page draws them in a loop by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.document.fields import ACTION, INDICATOR
from commitments.drafting.editing.merge import Edit
from commitments.models import Item
from commitments.text.dates import last_month
from commitments.web.forms.fields import Words
from commitments.web.submitted_form import Sent

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


class ChoosableForm(forms.Form):
    """What goes with one item. `parties` and `linkable` are the keys of those that it can be linked with."""

    def __init__(self, *, prefix: str, item: Item | None, parties: Sequence[str], linkable: Sequence[str]) -> None:
        super().__init__(prefix=prefix, initial=self._stored(item, {"leads": parties, "linked": linkable}))
        self._offered = {"leads": parties, "linked": linkable}
        for name, keys in self._offered.items():
            field = self.fields.get(name)
            if isinstance(field, forms.MultipleChoiceField):
                field.choices = [(key, key) for key in keys]

    def _stored(self, item: Item | None, offered: Mapping[str, Sequence[str]]) -> dict[str, Any]:
        """Return what stands in the fields; of what it is linked with, what the page shows."""
        if item is None:
            return {}
        stored = {name: getattr(item, name) for name in self.base_fields}
        return stored | {
            name: [key for key in stored[name] if key in offered[name]] for name in offered if name in stored
        }

    def bind(self, sent: Sent) -> None:
        """Take what was sent; what was not stays as it is stored."""
        names = {self.add_prefix(name): self.initial.get(name, "") for name in self.fields}
        lists = [self.add_prefix(name) for name in ("leads", "linked")]
        self.data = sent.over({name: value or ([] if name in lists else "") for name, value in names.items()}, lists)
        self.is_bound = True

    def edits(self, row: str) -> list[Edit]:
        """Return an edit of `row` for each field that is well typed, and for each box among several."""
        edits = []
        self.full_clean()
        for name, value in self.cleaned_data.items():
            field = self.fields[name]
            if isinstance(field, forms.MultipleChoiceField):
                edits += [
                    Edit(f"{self.add_prefix(name)}={key}", row, name, key in value, element=key)
                    for key in self._offered[name]
                ]
            else:
                edits.append(Edit(self.add_prefix(name), row, name, value))
        return edits


class ActionDetails(ChoosableForm):
    leads = forms.MultipleChoiceField(required=False, label=_("Who leads?"))
    responsible = Words.of(ACTION.text("responsible"), label=_("Unit or person in charge"))
    start = forms.ChoiceField(required=False, label=_("Starts"))
    end = forms.ChoiceField(required=False, label=_("Ends"))
    linked = forms.MultipleChoiceField(required=False, label=_("Serves"))

    def __init__(self, *, period: tuple[int, int], **options: Any) -> None:
        super().__init__(**options)
        for name in ("start", "end"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  narrows the type
            kept = self.initial.get(name) or ""
            offered = quarters(*period, ends=name == "end")
            extra = [(kept, kept)] if kept and kept not in dict(offered) else []
            field.choices = [("", _("Choose a quarter")), *extra, *offered]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and last_month(end) < start:
            self.add_error("end", _("This action ends before it starts. Choose a later end, or an earlier start."))
        return cleaned


class IndicatorDetails(ChoosableForm):
    baseline = Words.of(INDICATOR.text("baseline"), label=_("Baseline: where things stand today"))
    target = Words.of(INDICATOR.text("target"), label=_("Target: a figure and a date"))
    verification = Words.of(
        INDICATOR.text("verification"), label=_("Means of verification: where the figure comes from")
    )
    linked = forms.MultipleChoiceField(required=False, label=_("Measures"))
