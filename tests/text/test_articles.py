"""The two forms of a party's name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.text.articles import compared, has_foreign_article, in_list, in_sentence, put_into


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
        ("Federal Chancellery", "Federal Chancellery", "the Federal Chancellery"),
        ("HM Treasury", "HM Treasury", "HM Treasury"),
        ("Directorate-General for Health", "Directorate-General for Health", "the Directorate-General for Health"),
        ("Attorney General", "Attorney General", "the Attorney General"),
        ("Task Force on Migration", "Task Force on Migration", "the Task Force on Migration"),
        ("Academy of Sciences", "Academy of Sciences", "the Academy of Sciences"),
        ("National Gendarmerie", "National Gendarmerie", "the National Gendarmerie"),
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
        ("HM Government", "HM Government", "HM Government"),
        ("H.M. Revenue Office", "H.M. Revenue Office", "H.M. Revenue Office"),
        ("Kenya, Ministry of Health", "Kenya, Ministry of Health", "Kenya, Ministry of Health"),
        ("Kenya: Ministry of Health", "Kenya: Ministry of Health", "Kenya: Ministry of Health"),
        ("Home Office, Kenya", "Home Office, Kenya", "the Home Office, Kenya"),
        (
            "Ministries of Health and Education",
            "Ministries of Health and Education",
            "the Ministries of Health and Education",
        ),
        ("Supreme Court", "Supreme Court", "the Supreme Court"),
        ("Armed Forces", "Armed Forces", "the Armed Forces"),
        ("Central Bank of Kenya", "Central Bank of Kenya", "the Central Bank of Kenya"),
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
        ("General Electric", "General Electric", "General Electric"),
        ("Example Academy", "Example Academy", "Example Academy"),
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
        ("United Nations", "United Nations", "the United Nations"),
        ("World Bank", "World Bank", "the World Bank"),
        ("African Development Bank", "African Development Bank", "the African Development Bank"),
        ("Example Bank", "Example Bank", "Example Bank"),
        ("the Salvation Army", "Salvation Army", "the Salvation Army"),
        ("Order of Malta", "Order of Malta", "the Order of Malta"),
    ],
)
def test_name_of_an_organisation_has_its_two_forms(typed, listed, said):
    assert (in_list(typed, is_own_name=True), in_sentence(typed, is_own_name=True)) == (listed, said)


@pytest.mark.parametrize("language", ["fr", "es", "ar", "pt-BR"])
def test_no_article_is_made_up_in_another_language(language):
    assert in_sentence("Ministry of Health", language=language) == "Ministry of Health"
    assert in_sentence("Ministry of Health", language="en-GB") == "the Ministry of Health"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ministry of Health", "the Ministry of  Health"),
        ("Ministry of Health", "The ministry of health"),
        ("Ministère de la Santé", "le Ministere de la sante"),
        ("Office des réfugiés", "L’Office des réfugiés"),
        ("UNICEF", "the Unicef"),
        ("The Salvation Army", "the Salvation Army"),
        ("وزارة الصحة", "وزاره الصحه"),
        ("Save the Children", "Save the children."),
        ("—", "—"),
    ],
)
def test_names_that_print_alike_are_the_same(one, other):
    assert compared(one) == compared(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ministry of Health", "Ministry of Wealth"),
        ("Ministry of Health", "Ministry of Health of Kenya"),
        ("Save the Children", "Save Children"),
        ("राम", "रमा"),
        ("—", "–"),
        ("the", ""),
    ],
)
def test_names_that_print_differently_are_two(one, other):
    assert compared(one) != compared(other)


@pytest.mark.parametrize(
    ("pattern", "whom", "language", "printed"),
    [
        ("au nom de {whom}", "le Ministre de l’Intérieur", "fr", "au nom du Ministre de l’Intérieur"),
        ("au nom de {whom}", "les Ministres", "fr-CH", "au nom des Ministres"),
        ("au nom de {whom}", "la Ministre", "fr", "au nom de la Ministre"),
        ("au nom de {whom}", "l’Office des réfugiés", "fr", "au nom de l’Office des réfugiés"),
        ("au nom de {whom}", "Le Lay", "fr", "au nom de Le Lay"),
        ("au nom de {whom}", "Amina Koné", "fr", "au nom d’Amina Koné"),
        ("au nom de {whom}", "Émile Konan", "fr", "au nom d’Émile Konan"),
        ("au nom de {whom}", "UNICEF", "fr", "au nom de UNICEF"),
        ("par délégation pour {whom}", "le Ministre", "fr", "par délégation pour le Ministre"),
        ("en nombre de {whom}", "el Ministro", "es", "en nombre del Ministro"),
        ("por delegación de {whom}", "el Ministro", "es-MX", "por delegación del Ministro"),
        ("en nombre de {whom}", "los Ministros", "es", "en nombre de los Ministros"),
        ("en nombre de {whom}", "El Salvador", "es", "en nombre de El Salvador"),
        ("on behalf of {whom}", "the Minister", "en", "on behalf of the Minister"),
        ("on behalf of {whom}", "le {whom}", "en", "on behalf of le {whom}"),
        ("no place", "le Ministre", "fr", "no place"),
    ],
)
def test_article_is_contracted_where_its_language_does(pattern, whom, language, printed):
    assert put_into(pattern, whom, language) == printed


@pytest.mark.parametrize(
    ("name", "language", "is_foreign"),
    [
        ("the Ministry of Health", "fr", True),
        ("the Ministry of Health", "en-GB", False),
        ("le Ministère de la Santé", "es", True),
        ("l’Office des réfugiés", "fr", False),
        ("l’Office des réfugiés", "en", True),
        ("la Cruz Roja", "es", False),
        ("la Cruz Roja", "en", True),
        ("el Ministerio", "es", False),
        ("UNICEF", "fr", False),
    ],
)
def test_article_of_another_language_is_seen(name, language, is_foreign):
    assert has_foreign_article(name, language) == is_foreign


@given(st.text(max_size=60), st.booleans())
def test_list_begins_with_no_small_the(name, is_own):
    for typed in (name, f"the {name}"):
        listed = in_list(typed, is_own_name=is_own)
        assert not listed.startswith("the ") or not listed.removeprefix("the ").strip()
