"""Starting a pledge."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commitments.document.fields import PLEDGE
from commitments.models import ModelText, Organisation
from commitments.web.forms.fields import WordsField, part_of_a_form

LANGUAGES = [("en", "English"), ("fr", "Français"), ("es", "Español"), ("ar", "العربية")]


class ModelTextField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no generic when the app runs
    def label_from_instance(self, model_text: ModelText) -> str:
        return _("{text} (this period is over)").format(text=model_text) if model_text.is_over else str(model_text)


class StartForm(forms.Form):
    """What has to be known before the first section: everything else can wait."""

    model_text = ModelTextField(
        ModelText.objects.all(),
        to_field_name="slug",
        empty_label=None,
        label=_("Model text"),
        help_text=_(
            "The menu of clauses that you pick from. A pledge gets its period, which you can change on the next page."
        ),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        to_field_name="slug",
        empty_label=None,
        label=_("In the name of"),
    )
    together = forms.ChoiceField(
        label=_("Who pledges?"),
        choices=[
            ("bilateral", _("A National Society together with its government")),
            ("alone", _("One party alone")),
            ("several", _("Several countries, or others")),
        ],
        widget=forms.RadioSelect,
        initial="bilateral",
        help_text=_("You can change this later."),
    )
    title = WordsField.of(
        PLEDGE.text("title"),
        label=_("Title of the pledge"),
        help_text=_("For example: Safe access to services for migrants in Kenya. You can also write it later."),
    )
    language = forms.ChoiceField(
        label=_("Language of the pledge text"),
        choices=LANGUAGES,
        help_text=_("The clauses of the model text are offered in its own language; you can reword them."),
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["organisation"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101  narrows the type
        choice.queryset = organisations
        if len(organisations) == 1:
            choice.widget = forms.HiddenInput()
            choice.initial = organisations[0].slug
        self.helper = part_of_a_form()
