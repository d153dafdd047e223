"""Filling the blanks of a pledge."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from django.utils.translation import gettext as _

from commitments import document
from commitments.drafting.editing.merge import Edit, Saved, save
from commitments.drafting.texts import texts
from commitments.models import Draft, Pledge, User
from commitments.text import blanks
from commitments.text.limits import TextRefusedError, clean_text


def fill_blanks(
    pledge: Pledge | Draft,
    section: str,
    edits: Sequence[Edit],
    *,
    version_of: Callable[[Edit], int],
    by: User,
    page: str = "",
) -> Saved:
    """Fill blanks wherever in the pledge they stand; an empty text opens one again, or leaves it to the parties.

    `edits` hold clean texts of one line for rows named `blank:` and the blank as it is printed. Raises as saving.save
    does, and TextRefusedError where a text of the pledge would break a limit when it is filled; then nothing is
    written. Where every blank says that already, nobody saved anything.
    """
    known = pledge.pledge if isinstance(pledge, Draft) else pledge
    if all(known.blank_fillings.get(edit.row.removeprefix("blank:"), "") == edit.value for edit in edits):
        return Saved(known.version_of(section))
    filled = {edit.row.removeprefix("blank:") for edit in edits if edit.value}
    return save(
        pledge, section, edits, version_of=version_of, by=by, page=page, check=lambda draft: _check_texts(draft, filled)
    )


def _check_texts(draft: Draft, filled: Collection[str]) -> None:
    """Refuse what makes a text too long, or a run of characters without a space, so that every export can be read."""
    printed = document.build(draft)
    for text in texts(draft, printed):
        if any(token in filled for token in blanks.find(text.text)):
            try:
                clean_text(blanks.fill(text.text, printed.fillings), limit=text.limit)
            except TextRefusedError as refused:
                message = _("“{name}” can't be filled like this. {reason}")
                raise TextRefusedError(message.format(name=text.name, reason=refused)) from refused
