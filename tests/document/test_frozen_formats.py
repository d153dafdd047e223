"""The formats of frozen texts: each has its own fields, and every text that was kept stays what it is."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from commitments.document import PledgeDocument, canonical, digest, freeze, thaw
from commitments.document.fields import NOUNS, PLEDGE
from commitments.document.freezing import FORMATS, FrozenFormats, FrozenTextError
from commitments.document.nouns import Field
from tests.exports.samples import SMALL

FIRST, NEXT = "pledgebuilder-revision/1", f"pledgebuilder-revision/{len(FORMATS.by_name) + 1}"
OLD = freeze(replace(SMALL, frozen_as=FIRST))


def test_format_of_a_frozen_text_has_not_changed():
    """A change of this digest is a change of the format: every text that was signed before would no longer thaw.

    Whoever means to do that gives the new format another name, and keeps reading the old one.
    """
    content = OLD
    assert (
        digest(content)
        == sha256(content.encode()).hexdigest()
        == "14e5daa6c7c28ad75c378e08e5ca3955015c4097d978090778c5a1906dd40ac7"
    )
    assert content.startswith(
        '{"clause_language":"en","conference":"33rd International Conference","format":"pledgebuilder-rev'
    )


@pytest.mark.parametrize(
    "content",
    [
        *("", "{", "[]", "null", "7", '"format"', "{}"),
        f'{{"format":"{NEXT}"}}',
        '{"format":null}',
        '{"format":["pledgebuilder-revision/1"]}',
        OLD.replace("/1", "/0"),
        pytest.param("[" * 10_000 + "]" * 10_000, id="nested without end"),
    ],
)
def test_another_format_is_not_thawed(content):
    with pytest.raises(FrozenTextError, match="not a frozen pledge"):
        thaw(content, status="draft")


def inside(*path: str | int, **changes: Any) -> str:
    """A frozen text with something changed at a place in it; what is changed to ... is taken out."""
    data = json.loads(OLD)
    place = data
    for step in path:
        place = place[step]
    for name, value in changes.items():
        if value is ...:
            del place[name]
        else:
            place[name] = value
    return canonical(data)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (inside(colour="red"), r"PledgeDocument has the unknown fields \['colour'\] and lacks \[\]"),
        (inside(status="draft"), r"PledgeDocument has the unknown fields \['status'\]"),
        (inside(frozen_as=""), r"PledgeDocument has the unknown fields \['frozen_as'\]"),
        (inside("parties", 0, colour="red"), r"Party has the unknown fields \['colour'\]"),
        (inside("parties", 0, "signatory", email="a@example.org"), r"Signatory has the unknown fields \['email'\]"),
        (inside("themes", 0, "actions", 0, theme="water"), r"Action has the unknown fields \['theme'\]"),
        (inside("parties", 0, key=...), r"Party has the unknown fields \[\] and lacks \['key'\]"),
        (inside(title=...), r"lacks \['title'\]"),
        (inside(title=7), "7 stands for"),
        (inside(title=None), "None stands for"),
        (inside(period=["2019", 2023]), "'2019' stands for"),
        (inside(name_parties_in_full=1), "1 stands for"),
        (inside(parties={}), "{} stands for"),
        (inside(parties=["Kenya"]), "'Kenya' stands for Party"),
        (inside("parties", 0, signatory="Aya Koné"), "'Aya Koné' stands for Signatory"),
    ],
)
def test_text_with_other_fields_is_not_thawed(content, words):
    with pytest.raises(FrozenTextError, match=words):
        thaw(content, status="draft")


# --- texts that were kept, of every format ---

KEPT = {path.stem: path.read_bytes() for path in (Path(__file__).parents[1] / "data" / "revisions").glob("*.json")}
DIGESTS = {
    "pledgebuilder-revision-1": "d75f400e0557d0e5c68e17839d5801106f47b202ec81fdedd63977fc10ef28aa",
    # No release has written it yet: a field that it gains changes this (python -m tests.document.keep_revision).
    "pledgebuilder-revision-2": "e000b781b73f1c097c37af076623383affa040730b7433342387b481f0b8acd1",
}


@pytest.mark.parametrize("name", DIGESTS)
def test_kept_text_freezes_to_the_bytes_it_was_thawed_from(name):
    content = KEPT[name].decode()
    thawed = thaw(content, status="agreed")
    assert freeze(thawed).encode() == KEPT[name]
    assert digest(freeze(thawed)) == DIGESTS[name]
    assert thawed.frozen_as == json.loads(content)["format"] == "/".join(name.rsplit("-", 1))


def test_every_format_has_a_text_that_was_kept():
    assert KEPT.keys() == DIGESTS.keys() == {name.replace("/", "-") for name in FORMATS.by_name}


@dataclass(frozen=True)
class Wider(PledgeDocument):
    """A document as it might be one day, with a field more."""

    motto: str = ""


WIDER = FrozenFormats(
    replace(noun, shape=Wider, fields=(*noun.fields, Field("motto", since=len(FORMATS.by_name) + 1)))
    if noun is PLEDGE
    else noun
    for noun in NOUNS
)


def wider(**fields: Any) -> Wider:
    return Wider(**{name: getattr(SMALL, name) for name in PledgeDocument.__dataclass_fields__}, **fields)


def test_new_format_writes_its_fields_and_the_old_one_only_its_own():
    assert list(WIDER.by_name) == [*FORMATS.by_name, NEXT]
    new = WIDER.freeze(wider(motto="Water is life"))
    assert json.loads(new) == json.loads(freeze(SMALL)) | {
        "format": NEXT,
        "motto": "Water is life",
    }
    assert WIDER.freeze(replace(wider(), frozen_as=FIRST)) == OLD
    newest = FORMATS.newest.name
    assert WIDER.freeze(replace(wider(), frozen_as=newest)) == freeze(replace(SMALL, frozen_as=newest))


@pytest.mark.parametrize(
    "content", [freeze(SMALL), *map(bytes.decode, KEPT.values()), WIDER.freeze(wider(motto="Water is life"))]
)
def test_text_of_any_format_stays_what_it_is_when_there_is_a_newer_one(content):
    thawed: Any = WIDER.thaw(content, status="agreed")
    assert WIDER.freeze(thawed) == content
    assert thawed == WIDER.thaw(content, status="agreed")
    assert thawed.motto == json.loads(content).get("motto", "")


def test_field_of_a_newer_format_is_unknown_in_an_older_text():
    with pytest.raises(FrozenTextError, match=r"unknown fields \['motto'\]"):
        WIDER.thaw(inside(motto=""), status="agreed")
    with pytest.raises(FrozenTextError, match=r"lacks \['motto'\]"):
        WIDER.thaw(freeze(SMALL).replace(FORMATS.newest.name, NEXT), status="agreed")


def test_what_a_format_can_not_hold_is_not_left_out_in_silence():
    with pytest.raises(FrozenTextError, match="has no field motto"):
        WIDER.freeze(replace(wider(motto="Water is life"), frozen_as=FORMATS.newest.name))


def test_unknown_format_is_not_written():
    with pytest.raises(FrozenTextError, match="unknown"):
        freeze(replace(SMALL, frozen_as=NEXT))
