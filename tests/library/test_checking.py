"""A model text is checked before it is loaded: each fault is named with its file, its row and its clause."""

from __future__ import annotations

import json
from copy import deepcopy
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from commitments.library.checking import MOST_FAULTS, faults, read
from commitments.library.loading import FixtureError, load_library, load_text
from commitments.models import LibraryChange, ModelText
from tests.factories import make_user

pytestmark = pytest.mark.django_db
SECOND = Path(__file__).parent.parent / "data" / "second" / "model_text_water_2024.json"
ROWS: list[dict[str, Any]] = json.loads(SECOND.read_text(encoding="utf-8"))
NUMBER_OF = {row["fields"].get("slug"): number for number, row in enumerate(ROWS, start=1)}


def changed(slug: str, /, **fields: Any) -> list[dict[str, Any]]:
    """The rows of the second model text, with other fields in one of them."""
    rows = deepcopy(ROWS)
    rows[NUMBER_OF[slug] - 1]["fields"].update(fields)
    return rows


def said(rows: Any, *, whole: bool = True) -> list[str]:
    return [str(fault) for fault in faults("water.json", rows, whole=whole)]


@pytest.mark.parametrize("path", [SECOND, settings.FIXTURE_DIRS[0] / "model_text_migration_2019.json"])
@pytest.mark.parametrize("whole", [True, False])
def test_model_text_that_is_right_has_no_fault(path, whole):
    assert faults(path.name, read(path.name, path.read_bytes()), whole=whole) == []


@pytest.mark.parametrize("name", ["directory", "frameworks", "movement", "readiness"])
def test_other_fixtures_are_left_alone(name):
    path = settings.FIXTURE_DIRS[0] / f"{name}.json"
    assert faults(path.name, read(path.name, path.read_bytes())) == []


@pytest.mark.parametrize(
    ("slug", "fields", "sentence"),
    [
        ("wells-dig", {"theme": ["water-2024", "pumps"]}, "theme: there is no theme “water-2024 pumps”."),
        ("wells-dig", {"theme": None}, "theme: an action stands under a theme."),
        ("safe-water", {"theme": ["water-2024", "wells"]}, "theme: only an action has one."),
        ("safe-water-schools", {"parent": None}, "parent: an addition belongs to an objective."),
        ("safe-water-schools", {"parent": ["water-2024", "wells-dig"]}, "parent: “wells-dig” is no objective."),
        ("sanitation", {"parent": ["water-2024", "safe-water"]}, "parent: only an addition has one."),
        ("wells-dig", {"suggested": [["water-2024", "x"]]}, "suggested: there is no clause “water-2024 x”."),
        ("wells-dig", {"text": "Dig [wells"}, "text: a square bracket is never closed, or never opened."),
        ("wells-dig", {"text": ""}, "text: This field cannot be blank."),
        ("wells-dig", {"text": None}, "text: it must be a text."),
        ("wells-dig", {"text": 5}, "text: it must be a text."),
        ("wells-dig", {"text": "Dig \u202ewells"}, "text: "),
        ("wells-dig", {"text": "Dig " * 1001}, "text: "),
        ("wells-dig", {"kind": "king"}, "kind: Value 'king' is not a valid choice."),
        ("wells-dig", {"title": "y" * 101}, "title: Ensure this value has at most 100 characters (it has 101)."),
        ("wells-dig", {"position": "13"}, "position: it must be a whole number."),
        ("wells-dig", {"position": True}, "position: it must be a whole number."),
        ("wells-dig", {"position": -1}, "position: Ensure this value is greater than or equal to 0."),
        ("wells-dig", {"position": 14}, f"row {NUMBER_OF['wells-dig']} has the same"),
        ("wells-dig", {"number": "1.2"}, f"row {NUMBER_OF['wells-dig']} has the same"),
        ("wells-dig", {"wording": "x"}, "there is no field “wording”."),
        ("wells-dig", {"model_text": ["fire-2024"]}, "model_text: there is no modeltext “fire-2024”."),
        ("wells-dig", {"model_text": "water-2024"}, "model_text: there is no modeltext"),
        ("wells-dig", {"slug": "wells dig"}, "slug: Enter a valid"),
        ("water-2024", {"period_end": 2023}, "period_end: the period ends before it begins."),
        ("water-2024", {"language": "xx-!!"}, "language: “xx-!!” is no tag of a language"),
        ("water-2024", {"conference": ""}, "conference: This field cannot be blank."),
        ("a-heading", {"box": "E"}, "box: it must be A, B, C or D"),
        ("wells", {"heading": ""}, "heading: This field cannot be blank."),
    ],
)
def test_fault_is_named_with_its_row(slug, fields, sentence):
    found = said(changed(slug, **fields))
    number = NUMBER_OF[slug]
    assert any(sentence in fault for fault in found), found
    named = [fault for fault in found if sentence in fault]
    expected = {f"water.json, row {number},", f"water.json, row {number + 1},"}  # of two alike, the second is named
    assert any(fault.startswith(tuple(expected)) for fault in named), named


