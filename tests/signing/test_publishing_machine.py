"""A random walk through what happens to an open pledge once it is handed in, against a small model of it.

Parties agree to publication and take that back, drafters publish and take back, further parties join, with their
consent to be named or without, and the list closes and opens. Nothing is ever read, and nobody named, without consent.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from commitments import access, document
from commitments.drafting.editing.write import WrongStateError
from commitments.models import Actor, Attempt, Invitation, Pledge, Revision
from commitments.signing import closing, publishing
from commitments.signing.admission import CannotJoinError
from commitments.signing.closing import change_day, close
from commitments.signing.joining import confirm
from commitments.signing.publishing import allow_publication, take_back, take_back_consent, taken_back_at
from commitments.signing.submitting import publish
from commitments.trail.record import verify
from tests.factories import asked_to_join, give_signature, make_member, opened, signatory, the_round

CODES = ("UG", "RW", "SS", "TZ", "ET")
WALKS = settings(
    max_examples=8, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)


class Walk(RuleBasedStateMachine):
    """Two parties, a drafter, and who joins, at random."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        Attempt.objects.all().delete()
        self.pledge = opened().revision.pledge
        self.by = Actor(user=make_member("drafter", self.pledge.organisation))
        self.consents = [False, False]
        self.joined: list[bool] = []
        self.is_published, self.was_taken_back, self.is_closed = False, False, False

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def now(self) -> Pledge:
        return Pledge.objects.select_related("model_text", "organisation").get(pk=self.pledge.pk)

    def expect(self, refusal: type[Exception] | None, verb: Callable[[], object]) -> bool:
        Attempt.objects.all().delete()
        if refusal is None:
            verb()
            return True
        with pytest.raises(refusal):
            verb()
        return False

    @rule(place=st.integers(0, 1))
    def allow(self, place: int) -> None:
        request = the_round(self.pledge).named[place]
        allow_publication(request, by=signatory(request))
        self.consents[place] = True

    @rule(place=st.integers(0, 1))
    def forbid(self, place: int) -> None:
        request = the_round(self.pledge).named[place]
        take_back_consent(request, by=signatory(request))
        if self.is_published and self.consents[place]:
            self.is_published, self.was_taken_back = False, True
        self.consents[place] = False

    @rule()
    def allow_all_and_publish(self) -> None:
        for place in (0, 1):
            self.allow(place)
        self.publish()

    @rule()
    def publish(self) -> None:
        refusal = None if all(self.consents) else WrongStateError
        if self.expect(refusal, lambda: publish(self.now(), by=self.by)):
            self.is_published, self.was_taken_back = True, False

    @rule()
    def unpublish(self) -> None:
        refusal = None if self.is_published else WrongStateError
        if self.expect(refusal, lambda: take_back(self.now(), by=self.by)):
            self.is_published, self.was_taken_back = False, True

    @rule(is_named=st.booleans())
    def join(self, is_named: bool) -> None:
        number = len(self.joined)
        if number == len(CODES):
            return

        def joins() -> None:
            email = f"further{number}@example.org"
            request = asked_to_join(the_round(self.pledge), code=CODES[number], email=email, name=f"Name {number}")
            give_signature(confirm(request, by=self.by), may_publish=is_named)

        if self.expect(CannotJoinError if self.is_closed else None, joins):
            self.joined.append(is_named)

    @rule(place=st.integers(0, 4), is_named=st.booleans())
    def say_otherwise(self, place: int, is_named: bool) -> None:
        """A further party changes its mind on being named."""
        later = the_round(self.pledge).later
        if place < len(later):
            verb = allow_publication if is_named else take_back_consent
            verb(later[place], by=signatory(later[place]))
            self.joined[place] = is_named

    @rule()
    def let_links_grow_too_old(self) -> None:
        """Who signed speaks for their party all the same."""
        Invitation.objects.filter(pledge=self.pledge).update(expires_at=timezone.now() - timedelta(days=1))

    @rule()
    def close_the_list(self) -> None:
        if self.expect(WrongStateError if self.is_closed else None, lambda: close(self.now(), by=self.by)):
            self.is_closed = True

    @rule(days=st.integers(1, 60))
    def choose_another_day(self, days: int) -> None:
        change_day(self.now(), until=timezone.now().date() + timedelta(days=days), by=self.by)
        self.is_closed = False

    @invariant()
    def nobody_reads_or_is_named_without_consent(self) -> None:
        revision = Revision.objects.select_related("pledge", "circulation").get(pledge=self.pledge)
        assert access.is_published(revision) == self.is_published
        assert not self.is_published or all(self.consents)
        assert (taken_back_at(revision) is not None) == (self.was_taken_back and not self.is_published)
        public = document.of_revision(revision, status=revision.pledge.status, is_public=True)
        assert public.seal
        shown = [f"Name {number}" for number, is_named in enumerate(self.joined) if is_named]
        outside = the_round(self.pledge).parties_shown_to("reader@example.org")
        assert [party.signature_requests[0].name for party in outside if party.is_later] == shown
        assert [signed.name for signed in public.seal.later] == shown
        signing_round = the_round(self.pledge)
        assert (len(signing_round.later), signing_round.not_shown) == (len(self.joined), len(self.joined) - len(shown))
        assert self.now().takes_further_parties != self.is_closed

    @invariant()
    def trail_holds(self) -> None:
        assert list(verify(self.now())) == []


@pytest.mark.random
@pytest.mark.django_db
def test_walks_never_publish_or_name_without_consent():
    run_state_machine_as_test(Walk, settings=WALKS)


def naively(*_args: object, **_more: object) -> None:
    """What a careless service would do: nothing."""


@pytest.mark.random
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("module", "name"), [(publishing, "_end_publication"), (publishing, "record"), (closing, "record")]
)
def test_walks_find_a_service_that_is_careless(monkeypatch, module, name):
    """The control: without one of its parts, a walk ends in what should never be."""
    monkeypatch.setattr(module, name, naively)
    careless = settings(WALKS, phases=[Phase.generate], derandomize=True, database=None)
    with pytest.raises((AssertionError, pytest.fail.Exception, ExceptionGroup)):
        run_state_machine_as_test(Walk, settings=careless)
