"""Who has signed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commitments.document.pictures import signatures
from tests.exports import samples


@pytest.mark.parametrize("status", ["draft", "in-circulation", "withdrawn"])
def test_nobody_has_signed_before_a_pledge_is_agreed(status):
    picture = signatures(replace(samples.ENGLISH, status=status))
    assert [(each.party, each.steps, each.has_signed) for each in picture.parties] == [
        ("Government of Kenya", ("Not yet signed",), False),
        ("Kenya Red Cross Society", ("Not yet signed",), False),
    ]
    assert picture.signed == 0


@pytest.mark.parametrize("status", ["agreed", "submitted"])
def test_everybody_has_signed_an_agreed_pledge(status):
    picture = signatures(replace(samples.ENGLISH, status=status))
    assert [each.steps for each in picture.parties] == [("Signed",)] * 2
    assert picture.signed == 2


def test_who_has_signed_a_text_in_circulation_is_told_apart():
    picture = signatures(samples.CIRCULATING)
    assert [(each.steps, each.has_signed) for each in picture.parties] == [
        (("Signed",), True),
        (("Not yet signed",), False),
    ]
    assert picture.signed == 1


def test_steps_are_in_the_pledge_s_language():
    assert signatures(samples.ARABIC).parties[0].steps == ("لم يُوقَّع بعد",)


def test_pledge_without_parties_has_no_signatures():
    assert signatures(samples.EMPTY).parties == ()
