"""A random walk through rounds of signing, against a small model of what each step may do.

Pages stay open while things go on elsewhere, as in people's browsers: what is pressed on one may be long out of date.
Whatever happens, no signature stands on a text that its signatory did not see, and none is lost without a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, ClassVar

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

from commitments import document
from commitments.drafting.editing.write import WrongStateError
from commitments.models import (
    Actor,
    Attempt,
    Circulation,
    Comment,
    Invitation,
    Mail,
    NamedSignatory,
    Party,
    Pledge,
    ProposedSignatory,
    Revision,
    Signature,
    SignatureRequest,
    TrailEntry,
)
from commitments.models.rounds import Round, RoundParty, last_round
from commitments.people import codes
from commitments.signing import (
    answering,
    asking,
    circulating,
    correcting,
    ending,
    objecting,
    open_requests,
    proposing,
    replacing,
    signatories,
    submitting,
)
from commitments.signing.answering import CannotSignError, note_read, send_code, sign
from commitments.signing.circulating import CannotCirculateError, circulate, text_mark
from commitments.signing.correcting import CannotCorrectError, correct_address
from commitments.signing.ending import reopen, withdraw
from commitments.signing.objecting import decline, request_changes, take_back_decline
from commitments.signing.open_requests import NotOpenError
from commitments.signing.replacing import CannotReplaceError, Successor
from commitments.signing.standstill import stands_still
from commitments.signing.submitting import submit
from commitments.trail.record import verify
from tests.edits import reword
from tests.factories import (
    add_member,
    add_party,
    mailed_code,
    make_member,
    make_pledge,
    make_user,
    signatory,
    the_round,
    write,
)
from tests.signing.forgetting import Forgetful, narrowed

TEXTS = [f"Protect all migrants, in {number} ways." for number in range(3)]
PARTIES = [
    [(1, 1), (1, 2)],
    [(2, 2), (1, 1)],
    [(1, 1), (2, 3)],
    [(1, 1), (1, 1), (1, 1), (1, 1)],
    [(1, 2), (2, 2), (1, 1)],
]
"""How many signatories of each party must sign, of how many"""
SUCCESSORS = ("new", "new", "new", "first", "same name", "another's name", "another's address", "a drafter")
"""Who is named in a signatory's place"""
KEPT = 6
"""How many codes of one request are good at once"""
GOES_ROUND = ("in-circulation", "agreed", "submitted")
WALKS = settings(
    max_examples=16, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)


# --- the model ---


@dataclass
class Asked:
    """What the model knows of the request to one signatory."""

    email: str
    is_asked: bool
    party: int = 0
    is_spared: bool = False
    """Whether as many others of the party have signed as must"""
    answer: str = ""
    has_read: bool = False
    codes: list[str] = field(default_factory=list)
    """Those that are good, the newest last"""
    older: list[str] = field(default_factory=list)
    """Codes that are no longer good"""
    is_replaced: bool = False
    proposed: int | None = None
    """The key of the proposal that waits for a drafter's answer"""

    @property
    def code(self) -> str:
        return self.codes[-1] if self.codes else ""

    def send(self, code: str) -> None:
        self.codes.append(code)
        self.older += self.codes[:-KEPT]
        self.codes = self.codes[-KEPT:]

    def forget_codes(self) -> None:
        self.older += self.codes
        self.codes = []


@dataclass
class Going:
    """What the model knows of one round."""

    text: int
    in_turn: bool
    signature_requests: list[Asked]
    needed: list[int]
    """How many signatories of each party must sign"""
    left: list[Asked] = field(default_factory=list)
    """Those in whose place somebody else is to sign"""
    end: str = ""
    reason: str = ""

    def of(self, party: int) -> list[Asked]:
        return [asked for asked in self.signature_requests if asked.party == party]

    def has_signed(self, party: int) -> bool:
        return sum(asked.answer == "signed" for asked in self.of(party)) >= self.needed[party]

    @property
    def said_instead(self) -> list[Asked]:
        """Those that ask for changes, or declined; of those in whose place somebody else is to sign, the former, until
        their party has signed.
        """
        left = [asked for asked in self.left if asked.answer == "changes" and not self.has_signed(asked.party)]
        return [asked for asked in (*self.signature_requests, *left) if asked.answer in ("changes", "declined")]

    def has_declined(self, party: int) -> bool:
        return sum(asked.answer != "declined" for asked in self.of(party)) < self.needed[party]

    def ask_next(self) -> None:
        following = next((asked.party for asked in self.signature_requests if not asked.is_asked), None)
        for asked in self.of(following) if following is not None else ():
            asked.is_asked = True


@dataclass(frozen=True)
class Page:
    """What a signatory has open: of which round, and the request as it was read then."""

    number: int
    place: int
    """Among all the signatories of the round"""
    asked: Asked
    signature_request: SignatureRequest
    digest: str


@dataclass(frozen=True)
class Proposal:
    """Somebody whom a signatory has proposed."""

    page: Page
    email: str
    row: ProposedSignatory


def in_database(signature_request: SignatureRequest) -> tuple[str, str, bool, bool, bool]:
    asked = signature_request
    return (asked.email, asked.answer, bool(asked.read_at), bool(asked.came_at), bool(asked.spared_at))


def in_model(asked: Asked) -> tuple[str, str, bool, bool, bool]:
    return (asked.email, asked.answer, asked.has_read, asked.is_asked, asked.is_spared)


