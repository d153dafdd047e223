"""Any pledge made from the library: import, export, import, export gives the same bytes but for the reference,
and of a signed one but for what tells of its signatures.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commitments import document
from commitments.document.signature_fields import ABOUT_SIGNATURES
from commitments.drafting.importing.pledges import import_pledge
from commitments.exports.json import render
from commitments.models import Clause, RegionalGroup, Theme
from commitments.text.limits import TextRefusedError, clean_text
from tests.drafting.importing.pledge_files import as_bytes
from tests.exports import samples
from tests.factories import add_party, make_member, make_pledge, write

WORDS = st.sampled_from(
    [
        "support",
        "migrants",
        "[National Society]",
        "[COUNTRY/REGION]",
        "[someone]",
        "é",
        "e\u0301",
        "\u0301",
        "—",
        "\n\n",
        "ال",
    ]
)
SENTENCE = st.lists(WORDS, min_size=1, max_size=6).map(lambda words: "Own " + " ".join(words))
LINE = SENTENCE.map(lambda text: text.replace("\n", " "))
NAME = st.text(st.characters(categories=("L", "M", "N", "P", "Zs"), exclude_characters="[]"), min_size=1, max_size=30)
CODES = st.lists(st.sampled_from(["KE", "UG", "NL", "FR", "IL", "ML", "NE"]), unique=True, min_size=1, max_size=3)
MONTHS = st.sampled_from(["2020", "2020-07", "2021-01"])


def is_kept(name: str) -> bool:
    try:
        return bool(clean_text(name, one_line=True))
    except TextRefusedError:
        return False


@st.composite
def parties(draw: st.DrawFn) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for kind in ("state", "national_society"):
        for code in draw(CODES):
            name = draw(st.none() | NAME.filter(is_kept))
            said = draw(st.none() | NAME.filter(is_kept))
            forms = {"name": name, "in_sentence": said}
            found.append({"kind": kind, "code": code, **{form: text for form, text in forms.items() if text}})
    if draw(st.booleans()):
        found.append({"kind": "component", "code": draw(st.sampled_from(["ICRC", "IFRC"]))})
    if draw(st.booleans()):
        found.append({"kind": "observer", "name": draw(NAME.filter(is_kept))})
    chosen = draw(st.permutations(found))
    return list(chosen[: draw(st.integers(1, len(chosen)))])


def wordings(slugs: list[str], texts: dict[str, str]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Items of clauses, official or adapted, and of the drafter's own, in any order."""
    official = st.sampled_from(slugs).map(lambda slug: {"clause": slug})
    same = st.sampled_from(slugs).map(lambda slug: {"clause": slug, "text": texts[slug]})
    adapted = st.builds(lambda slug, text: {"clause": slug, "text": text}, st.sampled_from(slugs), SENTENCE)
    half = st.sampled_from(slugs).map(lambda slug: {"clause": slug, "text": texts[slug].replace("[", "(", 1)})
    own = SENTENCE.map(lambda text: {"text": text})
    return st.lists(
        official | same | adapted | half | own,
        max_size=5,
        unique_by=lambda item: item.get("clause", item.get("text", "")),
    )


