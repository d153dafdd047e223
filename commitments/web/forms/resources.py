"""Box D: free text and lines."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.document.fields import PLEDGE, RESOURCE_LINE
from commitments.drafting.editing.merge import GONE, Edit
from commitments.models import ResourceLine
from commitments.text.limits import AMOUNT_DECIMALS, AMOUNT_DIGITS
from commitments.web.forms.fields import Words, part_of_a_form
from commitments.web.submitted_form import Sent


class ResourcesForm(forms.Form):
    resources_text = Words.of(PLEDGE.text("resources_text"), rows=5, label=_("In your own words"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = part_of_a_form()


class Amount(forms.DecimalField):
    """A sum of money as people write it: 1200000, 1200000.50, and with thousands apart, 1,200,000 or 1 200 000.

    A text input: a browser sends nothing at all for what it can't read in a number input, and the figure is lost.
    """

    THOUSANDS = re.compile(r"\d{1,3}([,'\u2019 \u00a0\u202f])\d{3}(\1\d{3})*(\.\d*)?")

    def to_python(self, value: Any) -> Any:
        typed = str(value or "").strip()
        if found := self.THOUSANDS.fullmatch(typed):
            typed = typed.replace(found[1], "")
        return super().to_python(typed)


class ResourceLineForm(forms.Form):
    """One line; its prefix is the line's key."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ResourceLine.Kind)
    description = Words.of(RESOURCE_LINE.text("description"), label=_("What"))
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
    provider = Words.of(RESOURCE_LINE.text("provider"), label=_("Who provides it"))
    remove = forms.BooleanField(required=False, label=_("Take this line out"))

    def __init__(self, sent: Sent | None, *, key: str, line: ResourceLine | None, is_new: bool = False) -> None:
        """`line` is None for one that is not stored; `is_new`: it is being written now, and not one that went."""
        stored = {name: getattr(line, name, "") for name in self.base_fields if name != "remove"}
        stored["kind"] = stored["kind"] or ResourceLine.Kind.FINANCIAL
        named = {f"{key}-{name}": value for name, value in {**stored, "remove": False}.items()}
        super().__init__(sent.over(named) if sent else None, prefix=key, initial=stored)
        self.line, self.is_new = line, is_new
        if is_new:
            del self.fields["remove"]
        self.helper = part_of_a_form()

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
        cleaned = self.cleaned_data if self.is_bound else {}
        said = any(value for name, value in cleaned.items() if value != self.initial.get(name))
        return self.is_new and not self.line and said

    def edits(self) -> list[Edit]:
        """Return an edit for each field that is well typed; none for a new line that says nothing."""
        row = f"line:{self.prefix}"
        if self.is_new and not self.line and not self.is_added:
            return []
        cleaned = {name: value for name, value in self.cleaned_data.items() if name != "remove"}
        new = {"kind": cleaned.get("kind") or ResourceLine.Kind.FINANCIAL} if self.is_new else None
        edits = [Edit(self.add_prefix(name), row, name, value, new=new) for name, value in cleaned.items()]
        if "remove" in self.cleaned_data:
            edits.append(Edit(self.add_prefix("remove"), row, GONE, self.cleaned_data["remove"]))
        return edits