class Walk(RuleBasedStateMachine):
    """Parties, drafters and time, at random."""

    forgetful: ClassVar[Forgetful] = Forgetful(())
    """What the walks of a test find to be missing where it was forgotten"""
    pages = Bundle("pages")
    proposals = Bundle("proposals")

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.rounds: list[Going] = []
        self.status, self.text, self.reasons, self.successors = "draft", 0, 0, 0
        self.objections = 0
        self.gone: list[str] = []
        """Addresses that were corrected, and at which nobody was named since"""

    def teardown(self) -> None:
        try:
            self.every_signature_is_on_the_text_that_its_signatory_read()
            self.no_signature_fell_without_a_word()
            assert list(verify(self.now())) == []
        finally:
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    @initialize(
        parties=st.sampled_from(PARTIES),
        own=st.booleans(),
        goes_round=st.sampled_from([True, True, False]),
    )
    def begin(self, parties: list[tuple[int, int]], own: bool, goes_round: bool) -> None:
        self.pledge = make_pledge(title="Protect all migrants", introduction="")
        self.drafter = make_member("drafter", self.pledge.organisation)
        self.by = Actor(user=self.drafter, origin="192.0.2.7")
        self.item = write(self.pledge, "objective", TEXTS[0])
        self.emails: list[str] = []
        self.parties: list[int] = []
        self.deputies: dict[int, str] = {}
        """Who is named beforehand, by the party: one for each"""
        self.needed = [needed for needed, _named in parties]
        for number, (code, (_needed, named)) in enumerate(zip(("KE", "UG", "TZ", "ET"), parties, strict=False)):
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
                further_signatories={
                    **dict(zip(("second", "third"), people[1:], strict=False)),
                    "deputy": {"name": f"Deputy {number}", "email": f"deputy{number}@example.org"},
                },
                signatures_needed=self.needed[number],
            )
            self.emails += [person["email"] for person in people]
            self.parties += [number] * len(people)
            self.deputies[number] = f"deputy{number}@example.org"
        self.own_email = self.emails[0] if own else ""
        if own:
            add_member(self.pledge.organisation, make_user(self.emails[0]), "signatory")
        if goes_round:
            self.send_round(in_turn=own, is_stale=False)

    # --- the drafters ---

    @rule(text=st.integers(0, len(TEXTS) - 1))
    def edit(self, text: int) -> None:
        """Also back to a text that went round before."""
        can = self.status == "draft"
        self.expect(
            None if can else WrongStateError, lambda: reword(self.now(), self.item.key, TEXTS[text], by=self.drafter)
        )
        self.text = text if can else self.text

    @rule(in_turn=st.booleans(), is_stale=st.sampled_from([False, False, False, True]))
    def send_round(self, in_turn: bool, is_stale: bool) -> None:
        can = self.status == "draft"
        seen = "0" * 64 if is_stale else text_mark(document.build(self.now()))
        refusal = None if can and not is_stale else CannotCirculateError if can else WrongStateError
        day = timezone.now().date()
        done = self.expect(
            refusal, lambda: circulate(self.now(), seen=seen, in_turn=in_turn, asked_for=day, by=self.by)
        )
        if done:
            asked = [
                Asked(email, is_asked=not in_turn or not party, party=party)
                for email, party in zip(self.emails, self.parties, strict=True)
            ]
            self.rounds.append(Going(self.text, in_turn, asked, self.needed))
            self.status = "in-circulation"

    @precondition(lambda self: self.status == "draft")
    @rule(place=st.integers(0, 3))
    def send_round_misnamed(self, place: int) -> None:
        """With each mistake that can be made in naming who signs for a party, one after the other."""
        parties = list(Party.objects.filter(pledge=self.pledge))
        party, other = parties[place % len(parties)], parties[(place + 1) % len(parties)]
        slots = party.further_signatories
        second = {"name": "Somebody Else", "email": "somebody@example.org", **slots.get("second", {})}
        deputy = {"name": "Somebody Else", "email": other.signatory_email}
        mistakes: tuple[dict[str, Any], ...] = (
            {"signatory_name": ""},
            {"signatory_email": "nowhere"},
            {"signatory_email": other.signatory_email},
            {"signatory_email": self.drafter.email},
            {"signatures_needed": 3, "further_signatories": {"second": second}},
            {"further_signatories": {**slots, "second": {**second, "name": party.signatory_name}}},
            {"further_signatories": {**slots, "deputy": deputy}},
            {"further_signatories": {**slots, "deputy": {**deputy, "email": "nowhere"}}},
            {"further_signatories": {**slots, "deputy": {"name": "", "email": "nobody@example.org"}}},
            {"further_signatories": {**slots, "deputy": {"name": "Somebody Else", "email": ""}}},
        )
        rows, today = Party.objects.filter(pk=party.pk), timezone.now().date()
        before = {name: getattr(party, name) for mistake in mistakes for name in mistake}
        for mistake in mistakes:
            rows.update(**mistake)
            seen = text_mark(document.build(self.now()))
            sends = partial(circulate, self.now(), seen=seen, in_turn=False, asked_for=today, by=self.by)
            self.expect(CannotCirculateError, sends)
            rows.update(**before)

    @precondition(lambda self: self.rounds)
    @rule(text=st.integers(0, len(TEXTS) - 1), goes_on=st.sampled_from([True, True, False]))
    def reopen(self, text: int, goes_on: bool) -> None:
        """Most often the changed text, or the same, goes round at once."""
        can = self.status in ("in-circulation", "agreed")
        self.take_back(reopen, "reopened", "draft", can=can)
        if can and goes_on:
            self.edit(text)
            self.send_round(in_turn=bool(text), is_stale=False)

    @precondition(lambda self: len(self.rounds) > 1)
    @rule()
    def withdraw(self) -> None:
        can = self.status in ("draft", "in-circulation", "agreed")
        self.take_back(withdraw, "withdrawn", "withdrawn", can=can)

    def take_back(self, verb: Callable[..., None], end: str, status: str, *, can: bool) -> None:
        self.reasons += 1
        reason = f"Reason number {self.reasons}."
        if self.expect(None if can else WrongStateError, lambda: verb(self.now(), reason=reason, by=self.by)):
            if self.status != "draft":
                going = self.rounds[-1]
                going.end, going.reason = end, reason
                self.objections += len(going.said_instead) if end == "reopened" else 0
                for signature_request in going.signature_requests:
                    signature_request.forget_codes()
                if end == "reopened":  # the draft names who was to sign, and a deputy who was once
                    self.emails = [asked.email for asked in going.signature_requests]
                    free = self.deputies.items()
                    self.deputies = {party: email for party, email in free if email not in self.emails}
            self.status = status

    @precondition(lambda self: self.rounds)
    @rule()
    def hand_in(self) -> None:
        can = self.status == "agreed"
        if self.expect(
            None if can else WrongStateError, lambda: submit(self.now(), on=timezone.now().date(), by=self.by)
        ):
            self.status = "submitted"

    @rule(page=pages, is_taken=st.sampled_from([False, False, True]))
    def correct(self, page: Page, is_taken: bool) -> None:
        """Write another address of a signatory, or that of another one."""
        going, asked = self.rounds[-1], self.asked(page)
        is_here = page.number == len(self.rounds) and self.status == "in-circulation" and not going.end
        can = is_here and not (asked.is_replaced or asked.is_spared or asked.answer or is_taken)
        other = going.signature_requests[(page.place + 1) % len(self.emails)].email
        email = other if is_taken else f"signatory{page.place}.{len(self.gone) + 1}@example.org"
        refusal = None if can else CannotCorrectError
        if self.expect(refusal, lambda: correct_address(page.signature_request, email, by=self.by)):
            self.gone.append(asked.email)
            if self.deputies.get(asked.party) == asked.email:
                self.deputies[asked.party] = email
            asked.email = email
            asked.has_read = False
            asked.forget_codes()

    @precondition(lambda self: self.rounds)
    @rule(is_taken=st.booleans())
    def correct_all(self, is_taken: bool) -> None:
        """Try it with everybody of the last round, whatever they have answered, and whatever became of it."""
        for place in range(len(self.emails)):
            self.correct(self.page_of(place), is_taken)

    @precondition(lambda self: self.status == "in-circulation")
    @rule(place=st.integers(0, 3), text=st.integers(0, len(TEXTS) - 1))
    def object_correct_and_reopen(self, place: int, text: int) -> None:
        """What one party wants changed, and the address of another, outlast the round."""
        page = self.page_of(place % len(self.emails))
        for who in ("another", "who has not come by their link", "signatory"):
            self.ask_for_changes(page, who, is_forged=False)
        self.correct(self.page_of((place + 1) % len(self.emails)), is_taken=False)
        self.reopen(text, goes_on=True)

    # --- the signatories ---

    @precondition(lambda self: self.rounds)
    @rule(target=pages, place=st.integers(0, 11))
    def open_page(self, place: int) -> Page:
        return self.page_of(place % len(self.emails))

    def page_of(self, place: int) -> Page:
        found = the_round(self.pledge)
        asked = self.rounds[-1].signature_requests[place]
        return Page(len(self.rounds), place, asked, found.signature_requests[place], found.revision.digest)

    @rule(page=pages, is_forged=st.sampled_from([False, False, True]))
    def go_on(self, page: Page, is_forged: bool) -> None:
        seen, by = self.seen(page, is_forged), signatory(page.signature_request)
        if self.expect(self.not_now(page, seen, by), lambda: note_read(page.signature_request, seen=seen, by=by)):
            self.asked(page).has_read = True

    @rule(page=pages, is_forged=st.sampled_from([False, False, True]))
    def ask_for_a_code(self, page: Page, is_forged: bool) -> None:
        seen, by = self.seen(page, is_forged), signatory(page.signature_request)
        if self.expect(self.not_now(page, seen, by), lambda: send_code(page.signature_request, seen=seen, by=by)):
            self.asked(page).send(mailed_code(page.signature_request.email))

    @rule(
        page=pages,
        which=st.sampled_from(["good", "good", "good", "before", "wrong", "older", "none", "another's", "a visit's"]),
        who=st.sampled_from(["signatory", "signatory", "signatory", "drafter", "another"]),
        is_named=st.sampled_from([True, True, True, False]),
        is_forged=st.sampled_from([False, False, False, True]),
        is_proven=st.booleans(),
    )
    def sign(self, page: Page, which: str, who: str, is_named: bool, is_forged: bool, is_proven: bool) -> None:
        seen, asked, by = self.seen(page, is_forged), self.asked(page), self.actor(page, who)
        code = self.code(page, which)
        needs_code = not (by.is_own and is_proven)
        refusal = self.not_now(page, seen, by)
        if not is_named:
            refusal = CannotSignError
        elif not refusal and not asked.has_read:
            refusal = NotOpenError
        elif not refusal and needs_code and code not in asked.codes:
            refusal = CannotSignError
        name = page.signature_request.name.upper() if is_named else "Somebody Else"
        said: dict[str, Any] = {"seen": seen, "name": name, "title": "", "code": code, "is_proven": is_proven, "by": by}
        if self.expect(refusal, lambda: sign(page.signature_request, **said)):
            self.has_signed(asked)

    @precondition(lambda self: self.status == "in-circulation")
    @rule(
        target=pages, place=st.integers(0, 3), count=st.sampled_from([1, 2, 3, 12]), hands_in=st.sampled_from([0, 0, 1])
    )
    def sign_in_one_go(self, place: int, count: int, hands_in: int) -> object:
        """Some who are asked and have not answered yet sign: before they have read it, as somebody else, with a code
        that is good for something else, then as they should; and it is handed in, maybe too early. Return the pages
        that they leave open.
        """
        pages = [self.page_of(number) for number in range(len(self.emails))]
        waiting = [page for page in pages if self.not_now(page, page.digest) is None][place % 2 :][:count]
        self.sign_properly(waiting)
        if hands_in:
            self.hand_in()
        return multiple(*waiting)

    @precondition(lambda self: self.status == "in-circulation")
    @rule(place=st.integers(0, 3))
    def sign_for_one_party(self, place: int) -> None:
        """As many as must sign for a party that has others; nobody takes the place of these then, nor is their address
        corrected.
        """
        spare = [self.parties.count(party) - needed for party, needed in enumerate(self.needed)]
        party = spare.index(max(spare)) if max(spare) else place % len(spare)
        pages = [self.page_of(place) for place, of in enumerate(self.parties) if of == party]
        self.sign_properly([page for page in pages if self.not_now(page, page.digest) is None][: self.needed[party]])
        for page in [page for page in pages if page.asked.is_spared][:1]:
            self.name_another(page, "new")
            self.correct(page, is_taken=False)

    def sign_properly(self, pages: Sequence[Page]) -> None:
        """With all that is no signature tried before."""
        for page in pages:
            self.ask_for_a_code(page, is_forged=False)
            if not page.asked.has_read:
                self.sign(page, "good", "signatory", is_named=True, is_forged=False, is_proven=False)
            self.go_on(page, is_forged=False)
            for which, is_named in (("good", False), ("a visit's", True), ("good", True)):
                self.sign(page, which, "signatory", is_named=is_named, is_forged=False, is_proven=False)

    @rule(page=pages, who=st.sampled_from(["signatory", "signatory", "drafter"]), is_forged=st.booleans())
    def ask_for_changes(self, page: Page, who: str, is_forged: bool) -> None:
        self.say(page, "changes", who, is_forged=is_forged)

    @rule(page=pages, who=st.sampled_from(["signatory", "another"]), is_forged=st.sampled_from([True, True, False]))
    def decline(self, page: Page, who: str, is_forged: bool) -> None:
        self.say(page, "declined", who, is_forged=is_forged)

    @rule(
        page=pages,
        who=st.sampled_from(["signatory", "signatory", "another", "drafter"]),
        is_forged=st.sampled_from([False, False, True]),
    )
    def take_back_decline(self, page: Page, who: str, is_forged: bool) -> None:
        self.take_back_what_was_declined(page, who, is_forged=is_forged)

    @precondition(lambda self: self.status == "in-circulation")
    @rule(place=st.integers(0, 3), seconds=st.sampled_from(["signatory", "signatory", "drafter", "another"]))
    def decline_and_take_it_back(self, place: int, seconds: str) -> None:
        """Too early, for another text, as somebody else, then as they should."""
        page = self.page_of(place % len(self.emails))
        self.take_back_what_was_declined(page, "signatory", is_forged=False)
        self.decline(page, "signatory", is_forged=False)
        self.take_back_what_was_declined(page, "signatory", is_forged=True)
        for who in dict.fromkeys((seconds, "signatory")):
            self.take_back_what_was_declined(page, who, is_forged=False)

    @precondition(lambda self: self.status == "in-circulation")
    @rule(place=st.integers(0, 11), count=st.integers(1, 2))
    def decline_in_one_go(self, place: int, count: int) -> None:
        """One or two who stand beside each other, maybe of one party."""
        for number in range(place, place + count):
            self.decline(self.page_of(number % len(self.emails)), "signatory", is_forged=False)

    def take_back_what_was_declined(self, page: Page, who: str, *, is_forged: bool) -> None:
        seen, asked, by = self.seen(page, is_forged), self.asked(page), self.actor(page, who)
        before, asked.answer = asked.answer, "" if asked.answer == "declined" else asked.answer
        refusal = self.not_now(page, seen, by) if before == "declined" else NotOpenError
        if self.expect(refusal, lambda: take_back_decline(page.signature_request, seen=seen, by=by)):
            asked.forget_codes()
        else:
            asked.answer = before

    def say(self, page: Page, answer: str, who: str, *, is_forged: bool) -> None:
        seen, by = self.seen(page, is_forged), self.actor(page, who)
        verbs: dict[str, Callable[[], None]] = {
            "changes": lambda: request_changes(page.signature_request, seen=seen, text="Shorter", by=by),
            "declined": lambda: decline(page.signature_request, seen=seen, reason="Never", by=by),
        }
        if self.expect(self.not_now(page, seen, by), verbs[answer]):
            self.asked(page).answer = answer
            self.asked(page).forget_codes()

    # --- somebody else in the place of a signatory ---

    @rule(page=pages, who=st.sampled_from(SUCCESSORS))
    def name_another(self, page: Page, who: str) -> None:
        successor = self.successor(page, who)
        can = self.can_be_replaced(page) and not self.is_unfit(page, successor)
        request = page.signature_request
        done = self.expect(
            None if can else CannotReplaceError,
            lambda: replacing.replace_signatory(request, successor, reason="They leave.", by=self.by),
        )
        if done:
            self.has_left(page, successor.email)

    @rule(page=pages, by=st.sampled_from(["drafter", "signatory", "another"]))
    def take_deputy(self, page: Page, by: str) -> None:
        """Let the deputy of a party sign, who was named before it went round: once a round, by whose choice it is."""
        going, actor, party = self.rounds[page.number - 1], self.actor(page, by), page.asked.party
        email = self.deputies.get(party, f"nobody{party}@example.org")
        can = self.can_be_replaced(page) and (actor.is_own or self.is_theirs(page, actor))
        is_free = party in self.deputies and not any(
            asked.email == email for asked in (*going.left, *going.signature_requests)
        )
        request, deputy = page.signature_request, NamedSignatory(f"Deputy {party}", "", email)
        refusal = None if can and is_free else CannotReplaceError
        if self.expect(refusal, lambda: replacing.take_deputy(request, deputy, by=actor)):
            self.has_left(page, email)

    @precondition(lambda self: self.status == "in-circulation")
    @rule(target=pages, place=st.integers(0, 11), by=st.sampled_from(["drafter", "signatory"]), is_twice=st.booleans())
    def deputy_in_one_go(self, place: int, by: str, is_twice: bool) -> object:
        """While another one is proposed, somebody else takes the deputy, then who may; somebody else follows, and the
        deputy does not come again.
        """
        page = self.page_of(place % len(self.emails))
        self.propose(page, "new", "signatory")
        for who in dict.fromkeys(("another", "who has not come by their link", by)):
            self.take_deputy(page, who)
        if is_twice:
            now = self.page_of(place % len(self.emails))
            self.name_another(now, "new")
            self.take_deputy(self.page_of(place % len(self.emails)), "drafter")
        return page

    @precondition(lambda self: self.status == "in-circulation")
    @rule(target=pages, place=st.integers(0, 11), who=st.sampled_from(SUCCESSORS), is_proposed=st.booleans())
    def another_in_one_go(self, place: int, who: str, is_proposed: bool) -> object:
        """Somebody is named who can't be, then as drawn: by a drafter, or proposed by somebody else, then by
        the signatory, who has proposed another one before. Return the page that they leave open.
        """
        page = self.page_of(place % len(self.emails))
        for unfit in ("same name", "another's name", "another's address", "a drafter"):
            self.name_another(page, unfit)
        if not is_proposed:
            self.name_another(page, who)
            return page
        said = (("another", who), ("who has not come by their link", "new"), ("signatory", "new"), ("signatory", who))
        for proposal in [self.propose(page, name, by) for by, name in said]:  # the last one ends the one before
            if isinstance(proposal, Proposal):
                self.answer_proposal(proposal, is_right=True)
        return page

    @rule(
        target=proposals,
        page=pages,
        who=st.sampled_from(["new", "new", "another's address"]),
        by=st.sampled_from(["signatory", "signatory", "drafter", "another"]),
    )
    def propose(self, page: Page, who: str, by: str) -> object:
        successor, actor = self.successor(page, who), self.actor(page, by)
        can = self.can_be_replaced(page) and self.is_theirs(page, actor) and not self.is_unfit(page, successor)
        made: list[ProposedSignatory] = []
        request = page.signature_request
        done = self.expect(
            None if can else CannotReplaceError,
            lambda: made.append(proposing.propose(request, successor, reason="I leave.", by=actor)),
        )
        if not done:
            return multiple()
        page.asked.proposed = made[0].pk
        return Proposal(page, successor.email, made[0])

    @rule(proposal=proposals, is_right=st.sampled_from([True, True, False]))
    def answer_proposal(self, proposal: Proposal, is_right: bool) -> None:
        page, row = proposal.page, proposal.row
        can = self.can_be_replaced(page) and page.asked.proposed == row.pk
        is_fit = not is_right or not self.is_of_another(page, proposal.email)
        if is_right:
            done = self.expect(
                None if can and is_fit else CannotReplaceError, lambda: proposing.confirm(row, by=self.by)
            )
        else:
            done = self.expect(
                None if can else CannotReplaceError, lambda: proposing.refuse(row, reason="No.", by=self.by)
            )
        if done:
            page.asked.proposed = None
        if done and is_right:
            self.has_left(page, proposal.email)

    def successor(self, page: Page, who: str) -> Successor:
        going = self.rounds[page.number - 1]
        asked = [*going.left, *going.signature_requests]
        self.successors += 1
        new = f"successor{self.successors}@example.org"
        another = going.signature_requests[(page.place + 1) % len(going.signature_requests)].email
        ours = self.drafter.email
        email = {"first": asked[0].email, "another's address": another, "a drafter": ours}.get(who, new)
        requests = the_round(self.pledge).signature_requests
        beside = [
            each.name
            for each, asked in zip(requests, self.rounds[-1].signature_requests, strict=True)
            if asked.party == page.asked.party and asked is not page.asked
        ]
        own = page.signature_request.name
        names = {"same name": own, "another's name": beside[0] if beside else own}
        return Successor(names.get(who) or f"Successor {self.successors}", "", email)

    def is_unfit(self, page: Page, successor: Successor) -> bool:
        """Whether they have the name of a signatory of the party, or somebody else's address."""
        return successor.name != f"Successor {self.successors}" or self.is_of_another(page, successor.email)

    def is_of_another(self, page: Page, email: str) -> bool:
        """Whether somebody is asked to sign for another party, or belongs to the organisation, whose party is one."""
        asked = [each for each in self.rounds[-1].signature_requests if each is not page.asked]
        if email == self.drafter.email:  # who may not sign at all
            return True
        return email in [each.email for each in asked] or (email == self.own_email and page.asked.party != 0)

    def can_be_replaced(self, page: Page) -> bool:
        asked, is_here = page.asked, page.number == len(self.rounds) and self.status == "in-circulation"
        return is_here and not asked.is_replaced and not asked.is_spared and asked.answer != "signed"

    def has_left(self, page: Page, email: str) -> None:
        going, asked = self.rounds[-1], page.asked
        self.gone = [address for address in self.gone if address != email]
        asked.is_replaced, asked.proposed = True, None
        asked.forget_codes()
        going.left.append(asked)
        going.signature_requests[page.place] = Asked(email, is_asked=asked.is_asked, party=asked.party)

    # --- what the model expects ---

    def not_now(self, page: Page, seen: str, by: Actor | None = None) -> type[Exception] | None:
        """Whether an answer on a page comes too late, too early, to another text, or from somebody else."""
        going, asked = self.rounds[-1], self.asked(page)
        is_over = asked.is_spared or asked.is_replaced or bool(going.end)
        is_open = asked.is_asked and asked.answer in ("", "changes") and not is_over
        is_here = page.number == len(self.rounds) and self.status == "in-circulation"
        is_theirs = by is None or self.is_theirs(page, by)
        return None if is_open and is_here and is_theirs and seen == page.digest else NotOpenError

    def is_theirs(self, page: Page, by: Actor) -> bool:
        """Whether it is the signatory, by their account or by a link that they have opened with a code."""
        return by.email == page.asked.email and bool(by.user or (by.guest and by.guest.confirmed_at))

    def has_signed(self, asked: Asked) -> None:
        going = self.rounds[-1]
        asked.answer = "signed"
        asked.forget_codes()
        if not going.has_signed(asked.party):
            return
        for other in going.of(asked.party):
            if other.answer != "signed":
                other.is_spared = True
                other.forget_codes()
        if all(going.has_signed(party) for party in range(len(going.needed))):
            self.status = "agreed"
        elif going.in_turn:
            going.ask_next()

    def expect(self, refusal: type[Exception] | None, verb: Callable[[], object]) -> bool:
        """Whether something was done, which the model knew before."""
        Attempt.objects.all().delete()  # how often somebody may try is tested elsewhere
        if refusal is None:
            verb()
            return True
        with pytest.raises(refusal) as refused:
            verb()
        assert str(refused.value)
        self.forgetful.try_without(refused.value, verb)
        return False

    def now(self) -> Pledge:
        return Pledge.objects.select_related("model_text", "organisation").get(pk=self.pledge.pk)

    def asked(self, page: Page) -> Asked:
        return page.asked

    def seen(self, page: Page, is_forged: bool) -> str:
        """The hash that a page sends: forged, that of another text of this pledge, or of none."""
        if not is_forged:
            return page.digest
        others = Revision.objects.exclude(digest=page.digest).values_list("digest", flat=True)
        return next(iter(others), "f" * 64)

    def actor(self, page: Page, who: str) -> Actor:
        if who == "drafter":
            return self.by
        every = SignatureRequest.objects.select_related("circulation__revision")
        if who == "signatory":
            return signatory(every.get(pk=page.signature_request.pk))
        if who == "who has not come by their link":
            by = signatory(every.get(pk=page.signature_request.pk))
            if by.guest:
                by.guest.confirmed_at = None
                by.guest.save(update_fields=["confirmed_at"])
            return by
        now = every.filter(circulation=page.signature_request.circulation_id, replaced_at=None)
        return signatory(now[(page.place + 1) % len(self.emails)])

    def code(self, page: Page, which: str) -> str:
        asked = self.asked(page)
        others = [
            signature_request.code
            for signature_request in self.rounds[-1].signature_requests
            if signature_request is not asked and signature_request.code
        ]
        codes = {
            "good": asked.code,
            "before": asked.codes[0] if asked.codes else "",
            "a visit's": self.visiting_code(page) if which == "a visit's" else "",
            "wrong": f"{(int(asked.code or 0) + 1) % 10**6:06}",
            "older": asked.older[-1] if asked.older else "",
            "none": "",
            "another's": others[0] if others else "",
        }
        return codes[which]

    def visiting_code(self, page: Page) -> str:
        """A code that opens the same person's link to the same pledge; nothing where they have an account."""
        invitation = page.signature_request.invitation
        if not invitation:
            return ""
        Attempt.objects.all().delete()
        codes.note_code(invitation)
        codes.send_code(invitation, invitation.email, invitation=invitation)
        return mailed_code(invitation.email)

    # --- what always holds ---

    @invariant()
    def database_is_as_the_model_says(self) -> None:
        assert self.now().status == self.status
        revisions = Revision.objects.filter(pledge=self.pledge).order_by("number").select_related("circulation")
        assert [revision.number for revision in revisions] == list(range(1, len(self.rounds) + 1))
        requests, signers = self._by_revision(revisions)
        for revision, going in zip(revisions, self.rounds, strict=True):
            assert revision.circulation.end == going.end
            every = requests.get(revision.pk, [])
            now, left = [each for each in every if not each.replaced_at], [each for each in every if each.replaced_at]
            assert list(map(in_database, now)) == list(map(in_model, going.signature_requests))
            assert sorted(map(in_database, left)) == sorted(map(in_model, going.left))
            assert TEXTS[going.text] in revision.content
            signed = [asked.email for asked in going.signature_requests if asked.answer == "signed"]
            assert sorted(signers.get(revision.pk, [])) == sorted(signed)

    def _by_revision(
        self, revisions: Iterable[Revision]
    ) -> tuple[dict[int, list[SignatureRequest]], dict[int, list[str]]]:
        """All signature requests, and who signed, by revision: a query each, as walks look at them after each step."""
        requests: dict[int, list[SignatureRequest]] = {}
        signers: dict[int, list[str]] = {}
        of_all = SignatureRequest.objects.filter(circulation__revision__pledge=self.pledge)
        for asked in of_all.select_related("circulation"):
            requests.setdefault(asked.circulation.revision_id, []).append(asked)
        for pk, email in Signature.objects.filter(revision__pledge=self.pledge).values_list("revision", "email"):
            signers.setdefault(pk, []).append(email)
        return requests, signers

    @invariant()
    def who_was_replaced_can_do_nothing_any_more(self) -> None:
        left = SignatureRequest.objects.filter(circulation__revision__pledge=self.pledge, replaced_at__isnull=False)
        for signature_request in left.select_related("invitation"):
            assert signature_request.replaced_by.place == signature_request.place
            assert signature_request.code_hash == ""
            assert not signature_request.invitation or not signature_request.invitation.is_alive
            assert not signature_request.proposed.filter(answer="").exists()
            assert not hasattr(signature_request, "signature")

    @invariant()
    def no_link_leads_on_from_an_address_that_was_corrected(self) -> None:
        links = Invitation.objects.filter(pledge=self.pledge, email__in=self.gone, withdrawn_at=None)
        assert not links.exclude(token_hash__startswith="token-"), "those of the factory ask for no signature"

    @invariant()
    def each_objection_to_a_text_that_was_reopened_is_an_open_comment(self) -> None:
        assert Comment.objects.filter(pledge=self.pledge, settled_at=None).count() == self.objections

    @invariant()
    def one_round_counts_and_it_is_agreed_when_as_many_have_signed_it_as_must(self) -> None:
        standing = Circulation.objects.filter(end="", revision__pledge=self.pledge)
        assert standing.count() == (1 if self.status in GOES_ROUND else 0)
        for circulation in standing:
            now = circulation.signature_requests.filter(replaced_at=None)
            answers = list(now.values_list("answer", flat=True))
            signed = [party for party, answer in zip(self.parties, answers, strict=True) if answer == "signed"]
            given = [signed.count(party) for party in range(len(self.needed))]
            assert (given == self.needed) == (self.status in ("agreed", "submitted"))
            assert all(number <= needed for number, needed in zip(given, self.needed, strict=True))
            sealed = document.of_revision(circulation.revision, status=self.status).seal
            assert len(sealed.signed) == answers.count("signed")

    @invariant()
    def a_round_stands_still_while_too_few_of_a_party_remain(self) -> None:
        found, going = last_round(self.now()), self.rounds[-1] if self.rounds else None
        if not found or not going:
            return
        declined = [asked for asked in going.signature_requests if asked.answer == "declined" and not going.end]
        holding_up = [asked.email for asked in declined if going.has_declined(asked.party)]
        assert [asked.email for asked in found.holding_up] == holding_up
        objecting = [
            asked.email
            for asked in going.said_instead
            if not going.has_signed(asked.party) and (asked.answer == "changes" or going.has_declined(asked.party))
        ]
        assert sorted(asked.email for asked in found.objections) == sorted(objecting)
        assert stands_still(self.now()) == bool(holding_up and self.status == "in-circulation")

    # --- what holds of rows that nobody changes or deletes: looked at in the end ---

    def every_signature_is_on_the_text_that_its_signatory_read(self) -> None:
        read = {
            (entry.revision, entry.party, entry.email): entry
            for entry in TrailEntry.objects.filter(pledge=self.pledge, kind=TrailEntry.Kind.READ)
        }
        for signature in Signature.objects.select_related("revision", "signature_request"):
            entry = read[signature.revision.number, signature.party, signature.email]
            assert signature.email == signature.signature_request.email
            assert signature.name == signature.signature_request.name
            assert entry.at <= signature.at
            assert signature.digest == signature.revision.digest == document.digest(signature.revision.content)

    def no_signature_fell_without_a_word(self) -> None:
        for number, going in enumerate(self.rounds, start=1):
            for asked in going.signature_requests:
                if asked.answer == "signed" and going.end:
                    circulation = Circulation.objects.get(revision__pledge=self.pledge, revision__number=number)
                    assert circulation.reason == going.reason
                    assert Mail.objects.filter(to=asked.email, body__contains=going.reason).count() == 1
                    request = circulation.signature_requests.get(email=asked.email, replaced_at=None)
                    fell = self.pledge.trail.filter(kind="voided", revision=number, party=request.party)
                    assert fell.filter(words__startswith=f"{request.name} ").count() == 1
        void = Signature.objects.exclude(revision__circulation__end="").count()
        assert self.pledge.trail.filter(kind="voided").count() == void


