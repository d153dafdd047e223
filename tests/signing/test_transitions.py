"""Every step from every state of a pledge, by everybody: what is possible, and that nothing else changes a row.

The tables are written out by hand from docs/product.md, “Life of a pledge”, and not taken from the code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.utils import timezone

from commitments import document
from commitments.drafting.editing.write import WrongStateError
from commitments.models import Actor, Attempt, Invitation, Pledge, SignatureRequest, Step
from commitments.models.rounds import Round
from commitments.signing.circulating import circulate, text_mark
from commitments.signing.ending import reopen, withdraw
from commitments.signing.open_requests import NotOpenError
from commitments.signing.submitting import submit
from commitments.signing.transitions import locked, move
from tests.conftest import LIBRARY
from tests.factories import (
    circulated,
    give_signature,
    mailed_code,
    make_guest,
    make_member,
    make_organisation,
    make_ready,
    the_round,
)

pytestmark = pytest.mark.django_db

ANSWER_VERBS = ("read", "send-code", "request-changes", "decline", "allow-publication", "take-back-consent", "sign")
PUBLICATION_VERBS = ("allow-publication", "take-back-consent")
STATES = ["draft", "in-circulation", "agreed", "submitted", "withdrawn"]
STEPS = {
    # ------------ draft           in-circulation agreed      submitted withdrawn
    "circulate": "in-circulation  -              -           -         -",
    "agree":     "-               agreed         -           -         -",
    "reopen":    "-               draft          draft       -         -",
    "submit":    "-               -              submitted   -         -",
    "withdraw":  "withdrawn       withdrawn      withdrawn   -         -",
}  # fmt: skip
"""Where each step leads from each state; a dash: it can't be done"""

NAMES = {
    "draft": "Draft",
    "in-circulation": "In circulation",
    "agreed": "Agreed",
    "submitted": "Submitted",
    "withdrawn": "Withdrawn",
}
REFUSED = {
    "circulate": "Only a draft can be circulated to be signed. This pledge is: {state}.",
    "agree": "Only a pledge in circulation can be agreed. This pledge is: {state}.",
    "reopen": "Only a pledge in circulation, or an agreed one, can be reopened. This pledge is: {state}.",
    "submit": "Only a pledge that every party has signed can be submitted. This pledge is: {state}.",
    "withdraw": "Only a pledge that is not submitted yet can be withdrawn. This pledge is: {state}.",
}

MEMBERS = ["viewer", "drafter", "signatory", "administrator"]
PEOPLE = ["anonymous", "stranger", "secretariat", *MEMBERS, "guest", "sara", "jonas"]
"""Members are in the pledge's own organisation; a guest was asked for comments alone. Jonas signs for the Government,
and Sara for the National Society, in whose organisation nobody here is"""
SIGNATORIES = ("sara", "jonas")
ANSWERS = {
    # ------------- anonymous stranger secretariat viewer drafter signatory administrator guest sara jonas
    "possible":     "401       404      404         403    302     302       302           401   401  401",
    "not now":      "401       404      404         403    422     422       422           401   401  401",
    "sent already": "401       404      404         403    302     302       302           401   401  401",
    "own answer":   "401       404      404         403    403     403       403           403   302  302",
}  # fmt: skip
"""The status of a POST. 302: done, or for “sent already” and “own answer” where a page says why not"""


def cells(row: str, names: list[str]) -> dict[str, str]:
    return dict(zip(names, row.split(), strict=True))


CASES = [(step, state, target) for step, row in STEPS.items() for state, target in cells(row, STATES).items()]


def in_state(state: str) -> Pledge:
    """A pledge that went through its whole life so far: Jonas has signed, and Sara too where it is agreed."""
    found = circulated()
    pledge, by = found.revision.pledge, Actor(user=found.revision.by)
    give_signature(found.signature_requests[0])
    if state in ("agreed", "submitted"):
        give_signature(found.signature_requests[1])
    if state == "submitted":
        submit(Pledge.objects.get(), on=timezone.now().date(), by=by)
    if state == "draft":
        reopen(pledge, reason="A typing error", by=by)
    if state == "withdrawn":
        withdraw(pledge, reason="Another pledge says the same", by=by)
    pledge = Pledge.objects.select_related("organisation", "model_text").get()
    assert pledge.status == state
    return pledge


def rows() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of the project, but for the library and for how often a code was tried."""
    models = [model for model in apps.get_app_config("commitments").get_models() if model not in (*LIBRARY, Attempt)]
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in models}


@contextmanager
def undone() -> Iterator[None]:
    """What is done within is undone at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def the_request(email: str, found: Round) -> SignatureRequest:
    return next(signature_request for signature_request in found.signature_requests if signature_request.email == email)


