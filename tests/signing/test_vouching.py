"""What a signature is worth: who named its signatory, and whether its party has confirmed them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from commitments.models import (
    Actor,
    Component,
    ConfirmedDomain,
    JoinRequest,
    NationalSociety,
    Party,
    Pledge,
    Signature,
    SignatureRequest,
    State,
    User,
    rounds,
)
from commitments.people.domains import confirm_domain, withdraw_domain
from commitments.signing import joining, proposing
from commitments.signing.answering import note_read, send_code, sign
from commitments.signing.ending import reopen
from commitments.signing.replacing import Successor, replace_signatory
from commitments.signing.vouching import Confirmation, confirmations
from commitments.trail.record import verify
from tests.factories import (
    add_member,
    add_party,
    agreed,
    asked_to_join,
    circulated,
    give_signature,
    mailed_code,
    make_member,
    make_organisation,
    make_ready,
    make_user,
    opened,
    signatory,
    the_round,
)

pytestmark = pytest.mark.django_db

NONE = Confirmation()


@pytest.fixture
def staff(db) -> User:
    return make_user("staff@example.org", is_staff=True)


@pytest.fixture
def confirm(staff):
    """Confirm a domain for a party of the directory, by its kind and code."""

    def confirmed(kind: str, code: str, domain: str, **fields: Any) -> ConfirmedDomain:
        party = {
            "state": lambda: State.objects.get(iso2=code),
            "national_society": lambda: NationalSociety.objects.get(state__iso2=code),
            "component": lambda: Component.objects.get(code=code),
        }[kind]()
        return confirm_domain(party, domain, by=staff, **fields)

    return confirmed


def signed(email: str = "jonas@interior.go.ke", pledge: Pledge | None = None, *, kind: str = "state") -> Signature:
    """The signature that somebody gives for Kenya's Government, or for its Society, with a code to their address."""
    pledge = pledge or make_ready(make_organisation("Kenya Red Cross Society"))
    pledge.parties.filter(kind=kind).update(signatory_email=email)
    found = circulated(pledge)
    return give_signature(next(asked for asked in found.signature_requests if asked.email == email))


def today(signature: Signature) -> Confirmation:
    """How the signature's party stands to it, seen from today."""
    asked = rounds.of_revision(signature.revision).signed
    return confirmations(signature.revision, asked)[signature.signature_request_id]


def own_signature(user: User, email: str, organisation: Any = None, method: str = "") -> Signature:
    """The signature that a person of the drafting organisation gives with their account, at this address now."""
    pledge = make_ready(organisation or user.organisations.get())
    User.objects.filter(pk=user.pk).update(email=email)
    pledge.parties.filter(kind="national_society").update(signatory_email=email)
    asked = next(each for each in circulated(pledge).signature_requests if each.email == email)
    by, seen = Actor(user=User.objects.get(pk=user.pk)), asked.circulation.revision.digest
    note_read(asked, seen=seen, by=by)
    return sign(asked, seen=seen, name=asked.name, title=asked.title, is_proven=True, proof=method, by=by)


# What is kept


def test_signature_keeps_what_it_is_worth_as_it_is_given():
    signature = signed()
    assert (signature.method, signature.directory_entry) == ("code", "state KE")
    assert (signature.named_by, signature.drafter) == ("drafter", "Kenya Red Cross Society")
    assert signature.vouched_by == ""
    assert Signature.objects.get().directory_entry == "state KE"
    assert verify(signature.revision.pledge) == []


def test_name_of_the_organisation_is_that_of_the_day():
    signature = signed()
    organisation = signature.revision.pledge.organisation
    organisation.name = "Kenya Red Cross"
    organisation.save()
    assert Signature.objects.get().drafter == "Kenya Red Cross Society"


