"""Box D: free text and lines."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from commitments.document.fields import PLEDGE, RESOURCE_LINE
from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.target import LineField, LineRemoval, PledgeField
from commitments.models import ResourceLine
from commitments.text.amounts import (
    MOST_READINGS,
    Amount,
    AmountRefusedError,
    AmountUnclearError,
    read_amount,
    separated,
)
from commitments.text.currencies import meanings
from commitments.text.vocabulary.headings import words_for
from commitments.web.forms.editing import EditingForm, Reading
from commitments.web.forms.fields import WordsField
from commitments.web.submitted_form import SubmittedForm

CODE = re.compile("[A-Za-z]{3}")
LONGEST_NAME = 60


class ResourcesForm(EditingForm):
    resources_text = WordsField.of(PLEDGE.text("resources_text"), rows=5, label=_("In your own words"))

    def target(self, name: str) -> PledgeField:
        return PledgeField(name)


class AmountField(forms.CharField):
    """A sum of money as people write it, which the form reads together with its currency.

    A text input: a browser sends nothing at all for what it can't read in a number input, and the figure is lost.
    """

    widget = forms.TextInput(attrs={"inputmode": "text"})
    decimal_mark = "."

    def prepare_value(self, value: Any) -> Any:
        return separated(value, self.decimal_mark) if isinstance(value, Decimal) else value


class ResourceLineForm(EditingForm):
    """One line; its prefix is the line's key."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ResourceLine.Kind)
    description = WordsField.of(RESOURCE_LINE.text("description"), label=_("What"))
    amount = AmountField(required=False, label=_("Amount"))
    currency = forms.CharField(required=False, label=_("Currency"))
    provider = WordsField.of(RESOURCE_LINE.text("provider"), label=_("Who provides it"))
    remove = forms.BooleanField(required=False, label=_("Take this line out"))

    def __init__(
        self,
        submitted: SubmittedForm | None,
        *,
        key: str,
        line: ResourceLine | None,
        language: str,
        is_new: bool = False,
    ) -> None:
        """`line` is None for one that is not stored; `is_new`: it is being written now, and not one that went.

        `language` is the pledge's: amounts are shown with its decimal mark.
        """
        stored = {name: getattr(line, name, "") for name in self.base_fields}
        kind = stored["kind"] or ResourceLine.Kind.FINANCIAL
        self.readings: tuple[Amount, ...] = ()
        super().__init__(submitted, stored=stored | {"kind": kind, "remove": False}, prefix=key)
        self.key, self.line, self.is_new = key, line, is_new
        self.decimal_mark = words_for(language).decimal_mark
        self.fields["amount"].decimal_mark = self.decimal_mark  # type: ignore[attr-defined]
        for field_name, offered in (("provider", "known-parties"), ("currency", "known-currencies")):
            self.fields[field_name].widget.attrs["list"] = offered  # what is known stands below the lines, once
        if is_new:
            del self.fields["remove"]

    def target(self, name: str) -> LineField | LineRemoval:
        return LineRemoval(self.key) if name == "remove" else LineField(self.key, name)

    def clean_currency(self) -> str:
        typed = str(self.cleaned_data["currency"])
        if CODE.fullmatch(typed):
            return typed.upper()
        codes = meanings(typed[:LONGEST_NAME]) if typed else ("",)
        if len(codes) == 1:
            return codes[0]
        message = _("Write the currency as three letters, such as CHF, EUR or KES.")
        if codes:
            message = _("Several currencies are called that: {codes}. Write the three letters of yours.")
        raise forms.ValidationError(message.format(codes=", ".join(codes[:MOST_READINGS])))

    def clean(self) -> dict[str, Any]:
        """Read the amount, and put a currency that was typed with it into its box."""
        cleaned = super().clean() or self.cleaned_data
        try:
            amount = read_amount(cleaned.get("amount") or "", cleaned.get("currency") or "")
            self._take(amount, cleaned)
        except AmountRefusedError as refused:
            self.readings = tuple(refused.readings) if isinstance(refused, AmountUnclearError) else ()
            self.fields["amount"].readings = self.offered()  # type: ignore[attr-defined]
            self.add_error("amount", str(refused))
        else:
            cleaned["amount"] = amount.value if amount else None
        return cleaned

    def _take(self, amount: Amount | None, cleaned: dict[str, Any]) -> None:
        """Take the currency from the amount, unless another was typed at the same time. Raises AmountRefusedError."""
        if not amount or not amount.currency or cleaned.get("currency") in (None, amount.currency):
            return
        box = self.add_prefix("currency")
        if cleaned["currency"] and cleaned["currency"] != self.initial["currency"]:
            message = _("The amount is in {one}, and its currency says {other}. Correct one of them.")
            raise AmountRefusedError(message.format(one=amount.currency, other=cleaned["currency"]))
        cleaned["currency"] = amount.currency
        if self.submitted:
            self.submitted.put(box, amount.currency)

    def offered(self) -> list[Reading]:
        """Return the readings of an amount that is not clear: how each is typed, and how it is shown."""
        mark = self.decimal_mark
        return [
            Reading(str(each), " ".join(filter(None, (separated(each.value, mark), each.currency))))
            for each in self.readings
        ]

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
        named = self.line.description if self.line else str(self.cleaned_data.get("description") or "")
        return ": ".join(filter(None, (Truncator(named).chars(LONGEST_NAME), super().label(edit))))
