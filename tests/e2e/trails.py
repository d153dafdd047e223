"""How to come to the page of a trail in each state that looks different."""

from __future__ import annotations

from django.urls import reverse

from commitments.models import Actor, SignatureRequest, TrailEntry
from commitments.signing.ending import reopen
from commitments.signing.objecting import request_changes
from commitments.trail.record import record
from tests.e2e.visit import Visit
from tests.e2e.world import RUN, World
from tests.factories import circulated, give_signature, make_ready, signatory


def look_at_the_trail(visit: Visit, world: World) -> None:
    """A trail with a void signature, reasons and names of every length."""
    found = circulated(make_ready(world.society), by=world.drafter)
    pledge, (first, second) = found.revision.pledge, found.signature_requests
    request_changes(second, seen=found.revision.digest, text=f"Say when.\n\nAnd {RUN}", by=signatory(second))
    give_signature(first)
    reopen(pledge, reason="To say when.", by=Actor(user=world.drafter, origin="2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"))
    record(pledge, TrailEntry.Kind.ADMITTED, Actor(user=world.drafter), party=RUN, words=f"{RUN} <li@example.org>")
    visit.go(reverse("pledge_trail", args=[pledge.reference]))


def look_at_a_changed_trail(visit: Visit, world: World) -> None:
    look_at_the_trail(visit, world)
    SignatureRequest.objects.update(words="Never said")
    visit.page.reload()
