"""Introduction and opening."""

from __future__ import annotations

from django.http import QueryDict

from commitments.models import Pledge
from commitments.web.forms.introduction import IntroductionForm
from commitments.web.submitted_form import SubmittedForm

GENERATED = "We, the Government of Kenya, pledge to help:"


def form(generated: str = GENERATED, **typed: str) -> IntroductionForm:
    data = QueryDict(mutable=True)
    data.update(typed)
    return IntroductionForm(
        SubmittedForm(data, 0, is_autosave=False), pledge=Pledge(), generated=generated, official="Official."
    )


def test_opening_left_as_it_was_made_is_not_kept():
    bound = form(opening=f" {GENERATED} ")
    assert bound.is_valid()
    assert bound.cleaned_data["opening"] == ""


def test_introduction_that_says_the_same_is_the_official_one():
    bound = form(introduction="\ufeffOfficial. \n", opening=GENERATED.replace(" ", "\u00a0"))
    assert bound.is_valid()
    assert (bound.cleaned_data["introduction"], bound.cleaned_data["opening"]) == ("Official.", "")


def test_opening_of_the_drafter_is_kept():
    bound = form(opening="We pledge:")
    assert bound.is_valid()
    assert bound.cleaned_data["opening"] == "We pledge:"


def test_generated_opening_may_be_longer_than_any_other():
    generated = "the Government of Kenya, " * 300 + "pledge:"
    bound = form(generated, opening=generated)
    assert bound.is_valid()
    assert bound.cleaned_data["opening"] == ""
    assert not form(generated, opening=generated + " and more").is_valid()
    assert not form(opening="word " * 801).is_valid()
