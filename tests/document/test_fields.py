"""The declared fields: that they are those of the document, of the tables and of the printed words."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any

import pytest

from commitments.document import Party
from commitments.document.fields import (
    ACTION,
    ADDITION,
    INDICATOR,
    NOUNS,
    OBJECTIVE,
    PARTY,
    PLEDGE,
    RESOURCE_LINE,
    SIGNATORY,
)
from commitments.document.nouns import NEVER, Field, Noun
from commitments.document.values import ListOf, OneOf, Shared, Text, WholeNumber, YesNo
from commitments.models import Item, Pledge, ResourceLine
from commitments.models import Party as PartyRow
from commitments.text.limits import MAX_ITEM_CHARACTERS
from commitments.text.vocabulary.headings import ENGLISH

TABLES = [
    (PLEDGE, Pledge),
    (PARTY, PartyRow),
    (SIGNATORY, PartyRow),
    (OBJECTIVE, Item),
    (ADDITION, Item),
    (ACTION, Item),
    (INDICATOR, Item),
    (RESOURCE_LINE, ResourceLine),
]
NAMES = [noun.shape.__name__ for noun in NOUNS]
SMALL = Noun(
    Party,
    (
        Field("kind", "kind", OneOf(("state",)), is_required=True),
        Field("named", "name", Text(20, is_name=True, default="Kenya"), column="name"),
        Field("focal_name", "focal_point.name", column="focal_name", heading="focal_point"),
        Field("focal_email", "focal_point.email", Text(format="email"), "Where to write", heading="focal_point"),
        Field("key", column="key"),
        Field("rank", since=NEVER, column="rank"),
    ),
)


@pytest.mark.parametrize("noun", NOUNS, ids=NAMES)
def test_every_field_of_the_document_is_declared_once(noun):
    declared = [field.name for field in noun.fields]
    known = {field.name for field in fields(noun.shape)}
    assert len(declared) == len(set(declared))
    assert known <= set(declared)
    assert {field.name for field in noun.fields if field.since} <= known


@pytest.mark.parametrize("noun", NOUNS, ids=NAMES)
def test_field_that_came_later_has_a_default(noun):
    defaults = {field.name: field.default for field in fields(noun.shape)}
    assert [field.name for field in noun.fields if field.since > 1 and defaults[field.name] is MISSING] == []


COLUMNS = [
    (field, table._meta.get_field(field.column)) for noun, table in TABLES for field in noun.fields if field.column
]


@pytest.mark.parametrize(("field", "column"), COLUMNS, ids=str)
def test_column_holds_what_is_declared(field, column):
    width = column.max_length
    match field.value:
        case YesNo():
            assert width is None
        case OneOf():
            assert width >= max(map(len, field.value.names))
        case Text() if field.value.pattern or field.name == "key":
            assert 0 < width < MAX_ITEM_CHARACTERS
        case Text():
            assert (width or MAX_ITEM_CHARACTERS) == field.value.limit


@pytest.mark.parametrize("noun", NOUNS, ids=NAMES)
def test_heading_is_one_of_the_printed_words(noun):
    assert [heading for heading in noun.headed if not isinstance(getattr(ENGLISH, heading, None), str)] == []


# --- what a noun knows of its fields ---


def test_noun_lists_its_fields_by_what_they_are_for():
    assert [field.name for field in SMALL.in_file] == ["kind", "named", "focal_name", "focal_email"]
    assert [field.name for field in SMALL.copied] == ["named", "focal_name", "key"]
    assert [field.name for field in SMALL.names] == ["named"]
    assert SMALL.headed == {"focal_point": ("focal_name", "focal_email")}
    assert SMALL["named"].default == "Kenya"


def test_noun_tells_what_a_text_may_be_wherever_the_schema_defines_it():
    assert SMALL.text("named").limit == 20
    assert ADDITION.text("text").limit == MAX_ITEM_CHARACTERS
    assert not ADDITION.text("text").one_line
    with pytest.raises(TypeError, match="kind is no text"):
        SMALL.text("kind")


def test_field_is_read_from_a_file_and_written_to_one():
    entry = {"kind": "state", "focal_point": {"name": "Amina"}}
    assert [field.read(entry) for field in SMALL.in_file] == ["state", "Kenya", "Amina", ""]
    written: dict[str, Any] = {}
    for field, value in zip(SMALL.in_file, ("", "", "Amina", ""), strict=True):
        field.write(written, value)
    assert written == {"kind": "", "focal_point": {"name": "Amina"}}


def test_texts_of_a_noun_are_named_by_their_path():
    line = Noun(
        Party, (Field("a", "a"), Field("b", "deep.b", ListOf(Text(7))), Field("c", "c", WholeNumber()), Field("d"))
    )
    outer = Noun(Party, (Field("lines", "lines", ListOf(Shared("line", line))),))
    assert [(path, text.limit) for path, text in outer.texts()] == [
        ("lines[].a", MAX_ITEM_CHARACTERS),
        ("lines[].deep.b[]", 7),
    ]


def test_noun_gives_its_rules_as_json_schema():
    assert SMALL.schema() == {
        "type": "object",
        "required": ["kind"],
        "additionalProperties": False,
        "properties": {
            "kind": {"enum": ["state"]},
            "name": {"type": "string", "default": "Kenya"},
            "focal_point": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "name": {"type": "string"},
                    "email": {"type": "string", "format": "email", "description": "Where to write"},
                },
            },
        },
    }
