"""Reads and writes the files between which the library is built."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]
"""One object of a fixture: `model` and `fields`, and no primary key."""


class SourceError(Exception):
    """The data to build from is not what it should be. The message names the file and says what is wrong."""


def entry(model: str, **fields: Any) -> Row:
    """Return the fixture row of one object of `commitments.<model>`."""
    return {"model": f"commitments.{model}", "fields": fields}


def read_table(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file by column name. Raises SourceError if it can't be read."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path.name}: {error}") from error


def read_json(path: Path) -> Any:
    """Return what a JSON file holds. Raises SourceError if it can't be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SourceError(f"{path.name}: {error}") from error


def write_fixture(path: Path, rows: list[Row]) -> None:
    """Write `rows` as a fixture that reads well and changes line by line."""
    path.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def codes(cell: str) -> list[str]:
    """Return the parts of a cell such as “GCM-07; FP-1”."""
    return [part.strip() for part in cell.split(";") if part.strip()]
