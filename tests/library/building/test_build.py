"""`build_library` makes the fixtures from research data, and says what is wrong with the data."""

import json
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

DATA = Path(__file__).parents[2] / "data" / "build"


@pytest.fixture
def folder(tmp_path):
    """A copy of the data that a test may spoil."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def spoil(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def built(folder, tmp_path):
    call_command("build_library", folder, output=tmp_path, verbosity=0)


@pytest.mark.parametrize("name", ["frameworks.json", "model_text_migration_2019.json"])
def test_build_gives_the_fixture_that_is_kept(folder, tmp_path, name):
    built(folder, tmp_path)
    assert (tmp_path / name).read_bytes() == (settings.FIXTURE_DIRS[0] / name).read_bytes()


def test_build_gives_the_same_directory_rows_that_are_kept(folder, tmp_path):
    built(folder, tmp_path)
    rows = json.loads((tmp_path / "directory.json").read_text(encoding="utf-8"))
    kept = json.loads((settings.FIXTURE_DIRS[0] / "directory.json").read_text(encoding="utf-8"))
    assert [row["model"].removeprefix("commitments.") for row in rows] == [
        *["state"] * 3,
        *["nationalsociety"] * 3,
        *["regionalgroup"] * 2,
    ]
    assert all(row in kept for row in rows)


def test_build_says_what_it_wrote(folder, tmp_path, capsys):
    built(folder, tmp_path)
    assert capsys.readouterr().out.splitlines() == [
        "directory.json: 8 rows",
        "frameworks.json: 110 rows",
        "model_text_migration_2019.json: 367 rows",
    ]


@pytest.mark.parametrize(
    ("spoilt", "message"),
    [
        (("frameworks.json", "{", ""), "frameworks.json: "),
        (("frameworks.json", '"items"', '"parts"'), "lacks the field or column 'items'"),
        (("states.csv", "iso3", "iso33"), "lacks the field or column 'iso3'"),
        (("mapping.csv", "GCM-07", "GCM-77"), "mapping.csv: a-safety-dignity-rights names GCM-77"),
        (("mapping.csv", "c-partnerships,", "c-friendships,"), "mapping.csv: no row for the clause c-partnerships"),
        (("model_text_structure.json", '"b-trafficking"', '"b-new"'), "no short title for b-new in themes"),
    ],
)
def test_build_names_what_is_wrong_and_writes_nothing(folder, tmp_path, spoilt, message):
    file, old, new = spoilt
    spoil(folder / file, old, new)
    with pytest.raises(CommandError) as raised:
        built(folder, tmp_path)
    assert message in str(raised.value)
    assert not list(tmp_path.glob("*.json"))


def test_build_names_a_file_that_is_missing(folder, tmp_path):
    (folder / "states.csv").unlink()
    with pytest.raises(CommandError, match=r"states\.csv: .*No such file"):
        built(folder, tmp_path)
