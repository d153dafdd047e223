"""The command import_pledge, as another program meets it: standard output, standard error, exit status."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, ManagementUtility, call_command

from commitments.models import Pledge, User
from tests.drafting.importing.pledge_files import as_bytes, changed, full, row_counts
from tests.factories import make_member, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(db: None) -> User:
    return make_member(email="drafter@example.org")


def refused(*arguments: object) -> str:
    """Run the command; return the line that manage.py prints on standard error. Fails if it wrote anything."""
    before, out = row_counts(), StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("import_pledge", *map(str, arguments), stdout=out)
    assert (caught.value.returncode, out.getvalue()) == (1, "")
    assert row_counts() == before
    line = str(caught.value)
    assert len(line.splitlines()) == 1
    return line


def test_import_prints_the_reference_alone_on_the_last_line(owner: User, tmp_path: Path) -> None:
    file = tmp_path / "pledge.json"
    file.write_bytes(as_bytes(full()))
    out = StringIO()
    call_command("import_pledge", file, owner="Amina <Drafter@Example.org>", stdout=out)
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
def test_import_refuses_bad_input_in_one_line(owner: User, tmp_path: Path, content: bytes, line: str) -> None:
    file = tmp_path / "pledge.json"
    file.write_bytes(content)
    assert refused(file, "--owner", owner.email).startswith(line)


def test_import_refuses_a_file_that_is_not_there(owner: User, tmp_path: Path) -> None:
    line = refused(tmp_path / "none.json", "--owner", owner.email)
    assert line.startswith("FILE: ")
    assert line.endswith("none.json' can't be read: No such file or directory.")


def test_import_refuses_a_folder(owner: User, tmp_path: Path) -> None:
    assert refused(tmp_path, "--owner", owner.email).endswith("can't be read: Is a directory.")


@pytest.mark.parametrize("email", ["nobody@example.org", "gone@example.org"])
def test_import_refuses_an_unknown_owner(owner: User, tmp_path: Path, email: str) -> None:
    make_user("gone@example.org", is_active=False)
    file = tmp_path / "pledge.json"
    file.write_bytes(as_bytes(full()))
    assert refused(file, "--owner", email) == f"--owner: nobody here has the e-mail address '{email}'."


@pytest.mark.django_db(transaction=True)  # manage.py closes the connection when a command ends
@pytest.mark.parametrize(
    ("content", "status", "said"),
    [(as_bytes(full()), 0, ""), (b"[]", 1, "CommandError: file: Write an object in braces here.\n")],
)
def test_import_meets_other_programs_as_said(
    owner: User, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, status: int, said: str
) -> None:
    file = tmp_path / "pledge.json"
    file.write_bytes(content)
    ended: object = 0
    try:
        ManagementUtility(["manage.py", "import_pledge", str(file), "--owner", owner.email]).execute()
    except SystemExit as stopped:
        ended = stopped.code
    captured = capsys.readouterr()
    assert (ended, captured.err) == (status, said)
    assert captured.out.split() == list(Pledge.objects.values_list("reference", flat=True))
