"""What is said about a pledge: its text passage by passage, each with its comments and suggested changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commitments import access, document
from commitments.document import printed
from commitments.drafting import comments as discussing
from commitments.drafting import discussion, suggesting, taking
from commitments.drafting.comments import COMMENTS_AN_HOUR, CannotCommentError
from commitments.drafting.discussion import WHOLE, DiscussedBox, OpenThreads
from commitments.drafting.editing.write import WrongStateError
from commitments.drafting.readers import note_reader
from commitments.models import Actor, Comment, Draft, Pledge
from commitments.models.rounds import last_round
from commitments.people.rate_limits import TooManyAttemptsError
from commitments.text.limits import TextRefusedError
from commitments.web.command import Command
from commitments.web.errand import Errand
from commitments.web.notices import Undo, say_undoable
from commitments.web.once import sent_once
from commitments.web.views.signed_in import is_of_another_person, left_link, person_key, send_again, signed_in

LONGEST_NUMBER = 18  # digits of a primary key
EVERYBODY, OURS = "everybody", "ours"
OF_A_THREAD = {
    "settle": discussing.settle,
    "reopen": discussing.reopen,
    "take-back": discussing.take_back,
    "say-again": discussing.bring_back,
}
"""What a button does with what was said"""


@dataclass(frozen=True)
class Refused:
    """What was sent and could not be done, for the page that says so and still holds every word of it."""

    command: Command
    message: str
    typed: str
    status: int = 422
    is_shared: bool = False
    reason: str = ""

    @property
    def anchor(self) -> str:
        """The id of its field, or of its thread where it has none."""
        verb, key = self.command.verb, self.command.key
        is_of_thread = verb in ("take", "untake", "take-back", "say-again", "settle", "reopen")
        return f"c-{key}" if is_of_thread else f"{verb}-{key.replace(':', '-')}"


def visited(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let guests of a pledge in, who have no account; ask everybody else to sign in."""
    for_members = signed_in(view)

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated and access.guest(request):
            return view(request, *args, **kwargs)
        is_reading = request.method in ("GET", "HEAD") and not request.user.is_authenticated
        if is_reading and left_link(request):
            return redirect("invitation")  # to the page that says what became of their link
        return for_members(request, *args, **kwargs)

    return answer


@visited
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once("say", "suggest", "reply")
def comments(request: HttpRequest, reference: str) -> HttpResponse:
    """The page of comments. A POST says or answers something, and comes back to its thread."""
    pledge, actor = access.discussed_pledge(request, reference)
    if is_of_another_person(request):
        return send_again(request, status=403)
    command, refused = Command.of(request.POST), None
    if request.method == "POST":
        try:
            comment = _act(request, command, pledge, actor)
        except Comment.DoesNotExist as error:
            raise Http404 from error
        except (TextRefusedError, CannotCommentError, WrongStateError) as error:
            refused = _refused(request, command, str(error))
        except TooManyAttemptsError:
            message = _("You wrote {count} comments within an hour. Wait a while, then send this one again.")
            refused = _refused(request, command, message.format(count=COMMENTS_AN_HOUR), status=429)
        else:
            return redirect(_address(comment, reference))
    return _show(request, pledge, actor, refused)


def _address(comment: Comment, reference: str) -> str:
    """Where the thread of a comment is read."""
    return f"{reverse('pledge_comments', args=[reference])}#c-{comment.thread_id or comment.pk}"


def _act(request: HttpRequest, command: Command, pledge: Pledge, actor: Actor) -> Comment:
    """Do what the pressed button says; return the comment that it is about."""
    text = request.POST.get("text", "")
    match command:
        case Command("say", row):
            return discussing.say(pledge, actor, row, text, is_shared=is_shared(request, actor))
        case Command("suggest", row):
            said = {"seen": request.POST.get("seen", ""), "reason": request.POST.get("reason", "")}
            return suggesting.suggest(pledge, actor, row, text, is_shared=is_shared(request, actor), **said)
        case Command("reply", number):
            return discussing.reply(_heard(pledge, actor, number), actor, text)
        case Command("take" | "untake" | "decline" as verb, number):
            return _answer(request, pledge, _heard(pledge, actor, number), verb)
        case Command(verb, number) if verb in OF_A_THREAD:
            return OF_A_THREAD[verb](_heard(pledge, actor, number), actor)
    raise Http404


