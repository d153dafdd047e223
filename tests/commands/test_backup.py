"""`manage.py backup` and `restore`: what was there is there again, on either kind of database; secrets are not."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zipfile import ZipFile

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from commitments.management.backup import archive, tables
from commitments.management.backup.archive import Backup, Manifest
from commitments.models import EarlierCode, Invitation, Mail, Organisation, Pledge, Signature, SignatureRequest, User
from pledgebuilder import VERSION
from tests.every_kind import KEPT
from tests.factories import circulated, give_signature, make_member, make_organisation, make_ready

ROOT = Path(__file__).resolve().parents[2]
KEPT_ONE = KEPT / "0035_further_party_names.backup"
LINK, CODE_HASH = "https://example.org/i/a-very-secret-token/", "c0de" * 16


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "site.backup"


@pytest.fixture(autouse=True)
def _no_kept_content_types():
    """What a backup has may have other numbers than what stands in the tests' database."""
    yield
    ContentType.objects.clear_cache()


def manifest(path: Path) -> Manifest:
    with path.open("rb") as file:
        return Backup(file).manifest


def contents(path: Path) -> str:
    """All that is written in a backup."""
    with ZipFile(path) as backup:
        return "".join(backup.read(name).decode() for name in backup.namelist())


def rows(path: Path, table: str, columns: list[str]) -> list[list[Any]]:
    """The rows of a table in a backup: these columns alone."""
    there = manifest(path).tables[table].columns
    with ZipFile(path) as backup:
        found = [json.loads(line) for line in backup.read(f"rows/{table}.jsonl").splitlines()]
    return [[row[there.index(column)] for column in columns] for row in found]


def said(capsys, *arguments: str) -> list[str]:
    """What a command prints."""
    call_command(*arguments)
    return capsys.readouterr().out.splitlines()


def refused(*arguments: str) -> str:
    """Why a command refuses, on one line."""
    with pytest.raises(CommandError) as refusal:
        call_command(*arguments)
    assert "\n" not in str(refusal.value)
    return str(refusal.value)


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kept", sorted(KEPT.glob("*.backup")), ids=lambda path: path.stem)
def test_backup_of_an_older_version_has_every_kind_of_row_and_comes_back_the_same_every_time(capsys, tmp_path, kept):
    """An upgrade from that version, with data of every kind, and backups of this one, both ways."""
    older = manifest(kept)
    assert [name for name, table in older.tables.items() if not table.rows] == ["socialaccount_socialapp"]
    make_member("drafter")
    Organisation.objects.update(name="Gone once the backup is restored")
    restored = said(capsys, "restore", str(kept), "--replace")
    assert restored[0] == f"{older.rows} rows of {len(older.tables)} tables restored, as of {older.made_at}"
    assert restored[1] == f"{older.tables['commitments_pledge'].rows} pledges checked, 0 not as written"
    assert not Organisation.objects.filter(name__startswith="Gone").exists()
    first, second = tmp_path / "1.backup", tmp_path / "2.backup"
    call_command("backup", str(first))
    now = manifest(first).tables
    for table in ("commitments_revision", "commitments_signature", "commitments_signedcopy", "commitments_submission"):
        columns = older.tables[table].columns  # a later version may have more
        assert rows(first, table, columns) == rows(kept, table, columns) != []
    newest = max(Signature.objects.values_list("pk", flat=True))
    waiting = SignatureRequest.objects.get(signature=None, name="Sara Said", circulation__end="")
    assert give_signature(waiting).pk > newest
    make_organisation(slug="later")
    assert said(capsys, "restore", str(first), "--replace")[1].endswith("pledges checked, 0 not as written")
    call_command("backup", str(second))
    assert manifest(second).tables == now
    assert refuses_changes()


def refuses_changes() -> bool:
    """Whether the database still lets nobody change what was signed and done."""
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("DELETE FROM commitments_trailentry")
    return True


