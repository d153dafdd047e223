#!/usr/bin/env bash
# Guess:    joining two tagged PDFs gives a tagged PDF, or one that no longer says it is tagged.
# Versions: pikepdf 10.17.0, pypdf 7.1.1, pypdfium2 5.15.2; made by WeasyPrint 70.0 with pydyf 0.13.0.
# Seen:     the added page comes without tags, and without its language, everywhere; but pikepdf and pypdf (pages
#           added to a clone) keep the claim to be PDF/UA-1 over it: a screen reader is promised a page that it can't
#           read. PDFium keeps the tags of the first file and drops the claim. pypdf, appending both to a new file,
#           drops it all.
# Output:   pikepdf: 2 pages, headings tagged 1, claims PDF/UA True, language en
#           pypdf, clone: 2 pages, headings tagged 1, claims PDF/UA True, language en
#           pypdf, new: 2 pages, headings tagged 0, claims PDF/UA False, language None
#           PDFium: 2 pages, headings tagged 1, claims PDF/UA False, language en
# Do:       make an annex in the same rendering; never join finished PDFs.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    pikepdf==10.17.0 pypdf==7.1.1 pypdfium2==5.15.2 weasyprint==70.0 pydyf==0.13.0
cd "$work"
venv/bin/python - <<'EOF'
import io
import sys

import pikepdf
import pypdf
import pypdfium2

try:
    from weasyprint import HTML
except OSError as error:
    print(f"skipped: WeasyPrint finds no Pango here ({error})")
    sys.exit(77)


def make(language, heading):
    page = f'<html lang="{language}"><title>{heading}</title><h1>{heading}</h1></html>'
    return HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")


def headings(node):
    if isinstance(node, pikepdf.Array):
        return sum(headings(kid) for kid in node)
    if isinstance(node, pikepdf.Dictionary) and "/S" in node:
        return (node.S == "/H1") + headings(node.get("/K"))
    return 0


def look(save):
    file = io.BytesIO()
    save(file)
    pdf = pikepdf.open(file)
    metadata = pdf.Root.Metadata.read_bytes() if "/Metadata" in pdf.Root else b""
    tagged = headings(pdf.Root.StructTreeRoot.K) if "/StructTreeRoot" in pdf.Root else 0
    return len(pdf.pages), tagged, b"pdfuaid:part" in metadata, str(pdf.Root.get("/Lang"))


first, second = make("en", "Pledge"), make("fr", "Annexe")
joined = pikepdf.open(io.BytesIO(first))
joined.pages.extend(pikepdf.open(io.BytesIO(second)).pages)
clone = pypdf.PdfWriter(clone_from=io.BytesIO(first))
clone.append(io.BytesIO(second))
new = pypdf.PdfWriter()
new.append(io.BytesIO(first))
new.append(io.BytesIO(second))
pdfium = pypdfium2.PdfDocument(first)
pdfium.import_pages(pypdfium2.PdfDocument(second))
seen = {
    "pikepdf": look(joined.save),
    "pypdf, clone": look(clone.write),
    "pypdf, new": look(new.write),
    "PDFium": look(pdfium.save),
}
for name, (pages, tagged, claim, language) in seen.items():
    print(f"{name}: {pages} pages, headings tagged {tagged}, claims PDF/UA {claim}, language {language}")
expected = {
    "pikepdf": (2, 1, True, "en"),
    "pypdf, clone": (2, 1, True, "en"),
    "pypdf, new": (2, 0, False, "None"),
    "PDFium": (2, 1, False, "en"),
}
if seen != expected:
    sys.exit("changed: look what joining keeps of tags and claims now")
EOF
