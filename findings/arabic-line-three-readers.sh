#!/usr/bin/env bash
# Guess:    programs that extract text from a PDF agree on one line of Arabic with a number and a foreign name in it.
# Versions: WeasyPrint 70.0 with pydyf 0.13.0 and Amiri (fontpkg-amiri 1.2); pdfminer.six 20260107, pypdfium2 5.15.2,
#           pypdf 7.1.1.
# Seen:     none gives the line as it was written, and no two agree. pdfminer.six gives Arabic letters from left to
#           right, so every word is spelled backwards; PDFium turns the foreign name round by words ("Cross Red
#           Kenya"); pypdf gives the pieces from left to right, full stop first.
# Output:   (in each line the text follows)
#           pdfminer.six: forwards False, as written False, name whole True
#           PDFium: forwards True, as written False, name whole False
#           pypdf: forwards True, as written False, name whole True
# Do:       compare extracted Arabic as a set of words, never as a line; let nothing that counts depend on the text
#           layer (attach the pledge as data). /ActualText would tell the readers the order.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check weasyprint==70.0 pydyf==0.13.0 fontpkg-amiri==1.2 \
    pdfminer.six==20260107 pypdfium2==5.15.2 pypdf==7.1.1
cd "$work"
venv/bin/python - <<'EOF'
import io
import re
import sys
from importlib.resources import files

import pypdf
import pypdfium2
from pdfminer.high_level import extract_text

try:
    from weasyprint import HTML
except OSError as error:
    print(f"skipped: WeasyPrint finds no Pango here ({error})")
    sys.exit(77)

LINE = "تقدم الجمعية 1,250 خيمة إلى Kenya Red Cross في 2027."
font = (files("fontpkg_amiri") / "files" / "Amiri-Regular.ttf").as_uri()
data = HTML(
    string=f"""<html lang="ar" dir="rtl"><title>Pledge</title><style>@font-face {{ font-family: A; src: url({font}) }}
    p {{ font: 14px A }}</style><p>{LINE}</p></html>"""
).write_pdf(pdf_variant="pdf/ua-1")
texts = {
    "pdfminer.six": extract_text(io.BytesIO(data)),
    "PDFium": pypdfium2.PdfDocument(data)[0].get_textpage().get_text_bounded(),
    "pypdf": pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text(),
}
seen = {}
for name, text in texts.items():
    text = " ".join(re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text).split())
    forwards, as_written, name_whole = seen[name] = "الجمعية" in text, text == LINE, "Kenya Red Cross" in text
    print(f"{name}: forwards {forwards}, as written {as_written}, name whole {name_whole}: {text}")
expected = {"pdfminer.six": (False, False, True), "PDFium": (True, False, False), "pypdf": (True, False, True)}
if seen != expected:
    sys.exit("changed: look which readers can be trusted with a line of Arabic")
EOF
