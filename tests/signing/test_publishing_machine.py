"""A random walk through what happens to an open pledge that its parties have signed, against a small model of it.

Signatories, one or several of a party, agree to publication and take that back, drafters hand in, publish and take it
back, further parties ask, are admitted and join, with their consent to be named or without, and the list closes and
opens. Nothing is ever read, and nobody named, without consent, and nobody joins whose turn it is not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any, ClassVar
from unittest.mock import patch

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from commitments import access, document
from commitments.drafting.editing.write import WrongStateError
from commitments.models import Actor, Attempt, Invitation, JoinRequest, Pledge, Revision, SignatureRequest, State
from commitments.models.rounds import Round
from commitments.signing import admission, closing, joining, objecting, open_requests, publishing, submitting
from commitments.signing.admission import CannotJoinError
from commitments.signing.closing import change_day, close
from commitments.signing.ending import reopen
from commitments.signing.objecting import request_changes
from commitments.signing.open_requests import NotOpenError
from commitments.signing.publishing import allow_publication, take_back, take_back_consent, taken_back_at
from commitments.signing.submitting import publish, submit
from commitments.text.days import is_over
from commitments.text.limits import TextRefusedError
from commitments.trail.record import verify
from tests.factories import (
    add_party,
    circulated,
    give_signature,
    mailed_code,
    make_member,
    make_pledge,
    signatory,
    the_round,
    write,
)
from tests.signing.forgetting import Forgetful, narrowed

CODES = ("RW", "SS", "ET", "BI", "SO", "DJ", "ER", "MW")
PARTIES = [[(1, 1), (1, 1)], [(1, 2), (1, 1)], [(2, 2), (1, 2)], [(2, 3), (1, 1)]]
"""How many signatories of each party must sign, of how many"""
WHO = ("signatory", "signatory", "signatory", "signatory", "drafter", "another", "who has not come by their link")
WALKS = settings(
    max_examples=8, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)


@dataclass
class Joining:
    """What the model knows of one request to join."""

    code: str
    email: str
    row: JoinRequest
    answer: str = ""
    is_named: bool = False
    has_signed: bool = False
    is_link_over: bool = False

    @property
    def request(self) -> SignatureRequest:
        return SignatureRequest.objects.select_related("circulation__revision__pledge", "invitation").get(
            join_request=self.row
        )


class Walk(RuleBasedStateMachine):
    """Two parties, a drafter, and who joins, at random."""

    forgetful: ClassVar[Forgetful] = Forgetful(())
    """What the walks of a test find to be missing where it was forgotten"""
    asked = Bundle("asked")

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.ahead = timedelta(0)
        moment = timezone.now
        self.clock = patch.object(timezone, "now", lambda: moment() + self.ahead)
        self.clock.start()
        self.consents: dict[str, bool] = {}
        """Who has signed for a party that the text names, and whether they agree to its publication"""
        self.earlier: list[Round] = []
        self.joins: list[Joining] = []
        self.is_published, self.was_taken_back, self.is_closed = False, False, False

    def teardown(self) -> None:
        try:
            assert list(verify(self.now())) == []
        finally:
            self.clock.stop()
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    @initialize(
        parties=st.sampled_from(PARTIES),
        is_open=st.sampled_from([True, True, True, False]),
        hands_in=st.sampled_from(["at once", "at once", "in a second round", "later"]),
    )
    def begin(self, parties: list[tuple[int, int]], is_open: bool, hands_in: str) -> None:
        self.until, self.is_open = self.today() + timedelta(days=30), is_open
        limits: dict[str, Any] = {"openness": "open", "open_until": self.until} if is_open else {}
        self.pledge = make_pledge(title="Protect all migrants", introduction="", **limits)
        self.by = Actor(user=make_member("drafter", self.pledge.organisation))
        write(self.pledge, "objective", "Protect all migrants.")
        for number, (code, (needed, named)) in enumerate(zip(("KE", "UG"), parties, strict=True)):
            people = [
                {"name": f"Signatory {number} {place}", "email": f"signatory{number}{place}@example.org"}
                for place in range(named)
            ]
            add_party(
                self.pledge,
                "state",
                code,
                signatory_name=people[0]["name"],
                signatory_email=people[0]["email"],
                further_signatories=dict(zip(("second", "third"), people[1:], strict=False)),
                signatures_needed=needed,
            )
        self.needed = {f"signatory{number}": needed for number, (needed, _named) in enumerate(parties)}
        self.go_round()
        if hands_in == "in a second round":
            self.reopen_and_send_round_again(place=0)
        elif hands_in == "at once":
            self.hand_in_in_one_go()

    def go_round(self) -> None:
        """Of each party the last ones sign, as many as must."""
        asked = circulated(self.now(), by=self.by.user).signature_requests
        Attempt.objects.all().delete()
        self.consents, self.status = {}, "agreed"
        for party, needed in self.needed.items():
            for request in [each for each in asked if each.email.startswith(party)][-needed:]:
                give_signature(request)
                self.consents[request.email] = False

    def today(self) -> date:
        return timezone.now().date()

    def now(self) -> Pledge:
        return Pledge.objects.select_related("model_text", "organisation").get(pk=self.pledge.pk)

    @property
    def takes_further_parties(self) -> bool:
        is_over = self.is_closed or self.is_day_over
        return self.is_open and self.status == "submitted" and not is_over

    @property
    def is_day_over(self) -> bool:
        return is_over(self.until, timezone.now())

    def expect(self, refusal: type[Exception] | None, verb: Callable[[], object]) -> bool:
        Attempt.objects.all().delete()
        if refusal is None:
            verb()
            return True
        with pytest.raises(refusal) as refused:
            verb()
        self.forgetful.try_without(refused.value, verb)
        return False

    # --- those whom the text names ---

    @rule(days=st.sampled_from([0, -40, 3]))
    def hand_in(self, days: int) -> None:
        """On a day that is over, to come, or right; and say what it is called at the Conference."""
        refusal: type[Exception] | None = None if self.status == "agreed" and not days else WrongStateError
        if days and (self.status == "agreed" or days > 0):
            refusal = TextRefusedError
        on = self.today() + timedelta(days=days)
        if self.expect(refusal, lambda: submit(self.now(), on=on, by=self.by)):
            self.status = "submitted"

    @precondition(lambda self: self.status == "agreed")
    @rule()
    def hand_in_in_one_go(self) -> None:
        """First on days on which it can't have been."""
        for days in (-40, 3, 0):
            self.hand_in(days)

    @precondition(lambda self: self.status == "agreed")
    @rule(place=st.integers(0, 4))
    def reopen_and_send_round_again(self, place: int) -> None:
        """Between two rounds nothing is published and no consent given; in the second, none to the text of the first,
        and nobody joins that.
        """
        self.allow_all_and_publish()
        self.earlier.append(the_round(self.pledge))
        reopen(self.now(), reason="A word is missing.", by=self.by)
        self.status, self.is_published, self.was_taken_back = "draft", False, False
        self.publish()
        self.answer_earlier(place)
        self.go_round()
        self.answer_earlier(place)
        self.hand_in_in_one_go()
        self.ask("at the earlier text")

    @precondition(lambda self: self.earlier)
    @rule(place=st.integers(0, 4))
    def answer_earlier(self, place: int) -> None:
        signed = self.earlier[-1].signed
        request = signed[place % len(signed)]
        for verb in (allow_publication, take_back_consent):
            self.expect(NotOpenError, partial(verb, request, by=signatory(request)))

    @rule(place=st.integers(0, 4), who=st.sampled_from(WHO))
    def allow(self, place: int, who: str) -> None:
        """Also who need not sign, as others of the party have."""
        named = the_round(self.pledge).named
        request = named[place % len(named)]
        can = who == "signatory" and request.email in self.consents
        by = self.actor(request, who)
        if self.expect(None if can else NotOpenError, lambda: allow_publication(request, by=by)):
            self.consents[request.email] = True

    @rule(place=st.integers(0, 4), who=st.sampled_from(WHO))
    def forbid(self, place: int, who: str) -> None:
        """Also by a link that leads nowhere any more: what was said once can be taken back."""
        named = the_round(self.pledge).named
        request = named[place % len(named)]
        can = who not in ("another", "drafter") and request.email in self.consents
        by = self.actor(request, who)
        if self.expect(None if can else NotOpenError, lambda: take_back_consent(request, by=by)):
            if self.is_published and self.consents[request.email]:
                self.is_published, self.was_taken_back = False, True
            self.consents[request.email] = False

    def actor(self, request: SignatureRequest, who: str) -> Actor:
        if who == "drafter":
            return self.by
        if who == "another":
            others = [each for each in the_round(self.pledge).signature_requests if each.email != request.email]
            return signatory(others[0])
        by = signatory(request)
        if who != "signatory" and by.guest:
            Invitation.objects.filter(pk=by.guest.pk).update(confirmed_at=None)
        return by

    @rule()
    def allow_all_and_publish(self) -> None:
        """Too early, as long as one of them is missing, and for others, then as they should."""
        for place in range(len(the_round(self.pledge).named)):
            self.publish()
            for who in ("another", "signatory"):
                self.allow(place, who)
        self.publish()

    @rule(place=st.integers(0, 4))
    def forbid_in_one_go(self, place: int) -> None:
        """For another, who need not sign, and then as one should."""
        for who in ("another", "signatory"):
            self.forbid(place, who)
        for number, asked in enumerate(the_round(self.pledge).named):
            if asked.email not in self.consents:
                self.forbid(number, "signatory")

    @rule()
    def publish(self) -> None:
        can = self.status in ("agreed", "submitted") and all(self.consents.values())
        if self.expect(None if can else WrongStateError, lambda: publish(self.now(), by=self.by)):
            self.is_published, self.was_taken_back = True, False

    @rule()
    def unpublish(self) -> None:
        refusal = None if self.is_published else WrongStateError
        if self.expect(refusal, lambda: take_back(self.now(), by=self.by)):
            self.is_published, self.was_taken_back = False, True

    @rule()
    def let_links_grow_too_old(self) -> None:
        """Who signed speaks for their party all the same."""
        Invitation.objects.filter(pledge=self.pledge).update(expires_at=timezone.now() - timedelta(days=1))
        for join in self.joins:
            join.is_link_over = True

    # --- further parties ---

    @rule(
        target=asked, who=st.sampled_from(["new", "new", "new", "again", "same party", "of the text", "taken", "ours"])
    )
    def ask(self, who: str) -> object:
        """Ask to sign for another party; or for one that is there, or from the address of who is asked for another."""
        number, last = len(self.joins), self.joins[-1] if self.joins else None
        if number == len(CODES):
            return multiple()
        code, email = CODES[number], f"further{number}@example.org"
        if who in ("again", "same party") and last:
            code, email = last.code, last.email if who == "again" else email
        code = "KE" if who == "of the text" else code
        email = {"taken": next(iter(self.consents)), "ours": self.by.email}.get(who, email)
        name, state, text = f"Name {number}", State.objects.get(iso2=code), the_round(self.pledge).revision
        if who == "at the earlier text":
            text = Revision.objects.select_related("pledge__model_text").get(pk=self.earlier[-1].revision.pk)
        is_there = (
            who == "at the earlier text"
            or code == "KE"
            or any(join.code == code and join.is_named for join in self.joins)
        )
        made: list[JoinRequest] = []
        refusal = None if self.takes_further_parties and not is_there else CannotJoinError
        if not self.expect(refusal, lambda: made.append(joining.ask(text, state, name=name, title="", email=email))):
            return multiple()
        row, right = made[0], mailed_code(email)
        waits = any(join.code == code and join.email == email and not join.answer for join in self.joins)
        refusal = CannotJoinError if waits or self.is_taken(email) else None
        wrong = f"{(int(right) + 1) % 10**6:06}"
        assert not joining.prove(row, wrong, origin="192.0.2.10")
        self.expect(CannotJoinError, lambda: joining.confirm(row, by=self.by))
        if not self.expect(refusal, lambda: joining.prove(row, right, origin="192.0.2.10")):
            return multiple()
        self.joins.append(Joining(code, email, JoinRequest.objects.get(pk=row.pk)))
        return self.joins[-1]

    def is_taken(self, email: str) -> bool:
        """Whether somebody signs for another party, or is of the organisation that drafts."""
        admitted = {join.email for join in self.joins if join.answer == "accepted"}
        return email == self.by.email or email.startswith("signatory") or email in admitted

    @rule(join=asked, is_right=st.sampled_from([True, True, False]))
    def answer(self, join: Joining, is_right: bool) -> None:
        is_there = any(other.code == join.code and other.answer == "accepted" for other in self.joins)
        can = not join.answer and (
            not is_right or (self.takes_further_parties and not is_there and not self.is_taken(join.email))
        )
        refusal = None if can else CannotJoinError
        if is_right:
            done = self.expect(refusal, lambda: joining.confirm(join.row, by=self.by))
        else:
            done = self.expect(refusal, lambda: joining.refuse(join.row, reason="Not now.", by=self.by))
        if done:
            join.answer = "accepted" if is_right else "refused"
            join.is_link_over = False

    @rule(join=asked, is_named=st.booleans(), who=st.sampled_from(WHO))
    def join(self, join: Joining, is_named: bool, who: str) -> None:
        """Ask for changes, which a further party can't, then sign."""
        if join.answer != "accepted":
            return
        request, digest = join.request, the_round(self.pledge).revision.digest
        by = signatory(request) if who == "signatory" else self.actor(request, who)
        self.expect(NotOpenError, lambda: request_changes(request, seen=digest, text="Shorter", by=by))
        is_theirs = who == "signatory" and not join.is_link_over
        can = self.takes_further_parties and not join.has_signed and is_theirs
        if self.expect(None if can else NotOpenError, lambda: give_signature(request, by=by, may_publish=is_named)):
            join.has_signed, join.is_named = True, is_named

    @rule(target=asked, is_named=st.booleans())
    def join_in_one_go(self, is_named: bool) -> object:
        """Somebody asks, as do others who can't, and somebody else for the same party; each step is taken twice."""
        join = self.ask("new")
        others = [self.ask(who) for who in ("again", "same party", "of the text", "taken", "ours")]
        if not isinstance(join, Joining):
            return multiple()
        for each in (join, join, *(other for other in others if isinstance(other, Joining))):
            self.answer(each, is_right=True)
        self.answer(join, is_right=False)
        for who in ("another", "signatory", "signatory"):
            self.join(join, is_named=is_named, who=who)
        return join

    @rule(join=asked, is_named=st.booleans(), who=st.sampled_from(WHO))
    def say_otherwise(self, join: Joining, is_named: bool, who: str) -> None:
        """A further party changes its mind on being named, also before it has signed."""
        if join.answer != "accepted":
            return
        request, by = join.request, self.actor(join.request, who)
        is_theirs = who == "signatory" or (not is_named and who not in ("drafter", "another"))
        verb = allow_publication if is_named else take_back_consent
        if self.expect(None if join.has_signed and is_theirs else NotOpenError, lambda: verb(request, by=by)):
            join.is_named = is_named

    @rule()
    def close_the_list(self) -> None:
        refusal = None if self.takes_further_parties else WrongStateError
        if self.expect(refusal, lambda: close(self.now(), by=self.by)):
            self.is_closed = True

    @rule(days=st.sampled_from([-3, 1, 40, 60]))
    def choose_another_day(self, days: int) -> None:
        until, can = self.today() + timedelta(days=days), self.is_open and self.status == "submitted"
        refusal = TextRefusedError if days < 0 else None
        if self.expect(refusal if can else WrongStateError, lambda: change_day(self.now(), until=until, by=self.by)):
            if (until, False) != (self.until, self.is_closed):
                for join in self.joins:
                    join.is_link_over = False
            self.until, self.is_closed = until, False

    @precondition(lambda self: self.takes_further_parties)
    @rule(early=st.booleans(), is_named=st.booleans())
    def close_and_open_again(self, early: bool, is_named: bool) -> None:
        """Who has asked, or may sign, can't go on meanwhile; and nobody else asks."""
        joins = [join for join in (self.ask("new"), self.ask("new")) if isinstance(join, Joining)]
        for join in joins[:1]:
            self.answer(join, is_right=True)
        if early:
            self.close_the_list()
        else:
            self.let_the_day_pass()
        self.close_the_list()
        self.ask("new")
        for join in joins:
            self.answer(join, is_right=True)
            self.join(join, is_named=is_named, who="signatory")
        for days in (-3, 40):
            self.choose_another_day(days)
        for join in joins[1:]:
            self.answer(join, is_right=True)
        for join in joins:
            self.join(join, is_named=is_named, who="signatory")

    @precondition(lambda self: not self.is_day_over)
    @rule()
    def let_the_day_pass(self) -> None:
        self.ahead += self.until - self.today() + timedelta(days=3)
        for join in self.joins:
            join.is_link_over = True

    # --- what always holds ---

    @invariant()
    def nobody_reads_or_is_named_without_consent(self) -> None:
        revision = Revision.objects.select_related("pledge", "circulation").filter(pledge=self.pledge).last()
        assert revision
        assert access.is_published(revision) == self.is_published
        assert not self.is_published or all(self.consents.values())
        assert (taken_back_at(revision) is not None) == (self.was_taken_back and not self.is_published)
        public = document.of_revision(revision, status=revision.pledge.status, is_public=True)
        assert public.seal
        signed = [join for join in self.joins if join.has_signed]
        shown = sorted(join.email for join in signed if join.is_named)
        found = the_round(self.pledge)
        assert [asked.email for asked in found.unpublished] == [
            asked.email for asked in found.named if self.consents.get(asked.email) is False
        ]
        outside = [party for party in found.parties_shown_to("reader@example.org") if party.is_later]
        assert sorted(party.signature_requests[0].email for party in outside) == shown
        assert len(public.seal.later) == len(shown)
        later = [asked for asked in found.later if asked.has_signed]
        assert (len(later), found.not_shown) == (len(signed), len(signed) - len(shown))
        assert self.now().takes_further_parties == self.takes_further_parties


