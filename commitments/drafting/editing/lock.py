"""A pledge to be changed: locked, and read under its lock."""

from __future__ import annotations

from commitments.models import Draft, Pledge


def locked_draft(pledge: Pledge) -> Draft:
    """Return a pledge as it is now, locked until the current transaction ends."""
    fresh = Pledge.objects.locked().get(pk=pledge.pk)
    fresh.model_text = pledge.model_text  # it never changes, and is in memory
    return Draft(fresh, is_locked=True)
