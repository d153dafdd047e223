"""A document as bytes that never change: the rules of RFC 8785, and the way back."""

from __future__ import annotations

import dataclasses
import json
import unicodedata
from dataclasses import replace
from hashlib import sha256
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


def some(kind: Any, **fields: Any) -> st.SearchStrategy[Any]:
    """Documents' parts: every field a text, but for those that are given."""
    texts = {name: TEXT for name in (field.name for field in dataclasses.fields(kind)) if name not in fields}
    return st.builds(kind, **texts, **fields)


def several(strategy: st.SearchStrategy[Any], at_most: int = 3) -> st.SearchStrategy[Any]:
    return st.lists(strategy, max_size=at_most).map(tuple)


FACTS = st.just(())  # what a text is frozen with comes with freezing
MONTH = st.sampled_from(["", "2020", "2020-01", "2021-12"])
AMOUNT = st.sampled_from(["", "0", "10", "120000", "4500.50"])
ACTIONS = some(
    Action, clause=CLAUSE, leads=several(st.integers(0, 20)), serves=TEXTS, facts=FACTS, start=MONTH, end=MONTH
)
SIGNATORIES = some(Signatory, by=st.sampled_from(["office", "delegation"]), signs=st.just(""))
DOCUMENTS = some(
    PledgeDocument,
    period=st.tuples(st.integers(0, 9999), st.integers(0, 9999)),
    open_until=CLAUSE,
    parties=several(
        some(
            Party,
            signatory=st.none() | SIGNATORIES,
            further_signatories=several(SIGNATORIES, 2),
            signatures_needed=st.integers(1, 3),
        )
    ),
    introduction=TEXTS,
    introduction_is_official=st.booleans(),
    opening_is_generated=st.booleans(),
    name_parties_in_full=st.booleans(),
    objectives=several(some(Objective, clause=CLAUSE, additions=several(some(Addition, clause=CLAUSE)))),
    themes=several(some(Theme, number=st.integers(0, 99), actions=several(ACTIONS)), 2),
    indicators=several(some(Indicator, clause=CLAUSE, measures=TEXTS, facts=FACTS), 2),
    resource_lines=several(some(ResourceLine, amount=AMOUNT, printed_amount=st.just("")), 2),
    fillings=st.dictionaries(TEXT, TEXT, max_size=2),
    seal=st.none(),
    frozen_as=st.just(""),
    printed_period=st.just(""),
    printed_openness=st.just(""),
    printed_totals=FACTS,
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
    other = replace(made, status="agreed", seal=seal, fillings={"[COUNTRY]": "Kenya"}, staying=("[s]",))
    other = replace(other, web_mail=(("party-1", "gmail.com", ""),))
    assert freeze(other) == freeze(made)
    assert thaw(freeze(made), status="agreed").status == "agreed"
    assert '"status"' not in freeze(other)


NO_TEXT = ("status", "fillings", "staying", "web_mail", "not_agreed", "seal", "frozen_as")


def changed(value: Any) -> Any:
    """Another value of the same type."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, tuple):
        return (
            value[1:] if value and not isinstance(value[0], int) else (*value[:-1], value[-1] + 1) if value else ("x",)
        )
    return "2031-01-01" if value in (None, "2021-12-31") else f"{value}x"


@pytest.mark.parametrize("field", [name for name in PledgeDocument.__dataclass_fields__ if name not in NO_TEXT])
def test_every_other_field_changes_the_digest(field):
    made = samples.ENGLISH
    other = replace(made, **{field: changed(getattr(made, field))})
    assert digest(freeze(other)) != digest(freeze(made))


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


@pytest.mark.both
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
