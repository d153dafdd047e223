"""The list of events: who hears of each by a notice, who by a mail, and what is left out of the words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils.translation import gettext_lazy as _

from commitments.models import Actor, Mail, Notice
from commitments.people.mail.announcing import Event, Letter, announce
from commitments.people.mail.audiences import addressees, concerned, drafters, other_drafters
from commitments.people.mail.letters import Lines, Plural, Quoted, WhereGiven, body, filled
from tests.factories import add_member, make_guest, make_member, make_pledge, make_user
from tests.people.mail.every import ALL

EAST = timezone(timedelta(hours=2))


@pytest.mark.parametrize("name", ALL)
def test_event_is_told_in_a_kind_that_the_database_holds(name):
    event = ALL[name]
    kind: Any = Notice._meta.get_field("kind")
    assert 0 < len(event.kind) <= kind.max_length
    assert bool(event.hears) == bool(event.notice)
    assert event.hears or event.letters


@pytest.mark.parametrize("name", ALL)
def test_words_of_an_event_are_translated_when_they_are_told(name):
    """Not when the list is read: then nobody's language is known."""
    event = ALL[name]
    words = [piece for letter in event.letters for piece in (letter.subject, letter.reminder, *letter.paragraphs)]
    for piece in flat([event.notice, *words]):
        assert not isinstance(piece, str) or not piece or (piece.startswith("{") and piece.endswith("}"))


def flat(paragraphs):
    for piece in paragraphs:
        if isinstance(piece, tuple | Lines):
            yield from flat(piece.lines if isinstance(piece, Lines) else piece)
        elif isinstance(piece, Quoted):
            yield piece.lead
        elif not isinstance(piece, Plural):
            yield piece.words if isinstance(piece, WhereGiven) else piece


@pytest.mark.parametrize(
    ("paragraph", "facts", "text"),
    [
        ("{who} signed.", {"who": "Sara"}, "Sara signed."),
        (_("{who} signed."), {"who": "Sara"}, "Sara signed."),
        ("{who} said: {text}", {"who": "Sara", "text": "{who} {0}"}, "Sara said: {who} {0}"),
        (WhereGiven("Until {day}."), {"day": "Monday"}, "Until Monday."),
        (WhereGiven("Until {day}."), {"day": ""}, ""),
        (WhereGiven("Until {day}."), {"day": None}, ""),
        (WhereGiven("{person.name} wrote."), {"person": Actor()}, ""),
        (("Sign it.", WhereGiven("Until {day}.")), {"day": "Monday"}, "Sign it. Until Monday."),
        (("Sign it.", WhereGiven("Until {day}.")), {"day": ""}, "Sign it."),
        ("By {day}.", {"day": date(2126, 12, 21)}, "By 21 December 2126."),
        ("By {day}.", {"day": datetime(2126, 3, 1, 23, 5, tzinfo=UTC)}, "By 1 March 2126, 23:05 UTC."),
        ("By {day}.", {"day": datetime(2126, 3, 2, 1, 5, tzinfo=EAST)}, "By 1 March 2126, 23:05 UTC."),
        ("In {day:%Y}.", {"day": date(2126, 12, 21)}, "In 2126."),
        (WhereGiven("Until {a.b.real}."), {"a": None}, ""),
        (WhereGiven("Until {a.b.real}."), {"a": SimpleNamespace(b=None)}, ""),
        (WhereGiven("Until {a.b.real}."), {"a": SimpleNamespace(b=7)}, "Until 7."),
        (Lines(("One", WhereGiven("{two}"), "Three")), {"two": ""}, "One\nThree"),
        (Lines((WhereGiven("{two}"),)), {"two": ""}, ""),
        (Quoted("{who} writes:", "text"), {"who": "Sara", "text": "Yes."}, "Sara writes:\n\n> Yes."),
        (Quoted("{who} writes:", "a.text"), {"who": "Sara", "a": None}, ""),
        (Quoted("{who} writes:", "text"), {"who": "Sara", "text": " \n "}, ""),
        (
            Quoted("{who} writes:", "text"),
            {"who": "سارة", "text": "\nنعم، {who}\r\n\n  Oui\u2028> Non\n"},
            "سارة writes:\n\n> نعم، {who}\n>\n>   Oui\n> > Non",
        ),
        (Plural("One is void.", "{count} are void.", "void"), {"void": 0}, ""),
        (Plural("One is void.", "{count} are void.", "void"), {"void": 1}, "One is void."),
        (Plural("One is void.", "{count} are void.", "void"), {"void": 2}, "2 are void."),
    ],
)
def test_paragraph_is_filled_with_facts_and_left_out_where_it_may_be(paragraph, facts, text):
    assert filled(paragraph, facts) == text


