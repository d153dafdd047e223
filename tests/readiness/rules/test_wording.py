"""How the text reads: length, likeness, slips, full stops, tense."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commitments.models import menu
from tests.readiness.findings import findings, found, sentences
from tests.readiness.pledges import (
    GOOD,
    PLAIN,
    action,
    addition,
    doing,
    indicator,
    line,
    measured,
    objective,
    opening,
    plan,
    planned,
    saying,
)

ARABIC = "العمل على صون سلامة جميع المهاجرين وكرامتهم وحقوقهم، بصرف النظر عن وضعهم القانوني."
POINTS = "Establish Humanitarian Service Points along the route where the National Society provides essential services."


def two(one: str, other: str, **fields):
    return replace(GOOD, objectives=(objective(one), objective(other, key="o2")), **fields)


def clauses(model_text, *slugs: str, wording: str = "official"):
    """A pledge with clauses of the model text."""
    known = menu(model_text).by_slug
    objectives = [objective(known[slug].text, key=slug, wording=wording) for slug in slugs if slug[0] == "a"]
    actions = [action(known[slug].text, key=slug, wording=wording) for slug in slugs if slug[0] == "b"]
    return replace(GOOD, objectives=tuple(objectives), themes=plan(*actions))


ALIKE = [
    (PLAIN, PLAIN),
    ("Dig wells.", "Dig wells!"),
    (POINTS, POINTS.replace("along the route", "along these routes")),
    (POINTS, POINTS.replace("essential", "vital")),
    (POINTS.upper(), POINTS),
    (POINTS, POINTS.replace("Humanitarian Service Points", "humanitarian service points")),
    (f"{ARABIC} نعم", ARABIC),
]
UNLIKE = [
    ("Dig wells.", "Dig ditches."),
    (POINTS, "Train volunteers in restoring family links and in the protection of children."),
    (f"{POINTS} In Turkana.", f"{POINTS} In Garissa."),
    tuple(f"Train {n} volunteers in restoring family links, data protection and referral." for n in (400, 900)),
    tuple(f"Ensure that {who} reports on detention centres and visits." for who in ("the Government", "the Red Cross")),
    ("To be.", "To do."),
]
SLIPS = [
    "Work to to protect all migrants.",
    "The the migrants are safe.",
    "Protect protect all migrants.",
    "Draw on the the Kenya Red Cross Society.",
    "Protéger les les migrants.",
    "حماية جميع جميع المهاجرين.",
    "Protect all  migrants.",
    "Protect all \u00a0migrants.",
    "Protect all migrants..",
    "Protect.. all migrants.",
    "Protect wells, boats, etc..",
    "Protect all migrants,, and refugees.",
    "Protect all migrants;; and refugees.",
    "حماية المهاجرين،، واللاجئين.",
    "Protect all migrants .",
    "Protect all , and more.",
]
NO_SLIPS = [
    "We know that that law is old, and all they had had was lost.",
    "Nous nous engageons, et vous vous engagez.",
    "Help Boutros Boutros-Ghali in Pago Pago and Bora Bora.",
    "Ensure their well-being being respected.",
    "Take long, long steps; step by step.",
    "Protect migrants. Migrants are people.",
    "Training\nTraining of volunteers",
    "Protect migrants...",
    "Protect migrants ... and others.",
    "Protect migrants ....",
    "Go to https://example.org/a..b,,c or www.example.org/x::y for more.",
    "Engagement : aider ; écouter ! Et « agir » ?",
    "Spend CHF .5 million, i.e. half.",
    "- one\n  - two, and more",
    "Use e.g. wells, i.e. deep ones, etc.",
    "Read “Protect.” and Resolution 3.",
    "Dates 2020/2021, and/or 2022.",
]
UNSTOPPED = [
    "Protect all migrants",
    "Protect all migrants,",
    "Protect all migrants in [COUNTRY/REGION]",
    "Protect “all migrants”",
    "Protect all migrants (and others)",
    "Protect all migrants:\n- women\n- men\nand everybody else",
    "Protéger tous les migrants",
    "حماية جميع المهاجرين",
    "Protect all migrants;",
    "Protect all migrants; and",
    "Protect all migrants through a hotline and",
    "Protéger tous les migrants ; et",
    "Proteger a todos los migrantes; y",
    "حماية جميع المهاجرين؛",
    "保护所有移民；和",
    "Do this:\n- protect women;\n- protect men;",
    "Reduce suffering:",
    "减少痛苦：",
]
STOPPED = [
    "Protect all migrants.",
    "Protect all migrants!",
    "Protect all migrants…",
    "Protect all migrants...",
    "Protect “all migrants.”",
    "Protect (all migrants.)",
    "Protéger « tous les migrants. »".replace(" »", "»"),
    "Protect all migrants, e.g.",
    "Protect all migrants.\n",
    "Do this:\n- protect women\n- protect men",
    "Do this:\na) protect women;\nb) protect men",
    "حماية جميع المهاجرين.",
    "تمام مہاجرین کی حفاظت۔",
    "保护所有移民。",
    "सभी प्रवासियों की रक्षा करें।",
    "ปกป้องผู้อพยพทุกคน",
    "Who are they?",
    "",
]
PAST = [
    "We trained 400 volunteers.",
    "We have trained 400 volunteers.",
    "We, the Kenya Red Cross Society, have trained 400 volunteers.",
    "We have already set up three Service Points.",
    "The Kenya Red Cross Society has established three Service Points.",
    "Kenya Red Cross Society has trained its staff.",
    "The Government supported migrants.",
    "The Kenya Red Cross trained 400 volunteers in 2018.",
    "In 2018, the Kenya Red Cross Society trained 400 volunteers.",
    "In 2018 we launched a campaign.",
    "Since 2015 the Government has improved access to services.",
    "Trained 400 volunteers.",
    "Established three Service Points along the route.",
    "Provided assistance to migrants.",
    "Signed an agreement with the Ministry.",
    "Worked together to protect migrants.",
    "Ensured that migrants had access to services.",
    "Three Service Points were established.",
    "All volunteers have been trained.",
    "“We trained volunteers.”",
]
PRESENT = [
    PLAIN,
    "Supported by the Government, train 400 volunteers.",
    "Set up early identification and referral mechanisms to guarantee that people are assisted.",
    "We set up Service Points.",
    "Improved access to essential services for migrants.",
    "Increased funding and strengthened partnerships.",
    "Established procedures apply to all migrants.",
    "Provided that funds are found, train 400 volunteers.",
    "Provided the Government agrees, train 400 volunteers.",
    "Provide trained volunteers with established procedures.",
    "Strengthen the improved access to services provided by the Red Cross.",
    "The newly established office will help migrants.",
    "The services provided to migrants will be extended.",
    "The measures adopted in 2019 are continued.",
    "We will have trained 400 volunteers by 2023.",
    "By 2023, we will have established three points.",
    "Ensure National Societies have established focal points.",
    "Ensure all migrants have improved access to services.",
    "Support people who have experienced trafficking and were trained by smugglers.",
    "Help migrants that have worked in mines.",
    "Build on what was established in 2018.",
    "We pledge what we promoted before.",
    "The Government has adopted a law and will implement it.",
    "Organized crime harms migrants.",
    "Trained volunteers help at the points.",
    "Renew and implement the commitments made in 2011.",
    "Nous avons formé 400 bénévoles.",
    ARABIC,
    "",
]
HITS = [
    ("too-long", saying(f"{'word ' * 400}.")),
    ("item-too-long", saying("word " * 61)),
    ("item-too-long", doing("word\n" * 61)),
    ("item-too-long", measured(indicator("word " * 61))),
    ("item-too-long", replace(GOOD, objectives=(objective(additions=(addition("word " * 61),)),))),
    *[("alike", two(*pair)) for pair in ALIKE],
    *[("slip", saying(text)) for text in SLIPS],
    ("slip", replace(GOOD, title="Wells  for all")),
    ("slip", replace(GOOD, resource_lines=(line("Two two vehicles"),))),
    ("slip", doing("Train.", responsible="The the unit")),
    *[("full-stop", saying(text)) for text in UNSTOPPED],
    ("full-stop", doing("Dig wells")),
    ("full-stop", measured(indicator("Number of volunteers trained;"))),
    ("full-stop", measured(indicator("Laws are adopted by all 47 counties"))),
    ("full-stop", replace(GOOD, resources_text="The parties will seek joint funding")),
    (
        "full-stop",
        replace(GOOD, introduction=("This pledge is about migrants in Kenya",), introduction_is_official=False),
    ),
    *[("past-tense", saying(text)) for text in PAST],
    *[("past-tense", doing(text)) for text in PAST],
]
MISSES = [
    ("too-long", saying("word " * 200)),
    ("item-too-long", saying("word " * 60)),
    ("item-too-long", replace(GOOD, objectives=(objective("word " * 50, additions=(addition("word " * 50),)),))),
    ("item-too-long", replace(GOOD, introduction=("word " * 200,), resources_text="word " * 100)),
    *[("alike", two(*pair)) for pair in UNLIKE],
    ("alike", replace(GOOD, objectives=(objective(POINTS),), themes=planned(action(POINTS)).themes)),
    *[("slip", saying(text)) for text in NO_SLIPS],
    *[("full-stop", saying(text)) for text in STOPPED],
    ("full-stop", replace(GOOD, objectives=(objective("Work for refugees", additions=(addition("support"),)),))),
    ("full-stop", replace(GOOD, objectives=(objective("Work for refugees", wording="official"),))),
    ("full-stop", measured(indicator("Number of volunteers trained"))),
    ("full-stop", measured(indicator("The percentage of 47 counties with a law"))),
    ("full-stop", measured(indicator("Nombre de bénévoles formés"))),
    ("full-stop", measured(indicator("عدد المتطوعين المدربين"))),
    ("full-stop", measured(indicator(target="12 by 2023", baseline="none of them works today"))),
    ("full-stop", replace(GOOD, resources_text="Two vehicles, CHF 1,000")),
    ("full-stop", replace(GOOD, resources_text="The parties will seek joint funding for these;")),
    ("full-stop", replace(GOOD, objectives=(objective("Work for these:", additions=(addition("support"),)),))),
    ("full-stop", saying("1. Dig wells. 2. Build ponds. 3. Report")),
    ("full-stop", replace(GOOD, title="Wells for all of the migrants", resource_lines=(line("Two of the vehicles"),))),
    ("full-stop", opening("We pledge to help all of the migrants")),
    *[("past-tense", saying(text)) for text in PRESENT],
    ("past-tense", measured(indicator("400 volunteers were trained."))),
    ("past-tense", replace(GOOD, introduction=("In 2018 we trained 400 volunteers.",))),
    ("past-tense", replace(GOOD, resources_text="The Government supported the work.")),
    ("past-tense", replace(GOOD, objectives=(objective("We trained volunteers.", wording="official"),))),
]


@pytest.mark.parametrize(("code", "document"), HITS)
def test_slip_of_wording_is_found(knowledge, code, document):
    assert code in found(document, knowledge)


@pytest.mark.parametrize(("code", "document"), MISSES)
def test_wording_that_is_right_is_left_alone(knowledge, code, document):
    assert code not in found(document, knowledge)


def test_overlap_of_the_model_is_found_while_both_clauses_stand_as_they_are(knowledge, model_text):
    pair = ("b-detention-gcm-objective-13", "b-detention-alternatives-to-detention")
    assert "alike" in found(clauses(model_text, *pair), knowledge)
    assert "alike" not in found(clauses(model_text, *pair, wording="adapted"), knowledge)
    assert "alike" not in found(clauses(model_text, pair[0], "b-detention-monitoring-visits"), knowledge)


def test_every_overlap_of_the_model_is_found(knowledge, model_text):
    assert len(knowledge.overlaps) == 10
    known = menu(model_text).by_slug
    for one, other in knowledge.overlaps:
        assert one in known
        assert other in known
        if one[0] == other[0] == "b":
            assert len(sentences(clauses(model_text, one, other), knowledge, "alike")) == 1


def test_two_compacts_are_not_taken_for_one(knowledge, model_text):
    document = clauses(model_text, "a-gcm-humanitarian-objectives", "a-gcr-humanitarian-objectives")
    assert "alike" not in found(document, knowledge)


def test_three_items_that_are_the_same_are_said_in_pairs(knowledge):
    same = tuple(objective(POINTS, key=f"o{number}") for number in (1, 2, 3))
    assert sentences(replace(GOOD, objectives=same), knowledge, "alike") == [
        "Objective 1 and objective 2 say nearly the same. Keep one, or tell them apart.",
        "Objective 1 and objective 3 say nearly the same. Keep one, or tell them apart.",
    ]


def test_every_slip_of_a_text_is_said(knowledge):
    assert sentences(saying("Work to to protect  all all migrants.."), knowledge, "slip") == [
        "“to” stands twice in a row. Delete one.",
        "“all” stands twice in a row. Delete one.",
        "“k to to protect  all all migrant” has two spaces in a row. Fix it.",
        "“ll all migrants..” has two full stops in a row. Fix it.",
    ]


def test_same_slip_in_two_fields_is_two_findings(knowledge):
    document = measured(indicator(baseline="a  b", target="a  b"))
    assert len(sentences(document, knowledge, "slip")) == 2


def test_every_indicator_that_was_an_entry_of_a_list_is_named_by_its_end(knowledge):
    texts = ("Number of wells;", "Ponds are built in all of the counties; and", "Laws are adopted by all 47 counties")
    indicators = [indicator(text, key=f"i{number}") for number, text in enumerate(texts, start=1)]
    sentences = [each.sentence for each in findings(measured(*indicators), knowledge) if each.code == "full-stop"]
    assert sentences == [
        "Indicator 1 ends with “;”, as if it went on. Put a full stop in its place.",
        "Indicator 2 ends with “; and”, as if it went on. Put a full stop in its place.",
        "Indicator 3 ends without a full stop. Add one.",
    ]
    (colon,) = [each for each in findings(saying("Reduce suffering:"), knowledge) if each.code == "full-stop"]
    assert colon.sentence == (
        "Objective 1 ends with a colon, and nothing follows. Finish the sentence, or write it into the items after it."
    )


def test_official_texts_of_the_model_are_found_in_order(knowledge):
    codes = {"other-language", "two-languages", "slip", "past-tense", "full-stop"}
    for text in knowledge.official:
        document = saying(text)
        document = replace(document, objectives=(replace(document.objectives[0], wording="official"),))
        assert not codes & found(document, knowledge), text


def test_official_texts_are_right_even_as_the_drafters_own(knowledge):
    """A word changed in one of them must not make the rest of it wrong; seven clauses have no full stop."""
    codes = {"other-language", "two-languages", "slip", "past-tense", "wrong-name", "conference", "resolution"}
    codes |= {"choice", "bracket", "placeholder"}
    for text in knowledge.official:
        assert not codes & found(saying(f"Also: {text[0].lower()}{text[1:]}"), knowledge), text
        assert not codes & found(saying(text), knowledge), text


def test_length_is_said_and_comes_back_when_it_has_grown(knowledge):
    short, long, longer = (
        next(each for each in findings(saying("word " * count), knowledge) if each.code == "too-long")
        for count in (430, 431, 800)
    )
    assert "words; those published have 150 to 260" in short.sentence
    assert short.name == long.name != longer.name
