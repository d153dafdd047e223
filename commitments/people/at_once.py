"""How many may do a thing at the same time. Counted in the table of attempts, so for all processes on all machines.

A lock on a file would hold for one machine alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256

from django.utils import timezone

from commitments.models import Attempt


class TooManyAtOnceError(Exception):
    """As many as may are at it just now."""


@contextmanager
def at_once(*named: object, limit: int, longest: timedelta) -> Iterator[None]:
    """Be one of at most `limit` at what `named` names; raise TooManyAtOnceError where they are as many already.

    Who was stopped in the middle, as when the process was killed, counts until the `longest` time is over that it may
    take. Call it outside of a transaction: others would not see it. It is written before it is counted, so that no two
    at once are both the last allowed; of such two, both may be refused.
    """
    key = sha256("\0".join(map(str, ("at once", *named))).encode()).hexdigest()
    now = timezone.now()
    mine = Attempt.objects.create(key=key, at=now)
    try:
        # A clock that was ahead and was put right leaves rows of a day to come
        if Attempt.objects.filter(key=key, at__gt=now - longest, at__lt=now + longest).count() > limit:
            raise TooManyAtOnceError
        yield
    finally:
        mine.delete()
