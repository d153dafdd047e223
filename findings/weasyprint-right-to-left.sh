#!/usr/bin/env bash
# Guess:    dir="rtl" turns all of a page round: columns begin at the right, and Arabic is joined wherever it stands.
# Versions: WeasyPrint 70.0 with pydyf 0.13.0 and Amiri (fontpkg-amiri 1.2), read with pypdfium2 5.15.2.
# Seen:     a table and a flex box begin at the right; a grid with the same two cells begins at the left. Arabic in an
#           SVG <text> is set letter by letter from left to right, unjoined: a reader sees the word backwards.
# Output:   first cell right of the second: table True, flex True, grid False
#           first letter right of the last: in a paragraph True, in SVG False
# Do:       lay out right-to-left pages with tables or blocks; keep words out of SVG and put them beside it in HTML.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check weasyprint==70.0 pydyf==0.13.0 fontpkg-amiri==1.2 \
    pypdfium2==5.15.2
cd "$work"
venv/bin/python - <<'EOF'
import sys
from importlib.resources import files

import pypdfium2

try:
    from weasyprint import HTML
except OSError as error:
    print(f"skipped: WeasyPrint finds no Pango here ({error})")
    sys.exit(77)

font = (files("fontpkg_amiri") / "files" / "Amiri-Regular.ttf").as_uri()
CSS = f"""@font-face {{ font-family: A; src: url({font}) }} body {{ font: 20px A }} div, td {{ width: 80px }}
.grid {{ display: grid; grid-template-columns: 80px 80px }} .flex {{ display: flex }}"""


def places(body):
    """Each character of the page, but spaces, with where it stands from left to right."""
    page = f'<html lang="ar" dir="rtl"><style>{CSS}</style>{body}</html>'
    text = pypdfium2.PdfDocument(HTML(string=page).write_pdf())[0].get_textpage()
    characters = [(text.get_text_range(n, 1), text.get_charbox(n)[0]) for n in range(text.count_chars())]
    return {character: left for character, left in characters if character.strip()}


cells = {
    "table": "<table><tr><td>1</td><td>2</td></tr></table>",
    "flex": '<div class="flex"><div>1</div><div>2</div></div>',
    "grid": '<div class="grid"><div>1</div><div>2</div></div>',
}
turned = {name: (found := places(body))["1"] > found["2"] for name, body in cells.items()}
print("first cell right of the second:", turned)
WORD = "سلمك"
letters = {
    "paragraph": places(f"<p>{WORD}</p>"),
    "SVG": places(
        f'<svg width="200" height="40"><text x="90" y="25" font-family="A" font-size="20">{WORD}</text></svg>'
    ),
}
joined = {name: found[WORD[0]] > found[WORD[-1]] for name, found in letters.items()}
print("first letter right of the last:", joined)
if turned != {"table": True, "flex": True, "grid": False} or joined != {"paragraph": True, "SVG": False}:
    sys.exit("changed: look what WeasyPrint turns round now")
EOF
