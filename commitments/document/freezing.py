"""A document as bytes that never change, and back: canonical JSON by the rules of RFC 8785, and its SHA-256.

Each format of a frozen text has its own fields, as `since` in fields.py says, and is read and written for good: what a
text was thawed from is what it freezes to, byte for byte, whatever fields came later.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from commitments.document.as_printed import as_printed
from commitments.document.fields import NOUNS
from commitments.document.nouns import Noun
from commitments.document.shape import PledgeDocument

NAME = "pledgebuilder-revision"
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


class FrozenTextError(ValueError):
    """This is no frozen pledge of a format that is known, or the format doesn't have a field that it should hold."""


@dataclass(frozen=True)
class FrozenFormat:
    """One format of a frozen text."""

    name: str
    fields: Mapping[type, Mapping[str, Any]]
    """Of each dataclass that a document is made of, the names of the fields that this format has, with their types"""
    later: Mapping[type, Mapping[str, Any]]
    """The same of those that it doesn't have, with their defaults"""

    def plain(self, value: Any) -> Any:
        """Return a part of a document as JSON has it. dataclasses.asdict, which copies every text, takes twice as long.

        Raises FrozenTextError where a field that came later says something.
        """
        if isinstance(value, tuple):
            return [self.plain(inner) for inner in value]
        fields = self.fields.get(type(value))
        if fields is None:
            return value
        for name, default in self.later[type(value)].items():
            if getattr(value, name) != default:
                raise FrozenTextError(f"{self.name} has no field {name}")
        return {name: self.plain(getattr(value, name)) for name in fields}

    def made(self, kind: Any, value: Any, **more: Any) -> Any:
        """Return what stands in JSON as `value` as the type `kind` of a field, given `more` fields.

        Raises FrozenTextError for a field too many or too few, and for another type.
        """
        if get_origin(kind) in (Union, UnionType):
            kind = next(one for one in get_args(kind) if (one is type(None)) == (value is None))
        if fields := self.fields.get(kind):
            if not isinstance(value, dict) or value.keys() != fields.keys():
                raise FrozenTextError(_wrong_fields(kind, fields, value))
            return kind(**{name: self.made(fields[name], inner) for name, inner in value.items()}, **more)
        if get_origin(kind) is tuple and isinstance(value, list):
            inner_kind = get_args(kind)[0]
            return tuple([self.made(inner_kind, inner) for inner in value])
        if type(value) is not kind:
            raise FrozenTextError(f"not a frozen pledge: {value!r} stands for {getattr(kind, '__name__', kind)}")
        return value


class FrozenFormats:
    """Every format of the frozen texts of one kind of document."""

    def __init__(self, nouns: Iterable[Noun]) -> None:
        """`nouns` declare the fields of every dataclass that a document is made of; the first is the document's own."""
        nouns = tuple(nouns)
        self._document = nouns[0].shape
        newest = max(field.since for noun in nouns for field in noun.fields)
        formats = [_format(number, nouns) for number in range(1, newest + 1)]
        self.by_name = {known.name: known for known in formats}
        self.newest = formats[-1]

    def freeze(self, document: PledgeDocument) -> str:
        """Return a document as canonical JSON: everything that its readers see but for its state and its signatures.

        In the newest format, as it is printed now; or in the one that it was thawed from.
        """
        if document.frozen_as:
            frozen = self._named(document.frozen_as)
            return canonical({"format": frozen.name, **frozen.plain(document)})
        return canonical({"format": self.newest.name, **self.newest.plain(as_printed(document))})

    def thaw(self, content: str, *, status: str) -> PledgeDocument:
        """Return the document that `freeze` made a text of, in the given state.

        Raises FrozenTextError for what is no frozen text, and for one of an unknown format or with unknown fields.
        """
        try:
            data = json.loads(content)
        except (ValueError, RecursionError) as error:
            raise FrozenTextError("not a frozen pledge: no JSON") from error
        frozen = self._named(data.pop("format", None) if isinstance(data, dict) else None)
        document: PledgeDocument = frozen.made(self._document, data, status=status, frozen_as=frozen.name)
        return document

    def _named(self, name: Any) -> FrozenFormat:
        if not isinstance(name, str) or name not in self.by_name:
            raise FrozenTextError(f"not a frozen pledge: the format {name!r} is unknown")
        return self.by_name[name]


def _format(number: int, nouns: tuple[Noun, ...]) -> FrozenFormat:
    has, later = {}, {}
    for noun in nouns:
        types = get_type_hints(noun.shape)
        has[noun.shape] = {field.name: types[field.name] for field in noun.fields if 1 <= field.since <= number}
        later[noun.shape] = {
            field.name: noun.shape.__dataclass_fields__[field.name].default  # type: ignore[attr-defined]
            for field in noun.fields
            if field.since > number
        }
    return FrozenFormat(f"{NAME}/{number}", has, later)


def _wrong_fields(kind: type, fields: Mapping[str, Any], value: Any) -> str:
    if not isinstance(value, dict):
        return f"not a frozen pledge: {value!r} stands for {kind.__name__}"
    unknown, missing = sorted(value.keys() - fields.keys()), sorted(fields.keys() - value.keys())
    return f"not a frozen pledge: {kind.__name__} has the unknown fields {unknown} and lacks {missing}"


FORMATS = FrozenFormats(NOUNS)
freeze = FORMATS.freeze
thaw = FORMATS.thaw
