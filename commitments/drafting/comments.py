"""Talking about a pledge: comments in threads, and what becomes of them. See suggesting.py for suggested changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from commitments.drafting import discussion
from commitments.drafting.discussion import WHOLE
from commitments.drafting.rewordable import RewordableText, wording
from commitments.models import Actor, Comment, Draft, Pledge, SignatureRequest, User
from commitments.people.mail import events
from commitments.people.mail.announcing import announce
from commitments.people.rate_limits import note_attempt
from commitments.text.limits import TextRefusedError, clean_text

COMMENTS_AN_HOUR = 60
"""Of one person or guest"""
MOST_COMMENTS = 500
"""Of one pledge, replies and suggested changes included"""
MOST_OF_GUESTS = 300
"""Of those, by guests: so that the own side can always answer"""
MOST_WAITING = 50
"""Suggested changes of one pledge that nobody answered yet"""
SAID = {
    Comment.Change.WORDING: events.WORDING_SUGGESTED,
    Comment.Change.NEW: events.NEW_SUGGESTED,
    Comment.Change.REMOVAL: events.REMOVAL_SUGGESTED,
    Comment.Change.PLAN: events.PLAN_SUGGESTED,
}
"""How the others are told of a suggested change"""


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
        standing(Draft(pledge), row)
    return add(pledge, actor, row=row, text=words, is_shared=is_shared or not actor.is_own)


def reply(comment: Comment, actor: Actor, text: str) -> Comment:
    """Answer in the thread of a comment; who may read the thread, may read the answer. A settled thread opens again.

    Tells the others. Raises as `say` does, and Comment.DoesNotExist to who may not read the thread.
    """
    words = _words(text)
    head = _head(comment, actor)
    return add(head.pledge, actor, row=head.row, thread=head, text=words, is_shared=head.is_shared)


def settle(comment: Comment, actor: Actor) -> Comment:
    """Settle the thread of a comment: it stays, folded. Return its first comment.

    Raises CannotCommentError for a suggested change, and Comment.DoesNotExist to who may not read the thread.
    """
    head = _head(comment, actor)
    if head.change:
        raise CannotCommentError(_("A suggested change can't be settled. Its drafters take or decline it."))
    unsettled = Comment.objects.filter(pk=head.pk, settled_at=None)
    unsettled.update(settled_at=timezone.now(), settled_by=str(actor)[:150])
    return head


def reopen(comment: Comment, actor: Actor) -> Comment:
    """Open a settled thread again; return its first comment. Raises Comment.DoesNotExist as `settle` does."""
    head = _head(comment, actor)
    Comment.objects.filter(pk=head.pk).update(settled_at=None, settled_by="")
    return head


def take_back(comment: Comment, actor: Actor) -> Comment:
    """Take back what one said or suggested oneself: others don't read it any more. Return the thread's first comment.

    Its words are kept, for its author, who can bring it back. The drafters are told where it was a suggested change.
    Raises CannotCommentError for what was answered, and Comment.DoesNotExist for what somebody else said.
    """
    with transaction.atomic():
        fresh = _own(comment, actor)
        if fresh.answer:
            raise CannotCommentError(_("Your suggestion was answered already. Read below what became of it."))
        if fresh.signature_request_id:
            raise CannotCommentError(_("This was your answer when you were asked to sign. Write a comment beside it."))
        if not fresh.taken_back_at:
            fresh.taken_back_at = timezone.now()
            fresh.save(update_fields=["taken_back_at"])
            if fresh.change:
                announce(events.SUGGESTION_TAKEN_BACK, fresh.pledge, by=actor, comment=fresh)
    return fresh.thread or fresh


def bring_back(comment: Comment, actor: Actor) -> Comment:
    """Say again what one took back. Return the thread's first comment.

    Raises CannotCommentError as suggesting does, and Comment.DoesNotExist for what somebody else said.
    """
    with transaction.atomic():
        fresh = _own(comment, actor)
        if fresh.taken_back_at:
            if fresh.change:
                _check_suggesting(fresh.pledge)
            fresh.taken_back_at = None
            fresh.save(update_fields=["taken_back_at"])
            tell_of(fresh, actor)
    return fresh.thread or fresh


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


def standing(draft: Draft, row: str) -> RewordableText:
    """Return the text that is talked about, as it stands now. Raises CannotCommentError where it is gone."""
    now = wording(draft, row)
    if now is None:
        raise CannotCommentError(_("This text is no longer in the pledge. Write about the pledge as a whole."))
    return now


def _own(comment: Comment, actor: Actor) -> Comment:
    """Return what they said themselves, locked: first the pledge, as whoever answers it does."""
    Pledge.objects.locked().only("pk").get(pk=comment.pledge_id)
    fresh = (
        Comment.objects.select_for_update(of=("self",)).select_related("guest", "pledge", "thread").get(pk=comment.pk)
    )
    if not fresh.is_of(actor):
        raise Comment.DoesNotExist
    return fresh


def _head(comment: Comment, actor: Actor) -> Comment:
    """Return the first comment of a thread that they may read."""
    return Comment.objects.heard_by(actor).select_related("pledge").get(pk=comment.thread_id or comment.pk)


def add(pledge: Pledge, actor: Actor, *, thread: Comment | None = None, **fields: object) -> Comment:
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
        if fields.get("change"):
            _check_suggesting(pledge)
        comment = Comment.objects.create(
            pledge=pledge, thread=thread, by=actor.user, guest=actor.guest, who=str(actor)[:150], **fields
        )
        if thread:
            Comment.objects.filter(pk=thread.pk).update(settled_at=None, settled_by="")
        tell_of(comment, actor)
    return comment


def _check_suggesting(pledge: Pledge) -> None:
    """Refuse a suggested change where the text doesn't change any more, or where too many wait."""
    if not pledge.is_editable:
        raise CannotCommentError(
            _("This pledge is no longer a draft: its text does not change. Write a comment instead.")
        )
    if discussion.waiting(pledge) >= MOST_WAITING:
        message = _("{count} suggested changes wait for an answer. Send yours when some of them are answered.")
        raise CannotCommentError(message.format(count=MOST_WAITING))


def tell_of(comment: Comment, actor: Actor) -> None:
    """Tell the others what was said or suggested."""
    event = SAID[Comment.Change(comment.change)] if comment.change else events.COMMENTED
    announce(event, comment.pledge, by=actor, comment=comment, text=start_of(comment))


def start_of(comment: Comment) -> str:
    """Return the beginning of what was said, for a notice; of what has no words of its own, those it is about."""
    text = comment.suggested or comment.based_on or comment.text
    return Truncator(" ".join(text.split())).chars(100)
