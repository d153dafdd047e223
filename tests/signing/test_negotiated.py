"""What is negotiated at an open table does not go round before every row is agreed: by example, and by random walks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from commitments import document
from commitments.access import table_cells
from commitments.drafting import negotiating, negotiation
from commitments.drafting.editing.lock import locked_draft
from commitments.drafting.editing.write import WrongStateError
from commitments.drafting.negotiating import CannotNegotiateError, Typed, close_table, open_table
from commitments.drafting.negotiation import Row, Rows, open_rows, rows_of
from commitments.models import Actor, Draft, Item, NegotiationTable, Pledge, Revision, Seat, Side, SignatureRequest
from commitments.models import negotiation as tables
from commitments.readiness import report
from commitments.signing.circulating import CannotCirculateError, circulate, text_mark
from commitments.signing.ending import reopen
from tests.edits import reword
from tests.factories import circulated, make_guest, make_member, make_ready, write

pytestmark = pytest.mark.django_db


def now(pledge: Pledge) -> Pledge:
    return Pledge.objects.select_related("organisation", "model_text").get(pk=pledge.pk)


def send_round(pledge: Pledge, by: Any) -> None:
    seen = text_mark(document.build(now(pledge)))
    circulate(now(pledge), seen=seen, in_turn=False, asked_for=timezone.now().date(), by=Actor(user=by))


def rows(seat: Seat) -> Rows:
    draft = Draft(now(seat.table.pledge))
    return rows_of(draft, document.build(draft), table_cells(seat), seat.side)


def agree(seat: Seat, key: str, on: str, third: str = "") -> bool:
    row = rows(seat).row(key)
    assert row
    return negotiating.agree(seat, key, on, seen=row.mark, third=third)


@pytest.fixture
def pledge() -> Pledge:
    return make_ready()


@pytest.fixture
def amina(pledge):
    return make_member("drafter", pledge.organisation)


@pytest.fixture
def seats(pledge, amina) -> tuple[Seat, Seat]:
    """The drafters, and a guest of the Government, at their table."""
    key = pledge.parties.get(kind="state").key
    table = open_table(pledge, key, by=amina)
    guest = Actor(guest=make_guest(pledge, party_key=key))
    return Seat(table, Actor(user=amina), Side.DRAFTERS, may_write=True), Seat(table, guest, Side.PARTY, may_write=True)


def test_pledge_with_an_open_row_does_not_go_round_and_is_told_which(pledge, amina, seats):
    with pytest.raises(CannotCirculateError) as refused:
        send_round(pledge, amina)
    [reason] = refused.value.reasons
    assert (
        reason
        == "Objective 1 is not agreed with the Government of Kenya yet. Agree on it at the table, or close the table."
    )
    assert (now(pledge).status, Revision.objects.count(), SignatureRequest.objects.count()) == ("draft", 0, 0)


def test_every_table_with_open_rows_is_named(pledge, amina, seats):
    write(pledge, "indicator", "Migrants who say that they were helped.")
    open_table(pledge, pledge.parties.get(kind="national_society").key, by=amina)
    with pytest.raises(CannotCirculateError) as refused:
        send_round(pledge, amina)
    assert list(refused.value.reasons) == [
        f"2 rows of the table with {party} are open. Agree on them there, or close the table."
        for party in ("the Government of Kenya", "the Kenya Red Cross Society")
    ]


def test_pledge_goes_round_once_every_row_is_agreed(pledge, amina, seats):
    key = pledge.items.get().key
    for seat in seats:
        agree(seat, key, "third", "Protect every migrant in Kenya.")
    send_round(pledge, amina)
    assert "Protect every migrant in Kenya." in Revision.objects.get().content


def test_pledge_goes_round_once_the_table_is_closed(pledge, amina, seats):
    close_table(seats[0].table, by=amina)
    send_round(pledge, amina)
    assert now(pledge).status == "in-circulation"


def test_text_that_is_reworded_after_it_was_agreed_does_not_go_round(pledge, amina, seats):
    key = pledge.items.get().key
    for seat in seats:
        agree(seat, key, "pledge")
    reword(pledge, key, "Protect some migrants.", by=amina)
    with pytest.raises(CannotCirculateError, match="not agreed"):
        send_round(pledge, amina)


def test_table_is_there_again_once_the_text_is_reopened(pledge, amina, seats):
    key = pledge.items.get().key
    for seat in seats:
        agree(seat, key, "pledge")
    found = circulated(now(pledge), by=amina)
    assert rows(seats[0]).open == []
    reopen(found.revision.pledge, reason="A word is missing.", by=Actor(user=amina))
    send_round(pledge, amina)
    reopen(now(pledge), reason="Another is.", by=Actor(user=amina))
    reword(pledge, key, "Protect some migrants.", by=amina)
    with pytest.raises(CannotCirculateError):
        send_round(pledge, amina)


# --- random walks ---

REFUSED = (CannotNegotiateError, WrongStateError, CannotCirculateError)
TEXTS = [f"Protect all migrants, in {number} ways." for number in range(4)]
ON = ("own", "other", "pledge", "proposed", "third")
SIDES = st.sampled_from(list(Side))
PARTIES = st.integers(0, 1)
ITEMS = st.integers(0, 2)
NUMBERS = st.integers(0, len(TEXTS) - 1)
WALKS = settings(
    max_examples=16, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)


@dataclass
class Said:
    """What the model knows of one cell."""

    text: str = ""
    shown: str = ""
    agrees: str = ""
    over: str = ""

    def word(self, text: str) -> str:
        return self.agrees if text in (self.over, self.agrees) else ""


class Negotiation(RuleBasedStateMachine):
    """Two parties, two sides at the table of each, and drafters who change the text meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.texts: dict[str, str] = {}
        self.cells: dict[tuple[int, str, str], Said] = {}
        self.open: set[int] = set()
        self.is_draft = True
        self.stale: tuple[int, Side, Row] | None = None

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        self.pledge = make_ready()
        self.drafter = make_member("drafter", self.pledge.organisation)
        item = self.pledge.items.get()
        self.texts[item.key] = item.text
        self.parties = list(self.pledge.parties.order_by("position").values_list("key", flat=True))
        self.guests = [make_guest(self.pledge, party_key=key) for key in self.parties]

    def seat(self, party: int, side: Side) -> Seat:
        table = NegotiationTable.objects.select_related("pledge__organisation").get(party_key=self.parties[party])
        actor = Actor(user=self.drafter) if side is Side.DRAFTERS else Actor(guest=self.guests[party])
        return Seat(table, actor, side, may_write=True)

    def said(self, party: int, key: str, side: Side) -> Said:
        return self.cells.setdefault((party, key, side), Said())

    def expect(self, can: bool, do: Callable[[], object]) -> bool:
        if can:
            do()
            return True
        with pytest.raises(REFUSED), transaction.atomic():
            do()
        return False

    def key(self, number: int) -> str:
        return list(self.texts)[number % len(self.texts)]

    @rule(party=PARTIES)
    def open_a_table(self, party: int) -> None:
        if self.expect(self.is_draft, lambda: open_table(now(self.pledge), self.parties[party], by=self.drafter)):
            self.open.add(party)

    @precondition(lambda self: self.open)
    @rule(party=PARTIES)
    def close_a_table(self, party: int) -> None:
        if party in self.open:
            close_table(self.seat(party, Side.DRAFTERS).table, by=self.drafter)
            self.open.discard(party)

    @precondition(lambda self: self.open)
    @rule(party=PARTIES, side=SIDES, item=ITEMS, number=NUMBERS, shows=st.booleans())
    def write_a_wording(self, party: int, side: Side, item: int, number: int, shows: bool) -> None:
        party = party if party in self.open else next(iter(self.open))
        seat, key, text = self.seat(party, side), self.key(item), f"Of {side}: {TEXTS[number]}"
        box = rows(seat).row(key)
        assert box
        if not self.expect(self.is_draft, lambda: negotiating.write(seat, {key: Typed(text, box.box_mark)})):
            return
        self.said(party, key, side).text = text
        hidden = [each for each in rows(seat).private if shows]
        if hidden:
            negotiating.show(seat, seen={each.key: each.box_mark for each in hidden})
            for each in hidden:
                cell = self.said(party, each.key, side)
                cell.shown = cell.text

    @precondition(lambda self: self.open)
    @rule(party=PARTIES, side=SIDES, item=ITEMS, number=NUMBERS)
    def keep_a_page_open(self, party: int, side: Side, item: int, number: int) -> None:
        party = party if party in self.open else next(iter(self.open))
        row = rows(self.seat(party, side)).row(self.key(item))
        assert row
        self.stale = party, side, row

    @precondition(lambda self: self.open)
    @rule(party=PARTIES, side=SIDES, item=ITEMS, on=st.sampled_from(ON), number=NUMBERS, both=st.booleans())
    def agree_on_a_wording(self, party: int, side: Side, item: int, on: str, number: int, both: bool) -> None:
        party = party if party in self.open else next(iter(self.open))
        row = rows(self.seat(party, side)).row(self.key(item))
        assert row
        self.agree(party, side, row, on, TEXTS[number])
        if both and self.is_draft:
            again = rows(self.seat(party, side.other)).row(row.key)
            assert again
            self.agree(party, side.other, again, "proposed", "")

    @precondition(lambda self: self.open and self.is_draft)
    @rule(side=SIDES, item=ITEMS, number=NUMBERS, other=NUMBERS)
    def agree_on_what_was_agreed_before_the_text_was_changed(
        self, side: Side, item: int, number: int, other: int
    ) -> None:
        party, key = next(iter(self.open)), self.key(item)
        for acting, on in ((side, "third"), (side.other, "proposed")):
            row = rows(self.seat(party, acting)).row(key)
            assert row
            self.agree(party, acting, row, on, TEXTS[number])
            self.reword(item, other)

    @precondition(lambda self: self.stale)
    @rule(on=st.sampled_from(ON), number=NUMBERS)
    def agree_on_an_old_page(self, on: str, number: int) -> None:
        assert self.stale
        party, side, row = self.stale
        self.agree(party, side, row, on, TEXTS[number])

    def agree(self, party: int, side: Side, row: Row, on: str, third: str) -> None:
        own, other = self.said(party, row.key, side), self.said(party, row.key, side.other)
        text = self.texts[row.key]
        word = other.word(text)
        wordings = {"own": own.text, "other": other.shown, "pledge": text, "proposed": word, "third": third}
        wording = wordings[on]
        is_as_seen = (row.text, row.other.shown, row.other_word) == (text, other.shown, word)
        can = self.is_draft and party in self.open and bool(wording) and is_as_seen
        seat = self.seat(party, side)
        if self.expect(can, lambda: negotiating.agree(seat, row.key, on, seen=row.mark, third=third)):
            own.shown = own.text if on == "own" else own.shown
            own.agrees, own.over = wording, text
            if word == wording:
                self.texts[row.key] = wording

    @precondition(lambda self: self.open)
    @rule(party=PARTIES, side=SIDES, item=ITEMS)
    def take_back(self, party: int, side: Side, item: int) -> None:
        party = party if party in self.open else next(iter(self.open))
        key = self.key(item)
        if self.expect(self.is_draft, lambda: negotiating.take_back(self.seat(party, side), key)):
            self.said(party, key, side).agrees = ""

    @rule(item=ITEMS, number=NUMBERS)
    def reword(self, item: int, number: int) -> None:
        key = self.key(item)
        if self.expect(self.is_draft, lambda: reword(now(self.pledge), key, TEXTS[number], by=self.drafter)):
            self.texts[key] = TEXTS[number]

    @precondition(lambda self: self.is_draft and len(self.texts) < 3)
    @rule(number=NUMBERS)
    def add(self, number: int) -> None:
        item = write(self.pledge, "objective", TEXTS[number])
        self.texts[item.key] = item.text

    @rule()
    def send_round(self) -> None:
        if self.expect(self.is_draft and not self.open_rows(), lambda: send_round(self.pledge, self.drafter)):
            self.is_draft = False

    @precondition(lambda self: not self.is_draft)
    @rule()
    def reopen(self) -> None:
        reopen(now(self.pledge), reason="A word is missing.", by=Actor(user=self.drafter))
        self.is_draft = True

    def open_rows(self) -> set[tuple[str, str]]:
        found = set()
        for party, (key, text) in product(self.open, self.texts.items()):
            words = {self.said(party, key, side).word(text) for side in Side}
            if words != {text}:
                found.add((key, self.parties[party]))
        return found

    @invariant()
    def text_is_what_somebody_wrote_or_both_agreed_on(self) -> None:
        assert dict(Item.objects.filter(pledge=self.pledge).values_list("key", "text")) == self.texts

    @invariant()
    def rows_are_open_until_both_sides_agree(self) -> None:
        expected = self.open_rows() if self.is_draft else set()
        found = open_rows(now(self.pledge), document.build(now(self.pledge)))
        assert {(row.key, row.party_key) for row in found} == expected

    @invariant()
    def nobody_sees_what_the_other_side_has_not_shown(self) -> None:
        for table, side in product(NegotiationTable.objects.filter(pledge=self.pledge), Side):
            party = self.parties.index(table.party_key)
            for row in rows(self.seat(party, side)).rows:
                there = self.said(party, row.key, side.other)
                assert (row.other.text, row.other.shown, row.other.who) == ("", there.shown, "")
                assert row.own.text == self.said(party, row.key, side).text