def test_body_has_an_empty_line_between_paragraphs_and_none_for_what_is_left_out():
    assert body(("A.", WhereGiven("{message}"), "B."), {"message": ""}) == "A.\n\nB.\n"


def test_fact_that_nobody_gave_is_an_error():
    with pytest.raises(KeyError):
        filled("{who} signed.", {})


@pytest.fixture
def pledge():
    return make_pledge(title="Wells")


@pytest.mark.django_db
def test_other_drafters_are_told_and_nobody_else(pledge):
    by, other = (make_member("drafter", pledge.organisation) for _time in range(2))
    signatory, admin = (make_member(role, pledge.organisation) for role in ("signatory", "administrator"))
    make_member("viewer", pledge.organisation)
    make_member("drafter")
    add_member(pledge.organisation, make_user("gone@example.org", is_active=False))
    announce(Event("test", other_drafters, "{by} did it to “{pledge}”."), pledge, by=Actor(user=by))
    told = Notice.objects.order_by("user")
    assert [notice.user for notice in told] == [other, signatory, admin]
    assert {(notice.kind, notice.text, notice.pledge) for notice in told} == {
        ("test", f"{by} did it to “Wells”.", pledge)
    }
    assert not Mail.objects.exists()


@pytest.mark.django_db
def test_site_itself_is_nobody_who_knows_already(pledge):
    by = make_member("drafter", pledge.organisation)
    announce(Event("test", other_drafters, "{by} did it."), pledge)
    assert [(notice.user, notice.text) for notice in Notice.objects.all()] == [(by, "Pledgebuilder did it.")]


@pytest.mark.django_db
def test_guest_and_user_whom_an_event_concerns_hear_of_it_once(pledge):
    user, guest = make_user("amina@example.org"), make_guest(pledge, email="jonas@example.org")
    letter = Letter(addressees, "About {pledge}", ("Something happened.",), reminder="Again: {pledge}")
    event = Event("test", concerned, "Something happened.", letter, is_digested=False)
    announce(event, pledge, to=[user, guest, user])
    assert [(notice.user, notice.guest) for notice in Notice.objects.order_by("pk")] == [(user, None), (None, guest)]
    assert not Notice.objects.filter(mailed_at=None).exists()
    mails = Mail.objects.order_by("pk").values_list("to", "subject", "body")
    assert list(mails) == [(person.email, "About Wells", "Something happened.\n") for person in (user, guest)]


@pytest.mark.django_db
def test_mail_that_is_sent_again_has_the_subject_of_a_reminder(pledge):
    letter = Letter(addressees, "About {pledge}", ("Something happened.",), reminder="Again: {pledge}")
    announce(Event("test", letter=letter), pledge, to=["a@example.org"], is_again=True)
    announce(Event("test", letter=Letter(addressees, "About it", ())), pledge, to=["b@example.org"], is_again=True)
    assert list(Mail.objects.order_by("pk").values_list("subject", flat=True)) == ["Again: Wells", "About it"]
    assert not Notice.objects.exists()


@pytest.mark.django_db
def test_long_notice_is_cut(pledge):
    make_member("drafter", pledge.organisation)
    announce(Event("test", drafters, "{text}"), pledge, text="x" * 400)
    assert Notice.objects.get().text == "x" * 299 + "…"
