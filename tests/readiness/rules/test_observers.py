"""Observers with the name of a State, a National Society or a component of the Movement."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commitments.document import Party
from tests.readiness.findings import found, sentences
from tests.readiness.pledges import GOOD


def with_observer(name: str):
    return replace(GOOD, parties=(*GOOD.parties, Party("observer", "", name, name, "", "", "", "", key="party-o")))


def with_society(name: str, code: str = "UG", kind: str = "national_society"):
    return replace(GOOD, parties=(*GOOD.parties, Party(kind, code, name, name, "", "", "", "", key="party-s")))


SOCIETY = next(party.name for party in GOOD.parties if party.kind == "national_society")
HITS = [
    ("observer-name", with_observer("the Government of Kenya")),
    ("observer-name", with_observer("وزارة الداخلية")),
    ("same-name", with_society(SOCIETY)),
    ("same-name", with_society(f"The {SOCIETY.upper()}")),
    ("same-name", with_society(SOCIETY, "ifrc", "component")),
]
MISSES = [
    ("observer-name", with_observer("Example Relief")),
    ("observer-name", GOOD),
    ("same-name", GOOD),
    ("same-name", with_society("Uganda Red Cross Society")),
]


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Kenya", "Kenya"),
        ("the Government of Kenya", "Kenya"),
        ("Republic of Kenya", "Kenya"),
        ("Ivory Coast", "Côte d'Ivoire"),
        ("CÔTE D’IVOIRE", "Côte d'Ivoire"),
        ("Turkey", "Türkiye"),
        ("DPRK", "Democratic People's Republic of Korea"),
        ("Pays-Bas", "Netherlands"),
        ("Gouvernement de l'Algérie", "Algeria"),
        ("دولة فلسطين", "State of Palestine"),
        ("Kenya Red Cross", "Kenya Red Cross Society"),
        ("Red Cross of Kenya", "Kenya Red Cross Society"),
        ("Croix Rouge du Kenya", "Kenya Red Cross Society"),
        ("Norges Rode Kors", "Norwegian Red Cross"),
        ("ICRC", "International Committee of the Red Cross"),
        ("Comité International de la Croix Rouge", "International Committee of the Red Cross"),
        ("International Committee of the Red Cross (ICRC)", "International Committee of the Red Cross"),
        ("ICRC (Geneva)", "International Committee of the Red Cross"),
        ("the CICR", "International Committee of the Red Cross"),
        ("Kenya Red Cross Society (KRCS)", "Kenya Red Cross Society"),
        ("Kenyan Red Cross", "Kenya Red Cross Society"),
        ("Kenya Red Crescent", "Kenya Red Cross Society"),
        ("Cruz Roja Danesa", "Danish Red Cross"),
        ("German Red Cross Society", "German Red Cross"),
        ("Dominican Red Cross", "Dominican Red Cross"),
        ("Red Cross of Dominica", "Dominica Red Cross Society"),
        ("Magen David Adom", "Magen David Adom in Israel"),
        ("Saudi Red Crescent", "Saudi Red Crescent Authority"),
        ("Red Cross of Turkey", "Turkish Red Crescent Society"),
        ("Republic of Turkey", "Türkiye"),
        ("Republic of Korea", "Republic of Korea"),
        ("The Kenyan Government", "Kenya"),
        ("Gouvernement danois", "Denmark"),
        ("Côte dʿIvoire", "Côte d'Ivoire"),
        ("الصليب الأحمر الكيني", "Kenya Red Cross Society"),
        ("IFRC", "International Federation of Red Cross and Red Crescent Societies"),
    ],
)
def test_observer_with_a_name_of_the_directory_is_found(knowledge, name, known):
    assert sentences(with_observer(name), knowledge, "observer-name") == [
        f"“{name}” stands among the parties as an observer organisation. If it is {known}, take it out and add it from "
        "the directory."
    ]


@pytest.mark.parametrize(
    "name",
    [
        "Ministry of Interior",
        "the Ministry of Health of Kenya",
        "Ministère de la Santé",
        "Ministério da Saúde",
        "وزارة الداخلية",
        "Federal Ministry of Health",
        "the Royal Government",
        "Kenya Ministry of Health",
        "Kenya, Ministry of Health",
        "Kenya's Ministry of Health",
        "Kenyan Ministry of Health",
        "South Sudan Federal Ministry of Health",
        "US Department of State",
        "the United States Department of State",
        "Swiss Federal Department of Foreign Affairs",
        "Kenya Permanent Mission",
    ],
)
def test_ministry_among_the_observers_is_found(knowledge, name):
    (sentence,) = sentences(with_observer(name), knowledge, "observer-name")
    assert sentence.startswith(f"“{name}” stands among the parties as an observer organisation. If it is part of a ")


@pytest.mark.parametrize(
    "name",
    [
        "Example Relief",
        "Relief Kenya",
        "Red Cross Red Crescent Climate Centre",
        "Red Cross EU Office",
        "African Union",
        "International Organization for Migration",
        "Médecins Sans Frontières Belgique",
        "Norwegian Refugee Council",
        "Save the Children",
        "Save the Children Sweden",
        "Swiss Agency for Development and Cooperation",
        "Department of Peace Operations",
        "Kenya National Union of Nurses",
        "Red Cross",
        "International Union of Nature (IUN)",
        "United Nations",
        "Prison Ministry Network",
        "Islamic Relief",
        "Swiss Solidarity",
        "Order of Malta",
        "Arab Red Crescent and Red Cross Organization",
        "Danish Refugee Council",
        "Qatar Charity",
        "Georgian Bay Ministries",
        "…",
    ],
)
def test_other_observer_is_left_alone(knowledge, name):
    assert "observer-name" not in found(with_observer(name), knowledge)


def test_party_of_the_directory_is_no_observer(knowledge):
    assert "observer-name" not in found(GOOD, knowledge)
