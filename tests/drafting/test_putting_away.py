"""Deleting a draft, archiving a pledge, and bringing either back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commitments.drafting.editing.write import WrongStateError
from commitments.drafting.putting_away import KEPT_FOR, archive, bring_back, can_be_deleted, delete
from commitments.models import Actor, Mail, Pledge
from commitments.people.invitations import invite_party
from commitments.signing.ending import reopen, withdraw
from commitments.trail.record import verify
from tests.edits import save_fields
from tests.factories import agreed, circulated, make_member, make_pledge, make_ready

pytestmark = pytest.mark.django_db
STATES = ["draft", "in-circulation", "agreed", "submitted", "withdrawn"]


@pytest.fixture
def pledge() -> Pledge:
    return make_pledge(title="Wells")


@pytest.fixture
def drafter(pledge):
    return make_member("drafter", pledge.organisation)


def test_draft_is_deleted_and_brought_back(pledge):
    delete(pledge)
    assert pledge.deleted_at == Pledge.objects.get().deleted_at
    bring_back(pledge)
    assert Pledge.objects.get().deleted_at is None


def test_draft_that_is_deleted_twice_keeps_its_first_day(pledge):
    delete(pledge)
    first = pledge.deleted_at
    delete(pledge)
    assert Pledge.objects.get().deleted_at == first


@pytest.mark.parametrize("state", STATES[1:])
def test_pledge_that_is_no_draft_is_archived_instead(state):
    pledge = make_pledge(status=state)
    with pytest.raises(WrongStateError, match=r"Archive this pledge instead\.$"):
        delete(pledge)
    archive(pledge)
    now = Pledge.objects.get()
    assert (now.deleted_at, now.archived_at, now.status) == (None, pledge.archived_at, state)


def test_draft_that_went_round_once_cannot_be_deleted():
    signing_round = circulated()
    pledge = signing_round.revision.pledge
    reopen(pledge, reason="A word is missing.", by=Actor(user=make_member("drafter", pledge.organisation)))
    assert pledge.status == "draft"
    assert not can_be_deleted(pledge)
    with pytest.raises(WrongStateError):
        delete(pledge)


def test_archiving_and_bringing_back_leave_the_trail_as_it_was():
    pledge = agreed().revision.pledge
    head = pledge.trail_head
    archive(pledge)
    bring_back(pledge)
    assert Pledge.objects.get(pk=pledge.pk).trail_head == head
    assert verify(pledge) == []


def test_archived_pledge_can_go_on(drafter):
    pledge = make_pledge(drafter.memberships.get().organisation)
    archive(pledge)
    save_fields(pledge, "introduction", {"title": "Roads"}, by=drafter)
    assert Pledge.objects.get(pk=pledge.pk).title == "Roads"


def test_deleted_pledge_takes_no_change_and_no_step():
    pledge = make_ready()
    user = make_member("drafter", pledge.organisation)
    delete(pledge)
    with pytest.raises(WrongStateError, match=r"^This pledge was deleted\."):
        save_fields(Pledge.objects.get(), "introduction", {"title": "Roads"}, by=user)
    with pytest.raises(WrongStateError, match=r"^This pledge was deleted\."):
        withdraw(Pledge.objects.get(), reason="No need", by=Actor(user=user))
    with pytest.raises(WrongStateError, match=r"^This pledge was deleted\."):
        archive(pledge)
    assert Pledge.objects.get().title == "Protect all migrants"


def test_draft_that_is_deleted_meanwhile_is_not_sent_round():
    pledge = make_ready()
    loaded = Pledge.objects.get()
    delete(pledge)
    with pytest.raises(WrongStateError, match=r"^This pledge was deleted\."):
        circulated(loaded)
    assert not pledge.revisions.exists()


def test_mail_that_waits_never_goes_once_the_draft_is_deleted(pledge, drafter):
    invite_party(pledge, "jonas@example.gov", by=drafter)
    delete(pledge)
    assert Mail.objects.filter(given_up_at=None).count() == 0


def test_deleted_pledge_is_lost_after_thirty_days(pledge):
    delete(pledge)
    deleted = pledge.deleted_at
    Pledge.objects.update(deleted_at=deleted - KEPT_FOR + timedelta(hours=1))
    bring_back(pledge)
    Pledge.objects.update(deleted_at=deleted - KEPT_FOR)
    with pytest.raises(WrongStateError, match=r"more than 30 days ago"):
        bring_back(pledge)
