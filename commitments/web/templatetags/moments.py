"""Times as the person who reads them has them, with the name of their zone: “30 Nov 2026, 19:24 (Nairobi)”."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import formats, timezone

register = template.Library()

UTC_NAMES = ("UTC", "Etc/UTC", "Etc/UCT", "UCT", "Zulu", "Etc/Zulu")


@register.filter
def moment(at: datetime | None, form: str = "j M Y, H:i") -> str:
    """Return a time in the current zone, with its name; nothing for no time. `form` is one of Django's date formats."""
    if not at:
        return ""
    return f"{formats.date_format(timezone.localtime(at), form)} {zone_name()}"


@register.simple_tag
def zone_name() -> str:
    """Return how the current zone is called: “UTC”, or by its place, “(Nairobi)”."""
    name = str(timezone.get_current_timezone())
    place = name.rpartition("/")[2].replace("_", " ")
    return "UTC" if name in UTC_NAMES else f"({place})"
