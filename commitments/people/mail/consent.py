"""Events when a party agrees, after it signed, to have its text published or to be named, and when it takes that back.

Like those of events.py. Of a publication that ends by it, everybody hears: that is in publication.py.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commitments.people.mail.announcing import Event
from commitments.people.mail.audiences import other_drafters
from commitments.people.mail.letters import WhereGiven

CONSENT_GIVEN = Event(
    "published",
    other_drafters,
    (
        _("{request.name} agrees, for {request.in_sentence}, that “{pledge}” is published."),
        WhereGiven("{news}"),
    ),
)
CONSENT_TAKEN_BACK = Event(
    "published",
    other_drafters,
    _("{request.name} no longer agrees, for {request.in_sentence}, that “{pledge}” is published."),
)
"""Where that does not end a publication, of which everybody hears"""
CONSENT_TO_BE_NAMED = Event(
    "published",
    other_drafters,
    _("{request.name} agrees that {request.in_sentence} is named publicly as a party of “{pledge}”."),
)
NO_CONSENT_TO_BE_NAMED = Event(
    "published",
    other_drafters,
    _("{request.name} no longer agrees that {request.in_sentence} is named publicly as a party of “{pledge}”."),
)
