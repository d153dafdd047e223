"""What there is to know of a field, and of what a pledge is made of: the words for the declarations in fields.py."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from commitments.document.values import ListOf, OneOf, Schema, Shared, Text, Value, YesNo, described

NEVER = 0
"""Since when a frozen text has a field that is no part of what is agreed to"""


@dataclasses.dataclass(frozen=True)
class Field:
    """One field of a noun, the same wherever it goes: form, table, document, file, frozen text, comparison."""

    name: str
    """In the document (shape.py), and so in a frozen text"""
    path: str = ""
    """In a pledge's file, seen from its noun: `focal_point.email`; empty where a file doesn't have it"""
    holds: Value = dataclasses.field(default_factory=Text)
    description: str = ""
    """For the schema"""
    column: str = ""
    """Of the noun's row, where the field is simply kept there; empty where it is worked out"""
    since: int = 1
    """The first format of a frozen text that has it: 1 is pledgebuilder-revision/1; NEVER where none does"""
    is_required: bool = False
    is_always_written: bool = False
    """Whether a file has it even where it is empty"""
    is_ignored: bool = False
    """Whether an import passes over it"""
    has_blanks: bool = False
    """Whether blanks in it are filled when it is printed"""
    heading: str = ""
    """What is printed before it: one of the printed words, by its name; fields that share one stand together"""

    @property
    def value(self) -> Value:
        """What it may hold, wherever the schema defines that."""
        return self.holds.value if isinstance(self.holds, Shared) else self.holds

    @property
    def default(self) -> Any:
        """What it is where a file leaves it out."""
        return self.value.default if isinstance(self.value, Text | OneOf | YesNo) else None

    def read(self, entry: Mapping[str, Any]) -> Any:
        """Return what an entry of a file says, or the default where it leaves the field out."""
        group, _dot, name = self.path.rpartition(".")
        return (entry.get(group, {}) if group else entry).get(name, self.default)

    def write(self, entry: dict[str, Any], value: Any) -> None:
        """Set what an entry of a file says; nothing where that is empty and may be left out."""
        if value or self.is_required or self.is_always_written:
            group, _dot, name = self.path.rpartition(".")
            (entry.setdefault(group, {}) if group else entry)[name] = value

    def schema(self) -> Schema:
        return described(self.holds.schema(), self.description)


@dataclasses.dataclass(frozen=True)
class Noun:
    """What a pledge is made of, such as a party: its fields in the order of a file."""

    shape: type
    """Its dataclass in the document"""
    fields: tuple[Field, ...]
    about: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Descriptions of what groups fields in a file, by its name, for the schema"""

    def __getitem__(self, name: str) -> Field:
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> Mapping[str, Field]:
        return {field.name: field for field in self.fields}

    @cached_property
    def in_file(self) -> tuple[Field, ...]:
        """The fields that a file has."""
        return tuple(field for field in self.fields if field.path)

    @cached_property
    def copied(self) -> tuple[Field, ...]:
        """The fields that a document takes from the row as they are, but for blanks."""
        return tuple(field for field in self.fields if field.column and field.since)

    @cached_property
    def names(self) -> tuple[Field, ...]:
        """What a file calls it, which fills blanks."""
        return tuple(field for field in self.in_file if isinstance(field.value, Text) and field.value.is_name)

    @cached_property
    def headed(self) -> Mapping[str, tuple[str, ...]]:
        """The names of the fields that are printed each in a line of its own, by the heading of the line."""
        headings = dict.fromkeys(field.heading for field in self.fields if field.heading)
        return {heading: tuple(field.name for field in self.fields if field.heading == heading) for heading in headings}

    def text(self, name: str) -> Text:
        """Return what the text in a field may be. Raises TypeError for a field that is no text."""
        value = self[name].value
        if not isinstance(value, Text):
            raise TypeError(f"{name} is no text")
        return value

    def texts(self) -> Iterator[tuple[str, Text]]:
        """Yield every text of a file with its path, `parties[].focal_point.email`."""
        for field in self.in_file:
            yield from _texts(field.path, field.holds)

    def schema(self) -> Schema:
        return _object({field.path: field for field in self.in_file}, self.about)


def _texts(path: str, value: Value) -> Iterator[tuple[str, Text]]:
    match value:
        case Text():
            yield path, value
        case Shared():
            yield from _texts(path, value.value)
        case ListOf():
            yield from _texts(f"{path}[]", value.value)
        case Noun():
            yield from ((f"{path}.{inner}", text) for inner, text in value.texts())


def _object(fields: Mapping[str, Field], about: Mapping[str, str]) -> Schema:
    """Return the rules for an object with fields at these paths: it has no others."""
    properties = {}
    for name in dict.fromkeys(path.partition(".")[0] for path in fields):
        inside = {path.partition(".")[2]: field for path, field in fields.items() if path.startswith(f"{name}.")}
        properties[name] = described(_object(inside, {}), about.get(name, "")) if inside else fields[name].schema()
    required = [path for path, field in fields.items() if field.is_required and "." not in path]
    requirements = {"required": required} if required else {}
    return {"type": "object", **requirements, "additionalProperties": False, "properties": properties}
