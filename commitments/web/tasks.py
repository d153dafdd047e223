"""The life of a pledge as a list of tasks, each with its state in words: what its own page shows.

A task is a function of TASKS, in the order of a pledge's life. What can't be done yet says since when it can; what no
longer makes sense has no button.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.models import Pledge
from commitments.web.errand import Errand
from commitments.web.fixes import tallies
from commitments.web.steps import Move
from commitments.web.templatetags.moments import day

Status = Pledge.Status
DONE, ATTENTION, PROBLEM, PLAIN = "success", "attention", "problem", ""
"""Colours of a state, as templatetags/states.py has them"""


@dataclass(frozen=True)
class Task:
    """One task of a pledge's life."""

    name: str
    state: str
    """How far it is, in words"""
    colour: str = PLAIN
    moves: frozenset[Move] = frozenset()
    """What is to be done where it is the next one"""
    button: str = ""
    """What can be done; empty: nothing, or it is what the page's main button does"""
    url: str = ""


@dataclass(frozen=True)
class NumberedTask:
    number: int
    task: Task
    is_next: bool


def numbered_tasks(errand: Errand) -> list[NumberedTask]:
    """Return the tasks in order; of the next one, the page has the main button."""
    move, main = errand.next_step.move, errand.next_url.partition("#")[0]
    made = [make(errand) for make in TASKS]
    return [
        NumberedTask(number, replace(task, button="") if task.url == main else task, move in task.moves)
        for number, task in enumerate(made, start=1)
    ]


def _write(errand: Errand) -> Task:
    name, moves = _("Write"), frozenset({Move.WRITE, Move.CHANGE})
    if not errand.is_draft:
        return Task(name, _frozen(errand), DONE, moves)
    empty = len(errand.empty)
    if not empty:
        return Task(name, _("something is in every section"), PLAIN, moves)
    state = ngettext("nothing yet in {count} section", "nothing yet in {count} sections", empty)
    return Task(name, state.format(count=empty), PLAIN, moves)


def _frozen(errand: Errand) -> str:
    if not errand.signing_round:
        return _("no longer")
    return _("the text is frozen since {day}").format(day=_day(errand.signing_round.revision.at))


def _check(errand: Errand) -> Task:
    name, moves = _("Check"), frozenset({Move.CHECK})
    if not errand.is_draft:
        return Task(name, _("nothing stood in the way"), DONE, moves)
    vacant, fix = {step.section.slug for step in errand.empty}, len(errand.to_fix)
    is_begun = len(vacant) < sum(step.section.is_filled_in and not step.section.is_given for step in errand.steps)
    if not is_begun:
        return Task(name, _("once something is written"), PLAIN, moves)
    if fix and all(finding.place.kind.section in vacant for finding in errand.to_fix):  # that is to be written
        state = _("nothing to fix in what is written")
        return Task(name, state, PLAIN, moves, _("See the check"), _url("pledge_check", errand))
    look = sum(tally.look for tally in tallies(errand.report).values())
    state = ngettext("{count} to fix", "{count} to fix", fix).format(count=fix) if fix else _("nothing to fix")
    if look:
        state = _("{state}, {count} worth a look").format(state=state, count=look)
    button = _("See the check")
    if errand.facts.is_drafter:
        button = _("Check it") if not fix else ngettext("Fix it", "Fix them", fix)
    return Task(name, state, PROBLEM if fix else DONE, moves, button, _url("pledge_check", errand))


def _invite(errand: Errand) -> Task:
    name, moves = _("Invite to comment"), frozenset({Move.INVITE, Move.ANSWER, Move.COMMENT, Move.NEGOTIATE})
    count, opened = len(errand.invited), sum(1 for guest in errand.invited if guest.confirmed_at)
    state = _("nobody yet")
    if count:
        state = ngettext("{count} invited, {opened} opened it", "{count} invited, {opened} opened it", count)
        state = state.format(count=count, opened=opened)
    elif not errand.others:
        state = _("only if you want: nobody else makes this pledge")
    if not errand.is_draft:
        return Task(name, state if count else _("nobody was"), DONE if count else PLAIN, moves)
    uninvited = errand.uninvited
    button = _("Invite {party}").format(party=errand.called(uninvited[0])) if uninvited else _("Invite somebody")
    return Task(name, state, DONE if opened else PLAIN, moves, *_for_drafters(errand, button, "pledge_invitations"))