@pytest.mark.both
@pytest.mark.parametrize(
    ("kind", "code", "entry"),
    [
        ("state", "UG", "state UG"),
        ("national_society", "UG", "national_society UG"),
        ("component", "ICRC", "component ICRC"),
    ],
)
def test_every_entry_of_the_directory_is_named(confirm, kind, code, entry):
    confirm(kind, code, "example.int")
    pledge = make_ready()
    add_party(pledge, kind, code, signatory_name="Ruth Okello", signatory_email="ruth@example.int")
    signature = signed("ruth@example.int", pledge, kind="none")
    assert (signature.directory_entry, signature.vouched_by) == (entry, "domain")
    assert today(signature) == Confirmation("domain", "example.int")


def test_observer_has_no_entry_and_is_never_confirmed(confirm):
    confirm("state", "KE", "relief.example.int")
    pledge = make_ready()
    add_party(pledge, "observer", name="Kenya", signatory_name="Mo Ali", signatory_email="mo@relief.example.int")
    signature = signed("mo@relief.example.int", pledge, kind="none")
    assert (signature.directory_entry, signature.vouched_by) == ("", "")
    assert today(signature) == NONE


def test_authority_of_a_state_is_confirmed_by_a_domain_of_the_state(confirm):
    confirm("state", "UG", "health.go.ug")
    pledge = make_ready()
    fields = {"signatory_name": "Ruth Okello", "signatory_email": "ruth@health.go.ug"}
    add_party(pledge, "state", "UG", name="Ministry of Health of Uganda", **fields)
    assert signed("ruth@health.go.ug", pledge, kind="none").vouched_by == "domain"


def test_further_party_named_its_signatory_itself(confirm):
    confirm("state", "UG", "health.go.ug")
    found = opened()
    by = Actor(user=make_member("drafter", found.revision.pledge.organisation))
    signature = give_signature(joining.confirm(asked_to_join(found, email="ruth@health.go.ug"), by=by))
    assert (signature.named_by, signature.directory_entry) == ("party", "state UG")
    assert today(signature) == Confirmation("domain", "health.go.ug")


def test_further_observer_has_no_entry():
    found = opened()
    JoinRequest.objects.filter(pk=asked_to_join(found).pk).update(kind="observer", state=None, party="Relief")
    by = Actor(user=make_member("drafter", found.revision.pledge.organisation))
    signature = give_signature(joining.confirm(JoinRequest.objects.get(), by=by))
    assert (signature.named_by, signature.directory_entry, today(signature)) == ("asker", "", NONE)


@pytest.mark.parametrize(
    ("email", "confirmed", "named_by"),
    [
        ("ruth@gmail.com", "health.go.ug", "asker"),
        ("ruth@health.go.ug", "interior.go.ug", "asker"),
        ("ruth@health.go.ug", "health.go.ug", "party"),
    ],
)
def test_who_asks_to_join_speaks_for_the_party_with_an_address_of_its_own_alone(confirm, email, confirmed, named_by):
    confirm("state", "UG", confirmed)
    found = opened()
    by = Actor(user=make_member("drafter", found.revision.pledge.organisation))
    signature = give_signature(joining.confirm(asked_to_join(found, email=email), by=by))
    assert signature.named_by == named_by
    signature.revision.pledge.refresh_from_db()
    assert verify(signature.revision.pledge) == []


SUCCESSOR = Successor("Moses Ali", "Director", "moses@example.org")


@pytest.mark.parametrize(
    ("email", "who", "named_by"),
    [
        ("ruth@gmail.com", "signatory", "asker"),
        ("ruth@health.go.ug", "signatory", "party"),
        ("ruth@gmail.com", "drafter", "drafter"),
        ("ruth@health.go.ug", "drafter", "drafter"),
    ],
)
def test_successor_of_who_asked_to_join_was_named_by_whoever_named_them(confirm, email, who, named_by):
    confirm("state", "UG", "health.go.ug")
    found = opened()
    by = Actor(user=make_member("drafter", found.revision.pledge.organisation))
    asked = joining.confirm(asked_to_join(found, email=email), by=by)
    new = replaced_by(who, asked, SUCCESSOR, by)
    assert give_signature(new).named_by == named_by


