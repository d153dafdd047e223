"""Who pledges: added, named, moved, removed."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from commitments import document
from commitments.drafting.editing.write import WrongStateError
from commitments.drafting.naming import twins
from commitments.drafting.parties import (
    Authority,
    add_parties,
    move_party,
    order_parties,
    owners_party,
    place_party,
    remove_party,
    set_region,
)
from commitments.models import Component, Draft, NationalSociety, Party, State
from commitments.text.limits import MAX_PLEDGE_PARTIES, TextRefusedError
from tests.factories import add_party, group, link, make_organisation, make_pledge, make_user, pick

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_user()


def kenya() -> list[State | NationalSociety]:
    return [State.objects.get(iso2="KE"), NationalSociety.objects.get(state__iso2="KE")]


def names(pledge) -> list[str]:
    return [str(party) for party in pledge.parties.all()]


def test_parties_are_added_at_the_end_each_of_its_kind(by):
    pledge = make_pledge()
    add_parties(pledge, ["Example Relief"], by=by)
    added = add_parties(pledge, kenya(), by=by)
    assert [(party.kind, party.code) for party in pledge.parties.all()] == [
        ("observer", ""),
        ("state", "KE"),
        ("national_society", "KE"),
    ]
    assert [party.pk for party in added] == [party.pk for party in pledge.parties.all()][1:]
    assert len({party.key for party in pledge.parties.all()}) == 3
    pledge.refresh_from_db()
    assert list(pledge.section_states) == ["parties"]


def test_party_that_is_there_is_not_added_again(by):
    pledge = make_pledge()
    add_parties(pledge, [kenya()[1], "Example Relief"], by=by)
    added = add_parties(pledge, [*kenya(), "Example Relief", "example  relief", "the Example Relief"], by=by)
    assert [str(party) for party in added] == ["Kenya"]
    assert add_parties(pledge, kenya(), by=by) == []
    assert pledge.parties.count() == 3


@pytest.mark.parametrize(
    ("there", "added"),
    [
        (("observer", "", "UNICEF"), "the Unicef"),
        (("observer", "", "Ministère de la Santé"), "Ministere de la Sante"),
        (("state", "KE", "Ministry of Health"), ("KE", "the Ministry of  Health")),
        (("state", "KE", ""), ("KE", "Government of Kenya")),
        (("state", "KE", ""), ("KE", "le Gouvernement du Kenya")),
        (("state", "KE", "Ministry of Health"), "Ministry of health"),
        (("national_society", "KE", ""), "Kenya Red Cross Society"),
        (("component", "ICRC", ""), "International Committee of the Red Cross"),
    ],
)
def test_party_that_prints_like_another_is_not_added(by, there, added):
    pledge = make_pledge()
    kind, code, name = there
    add_party(pledge, kind, code, name=name)
    if isinstance(added, tuple):
        state, authority = added
        added = Authority(State.objects.get(iso2=state), authority)
    assert add_parties(pledge, [added], by=by) == []


def test_authorities_of_two_states_may_have_one_name_and_others_of_one_state_theirs(by):
    pledge = make_pledge()
    kenya, uganda = (State.objects.get(iso2=code) for code in ("KE", "UG"))
    ministries = [Authority(kenya, "Ministry of Health"), Authority(uganda, "Ministry of Health")]
    added = add_parties(pledge, [*ministries, Authority(kenya, "Ministry of Wealth"), "Health Relief"], by=by)
    assert len(added) == 4


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        ([("KE", "a"), ("KE", "the A"), ("UG", "a")], [("the A", "a")]),
        ([("KE", "Government of Kenya"), ("KE", "")], [("", "Government of Kenya")]),
        ([("", "a"), ("", "The A"), ("", "b")], [("The A", "a")]),
        ([("KE", "a"), ("", "A")], []),
        ([("KE", "a"), ("UG", "a"), ("UG", "á")], [("á", "a")]),
        ([], []),
    ],
)
def test_twins_are_parties_that_print_alike(parties, expected):
    states = {state.iso2: state for state in State.objects.filter(iso2__in=["KE", "UG"])}
    kinds = {True: "state", False: "observer"}
    rows = [Party(kind=kinds[bool(code)], state=states.get(code), name=name) for code, name in parties]
    assert [(party.name, other.name) for party, other in twins(rows)] == expected


def test_component_is_a_party_once(by):
    pledge = make_pledge()
    icrc, ifrc = Component.objects.all()
    add_parties(pledge, [icrc, ifrc, icrc], by=by)
    assert add_parties(pledge, [ifrc], by=by) == []
    assert [(party.kind, party.code, str(party)) for party in pledge.parties.all()] == [
        ("component", "ICRC", "International Committee of the Red Cross"),
        ("component", "IFRC", "International Federation of Red Cross and Red Crescent Societies"),
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.create(pledge=pledge, position=9, kind="component", component=icrc)


@pytest.mark.parametrize("kind", ["state", "national_society", "observer"])
def test_component_is_of_no_other_kind(kind):
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.create(
            pledge=make_pledge(), position=1, kind=kind, name="ICRC", component=Component.objects.get(code="ICRC")
        )


def test_component_is_named_and_makes_no_pledge_bilateral_or_regional(by):
    pledge = make_pledge(region="East Africa")
    add_parties(pledge, [*kenya(), Component.objects.get(code="IFRC")], by=by)
    printed = document.build(pledge)
    assert printed.opening.startswith(
        "The Government of Kenya, the Kenya Red Cross Society and the International Federation of Red Cross and Red "
        "Crescent Societies jointly pledge to "
    )
    component = printed.parties[2]
    assert (component.kind, component.code, component.country) == ("component", "IFRC", "")
    assert component.name == "International Federation of Red Cross and Red Crescent Societies"
    assert printed.fillings["[National Society]"] == "the Kenya Red Cross Society"


@pytest.mark.parametrize(
    ("language", "name"),
    [("fr", "Comité international de la Croix-Rouge"), ("es", "Comité Internacional de la Cruz Roja")],
)
def test_component_is_listed_in_the_pledge_s_language(by, language, name):
    pledge = make_pledge(language=language)
    add_parties(pledge, [Component.objects.get(code="ICRC")], by=by)
    assert document.build(pledge).parties[0].name == name
    assert document.build(pledge).opening.startswith("We, the International Committee of the Red Cross, pledge to ")


def test_authorities_of_a_state_stand_beside_each_other(by):
    pledge = make_pledge()
    kenya_state, society = State.objects.get(iso2="KE"), kenya()[1]
    health, interior = (Authority(kenya_state, f"the Ministry of {name} of Kenya") for name in ("Health", "Interior"))
    added = add_parties(pledge, [health, kenya_state, interior, health, society], by=by)
    assert [str(party) for party in added] == [
        "Ministry of Health of Kenya",
        "Ministry of Interior of Kenya",
        "Kenya Red Cross Society",
    ]
    assert add_parties(pledge, [kenya_state, interior], by=by) == []
    assert add_parties(pledge, [Authority(kenya_state, "ministry of interior of Kenya")], by=by) == []
    assert document.build(Draft(pledge)).opening == (
        "The Ministry of Health of Kenya, the Ministry of Interior of Kenya and the Kenya Red Cross Society jointly "
        "pledge to undertake measures to uphold the rights of all migrants:"
    )


def test_authority_counts_as_its_state_in_a_region(by):
    pledge = make_pledge(regional_group=group("sahel"))
    mali = State.objects.get(iso2="ML")
    add_parties(pledge, [Authority(mali, "the Region of Kayes")], by=by)
    [party] = document.build(Draft(pledge)).parties
    assert (party.code, party.country, party.name) == ("ML", "Mali", "Region of Kayes")
    assert party.in_sentence == "the Region of Kayes"


def test_parties_are_ordered_by_country_with_the_owner_where_the_drafter_wants_it(by):
    uganda = NationalSociety.objects.get(state__iso2="UG")
    pledge = make_pledge(make_organisation(national_society=uganda))
    for kind, code in (("national_society", "UG"), ("national_society", "KE"), ("state", "UG"), ("component", "IFRC")):
        add_party(pledge, kind, code)
    add_party(pledge, "observer", name="Árbol")
    add_party(pledge, "state", "KE", name="Ministry of Health")
    order_parties(pledge, by=by)
    uganda_red_cross = "The Uganda Red Cross Society"
    ifrc = "International Federation of Red Cross and Red Crescent Societies"
    by_country = ["Árbol", ifrc, "Ministry of Health", "Kenya Red Cross Society", "Uganda", uganda_red_cross]
    assert names(pledge) == by_country
    order_parties(pledge, own_first=True, by=by)
    assert names(pledge) == [uganda_red_cross, *by_country[:-1]]
    place_party(pledge.parties.get(national_society=uganda), 3, by=by)
    assert names(pledge) == [*by_country[:2], uganda_red_cross, *by_country[2:-1]]


@pytest.mark.parametrize(
    ("fields", "position"),
    [
        ({"kind": "national_society"}, None),
        ({"kind": "ministry"}, 0),
        ({"kind": "observer", "name": "example  relief"}, 2),
        ({"kind": "observer", "name": "IFRC"}, None),
        ({"kind": "secretariat", "name": "Secretariat"}, None),
    ],
)
def test_owner_is_found_among_the_parties(fields, position):
    if fields["kind"] == "ministry":
        fields["state"] = State.objects.get(iso2="KE")
    pledge = make_pledge(make_organisation(**fields))
    add_party(pledge, "state", "KE")
    add_party(pledge, "national_society", "KE")
    add_party(pledge, "observer", name="Example Relief")
    own = owners_party(pledge, pledge.parties.all())
    assert (own.position if own else None) == position


@pytest.mark.parametrize(
    ("owner", "names_in_order", "own"),
    [
        ("Ministry of Health", ["Ministry of Foreign Affairs", "Ministry of Health"], 1),
        ("the ministry of  health", ["", "Ministry of Foreign Affairs", "Ministry of Health"], 2),
        ("Ministry of Health of Kenya", ["Ministry of Foreign Affairs", "Ministry of Health"], 1),
        ("Ministry of Water", ["Ministry of Foreign Affairs", ""], 1),
        ("Ministry of Water", ["Ministry of Foreign Affairs"], 0),
        ("Ministry of Water", ["Ministry of Foreign Affairs", "Ministry of Health"], None),
    ],
)
def test_owner_is_the_authority_of_its_name(owner, names_in_order, own):
    kenya = State.objects.get(iso2="KE")
    pledge = make_pledge(make_organisation(owner, kind="ministry", state=kenya))
    for name in names_in_order:
        said = "the Ministry of Health of Kenya" if name == "Ministry of Health" else ""
        add_party(pledge, "state", "KE", name=name, in_sentence=said)
    found = owners_party(pledge, pledge.parties.all())
    assert (found.position if found else None) == own


@pytest.mark.parametrize("owner", ["ICRC", "the ICRC", "CICR", "Comité international de la Croix-Rouge"])
def test_owner_is_the_component_of_any_of_its_names(owner):
    pledge = make_pledge(make_organisation(owner, kind="observer"))
    add_party(pledge, "component", "IFRC")
    add_party(pledge, "component", "ICRC")
    found = owners_party(pledge, pledge.parties.all())
    assert found
    assert found.code == "ICRC"


def test_same_party_in_another_pledge_is_added(by):
    add_party(make_pledge(), "state", "KE")
    assert len(add_parties(make_pledge(), kenya(), by=by)) == 2


def test_too_many_parties_are_refused(by):
    pledge = make_pledge()
    add_parties(pledge, [f"Observer {number}" for number in range(MAX_PLEDGE_PARTIES - 1)], by=by)
    with pytest.raises(TextRefusedError, match="at most 400 parties"):
        add_parties(pledge, kenya(), by=by)
    assert pledge.parties.count() == MAX_PLEDGE_PARTIES - 1
    add_parties(pledge, kenya()[:1], by=by)


def test_region_replaces_a_written_one(by):
    pledge = make_pledge(region="our valley")
    set_region(pledge, group("sahel"), by=by)
    pledge.refresh_from_db()
    assert (pledge.regional_group, pledge.region) == (group("sahel"), "")


def test_party_removed_no_longer_leads(by):
    pledge = make_pledge()
    state, society = add_party(pledge, "state", "KE"), add_party(pledge, "national_society", "KE")
    item = link(pick(pledge, "b-detention-draw-on-expertise"), leads=[state, society])
    remove_party(state, by=by)
    assert names(pledge) == ["Kenya Red Cross Society"]
    [action] = document.build(pledge).actions
    assert action.leads == (0,)
    item.refresh_from_db()
    assert item.leads == [state.key, society.key]  # so it leads again when it comes back


def test_party_moves_up_and_down_and_stops_at_the_ends(by):
    pledge = make_pledge()
    add_parties(pledge, ["A", "B", "C"], by=by)

    def move(name: str, direction: str) -> list[str]:
        move_party(pledge.parties.get(name=name), direction, by=by)
        return names(pledge)

    assert move("C", "up") == ["A", "C", "B"]
    assert move("A", "down") == ["C", "A", "B"]
    assert move("C", "up") == ["C", "A", "B"]
    assert move("B", "down") == ["C", "A", "B"]


def test_parties_of_a_pledge_that_is_no_draft_stay(by):
    pledge = make_pledge(status="in-circulation")
    party = add_party(pledge, "state", "KE")
    for verb in (
        lambda: add_parties(pledge, ["Example Relief"], by=by),
        lambda: set_region(pledge, group("sahel"), by=by),
        lambda: remove_party(party, by=by),
        lambda: move_party(party, "up", by=by),
    ):
        with pytest.raises(WrongStateError):
            verb()
    pledge.refresh_from_db()
    assert [str(row) for row in Party.objects.filter(pledge=pledge)] == ["Kenya"]
    assert pledge.regional_group is None
