"""The check as a whole: its rules, its report, other languages, any text at all."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from django.utils.functional import Promise
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commitments.document import Action, Addition, Indicator, Objective, Party, ResourceLine, Theme
from commitments.readiness.checked import Checked
from commitments.readiness.finding import ADVICE, BLOCKER
from commitments.readiness.knowledge import AdoptedResolution, Knowledge, WrongName
from commitments.readiness.report import RULES, check
from commitments.web import fixes
from tests.exports.samples import ARABIC, EMPTY, ENGLISH, FRENCH, LONG
from tests.readiness.findings import TODAY, findings, found
from tests.readiness.pledges import GOOD, action, indicator, line, measured, objective, saying
from tests.readiness.rules import (
    test_blockers,
    test_days,
    test_languages,
    test_lists,
    test_names,
    test_observers,
    test_plan,
    test_printing,
    test_remnants,
    test_signatories,
    test_wording,
)

TABLES = (
    test_blockers,
    test_printing,
    test_plan,
    test_names,
    test_observers,
    test_signatories,
    test_languages,
    test_wording,
    test_days,
    test_remnants,
    test_lists,
)
CODES = [rule.code for rule in RULES]
KNOWLEDGE = Knowledge(
    conferences={33: 2019, 34: 2024},
    resolutions=(AdoptedResolution(31, "3", "Migration: Ensuring Access"),),
    wrong_names=(WrongName("RLF", "RFL"),),
    society_names={"Danish RC": "Danish Red Cross"},
    official_names=frozenset({"Danish Red Cross"}),
    choices=("review/assess",),
    refugee_clauses=frozenset({"refugees"}),
    overlaps=(("a", "b"),),
    directory={frozenset({"kenya"}): "Kenya"},
)


def test_every_rule_has_a_code_of_its_own():
    assert len(set(CODES)) == len(CODES)


@pytest.mark.parametrize("side", ["HITS", "MISSES"])
def test_rules_are_those_that_are_seen_to_hit_and_to_miss(side):
    assert {code for table in TABLES for code, _document in getattr(table, side)} == set(CODES)


def test_blockers_are_the_rules_of_their_own_tests_and_come_first():
    blockers = {code for table in (test_blockers, test_printing) for code, _document in table.HITS} | {"word-error"}
    assert [rule.severity for rule in RULES] == [BLOCKER if code in blockers else ADVICE for code in CODES]
    assert {rule.code for rule in RULES[: len(blockers)]} == blockers


def test_every_finding_has_its_rules_code_and_severity(knowledge):
    documents = [document for table in TABLES for _code, document in table.HITS]
    for document in documents:
        for rule in RULES:
            for finding in rule.find(Checked(document, knowledge, TODAY)):
                assert (finding.code, finding.severity) == (rule.code, rule.severity)


def test_every_finding_speaks_for_itself(knowledge):
    for table in TABLES:
        for _code, document in table.HITS:
            for finding in findings(document, knowledge):
                assert finding.sentence.endswith((".", "?")), finding.sentence
                assert "{" not in finding.sentence
                assert finding.place.kind in fixes.ADDRESSES
                assert finding.place.name


def test_no_two_findings_of_one_rule_read_and_stand_the_same(knowledge):
    for table in TABLES:
        for _code, document in table.HITS:
            seen = [(each.code, each.sentence, each.place) for each in findings(document, knowledge)]
            assert len(seen) == len(set(seen))


def test_rules_are_blockers_or_advice_and_say_what_passed():
    for rule in RULES:
        assert rule.severity in (BLOCKER, ADVICE)
        assert isinstance(rule.passed, Promise)
        assert str(rule.passed).endswith(".")


def test_advice_that_can_come_in_numbers_has_a_line_for_them(knowledge):
    for table in TABLES:
        for code, document in table.HITS:
            several = [each for each in findings(document, knowledge) if each.code == code]
            rule = next(rule for rule in RULES if rule.code == code)
            if rule.severity == ADVICE and len(several) > 1:
                assert "{count}" in str(rule.many)


def test_report_counts_what_passed(knowledge):
    report = check(EMPTY, knowledge, TODAY)
    assert report.count == len(RULES)
    codes = {each.code for each in report.findings}
    assert {rule.code for rule in report.passed} == set(CODES) - codes
    assert report.findings == (*report.blockers, *report.advice)


def test_advice_that_is_set_aside_passes(knowledge):
    document = saying("Protect all migrants")
    (advice,) = check(document, knowledge, TODAY).advice
    report = check(document, knowledge, TODAY, {advice.name, "unknown"})
    assert (report.advice, report.set_aside) == ((), (advice,))
    assert "full-stop" in {rule.code for rule in report.passed}


def test_blocker_is_never_set_aside(knowledge):
    document = replace(GOOD, title="")
    (blocker,) = check(document, knowledge, TODAY).blockers
    report = check(document, knowledge, TODAY, {blocker.name})
    assert (report.blockers, report.set_aside) == ((blocker,), ())


def test_advice_stays_aside_until_its_text_changes_and_wherever_it_moves(knowledge):
    one, other = objective("Protect all migrants"), objective("Dig wells.", key="o2")
    (advice,) = [each for each in findings(saying(one.text), knowledge) if each.code == "full-stop"]
    moved = replace(GOOD, objectives=(other, one))
    assert advice.name in {each.name for each in findings(moved, knowledge)}
    changed = replace(GOOD, objectives=(replace(one, text="Protect all the migrants"),))
    assert advice.name not in {each.name for each in findings(changed, knowledge)}


def test_one_slip_set_aside_leaves_the_others_of_the_text(knowledge):
    document = saying("Protect  all all migrants.")
    slips = [each for each in findings(document, knowledge) if each.code == "slip"]
    assert len(slips) == 2
    report = check(document, knowledge, TODAY, {slips[0].name})
    assert (report.set_aside, [each for each in report.advice if each.code == "slip"]) == ((slips[0],), [slips[1]])


def test_same_word_in_two_fields_of_an_item_is_two_findings(knowledge):
    report = check(measured(indicator(baseline="NA", target="NA")), knowledge, TODAY)
    assert len({each.name for each in report.advice}) == 2


@pytest.mark.parametrize("document", [FRENCH, ARABIC, ENGLISH, LONG])
def test_only_what_is_so_is_said_of_other_languages(knowledge, document):
    """Nothing but what is missing: no rule on English wording misfires."""
    expected = {"open-blank", "objective-without-action", "action-without-lead", "action-without-end"}
    expected |= {"other-language"} if document.language != "en" else set()
    expected |= {"action-without-indicator"} | ({"alike"} if document is LONG else set())
    assert found(document, knowledge) <= expected


def test_pledge_in_french_words_is_left_alone(knowledge):
    texts = (
        "Défendre la sécurité et les droits de tous les migrants, quel que soit leur statut ; les aider à en jouir.",
        "Soutenir la Société nationale de la Croix-Rouge dans l’accès du Gouvernement et de la population aux soins.",
        "Former 400 volontaires au rétablissement des liens familiaux (RLF) d’ici à 2021 : c’est l’objectif !",
    )
    document = replace(
        FRENCH,
        conference="33e Conférence internationale de la Croix-Rouge et du Croissant-Rouge",
        clause_language="fr",
        introduction=("Comme il a été dit à la XXXIIIe Conférence internationale (Genève, décembre 2019), agissons.",),
        introduction_is_official=False,
        objectives=tuple(objective(text, key=f"o{number}") for number, text in enumerate(texts)),
        themes=(Theme("", 8, "Liens familiaux", (action(texts[2], serves=("o0", "o1", "o2")),)),),
        indicators=(indicator("Nombre de volontaires formés", target="400"),),
        resources_text="Les parties chercheront ensemble un financement.",
        resource_lines=(line("Deux coordinateurs"),),
    )
    assert findings(document, knowledge) == []


TEXTS = st.text(max_size=60) | st.sampled_from(
    [
        "[",
        "]",
        "(",
        "[a] (b",
        "review/assess",
        "the the",
        "NA",
        "33rd International Conference in 2023",
        "Resolution 3 of the 31st International Conference – “Other title”",
        "RLF with the Danish RC",
        "We have trained volunteers",
        "٣٣rd International Conference of the Red Cross, ٢٠٢٣",
        "0th International Conference",
        "Resolution ³",
    ]
)
DATES = st.sampled_from(["", "2020", "2020-05", "1999-12", "9999"])
WORDINGS = st.sampled_from(["official", "adapted", "own"])
KEYS = st.sampled_from(["a", "b", "c"])
ADDITIONS = st.builds(Addition, KEYS, st.none() | KEYS, TEXTS, WORDINGS)
OBJECTIVES = st.builds(
    Objective, KEYS, st.none() | KEYS, TEXTS, TEXTS, WORDINGS, st.lists(ADDITIONS, max_size=2).map(tuple), TEXTS
)
LINKS = st.lists(KEYS, max_size=2).map(tuple)
ACTIONS = st.builds(
    Action,
    KEYS,
    st.none() | KEYS,
    TEXTS,
    TEXTS,
    TEXTS,
    WORDINGS,
    st.lists(st.integers(0, 1), max_size=2).map(tuple),
    TEXTS,
    DATES,
    DATES,
    LINKS,
)
INDICATORS = st.builds(Indicator, KEYS, st.none() | KEYS, TEXTS, TEXTS, WORDINGS, TEXTS, TEXTS, TEXTS, LINKS)
PARTIES = st.builds(Party, st.sampled_from(["state", "observer"]), TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS)
LINES = st.builds(ResourceLine, st.just("human"), TEXTS, st.just(""), st.just(""), TEXTS)
THEMES = st.builds(Theme, st.sampled_from(["", "t"]), st.just(1), TEXTS, st.lists(ACTIONS, max_size=2).map(tuple))
DOCUMENTS = st.builds(
    lambda **said: replace(ENGLISH, **said),
    title=TEXTS,
    language=st.sampled_from(["en", "fr-CH", "ar", "xx", ""]),
    period=st.sampled_from([(2019, 2023), (0, 9999), (1, 1)]),
    parties=st.lists(PARTIES, max_size=2).map(tuple),
    introduction=st.lists(TEXTS, max_size=2).map(tuple),
    introduction_is_official=st.booleans(),
    opening=TEXTS,
    opening_is_generated=st.booleans(),
    objectives=st.lists(OBJECTIVES, max_size=3).map(tuple),
    themes=st.lists(
        st.builds(
            Theme, st.sampled_from(["", "t"]), st.integers(0, 9), TEXTS, st.lists(ACTIONS, max_size=2).map(tuple)
        ),
        max_size=2,
    ).map(tuple),
    indicators=st.lists(INDICATORS, max_size=2).map(tuple),
    resources_text=TEXTS,
    resource_lines=st.lists(LINES, max_size=2).map(tuple),
)


@pytest.mark.random
@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(DOCUMENTS)
def test_no_rule_ever_raises(document):
    report = check(document, KNOWLEDGE, TODAY)
    names = [finding.name for finding in report.findings]
    assert len(names) == len(set(names))
    assert check(document, KNOWLEDGE, TODAY, set(names)).advice == ()
    assert {field.name for field in fields(report)} == {
        "blockers",
        "advice",
        "set_aside",
        "staying",
        "passed",
        "missed",
    }