def test_clause_is_named_by_its_number_and_slug():
    [fault] = said(changed("wells-dig", text=""))
    assert (
        fault == f"water.json, row {NUMBER_OF['wells-dig']}, clause 1.1 (wells-dig): text: This field cannot be blank."
    )


def test_field_that_is_missing_is_named():
    rows = deepcopy(ROWS)
    del rows[NUMBER_OF["wells-dig"] - 1]["fields"]["number"]
    assert said(rows) == [f"water.json, row {NUMBER_OF['wells-dig']}, clause wells-dig: the field “number” is missing."]


def test_link_to_an_unknown_document_or_clause_is_named():
    rows = deepcopy(ROWS)
    rows[-1]["fields"]["item"] = ["SDG-99"]
    rows[-2]["fields"]["clause"] = ["water-2024", "fire"]
    assert [fault.rpartition(": ")[0].partition(", clauselink")[0] for fault in said(rows)] == [
        f"water.json, row {len(rows) - 1}",
        f"water.json, row {len(rows)}",
    ]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ({}, "water.json: It is not a list of rows."),
        ([5], "water.json, row 1: It is no row: it needs “model” and “fields”."),
        ([{"model": "commitments.clause"}], "water.json, row 1: It is no row"),
        ([{"model": "commitments.user", "fields": {}}], "water.json, row 1: “commitments.user” is no part"),
        ([], "water.json: It holds 0 model texts. It needs exactly one."),
        ([*ROWS, {"model": "auth.group", "fields": {}}], "“auth.group” is no part of a model text."),
    ],
)
def test_file_that_is_another_thing_is_refused(rows, sentence):
    assert any(sentence in fault for fault in said(rows))


def test_as_many_faults_as_one_can_read_are_named():
    assert len(said([5] * (MOST_FAULTS + 10))) == MOST_FAULTS


def test_command_names_each_fault_and_changes_nothing(tmp_path):
    rows = changed("wells-dig", text="", title="y" * 101)
    (tmp_path / "water.json").write_text(json.dumps(rows), encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        call_command("load_library", tmp_path, stdout=StringIO())
    message = str(refused.value)
    assert (
        f"water.json, row {NUMBER_OF['wells-dig']}, clause 1.1 (wells-dig): text: This field cannot be blank."
        in message
    )
    assert f"water.json, row {NUMBER_OF['wells-dig']}, clause 1.1 (wells-dig): title: " in message
    assert not ModelText.objects.filter(slug="water-2024").exists()


def test_json_that_is_broken_is_named_with_line_and_column(tmp_path):
    (tmp_path / "water.json").write_text('[\n  {"model": }\n]', encoding="utf-8")
    with pytest.raises(FixtureError, match=r"water.json, line 2, column 13"):
        load_library(tmp_path)
    with pytest.raises(FixtureError, match="is not a fixture"):
        load_text("x.json", b"\xff\xfe\x00", by=make_user())
    with pytest.raises(FixtureError, match="nested too deeply"):
        load_text("x.json", b"[" * 100_000, by=make_user())


def test_text_that_somebody_sends_may_hold_nothing_else():
    with pytest.raises(FixtureError) as refused:
        load_text("x.json", json.dumps([{"model": "commitments.user", "fields": {}}]).encode(), by=make_user())
    assert len(refused.value.faults) == 2


@hypothesis_settings(max_examples=60)
@given(st.data())
def test_nonsense_is_named_and_never_an_error_of_ours(data):
    rows = deepcopy(ROWS)
    texts = st.text(max_size=6)
    nested = (st.lists(texts, max_size=3), st.dictionaries(texts, st.integers(), max_size=2))
    nonsense: st.SearchStrategy[Any] = st.one_of(st.none(), texts, st.integers(), st.booleans(), *nested)
    for _ in range(data.draw(st.integers(1, 4))):
        fields = rows[data.draw(st.integers(0, len(rows) - 1))]["fields"]
        fields[data.draw(st.sampled_from([*fields, "x"]))] = data.draw(nonsense)
    for fault in faults("water.json", rows, whole=True):
        assert fault.file == "water.json"
        assert 0 <= fault.row <= len(rows)


# What changed


def test_change_of_a_text_is_noted_with_what_stood_there():
    user = make_user()
    load_text("water.json", json.dumps(ROWS).encode(), by=user)
    assert [(change.action, change.table, change.key, change.by) for change in LibraryChange.objects.all()] == [
        ("added", "commitments.modeltext", "water-2024", user)
    ]
    load_text("water.json", json.dumps(ROWS).encode(), by=user)
    assert LibraryChange.objects.count() == 1
    load_text("water.json", json.dumps(changed("wells-dig", text="Dig deep.")).encode(), by=user)
    change = LibraryChange.objects.latest("pk")
    assert (change.action, change.key) == ("changed", "water-2024 wells-dig")
    assert change.columns == {"text": ["Dig wells with [National Society].", "Dig deep."]}
    rows = [row for row in ROWS if row["fields"].get("slug") != "a-introduction"]
    load_text("water.json", json.dumps(rows).encode(), by=user)
    gone = LibraryChange.objects.get(action="removed")
    assert gone.key == "water-2024 a-introduction"
    assert gone.columns["text"] == ["This pledge relates to safe water for everyone.", None]
