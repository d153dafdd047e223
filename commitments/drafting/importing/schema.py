"""Holds a pledge's file against the schema of pledge.schema.json, and says in plain words which rule it breaks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError as InvalidValue
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from commitments.document.fields import PLEDGE
from commitments.drafting.importing.refusal import ImportRefusedError, at, shown
from commitments.exports import schema

PATTERN_ADVICE = {text.pattern: text.advice for _path, text in PLEDGE.texts() if text.pattern}
FORMAT_ADVICE = {text.format: text.advice for _path, text in PLEDGE.texts() if text.format}
ENOUGH_ERRORS = 100  # to choose from; a hostile file could have a hundred thousand


def broken_rule(content: Any) -> ImportRefusedError | None:
    """Return the refusal for the first of the outermost rules of the schema that `content` breaks, or nothing.

    Not jsonschema's `best_match`: the schema has no alternatives to choose among, and of equals that takes the last.
    """
    errors = list(islice(_validator().iter_errors(content), ENOUGH_ERRORS))
    return _refusal(min(errors, key=lambda error: len(error.absolute_path))) if errors else None


@cache
def _validator() -> Any:
    rules = schema.pledge_schema()
    Draft202012Validator.check_schema(rules)
    formats = FormatChecker(formats=())
    formats.checks("date", raises=ValueError)(_is_date)
    formats.checks("email", raises=InvalidValue)(_is_email)
    return extend(Draft202012Validator, {"pattern": _matches})(rules, format_checker=formats)


def _schema_of(error: ValidationError) -> Mapping[str, Any]:
    assert isinstance(error.schema, Mapping)  # noqa: S101  narrows the type: ours has no schema that is only true or false
    return error.schema


def _matches(_validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    """JSON Schema means ECMAScript's `\\d` and `$`: ASCII digits, and the very end. Python's are wider."""
    if isinstance(instance, str) and not re.search(pattern.replace("$", r"\Z"), instance, re.ASCII):
        yield ValidationError("no match")


def _is_date(value: Any) -> bool:
    return not isinstance(value, str) or (len(value) == len("2021-12-31") and bool(date.fromisoformat(value)))


def _is_email(value: Any) -> bool:
    if isinstance(value, str):
        validate_email(value)
    return True


def _refusal(error: ValidationError) -> ImportRefusedError:
    field = ""
    for part in error.absolute_path:
        field = at(field, part)
    if error.validator == "required":
        missing = next(name for name in error.validator_value if name not in error.instance)
        return ImportRefusedError(at(field, missing), _("This is missing. Add it."))
    if error.validator == "additionalProperties":
        known = _schema_of(error)["properties"]
        unknown = next(name for name in error.instance if name not in known)
        message = _("The format has no such field. Take it out, or correct its name to one of: {names}.")
        return ImportRefusedError(at(field, unknown), message.format(names=", ".join(known)))
    return ImportRefusedError(field or "file", MESSAGES[str(error.validator)](error))


def _type(error: ValidationError) -> str:
    allowed = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    kinds = {
        "array": _("a list"),
        "boolean": _("true or false"),
        "integer": _("a whole number"),
        "null": _("null"),
        "object": _("an object in braces"),
        "string": _("text in quotation marks"),
    }
    return _("Write {kind} here.").format(kind=_(" or ").join(kinds[name] for name in allowed))


def _pattern(error: ValidationError) -> str:
    return _does_not_fit(error, PATTERN_ADVICE[error.validator_value])


def _enum(error: ValidationError) -> str:
    value = shown(error.instance) if isinstance(error.instance, str) else shown(json.dumps(error.instance))
    names = ", ".join(error.validator_value)
    return _("“{value}” is not known here. Write one of: {names}.").format(value=value, names=names)


def _format(error: ValidationError) -> str:
    return _does_not_fit(error, FORMAT_ADVICE[error.validator_value])


def _does_not_fit(error: ValidationError, advice: str | Promise) -> str:
    return _("“{value}” does not fit. {advice}").format(value=shown(error.instance), advice=advice)


MESSAGES: dict[str, Callable[[ValidationError], str]] = {
    "const": lambda error: _("Write “{value}”.").format(value=error.validator_value),
    "enum": _enum,
    "format": _format,
    "maxLength": lambda error: _("The text is {length:,} characters long. Shorten it to {limit:,}.").format(
        length=len(error.instance), limit=error.validator_value
    ),
    "minItems": lambda error: _("The list is empty. Name at least one."),
    "minimum": lambda error: _("Write {minimum} or more.").format(minimum=error.validator_value),
    "pattern": _pattern,
    "type": _type,
}