@pytest.mark.django_db(transaction=True)
def test_backup_has_no_session_no_code_and_no_text_of_a_mail(client, file):
    pledge = make_ready()
    drafter = make_member("drafter", pledge.organisation)
    client.force_login(drafter)
    now = timezone.now()
    sent = Mail.objects.create(to="a@example.org", subject="x", body=LINK, sent_at=now)
    bounced = Mail.objects.create(to="a@example.org", subject="x", body=LINK, given_up_at=now, failure="No such user")
    waiting = Mail.objects.create(to="b@example.org", subject="y", body=LINK, calendar="SUMMARY:" + LINK)
    soon = now + timedelta(minutes=15)
    coded = {"code_hash": CODE_HASH, "code_expires_at": soon}
    Invitation.objects.create(pledge=pledge, token_hash="t", email="c@example.org", expires_at=soon, **coded)
    EarlierCode.objects.create(row="commitments.invitation:1", code_hash=CODE_HASH, expires_at=soon)
    cache.set("counted", "tries")
    call_command("backup", str(file))
    text = contents(file)
    assert not {LINK, CODE_HASH, client.session.session_key} & set(re.split(r'[\s"\[\],]+', text))
    assert LINK not in text
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    call_command("restore", str(file), "--replace", verbosity=0)
    assert client.get("/pledges/").status_code == 302
    assert cache.get("counted") is None
    told = {mail.pk: (bool(mail.given_up_at), mail.failure) for mail in Mail.objects.all()}
    assert told == {
        sent.pk: (False, ""),
        bounced.pk: (True, "No such user"),
        waiting.pk: (True, tables.NOT_KNOWN),
    }
    again = Invitation.objects.get(token_hash="t")
    assert (again.code_hash, again.code_expires_at, again.expires_at) == ("", None, soon)
    assert User.objects.get(pk=drafter.pk).password == drafter.password


@pytest.mark.django_db(transaction=True)
def test_backup_is_of_one_moment(file, monkeypatch):
    """What somebody saves while tables are being read is in none of them."""
    lines = tables.Tables.lines

    def read_while_others_save(self, table, moment):
        yield from lines(self, table, moment)
        if table == "commitments_organisation":
            call = [sys.executable, "-c", SAVE]
            subprocess.run(call, cwd=ROOT, env={**os.environ, **at_the_same_database()}, check=True, timeout=60)

    make_ready()
    monkeypatch.setattr(tables.Tables, "lines", read_while_others_save)
    call_command("backup", str(file))
    assert Organisation.objects.filter(slug="meanwhile").exists()
    counts = {name: table.rows for name, table in manifest(file).tables.items()}
    assert (counts["commitments_organisation"], counts["commitments_user"]) == (1, 0)


SAVE = """
import django; django.setup()
from commitments.models import Organisation, User
Organisation.objects.create(slug="meanwhile", name="Meanwhile", kind="national_society")
User.objects.create_user("meanwhile@example.org")
"""


def at_the_same_database() -> dict[str, str]:
    given = connection.settings_dict
    url = f"sqlite:///{given['NAME']}"
    if connection.vendor == "postgresql":
        port = f":{given['PORT']}" if given["PORT"] else ""
        url = f"postgres://{given['USER']}@{quote(given['HOST'], safe='')}{port}/{given['NAME']}"
    return {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "pledgebuilder.settings"}


@pytest.mark.django_db(transaction=True)
def test_restore_that_fails_leaves_all_as_it_was(tmp_path):
    file, forged, pledge = tmp_path / "whole.backup", tmp_path / "forged.backup", circulated().revision.pledge
    before = [*pledge.trail.values_list("hash", flat=True)]
    call_command("backup", str(file))
    rewritten(forged, file, edit={"rows/commitments_user.jsonl": lambda rows: rows + rows})
    assert refused("restore", str(forged), "--replace").startswith("The database refused, and is as it was: ")
    assert [*pledge.trail.values_list("hash", flat=True)] == before
    assert Pledge.objects.count() == 1
    assert refuses_changes()


Edit = Mapping[str, Callable[[bytes], bytes]]


def rewritten(
    target: Path, source: Path = KEPT_ONE, *, edit: Edit | None = None, told: bool = True, **said: Any
) -> None:
    """A copy of a backup with other rows, which its manifest was told of or not, or with another manifest."""
    with ZipFile(source) as old, ZipFile(target, "w") as new:
        found = json.loads(old.read(archive.MANIFEST))
        for name in set(old.namelist()) - {archive.MANIFEST}:
            rows = (edit or {}).get(name, bytes)(old.read(name))
            new.writestr(name, rows)
            if told:
                table = found["tables"][Path(name).stem]
                table |= {"rows": rows.count(b"\n"), "sha256": sha256(rows).hexdigest()}
        migrations = {**found["migrations"], **said.pop("migrations", {})}
        new.writestr(archive.MANIFEST, json.dumps({**found, "migrations": migrations, **said}))


