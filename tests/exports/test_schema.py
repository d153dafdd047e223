"""pledge.schema.json: that it says what the fields are declared to be, and no rule more than it did."""

from __future__ import annotations

import json
from dataclasses import replace

from django.core.management import call_command

from commitments.document.fields import PARTY
from commitments.document.nouns import Field
from commitments.document.values import Text
from commitments.exports import schema


def test_file_says_what_is_declared():
    assert schema.PATH.read_text(encoding="utf-8") == schema.written(), "run `make schema`"


def test_command_writes_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr(schema, "PATH", tmp_path / "pledge.schema.json")
    call_command("write_schema", verbosity=0)
    assert schema.PATH.read_text(encoding="utf-8") == schema.written()


def test_new_field_is_an_optional_key_more():
    wider = replace(PARTY, fields=(*PARTY.fields, Field("department", "department", Text(200))))
    old, new = PARTY.schema(), wider.schema()
    assert new["properties"] == old["properties"] | {"department": {"type": "string"}}
    assert new["required"] == old["required"] == ["kind"]


def test_contract_has_lost_and_narrowed_nothing():
    """What a file may leave out, and the only length that the schema limits: other programs rely on that."""
    rules = json.loads(schema.written())
    assert rules["required"] == ["format", "model_text", "parties"]
    assert [name for name, rule in rules["properties"].items() if "maxLength" in rule] == ["title"]
    assert {
        name: rule.get("required", []) for name, rule in rules["$defs"].items() if rule.get("type") == "object"
    } == {
        "party": ["kind"],
        "objective": [],
        "action": [],
        "indicator": [],
        "resource": ["kind"],
    }
