"""One-time codes sent by mail: six digits, stored hashed, good for 15 minutes and once."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.models import Invitation
from commitments.services.attempts import note_attempt
from commitments.services.mailing import post

LIFETIME = timedelta(minutes=15)
CODES_AN_HOUR = 5
"""Of one row: nobody fills a mailbox"""
WRONG_TRIES, TRIES_WITHIN = 5, timedelta(minutes=15)
"""Of one address, at whatever it is asked for"""

Row = TypeVar("Row", bound=Model)


def hashed(secret: str) -> str:
    """Return what is stored of a token or a code: its SHA-256, in hex digits."""
    return sha256(secret.encode()).hexdigest()


def _stored(row: Model, code: str, purpose: str) -> str:
    return hashed(f"{row._meta.label}:{row.pk}:{purpose}:{code}")


def send_code(
    row: Model, email: str, *, purpose: str = "", subject: str = "", invitation: Invitation | None = None
) -> None:
    """Send a new code for one row, which has `code_hash` and `code_expires_at`; the one before it dies.

    `purpose` is what the code is good for besides, such as the hash of a text; `subject` the mail's, with {code}.
    Raises TooOften after five in an hour. Call it within a transaction, after `note_code`.
    """
    code = f"{secrets.randbelow(10**6):06}"
    now = timezone.now()
    type(row)._default_manager.filter(pk=row.pk).update(
        code_hash=_stored(row, code, purpose), code_expires_at=now + LIFETIME
    )
    body = _(
        "Your code is {code}\n\nType it on the page that you opened. It works for 15 minutes, and once.\n"
        "If you did not ask for it, do nothing."
    )
    post(
        email,
        (subject or _("{code} is your code")).format(code=code),
        body.format(code=code) + "\n",
        invitation=invitation,
    )


def note_code(row: Model) -> None:
    """Count one code sent. Raises TooOften after five in an hour. Call it outside of a transaction."""
    note_attempt("code", row._meta.label, row.pk, limit=CODES_AN_HOUR, within=timedelta(hours=1))


def note_try(email: str) -> None:
    """Count one try at a code. Raises TooOften at the sixth within 15 minutes. Call it outside of a transaction."""
    note_attempt("try", email, limit=WRONG_TRIES, within=TRIES_WITHIN)


def use(rows: QuerySet[Row], row: Row, code: str, *, purpose: str = "") -> bool:
    """Whether `code` is the one that was sent last for this row, if it is among `rows`; then it is used up.

    Of two at once, one finds it.
    """
    fitting = rows.filter(pk=row.pk, code_hash=_stored(row, code, purpose), code_expires_at__gt=timezone.now())
    return bool(fitting.update(code_hash="", code_expires_at=None))
