"""What is typed in signing stands on the signed paper, and has no check before it: it must be printable at once."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commitments.exports.pdf import printable
from commitments.text.characters import described
from commitments.text.limits import TextRefusedError, clean_text


def printable_line(text: str, *, limit: int) -> str:
    """Return a typed line as it is kept. Raises TextRefusedError, also where no font has one of its characters."""
    kept = clean_text(text, limit=limit, one_line=True)
    try:
        missing = printable.missing(kept)
    except FileNotFoundError:  # no fonts here, and no PDF at all
        missing = []
    if missing:
        message = _("No font can print {characters}. Write it otherwise: it stands on the signed document.")
        raise TextRefusedError(message.format(characters=", ".join(map(described, missing))))
    return kept
