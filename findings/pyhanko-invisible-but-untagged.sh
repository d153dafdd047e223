#!/usr/bin/env bash
# Guess:    an invisible signature changes nothing that a reader with a screen reader could notice, so a PDF/UA-1 file
#           that is signed stays one.
# Versions: pyHanko 0.38.0, WeasyPrint 70.0 with pydyf 0.13.0, judged by page-validation 0.11.0.
# Seen:     pyHanko's default invisible signature is a form field of no size, which is neither in the tags nor named
#           (TU): the file fails two rules. With InvisSigSettings(box_out_of_bounds=True) the field lies outside the
#           page, where PDF/UA asks nothing of it, and the file stays as it was.
# Output:   unsigned []; default ['PDFUA1-FORM-FIELD-TU-ALT-001', 'PDFUA1-WIDGET-FORM-TAG-001']; out of bounds []
# Do:       seal with box_out_of_bounds, or into a tagged field made beforehand; judge the file after sealing.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    pyhanko==0.38.0 weasyprint==70.0 pydyf==0.13.0 page-validation==0.11.0
cd "$work"
venv/bin/python - <<'EOF'
import io
import sys
from datetime import UTC, datetime, timedelta

import page
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec

try:
    from weasyprint import HTML
except OSError as error:
    print(f"skipped: WeasyPrint finds no Pango here ({error})")
    sys.exit(77)

key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "For trying out")])
certificate = (
    x509.CertificateBuilder()
    .subject_name(name)
    .issuer_name(name)
    .public_key(key.public_key())
    .serial_number(1)
    .not_valid_before(now)
    .not_valid_after(now + timedelta(days=1))
    .sign(key, hashes.SHA256())
)
packed = pkcs12.serialize_key_and_certificates(b"try", key, certificate, None, NoEncryption())
signer = signers.SimpleSigner.load_pkcs12_data(packed, [])
unsigned = HTML(string='<html lang="en"><title>Pledge</title><h1>Pledge</h1></html>').write_pdf(pdf_variant="pdf/ua-1")


def sign(settings=None):
    field = SigFieldSpec("Seal", invis_sig_settings=settings) if settings else None
    pdf_signer = signers.PdfSigner(signers.PdfSignatureMetadata("Seal"), signer=signer, new_field_spec=field)
    return pdf_signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(unsigned))).getvalue()


def broken(data):
    report = page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1)
    return sorted({failure.rule_id for failure in report.failures})


seen = broken(unsigned), broken(sign()), broken(sign(InvisSigSettings(box_out_of_bounds=True)))
print("unsigned {}; default {}; out of bounds {}".format(*seen))
if seen != ([], ["PDFUA1-FORM-FIELD-TU-ALT-001", "PDFUA1-WIDGET-FORM-TAG-001"], []):
    sys.exit("changed: look how an invisible signature is judged now")
EOF
