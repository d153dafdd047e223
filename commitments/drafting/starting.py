"""Starting a pledge, and saying that a section of it is ready."""

from __future__ import annotations

from commitments.drafting.editing.write import editing
from commitments.drafting.search_words import index
from commitments.models import Draft, ModelText, Organisation, Pledge, User, menu


def start_pledge(
    model_text: ModelText, organisation: Organisation, *, by: User, title: str = "", language: str = "en"
) -> Pledge:
    """Create an empty draft of `organisation` with the model's period and introduction, and return it."""
    pledge = Pledge(
        model_text=model_text,
        organisation=organisation,
        created_by=by,
        title=title,
        language=language,
        period_start=model_text.period_start,
        period_end=model_text.period_end,
        introduction="\n\n".join(menu(model_text).introduction),
    )
    index(Draft(pledge), ("pledge",))
    pledge.save(force_insert=True)
    return pledge


def set_ready(pledge: Pledge, section: str, ready: bool, *, by: User) -> None:
    """Record what the drafter says of a section: ready, or not yet."""
    with editing(pledge, section, by=by) as draft:
        draft.pledge.note(section, ready=ready)
