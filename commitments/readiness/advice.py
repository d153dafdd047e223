"""Setting advice of the readiness check aside."""

from __future__ import annotations

from django.utils import timezone

from commitments.drafting.editing.write import editing
from commitments.models import Pledge, User


def set_aside(pledge: Pledge, name: str, reason: str, *, by: User) -> None:
    """Set a finding aside; `name` is Finding.name, `reason` a clean text that shows beside it.

    It stays aside as long as what it is about stays the same. Raises WrongStateError.
    """
    with editing(pledge, "check", by=by) as draft:
        entry = {"reason": reason, "by": by.pk, "who": str(by), "at": timezone.now().isoformat()}
        draft.pledge.set_aside = {**draft.pledge.set_aside, name: entry}


def take_up(pledge: Pledge, name: str, *, by: User) -> None:
    """Take up again what was set aside. Raises WrongStateError."""
    with editing(pledge, "check", by=by) as draft:
        draft.pledge.set_aside = {other: entry for other, entry in draft.pledge.set_aside.items() if other != name}
