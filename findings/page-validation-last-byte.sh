#!/usr/bin/env bash
# Guess:    whether a PDF/A is called valid does not depend on which byte a compressed stream happens to end with.
# Versions: page-validation 0.11.0, pikepdf 10.17.0 (qpdf), WeasyPrint 70.0 with pydyf 0.13.0.
# Seen:     a stream whose last byte is a carriage return, followed by the line feed before "endstream", is refused:
#           the two are taken for one line end, and the stream for a byte too short. About one compressed stream in
#           256 ends so; a file with several fails now and then, by chance, with no change of ours. qpdf reads it
#           without complaint.
# Output:   ends with d: [], with a line feed: [], with a carriage return: ['PDFA3B-STREAM-LENGTH-001']
# Do:       when this rule alone fails, look at the last byte first; or end such a stream otherwise (a comment, a
#           pad).
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    page-validation==0.11.0 pikepdf==10.17.0 weasyprint==70.0 pydyf==0.13.0
cd "$work"
venv/bin/python - <<'EOF'
import io
import sys

import page
import pikepdf

try:
    from weasyprint import HTML
except OSError as error:
    print(f"skipped: WeasyPrint finds no Pango here ({error})")
    sys.exit(77)

made = HTML(string='<html lang="en"><title>Pledge</title><h1>Pledge</h1></html>').write_pdf(pdf_variant="pdf/a-3b")


def broken(last):
    pdf = pikepdf.open(io.BytesIO(made))
    pdf.Root.PledgeNote = pdf.make_indirect(pikepdf.Stream(pdf, b"a note" + last))
    file = io.BytesIO()
    pdf.save(file, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    read_back = pikepdf.open(file)
    assert read_back.Root.PledgeNote.read_raw_bytes() == b"a note" + last
    assert not read_back.check_pdf_syntax()
    report = page.validate_pdf_bytes(file.getvalue(), profile=page.ValidationProfile.PDF_A_3B)
    return sorted({failure.rule_id for failure in report.failures})


seen = [broken(last) for last in (b"d", b"\n", b"\r")]
print("ends with d: {}, with a line feed: {}, with a carriage return: {}".format(*seen))
if seen != [[], [], ["PDFA3B-STREAM-LENGTH-001"]]:
    sys.exit("changed: page-validation may read the end of streams rightly now")
EOF
