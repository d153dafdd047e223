"""manage.py check_pledge"""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from commitments import document
from commitments.readiness.report import report_on
from tests.factories import add_party, make_pledge, pick, write


@pytest.fixture
def good(db):
    """A pledge with advice, and no blocker."""
    pledge = make_pledge(title="Wells")
    add_party(pledge, "state", "KE")
    write(pledge, "objective", "Dig\nall all wells", key="own-o")
    return pledge


def test_findings_are_printed_one_a_line_blockers_first(good, capsys):
    pick(good, "b-detention-draw-on-expertise")
    with pytest.raises(SystemExit) as ended:
        call_command("check_pledge", good.reference)
    assert ended.value.code == 1
    lines = capsys.readouterr().out.splitlines()
    findings = report_on(good, document.build(good)).findings
    assert len(lines) == len(findings)
    assert lines[0] == "blocker open-blank, Action 3.1: [National Society] is still open. Fill it in."
    assert "advice slip, Objective 1: “all” stands twice in a row. Delete one." in lines
    assert [line.split(" ")[0] for line in lines] == [finding.severity for finding in findings]


def test_without_a_blocker_it_ends_well(good, capsys):
    call_command("check_pledge", good.reference)
    out = capsys.readouterr().out
    assert out.count("\n") == len(report_on(good, document.build(good)).advice)
    assert "blocker" not in out


def test_json_says_where(good, capsys):
    call_command("check_pledge", good.reference, format="json")
    (found,) = [each for each in json.loads(capsys.readouterr().out) if each["code"] == "slip"]
    assert found == {
        "code": "slip",
        "severity": "advice",
        "sentence": "“all” stands twice in a row. Delete one.",
        "place": "objective",
        "key": "own-o",
        "number": "1",
        "field": "text",
    }


def test_json_with_a_blocker_is_whole_and_ends_with_1(db, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("check_pledge", make_pledge().reference, "--format", "json")
    assert ended.value.code == 1
    assert [each["code"] for each in json.loads(capsys.readouterr().out)][:3] == [
        "no-title",
        "no-party",
        "no-objective",
    ]


def test_what_is_set_aside_is_left_out(good, capsys):
    names = [finding.name for finding in report_on(good, document.build(good)).advice]
    good.set_aside = {name: {"reason": "So", "by": 1, "who": "A", "at": ""} for name in names}
    good.save()
    call_command("check_pledge", good.reference)
    call_command("check_pledge", good.reference, format="json")
    assert capsys.readouterr().out == "[]\n"


@pytest.mark.django_db
@pytest.mark.parametrize("reference", ["PB-NONE", "", "x" * 500, "nul\0", "<b>"])
def test_unknown_reference_is_named_in_one_line(reference):
    with pytest.raises(CommandError, match=r"^reference: there is no pledge '[^\n]{0,30}'\. Check the reference\.$"):
        call_command("check_pledge", reference)


@pytest.mark.django_db
def test_unknown_format_is_refused():
    with pytest.raises(CommandError, match="invalid choice: 'xml'"):
        call_command("check_pledge", make_pledge().reference, "--format", "xml")


def test_database_without_tables_is_said_in_one_line(tmp_path):
    env = {**os.environ, "DEBUG": "1", "DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}"}
    command = [sys.executable, "manage.py", "check_pledge", "PB-NONE"]
    ended = subprocess.run(command, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (1, "")
    (line,) = ended.stderr.splitlines()
    assert "The database can't be read" in line
    assert "Run manage.py migrate first." in line
