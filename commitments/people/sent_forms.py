"""Making one thing of a form, however often it arrives: a double click, a reload, a line that drops the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

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
    session: str = ""
    """The key of the session that the first answer began, for who had none of their own; mostly nothing"""


def make_once(key: str, make: Callable[[], Made | None], *, within: timedelta | None = None) -> Made | None:
    """Return what `make` makes; of a form with the same `key` that arrives again, what became of it the first time.

    None where `make` returns it: then nothing is kept of the form, and all that was written besides stays.

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
            return _made(SentForm.objects.get(key=key))
        made = make()
        if made:
            SentForm.objects.filter(pk=sent.pk).update(**_columns(made))
        else:
            sent.delete()
    return made


def keep(key: str, made: Made) -> None:
    """Keep what became of a form, for `kept`; within the transaction that made it, whoever comes later finds it."""
    SentForm.objects.update_or_create(key=key, defaults={**_columns(made), "at": timezone.now()})


def kept(key: str) -> Made | None:
    """Return what became of a form the first time, if it was kept."""
    sent = SentForm.objects.filter(key=key).first()
    return _made(sent) if sent else None


def _columns(made: Made) -> dict[str, Any]:
    address = f"{made.session} {made.address}" if made.session else made.address
    return {"address": address, "messages": made.messages}


def _made(sent: SentForm) -> Made:
    session, is_there, address = sent.address.partition(" ")  # an address has no space
    told = tuple((level, text) for level, text in sent.messages)
    return Made(address, told, session) if is_there else Made(sent.address, told)


def forget_sent_forms(older_than: timedelta) -> None:
    """Remove what is kept of forms that were sent long ago."""
    SentForm.objects.filter(at__lt=timezone.now() - older_than).delete()
