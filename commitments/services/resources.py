"""Box D: what the pledge takes."""

from __future__ import annotations

from collections.abc import Sequence

from commitments.models import Pledge, ResourceLine, User
from commitments.services.ordering import swap
from commitments.services.writing import check_size, editing


def save_resources(pledge: Pledge, text: str, lines: Sequence[ResourceLine], *, by: User) -> None:
    """Write the free text and the lines, in this order; lines of the pledge that are not among them are removed."""
    with editing(pledge, "resources", by=by):
        pledge.resources_text = text
        pledge.save(update_fields=["resources_text"])
        pledge.resource_lines.exclude(pk__in=[line.pk for line in lines if line.pk]).delete()
        for position, line in enumerate(lines):
            line.pledge, line.position = pledge, position
            line.save()
        check_size(pledge)


def move_line(line: ResourceLine, direction: str, *, by: User) -> None:
    """Move a line `up` or `down`."""
    with editing(line.pledge, "resources", by=by):
        swap(list(line.pledge.resource_lines.all()), line, direction)
