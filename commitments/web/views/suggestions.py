"""All suggested changes of a pledge in one list, for who drafts it: several are taken or declined at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from commitments import access, document
from commitments.document import printed
from commitments.drafting import discussion, taking
from commitments.drafting.comments import MOST_WAITING, CannotCommentError
from commitments.drafting.discussion import DiscussedText, Thread
from commitments.drafting.editing.write import WrongStateError
from commitments.drafting.sections import BY_SLUG
from commitments.models import Actor, Comment, Draft, Pledge, User
from commitments.text.limits import TextRefusedError
from commitments.web.command import Command
from commitments.web.errand import Errand
from commitments.web.notices import Undo, say_undoable
from commitments.web.once import sent_once
from commitments.web.views.signed_in import is_of_another_person, person_key, send_again, signed_in

LONGEST_NUMBER = 18  # digits of a primary key
TICKED = "ticked"
"""What a button says that is about all that is ticked"""
Refusal = TextRefusedError | CannotCommentError | WrongStateError


@dataclass(frozen=True)
class Suggested:
    """A suggested change as the list shows it."""

    passage: DiscussedText
    thread: Thread
    rivals: int
    """How many others are about the same text"""
    problem: str = ""
    """Why it could not be taken or declined just now"""

    @property
    def section(self) -> str:
        amendment = self.thread.amendment
        return amendment.section if amendment else ""


@dataclass
class Outcome:
    """What became of what was sent."""

    done: list[int]
    """Primary keys"""
    problems: dict[int, str]
    """By primary key: why it was left as it was"""


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once()
def suggestions(request: HttpRequest, reference: str) -> HttpResponse:
    """The list. A POST takes, declines or undoes; where any was left, the page says which and why (409)."""
    pledge = access.readable_pledge(request, reference)
    if is_of_another_person(request):
        return send_again(request, status=403)
    if request.method != "POST":
        return _show(request, pledge)
    if not access.may_copy(pledge):
        raise PermissionDenied
    command = Command.of(request.POST)
    chosen = _chosen(request, pledge, command)
    if not chosen:
        return _show(request, pledge, problem=_("Tick the suggestions that you mean first."), status=422)
    outcome = _carry_out(request, command, chosen, access.person(request))
    _say(request, command, outcome)
    if outcome.problems:
        return _show(request, pledge, problems=outcome.problems, status=409)
    return redirect("pledge_suggestions", reference)


def _chosen(request: HttpRequest, pledge: Pledge, command: Command) -> list[Comment]:
    """Return what the button is about: one suggestion, several in the order of the page, or what is ticked."""
    sent = request.POST.getlist("tick") if command.key == TICKED else command.key.split(".")
    keys = [int(each) for each in sent if each.isascii() and each.isdecimal() and len(each) <= LONGEST_NUMBER]
    found = Comment.objects.filter(pledge=pledge).exclude(change="").in_bulk(keys[:MOST_WAITING])
    for comment in found.values():
        comment.pledge = pledge
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def _carry_out(request: HttpRequest, command: Command, chosen: list[Comment], by: User) -> Outcome:
    """Take, decline or undo one after the other, each by itself: of two for the same text, the second is left."""
    outcome, word = Outcome([], {}), request.POST.get("word", "")
    for comment in reversed(chosen) if command.verb == "untake" else chosen:
        try:
            if command.verb == "take":
                taking.take(comment, seen=request.POST.get(f"seen-{comment.pk}", ""), by=by)
            elif command.verb == "decline":
                taking.decline(comment, word=word, by=by)
            elif command.verb == "untake":
                taking.untake(comment, by=by)
        except (TextRefusedError, CannotCommentError, WrongStateError) as refused:
            outcome.problems[comment.pk] = str(refused)
        else:
            outcome.done.append(comment.pk)
    return outcome


def _say(request: HttpRequest, command: Command, outcome: Outcome) -> None:
    count = len(outcome.done)
    if not count:
        return
    match command.verb:
        case "take":
            said = ngettext("{n} suggestion is in the pledge now.", "{n} suggestions are in the pledge now.", count)
            undo = Undo(request.path, "untake", ".".join(str(key) for key in outcome.done))
            say_undoable(request, said.format(n=count), undo)
        case "decline":
            said = ngettext("{n} suggestion is declined.", "{n} suggestions are declined.", count)
            messages.success(request, said.format(n=count))
        case "untake":
            said = ngettext(
                "Undone: {n} suggestion waits for an answer again.",
                "Undone: {n} suggestions wait for an answer again.",
                count,
            )
            messages.success(request, said.format(n=count))


def _listed(draft: Draft, doc: document.PledgeDocument, actor: Actor, problems: dict[int, str]) -> Iterator[Suggested]:
    found = list(discussion.suggested(discussion.boxes(draft, doc, actor)))
    rows = [passage.row for passage, _thread in found if not passage.is_missing]
    for passage, thread in found:
        yield Suggested(passage, thread, max(rows.count(passage.row) - 1, 0), problems.get(thread.pk, ""))


def _show(
    request: HttpRequest,
    pledge: Pledge,
    *,
    problem: str = "",
    problems: dict[int, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    user, actor, draft = access.person(request), access.actor(request), Draft(pledge)
    doc = document.build(draft)
    listed = list(_listed(draft, doc, actor, problems or {}))
    chapters = [
        (BY_SLUG[slug].title if slug in BY_SLUG else _("No longer in the pledge"), list(some))
        for slug, some in groupby(listed, key=lambda each: each.section)
    ]
    shown = {each.thread.pk for each in listed}
    context = {
        "pledge": pledge,
        "person_key": person_key(user),
        "chapters": chapters,
        "count": len(listed),
        "problem": problem,
        "left": [each for each in listed if each.problem],
        "left_elsewhere": list(dict.fromkeys(said for key, said in (problems or {}).items() if key not in shown)),
        "ticked": set(request.POST.getlist("tick")),
        "word": request.POST.get("word", ""),
        "may_edit": access.may_edit(pledge),
        "may_answer": access.may_copy(pledge),
        **Errand(draft, actor, doc).onward(request.path),
        **printed.context(doc, title_level=2),
    }
    return render(request, "commitments/comments/suggestions.html", context, status=status)
