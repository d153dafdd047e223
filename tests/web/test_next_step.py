"""What is next with a pledge: every state, for everybody, and in which order."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from django.urls import reverse

from commitments.drafting.sections import BY_SLUG, SECTIONS
from commitments.models import Pledge, SignatureRequest
from commitments.web.next_step import next_step, next_step_beyond
from commitments.web.steps import Facts, Move, OpenTable, Role, in_a_line

DRAFTER, READER, GUEST = Role.DRAFTER, Role.READER, Role.GUEST
JONAS = SignatureRequest(name="Jonas Weber", party="Government of Kenya", party_key="party-state", place=0)
SARA = SignatureRequest(name="سارة سعيد", party="Kenya Red Cross Society", party_key="party-society", place=1)
KNOWN = Facts("draft", DRAFTER)
OBJECTIVES = BY_SLUG["objectives"]
OF_THE_ICRC = OpenTable("party-icrc", "the ICRC", 1)
WAITING = OpenTable("party-icrc", "the ICRC", 2, waiting=2)
TABLE_OPEN = OpenTable("party-state", "the Government of Kenya", 3)
TABLE_OF_ONE = "Agree with the ICRC on 1 row of the table"
TABLE_OF_THREE = "Agree with the Government of Kenya on 3 rows of the table"
NEGOTIATED = replace(KNOWN, to_fix=1, tables=[TABLE_OPEN])
AT_A_TABLE = Facts("draft", GUEST, tables=[OpenTable("party-state", "the Kenya Red Cross Society", 2)])
NOW_THEIRS = replace(KNOWN, to_fix=1, tables=[WAITING])
NOTHING_MORE = "You can comment and suggest changes. Nothing more is asked of you now."
TABLE_OF_TWO = "Agree with the Kenya Red Cross Society on 2 rows of the table"
PLEDGE = Pledge(reference="PB-22222-33333")

TABLE = {
    ("draft", DRAFTER): (Move.ASK, True, "Ask the parties to sign", "pledge_circulate"),
    ("draft", READER): (Move.COMMENT, False, "Waiting for the drafters", "pledge_comments"),
    ("draft", GUEST): (Move.COMMENT, True, "You can read it and comment on it", "pledge_comments"),
    ("in-circulation", DRAFTER): (Move.WAIT, False, "Waiting for the parties’ answers", "pledge_signatures"),
    ("in-circulation", READER): (Move.WAIT, False, "Waiting for the parties’ answers", "pledge_signatures"),
    ("in-circulation", GUEST): (Move.WAIT, False, "Waiting for the parties’ answers", "pledge_signatures"),
    ("agreed", DRAFTER): (Move.SUBMIT, True, "Submit it to the Conference", "pledge_submit"),
    ("agreed", READER): (Move.KEEP, False, "Waiting to be submitted", "pledge_download"),
    ("agreed", GUEST): (Move.KEEP, False, "Every party has signed", "pledge_signatures"),
    ("submitted", DRAFTER): (Move.KEEP, False, "Nothing left to do", "pledge_download"),
    ("submitted", READER): (Move.KEEP, False, "Nothing left to do", "pledge_download"),
    ("submitted", GUEST): (Move.KEEP, False, "Every party has signed", "pledge_signatures"),
    ("withdrawn", DRAFTER): (Move.KEEP, False, "Nothing left to do", "pledge_copy"),
    ("withdrawn", READER): (Move.KEEP, False, "Nothing left to do", "pledge_signatures"),
    ("withdrawn", GUEST): (Move.KEEP, False, "Nothing left to do", "pledge_signatures"),
}


def test_table_has_every_state_and_role():
    assert set(TABLE) == set(product(Pledge.Status.values, Role))


@pytest.mark.parametrize(("state", "role"), list(TABLE), ids=str)
def test_next_step_of_each_state_and_role(state, role):
    found = next_step(Facts(state, role))
    assert (found.move, found.is_mine, found.text, found.route) == TABLE[state, role]
    assert found.button


@pytest.mark.parametrize(
    ("changes", "move", "text", "route"),
    [
        ({}, Move.ASK, "Ask the parties to sign", "pledge_circulate"),
        (
            {"invitable": "the Government of Kenya"},
            Move.INVITE,
            "Invite the Government of Kenya to comment",
            "pledge_invitations",
        ),
        ({"to_fix": 1}, Move.CHECK, "1 thing to fix before the parties can sign", "pledge_check"),
        ({"to_fix": 2}, Move.CHECK, "2 things to fix before the parties can sign", "pledge_check"),
        ({"empty": OBJECTIVES}, Move.WRITE, "Fill in “Objectives”", "pledge_objectives"),
        ({"suggestions": 1}, Move.ANSWER, "Answer 1 suggested change", "pledge_suggestions"),
        ({"suggestions": 3}, Move.ANSWER, "Answer 3 suggested changes", "pledge_suggestions"),
        (
            {"to_fix": 1, "tables": [OpenTable("party-icrc", "the ICRC", 1)]},
            Move.NEGOTIATE,
            TABLE_OF_ONE,
            "pledge_table",
        ),
        ({"to_fix": 1, "tables": [TABLE_OPEN]}, Move.NEGOTIATE, TABLE_OF_THREE, "pledge_table"),
        ({"to_fix": 2, "tables": [WAITING, TABLE_OPEN]}, Move.NEGOTIATE, TABLE_OF_THREE, "pledge_table"),
        ({"to_fix": 1, "tables": [replace(WAITING, rows=3)]}, Move.NEGOTIATE, TABLE_OF_ONE, "pledge_table"),
    ],
)
def test_draft_leads_through_the_life_of_a_pledge(changes, move, text, route):
    found = next_step(replace(KNOWN, **changes))
    assert (found.move, found.text, found.route, found.is_mine) == (move, text, route, True)


@pytest.mark.parametrize("role", [DRAFTER, GUEST])
@pytest.mark.parametrize(("rows", "said"), [(1, "1 row"), (2, "2 rows"), (10, "10 rows")])
def test_table_on_which_the_own_side_agreed_waits_for_the_other(role, rows, said):
    table = replace(WAITING, rows=rows, waiting=rows)
    found = next_step(Facts("draft", role, to_fix=1, tables=[table]))
    assert found.heading == f"Waiting for the ICRC to agree on {said}"
    assert (found.is_mine, found.route, found.args) == (False, "pledge_table", ("party-icrc",))


def test_draft_goes_in_the_order_of_a_pledges_life():
    """Each thing that is done gives way to the next: what is suggested, what is empty, what is wrong, who is asked."""
    facts = replace(
        KNOWN, suggestions=2, empty=OBJECTIVES, to_fix=3, invitable="the Government of Kenya", tables=[TABLE_OPEN]
    )
    moves = []
    for done in (
        {"suggestions": 0},
        {"empty": None},
        {"to_fix": 1},
        {"invitable": ""},
        {"to_fix": 0, "tables": ()},
        {},
    ):
        moves.append(next_step(facts).move)
        facts = replace(facts, **done)
    assert moves == [Move.ANSWER, Move.WRITE, Move.CHECK, Move.INVITE, Move.NEGOTIATE, Move.ASK]


@pytest.mark.parametrize(
    "section", [section for section in SECTIONS if section.is_filled_in], ids=lambda each: each.slug
)
def test_empty_section_is_named_and_reached(section):
    pledge = Pledge(reference="PB-22222-33333")
    found = next_step(replace(KNOWN, empty=section))
    assert str(section.title) in found.button
    assert found.url(pledge) == section.url(pledge)


@pytest.mark.parametrize("role", list(Role))
def test_own_signature_comes_first_while_it_goes_round(role):
    facts = Facts("in-circulation", role, is_to_sign=True, objections=[SARA], waiting=["Jonas Weber"])
    found = next_step(facts)
    assert (found.move, found.is_mine, found.route) == (Move.SIGN, True, "pledge_answer")


@pytest.mark.parametrize("role", list(Role))
def test_further_party_signs_what_was_submitted(role):
    assert next_step(Facts("submitted", role, is_to_sign=True)).move == Move.SIGN


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("is_to_sign", [False, True])
def test_nothing_is_up_to_anybody_but_the_drafters_once_a_party_declined(role, is_to_sign):
    found = next_step(Facts("in-circulation", role, is_to_sign=is_to_sign, holding_up=[SARA], objections=[SARA]))
    if role == DRAFTER:
        assert (found.move, found.text) == (Move.DECIDE, "سارة سعيد declined to sign")
        pledge = Pledge(reference="PB-22222-33333")
        assert found.url(pledge) == reverse("pledge_replace", args=[pledge.reference, "party-society", 1])
    else:
        assert (found.move, found.is_mine) == (Move.WAIT, False)
        is_asked = is_to_sign or role == GUEST
        expected = "A party declined: nothing is up to you for now" if is_asked else "سارة سعيد declined to sign"
        assert found.text == expected


def test_drafters_change_what_a_party_asks_for_and_others_wait():
    facts = Facts("in-circulation", DRAFTER, objections=[JONAS], waiting=["Jonas Weber"])
    found = next_step(facts)
    assert (found.move, found.text, found.route) == (Move.CHANGE, "Jonas Weber asks for changes", "pledge_reopen")
    for role in (READER, GUEST):
        assert next_step(replace(facts, role=role)).text == "Waiting for Jonas Weber"


@pytest.mark.parametrize(
    ("changes", "move", "is_mine", "text"),
    [
        ({}, Move.KEEP, False, "Nothing left to do"),
        ({"takes_further_parties": True}, Move.KEEP, False, "Open for signatures of further parties"),
        ({"takes_further_parties": True, "asking": 1}, Move.ADMIT, True, "1 further party asks to sign"),
        ({"takes_further_parties": True, "asking": 2}, Move.ADMIT, True, "2 further parties ask to sign"),
        ({"asking": 2}, Move.KEEP, False, "Nothing left to do"),
        ({"may_be_published": True}, Move.PUBLISH, False, "It can be published: every party agrees to that"),
        (
            {"may_be_published": True, "takes_further_parties": True, "asking": 1},
            Move.ADMIT,
            True,
            "1 further party asks to sign",
        ),
    ],
)
def test_submitted_pledge_is_opened_to_others_then_published_then_kept(changes, move, is_mine, text):
    found = next_step(Facts("submitted", DRAFTER, **changes))
    assert (found.move, found.is_mine, found.text) == (move, is_mine, text)
    read_only = next_step(Facts("submitted", READER, **changes))
    assert not read_only.is_mine
    assert read_only.move != Move.PUBLISH


@pytest.mark.parametrize(
    ("facts", "here", "move", "text", "route"),
    [
        (replace(KNOWN, to_fix=2), "blanks", Move.CHECK, "2 things to fix before the parties can sign", "pledge_check"),
        (replace(KNOWN, invitable="the ICRC"), "history", Move.INVITE, None, "pledge_invitations"),
        (NEGOTIATED, "table/party-icrc", Move.NEGOTIATE, TABLE_OF_THREE, "pledge_table"),
        (NOW_THEIRS, "table/party-icrc", Move.NEGOTIATE, "Waiting for the ICRC to agree on 2 rows", "pledge_read"),
        (NOW_THEIRS, "read", Move.NEGOTIATE, "Waiting for the ICRC to agree on 2 rows", "pledge_table"),
        (Facts("draft", GUEST), "comments", Move.COMMENT, NOTHING_MORE, "pledge_read"),
        (Facts("draft", GUEST), "read", Move.COMMENT, NOTHING_MORE, "pledge_comments"),
        (Facts("draft", READER), "comments", Move.COMMENT, "Waiting for the drafters", "pledge_read"),
        (AT_A_TABLE, "read", Move.NEGOTIATE, TABLE_OF_TWO, "pledge_table"),
        (Facts("in-circulation", READER, waiting=["سارة"]), "signatures", Move.WAIT, "Waiting for سارة", "pledge_read"),
        (Facts("agreed", DRAFTER, may_be_published=True), "publish", Move.SUBMIT, None, "pledge_submit"),
        (Facts("submitted", DRAFTER), "publish", Move.KEEP, "Nothing left to do", "pledge_download"),
        (Facts("submitted", READER, asking=1, takes_further_parties=True), "joining", Move.ADMIT, None, "pledge_read"),
        (Facts("withdrawn", READER), "signatures", Move.KEEP, "Nothing left to do", "pledge_read"),
    ],
)
def test_end_of_a_page_leads_to_what_is_next(facts, here, move, text, route):
    found = next_step_beyond(facts, PLEDGE, f"/pledges/{PLEDGE.reference}/{here}/")
    assert found
    assert (found.move, found.text, found.route) == (move, text or found.text, route)
    assert found.heading.startswith("Next: ") == found.is_mine if move != Move.COMMENT else found.heading == found.text


@pytest.mark.parametrize(
    ("facts", "here"),
    [
        (KNOWN, "circulate"),
        (replace(KNOWN, suggestions=2), "suggestions"),
        (replace(KNOWN, to_fix=2, invitable="the ICRC"), "check"),
        (replace(KNOWN, invitable="the ICRC", to_fix=1, tables=[TABLE_OPEN]), "invitations"),
        (NEGOTIATED, "table/party-state"),
        (AT_A_TABLE, "table/party-state"),
        (Facts("in-circulation", GUEST, is_to_sign=True), "answer"),
        (Facts("agreed", DRAFTER, may_be_published=True), "submit"),
        (Facts("submitted", DRAFTER, may_be_published=True), "publish"),
        (Facts("submitted", DRAFTER, asking=1, takes_further_parties=True), "joining"),
    ],
)
def test_page_that_is_the_next_step_itself_ends_in_no_other(facts, here):
    assert next_step_beyond(facts, PLEDGE, f"/pledges/{PLEDGE.reference}/{here}/") is None


def test_every_next_step_has_an_address():
    """Whatever the facts are, the button leads somewhere; at the end of a page, to another one that can do it."""
    pledge = PLEDGE
    more: dict[str, list[Any]] = {
        "tables": [(), (TABLE_OPEN,)],
        "is_to_sign": [False, True],
        "suggestions": [0, 2],
        "empty": [None, OBJECTIVES],
        "to_fix": [0, 1],
        "invitable": ["", "the ICRC"],
        "objections": [(), (JONAS,)],
        "holding_up": [(), (SARA,)],
        "asking": [0, 1],
        "takes_further_parties": [False, True],
        "may_be_published": [False, True],
    }
    for status, role in TABLE:
        for values in product(*more.values()):
            facts = Facts(status, role, **dict(zip(more, values, strict=True)))
            found = next_step(facts)
            assert found.url(pledge).startswith(f"/pledges/{pledge.reference}/")
            assert found.text
            assert found.heading in (found.text, f"Next: {found.text}")
            here = found.url(pledge).partition("#")[0]
            beyond = next_step_beyond(facts, pledge, here)
            assert beyond is None or beyond.url(pledge).partition("#")[0] != here
            assert found.route != "pledge_circulate" or not facts.to_fix


@pytest.mark.parametrize(
    ("names", "line"),
    [
        ([], ""),
        (["Jonas"], "Jonas"),
        (["a", "b", "c", "d"], "a, b, c, d"),
        (["a", "b", "c", "d", "e", "f"], "a, b, c, d and 2 more"),
    ],
)
def test_names_stand_in_a_line(names, line):
    assert in_a_line(names) == line
