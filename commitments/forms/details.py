"""What goes with an action or an indicator. One small form an item; the page draws them in a loop by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.forms.fields import Words
from commitments.models import Item, Party
from commitments.services.picking import Details

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


def last_month(when: str) -> str:
    """Return the last month that YYYY or YYYY-MM covers."""
    return when if "-" in when else f"{when}-12"


class ChoosableForm(forms.Form):
    """An item's form; `things` that can be linked are offered by key."""

    def __init__(
        self, *args: Any, item: Item | None, parties: Iterable[Party], linkable: Iterable[Item], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.parties = {party.key: party for party in parties}
        self.linkable = {other.key: other for other in linkable}
        for name, things in (("leads", self.parties), ("linked", self.linkable)):
            field = self.fields.get(name)
            if isinstance(field, forms.MultipleChoiceField):
                field.choices = [(key, key) for key in things]

    def details(self) -> Details:
        """Return what was typed, for the service. Call it on a valid form.

        A link to an item that is out of the pledge stays: the page can't show it, and the item may come back.
        """
        cleaned = dict(self.cleaned_data)
        leads = [self.parties[key] for key in cleaned.pop("leads", [])]
        linked = [self.linkable[key] for key in cleaned.pop("linked")]
        linked += [other for other in (self.item.linked.all() if self.item else ()) if not other.chosen]
        return Details(fields=cleaned, leads=leads, linked=linked)

    @classmethod
    def stored(cls, item: Item | None) -> dict[str, Any]:
        """Return the initial data of an item, which may not be picked yet. Reads prefetched `leads` and `linked`."""
        if item is None:
            return {}
        initial: dict[str, Any] = {
            name: getattr(item, name) for name in cls.base_fields if name not in ("leads", "linked")
        }
        initial["linked"] = [other.key for other in item.linked.all()]
        if "leads" in cls.base_fields:
            initial["leads"] = [party.key for party in item.leads.all()]
        return initial


class ActionDetails(ChoosableForm):
    leads = forms.MultipleChoiceField(required=False, label=_("Who leads?"))
    responsible = Words(limit=200, one_line=True, label=_("Unit or person in charge"))
    start = forms.ChoiceField(required=False, label=_("Starts"))
    end = forms.ChoiceField(required=False, label=_("Ends"))
    linked = forms.MultipleChoiceField(required=False, label=_("Serves"))

    def __init__(self, *args: Any, period: tuple[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
    baseline = Words(limit=500, one_line=True, label=_("Baseline: where things stand today"))
    target = Words(limit=500, one_line=True, label=_("Target: a figure and a date"))
    verification = Words(limit=500, one_line=True, label=_("Means of verification: where the figure comes from"))
    linked = forms.MultipleChoiceField(required=False, label=_("Measures"))
