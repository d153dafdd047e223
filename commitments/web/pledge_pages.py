"""The pages of a pledge besides its sections, each with who finds something to do there and when.

What is not offered can be opened all the same by whoever may: this says only what makes sense to be found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commitments import access
from commitments.document import AGREED
from commitments.models import TRANSITIONS, Pledge, Step, User


def _always(pledge: Pledge) -> bool:
    return True


def _was_asked(pledge: Pledge) -> bool:
    """Whether anything of its signing is in its trail."""
    return bool(pledge.trail_head)


def _may_take(step: Step) -> Callable[[Pledge], bool]:
    return lambda pledge: access.may_copy(pledge) and (pledge.status, step) in TRANSITIONS


def _is_published(pledge: Pledge) -> bool:
    return bool(pledge.published_at) and pledge.status in AGREED


@dataclass(frozen=True)
class PledgePage:
    """One page of a pledge."""

    title: str | Promise
    route: str
    """Name of its address, which takes the pledge's reference"""
    is_offered: Callable[[Pledge], bool] = _always
    """Whether it is offered to the person for whom the pledge was loaded in commitments.access"""


COPY = PledgePage(_("Copy a pledge"), "pledge_copy")
PAGES = (
    PledgePage(_("All sections"), "pledge_detail"),
    PledgePage(_("Fill in the blanks"), "pledge_blanks", access.may_edit),
    PledgePage(_("Comments and suggested wording"), "pledge_comments"),
    PledgePage(_("All suggestions in one list"), "pledge_suggestions"),
    PledgePage(_("Negotiation tables"), "pledge_tables", lambda pledge: pledge.is_editable),
    PledgePage(_("Invite somebody to comment"), "pledge_invitations", access.may_copy),
    PledgePage(_("Ask the parties to sign"), "pledge_circulate", _may_take(Step.CIRCULATE)),
    PledgePage(_("Who has signed"), "pledge_signatures"),
    PledgePage(_("Trail"), "pledge_trail", _was_asked),
    PledgePage(_("Record the submission"), "pledge_submit", _may_take(Step.SUBMIT)),
    PledgePage(
        _("Publish the text"),
        "pledge_publish",
        lambda pledge: access.may_copy(pledge) and pledge.status in AGREED and not pledge.published_at,
    ),
    PledgePage(_("In the public register"), "register_text", _is_published),
    PledgePage(_("Further parties"), "pledge_joining", lambda pledge: pledge.takes_further_parties),
    PledgePage(_("Reopen for changes"), "pledge_reopen", _may_take(Step.REOPEN)),
    PledgePage(_("Withdraw"), "pledge_withdraw", _may_take(Step.WITHDRAW)),
    PledgePage(_("History"), "pledge_history"),
    PledgePage(_("The pledge in pictures"), "pledge_pictures"),
)


def pages_for(pledge: Pledge, user: User) -> Iterator[PledgePage]:
    """Yield the pages of a pledge that make sense for this person now. One query."""
    yield from (page for page in PAGES if page.is_offered(pledge))
    if access.may_start(user):  # a reader may copy it in the name of another organisation
        yield COPY
