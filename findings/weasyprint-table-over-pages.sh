#!/usr/bin/env bash
# Guess:    a table that runs over several pages is one table in the tags of a PDF, with its head said once.
# Versions: WeasyPrint 70.0 with pydyf 0.13.0; beside it Typst 0.15.2; read with pikepdf 10.17.0.
# Seen:     WeasyPrint makes a /Table for each page, each with its own /THead: a screen reader says "table with n
#           rows" on every page anew, and no row knows that it goes on. The same for a list's /L. Typst makes one.
# Output:   WeasyPrint: 4 pages, 4 Table, 4 THead
#           WeasyPrint: 4 pages, 4 L, 0 THead
#           Typst: 4 pages, 1 Table, 1 THead
# Do:       keep short tables on a page (break-inside: avoid); merge the parts in a finisher where a table may part;
#           count the /Table tags in a test with a long table, not in one with three rows.
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
from collections import Counter

import pikepdf
import typst

try:
    from weasyprint import HTML
except OSError as error:
    print(f"skipped: WeasyPrint finds no Pango here ({error})")
    sys.exit(77)


def count(data):
    pdf = pikepdf.open(io.BytesIO(data))
    tags = Counter()

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for kid in node:
                walk(kid)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            tags[str(node.S)] += 1
            walk(node.get("/K"))

    walk(pdf.Root.StructTreeRoot.K)
    return len(pdf.pages), tags


def weasyprint(body):
    page = f'<html lang="en"><title>Pledge</title><style>@page {{ size: A5 }}</style>{body}</html>'
    return count(HTML(string=page).write_pdf(pdf_variant="pdf/ua-1"))


rows = "".join(f"<tr><td>row {n}</td></tr>" for n in range(90))
table = weasyprint(f"<table><thead><tr><th>Resource</th></tr></thead><tbody>{rows}</tbody></table>")
listing = weasyprint("<ul>" + "".join(f"<li>item {n}</li>" for n in range(90)) + "</ul>")
peer = count(
    typst.compile(
        b"""#set document(title: "Pledge", date: none)
#set page("a5")
#table(columns: 1, table.header[Resource], ..range(90).map(n => [row #n]))""",
        format="pdf",
        pdf_standards=["ua-1"],
    )
)
for name, tag, (pages, tags) in (
    ("WeasyPrint", "Table", table),
    ("WeasyPrint", "L", listing),
    ("Typst", "Table", peer),
):
    print(f"{name}: {pages} pages, {tags['/' + tag]} {tag}, {tags['/THead']} THead")
whole = peer[0] > 1 and peer[1]["/Table"] == peer[1]["/THead"] == 1
parted = table[0] > 1 and table[1]["/Table"] == table[1]["/THead"] == table[0]
if not (whole and parted and listing[0] == listing[1]["/L"] > 1):
    sys.exit("changed: look whether tables and lists over several pages still part in the tags")
EOF
