#!/usr/bin/env bash
# Guess:    a library that takes prices as people write them reads a Swiss million, or finds no price in it.
# Versions: price-parser 0.5.1.
# Seen:     with the typewriter's apostrophe "CHF 1'000'000" is a million; with the one that Word and Swiss typography
#           set, "CHF 1’000’000" is one franc, without an error. "USD 2 million" is 2.
# Output:   CHF 1'000'000 -> 1000000 CHF
#           CHF 1’000’000 -> 1 CHF
#           USD 2 million -> 2 USD
# Do:       put ' in the place of ’ and ʼ between figures before anything reads them, and refuse what isn't read to its
#           end: what a reader of prices leaves over may be most of the amount.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check price-parser==0.5.1
cd "$work"
venv/bin/python - <<'EOF'
import sys

from price_parser import Price

WRITTEN = ("CHF 1'000'000", "CHF 1’000’000", "USD 2 million")
prices = [Price.fromstring(written) for written in WRITTEN]
for written, price in zip(WRITTEN, prices):
    print(f"{written} -> {price.amount} {price.currency}")
if [int(price.amount or 0) for price in prices] != [1_000_000, 1, 2]:
    sys.exit("changed: price-parser may read what it left over")
EOF
