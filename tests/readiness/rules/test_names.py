"""Names, Conferences, resolutions, “jointly” and the registers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commitments.document import Party
from commitments.models import NationalSociety
from commitments.readiness.conferences import CONFERENCE, number_of, ordinal
from commitments.readiness.knowledge import Knowledge, WrongName
from tests.exports.samples import KENYA, SOCIETY
from tests.readiness.findings import findings, found, sentences
from tests.readiness.pledges import GOOD, action, doing, indicator, line, measured, objective, opening, plan, saying

COMPACT = "Contribute to the Global Compact for Safe, Orderly and Regular Migration."
TITLE = "Migration: Ensuring Access, Dignity, Respect for Diversity and Social Inclusion"
HAITI = Party("national_society", "HT", "Haitian Red Cross", "Haitian Red Cross", "Haiti", "Haitian Red Cross", "", "")


def refugees(text: str = "Work for the Global Compact on Refugees.", **fields):
    return objective(text, key="o2", clause="a-gcr-humanitarian-objectives", **fields)


WRONG_NAMES = [
    "The International Red Cross and Red Cross Movement helps.",
    "The Red Cross and Red Cross Movement helps.",
    "The RED CROSS AND RED CROSS MOVEMENT helps.",
    "The Red Cross and\nRed Cross Movement helps.",
    "The Red Cross Red Crescent Movement helps.",
    "Work with the International Federation of the Red Cross.",
    "Work with the International Federation of the Red Cross and Red Crescent Societies.",
    "Work with the International Federation of Red Cross and Red Crescent.",
    "Work with the International Committee of Red Cross.",
    "Support RLF services.",
    "Restoring Family Link is vital.",
    "Progress the Global Compact on Migration.",
    "Progress the Global Compact for Refugees.",
    "Help the Red Cresent.",
]
RIGHT_NAMES = [
    "The International Red Cross and Red Crescent Movement helps.",
    "The Red Cross and Red Crescent Movement helps.",
    "The Red Cross and Red Crescent help.",
    "Work with the International Federation of Red Cross and Red Crescent Societies and the ICRC.",
    "Work with the International Committee of the Red Cross and Red Crescent partners.",
    "Support RFL services (Restoring Family Links).",
    "Read the ABRLF report of the WORLFDS fund.",
    "Progress the Global Compact for Safe, Orderly and Regular Migration and the Global Compact on Refugees.",
    "Soutenir le rétablissement des liens familiaux (RLF) dans les centres.",
    "دعم خدمات إعادة الروابط العائلية (RLF).",
]
SOCIETIES = {
    "Work with the Haitian Red Cross.": "Haiti Red Cross Society",
    "Work with the Haitian National Red Cross Society.": "Haiti Red Cross Society",
    "Work with the Danish RC.": "Danish Red Cross",
    "The Pakistan Red Crescent Society helps.": "Pakistan Red Crescent",
    "Learn from the Ethiopia Red Cross’s work.": "Ethiopian Red Cross Society",
    "The Benin Red Cross Society and the Kenya Red Cross Society help.": "Red Cross of Benin",
}
CONFERENCES = [
    "At the 33rd International Conference in 2023 we pledge this.",
    "At the 33rd International Conference (2023) we pledge this.",
    "At the 33rd International Conference of the Red Cross and Red Crescent, Geneva, 2018, we pledge this.",
    "At the 33rd International Conference, held in Geneva on 9–12 December 2023, we pledge this.",
    "At the 33rd International Conference, which took place in 2023, we pledge this.",
    "In 2023, the 33rd International Conference met.",
    "Fulfil what was pledged in 2015 at the 33rd International Conference.",
    "The 2020 33rd International Conference met.",
    "The 31st International Red Cross and Red Crescent Conference in 2015 met.",
    "The 32nd Conference of the Red Cross and Red Crescent (Geneva, 2011) met.",
    "Report to the 43rd International Conference.",
    "La 33e Conférence internationale de la Croix-Rouge et du Croissant-Rouge (Genève, 2018) l’a dit.",
    "La XXXIIIe Conférence internationale de 2023 l’a dit.",
    "La XXXIII Conferencia Internacional de la Cruz Roja y de la Media Luna Roja, Ginebra, 2015, lo dice.",
]
OTHER_CONFERENCES = [
    "As discussed at the 33rd International Conference of the Red Cross and Red Crescent.",
    "At the 33rd International Conference in 2019 we pledge this.",
    "At the 33rd International Conference of the Red Cross and Red Crescent (Geneva, 9–12 December 2019).",
    "At the 33rd International Conference of the Red Cross and Red Crescent we make this pledge for 2019-2023.",
    "A pledge of the 33rd International Conference, 2019–2023.",
    "At the 33rd International Conference (2019–2023) we pledge this.",
    "At the 33rd International Conference we pledge to train 400 volunteers by 2021.",
    "Carry on after the 33rd International Conference, from 2020 on.",
    "In line with the 33rd International Conference and the 2030 Agenda for Sustainable Development.",
    "Recall the 31st International Conference, the 2017 Council of Delegates and the Compact of 2018.",
    "Report to the 34th International Conference in 2024.",
    "Report to the 35th International Conference in 2027.",  # the next one; nobody knows its year
    "The 1st International Conference met in 1867.",  # before those that we know
    "The 26th Climate Change Conference met in Glasgow in 2021.",
    "The 26th Conference of the Parties met in 2021.",
    "The 23rd International Conference on AIDS met in 2020.",
    "Between the 32nd and 33rd International Conferences (2015 and 2019), much was done.",
    "By 2023, the 33rd International Conference will have its report.",
    "La XXXIIIe Conférence internationale (Genève, décembre 2019) l’a dit.",
    "La XXXIII Conferencia Internacional, Ginebra, 2019, lo dice.",
]
RESOLUTIONS = [
    f"Renew Resolution 4 of the 31st International Conference – {TITLE}.",
    f"Renew Resolution 3 of the 33rd International Conference – {TITLE}.",
    f"Renew Resolution 1 – {TITLE}, adopted by the 31st International Conference.",
    f"Renew resolution 1 (“{TITLE}”).",
    "Renew Resolution 3 of the 31st International Conference, “Migration and access to services”.",
    "Renew Resolution 3 of the 31st International Conference – Migration: Ensuring Access, Dignity and Diversity.",
    "Renew Resolution 3 of the 31st International Conference on “Migration and dignity for all”.",
    "Renew Resolution 3 of the 31st International Conference entitled Migration: Ensuring Access and Dignity, Respect.",
]
OTHER_RESOLUTIONS = [
    f"Renew Resolution 3 – {TITLE}, adopted by the 31st International Conference of the Red Cross and Red Crescent.",
    f"Renew Resolution 3 of the 31st International Conference – {TITLE}; recall the Compact.",
    f"Renew Resolution 3 of the 31st International Conference (“{TITLE.upper()}”).",
    "Renew Resolution 3 of the 31st International Conference, which calls for “adequate access for all migrants”.",
    "Renew Resolution 3 of the 31st International Conference – National Societies will report on it every year.",
    "Renew Resolution 3 of 2011: 20 experts will ensure access and dignity.",
    "Recall Security Council Resolution 3, “On something else altogether”.",
    "Recall General Assembly resolution 73/195 on the Global Compact.",
    "Renew Resolution 7 of the 33rd International Conference, “Bringing laws into line”.",  # not known to us
]
HITS = [
    ("both-emblems", saying("Support the Red Cross/Red Crescent Society.")),
    *[("wrong-name", saying(text)) for text in WRONG_NAMES],
    ("wrong-name", replace(GOOD, title="RLF for all")),
    ("wrong-name", doing("Train.", responsible="RLF unit")),
    ("wrong-name", replace(GOOD, themes=plan(action(), name="RLF"))),
    ("wrong-name", replace(GOOD, resource_lines=(line(provider="Red Cresent"),))),
    *[("society-name", saying(text)) for text in SOCIETIES],
    ("society-name", replace(GOOD, parties=(KENYA, HAITI))),
    *[("conference", saying(text)) for text in CONFERENCES],
    ("conference", replace(GOOD, introduction=(CONFERENCES[0],))),
    *[("resolution", saying(text)) for text in RESOLUTIONS],
    *[
        ("jointly-alone", opening(text, parties=(KENYA,)))
        for text in (
            "The Government of Kenya jointly pledges to help:",
            "We pledge jointly to help:",
            "Nous nous engageons conjointement à aider :",
            "Nos comprometemos conjuntamente a ayudar:",
        )
    ],
    ("other-register", replace(GOOD, objectives=(objective(COMPACT), refugees()))),
    ("other-register", replace(GOOD, objectives=(objective(), refugees()), themes=plan(action(COMPACT)))),
    ("other-register", replace(GOOD, objectives=(objective("Progress the GCM."), refugees(wording="official")))),
]
MISSES = [
    ("both-emblems", saying("Support the Red Cross.")),
    *[("wrong-name", saying(text)) for text in RIGHT_NAMES],
    ("wrong-name", replace(GOOD, language="fr", title="RLF")),
    ("society-name", saying("Work with the Kenya Red Cross and the Netherlands Red Cross.")),
    (
        "society-name",
        saying("Work with the Red Cross Society of Guinea-Bissau and Papua New Guinea Red Cross Society."),
    ),
    ("society-name", saying("Travailler avec la Croix-Rouge Sénégalaise.")),
    ("society-name", saying("Ask the Haitian Red Crossing.")),
    *[("conference", saying(text)) for text in OTHER_CONFERENCES],
    *[("resolution", saying(text)) for text in OTHER_RESOLUTIONS],
    ("jointly-alone", opening("The Government of Kenya jointly pledges to help:")),
    ("jointly-alone", opening("We jointly pledge to help:", parties=())),
    *[
        ("jointly-alone", opening(text, parties=(KENYA,)))
        for text in (
            "We, the Government of Kenya, pledge to take joint action:",
            "We, the Government of Kenya, pledge to work jointly with the Kenya Red Cross Society:",
            "Nous nous engageons à agir conjointement avec la Société nationale :",
            "We pledge to be disjointly kind:",
        )
    ],
    ("other-register", replace(GOOD, objectives=(objective(), refugees()))),
    ("other-register", saying(COMPACT)),
    ("other-register", replace(GOOD, objectives=(objective(COMPACT), objective("Help refugees.", key="o2")))),
]


BOTH_EMBLEMS = [
    "Support the Red Cross/Red Crescent Society of the country.",
    "Support the red cross / red crescent.",
    "Support the Red Cross/\nRed Crescent.",
    "Support (Red Crescent/Red Cross) work.",
    "Support the Red Cross/Crescent.",
    "Soutenir la Croix-Rouge/Croissant-Rouge.",
    "Apoyar a la Cruz Roja/Media Luna Roja.",
    "دعم الصليب الأحمر/الهلال الأحمر.",
]
OF_ALL = [
    "Review the law, through sound Red Cross/Red Crescent laws in line with the Statutes.",
    "Work with the Red Cross/Red Crescent Movement and the Red Cross / Red Crescent National Societies.",
    "Work with the International Red Cross and Red Crescent Movement.",
    "Read www.example.org/Red%20Cross/Red%20Crescent.",
]


@pytest.mark.parametrize("text", BOTH_EMBLEMS)
def test_both_emblems_are_advice_and_no_blocker(knowledge, text):
    (finding,) = [each for each in findings(saying(text), knowledge) if each.code != "other-language"]
    assert (finding.code, finding.severity, finding.place.kind) == ("both-emblems", "advice", "objective")


@pytest.mark.parametrize("text", OF_ALL)
def test_emblems_are_named_together_in_what_belongs_to_all(knowledge, text):
    assert "both-emblems" not in found(saying(text), knowledge)


def test_both_emblems_are_right_where_societies_of_both_pledge(knowledge):
    crescent = replace(SOCIETY, code="SN", name="Croissant-Rouge du Sahel")
    document = saying(BOTH_EMBLEMS[0], parties=(KENYA, SOCIETY, crescent))
    assert "both-emblems" not in found(document, knowledge)


@pytest.mark.parametrize(("code", "document"), HITS)
def test_slip_in_a_name_is_found(knowledge, code, document):
    assert code in found(document, knowledge)


@pytest.mark.parametrize(("code", "document"), MISSES)
def test_name_that_is_right_is_left_alone(knowledge, code, document):
    assert code not in found(document, knowledge)


@pytest.mark.parametrize(("text", "official"), SOCIETIES.items())
def test_official_name_is_said(knowledge, text, official):
    (sentence,) = sentences(saying(text), knowledge, "society-name")
    assert f"is called “{official}” in the directory" in sentence


def test_longest_wrong_name_is_said_once(knowledge):
    assert sentences(saying(WRONG_NAMES[0]), knowledge, "wrong-name") == [
        "“International Red Cross and Red Cross Movement” is not its name. "
        "Write “International Red Cross and Red Crescent Movement”."
    ]
    assert sentences(saying(WRONG_NAMES[6]), knowledge, "wrong-name") == [
        "“International Federation of the Red Cross and Red Crescent Societies” is not its name. "
        "Write “International Federation of Red Cross and Red Crescent Societies”."
    ]


def test_every_wrong_name_of_a_text_is_said(knowledge):
    text = "The Red Cresent gives RLF with the Red Cresent, the Danish RC and the British RC."
    assert len(sentences(saying(text), knowledge, "wrong-name")) == 2
    assert len(sentences(saying(text), knowledge, "society-name")) == 2


def test_name_is_wrong_in_its_own_language_only():
    knowledge = Knowledge(wrong_names=(WrongName("RLF", "RFL"), WrongName("RFL", "RLF", "fr")))
    assert "wrong-name" in found(saying("Support RLF in all of the centres."), knowledge)
    assert "wrong-name" not in found(saying("Support RFL in all of the centres."), knowledge)
    assert "wrong-name" in found(saying("Soutenir les services RFL dans les centres."), knowledge)


def test_party_under_another_name_is_said_once_at_the_parties(knowledge):
    pledge = replace(opening("Haitian Red Cross jointly pledges:", parties=(KENYA, HAITI)), themes=plan(action()))
    pledge = replace(pledge, objectives=(objective("Draw on the Haitian Red Cross."),))
    places = [each.place.kind for each in findings(pledge, knowledge) if each.code == "society-name"]
    assert places == ["parties"]


@pytest.mark.django_db
def test_no_society_is_blamed_for_its_official_name(knowledge):
    for society in NationalSociety.objects.recognised():
        text = f"Work with {society.in_sentence_en}, with {society.name_en} and with {society.name_en}’s branches."
        assert sentences(saying(text), knowledge, "society-name") == [], society


@pytest.mark.django_db
def test_every_other_name_is_found_unless_it_is_part_of_the_official_one(knowledge):
    assert len(knowledge.society_names) > 30
    for other, official in knowledge.society_names.items():
        assert other not in official
        assert f"“{official}”" in "".join(sentences(saying(f"Work with {other}."), knowledge, "society-name")), other


def test_official_texts_of_the_model_name_everything_right(knowledge):
    codes = {"wrong-name", "society-name", "conference", "resolution"}
    for text in knowledge.official:
        assert not codes & found(saying(text), knowledge), text


def test_mismatch_of_a_conference_says_both_years(knowledge):
    assert sentences(saying(CONFERENCES[0]), knowledge, "conference") == [
        "The 33rd International Conference was held in 2019, not in 2023. Check number and year."
    ]
    assert sentences(saying(CONFERENCES[10]), knowledge, "conference") == [
        "There has been no 43rd International Conference. Check the number."
    ]


def test_mismatch_of_a_resolution_says_what_is_right(knowledge):
    assert sentences(saying(RESOLUTIONS[0]), knowledge, "resolution") == [
        f"“{TITLE}” is Resolution 3 of the 31st International Conference. Check the number."
    ]
    assert sentences(saying(RESOLUTIONS[4]), knowledge, "resolution") == [
        f"Resolution 3 of the 31st International Conference is “{TITLE}”. Check the title."
    ]


def test_without_facts_nothing_is_said():
    everything = " ".join([*WRONG_NAMES, *SOCIETIES, *CONFERENCES[:3], *RESOLUTIONS[:2]])
    assert not {"wrong-name", "society-name", "conference", "resolution", "choice"} & found(
        saying(everything), Knowledge()
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [("XXXIV", 34), ("XXIX", 29), ("XXXIII", 33), ("IV", 4), ("33rd", 33), ("31e", 31), ("٣٣rd", 33)],
)
def test_number_of_a_conference_is_read(text, number):
    named = CONFERENCE.search(f"{text} International Conference")
    assert named
    assert number_of(named) == number


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (13, "13th"), (31, "31st"), (112, "112th")]
)
def test_ordinals_are_spelled(number, said):
    assert ordinal(number) == said


def test_measure_names_are_looked_at_too(knowledge):
    assert "wrong-name" in found(measured(indicator("Points.", verification="Report of the Red Cresent")), knowledge)


def test_party_with_its_directory_name_is_left_alone(knowledge):
    assert "society-name" not in found(replace(GOOD, parties=(KENYA, SOCIETY)), knowledge)
