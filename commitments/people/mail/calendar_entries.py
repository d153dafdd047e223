"""The entry for a calendar that goes with a mail that asks for an answer by a day: RFC 5545, published by RFC 5546.

One signatory has one entry for a pledge: a reminder, another round or another day puts it right where it stands.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress
from icalendar.enums import CLASS, STATUS, TRANSP

from commitments.models import SignatureRequest, TrailHead
from commitments.people.mail.audiences import Person
from commitments.people.mail.replies import one_line
from commitments.text.days import in_words

PRODUCT = "-//Pledgebuilder//Pledgebuilder//EN"


def entry(request: SignatureRequest, *, organizer: Person | None = None, page: str = "") -> str:
    """Return the day by which a signatory is asked to answer, as an entry of a whole day; nothing where there is none.

    It never holds a personal link: who looks after a calendar is not who signs. `page` is where one signs with an
    account, `organizer` whom to ask, the site's own contact where it is left out. It takes no time away from that day,
    and is private, since nobody but the parties may read of a pledge. Its number (SEQUENCE) is that of the last entry
    of the pledge's trail, which grows with all that happens.
    """
    day, pledge = request.asked_for, request.circulation.revision.pledge
    if day is None:
        return ""
    words = _(
        "An answer about the pledge “{pledge}” ({reference}) is asked for, for {party}, before {day} is over "
        "everywhere on earth (UTC−12)."
    )
    where = page or _("The link is in the newest mail from Pledgebuilder to {email}.").format(email=request.email)
    event = Event.new(
        uid=uuid5(NAMESPACE_URL, f"pledgebuilder:{pledge.reference}/{request.party_key}/{request.email}"),
        sequence=TrailHead.of(pledge.trail_head).number,
        stamp=timezone.now(),
        start=day,
        end=day + timedelta(days=1),
        summary=_("Last day to answer: {pledge}").format(pledge=pledge),
        description=words.format(
            pledge=pledge, reference=pledge.reference, party=request.in_sentence, day=in_words(day)
        )
        + f"\n\n{where}",
        organizer=_address(organizer),
        classification=CLASS.PRIVATE,
        status=STATUS.CONFIRMED,
        transparency=TRANSP.TRANSPARENT,
    )
    calendar = Calendar.new(prodid=PRODUCT, method="PUBLISH", subcomponents=[event])
    del calendar["UID"]  # random: one entry is no calendar that one subscribes to
    return str(calendar.to_ical(), "utf-8")


def _address(person: Person | None) -> vCalAddress:
    """Return whom to ask, which RFC 5546 demands of what is published.

    A name has no backslash there: some programs take one for the mark that the next character is no end.
    """
    if person is None:
        return vCalAddress.new(settings.CONTACT_EMAIL)
    return vCalAddress.new(person.email, cn=one_line(person.name).replace("\\", "/") or None)