@pytest.mark.parametrize(("step", "state", "target"), CASES)
def test_step_leads_where_the_table_says(step, state, target):
    pledge = in_state(state)
    by = Actor(user=make_member("drafter", pledge.organisation))
    before = rows()
    if target == "-":
        with pytest.raises(WrongStateError) as refused, locked(pledge) as now:
            move(now, Step(step), by=by)
        assert str(refused.value) == REFUSED[step].format(state=NAMES[state])
        assert rows() == before
        return
    with locked(pledge) as now:
        move(now, Step(step), by=by, words="Why")
    assert Pledge.objects.get().status == now.status == target
    entry = pledge.trail.order_by("-number")[0]
    kinds = {
        "circulate": "circulated",
        "agree": "agreed",
        "reopen": "reopened",
        "submit": "submitted",
        "withdraw": "withdrawn",
    }
    assert (entry.kind, entry.user, entry.words) == (kinds[step], by.user, "Why")


def test_every_step_is_in_the_table():
    assert [step.value for step in Step] == list(STEPS)
    assert [state.value for state in Pledge.Status] == STATES


VERBS: dict[str, Callable[[Pledge, Actor], object]] = {
    "circulate": lambda pledge, by: circulate(
        pledge,
        seen=text_mark(document.build(pledge)),
        in_turn=False,
        asked_for=timezone.now().date() + timedelta(days=7),
        by=by,
    ),
    "reopen": lambda pledge, by: reopen(pledge, reason="A mistake", by=by),
    "submit": lambda pledge, by: submit(pledge, on=timezone.now().date(), by=by),
    "withdraw": lambda pledge, by: withdraw(pledge, reason="No longer wanted", by=by),
}


@pytest.mark.parametrize(("step", "state", "target"), [case for case in CASES if case[0] != "agree"])
def test_service_goes_where_the_table_says_and_else_writes_nothing(step, state, target):
    pledge = in_state(state)
    by = Actor(user=make_member("drafter", pledge.organisation))
    before = rows()
    if target == "-":
        with pytest.raises(WrongStateError, match="This pledge is: "):
            VERBS[step](pledge, by)
        assert rows() == before
    else:
        VERBS[step](pledge, by)
        assert pledge.status == Pledge.objects.get().status == target


@pytest.mark.parametrize("state", STATES)
def test_last_signature_is_taken_in_circulation_alone(state):
    pledge = in_state(state)
    signature_request = the_request("sara@example.org", the_round(pledge))
    before = rows()
    if state == "in-circulation":
        give_signature(signature_request)
        assert Pledge.objects.get().status == "agreed"
        return
    said = {
        "draft": "The pledge was reopened for changes meanwhile.",
        "withdrawn": "The pledge was withdrawn meanwhile.",
    }
    with undone(), pytest.raises(NotOpenError, match=said.get(state, "You have answered already: Signed.")):
        give_signature(signature_request)
    assert rows() == before


class Visitors:
    """Who visits a pledge, by name."""

    def __init__(self, pledge: Pledge) -> None:
        self.pledge = pledge
        self.members = {role: make_member(role, pledge.organisation) for role in MEMBERS}
        self.members["stranger"] = make_member("administrator")
        self.members["secretariat"] = make_member("administrator", make_organisation(kind="secretariat"))
        self.guests = {"guest": make_guest(pledge)}
        for name in SIGNATORIES:
            signature_request = the_request(f"{name}@example.org", the_round(pledge))
            Invitation.objects.filter(pk=signature_request.invitation.pk).update(confirmed_at=timezone.now())
            self.guests[name] = Invitation.objects.get(pk=signature_request.invitation.pk)

    def client(self, name: str) -> Client:
        client = Client()
        if name in self.members:
            client.force_login(self.members[name])
        if name in self.guests:
            session = client.session
            session["guest"] = [self.guests[name].pk, self.guests[name].token_hash]
            session.save()
        return client


def form(step: str, pledge: Pledge) -> dict[str, str]:
    """What a complete form of a step sends."""
    day = timezone.now().date()
    forms = {
        "circulate": {
            "circulate": "",
            "seen": text_mark(document.build(pledge)),
            "order": "at-once",
            "asked_for": f"{day + timedelta(days=7)}",
            **{
                f"{party.key}-{name}": getattr(party, name)
                for party in pledge.parties.all()
                for name in ("signatory_name", "signatory_title", "signatory_email", "signs_by", "signs_for")
            },
        },
        "reopen": {"reason": "A mistake"},
        "withdraw": {"reason": "No longer wanted"},
        "submit": {"on": f"{day}", "conference_reference": "SP330012"},
    }
    return forms[step]


