"""The schema of a pledge's file, as its fields are declared: what pledge.schema.json holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from commitments.document.fields import PLEDGE, SHARED

PATH = Path(__file__).with_name("pledge.schema.json")
TITLE = "A pledge, as Pledgebuilder imports and exports it"


def pledge_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of `pledgebuilder/1`: a contract, which may gain optional keys and no rule."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": TITLE,
        **PLEDGE.schema(),
        "$defs": {shared.name: shared.definition() for shared in SHARED},
    }


def written() -> str:
    """Return the schema as it stands in its file."""
    return json.dumps(pledge_schema(), ensure_ascii=False, indent=2) + "\n"
