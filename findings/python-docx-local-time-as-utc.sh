#!/usr/bin/env bash
# Guess:    a date with a time zone is saved in a Word file's properties as the same moment.
# Versions: python-docx 1.2.0.
# Seen:     the digits of the local clock are written with a Z behind them: 9 o'clock in Nairobi (UTC+3) becomes 9
#           o'clock UTC, three hours late, and is read back so. Nothing is raised.
# Output:   meant 2026-11-30T06:00:00+00:00, in the file 2026-11-30T09:00:00Z, read back 2026-11-30 09:00:00+00:00
# Do:       hand core_properties dates in UTC alone: moment.astimezone(UTC).
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check python-docx==1.2.0
cd "$work"
venv/bin/python - <<'EOF'
import io
import re
import sys
import zipfile
from datetime import UTC, datetime, timedelta, timezone

import docx

moment = datetime(2026, 11, 30, 9, tzinfo=timezone(timedelta(hours=3), "Nairobi"))
document = docx.Document()
document.core_properties.created = moment
file = io.BytesIO()
document.save(file)
properties = zipfile.ZipFile(file).read("docProps/core.xml").decode()
written = re.findall(r"<dcterms:created[^>]*>([^<]*)<", properties)[0]
read = docx.Document(file).core_properties.created
print(f"meant {moment.astimezone(UTC).isoformat()}, in the file {written}, read back {read}")
if written != "2026-11-30T09:00:00Z":
    sys.exit("changed: python-docx may know time zones now")
EOF
