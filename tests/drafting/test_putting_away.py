"""Deleting a draft, archiving a pledge, and bringing either back."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from commitments.drafting import comments, negotiating
from commitments.drafting.editing.write import WrongStateError
from commitments.drafting.putting_away import KEPT_FOR, archive, bring_back, can_be_deleted, delete, remove_lost
from commitments.drafting.restoring import name_version
from commitments.models import Actor, Change, Comment, Invitation, Item, Mail, Notice, Pledge, User
from commitments.models.sql.search_index import hits, searched
from commitments.people.invitations import invite_party
from commitments.people.notices import tell
from commitments.signing.ending import reopen, withdraw
from commitments.trail.record import verify
from tests.edits import save_fields
from tests.factories import (
    add_party,
    add_resource,
    agreed,
    circulated,
    make_member,
    make_pledge,
    make_ready,
    pick,
)

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


# Removing what is lost


def lost(pledge: Pledge) -> Pledge:
    """The same pledge, deleted 30 days and a minute ago."""
    delete(pledge)
    assert pledge.deleted_at
    Pledge.objects.filter(pk=pledge.pk).update(deleted_at=pledge.deleted_at - KEPT_FOR - timedelta(minutes=1))
    return pledge


def written(pledge: Pledge, by: User) -> Pledge:
    """The same pledge with something in every table that hangs on it."""
    save_fields(pledge, "introduction", {"title": "Secret wells", "introduction": "Secret words"}, by=by)
    name_version(pledge, "Secret version", by=by)
    add_party(pledge, "observer", name="Secret Relief")
    pick(pledge, "a-safety-dignity-rights", "Secret objective")
    add_resource(pledge, description="Secret line")
    comments.say(pledge, Actor(user=by), "pledge", "Secret comment", is_shared=True)
    tell([by], "comment", "Secret notice", pledge=pledge)
    negotiating.open_table(pledge, pledge.parties.get().key, by=by)
    return pledge


def hanging(pledge: Pledge) -> dict[str, int]:
    """How many rows hang on a pledge by a column of theirs, besides its trail."""
    names = [each.get_accessor_name() for each in Pledge._meta.related_objects if each.one_to_many]
    counts = {name: getattr(pledge, name).count() for name in names if name and name != "trail"}
    return {name: count for name, count in counts.items() if count}


def test_draft_that_nobody_was_invited_to_is_removed_whole(pledge, drafter):
    lost(written(pledge, drafter))
    kept = make_pledge(pledge.organisation, title="Roads")
    assert len(hanging(pledge)) >= 7
    assert remove_lost() == 1
    assert list(Pledge.objects.all()) == [kept]
    assert not any(table.objects.exists() for table in (Item, Comment, Change, Notice))
    assert remove_lost() == 0


def test_of_a_draft_with_a_trail_that_alone_and_its_reference_stay(pledge, drafter):
    jonas = invite_party(pledge, "jonas@example.gov", by=drafter)
    lost(written(pledge, drafter))
    head = Pledge.objects.get(pk=pledge.pk).trail_head
    assert remove_lost() == 1
    now = Pledge.objects.get()
    assert (now.reference, now.trail_head, now.status) == (pledge.reference, head, "draft")
    assert hanging(now) == {}
    columns = [str(value) for value in Pledge.objects.values().get().values()]
    assert [value for value in columns if "secret" in value.lower()] == []
    assert verify(now) == []
    assert not Invitation.objects.filter(pk=jonas.pk).exists()
    assert remove_lost() == 0, "nothing of it is left to remove"


def test_nothing_is_removed_that_can_be_brought_back_or_ever_went_round(pledge):
    delete(pledge)
    assert pledge.deleted_at
    Pledge.objects.update(deleted_at=pledge.deleted_at - KEPT_FOR + timedelta(minutes=1))
    found = circulated()
    went_round = found.revision.pledge
    reopen(went_round, reason="A mistake", by=Actor(user=found.revision.by))
    long_ago = pledge.deleted_at - 9 * KEPT_FOR
    Pledge.objects.filter(pk=went_round.pk).update(deleted_at=long_ago)  # which no verb does
    archived = make_pledge(title="Archived", archived_at=long_ago)
    others = [make_pledge(status=state, deleted_at=long_ago) for state in STATES[1:]]
    assert remove_lost() == 0
    kept = {pledge.pk, went_round.pk, archived.pk, *(each.pk for each in others)}
    assert set(Pledge.objects.values_list("pk", flat=True)) == kept


def test_lost_drafts_are_removed_as_mail_is_sent(pledge):
    lost(pledge)
    call_command("send_mail", stdout=StringIO())
    assert not Pledge.objects.exists()


def test_removed_draft_is_found_by_no_word_any_more(pledge, drafter):
    invite_party(pledge, "jonas@example.gov", by=drafter)
    written(pledge, drafter)
    other = make_pledge(pledge.organisation, title="Roads")
    lost(pledge)
    remove_lost()
    deleted = Pledge.objects.filter(pk__in=hits(searched("secret"), [pledge.organisation_id], ""))
    assert list(deleted) == []
    assert can_be_deleted(other)