@pytest.mark.django_db
def test_file_that_is_no_whole_backup_is_refused_in_one_sentence(tmp_path):
    broken = tmp_path / "broken.backup"
    whole = KEPT_ONE.read_bytes()
    for content in (b"", b"SQLite format 3", whole[:-30], whole[: len(whole) // 2], whole[:5000] + b"x" + whole[5001:]):
        broken.write_bytes(content)
        said = refused("restore", str(broken))
        assert said.startswith(f"{broken}: The ")
        assert said.endswith(" Nothing was changed.")
    rewritten(broken, format="pledgebuilder-backup/9")
    assert "of a form that this version doesn't know: 'pledgebuilder-backup/9'" in refused("restore", str(broken))
    rewritten(broken, migrations={"commitments": "0999_of_the_future"})
    assert "of a newer version (commitments.0999_of_the_future)" in refused("restore", str(broken))
    rewritten(broken, edit={"rows/commitments_user.jsonl": lambda rows: rows[:-1]}, told=False)
    assert "the rows of commitments_user are not those that were written" in refused("restore", str(broken))
    assert "No such file" in refused("restore", str(tmp_path / "nowhere"))
    rewritten(broken, migrations={"commitments": "0021_worth_of_signatures"})
    assert "is not as its migrations make it" in refused("restore", str(broken))
    rewritten(broken, tables=[])
    assert "is no backup of Pledgebuilder" in refused("restore", str(broken))
    make_member("drafter")
    said = refused("restore", str(KEPT_ONE))
    assert "The database is not empty (user: 1, organisation: 1). With --replace all of it is lost." in said


@pytest.mark.django_db
def test_database_that_is_not_of_this_version_is_not_backed_up(file):
    recorder = MigrationRecorder(connection)
    recorder.record_applied("commitments", "0999_of_the_future")
    assert "of a newer version (commitments.0999_of_the_future)" in refused("backup", str(file))
    recorder.migration_qs.filter(app="commitments").delete()
    assert "was never migrated" in refused("backup", str(file))
    assert not file.exists()


@pytest.mark.django_db(transaction=True)
def test_file_that_is_there_is_not_written_over(file):
    file.write_text("Precious")
    assert "There is such a file already" in refused("backup", str(file))
    assert file.read_text() == "Precious"
    assert "No such file or directory" in refused("backup", str(file.parent / "nowhere" / "x"))


@pytest.mark.django_db(transaction=True)
def test_backup_goes_to_standard_output_where_any_program_may_take_it(capfdbinary):
    call_command("backup", "-")
    with ZipFile(BytesIO(capfdbinary.readouterr().out)) as found:
        assert json.loads(found.read(archive.MANIFEST))["format"] == archive.FORMAT


@pytest.mark.django_db(transaction=True)
def test_encrypted_backup_is_opened_with_its_key_alone(capsys, file, monkeypatch):
    keys = [file.with_name(name) for name in ("ours.key", "other.key")]
    for key in keys:
        subprocess.run(["age-keygen", "-o", str(key)], check=True, capture_output=True)
    public = re.search(r"age1\w+", keys[0].read_text())[0]
    make_member("drafter", email="amina@example.org")
    call_command("backup", str(file), "--encrypt-to", public)
    assert file.read_bytes().startswith(b"age-encryption.org/v1")
    assert file.stat().st_mode & 0o777 == 0o600
    User.objects.update(email="lost@example.org")
    assert "is encrypted. Name the file of the private key: --identity FILE" in refused("restore", str(file))
    with_other = ["restore", str(file), "--replace", "--identity", str(keys[1])]
    assert "can't be decrypted: no identity matched" in refused(*with_other)
    assert said(capsys, *with_other[:-1], str(keys[0]))[-1] == "0 pledges checked, 0 not as written"
    assert User.objects.get().email == "amina@example.org"
    both = file.with_name("keys.txt")
    both.write_text(f"# who may open it\n{public}\n")
    call_command("backup", str(file.with_name("2.backup")), "--encrypt-to", str(both))
    assert "was not encrypted: " in refused("backup", str(file.with_name("3.backup")), "--encrypt-to", "nobody")
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert "age, which encrypts, is missing." in refused("backup", str(file.with_name("3.backup")), "--encrypt-to", "x")
    assert sorted(path.name for path in file.parent.glob("*.*")) == [
        *("2.backup", "keys.txt", "other.key", "ours.key", "site.backup"),
    ]


def test_version_is_that_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == VERSION
