"""What an import says when it refuses a file: one line that names the field."""

from __future__ import annotations

import json
import re

LONGEST_QUOTE = 40


class ImportRefusedError(ValueError):
    """A file can't be imported. `field` is where, such as `actions[3].end`; `message` what is wrong and what to do."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


def at(field: str, part: str | int) -> str:
    """Return the path of a part of `field`: `actions[3]`, `actions[3].end`; `field` is empty for the whole file."""
    if isinstance(part, int):
        return f"{field}[{part}]"
    name = part if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]{0,59}", part) else json.dumps(part[:LONGEST_QUOTE])
    return f"{field}.{name}" if field else name


def on_one_line(message: str) -> str:
    """Return a message that quotes a file, or has no-break spaces in a number, as a terminal prints it."""
    return "".join(character if character.isprintable() else " " for character in message)


def shown(value: str) -> str:
    """Return a text of the file, cut, as it may stand in a message: on one line, nothing invisible in it."""
    cut = value[:LONGEST_QUOTE] + ("…" if len(value) > LONGEST_QUOTE else "")
    return "".join(character if character.isprintable() else f"\\u{ord(character):04x}" for character in cut)
