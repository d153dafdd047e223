#!/usr/bin/env bash
# Guess:    told to choose among the languages of our pledges, a detector of languages says of an empty text, or of
#           one that is figures alone, that it can't tell; or it says the first one named.
# Versions: py3langid 0.4.0.
# Seen:     it says Arabic, whichever order the languages are named in: with nothing to go by, all are as likely
#           (0.25), and the first by alphabet wins. A clause "10.000" would so be printed from right to left. Chinese,
#           which is not among the four, is French.
# Output:   '' ar 0.25, '10.000' ar 0.25, '2027' ar 0.25, '我们承诺' fr 0.28, 'Nous nous engageons à protéger' fr 1.00
# Do:       believe an answer of 0.9 and more, and of three words and more; else keep the pledge's language.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check py3langid==0.4.0
cd "$work"
venv/bin/python - <<'EOF'
import sys

from py3langid.langid import MODEL_FILE, LanguageIdentifier

seen = []
for languages in (["en", "fr", "es", "ar"], ["fr", "es", "en", "ar"]):
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(languages)
    texts = ("", "10.000", "2027", "我们承诺", "Nous nous engageons à protéger")
    seen.append([(language, round(float(sure), 2)) for language, sure in map(identifier.classify, texts)])
print(", ".join(f"{text!r} {language} {sure:.2f}" for text, (language, sure) in zip(texts, seen[0], strict=True)))
nothing = ("ar", 0.25)
if not (seen[0] == seen[1] and seen[0][:3] == [nothing] * 3 and seen[0][3][0] == "fr" and seen[0][4] == ("fr", 1.0)):
    sys.exit("changed: look what py3langid says of a text without words")
EOF
