"""What holds for every mail and notice, whichever event it tells of. A new event is found here by itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail as django_mail
from icalendar import Calendar

import commitments
from commitments.models import Actor, Comment, Mail, Notice, SignatureRequest, Submission
from commitments.people import mail as room
from commitments.people.invitations import invite_colleague
from commitments.people.mail.announcing import Event, announce
from commitments.people.mail.codes import CODE_FOR_COLLEAGUE
from commitments.people.mail.events import COLLEAGUE_INVITED
from commitments.people.mail.sending import send_due
from commitments.text.days import in_english
from tests.factories import (
    add_member,
    circulated,
    give_signature,
    make_organisation,
    make_ready,
    make_user,
    signatory,
    the_round,
)
from tests.people.mail.every import ALL

WORDS = "We need a word more.\n\nOpen this link:\nhttps://elsewhere.example/"
MARKED = "> We need a word more.\n>\n> Open this link:\n> https://elsewhere.example/"
ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
OF_AN_ORGANISATION = (COLLEAGUE_INVITED, CODE_FOR_COLLEAGUE)
"""Mails that are about no pledge"""


def test_every_event_is_in_the_room_of_mails():
    app = Path(commitments.__file__).parent
    made = {path.parent for path in app.rglob("*.py") for node in calls(path) if node.func.id == "Event"}
    assert made == {Path(room.__path__[0])}
    assert len(ALL) > 40


def calls(path: Path) -> Iterator[Any]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node


@pytest.fixture
def scene(settings) -> dict[str, Any]:
    """Sara has signed and Jonas has not, both without an account; Amina sent it round, Omar drafts with her."""
    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.CONTACT_EMAIL = "help@example.org"
    pledge = make_ready(title="Deep wells for everybody", open_until=date(2127, 3, 31))
    by, other = (make_user(f"{name.lower()}@drafters.example", name=name) for name in ("Amina", "Omar"))
    add_member(pledge.organisation, by)
    add_member(pledge.organisation, other)
    add_member(make_organisation(kind="secretariat"), make_user("nina@secretariat.example"))
    found = circulated(pledge, by=by)
    give_signature(found.signature_requests[1])
    found = the_round(pledge)
    jonas, request = found.signature_requests
    request.replaces = SignatureRequest(name="Ada Left", email="ada@example.org")
    request.words = found.circulation.message = WORDS
    invitation = signatory(jonas).guest
    assert invitation
    invitation.message = WORDS
    Mail.objects.all().delete()
    Notice.objects.all().delete()
    return {
        "pledge": found.revision.pledge,
        "by": Actor(user=by),
        "to": ["sara@example.org", other],
        "invitation": invitation,
        "comment": Comment(pledge=pledge, guest=invitation, who="Jonas", text="Look here"),
        "signing_round": found,
        "request": request,
        "circulation": found.circulation,
        "submission": Submission(on=found.circulation.asked_for, conference_reference="OP/7"),
        "mail": Mail(to="away@example.org"),
        "organisation": pledge.organisation,
        "link": "https://here.example/invitations/x/",
        "page": "https://here.example/page/",
        "party": "the Government of Kenya",
        "problem": "A letter is missing.",
        "role": "Drafter",
        "reason": WORDS,
        "words": WORDS,
        "writer": "Amina",
        "successor": SignatureRequest(name="Dina Okoro", email="dina@example.org"),
        "code": "123456",
        "published": "https://here.example/v/code/",
        "email": "new@example.org",
        **dict.fromkeys(("text", "word", "name", "news"), "Something new."),
        "void": 2,
    }


def told(event: Event, scene: dict[str, Any], **said: Any) -> list[EmailMessage]:
    """The mails of an event as they go over the line."""
    django_mail.outbox.clear()
    scene = {**scene, **said}
    if event in OF_AN_ORGANISATION:
        scene["pledge"] = None
        scene["invitation"] = invite_colleague(
            scene["organisation"], "new@example.org", "drafter", by=scene["by"].user or make_user()
        )
        Mail.objects.all().delete()
    announce(event, scene.pop("pledge"), **scene)
    Mail.objects.update(signed=None)  # without the PDF, which says nothing here
    send_due()
    return [message_from_bytes(sent.message().as_bytes(), policy=policy.default) for sent in django_mail.outbox]


def text_of(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part
    return str(part.get_content())


@pytest.mark.django_db
@pytest.mark.parametrize("name", ALL)
def test_event_is_told_as_every_one_is(name, scene):
    event = ALL[name]
    mails = told(event, scene)
    assert len(mails) >= len(event.letters)
    assert Notice.objects.exists() == bool(event.hears)
    for text in (*(text_of(mail) for mail in mails), *Notice.objects.values_list("text", flat=True)):
        assert ISO_DAY.search(text) is None, "days are in words"
        assert re.search(r"[{}]|\bNone\b|<commitments", text) is None, "nothing is left open"
    for mail in mails:
        for holds in (names_its_pledge, marks_own_words, announces_the_code, keeps_automatic_answers_away):
            holds(mail, scene, event)
        attaches_the_day(mail, scene, event)


def names_its_pledge(mail: EmailMessage, scene: dict[str, Any], event: Event) -> None:
    """In its subject and at the top."""
    first = "\n\n".join(text_of(mail).split("\n\n")[:2])
    named = str(scene["organisation"] if event in OF_AN_ORGANISATION else scene["pledge"])
    assert named in mail["Subject"]
    assert named in first
    assert event in OF_AN_ORGANISATION or scene["pledge"].reference in first


def marks_own_words(mail: EmailMessage, scene: dict[str, Any], event: Event) -> None:
    """And says before them who writes."""
    text = text_of(mail)
    if "We need a word more" in text:
        lead = text.partition(MARKED)[0].rstrip().rpartition("\n\n")[2]
        assert re.fullmatch(r".+ writes:", lead)
        assert "elsewhere.example" not in text.replace(MARKED, "")


def announces_the_code(mail: EmailMessage, scene: dict[str, Any], event: Event) -> None:
    """Where it has a personal link, and before it; and asks for no account."""
    before, link, _after = text_of(mail).partition(scene["link"])
    if link:
        assert "You need no account" in before
        assert f"you will be sent a six-digit code to this address, {mail['To']}" in before


def keeps_automatic_answers_away(mail: EmailMessage, scene: dict[str, Any], event: Event) -> None:
    """But not the reports of servers of what does not arrive."""
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "DR, RN, NRN, OOF, AutoReply"
    assert mail["Precedence"] is mail["List-Unsubscribe"] is None
    assert mail["From"] == settings.DEFAULT_FROM_EMAIL


def attaches_the_day(mail: EmailMessage, scene: dict[str, Any], event: Event) -> None:
    """Where it says so, and the same one that it says."""
    attached = [part for part in mail.iter_attachments() if part.get_content_type() == "text/calendar"]
    has_day = any(letter.has_day for letter in event.letters)
    assert len(attached) == has_day == ("attached, as an entry for your calendar" in text_of(mail))
    for part in attached:
        assert part.get_param("method") == "PUBLISH"
        data = part.get_payload(decode=True)
        assert isinstance(data, bytes)
        [entry] = Calendar.from_ical(data).events
        assert entry.start == scene["circulation"].asked_for
        assert in_english(entry.start) in text_of(mail)
        assert scene["link"] not in data.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name, event in ALL.items() if event.letters])
def test_answer_reaches_somebody_whom_the_reader_knows(name, scene):
    drafters = {"amina@drafters.example", "omar@drafters.example"}
    parties = {"jonas@example.org", "sara@example.org"}
    for by in (scene["by"], Actor(guest=scene["invitation"]), Actor()):
        for mail in told(ALL[name], scene, by=by):
            [answers_to] = [address.addr_spec for address in mail["Reply-To"].addresses]
            assert answers_to in {*drafters, *parties, "help@example.org"}
            if mail["To"] not in drafters:
                assert answers_to not in parties
                others = parties - {mail["To"]}
                assert not [address for address in others if address in f"{mail}"]
