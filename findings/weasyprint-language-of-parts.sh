#!/usr/bin/env bash
# Guess:    a tagged PDF (PDF/UA-1) says which language a part is in, where the HTML says so with lang="…".
# Versions: WeasyPrint 70.0 with pydyf 0.13.0; beside it Typst 0.15.2; read with pikepdf 10.17.0.
# Seen:     WeasyPrint writes the language of the whole document alone. Of lang="fr" and lang="ar" inside it, no tag
#           has a /Lang: a screen reader reads the French and the Arabic aloud with an English voice. Typst, from the
#           same content, writes /Lang on the Arabic paragraph.
# Output:   WeasyPrint: document en, tags with /Lang: []
#           Typst: document en, tags with /Lang: [('/P', 'ar')]
# Do:       set /Lang on the tags of such parts in a finisher, and test it by reading the tags.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    weasyprint==70.0 pydyf==0.13.0 typst==0.15.2 pikepdf==10.17.0
cd "$work"
venv/bin/python - <<'EOF'
import io
import sys

import pikepdf
import typst

try:
    from weasyprint import HTML
except OSError as error:
    print(f"skipped: WeasyPrint finds no Pango here ({error})")
    sys.exit(77)

HTML_TEXT = """<html lang="en"><title>Pledge</title><h1>Pledge</h1>
<p>We quote <span lang="fr">nous nous engageons</span>.</p>
<p lang="ar" dir="rtl">نتعهد بالمساعدة</p></html>"""
TYPST_TEXT = """#set document(title: "Pledge", date: none)
#set text(lang: "en")
= Pledge
We quote.

#text(lang: "ar")[نتعهد بالمساعدة]
"""


def languages(data):
    pdf = pikepdf.open(io.BytesIO(data))
    found = []

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for kid in node:
                walk(kid)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            if "/Lang" in node:
                found.append((str(node.S), str(node.Lang)))
            walk(node.get("/K"))

    walk(pdf.Root.StructTreeRoot.K)
    return str(pdf.Root.Lang), found


seen = {
    "WeasyPrint": languages(HTML(string=HTML_TEXT).write_pdf(pdf_variant="pdf/ua-1")),
    "Typst": languages(typst.compile(TYPST_TEXT.encode(), format="pdf", pdf_standards=["ua-1"])),
}
for name, (document, parts) in seen.items():
    print(f"{name}: document {document}, tags with /Lang: {parts}")
if seen != {"WeasyPrint": ("en", []), "Typst": ("en", [("/P", "ar")])}:
    sys.exit("changed: look whether the finisher still has to write the language of parts")
EOF
