"""The two forms of a party's name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.text.articles import in_list, in_sentence


@pytest.mark.parametrize(
    ("typed", "listed", "said"),
    [
        ("Ministry of Health", "Ministry of Health", "the Ministry of Health"),
        ("the Ministry of Interior", "Ministry of Interior", "the Ministry of Interior"),
        ("The Ministry of Interior", "The Ministry of Interior", "the Ministry of Interior"),
        ("the ministry of health", "Ministry of health", "the ministry of health"),
        ("Ministry of Interior, Kenya", "Ministry of Interior, Kenya", "the Ministry of Interior, Kenya"),
        ("the Region of Kayes", "Region of Kayes", "the Region of Kayes"),
        ("Region of Kayes", "Region of Kayes", "the Region of Kayes"),
        ("Canton of Geneva", "Canton of Geneva", "the Canton of Geneva"),
        ("Home Office", "Home Office", "the Home Office"),
        ("State Secretariat for Migration", "State Secretariat for Migration", "the State Secretariat for Migration"),
        (
            "Foreign, Commonwealth & Development Office",
            "Foreign, Commonwealth & Development Office",
            "the Foreign, Commonwealth & Development Office",
        ),
        ("Bavaria", "Bavaria", "Bavaria"),
        ("New York City", "New York City", "New York City"),
        ("City of Nairobi", "City of Nairobi", "the City of Nairobi"),
        ("Global Affairs Canada", "Global Affairs Canada", "Global Affairs Canada"),
        ("His Majesty’s Government", "His Majesty’s Government", "His Majesty’s Government"),
        ("Kenya's Ministry of Health", "Kenya's Ministry of Health", "Kenya's Ministry of Health"),
        ("Kenya Red Cross", "Kenya Red Cross", "the Kenya Red Cross"),
        ("the Republic of Kenya", "Republic of Kenya", "the Republic of Kenya"),
        ("le ministère de la Santé", "Ministère de la Santé", "le ministère de la Santé"),
        ("l’Office des réfugiés", "Office des réfugiés", "l’Office des réfugiés"),
        ("el Ministerio de Salud", "Ministerio de Salud", "el Ministerio de Salud"),
        ("وزارة الصحة", "وزارة الصحة", "وزارة الصحة"),
        ("Theatre Ministry", "Theatre Ministry", "the Theatre Ministry"),
        ("the", "the", "the"),
        ("", "", ""),
    ],
)
def test_name_of_an_authority_has_its_two_forms(typed, listed, said):
    assert (in_list(typed), in_sentence(typed)) == (listed, said)


@pytest.mark.parametrize(
    ("typed", "listed", "said"),
    [
        ("Example Relief", "Example Relief", "Example Relief"),
        ("UNICEF", "UNICEF", "UNICEF"),
        ("Save the Children", "Save the Children", "Save the Children"),
        ("Médecins Sans Frontières", "Médecins Sans Frontières", "Médecins Sans Frontières"),
        ("Mercy Corps", "Mercy Corps", "Mercy Corps"),
        ("Caritas", "Caritas", "Caritas"),
        ("Norwegian Refugee Council", "Norwegian Refugee Council", "the Norwegian Refugee Council"),
        ("World Food Programme", "World Food Programme", "the World Food Programme"),
        ("the World Food Programme", "World Food Programme", "the World Food Programme"),
        (
            "International Organization for Migration",
            "International Organization for Migration",
            "the International Organization for Migration",
        ),
        ("Women’s Refugee Commission", "Women’s Refugee Commission", "the Women’s Refugee Commission"),
        ("European Union", "European Union", "the European Union"),
        ("The Carter Center", "The Carter Center", "The Carter Center"),
        ("La Strada", "La Strada", "La Strada"),
        ("la Caixa", "la Caixa", "la Caixa"),
        ("Order of Malta", "Order of Malta", "the Order of Malta"),
    ],
)
def test_name_of_an_organisation_has_its_two_forms(typed, listed, said):
    assert (in_list(typed, is_own_name=True), in_sentence(typed, is_own_name=True)) == (listed, said)


@pytest.mark.parametrize("language", ["fr", "es", "ar", "pt-BR"])
def test_no_article_is_made_up_in_another_language(language):
    assert in_sentence("Ministry of Health", language=language) == "Ministry of Health"
    assert in_sentence("Ministry of Health", language="en-GB") == "the Ministry of Health"


@given(st.text(max_size=60), st.booleans())
def test_list_begins_with_no_small_the(name, is_own):
    for typed in (name, f"the {name}"):
        listed = in_list(typed, is_own_name=is_own)
        assert not listed.startswith("the ") or not listed.removeprefix("the ").strip()
