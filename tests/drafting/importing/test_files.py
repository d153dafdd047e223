"""Files that are no JSON, break the schema or hold a text that breaks a limit: refused before the database is asked."""

from __future__ import annotations

from typing import Any

import pytest

from commitments.drafting.importing.files import TEXTS
from commitments.drafting.importing.schema import MESSAGES
from commitments.exports.schema import pledge_schema
from commitments.models import Item, Pledge, User
from commitments.text.limits import MAX_ITEM_CHARACTERS
from tests.drafting.importing.pledge_files import as_bytes, changed, full, refused, without
from tests.factories import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(db: None) -> User:
    return make_member()


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
    (["open_until"], "03/04/2021", "open_until", "“03/04/2021” can be read as 3 April 2021 or as 4 March 2021."),
    (["open_until"], "2021-02-30", "open_until", "There is no day “2021-02-30”."),
    (["open_until"], "20211231", "open_until", "Write the day such as 2027-12-31, or with the month in words"),
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
        "“1,000” can be read as 1 000 or as 1.00.",
    ),
    (["resources", "lines", 0, "amount"], "about 5", "resources.lines[0].amount", "“about 5” is not one exact number"),
    (
        ["resources", "lines", 0, "amount"],
        "5\ud800",
        "resources.lines[0].amount",
        "The words in “5\ufffd” are no currency",
    ),
    (["resources", "lines", 0, "amount"], "", "resources.lines[0].amount", "“” does not fit. Write digits with"),
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
    worded = {*MESSAGES, "required", "additionalProperties"}
    structure = {"$schema", "$ref", "$defs", "title", "description", "default", "properties", "items"}

    def keywords(schema: dict[str, Any]) -> set[str]:
        inner = [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values(), schema.get("items", {})]
        return set(schema).union(*(keywords(rules) for rules in inner if rules))

    assert keywords(pledge_schema()) - structure == worded


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


def test_texts_that_columns_do_not_limit_have_their_limit() -> None:
    """tests/document/test_fields.py holds the others against their columns."""
    assert TEXTS["region"].limit == Pledge._meta.get_field("region").max_length
    assert TEXTS["actions[].theme"].limit == Item._meta.get_field("theme_name").max_length
    assert TEXTS["introduction[]"].limit == 2 * MAX_ITEM_CHARACTERS


def test_texts_of_several_lines_are_the_wordings() -> None:
    assert [place for place, text in TEXTS.items() if not text.one_line] == [
        "introduction[]",
        "opening",
        "objectives[].text",
        "objectives[].additions[].text",
        "actions[].text",
        "indicators[].text",
        "resources.text",
    ]
