"""Which pledges a command is about: the filters of the secretariat's desk, and a state."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from django.core.management.base import CommandError
from django.db.models import QuerySet

from commitments import access
from commitments.models import Pledge
from commitments.web.desk import LACKS, STATES, DeskFilter

HELP = {
    "q": "words of its title, its parties or its text",
    "theme": "of the action plan: MODEL-TEXT.THEME, such as migration-2019.b-detention",
    "region": "of a party: africa, americas, asia-pacific, europe-central-asia or mena",
    "kind": "of a party: state, national_society, component or observer",
    "conference": "its name in small letters with hyphens between",
    "state": ", ".join(STATES),
    "look": ", ".join(LACKS),
}


def add_filters(parser: ArgumentParser) -> None:
    """Add an option for each filter of the desk, and one for a state that the desk doesn't show."""
    for field in fields(DeskFilter):
        parser.add_argument(f"--{field.name}", default="", help=HELP[field.name])
    parser.add_argument("--status", choices=Pledge.Status.values, help="pledges in this state, drafts among them")


def chosen_pledges(options: Mapping[str, Any]) -> QuerySet[Pledge]:
    """Return the pledges that fit: of what was submitted or published, or with --status of all in that state.

    Raises CommandError for words in a state that the desk doesn't show: its index is not asked about others.
    """
    chosen = DeskFilter.of(options)
    status = options["status"]
    if status and status not in (Pledge.Status.SUBMITTED, Pledge.Status.AGREED) and chosen.q:
        raise CommandError("--q finds submitted and published pledges alone. Leave it out, or --status.")
    pledges = Pledge.objects.filter(status=status) if status else access.submitted_pledges()
    return chosen.apply(pledges)
