"""Whom an answer to a mail reaches: somebody of the drafting organisation who is there, and no stranger’s party."""

from __future__ import annotations

from email import message_from_bytes, policy
from typing import Any

import pytest
from django.core import mail as django_mail
from icalendar import Calendar

from commitments.models import Actor, Mail, Membership, User
from commitments.people.mail.audiences import Occasion
from commitments.people.mail.queue import post
from commitments.people.mail.replies import contact, nobody, one_line, reply_address, signatory_who_acts, who_acts
from commitments.people.mail.sending import send_due
from tests.factories import add_member, circulated, make_guest, make_member, make_pledge, make_ready, make_user

pytestmark = pytest.mark.django_db


def test_contact_is_who_sent_it_round_else_who_began_it_else_any_who_drafts():
    pledge = make_ready(created_by=make_user("began@example.org"))
    first = make_member("drafter", pledge.organisation)
    occasion = Occasion(pledge, Actor())
    assert contact(occasion) == first
    assert pledge.created_by
    add_member(pledge.organisation, pledge.created_by)
    assert contact(occasion) == pledge.created_by
    sender = make_member("administrator", pledge.organisation)
    circulated(pledge, by=sender)
    assert contact(occasion) == sender
    User.objects.filter(pk=sender.pk).update(is_active=False)
    assert contact(occasion) == pledge.created_by
    Membership.objects.filter(user=pledge.created_by).update(role="viewer")
    assert contact(occasion) == first
    first.memberships.all().delete()
    assert contact(occasion) is None
    assert contact(Occasion(None, Actor())) is None


def test_who_acts_is_named_while_they_are_of_the_drafting_organisation():
    pledge = make_pledge()
    by, other = make_member("signatory", pledge.organisation), make_member("drafter", pledge.organisation)
    assert who_acts(Occasion(pledge, Actor(user=by))) == by
    assert who_acts(Occasion(pledge, Actor(user=other))) == other
    for stranger in (
        Actor(user=make_member("drafter")),
        Actor(guest=make_guest(pledge)),
        Actor(name="R", address="r@e.org"),
    ):
        assert who_acts(Occasion(pledge, stranger)) == by
    User.objects.filter(pk=other.pk).update(is_active=False)
    assert who_acts(Occasion(pledge, Actor(user=User.objects.get(pk=other.pk)))) == by
    assert who_acts(Occasion(None, Actor(user=by))) is None


def test_drafters_answer_the_signatory_and_strangers_nobody():
    pledge = make_pledge()
    by, guest = make_member("drafter", pledge.organisation), make_guest(pledge)
    assert signatory_who_acts(Occasion(pledge, Actor(guest=guest))) == guest
    assert signatory_who_acts(Occasion(pledge, Actor(user=by))) == by
    assert signatory_who_acts(Occasion(pledge, Actor())) == by
    nobody(Occasion(pledge, Actor(user=by)))


@pytest.mark.parametrize(
    "name",
    [
        "Amina Yusuf",
        "Łukasz Żak",
        'Dr. "Jo" O\'Neil, Minister',
        "a\\b",
        "أمينة يوسف",
        "渡辺",
        "x@y.org <z@y.org>",
        "A" * 150,
    ],
)
def test_name_goes_into_the_header_as_it_is(name, settings):
    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    post("b@example.org", "Hello", "Body", reply_to=reply_address(make_user("a@example.org", name=name)))
    assert send_due() == (1, 0)
    message = message_from_bytes(django_mail.outbox[0].message().as_bytes(), policy=policy.default)
    [address] = message["Reply-To"].addresses
    assert (address.display_name, address.addr_spec) == (name, "a@example.org")


def test_somebody_without_a_name_is_their_address_and_nobody_is_left_out():
    assert reply_address(make_user("a@example.org")) == "a@example.org"
    assert reply_address(make_user("b@example.org", name="Two\nLines")) == '"Two Lines" <b@example.org>'
    assert reply_address(None) == ""


def test_longest_name_and_address_have_room():
    person = make_user(f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 60}.org", name='"' * 150)
    assert post("a@example.org", "Hello", "Body", reply_to=reply_address(person)).reply_to == reply_address(person)
    field: Any = Mail._meta.get_field("reply_to")
    assert len(reply_address(person)) <= field.max_length


NAMES = {
    "Eve\r\nBcc: x@y.example": "Eve Bcc: x@y.example",
    "Eve\nX-Note: 1": "Eve X-Note: 1",
    "Eve\x0bOne\x00Two\x7f": "Eve One Two",
    "Eve\u2028Two\x85Three": "Eve Two Three",
    'Q"uote\\': 'Q"uote\\',
    "أمينة يوسف": "أمينة يوسف",
    "Łukasz Żółć": "Łukasz Żółć",
    "<b@c.example>": "<b@c.example>",
    "A" * 150: "A" * 150,
}


@pytest.mark.parametrize(("name", "shown"), [pair for pair in NAMES.items() if "\0" not in pair[0]])
def test_name_of_whom_to_ask_breaks_no_header_and_no_calendar(name, shown, settings):
    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    pledge = make_ready(title="حماية جميع المهاجرين")
    by = make_user("amina@drafters.example", name=name)
    add_member(pledge.organisation, by)
    circulated(pledge, by=by)
    send_due()
    for sent in django_mail.outbox:
        message = message_from_bytes(sent.message().as_bytes(), policy=policy.default)
        assert (message["Bcc"], message["X-Note"], message["To"]) == (None, None, sent.to[0])
        [answers_to] = message["Reply-To"].addresses
        assert answers_to.addr_spec == "amina@drafters.example"
        [attached] = message.iter_attachments()
        data = attached.get_payload(decode=True)
        assert isinstance(data, bytes)
        [event] = Calendar.from_ical(data).events
        assert str(event["ORGANIZER"]) == "mailto:amina@drafters.example"
        assert event["ORGANIZER"].params["CN"] == shown.replace("\\", "/")


@pytest.mark.parametrize(("name", "shown"), NAMES.items())
def test_name_is_one_line(name, shown):
    assert one_line(name) == shown