@cache
def pledges() -> st.SearchStrategy[dict[str, Any]]:
    clauses = list(Clause.objects.filter(model_text__slug="migration-2019").select_related("parent"))
    texts = {clause.slug: clause.text for clause in clauses}
    themes = [theme.slug for theme in Theme.objects.filter(model_text__slug="migration-2019")]
    regions = [*RegionalGroup.objects.values_list("slug", flat=True)[:5], "Lake Chad Basin", None]

    def of(kind: str, parent: str | None = None) -> st.SearchStrategy[list[dict[str, Any]]]:
        return wordings(
            [c.slug for c in clauses if c.kind == kind and (c.parent.slug if c.parent else None) == parent], texts
        )

    @st.composite
    def pledge(draw: st.DrawFn) -> dict[str, Any]:
        who = draw(parties())
        objectives = [dict(item, id=f"x{place}") for place, item in enumerate(draw(of("objective")))]
        for item in objectives:
            if item.get("clause") == "a-gcr-humanitarian-objectives":
                item["additions"] = draw(of("addition", item["clause"]))
        actions = [dict(item, id=f"y{place}") for place, item in enumerate(draw(of("action")))]
        for item in actions:
            item["serves"] = draw(st.lists(st.sampled_from([other["id"] for other in objectives] or [""])))
            item["serves"] = [name for name in item["serves"] if name]
            item["leads"] = draw(st.lists(st.integers(0, len(who) - 1), max_size=3))
            item |= {"start": draw(MONTHS), "end": "2022", "responsible": draw(LINE)}
            if "clause" not in item:
                item["theme"] = draw(st.sampled_from([*themes, "Own theme", "Another", None]))
        indicators = draw(of("indicator"))
        for item in indicators:
            item["measures"] = [each["id"] for each in draw(st.permutations(actions))]
            item["target"] = draw(LINE)
        return {
            "format": "pledgebuilder/1",
            "model_text": "migration-2019",
            "title": draw(LINE),
            "language": draw(st.sampled_from(["en", "fr", "es", "ar", "sw"])),
            "region": draw(st.sampled_from(regions)),
            "name_parties_in_full": draw(st.booleans()),
            "parties": who,
            "opening": draw(st.none() | SENTENCE),
            "objectives": objectives,
            "actions": actions,
            "indicators": indicators,
            "resources": {"text": draw(SENTENCE), "lines": [{"kind": "human", "description": draw(LINE)}]},
            **({"introduction": draw(st.lists(SENTENCE, max_size=3))} if draw(st.booleans()) else {}),
        }

    return pledge()


@pytest.mark.random
@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data=st.data())
def test_import_then_export_is_stable_for_any_pledge(data: st.DataObject) -> None:
    owner = make_member()
    first = import_pledge(as_bytes(data.draw(pledges())), owner=owner)
    exported = render(document.build(first))
    second = import_pledge(exported, owner=owner)
    again = render(document.build(second))
    assert again.replace(second.reference.encode(), first.reference.encode()) == exported


@pytest.mark.django_db
def test_headings_and_paragraphs_as_they_were_typed_are_stable() -> None:
    pledge = make_pledge(introduction="Before this.\n\n\n  After two empty lines.")
    add_party(pledge, "state", "KE")
    for heading in ("training", "follow-up", "2027", "Training"):
        write(pledge, "action", f"Do what is under {heading}.", theme_name=heading)
    exported = render(document.build(pledge))
    assert json.loads(exported)["introduction"] == ["Before this.", "After two empty lines."]
    again = import_pledge(exported, owner=make_member())
    assert [item.theme_name for item in again.items.order_by("position")] == [
        "training",
        "follow-up",
        "2027",
        "Training",
    ]
    assert render(document.build(again)).replace(again.reference.encode(), pledge.reference.encode()) == exported


@pytest.mark.random
@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data=st.data())
def test_import_of_a_signed_pledge_gives_its_text_and_no_signature(data: st.DataObject) -> None:
    owner = make_member()
    built = document.build(import_pledge(as_bytes(data.draw(pledges())), owner=owner))
    signed = replace(document.thaw(document.freeze(built), status="agreed"), seal=samples.SIGNED.seal)
    exported = render(signed)
    draft = import_pledge(exported, owner=owner)
    assert draft.status == "draft"
    assert not draft.revisions.exists()
    assert text_of(render(document.build(draft))) == text_of(exported)
    assert [signed["name"] for signed in json.loads(exported)["signatures"]] == [
        *("Amina Otieno", "Sara Said", "Robert Kato"),
    ]


def text_of(exported: bytes) -> bytes:
    """A file as it is written without the reference, and what it tells of signatures."""
    content = json.loads(exported)
    left = {name: value for name, value in content.items() if name not in ("reference", *ABOUT_SIGNATURES)}
    return json.dumps(left, ensure_ascii=False, indent=2).encode()
