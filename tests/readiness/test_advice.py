"""Setting advice aside, and taking it up again."""

from __future__ import annotations

import pytest

from commitments.drafting.editing.write import WrongStateError
from commitments.models import Change, Pledge
from commitments.readiness.advice import set_aside, take_up
from tests.factories import make_member, make_pledge

pytestmark = pytest.mark.django_db


@pytest.fixture
def pledge() -> Pledge:
    return make_pledge(title="Wells")


@pytest.fixture
def drafter(pledge):
    return make_member("drafter", pledge.organisation, "amina@example.org")


def kept(pledge) -> dict:
    return Pledge.objects.get(pk=pledge.pk).set_aside


def test_reason_is_kept_with_who_and_when(pledge, drafter):
    set_aside(pledge, "slip-1", "It is a name.", by=drafter)
    said = kept(pledge)["slip-1"]
    assert (said["reason"], said["by"], said["who"]) == ("It is a name.", drafter.pk, str(drafter))
    assert said["at"].startswith("20")
    assert pledge.set_aside == kept(pledge)


def test_several_are_set_aside_and_one_is_taken_up(pledge, drafter):
    stale = Pledge.objects.get(pk=pledge.pk)
    set_aside(pledge, "slip-1", "One", by=drafter)
    set_aside(stale, "slip-2", "Two", by=drafter)  # by somebody who read the pledge before
    assert set(kept(pledge)) == {"slip-1", "slip-2"}
    take_up(pledge, "slip-1", by=drafter)
    assert set(kept(pledge)) == {"slip-2"}


def test_another_reason_takes_the_place_of_the_first(pledge, drafter):
    set_aside(pledge, "slip-1", "One", by=drafter)
    set_aside(pledge, "slip-1", "Two", by=drafter)
    assert kept(pledge)["slip-1"]["reason"] == "Two"


def test_taking_up_what_is_not_aside_changes_nothing(pledge, drafter):
    set_aside(pledge, "slip-1", "One", by=drafter)
    take_up(pledge, "slip-2", by=drafter)
    assert set(kept(pledge)) == {"slip-1"}


def test_text_of_the_pledge_is_not_touched(pledge, drafter):
    before = Pledge.objects.filter(pk=pledge.pk).values("title", "introduction", "opening").get()
    set_aside(pledge, "slip-1", "One", by=drafter)
    assert Pledge.objects.filter(pk=pledge.pk).values("title", "introduction", "opening").get() == before
    assert not Change.objects.exists()
    assert pledge.version_of("check") == 0
    assert pledge.section_states["check"].saved_by == drafter.pk


@pytest.mark.parametrize("status", [status for status in Pledge.Status if status != Pledge.Status.DRAFT])
@pytest.mark.parametrize("verb", [lambda pledge, by: set_aside(pledge, "slip-1", "One", by=by), None])
def test_pledge_that_is_no_draft_is_refused(pledge, drafter, status, verb):
    set_aside(pledge, "slip-0", "Zero", by=drafter)
    Pledge.objects.update(status=status)
    with pytest.raises(WrongStateError):
        verb(pledge, drafter) if verb else take_up(pledge, "slip-0", by=drafter)
    assert set(kept(pledge)) == {"slip-0"}
