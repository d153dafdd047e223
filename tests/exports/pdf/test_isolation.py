"""Names that need no isolation from the text around them."""

from __future__ import annotations

import pytest

from commitments.exports.pdf.isolation import drop_needless

LEADS = '<p class="facts">Lead:&nbsp;<bdi>Government of Kenya</bdi>, <bdi>{}</bdi></p>'


@pytest.mark.parametrize("name", ["Kenya Red Cross Society", "Ελληνικός Ερυθρός Σταυρός", "日本赤十字社", "नेपाल रेडक्रस"])
def test_isolation_is_dropped_where_everything_runs_from_left_to_right(name):
    assert drop_needless(LEADS.format(name)) == f'<p class="facts">Lead:&nbsp;Government of Kenya, {name}</p>'


@pytest.mark.parametrize("name", ["مصر", "ישראל", "ދިވެހި", "𞤆𞤵𞤤𞤢𞤪", "\u200f(2019)", '</bdi><i dir="rtl">x</i><bdi>'])
def test_isolation_stays_where_something_runs_from_right_to_left(name):
    assert drop_needless(LEADS.format(name)) == LEADS.format(name)


def test_isolation_with_a_direction_of_its_own_stays():
    assert drop_needless('<bdi dir="ltr">PB-7</bdi><bdi>x</bdi>') == '<bdi dir="ltr">PB-7</bdi>x'