def test_whom_a_drafter_named_for_a_further_party_makes_nobody_its_choice():
    found = opened()
    by = Actor(user=make_member("drafter", found.revision.pledge.organisation))
    asked = joining.confirm(asked_to_join(found, email="ruth@gmail.com"), by=by)
    accomplice = replaced_by("drafter", asked, SUCCESSOR, by)
    last = replaced_by("signatory", accomplice, Successor("The Minister", "", "minister@gmail.com"), by)
    assert give_signature(last).named_by == "drafter"


def replaced_by(who: str, asked: SignatureRequest, successor: Successor, by: Actor) -> SignatureRequest:
    """The request to who is to sign in somebody's place: whom they propose and a drafter confirms, or names."""
    if who == "drafter":
        return replace_signatory(asked, successor, reason="They left.", by=by)
    return proposing.confirm(proposing.propose(asked, successor, reason="I leave.", by=signatory(asked)), by=by)


# Domains


@pytest.mark.parametrize(
    ("domain", "with_subdomains", "vouches"),
    [
        ("interior.go.ke", False, True),
        ("interior.go.ke", True, True),
        ("go.ke", True, True),
        ("go.ke", False, False),
        ("mail.interior.go.ke", True, False),
        ("health.go.ke", True, False),
        ("rior.go.ke", True, False),
    ],
)
def test_domain_vouches_for_its_own_addresses_and_for_those_beneath_it_where_that_is_said(
    confirm, domain, with_subdomains, vouches
):
    confirm("state", "KE", domain, with_subdomains=with_subdomains)
    signature = signed()
    assert signature.vouched_by == ("domain" if vouches else "")
    assert today(signature) == (Confirmation("domain", domain) if vouches else NONE)


def test_domain_in_another_script_vouches_however_the_address_is_written(confirm):
    row = confirm("state", "KE", "وزارة.example")
    assert row.domain == "xn--mgbexc3i.example"
    assert signed("jonas@xn--mgbexc3i.example").vouched_by == "domain"


@pytest.mark.parametrize(("kind", "code"), [("national_society", "KE"), ("state", "UG"), ("component", "ICRC")])
def test_domain_of_another_party_vouches_for_nothing(confirm, kind, code):
    confirm(kind, code, "interior.go.ke")
    signature = signed()
    assert (signature.vouched_by, today(signature)) == ("", NONE)


def test_domain_that_is_confirmed_later_vouches_from_then_on(confirm):
    signature = signed()
    assert today(signature) == NONE
    row = confirm("state", "KE", "interior.go.ke")
    assert today(signature) == Confirmation("domain", "interior.go.ke", since=row.confirmed_at)
    assert Signature.objects.get().vouched_by == ""


def test_domain_that_is_withdrawn_vouches_no_more(confirm, staff):
    row = confirm("state", "KE", "interior.go.ke")
    first = signed()
    withdraw_domain(row, why="The ministry has another name", by=staff)
    second = signed()
    assert (first.vouched_by, second.vouched_by) == ("domain", "")
    assert today(first) == Confirmation("withdrawn", "interior.go.ke", until=row.withdrawn_at)
    assert today(second) == NONE
    assert [today(each).holds for each in (first, second)] == [False, False]


def test_domain_that_was_confirmed_after_signing_and_withdrawn_says_nothing(confirm, staff):
    signature = signed()
    withdraw_domain(confirm("state", "KE", "interior.go.ke"), why="A mistake", by=staff)
    assert today(signature) == NONE


def test_domain_that_is_confirmed_anew_vouches_again(confirm, staff):
    withdraw_domain(confirm("state", "KE", "interior.go.ke"), why="A mistake", by=staff)
    unvouched = signed()
    row = confirm("state", "KE", "interior.go.ke")
    vouched = signed()
    assert today(unvouched) == Confirmation("domain", "interior.go.ke", since=row.confirmed_at)
    assert today(vouched) == Confirmation("domain", "interior.go.ke")


def test_signature_that_was_vouched_for_stays_so_while_any_domain_covers_it(confirm, staff):
    row = confirm("state", "KE", "interior.go.ke")
    signature = signed()
    confirm("state", "KE", "go.ke", with_subdomains=True)
    withdraw_domain(row, why="go.ke is enough", by=staff)
    assert today(signature) == Confirmation("domain", "go.ke")


