"""A backup that is made while people save, the server killed, the database spoiled, and the backup brought back."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.reliability.site import Saver, Site
from tests.reliability.test_kill import answers, wait_for_answers

pytestmark = [pytest.mark.reliability, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).resolve().parents[2]
SAVERS = 2  # more would leave the backup too little of the machine


def manage(site: Site, *arguments: str) -> str:
    """What a command prints that is run with the site's database."""
    environment = {**os.environ, "DATABASE_URL": site.address, "DEBUG": "1"}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout


def spoil(site: Site) -> None:
    """Take out what people saved, behind the program's back."""
    with closing(site.connect()) as database:
        cursor = database.cursor()
        cursor.execute("UPDATE commitments_item SET responsible = 'spoiled'")
        cursor.execute("DELETE FROM commitments_change")


def test_what_was_taken_before_a_backup_is_in_it_whole(site, tmp_path):
    savers, file = [Saver(site, number) for number in range(SAVERS)], tmp_path / "site.backup"
    site.start()
    for saver in savers:
        saver.start()
    wait_for_answers(savers, 3 * SAVERS)
    taken = {saver.pledge: max(one.base for one in savers if one.pledge == saver.pledge) for saver in savers}
    manage(site, "backup", str(file))
    wait_for_answers(savers, answers(savers) + 1)
    site.kill()
    for saver in savers:
        saver.is_over.set()
    for saver in savers:
        saver.join(timeout=30)
        assert not saver.is_alive()
    saved = {pledge: site.version(pledge) for pledge in taken}
    spoil(site)
    assert manage(site, "restore", str(file), "--replace").splitlines()[-1] == "4 pledges checked, 0 not as written"
    for pledge, version in taken.items():
        assert version <= site.version(pledge) <= saved[pledge]
        assert len(site.rows(pledge)) == 1, "half of a save"
        assert site.rows(pledge) != {("spoiled", True, "[]")}
        assert {version for version, _row, _before in site.changes(pledge)} == {*range(1, site.version(pledge) + 1)}
