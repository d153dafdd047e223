"""Telling the languages of a text: by script, by sentence, and within one; names and asides don't count."""

from __future__ import annotations

import pytest

from commitments.models import menu
from commitments.readiness.languages.client import HELPER
from commitments.readiness.languages.scripts import is_known, is_same, main_language, script_of

EN, FR = "Strengthen cooperation with the authorities", "Renforcer la coopération avec les autorités"
ES, AR = "Reforzar la cooperación con las autoridades", "تعزيز التعاون مع المجتمعات المضيفة في المناطق"


def told(text: str) -> dict[str, int]:
    return dict(HELPER.tell([text])[text])


def languages(text: str) -> list[str]:
    return [language for language in told(text) if language]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", EN),
        ("fr", FR),
        ("es", ES),
        ("ar", AR),
        ("pt", "Proteger os direitos de todos os migrantes nas comunidades."),
        ("de", "Die Zusammenarbeit mit den Behörden stärken."),
        ("en", f"{EN}.".upper()),
        ("ru", "Укреплять сотрудничество с местными властями и общинами в целях защиты мигрантов."),
        ("zh", "保护所有移民的权利和尊严。"),
        ("hi", "सभी प्रवासियों के अधिकारों और गरिमा की रक्षा करना और उनकी सहायता करना।"),
        ("th", "เสริมสร้างความร่วมมือระหว่างรัฐบาลกับสภากาชาด"),
        ("el", "Ενίσχυση της συνεργασίας με τις αρχές"),
        ("sw", "Kuimarisha ushirikiano na jamii zinazowapokea wahamiaji."),
        ("fa", "تقویت همکاری با مقامات محلی و حمایت از حقوق همهٔ مهاجران در کشور."),
        ("ur", "تمام مہاجرین کے حقوق کا تحفظ اور ان کی مدد کرنا۔"),
    ],
)
def test_language_of_a_sentence(language, text):
    assert languages(text) == [language]


@pytest.mark.parametrize(
    "text", ["", "Help.", "10.000", "IFRC", "CHF 1 000 000 (2023)", "!?", "Kenya Red Cross Society"]
)
def test_nothing_is_told_of_what_has_no_sentence(text):
    assert languages(text) == []


@pytest.mark.parametrize(
    "between", [". ", " / ", "/ ", "\n", "\n\n", " – ", " — ", " - ", " | ", ".", "; ", ": ", " ", "\n• ", " ("]
)
def test_twins_are_told_whatever_stands_between_them(between):
    text = f"{EN}{between}{FR}{')' if '(' in between else ''}."
    assert languages(text) == ["en", "fr"]


def test_three_languages_are_told():
    assert languages(f"{EN}. {FR} / {ES}.") == ["en", "fr", "es"]
    assert languages(f"{EN}. {AR}.") == ["en", "ar"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Support the Société nationale de la Croix-Rouge du Burundi in its work with returnees and families."),
        ("en", "Help migrants in El Salvador, Los Angeles and Las Palmas with all that they need in their stay."),
        ("fr", "Travailler avec Handicap International, Save the Children et Oxfam pour protéger les enfants."),
        ("fr", "Aider les migrants du Niger (the Government of the country and its partners) dans les centres."),
        (
            "en",
            "Progress the “Pacte mondial pour des migrations sûres, ordonnées et régulières” with all of our States.",
        ),
        ("ar", "العمل مع International Federation of Red Cross Societies على صون سلامة جميع المهاجرين وكرامتهم."),
        ("ar", "انظر https://www.example.org/the/rights/of/all/in/the/country لمزيد من المعلومات عن المهاجرين."),
    ],
)
def test_names_quotations_and_asides_are_in_no_language(language, text):
    assert languages(text) == [language]


def test_many_short_sentences_tell_together():
    assert languages(
        "Train staff. Dig the wells. Help all of them. Write to us. Buy the boats. Meet in the spring."
    ) == ["en"]


def test_what_is_not_told_counts_beside_what_is():
    assert set(told(f"{EN}. Croix-Rouge Tunisienne et Kenya Red Cross.")) == {"en", ""}


@pytest.mark.django_db
def test_every_clause_of_the_library_is_english(model_text):
    texts = [clause.text for clause in menu(model_text).clauses.values()]
    answers = HELPER.tell(texts)
    assert len(texts) > 60
    assert {language for told in answers.values() for language in told if language} == {"en"}


@pytest.mark.parametrize(
    ("word", "script"),
    [
        ("Été", "latin"),
        ("حق", "arabic"),
        ("Право", "cyrillic"),
        ("权利", "zh"),
        ("の", "ja"),
        ("١٢", "arabic"),
        ("12", ""),
    ],
)
def test_script_of_a_word(word, script):
    assert script_of(word) == script


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("fr", "fr", True),
        ("nb", "no", True),
        ("hi", "devanagari", True),
        ("arabic", "ur", True),
        ("hi", "arabic", False),
        ("en", "fr", False),
        ("xyz", "xyz", True),
    ],
)
def test_languages_that_are_one_for_us(one, other, same):
    assert is_same(one, other) is same
    assert is_same(other, one) is same


def test_tags_and_what_is_known():
    assert [main_language(tag) for tag in ("fr-CH", "zh_Hant", "EN", "")] == ["fr", "zh", "en", ""]
    assert [is_known(language) for language in ("fr", "nb", "th", "xyz", "")] == [True, True, True, False, False]