# Who is known from earlier


def test_account_that_signed_with_a_confirmed_address_before_is_known(confirm):
    confirm("national_society", "KE", "redcross.or.ke")
    user = make_member("signatory", make_organisation("Kenya Red Cross Society"))
    assert own_signature(user, "sara@redcross.or.ke").vouched_by == "domain"
    later = own_signature(user, "sara@gmail.com")
    assert (later.vouched_by, today(later)) == ("known", Confirmation("known"))
    assert today(later).holds


def test_who_was_known_is_no_longer_once_the_domain_is_withdrawn_that_vouched_for_it(confirm, staff):
    row = confirm("national_society", "KE", "redcross.or.ke")
    user = make_member("signatory", make_organisation("Kenya Red Cross Society"))
    own_signature(user, "sara@redcross.or.ke")
    later = own_signature(user, "sara@gmail.com")
    withdraw_domain(row, why="It was sold", by=staff)
    assert today(later) == Confirmation("withdrawn", "redcross.or.ke", until=row.withdrawn_at)
    assert not today(later).holds
    confirm("national_society", "KE", "redcross.or.ke")
    assert today(later) == Confirmation("known")


def test_who_was_known_stays_so_by_another_earlier_address_alone(confirm, staff):
    first = confirm("national_society", "KE", "redcross.or.ke")
    confirm("national_society", "KE", "krcs.or.ke")
    user = make_member("signatory", make_organisation("Kenya Red Cross Society"))
    for email in ("sara@redcross.or.ke", "sara@krcs.or.ke"):
        own_signature(user, email)
    later = own_signature(user, "sara@gmail.com")
    withdraw_domain(first, why="It was sold", by=staff)
    assert today(later) == Confirmation("known")


def test_signature_given_afterwards_makes_nobody_known_who_was(confirm, staff):
    row = confirm("national_society", "KE", "redcross.or.ke")
    user = make_member("signatory", make_organisation("Kenya Red Cross Society"))
    own_signature(user, "sara@redcross.or.ke")
    later = own_signature(user, "sara@gmail.com")
    confirm("national_society", "KE", "krcs.or.ke")
    own_signature(user, "sara@krcs.or.ke")
    withdraw_domain(row, why="It was sold", by=staff)
    assert today(later).kind == "withdrawn"


def test_account_is_known_by_no_signature_for_another_party(confirm):
    confirm("national_society", "KE", "redcross.or.ke")
    confirm("national_society", "UG", "redcross.or.ke")
    user = make_member("signatory", make_organisation("Kenya Red Cross Society"))
    own_signature(user, "sara@redcross.or.ke")
    pledge = make_ready(user.organisations.get())
    uganda = NationalSociety.objects.get(state__iso2="UG")
    Party.objects.filter(pledge=pledge, kind="national_society").update(national_society=uganda)
    User.objects.filter(pk=user.pk).update(email="sara@gmail.com")
    user.refresh_from_db()
    pledge.parties.filter(kind="national_society").update(signatory_email="sara@gmail.com")
    asked = next(each for each in circulated(pledge).signature_requests if each.email == "sara@gmail.com")
    assert give_signature(asked, by=Actor(user=user)).vouched_by == ""


def test_earlier_signatures_that_nothing_vouches_for_vouch_for_nothing():
    """However many a drafter's own pledges are."""
    user = make_member("signatory", make_organisation("Kenya Red Cross Society"))
    assert [own_signature(user, "sara@gmail.com").vouched_by for _time in range(3)] == [""] * 3


def test_who_is_known_makes_nobody_known(confirm, staff):
    row = confirm("national_society", "KE", "redcross.or.ke")
    user = make_member("signatory", make_organisation("Kenya Red Cross Society"))
    own_signature(user, "sara@redcross.or.ke")
    assert own_signature(user, "sara@gmail.com").vouched_by == "known"
    withdraw_domain(row, why="It was sold", by=staff)
    assert own_signature(user, "sara@gmail.com").vouched_by == ""


