"""Every way in which a pledge's file is refused: the field, the words, and that nothing is written."""

from __future__ import annotations

import json
from typing import Any

import pytest

from commitments.models import Clause, Item, Party, Pledge, ResourceLine, User
from commitments.services.importing import ImportRefused, import_pledge
from commitments.services.pledge_file import LINES, ONE_LINE
from commitments.services.pledge_schema import MESSAGES, SCHEMA
from tests.factories import make_member
from tests.services.pledge_files import as_bytes, changed, full, minimal, row_counts

pytestmark = pytest.mark.django_db

KENYA = {"kind": "national_society", "code": "KE"}


@pytest.fixture
def owner(db: None) -> User:
    return make_member()


def refused(data: bytes, owner: User) -> ImportRefused:
    """Import, and return the refusal; fails if a row was written anywhere or the line is not one line."""
    before = row_counts()
    with pytest.raises(ImportRefused) as caught:
        import_pledge(data, owner=owner)
    assert row_counts() == before
    assert str(caught.value) == f"{caught.value.field}: {caught.value.message}"
    assert str(caught.value).isprintable()
    return caught.value


def without(content: dict[str, Any], *path: str | int) -> dict[str, Any]:
    inner: Any = content
    for part in path[:-1]:
        inner = inner[part]
    del inner[path[-1]]
    return content


NOT_JSON = {
    b"": "The file is not JSON: expecting value at line 1, column 1. Correct it there.",
    b'{"format": "pledgebuilder/1",\n  title: 1}': "The file is not JSON: expecting property name enclosed in double "
    "quotes at line 2, column 3. Correct it there.",
    b"{} {}": "The file is not JSON: extra data at line 1, column 4. Correct it there.",
    b'{"title": "\xff"}': "The file is not UTF-8 (at byte 12). Save it as JSON in UTF-8.",
    b'{"title": NaN}': "NaN is no JSON number. Write digits, or leave it out.",
    b'{"title": -Infinity}': "-Infinity is no JSON number. Write digits, or leave it out.",
    b"[" * 100_000: "The file nests lists or objects too deeply. Write a flatter file.",
    b'{"title": ' + b"[" * 900 + b"]" * 900 + b"}": None,
    b"[]": "Write an object in braces here.",
    b"null": "Write an object in braces here.",
    b'{"period": {"start": ' + b"9" * 5000 + b"}}": "The number 999999999999… has 5000 digits. Write a shorter one.",
    b" " * (512 * 1024 + 1): "The file is larger than 512 kB. Shorten it.",
}


@pytest.mark.parametrize("data", NOT_JSON, ids=lambda data: repr(data[:24]))
def test_import_refuses_what_is_no_json(owner: User, data: bytes) -> None:
    refusal = refused(data, owner)
    if NOT_JSON[data]:
        assert (refusal.field, refusal.message) == ("file", NOT_JSON[data])


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (b'{"title": "a", "title": "b"}', "title"),
        (b'{"parties": [{"kind": "state", "kind": "observer"}]}', "kind"),
        (b'{"\\ud800": 1, "\\ud800": 2}', '"\\ud800"'),
    ],
)
def test_import_refuses_a_name_twice(owner: User, data: bytes, field: str) -> None:
    refusal = refused(data, owner)
    assert (refusal.field, refusal.message) == (field, "One object has this name twice. Keep one of them.")


