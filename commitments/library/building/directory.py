"""States, National Societies and regional groups, from tables to fixture rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from commitments.library.building.rows import Row, entry, read_json, read_table

LANGUAGES = ("en", "fr", "es", "ar")
KNOWN_AS = Path(__file__).with_name("known_as.json")
"""Other and older names and abbreviations of States and Societies by their country, in any language"""
ARTICLE = re.compile(r"^(?:(?:the|les?|la|el|los|las) |l['’])")
GOVERNMENT_OF = re.compile("^حكومة ")


def directory(folder: Path) -> list[Row]:
    """Return the fixture rows of the directory: States, then Societies, then groups, in the order of the tables.

    Reads states.csv, national_societies.csv and regional_groups.csv of `folder`, and known_as.json. Raises SourceError.
    """
    known_as = read_json(KNOWN_AS)
    return [
        *(state(row, known_as["states"]) for row in read_table(folder / "states.csv")),
        *(society(row, known_as["societies"]) for row in read_table(folder / "national_societies.csv")),
        *(group(row) for row in read_table(folder / "regional_groups.csv")),
    ]


def state(row: dict[str, str], known_as: Mapping[str, list[str]]) -> Row:
    """Lists call a State as the UN does, and as a pledge prints it; the table's short names are for finding it."""
    if "(" in row["government_ar"]:  # “إيران (جمهورية - الإسلامية)”, which is for sorting, and no name in a sentence
        row["government_ar"] = row["government_formal_ar"]
    listed = {f"short_name_{language}": _listed(row, language) for language in LANGUAGES}
    names = listed | {
        f"{form}_{language}": row[f"{form}_{language}"]
        for form in ("prose_name", "formal_name", "government")
        for language in LANGUAGES
        if (form, language) != ("prose_name", "ar")  # Arabic needs no article of its own within a sentence
    }
    others = [*(row[f"short_name_{language}"] for language in LANGUAGES), *known_as.get(row["iso2"], ())]
    return entry(
        "state",
        iso2=row["iso2"],
        iso3=row["iso3"],
        **names,
        known_as=_joined(name for name in others if name not in names.values()),
        ifrc_region=row["ifrc_region"],
        note=row["note"],
    )


def _listed(row: dict[str, str], language: str) -> str:
    """Return a State's name without its article: “State of Palestine”, “Pays-Bas”. In Arabic, as its Government's."""
    if language == "ar":
        return GOVERNMENT_OF.sub("", row["government_ar"])
    name = ARTICLE.sub("", row[f"prose_name_{language}"])
    return name[:1].upper() + name[1:]


def _joined(names: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(names))


def society(row: dict[str, str], known_as: Mapping[str, list[str]]) -> Row:
    recognised = row["status"] == "recognised"
    return entry(
        "nationalsociety",
        state=[row["iso2"]],
        name_en=row["official_name_en"],
        **{f"name_{language}": row[f"name_{language}"] for language in ("fr", "es", "ar")},
        in_sentence_en=row["name_en_in_sentence"],
        in_sentence_fr=row["name_fr_in_sentence"],
        in_sentence_es=row["name_es_in_sentence"],
        other_names_en=row["other_names_en"],
        known_as=_joined(known_as.get(row["iso2"], ())),
        emblem=row["emblem"],
        ifrc_region=row["ifrc_region"],
        recognised=recognised,
        status="" if recognised else row["status"],
        doubtful=row["doubtful"] == "yes",
        note=row["note"],
    )


def group(row: dict[str, str]) -> Row:
    return entry(
        "regionalgroup",
        slug=row["slug"],
        **{f"name_{language}": row[f"name_{language}"] for language in LANGUAGES},
        kind=row["kind"],
        members=[[iso2] for iso2 in row["members_iso2"].split()],
        other_members=row["non_state_or_non_party_members"],
        note=row["note"],
    )
