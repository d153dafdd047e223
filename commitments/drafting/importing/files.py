"""Reading a pledge's JSON: from bytes to data that the schema allows and whose every text is clean. No database."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from commitments.document.fields import PLEDGE
from commitments.document.nouns import Noun
from commitments.document.values import Text
from commitments.drafting.importing.pdf import attached_json, is_pdf
from commitments.drafting.importing.refusal import ImportRefusedError, at
from commitments.drafting.importing.schema import broken_rule
from commitments.drafting.importing.written import as_in_the_schema
from commitments.text.limits import (
    MAX_ITEMS,
    MAX_PLEDGE_PARTIES,
    MAX_RESOURCE_LINES,
    TextRefusedError,
    clean_text,
)
from commitments.text.mailbox import mailbox

MAX_FILE_BYTES = 512 * 1024
MAX_DIGITS = 12

TEXTS = dict(PLEDGE.texts())
"""What each text may be, by its path: `parties[].focal_point.email`"""
IGNORED = tuple(field.path for field in PLEDGE.in_file if field.is_ignored)


def read(data: bytes) -> dict[str, Any]:
    """Return what a pledge's file says, texts normalised, without what an import ignores.

    The file is JSON, or a PDF that carries it. Raises ImportRefusedError where it is too large, not JSON, breaks the
    schema or holds a text that breaks a limit.
    """
    if is_pdf(data):
        data = attached_json(data, limit=MAX_FILE_BYTES)
    if len(data) > MAX_FILE_BYTES:
        message = _("The file is larger than {limit} kB. Shorten it.")
        raise ImportRefusedError("file", message.format(limit=MAX_FILE_BYTES // 1024))
    try:
        content = _parsed(data)
        _check_counts(content)
        _part_names_from_addresses(content)
        content = as_in_the_schema(content)
        broken = broken_rule(content)
        if broken:
            raise broken
    except RecursionError as error:
        raise ImportRefusedError(
            "file", _("The file nests lists or objects too deeply. Write a flatter file.")
        ) from error
    cleaned: dict[str, Any] = _cleaned({key: value for key, value in content.items() if key not in IGNORED}, "")
    return cleaned


def kept_text(text: str, place: str, may_be: Text) -> str:
    """Return `text` as it is kept. Raises ImportRefusedError, naming its `place`, where it breaks a limit."""
    try:
        return clean_text(text, limit=may_be.limit, one_line=may_be.one_line)
    except TextRefusedError as refused:
        raise ImportRefusedError(place, str(refused)) from refused


def columns(noun: Noun, entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a read file says of a row's columns, those that simply keep it; what it leaves out as declared."""
    return {field.column: field.read(entry) for field in noun.in_file if field.column}


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=_object,
            parse_constant=_not_a_number,
            parse_int=_integer,
        )
    except UnicodeDecodeError as error:
        message = _("The file is not UTF-8 (at byte {position}). Save it as JSON in UTF-8.")
        raise ImportRefusedError("file", message.format(position=error.start + 1)) from error
    except json.JSONDecodeError as error:
        message = _("The file is not JSON: {problem} at line {line}, column {column}. Correct it there.")
        problem = error.msg[:1].lower() + error.msg[1:]
        raise ImportRefusedError(
            "file", message.format(problem=problem, line=error.lineno, column=error.colno)
        ) from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for name, value in pairs:
        if name in content:
            raise ImportRefusedError(at("", name), _("One object has this name twice. Keep one of them."))
        content[name] = value
    return content


def _not_a_number(name: str) -> Any:
    raise ImportRefusedError("file", _("{name} is no JSON number. Write digits, or leave it out.").format(name=name))


def _integer(digits: str) -> int:
    """Python turns a long run of digits into a number in the square of its length; no number here is that long."""
    if len(digits) > MAX_DIGITS:
        message = _("The number {start}… has {count} digits. Write a shorter one.")
        raise ImportRefusedError("file", message.format(start=digits[:MAX_DIGITS], count=len(digits)))
    return int(digits)


def _check_counts(content: Any) -> None:
    """Refuse what is far too much before the schema walks through all of it. Says nothing of the wrong types."""
    count = 0
    for field in ("objectives", "actions", "indicators"):
        listed = _list(content, field)
        count += len(listed) + sum(len(_list(item, "additions")) for item in listed)
        if count > MAX_ITEMS:
            message = _("The pledge has more than {limit} items. Take some out.")
            raise ImportRefusedError(field, message.format(limit=MAX_ITEMS))
    if len(_list(content, "parties")) > MAX_PLEDGE_PARTIES:
        message = _("The pledge has more than {limit} parties. Take some out.")
        raise ImportRefusedError("parties", message.format(limit=MAX_PLEDGE_PARTIES))
    resources = content.get("resources") if isinstance(content, dict) else None
    if len(_list(resources, "lines")) > MAX_RESOURCE_LINES:
        message = _("There are more than {limit} lines. Take some out.")
        raise ImportRefusedError("resources.lines", message.format(limit=MAX_RESOURCE_LINES))


def _part_names_from_addresses(content: Any) -> None:
    """Make name and address of “Amina Diallo <amina@example.org>”, before the schema looks. Ignores wrong types."""
    for party in _list(content, "parties"):
        focal_point = party.get("focal_point") if isinstance(party, dict) else None
        if not isinstance(focal_point, dict):
            continue
        name, email = focal_point.get("name") or "", focal_point.get("email") or ""
        if isinstance(email, str) and email:
            pasted = mailbox(email)
            focal_point["email"] = email = pasted.address
            if pasted.name and not name:
                focal_point["name"] = pasted.name
        if isinstance(name, str) and isinstance(email, str):
            pasted = mailbox(name)
            if pasted.name and email.casefold() in ("", pasted.address.casefold()):
                focal_point.update(name=pasted.name, email=pasted.address)


def _list(content: Any, name: str) -> list[Any]:
    listed = content.get(name) if isinstance(content, dict) else None
    return listed if isinstance(listed, list) else []


def _cleaned(value: Any, field: str) -> Any:
    if isinstance(value, dict):
        return {name: _cleaned(inner, at(field, name)) for name, inner in value.items()}
    if isinstance(value, list):
        return [_cleaned(inner, at(field, place)) for place, inner in enumerate(value)]
    if isinstance(value, str):
        return kept_text(value, field, TEXTS.get(re.sub(r"\[\d+\]", "[]", field), Text()))
    return value
