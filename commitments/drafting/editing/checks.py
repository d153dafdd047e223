"""What has to hold of a pledge after a change; else nothing of it is written."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from operator import attrgetter

from django.utils.translation import gettext as _

from commitments import document
from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.target import BlankFilling, PartyField
from commitments.drafting.naming import is_renamed_alike, twins
from commitments.drafting.texts import texts
from commitments.models import Draft, PartyKind
from commitments.text import blanks, limits
from commitments.text.limits import TextRefusedError, clean_text

written_in = attrgetter("text", "responsible", "baseline", "target", "verification")
"""Returns what is written in an item"""


def check_size(draft: Draft) -> None:
    """Refuse a pledge of more than 150 items or 100 kB of text, counting what is chosen, its blanks filled.

    Raises TextRefusedError.
    """
    pledge = draft.pledge
    items = [item for item in draft.items.values() if item.chosen]
    written = [text for item in items for text in written_in(item) if text]
    written += [pledge.introduction, pledge.opening, pledge.resources_text]
    limits.check_size(
        [blanks.fill(text, pledge.blank_fillings) for text in written], items=len(items), more=pledge.line_bytes
    )


def check_outcome(draft: Draft, edits: Sequence[Edit]) -> None:
    """Refuse what the edits of a page made of a pledge and no form can see. Raises TextRefusedError."""
    targets = [edit.target for edit in edits]
    renamed = {target.key for target in targets if isinstance(target, PartyField) and target.column == "name"}
    if renamed:
        _check_names(draft, renamed)
    filled = {edit.target.token for edit in edits if isinstance(edit.target, BlankFilling) and edit.value}
    if filled:
        _check_filled(draft, filled)


def _check_names(draft: Draft, renamed: Collection[str]) -> None:
    """Refuse that a party is called like another one now. Those that were before are left, for who renames them."""
    for party, other in twins(draft.parties.values()):
        if not {party.key, other.key} & set(renamed):
            continue
        if party.kind == PartyKind.OBSERVER:
            raise TextRefusedError(_("Two organisations have the same name now. Give one of them another."))
        raise TextRefusedError(_("Two authorities of one State have the same name now. Give one of them another."))
    for party in [party for party in draft.parties.values() if party.key in renamed]:
        if any(is_renamed_alike(party, other) for other in draft.parties.values() if other is not party):
            raise TextRefusedError(_("Two National Societies have the same name now. Give one of them another."))


def _check_filled(draft: Draft, filled: Collection[str]) -> None:
    """Refuse what makes a text too long, or a run of characters without a space, so that every export can be read."""
    printed = document.build(draft)
    for text in texts(draft, printed):
        if any(token in filled for token in blanks.find(text.text)):
            try:
                clean_text(blanks.fill(text.text, printed.fillings), limit=text.limit)
            except TextRefusedError as refused:
                message = _("“{name}” can't be filled like this. {reason}")
                raise TextRefusedError(message.format(name=text.name, reason=refused)) from refused
