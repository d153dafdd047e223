"""A document as bytes that never change: the rules of RFC 8785, and the way back."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import gettext_lazy
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from commitments import document
from commitments.document import (
    Action,
    Addition,
    Indicator,
    Objective,
    Party,
    PledgeDocument,
    ResourceLine,
    Seal,
    Signatory,
    Signed,
    Theme,
    canonical,
    digest,
    freeze,
    thaw,
)
from commitments.document.fields import NOUNS, PLEDGE
from commitments.document.freezing import FORMATS, Formats, FrozenTextError
from commitments.document.nouns import Field
from commitments.models import Item, Pledge, menu
from tests.edits import reword
from tests.exports import samples
from tests.factories import (
    add_party,
    add_resource,
    circulated,
    fill,
    link,
    make_member,
    make_pledge,
    make_ready,
    pick,
    the_round,
    write,
)
from tests.web.views.pages import send

SAMPLES = {name: getattr(samples, name) for name in ("ENGLISH", "FRENCH", "ARABIC", "LONG", "EMPTY")}
GREATEST = 9_007_199_254_740_991  # 2**53 - 1

# --- canonical JSON ---


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        # RFC 8785, section 3.2.2: its example, but for the fractions, which no document holds
        (
            {"string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/", "literals": [None, True, False]},
            '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
        ),
        # section 3.2.3, but for the keys that are not ASCII
        ({"1": "One", "\r": "Carriage Return"}, '{"\\r":"Carriage Return","1":"One"}'),
        # appendix B: whole numbers
        ([0, -0, 1, -1, GREATEST, -GREATEST], "[0,0,1,-1,9007199254740991,-9007199254740991]"),
        ("\b\t\n\f\r", '"\\b\\t\\n\\f\\r"'),
        ("\x00\x01\x1f\x7f\x80", '"\\u0000\\u0001\\u001f\x7f\x80"'),
        ("\u2028\u2029 </script> é \U0001f600", '"\u2028\u2029 </script> é \U0001f600"'),
        ({"b": {"z": 1, "a": [{"d": "", "c": None}]}, "B": (), "a": {}}, None),
        ([True, 1, "1"], '[true,1,"1"]'),
        (Item.Wording.OWN, '"own"'),
    ],
)
def test_canonical_json_is_that_of_rfc_8785(value, expected):
    nested = '{"B":[],"a":{},"b":{"a":[{"c":null,"d":""}],"z":1}}'
    assert canonical(value) == (expected or nested)


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        float("inf"),
        GREATEST + 1,
        -GREATEST - 1,
        "half of a pair \ud83d",
        {"€": 1},
        {"\ufb33": 1},
        {1: 1},
        {None: 1},
        {"a": [{"b": 0.5}]},
        b"bytes",
        {"a"},
        gettext_lazy("Draft"),
    ],
)
def test_what_no_document_holds_is_refused(value):
    with pytest.raises(ValueError, match=r"canonical JSON|surrogates not allowed"):
        canonical(value)
    with pytest.raises(ValueError, match=r"canonical JSON|surrogates not allowed"):
        canonical({"inner": [value]})


ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def by_the_book(value: Any) -> str:
    """Canonical JSON once more, written from the text of the RFC."""
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        escaped = (ESCAPES.get(each, f"\\u{ord(each):04x}" if each < " " else each) for each in value)
        return f'"{"".join(escaped)}"'
    if isinstance(value, list):
        return f"[{','.join(map(by_the_book, value))}]"
    pairs = sorted(value.items(), key=lambda pair: pair[0].encode("utf-16-be"))
    return f"{{{','.join(f'{by_the_book(key)}:{by_the_book(inner)}' for key, inner in pairs)}}}"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-GREATEST, GREATEST) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner),
    max_leaves=20,
)


@given(VALUES)
@example({"a": 1, "B": 2, "_": 3, "a1": 4, "": 5})
def test_canonical_json_is_sorted_short_and_reads_back(value):
    written = canonical(value)
    assert written == by_the_book(value)
    assert json.loads(written) == value
    assert canonical(json.loads(written)) == written


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 9)), st.randoms())
def test_order_in_which_an_object_was_made_does_not_matter(value, random):
    pairs = list(value.items())
    random.shuffle(pairs)
    assert canonical(dict(pairs)) == canonical(value)


# --- documents ---

TEXT = st.text(max_size=20)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
CLAUSE = st.none() | TEXT


def some(kind: type, **fields: Any) -> st.SearchStrategy[Any]:
    """Documents' parts: every field a text, but for those that are given."""
    texts = {name: TEXT for name in kind.__dataclass_fields__ if name not in fields}
    return st.builds(kind, **texts, **fields)


