"""Listing pledges and exporting many of them on the command line, with the filters of the secretariat's desk."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO, TextIOWrapper
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from commitments.exports import bundle, xlsx
from tests.factories import make_pledge
from tests.web.views.test_desk import published, submitted

pytestmark = pytest.mark.django_db


def listed(*arguments: str) -> str:
    out = StringIO()
    call_command("list_pledges", *arguments, stdout=out)
    return out.getvalue()


def bytes_of(monkeypatch, *arguments: str) -> bytes:
    out = TextIOWrapper(BytesIO())
    monkeypatch.setattr("sys.stdout", out)
    call_command("list_pledges", *arguments)
    assert isinstance(out.buffer, BytesIO)
    return out.buffer.getvalue()


def test_list_has_a_line_a_pledge():
    wells, roads = submitted("Wells"), published("Roads")
    make_pledge(title="Draft")
    assert listed() == f"{roads.reference}  Agreed  Roads\n{wells.reference}  Submitted  Wells\n"
    assert listed("--state", "published") == f"{roads.reference}  Agreed  Roads\n"
    assert listed("--look", "no-reference") == f"{wells.reference}  Submitted  Wells\n"
    assert listed("--region", "mena") == ""


def test_list_of_a_state_has_what_the_desk_does_not_show():
    submitted("Wells")
    draft, nameless = make_pledge(title="Draft"), make_pledge()
    assert set(listed("--status", "draft").splitlines()) == {
        f"{draft.reference}  Draft  Draft",
        f"{nameless.reference}  Draft  –",
    }
    with pytest.raises(CommandError, match="--q finds submitted"):
        listed("--status", "draft", "--q", "wells")


def test_list_as_data_has_all_columns(monkeypatch):
    wells = submitted("Wells", reference="OP/1")
    [said] = json.loads(listed("--format", "json"))
    assert (said["Reference"], said["The Conference’s reference"], said["First year"]) == (
        wells.reference,
        "OP/1",
        2019,
    )
    rows = list(csv.reader(StringIO(bytes_of(monkeypatch, "--format", "csv").decode("utf-8-sig"))))
    assert [row[1] for row in rows] == ["Title", "Wells"]
    assert list(said) == rows[0]
    with ZipFile(BytesIO(bytes_of(monkeypatch, "--format", "xlsx"))) as book:
        assert b"OP/1" in book.read("xl/sharedStrings.xml")
    monkeypatch.setattr(xlsx, "xlsxwriter", None)
    with pytest.raises(CommandError, match="Take CSV"):
        listed("--format", "xlsx")


def test_many_are_exported_into_one_zip(tmp_path):
    wells, roads = submitted("Wells"), published("Roads")
    make_pledge(title="Draft")
    out, path = StringIO(), tmp_path / "all.zip"
    call_command("export_pledges", "--output", str(path), stdout=out)
    assert out.getvalue() == "2 pledges\n"
    with ZipFile(path) as archive:
        folders = {name.partition("/")[0] for name in archive.namelist()}
    assert folders == {"pledges.csv", "contents.csv", wells.reference, roads.reference}
    call_command("export_pledges", "--output", str(path), "--state", "published", verbosity=0)
    with ZipFile(path) as archive:
        assert wells.reference not in " ".join(archive.namelist())


def test_export_of_too_many_or_to_nowhere_says_so(tmp_path, monkeypatch):
    submitted("Wells")
    with pytest.raises(CommandError, match="can't be written"):
        call_command("export_pledges", "--output", str(tmp_path / "no" / "all.zip"))
    monkeypatch.setattr(bundle, "MOST_PLEDGES", 0)
    with pytest.raises(CommandError, match="Choose a filter"):
        call_command("export_pledges", "--output", str(tmp_path / "all.zip"))
    assert list(tmp_path.iterdir()) == []
