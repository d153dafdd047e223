"""A document as bytes that never change, and back: canonical JSON by the rules of RFC 8785, and its SHA-256."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import sha256
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from commitments.document.shape import PledgeDocument

FORMAT = "pledgebuilder-revision/1"
NO_TEXT = ("status", "fillings", "seal")
"""Fields of a document that say how far it is, and nothing of what is agreed to"""
GREATEST = 2**53 - 1
"""Beyond it JSON's numbers are no longer exact (RFC 8785, section 3.2.2.3)"""


def canonical(value: Any) -> str:
    """Return JSON as RFC 8785 has it: sorted keys, no white space, the fewest escapes; the same for equal values.

    Takes texts, whole numbers, true, false, null, lists, and objects with ASCII keys. Raises ValueError for the rest:
    for fractions, as no document holds any, and for texts that are no Unicode.
    """
    _check(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _check(value: Any) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str) or not key.isascii():  # sorted by UTF-16 there, by code point here
                raise ValueError(f"not a key of canonical JSON: {key!r}")
            _check(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _check(inner)
    elif isinstance(value, str):
        value.encode()  # UnicodeEncodeError, a ValueError, for half of a surrogate pair
    elif isinstance(value, float) or (isinstance(value, int) and abs(value) > GREATEST):
        raise ValueError(f"not a number of canonical JSON: {value!r}")
    elif value is not None and not isinstance(value, int):
        raise ValueError(f"not a value of canonical JSON: {value!r}")


def digest(content: str | bytes) -> str:
    """Return the SHA-256 of a text in UTF-8, or of bytes, in 64 hex digits."""
    return sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def freeze(document: PledgeDocument) -> str:
    """Return a document as canonical JSON: everything that its readers see but for its state and its signatures."""
    data = {name: _plain(getattr(document, name)) for name in _hints(PledgeDocument) if name not in NO_TEXT}
    return canonical({"format": FORMAT, **data})


def _plain(value: Any) -> Any:
    """Return a part of a document as JSON has it. dataclasses.asdict, which copies every text, takes twice as long."""
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(getattr(value, name)) for name in _hints(type(value))}
    return value


def thaw(content: str, *, status: str) -> PledgeDocument:
    """Return the document that `freeze` made a text of, in the given state. Raises ValueError for another format."""
    data = json.loads(content)
    if data.pop("format", None) != FORMAT:
        raise ValueError("not a frozen pledge")
    made: PledgeDocument = _made(PledgeDocument, {**data, "status": status})
    return made


@cache
def _hints(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _made(kind: Any, value: Any) -> Any:
    """Return what stands in JSON as `value` as the type that a field has."""
    if get_origin(kind) in (Union, UnionType):
        kind = next(each for each in get_args(kind) if each is not type(None)) if value is not None else type(None)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _made(hints[name], inner) for name, inner in value.items()})
    if get_origin(kind) is tuple:
        inner_kind = get_args(kind)[0]
        return tuple(_made(inner_kind, inner) for inner in value)
    return value