def test_guest_with_the_same_address_is_not_known_once_its_domain_is_withdrawn(confirm, staff):
    """Whoever has the domain now has the address."""
    row = confirm("state", "KE", "interior.go.ke")
    assert signed().vouched_by == "domain"
    withdraw_domain(row, why="It was sold", by=staff)
    assert signed().vouched_by == ""


def test_other_account_of_the_organisation_is_not_known(confirm):
    confirm("national_society", "KE", "redcross.or.ke")
    organisation = make_organisation("Kenya Red Cross Society")
    own_signature(make_member("signatory", organisation), "sara@redcross.or.ke")
    other = make_user("other@example.org")
    add_member(organisation, other, "signatory")
    assert own_signature(other, "other@gmail.com", organisation).vouched_by == ""


def test_earlier_signature_counts_though_its_text_was_reopened(confirm):
    """What a person proved stays proven."""
    confirm("national_society", "KE", "redcross.or.ke")
    user = make_member("signatory", make_organisation("Kenya Red Cross Society"))
    pledge = own_signature(user, "sara@redcross.or.ke").revision.pledge
    reopen(pledge, reason="A wrong year", by=Actor(user=make_member("drafter", pledge.organisation)))
    assert own_signature(user, "sara@gmail.com").vouched_by == "known"


# How identity was proven


@pytest.mark.parametrize("method", ["account", "second", "passkey", "sso"])
def test_signature_with_an_account_says_how_that_was_proven(method):
    user = make_member("signatory", make_organisation("Kenya Red Cross Society"))
    assert own_signature(user, "sara@redcross.or.ke", method=method).method == method


def test_signature_with_a_code_says_so_whatever_the_account_proved():
    pledge = make_ready()
    user = make_member("signatory", pledge.organisation, email="sara@example.org")
    asked = next(each for each in circulated(pledge).signature_requests if each.email == user.email)
    by, seen = Actor(user=user), asked.circulation.revision.digest
    note_read(asked, seen=seen, by=by)
    send_code(asked, seen=seen, by=by)
    code = mailed_code(user.email)
    signature = sign(asked, seen=seen, name=asked.name, title=asked.title, code=code, proof="passkey", by=by)
    assert signature.method == "code"


# How much it takes


def test_confirmations_take_two_queries_for_any_number(confirm, django_assert_num_queries):
    confirm("state", "KE", "example.org")
    found = opened()
    by = Actor(user=make_member("drafter", found.revision.pledge.organisation))
    for code in ("UG", "RW"):
        give_signature(joining.confirm(asked_to_join(found, code=code, email=f"{code.lower()}@example.org"), by=by))
    found = the_round(found.revision.pledge)
    with django_assert_num_queries(2):
        told = confirmations(found.revision, found.signed)
    assert [each.kind for each in told.values()] == ["domain", "", "", ""]


def test_signing_asks_once_more_than_before(django_assert_max_num_queries):
    found = circulated()
    asked = next(each for each in found.signature_requests if each.email == "jonas@example.org")
    by, seen = signatory(asked), asked.circulation.revision.digest
    note_read(asked, seen=seen, by=by)
    send_code(asked, seen=seen, by=by)
    with django_assert_max_num_queries(60) as queries:
        sign(asked, seen=seen, name=asked.name, title=asked.title, code=mailed_code(asked.email), by=by)
    assert len([each for each in queries if "confirmeddomain" in each["sql"]]) == 1


def test_old_signature_is_confirmed_by_what_its_text_names(confirm):
    """One from before it was kept for whom it was: it has none of the columns."""
    found = agreed()
    asked = found.named[0]
    old = Signature(pk=1, email="jonas@example.org", at=timezone.now() - timedelta(days=400), method="code")
    asked.signature = old
    row = confirm("state", "KE", "example.org")
    told = confirmations(found.revision, [asked])
    assert told == {asked.pk: Confirmation("domain", "example.org", since=row.confirmed_at)}
