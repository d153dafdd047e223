"""What is to be done next with a pledge, and by whom: the one place that decides it, from facts alone.

The first page, the pledge's own page and the ends of the other pages say what this says. It reads neither clock nor
database; web/errand.py gathers the facts of one pledge, web/listed_steps.py those of a list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.models import Pledge
from commitments.web.steps import Facts, Move, NextStep, Role, in_a_line

Status = Pledge.Status


def next_step(facts: Facts) -> NextStep:
    """Return what is to be done next, for who looks. There is always something, be it to read."""
    return next(_possible_steps(facts))


def next_step_beyond(facts: Facts, pledge: Pledge, here: str) -> NextStep | None:
    """Return what is next at the end of the page whose path is `here`; nothing where it is done on that page.

    Where the page is only how things are, it says so, and leads to the text.
    """
    step = next_step(facts)
    if step.move == Move.COMMENT and facts.role == Role.GUEST:
        step = replace(step, text=_("You can comment and suggest changes. Nothing more is asked of you now."))
    if step.url(pledge).partition("#")[0] != here:
        return step
    if step.move == Move.PUBLISH or (step.is_mine and step.move != Move.COMMENT):
        return None
    return replace(step, button=_("Read the text"), route="pledge_read", args=(), anchor="", hint="", is_mine=False)


def _possible_steps(facts: Facts) -> Iterator[NextStep]:
    """Yield what can be done now, the next thing first."""
    if facts.status == Status.DRAFT:
        yield from _with_a_draft(facts)
    elif facts.status == Status.IN_CIRCULATION:
        yield from _while_it_goes_round(facts)
    elif facts.status == Status.WITHDRAWN:
        yield _once_withdrawn(facts)
    else:
        yield from _once_signed(facts)


def _once_signed(facts: Facts) -> Iterator[NextStep]:
    if facts.is_to_sign:
        yield _sign()
    if facts.role == Role.GUEST:
        text = _("Every party has signed")
        yield NextStep(Move.KEEP, is_mine=False, text=text, button=_("Who has signed"), route="pledge_signatures")
    elif facts.status == Status.AGREED:
        yield from _once_agreed(facts)
    else:
        yield from _once_submitted(facts)


def _with_a_draft(facts: Facts) -> Iterator[NextStep]:
    if facts.is_drafter:
        yield from (step for decide in DRAFTING if (step := decide(facts)))
        return
    if at_table := _negotiate(facts):
        yield at_table
    is_guest = facts.role == Role.GUEST
    text = _("You can read it and comment on it") if is_guest else _("Waiting for the drafters")
    yield NextStep(Move.COMMENT, is_mine=is_guest, text=text, button=_("Read and comment"), route="pledge_comments")


def _answer(facts: Facts) -> NextStep | None:
    """Somebody waits for it: before all else."""
    if not facts.suggestions:
        return None
    text = ngettext("Answer {count} suggested change", "Answer {count} suggested changes", facts.suggestions)
    return NextStep(
        Move.ANSWER,
        is_mine=True,
        text=text.format(count=facts.suggestions),
        button=_("Read what is suggested"),
        route="pledge_suggestions",
        hint=_("Take each, or say why not. Who suggested it is told."),
    )


def _write(facts: Facts) -> NextStep | None:
    if not facts.empty:
        return None
    return NextStep(
        Move.WRITE,
        is_mine=True,
        text=_("Fill in “{section}”").format(section=facts.empty.title),
        button=_("Go on with “{section}”").format(section=facts.empty.title),
        route=f"pledge_{facts.empty.slug}",
        hint=_("Fill the sections in any order. Nothing is required until you ask the parties to sign."),
    )


def _check(facts: Facts) -> NextStep | None:
    if facts.to_fix <= len(facts.tables):
        return None
    text = ngettext(
        "{count} thing to fix before the parties can sign",
        "{count} things to fix before the parties can sign",
        facts.to_fix,
    )
    return NextStep(
        Move.CHECK,
        is_mine=True,
        text=text.format(count=facts.to_fix),
        button=_("See what to fix"),
        route="pledge_check",
        anchor="fix",
    )


def _invite(facts: Facts) -> NextStep | None:
    if not facts.invitable:
        return None
    return NextStep(
        Move.INVITE,
        is_mine=True,
        text=_("Invite {party} to comment").format(party=facts.invitable),
        button=_("Invite {party}").format(party=facts.invitable),
        route="pledge_invitations",
        anchor="invite",
        hint=_(
            "They read the draft by a link of their own, comment, and suggest wordings. You can also ask the "
            "parties to sign at once."
        ),
    )


def _negotiate(facts: Facts) -> NextStep | None:
    """After inviting: who is not there can't agree on anything."""
    if not facts.tables:
        return None
    table = next((table for table in facts.tables if table.own_rows), facts.tables[0])
    count = table.own_rows or table.rows
    text = ngettext(
        "Agree with {party} on {count} row of the table",
        "Agree with {party} on {count} rows of the table",
        count,
    )
    if not table.own_rows:
        text = ngettext(
            "Waiting for {party} to agree on {count} row", "Waiting for {party} to agree on {count} rows", count
        )
    return NextStep(
        Move.NEGOTIATE,
        is_mine=bool(table.own_rows),
        text=text.format(party=table.party, count=count),
        button=_("Go to the table"),
        route="pledge_table",
        args=(table.party_key,),
        anchor="table",
        hint=_("The parties can be asked to sign once both sides agree on every row, or the table is closed."),
    )


