#!/usr/bin/env bash
# Guess:    the hyphen that doesn't break, common in "non-State" and "co-signatory", is read from a Word file as a
#           hyphen.
# Versions: python-docx 1.2.0, docx2txt 0.9, docx2python 3.7.1, mammoth 1.13.0, pandoc 3.9 (pypandoc_binary 1.17).
# Seen:     Word and LibreOffice save it as an element, w:noBreakHyphen, not as a character. docx2txt and docx2python
#           leave it out ("nonState"), python-docx gives "-", mammoth and pandoc U+2011: five readers, three words.
# Output:   python-docx 'non-State', docx2txt 'nonState', docx2python 'nonState',
#            mammoth 'non\u2011State', pandoc 'non\u2011State'
# Do:       before comparing a text that came back: map the element to U+2011, then fold U+2011 to "-" on both sides.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    python-docx==1.2.0 docx2txt==0.9 docx2python==3.7.1 mammoth==1.13.0 pypandoc_binary==1.17
cd "$work"
venv/bin/python - <<'EOF'
import sys

import docx
import docx2python
import docx2txt
import mammoth
import pypandoc
from docx.oxml import OxmlElement

document = docx.Document()
run = document.add_paragraph().add_run("non")
run._r.append(OxmlElement("w:noBreakHyphen"))
run.add_text("State")
document.save("hyphen.docx")
with open("hyphen.docx", "rb") as file:
    seen = {
        "python-docx": docx.Document("hyphen.docx").paragraphs[0].text,
        "docx2txt": docx2txt.process("hyphen.docx").strip(),
        "docx2python": docx2python.docx2python("hyphen.docx").text.strip(),
        "mammoth": mammoth.extract_raw_text(file).value.strip(),
        "pandoc": pypandoc.convert_file("hyphen.docx", "plain").strip(),
    }
print(", ".join(f"{name} {ascii(text)}" for name, text in seen.items()))
expected = {
    "python-docx": "non-State",
    "docx2txt": "nonState",
    "docx2python": "nonState",
    "mammoth": "non\u2011State",
    "pandoc": "non\u2011State",
}
if seen != expected:
    sys.exit("changed: look how Word's unbroken hyphen is read now")
EOF
