"""Box D: free text and lines."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from commitments.document.fields import PLEDGE, RESOURCE_LINE
from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.target import LineField, LineRemoval, PledgeField
from commitments.models import ResourceLine
from commitments.text.limits import AMOUNT_DECIMALS, AMOUNT_DIGITS
from commitments.web.forms.editing import EditingForm
from commitments.web.forms.fields import WordsField
from commitments.web.submitted_form import SubmittedForm


class ResourcesForm(EditingForm):
    resources_text = WordsField.of(PLEDGE.text("resources_text"), rows=5, label=_("In your own words"))

    def target(self, name: str) -> PledgeField:
        return PledgeField(name)


class Amount(forms.DecimalField):
    """A sum of money as people write it: 1200000, 1200000.50, and with thousands apart, 1,200,000 or 1 200 000.

    A text input: a browser sends nothing at all for what it can't read in a number input, and the figure is lost.
    """

    THOUSANDS = re.compile(r"\d{1,3}([,'\u2019 \u00a0\u202f])\d{3}(\1\d{3})*(\.\d*)?")

    def to_python(self, value: Any) -> Any:
        typed = str(value or "").strip()
        if grouped := self.THOUSANDS.fullmatch(typed):
            typed = typed.replace(grouped[1], "")
        return super().to_python(typed)


class ResourceLineForm(EditingForm):
    """One line; its prefix is the line's key."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ResourceLine.Kind)
    description = WordsField.of(RESOURCE_LINE.text("description"), label=_("What"))
    amount = Amount(
        required=False,
        label=_("Amount"),
        max_digits=AMOUNT_DIGITS + AMOUNT_DECIMALS,
        decimal_places=AMOUNT_DECIMALS,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"invalid": _("Enter a number, such as 1200000.50.")},
    )
    currency = forms.RegexField(
        r"^[A-Za-z]{3}$",
        required=False,
        label=_("Currency"),
        error_messages={"invalid": _("Write the currency as three letters, such as CHF, EUR or KES.")},
    )
    provider = WordsField.of(RESOURCE_LINE.text("provider"), label=_("Who provides it"))
    remove = forms.BooleanField(required=False, label=_("Take this line out"))

    def __init__(
        self, submitted: SubmittedForm | None, *, key: str, line: ResourceLine | None, is_new: bool = False
    ) -> None:
        """`line` is None for one that is not stored; `is_new`: it is being written now, and not one that went."""
        stored = {name: getattr(line, name, "") for name in self.base_fields}
        kind = stored["kind"] or ResourceLine.Kind.FINANCIAL
        super().__init__(submitted, stored=stored | {"kind": kind, "remove": False}, prefix=key)
        self.key, self.line, self.is_new = key, line, is_new
        if is_new:
            del self.fields["remove"]

    def target(self, name: str) -> LineField | LineRemoval:
        return LineRemoval(self.key) if name == "remove" else LineField(self.key, name)

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("amount") is not None and cleaned["amount"] < 0:
            self.add_error("amount", _("Give an amount of zero or more."))
        return cleaned

    @property
    def is_added(self) -> bool:
        """Whether it is a line that is not stored yet and says something: more than the kind that it was drawn with."""
        if not self.is_new or self.line or not self.is_bound:
            return False
        self.is_valid()  # cleans it
        return any(value for name, value in self.cleaned_data.items() if value != self.initial.get(name))

    def edits(self) -> list[Edit]:
        """Return an edit for each field that was sent and is well typed; none for a new line that says nothing."""
        if not self.is_new:
            return super().edits()
        if not self.line and not self.is_added:
            return []
        new = {"kind": self.cleaned_data.get("kind") or ResourceLine.Kind.FINANCIAL}
        return [replace(edit, new=new) for edit in super().edits()]

    def label(self, edit: Edit) -> str:
        return f"{Truncator(self.line.description if self.line else '').chars(60)}: {super().label(edit)}"
