"""What people were told: saying that they have seen it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from commitments.models import Notice, User

LONGEST_NUMBER = 18
"""In digits: no primary key has more"""


def see(numbers: Iterable[str], *, by: User) -> int:
    """Note that a person has seen notices, by their primary keys as a page sent them; return how many were theirs."""
    keys = [int(each) for each in numbers if each.isascii() and each.isdigit() and len(each) <= LONGEST_NUMBER]
    return Notice.objects.filter(user=by, pk__in=keys, seen_at=None).update(seen_at=timezone.now())
