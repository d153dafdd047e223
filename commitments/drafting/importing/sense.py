"""What a pledge's file must say to make sense, beyond the schema. No database."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from commitments.document.fields import PARTY, PLEDGE
from commitments.document.nouns import Noun
from commitments.drafting.importing.refusal import ImportRefusedError, at, shown
from commitments.text.articles import compared
from commitments.text.dates import first_month, last_month
from commitments.text.language_tags import is_language_tag
from commitments.text.limits import FIRST_YEAR, LAST_YEAR

YEARS = range(FIRST_YEAR, LAST_YEAR + 1)


def check_sense(content: dict[str, Any]) -> None:
    """Raise ImportRefusedError for the first thing in a read file that contradicts itself or can't be."""
    _check_frame(content)
    seen: dict[tuple[str, ...], str] = {}
    for place, party in enumerate(content["parties"]):
        _check_party(party, f"parties[{place}]", seen)
    _check_ids(content)
    objectives = {item["id"] for item in content.get("objectives", ()) if "id" in item}
    actions = {item["id"] for item in content.get("actions", ()) if "id" in item}
    for place, item in enumerate(content.get("objectives", ())):
        _check_wording(item, f"objectives[{place}]")
        for number, addition in enumerate(item.get("additions", ())):
            _check_wording(addition, f"objectives[{place}].additions[{number}]")
    for place, item in enumerate(content.get("actions", ())):
        _check_wording(item, f"actions[{place}]")
        _check_links(item.get("serves", ()), objectives, f"actions[{place}].serves", _("objective"))
        _check_leads(item, len(content["parties"]), f"actions[{place}].leads")
        _check_dates(item, f"actions[{place}]")
    for place, item in enumerate(content.get("indicators", ())):
        _check_wording(item, f"indicators[{place}]")
        _check_links(item.get("measures", ()), actions, f"indicators[{place}].measures", _("action"))


def is_slug(text: str) -> bool:
    """Whether a region or theme reads as a name of the directory or the model text, not as free text."""
    return re.fullmatch(r"[a-z0-9-]+", text) is not None


def _check_frame(content: dict[str, Any]) -> None:
    if not is_language_tag(content.get("language", "en")):
        message = _("“{tag}” is no language tag. Write one such as en, fr or pt-BR.")
        raise ImportRefusedError("language", message.format(tag=shown(content["language"])))
    for name, year in content.get("period", {}).items():
        if year not in YEARS:
            raise ImportRefusedError(
                f"period.{name}", _("Write a year between {first} and {last}.").format(first=FIRST_YEAR, last=LAST_YEAR)
            )
    if "period" in content and content["period"]["end"] < content["period"]["start"]:
        raise ImportRefusedError("period.end", _("The last year is before the first. Correct one of them."))
    _check_names(PLEDGE, content, "")


def _check_party(party: dict[str, Any], field: str, seen: dict[tuple[str, ...], str]) -> None:
    key = "name" if party["kind"] == "observer" else "code"
    if key == "name" and "code" in party:
        raise ImportRefusedError(f"{field}.code", _("An observer has no code. Take it out."))
    if not party.get(key):
        messages = {
            "observer": _("An observer needs its name. Add it."),
            "component": _("The component's code is missing: ICRC or IFRC. Add it."),
        }
        message = messages.get(party["kind"], _("The country's code is missing. Add it."))
        raise ImportRefusedError(f"{field}.{key}", message)
    _check_names(PARTY, party, field)
    # Several authorities of one State pledge beside each other: their names tell them apart
    name = compared(party.get("name", "")) if party["kind"] == "state" else ""
    called = compared(party["name"]) if key == "name" else party["code"].casefold()
    same = seen.setdefault((party["kind"], called, name), field)
    if same != field:
        message = _("This party stands in the list twice, also at {other}. Take one out.")
        if party["kind"] == "state":
            message = _("This State stands in the list twice, also at {other}. Take one out, or name two authorities.")
        raise ImportRefusedError(f"{field}.{key}", message.format(other=same))


def _check_names(noun: Noun, entry: dict[str, Any], field: str) -> None:
    """A name fills blanks; one with a blank in it would fill itself again at every import."""
    for declared in noun.names:
        name = declared.read(entry) or ""
        if "[" in name or "]" in name:
            message = _("A name has no square brackets, which mark a blank. Take them out.")
            raise ImportRefusedError(at(field, declared.path), message)


def _check_ids(content: dict[str, Any]) -> None:
    seen: dict[str, str] = {}
    for kind in ("objectives", "actions", "indicators"):
        for place, item in enumerate(content.get(kind, ())):
            field = f"{kind}[{place}]"
            if "id" in item and seen.setdefault(item["id"], field) != field:
                message = _("The name {name} is taken by {other}. Give each item its own.")
                raise ImportRefusedError(f"{field}.id", message.format(name=item["id"], other=seen[item["id"]]))


def _check_wording(item: dict[str, Any], field: str) -> None:
    if item.get("text") == "" or (item.get("text") is None and item.get("clause") is None):
        message = _("There is no text. Write one, or name a clause and leave the text out for its official wording.")
        raise ImportRefusedError(f"{field}.text", message)


def _check_links(names: list[str], known: set[str], field: str, kind: str) -> None:
    for place, name in enumerate(names):
        if name not in known:
            message = _("No {kind} of this file has the id {name}. Correct it, or take it out.")
            raise ImportRefusedError(at(field, place), message.format(kind=kind, name=name))


def _check_leads(item: dict[str, Any], parties: int, field: str) -> None:
    for place, lead in enumerate(item.get("leads", ())):
        if lead >= parties:
            message = _("There is no party {lead}: the last one is {last}, counted from 0. Correct it.")
            raise ImportRefusedError(at(field, place), message.format(lead=int(lead), last=parties - 1))


def _check_dates(item: dict[str, Any], field: str) -> None:
    for name in ("start", "end"):
        if name in item and item[name][5:] and not "01" <= item[name][5:] <= "12":
            message = _("There is no month {month}. Write one from 01 to 12.")
            raise ImportRefusedError(f"{field}.{name}", message.format(month=item[name][5:]))
    if "start" in item and "end" in item and last_month(item["end"]) < first_month(item["start"]):
        message = _("The end, {end}, is before the start, {start}. Correct one of them.")
        raise ImportRefusedError(f"{field}.end", message.format(end=item["end"], start=item["start"]))
