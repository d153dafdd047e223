"""From one state of a pledge to the next: the one place where a pledge's state changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.drafting.editing.write import WrongStateError
from commitments.models import TRANSITIONS, Actor, Pledge, Revision, Step, TrailEntry
from commitments.trail.record import record

KINDS = {
    Step.CIRCULATE: TrailEntry.Kind.CIRCULATED,
    Step.AGREE: TrailEntry.Kind.AGREED,
    Step.REOPEN: TrailEntry.Kind.REOPENED,
    Step.SUBMIT: TrailEntry.Kind.SUBMITTED,
    Step.WITHDRAW: TrailEntry.Kind.WITHDRAWN,
}
"""What the trail says of each step"""
REFUSED: Mapping[str, Promise] = {
    Step.CIRCULATE: gettext_lazy("Only a draft can be circulated to be signed. This pledge is: {state}."),
    Step.AGREE: gettext_lazy("Only a pledge in circulation can be agreed. This pledge is: {state}."),
    Step.REOPEN: gettext_lazy(
        "Only a pledge in circulation, or an agreed one, can be reopened. This pledge is: {state}."
    ),
    Step.SUBMIT: gettext_lazy("Only a pledge that every party has signed can be submitted. This pledge is: {state}."),
    Step.WITHDRAW: gettext_lazy("Only a pledge that is not submitted yet can be withdrawn. This pledge is: {state}."),
}


@contextmanager
def locked(pledge: Pledge) -> Iterator[Pledge]:
    """Yield the pledge as it is now; nobody else changes it until the transaction ends.

    Lock it before its signature requests.
    """
    with transaction.atomic():
        yield Pledge.objects.locked().select_related("model_text", "organisation").get(pk=pledge.pk)


def refusal(pledge: Pledge, step: Step) -> str:
    """Return in a sentence why a pledge can't go this step from the state it is in; nothing where it can."""
    if pledge.deleted_at:
        return _("This pledge was deleted. Bring it back first.")
    if (pledge.status, step) in TRANSITIONS:
        return ""
    return str(REFUSED[step]).format(state=pledge.get_status_display())


def move(
    pledge: Pledge,
    step: Step,
    *,
    by: Actor,
    revision: Revision | None = None,
    words: str = "",
    rows: Iterable[Model] = (),
) -> None:
    """Take a locked pledge one step on, as TRANSITIONS allows, and note it in the trail, with the `rows` that were
    written for it. Raises WrongStateError.
    """
    if refused := refusal(pledge, step):
        raise WrongStateError(refused)
    pledge.status, pledge.updated_at = TRANSITIONS[pledge.status, step], timezone.now()
    pledge.save(update_fields=["status", "updated_at"])
    record(pledge, KINDS[step], by, revision=revision, words=words, rows=[pledge, *rows])
