"""Talking about a pledge: comments in threads, and other wordings that are suggested, taken or declined."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from commitments.drafting import discussion
from commitments.drafting.discussion import WHOLE, RewordableText
from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.lock import locked_draft
from commitments.drafting.editing.merge import save
from commitments.drafting.editing.target import ItemField, PledgeField
from commitments.models import Actor, Comment, Draft, Pledge, SignatureRequest, User
from commitments.models.row import PLEDGE_ROW, RowName
from commitments.people.mail import events
from commitments.people.mail.announcing import announce
from commitments.people.rate_limits import note_attempt
from commitments.text.limits import TextRefusedError, clean_text

COMMENTS_AN_HOUR = 60
"""Of one person or guest"""
MOST_COMMENTS = 500
"""Of one pledge, replies and suggested wordings included"""
MOST_OF_GUESTS = 300
"""Of those, by guests: so that the own side can always answer"""
MOST_WAITING = 50
"""Suggested wordings of one pledge that nobody answered yet"""
LONGEST_WORD = 500
"""Characters of what goes with a declined suggestion"""


class CannotCommentError(Exception):
    """What is asked for is not possible; the message says why."""


def say(pledge: Pledge, actor: Actor, row: str, text: str, *, is_shared: bool) -> Comment:
    """Comment on one text of a pledge, or on the whole (`row`: WHOLE); return the comment, which begins a thread.

    `is_shared`: whether every party may read it, or the own organisation alone; what a guest says is always shared.
    Tells the others. Raises TextRefusedError, CannotCommentError for an unknown text or one comment too many, and
    TooManyAttemptsError.
    """
    words = _words(text)
    if row != WHOLE:
        _standing(Draft(pledge), row)
    return _add(pledge, actor, row=row, text=words, is_shared=is_shared or not actor.is_own)


def reply(comment: Comment, actor: Actor, text: str) -> Comment:
    """Answer in the thread of a comment; who may read the thread, may read the answer. A settled thread opens again.

    Tells the others. Raises as `say` does, and Comment.DoesNotExist to who may not read the thread.
    """
    words = _words(text)
    head = _head(comment, actor)
    return _add(head.pledge, actor, row=head.row, thread=head, text=words, is_shared=head.is_shared)


def settle(comment: Comment, actor: Actor) -> Comment:
    """Settle the thread of a comment: it stays, folded. Return its first comment.

    Raises CannotCommentError for a suggested wording, and Comment.DoesNotExist to who may not read the thread.
    """
    head = _head(comment, actor)
    if head.suggested:
        raise CannotCommentError(_("A suggested wording can't be settled. Its drafters take or decline it."))
    unsettled = Comment.objects.filter(pk=head.pk, settled_at=None)
    unsettled.update(settled_at=timezone.now(), settled_by=str(actor)[:150])
    return head


def reopen(comment: Comment, actor: Actor) -> Comment:
    """Open a settled thread again; return its first comment. Raises Comment.DoesNotExist as `settle` does."""
    head = _head(comment, actor)
    Comment.objects.filter(pk=head.pk).update(settled_at=None, settled_by="")
    return head


def suggest(pledge: Pledge, actor: Actor, row: str, text: str, *, is_shared: bool, seen: str = "") -> Comment:
    """Suggest another wording of one text of a pledge; what stood there is kept with it. Return the suggestion.

    `seen` is RewordableText.mark of the text that they reworded. Tells the others. Raises as `say` does, and
    CannotCommentError where the text changed meanwhile.
    """
    now = _standing(Draft(pledge), row)
    suggested = clean_text(text, limit=now.limit)
    if not suggested:
        raise TextRefusedError(_("Write the wording that you suggest. To have the text taken out, write a comment."))
    if seen and seen != now.mark:
        raise CannotCommentError(
            _("Somebody changed this text while you wrote. Read it as it stands now, then send yours again.")
        )
    if suggested == now.text:
        raise TextRefusedError(
            _("This is how the text stands now. Change what you want to have changed, then send it.")
        )
    return _add(pledge, actor, row=row, suggested=suggested, based_on=now.text, is_shared=is_shared or not actor.is_own)


def take(comment: Comment, *, seen: str, by: User) -> Comment:
    """Put a suggested wording into the pledge, as `by` would by typing it; return the suggestion.

    `seen` is RewordableText.mark of the text that it replaces, as `by` saw it. One transaction, the pledge and the
    suggestion locked: of two who take at once, one does. The history names `by`, and the suggestion its author, who is
    told.
    Raises CannotCommentError where it was answered, or where the text is gone or changed since `by` saw it;
    WrongStateError and TextRefusedError as saving does. Then nothing is written.
    """
    with transaction.atomic():
        draft = locked_draft(comment.pledge)
        suggestion = _unanswered(comment)
        now = discussion.wording(draft, suggestion.row)
        if now is None:
            raise CannotCommentError(_("This text is no longer in the pledge. Put it back, then take the wording."))
        if seen != now.mark:
            raise CannotCommentError(
                _("Somebody changed this text meanwhile. Look at the difference again, then take it.")
            )
        _save(draft, now, suggestion.suggested, by)
        # The moment of the save itself: by it the history finds whose wording this was.
        suggestion.answered_at = draft.pledge.updated_at
        _answer(suggestion, Comment.Answer.TAKEN, "", by)
    return suggestion


def decline(comment: Comment, *, word: str = "", by: User) -> Comment:
    """Decline a suggested wording, with a word to its author, who is told; return the suggestion.

    Raises TextRefusedError, and CannotCommentError where it was answered already.
    """
    answer = clean_text(word, limit=LONGEST_WORD, one_line=True)
    with transaction.atomic():
        locked_draft(
            comment.pledge
        )  # first the pledge, then the suggestion: as `take` does, so that neither waits for ever
        suggestion = _unanswered(comment)
        suggestion.answered_at = timezone.now()
        _answer(suggestion, Comment.Answer.DECLINED, answer, by)
    return suggestion


def keep_objections(pledge: Pledge, objections: Iterable[SignatureRequest]) -> None:
    """Make what signatories said instead of signing open comments on the pledge: each once, in their name.

    They wrote it to the drafters, so that these and they themselves read it, and no other party. Nobody is told: the
    drafters had a mail of it. No limit counts: none of it may be lost.
    """
    for asked in objections:
        author = User.objects.filter(email=asked.email).first() if not asked.invitation else None
        kept = {"pledge": pledge, "row": WHOLE, "text": asked.words, "is_shared": False}
        said = {"by": author, "guest": asked.invitation, "who": asked.name, "at": asked.answered_at}
        Comment.objects.get_or_create(signature_request=asked, defaults={**kept, **said})


def _words(text: str) -> str:
    words = clean_text(text)
    if not words:
        raise TextRefusedError(_("Write your comment."))
    return words


def _standing(draft: Draft, row: str) -> RewordableText:
    """Return the text that is talked about, as it stands now."""
    now = discussion.wording(draft, row)
    if now is None:
        raise CannotCommentError(_("This text is no longer in the pledge. Write about the pledge as a whole."))
    return now


def _head(comment: Comment, actor: Actor) -> Comment:
    """Return the first comment of a thread that they may read."""
    return Comment.objects.heard_by(actor).select_related("pledge").get(pk=comment.thread_id or comment.pk)


def _unanswered(comment: Comment) -> Comment:
    """Return a suggestion that nobody answered yet, locked."""
    fresh = Comment.objects.select_for_update().get(pk=comment.pk)
    if not fresh.suggested:
        raise CannotCommentError(_("This is a comment, and no suggested wording."))
    if fresh.answer:
        raise CannotCommentError(_("Somebody answered this suggestion already. Read below what became of it."))
    fresh.pledge = comment.pledge
    return fresh


def _save(draft: Draft, now: RewordableText, text: str, by: User) -> None:
    """Write a wording as the page of its section does."""
    if now.column == "opening" and text == discussion.generated_opening(draft):
        text = ""  # so it goes on following the parties
    row = RowName.of(now.row)
    target = PledgeField(now.column) if row == PLEDGE_ROW else ItemField(row.key, now.column)
    save(draft, now.section, [Edit(target, text)], by=by)


def _answer(suggestion: Comment, answer: Comment.Answer, word: str, by: User) -> None:
    suggestion.answer, suggestion.answer_text, suggestion.answered_by = answer, word, by
    suggestion.save(update_fields=["answer", "answer_text", "answered_by", "answered_at"])
    event = events.WORDING_DECLINED if answer == Comment.Answer.DECLINED else events.WORDING_TAKEN
    text = _start(suggestion.suggested)
    announce(event, suggestion.pledge, by=Actor(user=by), comment=suggestion, text=text, word=word)


def _add(pledge: Pledge, actor: Actor, *, thread: Comment | None = None, **fields: object) -> Comment:
    """Add a comment to a pledge, and tell the others."""
    named = ("user", actor.user.pk) if actor.user else ("guest", actor.guest.pk if actor.guest else 0)
    note_attempt("comment", *named, limit=COMMENTS_AN_HOUR, within=timedelta(hours=1))
    with transaction.atomic():
        Pledge.objects.locked().only("pk").get(pk=pledge.pk)  # one after the other, so that all are counted
        there = Comment.objects.filter(pledge=pledge)
        if there.count() >= MOST_COMMENTS or (
            actor.guest and there.filter(guest__isnull=False).count() >= MOST_OF_GUESTS
        ):
            message = _("There are {count} comments on this pledge already, and there can't be more.")
            raise CannotCommentError(message.format(count=MOST_COMMENTS))
        if fields.get("suggested") and not pledge.is_editable:
            raise CannotCommentError(
                _("This pledge is no longer a draft: its text does not change. Write a comment instead.")
            )
        if fields.get("suggested") and discussion.waiting(pledge) >= MOST_WAITING:
            message = _("{count} suggested wordings wait for an answer. Send yours when some of them are answered.")
            raise CannotCommentError(message.format(count=MOST_WAITING))
        comment = Comment.objects.create(
            pledge=pledge, thread=thread, by=actor.user, guest=actor.guest, who=str(actor)[:150], **fields
        )
        if thread:
            Comment.objects.filter(pk=thread.pk).update(settled_at=None, settled_by="")
        event = events.WORDING_SUGGESTED if comment.suggested else events.COMMENTED
        announce(event, pledge, by=actor, comment=comment, text=_start(str(comment)))
    return comment


def _start(text: str) -> str:
    """Return the beginning of a text, for a notice."""
    return Truncator(" ".join(text.split())).chars(100)
