"""A pledge of which every field of the pages can be changed by two people."""

from __future__ import annotations

from decimal import Decimal

import pytest

from commitments.models import Pledge, User
from tests.factories import add_party, add_resource, fill, make_pledge, make_user, pick

KENYA, NETHERLANDS = "party-ke", "party-nl"
SAFETY, EXPERTISE = "a-safety-dignity-rights", "b-detention-draw-on-expertise"
PUMPS = "line-0000000001"


@pytest.fixture
def pledge() -> Pledge:
    pledge = make_pledge(title="Old", opening="Old", resources_text="Old", openness="open")
    for key, code in ((KENYA, "KE"), (NETHERLANDS, "NL")):
        add_party(pledge, "state", code, key=key, focal_name="Old")
    pick(pledge, SAFETY, "Old")
    pick(pledge, EXPERTISE, responsible="Old")
    add_resource(pledge, key=PUMPS, description="Old", amount=Decimal(5), currency="CHF", provider="Us")
    return fill(pledge, {"[place]": "Old"})


@pytest.fixture
def amina() -> User:
    return make_user(name="Amina Wanjiru")


@pytest.fixture
def joseph() -> User:
    return make_user(name="Joseph Otieno")
