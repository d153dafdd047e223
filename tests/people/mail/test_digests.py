"""Digests: ten notices are one mail, and who has seen or left gets none."""

from __future__ import annotations

import pytest
from django.utils import timezone

from commitments.models import Invitation, Mail, Notice
from commitments.people.invitations import invite_party
from commitments.people.mail.digests import gather_digests
from commitments.people.notices import tell
from tests.factories import add_member, make_member, make_pledge, make_user
from tests.people.mail.waiting import later

pytestmark = pytest.mark.django_db


def test_ten_notices_are_one_mail_by_pledge_and_none_is_told_twice():
    pledge, other = make_pledge(title="Wells"), make_pledge(title="Roads")
    person = make_user("a@example.org")
    for each in (pledge, other):
        add_member(each.organisation, person)
    for number in range(9):
        tell([person, person], "comment", f"Comment {number}.", pledge=pledge)
    tell([person], "comment", "On the road.", pledge=other)
    assert gather_digests() == 0  # they wait for more
    later(minutes=11)
    assert gather_digests() == 1
    assert gather_digests() == 0
    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == ("a@example.org", "10 things are new in your pledges")
    assert mail.body.count("- ") == 10
    assert mail.body.index("Wells") < mail.body.index("Comment 0.") < mail.body.index("Roads")
    assert f"/pledges/{pledge.reference}/comments/" in mail.body


def test_who_left_the_organisation_meanwhile_hears_no_more_of_its_pledges():
    pledge = make_pledge(title="Wells")
    tell([make_user("a@example.org")], "comment", "Amina commented.", pledge=pledge)
    later(minutes=11)
    gather_digests()
    assert not Mail.objects.exists()


def test_what_was_seen_on_the_hub_is_not_mailed_and_who_left_gets_none():
    person, gone = make_user("a@example.org"), make_user("b@example.org", is_active=False)
    tell([person, gone], "role", "You are an administrator now.")
    Notice.objects.filter(user=person).update(seen_at=timezone.now())
    later(minutes=11)
    gather_digests()
    assert not Mail.objects.exists()
    assert not Notice.objects.filter(mailed_at=None).exists()


def test_guest_is_told_without_an_address_that_they_can_not_open():
    pledge = make_pledge(title="Wells")
    invitation = invite_party(pledge, "g@example.org", name="G", by=make_member("drafter", pledge.organisation))
    Mail.objects.all().delete()
    tell([invitation], "comment", "Amina commented.", pledge=pledge)
    later(minutes=11)
    gather_digests()
    mail = Mail.objects.get()
    assert "Open the link in the invitation" in mail.body
    assert mail.reply_to == invitation.invited_by.email
    Invitation.objects.update(withdrawn_at=timezone.now())
    tell([invitation], "comment", "Amina commented again.", pledge=pledge)
    later(minutes=11)
    gather_digests()
    assert Mail.objects.count() == 1
