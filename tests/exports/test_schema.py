"""pledge.schema.json: that it says what the fields are declared to be, and no rule more than it did."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator

from commitments.document.fields import PARTY
from commitments.document.nouns import Field
from commitments.document.values import Text
from commitments.exports import schema

FILES = Path(__file__).parents[1] / "data" / "files"
FIRST = FILES / "pledge.schema.json"
"""The schema as it was promised first"""


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


WIDER = {("^[A-Z]{2}$", "^[A-Z]{2}([A-Z]{2})?$")}
"""Patterns of which the second takes everything that the first did"""


def broken(old: Any, new: Any, place: str) -> Iterator[str]:
    """Where a schema says another thing than it did, but for descriptions, further keys and values."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in old.keys() | new.keys():
            is_further_key = place.endswith("properties") and name not in old
            if name != "description" and not is_further_key:
                yield from broken(old.get(name), new.get(name), f"{place}.{name}")
    elif place.endswith(".enum") and old and new and set(old) <= set(new):
        return  # it takes more
    elif old != new and not (isinstance(old, str) and (old, new) in WIDER):
        yield place


def test_schema_says_what_it_promised_first_and_has_only_further_keys():
    first, now = json.loads(FIRST.read_text("utf-8")), json.loads(schema.written())
    assert list(broken(first, now, "")) == []
    assert list(broken(now, first, ""))  # so it sees the difference


def test_lost_and_narrowed_keys_are_seen():
    now = json.loads(schema.written())
    required = {**now, "required": [*now["required"], "revision"]}
    narrower = {**now, "properties": now["properties"] | {"title": {"type": "string", "maxLength": 100}}}
    lost = {**now, "properties": {name: value for name, value in now["properties"].items() if name != "signatures"}}
    assert [list(broken(now, changed, "")) for changed in (required, narrower, lost)] == [
        [".required"],
        [".properties.title.maxLength"],
        [".properties.signatures"],
    ]


@pytest.mark.parametrize("path", sorted(set(FILES.glob("*.json")) - {FIRST}), ids=lambda path: path.stem)
def test_files_of_earlier_releases_stay_valid(path):
    Draft202012Validator(json.loads(schema.written())).validate(json.loads(path.read_text("utf-8")))
