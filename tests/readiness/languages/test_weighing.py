"""Telling the language of a few words beside the one that they should be in."""

from __future__ import annotations

import pytest

from commitments.readiness.languages.client import HELPER
from commitments.readiness.languages.scripts import is_same, scripts_of
from commitments.readiness.languages.weighing import is_acronym, is_name, plain_words
from tests.readiness.languages.short_items import SHORT_ITEMS, items_in


def told(text: str, own: str) -> dict[str, int]:
    return dict(HELPER.tell([text], own)[text])


def others(text: str, own: str) -> list[str]:
    """The languages of a text that are not the pledge's."""
    return [language for language in told(text, own) if language and not is_same(language, own)]


ENGLISH = [
    "Train volunteers in every branch.",
    "Include migrants in emergency plans.",
    "A national plan is adopted.",
    "Share data on missing persons.",
    "Insure all volunteers by 2027.",
]


@pytest.mark.parametrize("own", SHORT_ITEMS)
def test_short_items_are_in_no_other_language_than_their_own(own):
    assert [item for item in items_in(own) if others(item, own)] == []


@pytest.mark.parametrize(
    ("own", "language", "share"),
    [
        ("en", "fr", 0.5),
        ("en", "es", 0.55),
        ("en", "pt", 0.7),
        ("de", "fr", 0.6),
        ("ar", "en", 0.95),
        ("ar", "fr", 0.8),
        ("fr", "ar", 1),
        ("en", "ru", 1),
        ("es", "zh", 1),
        ("en", "sw", 0.8),
    ],
)
def test_most_short_items_of_another_language_are_found(own, language, share):
    items = items_in(language)
    assert sum(bool(others(item, own)) for item in items) >= share * len(items)


@pytest.mark.parametrize("own", ["ar", "fr", "es"])
@pytest.mark.parametrize("text", ENGLISH)
def test_whole_item_in_english_is_told(own, text):
    assert others(text, own) == ["en"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "La Cruz Roja Colombiana capacitará a voluntarios."),
        ("fr", "Un plan national est adopté."),
        ("es", "Se adopta un plan nacional."),
        ("fr", "Adopter une loi nationale."),
        ("es", "Número de personas capacitadas."),
        ("pt", "Plano de ação nacional"),
        ("de", "Freiwillige in jedem Ortsverein ausbilden."),
        ("de", "Schutz der Daten"),
        ("ru", "Обучить 300 добровольцев."),
        ("zh", "加强法律保护。"),
        ("ar", "تدريب 300 متطوع."),
        ("ar", "تدريب متطوعي IFRC"),
        ("ja", "ボランティアを訓練する。"),
        ("ko", "자원봉사자 300명 훈련."),
        ("el", "Εκπαίδευση εθελοντών."),
        ("fr", "FORMER DES VOLONTAIRES DANS CHAQUE BRANCHE"),
    ],
)
def test_whole_item_in_an_english_pledge_is_told(language, text):
    assert others(text, "en") == [language]


@pytest.mark.parametrize(
    ("own", "text", "languages"),
    [
        ("ar", "تدريب المتطوعين في كل فرع. Train volunteers in every branch.", ["ar", "en"]),
        ("en", "Train 100 volunteers / Capacitar a 100 voluntarios.", ["en", "es"]),
        ("en", "Train 100 volunteers. تدريب 100 متطوع.", ["en", "ar"]),
        ("fr", "Former 100 volontaires\nTrain 100 volunteers in schools", ["fr", "en"]),
    ],
)
def test_short_twins_are_told(own, text, languages):
    assert list(told(text, own)) == languages


