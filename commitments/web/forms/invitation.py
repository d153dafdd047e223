"""Inviting the other party, the code that opens an invitation, and passing one on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.models import Party
from commitments.web.forms.fields import AddressField, WordsField, part_name_from_address, part_of_a_form


class Address(AddressField):
    """An e-mail address, in small letters."""

    def to_python(self, value: Any) -> str:
        return super().to_python(value).lower()


class PersonForm(forms.Form):
    """To whom an invitation goes."""

    email = Address(
        label=_("E-mail address"),
        error_messages={"required": _("Write the address to which the invitation goes.")},
    )
    name = WordsField(
        limit=150,
        one_line=True,
        is_name=True,
        required=True,
        label=_("Name"),
        error_messages={"required": _("Write the person's name: it stands beside what they say.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = part_of_a_form()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        part_name_from_address(self, address="email", name="name")
        return cleaned


class InviteForm(PersonForm):
    """The other party's person, and what the drafter writes to them."""

    party = forms.ChoiceField(label=_("For which party?"), required=False)
    message = WordsField(
        limit=1000,
        rows=4,
        label=_("Your message"),
        help_text=_("It stands in the mail, in your words."),
    )

    def __init__(self, *args: Any, parties: list[tuple[str, str]], first: Party | None = None, **kwargs: Any) -> None:
        """`first`: the party of which nobody was invited yet, with whom to ask about it, where that is known."""
        super().__init__(*args, **kwargs)
        if first:
            self.initial = {"party": first.key, "name": first.focal_name, "email": first.focal_email}
        choice = self.fields["party"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101  narrows the type
        choice.choices = [("", _("For none of them")), *parties]


class MailedCodeForm(forms.Form):
    code = WordsField(
        limit=20,
        one_line=True,
        required=True,
        label=_("Code"),
        help_text=_("Six digits, from the newest mail."),
        error_messages={"required": _("Type the six digits of the code.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = part_of_a_form()

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split())


class ForwardForm(PersonForm):
    """The colleague to whom a guest passes the task on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Your colleague's e-mail address")
        self.fields["name"].label = _("Your colleague's name")
