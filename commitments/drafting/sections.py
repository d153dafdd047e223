"""The drafting sections of a pledge, in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from commitments.document import PledgeDocument
from commitments.models import Pledge, SectionState


class SectionStatus(models.TextChoices):
    NOT_STARTED = "not-started", _("Not started")
    IN_PROGRESS = "in-progress", _("In progress")
    READY = "ready", _("Ready")


@dataclass(frozen=True)
class Section:
    slug: str
    title: str | Promise
    question: str | Promise
    """The heading of its page"""
    describe: Callable[[PledgeDocument], str]
    """What is in it so far, in a few words; nothing where nothing is"""
    is_filled_in: bool = True
    """Whether there is something to fill in, and so a state to show"""
    is_given: bool = False
    """Whether something is in it before anybody begins: the opening sentence, and most often an introduction"""

    def url(self, pledge: Pledge) -> str:
        return reverse(f"pledge_{self.slug}", args=[pledge.reference])


def _parties(document: PledgeDocument) -> str:
    count = len(document.parties)
    return ngettext("%d party", "%d parties", count) % count if count else ""


def _chosen(document: PledgeDocument) -> str:
    count = len(document.objectives)
    return ngettext("%d objective", "%d objectives", count) % count if count else ""


def _actions(document: PledgeDocument) -> str:
    count = len(document.actions)
    return ngettext("%d action", "%d actions", count) % count if count else ""


def _indicators(document: PledgeDocument) -> str:
    count = len(document.indicators)
    return ngettext("%d indicator", "%d indicators", count) % count if count else ""


def _resources(document: PledgeDocument) -> str:
    count = len(document.resource_lines)
    return ngettext("%d line", "%d lines", count) % count if count else ("…" if document.resources_text else "")


def _nothing(document: PledgeDocument) -> str:
    return ""


SECTIONS = (
    Section("parties", _("Parties and period"), _("Who makes this pledge, and for when?"), _parties),
    Section("introduction", _("Introduction and opening"), _("How does the pledge begin?"), _nothing, is_given=True),
    Section("objectives", _("Objectives"), _("Choose your objectives"), _chosen),
    Section("actions", _("Action plan"), _("Build your action plan"), _actions),
    Section("indicators", _("Indicators"), _("How will you know that it worked?"), _indicators),
    Section("resources", _("Resources"), _("What will it take?"), _resources),
    Section("check", _("Check"), _("Read it through"), _nothing, is_filled_in=False),
    Section("export", _("Export"), _("Take it with you"), _nothing, is_filled_in=False),
)
BY_SLUG = {section.slug: section for section in SECTIONS}


@dataclass(frozen=True)
class Progress:
    """One section of one pledge, for the hub and the menu of sections."""

    section: Section
    number: int
    state: SectionStatus | None
    summary: str
    saved: SectionState | None

    @property
    def is_ready(self) -> bool:
        return self.state == SectionStatus.READY

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in it, and nobody said that it is ready so."""
        is_asked_for = self.section.is_filled_in and not self.section.is_given
        return is_asked_for and not self.summary and not self.is_ready


def progress(document: PledgeDocument, pledge: Pledge) -> list[Progress]:
    """Return how far each section is: what its drafter said, else whether anything is in it or was saved."""
    states = pledge.section_states
    steps = []
    for number, section in enumerate(SECTIONS, start=1):
        summary, row = section.describe(document), states.get(section.slug)
        state = None
        if section.is_filled_in:
            state = SectionStatus.IN_PROGRESS if summary or row else SectionStatus.NOT_STARTED
            state = SectionStatus.READY if row and row.ready else state
        steps.append(Progress(section, number, state, summary, row))
    return steps


def following(slug: str) -> Section | None:
    """Return the section after this one, if there is one."""
    place = SECTIONS.index(BY_SLUG[slug]) + 1
    return SECTIONS[place] if place < len(SECTIONS) else None
