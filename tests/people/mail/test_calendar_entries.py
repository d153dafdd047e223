"""The entry for a calendar: valid by RFC 5545, one for each signatory and pledge, and put right by what comes later."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar, Event

from commitments import document
from commitments.models import Actor, Mail, Pledge, SignatureRequest
from commitments.people.mail.calendar_entries import entry
from commitments.signing.asking import ask_again
from commitments.signing.circulating import circulate, text_mark
from commitments.signing.closing import change_day
from commitments.signing.ending import reopen
from commitments.signing.joining import confirm
from tests.factories import (
    asked_to_join,
    circulated,
    make_member,
    make_organisation,
    make_pledge,
    make_ready,
    make_user,
    opened,
    the_round,
)

pytestmark = pytest.mark.django_db
JONAS, RUTH = "jonas@example.org", "ruth@example.org"


def read(calendar: str) -> Event:
    [event] = Calendar.from_ical(calendar).events
    return event


def mailed(email: str) -> Event:
    """The entry of the last mail to an address that has one."""
    return read(Mail.objects.filter(to=email).exclude(calendar="").latest("pk").calendar)


def request_of(title: str = "Wells") -> SignatureRequest:
    found = circulated(make_ready(title=title))
    return found.signature_requests[0]


def test_entry_is_of_the_whole_day_and_takes_no_time():
    request = request_of(title="Wells")
    request.circulation.asked_for = date(2126, 12, 31)
    calendar = Calendar.from_ical(entry(request, organizer=make_user("amina@example.org", name="Amina Yusuf")))
    event = calendar.events[0]
    assert (str(calendar["METHOD"]), str(calendar["VERSION"]), "UID" in calendar) == ("PUBLISH", "2.0", False)
    assert (event.start, event.end) == (date(2126, 12, 31), date(2127, 1, 1))
    assert event["DTSTART"].params["VALUE"] == event["DTEND"].params["VALUE"] == "DATE"
    assert [str(event[name]) for name in ("TRANSP", "CLASS", "STATUS")] == ["TRANSPARENT", "PRIVATE", "CONFIRMED"]
    assert (str(event["ORGANIZER"]), event["ORGANIZER"].params["CN"]) == ("mailto:amina@example.org", "Amina Yusuf")
    assert event.summary == "Last day to answer: Wells"
    assert event.description == (
        f"An answer about the pledge “Wells” ({request.circulation.revision.pledge.reference}) is asked for, for the "
        "Government of Kenya, before 31 December 2126 is over everywhere on earth (UTC−12).\n\nThe link is in the "
        "newest mail from Pledgebuilder to jonas@example.org."
    )
    assert not event.alarms.times


TITLES = [
    "Wells, water; and \\n more: “deep”",
    "Puits pour tous " * 8,
    "حماية جميع المهاجرين وصون كرامتهم الإنسانية في كل مكان وزمان",
    "保护所有移民" * 12,
    "रक्षा सभी प्रवासियों की " * 5,
    "👩‍👩‍👧‍👦" * 12,
]


@pytest.mark.parametrize("title", TITLES)
def test_lines_are_folded_between_letters_and_escaped(title):
    title = title.strip()
    request = request_of(title=title)
    calendar = entry(request)
    lines = calendar.encode().split(b"\r\n")
    assert lines.pop() == b""
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert all(line.decode() for line in lines), "no letter is cut in two"
    assert read(calendar).summary == f"Last day to answer: {title}"
    assert f"the pledge “{title}” (" in str(read(calendar).description)


@pytest.mark.parametrize("name", ['O\'Neil, "Dr"', "Ł; U: ^n", "أمينة يوسف", "A" * 150])
def test_name_of_whom_to_ask_is_kept_whole(name):
    event = read(entry(request_of(), organizer=make_user("a@example.org", name=name)))
    assert event["ORGANIZER"].params["CN"] == name
    assert str(event["ORGANIZER"]) == "mailto:a@example.org"


def test_without_anybody_to_ask_it_is_the_contact_of_the_site(settings):
    settings.CONTACT_EMAIL = "help@example.org"
    assert str(read(entry(request_of()))["ORGANIZER"]) == "mailto:help@example.org"


def test_who_signs_with_an_account_reads_where():
    assert read(entry(request_of(), page="https://here.example/x/")).description.endswith("\n\nhttps://here.example/x/")


def test_further_party_of_a_pledge_without_an_end_has_no_entry():
    found = opened()
    Pledge.objects.update(open_until=None)
    request = confirm(asked_to_join(found), by=Actor(user=found.revision.by))
    request.refresh_from_db()
    assert entry(SignatureRequest.objects.get(pk=request.pk)) == ""
    assert "attached" not in Mail.objects.filter(to=RUTH).latest("pk").body


def test_reminder_and_another_round_put_the_same_entry_right():
    pledge = make_ready()
    by = Actor(user=make_member("drafter", pledge.organisation))
    first, request = circulated(pledge, by=by.user), None
    seen = [mailed(JONAS)]
    ask_again(first.waiting[0], by=by)
    seen.append(mailed(JONAS))
    reopen(Pledge.objects.get(), reason="A wrong year", by=by)
    now, day = Pledge.objects.get(), timezone.now().date() + timedelta(days=60)
    circulate(now, seen=text_mark(document.build(now)), in_turn=False, asked_for=day, by=by)
    seen.append(mailed(JONAS))
    request = the_round(pledge).waiting[0]
    assert {str(event["UID"]) for event in seen} == {str(read(entry(request))["UID"])}
    numbers = [event.sequence for event in seen]
    assert numbers == sorted(set(numbers)), "each takes the place of the one before"
    assert [event.start for event in seen] == [first.circulation.asked_for] * 2 + [day]


def test_another_closing_day_puts_the_entry_of_who_may_still_sign_right():
    found = opened(until=30)
    by, day = Actor(user=found.revision.by), timezone.now().date() + timedelta(days=50)
    confirm(asked_to_join(found), by=by)
    before = mailed(RUTH)
    change_day(Pledge.objects.get(), until=day, by=by)
    after = mailed(RUTH)
    assert (before.start, after.start) == (found.revision.pledge.open_until, day)
    assert str(before["UID"]) == str(after["UID"])
    assert before.sequence < after.sequence
    assert "Another day to sign by" in Mail.objects.filter(to=RUTH).latest("pk").subject
    assert not Mail.objects.filter(subject__startswith="Another closing day", to=RUTH).exists()


def test_every_party_and_every_pledge_has_an_entry_of_its_own():
    rounds = [circulated(), circulated(make_ready(make_organisation()))]
    numbers = {str(read(entry(request))["UID"]) for found in rounds for request in found.signature_requests}
    assert len(numbers) == 4
    assert all(re.fullmatch(r"[0-9a-f-]{36}", number) for number in numbers), "it says nothing of anybody"
    assert make_pledge().reference not in f"{numbers}"