class Leaving(Walk):
    """Walks in which signatories leave again and again: what leads away from that is no rule of its own here."""

    @initialize(parties=st.sampled_from(PARTIES), own=st.booleans(), in_turn=st.sampled_from([False, False, True]))
    def begin(self, parties: list[tuple[int, int]], own: bool, in_turn: bool) -> None:
        Walk.begin(self, parties, own=own, goes_round=False)
        self.send_round(in_turn=in_turn, is_stale=False)

    def edit(self, text: int) -> None:
        Walk.edit(self, text)

    def hand_in(self) -> None:
        Walk.hand_in(self)

    def withdraw(self) -> None:
        Walk.withdraw(self)

    def correct_all(self, is_taken: bool) -> None:
        Walk.correct_all(self, is_taken)

    def object_correct_and_reopen(self, place: int, text: int) -> None:
        Walk.object_correct_and_reopen(self, place, text)

    def take_back_decline(self, page: Page, who: str, is_forged: bool) -> None:
        Walk.take_back_decline(self, page, who, is_forged=is_forged)

    def decline_and_take_it_back(self, place: int, seconds: str) -> None:
        Walk.decline_and_take_it_back(self, place, seconds)

    def go_on(self, page: Page, is_forged: bool) -> None:
        Walk.go_on(self, page, is_forged=is_forged)

    def ask_for_a_code(self, page: Page, is_forged: bool) -> None:
        Walk.ask_for_a_code(self, page, is_forged=is_forged)

    def ask_for_changes(self, page: Page, who: str, is_forged: bool) -> None:
        Walk.ask_for_changes(self, page, who, is_forged=is_forged)


