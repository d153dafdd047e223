"""How often a thing may be tried. Counted in one table, so that it holds for all processes on all machines together."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

from django.db import connection
from django.utils import timezone

from commitments.models import Attempt


class TooManyAttemptsError(Exception):
    """Something was tried too often in too short a time."""


def note_attempt(*named: object, limit: int, within: timedelta) -> None:
    """Count one try at what `named` names; raise TooManyAttemptsError where there were `limit` in that time.

    One that is refused does not count: else who tries on could shut another out for ever. Call it outside of a
    transaction that may be undone: a try that fails must stay counted. It is written before it is counted, so that no
    two at once are both the last allowed.
    """
    key = sha256("\0".join(map(str, named)).encode()).hexdigest()
    now = timezone.now()
    attempt = Attempt.objects.create(key=key, at=now)
    if Attempt.objects.filter(key=key, at__gt=now - within).count() > limit:
        attempt.delete()
        raise TooManyAttemptsError


def forget_attempts(older_than: timedelta) -> None:
    """Remove the tries that no limit counts any more, here and in the cache in which allauth counts."""
    now = timezone.now()
    Attempt.objects.filter(at__lt=now - older_than).delete()
    # Django's cache on a table removes what has expired only when it is full; it writes whole seconds.
    expired_before = connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM shared_cache WHERE expires < %s", [expired_before])
