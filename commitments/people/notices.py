"""Notices: what people are told in one sentence, on the hub at once and by mail with the next digest."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from commitments.models import Invitation, Notice, Pledge, User
from commitments.text.limits import shortened

LONGEST_NOTICE = 300
LONGEST_NUMBER = 18
"""In digits: no primary key has more"""


def tell(
    people: Iterable[User | Invitation],
    kind: str,
    text: str,
    *,
    pledge: Pledge | None = None,
    is_mailed: bool = False,
) -> None:
    """Tell people something in one sentence: on the hub at once, by mail with the next digest.

    `kind` is that of an event in people/mail/events.py; `is_mailed`: they get a mail of its own about it.
    """
    Notice.objects.bulk_create(
        Notice(
            user=person if isinstance(person, User) else None,
            guest=person if isinstance(person, Invitation) else None,
            pledge=pledge,
            kind=kind,
            text=shortened(text, LONGEST_NOTICE),
            mailed_at=timezone.now() if is_mailed else None,
        )
        for person in dict.fromkeys(people)
    )


def see(numbers: Iterable[str], *, by: User) -> int:
    """Note that a person has seen notices, by their primary keys as a page sent them; return how many were theirs."""
    keys = [
        int(number) for number in numbers if number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER
    ]
    return Notice.objects.filter(user=by, pk__in=keys, seen_at=None).update(seen_at=timezone.now())
