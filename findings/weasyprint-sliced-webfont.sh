#!/usr/bin/env bash
# Guess:    the stylesheet of a web font, cut into slices by unicode-range, prints the same letters as in a browser,
#           or else boxes for letters that were not found.
# Versions: WeasyPrint 70.0 with pydyf 0.13.0, @fontsource/noto-sans 5.3.0; drawn with pypdfium2 5.15.2.
# Seen:     where the letters of a document come from two slices (Latin, extended Latin), one slice alone is embedded
#           and the other's glyph numbers are looked up in it: "Łódź" is printed as "Âódù", without a warning. The
#           text that programs extract is right all the same, so a test by extraction sees nothing: look at the
#           picture.
# Output:   fonts embedded: 1 - letters extracted: Kenya Ł
#           drawn like "Kenya Â": True (with the extended slice alone: False)
# Do:       give WeasyPrint complete font files, one a weight and style; never a sliced web font.
set -eu
command -v npm >/dev/null || {
    echo "skipped: npm is missing"
    exit 77
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    weasyprint==70.0 pydyf==0.13.0 pypdfium2==5.15.2 pillow==13.0.0
cd "$work"
npm pack --silent @fontsource/noto-sans@5.3.0 >/dev/null
tar -xzf fontsource-noto-sans-5.3.0.tgz
venv/bin/python - <<'EOF'
import re
import sys
from pathlib import Path

import pypdfium2
from PIL import ImageChops

try:
    from weasyprint import HTML
except OSError as error:
    print(f"skipped: WeasyPrint finds no Pango here ({error})")
    sys.exit(77)


def draw(stylesheet, *lines):
    """The picture of these lines, the text that is extracted, and how many fonts are embedded."""
    paragraphs = "".join(f"<p>{line}</p>" for line in lines)
    page = f"""<html lang="en"><link rel="stylesheet" href="{stylesheet}"><title>Pledge</title>
    <style>@page {{ size: 300px 120px; margin: 10px }} p {{ font: 20px "Noto Sans"; margin: 0 }}</style>
    {paragraphs}</html>"""
    data = HTML(string=page, base_url=Path("package").absolute().as_uri() + "/").write_pdf(uncompressed_pdf=True)
    sheet = pypdfium2.PdfDocument(data)[0]
    text = " ".join(sheet.get_textpage().get_text_bounded().split())
    return sheet.render(scale=2).to_pil().convert("L"), text, len(set(re.findall(rb"/FontFile\d? (\d+)", data)))


def same(one, other):
    return ImageChops.difference(one[0], other[0]).getbbox() is None


meant, printed = draw("400.css", "Kenya", "Ł"), draw("400.css", "Kenya", "Â")
print("fonts embedded:", meant[2], "- letters extracted:", meant[1])
wrong = same(meant, printed)
alone = same(draw("400.css", "Ł"), draw("400.css", "Â"))
print(f'drawn like "Kenya Â": {wrong} (with the extended slice alone: {alone})')
if not wrong or alone or meant[1] != "Kenya Ł":
    sys.exit("changed: sliced fonts may be right now; look at the pictures")
EOF
