"""What a field of a pledge may hold, for the declarations in fields.py.

A value gives its rules as JSON Schema has them (`schema`). A text also has a limit that the schema doesn't tell: a
contract with other programs may not be narrowed, so what was left out of it once is refused in plain words instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commitments.models import Item
from commitments.text.limits import AMOUNT_DECIMALS, AMOUNT_DIGITS, MAX_EMAIL, MAX_ITEM_CHARACTERS

Schema = dict[str, Any]


class Value(Protocol):
    """What a field may hold."""

    def schema(self) -> Schema: ...


def described(schema: Schema, description: str) -> Schema:
    """Return the rules with a description at their end, if there is any."""
    return {**schema, "description": description} if description else schema


@dataclass(frozen=True)
class Text:
    limit: int = MAX_ITEM_CHARACTERS
    """Characters"""
    one_line: bool = True
    is_name: bool = False
    """It fills blanks, so it has no square brackets, which mark one"""
    default: str = ""
    """What it is where a file leaves it out"""
    may_be_null: bool = False
    pattern: str = ""
    """A regular expression as JSON Schema means it: ECMAScript's"""
    format: str = ""
    """date or email"""
    advice: str | Promise = ""
    """What to write where `pattern` or `format` is not met"""
    tells_limit: bool = False
    """Whether the schema has the limit, too"""

    def schema(self) -> Schema:
        limit = self.limit if self.tells_limit else None
        rules = {"default": self.default, "maxLength": limit, "pattern": self.pattern, "format": self.format}
        kind = ["string", "null"] if self.may_be_null else "string"
        return {"type": kind, **{rule: value for rule, value in rules.items() if value}}


@dataclass(frozen=True)
class OneOf:
    names: tuple[str, ...]
    default: str = ""

    def schema(self) -> Schema:
        return {"enum": list(self.names), **({"default": self.default} if self.default else {})}


@dataclass(frozen=True)
class YesNo:
    default: bool = False

    def schema(self) -> Schema:
        return {"type": "boolean", "default": self.default}


@dataclass(frozen=True)
class WholeNumber:
    """A whole number."""

    minimum: int | None = None

    def schema(self) -> Schema:
        return {"type": "integer", **({} if self.minimum is None else {"minimum": self.minimum})}


@dataclass(frozen=True)
class Constant:
    value: str

    def schema(self) -> Schema:
        return {"const": self.value}


@dataclass(frozen=True)
class Anything:
    """Any object at all."""

    def schema(self) -> Schema:
        return {"type": "object"}


@dataclass(frozen=True)
class ListOf:
    value: Value
    at_least: int = 0

    def schema(self) -> Schema:
        least = {"minItems": self.at_least} if self.at_least else {}
        return {"type": "array", **least, "items": self.value.schema()}


@dataclass(frozen=True)
class Shared:
    """A value that the schema defines once, by its name."""

    name: str
    value: Value
    description: str = ""

    def schema(self) -> Schema:
        return {"$ref": f"#/$defs/{self.name}"}

    def definition(self) -> Schema:
        return described(self.value.schema(), self.description)


FROM_EXPORT = "Written on export; ignored on import"
PARAGRAPHS = Text(one_line=False)
INTRODUCTION = Text(2 * MAX_ITEM_CHARACTERS, one_line=False)
"""Each of its paragraphs, and all of them together"""
EMAIL = Text(MAX_EMAIL, format="email", advice=_("Write an e-mail address such as name@example.org."))
MONTH = Text(
    pattern=r"^\d{4}(-\d{2})?$",
    advice=_("Write a year such as 2021, or a month such as 2021-07."),
)
ID = Shared(
    "id",
    Text(
        pattern=r"^[a-z0-9-]{1,40}$",
        advice=_("Use 1 to 40 small letters from a to z, digits and hyphens."),
    ),
    "Name of an item within this file, for links",
)
WORDING = Shared("wording", OneOf(tuple(Item.Wording.values)), FROM_EXPORT)
CLAUSE = Shared("clause", Text(may_be_null=True), "Slug of the clause; null or left out for own wording")
WORDS = Shared(
    "text",
    Text(one_line=False, may_be_null=True),
    "The wording; the official one, blanks filled, where null or left out",
)

PARTY_CODE = Text(
    pattern="^[A-Z]{2}([A-Z]{2})?$",
    advice=_("Write the country's ISO code in two capital letters, such as KE; ICRC or IFRC for these."),
)
CURRENCY = Text(pattern="^[A-Z]{3}$", advice=_("Write the currency in three capital letters, such as CHF."))
AMOUNT = Text(
    pattern=rf"^\d{{1,{AMOUNT_DIGITS}}}(\.\d{{1,{AMOUNT_DECIMALS}}})?$",
    advice=_("Write digits with at most two decimals, such as 50000 or 50000.50."),
)
DAY = Text(format="date", advice=_("Write a date such as 2021-12-31."), may_be_null=True)
