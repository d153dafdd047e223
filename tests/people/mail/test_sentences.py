"""Places of sentences: an organisation has its article there, and what begins has a capital."""

from __future__ import annotations

import pytest

from commitments.models import Organisation
from commitments.people.mail.letters import WhereGiven, filled

SOCIETY = Organisation(name="Kenya Red Cross Society")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Kenya Red Cross Society", "the Kenya Red Cross Society"),
        ("Ministry of Health", "the Ministry of Health"),
        ("ICRC", "the ICRC"),
        ("IFRC", "the IFRC"),
        ("the ICRC", "the ICRC"),
        ("The Carter Center", "The Carter Center"),
        ("UNICEF", "UNICEF"),
        ("Example Relief", "Example Relief"),
    ],
)
def test_organisation_has_a_form_within_sentences(name, said):
    assert Organisation(name=name).in_sentence == said


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Sara of {organisation} asks.", "Sara of the Kenya Red Cross Society asks."),
        ("{organisation} asks.", "The Kenya Red Cross Society asks."),
        ("You asked. {organisation} has refused that.", "You asked. The Kenya Red Cross Society has refused that."),
        ("You asked:\n{organisation}", "You asked:\nThe Kenya Red Cross Society"),
        ("{who} {organisation}", "sara the Kenya Red Cross Society"),
        ("“{organisation}”", "“the Kenya Red Cross Society”"),
        ("{party} declines. {party} or {party}", "The partners declines. The partners or the partners"),
        ("{who} of {party:>14}", "sara of   the partners"),
        ("No place", "No place"),
        (WhereGiven("{organisation} asks."), "The Kenya Red Cross Society asks."),
    ],
)
def test_organisation_reads_as_its_place_in_the_sentence_has_it(words, text):
    assert filled(words, {"organisation": SOCIETY, "party": "the partners", "who": "sara"}) == text
