"""Two people save the same text in the same moment: one of them gets it, the other one is shown both."""

from __future__ import annotations

import threading

import pytest

from tests.reliability.site import Saver, Site

pytestmark = [pytest.mark.reliability, pytest.mark.django_db(transaction=True)]
RACES = 200


class Racer(Saver):
    """One of two who begin at once."""

    def race(self, marker: str, gate: threading.Barrier) -> None:
        gate.wait()
        self.save(marker, is_ticked=True)


def test_of_two_who_save_the_same_text_at_once_one_gets_it(site: Site):
    site.start()
    racers = [Racer(site, number) for number in (0, 4)]
    [pledge] = {racer.pledge for racer in racers}
    wins: list[int] = []
    for number in range(RACES):
        gate, before = threading.Barrier(2), [len(racer.taken) for racer in racers]
        for racer in racers:
            racer.base = site.version(pledge) if number else 0
        threads = [threading.Thread(target=racer.race, args=(f"race{number}-{racer.number}", gate)) for racer in racers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
        [winner] = [racer for racer, had in zip(racers, before, strict=True) if len(racer.taken) > had]
        wins.append(winner.number)
        assert {marker for marker, _chosen, _leads in site.rows(pledge)} == {winner.taken[-1]}
    assert [sum(racer.answers[status] for racer in racers) for status in (200, 409)] == [RACES, RACES]
    assert len(set(wins)) == 2
    stood = [before["responsible"] for _version, row, before in site.changes(pledge) if row.endswith(site.keys[0])]
    assert len(stood) == len(set(stood)) == RACES
