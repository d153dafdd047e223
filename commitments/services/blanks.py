"""Filling the blanks of a pledge."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from commitments import document
from commitments.models import BlankFilling, Pledge, User, prepared
from commitments.services.writing import check_size, editing
from commitments.standing import texts
from commitments.wording import blanks
from commitments.wording.limits import TextRefused, clean_text


def fill_blanks(pledge: Pledge, fillings: Mapping[str, str], *, by: User) -> None:
    """Fill blanks wherever in the pledge they stand; an empty text opens one again, or leaves it to the parties.

    `fillings` holds clean texts of one line by the blank as it is printed. Raises WrongState, and TextRefused where a
    text of the pledge, or the pledge, would break a limit when it is filled; then nothing is written. The number of
    queries does not grow with the number of blanks.
    """
    with editing(pledge, "check", by=by):
        BlankFilling.objects.filter(
            pledge=pledge, blank__in=[blank for blank, text in fillings.items() if not text]
        ).delete()
        BlankFilling.objects.bulk_create(
            [BlankFilling(pledge=pledge, blank=blank, text=text) for blank, text in fillings.items() if text],
            update_conflicts=True,
            unique_fields=["pledge", "blank"],
            update_fields=["text"],
        )
        _check_texts(pledge, fillings)
        check_size(pledge)


def _check_texts(pledge: Pledge, changed: Mapping[str, str]) -> None:
    """Refuse what makes a text too long, or a run of characters without a space, so that every export can be read."""
    items = prepared.ITEMS.rows(pledge)
    printed = document.build(pledge, items)
    for text in texts(pledge, printed, items):
        if any(changed.get(token) for token in blanks.find(text.text)):
            try:
                clean_text(blanks.fill(text.text, printed.fillings), limit=text.limit)
            except TextRefused as refused:
                message = _("“{name}” can't be filled like this. {reason}")
                raise TextRefused(message.format(name=text.name, reason=refused)) from refused
