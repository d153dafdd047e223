"""Introduction and opening sentence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.document.fields import PLEDGE
from commitments.document.values import INTRODUCTION
from commitments.web.forms.fields import Words, part_of_a_form


class IntroductionForm(forms.Form):
    introduction = Words.of(
        INTRODUCTION,
        rows=12,
        label=_("Introduction"),
        help_text=_("The model's own paragraphs, with an empty line between them. Change what you need."),
    )
    name_parties_in_full = forms.BooleanField(
        required=False,
        label=_("Name the parties in full"),
        help_text=_(
            "“The Government of Kenya and the Kenya Red Cross Society” in place of "
            "“The Government and National Society of Kenya”."
        ),
    )
    opening = Words.of(
        PLEDGE.text("opening"),
        rows=4,
        mirror="opening",
        label=_("Opening sentence"),
        help_text=_("Made from the parties. Change it if you need to; empty it to have it made again."),
    )

    def __init__(self, *args: Any, generated: str, **kwargs: Any) -> None:
        """`generated` is the opening that the parties make; naming many of them it may be longer than any other."""
        super().__init__(*args, **kwargs)
        self.generated = generated
        opening = self.fields["opening"]
        assert isinstance(opening, Words)  # noqa: S101  narrows the type
        opening.limit = max(opening.limit, len(generated))
        self.helper = part_of_a_form()

    def clean_opening(self) -> str:
        """Nothing where it was left as it was made: so it goes on following the parties."""
        opening: str = self.cleaned_data["opening"]
        return "" if opening == self.generated else opening
