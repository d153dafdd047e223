#!/usr/bin/env bash
# Guess:    a clause in plain words goes into Akoma Ntoso as these words.
# Versions: bluebell-akn 3.1.1 with cobalt 9.0.1.
# Seen:     "//" is bluebell's mark for italics, and the one in "https://" counts: of two web addresses in a paragraph
#           both lose their slashes, and what stands between them turns italic; one address alone is kept. And a
#           sentence that begins with PART in capitals opens a part of the law, with the rest as its number.
# Output:   one address: See https://a.example.org today.
#           two: See https:<i>a.example.org and https:</i>b.example.org today.
#           PART: <part eId="sec_1__part_oftheworkisdone"><num>of the work is done.</num></part>
# Do:       write the XML with lxml; if bluebell must be, escape its marks with a backslash first.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check bluebell-akn==3.1.1 cobalt==9.0.1
cd "$work"
venv/bin/python - <<'EOF'
import re
import sys

from bluebell.parser import AkomaNtosoParser
from cobalt.uri import FrbrUri
from lxml import etree

parser = AkomaNtosoParser(FrbrUri.parse("/akn/ke/act/2027/pledge"))


def section(words):
    xml = parser.parse_to_xml(f"BODY\n\nSECTION 1.\n\n  {words}\n", "statement")
    text = etree.tostring(xml.find(".//{*}section"), encoding="unicode")
    text = re.sub(' xmlns="[^"]*"', "", text).split("</num>", 1)[1].removesuffix("</section>").strip()
    return re.sub("^<content><p[^>]*>(.*)</p></content>$", r"\1", text)


seen = {
    "one address": section("See https://a.example.org today."),
    "two": section("See https://a.example.org and https://b.example.org today."),
    "two, escaped": section(r"See https:\//a.example.org and https:\//b.example.org today."),
    "PART": section("PART of the work is done."),
}
for name, text in seen.items():
    print(f"{name}: {text}")
expected = {
    "one address": "See https://a.example.org today.",
    "two": "See https:<i>a.example.org and https:</i>b.example.org today.",
    "two, escaped": "See https://a.example.org and https://b.example.org today.",
    "PART": '<part eId="sec_1__part_oftheworkisdone"><num>of the work is done.</num></part>',
}
if seen != expected:
    sys.exit("changed: look which words bluebell takes for marks now")
EOF