class HandedIn(Walk):
    """Walks that begin once every party has signed, in turn or all at once, and the pledge was handed in."""

    @initialize(parties=st.sampled_from(PARTIES), own=st.booleans(), in_turn=st.booleans())
    def begin(self, parties: list[tuple[int, int]], own: bool, in_turn: bool) -> None:
        Walk.begin(self, parties, own=own, goes_round=False)
        self.send_round(in_turn=in_turn, is_stale=False)
        for _party in parties:
            if self.status == "in-circulation":
                self.sign_in_one_go(place=0, count=12, hands_in=0)
        self.hand_in()


REPLACING = narrowed(Leaving, "another_in_one_go", "name_another", "open_page", "reopen")
PROPOSING = narrowed(Leaving, "propose", "answer_proposal", "open_page")
DEPUTIES = narrowed(Leaving, "deputy_in_one_go", "another_in_one_go")
DECLINING = narrowed(Leaving, "decline_in_one_go", "reopen")
ENDING = narrowed(Leaving, "sign_in_one_go", "another_in_one_go", "reopen")


SERVICES = (open_requests, answering, objecting, circulating, ending, correcting, signatories)
"""Whose checks the walks look for; those in which signatories leave, for those of the others"""
LEAVING = (replacing, proposing)
BEHIND = "another check stands behind it, and refuses the same in other words"
FURTHER = "of further parties, who have walks of their own"
ANSWERS = "SignatureRequest.Answer.SIGNED, SignatureRequest.Answer.DECLINED"
IS_OPEN = "asked.is_later and pledge.status == Pledge.Status.SUBMITTED"
BESIDE = {
    "open_requests._now: signing_round and signature_request in signing_round.replaced": BEHIND,
    "open_requests._why_over: all of it": BEHIND,
    "open_requests._why_over: circulation.end == Circulation.End.REOPENED": BEHIND,
    "open_requests._why_over: circulation.end": BEHIND,
    f"open_requests._why_over: asked.answer in ({ANSWERS})": BEHIND,
    "open_requests._why_over: asked.spared_at": BEHIND,
    f"open_requests._why_closed: not (is_going_round or ({IS_OPEN}))": "nobody's turn lasts longer than the round",
    "open_requests.refusal_to_take_back: declined.answer != SignatureRequest.Answer.DECLINED": "of a page",
    "objecting.take_back_decline: (asked_anew := _refused_anew(signing_round, current))": FURTHER,
    "objecting._refused_anew: all of it": FURTHER,
    "objecting._refused_anew: others": FURTHER,
    "objecting._refused_anew: requests.filter(party=declined.party, confirmed_at__isnull=False, answer='').exists()": (
        FURTHER
    ),
    "objecting._say: current.is_later and (not is_declined)": FURTHER,
    "circulating.circulate: text_mark(printed) != seen": BEHIND,
    "circulating.circulate: (reasons := _reasons(now, parties, printed, asked_for))": BEHIND,
    "circulating.circulate: document.freeze(printed) != rehearsed": "of two at the same moment",
    "circulating._rehearse: all of it": "no check",
    "correcting.refusal: signing_round.circulation.end": BEHIND,
    "correcting.refusal: not (pledge.status == Pledge.Status.IN_CIRCULATION or asked.is_later)": BEHIND,
    "correcting.refusal: asked.is_later and (not asked.replaces_id)": FURTHER,
    "correcting.refusal: asked.is_later and (not pledge.takes_further_parties)": FURTHER,
    "correcting._problem: email == asked.email": BEHIND,
    "correcting._problem: other": BEHIND,
    "correcting._problem: asked.replaces_id": "another way to the same sentence",
    "replacing.refusal: signing_round.circulation.end": BEHIND,
    "replacing.refusal: asked.is_later": FURTHER,
    "replacing.refusal: pledge.status != Pledge.Status.IN_CIRCULATION": BEHIND,
    "replacing.replaceable: signing_round.circulation.pk != signature_request.circulation_id": BEHIND,
    "replacing.checked: not successor.name": "of what is typed",
    "replacing.checked: is_name_of(successor.name, asked.name)": BEHIND,
    "replacing._for_whom: all of it": "no check",
    "replacing._for_whom: successor.signs_by != Capacity.DELEGATION": "no check",
    "replacing._for_whom: successor.signs_for": "no check",
    "signatories._wrong_deputies: not deputy.email": BEHIND,
    "signatories.problem_of_successor: not _is_address(email)": "of what is typed",
    "signatories.problem_of_successor: _is_ours_for_another(signing_round, asked, email)": "test_candidates",
}
"""Checks that these walks don't look for"""


