#!/usr/bin/env bash
# Guess:    pandoc, told to accept tracked changes, gives the list that Word shows after "Accept all".
# Versions: pandoc 3.9 (pypandoc_binary 1.17), python-docx 1.2.0, mammoth 1.13.0.
# Seen:     it drops the words of a struck item and keeps the item: an empty number stays, and every later clause has
#           a number that is too high. The same for where a moved clause came from, and, with reject, for what was
#           inserted. mammoth drops the paragraph with its mark, as Word does.
# Output:   pandoc accept: ['First.', '', '', 'Fourth.', 'Third.', 'Fifth.']
#           pandoc reject: ['First.', 'Second.', 'Third.', 'Fourth.', '', '']
#           mammoth: ['First.', 'Fourth.', 'Third.', 'Fifth.']
# Do:       never quote a clause by the number that pandoc gives a redlined list; drop empty items first.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pypandoc_binary==1.17 python-docx==1.2.0 mammoth==1.13.0
cd "$work"
venv/bin/python - <<'EOF'
import re
import sys
from itertools import count

import docx
import mammoth
import pypandoc
from docx.oxml import parse_xml

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BY = 'w:author="A" w:date="2026-01-01T00:00:00Z"'
ids = count(1)


def clause(text, change="", leaf="t"):
    run = f"<w:r><w:{leaf}>{text}</w:{leaf}></w:r>"
    mark = f'<w:rPr><w:{change} w:id="{next(ids)}" {BY}/></w:rPr>' if change else ""
    body = f'<w:{change} w:id="{next(ids)}" {BY}>{run}</w:{change}>' if change else run
    return parse_xml(f'<w:p {W}><w:pPr><w:pStyle w:val="ListNumber"/>{mark}</w:pPr>{body}</w:p>')


def items(html):
    return [re.sub("<.*?>", "", item).strip() for item in re.findall("<li>(.*?)</li>", html, re.DOTALL)]


document = docx.Document()
for paragraph in (
    clause("First."),
    clause("Second.", "del", "delText"),
    clause("Third.", "moveFrom"),
    clause("Fourth."),
    clause("Third.", "moveTo"),
    clause("Fifth.", "ins"),
):
    document.element.body.insert(len(document.element.body) - 1, paragraph)
document.save("redline.docx")
seen = {
    f"pandoc {how}": items(pypandoc.convert_file("redline.docx", "html", extra_args=[f"--track-changes={how}"]))
    for how in ("accept", "reject")
}
with open("redline.docx", "rb") as file:
    seen["mammoth"] = items(mammoth.convert_to_html(file).value)
for name, found in seen.items():
    print(f"{name}: {found}")
expected = {
    "pandoc accept": ["First.", "", "", "Fourth.", "Third.", "Fifth."],
    "pandoc reject": ["First.", "Second.", "Third.", "Fourth.", "", ""],
    "mammoth": ["First.", "Fourth.", "Third.", "Fifth."],
}
print("pandoc", pypandoc.get_pandoc_version())
if seen != expected:
    sys.exit("changed: look how pandoc and mammoth number a redlined list now")
EOF
