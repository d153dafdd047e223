"""Signing, and what comes of it."""

from __future__ import annotations

import pytest

from commitments import document
from commitments.models import Mail, Pledge
from commitments.services.trail import verify
from tests.factories import circulated, sign_turn, the_round

pytestmark = pytest.mark.django_db


def test_pledge_is_agreed_when_the_last_party_signs():
    found = circulated()
    pledge = found.revision.pledge
    first, second = found.turns
    sign_turn(first)
    assert Pledge.objects.get().status == "in-circulation"
    sign_turn(second)
    pledge.refresh_from_db()
    assert pledge.status == "agreed"
    printed = document.build(pledge)
    assert [each.name for each in printed.seal.signed] == ["Jonas Weber", "Sara Said"]
    assert list(verify(pledge)) == []
    assert Mail.objects.filter(signed=found.revision).count() == 3
    assert [each.kind for each in pledge.trail.all()] == [
        "circulated",
        "turn",
        "turn",
        "read",
        "signed",
        "read",
        "signed",
        "agreed",
    ]


def test_next_party_is_asked_when_the_one_before_has_signed():
    found = circulated(in_turn=True)
    first, second = found.turns
    assert [first.is_open, second.is_open] == [True, False]
    sign_turn(first)
    assert [turn.is_open for turn in the_round(found.revision.pledge).turns] == [False, True]