PUBLISHING = narrowed(Walk, "allow_all_and_publish", "forbid_in_one_go", "forbid", "publish", "unpublish")
JOINING = narrowed(
    Walk, "join_in_one_go", "close_and_open_again", "reopen_and_send_round_again", "let_the_day_pass", "hand_in"
)
SERVICES = (publishing, submitting, closing, admission, joining)
FURTHER = {
    "open_requests._why_closed: all of it",
    "objecting._say: current.is_later and (not is_declined)",
}
"""Checks of the services that answer to every text, of further parties alone"""
BEHIND = "another check stands behind it, and refuses the same in other words"
BESIDE = {
    "admission.check_open: pledge.openness != Pledge.Openness.OPEN": BEHIND,
    "admission.check_open: pledge.status != Pledge.Status.SUBMITTED": BEHIND,
    "joining._last_round: signing_round.circulation.end": BEHIND,
    "submitting.submit: (refused := refusal(now, Step.SUBMIT))": BEHIND,
    "admission._check_kind: all of it": "test_joining",
    "admission._check_kind: row.state and row.name and is_state_itself(row)": "test_joining",
    "admission._check_kind: known and (row.kind == PartyKind.OBSERVER or known in knowledge.official_names)": (
        "test_joining"
    ),
    "joining.ask: not words(typed['name'])": "of what is typed",
    "joining.ask: not words(party)": "of what is typed",
}
"""Checks that these walks don't look for"""