@pytest.mark.parametrize(("step", "state", "target"), [case for case in CASES if case[0] != "agree"])
def test_everybody_gets_what_the_table_says_and_else_nothing_changes(step, state, target):
    pledge = in_state(state)
    visitors, sent = Visitors(pledge), form(step, pledge)
    url, found = f"/pledges/{pledge.reference}/{step}/", {}
    refusal = "sent already" if step == "circulate" else "not now"
    expected = cells(ANSWERS["possible" if target != "-" else refusal], PEOPLE)
    for name in PEOPLE:
        with undone():
            client, before = visitors.client(name), rows()
            response = client.post(url, sent)
            found[name] = str(response.status_code)
            is_done = target != "-" and name in ("drafter", "signatory", "administrator")
            assert Pledge.objects.get().status == (target if is_done else state), name
            if not is_done:
                assert rows() == before, name
            if target == "-" and expected[name] in ("302", "422"):
                page = client.get(response["Location"]) if expected[name] == "302" else response
                said = REFUSED[step] if step == "circulate" else "This is not possible now. The pledge is: {state}."
                assert said.format(state=NAMES[state]) in page.content.decode(), name
    assert found == expected


@pytest.mark.both
@pytest.mark.parametrize("state", STATES)
def test_nobody_but_the_signatory_signs_whatever_the_state(state):
    pledge = in_state(state)
    visitors, found = Visitors(pledge), {}
    revision = the_round(pledge).revision
    url = f"/pledges/{pledge.reference}/answer/"
    for name in PEOPLE:
        for verb in ANSWER_VERBS if name in SIGNATORIES else ("sign",):
            with undone():
                sent = {
                    verb: "",
                    "seen": revision.digest,
                    "name": "Sara Said" if name == "sara" else "Jonas Weber",
                    "agrees": "on",
                    "code": "123456",
                    "changes": "Shorter",
                    "reason": "Never",
                }
                client, before = visitors.client(name), rows()
                response = client.post(url, sent)
                is_their_turn = (name, state) == ("sara", "in-circulation")
                if verb == "sign" and not is_their_turn:
                    found[name] = str(response.status_code)
                has_signed = state in ("agreed", "submitted") or (name, state) == ("jonas", "in-circulation")
                if is_their_turn or (name in SIGNATORIES and verb in PUBLICATION_VERBS and has_signed):
                    continue
                assert rows() == before, (name, verb)
                is_same_again = verb == "sign" and has_signed  # what was done is said, and nothing is done
                if response.status_code == 302 and not is_same_again:
                    page = client.get(response["Location"]).content.decode()
                    assert '<p class="note error">' in page, (name, verb)
    expected = cells(ANSWERS["own answer"], PEOPLE)
    if state == "in-circulation":
        del expected["sara"]
    assert found == expected


def test_signatory_signs_through_the_page():
    pledge = in_state("in-circulation")
    client, url = Visitors(pledge).client("sara"), f"/pledges/{pledge.reference}/answer/"
    seen = {"seen": the_round(pledge).revision.digest}
    assert client.post(url, {"read": "", **seen}).status_code == 302
    typed = {**seen, "name": "Sara Said", "agrees": "on"}
    assert client.post(url, {"send-code": "", **typed}).status_code == 200
    sent = {"sign": "", **typed, "code": mailed_code("sara@example.org")}
    assert client.post(url, sent).status_code == 302
    assert Pledge.objects.get().status == "agreed"


def test_pledge_that_was_never_sent_round_has_no_page_to_answer():
    pledge = make_ready()
    for email in ("jonas@example.org", "sara@example.org"):
        client, visitor = Client(), make_guest(pledge, email=email)
        session = client.session
        session["guest"] = [visitor.pk, visitor.token_hash]
        session.save()
        assert client.get(f"/pledges/{pledge.reference}/answer/").status_code == 403


def test_step_is_not_taken_when_its_page_is_merely_opened():
    for state in STATES[:3]:
        with undone():
            pledge = in_state(state)
            client = Visitors(pledge).client("drafter")
            before = rows()
            for page in ("circulate", "reopen", "withdraw", "submit", "signatures"):
                assert client.get(f"/pledges/{pledge.reference}/{page}/").status_code in (200, 302)
            assert rows() == before