def tour(walk: Walk, parties: list[tuple[int, int]]) -> None:
    """A walk that is no chance: what comes to everything that is refused, so that each check is looked for at least
    once, whatever is drawn for the others.
    """
    try:
        Walk.begin(walk, parties, own=False, goes_round=False)
        for place in range(len(parties)):
            walk.send_round_misnamed(place)
        for is_stale in (True, False, False):
            walk.send_round(in_turn=True, is_stale=is_stale)
        for is_forged in (True, False):  # it is not the turn of the last one
            walk.go_on(walk.page_of(0), is_forged=is_forged)
            walk.go_on(walk.page_of(len(walk.emails) - 1), is_forged=False)
        old = walk.page_of(0)
        for place in range(2):
            walk.decline_and_take_it_back(place, "another")
            walk.object_correct_and_reopen(place, text=place)
        walk.go_on(old, is_forged=False)
        walk.correct(old, is_taken=False)
        for is_taken in (True, False):
            walk.correct_all(is_taken)
        for place, is_proposed in enumerate((True, False)):
            walk.another_in_one_go(place, "new", is_proposed)
            walk.deputy_in_one_go(place, "signatory", is_twice=True)
        walk.propose(walk.page_of(0), "new", "signatory")
        page = walk.page_of(len(walk.emails) - 1)
        walk.go_on(page, is_forged=True)
        walk.sign(page, "wrong", "signatory", is_named=True, is_forged=False, is_proven=False)
        walk.sign_for_one_party(0)
        for place, asked in enumerate(walk.rounds[-1].signature_requests):
            if asked.answer == "signed":
                walk.name_another(walk.page_of(place), "new")
        walk.sign_in_one_go(place=0, count=12, hands_in=1)
        walk.correct_all(is_taken=False)
        walk.database_is_as_the_model_says()
    finally:
        walk.teardown()


