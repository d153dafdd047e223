"""The library that conftest.py promises to every test, after a test that empties the database too."""

import pytest

from commitments.models import Clause, ClauseLink, RegionalGroup, State


def counts():
    return (
        State.objects.count(),
        RegionalGroup.members.through.objects.exists(),
        Clause.objects.count(),
        Clause.suggested.through.objects.exists(),
        ClauseLink.objects.count(),
    )


@pytest.mark.django_db
def test_library_is_there():
    assert counts() == (196, True, 66, True, 265)


@pytest.mark.parametrize("again", range(2))
@pytest.mark.django_db(transaction=True)
def test_library_is_there_after_a_test_that_empties_the_database(again):
    assert counts() == (196, True, 66, True, 265)
    Clause.objects.get(slug="c-partnerships").delete()
