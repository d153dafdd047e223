"""The negotiation table: who writes and shows what, when a row is agreed, and what a change of the text does to it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from commitments import document
from commitments.access import table_cells
from commitments.drafting import negotiating, negotiation
from commitments.drafting.editing.write import WrongStateError
from commitments.drafting.negotiating import CannotNegotiateError, Typed
from commitments.drafting.negotiation import Row, Rows, rows_of
from commitments.drafting.picking import move
from commitments.drafting.splitting import split
from commitments.models import (
    Actor,
    Cell,
    Change,
    Draft,
    Invitation,
    Item,
    NegotiationTable,
    Notice,
    Pledge,
    Seat,
    Side,
)
from commitments.text.limits import TextRefusedError
from tests import edits
from tests.factories import add_member, add_party, make_guest, make_organisation, make_pledge, make_user, pick, write

pytestmark = pytest.mark.django_db

CLAUSE = "a-safety-dignity-rights"
OWN = "own-wells"
STATE = "party-state"
TEXTS = ["Dig four wells.", "Creuser quatre puits.", "حفر أربع آبار.", "打四口井。", "Вырыть четыре колодца."]


@pytest.fixture
def pledge() -> Pledge:
    society = make_organisation("Kenya Red Cross Society")
    pledge = make_pledge(society, title="Wells")
    add_member(society, make_user("amina@example.org", name="Amina"))
    add_member(society, make_user("grace@example.org", name="Grace"), "viewer")
    add_party(pledge, "state", "KE", key=STATE)
    add_party(pledge, "state", "UG", key="party-uganda")
    pick(pledge, CLAUSE)
    write(pledge, "objective", "Dig three wells.", key=OWN)
    return pledge


@pytest.fixture
def jonas(pledge) -> Invitation:
    return make_guest(pledge, party_key=STATE)


@pytest.fixture
def table(pledge, jonas) -> NegotiationTable:
    table = negotiating.open_table(pledge, STATE, by=drafter(pledge))
    Notice.objects.all().delete()
    return table


@pytest.fixture
def ours(table) -> Seat:
    return Seat(table, Actor(user=drafter(table.pledge)), Side.DRAFTERS, may_write=True)


@pytest.fixture
def theirs(table, jonas) -> Seat:
    return Seat(table, Actor(guest=jonas), Side.PARTY, may_write=True)


def drafter(pledge: Pledge):
    return pledge.organisation.members.get(email="amina@example.org")


def now(pledge: Pledge) -> Pledge:
    return Pledge.objects.get(pk=pledge.pk)


def rows(seat: Seat) -> Rows:
    draft = Draft(now(seat.table.pledge))
    return rows_of(draft, document.build(draft), table_cells(seat), seat.side)


def row(seat: Seat, key: str = OWN) -> Row:
    found = rows(seat).row(key)
    assert found
    return found


def put(seat: Seat, text: str, key: str = OWN) -> negotiating.Written:
    return negotiating.write(seat, {key: Typed(text, row(seat, key).box_mark)})


def say(seat: Seat, on: str, key: str = OWN, third: str = "") -> bool:
    return negotiating.agree(seat, key, on, seen=row(seat, key).mark, third=third)


def boxes(seat: Seat) -> dict[str, str]:
    return {each.key: each.box_mark for each in rows(seat).rows}


def marks(seat: Seat) -> dict[str, str]:
    return {each.key: each.mark for each in rows(seat).rows}


def show(seat: Seat, key: str | None = None) -> None:
    negotiating.show(seat, key=key, seen=boxes(seat))


def text(pledge: Pledge, key: str = OWN) -> str:
    return Item.objects.get(pledge=pledge, key=key).text


def open_keys(pledge: Pledge) -> list[str]:
    return [each.key for each in negotiation.open_rows(now(pledge), document.build(now(pledge)))]


def told() -> list[tuple[str, str]]:
    return sorted((str(notice.user or notice.guest), notice.kind) for notice in Notice.objects.all())


# Opening and closing


def test_pledge_without_a_table_has_no_open_row(pledge, django_assert_num_queries):
    printed, found = document.build(pledge), now(pledge)
    with django_assert_num_queries(0):
        assert negotiation.open_rows(found, printed) == ()


def test_table_that_is_opened_has_every_item_open(table, ours):
    assert open_keys(table.pledge) == [CLAUSE, OWN]
    assert [each.label for each in rows(ours).open] == ["Objective 1", "Objective 2"]


def test_opening_tells_the_guests_of_that_party(pledge, jonas):
    make_guest(pledge, name="Ruth", party_key="party-uganda")
    make_guest(pledge, name="Not there yet", party_key=STATE, confirmed_at=None)
    negotiating.open_table(pledge, STATE, by=drafter(pledge))
    assert told() == [("Jonas Weber", "table-opened")]
    negotiating.open_table(pledge, STATE, by=drafter(pledge))
    assert NegotiationTable.objects.count() == Notice.objects.count() == 1


@pytest.mark.parametrize("key", ["", "party-nobody", OWN])
def test_table_with_nobody_is_not_opened(pledge, key):
    with pytest.raises(CannotNegotiateError):
        negotiating.open_table(pledge, key, by=drafter(pledge))
    assert not NegotiationTable.objects.exists()
    assert not now(pledge).has_open_table


def test_table_with_oneself_is_not_opened(pledge):
    own = add_party(pledge, "national_society", "KE", key="party-own")
    society = pledge.organisation
    society.national_society = own.national_society
    society.save(update_fields=["national_society"])
    with pytest.raises(CannotNegotiateError):
        negotiating.open_table(pledge, "party-own", by=drafter(pledge))
    assert [party.key for party in negotiation.other_parties(Draft(now(pledge)))] == [STATE, "party-uganda"]


@pytest.mark.parametrize(
    ("kind", "name", "others"),
    [
        ("ministry", "Kenya", ["uganda", "relief", "health"]),
        ("ministry", "Ministry of Health", ["uganda", "relief"]),
        ("observer", "Relief", ["kenya", "uganda", "health"]),
        ("secretariat", "Conference", ["kenya", "uganda", "relief", "health"]),
    ],
)
def test_other_parties_are_those_that_the_organisation_is_not(kind, name, others):
    pledge = make_pledge(make_organisation(name, kind=kind))
    for code, key in (("KE", "kenya"), ("UG", "uganda")):
        add_party(pledge, "state", code, key=key)
    add_party(pledge, "observer", name="Relief", key="relief")
    health = add_party(pledge, "state", "KE", name="Ministry of Health", key="health")
    if kind == "ministry":
        pledge.organisation.state = health.state
    assert [party.key for party in negotiation.other_parties(Draft(pledge))] == others


def test_closed_table_holds_up_nothing_and_keeps_what_was_written(pledge, table, ours, theirs):
    put(ours, "Dig four wells.")
    put(theirs, "Dig two wells.")
    negotiating.close_table(table, by=drafter(pledge))
    assert (open_keys(pledge), now(pledge).has_open_table, text(pledge)) == ([], False, "Dig three wells.")
    assert told() == [("Jonas Weber", "table-closed")]
    assert (row(ours).own.text, row(ours).other.text) == ("Dig four wells.", "")
    for refused in (lambda: put(ours, "Dig five wells."), lambda: say(theirs, "pledge"), lambda: show(ours, OWN)):
        with pytest.raises(WrongStateError):
            refused()
    negotiating.close_table(table, by=drafter(pledge))
    assert Notice.objects.count() == 1
    negotiating.open_table(pledge, STATE, by=drafter(pledge))
    assert open_keys(pledge) == [CLAUSE, OWN]
    assert row(theirs).own.text == "Dig two wells."


def test_one_of_two_tables_that_is_closed_leaves_the_other(pledge, table):
    second = negotiating.open_table(pledge, "party-uganda", by=drafter(pledge))
    assert len(open_keys(pledge)) == 4
    negotiating.close_table(table, by=drafter(pledge))
    assert (len(open_keys(pledge)), now(pledge).has_open_table) == (2, True)
    negotiating.close_table(second, by=drafter(pledge))
    assert not now(pledge).has_open_table


def test_table_of_a_party_that_left_holds_up_nothing_until_it_is_back(pledge, table):
    party = pledge.parties.get(key=STATE)
    party.delete()
    assert open_keys(pledge) == []
    add_party(pledge, "state", "KE", key=STATE)
    assert open_keys(pledge) == [CLAUSE, OWN]


@pytest.mark.parametrize("status", ["in-circulation", "agreed", "submitted", "withdrawn"])
def test_nothing_is_negotiated_about_what_is_no_draft(pledge, table, ours, status):
    seen = row(ours)
    Pledge.objects.update(status=status)
    for refused in (
        lambda: negotiating.open_table(pledge, "party-uganda", by=drafter(pledge)),
        lambda: negotiating.write(ours, {OWN: Typed("Dig.", seen.box_mark)}),
        lambda: negotiating.agree(ours, OWN, "pledge", seen=seen.mark),
        lambda: negotiating.agree_on_rest(ours, seen=marks(ours)),
        lambda: negotiating.take_back(ours, OWN),
    ):
        with pytest.raises(WrongStateError):
            refused()
    assert open_keys(pledge) == []
    assert not Cell.objects.exists()


# Writing and showing


@pytest.mark.parametrize("wording", TEXTS)
def test_wording_is_for_its_own_side_until_it_is_shown(ours, theirs, wording):
    written = put(ours, wording)
    assert (written.conflicts, written.refused, written.seen) == ({}, {}, {OWN: boxes(ours)[OWN]})
    assert (row(ours).own.text, row(ours).own.who) == (wording, "Amina")
    assert (row(theirs).other, row(ours).own.is_private) == (replace(negotiation.EMPTY), True)
    assert told() == []
    show(ours)
    assert (row(theirs).other.shown, row(theirs).other.text, row(theirs).other.who) == (wording, "", "")
    assert not row(ours).own.is_private
    assert told() == [("Jonas Weber", "table-shown")]


def test_what_is_written_after_showing_is_private_again(ours, theirs):
    put(ours, "Dig four wells.")
    show(ours, OWN)
    put(ours, "Dig five wells.")
    assert row(theirs).other.shown == "Dig four wells."
    assert (row(ours).own.is_private, row(ours).own.shown) == (True, "Dig four wells.")


def test_box_that_is_left_as_it_was_drawn_is_no_wording(ours):
    put(ours, "Dig three wells.")
    put(ours, row(ours, CLAUSE).text, CLAUSE)
    assert not Cell.objects.exists()


def test_emptied_box_takes_back_what_was_written_and_shown(ours, theirs):
    put(ours, "Dig four wells.")
    show(ours)
    put(ours, "")
    assert (row(ours).own.text, row(theirs).other.shown) == ("", "")
    assert row(ours).draws == "Dig three wells."


def test_one_row_is_shown_and_the_others_are_not(ours, theirs):
    put(ours, "Dig four wells.")
    put(ours, "Work.", CLAUSE)
    show(ours, CLAUSE)
    assert (row(theirs, CLAUSE).other.shown, row(theirs).other.shown) == ("Work.", "")
    show(ours)
    assert row(theirs).other.shown == "Dig four wells."
    with pytest.raises(CannotNegotiateError, match="nothing"):
        show(ours)


def test_what_a_colleague_wrote_meanwhile_is_not_shown_unread(ours, theirs):
    put(ours, "Dig four wells.")
    seen = boxes(ours)
    put(ours, "What we never say aloud.", CLAUSE)
    with pytest.raises(CannotNegotiateError, match="meanwhile"):
        negotiating.show(ours, seen=seen)
    assert row(theirs).other.shown == row(theirs, CLAUSE).other.shown == ""


def test_two_of_one_side_who_write_one_cell_lose_no_word(ours):
    drawn = row(ours).box_mark
    put(ours, "Dig four wells.")
    written = negotiating.write(
        ours, {OWN: Typed("Dig five wells.", drawn), CLAUSE: Typed("Work.", row(ours, CLAUSE).box_mark)}
    )
    assert written.conflicts == {OWN: "Dig four wells."}
    assert (row(ours).own.text, row(ours, CLAUSE).own.text) == ("Dig four wells.", "Work.")
    assert negotiating.write(ours, {OWN: Typed("Dig four wells.", drawn)}).conflicts == {}
    assert put(ours, "Dig five wells.").conflicts == {}
    assert row(ours).own.text == "Dig five wells."


def test_pledge_that_is_reworded_while_somebody_writes_asks_them_to_look(ours, pledge):
    drawn = row(ours).box_mark
    edits.reword(pledge, OWN, "Dig nine wells.", by=drafter(pledge))
    assert negotiating.write(ours, {OWN: Typed("Dig five wells.", drawn)}).conflicts == {OWN: "Dig nine wells."}


@pytest.mark.parametrize("wrong", ["x" * 101, "y " * 2001, "a\u202eb"])
def test_text_that_can_not_be_kept_says_so_and_the_others_are_kept(ours, wrong):
    boxes = {OWN: Typed(wrong, row(ours).box_mark), CLAUSE: Typed("Work.", row(ours, CLAUSE).box_mark)}
    written = negotiating.write(ours, boxes)
    assert list(written.refused) == [OWN]
    assert (row(ours).own.text, row(ours, CLAUSE).own.text) == ("", "Work.")


def test_column_holds_as_much_as_a_pledge(ours, pledge):
    many = [write(pledge, "action", "Dig.", key=f"own-{number}").key for number in range(26)]
    boxes = {key: Typed("dig " * 999, row(ours, key).box_mark) for key in many}
    written = negotiating.write(ours, boxes)
    assert list(written.refused) == [many[-1]]
    assert Cell.objects.exclude(text="").count() == 25


def test_unknown_item_is_left_alone(ours):
    assert negotiating.write(ours, {"own-nothing": Typed("Dig.", "")}) == negotiating.Written()
    with pytest.raises(CannotNegotiateError, match="no longer"):
        negotiating.agree(ours, "own-nothing", "pledge", seen="")


# Agreeing


@pytest.mark.parametrize("wording", TEXTS)
def test_wording_is_agreed_once_both_sides_say_so(pledge, ours, theirs, wording):
    put(ours, wording)
    assert not say(ours, "own")
    assert (text(pledge), row(theirs).other_word, row(theirs).waits_for_own) == ("Dig three wells.", wording, True)
    assert told() == [("Jonas Weber", "table-asks")]
    assert say(theirs, "other")
    assert (text(pledge), row(ours).is_agreed, open_keys(pledge)) == (wording, True, [CLAUSE])
    assert ("Amina", "table-agreed") in told()
    [change] = Change.objects.filter(pledge=pledge)
    assert (change.row, change.before, str(change.by)) == (f"item:{OWN}", {"text": "Dig three wells."}, "Amina")


def test_drafters_agree_last_on_what_the_party_wrote(pledge, ours, theirs):
    put(theirs, "Dig two wells.")
    assert not say(theirs, "own")
    assert ("Amina", "table-asks") in told()
    assert say(ours, "proposed")
    assert text(pledge) == "Dig two wells."


def test_drafter_alone_agrees_for_nobody_else(pledge, ours):
    for on in ("pledge", "third"):
        assert not say(ours, on, third="Dig ten wells.")
    assert (text(pledge), open_keys(pledge)) == ("Dig three wells.", [CLAUSE, OWN])


def test_agreeing_on_a_private_wording_shows_it(ours, theirs):
    put(ours, "Dig four wells.")
    say(ours, "own")
    assert row(theirs).other.shown == "Dig four wells."


def test_third_wording_is_one_that_the_other_side_reads(pledge, ours, theirs):
    put(ours, "Dig four wells.")
    put(theirs, "Dig two wells.")
    assert not say(theirs, "third", third="Dig three good wells.")
    assert (row(ours).other_word, row(ours).other.shown) == ("Dig three good wells.", "")
    assert say(ours, "proposed")
    assert text(pledge) == "Dig three good wells."


@pytest.mark.parametrize("on", ["own", "other", "proposed", "nonsense"])
def test_there_is_nothing_to_agree_on_where_nobody_wrote(ours, on):
    with pytest.raises(CannotNegotiateError):
        say(ours, on)


def test_other_side_s_private_wording_can_not_be_agreed_on(ours, theirs):
    put(theirs, "Dig two wells.")
    with pytest.raises(CannotNegotiateError):
        say(ours, "other")


@pytest.mark.parametrize("third", ["", " ", "x" * 101])
def test_third_wording_is_checked_as_every_text(ours, third):
    with pytest.raises((CannotNegotiateError, TextRefusedError)):
        say(ours, "third", third=third)


def test_nobody_agrees_on_what_they_did_not_see(pledge, ours, theirs):
    put(ours, "Dig four wells.")
    show(ours)
    seen = row(theirs).mark
    put(ours, "Dig forty wells.")
    show(ours)
    with pytest.raises(CannotNegotiateError, match="meanwhile"):
        negotiating.agree(theirs, OWN, "other", seen=seen)
    assert row(ours).other_word == ""


def test_private_wording_of_the_other_side_does_not_show_in_what_a_page_carries(ours, theirs):
    before = (marks(theirs), boxes(theirs))
    put(ours, "Dig four wells.")
    assert (marks(theirs), boxes(theirs)) == before


def test_agreement_is_taken_back_and_the_text_stays(pledge, ours, theirs):
    say(ours, "third", third="Dig four wells.")
    say(theirs, "proposed")
    negotiating.take_back(theirs, OWN)
    assert (text(pledge), open_keys(pledge)) == ("Dig four wells.", [CLAUSE, OWN])
    assert say(theirs, "pledge")


def test_both_agree_on_other_wordings_and_the_row_stays_open(pledge, ours, theirs):
    say(ours, "third", third="Dig four wells.")
    say(theirs, "third", third="Dig two wells.")
    assert open_keys(pledge) == [CLAUSE, OWN]
    assert say(ours, "proposed")
    assert text(pledge) == "Dig two wells."


def test_official_wording_typed_with_other_quotes_stays_official_and_agreed(pledge, ours, theirs):
    official = text(pledge, CLAUSE)
    typed = official.replace(" ", "  ", 1)
    say(ours, "third", CLAUSE, third=typed)
    say(theirs, "proposed", CLAUSE)
    assert (text(pledge, CLAUSE), open_keys(pledge)) == (official, [OWN])


def test_rest_is_agreed_on_in_one_go_by_each_side(pledge, ours, theirs):
    put(ours, "Dig four wells.")
    assert negotiating.agree_on_rest(ours, seen=marks(ours)) == 1
    assert open_keys(pledge) == [CLAUSE, OWN]
    assert negotiating.agree_on_rest(theirs, seen=marks(theirs)) == 2
    assert open_keys(pledge) == [OWN]
    assert not Change.objects.exists()
    with pytest.raises(CannotNegotiateError):
        negotiating.agree_on_rest(ours, seen=marks(ours))


def test_rest_that_was_reworded_meanwhile_is_not_agreed_on(pledge, ours):
    seen = marks(ours)
    edits.reword(pledge, OWN, "Dig nine wells.", by=drafter(pledge))
    with pytest.raises(CannotNegotiateError):
        negotiating.agree_on_rest(ours, seen=seen)
    assert not Cell.objects.exists()


def test_who_agreed_for_the_drafters_and_is_gone_is_asked_for_anew(pledge, ours, theirs):
    say(ours, "third", third="Dig four wells.")
    drafter(pledge).delete()
    with pytest.raises(CannotNegotiateError, match="Amina"):
        say(theirs, "proposed")
    assert text(pledge) == "Dig three wells."


def test_agreed_wording_that_makes_the_pledge_too_large_is_not_agreed(pledge, ours, theirs):
    for number in range(25):
        write(pledge, "action", "dig " * 998, key=f"own-{number}")
    say(ours, "third", third="wells " * 600)
    with pytest.raises(TextRefusedError):
        say(theirs, "proposed")
    assert row(theirs).own_word == ""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("wordings", [("Dig four wells.", "Dig two wells."), ("Dig four wells.", "Dig four wells.")])
def test_both_sides_agree_at_the_same_moment(pledge, ours, theirs, wordings):
    """On one wording it is agreed, once; on two the row stays open, and each side sees what the other proposes."""
    together = Barrier(2)
    seen = row(ours).mark

    def answer(number: int) -> bool | str:
        together.wait()
        try:
            seat = (ours, theirs)[number]
            return negotiating.agree(seat, OWN, "third", seen=seen, third=wordings[number])
        except CannotNegotiateError:
            return "look again"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(answer, range(2)))
    assert sorted(map(str, answers)) == ["False", "look again"]
    assert (text(pledge), Change.objects.count()) == ("Dig three wells.", 0)
    second = theirs if answers[1] == "look again" else ours
    assert say(second, "proposed")
    assert (text(pledge), Change.objects.count()) == (wordings[0] if second is theirs else wordings[1], 1)


@pytest.mark.django_db(transaction=True)
def test_two_of_one_side_agree_at_the_same_moment_and_the_text_is_written_once(pledge, ours, theirs):
    say(ours, "third", third="Dig four wells.")
    together, seen = Barrier(2), row(theirs).mark

    def answer(_number: int) -> bool | str:
        together.wait()
        try:
            return negotiating.agree(theirs, OWN, "proposed", seen=seen)
        except CannotNegotiateError:
            return "look again"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(answer, range(2)))
    assert sorted(map(str, answers)) == ["True", "look again"]
    assert (text(pledge), Change.objects.count(), row(ours).is_agreed) == ("Dig four wells.", 1, True)


# What one side does again and again is told once


def test_other_side_has_one_notice_until_it_was_read_or_mailed(pledge, ours):
    for number in range(3):
        say(ours, "third", third=f"Dig {number} wells.")
        say(ours, "third", CLAUSE, third=f"Work {number} days.")
    assert told() == [("Jonas Weber", "table-asks")]
    Notice.objects.update(mailed_at=pledge.created_at)
    say(ours, "pledge")
    assert told() == [("Jonas Weber", "table-asks")] * 2


def test_notices_hold_no_word_of_a_wording(ours, theirs):
    put(ours, "Zebrafinch one.")
    show(ours)
    say(ours, "own")
    say(theirs, "third", third="Zebrafinch two.")
    say(ours, "proposed")
    assert len(told()) == 4
    assert not Notice.objects.filter(text__icontains="zebrafinch").exists()


# The pledge changes while the table is open


def agreed(ours: Seat, theirs: Seat, key: str = OWN) -> None:
    say(ours, "pledge", key)
    assert say(theirs, "pledge", key)


def test_row_of_a_text_that_is_reworded_is_open_again(pledge, ours, theirs):
    agreed(ours, theirs)
    edits.reword(pledge, OWN, "Dig nine wells.", by=drafter(pledge))
    assert (open_keys(pledge), row(ours).has_lapsed, row(ours).own_word) == ([CLAUSE, OWN], True, "")
    edits.reword(pledge, OWN, "Dig three wells.", by=drafter(pledge))
    assert (open_keys(pledge), row(ours).has_lapsed) == ([CLAUSE], False)


def test_half_an_agreement_lapses_once_the_text_is_another(pledge, ours, theirs):
    """Else the party could have a wording written over what the drafters wrote since they agreed on it."""
    say(ours, "third", third="Dig four wells.")
    edits.reword(pledge, OWN, "Dig nine wells.", by=drafter(pledge))
    with pytest.raises(CannotNegotiateError):
        say(theirs, "proposed")
    assert text(pledge) == "Dig nine wells."


def test_item_that_is_added_is_an_open_row(pledge, ours, theirs):
    agreed(ours, theirs)
    agreed(ours, theirs, CLAUSE)
    assert open_keys(pledge) == []
    write(pledge, "indicator", "Wells that give water.", key="own-new")
    assert open_keys(pledge) == ["own-new"]


def test_item_that_is_taken_out_asks_for_nothing_and_keeps_its_wordings(pledge, ours, theirs):
    put(ours, "Dig four wells.")
    edits.tick(pledge, CLAUSE, by=drafter(pledge))
    assert (open_keys(pledge), [each.key for each in rows(ours).rows]) == ([CLAUSE], [CLAUSE])
    assert (rows(ours).gone, rows(theirs).gone) == (((OWN, "Dig four wells."),), ())
    edits.tick(pledge, CLAUSE, OWN, by=drafter(pledge))
    assert row(ours).own.text == "Dig four wells."


def test_rows_follow_the_order_of_the_items(pledge, ours):
    put(ours, "Dig four wells.")
    move(Item.objects.get(key=OWN), "up", section="objectives", by=drafter(pledge))
    assert [(each.key, each.label, each.own.text) for each in rows(ours).rows] == [
        (OWN, "Objective 1", "Dig four wells."),
        (CLAUSE, "Objective 2", ""),
    ]


def test_item_that_is_split_has_a_row_for_each_part(pledge, ours, theirs):
    edits.reword(pledge, OWN, "1. Dig wells.\n2. Plant trees.", by=drafter(pledge))
    agreed(ours, theirs)
    assert split(pledge, OWN, section="objectives", by=drafter(pledge)) == 2
    assert len(open_keys(pledge)) == 3
    assert OWN in open_keys(pledge)


def test_other_tables_are_asked_again_once_one_has_changed_the_text(pledge, ours, theirs):
    second = negotiating.open_table(pledge, "party-uganda", by=drafter(pledge))
    ruth = Seat(second, Actor(guest=make_guest(pledge, party_key="party-uganda")), Side.PARTY, may_write=True)
    here = replace(ours, table=second)
    agreed(here, ruth)
    say(ours, "third", third="Dig four wells.")
    assert say(theirs, "proposed")
    assert row(ruth).own_word == ""
    found = negotiation.open_rows(now(pledge), document.build(now(pledge)))
    assert [(each.party_key, each.key) for each in found] == [
        (STATE, CLAUSE),
        ("party-uganda", CLAUSE),
        ("party-uganda", OWN),
    ]


def test_compared_with_the_model_text_or_else_with_the_pledge(pledge, ours):
    official = text(pledge, CLAUSE)
    edits.reword(pledge, CLAUSE, "Work, and work.", by=drafter(pledge))
    assert (row(ours, CLAUSE).base, row(ours).base) == (official, "Dig three wells.")


# What the database holds


def test_database_keeps_one_table_a_party_and_one_cell_a_side(table, ours):
    put(ours, "Dig four wells.")
    for again in (
        lambda: NegotiationTable.objects.create(pledge=table.pledge, party_key=STATE),
        lambda: Cell.objects.create(table=table, item_key=OWN, side=Side.DRAFTERS),
        lambda: Cell.objects.create(table=table, item_key="other", side=Side.DRAFTERS, agrees_to="Dig."),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            again()


def test_names_of_rows_in_logs_hold_no_wording(table, ours):
    put(ours, "Zebrafinch")
    assert "ebrafinch" not in f"{Cell.objects.get()} {table}"
