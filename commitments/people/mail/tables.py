"""What happens at negotiation tables. A notice names the pledge and who did it, and never a word of a wording."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.models import Actor, Invitation, NegotiationTable, Side
from commitments.people.mail.announcing import Event
from commitments.people.mail.audiences import Occasion, Person, concerned, drafters

TABLE_OPENED = Event("table-opened", concerned, _("{by} opened a table to negotiate “{pledge}” with {party}."))
COLUMN_SHOWN = Event("table-shown", concerned, _("{by} showed wordings at the table where “{pledge}” is negotiated."))
WORDING_PROPOSED = Event(
    "table-asks", concerned, _("{by} agrees on wordings of “{pledge}”. Look at the table whether you do, too.")
)
ROW_AGREED = Event(
    "table-agreed", concerned, _("{by} agrees on wordings of “{pledge}”, as you do: the pledge has them.")
)
TABLE_CLOSED = Event(
    "table-closed", concerned, _("{by} closed the table on which “{pledge}” is negotiated with {party}.")
)
KINDS = {event.kind for event in (TABLE_OPENED, COLUMN_SHOWN, WORDING_PROPOSED, ROW_AGREED, TABLE_CLOSED)}
"""Of these, a digest leads to the tables"""


def people_of(table: NegotiationTable, side: Side) -> list[Person]:
    """Return who hears of what the other side does: those who draft, or the guests of the party who still visit."""
    if side is Side.DRAFTERS:
        return [*drafters(Occasion(table.pledge, Actor()))]
    visiting = Invitation.objects.filter(pledge=table.pledge, confirmed_at__isnull=False, withdrawn_at=None)
    return [*visiting.filter(party_key=table.party_key, expires_at__gt=timezone.now())]