@pytest.mark.random
@pytest.mark.django_db
@pytest.mark.parametrize(("walk", "services"), [(Walk, SERVICES), (Leaving, LEAVING)])
def test_walks_never_reach_a_signature_that_should_not_be(monkeypatch, walk, services):
    """And each check of a service that is forgotten is found."""
    forgetful = Forgetful((*SERVICES, *LEAVING), BESIDE)
    monkeypatch.setattr(walk, "forgetful", forgetful)
    for parties in ([(1, 2), (2, 2), (1, 1)], [(1, 1), (2, 3)]):
        tour(walk(), parties)
    run_state_machine_as_test(walk, settings=WALKS)
    assert forgetful.missing(*services) == []


@pytest.mark.random("postgresql")
@pytest.mark.django_db
@pytest.mark.parametrize("walk", [Walk, Leaving])
def test_walks_never_reach_one_on_the_other_database_either(walk):
    """Few of them: what they try is the same."""
    run_state_machine_as_test(walk, settings=settings(WALKS, max_examples=4))


LOOKING = settings(WALKS, max_examples=80, phases=[Phase.generate], derandomize=True, database=None)
FOUND = (
    AssertionError,
    NotOpenError,
    WrongStateError,
    CannotSignError,
    CannotCorrectError,
    CannotReplaceError,
    CannotCirculateError,
    pytest.fail.Exception,
    ExceptionGroup,
)
"""How a walk ends that comes upon what should never be"""


