"""A model text: its verbatim structure, its mapping and what the editors add, woven into fixture rows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from commitments.library.building.frameworks import framework_of
from commitments.library.building.rows import Row, SourceError, codes, entry, read_json, read_table

BOOKMARK = re.compile(r"\[bookmark: [^\]]*\]")  # debris of the word processor, not part of the text
PASSAGE_KINDS = {"paragraph": "introduction", "options-lead-in": "lead-in"}
CLAUSE_KINDS = {"optional-addition": "addition"}


def model_text(folder: Path, editorial: dict[str, Any], framework_rows: list[Row]) -> list[Row]:
    """Return the fixture rows of one model text: itself, brackets, parts in the source's order, links.

    `folder` holds model_text_structure.json and mapping.csv; `editorial` is our part: names, short titles, brackets.
    Raises SourceError where a clause lacks its title or mapping, or a link names what is not there.
    """
    structure = read_json(folder / "model_text_structure.json")
    mapping = {row["slug"]: row for row in read_table(folder / "mapping.csv")}
    weaver = FixtureBuilder(editorial, mapping)
    for section in structure["sections"]:
        weaver.section(section)
    return [
        _itself(editorial),
        *(_bracket(editorial["slug"], bracket) for bracket in editorial["brackets"]),
        *weaver.rows,
        *_links(editorial["slug"], mapping, framework_of(framework_rows)),
    ]


class FixtureBuilder:
    """Walks the structure in the source's order and numbers every part on the way."""

    def __init__(self, editorial: dict[str, Any], mapping: dict[str, dict[str, str]]) -> None:
        self.editorial = editorial
        self.mapping = mapping
        self.slug = editorial["slug"]
        self.rows: list[Row] = []

    def section(self, section: dict[str, Any]) -> None:
        box = section["letter"]
        if section["heading"]:
            self.passage(section["heading"], box)
        for block in section.get("blocks", []):
            self.passage(block, box)
        for objective in section.get("objectives", []):
            self.objective(objective, box)
        for theme in section.get("themes", []):
            self.theme(theme)
        for indicator in section.get("indicators", []):
            self.clause(indicator)

    def objective(self, objective: dict[str, Any], box: str) -> None:
        lead_in = self.editorial["additions_lead_in"].get(objective["slug"], "")
        self.clause(objective, additions_lead_in=lead_in)
        if "options_lead_in" in objective:
            self.passage(objective["options_lead_in"], box)
        for addition in objective.get("options", []):
            self.clause(addition, parent=[self.slug, objective["slug"]])

    def passage(self, block: dict[str, Any], box: str) -> None:
        kind = PASSAGE_KINDS.get(block["kind"], block["kind"])
        self.part("passage", block["slug"], kind=kind, box=box, text=BOOKMARK.sub("", block["text"]))

    def theme(self, theme: dict[str, Any]) -> None:
        title = self.short_title("themes", theme["slug"])
        self.part("theme", theme["slug"], number=theme["number"], title=title, heading=theme["heading"]["text"])
        for action in theme["actions"]:
            self.clause(action, theme=[self.slug, theme["slug"]])

    def clause(self, source: dict[str, Any], **place: Any) -> None:
        slug = source["slug"]
        verbatim = source["text"]
        text = source.get("text_clean", verbatim)
        if slug not in self.mapping:
            raise SourceError(f"mapping.csv: no row for the clause {slug}")
        row = self.mapping[slug]
        self.part(
            "clause",
            slug,
            kind=CLAUSE_KINDS.get(source["kind"], source["kind"]),
            **{"theme": None, "parent": None, "additions_lead_in": "", **place},
            number=str(source["number"]),
            title=self.short_title("clauses", slug),
            text=text,
            source_text="" if text == verbatim else verbatim,
            relevance=row["relevance"],
            relevance_reason=row["relevance_reason"],
            observers=row["observers"],
            note=row["note"],
            suggested=[
                [self.slug, other] for other in (*codes(row["linked_objectives"]), *codes(row["linked_actions"]))
            ],
        )

    def part(self, model: str, slug: str, **fields: Any) -> None:
        place = len(self.rows) + 1
        self.rows.append(entry(model, model_text=[self.slug], slug=slug, position=place, **fields))

    def short_title(self, kind: str, slug: str) -> str:
        title: str | None = self.editorial[kind].get(slug)
        if title is None:
            raise SourceError(f"editorial.json: no short title for {slug} in {kind}")
        return title


def _itself(editorial: dict[str, Any]) -> Row:
    first, last = editorial["period"]
    same = {name: editorial[name] for name in ("slug", "name", "language", "conference")}
    rest = {name: editorial[name] for name in ("undertaking", "bullet", "provenance")}
    return entry("modeltext", **same, period_start=first, period_end=last, **rest)


def _bracket(slug: str, bracket: dict[str, str]) -> Row:
    return entry(
        "bracket",
        model_text=[slug],
        token=bracket["token"],
        kind=bracket["kind"],
        fills=bracket.get("fills", ""),
        meaning=bracket["meaning"],
    )


def _links(slug: str, mapping: dict[str, dict[str, str]], frameworks: dict[str, tuple[str, str | None]]) -> list[Row]:
    rows = []
    for clause, row in mapping.items():
        for basis in ("explicit", "suggested"):
            for code in codes(row[f"frameworks_{basis}"]):
                if code not in frameworks:
                    raise SourceError(f"mapping.csv: {clause} names {code}, which frameworks.json does not hold")
                framework, item = frameworks[code]
                target = {"framework": [framework], "item": [item] if item else None}
                rows.append(entry("clauselink", clause=[slug, clause], **target, basis=basis))
    return rows
