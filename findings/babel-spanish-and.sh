#!/usr/bin/env bash
# Guess:    a library of the Unicode locale data joins a list of States in Spanish as Spanish is written.
# Versions: Babel 2.19.0; beside it ICU, if Node is installed (seen with ICU 78.2).
# Seen:     Babel joins with "y" and "o" always: "Bolivia y Italia", "Uruguay o Omán". Spanish has "e" before the
#           sound of i and "u" before that of o. The data hold one pattern, and the exception is code in ICU, which
#           Babel hasn't; two programs on the same data disagree.
# Output:   Babel: Bolivia y Italia; Uruguay o Omán
#           ICU 78.2: Bolivia e Italia; Uruguay u Omán
# Do:       join lists of names with our own grammar, and test it with names that begin with i, hi and o.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check babel==2.19.0
cd "$work"
venv/bin/python - <<'EOF'
import shutil
import subprocess
import sys

from babel.lists import format_list

babel = (
    format_list(["Bolivia", "Italia"], locale="es"),
    format_list(["Uruguay", "Omán"], style="or", locale="es"),
)
print("Babel: {}; {}".format(*babel))
if node := shutil.which("node"):
    script = """const and = new Intl.ListFormat('es'), or = new Intl.ListFormat('es', {type: 'disjunction'})
    console.log(`ICU ${process.versions.icu}: ${and.format(['Bolivia', 'Italia'])}; ${or.format(['Uruguay', 'Omán'])}`)"""
    print(subprocess.run([node, "-e", script], capture_output=True, check=True, text=True).stdout.strip())
if babel != ("Bolivia y Italia", "Uruguay o Omán"):
    sys.exit("changed: Babel may know the exceptions of Spanish now")
EOF
