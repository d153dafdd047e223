"""The server is killed in the middle of a save, a hundred times: what it took is there, and nothing is half saved."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection

from tests.reliability.server import CLIENTS
from tests.reliability.site import NaiveSaver, Saver, Site

pytestmark = [pytest.mark.reliability, pytest.mark.long, pytest.mark.django_db(transaction=True)]
KILLS, NAIVE_KILLS = 100, 20


def kill_again_and_again(site: Site, savers: list[Saver], kills: int) -> int:
    """Let people save while the server is killed, `kills` times in the middle of a save, and started each time.

    Return how often a save was seen that was half done.
    """
    halves = times = 0
    site.start()
    for saver in savers:
        saver.start()
    while times < kills:
        wait_for_answers(savers, answers(savers) + random.randint(1, 12))  # noqa: S311  nothing secret
        time.sleep(random.uniform(0, 0.01))  # noqa: S311
        cuts, answered = sum(saver.cuts for saver in savers), answers(savers)
        site.kill()
        halves += any(len(site.rows(pledge)) > 1 for pledge in {saver.pledge for saver in savers})
        site.start()
        # Who was cut off knows it before the new server answers anybody
        wait_for_answers(savers, answered + 1)
        times += sum(saver.cuts for saver in savers) > cuts
    # Of two who save the same pledge without a pause, the same one can be the first time and again
    until_now = [answers([saver]) for saver in savers]
    taken = taken_by_pledge(savers)
    wait_until(lambda: all(answers([saver]) > seen for saver, seen in zip(savers, until_now, strict=True)))
    wait_until(lambda: all(count > taken[pledge] for pledge, count in taken_by_pledge(savers).items()))
    for saver in savers:
        saver.is_over.set()
    for saver in savers:
        saver.join(timeout=30)
        assert not saver.is_alive()
    return halves


def taken_by_pledge(savers: list[Saver]) -> Counter[int]:
    """Return how many saves of each pledge were taken."""
    counts: Counter[int] = Counter()
    for saver in savers:
        counts[saver.pledge] += len(saver.taken)
    return counts


def wait_until(check: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not check():
        assert time.monotonic() < until
        time.sleep(0.001)


def answers(savers: list[Saver]) -> int:
    return sum(sum(saver.answers.values()) for saver in savers)


def wait_for_answers(savers: list[Saver], count: int) -> None:
    wait_until(lambda: answers(savers) >= count)


def test_nothing_is_lost_or_half_saved_when_the_server_is_killed(site):
    savers = [Saver(site, number) for number in range(CLIENTS)]
    halves = kill_again_and_again(site, savers, KILLS)
    assert halves == 0
    assert sum(saver.cuts for saver in savers) >= KILLS
    assert sum(len(saver.taken) for saver in savers) >= KILLS
    assert {status for saver in savers for status in saver.answers} == {200, 409}
    for pledge, _reference in site.told["pledges"]:
        look_through(site, pledge, [saver for saver in savers if saver.pledge == pledge])
    if connection.vendor == "sqlite":
        assert site.ask("PRAGMA integrity_check") == [("ok",)]
        assert site.ask("PRAGMA foreign_key_check") == []


def look_through(site: Site, pledge: int, savers: list[Saver]) -> None:
    """Hold a pledge and its history against what the server had said."""
    [(now, _chosen, _leads)] = site.rows(pledge)
    changes = site.changes(pledge)
    stood: dict[str, list[str]] = {f"item:{key}": [] for key in site.keys}
    versions: dict[int, set[str]] = {}
    for version, row, before in changes:
        if "responsible" in before:
            stood[row].append(before["responsible"])
            versions.setdefault(version, set()).add(row)
    # Every row went through the same, in the same order; each save once, with all its rows or with none
    [history] = {(*each, now) for each in stood.values()}
    assert len(set(history)) == len(history)
    assert all(len(rows) == len(site.keys) for rows in versions.values())
    # What the server said it has stands there now, or stood there
    assert set(history) >= {marker for saver in savers for marker in saver.taken}
    # No version is missing, none was given twice
    assert sorted({version for version, _row, _before in changes}) == list(range(1, site.version(pledge) + 1))
    assert len({(version, row) for version, row, _before in changes}) == len(changes)


def test_saving_row_by_row_would_be_caught(site):
    """The same with a server that saves without a transaction: this shows that the test above can fail."""
    assert kill_again_and_again(site, [NaiveSaver(site, 0)], NAIVE_KILLS) > 0
