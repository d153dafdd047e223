"""Fields that every form shares."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Self

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commitments.document.values import Text
from commitments.text.days import DayRefusedError, read_day
from commitments.text.limits import MAX_EMAIL, MAX_ITEM_CHARACTERS, MAX_PERSON, TextRefusedError, clean_text
from commitments.text.mailbox import Mailbox, mailbox

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class WordsField(forms.CharField):
    """Text that people type: normalised, bounded, free of invisible and reordering characters."""

    def __init__(
        self,
        *,
        limit: int = MAX_ITEM_CHARACTERS,
        one_line: bool = False,
        rows: int = 0,
        mirror: str = "",
        is_name: bool = False,
        **options: Any,
    ) -> None:
        """`rows` makes it a text area; `mirror` names the element of the paper that shows what is being typed.

        A name has no square brackets: they would be taken for a blank wherever it is printed.
        """
        self.limit, self.one_line, self.mirror, self.is_name = limit, one_line, mirror, is_name
        if rows:
            options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        options.setdefault("required", False)
        super().__init__(**options)

    @classmethod
    def of(cls, text: Text, **options: Any) -> Self:
        """Return a field for a text of the pledge, as it is declared in commitments.document.fields."""
        return cls(**{"limit": text.limit, "one_line": text.one_line, "is_name": text.is_name} | options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        return {**attrs, "data-js-mirrors": self.mirror} if self.mirror else attrs

    def to_python(self, value: Any) -> str:
        try:
            text = clean_text(super().to_python(value) or "", limit=self.limit, one_line=self.one_line)
        except TextRefusedError as refused:
            raise ValidationError(str(refused)) from refused
        if self.is_name and ("[" in text or "]" in text):
            raise ValidationError(_("A name can't hold square brackets: they mark a blank. Write it without them."))
        return text


class DayInput(forms.DateInput):
    """The browser's own calendar; for what it could not show, such as a month in words, a box that keeps it."""

    def __init__(self) -> None:
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        if shown and not ISO_DAY.fullmatch(shown):
            context["widget"]["attrs"]["type"] = "text"
        return context


class DayField(forms.DateField):
    """A day, taken as ISO 8601 has it or with its month in words."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date):
            return value
        try:
            return read_day(str(value or ""))
        except DayRefusedError as refused:
            raise ValidationError(str(refused)) from refused


class AddressField(forms.EmailField):
    """An e-mail address, bounded like every other text.

    It may be pasted as mail programs copy it, “Amina Diallo <amina@example.org>”: the name is in `given_name` then.
    """

    given_name = ""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": MAX_EMAIL} | options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "maxlength": str(MAX_EMAIL + MAX_PERSON)}  # with the name

    def to_python(self, value: Any) -> str:
        pasted = mailbox(super().to_python(value) or "")
        self.given_name = pasted.name
        return pasted.address

    def run_validators(self, value: str) -> None:
        refusal = _refusal(value)
        try:
            super().run_validators(value)
        except ValidationError as invalid:
            if refusal and not value.isprintable():  # say which character it is that nobody sees
                raise ValidationError(f"{invalid.messages[0]} {refusal}") from invalid
            raise
        if refusal:
            raise ValidationError(refusal)


def _refusal(address: str) -> str:
    """Return why an address can't be kept as a text, or nothing."""
    try:
        clean_text(address, limit=MAX_EMAIL, one_line=True)
    except TextRefusedError as refused:
        return str(refused)
    return ""


def part_name_from_address(form: forms.Form, *, address: str, name: str) -> dict[str, str]:
    """Put name and address of a person into their fields, where they were pasted together into one of them.

    Return what was put where. Called from a form's `clean`. What was typed in a field goes before what came with
    the other.
    """
    field, typed_name = form.fields[address], form.data.get(form.add_prefix(name), "").strip()
    assert isinstance(field, AddressField)  # noqa: S101  narrows the type
    if typed_name:
        return _part_name(form, mailbox(typed_name), address=address, name=name)
    return _put(form, name, field.given_name) if field.given_name else {}


def _part_name(form: forms.Form, pasted: Mailbox, *, address: str, name: str) -> dict[str, str]:
    """Part a name that was pasted with the address, unless another address stands beside it, or this is none."""
    typed = mailbox(form.data.get(form.add_prefix(address), "")).address
    if not pasted.name or typed.casefold() not in ("", pasted.address.casefold()):
        return {}
    try:
        form.fields[address].clean(pasted.address)
    except ValidationError:
        return {}
    return _put(form, name, pasted.name) | _put(form, address, pasted.address)


def _put(form: forms.Form, field: str, value: str) -> dict[str, str]:
    form.errors.pop(field, None)  # that it is missing, or what is wrong with both together
    try:
        form.cleaned_data[field] = form.fields[field].clean(value)
    except ValidationError as refused:
        form.add_error(field, refused)
        return {}
    return {field: value}


def part_of_a_form() -> FormHelper:
    """Crispy settings for a form that stands inside the page's one <form>."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


def refused_fields(form: forms.BaseForm) -> dict[str, str]:
    """Return the first error of each field, by the field's name on the page."""
    return {form.add_prefix(name): str(errors[0]) for name, errors in form.errors.items() if name in form.fields}