SCHEMA_RULES: list[tuple[list[str | int], Any, str, str]] = [
    (["format"], "pledgebuilder/2", "format", "Write “pledgebuilder/1”."),
    (["title"], "a" * 201, "title", "The text is 201 characters long. Shorten it to 200."),
    (["title"], None, "title", "Write text in quotation marks here."),
    (["region"], 5, "region", "Write text in quotation marks or null here."),
    (["period", "start"], 2019.5, "period.start", "Write a whole number here."),
    (["period", "start"], "2019", "period.start", "Write a whole number here."),
    (["period", "middle"], 2020, "period.middle", "The format has no such field."),
    (["openness"], "closed", "openness", "“closed” is not known here. Write one of: specific, open."),
    (["openness"], 1, "openness", "“1” is not known here. Write one of: specific, open."),
    (["open_until"], "31.12.2021", "open_until", "“31.12.2021” does not fit. Write a date such as 2021-12-31."),
    (["open_until"], "2021-02-30", "open_until", "“2021-02-30” does not fit. Write a date such as 2021-12-31."),
    (["open_until"], "20211231", "open_until", "“20211231” does not fit. Write a date such as 2021-12-31."),
    (["colour"], "red", "colour", "The format has no such field. Take it out, or correct its name to one of: format, "),
    (["a b\u202e"], "red", '"a b\\u202e"', "The format has no such field."),
    (["parties"], [], "parties", "The list is empty. Name at least one."),
    (["parties"], {}, "parties", "Write a list here."),
    (["parties", 0, "kind"], "country", "parties[0].kind", "“country” is not known here. Write one of: state, "),
    (["parties", 0, "kind"], "a\nb", "parties[0].kind", "“a\\u000ab” is not known here."),
    (["parties", 1, "code"], "ke", "parties[1].code", "“ke” does not fit. Write the country's ISO code in two capital"),
    (["parties", 1, "code"], "KE\n", "parties[1].code", "“KE\\u000a” does not fit."),
    (
        ["parties", 1, "focal_point", "email"],
        "amina",
        "parties[1].focal_point.email",
        "“amina” does not fit. Write an e-",
    ),
    (["parties", 1, "focal_point", "email"], 7, "parties[1].focal_point.email", "Write text in quotation marks here."),
    (["name_parties_in_full"], "yes", "name_parties_in_full", "Write true or false here."),
    (["introduction"], "One paragraph.", "introduction", "Write a list here."),
    (["introduction", 1], 5, "introduction[1]", "Write text in quotation marks here."),
    (["objectives", 0, "id"], "A 1", "objectives[0].id", "“A 1” does not fit. Use 1 to 40 small letters"),
    (["objectives", 0, "wording"], "mine", "objectives[0].wording", "“mine” is not known here."),
    (["objectives", 1, "additions", 0, "id"], "x", "objectives[1].additions[0].id", "The format has no such field."),
    (["actions", 0, "end"], "mid 2021", "actions[0].end", "“mid 2021” does not fit. Write a year such as 2021, or"),
    (["actions", 0, "end"], "2021-06\n", "actions[0].end", "“2021-06\\u000a” does not fit."),
    (["actions", 0, "end"], "٢٠٢١", "actions[0].end", "“٢٠٢١” does not fit."),
    (["actions", 0, "leads", 1], -1, "actions[0].leads[1]", "Write 0 or more."),
    (["indicators", 0, "measures"], "train", "indicators[0].measures", "Write a list here."),
    (["resources", "lines", 0, "kind"], "moral", "resources.lines[0].kind", "“moral” is not known here."),
    (
        ["resources", "lines", 0, "amount"],
        "1,000",
        "resources.lines[0].amount",
        "“1,000” does not fit. Write digits with",
    ),
    (["resources", "lines", 0, "amount"], 1000, "resources.lines[0].amount", "Write text in quotation marks here."),
    (
        ["resources", "lines", 0, "currency"],
        "Fr.",
        "resources.lines[0].currency",
        "“Fr.” does not fit. Write the curren",
    ),
]


@pytest.mark.parametrize(("path", "value", "field", "message"), SCHEMA_RULES, ids=str)
def test_import_refuses_what_breaks_the_schema(
    owner: User, path: list[str | int], value: Any, field: str, message: str
) -> None:
    refusal = refused(as_bytes(changed(path, value)), owner)
    assert refusal.field == field
    assert refusal.message.startswith(message)


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (["format"], "format"),
        (["model_text"], "model_text"),
        (["parties"], "parties"),
        (["period", "end"], "period.end"),
        (["parties", 0, "kind"], "parties[0].kind"),
        (["resources", "lines", 1, "kind"], "resources.lines[1].kind"),
    ],
)
def test_import_refuses_what_is_missing(owner: User, path: list[str | int], field: str) -> None:
    refusal = refused(as_bytes(without(full(), *path)), owner)
    assert (refusal.field, refusal.message) == (field, "This is missing. Add it.")


