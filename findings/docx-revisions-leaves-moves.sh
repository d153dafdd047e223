#!/usr/bin/env bash
# Guess:    a library that loops "until no tracked changes remain" leaves none; rejecting all gives the old text back.
# Versions: docx-revisions 0.1.5, python-docx 1.2.0.
# Seen:     accept_all() and reject_all() resolve insertions and deletions of words alone. Moves stay as they are, and
#           so does the mark that a paragraph itself was inserted or struck: a struck clause leaves an empty
#           paragraph, a moved one stays open, and Word still shows changes in the "clean" file.
# Output:   accept_all: ['First.', '', '', 'Fourth.', '', 'Fifth.'] still open: del 1, ins 1, moveFrom 2, moveTo 2
#           reject_all: ['First.', 'Second.', '', 'Fourth.', '', ''] still open: del 1, ins 1, moveFrom 2, moveTo 2
# Do:       resolve changes with our own reader: runs, paragraph marks, rows and moves; then count what is left.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check docx-revisions==0.1.5 python-docx==1.2.0
cd "$work"
venv/bin/python - <<'EOF'
import re
import sys
from itertools import count

import docx
from docx.oxml import parse_xml
from docx_revisions import RevisionDocument

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BY = 'w:author="A" w:date="2026-01-01T00:00:00Z"'
ids = count(1)


def clause(text, change="", leaf="t"):
    run = f"<w:r><w:{leaf}>{text}</w:{leaf}></w:r>"
    mark = f'<w:rPr><w:{change} w:id="{next(ids)}" {BY}/></w:rPr>' if change else ""
    body = f'<w:{change} w:id="{next(ids)}" {BY}>{run}</w:{change}>' if change else run
    return parse_xml(f'<w:p {W}><w:pPr><w:pStyle w:val="ListNumber"/>{mark}</w:pPr>{body}</w:p>')


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

changes = {"del": 1, "ins": 1, "moveFrom": 2, "moveTo": 2}
seen = {}
for verb in ("accept_all", "reject_all"):
    redline = RevisionDocument("redline.docx")
    getattr(redline, verb)()
    redline.save("clean.docx")
    clean = docx.Document("clean.docx")
    texts = [paragraph.text for paragraph in clean.paragraphs]
    still_open = {name: len(re.findall(f"<w:{name}[ />]", clean.element.xml)) for name in changes}
    seen[verb] = texts, still_open
    print(f"{verb}: {texts} still open:", ", ".join(f"{name} {many}" for name, many in still_open.items()))
expected = {
    "accept_all": (["First.", "", "", "Fourth.", "", "Fifth."], changes),
    "reject_all": (["First.", "Second.", "", "Fourth.", "", ""], changes),
}
if seen != expected:
    sys.exit("changed: docx-revisions may resolve moves and paragraph marks now")
EOF
