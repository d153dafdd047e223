"""What every change to a pledge has in common."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.models import Item, Pledge, ResourceLine, SectionState, User
from commitments.models.prepared import BLANK_FILLINGS
from commitments.wording import blanks, limits

ITEM_TEXTS = ("text", "responsible", "baseline", "target", "verification")


class WrongState(Exception):  # noqa: N818  said as people say it
    """The pledge can't be changed in its present state."""


@contextmanager
def editing(pledge: Pledge, section: str, *, by: User) -> Iterator[None]:
    """One change to one section: locks the pledge, refuses unless it is a draft, notes who saved the section.

    Raises WrongState; a pledge that would grow over its limits raises limits.TextRefused. Then nothing is written.
    """
    with transaction.atomic():
        locked = Pledge.objects.select_for_update().only("status").get(pk=pledge.pk)
        if not locked.is_editable:
            raise WrongState(_("This pledge is no longer a draft. Reopen it before you change it."))
        yield
        saved = timezone.now()
        SectionState.objects.update_or_create(
            pledge=pledge, slug=section, defaults={"saved_by": by}, create_defaults={"saved_by": by}
        )
        Pledge.objects.filter(pk=pledge.pk).update(updated_at=saved)


def check_size(pledge: Pledge) -> None:
    """Refuse a pledge of more than 150 items or 100 kB of text, counting what is chosen, its blanks filled."""
    typed = dict(BLANK_FILLINGS.values(pledge))
    items = list(Item.objects.filter(pledge=pledge, chosen=True).values_list(*ITEM_TEXTS))
    lines = ResourceLine.objects.filter(pledge=pledge).values_list("description", "provider")
    texts = [text for row in (*items, *lines) for text in row]
    texts += [pledge.introduction, pledge.opening, pledge.resources_text]
    limits.check_size([blanks.fill(text, typed) for text in texts], items=len(items))
