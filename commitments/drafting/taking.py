"""Taking suggested changes into the pledge, undoing that, and declining them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.drafting.amendments import PLANNED, amendment, new_key_of
from commitments.drafting.comments import CannotCommentError, start_of
from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.lock import locked_draft
from commitments.drafting.editing.merge import save
from commitments.drafting.editing.target import Column, ItemField, PledgeField
from commitments.drafting.rewordable import generated_opening, wording
from commitments.models import Actor, Change, Comment, Draft, Item, User, menu
from commitments.models.draft import SECTION_OF_KIND
from commitments.models.row import PLEDGE_ROW, RowName
from commitments.people.mail import events
from commitments.people.mail.announcing import announce
from commitments.text.dates import last_month
from commitments.text.limits import clean_text

LONGEST_WORD = 500
"""Characters of what goes with a declined suggestion"""


def take(comment: Comment, *, seen: str, by: User) -> Comment:
    """Put a suggested change into the pledge, as `by` would by typing it; return the suggestion.

    `seen` is Amendment.mark of what it replaces, as `by` saw that. One transaction, the pledge and the suggestion
    locked: of two who take at once, one does. The history names `by`, and the suggestion its author, who is told.
    Raises CannotCommentError where it was answered or taken back, or where the text is gone or changed since `by` saw
    it; WrongStateError and TextRefusedError as saving does. Then nothing is written.
    """
    with transaction.atomic():
        draft = locked_draft(comment.pledge)
        suggestion = _unanswered(comment)
        now = amendment(draft, suggestion)
        if now is None or now.is_gone:
            raise CannotCommentError(_("This text is no longer in the pledge. Put it back, then take the suggestion."))
        if seen != now.mark:
            raise CannotCommentError(
                _("Somebody changed this text meanwhile. Look at the difference again, then take it.")
            )
        section = now.section or _section_of(draft, suggestion)
        save(draft, section, list(_edits(draft, suggestion)), by=by)
        # The moment of the save itself: by it the history finds whose suggestion this was.
        suggestion.answered_at = draft.pledge.updated_at
        _answer(suggestion, Comment.Answer.TAKEN, "", by)
    return suggestion


def untake(comment: Comment, *, by: User) -> Comment:
    """Undo that a suggested change was taken: what stood there stands there again, and the suggestion waits.

    Its author is told. Raises CannotCommentError where it was not taken, or where what it changed was changed since;
    WrongStateError and TextRefusedError as saving does. Then nothing is written.
    """
    with transaction.atomic():
        draft = locked_draft(comment.pledge)
        suggestion = Comment.objects.select_for_update().get(pk=comment.pk)
        suggestion.pledge = comment.pledge
        if suggestion.answer != Comment.Answer.TAKEN:
            raise CannotCommentError(_("This suggestion was not taken, or that was undone already."))
        made = _made(suggestion)
        if _are_touched(made):
            raise CannotCommentError(
                _("This text was changed again since it was taken. Change it in its section instead.")
            )
        for section in dict.fromkeys(change.section for change in made):
            edits = [edit for change in made if change.section == section for edit in _undoing(change)]
            save(draft, section, edits, by=by)
        suggestion.answer, suggestion.answered_by, suggestion.answered_at = "", None, None
        suggestion.save(update_fields=["answer", "answered_by", "answered_at"])
        announce(
            events.TAKING_UNDONE, suggestion.pledge, by=Actor(user=by), comment=suggestion, text=start_of(suggestion)
        )
    return suggestion


def decline(comment: Comment, *, word: str = "", by: User) -> Comment:
    """Decline a suggested change, with a word to its author, who is told; return the suggestion.

    Raises TextRefusedError, and CannotCommentError where it was answered or taken back already.
    """
    answer = clean_text(word, limit=LONGEST_WORD, one_line=True)
    with transaction.atomic():
        # First the pledge, then the suggestion: as `take` does, so that neither waits for ever.
        locked_draft(comment.pledge)
        suggestion = _unanswered(comment)
        suggestion.answered_at = timezone.now()
        _answer(suggestion, Comment.Answer.DECLINED, answer, by)
    return suggestion


def _unanswered(comment: Comment) -> Comment:
    """Return a suggestion that nobody answered yet, locked."""
    fresh = Comment.objects.select_for_update().get(pk=comment.pk)
    if not fresh.change:
        raise CannotCommentError(_("This is a comment, and suggests no change."))
    if fresh.answer:
        raise CannotCommentError(_("Somebody answered this suggestion already. Read below what became of it."))
    if fresh.taken_back_at:
        raise CannotCommentError(_("Its author took this suggestion back meanwhile."))
    fresh.pledge = comment.pledge
    return fresh


def _section_of(draft: Draft, suggestion: Comment) -> str:
    """Return the section of an item that is out of the pledge already."""
    return SECTION_OF_KIND[Item.Kind(draft.items[RowName.of(suggestion.row).key].kind)]


def _edits(draft: Draft, suggestion: Comment) -> Iterator[Edit]:
    """Yield what the page of its section would write."""
    kinds, row = Comment.Change, suggestion.row
    match suggestion.change:
        case kinds.WORDING:
            yield _rewording(draft, row, suggestion.suggested)
        case kinds.REMOVAL:
            yield Edit(ItemField(RowName.of(row).key, "chosen"), value=False)
        case kinds.PLAN:
            yield from _planning(draft.items[RowName.of(row).key], suggestion.proposed)
        case kinds.NEW:
            yield from _adding(draft, suggestion)


def _rewording(draft: Draft, row: str, text: str) -> Edit:
    now = wording(draft, row)
    assert now  # noqa: S101  narrows the type: what is gone was refused
    if now.column == "opening" and text == generated_opening(draft):
        text = ""  # so it goes on following the parties
    name = RowName.of(now.row)
    return Edit(PledgeField(now.column) if name == PLEDGE_ROW else ItemField(name.key, now.column), text)


def _planning(item: Item, proposed: Mapping[str, Any]) -> Iterator[Edit]:
    start, end = (proposed.get(name, getattr(item, name)) for name in ("start", "end"))
    if start and end and last_month(end) < start:
        raise CannotCommentError(_("The action would end before it starts: its other date was changed since."))
    yield from (Edit(ItemField(item.key, name), value) for name, value in proposed.items())


def _adding(draft: Draft, suggestion: Comment) -> Iterator[Edit]:
    """Yield what makes a new item; where it was taken before and that undone, its row is there."""
    proposed, key = suggestion.proposed, new_key_of(suggestion)
    theme, name = menu(draft.pledge.model_text).under(proposed.get("heading", ""))
    new = {"kind": proposed["kind"], "theme_id": theme, "theme_name": name, "chosen": False}
    yield Edit(ItemField(key, "text"), suggestion.suggested, new=new)
    yield Edit(ItemField(key, "chosen"), value=True)
    yield from (Edit(ItemField(key, column), proposed[column]) for column in PLANNED if proposed.get(column))


def _made(suggestion: Comment) -> list[Change]:
    """Return what taking a suggestion changed: all that was saved at that moment by who took it."""
    at = {"pledge": suggestion.pledge, "at": suggestion.answered_at, "by": suggestion.answered_by}
    return list(Change.objects.filter(**at).order_by("pk"))


def _are_touched(made: Sequence[Change]) -> bool:
    """Whether what changes wrote was written again since, but for another place in its list."""
    for change in made:
        since = Change.objects.filter(pledge=change.pledge_id, row=change.row, pk__gt=change.pk)
        mine = set(change.before) if change.before is not None else None
        for later in since:
            theirs = set(later.before or ()) - {"position"}
            if theirs and (mine is None or mine & theirs):
                return True
    return False


def _undoing(change: Change) -> Iterator[Edit]:
    """Yield what puts back what stood there before a change; an item that it added is taken out, and kept."""
    row = RowName.of(change.row)
    if change.before is None:
        yield Edit(ItemField(row.key, "chosen"), value=False)
        return
    for column, stored in change.before.items():
        target: Column = PledgeField(column) if row == PLEDGE_ROW else ItemField(row.key, column)
        yield Edit(target, _value(target, stored))


def _value(target: Column, stored: Any) -> Any:
    return None if stored is None else target.model_field.to_python(stored)


def _answer(suggestion: Comment, answer: Comment.Answer, word: str, by: User) -> None:
    suggestion.answer, suggestion.answer_text, suggestion.answered_by = answer, word, by
    suggestion.save(update_fields=["answer", "answer_text", "answered_by", "answered_at"])
    is_wording = suggestion.change == Comment.Change.WORDING
    event = events.WORDING_TAKEN if is_wording else events.CHANGE_TAKEN
    if answer == Comment.Answer.DECLINED:
        event = events.WORDING_DECLINED if is_wording else events.CHANGE_DECLINED
    announce(event, suggestion.pledge, by=Actor(user=by), comment=suggestion, text=start_of(suggestion), word=word)