def several(strategy: st.SearchStrategy[Any], at_most: int = 3) -> st.SearchStrategy[Any]:
    return st.lists(strategy, max_size=at_most).map(tuple)


ACTIONS = some(Action, clause=CLAUSE, leads=several(st.integers(0, 20)), serves=TEXTS)
DOCUMENTS = some(
    PledgeDocument,
    period=st.tuples(st.integers(0, 9999), st.integers(0, 9999)),
    open_until=CLAUSE,
    parties=several(some(Party, signatory=st.none() | some(Signatory))),
    introduction=TEXTS,
    introduction_is_official=st.booleans(),
    opening_is_generated=st.booleans(),
    name_parties_in_full=st.booleans(),
    objectives=several(some(Objective, clause=CLAUSE, additions=several(some(Addition, clause=CLAUSE)))),
    themes=several(some(Theme, number=st.integers(0, 99), actions=several(ACTIONS)), 2),
    indicators=several(some(Indicator, clause=CLAUSE, measures=TEXTS), 2),
    resource_lines=several(some(ResourceLine), 2),
    fillings=st.dictionaries(TEXT, TEXT, max_size=2),
    seal=st.none(),
    frozen_as=st.just(""),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(DOCUMENTS)
def test_frozen_document_thaws_to_an_equal_one(made):
    content = freeze(made)
    thawed = thaw(content, status=made.status)
    assert thawed == made
    assert thawed.texts == made.texts
    assert freeze(thawed) == content
    assert isinstance(thawed.period, tuple)
    hash(thawed.parties), hash(thawed.objectives), hash(thawed.themes), hash(thawed.indicators)  # tuples all the way


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_thaws_to_an_equal_document(name):
    made = SAMPLES[name]
    assert thaw(freeze(made), status=made.status) == replace(made, seal=None)


def test_state_signatures_and_fillings_are_no_part_of_the_text():
    made, seal = (
        samples.ENGLISH,
        Seal(3, "f" * 64, "", (Signed("party-1", "Kenya", "Amina", "", "2026-11-28T12:00:00Z"),)),
    )
    other = replace(made, status="agreed", seal=seal, fillings={"[COUNTRY]": "Kenya"})
    assert freeze(other) == freeze(made)
    assert thaw(freeze(made), status="agreed").status == "agreed"
    assert '"status"' not in freeze(other)


NO_TEXT = ("status", "fillings", "seal", "frozen_as")


def changed(value: Any) -> Any:
    """Another value of the same type."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, tuple):
        return (
            value[1:] if value and not isinstance(value[0], int) else (*value[:-1], value[-1] + 1) if value else ("x",)
        )
    return "2031-01-01" if value is None else f"{value}x"


@pytest.mark.parametrize("field", [name for name in PledgeDocument.__dataclass_fields__ if name not in NO_TEXT])
def test_every_other_field_changes_the_digest(field):
    made = samples.ENGLISH
    other = replace(made, **{field: changed(getattr(made, field))})
    assert digest(freeze(other)) != digest(freeze(made))


SMALL = PledgeDocument(
    reference="PB-7KQ3M-9XAB2",
    status="draft",
    model_text="migration-2019",
    conference="33rd International Conference",
    language="en",
    clause_language="en",
    title="Wells",
    period=(2019, 2023),
    openness="specific",
    open_until=None,
    region="",
    region_name="",
    parties=(
        Party(
            "state",
            "CI",
            "Government of Côte d’Ivoire",
            "the Government of Côte d’Ivoire",
            "Côte d’Ivoire",
            "",
            "",
            "",
            "party-1",
            Signatory("Aya Koné", "Minister", "office", ""),
        ),
    ),
    introduction=("First.", "Second\nline."),
    introduction_is_official=False,
    opening="We pledge:",
    opening_is_generated=True,
    name_parties_in_full=False,
    objectives=(Objective("own-1", None, "", "Dig “wells”.", "own", (Addition("a-1", "a", "Deep.", "official"),), ""),),
    themes=(
        Theme("", 1, "Water", (Action("act-1", None, "1.1", "", "Dig.", "own", (0,), "", "2020", "", ("own-1",)),)),
    ),
    indicators=(Indicator("ind-1", None, "", "Wells dug", "own", "0", "9", "", ("act-1",)),),
    resources_text="",
    resource_lines=(ResourceLine("financial", "Pumps", "10.50", "CHF", ""),),
)


def test_format_of_a_frozen_text_has_not_changed():
    """A change of this digest is a change of the format: every text that was signed before would no longer thaw.

    Whoever means to do that gives the new format another name, and keeps reading the old one.
    """
    content = freeze(SMALL)
    assert FORMATS.newest.name == "pledgebuilder-revision/1"
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
        '{"format":"pledgebuilder-revision/2"}',
        '{"format":null}',
        '{"format":["pledgebuilder-revision/1"]}',
        freeze(SMALL).replace("/1", "/0"),
    ],
)
def test_another_format_is_not_thawed(content):
    with pytest.raises(FrozenTextError, match="not a frozen pledge"):
        thaw(content, status="draft")


def inside(*path: str | int, **changes: Any) -> str:
    """A frozen text with something changed at a place in it; what is changed to ... is taken out."""
    data = json.loads(freeze(SMALL))
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
        (inside("parties", 0, department="Water"), r"Party has the unknown fields \['department'\]"),
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
}


@pytest.mark.parametrize("name", DIGESTS)
def test_kept_text_freezes_to_the_bytes_it_was_thawed_from(name):
    content = KEPT[name].decode()
    thawed = thaw(content, status="agreed")
    assert freeze(thawed).encode() == KEPT[name]
    assert digest(freeze(thawed)) == DIGESTS[name]
    assert thawed.frozen_as == json.loads(content)["format"] == name.replace("-1", "/1")


def test_every_format_has_a_text_that_was_kept():
    assert KEPT.keys() == DIGESTS.keys() == {name.replace("/", "-") for name in FORMATS.by_name}


@dataclass(frozen=True)
class Wider(PledgeDocument):
    """A document as it might be one day, with a field more."""

    motto: str = ""


WIDER = Formats(
    replace(noun, shape=Wider, fields=(*noun.fields, Field("motto", since=2))) if noun is PLEDGE else noun
    for noun in NOUNS
)


def wider(**fields: Any) -> Wider:
    return Wider(**{name: getattr(SMALL, name) for name in PledgeDocument.__dataclass_fields__}, **fields)


def test_new_format_writes_its_fields_and_the_old_one_only_its_own():
    assert list(WIDER.by_name) == ["pledgebuilder-revision/1", "pledgebuilder-revision/2"]
    new = WIDER.freeze(wider(motto="Water is life"))
    assert json.loads(new) == json.loads(freeze(SMALL)) | {
        "format": "pledgebuilder-revision/2",
        "motto": "Water is life",
    }
    assert WIDER.freeze(replace(wider(), frozen_as="pledgebuilder-revision/1")) == freeze(SMALL)


@pytest.mark.parametrize(
    "content", [freeze(SMALL), KEPT["pledgebuilder-revision-1"].decode(), WIDER.freeze(wider(motto="Water is life"))]
)
def test_text_of_any_format_stays_what_it_is_when_there_is_a_newer_one(content):
    thawed = WIDER.thaw(content, status="agreed")
    assert WIDER.freeze(thawed) == content
    assert thawed == WIDER.thaw(content, status="agreed")
    assert thawed.motto == json.loads(content).get("motto", "")


def test_field_of_a_newer_format_is_unknown_in_an_older_text():
    with pytest.raises(FrozenTextError, match=r"unknown fields \['motto'\]"):
        WIDER.thaw(inside(motto=""), status="agreed")
    with pytest.raises(FrozenTextError, match=r"lacks \['motto'\]"):
        WIDER.thaw(inside(format="pledgebuilder-revision/2"), status="agreed")


def test_what_a_format_can_not_hold_is_not_left_out_in_silence():
    with pytest.raises(FrozenTextError, match="pledgebuilder-revision/1 has no field motto"):
        WIDER.freeze(replace(wider(motto="Water is life"), frozen_as="pledgebuilder-revision/1"))


def test_unknown_format_is_not_written():
    with pytest.raises(FrozenTextError, match="unknown"):
        freeze(replace(SMALL, frozen_as="pledgebuilder-revision/9"))


def test_digest_is_that_of_the_bytes():
    assert digest("é") == digest("é".encode()) == sha256(b"\xc3\xa9").hexdigest()
    assert digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


# --- pledges of the database ---


def every_clause() -> Pledge:
    """A pledge with every clause, plans, facts and money."""
    pledge = make_pledge(title="Everything", language="en", openness="open")
    parties = [add_party(pledge, "state", "CI", signatory_name="Aya Koné"), add_party(pledge, "national_society", "CI")]
    for clause in menu(pledge.model_text).offered:
        pick(pledge, clause.slug)
    action = pledge.items.filter(kind="action")[0]
    link(action, leads=parties, linked=list(pledge.items.filter(kind="objective")[:2]))
    write(pledge, "indicator", "Wells dug", baseline="0", target="9")
    add_resource(pledge, description="Pumps", amount="10.50", currency="CHF")
    return fill(pledge, {"[COUNTRY/REGION]": "Côte d’Ivoire"})


@pytest.mark.django_db
@pytest.mark.parametrize("make", [make_pledge, make_ready, every_clause])
def test_pledge_thaws_to_what_is_printed_of_it(make):
    pledge = make()
    printed = document.build(pledge)
    content = freeze(printed)
    assert thaw(content, status=pledge.status) == printed
    assert content == freeze(document.build(Pledge.objects.get(pk=pledge.pk)))
    assert content == unicodedata.normalize("NFC", content)
    assert "\\r" not in content


@pytest.mark.django_db
def test_two_ways_of_typing_the_same_are_one_text():
    pledge = make_ready()
    client, contents = Client(), set()
    client.force_login(make_member("drafter", pledge.organisation))
    [item], party = pledge.items.all(), pledge.parties.all()[0]
    for text, name in (
        ("  Prote\u0301ger les migrants.\r\nTous. ", "Aya\tKone\u0301 "),
        ("Protéger les migrants.\nTous.", "Aya Koné"),
    ):
        assert send(client, f"/pledges/{pledge.reference}/items/{item.key}/", text=text).status_code == 302
        named = {f"{party.key}-signatory_name": name}
        assert send(client, f"/pledges/{pledge.reference}/circulate/", named).status_code == 302
        contents.add(freeze(document.build(Pledge.objects.get())))
    [content] = contents
    assert "Protéger les migrants.\\nTous." in content
    assert "Aya Koné" in content
    assert unicodedata.is_normalized("NFC", content)


@pytest.mark.django_db
def test_revision_holds_the_text_that_was_printed_whatever_becomes_of_the_pledge():
    pledge = make_ready()
    printed = document.build(pledge)
    revision = circulated(pledge).revision
    assert thaw(revision.content, status="draft") == printed
    assert digest(revision.content) == revision.digest
    Pledge.objects.filter(pk=pledge.pk).update(title="Something else", status="draft")
    assert the_round(pledge).revision.digest == revision.digest
    assert document.of_revision(revision, status="in-circulation").title == "Protect all migrants"


@pytest.mark.django_db
def test_reworded_text_has_another_digest():
    pledge = make_ready()
    by = make_member("drafter", pledge.organisation)
    before = digest(freeze(document.build(pledge)))
    [item] = pledge.items.all()
    reword(pledge, item.key, f"{item.text} All of them.", by=by)
    assert digest(freeze(document.build(pledge))) != before
    reword(pledge, item.key, item.text, by=by)
    assert digest(freeze(document.build(pledge))) == before
