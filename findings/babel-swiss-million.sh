#!/usr/bin/env bash
# Guess:    an amount of a million is grouped by thousands as one below it is.
# Versions: Babel 2.19.0; beside it 2.18.0.
# Seen:     in every Swiss locale 999'999.00 is grouped and 1000000.00 is not; 1234567'890.00 is grouped once. The
#           locale data of 2.19 separate by the typewriter's apostrophe, which in a number pattern is also the quotation
#           mark: of each pair of separators that were just written, both are taken away again. 2.18 had ’ and was right.
# Output:   Babel 2.18.0: CHF 999’999.00; CHF 1’000’000.00; CHF 1’234’567’890.00
#           Babel 2.19.0: CHF 999'999.00; CHF 1000000.00; CHF 1234567'890.00
# Do:       separate amounts with our own few lines, and test with two separators and with three; or hold to 2.18.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/amounts.py" <<'EOF'
from importlib.metadata import version

from babel.numbers import format_currency

amounts = [format_currency(amount, "CHF", locale="de_CH") for amount in (999_999, 1_000_000, 1_234_567_890)]
print(f"Babel {version('babel')}:", "; ".join(amount.replace("\xa0", " ") for amount in amounts))
EOF
for version in 2.18.0 2.19.0; do
    "${PYTHON:-python3}" -m venv "$work/$version"
    "$work/$version/bin/pip" install --quiet --disable-pip-version-check babel==$version
    "$work/$version/bin/python" "$work/amounts.py" | tee -a "$work/seen"
done
diff "$work/seen" - <<'EOF' || { echo "changed: Babel may group Swiss amounts again" >&2; exit 1; }
Babel 2.18.0: CHF 999’999.00; CHF 1’000’000.00; CHF 1’234’567’890.00
Babel 2.19.0: CHF 999'999.00; CHF 1000000.00; CHF 1234567'890.00
EOF
