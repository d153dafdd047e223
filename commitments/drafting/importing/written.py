"""Amounts, days and months of a pledge's file that people wrote, put as the schema has them before it is held to that.

Other programs write 1000000.50 and 2027-12-31, and nothing is done to that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from commitments.document.values import AMOUNT
from commitments.drafting.importing.refusal import ImportRefusedError, on_one_line
from commitments.text.amounts import AmountRefusedError, digits, read_amount
from commitments.text.days import DayRefusedError, read_day, read_month

AS_IN_THE_SCHEMA = re.compile(AMOUNT.pattern.replace("$", r"\Z"), re.ASCII)


def as_in_the_schema(content: Any) -> Any:
    """Return what a file says, its amounts, days and months as the schema has them; other types are left alone.

    Raises ImportRefusedError for what can be read in two ways, and for what is no amount or no day at all.
    """
    if not isinstance(content, dict):
        return content
    resources = content.get("resources")
    if isinstance(resources, dict) and isinstance(lines := resources.get("lines"), list):
        read = [_line(line, f"resources.lines[{place}]") for place, line in enumerate(lines)]
        content = {**content, "resources": {**resources, "lines": read}}
    if isinstance(actions := content.get("actions"), list):
        content = {**content, "actions": [_with_months(action) for action in actions]}
    if isinstance(day := content.get("open_until"), str):
        content = {**content, "open_until": _day(day)}
    return content


def _line(line: Any, place: str) -> Any:
    """Return a resource line, its amount in digits, and the currency that was written with that in its place."""
    typed = line.get("amount") if isinstance(line, dict) else None
    if not isinstance(typed, str) or AS_IN_THE_SCHEMA.search(typed):
        return line
    currency = line.get("currency")
    try:
        amount = read_amount(typed, currency if isinstance(currency, str) else "")
    except AmountRefusedError as refused:
        raise ImportRefusedError(f"{place}.amount", on_one_line(str(refused))) from refused
    if amount is None:
        return line
    if currency and amount.currency not in ("", currency):
        message = _("The amount is in {one}, and its currency says {other}. Correct one of them.")
        raise ImportRefusedError(f"{place}.amount", message.format(one=amount.currency, other=currency))
    named: Mapping[str, str] = {"currency": amount.currency} if amount.currency else {}
    return {**line, "amount": digits(amount.value), **named}


def _with_months(action: Any) -> Any:
    """Return an action, the months of its start and its end in figures; what is no month is left to the schema."""
    if not isinstance(action, dict):
        return action
    written = {name: action[name] for name in ("start", "end") if isinstance(action.get(name), str)}
    return {**action, **{name: (when.isprintable() and read_month(when)) or when for name, when in written.items()}}


def _day(typed: str) -> str:
    try:
        day = read_day(typed)
    except DayRefusedError as refused:
        raise ImportRefusedError("open_until", on_one_line(str(refused))) from refused
    return day.isoformat() if day else typed
