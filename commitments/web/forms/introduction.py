"""Introduction and opening sentence."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.document.fields import PLEDGE
from commitments.document.values import INTRODUCTION
from commitments.drafting.editing.target import PledgeField
from commitments.models import Pledge
from commitments.text.sameness import same_wording
from commitments.web.forms.editing import EditingForm
from commitments.web.forms.fields import WordsField
from commitments.web.submitted_form import SubmittedForm


class IntroductionForm(EditingForm):
    introduction = WordsField.of(
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
    opening = WordsField.of(
        PLEDGE.text("opening"),
        rows=4,
        mirror="opening",
        label=_("Opening sentence"),
        help_text=_("Made from the parties. Change it if you need to; empty it to have it made again."),
    )

    def __init__(self, submitted: SubmittedForm | None, *, pledge: Pledge, generated: str, official: str) -> None:
        """`official` is the model's introduction, `generated` the opening that the parties make.

        Naming many of them it may be longer than any other.
        """
        stored = {
            "introduction": pledge.introduction,
            "name_parties_in_full": pledge.name_parties_in_full,
            "opening": pledge.opening or generated,
        }
        super().__init__(submitted, stored=stored)
        self.generated, self.official = generated, official
        opening = self.fields["opening"]
        assert isinstance(opening, WordsField)  # noqa: S101  narrows the type
        opening.limit = max(opening.limit, len(generated))

    def target(self, name: str) -> PledgeField:
        return PledgeField(name)

    def clean_introduction(self) -> str:
        """The official one, letter for letter, where it says the same."""
        introduction: str = self.cleaned_data["introduction"]
        return self.official if same_wording(introduction, self.official) else introduction

    def clean_opening(self) -> str:
        """Nothing where it was left as it was made: so it goes on following the parties."""
        opening: str = self.cleaned_data["opening"]
        return "" if same_wording(opening, self.generated) else opening
