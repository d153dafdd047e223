"""The command import_pledge, as another program meets it: standard output, standard error, exit status."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import ManagementUtility, call_command

from commitments.models import Pledge, User
from tests.factories import make_member, make_user
from tests.services.pledge_files import as_bytes, changed, full, row_counts

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(db: None) -> User:
    return make_member(email="drafter@example.org")


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Run the command as `manage.py` does; return exit status, standard output and standard error."""
    status: Any = 0
    try:
        ManagementUtility(["manage.py", "import_pledge", *map(str, arguments)]).execute()
    except SystemExit as stopped:
        status = stopped.code
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_import_prints_the_reference_alone_on_the_last_line(owner: User, tmp_path: Path) -> None:
    file = tmp_path / "pledge.json"
    file.write_bytes(as_bytes(full()))
    out = StringIO()
    call_command("import_pledge", file, owner="Drafter@Example.org", stdout=out)
    pledge = Pledge.objects.get()
    assert out.getvalue().splitlines()[-1] == pledge.reference
    assert pledge.created_by == owner


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (as_bytes(changed(["actions", 0, "end"], "2019")), "actions[0].end: The end, 2019, is before the start, 2020."),
        (as_bytes(changed(["title"], "a\u202eb")), "title: The text holds an invisible character (U+202E)"),
        (b"no json", "file: The file is not JSON: expecting value at line 1, column 1."),
        (b" " * 600_000, "file: The file is larger than 512 kB."),
    ],
)
def test_import_refuses_bad_input_in_one_line(
    owner: User, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, line: str
) -> None:
    file = tmp_path / "pledge.json"
    file.write_bytes(content)
    before = row_counts()
    status, out, err = run(capsys, file, "--owner", owner.email)
    assert (status, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert line in err
    assert row_counts() == before


def test_import_refuses_a_file_that_is_not_there(
    owner: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, tmp_path / "none.json", "--owner", owner.email)
    assert (status, out) == (1, "")
    assert "FILE: " in err
    assert err.endswith("none.json' can't be read: No such file or directory.\n")


def test_import_refuses_a_folder(owner: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _out, err = run(capsys, tmp_path, "--owner", owner.email)
    assert status == 1
    assert err.endswith("can't be read: Is a directory.\n")


def test_import_refuses_an_unknown_owner(owner: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_user("gone@example.org", is_active=False)
    file = tmp_path / "pledge.json"
    file.write_bytes(as_bytes(full()))
    for email in ("nobody@example.org", "gone@example.org"):
        status, out, err = run(capsys, file, "--owner", email)
        assert (status, out) == (1, "")
        assert err.endswith(f"--owner: nobody here has the e-mail address '{email}'.\n")
    assert not Pledge.objects.exists()


def test_import_says_nothing_else(owner: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "pledge.json"
    file.write_bytes(as_bytes(full()))
    status, out, err = run(capsys, file, "--owner", owner.email)
    assert (status, err) == (0, "")
    assert out == Pledge.objects.get().reference + "\n"