def _ask(facts: Facts) -> NextStep | None:
    if facts.to_fix:
        return None
    return NextStep(
        Move.ASK,
        is_mine=True,
        text=_("Ask the parties to sign"),
        button=_("Ask the parties to sign"),
        route="pledge_circulate",
        hint=_("That freezes the text: every party agrees to exactly these words. You can still take it back."),
    )


DRAFTING = (_answer, _write, _check, _invite, _negotiate, _ask)
"""What is next with a draft, for who writes it, in this order: each of these says something or nothing"""


def _while_it_goes_round(facts: Facts) -> Iterator[NextStep]:
    if facts.holding_up:
        yield _after_a_decline(facts)
        return
    if facts.is_to_sign:
        yield _sign()
    asks = next(iter(facts.objections), None)
    if asks and facts.is_drafter:
        yield NextStep(
            Move.CHANGE,
            is_mine=True,
            text=_("{name} asks for changes").format(name=asks.name),
            button=_("Reopen to change the text"),
            route="pledge_reopen",
            hint=_("It becomes a draft again, and every signature on it void. Then you ask the parties once more."),
        )
    names = in_a_line(facts.waiting)
    text = _("Waiting for {names}").format(names=names) if names else _("Waiting for the parties’ answers")
    yield NextStep(Move.WAIT, is_mine=False, text=text, button=_("Who has signed"), route="pledge_signatures")


def _after_a_decline(facts: Facts) -> NextStep:
    declined = facts.holding_up[0]
    if facts.is_drafter:
        return NextStep(
            Move.DECIDE,
            is_mine=True,
            text=_("{name} declined to sign").format(name=declined.name),
            button=_("Name somebody else to sign"),
            route="pledge_replace",
            args=(declined.party_key, declined.place),
            hint=_(
                "Name somebody else, reopen the text to change it, or withdraw the pledge. Nobody else is asked or "
                "reminded until you decide, or until they take it back."
            ),
        )
    text = _("{name} declined to sign").format(name=declined.name)
    if facts.is_to_sign or facts.role == Role.GUEST:
        text = _("A party declined: nothing is up to you for now")
    return NextStep(Move.WAIT, is_mine=False, text=text, button=_("Who has signed"), route="pledge_signatures")


def _sign() -> NextStep:
    return NextStep(
        Move.SIGN,
        is_mine=True,
        text=_("Read it and sign"),
        button=_("Read and answer"),
        route="pledge_answer",
        hint=_("You can agree and sign, ask for changes, or decline."),
    )


def _once_agreed(facts: Facts) -> Iterator[NextStep]:
    if not facts.is_drafter:
        yield _keep_the_pdf(_("Waiting to be submitted"))
        return
    yield NextStep(
        Move.SUBMIT,
        is_mine=True,
        text=_("Submit it to the Conference"),
        button=_("Record the submission"),
        route="pledge_submit",
        hint=_("Copy the four boxes into the Conference’s own form first; then write here when you did."),
    )
    if facts.may_be_published:
        yield _publish()
    yield _keep_the_pdf(_("Every party has signed"))


def _once_submitted(facts: Facts) -> Iterator[NextStep]:
    if facts.asking and facts.takes_further_parties:
        text = ngettext("{count} further party asks to sign", "{count} further parties ask to sign", facts.asking)
        yield NextStep(
            Move.ADMIT,
            is_mine=facts.is_drafter,
            text=text.format(count=facts.asking),
            button=_("Look at who asks"),
            route="pledge_joining",
        )
    if facts.may_be_published and facts.is_drafter:
        yield _publish()
    is_open = facts.takes_further_parties
    yield _keep_the_pdf(_("Open for signatures of further parties") if is_open else _("Nothing left to do"))


def _publish() -> NextStep:
    return NextStep(
        Move.PUBLISH,
        is_mine=False,  # it can be done, and nobody waits for it
        text=_("It can be published: every party agrees to that"),
        button=_("Publish the text"),
        route="pledge_publish",
    )


def _once_withdrawn(facts: Facts) -> NextStep:
    text = _("Nothing left to do")
    if facts.is_drafter:
        hint = _("A copy is a new draft with the same parties and texts.")
        return NextStep(
            Move.KEEP, is_mine=False, text=text, button=_("Copy it to a new pledge"), route="pledge_copy", hint=hint
        )
    return NextStep(Move.KEEP, is_mine=False, text=text, button=_("Who has signed"), route="pledge_signatures")


def _keep_the_pdf(text: str) -> NextStep:
    return NextStep(Move.KEEP, is_mine=False, text=text, button=_("Signed PDF"), route="pledge_download", args=("pdf",))
