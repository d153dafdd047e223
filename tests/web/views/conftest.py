"""Who visits the pages: a drafter, a viewer of the same organisation, a stranger, and nobody."""

from __future__ import annotations

import pytest
from django.test import Client

from commitments.models import Pledge
from tests.factories import make_member, make_pledge


@pytest.fixture
def pledge(db) -> Pledge:
    return make_pledge(title="Wells")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def drafter(pledge) -> Client:
    return signed_in(make_member("drafter", pledge.organisation))


@pytest.fixture
def viewer(pledge) -> Client:
    return signed_in(make_member("viewer", pledge.organisation))


@pytest.fixture
def stranger(db) -> Client:
    return signed_in(make_member("administrator"))
