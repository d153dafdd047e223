"""Going back in a pledge's history, and giving a version a name."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commitments.drafting import history
from commitments.drafting.editing.write import editing
from commitments.models import Change, NamedVersion, Pledge, User


def restore(pledge: Pledge, after: int, *, by: User) -> None:
    """Make the pledge what it was after the change `after` (0: at the beginning): a new version, nothing is lost.

    What was in between stays in the history. The new version is called after the one that it brings back, and the one
    before it has a name too, so that it is easily found again.
    Raises WrongStateError, and TextRefusedError where that version is over today's limits.
    """
    with editing(pledge, "check", by=by) as draft:
        changes = list(Change.objects.filter(pledge=pledge, pk__gt=after).order_by("-pk"))
        if not changes:
            return
        _name(pledge, _("Before going back"), changes[0].pk, by)
        state = draft.state()
        history.undo(state, changes)
        draft.become(state)
    at = Change.objects.filter(pledge=pledge, pk__lte=after).values_list("at", flat=True).last()
    name_version(
        pledge, _("Restored: {when}").format(when=f"{at:%Y-%m-%d %H:%M} UTC" if at else _("the beginning")), by=by
    )


def name_version(pledge: Pledge, name: str, *, by: User) -> NamedVersion:
    """Give the pledge as it stands now a name in its history, and return that."""
    return _name(pledge, name, pledge.changes.newest(), by)


def _name(pledge: Pledge, name: str, after: int, by: User) -> NamedVersion:
    return NamedVersion.objects.create(pledge=pledge, name=name, after=after, by=by)
