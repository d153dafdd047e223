"""Making one thing of a form, however often it arrives: a double click, a reload, a line that drops the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from commitments.models import SentForm
from commitments.people.rate_limits import CLOCKS_APART


@dataclass(frozen=True)
class Made:
    """What became of a form that made something."""

    address: str
    """Where who sent it is led on to"""
    messages: tuple[tuple[int, str], ...] = ()
    """What they are told: levels of Django's messages, with a text each"""


def make_once(key: str, make: Callable[[], Made], *, within: timedelta | None = None) -> Made:
    """Return what `make` makes; of a form with the same `key` that arrives again, what became of it the first time.

    `within`: how long it is the same form, for one that does not tell from which page it comes. All is one
    transaction: what arrives while the first is at work waits for it, and where that fails, makes it itself. A limit of
    tries that `make` counts can so be passed by as many as come at the very same moment. Raises what `make` raises;
    then nothing is kept.
    """
    now = timezone.now()
    with transaction.atomic():
        if within:
            SentForm.objects.filter(Q(at__lt=now - within) | Q(at__gt=now + CLOCKS_APART), key=key).delete()
        try:
            with transaction.atomic():
                sent = SentForm.objects.create(key=key, at=now)
        except IntegrityError:
            sent = SentForm.objects.get(key=key)
            return Made(sent.address, tuple((level, text) for level, text in sent.messages))
        made = make()
        sent.address, sent.messages = made.address, made.messages
        sent.save(update_fields=["address", "messages"])
    return made


def forget_sent_forms(older_than: timedelta) -> None:
    """Remove what is kept of forms that were sent long ago."""
    SentForm.objects.filter(at__lt=timezone.now() - older_than).delete()
