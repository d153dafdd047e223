"""What an action can begin with; whole pages of it are in tests/web/views."""

from __future__ import annotations

import pytest

from commitments.drafting.proposals import Proposals
from commitments.models import Draft
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    pledge = factories.make_pledge(period_start=2024, period_end=2027)
    factories.add_party(pledge, "state", "KE")
    factories.pick(pledge, "b-rescue-and-services-prevent-deaths")
    read = Draft(pledge)
    assert read.items
    return read


def test_an_action_in_the_plan_is_left_alone_without_a_query(draft, django_assert_num_queries):
    key, item = next(iter(draft.items.items()))
    proposals = Proposals(draft)
    with django_assert_num_queries(0):
        assert proposals.of(key, item) == {}


def test_an_action_that_comes_in_begins_with_who_pledges_and_the_period(draft):
    proposed = Proposals(draft).of("b-rescue-and-services-information-points", None)
    assert proposed == {"leads": list(draft.parties), "start": "2024-01", "end": "2027-12", "linked": []}
