"""One-time codes sent by mail: six digits, stored hashed, good for 15 minutes and once.

A code is good for one thing alone: its row (an invitation, a signature request, a request to join) and a purpose, such
as the hash of the text that it signs. One that is asked for again leaves those that are on their way good.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from commitments.models import EarlierCode, Invitation, JoinRequest, Pledge, SignatureRequest
from commitments.people.mail.announcing import Event, announce
from commitments.people.mail.codes import CODE_TO_OPEN
from commitments.people.rate_limits import CLOCKS_APART, Limit, forget, note_attempts

LIFETIME = timedelta(minutes=15)
EARLIER_KEPT = 5
"""How many codes stay good beside the newest: as many as one browser session may ask for in an hour, so that somebody
else's asking ends nobody's. Of more at once, one would be guessed sooner"""
AN_HOUR = timedelta(hours=1)
CODES_AN_HOUR, CODES_AN_HOUR_IN_ALL = 5, 20
"""Of one row: asked for in one browser session, and in all of them: nobody fills a mailbox"""
WRONG_TRIES, TRIES_WITHIN = 5, timedelta(minutes=15)
"""At the codes of one row in one browser session"""
WRONG_TRIES_IN_ALL = 50
"""At the codes of one row within an hour, in all sessions"""

Row = TypeVar("Row", bound=Model)


@dataclass
class Try:
    """One try at a code. It counts where the code was wrong, and is forgotten where it was right."""

    is_wrong: bool = False


def hashed(secret: str) -> str:
    """Return what is stored of a token or a code: its SHA-256, in hex digits."""
    return sha256(secret.encode()).hexdigest()


def _stored(row: Model, code: str, purpose: str) -> str:
    return hashed(f"{row._meta.label}:{row.pk}:{purpose}:{code}")


def _name(row: Model) -> str:
    return f"{row._meta.label}:{row.pk}"


def send_code(
    row: Model,
    email: str,
    *,
    purpose: str = "",
    event: Event = CODE_TO_OPEN,
    pledge: Pledge | None = None,
    invitation: Invitation | None = None,
) -> None:
    """Send a new code for one row, which has `code_hash` and `code_expires_at`.

    The last ones before it stay good for the rest of their time: mails overtake each other. `purpose` is what the code
    is good for besides, such as the hash of a text; `event` says what stands in the mail, which names the `pledge`,
    else that of the `invitation`. Call it within a transaction, after `note_code`.
    """
    code = f"{secrets.randbelow(10**6):06}"
    now = timezone.now()
    rows = type(row)._default_manager.filter(pk=row.pk)
    newest = rows.filter(code_expires_at__gt=now).exclude(code_hash="").values_list("code_hash", "code_expires_at")
    for code_hash, expires_at in newest:
        EarlierCode.objects.create(row=_name(row), code_hash=code_hash, expires_at=expires_at)
    earlier = EarlierCode.objects.filter(row=_name(row)).order_by("-pk").values_list("pk", flat=True)
    EarlierCode.objects.filter(pk__in=list(earlier[EARLIER_KEPT:])).delete()
    rows.update(code_hash=_stored(row, code, purpose), code_expires_at=now + LIFETIME)
    pledge = pledge or (invitation.pledge if invitation else None)
    announce(event, pledge, to=[email], invitation=invitation, code=code)


def note_code(row: Model, browser: str = "") -> None:
    """Count one code sent, asked for in one browser session.

    Raises TooManyAttemptsError after five in an hour, and after 20 in all sessions. Call it outside of a transaction.
    """
    name = _name(row)
    note_attempts(
        Limit(("code", name, browser), CODES_AN_HOUR, AN_HOUR), Limit(("code", name), CODES_AN_HOUR_IN_ALL, AN_HOUR)
    )


@contextmanager
def trying(row: Model, browser: str = "") -> Iterator[Try]:
    """Count a try at the codes of one row, in one browser session, if it `is_wrong` when the block ends.

    Whoever else holds a link spends their own tries, and those at a link are none at signing. Raises
    TooManyAttemptsError after five wrong ones within 15 minutes, and after 50 within an hour in all sessions. Call it
    outside of a transaction.
    """
    name = _name(row)
    noted = note_attempts(
        Limit(("try", name, browser), WRONG_TRIES, TRIES_WITHIN), Limit(("try", name), WRONG_TRIES_IN_ALL, AN_HOUR)
    )
    tried = Try()
    try:
        yield tried
    finally:
        if tried.is_wrong:
            _forget_future_codes(row)
        else:
            forget(noted)


def use(rows: QuerySet[Row], row: Row, code: str, *, purpose: str = "") -> bool:
    """Whether `code` was sent for this row, and is still good, if the row is among `rows`; then none of its codes is.

    Of two at once, one finds it.
    """
    now, stored = timezone.now(), _stored(row, code, purpose)
    still = rows.filter(pk=row.pk)
    # What lasts longer than it can was written by a clock that was ahead.
    newest = still.filter(code_hash=stored, code_expires_at__gt=now, code_expires_at__lte=now + LIFETIME)
    earlier = EarlierCode.objects.filter(
        row=_name(row), code_hash=stored, expires_at__gt=now, expires_at__lte=now + LIFETIME
    )
    if newest.update(code_hash="", code_expires_at=None):
        forget_earlier_codes(row)
        return True
    if still.exists() and earlier.delete()[0]:
        forget_codes(row)
        return True
    return False


def forget_codes(*rows: Model) -> None:
    """Let the codes of some rows of one table be good no more."""
    table = type(rows[0])._default_manager
    table.filter(pk__in=[row.pk for row in rows]).update(code_hash="", code_expires_at=None)
    forget_earlier_codes(*rows)


def forget_earlier_codes(*rows: Model) -> None:
    """Let all codes of some rows be good no more but the newest, which is in the row: whoever writes that ends it."""
    EarlierCode.objects.filter(row__in=[_name(row) for row in rows]).delete()


def _forget_future_codes(row: Model) -> None:
    """Forget what a clock that was ahead wrote for one row: by the right time it would be good for too long."""
    latest = timezone.now() + LIFETIME + CLOCKS_APART
    written = type(row)._default_manager.filter(pk=row.pk, code_expires_at__gt=latest)
    written.update(code_hash="", code_expires_at=None)
    EarlierCode.objects.filter(row=_name(row), expires_at__gt=latest).delete()


def forget_old_codes() -> None:
    """Remove codes that are over, and those of any row that a clock wrote which was ahead and has been put right."""
    now = timezone.now()
    latest = now + LIFETIME + CLOCKS_APART
    for model in (Invitation, SignatureRequest, JoinRequest):
        model._default_manager.filter(code_expires_at__gt=latest).update(code_hash="", code_expires_at=None)
    EarlierCode.objects.filter(Q(expires_at__lt=now) | Q(expires_at__gt=latest)).delete()
