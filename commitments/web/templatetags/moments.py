"""Times as the person who reads them has them, with the name of their zone: “30 Nov 2026, 19:24 (Nairobi)”."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import formats

from commitments.web.zone import own_zone

register = template.Library()


@register.filter
def moment(at: datetime | None, form: str = "j M Y, H:i") -> str:
    """Return a time in the reader's zone, with its name; nothing for no time. `form` is a date format of Django."""
    if not at:
        return ""
    return f"{formats.date_format(at.astimezone(own_zone()), form)} {zone_name()}"


@register.filter
def day(at: datetime | None, form: str = "j M Y") -> str:
    """Return the day on which a moment was where the reader is; nothing for none. `form` is a date format of Django."""
    return formats.date_format(at.astimezone(own_zone()), form) if at else ""


@register.simple_tag
def from_to(start: datetime, end: datetime) -> str:
    """Return from when to when something lasted, in the reader's zone: “30 Nov 2026, 19:24–20:05 (Nairobi)”."""
    if day(start) != day(end):
        return f"{moment(start)} – {moment(end)}"
    times = dict.fromkeys(formats.date_format(at.astimezone(own_zone()), "H:i") for at in (start, end))
    return f"{day(start)}, {'–'.join(times)} {zone_name()}"


@register.simple_tag
def zone_name() -> str:
    """Return how the reader's zone is called: “UTC”, or by its place, “(Nairobi)”."""
    place = own_zone().key.rpartition("/")[2].replace("_", " ")
    return place if place == "UTC" else f"({place})"