def is_shared(request: HttpRequest, actor: Actor) -> bool:
    """Whether every party is to read it. Who chose that before a guest's visit took the place of theirs is asked."""
    chosen = request.POST.get("readers", "")
    if chosen == OURS and not actor.is_own:
        raise CannotCommentError(
            _("You visit as a guest: every party will read what you write. Send it again if that is right.")
        )
    return chosen == EVERYBODY


def _answer(request: HttpRequest, pledge: Pledge, comment: Comment, verb: str) -> Comment:
    """Take or decline a suggested change, or undo that it was taken: only for who drafts the pledge."""
    if not access.may_copy(pledge):
        raise PermissionDenied
    comment.pledge, by = pledge, access.person(request)
    if verb == "decline":
        return taking.decline(comment, word=request.POST.get("text", ""), by=by)
    if verb == "untake":
        undone = taking.untake(comment, by=by)
        messages.success(request, _("Undone: the text is as it was, and the suggestion waits for an answer again."))
        return undone
    taken = taking.take(comment, seen=request.POST.get("seen", ""), by=by)
    is_wording = taken.change == Comment.Change.WORDING
    said = (
        _("The pledge has the suggested wording now.") if is_wording else _("The pledge has the suggested change now.")
    )
    say_undoable(request, said, Undo(request.path, "untake", str(comment.pk)))
    return taken


def _heard(pledge: Pledge, actor: Actor, number: str) -> Comment:
    """Return a comment of the pledge that they may read; any other does not exist to them."""
    if not (number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER):
        raise Http404
    return Comment.objects.heard_by(actor).get(pledge=pledge, pk=int(number))


def _refused(request: HttpRequest, command: Command, message: str, status: int = 422) -> Refused:
    text, reason = request.POST.get("text", ""), request.POST.get("reason", "")
    return Refused(command, message, text, status, request.POST.get("readers") == EVERYBODY, reason)


def _placed(refused: Refused, boxes: list[DiscussedBox]) -> Refused:
    """Return what was refused where the page has a field for it: of a text that is gone, beside the whole pledge."""
    there = {passage.row for box in boxes for passage in box.passages if not passage.is_gone}
    match refused.command:
        case Command("say", row) if row not in there:
            return replace(refused, command=Command("say", WHOLE))
        case Command("suggest", row) if row not in there - {WHOLE}:
            return replace(refused, command=Command("say", WHOLE))
    return refused


def _show(request: HttpRequest, pledge: Pledge, actor: Actor, refused: Refused | None) -> HttpResponse:
    if actor.user:
        note_reader(pledge, actor.user, "")
    draft = Draft(pledge)
    signing_round = None if actor.is_own else last_round(pledge)
    doc = document.build(draft, is_public=not access.hears_every_party(signing_round, actor))
    boxes = discussion.boxes(draft, doc, actor)
    threads = [thread for box in boxes for passage in box.passages for thread in passage.threads]
    open_ones = [thread for thread in threads if thread.is_open]
    suggested = sum(thread.is_suggestion for thread in open_ones)
    errand = Errand(draft, actor, doc)
    errand.said = OpenThreads(threads=len(open_ones) - suggested, suggestions=suggested)
    context = {
        "pledge": pledge,
        "actor": actor,
        "signing_round": signing_round,
        "mine": signing_round.signature_request_of(actor.email) if signing_round else None,
        "person_key": person_key(actor.user) if actor.user else "",
        "boxes": boxes,
        "open": open_ones,
        "suggested": suggested,
        "refused": _placed(refused, boxes) if refused else None,
        "may_edit": actor.is_own and access.may_edit(pledge),
        "may_answer": actor.is_own and access.may_copy(pledge),
        **errand.onward(request.path),
        **printed.context(doc, title_level=2),
    }
    return render(request, "commitments/comments/page.html", context, status=refused.status if refused else 200)
