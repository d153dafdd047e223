"""Who may be meant to sign for a party: the organisation's own, its guests, and who was named in another pledge."""

from __future__ import annotations

import pytest

from commitments.models import NationalSociety
from commitments.signing.candidates import Candidate, candidates, likeliest
from tests.factories import add_member, add_party, make_guest, make_organisation, make_pledge, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def pledge():
    """A pledge of the Kenya Red Cross Society with its Government, and the Society of Uganda."""
    society = NationalSociety.objects.get(state__iso2="KE")
    pledge = make_pledge(make_organisation("Kenya Red Cross Society", national_society=society, state=society.state))
    for kind, code in (("state", "KE"), ("national_society", "KE"), ("national_society", "UG")):
        add_party(pledge, kind, code)
    return pledge


def found(pledge) -> list[list[Candidate]]:
    """The candidates of each party, in the parties' order."""
    parties = list(pledge.parties.order_by("position"))
    known = candidates(pledge, parties)
    return [known[party.key] for party in parties]


def emails(pledge) -> list[list[str]]:
    return [[candidate.email for candidate in some] for some in found(pledge)]


def member(pledge, email: str, role: str, **fields) -> None:
    add_member(pledge.organisation, make_user(email, name="Sara Said", **fields), role)


def test_nobody_is_known_of_a_new_organisation(pledge):
    assert emails(pledge) == [[], [], []]
    assert likeliest([]) is None


def test_own_signatory_is_offered_for_the_own_party_alone(pledge):
    member(pledge, "amina@example.org", "administrator")
    assert emails(pledge) == [[], ["amina@example.org"], []]
    member(pledge, "sara@example.org", "signatory")
    for role in ("drafter", "viewer"):
        member(pledge, f"{role}@example.org", role)
    member(pledge, "gone@example.org", "signatory", is_active=False)
    assert emails(pledge) == [[], ["sara@example.org"], []]
    assert likeliest(found(pledge)[1]).name == "Sara Said"


def test_of_several_signatories_none_is_likelier(pledge):
    for name in ("one", "two"):
        member(pledge, f"{name}@example.org", "signatory")
    assert emails(pledge)[1] == ["one@example.org", "two@example.org"]
    assert likeliest(found(pledge)[1]) is None


def test_guest_is_offered_for_the_party_they_speak_for(pledge):
    state, _own, uganda = pledge.parties.order_by("position")
    make_guest(pledge, party_key=state.key, name="Jonas Weber", email="jonas@example.org")
    make_guest(pledge, party_key=uganda.key, name="روث", email="ruth@example.org", withdrawn_at="2026-01-01T00:00Z")
    make_guest(pledge, party_key="", name="Somebody", email="nobody@example.org")
    make_guest(pledge, party_key="party-gone", name="Somebody", email="gone@example.org")
    assert emails(pledge) == [["jonas@example.org"], [], []]
    assert likeliest(found(pledge)[0]) == Candidate("Jonas Weber", "", "jonas@example.org", is_likely=True)


def test_who_was_named_in_another_pledge_of_the_organisation_is_offered_and_not_likely(pledge):
    earlier = make_pledge(pledge.organisation)
    named = {"signatory_name": "Юлия", "signatory_title": "Minister", "signatory_email": "yulia@example.org"}
    add_party(earlier, "state", "KE", **named)
    add_party(earlier, "state", "NL", **named | {"signatory_email": "other@example.org"})
    add_party(make_pledge(), "state", "KE", **named | {"signatory_email": "foreign@example.org"})
    assert found(pledge) == [[Candidate("Юлия", "Minister", "yulia@example.org")], [], []]
    assert likeliest(found(pledge)[0]) is None


def test_title_is_taken_from_another_pledge_and_nobody_is_offered_twice(pledge):
    member(pledge, "sara@example.org", "signatory")
    named = {"signatory_name": "S. Said", "signatory_title": "Secretary General", "signatory_email": "Sara@Example.org"}
    add_party(make_pledge(pledge.organisation), "national_society", "KE", **named)
    assert found(pledge)[1] == [Candidate("Sara Said", "Secretary General", "sara@example.org", is_likely=True)]


def test_authority_is_another_party_than_its_government(pledge):
    named = {"signatory_name": "Jonas", "signatory_email": "jonas@example.org"}
    add_party(make_pledge(pledge.organisation), "state", "KE", name="Ministry of Health", **named)
    assert emails(pledge)[0] == []


def test_candidates_take_the_same_queries_for_one_and_many(pledge, django_assert_max_num_queries):
    for number in range(20):
        make_guest(pledge, party_key=pledge.parties.first().key)
        named = {"signatory_name": "Jonas", "signatory_email": f"jonas{number}@example.org"}
        add_party(make_pledge(pledge.organisation), "national_society", "UG", **named)
    parties = list(pledge.parties.select_related("state", "national_society", "component").order_by("position"))
    with django_assert_max_num_queries(3):
        known = candidates(pledge, parties)
    assert [len(known[party.key]) for party in parties] == [10, 0, 10]
