"""Random orders of proposing, naming and correcting, against a small model of who has named a signatory.

The control: without one of the guards, some order makes somebody the choice of a party that has not chosen them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from commitments.models import Actor, SignatureRequest, State
from commitments.people.domains import confirm_domain
from commitments.signing import joining, proposing, vouching
from commitments.signing.correcting import CannotCorrectError, correct_address
from commitments.signing.replacing import Successor, replace_signatory
from commitments.signing.vouching import worth
from commitments.trail.record import verify
from tests.factories import asked_to_join, circulated, make_user, opened, signatory

pytestmark = [pytest.mark.django_db, pytest.mark.random]

OWN, OTHER = "health.go.example", "gmail.com"
STEPS = st.tuples(st.sampled_from(["propose", "name", "correct"]), st.sampled_from([OWN, OTHER]))
WALKS = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
NAMES = [f"{first} {last}" for first in ("Amal", "Bruno", "Chidi") for last in ("Adeyemi", "Brown", "Castro")]


@dataclass
class Model:
    """Who has named whoever signs now, and what they might say themselves."""

    named_by: str
    domain: str
    is_asker: bool
    """Whether they asked to join themselves"""

    @property
    def word(self) -> str:
        """Whose choice it is whom they propose."""
        if self.domain == OWN:
            return "party"
        return "asker" if self.is_asker else "drafter"


World = Callable[[str], tuple[SignatureRequest, Model]]


def of_the_text(domain: str) -> tuple[SignatureRequest, Model]:
    """Who signs for Kenya's Government, which the text names."""
    asked = circulated().signature_requests[0]
    correct_address(asked, f"jonas@{domain}", by=owner(asked))
    confirm_domain(State.objects.get(iso2="KE"), OWN, by=make_user(is_staff=True))
    return SignatureRequest.objects.get(pk=asked.pk), Model("drafter", domain, is_asker=False)


def who_joins(domain: str) -> tuple[SignatureRequest, Model]:
    """Who has asked to sign for Uganda's Government."""
    found = opened()
    confirm_domain(State.objects.get(iso2="UG"), OWN, by=make_user(is_staff=True))
    by = Actor(user=found.revision.by)
    asked = joining.confirm(asked_to_join(found, email=f"ruth@{domain}"), by=by)
    return asked, Model("party" if domain == OWN else "asker", domain, is_asker=True)


def owner(asked: SignatureRequest) -> Actor:
    return Actor(user=asked.circulation.revision.by)


def walk(steps: list[tuple[str, str]], asked: SignatureRequest, model: Model) -> None:
    """Take the steps, and ask after each who would be said to have named the signatory; then undo them."""
    with transaction.atomic():
        check(asked, model)
        for number, (verb, where) in enumerate(steps):
            email = f"somebody{number}@{where}"
            asked = {"propose": propose, "name": name, "correct": correct}[verb](asked, model, email, NAMES[number])
            model.domain = asked.email.rpartition("@")[2]
            check(asked, model)
        assert list(verify(asked.circulation.revision.pledge)) == []
        transaction.set_rollback(True)


def check(asked: SignatureRequest, model: Model) -> None:
    asked = SignatureRequest.objects.select_related("circulation__revision__pledge__organisation").get(pk=asked.pk)
    revision = asked.circulation.revision
    assert worth(revision, asked, Actor(name=asked.name, address=asked.email))["named_by"] == model.named_by


def propose(asked: SignatureRequest, model: Model, email: str, called: str) -> SignatureRequest:
    model.named_by, model.is_asker = model.word, False
    proposed = proposing.propose(asked, Successor(called, "", email), reason="I leave.", by=signatory(asked))
    return proposing.confirm(proposed, by=owner(asked))


def name(asked: SignatureRequest, model: Model, email: str, called: str) -> SignatureRequest:
    model.named_by, model.is_asker = "drafter", False
    return replace_signatory(asked, Successor(called, "", email), reason="They left.", by=owner(asked))


def correct(asked: SignatureRequest, model: Model, email: str, _called: str) -> SignatureRequest:
    if model.is_asker:
        with pytest.raises(CannotCorrectError, match="and proved it"):
            correct_address(asked, email, by=owner(asked))
        return asked
    model.named_by = "drafter"
    return correct_address(asked, email, by=owner(asked))


@pytest.mark.parametrize("world", [of_the_text, who_joins])
@pytest.mark.parametrize("domain", [OWN, OTHER])
def test_nobody_is_a_party_s_choice_but_whom_it_has_chosen(world, domain):
    asked, model = world(domain)

    @WALKS
    @given(st.lists(STEPS, max_size=4))
    def walks(steps):
        walk(steps, SignatureRequest.objects.get(pk=asked.pk), replace(model))

    walks()


CARELESS = [
    pytest.param(of_the_text, OWN, "_is_told", lambda *_args, **_by: False, id="who corrected an address"),
    pytest.param(who_joins, OTHER, "_is_confirmed", lambda _entry, _domains: True, id="any address is the party's"),
    pytest.param(of_the_text, OWN, "_is_confirmed", lambda _entry, _domains: False, id="none is"),
]


@pytest.mark.parametrize(("world", "domain", "part", "careless"), CARELESS)
def test_walks_find_naming_that_is_careless(monkeypatch, world, domain, part, careless):
    asked, model = world(domain)
    monkeypatch.setattr(vouching, part, careless)

    @settings(WALKS, phases=[Phase.generate], derandomize=True, database=None)
    @given(st.lists(STEPS, min_size=2, max_size=4))
    def walks(steps):
        walk(steps, SignatureRequest.objects.get(pk=asked.pk), replace(model))

    with pytest.raises((AssertionError, ExceptionGroup)):
        walks()
