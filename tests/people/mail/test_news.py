"""What the mail of a second round says: that it is one, and what of the text changed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from commitments import document
from commitments.models import Actor, Mail, Membership, Pledge
from commitments.people.mail.news import MOST_NAMED, news_of
from commitments.signing.asking import ask_again
from commitments.signing.circulating import circulate, text_mark
from commitments.signing.correcting import correct_address
from commitments.signing.ending import reopen
from commitments.signing.objecting import decline
from commitments.signing.replacing import Successor, replace_signatory
from tests.factories import (
    add_member,
    circulated,
    make_member,
    make_ready,
    make_user,
    name_signatories,
    signatory,
    the_round,
    write,
)

pytestmark = pytest.mark.django_db
SECOND = "This is the second round of signing: the pledge was reopened, and goes round again."


@pytest.fixture
def pledge() -> Pledge:
    return make_ready()


@pytest.fixture
def by(pledge) -> Actor:
    return Actor(user=make_member("drafter", pledge.organisation))


def again(pledge: Pledge, by: Actor) -> str:
    """What is new in the round that is sent round now."""
    now = Pledge.objects.get(pk=pledge.pk)
    day = timezone.now().date() + timedelta(days=7)
    circulation = circulate(now, seen=text_mark(document.build(now)), in_turn=False, asked_for=day, by=by)
    return news_of(circulation)


def test_first_round_has_no_news(pledge):
    assert news_of(circulated(pledge).circulation) == ""
    assert news_of(None) == ""
    assert "second round" not in Mail.objects.get(to="jonas@example.org").body


def test_second_round_says_so_with_what_changed_to_everybody(pledge, by):
    add_member(pledge.organisation, make_user("sara@example.org"), Membership.Role.SIGNATORY)
    circulated(pledge)
    reopen(pledge, reason="A mistake", by=by)
    write(pledge, "objective", "Train 400 volunteers.")
    Pledge.objects.filter(pk=pledge.pk).update(title="Protect migrants")
    Mail.objects.all().delete()
    news = again(pledge, by)
    assert news == f"{SECOND} Changed since the one before: Title, Objective 2."
    assert {to: news in body for to, body in Mail.objects.values_list("to", "body")} == {
        "jonas@example.org": True,
        "sara@example.org": True,
    }
    Mail.objects.all().delete()
    ask_again(the_round(pledge).waiting[0], by=by)
    assert news in Mail.objects.get().body, "a reminder says it as well"


def test_text_that_did_not_change_is_said_to_be_the_same(pledge, by):
    circulated(pledge)
    reopen(pledge, reason="Another signatory", by=by)
    assert again(pledge, by) == f"{SECOND} The text is the same as before."


def test_third_round_is_held_against_the_second(pledge, by):
    circulated(pledge)
    for number, text in enumerate(("Train 400 volunteers.", "Open ten service points."), start=2):
        reopen(pledge, reason="More to say", by=by)
        write(pledge, "objective", text)
        news = again(pledge, by)
        assert news.endswith(f"Changed since the one before: Objective {number}.")
    assert news.startswith("This is round 3 of signing:")


@pytest.mark.parametrize(("more", "says"), [(0, ""), (1, ", 1 more"), (5, ", 5 more")])
def test_very_many_changes_are_counted(pledge, by, more, says):
    circulated(pledge)
    reopen(pledge, reason="More to say", by=by)
    for number in range(MOST_NAMED + more):
        write(pledge, "objective", f"Open {number + 2} service points in the north.")
    assert again(pledge, by).endswith(f"Objective {MOST_NAMED + 1}{says}.")


@pytest.mark.parametrize("way", ["corrected", "replaced", "again"])
def test_who_is_asked_while_another_party_declines_reads_that_they_may_wait(way):
    found = circulated()
    by = Actor(user=found.revision.by)
    jonas, sara = found.signature_requests
    decline(sara, seen=found.revision.digest, reason="No mandate.", by=signatory(sara))
    Mail.objects.all().delete()
    if way == "corrected":
        correct_address(jonas, "new@example.org", by=by)
    elif way == "replaced":
        replace_signatory(jonas, Successor("Bia Otieno", "", "new@example.org"), reason="He left.", by=by)
    else:
        ask_again(jonas, by=by)
    asked = Mail.objects.filter(to="jonas@example.org" if way == "again" else "new@example.org").get()
    organisation = found.revision.pledge.organisation.name
    assert (
        "The Kenya Red Cross Society declined to sign it, and the round stands still: you can answer already, but "
        f"nothing is up to you until {organisation} has decided how it goes on. You get a mail then."
    ) in asked.body


def test_who_takes_the_place_of_who_declined_is_not_told_to_wait():
    found = circulated()
    _jonas, sara = found.signature_requests
    decline(sara, seen=found.revision.digest, reason="No mandate.", by=signatory(sara))
    bia = Successor("Bia Otieno", "", "bia@example.org")
    replace_signatory(sara, bia, reason="She declined.", by=Actor(user=found.revision.by))
    assert "stands still" not in Mail.objects.get(to="bia@example.org").body


def test_who_is_asked_where_enough_others_of_a_party_can_sign_is_not_told_to_wait(pledge):
    name_signatories(pledge.parties.get(kind="state"), "Aya Kone")
    found = circulated(pledge)
    first, _aya, sara = found.signature_requests
    decline(first, seen=found.revision.digest, reason="No mandate.", by=signatory(first))
    Mail.objects.all().delete()
    ask_again(sara, by=Actor(user=found.revision.by))
    assert "stands still" not in Mail.objects.get(to="sara@example.org").body
