#!/usr/bin/env bash
# Guess:    each attached file of a PDF keeps the relationship it was given, stands once in the catalogue's list of
#           associated files, and two renderings of one text are the same bytes.
# Versions: WeasyPrint 70.0 with pydyf 0.13.0, read with pikepdf 10.17.0.
# Seen:     two files of equal content, attached as Source and as Data, both come out as the last one's (Data); /AF
#           lists each file twice; and once anything is attached, the clock is written into the file (as the
#           attachment's dates), so that equal texts no longer give equal bytes, as they do without.
# Output:   equal content: [('a.json', '/Data'), ('b.json', '/Data')]
#           different content: [('a.json', '/Source'), ('b.json', '/Data')]
#           /AF has 4 entries for 2 files
#           attachment dated: True - document dated without attachments: False
# Do:       attach a content once; say its relationship once; take the dates out (or give created= and modified=).
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check weasyprint==70.0 pydyf==0.13.0 pikepdf==10.17.0
cd "$work"
venv/bin/python - <<'EOF'
import io
import sys

import pikepdf

try:
    from weasyprint import HTML, Attachment
except OSError as error:
    print(f"skipped: WeasyPrint finds no Pango here ({error})")
    sys.exit(77)

page = HTML(string='<html lang="en"><title>Pledge</title><h1>Pledge</h1></html>')


def render(second):
    files = [
        Attachment(string="{}", name="a.json", relationship="Source"),
        Attachment(string=second, name="b.json", relationship="Data"),
    ]
    return pikepdf.open(io.BytesIO(page.write_pdf(pdf_variant="pdf/a-3a", attachments=files)))


def relationships(pdf):
    return [(name, str(spec.obj.AFRelationship)) for name, spec in sorted(pdf.attachments.items())]


equal, different = render("{}"), render("[]")
dated = "/CreationDate" in equal.attachments["a.json"].obj.EF.F.Params
plain = pikepdf.open(io.BytesIO(page.write_pdf(pdf_variant="pdf/a-3a")))
print("equal content:", relationships(equal))
print("different content:", relationships(different))
print("/AF has", len(equal.Root.AF), "entries for", len(equal.attachments), "files")
print("attachment dated:", dated, "- document dated without attachments:", "/CreationDate" in plain.docinfo)
as_seen = (
    relationships(equal) == [("a.json", "/Data"), ("b.json", "/Data")]
    and relationships(different) == [("a.json", "/Source"), ("b.json", "/Data")]
    and len(equal.Root.AF) == 4
    and dated
    and "/CreationDate" not in plain.docinfo
)
if not as_seen:
    sys.exit("changed: look at how attachments are related, listed and dated")
EOF
