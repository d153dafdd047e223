"""A second model text is a second fixture and no code: made up, on another topic, for other years."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from commitments.library.loading import load_library
from commitments.models import ModelText, menu

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parent.parent / "data" / "second"

PRINTED = """\
Model text for pledges on water and sanitation

Choose what suits your country.

Pledge for the period 2024–2028

A. Objectives

This pledge relates to safe water for everyone.

We pledge to bring safe water and sanitation to everyone:

– Provide safe water to [number of households].
– (possible additions: including
– wells for schools)
– Promote sanitation for all.

B. Action plan

Wells and pumps

– Dig wells with [National Society].
– Examine and [review/renew] the law on water.

C. Indicators

– Number of wells in use.

D. Resources

Say what the work needs.

Ask the secretariat.
"""


@pytest.fixture
def water():
    load_library(FOLDER)
    return ModelText.objects.get(slug="water-2024")


def test_second_text_stands_beside_the_first(water):
    assert [str(text) for text in ModelText.objects.all()] == [
        "Water and sanitation, 2024–2028",
        "Migration, 2019–2023",
    ]
    assert (water.clauses.count(), ModelText.objects.get(slug="migration-2019").clauses.count()) == (6, 66)


def test_second_text_loaded_again_leaves_both_as_they_are(water):
    keys = list(water.clauses.values_list("pk", flat=True))
    loaded = load_library(FOLDER)
    assert list(water.clauses.values_list("pk", flat=True)) == keys
    assert (loaded.removed, loaded.retired) == (0, 0)


def test_second_text_has_its_own_blanks(water):
    assert menu(water).blanks == {"[National Society]": "national_society"}
    assert [clause.slug for clause in menu(water).objectives] == ["safe-water", "sanitation"]


def test_second_text_is_exported_with_its_own_bullets(water):
    out = StringIO()
    call_command("export_model_text", "water-2024", stdout=out)
    assert out.getvalue() == PRINTED


def test_second_text_can_be_browsed(water, client):
    addresses = [reverse("model_text_detail", args=["water-2024"])]
    addresses += [reverse("model_text_box", args=["water-2024", letter]) for letter in "abcd"]
    page = " ".join(client.get(address).content.decode() for address in addresses)
    for text in ("A. Objectives", "Wells and pumps", "wells for schools)", "Ask the secretariat."):
        assert text in page
    assert '<span class="bracket choice">[review/renew]</span>' in page
    assert '<span class="bracket blank">[number of households]</span>' in page
    assert "migrants" not in page


def test_second_text_names_its_documents(water, client):
    page = client.get(reverse("model_text_documents", args=["water-2024"])).content.decode()
    assert page.count('class="document"') == 2
    assert "We have no checked wording to show." in page
    assert "Protect the lives, safety and dignity" not in page
