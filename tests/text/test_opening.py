"""The opening sentence: every row of the table in docs/product.md, and what lies between the rows."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.text.opening import OpeningParty, opening_sentence

UNDERTAKING = "undertake measures to uphold the rights of all migrants"


def government(code: str, country: str, **fields: bool) -> OpeningParty:
    return OpeningParty("state", code, f"the Government of {country}", country, **fields)


def society(code: str, name: str, country: str, **fields: bool) -> OpeningParty:
    return OpeningParty("national_society", code, name, country, **fields)


KENYA = government("KE", "Kenya")
KENYA_RED_CROSS = society("KE", "the Kenya Red Cross Society", "Kenya")
NETHERLANDS = government("NL", "the Netherlands")
NETHERLANDS_RED_CROSS = society("NL", "the Netherlands Red Cross", "the Netherlands")
ISRAEL = society("IL", "Magen David Adom in Israel", "Israel")
RELIEF = OpeningParty("observer", "", "Example Relief", "")


def said(*parties: OpeningParty, **options: object) -> str:
    sentence = opening_sentence(parties, UNDERTAKING, **options)  # type: ignore[arg-type]
    assert sentence.endswith(f" pledge to {UNDERTAKING}:")
    return sentence.removesuffix(f" pledge to {UNDERTAKING}:")


@pytest.mark.parametrize(
    ("parties", "options", "subject"),
    [
        ([KENYA], {}, "We, the Government of Kenya,"),
        ([NETHERLANDS], {}, "We, the Government of the Netherlands,"),
        ([KENYA_RED_CROSS], {}, "We, the Kenya Red Cross Society,"),
        ([ISRAEL], {}, "We, Magen David Adom in Israel,"),
        ([RELIEF], {}, "We, Example Relief,"),
        ([KENYA, KENYA_RED_CROSS], {}, "The Government and National Society of Kenya jointly"),
        ([KENYA_RED_CROSS, KENYA], {}, "The Government and National Society of Kenya jointly"),
        (
            [NETHERLANDS, NETHERLANDS_RED_CROSS],
            {},
            "The Government and National Society of the Netherlands jointly",
        ),
        (
            [KENYA, KENYA_RED_CROSS],
            {"in_full": True},
            "The Government of Kenya and the Kenya Red Cross Society jointly",
        ),
        (
            [KENYA, KENYA_RED_CROSS],
            {"region": "East Africa"},
            "The Government and National Society of Kenya jointly",
        ),
        (
            [KENYA_RED_CROSS, NETHERLANDS_RED_CROSS],
            {"region": "Central America"},
            "The National Societies of Central America jointly",
        ),
        (
            [KENYA, NETHERLANDS, KENYA_RED_CROSS, NETHERLANDS_RED_CROSS],
            {"region": "the Sahel"},
            "The Governments and National Societies of the Sahel jointly",
        ),
        (
            [KENYA, NETHERLANDS, KENYA_RED_CROSS, NETHERLANDS_RED_CROSS],
            {"region": "the Sahel", "in_full": True},
            "The Government of Kenya, the Government of the Netherlands, the Kenya Red Cross Society and the "
            "Netherlands Red Cross jointly",
        ),
        (
            [KENYA, NETHERLANDS_RED_CROSS],
            {},
            "The Government of Kenya and the Netherlands Red Cross jointly",
        ),
        (
            [KENYA, KENYA_RED_CROSS, RELIEF],
            {"region": "East Africa"},
            "The Government of Kenya, the Kenya Red Cross Society and Example Relief jointly",
        ),
        ([RELIEF, ISRAEL], {}, "Example Relief and Magen David Adom in Israel jointly"),
        ([ISRAEL, KENYA], {}, "Magen David Adom in Israel and the Government of Kenya jointly"),
        (
            [KENYA, NETHERLANDS],
            {"region": "the Sahel"},
            "The Government of Kenya and the Government of the Netherlands jointly",
        ),
        (
            [KENYA_RED_CROSS, ISRAEL],
            {},
            "The Kenya Red Cross Society and Magen David Adom in Israel jointly",
        ),
        (
            [KENYA, KENYA_RED_CROSS, ISRAEL],
            {"region": "the Sahel"},
            "The Government of Kenya, the Kenya Red Cross Society and Magen David Adom in Israel jointly",
        ),
        (
            [KENYA, NETHERLANDS, ISRAEL],
            {"region": "the Sahel"},
            "The Government of Kenya, the Government of the Netherlands and Magen David Adom in Israel jointly",
        ),
    ],
)
def test_opening_for_every_mix_of_parties(parties, options, subject):
    assert said(*parties, **options) == subject


def test_opening_without_a_party_keeps_the_blank_of_the_model():
    assert said() == "We, the [Government/National Society],"


def test_opening_ends_with_what_is_undertaken():
    assert opening_sentence([KENYA], "dig wells") == "We, the Government of Kenya, pledge to dig wells:"


def test_opening_of_a_renamed_party_names_everybody():
    renamed = society("KE", "our Society", "Kenya", renamed=True)
    assert said(renamed) == "We, our Society,"
    assert said(KENYA, renamed) == "The Government of Kenya and our Society jointly"
    assert said(renamed, ISRAEL, region="the Sahel") == "Our Society and Magen David Adom in Israel jointly"


@given(st.permutations([KENYA, KENYA_RED_CROSS, NETHERLANDS, NETHERLANDS_RED_CROSS, RELIEF]), st.integers(2, 5))
def test_opening_in_full_names_every_party_once(parties, count):
    chosen = parties[:count]
    subject = said(*chosen, in_full=True)
    for party in chosen:
        assert subject.casefold().count(party.in_sentence.casefold()) == 1
    assert subject[0].isupper()
    assert subject.count(",") == count - 2


@pytest.mark.parametrize("parties", list(permutations([KENYA, NETHERLANDS, KENYA_RED_CROSS, NETHERLANDS_RED_CROSS])))
def test_opening_of_a_region_does_not_depend_on_the_order(parties):
    assert said(*parties, region="the Sahel") == "The Governments and National Societies of the Sahel jointly"
