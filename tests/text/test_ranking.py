"""How well names answer to what somebody looks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.text.ranking import Query, Rank, called, distance, rank

KENYA = called(("Kenya", "the Republic of Kenya", "Kenyan", "the Government of Kenya", "Kenya Red Cross Society"))
KOREA = called(("Republic of Korea", "South Korea", "Korean", "الأرجنتين"))
ISLANDS = called(("Marshall Islands", "Îles Marshall"))
NETHERLANDS = called(("Netherlands", "Pays-Bas", "Dutch", "Holland", "the Kingdom of the Netherlands"))


@pytest.mark.parametrize(
    ("text", "entry", "expected"),
    [
        ("Kenya", KENYA, Rank.EXACT),
        ("the kenya", KENYA, Rank.EXACT),
        ("Republic of Kenya", KENYA, Rank.EXACT),
        ("PaysBas", NETHERLANDS, Rank.EXACT),
        ("Kenyan Red Cross Society", KENYA, Rank.SAME),
        ("Croix-Rouge du Kenya", KENYA, Rank.SAME),
        ("Society of the Red Cross", KENYA, Rank.MIXED),
        ("Keny", KENYA, Rank.BEGINS),
        ("Red Cross Kenya Soc", KENYA, Rank.IN_ONE),
        ("Dutch Red Cr", NETHERLANDS, Rank.SAME_BUT_FOR_THE_LAST),
        ("Croix-Rouge des Pay", NETHERLANDS, Rank.BEGINS_ROUGHLY),
        ("Media Luna Roja Ba Pay", NETHERLANDS, Rank.IN_ONE_ROUGHLY),
        ("Kingdom of Holland", NETHERLANDS, Rank.OTHER_FORM),
        ("Marshall", called(("Republic of the Marshall Islands",)), Rank.IN_ONE),
        ("Republic of Marshall", ISLANDS, Rank.OTHER_FORM),
        ("Dutch Netherlands", NETHERLANDS, Rank.MIXED),
        ("olland", NETHERLANDS, Rank.WITHIN),
        ("ارجنطين", KOREA, None),
        ("ارجنتن", KOREA, Rank.SPELT_OTHERWISE),
        ("Uganda", KENYA, None),
        ("ا", KENYA, None),
    ],
)
def test_rank_says_how_well_names_answer(text, entry, expected):
    assert rank(Query(text), entry) is expected


def test_nearer_name_misses_fewer_words():
    query = Query("Kenyan Red Cross Society")
    assert distance(query, called(("Kenyan Red Cross", "Kenyan"))) == 1
    assert distance(query, called(("Kenyan", "Kenya Red Cross Society"))) == 3
    assert distance(query, called(("Uganda",))) == 0


def test_names_are_prepared_once():
    assert called(("Kenya", "Kenyan")) is called(("Kenya", "Kenyan"))


@given(
    st.text(min_size=1, max_size=40).filter(lambda text: Query(text).words), st.lists(st.text(max_size=20), max_size=4)
)
def test_name_itself_is_the_best_find(name, others):
    assert rank(Query(name), called((*others, name))) is Rank.EXACT