def tour(walk: Walk, *, is_open: bool, hands_in: str) -> None:
    """A walk that is no chance: what comes to everything that is refused, so that each check is looked for at least
    once, whatever is drawn for the others.
    """
    try:
        walk.begin([(1, 2), (1, 1)], is_open, hands_in)
        for days in (-3, 40):
            walk.choose_another_day(days)
        for place in range(3):
            for who in ("who has not come by their link", "signatory"):
                walk.allow(place, who)
            walk.forbid_in_one_go(place)
        walk.allow_all_and_publish()
        for _twice in range(2):
            walk.unpublish()
        for early in (True, False) if walk.takes_further_parties else ():
            walk.join_in_one_go(is_named=True)
            walk.close_and_open_again(early, is_named=True)
        walk.hand_in(days=0)
        walk.nobody_reads_or_is_named_without_consent()
    finally:
        walk.teardown()


@pytest.mark.random
@pytest.mark.django_db
def test_walks_never_publish_or_name_without_consent(monkeypatch):
    """And each check of a service that is forgotten is found."""
    forgetful = Forgetful((*SERVICES, open_requests, objecting), BESIDE)
    monkeypatch.setattr(Walk, "forgetful", forgetful)
    for is_open, hands_in in ((True, "in a second round"), (True, "later"), (False, "at once")):
        tour(Walk(), is_open=is_open, hands_in=hands_in)
    run_state_machine_as_test(Walk, settings=WALKS)
    assert forgetful.missing(*SERVICES) == []
    assert {str(check) for check in forgetful.found} >= FURTHER


