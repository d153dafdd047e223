"""Asking the process that tells languages: one for all, bounded, started by whoever needs it first."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from commitments.readiness.languages import client, helper
from commitments.readiness.languages.answers import Answers
from commitments.readiness.languages.client import Helper, LanguagesUnknownError, folder_of

TEXT = "Renforcer la coopération avec les autorités."


def serving(folder: Path) -> list[int]:
    """The processes that serve a folder, by number."""
    pids = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes().decode().split("\0")
            except OSError:
                continue
            if helper.__name__ in command and any(part.startswith(f"{folder}/") for part in command):
                pids.append(int(entry.name))
    return pids


def end(folder: Path) -> None:
    for pid in serving(folder):
        os.kill(pid, signal.SIGKILL)


@pytest.fixture
def folder(tmp_path):
    """Where a process of the test's own serves."""
    yield tmp_path / "run"
    end(tmp_path / "run")


@pytest.fixture
def asking(folder):
    made = Helper(folder=folder)
    yield made
    made.hang_up()
    if made.process:
        made.process.kill()
        made.process.wait()


def test_first_question_starts_the_process_and_others_use_it(folder, asking):
    assert asking.tell([TEXT]) == {TEXT: {"fr": 6}}
    other = Helper(folder=folder)
    assert other.tell([TEXT, "Help."]) == {TEXT: {"fr": 6}, "Help.": {"": 1}}
    assert other.process is None
    other.hang_up()
    assert serving(folder) == [asking.process.pid]


def test_who_is_not_connected_is_served_by_nobody(folder):
    assert Helper(folder=folder).pid is None


def test_process_is_bounded(folder, asking):
    assert asking.prepare()
    limits = Path(f"/proc/{asking.process.pid}/limits").read_text()
    assert f"{helper.MEMORY}" in next(line for line in limits.splitlines() if line.startswith("Max address space"))
    assert "unlimited" not in next(line for line in limits.splitlines() if line.startswith("Max cpu time"))[:40]
    state = Path(f"/proc/{asking.process.pid}/status").read_text()
    assert next(line for line in state.splitlines() if line.startswith("Threads")).split()[1] == "1"
    assert folder.stat().st_mode & 0o777 == 0o700


def test_of_several_that_start_at_once_one_serves(folder):
    several = [Helper(folder=folder) for _each in range(3)]
    threads = [threading.Thread(target=each.prepare) for each in several]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (pid,) = {each.pid for each in several}
    others = [each.process for each in several if each.process and each.process.pid != pid]
    assert [process.wait(timeout=60) for process in others] == [0] * len(others)
    assert serving(folder) == [pid]
    assert all(each.tell([TEXT]) == {TEXT: {"fr": 6}} for each in several)
    for each in several:
        each.hang_up()
    end(folder)


def test_process_that_was_killed_is_started_again(asking):
    assert asking.prepare()
    first = asking.process
    first.kill()
    first.wait()
    assert asking.tell([TEXT]) == {TEXT: {"fr": 6}}
    assert asking.process.pid != first.pid


def test_answers_are_kept_though_nobody_is_there(folder, asking, monkeypatch):
    asking.tell([TEXT])
    asking.process.kill()
    asking.process.wait()
    monkeypatch.setattr(client, "PROJECT", folder / "nowhere")  # no other can be started
    assert asking.tell([TEXT]) == {TEXT: {"fr": 6}}
    with pytest.raises(LanguagesUnknownError):
        asking.tell(["Another text of which nothing is kept."])


def test_process_that_can_not_be_had_is_not_asked_for_again_and_again(folder, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    asking = Helper(folder=folder, rest_seconds=1000)
    assert not asking.prepare()
    monkeypatch.undo()
    assert not asking.prepare()
    assert serving(folder) == []
    assert asking.tell([]) == {}


def test_one_that_rests_no_more_tries_again(folder, asking, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    tried = Helper(folder=folder, rest_seconds=0)
    assert not tried.prepare()
    monkeypatch.undo()
    assert tried.prepare()
    tried.hang_up()
    tried.process.kill()
    tried.process.wait()


def test_folder_that_others_can_write_into_is_not_used(folder):
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    assert not Helper(folder=folder).prepare()
    assert serving(folder) == []


def test_lock_that_is_held_too_long_is_not_waited_for(folder):
    asking = Helper(folder=folder, seconds=0)
    asking._lock.acquire()
    with pytest.raises(LanguagesUnknownError):
        asking.tell([TEXT])


def test_forked_process_has_a_connection_of_its_own(asking):
    assert asking.prepare()
    asking.forget()
    assert asking.tell([TEXT]) == {TEXT: {"fr": 6}}


def test_answer_beside_a_language_is_one_of_its_own(asking):
    text = "Se adopta un plan nacional."
    assert asking.tell([text]) == {text: {"": 5}}
    assert asking.tell([text], "en") == {text: {"es": 5}}
    assert asking.tell([text], "es") == {text: {"es": 5}}
    assert asking.tell([text]) == {text: {"": 5}}


def test_text_is_never_kept_and_answers_are_bounded():
    answers = Answers(2)
    answers.keep("one", {"en": 1})
    answers.keep("two", {"en": 2})
    assert answers.get("one") == {"en": 1}
    answers.keep("three", {"en": 3})
    assert (answers.get("one"), answers.get("two"), answers.get("three")) == ({"en": 1}, None, {"en": 3})
    answers.keep("half \ud800", {"": 1})
    assert answers.get("half \ud800") == {"": 1}
    answers.forget()
    assert answers.get("three") is None


def test_folders_of_two_installations_differ():
    assert folder_of(Path("/one")) != folder_of(Path("/two"))


def test_second_process_of_a_socket_ends_at_once(folder, asking):
    assert asking.prepare()
    (path,) = folder.glob("*.socket")
    done = subprocess.run(
        [sys.executable, "-m", helper.__name__, str(path)], cwd=client.PROJECT, timeout=60, check=False
    )
    assert done.returncode == 0
    assert serving(folder) == [asking.process.pid]