def test_every_rule_of_the_schema_has_its_words() -> None:
    said = {*MESSAGES, "required", "additionalProperties"}
    structure = {"$schema", "$ref", "$defs", "title", "description", "default", "properties", "items"}

    def keywords(schema: dict[str, Any]) -> set[str]:
        inner = [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values(), schema.get("items", {})]
        return set(schema).union(*(keywords(each) for each in inner if each))

    assert keywords(json.loads(SCHEMA.read_text())) - structure == said


SENSE: list[tuple[list[str | int], Any, str, str]] = [
    (
        ["model_text"],
        "migration-2099",
        "model_text",
        "There is no model text “migration-2099”. Write one of: migration-",
    ),
    (["language"], "English please", "language", "“English please” is no language tag. Write one such as en, fr or"),
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
        {"kind": "state", "code": "KE"},
        "parties[1].code",
        "This party stands in the list twice, also at",
    ),
    (
        ["parties", 0],
        {"kind": "observer", "name": "example relief"},
        "parties[2].name",
        "This party stands in the list",
    ),
    (["parties", 2], {"kind": "observer"}, "parties[2].name", "An observer needs its name. Add it."),
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


def test_import_refuses_an_amount_without_its_currency(owner: User) -> None:
    refusal = refused(as_bytes(without(full(), "resources", "lines", 0, "currency")), owner)
    assert refusal.field == "resources.lines[0].currency"
    assert refusal.message == "The amount 50000.50 has no currency. Add one, such as CHF."


TEXT_FIELDS: list[list[str | int]] = [
    ["title"],
    ["language"],
    ["model_text"],
    ["region"],
    ["opening"],
    ["introduction", 1],
    ["parties", 0, "name"],
    ["parties", 2, "name"],
    ["parties", 1, "focal_point", "name"],
    ["objectives", 0, "clause"],
    ["objectives", 1, "text"],
    ["objectives", 1, "additions", 1, "text"],
    ["actions", 0, "text"],
    ["actions", 0, "theme"],
    ["actions", 0, "responsible"],
    ["indicators", 0, "text"],
    ["indicators", 0, "baseline"],
    ["indicators", 0, "target"],
    ["indicators", 0, "verification"],
    ["resources", "text"],
    ["resources", "lines", 0, "description"],
    ["resources", "lines", 0, "provider"],
]


@pytest.mark.parametrize("path", TEXT_FIELDS, ids=str)
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a\u202eb", "U+202E"),
        ("a\x00b", "U+0000"),
        ("a\ud800b", "U+D800"),
        ("x" * 101, "101 characters without a space"),
        ("q" + "\u0323" * 5, "More than 4 marks"),
        ("a " * 4_001 + "b", "characters long. Shorten it to"),
    ],
    ids=["bidi", "nul", "surrogate", "run", "marks", "long"],
)
def test_import_refuses_texts_that_break_a_limit(owner: User, path: list[str | int], text: str, says: str) -> None:
    if says.startswith("101") and path in (["language"], ["region"]):
        says = "The text is 101 characters long."  # these are shorter than a run may be
    field = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
    refusal = refused(as_bytes(changed(path, text)), owner)
    assert refusal.field == field
    assert says in refusal.message


@pytest.mark.parametrize("field", ["title", "region"])
def test_import_refuses_a_line_break_in_one_line(owner: User, field: str) -> None:
    assert refused(as_bytes(changed([field], "a\r\nb")), owner).message.startswith("The text has a line break.")


def test_limits_are_those_of_the_columns() -> None:
    columns = {
        "title": (Pledge, "title"),
        "language": (Pledge, "language"),
        "region": (Pledge, "region"),
        "parties[].name": (Party, "name"),
        "parties[].focal_point.name": (Party, "focal_name"),
        "parties[].focal_point.email": (Party, "focal_email"),
        "actions[].theme": (Item, "theme_name"),
        "actions[].responsible": (Item, "responsible"),
        "indicators[].baseline": (Item, "baseline"),
        "indicators[].target": (Item, "target"),
        "indicators[].verification": (Item, "verification"),
        "resources.lines[].description": (ResourceLine, "description"),
        "resources.lines[].provider": (ResourceLine, "provider"),
    }
    assert {place: model._meta.get_field(name).max_length for place, (model, name) in columns.items()} == ONE_LINE
    assert not ONE_LINE.keys() & LINES.keys()


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
