"""Pledge files for the tests of the import, as data that a test changes before it writes it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.apps import apps

from commitments.drafting.importing.pledges import ImportRefusedError, import_pledge
from commitments.models import User


def minimal(**changes: Any) -> dict[str, Any]:
    """The least that can be imported, of one National Society."""
    return {
        "format": "pledgebuilder/1",
        "model_text": "migration-2019",
        "parties": [{"kind": "national_society", "code": "KE"}],
        **changes,
    }


def full() -> dict[str, Any]:
    """A bilateral pledge with something in every field."""
    return minimal(
        reference="PB-AAAAA-AAAAA",
        title="Access for migrants in Kenya",
        language="en",
        period={"start": 2020, "end": 2022},
        openness="open",
        open_until="2021-12-31",
        region="Lake Chad Basin",
        parties=[
            {"kind": "state", "code": "KE", "name": "the Republic of Kenya"},
            {
                "kind": "national_society",
                "code": "KE",
                "focal_point": {"name": "Amina Odhiambo", "email": "amina@example.org"},
            },
            {"kind": "observer", "name": "Example Relief"},
        ],
        introduction=["First paragraph.", "Second paragraph."],
        opening="We pledge to do our best:",
        name_parties_in_full=True,
        objectives=[
            {"id": "access", "clause": "a-national-society-access"},
            {
                "id": "refugees",
                "clause": "a-gcr-humanitarian-objectives",
                "text": "Work on the Global Compact on Refugees",
                "wording": "adapted",
                "additions": [{"clause": "a-gcr-non-refoulement"}, {"text": "support for host families"}],
            },
            {"id": "listen", "text": "Listen to migrants.", "wording": "own"},
        ],
        actions=[
            {
                "id": "train",
                "text": "Train volunteers.",
                "theme": "Volunteers",
                "serves": ["listen", "access"],
                "leads": [1, 0],
                "responsible": "Migration unit",
                "start": "2020",
                "end": "2021-06",
            },
            {"id": "visit", "clause": "b-detention-access-to-detained"},
        ],
        indicators=[
            {
                "id": "partners",
                "clause": "c-partnerships",
                "baseline": "2",
                "target": "12 by 2022",
                "verification": "Annual report",
                "measures": ["train", "visit"],
            }
        ],
        resources={
            "text": "Within our means.",
            "lines": [
                {
                    "kind": "financial",
                    "description": "Grant",
                    "amount": "50000.50",
                    "currency": "KES",
                    "provider": "Donor",
                },
                {"kind": "human", "description": "Two officers"},
            ],
        },
        signatures=[{"anything": ["goes", "here"]}],
    )


def changed(path: list[str | int], value: Any) -> dict[str, Any]:
    """The full file with one value written at `path`."""
    content = full()
    inner: Any = content
    for part in path[:-1]:
        inner = inner[part]
    inner[path[-1]] = value
    return content


def as_bytes(content: Any) -> bytes:
    return json.dumps(content).encode()


def row_counts() -> dict[str, int]:
    """How many rows each table holds."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table: model._base_manager.count() for model in models}


def refused(data: bytes, owner: User) -> ImportRefusedError:
    """Import, and return the refusal; fails if a row was written anywhere or the line is not one line."""
    before = row_counts()
    with pytest.raises(ImportRefusedError) as caught:
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