def _ask(errand: Errand) -> Task:
    name = _("Ask to sign")
    moves = frozenset({Move.ASK, Move.SIGN, Move.DECIDE, Move.CHANGE, Move.WAIT})
    if errand.is_draft:
        if errand.to_fix or not errand.document.objectives:
            return Task(name, _("once nothing is left to fix"), PLAIN, moves)
        state = _("nothing stands in the way")
        ask = _for_drafters(errand, _("Ask the parties to sign"), "pledge_circulate")
        return Task(name, state, PLAIN, moves, *ask)
    if not errand.signing_round:
        return Task(name, _("nobody was asked"), PLAIN, moves)
    signed, of = errand.signing_round.named_signed, len(errand.signing_round.named_parties)
    button, url = _("Who has signed"), _url("pledge_signatures", errand)
    if errand.pledge.status != Status.IN_CIRCULATION:
        return Task(name, _("every party has signed"), DONE, moves, button, url)
    state = ngettext("{signed} of {of} party has signed", "{signed} of {of} parties have signed", of)
    state = _("{state}, answers asked for by {day}").format(
        state=state.format(signed=signed, of=of), day=_day(errand.signing_round.circulation.asked_for)
    )
    return Task(name, state, PROBLEM if errand.facts.holding_up else ATTENTION, moves, button, url)


def _submit(errand: Errand) -> Task:
    name, moves = _("Submit"), frozenset({Move.SUBMIT, Move.ADMIT})
    if errand.pledge.status == Status.AGREED:
        return Task(
            name,
            _("not yet submitted"),
            ATTENTION,
            moves,
            *_for_drafters(errand, _("Record the submission"), "pledge_submit"),
        )
    if errand.pledge.status != Status.SUBMITTED:
        return Task(name, _("once every party has signed"), PLAIN, moves)
    if not errand.submission:
        return Task(name, _("handed to the Conference"), DONE, moves)
    state = _("handed to the Conference on {day}").format(day=_day(errand.submission.on))
    if errand.submission.conference_reference:
        state = _("{state}, reference {reference}").format(
            state=state, reference=errand.submission.conference_reference
        )
    return Task(name, state, DONE, moves)


def _publish(errand: Errand) -> Task:
    name, moves = _("Publish"), frozenset({Move.PUBLISH})
    if errand.pledge.status not in (Status.AGREED, Status.SUBMITTED):
        return Task(name, _("once every party has signed, and agrees to that"), PLAIN, moves)
    if errand.pledge.published_at:
        state = _("anybody may read it since {day}").format(day=_day(errand.pledge.published_at))
        return Task(name, state, DONE, moves, *_for_drafters(errand, _("Take it back"), "pledge_publish"))
    if not errand.may_be_published:
        parties = ", ".join(errand.unpublished)
        return Task(name, _("once these agree to that, too: {parties}").format(parties=parties), PLAIN, moves)
    state = _("every party agrees to that")
    return Task(name, state, PLAIN, moves, *_for_drafters(errand, _("Publish the text"), "pledge_publish"))


TASKS: tuple[Callable[[Errand], Task], ...] = (_write, _check, _invite, _ask, _submit, _publish)
"""In the order of a pledge's life"""


def _for_drafters(errand: Errand, button: str, route: str) -> tuple[str, str]:
    """Return a button and its address; nothing where who looks can only read."""
    return (button, _url(route, errand)) if errand.facts.is_drafter else ("", "")


def _url(route: str, errand: Errand) -> str:
    return reverse(route, args=[errand.pledge.reference])


def _day(when: date | datetime | None) -> str:
    """Return a day as it is; of a moment, the day on which it was where the reader is."""
    return day(when) if isinstance(when, datetime) else date_format(when or "", "j M Y")