@pytest.mark.random("postgresql")
@pytest.mark.django_db
def test_walks_never_publish_on_the_other_database_either():
    """Few of them: what they try is the same."""
    run_state_machine_as_test(Walk, settings=settings(WALKS, max_examples=4))


def naively(*_args: object, **_more: object) -> None:
    """What a careless service would do: nothing."""


def of_everybody(found: Round) -> list[SignatureRequest]:
    return [asked for asked in found.named if not asked.may_publish]


def of_one_of_each_party(found: Round) -> list[SignatureRequest]:
    parties = [party for party in found.named_parties if not any(asked.may_publish for asked in party.signed)]
    return [party.signature_requests[0] for party in parties]


@pytest.mark.random
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("walk", "place", "name", "careless"),
    [
        pytest.param(PUBLISHING, publishing, "_end_publication", naively, id="it stays public"),
        pytest.param(PUBLISHING, publishing, "record", naively, id="the trail tells of nothing taken back"),
        pytest.param(PUBLISHING, publishing, "note", naively, id="the trail tells of no consent"),
        pytest.param(PUBLISHING, Round, "unpublished", property(of_everybody), id="who has not signed must agree"),
        pytest.param(PUBLISHING, Round, "unpublished", property(of_one_of_each_party), id="one of a party is enough"),
        pytest.param(JOINING, closing, "record", naively, id="the trail does not tell that the list is closed"),
        pytest.param(JOINING, joining, "_record", naively, id="the trail tells of nobody who joins"),
    ],
)
def test_walks_find_a_service_that_is_careless(monkeypatch, walk, place, name, careless):
    """The control: without one of its parts, a walk ends in what should never be."""
    monkeypatch.setattr(place, name, careless)
    looking = settings(WALKS, max_examples=80, phases=[Phase.generate], derandomize=True, database=None)
    with pytest.raises((AssertionError, pytest.fail.Exception, ExceptionGroup, WrongStateError)):
        run_state_machine_as_test(walk, settings=looking)
