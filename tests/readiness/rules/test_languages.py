"""In which languages the texts of a pledge are: in the pledge's, in another, in several."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commitments.document import PledgeDocument
from commitments.models import menu
from commitments.readiness.languages.client import LanguagesUnknownError
from commitments.readiness.report import check
from tests.exports.samples import FRENCH
from tests.readiness.findings import TODAY, findings, found, sentences
from tests.readiness.pledges import (
    GOOD,
    action,
    addition,
    doing,
    indicator,
    line,
    measured,
    objective,
    opening,
    plan,
    saying,
)

ARABIC = "العمل على صون سلامة جميع المهاجرين وكرامتهم وحقوقهم، بصرف النظر عن وضعهم القانوني."

TWO_LANGUAGES = [
    f"{ARABIC} Work to uphold the safety, dignity and rights of all migrants in the country.",
    "Work to uphold the rights of all in the country. Défendre les droits de tous dans le pays et avec leurs familles.",
    "Trabajar para defender los derechos de las personas con sus familias. Uphold the rights of all in the country.",
    "Défendre les droits dans les pays et avec leurs amis. Defender los derechos de las personas con sus familias.",
    "Защищать права всех мигрантов в стране. Uphold the rights of all migrants in the country.",
]
ONE_LANGUAGE = [
    ARABIC,
    "إنشاء 3 نقاط للخدمات الإنسانية (Humanitarian Service Points along the main routes of the country) على الطرق.",
    "العمل مع International Federation على صون سلامة جميع المهاجرين وكرامتهم وحقوقهم.",
    "انظر https://www.example.org/the/rights/of/all/and/in/the/country/with/their/families لمزيد من المعلومات.",
    "Soutenir la Croix-Rouge et y associer les communautés qui en ont besoin, afin que les migrants soient aidés.",
    "En virtud del pacto que rige en el sur, apoyar a las personas que en su camino están en riesgo por el clima.",
    "Progress the “Pacte mondial pour des migrations sûres, ordonnées et régulières du monde” with all of our States.",
    "Work with Médecins du Monde and the Croix-Rouge et Croissant-Rouge for the rights of all migrants in the country.",
    "Help migrants in El Salvador, Los Angeles and Las Palmas with all that they need in the weeks of their stay.",
    "Aider les migrants du Niger (the Government of the country and its partners in the field) dans les centres.",
    "Help.",
    "",
]

CARE = "Renforcer l’accès aux soins."
IN_FRENCH = replace(
    GOOD,
    language="fr",
    conference="33e Conférence internationale",
    clause_language="fr",
    title="Accès aux soins pour tous les migrants",
    parties=FRENCH.parties,
    introduction=("Les deux parties se concertent et agissent ensemble.",),
    introduction_is_official=False,
    opening="Le Gouvernement et la Croix-Rouge sénégalaise s’engagent à prendre des mesures :",
    opening_is_generated=False,
    objectives=(objective(CARE),),
    themes=plan(action("Former 400 volontaires aux premiers secours.")),
    indicators=(indicator("Nombre de volontaires formés : 400."),),
    resources_text="Les parties chercheront ensemble un financement.",
    resource_lines=(line("Deux coordinateurs"),),
)
"""A pledge with nothing in it but French"""
ENGLISH_WORDS = "Strengthen cooperation with the authorities and the hosts."
OTHER = [
    ("objective", replace(IN_FRENCH, objectives=(objective(ENGLISH_WORDS),))),
    ("addition", replace(IN_FRENCH, objectives=(objective(CARE, additions=(addition(ENGLISH_WORDS),)),))),
    ("action", replace(IN_FRENCH, themes=plan(action(ENGLISH_WORDS)))),
    ("action", replace(IN_FRENCH, themes=plan(action("Former 400 volontaires."), name="Search and rescue at sea"))),
    ("indicator", replace(IN_FRENCH, indicators=(indicator("Number of people who have access to care by 2023."),))),
    (
        "indicator",
        replace(IN_FRENCH, indicators=(indicator("Nombre de cas.", target="half of all the people by 2023"),)),
    ),
    ("resources", replace(IN_FRENCH, resources_text="The parties will seek joint funding.")),
    ("line", replace(IN_FRENCH, resource_lines=(line("Two coordinators for the whole of the region"),))),
    ("title", replace(IN_FRENCH, title="Access to health care for all of the migrants")),
    ("introduction", replace(IN_FRENCH, introduction=("Les deux parties agissent.", ENGLISH_WORDS, ENGLISH_WORDS))),
    ("introduction", replace(IN_FRENCH, introduction_is_official=True, clause_language="en", conference="")),
    ("opening", replace(IN_FRENCH, opening="We, the Government of Senegal, pledge to undertake measures:")),
    ("opening", replace(IN_FRENCH, opening=GOOD.opening, opening_is_generated=True)),
    ("conference", replace(IN_FRENCH, clause_language="en", conference="33rd International Conference")),
    ("objective", replace(IN_FRENCH, objectives=(objective(ARABIC),))),
    ("objective", replace(IN_FRENCH, objectives=(objective("保护所有移民的权利和尊严。"),))),
    ("objective", replace(IN_FRENCH, objectives=(objective("Защищать права всех мигрантов в стране."),))),
    ("objective", replace(IN_FRENCH, objectives=(objective("सभी प्रवासियों के अधिकारों की रक्षा करें।"),))),
    ("objective", replace(IN_FRENCH, objectives=(objective("Reforzar la cooperación con las autoridades."),))),
    ("objective", replace(IN_FRENCH, objectives=(objective("A national plan is adopted."),))),
    ("action", replace(IN_FRENCH, themes=plan(action("تدريب 300 متطوع.")))),
    ("indicator", replace(IN_FRENCH, indicators=(indicator("Número de personas capacitadas."),))),
]
SAME = [
    GOOD,
    IN_FRENCH,
    replace(IN_FRENCH, language="fr-CH"),
    replace(IN_FRENCH, objectives=(objective("IFRC 2030"), objective("Kenya Red Cross Society", key="o2"))),
    replace(
        IN_FRENCH, resource_lines=(line("Deux véhicules", provider="Office of the High Commissioner for Refugees"),)
    ),
    replace(IN_FRENCH, themes=plan(action("Former 400 volontaires.", responsible="Department of Health and Care"))),
    replace(IN_FRENCH, objectives=(objective(ENGLISH_WORDS, wording="official"),)),
    saying("Support the Société nationale de la Croix-Rouge du Burundi in its work with returnees."),
    saying("Work with the Ministère de la Santé publique on access to care in the region."),
    saying("Bilateral support to Société nationale du Croissant-Rouge."),
    saying("Adopt the Loi sur la protection de l’emblème by 2027."),
    measured(indicator("PGI, CEA, MEAL")),
    replace(IN_FRENCH, objectives=(objective("Travailler avec Save the Children."),)),
]
SHORT_TWINS = ["Train 100 volunteers / Capacitar a 100 voluntarios.", "Train 100 volunteers. تدريب 100 متطوع."]
HITS = [
    *[("two-languages", saying(text)) for text in SHORT_TWINS],
    *[("two-languages", saying(text)) for text in TWO_LANGUAGES],
    ("two-languages", replace(GOOD, resources_text=TWO_LANGUAGES[0])),
    ("two-languages", replace(GOOD, introduction=(TWO_LANGUAGES[1],), introduction_is_official=False)),
    ("two-languages", opening(TWO_LANGUAGES[1])),
    ("two-languages", doing(TWO_LANGUAGES[1])),
    (
        "two-languages",
        measured(indicator(verification="What the ministry will publish / Rapport annuel du ministère de la santé")),
    ),
    *[("other-language", document) for _kind, document in OTHER],
]
MISSES = [
    *[("two-languages", saying(text)) for text in ONE_LANGUAGE],
    ("two-languages", replace(GOOD, title="Access for all in the land / Accès pour les migrants du pays")),
    *[("other-language", document) for document in SAME],
    *[("two-languages", document) for document in SAME],
]


@pytest.mark.parametrize(("code", "document"), HITS)
def test_language_is_found(knowledge, code, document):
    assert code in found(document, knowledge)


@pytest.mark.parametrize(("code", "document"), MISSES)
def test_language_that_is_right_is_left_alone(knowledge, code, document):
    assert code not in found(document, knowledge)


@pytest.mark.parametrize(("kind", "document"), OTHER)
def test_text_in_another_language_is_named_once_at_its_place(knowledge, kind, document):
    places = [each.place.kind for each in findings(document, knowledge) if each.code == "other-language"]
    assert places == [kind]


def test_what_the_model_text_gives_is_named_each_by_its_name(knowledge):
    document = replace(GOOD, language="fr", parties=FRENCH.parties)
    said = sentences(document, knowledge, "other-language")
    assert said[:3] == [
        "The Conference’s name is in English, “33rd International Conference of the Red Cross and Red Crescent”; the "
        "pledge is in French. The model text has no other: set this aside, or ask the secretariat for one in French.",
        "The introduction is in English; the pledge is in French. Write it in French, or choose another language.",
        "The title is in English; the pledge is in French. Write it in French, or choose another language.",
    ]
    assert said[3].startswith("The opening sentence is in English;")


def test_languages_of_a_mixed_text_are_named_in_their_order(knowledge):
    text = (
        "Strengthen cooperation with hosts. Renforcer la coopération avec les hôtes. Reforzar la cooperación con todos."
    )
    assert sentences(saying(text), knowledge, "two-languages") == [
        "Objective 1 is written in English, French and Spanish. Keep one; each language has a pledge of its own."
    ]


def test_clauses_of_the_model_text_are_official_in_their_language(knowledge, model_text):
    clauses = [clause for clause in menu(model_text).clauses.values() if clause.kind == "objective"]
    official = tuple(objective(clause.text, key=clause.slug, wording="official") for clause in clauses)
    assert len(official) > 5
    assert not {"other-language", "two-languages"} & found(replace(IN_FRENCH, objectives=official), knowledge)


def test_of_a_language_that_nobody_tells_only_the_great_ones_are_told_apart(knowledge):
    for text, numbers in (("Kuimarisha ushirikiano na jamii yote.", []), (ENGLISH_WORDS, ["1"])):
        document = saying(text, language="xyz", introduction=(), opening="")
        told = [each.place for each in findings(document, knowledge) if each.code == "other-language"]
        assert [place.number for place in told if place.kind == "objective"] == numbers


THEIRS = ("The parties meet in each of the regions.", "They work together for all.", "They share what they know.")
OURS = ("Les deux parties se concertent et agissent ensemble dans chacune des régions du pays.", "Elles s’entraident.")


def test_paragraph_of_the_introduction_is_named_and_no_passed_check_says_the_contrary(knowledge):
    document = replace(GOOD, introduction=(*THEIRS, OURS[0]), introduction_is_official=False)
    assert sentences(document, knowledge, "other-language") == [
        "One paragraph of the introduction is in French: “Les deux parties se concertent et agissent ensemble dans "
        "ch…” Write it in English."
    ]
    passed = {rule.code: str(rule.passed) for rule in check(document, knowledge, TODAY).passed}
    assert "other-language" not in passed
    assert passed["two-languages"] == "No item or paragraph mixes languages."


def test_paragraphs_of_the_introduction_are_counted(knowledge):
    document = replace(GOOD, introduction=(THEIRS[0], *OURS), introduction_is_official=False)
    assert sentences(document, knowledge, "other-language") == [
        "2 paragraphs of the introduction are in French, the first: “Les deux parties se concertent et agissent "
        "ensemble dans ch…” Write them in English."
    ]


def test_introduction_that_is_all_in_another_language_is_named_as_one(knowledge):
    document = replace(GOOD, introduction=OURS, introduction_is_official=False)
    assert sentences(document, knowledge, "other-language") == [
        "The introduction is in French; the pledge is in English. Write it in English, or choose another language."
    ]


def test_japanese_with_chinese_characters_is_one_language(knowledge):
    assert sentences(saying("救助の計画を採択する。"), knowledge, "other-language") == [
        "Objective 1 is in Japanese; the pledge is in English. Write it in English, or choose another language."
    ]


def unheard(_texts):
    raise LanguagesUnknownError


def codes(document: PledgeDocument, knowledge, **said) -> set[str]:
    return {each.code for each in check(document, knowledge, TODAY, **said).findings}


def test_check_goes_on_where_nobody_tells_languages_and_says_so(knowledge):
    document = saying(f"{TWO_LANGUAGES[1]} Train  staff")
    report = check(document, knowledge, TODAY, tell=unheard)
    assert [rule.code for rule in report.missed] == ["other-language", "two-languages"]
    assert {each.code for each in report.findings} == {"slip", "full-stop"}
    assert not {"other-language", "two-languages"} & {rule.code for rule in report.passed}
    assert check(document, knowledge, TODAY).missed == ()


def test_what_is_known_without_asking_is_said_all_the_same(knowledge):
    document = replace(IN_FRENCH, introduction_is_official=True, clause_language="en")
    assert codes(document, knowledge, tell=unheard) == {"other-language"}


def test_name_that_is_right_in_another_language_is_taken_for_the_pledges_where_nobody_tells(knowledge):
    document = saying("Support RLF services.")
    assert codes(document, knowledge) == codes(document, knowledge, tell=unheard) == {"wrong-name"}
