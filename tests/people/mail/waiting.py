"""Time that passes for what waits to be sent."""

from __future__ import annotations

from datetime import timedelta

from commitments.models import Mail, Notice


def later(**by: int) -> None:
    """Let all that waits have waited that much longer."""
    for mail in Mail.objects.all():
        Mail.objects.filter(pk=mail.pk).update(due_at=mail.due_at - timedelta(**by))
    for notice in Notice.objects.all():
        Notice.objects.filter(pk=notice.pk).update(at=notice.at - timedelta(**by))
