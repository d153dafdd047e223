"""The secretariat confirms whose a domain of e-mail addresses is, and withdraws that."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from commitments.models import Component, ConfirmedDomain, NationalSociety, State, User
from commitments.people.domains import DomainError, cleaned_domain, confirm_domain, withdraw_domain
from commitments.text.limits import TextRefusedError
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> User:
    return make_user("staff@example.org", is_staff=True)


@pytest.fixture
def kenya() -> State:
    return State.objects.get(iso2="KE")


@pytest.mark.parametrize(
    ("typed", "domain"),
    [
        ("interior.go.ke", "interior.go.ke"),
        (" Interior.GO.KE. ", "interior.go.ke"),
        ("@interior.go.ke", "interior.go.ke"),
        ("Amina@Interior.go.ke", "interior.go.ke"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("وزارة.example", "xn--mgbexc3i.example"),
        ("go.ke", "go.ke"),
        ("gov.uk", "gov.uk"),
        ("gouv.fr", "gouv.fr"),
        ("who.int", "who.int"),
        ("com.example.org", "com.example.org"),
    ],
)
def test_domain_is_kept_in_one_form(typed, domain):
    assert cleaned_domain(typed) == domain


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "@", "ke", "localhost", "interior", "interior go.ke", "https://interior.go.ke/", "-a.go.ke"),
        *("a..go.ke", "192.0.2.1", "a@b@", "interior_.go.ke", f"{'a' * 64}.go.ke", "*.go.ke"),
    ],
)
def test_what_is_no_domain_is_refused(typed):
    with pytest.raises(DomainError, match="is no domain"):
        cleaned_domain(typed)


@pytest.mark.parametrize("typed", ["gmail.com", "jonas@Yahoo.co.uk", "hotmail.fr", "mail.ru", "gmx.de"])
def test_public_provider_is_refused(typed):
    with pytest.raises(DomainError, match="Anybody can have an address at"):
        cleaned_domain(typed)


@pytest.mark.parametrize("typed", ["co.uk", "or.ke", "org.za", "com.br", "ac.jp"])
def test_domain_beneath_which_many_have_theirs_is_refused(typed):
    with pytest.raises(DomainError, match=f"{typed} is nobody’s own"):
        cleaned_domain(typed)


def test_confirmation_says_by_whom_when_and_for_which_party(staff, kenya):
    row = confirm_domain(kenya, "Interior.go.ke", note="Note verbale of 3 March", by=staff)
    assert (row.domain, row.with_subdomains, row.note) == ("interior.go.ke", False, "Note verbale of 3 March")
    assert (row.party, row.directory_entry, row.confirmed_by) == (kenya, "state KE", staff)
    assert (row.withdrawn_at, row.withdrawn_by, row.why_withdrawn) == (None, None, "")
    assert str(row) == "interior.go.ke: Kenya"


def test_society_and_component_have_theirs_too(staff):
    society = NationalSociety.objects.get(state__iso2="KE")
    component = Component.objects.get(code="IFRC")
    assert confirm_domain(society, "redcross.or.ke", by=staff).directory_entry == "national_society KE"
    assert confirm_domain(component, "ifrc.org", by=staff).directory_entry == "component IFRC"


def test_two_parties_may_share_a_domain_and_one_has_it_once(staff, kenya):
    confirm_domain(kenya, "example.int", by=staff)
    confirm_domain(NationalSociety.objects.get(state=kenya), "example.int", by=staff)
    with pytest.raises(DomainError, match=r"example\.int is confirmed for Kenya already"):
        confirm_domain(kenya, "Example.int", with_subdomains=True, by=staff)
    assert ConfirmedDomain.objects.count() == 2


def test_withdrawal_keeps_the_row_and_can_be_followed_by_another(staff, kenya):
    row = confirm_domain(kenya, "interior.go.ke", by=staff)
    withdraw_domain(row, why="The ministry has another name", by=staff)
    assert (row.withdrawn_by, row.why_withdrawn) == (staff, "The ministry has another name")
    assert row.withdrawn_at
    assert row.withdrawn_at > row.confirmed_at
    confirm_domain(kenya, "interior.go.ke", by=staff)
    assert ConfirmedDomain.objects.filter(domain="interior.go.ke").count() == 2


def test_withdrawal_needs_a_reason_and_is_done_once(staff, kenya):
    row = confirm_domain(kenya, "interior.go.ke", by=staff)
    with pytest.raises(DomainError, match="Write why"):
        withdraw_domain(row, why="  ", by=staff)
    with pytest.raises(TextRefusedError):
        withdraw_domain(row, why="x" * 301, by=staff)
    withdraw_domain(row, why="A mistake", by=staff)
    with pytest.raises(DomainError, match="Somebody has withdrawn it already"):
        withdraw_domain(row, why="Another mistake", by=staff)
    assert ConfirmedDomain.objects.get().why_withdrawn == "A mistake"


@pytest.mark.both
@pytest.mark.parametrize("changes", [{"state": None}, {"component_id": 1}, {"why_withdrawn": "A mistake"}])
def test_database_refuses_a_row_of_no_party_or_two_and_one_that_is_half_ended(staff, kenya, changes):
    confirm_domain(kenya, "interior.go.ke", by=staff)
    if "component_id" in changes:
        changes = {"component_id": Component.objects.get(code="ICRC").pk}
    with pytest.raises(IntegrityError), transaction.atomic():
        ConfirmedDomain.objects.update(**changes)
