#!/usr/bin/env bash
# Guess:    run.bold, run.font.size and run.font.name hold for the run's text, whatever its script.
# Versions: python-docx 1.2.0; drawn by LibreOffice Writer, read with pdfminer.six 20260107.
# Seen:     Word has a second set of these for Arabic, Hebrew and the like (bCs, szCs, cs), and python-docx writes the
#           first alone, even where run.font.rtl is set. The size of an Arabic run stays that of its style: 30 pt
#           asked for, 11 pt printed, while the Latin run beside it is 30 pt. font.cs_bold exists; for size and name
#           there is nothing.
# Output:   written: <w:b/><w:sz w:val="60"/><w:rtl/>
#           printed height of Latin / of Arabic letters: 2.73
# Do:       write w:szCs, w:cs and cs_bold beside each of the three, in styles and in runs, and test Arabic by its
#           picture.
set -eu
command -v soffice >/dev/null || {
    echo "skipped: soffice is missing (Debian: libreoffice-writer-nogui)"
    exit 77
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check python-docx==1.2.0 pdfminer.six==20260107
cd "$work"
cat >both.py <<'EOF'
import re
import sys

import docx
from docx.shared import Pt
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar

if sys.argv[1] == "write":
    document = docx.Document()
    for text in ("Pledge", "تعهد"):
        run = document.add_paragraph().add_run(text)
        run.bold, run.font.size, run.font.rtl = True, Pt(30), not text.isascii() or None
    print("written:", "".join(re.findall(r"<w:(?:b|bCs|sz|szCs|rtl)\b[^>]*>", run._r.xml)))
    document.save("size.docx")
else:
    sizes = {}

    def walk(thing):
        if isinstance(thing, LTChar):
            sizes.setdefault(thing.get_text().isascii(), thing.size)
        elif hasattr(thing, "__iter__"):
            for part in thing:
                walk(part)

    for page in extract_pages("size.pdf"):
        walk(page)
    ratio = sizes[True] / sizes[False]
    print(f"printed height of Latin / of Arabic letters: {ratio:.2f}")
    if ratio < 1.7:
        sys.exit("changed: the size may hold for Arabic now")
EOF
venv/bin/python both.py write
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to pdf size.docx >/dev/null 2>&1
venv/bin/python both.py read