def naively(*_args: object, **_more: object) -> None:
    """What a careless service would do: nothing."""


def deputies_of_the_draft(asked: SignatureRequest) -> list[NamedSignatory]:
    """Also those who are asked already, or were."""
    parties = Party.objects.filter(pledge=asked.circulation.revision.pledge_id, key=asked.party_key)
    return [deputy for party in parties for deputy in party.deputies]


def first_of_the_next(found: Round) -> RoundParty | None:
    following = next((asked for asked in found.signature_requests if not asked.came_at), None)
    return RoundParty(following.party_key, 1, (following,)) if following else None


def signed_of(party: RoundParty) -> list[bool]:
    return [asked.has_signed for asked in party.signature_requests]


def declined_of(party: RoundParty) -> list[bool]:
    return [asked.answer == "declined" for asked in party.signature_requests]


CARELESS = [
    pytest.param(Walk, ending, "_void", naively, id="signatures stand after reopening"),
    pytest.param(Walk, ending, "keep_objections", naively, id="objections are lost"),
    pytest.param(Walk, correcting, "_end_old_address", naively, id="the old address signs"),
    pytest.param(Walk, correcting, "_correct_draft", naively, id="the draft has the old address"),
    pytest.param(HandedIn, answering, "_go_on", naively, id="nobody is next"),
    pytest.param(REPLACING, ending, "carry_over", naively, id="the draft names who left"),
    pytest.param(REPLACING, replacing, "end", naively, id="the old link signs"),
    pytest.param(REPLACING, replacing, "note", naively, id="the trail tells of no replacement"),
    pytest.param(PROPOSING, proposing, "note", naively, id="the trail tells of no proposal"),
    pytest.param(DEPUTIES, replacing, "deputies_of", deputies_of_the_draft, id="a deputy comes twice"),
    pytest.param(DEPUTIES, replacing, "settle", lambda _asked, _by: [], id="a proposal outlives its place"),
    pytest.param(HandedIn, answering, "_spare", lambda *_given: [], id="who need not sign is not told so"),
    pytest.param(HandedIn, RoundParty, "has_signed", property(lambda party: any(signed_of(party))), id="one is enough"),
    pytest.param(HandedIn, RoundParty, "has_signed", property(lambda party: all(signed_of(party))), id="all must"),
    pytest.param(HandedIn, Round, "next_party", property(first_of_the_next), id="one of the next party"),
    pytest.param(
        DECLINING,
        RoundParty,
        "has_declined",
        property(lambda party: any(declined_of(party))),
        id="one declines for all",
    ),
    pytest.param(
        DECLINING, RoundParty, "has_declined", property(lambda party: all(declined_of(party))), id="all must decline"
    ),
]


@pytest.mark.random
@pytest.mark.django_db
@pytest.mark.parametrize(("walk", "place", "name", "careless"), CARELESS)
def test_walks_find_a_service_that_is_careless(monkeypatch, walk, place, name, careless):
    """The control: without one of its parts, a walk ends in what should never be."""
    monkeypatch.setattr(place, name, careless)
    with pytest.raises(FOUND):
        run_state_machine_as_test(walk, settings=LOOKING)


@pytest.mark.random
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("walk", "module", "name"),
    [
        (ENDING, open_requests, "record"),
        (ENDING, asking, "record"),
        (ENDING, circulating, "move"),
        (ENDING, ending, "move"),
        (HandedIn, submitting, "move"),
    ],
)
def test_walks_find_a_service_whose_trail_tells_of_no_row(monkeypatch, walk, module, name):
    whole = getattr(module, name)

    def forgetful(*args: Any, rows: Any = (), **more: Any) -> Any:
        del rows
        return whole(*args, **more)

    monkeypatch.setattr(module, name, forgetful)
    with pytest.raises((AssertionError, pytest.fail.Exception, ExceptionGroup)):
        run_state_machine_as_test(walk, settings=LOOKING)
