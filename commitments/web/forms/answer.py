"""What a signatory types: to sign, to ask for changes, or to decline."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from commitments.models import SignatureRequest
from commitments.signing.answering import statement
from commitments.signing.objecting import LONGEST_WORDS
from commitments.signing.typed import problem_of_name, problem_of_title
from commitments.web.forms.fields import WordsField, part_of_a_form
from commitments.web.forms.invitation import MailedCodeForm


class SignForm(forms.Form):
    """The signature: a typed name, a title, the statement ticked, and the code where one is needed."""

    name = WordsField(
        limit=150,
        one_line=True,
        required=True,
        label=_("Your name"),
        error_messages={"required": _("Type your name: it is your signature.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    title = WordsField(limit=200, one_line=True, label=_("Your title"))
    agrees = forms.BooleanField(
        error_messages={"required": _("Tick that you have read the text and agree to it. Else ask for changes.")}
    )
    may_publish = forms.BooleanField(
        required=False,
        label=_("The text may be published, once every party agrees to that"),
    )
    code = MailedCodeForm.base_fields["code"]

    def __init__(
        self, data: Any = None, *, signature_request: SignatureRequest, needs_code: bool, has_code: bool = True
    ) -> None:
        """`has_code`: False where the code is still to be sent, once all the rest is right."""
        super().__init__(data, initial={"title": signature_request.title})
        self.signature_request = signature_request
        as_it_stands = (
            _("As you wrote it when you asked: {name}")
            if signature_request.is_later
            else _("As it stands in the text: {name}")
        )
        if signature_request.replaces_id:
            as_it_stands = _("As you were named: {name}")
        self.fields["name"].help_text = as_it_stands.format(name=signature_request.name)
        self.fields["agrees"].label = statement(signature_request)
        if signature_request.is_later:
            consent = _("Our party may be named publicly as one that has signed")
            self.fields["may_publish"].label = consent
            tick = _("Tick that you have read the text and agree to it.")
            self.fields["agrees"].error_messages["required"] = str(tick)
        if not needs_code:
            del self.fields["code"]
        elif not has_code:
            self.fields["code"].required = False
            self.fields["code"].is_wanted = True  # type: ignore[attr-defined]  # not called optional: nobody signs without
        self.helper = part_of_a_form()

    def clean_name(self) -> str:
        if problem := problem_of_name(self.signature_request, self.cleaned_data["name"]):
            raise ValidationError(problem)
        return str(self.cleaned_data["name"])

    def clean_title(self) -> str:
        if problem := problem_of_title(self.signature_request, self.cleaned_data["title"]):
            raise ValidationError(problem)
        return str(self.cleaned_data["title"])

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split())


class ChangesForm(forms.Form):
    changes = WordsField(
        limit=LONGEST_WORDS,
        rows=5,
        required=True,
        label=_("What should be changed?"),
        help_text=_(
            "The drafters are told at once. You can still sign this text later, as long as it is in circulation."
        ),
        error_messages={"required": _("Write what should be changed.")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.helper = part_of_a_form()


class DeclineForm(forms.Form):
    reason = WordsField(
        limit=LONGEST_WORDS,
        rows=3,
        required=True,
        label=_("Why do you decline?"),
        help_text=_("The drafters read it. You are asked once more before anything is sent."),
        error_messages={"required": _("Write the reason: the drafters read it.")},
    )

    def __init__(self, data: Any = None, *, reason: str = "") -> None:
        """`reason`: what was typed before, where nothing is sent."""
        super().__init__(data, initial={"reason": reason})
        self.helper = part_of_a_form()
