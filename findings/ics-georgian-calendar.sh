#!/usr/bin/env bash
# Guess:    a calendar that is read and written again means the same; the calendar scale, if named, is GREGORIAN.
# Versions: ics 0.7.3; beside it icalendar 7.3.2.
# Seen:     ics reads a calendar that names no scale (which is usual, RFC 5545 3.7.1) and writes CALSCALE:GEORGIAN, a
#           scale of its own spelling. What was read rightly by everybody is now in a scale that no program need know.
#           A calendar made new by ics names none. icalendar writes back what it read.
# Output:   ics: CALSCALE:GEORGIAN, icalendar: none
# Do:       write calendar entries with icalendar; if ics must be, set calendar.scale = "gregorian" before writing.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check ics==0.7.3 icalendar==7.3.2
cd "$work"
venv/bin/python - <<'EOF'
import re
import sys

import ics
from icalendar import Calendar

TEXT = "\r\n".join(
    (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//example//EN",
        "BEGIN:VEVENT",
        "UID:1@example.org",
        "DTSTAMP:20260101T000000Z",
        "DTSTART;VALUE=DATE:20271130",
        "SUMMARY:Report on the pledge",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
)


def scale(text):
    return (re.findall("^CALSCALE.*?$", text.replace("\r", ""), re.MULTILINE) or ["none"])[0]


again = ics.Calendar(TEXT)
seen = {
    "ics": scale(again.serialize()),
    "icalendar": scale(Calendar.from_ical(TEXT).to_ical().decode()),
    "ics, made new": scale(ics.Calendar(events=[ics.Event(name="Report", begin="2027-11-30")]).serialize()),
}
again.scale = "gregorian"
seen["ics, scale set"] = scale(again.serialize())
print(", ".join(f"{name}: {value}" for name, value in seen.items()))
expected = {"ics": "CALSCALE:GEORGIAN", "icalendar": "none", "ics, made new": "none"}
if seen != {**expected, "ics, scale set": "CALSCALE:GREGORIAN"}:
    sys.exit("changed: look which calendar scale ics writes now")
EOF