@pytest.mark.random
def test_walks_never_send_round_what_is_not_agreed():
    run_state_machine_as_test(Negotiation, settings=WALKS)


FOUND = (AssertionError, *REFUSED, pytest.fail.Exception, ExceptionGroup)
"""How a walk ends that comes upon what should never be"""


def sees_all(cell: Any, *, is_own: bool) -> Any:
    del is_own
    return WHOLE(cell, is_own=True)


WHOLE = tables.SeenCell.of
CARELESS = [
    pytest.param(report, "open_rows", lambda *_: (), id="open rows go round"),
    pytest.param(negotiation, "is_agreed", lambda _text, one, _other: bool(one.agrees_to), id="one side is enough"),
    pytest.param(tables.SeenCell, "agreed", lambda cell, _text: cell.agrees_to, id="agreements never lapse"),
    pytest.param(negotiation.Row, "mark", "seen", id="pages may be as old as they like"),
    pytest.param(tables.SeenCell, "of", sees_all, id="private wordings are read"),
    pytest.param(negotiating, "save", lambda *_args, **_more: None, id="what is agreed is not written"),
    pytest.param(negotiating, "_locked", locked_draft, id="what goes round is negotiated on"),
    pytest.param(negotiating, "_note_open", lambda _pledge: None, id="no pledge knows of its table"),
]


@pytest.mark.random
@pytest.mark.parametrize(("place", "name", "careless"), CARELESS)
def test_walks_find_a_careless_table(monkeypatch, place, name, careless):
    monkeypatch.setattr(place, name, careless)
    walks = settings(WALKS, max_examples=40, phases=[Phase.generate], derandomize=True, database=None)
    with pytest.raises(FOUND):
        run_state_machine_as_test(Negotiation, settings=walks)
