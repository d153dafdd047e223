"""Which documents the pledge speaks to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commitments.document import Action, Addition, Indicator, Objective, PledgeDocument, Theme
from commitments.document.pictures import frameworks
from commitments.models.linked_frameworks import Link, LinkedFramework, LinkedFrameworks, Point
from tests.exports import samples
from tests.exports.samples import action, indicator, objective

COMPACT = LinkedFramework(
    code="GC",
    names={"en": "Global Compact for Wells", "fr": "Pacte mondial pour les puits", "ar": "الاتفاق العالمي للآبار"},
    symbol="A/1",
    points=tuple(Point(f"GC-{n:02}", str(n), {"en": f"Point number {n}"}, "", n != 2) for n in range(1, 24)),
)
PRINCIPLES = LinkedFramework(
    code="FP",
    names={"en": "Fundamental Principles"},
    symbol="",
    points=(
        Point("FP-1", "", {"en": "Humanity", "fr": "Humanité"}, "", is_checked=True),
        Point("FP-2", "", {}, "Help by need alone", is_checked=True),
        Point("FP-3", "", {}, "", is_checked=False),
    ),
)
LIBRARY = LinkedFrameworks(
    compacts=(PRINCIPLES, COMPACT),
    links={
        "names-3": (Link("GC", "GC-03", is_named=True), Link("GC", "GC-07", is_named=False)),
        "close-to-3": (Link("GC", "GC-03", is_named=False),),
        "names-whole": (Link("GC", "", is_named=True),),
        "names-2": (Link("GC", "GC-02", is_named=True), Link("GC", "GC-04", is_named=False)),
        "close-to-2": (Link("GC", "GC-02", is_named=False),),
        "retired": (Link("GC", "GC-20", is_named=True),),
        "humane": tuple(Link("FP", f"FP-{n}", is_named=False) for n in (1, 2, 3)),
    },
    offered=frozenset({"names-3", "close-to-3", "names-whole", "names-2", "close-to-2", "humane"}),
)
NAMING = "Inform migrants, consistent with Objective 3 of the Global Compact for Wells."


def act(clause: str | None, *, wording: str = "official", text: str = NAMING, number: str = "1.1") -> Action:
    return replace(action(number, text), clause=clause, wording=wording)


def pledge(*items: Action | Objective | Indicator, **changes) -> PledgeDocument:
    return replace(
        samples.ENGLISH,
        objectives=tuple(each for each in items if isinstance(each, Objective)),
        themes=(Theme("t", 1, "T", tuple(each for each in items if isinstance(each, Action))),),
        indicators=tuple(each for each in items if isinstance(each, Indicator)),
        **changes,
    )


def strip(document: PledgeDocument) -> dict[str, str]:
    """The state of every point of the compact that is not plain."""
    [picture] = [each for each in frameworks(document, LIBRARY) if each.strip]
    return {cell.number: cell.state for cell in picture.strip if cell.state != "neither"}


OFFERED = {"2": "offered", "3": "offered", "4": "offered-close", "7": "offered-close"}


def test_empty_pledge_shows_what_the_model_text_offers():
    [picture] = frameworks(samples.EMPTY, LIBRARY)
    assert strip(samples.EMPTY) == OFFERED
    assert [cell.number for cell in picture.strip] == [str(n) for n in range(1, 24)]
    assert (picture.named, picture.close, picture.spoken, picture.whole) == (0, 0, (), ())
    assert [(state.kind, state.numbers) for state in picture.key if state.kind != "neither"] == [
        ("offered", ("2", "3")),
        ("offered-close", ("4", "7")),
    ]


def test_clause_that_names_a_point_fills_its_cell():
    document = pledge(act("names-3"))
    assert strip(document) == {**OFFERED, "3": "named", "7": "close"}
    [picture] = frameworks(document, LIBRARY)
    assert (picture.named, picture.close) == (1, 1)
    [group] = picture.spoken[0].groups
    assert (group.kind, group.word, group.items) == ("named", "Named in the pledge", ("Action\u00a01.1",))


def test_name_goes_before_closeness_and_both_are_told():
    document = pledge(
        replace(objective(1, "x"), clause="close-to-3"), act("names-3"), replace(indicator(1, "y"), clause="close-to-3")
    )
    [picture] = frameworks(document, LIBRARY)
    cell = picture.strip[2]
    assert cell.state == "named"
    assert [(group.kind, group.items) for group in cell.groups] == [
        ("named", ("Action\u00a01.1",)),
        ("close", ("Objective\u00a01", "Indicator\u00a01")),
    ]


def test_chosen_closeness_goes_before_an_offered_name():
    assert strip(pledge(act("close-to-2")))["2"] == "close"


@pytest.mark.parametrize("clause", [None, "unknown", "retired-and-forgotten"])
def test_own_items_and_unknown_clauses_speak_to_nothing(clause):
    own = replace(objective(1, "Keep well"), clause=clause), replace(indicator(1, "Wells"), clause=clause)
    assert strip(pledge(act(clause), *own)) == OFFERED


def test_retired_clause_speaks_where_it_is_chosen_and_is_not_offered():
    assert strip(pledge(act("retired")))["20"] == "named"
    assert "20" not in strip(samples.EMPTY)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        (NAMING, "named"),
        ("Inform, as objective 3 of the GLOBAL compact for wells asks.", "named"),
        ("Informer, comme le demande l’objectif 3 du Pacte mondial pour les puits.", "named"),
        ("Inform, as Objective 13 of the Global Compact for Wells asks.", "close"),
        ("Inform, in the spirit of the Global Compact for Wells.", "close"),
        ("Open 3 points.", "close"),
    ],
)
@pytest.mark.parametrize("wording", ["adapted", "own"])
def test_reworded_clause_names_only_what_it_still_names(text, state, wording):
    assert strip(pledge(act("names-3", wording=wording, text=text)))["3"] == state


def test_addition_speaks_with_its_objective_s_sentence():
    addition = Addition("a", "names-whole", "dig wells", "official")
    lead = replace(objective(1, "Work for the Global Compact for Wells"), clause="x", wording="official")
    whole = replace(lead, additions=(addition,), additions_lead_in="including")
    [picture] = frameworks(pledge(whole), LIBRARY)
    assert [(group.kind, group.items) for group in picture.whole] == [("named", ("Objective\u00a01",))]
    for changed, kind in (
        (replace(whole, wording="adapted"), "named"),
        (replace(whole, wording="adapted", text="Work for water"), "close"),
        (replace(whole, additions=(replace(addition, wording="adapted"),), text="Work for water"), "close"),
    ):
        [picture] = frameworks(pledge(changed), LIBRARY)
        assert [group.kind for group in picture.whole] == [kind]


def test_item_is_told_once_however_often_it_speaks():
    additions = tuple(Addition(key, "close-to-2", "dig", "official") for key in "ab")
    document = pledge(replace(objective(1, "x"), clause="names-2", wording="official", additions=additions))
    [picture] = frameworks(document, LIBRARY)
    assert [(group.kind, group.items) for group in picture.spoken[0].groups] == [("named", ("Objective\u00a01",))]


def test_short_document_is_a_list_of_what_is_spoken_to():
    [first, second] = frameworks(pledge(act("humane")), LIBRARY)
    assert (first.code, second.code) == ("GC", "FP")
    assert (second.strip, second.key) == ((), ())
    assert [cell.title.text for cell in second.spoken] == ["Humanity", "Help by need alone", ""]
    assert [cell.is_checked for cell in second.spoken] == [True, True, False]


def test_document_that_nothing_speaks_to_is_left_out_unless_it_is_a_strip():
    assert [each.code for each in frameworks(pledge(act("names-3")), LIBRARY)] == ["GC"]
    assert frameworks(samples.ENGLISH, LinkedFrameworks()) == ()


def test_all_clauses_leave_nothing_on_offer():
    document = pledge(*(act(clause, number=f"1.{n}") for n, clause in enumerate(sorted(LIBRARY.offered), start=1)))
    assert set(strip(document).values()) == {"named", "close"}


@pytest.mark.parametrize(
    ("language", "name", "name_language", "title_language"),
    [
        ("en", "Global Compact for Wells", "", ""),
        ("fr-CH", "Pacte mondial pour les puits", "", "en"),
        ("ar", "الاتفاق العالمي للآبار", "", "en"),
        ("pt", "Global Compact for Wells", "en", "en"),
    ],
)
def test_wording_says_its_language_where_it_is_not_the_pledge_s(language, name, name_language, title_language):
    [picture] = frameworks(pledge(act("names-3"), language=language), LIBRARY)
    assert (picture.name.text, picture.name.language) == (name, name_language)
    assert (picture.strip[0].title.text, picture.strip[0].title.language) == ("Point number 1", title_language)
    assert picture.strip[0].title.direction == "ltr"


def test_table_has_a_column_for_each_way_that_occurs():
    [picture] = frameworks(pledge(act("names-3"), act("names-whole", number="1.2")), LIBRARY)
    assert picture.columns == ("Named in the pledge", "Close in subject (our reading)")
    assert [(row.point and row.point.number, row.items) for row in picture.rows] == [
        (None, (("Action\u00a01.2",), ())),
        ("3", (("Action\u00a01.1",), ())),
        ("7", ((), ("Action\u00a01.1",))),
    ]


def test_table_has_no_column_for_a_way_that_does_not_occur():
    [picture] = frameworks(pledge(act("close-to-3")), LIBRARY)
    assert picture.columns == ("Close in subject (our reading)",)
    assert [row.items for row in picture.rows] == [(("Action\u00a01.1",),)]


def test_words_are_the_pledge_s():
    [picture] = frameworks(pledge(act("names-3"), language="ar"), LIBRARY)
    assert picture.strip[2].word == "مذكور في التعهد"
    assert picture.strip[2].groups[0].items == ("الإجراء\u00a01.1",)
