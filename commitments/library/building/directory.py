"""States, National Societies and regional groups, from tables to fixture rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from commitments.library.building.rows import Row, codes, entry, read_json, read_table
from commitments.text.folding import folded

LANGUAGES = ("en", "fr", "es", "ar")
KNOWN_AS = Path(__file__).with_name("known_as.json")
"""Other and older names and abbreviations of States and Societies by their country, in any language"""
ADJECTIVES = Path(__file__).with_name("adjectives.csv")
"""What comes from a country, or belongs to it, in English, French and Spanish: written by us from general usage

Where a Society's own name has one, it is that one, and others beside it. Nothing is printed from it.
"""
ARTICLE = re.compile(r"^(?:(?:the|les?|la|el|los|las) |l['’])")
REGIONS = {
    "en": (
        (re.compile(r"^IFRC (.+) region$"), r"the IFRC \1 region"),
        (re.compile(r"^(.+) \(region\)$"), r"the region of \1"),
    ),
    "fr": (
        (re.compile(r"^région (.+) \(IFRC\)$"), r"la région \1 de l’IFRC"),
        (re.compile(r"^la (.+) \(région\)$"), r"la région de \1"),
    ),
    "es": (
        (re.compile(r"^región (.+) \(IFRC\)$"), r"la región \1 de la IFRC"),
        (re.compile(r"^(.+) \(región\)$"), r"la región de \1"),
    ),
    "ar": (
        (re.compile(r"^(منطقة .+) \(الاتحاد الدولي\)$"), r"\1 التابعة للاتحاد الدولي"),
        (re.compile(r"^(.+) \(المنطقة\)$"), r"منطقة \1"),
    ),
}
"""What the table has as a label, and how it reads in a sentence, by language"""
GOVERNMENT_OF = re.compile("^حكومة ")


def directory(folder: Path) -> list[Row]:
    """Return the fixture rows of the directory: States, then Societies, then groups, in the order of the tables.

    Reads states.csv, national_societies.csv and regional_groups.csv of `folder`, and known_as.json and adjectives.csv
    beside this module. Raises SourceError.
    """
    known_as = read_json(KNOWN_AS)
    of_states = known_as["states"]
    for row in read_table(ADJECTIVES):
        adjectives = (each for language in LANGUAGES[:3] for each in codes(row[f"adjective_{language}"]))
        of_states[row["iso2"]] = [*of_states.get(row["iso2"], ()), *adjectives]
    return [
        *(state(row, of_states) for row in read_table(folder / "states.csv")),
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
    printed = {folded(name) for name in names.values()}
    return entry(
        "state",
        iso2=row["iso2"],
        iso3=row["iso3"],
        **names,
        known_as=_joined(name for name in others if folded(name) not in printed),
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
    """Return names as they are kept, each once: of spellings between which a search sees no difference, the first."""
    first_spellings: dict[str, str] = {}
    for name in names:
        first_spellings.setdefault(folded(name), name)
    return "; ".join(first_spellings.values())


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
        **{f"name_{language}": _of_region(row[f"name_{language}"], language) for language in LANGUAGES},
        kind=row["kind"],
        members=[[iso2] for iso2 in row["members_iso2"].split()],
        other_members=row["non_state_or_non_party_members"],
        note=row["note"],
    )


def _of_region(name: str, language: str) -> str:
    """Return a region's name as it reads in a sentence; the table has labels: “Micronesia (region)”."""
    for label, wording in REGIONS[language]:
        name = label.sub(wording, name)
    return name
