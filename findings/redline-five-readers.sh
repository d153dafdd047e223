#!/usr/bin/env bash
# Guess:    programs that give the text of a Word file either accept or reject tracked changes, a moved clause with
#           them.
# Versions: python-docx 1.2.0, docx2python 3.7.1, docx2txt 0.9, betteroffice-docx 0.2.1, mammoth 1.13.0.
# Seen:     five readers, three texts, of a file where one clause was moved and a word replaced. docx2python and
#           docx2txt give the moved clause twice, at its old and its new place; betteroffice-docx and python-docx
#           leave it out at both. python-docx (and betteroffice-docx) also leave out what was inserted and what was
#           struck: their text was never anybody's, neither before nor after. mammoth alone gives the accepted text.
# Output:   the clauses that each gives are printed, see "expected" below
# Do:       read changes from the XML; use none of these to tell whether a text that came back is the text that was
#           sent.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    python-docx==1.2.0 docx2python==3.7.1 docx2txt==0.9 betteroffice-docx==0.2.1 mammoth==1.13.0
cd "$work"
venv/bin/python - <<'EOF'
import sys

import betteroffice_docx
import docx
import docx2python
import docx2txt
import mammoth
from docx.oxml import parse_xml

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BY = 'w:author="A" w:date="2026-01-01T00:00:00Z"'


def run(text, leaf="t"):
    return f'<w:r><w:{leaf} xml:space="preserve">{text}</w:{leaf}></w:r>'


def paragraph(content, mark=""):
    return parse_xml(f"<w:p {W}><w:pPr><w:rPr>{mark}</w:rPr></w:pPr>{content}</w:p>")


document = docx.Document()
for child in (
    paragraph(f'<w:moveFrom w:id="1" {BY}>{run("Moved.")}</w:moveFrom>', f'<w:moveFrom w:id="2" {BY}/>'),
    paragraph(
        f'{run("We will ")}<w:del w:id="3" {BY}>{run("consider", "delText")}</w:del>'
        f'<w:ins w:id="4" {BY}>{run("train")}</w:ins>{run(" staff.")}'
    ),
    paragraph(f'<w:moveTo w:id="5" {BY}>{run("Moved.")}</w:moveTo>', f'<w:moveTo w:id="6" {BY}/>'),
    paragraph(run("The end.")),
):
    document.element.body.insert(len(document.element.body) - 1, child)
document.save("redline.docx")
with open("redline.docx", "rb") as file:
    texts = {
        "python-docx": "\n".join(child.text for child in docx.Document("redline.docx").paragraphs),
        "betteroffice-docx": betteroffice_docx.Document.open_path("redline.docx").text,
        "docx2python": docx2python.docx2python("redline.docx").text,
        "docx2txt": docx2txt.process("redline.docx"),
        "mammoth": mammoth.extract_raw_text(file).value,
    }
seen = {name: [line.strip() for line in text.splitlines() if line.strip()] for name, text in texts.items()}
for name, lines in seen.items():
    print(f"{name}: {lines}")
neither = ["We will  staff.", "The end."]
twice = ["Moved.", "We will train staff.", "Moved.", "The end."]
accepted = ["We will train staff.", "Moved.", "The end."]
expected = {
    "python-docx": neither,
    "betteroffice-docx": neither,
    "docx2python": twice,
    "docx2txt": twice,
    "mammoth": accepted,
}
if seen != expected:
    sys.exit("changed: look which readers give a redlined text rightly now")
EOF
