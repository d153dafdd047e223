"""The documents that clauses speak to, from frameworks.json to fixture rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from commitments.library.building.rows import Row, entry, read_json

LANGUAGES = ("en", "fr", "es", "ar")


def frameworks(folder: Path) -> list[Row]:
    """Return the fixture rows of every framework, each followed by its items. Raises SourceError."""
    rows: list[Row] = []
    for source in read_json(folder / "frameworks.json")["frameworks"]:
        rows.append(framework(source))
        rows += [item(source["code"], position, part) for position, part in enumerate(source["items"], start=1)]
    return rows


def framework(source: dict[str, Any]) -> Row:
    return entry(
        "framework",
        code=source["code"],
        **_wordings("name", source),
        symbol=source.get("symbol", ""),
        date=source.get("date", ""),
        note=source.get("note", ""),
        verified=_verified(source),
    )


def item(framework_code: str, position: int, source: dict[str, Any]) -> Row:
    return entry(
        "frameworkitem",
        framework=[framework_code],
        code=source["code"],
        position=position,
        number=str(source.get("number", "")),
        **_wordings("title", source),
        **{f"short_{language}": source.get(f"short_{language}") or "" for language in ("en", "fr", "es")},
        summary_en=source.get("summary_en", ""),
        verified=_verified(source),
        display=source.get("display", True),
    )


def framework_of(rows: list[Row]) -> dict[str, tuple[str, str | None]]:
    """Return (framework, item or None) by every code that a link can name."""
    frameworks: dict[str, tuple[str, str | None]] = {}
    for row in rows:
        fields = row["fields"]
        code = fields["code"]
        frameworks[code] = (fields["framework"][0], code) if "framework" in fields else (code, None)
    return frameworks


def _wordings(field: str, source: dict[str, Any]) -> dict[str, str]:
    return {f"{field}_{language}": source.get(f"{field}_{language}") or "" for language in LANGUAGES}


def _verified(source: dict[str, Any]) -> dict[str, Any]:
    """Return per language whether the wording was seen; the source says a bare yes or no where it is English only."""
    verified = source["verified"]
    return verified if isinstance(verified, dict) else {"en": verified}
