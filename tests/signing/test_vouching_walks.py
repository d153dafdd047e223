"""Random orders of confirming, withdrawing and signing, against a small model of what vouches for a signature.

The control: without one of the guards, some order ends in a signature that is vouched for and should not be.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from commitments.models import Actor, ConfirmedDomain, PartyKind, Revision, Signature, SignatureRequest, State, User
from commitments.people.domains import DomainError, confirm_domain, withdraw_domain
from commitments.signing import vouching
from commitments.signing.vouching import worth
from tests.factories import circulated, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.random]

DOMAINS = ("go.ke", "interior.go.ke", "mail.interior.go.ke", "ministry.ug")
STEPS = st.one_of(
    st.tuples(st.just("confirm"), st.sampled_from(["KE", "UG"]), st.sampled_from(DOMAINS), st.booleans()),
    st.tuples(st.just("withdraw"), st.sampled_from(["KE", "UG"]), st.sampled_from(DOMAINS)),
    st.tuples(st.just("sign"), st.sampled_from([*DOMAINS, "gmail.com"]), st.booleans()),
)
WALKS = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)


@dataclass
class Model:
    """What stands, and with which domains the one account has signed for Kenya."""

    confirmed: dict[tuple[str, str], bool] = field(default_factory=dict)
    """By country and domain, whether those beneath it count, too"""
    signed_at: set[str] = field(default_factory=set)

    def confirms(self, domain: str) -> bool:
        return any(
            code == "KE" and (domain == known or (beneath and domain.endswith(f".{known}")))
            for (code, known), beneath in self.confirmed.items()
        )

    def vouches(self, domain: str, has_account: bool) -> str:
        if self.confirms(domain):
            return "domain"
        return "known" if has_account and any(self.confirms(known) for known in self.signed_at) else ""


@pytest.fixture
def asked() -> SignatureRequest:
    """Who signs for Kenya's Government is asked to."""
    return next(each for each in circulated().signature_requests if each.email == "jonas@example.org")


@pytest.fixture
def people() -> tuple[User, User]:
    """Somebody of the secretariat, and a signatory with an account."""
    return make_user("staff@example.org", is_staff=True), make_user("jonas@example.org")


def walk(steps: list[tuple[Any, ...]], asked: SignatureRequest, people: tuple[User, User]) -> None:
    """Take the steps, each as the model expects it; then undo them."""
    staff, user = people
    model, revision = Model(), asked.circulation.revision
    with transaction.atomic():
        for verb, *said in steps:
            if verb == "confirm":
                confirm(model, *said, by=staff)
            elif verb == "withdraw":
                withdraw(model, *said, by=staff)
            else:
                sign(model, *said, revision=revision, asked=asked, user=user)
        transaction.set_rollback(True)


def confirm(model: Model, code: str, domain: str, beneath: bool, *, by: User) -> None:
    state = State.objects.get(iso2=code)
    if (code, domain) in model.confirmed:
        with pytest.raises(DomainError):
            confirm_domain(state, domain, with_subdomains=beneath, by=by)
        return
    confirm_domain(state, domain, with_subdomains=beneath, by=by)
    model.confirmed[code, domain] = beneath


def withdraw(model: Model, code: str, domain: str, *, by: User) -> None:
    row = ConfirmedDomain.objects.filter(state__iso2=code, domain=domain).order_by("pk").last()
    if not row:
        return
    if model.confirmed.pop((code, domain), None) is None:
        with pytest.raises(DomainError):
            withdraw_domain(row, why="Again", by=by)
        return
    withdraw_domain(row, why="It is theirs no longer", by=by)


def sign(
    model: Model, domain: str, has_account: bool, *, revision: Revision, asked: SignatureRequest, user: User
) -> None:
    """Give a signature as signing does, once more for the same request: it takes no other path through vouching."""
    asked.email = f"jonas@{domain}"
    by = Actor(user=user) if has_account else Actor(name="Jonas Weber", address=asked.email)
    kept = worth(revision, asked, by)
    assert kept["vouched_by"] == model.vouches(domain, has_account)
    if has_account:
        again = SignatureRequest.objects.get(pk=asked.pk)
        again.pk, again.invitation, again.position = None, None, SignatureRequest.objects.count()
        again.party_key = f"again-{again.position}"
        again.save()
        Signature.objects.create(
            revision=revision,
            signature_request=again,
            party_key=again.party_key,
            party=asked.party,
            name=asked.name,
            email=asked.email,
            statement="I agree.",
            digest=revision.digest,
            method="account",
            by=user,
            **kept,
        )
        model.signed_at.add(domain)


def test_nothing_vouches_but_what_the_secretariat_has_confirmed(asked, people):
    @WALKS
    @given(st.lists(STEPS, max_size=14))
    def walks(steps):
        walk(steps, asked, people)

    walks()


@pytest.mark.parametrize(
    ("owner", "name", "careless"),
    [
        (ConfirmedDomain, "covers", lambda _row, _domain: True),
        (vouching, "_is_confirmed", lambda _entry, _domains: True),
        (vouching, "COLUMNS", {PartyKind.STATE: "state__iso2__gte"}),  # UG, too
    ],
    ids=["any domain", "no confirmation", "any party"],
)
def test_walks_find_vouching_that_is_careless(monkeypatch, asked, people, owner, name, careless):
    monkeypatch.setattr(owner, name, careless)

    @settings(WALKS, phases=[Phase.generate], derandomize=True, database=None)
    @given(st.lists(STEPS, min_size=4, max_size=14))
    def walks(steps):
        walk(steps, asked, people)

    with pytest.raises((AssertionError, ExceptionGroup)):
        walks()
