"""A pledge as JSON, for other programs: the format `pledgebuilder/1` of pledge.schema.json."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

from commitments.document import Action, Indicator, Objective, Party, PledgeDocument, Signed
from commitments.document.fields import (
    ACTION,
    ADDITION,
    FILE_FORMAT,
    INDICATOR,
    OBJECTIVE,
    PARTY,
    PLEDGE,
    RESOURCE_LINE,
)
from commitments.document.nouns import Noun
from commitments.document.signature_fields import SIGNED

TRAIL_HEAD = "trail_head"
"""What the last signature of a file has besides its own: the trail's hash once it was given, as the paper has it"""


def render(document: PledgeDocument) -> bytes:
    """Return the pledge as JSON: UTF-8, keys in the schema's order, a line feed at the end.

    Items are named by their place (o1, a1, i1). Texts are written as they are printed, blanks filled, the introduction
    and the opening always; so a program reads the pledge without knowing the model text, and importing the file and
    exporting it again gives the same bytes but for the reference. Optional keys that would be empty are left out.

    Once every party has signed, the file also says who signed, when, and how that was proven; the text's number and
    SHA-256, where that is verified, and, with the last signature, the trail's head; not before, as nothing in it says
    how far a pledge is. An import passes over all of it.
    """
    objectives = {objective.key: f"o{place}" for place, objective in enumerate(document.objectives, start=1)}
    actions = {action.key: f"a{place}" for place, action in enumerate(document.actions, start=1)}
    themes = {action.key: theme.slug or theme.name for theme in document.themes for action in theme.actions}
    data = _written(
        PLEDGE,
        document,
        file_format=FILE_FORMAT,
        period_start=document.period[0],
        period_end=document.period[1],
        parties=[_party(party) for party in document.parties],
        objectives=[_objective(objective, objectives) for objective in document.objectives],
        actions=[_action(action, actions, objectives, themes) for action in document.actions],
        indicators=[
            _indicator(indicator, f"i{place}", actions) for place, indicator in enumerate(document.indicators, start=1)
        ],
        resource_lines=[_written(RESOURCE_LINE, line) for line in document.resource_lines],
        **_sealed(document),
    )
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return (unicodedata.normalize("NFC", text) + "\n").encode()


def _sealed(document: PledgeDocument) -> dict[str, Any]:
    """Return what the file says of the signatures, in the order in which they were given; nothing before all are."""
    seal = document.seal if document.is_agreed else None
    signatures = [signature(signed) for signed in seal.signed] if seal else []
    if seal and seal.trail_head and signatures:
        signatures[-1][TRAIL_HEAD] = seal.trail_head
    return {
        "signatures": signatures,
        "revision": seal.revision if seal else None,
        "seal": seal.digest if seal else "",
        "address": seal.address if seal else "",
    }


def signature(signed: Signed) -> dict[str, Any]:
    """Return a signature as a file tells of it."""
    return _written(SIGNED, signed)


def _written(noun: Noun, shape: Any, **worked_out: Any) -> dict[str, Any]:
    """Return a part of a document as a file has it: its fields in order, those that are `worked_out` given."""
    data: dict[str, Any] = {}
    for field in noun.in_file:
        field.write(data, worked_out[field.name] if field.name in worked_out else getattr(shape, field.name))
    return data


def _party(party: Party) -> dict[str, Any]:
    return _written(PARTY, party, named=party.named or (party.name if party.kind == "observer" else ""))


def _objective(objective: Objective, ids: dict[str, str]) -> dict[str, Any]:
    additions = [_written(ADDITION, addition) for addition in objective.additions]
    return _written(OBJECTIVE, objective, id=ids[objective.key], additions=additions)


def _action(action: Action, ids: dict[str, str], objectives: dict[str, str], themes: dict[str, str]) -> dict[str, Any]:
    return _written(
        ACTION,
        action,
        id=ids[action.key],
        theme="" if action.clause else themes[action.key],
        serves=_ids(action.serves, objectives),
    )


def _indicator(indicator: Indicator, own_id: str, actions: dict[str, str]) -> dict[str, Any]:
    return _written(INDICATOR, indicator, id=own_id, measures=_ids(indicator.measures, actions))


def _ids(keys: tuple[str, ...], ids: dict[str, str]) -> list[str]:
    """The file's names of the items with these keys, in the order of the file."""
    return [name for key, name in ids.items() if key in keys]