@pytest.mark.parametrize(
    ("own", "text"),
    [
        ("en", "Support the Deutsches Rotes Kreuz, Österreichisches Rotes Kreuz and Schweizerisches Rotes Kreuz."),
        ("en", "Bilateral support to Société nationale du Croissant-Rouge."),
        ("en", "Adopt the Loi sur la protection de l’emblème by 2027."),
        ("en", "Loi sur la protection de l’emblème adopted by 2027."),
        ("en", "Implement the Plan national de réponse aux urgences."),
        ("en", "Adopt the Ley General de Gestión del Riesgo de Desastres by 2027."),
        ("en", "Open a Migrant Resource Centre in Tapachula."),
        ("en", "PGI, CEA, MEAL"),
        ("en", "UNHCR, IOM, WHO AND OCHA"),
        ("en", "Ad hoc committee established."),
        ("en", "Laissez-passer issued."),
        ("fr", "Adopter le Disaster Management Act of Kenya d’ici 2027."),
        ("fr", "Mettre en œuvre le Sendai Framework for Disaster Risk Reduction."),
        ("es", "Aplicar el Disaster Management Act of Kenya."),
        ("de", "Das Deutsche Rote Kreuz mit Save the Children stärken."),
        ("pt", "Apoiar a Cruz Roja Colombiana."),
        ("ar", "IFRC"),
        ("ar", "Red Cross"),
        ("ar", "COVID-19"),
        ("ar", "Humanitarian Service Points"),
        ("ar", "Office of the High Commissioner for Refugees"),
        ("ar", "info@example.org"),
        ("ar", "10 kg / 5 km"),
        ("ar", "برنامج Save the Children"),
        ("ru", "Использовать KoBo Toolbox и WhatsApp."),
        ("zh", "与 Save the Children 合作。"),
        ("en", "الهلال الأحمر القطري"),
        ("en", "中国红十字会"),
    ],
)
def test_names_titles_and_abbreviations_are_in_no_other_language(own, text):
    assert others(text, own) == []


def test_names_beside_a_sentence_in_another_script_do_not_hide_it():
    text = "Renew the commitments made in 2011 – Migration: Ensuring Access, Dignity, Respect for Diversity, Inclusion."
    assert told(text, "ar") == {"en": 5}


def test_script_of_another_language_is_told_though_the_language_is_not():
    assert told("Annual report", "ar") == told("Raport anual", "ru") == {"latin": 2}
    assert told("Annual report of all the branches", "ar") == {"en": 6}


@pytest.mark.parametrize(
    ("own", "text"),
    [
        ("sr", "Obučiti 300 volontera."),
        ("sr", "Обучити 300 волонтера."),
        ("uz", "Кўнгиллиларни ўқитиш."),
        ("ku", "Perwerdekirina xwebexşan"),
        ("ca", "Formar voluntaris a cada branca."),
        ("ms", "Latih sukarelawan."),
        ("xyz", "Kufundisha wajitolea."),
    ],
)
def test_language_of_two_scripts_or_near_to_another_is_left_alone(own, text):
    assert others(text, own) == []


@pytest.mark.parametrize(
    ("language", "scripts"),
    [
        ("en", {"latin"}),
        ("sr", {"latin", "cyrillic"}),
        ("uz", {"latin", "cyrillic", "arabic"}),
        ("ja", {"zh", "ja", "ko"}),
        ("el", {"el"}),
        ("ms", {"latin", "arabic"}),
        ("xyz", set()),
        ("", set()),
    ],
)
def test_scripts_of_a_language(language, scripts):
    assert scripts_of(language) == scripts


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Train Kenya Red Cross volunteers", "volunteers"),
        ("Train volunteers in Kenya", "Train volunteers in"),
        ("Kenya Red Cross", ""),
        ("IFRC supports branches", "supports branches"),
        ("capacitará a voluntarios", "capacitará a voluntarios"),
    ],
)
def test_words_that_are_no_names(text, plain):
    assert " ".join(plain_words(text.split())) == plain


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Red Cross", True),
        ("Save the Children", True),
        ("kg", True),
        ("Kenya", True),
        ("Train volunteers", False),
        ("Support RLF services", False),
        ("La Cruz Roja Colombiana capacitará a voluntarios", False),
        ("تدريب", False),
    ],
)
def test_words_that_may_be_a_name(text, is_one):
    assert is_name(text.split()) is is_one


def test_acronyms():
    assert [is_acronym(word) for word in ("IFRC", "UNHCR", "VOLUNTEERS", "Red")] == [True, True, False, False]
