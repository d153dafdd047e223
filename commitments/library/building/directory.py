"""States, National Societies and regional groups, from tables to fixture rows."""

from __future__ import annotations

from pathlib import Path

from commitments.library.building.rows import Row, entry, read_table

LANGUAGES = ("en", "fr", "es", "ar")


def directory(folder: Path) -> list[Row]:
    """Return the fixture rows of the whole directory: States, then Societies, then groups, in the order of the tables.

    Reads states.csv, national_societies.csv and regional_groups.csv of `folder`. Raises SourceError.
    """
    return [
        *(state(row) for row in read_table(folder / "states.csv")),
        *(society(row) for row in read_table(folder / "national_societies.csv")),
        *(group(row) for row in read_table(folder / "regional_groups.csv")),
    ]


def state(row: dict[str, str]) -> Row:
    names = {
        f"{form}_{language}": row[f"{form}_{language}"]
        for form in ("short_name", "prose_name", "formal_name", "government")
        for language in LANGUAGES
        if (form, language) != ("prose_name", "ar")  # Arabic needs no article of its own within a sentence
    }
    return entry("state", iso2=row["iso2"], iso3=row["iso3"], **names, ifrc_region=row["ifrc_region"], note=row["note"])


def society(row: dict[str, str]) -> Row:
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
