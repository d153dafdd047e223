"""Copying a pledge: for whom, for when, from which menu."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from commitments.document.fields import PLEDGE
from commitments.models import ModelText, Organisation, Pledge
from commitments.text.limits import FIRST_YEAR, LAST_YEAR
from commitments.web.forms.fields import WordsField, part_of_a_form


class CopyForm(forms.Form):
    title = WordsField.of(PLEDGE.text("title"), label=_("Title of the new pledge"))
    model_text = forms.ModelChoiceField(
        ModelText.objects.all(),
        to_field_name="slug",
        empty_label=None,
        label=_("Model text"),
        help_text=_(
            "Clauses that another model text does not have become your own wording. Years that you leave as they are "
            "become those of that text."
        ),
    )
    period_start = forms.IntegerField(label=_("First year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    period_end = forms.IntegerField(label=_("Last year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), to_field_name="slug", empty_label=None, label=_("In the name of")
    )

    def __init__(self, data: QueryDict | None, *, pledge: Pledge, organisations: QuerySet[Organisation]) -> None:
        """`organisations` are those in whose name this person may start a pledge; at least one."""
        initial = {
            "title": pledge.title,
            "model_text": pledge.model_text.slug,
            "period_start": pledge.period_start,
            "period_end": pledge.period_end,
            "organisation": pledge.organisation.slug,
        }
        super().__init__(data, initial=initial)
        self.copied = pledge
        choice = self.fields["organisation"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101  narrows the type
        choice.queryset = organisations
        if len(organisations) == 1:
            choice.widget = forms.HiddenInput()
            self.initial["organisation"] = organisations[0].slug
        self.helper = part_of_a_form()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("period_start"), cleaned.get("period_end")
        if start and end and end < start:
            self.add_error("period_end", _("The last year is before the first. Give a year from %d on.") % start)
        self._take_the_new_period(cleaned)
        return cleaned

    def _take_the_new_period(self, cleaned: dict[str, Any]) -> None:
        """Take the years of another model text where nobody changed those of the pledge that is copied."""
        model_text, kept = cleaned.get("model_text"), (self.copied.period_start, self.copied.period_end)
        is_untouched = (cleaned.get("period_start"), cleaned.get("period_end")) == kept
        if is_untouched and model_text and model_text != self.copied.model_text:
            cleaned |= {"period_start": model_text.period_start, "period_end": model_text.period_end}
