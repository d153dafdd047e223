"""How long a text may be that people type: what is declared of the pledge's fields."""

from __future__ import annotations

from typing import Any

import pytest

from commitments.web.forms.circulate import SignatoryForm
from commitments.web.forms.clauses import PickForm, RewordForm
from commitments.web.forms.copy import CopyForm
from commitments.web.forms.details import ActionDetails, IndicatorDetails
from commitments.web.forms.fields import WordsField
from commitments.web.forms.further_signatories import FurtherSignatoryForm
from commitments.web.forms.introduction import IntroductionForm
from commitments.web.forms.parties import PartiesForm, PartyForm
from commitments.web.forms.pledge import StartForm
from commitments.web.forms.resources import ResourceLineForm, ResourcesForm

ITEM = 4_000
NAME, LINE, TEXT = (True, True), (True, False), (False, False)
"""Whether it is one line, and whether it is a name"""
LIMITS = {
    PartiesForm: {"title": (200, *LINE), "region": (100, *NAME)},
    PartyForm: {
        "name": (200, *NAME),
        "in_sentence": (200, *NAME),
        "focal_name": (150, *LINE),
        "signatory_name": (150, *NAME),
        "signatory_title": (200, *NAME),
        "signs_for": (200, *NAME),
    },
    FurtherSignatoryForm: {"name": (150, *NAME), "title": (200, *NAME), "signs_for": (200, *NAME)},
    SignatoryForm: {"signatory_name": (150, *NAME), "signatory_title": (200, *NAME), "signs_for": (200, *NAME)},
    StartForm: {"title": (200, *LINE)},
    CopyForm: {"title": (200, *LINE)},
    IntroductionForm: {"introduction": (2 * ITEM, *TEXT), "opening": (ITEM, *TEXT)},
    PickForm: {"own": (ITEM, *TEXT), "own_theme": (200, *NAME)},
    RewordForm: {"text": (ITEM, *TEXT)},
    ActionDetails: {"responsible": (200, *LINE)},
    IndicatorDetails: {"baseline": (500, *LINE), "target": (500, *LINE), "verification": (500, *LINE)},
    ResourcesForm: {"resources_text": (ITEM, *TEXT)},
    ResourceLineForm: {"description": (500, *LINE), "provider": (200, *LINE)},
}


@pytest.mark.parametrize("form", LIMITS, ids=lambda form: form.__name__)
def test_limit_of_a_text_is_as_declared(form):
    words = {name: field for name, field in form.base_fields.items() if isinstance(field, WordsField)}
    assert {name: (field.limit, field.one_line, field.is_name) for name, field in words.items()} == LIMITS[form]


def test_limit_of_an_address_is_as_declared():
    addresses: list[Any] = [PartyForm.base_fields[name] for name in ("focal_email", "signatory_email")]
    addresses.append(FurtherSignatoryForm.base_fields["email"])
    assert {field.max_length for field in addresses} == {254}
