"""How often a thing may be tried. Counted in one table, so that it holds for all processes on all machines together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from commitments.models import Attempt

CLOCKS_APART = timedelta(minutes=1)
"""How much the clocks of several machines may differ. What is later than that was written by a clock that was wrong"""
LONGEST_IN_THE_CACHE = timedelta(days=1)


class TooManyAttemptsError(Exception):
    """Something was tried too often in too short a time; it can be tried again at `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"Tried too often; again at {until:%H:%M:%S} UTC")
        self.until = until

    @property
    def minutes(self) -> int:
        """How many minutes it is until then, begun ones counted whole, and at least one."""
        return max(1, -(-(self.until - timezone.now()) // timedelta(minutes=1)))


@dataclass(frozen=True)
class Limit:
    """How many tries at one thing are taken within a time."""

    named: tuple[object, ...]
    count: int
    within: timedelta

    @property
    def key(self) -> str:
        return sha256("\0".join(map(str, self.named)).encode()).hexdigest()

    def reached_until(self, others: Iterable[tuple[str, datetime]], now: datetime) -> datetime | None:
        """Return until when as many `others`, each with its key and time, are within the time; None if they are not."""
        moments = sorted((at for key, at in others if key == self.key and at > now - self.within), reverse=True)
        return min(moments[: self.count], default=now) + self.within if len(moments) >= self.count else None


def note_attempt(*named: object, limit: int, within: timedelta) -> None:
    """Count one try at what `named` names; raise TooManyAttemptsError where there were `limit` in that time.

    One that is refused does not count: else who tries on could shut another out for ever. Call it outside of a
    transaction that may be undone: a try that fails must stay counted. It is written before it is counted, so that no
    two at once are both the last allowed.
    """
    note_attempts(Limit(named, limit, within))


def note_attempts(*limits: Limit) -> list[Attempt]:
    """Count one try at several things at once, as note_attempt does: all of them, or none; return what is counted.

    Where several limits are reached, the error says when the last of them lets one try again.
    """
    now = timezone.now()
    attempts = [Attempt(key=limit.key, at=now) for limit in limits]
    Attempt.objects.bulk_create(attempts)
    counted = Attempt.objects.filter(
        key__in=[limit.key for limit in limits],
        at__gt=now - max(limit.within for limit in limits),
        at__lte=now + CLOCKS_APART,
    )
    others = list(counted.exclude(pk__in=[attempt.pk for attempt in attempts]).values_list("key", "at"))
    if reached := [until for limit in limits if (until := limit.reached_until(others, now))]:
        forget(attempts)
        raise TooManyAttemptsError(max(reached))
    return attempts


def forget(attempts: Iterable[Attempt]) -> None:
    """Count some tries no longer: there was nothing wrong with them."""
    Attempt.objects.filter(pk__in=[attempt.pk for attempt in attempts]).delete()


def forget_attempts(older_than: timedelta) -> None:
    """Remove the tries that no limit counts any more, here and in the cache in which allauth counts.

    Those that a clock wrote which was ahead, too: by the right time they would count for longer than they should.
    """
    now = timezone.now()
    Attempt.objects.filter(Q(at__lt=now - older_than) | Q(at__gt=now + CLOCKS_APART)).delete()
    # Django's cache on a table removes what has expired only when it is full; it writes whole seconds.
    expired_before, from_the_future = (
        connection.ops.adapt_datetimefield_value(moment.replace(microsecond=0))
        for moment in (now, now + LONGEST_IN_THE_CACHE + CLOCKS_APART)
    )
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM shared_cache WHERE expires < %s OR expires > %s", [expired_before, from_the_future])
