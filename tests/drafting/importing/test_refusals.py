"""Files that make no sense, or hold too much: the field, the words, and that nothing is written."""

from __future__ import annotations

from typing import Any

import pytest

from commitments.drafting.importing.pledges import import_pledge
from commitments.models import Clause, User
from tests.drafting.importing.pledge_files import as_bytes, changed, minimal, refused
from tests.factories import make_member

KENYA = {"kind": "national_society", "code": "KE"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(db: None) -> User:
    return make_member()


SENSE: list[tuple[list[str | int], Any, str, str]] = [
    (
        ["model_text"],
        "migration-2099",
        "model_text",
        "There is no model text “migration-2099”. Write one of: migration-",
    ),
    (["language"], "English please", "language", "“English please” is no language tag. Write one such as en, fr or"),
    (["language"], "xx-notalang", "language", "“xx-notalang” is no language tag. Write one such as en, fr or pt-BR."),
    (["period", "end"], 2019, "period.end", "The last year is before the first. Correct one of them."),
    (["period", "end"], 20222, "period.end", "Write a year between 1900 and 2200."),
    (["period", "start"], 1e300, "period.start", "Write a year between 1900 and 2200."),
    (["region"], "atlantis", "region", "There is no regional group “atlantis”. Correct it, or write the region's name"),
    (["region"], "the [COUNTRY/REGION]", "region", "A name has no square brackets, which mark a blank. Take them out."),
    (
        ["parties", 0, "code"],
        "XX",
        "parties[0].code",
        "No State party to the Geneva Conventions has the code XX. Correct",
    ),
    (
        ["parties", 1, "code"],
        "XX",
        "parties[1].code",
        "No State party to the Geneva Conventions has the code XX. Correct",
    ),
    (["parties", 1, "code"], "NI", "parties[1].code", "Nicaraguan Red Cross is not recognised as a National Society ("),
    (["parties", 1, "code"], "OM", "parties[1].code", "OM has no National Society. Take the party out."),
    (
        ["parties", 1],
        {"kind": "state", "code": "KE", "name": "The republic of Kenya"},
        "parties[1].code",
        "This State stands in the list twice, also at parties[0]. Take one out, or name two authorities.",
    ),
    (
        ["parties", 0],
        {"kind": "observer", "name": "example relief"},
        "parties[2].name",
        "This party stands in the list",
    ),
    (["parties", 2], {"kind": "observer"}, "parties[2].name", "An observer needs its name. Add it."),
    (
        ["parties", 2],
        {"kind": "component"},
        "parties[2].code",
        "The component's code is missing: ICRC or IFRC. Add it.",
    ),
    (
        ["parties", 2],
        {"kind": "component", "code": "KE"},
        "parties[2].code",
        "No component of the Movement has the code KE. Write ICRC or IFRC.",
    ),
    (
        ["parties", 0],
        {"kind": "state", "code": "ICRC"},
        "parties[0].code",
        "No State party to the Geneva Conventions has the code ICRC. Correct",
    ),
    (["parties", 2, "name"], " ", "parties[2].name", "An observer needs its name. Add it."),
    (["parties", 2, "code"], "KE", "parties[2].code", "An observer has no code. Take it out."),
    (["parties", 2, "name"], "Relief [National Society]", "parties[2].name", "A name has no square brackets"),
    (["parties", 0], {"kind": "state"}, "parties[0].code", "The country's code is missing. Add it."),
    (
        ["objectives", 0, "clause"],
        "a-nothing",
        "objectives[0].clause",
        "The model text migration-2019 has no clause “a-n",
    ),
    (["objectives", 0, "clause"], "", "objectives[0].clause", "The model text migration-2019 has no clause “”."),
    (
        ["objectives", 0, "clause"],
        "c-partnerships",
        "objectives[0].clause",
        "c-partnerships is of the kind “Indicator”; ",
    ),
    (
        ["actions", 1, "clause"],
        "a-gcr-non-refoulement",
        "actions[1].clause",
        "a-gcr-non-refoulement is of the kind “Opt",
    ),
    (
        ["objectives", 0, "additions"],
        [{"clause": "a-gcr-non-refoulement"}],
        "objectives[0].additions[0].clause",
        "a-gcr-non-refoulement belongs to the objective a-gcr-humanitarian-objectives. Move it.",
    ),
    (
        ["objectives", 2, "additions"],
        [{"clause": "a-gcr-non-refoulement"}],
        "objectives[2].additions[0].clause",
        "a-gcr-non-refoulement belongs to the objective a-gcr-humanitarian-objectives. Move it.",
    ),
    (
        ["objectives", 2, "clause"],
        "a-national-society-access",
        "objectives[2].clause",
        "a-national-society-access is already used at objectives[0].clause. Take one of them out.",
    ),
    (
        ["objectives", 1, "additions", 1, "clause"],
        "a-gcr-non-refoulement",
        "objectives[1].additions[1].clause",
        "a-gcr-non-refoulement is already used at objectives[1].additions[0].clause. Take one of them out.",
    ),
    (
        ["objectives", 2],
        {"id": "listen"},
        "objectives[2].text",
        "There is no text. Write one, or name a clause and leave",
    ),
    (["objectives", 0, "text"], "  ", "objectives[0].text", "There is no text."),
    (["objectives", 1, "additions", 1], {}, "objectives[1].additions[1].text", "There is no text."),
    (["actions", 0, "text"], None, "actions[0].text", "There is no text."),
    (["indicators", 0], {"target": "5"}, "indicators[0].text", "There is no text."),
    (
        ["objectives", 1, "id"],
        "access",
        "objectives[1].id",
        "The name access is taken by objectives[0]. Give each item",
    ),
    (["indicators", 0, "id"], "visit", "indicators[0].id", "The name visit is taken by actions[1]. Give each item its"),
    (
        ["actions", 0, "serves", 1],
        "visit",
        "actions[0].serves[1]",
        "No objective of this file has the id visit. Correct",
    ),
    (
        ["indicators", 0, "measures", 0],
        "listen",
        "indicators[0].measures[0]",
        "No action of this file has the id listen.",
    ),
    (["actions", 0, "leads", 0], 3, "actions[0].leads[0]", "There is no party 3: the last one is 2, counted from 0."),
    (
        ["actions", 0, "theme"],
        "no-theme",
        "actions[0].theme",
        "There is no theme “no-theme”. Write one of: b-rescue-and",
    ),
    (["actions", 1, "theme"], "no-theme", "actions[1].theme", "There is no theme “no-theme”."),
    (
        ["actions", 0],
        {"id": "train", "text": "Train volunteers.", "wording": "own", "theme": "b-detenton"},
        "actions[0].theme",
        "There is no theme “b-detenton”. Write one of: b-rescue-and",
    ),
    (
        ["actions", 0, "start"],
        "2022",
        "actions[0].end",
        "The end, 2021-06, is before the start, 2022. Correct one of them.",
    ),
    (["actions", 0, "end"], "2019", "actions[0].end", "The end, 2019, is before the start, 2020. Correct one of them."),
    (["actions", 0, "end"], "2021-13", "actions[0].end", "There is no month 13. Write one from 01 to 12."),
    (["actions", 0, "start"], "2020-00", "actions[0].start", "There is no month 00. Write one from 01 to 12."),
]


@pytest.mark.parametrize(("path", "value", "field", "message"), SENSE, ids=str)
def test_import_refuses_what_makes_no_sense(
    owner: User, path: list[str | int], value: Any, field: str, message: str
) -> None:
    refusal = refused(as_bytes(changed(path, value)), owner)
    assert refusal.field == field
    assert refusal.message.startswith(message)


def test_import_refuses_an_item_that_is_too_long(owner: User) -> None:
    objectives = [{"text": "Short."}, {"text": "ab " * 1_334}]
    refusal = refused(as_bytes(minimal(objectives=objectives)), owner)
    assert str(refusal) == "objectives[1].text: The text is 4,001 characters long. Shorten it to 4,000."


def test_import_refuses_an_item_that_its_blanks_make_too_long(owner: User) -> None:
    refusal = refused(as_bytes(minimal(objectives=[{"text": "[National Society] " * 200}])), owner)
    assert refusal.field == "objectives[0].text"
    assert "characters long. Shorten it to 4,000." in refusal.message


def test_import_refuses_an_introduction_that_is_too_long(owner: User) -> None:
    refusal = refused(as_bytes(minimal(introduction=["ab " * 1_300] * 3)), owner)
    assert refusal.field == "introduction"
    assert refusal.message.endswith("Shorten it to 8,000.")


OWN = {"text": "Own."}


@pytest.mark.parametrize(
    ("lists", "field"),
    [
        ({"objectives": [OWN] * 151}, "objectives"),
        ({"objectives": [OWN | {"additions": [OWN] * 150}]}, "objectives"),
        ({"objectives": [OWN] * 50, "actions": [OWN] * 101}, "actions"),
        ({"actions": [OWN] * 150, "indicators": [OWN]}, "indicators"),
    ],
)
def test_import_refuses_too_many_items(owner: User, lists: dict[str, Any], field: str) -> None:
    refusal = refused(as_bytes(minimal(**lists)), owner)
    assert str(refusal) == f"{field}: The pledge has more than 150 items. Take some out."


def test_import_takes_as_many_items_as_allowed(owner: User) -> None:
    pledge = import_pledge(as_bytes(minimal(objectives=[{"text": "Own."}] * 150)), owner=owner)
    assert pledge.items.count() == 150


def test_import_refuses_too_many_parties_and_lines(owner: User) -> None:
    parties = [{"kind": "observer", "name": f"Relief {number}"} for number in range(401)]
    assert str(refused(as_bytes(minimal(parties=parties)), owner)) == (
        "parties: The pledge has more than 400 parties. Take some out."
    )
    resources = {"lines": [{"kind": "human"}] * 151}
    assert str(refused(as_bytes(minimal(resources=resources)), owner)) == (
        "resources.lines: There are more than 150 lines. Take some out."
    )


def test_import_refuses_too_much_text_and_names_where_it_goes_over(owner: User) -> None:
    content = minimal(introduction=[], objectives=[{"text": "ab " * 1_333}] * 26)
    refusal = refused(as_bytes(content), owner)
    assert str(refusal) == ("objectives[25].text: The pledge holds 103,948 bytes of text. Shorten it to 100,000.")


def test_import_counts_official_texts_too(owner: User) -> None:
    actions = Clause.objects.filter(model_text__slug="migration-2019", kind="action")
    content = minimal(
        objectives=[{"text": "ab " * 1_333}] * 24, actions=[{"clause": clause.slug} for clause in actions]
    )
    assert refused(as_bytes(content), owner).field.startswith("actions[")


def test_import_refuses_hostile_shapes_quickly(owner: User) -> None:
    assert refused(b'{"objectives": [' + b"1," * 200_000 + b"1]}", owner).field == "objectives"
    assert refused(b'{"objectives": 7, "actions": {"a": 1}, "resources": 1}', owner).field
    assert refused(as_bytes(minimal(parties=[KENYA], introduction=[7] * 100_000)), owner).field == "introduction[0]"
