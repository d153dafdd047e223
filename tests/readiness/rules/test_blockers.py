"""What has to be fixed: blanks, brackets, open choices, what is missing, and dates in the wrong order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commitments.document import PledgeDocument, Signatory
from commitments.readiness.report import check
from tests.exports.samples import EMPTY, KENYA
from tests.readiness.findings import TODAY, found, sentences
from tests.readiness.pledges import (
    GOOD,
    action,
    addition,
    amount,
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

OFFICIAL = Signatory("Joseph Otieno", "Secretary General", "office", "")


def signed_by(*signatories: Signatory | None) -> PledgeDocument:
    """A pledge of two parties with these people to sign for them."""
    there = zip(GOOD.parties, signatories, strict=True)
    return replace(GOOD, parties=tuple(replace(party, signatory=signatory) for party, signatory in there))


def negotiated(*keys: str) -> PledgeDocument:
    """A pledge of which these items are not agreed with its first party."""
    first, *others = GOOD.parties
    rows = tuple((key, "party-first") for key in keys)
    return replace(GOOD, parties=(replace(first, key="party-first"), *others), not_agreed=rows)


def needing(number, document, *further):
    """The same, of whose first party so many must sign, with these further signatories."""
    first, *others = document.parties
    return replace(document, parties=(replace(first, signatures_needed=number, further_signatories=further), *others))


HITS = [
    # Money of no currency
    ("no-currency", replace(GOOD, resource_lines=(amount("1000000", "CHF"), amount("500")))),
    ("no-currency", replace(GOOD, resource_lines=(amount("0"),))),
    # A blank, wherever it stands
    ("open-blank", saying("Work in [COUNTRY/REGION].")),
    ("open-blank", saying("Review them [over the next two years/four years].")),
    ("open-blank", saying("Help the migrant[s].")),
    ("open-blank", saying("[x]")),
    ("open-blank", replace(GOOD, title="Wells in [place]")),
    ("open-blank", replace(GOOD, introduction=("In [place], we met.",))),
    ("open-blank", opening("We, the [Government/National Society], pledge to help:")),
    ("open-blank", replace(GOOD, objectives=(objective(additions=(addition("support for [whom]"),)),))),
    ("open-blank", doing("Train [number] volunteers.")),
    ("open-blank", doing("Train.", responsible="[unit]")),
    ("open-blank", measured(indicator(target="[12] by 2023"))),
    ("open-blank", measured(indicator(baseline="[unknown]"))),
    ("open-blank", measured(indicator(verification="[source]"))),
    ("open-blank", replace(GOOD, resources_text="About [sum].")),
    ("open-blank", replace(GOOD, resource_lines=(line("[what]"),))),
    ("open-blank", replace(GOOD, resource_lines=(line(provider="[who]"),))),
    # A bracket that makes no blank, or is not closed
    ("bracket", saying("Work in [COUNTRY/REGION.")),
    ("bracket", saying("Work in COUNTRY].")),
    ("bracket", saying("Work in [].")),
    ("bracket", saying("Work in [one [of] two] places.")),
    ("bracket", saying("Work in [one\nof two] places.")),
    ("bracket", saying("Provide services (including information to migrants.")),
    ("bracket", saying("Provide services (including (a) wells, (b) food to migrants.")),
    ("bracket", replace(GOOD, title="Wells (deep ones")),
    ("bracket", replace(GOOD, resource_lines=(line("Vehicles (two"),))),
    # A placeholder, wherever it stands; tests/text/test_placeholders.py has every form
    ("placeholder", saying("(Name of country) will hold a dialogue.")),
    ("placeholder", replace(GOOD, title="Wells in XX")),
    ("placeholder", replace(GOOD, parties=(replace(KENYA, name="Government of ______"),))),
    ("placeholder", replace(GOOD, introduction=("Lorem ipsum dolor sit amet.",))),
    ("placeholder", opening("We, the Government of <Country>, pledge to help:")),
    ("placeholder", replace(GOOD, objectives=(objective(additions=(addition("support for <whom>"),)),))),
    ("placeholder", doing("Train ?? volunteers.")),
    ("placeholder", doing("Train.", responsible="Department of ……………")),
    ("placeholder", measured(indicator(target="by 20XX"))),
    ("placeholder", measured(indicator(target="xx"))),
    ("placeholder", measured(indicator("TBC in 2023."))),
    ("placeholder", replace(GOOD, resources_text="About CHF TBD a year.")),
    ("placeholder", replace(GOOD, resource_lines=(line("Two (TBC) vehicles"),))),
    # A choice of the model text that nobody made
    ("choice", saying("Do it as State/National Society.")),
    ("choice", saying("Do it as the state / national society.")),
    ("choice", saying("Support the Government/\nNational Society.")),
    ("choice", saying("We will review/assess our laws.")),
    ("choice", saying("We will review/assess/adopt laws.")),
    ("choice", saying("REVIEW/ASSESS our laws.")),
    ("choice", saying("Do it over the next two years/four years.")),
    ("choice", opening("We, the Government/National Society, pledge to help:")),
    ("choice", doing("Train.", responsible="State/National Society")),
    # An item that is negotiated at a table
    ("open-row", negotiated(GOOD.objectives[0].key)),
    ("open-row", negotiated(GOOD.actions[0].key)),
    ("open-row", negotiated(GOOD.indicators[0].key)),
    # What is missing
    ("no-title", replace(GOOD, title="")),
    ("no-title", replace(GOOD, title=" \u00a0")),
    ("no-party", replace(GOOD, parties=())),
    ("no-signatory", signed_by(OFFICIAL, None)),
    ("no-signatory", signed_by(None, OFFICIAL)),
    ("no-signatory", needing(2, signed_by(OFFICIAL, OFFICIAL))),
    ("no-signatory", needing(3, signed_by(OFFICIAL, OFFICIAL), OFFICIAL)),
    ("no-objective", replace(GOOD, objectives=())),
    # An action that ends before it starts
    ("ends-before-start", planned(action(start="2021", end="2020"))),
    ("ends-before-start", planned(action(start="2021-02", end="2021-01"))),
    ("ends-before-start", planned(action(start="2021-01", end="2020"))),
    ("ends-before-start", planned(action(start="2021", end="2020-12"))),
]
MISSES = [
    ("open-row", GOOD),
    ("no-currency", replace(GOOD, resource_lines=(amount("500", "CHF"), amount("0", "EUR"), amount("")))),
    ("no-currency", replace(GOOD, resource_lines=(amount("20", kind="human"), amount("3", kind="material")))),
    ("open-blank", saying("Work in Kenya.")),
    ("open-blank", saying("Work (in Kenya).")),
    ("open-blank", saying("Work in [] Kenya [.")),
    ("open-blank", replace(GOOD, parties=(), opening="We, the [Government/National Society], pledge to help:")),
    ("open-blank", saying("Support the study.[1]")),
    ("open-blank", saying("Support what “[e]ncourages […] States [sic]” to help.")),
    ("bracket", saying("Follow the plan […] of [e]ach year.[2]")),
    ("bracket", saying("Work in [COUNTRY/REGION] and [elsewhere].")),
    ("placeholder", saying("Work in [xx] and in [____].")),  # blanks, and said once
    ("placeholder", measured(indicator(target="TBC"))),  # a rule of its own speaks of it
    ("placeholder", saying("Help as in the XXe siècle, and… so on.")),
    ("choice", saying("Support the Red Cross/Red Crescent.")),
    ("bracket", saying("Do two things: a) dig wells; b) train; iii) report.")),
    ("bracket", saying("Do (1) wells and (2) trees (of any kind (but pines)).")),
    ("bracket", saying("Help them :)")),
    ("bracket", saying("العمل في كينيا (وغيرها): أ) الآبار؛ ب) التدريب.")),
    ("choice", saying("Help migrants and/or refugees in the years 2020/2021.")),
    ("choice", saying("Read https://example.org/review/assess/ and www.example.org/State/National%20Society.")),
    ("choice", saying("Establish/scale up “Humanitarian Service Points” with migrant/host communities.")),
    ("choice", saying("Help each migrant and his/her family, 24/7, at 10 km/h.")),
    ("choice", saying("Preview/assessments of State/National Societies' work.")),
    ("choice", saying("Strengthen Central Government/State Government relations.")),
    ("choice", saying("Work with the International Red Cross and Red Crescent Movement.")),
    ("choice", saying("Fill in [State/National Society].")),  # a blank, and said once
    ("no-title", replace(GOOD, title="W")),
    ("no-party", replace(GOOD, parties=(KENYA,))),
    ("no-signatory", signed_by(None, None)),
    ("no-signatory", signed_by(OFFICIAL, OFFICIAL)),
    ("no-signatory", needing(2, signed_by(OFFICIAL, OFFICIAL), OFFICIAL)),
    ("no-signatory", needing(1, signed_by(OFFICIAL, OFFICIAL), OFFICIAL, OFFICIAL)),
    ("no-signatory", replace(GOOD, parties=())),
    ("no-objective", GOOD),
    ("ends-before-start", planned(action(start="2021", end="2021"))),
    ("ends-before-start", planned(action(start="2021-06", end="2021"))),
    ("ends-before-start", planned(action(start="2021", end="2021-01"))),
    ("ends-before-start", planned(action(start="", end="2019"))),
    ("ends-before-start", planned(action(start="2019", end=""))),
]


@pytest.mark.parametrize(("code", "document"), HITS)
def test_blocker_is_found(knowledge, code, document):
    assert code in found(document, knowledge)


@pytest.mark.parametrize(("code", "document"), MISSES)
def test_blocker_is_not_found_in_what_only_looks_like_it(knowledge, code, document):
    assert code not in found(document, knowledge)


def test_blank_is_said_once_however_often_it_stands(knowledge):
    document = replace(
        GOOD, objectives=(objective("In [place] and [place].", key="o1"), objective("To [place].", key="o2"))
    )
    assert sentences(document, knowledge, "open-blank") == ["[place] is still open in 2 places. Fill it in once."]


def test_blank_in_the_title_is_said_apart(knowledge):
    document = saying("Dig wells in [place].", title="Wells in [place]")
    assert sentences(document, knowledge, "open-blank") == [
        "[place] is still open in the title. Write it out.",
        "[place] is still open. Fill it in.",
    ]


def test_every_choice_of_a_text_is_said(knowledge):
    document = saying("The State/National Society will review/assess and review/assess.")
    assert sentences(document, knowledge, "choice") == [
        "“State/National Society” leaves a choice open. Write the one that you mean.",
        "“review/assess” leaves a choice open. Write the one that you mean.",
    ]


def test_bracket_is_shown_with_what_stands_around_it(knowledge):
    (sentence,) = sentences(saying(f"{'word ' * 30}in [place] and (there"), knowledge, "bracket")
    assert sentence == "A bracket is not closed: “word in [place] and (there”. Close it, or delete it."


def test_bracket_of_each_kind_is_said(knowledge):
    assert len(sentences(saying("Dig [wells (deep ones."), knowledge, "bracket")) == 2


def test_empty_pledge_says_what_it_lacks_and_no_more(knowledge):
    blockers = check(
        replace(EMPTY, opening="We, the [Government/National Society], pledge to help:"), knowledge, TODAY
    ).blockers
    assert [blocker.code for blocker in blockers] == ["no-title", "no-party", "no-objective"]


def test_good_pledge_has_nothing_to_fix(knowledge):
    report = check(GOOD, knowledge, TODAY)
    assert (report.blockers, report.advice) == ((), ())
    assert len(report.passed) == report.count


def test_heading_of_the_drafters_own_is_looked_at(knowledge):
    document = replace(GOOD, themes=plan(action(), name="Work of the State/National Society"))
    (blocker,) = check(document, knowledge, TODAY).blockers
    assert (blocker.place.key, blocker.place.field) == ("a1", "heading")


def staying(document, knowledge, code: str, words: str):
    """The report, once somebody has said of what a rule found that it stays."""
    (finding,) = [each for each in check(document, knowledge, TODAY).blockers if each.code == code]
    assert finding.words == words
    names = {place.staying(code, words) for place in finding.places or (finding.place,)}
    return check(document, knowledge, TODAY, (), names)


@pytest.mark.parametrize(
    ("code", "words", "text"),
    [
        ("open-blank", "[in Geneva]", "Follow the plan adopted [in Geneva]."),
        ("placeholder", "(Name of the prize)", "Hand out the (Name of the prize)."),
        ("bracket", "Keep 10 ] 20.", "Keep 10 ] 20."),
        ("bracket", "Help them (or not.", "Help them (or not."),
    ],
)
def test_what_stays_is_no_blocker_and_is_shown_apart(knowledge, code, words, text):
    report = staying(saying(text), knowledge, code, words)
    assert report.blockers == ()
    (stays,) = report.staying
    assert (stays.code, stays.words, stays.place.number) == (code, words, "1")
    assert code in {rule.code for rule in report.passed}


def test_blank_stays_in_every_place_in_which_it_was_found_and_in_no_other(knowledge):
    one, other = objective("In [place].", key="o1"), objective("To [place].", key="o2")
    (finding,) = check(replace(GOOD, objectives=(one,)), knowledge, TODAY).blockers
    names = {place.staying("open-blank", "[place]") for place in finding.places}
    report = check(replace(GOOD, objectives=(one, other)), knowledge, TODAY, (), names)
    assert [(each.place.key, each.words) for each in report.blockers] == [("o2", "[place]")]
    assert [(each.place.key, each.sentence) for each in report.staying] == [("o1", "[place] stays in objective 1.")]


def test_what_stays_holds_while_the_text_around_it_changes(knowledge):
    (finding,) = check(saying("Meet [in Geneva]."), knowledge, TODAY).blockers
    names = {finding.place.staying("open-blank", "[in Geneva]")}
    assert check(saying("Meet every year [in Geneva], and talk."), knowledge, TODAY, (), names).blockers == ()
    assert len(check(saying("Meet [in Vienna]."), knowledge, TODAY, (), names).blockers) == 1


def test_sentence_in_brackets_is_named_by_its_beginning(knowledge):
    short, long = f"[{'x' * 78}]", f"[{'word ' * 60}]"
    assert sentences(saying(f"Do {short} and {long}."), knowledge, "open-blank") == [
        f"{short} is still open. Fill it in.",
        f"[{'word ' * 16}".rstrip()[:80] + " …] is still open. Fill it in.",
    ]


def test_party_without_a_signatory_waits_once_another_has_one(knowledge):
    (blocker,) = check(signed_by(OFFICIAL, None), knowledge, TODAY).blockers
    assert blocker.code == "no-signatory"
    assert (blocker.place.key, blocker.place.field) == (GOOD.parties[1].key, "signatory_name")
    assert blocker.sentence == "Nobody is named who signs for the Kenya Red Cross Society. Name the signatory."


def test_amount_without_a_currency_is_asked_for_at_its_line(knowledge):
    document = replace(GOOD, resource_lines=(amount("1000000", "CHF"), amount("500")))
    assert sentences(document, knowledge, "no-currency") == [
        "Resource line 2 has an amount without a currency: 500. Write the currency."
    ]
    [finding] = check(document, knowledge, TODAY).blockers
    assert (finding.place.name, finding.place.field) == ("Resource line 2", "currency")


def test_item_that_is_not_agreed_is_named_with_the_party(knowledge):
    party = GOOD.parties[0].in_sentence
    assert sentences(negotiated(GOOD.actions[0].key), knowledge, "open-row") == [
        f"Action {GOOD.actions[0].number} is not agreed with {party} yet. Agree on it at the table, or close the table."
    ]


def test_rows_of_one_table_are_one_finding_which_is_about_each_of_them(knowledge):
    keys = [GOOD.objectives[0].key, GOOD.actions[0].key, GOOD.indicators[0].key]
    one, other = GOOD.parties[:2]
    two_tables = negotiated(*keys)
    rows = (*two_tables.not_agreed, (keys[2], other.key or "party-other"))
    parties = (two_tables.parties[0], replace(other, key=rows[-1][1]), *two_tables.parties[2:])
    report = check(replace(two_tables, parties=parties, not_agreed=rows), knowledge, TODAY)
    assert [finding.sentence for finding in report.blockers] == [
        f"3 rows of the table with {one.in_sentence} are open. Agree on them there, or close the table.",
        f"Indicator 1 is not agreed with {other.in_sentence} yet. Agree on it at the table, or close the table.",
    ]
    assert [len(report.about(key).blockers) for key in keys] == [1, 1, 2]
