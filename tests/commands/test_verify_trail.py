"""`manage.py verify_trail`: one line a finding, how many were checked, and the exit status."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from commitments.management.commands import verify_trail
from commitments.models import Pledge, Signature, SignatureRequest
from tests.factories import agreed, circulated, make_pledge

pytestmark = pytest.mark.django_db


def run(capsys, *arguments: str) -> tuple[list[str], int]:
    """The lines that it prints, and its exit status."""
    status: Any = 0
    try:
        call_command("verify_trail", *arguments)
    except SystemExit as exit_:
        status = exit_.code
    return capsys.readouterr().out.splitlines(), status


def spoil(pledge: Pledge) -> None:
    """A word of an answer that was never given. No trigger keeps this table."""
    SignatureRequest.objects.filter(circulation__revision__pledge=pledge).update(words="Never\nsaid")


def test_says_how_many_are_sound(capsys):
    make_pledge()
    agreed()
    assert run(capsys) == (["2 pledges checked, 0 not as written"], 0)


def test_nothing_to_check_is_sound(capsys):
    assert run(capsys) == (["0 pledges checked, 0 not as written"], 0)


def test_says_what_is_wrong_one_line_a_finding_and_ends_with_1(capsys):
    sound, wrong = agreed().revision.pledge, circulated().revision.pledge
    spoil(wrong)
    said = "What {} was asked and answered to revision 1 is not what the trail says."
    expected = [
        f"{wrong.reference}: {said.format('Government of Kenya')}",
        f"{wrong.reference}: {said.format('Kenya Red Cross Society')}",
    ]
    assert run(capsys) == ([*expected, "2 pledges checked, 1 not as written"], 1)
    assert run(capsys, sound.reference) == (["1 pledge checked, 0 not as written"], 0)
    assert run(capsys, wrong.reference) == ([*expected, "1 pledge checked, 1 not as written"], 1)


def test_finding_stays_on_one_line(capsys):
    """A party's name, of which nobody knows what is in it."""
    found = circulated()
    first = found.signature_requests[0]
    Signature.objects.create(
        revision=found.revision, signature_request=first, party="One\nPB-22222-22222: two", party_key="x"
    )
    lines, status = run(capsys)
    assert (len(lines), status) == (2, 1)


def test_unknown_reference_is_said(capsys):
    with pytest.raises(CommandError, match="there is no pledge 'PB-22222-22222'"):
        run(capsys, "PB-22222-22222")


def test_says_how_far_it_is_on_standard_error(capsys, monkeypatch):
    monkeypatch.setattr(verify_trail, "A_STEP", 2)
    for _number in range(5):
        make_pledge()
    call_command("verify_trail")
    said = capsys.readouterr()
    assert said.err.splitlines() == ["2 pledges checked so far", "4 pledges checked so far"]
    assert said.out == "5 pledges checked, 0 not as written\n"


def test_more_pledges_than_are_read_at_once_take_as_many_queries(monkeypatch, capsys, django_assert_num_queries):
    for _number in range(8):
        make_pledge()
    monkeypatch.setattr("commitments.trail.audit.AT_ONCE", 4)
    with django_assert_num_queries(9):  # the pledges; of each four their trails, revisions, parties and who asks
        assert run(capsys) == (["8 pledges checked, 0 not as written"], 0)


def test_database_that_was_never_migrated_is_said(monkeypatch, capsys):
    def fail():
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM nowhere")

    monkeypatch.setattr(verify_trail, "verify_all", fail)
    with pytest.raises(CommandError, match=r"Run manage.py migrate first") as said:
        run(capsys)
    assert "\n" not in str(said.value)
    assert isinstance(said.value.__cause__, DatabaseError)
