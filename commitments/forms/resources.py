"""Box D: free text and lines."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.forms.fields import Words, part_of_a_form
from commitments.models import ResourceLine
from commitments.wording.limits import MAX_RESOURCE_LINES


class ResourcesForm(forms.Form):
    resources_text = Words(rows=5, label=_("In your own words"))

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


class ResourceLineForm(forms.ModelForm):
    description = Words(limit=500, one_line=True, label=_("What"))
    amount = Amount(
        required=False,
        label=_("Amount"),
        max_digits=15,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"invalid": _("Enter a number, such as 1200000.50.")},
    )
    provider = Words(limit=200, one_line=True, label=_("Who provides it"))
    currency = forms.RegexField(
        r"^[A-Za-z]{3}$",
        required=False,
        label=_("Currency"),
        error_messages={"invalid": _("Write the currency as three letters, such as CHF, EUR or KES.")},
    )

    class Meta:
        model = ResourceLine
        fields = ["kind", "description", "amount", "currency", "provider"]
        labels = {"kind": _("Kind")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101  narrows the type
        kind.choices = ResourceLine.Kind.choices
        self.initial.setdefault("kind", ResourceLine.Kind.FINANCIAL)
        self.helper = part_of_a_form()

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("amount") is not None and cleaned["amount"] < 0:
            self.add_error("amount", _("Give an amount of zero or more."))
        return cleaned


ResourceLines = forms.modelformset_factory(
    ResourceLine,
    form=ResourceLineForm,
    extra=1,
    can_delete=True,
    can_delete_extra=False,
    max_num=MAX_RESOURCE_LINES,
    validate_max=True,
    absolute_max=MAX_RESOURCE_LINES + 50,
)
