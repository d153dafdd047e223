"""A pledge as JSON, for other programs: the format `pledgebuilder/1` of pledge.schema.json."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

from commitments.document import Action, Addition, Indicator, Objective, Party, PledgeDocument, ResourceLine

FORMAT = "pledgebuilder/1"


def render(document: PledgeDocument) -> bytes:
    """Return the pledge as JSON: UTF-8, keys in the schema's order, a line feed at the end.

    Items are named by their place (o1, a1, i1). Texts are written as they are printed, blanks filled, the introduction
    and the opening always; so a program reads the pledge without knowing the model text, and importing the file and
    exporting it again gives the same bytes but for the reference. Optional keys that would be empty are left out.
    """
    objectives = {objective.key: f"o{place}" for place, objective in enumerate(document.objectives, start=1)}
    actions = {action.key: f"a{place}" for place, action in enumerate(document.actions, start=1)}
    themes = {action.key: theme.slug or theme.name for theme in document.themes for action in theme.actions}
    data: dict[str, Any] = {
        "format": FORMAT,
        "model_text": document.model_text,
        "reference": document.reference,
        **_said(title=document.title),
        "language": document.language,
        "period": {"start": document.period[0], "end": document.period[1]},
        "openness": document.openness,
        **_said(open_until=document.open_until, region=document.region),
        "parties": [_party(party) for party in document.parties],
        "introduction": list(document.introduction),
        **_said(opening=document.opening),
        "name_parties_in_full": document.name_parties_in_full,
        **_said(
            objectives=[_objective(objective, objectives) for objective in document.objectives],
            actions=[_action(action, actions, objectives, themes) for action in document.actions],
            indicators=[
                _indicator(indicator, f"i{place}", actions)
                for place, indicator in enumerate(document.indicators, start=1)
            ],
            resources=_said(
                text=document.resources_text, lines=[_resource_line(line) for line in document.resource_lines]
            ),
        ),
        "signatures": [],
    }
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return (unicodedata.normalize("NFC", text) + "\n").encode()


def _said(**values: Any) -> dict[str, Any]:
    """Keep what is not empty, in order."""
    return {name: value for name, value in values.items() if value}


def _party(party: Party) -> dict[str, Any]:
    name = party.name if party.kind == "observer" else party.named
    focal_point = _said(name=party.focal_name, email=party.focal_email)
    return {"kind": party.kind, **_said(code=party.code, name=name, focal_point=focal_point)}


def _words(item: Objective | Addition | Action | Indicator) -> dict[str, Any]:
    return {**_said(clause=item.clause), "text": item.text, "wording": str(item.wording)}


def _objective(objective: Objective, ids: dict[str, str]) -> dict[str, Any]:
    additions = [_words(addition) for addition in objective.additions]
    return {"id": ids[objective.key], **_words(objective), **_said(additions=additions)}


def _action(action: Action, ids: dict[str, str], objectives: dict[str, str], themes: dict[str, str]) -> dict[str, Any]:
    return {
        "id": ids[action.key],
        **_words(action),
        **_said(
            theme="" if action.clause else themes[action.key],
            serves=_ids(action.serves, objectives),
            leads=list(action.leads),
            responsible=action.responsible,
            start=action.start,
            end=action.end,
        ),
    }


def _indicator(indicator: Indicator, own_id: str, actions: dict[str, str]) -> dict[str, Any]:
    return {
        "id": own_id,
        **_words(indicator),
        **_said(
            baseline=indicator.baseline,
            target=indicator.target,
            verification=indicator.verification,
            measures=_ids(indicator.measures, actions),
        ),
    }


def _ids(keys: tuple[str, ...], ids: dict[str, str]) -> list[str]:
    """The file's names of the items with these keys, in the order of the file."""
    return [name for key, name in ids.items() if key in keys]


def _resource_line(line: ResourceLine) -> dict[str, Any]:
    return {
        "kind": line.kind,
        **_said(description=line.description, amount=line.amount, currency=line.currency, provider=line.provider),
    }
