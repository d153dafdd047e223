"""The JSON of a pledge: what is written, in which order, and that the schema accepts it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from commitments import document
from commitments.document import PledgeDocument
from commitments.document.signature_fields import ABOUT_SIGNATURES
from commitments.exports import schema
from commitments.exports.json import render
from commitments.models import Pledge
from tests.exports import samples
from tests.exports.files import File
from tests.factories import add_party, add_resource, link, make_pledge, pick, write

FILE = File("json", "application/json", "json", b"{")
SCHEMA_CONTENT = json.loads(schema.PATH.read_text())


def written(pledge: Pledge) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(render(document.build(pledge)))
    Draft202012Validator(SCHEMA_CONTENT).validate(content)
    return content


@pytest.fixture
def pledge(db: None) -> Pledge:
    """A bilateral pledge of Kenya with something in every box."""
    pledge = make_pledge(title="Accès", language="en", openness="open", open_until=date(2021, 12, 31))
    add_party(pledge, "state", "KE", name="the Republic of Kenya")
    society = add_party(pledge, "national_society", "KE", focal_name="Amina", focal_email="amina@example.org")
    add_party(pledge, "observer", name="Example Relief")
    objective = pick(pledge, "a-gcr-humanitarian-objectives")
    pick(pledge, "a-gcr-non-refoulement")
    own = write(pledge, "objective", "Listen.")
    action = write(pledge, "action", "Train.", theme_name="Own theme", responsible="HR", start="2020", end="2021-06")
    link(action, leads=[society], linked=[own, objective])
    clause = pick(pledge, "b-detention-access-to-detained", text="Adapted.")
    indicator = pick(pledge, "c-partnerships", baseline="1", target="2", verification="Report")
    link(indicator, linked=[action, clause])
    add_resource(pledge, amount="50000.50", currency="KES", description="Grant", provider="Donor")
    add_resource(pledge, kind="human")
    return pledge


def test_render_writes_the_keys_in_the_schemas_order(pledge: Pledge) -> None:
    content = written(pledge)
    assert list(content) == [key for key in SCHEMA_CONTENT["properties"] if key in content]
    assert list(content) == [
        *("format", "model_text", "reference", "title", "language", "period", "openness", "open_until", "parties"),
        *("introduction", "opening", "name_parties_in_full", "objectives", "actions", "indicators", "resources"),
        "signatures",
    ]
    for name, items in (("objective", "objectives"), ("action", "actions"), ("indicator", "indicators")):
        for item in content[items]:
            assert list(item) == [key for key in SCHEMA_CONTENT["$defs"][name]["properties"] if key in item]


def test_render_writes_the_frame(pledge: Pledge) -> None:
    content = written(pledge)
    assert content["format"] == "pledgebuilder/1"
    assert content["reference"] == pledge.reference
    assert content["period"] == {"start": 2019, "end": 2023}
    assert content["open_until"] == "2021-12-31"
    assert content["introduction"] == pledge.introduction.split("\n\n")
    assert content["opening"].startswith(
        "The Republic of Kenya, the Kenya Red Cross Society and Example Relief jointly"
    )
    assert content["signatures"] == []
    assert content["parties"] == [
        {"kind": "state", "code": "KE", "name": "the Republic of Kenya"},
        {"kind": "national_society", "code": "KE", "focal_point": {"name": "Amina", "email": "amina@example.org"}},
        {"kind": "observer", "name": "Example Relief"},
    ]


def test_render_writes_items_by_place(pledge: Pledge) -> None:
    content = written(pledge)
    objective = content["objectives"][0]
    assert objective["text"] == pledge.items.get(key="a-gcr-humanitarian-objectives").text
    assert [addition["clause"] for addition in objective["additions"]] == ["a-gcr-non-refoulement"]
    assert content["objectives"][1] == {"id": "o2", "text": "Listen.", "wording": "own"}
    assert content["actions"] == [
        {"id": "a1", "clause": "b-detention-access-to-detained", "text": "Adapted.", "wording": "adapted"},
        {
            "id": "a2",
            "text": "Train.",
            "wording": "own",
            "theme": "Own theme",
            "serves": ["o1", "o2"],
            "leads": [1],
            "responsible": "HR",
            "start": "2020",
            "end": "2021-06",
        },
    ]
    assert content["indicators"][0]["measures"] == ["a1", "a2"]


def test_render_writes_a_models_theme_by_its_slug_for_own_actions(pledge: Pledge) -> None:
    theme = pledge.model_text.themes.get(slug="b-detention")
    write(pledge, "action", "Visit.", theme=theme)
    assert [action.get("theme") for action in written(pledge)["actions"]] == [None, "b-detention", "Own theme"]


def test_render_writes_resources(pledge: Pledge) -> None:
    assert written(pledge)["resources"] == {
        "lines": [
            {
                "kind": "financial",
                "description": "Grant",
                "amount": "50000.50",
                "currency": "KES",
                "provider": "Donor",
            },
            {"kind": "human"},
        ]
    }


def test_render_leaves_out_what_is_empty(db: None) -> None:
    pledge = make_pledge(introduction="")
    add_party(pledge, "observer", name="Example Relief")
    content = written(pledge)
    assert list(content) == [
        *("format", "model_text", "reference", "language", "period", "openness", "parties"),
        *("introduction", "opening", "name_parties_in_full", "signatures"),
    ]
    assert content["introduction"] == []


def test_render_fills_blanks(db: None) -> None:
    pledge = make_pledge()
    add_party(pledge, "national_society", "NL")
    write(pledge, "objective", "Ask [National Society], not [someone].")
    assert written(pledge)["objectives"][0]["text"] == "Ask the Netherlands Red Cross, not [someone]."


def test_render_is_utf8_indented_with_a_line_feed_at_the_end(pledge: Pledge) -> None:
    data = render(document.build(pledge))
    assert data.endswith(b"}\n")
    assert '\n  "title": "Accès",\n'.encode() in data


def test_render_composes_letters(pledge: Pledge) -> None:
    built: PledgeDocument = replace(document.build(pledge), title="Acce\u0300s")
    assert json.loads(render(built))["title"] == "Accès"


# A signed pledge


def test_render_of_a_signed_pledge_says_who_signed_what_and_where_that_is_verified() -> None:
    content = json.loads(render(samples.SIGNED))
    Draft202012Validator(SCHEMA_CONTENT).validate(content)
    assert list(content)[-4:] == ["signatures", "revision", "seal", "address"]
    assert (content["revision"], content["seal"], content["address"]) == (2, samples.DIGEST, samples.ADDRESS)
    assert content["signatures"] == [
        {
            "party": "Government of Kenya",
            "name": "Amina Otieno",
            "title": "Minister of Health",
            "at": "2026-03-14T10:32:09Z",
            "method": "code",
            "domain": "health.go.ke",
            "named_by": "drafter",
            "drafter": "Kenya Red Cross Society",
            "vouched_by": "domain",
        },
        {
            "party": "Kenya Red Cross Society",
            "name": "Sara Said",
            "title": "Secretary General",
            "at": "2026-03-15T23:59:59Z",
            "method": "passkey",
            "domain": "redcross.or.ke",
            "named_by": "drafter",
            "drafter": "Kenya Red Cross Society",
        },
        {
            "party": "Uganda Red Cross Society",
            "name": "Robert Kato",
            "at": "2026-04-01T00:00:00Z",
            "later": True,
            "trail_head": samples.HEAD,
        },
    ]


@pytest.mark.parametrize("status", ["in-circulation", "withdrawn"])
def test_render_tells_of_no_signature_unless_every_party_has_signed(status: str) -> None:
    content = json.loads(render(replace(samples.SIGNED, status=status)))
    assert list(content)[-1] == "signatures"
    assert content["signatures"] == []


def test_render_of_a_signed_pledge_has_the_text_of_its_draft_beside_that() -> None:
    signed, draft = json.loads(render(samples.SIGNED)), json.loads(render(samples.CIRCULATING))
    assert {name: value for name, value in signed.items() if name not in ABOUT_SIGNATURES} == {
        name: value for name, value in draft.items() if name != "signatures"
    }


def test_render_of_a_pledge_agreed_before_there_were_signatures_tells_of_none() -> None:
    content = json.loads(render(replace(samples.SIGNED, seal=None)))
    assert list(content)[-1] == "signatures"
    assert content["signatures"] == []
