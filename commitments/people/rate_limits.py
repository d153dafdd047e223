"""How often a thing may be tried. Counted in the database, so that it holds for all processes together."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import connection
from django.utils import timezone

from commitments.models import Attempt


class TooManyAttemptsError(Exception):
    """Something was tried too often in too short a time."""


def note_attempt(*named: object, limit: int, within: timedelta) -> None:
    """Count one try at what `named` names; raise TooManyAttemptsError where there were more than `limit` within that
    time.

    Call it outside of a transaction that may be undone. Written before it is counted, so that no two at once are both
    the last allowed. One that is refused does not count: else who tries on could shut another out for ever.
    """
    key = sha256("\0".join(map(str, named)).encode()).hexdigest()
    now = timezone.now()
    attempt = Attempt.objects.create(key=key, at=now)
    if Attempt.objects.filter(key=key, at__gt=now - within).count() > limit:
        attempt.delete()
        raise TooManyAttemptsError


def forget_attempts(older_than: timedelta) -> None:
    """Remove the tries that no limit counts any more, here and in the cache in which allauth counts."""
    Attempt.objects.filter(at__lt=timezone.now() - older_than).delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM shared_cache WHERE expires < %s", [_as_the_cache_has_it(timezone.now())])


def _as_the_cache_has_it(when: datetime) -> str | None:
    return connection.ops.adapt_datetimefield_value(when.replace(microsecond=0))
