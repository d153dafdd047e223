"""Finding who can be a party, by part of a name in any of four languages."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commitments.models import NationalSociety, RegionalGroup, State, find

pytestmark = pytest.mark.django_db


def countries(text: str) -> list[str]:
    return [country.state.iso2 for country in find(text, most=200).countries]


def groups(text: str) -> list[str]:
    return [group.slug for group in find(text, most=200).groups]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kenya", "KE"),
        ("keny", "KE"),
        ("KENYA", "KE"),
        (" kenya ", "KE"),
        ("Pays-Bas", "NL"),
        ("Países Bajos", "NL"),
        ("هولندا", "NL"),
        ("Allemagne", "DE"),
        ("Kingdom of the Netherlands", "NL"),
        ("KEN", "KE"),
        ("Magen David", "IL"),
        ("Croix-Rouge sénégalaise", "SN"),
        ("Côte d", "CI"),
        ("états-unis", "US"),
        ("ÉTATS-UNIS", "US"),
        ("red kenya cross", "KE"),
    ],
)
def test_country_is_found_by_part_of_a_name(text, code):
    assert code in countries(text)


def test_society_s_other_names_are_searched():
    society = NationalSociety.objects.exclude(other_names_en="").first()
    assert society.state.iso2 in countries(society.other_names_en)


def test_every_word_has_to_occur():
    assert countries("Kenya Sahel") == []
    assert not find("Kenya Sahel")


@pytest.mark.parametrize("text", ["", "   ", "\0", "zzzz", "%", "_", "'; drop table", "<script>"])
def test_nothing_is_found(text):
    found = find(text)
    assert not found
    assert (list(found.countries), list(found.groups), found.is_cut) == ([], [], False)


def test_country_without_a_recognised_society_is_offered_alone():
    country = find("Nicaragua").countries[0]
    assert (country.state.iso2, country.society) == ("NI", None)
    assert NationalSociety.objects.get(state__iso2="NI").recognised is False


def test_country_comes_with_its_recognised_society():
    country = find("Kenya").countries[0]
    assert country.society == NationalSociety.objects.get(state__iso2="KE")


@pytest.mark.parametrize("text", ["Sahel", "sahel", "الساحل"])
def test_region_is_found(text):
    assert "sahel" in groups(text)


def test_region_is_found_with_its_members_in_one_more_query(django_assert_num_queries):
    with django_assert_num_queries(3):
        found = find("Sahel")
        assert all(group.members.all() for group in found.groups)


def test_long_lists_are_cut_and_say_so():
    found = find("a")
    assert (len(found.countries), found.is_cut) == (12, True)
    assert find("Kenya").is_cut is False


def test_every_state_and_region_is_found_by_its_name():
    for state in State.objects.all():
        assert state.iso2 in countries(state.short_name_en)
        assert state.iso2 in countries(state.short_name_ar)
    for group in RegionalGroup.objects.all():
        assert group.slug in groups(group.name_en)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=60), st.integers(1, 500).map(lambda count: "é" * count + " x" * count)))
def test_anything_can_be_typed(db, text):
    assert len(find(text).countries) <= 12
