"""`manage.py verify_trail`: one line a finding, how many were checked, and the exit status."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from commitments.document import agreed_heads
from commitments.management.commands import verify_trail
from commitments.models import Actor, Pledge, Signature, SignatureRequest
from commitments.signing import joining
from commitments.signing.ending import reopen
from tests.factories import agreed, asked_to_join, circulated, give_signature, make_pledge, opened

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


# Against heads that were kept elsewhere


def head_of(pledge: Pledge) -> str:
    """As the last entry that it was agreed has it."""
    return pledge.trail.get(kind="agreed").hash


def against(capsys, tmp_path, *lines: str) -> tuple[list[str], int]:
    """What the command prints of a file, after its first line, and its exit status."""
    path = tmp_path / "heads.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    printed, status = run(capsys, "--against", str(path))
    return [line for line in printed if "not as written" not in line], status


def grouped(head: str) -> str:
    """As it is printed."""
    return " ".join(head[start : start + 8] for start in range(0, 64, 8))


@pytest.mark.parametrize(
    "line",
    [
        "{reference} 1 {head}",
        "{reference},1,{head}",
        '"{reference}";"1";"{head}"',
        "{reference}\t1\t{upper}",
        "{reference} 1 {grouped}",
        "{reference} https://example.org/v/{code}/ {head}",
        "{reference}, https://example.org/v/{code}, {grouped}",
        "https://example.org/fr/v/{code}/ {head}",
        "  /v/{code}/   {head}  ",
        "{small} {code} {head}",
        "{reference} 1 https://example.org/v/{code}/ {head}",
        "\ufeff# heads\n\n{reference} 1 {head}\n",
    ],
)
def test_head_that_was_kept_is_found_however_its_line_is_written(capsys, tmp_path, line):
    found = agreed()
    pledge, head = found.revision.pledge, head_of(found.revision.pledge)
    said = line.format(
        reference=pledge.reference,
        small=pledge.reference.lower(),
        code=found.revision.code,
        head=head,
        upper=head.upper(),
        grouped=grouped(head),
    )
    assert against(capsys, tmp_path, said) == (["1 head held against the trails, 0 not found there"], 0)


def test_head_that_is_not_in_the_trail_is_named(capsys, tmp_path):
    """A database that was written anew as a whole, hashes and all, hangs together: this alone shows it."""
    first, second = agreed(), agreed()
    one, other = first.revision.pledge, second.revision.pledge
    lines, status = against(
        capsys,
        tmp_path,
        f"{one.reference} 1 {head_of(one)}",
        f"{one.reference} 1 {head_of(other)}",
        f"{other.reference} 1 {other.trail.get(kind='circulated').hash}",
        f"https://example.org/v/{second.revision.code}/ {'0' * 64}",
    )
    said = "The trail of revision 1 is another one than that whose head is in line"
    assert lines == [
        f"{one.reference}: {said} 2.",
        f"{other.reference}: {said} 3.",
        f"{second.revision.code}: {said} 4.",
        "4 heads held against the trails, 3 not found there",
    ]
    assert status == 1


def test_head_of_what_is_not_there_is_named(capsys, tmp_path):
    found, waiting = agreed(), circulated()
    pledge, other, head = found.revision.pledge, waiting.revision.pledge, "0" * 64
    missing = "There is no such revision any more, though line"
    lines, status = against(
        capsys,
        tmp_path,
        f"PB-22222-22222 1 {head}",
        f"{pledge.reference} 2 {head}",
        f"{pledge.reference} /v/{waiting.revision.code}/ {head}",
        f"{other.reference} 1 {head}",
    )
    assert lines == [
        f"PB-22222-22222: {missing} 1 has its head.",
        f"{pledge.reference}: {missing} 2 has its head.",
        f"{pledge.reference}: {missing} 3 has its head.",
        f"{other.reference}: The trail doesn’t say that revision 1 was agreed, though line 4 has its head.",
        "4 heads held against the trails, 4 not found there",
    ]
    assert status == 1


@pytest.mark.parametrize(
    "line",
    [
        "PB-22222-22222 1",
        f"PB-22222-22222 {'0' * 64}",
        f"1 {'0' * 64}",
        "0" * 64,
        f"PB-22222-22222 1 {'0' * 63}",
        f"PB-22222-22222 1 {'0' * 65}",
        f"PB-22222-22222 1 2 {'0' * 64}",
        f"PB-22222-22222 PB-22222-22223 1 {'0' * 64}",
        f"PB-22222-22222 1 one {'0' * 64}",
        f"PB-22222-22222 ² {'0' * 64}",
        f"{'0' * 64} PB-22222-22222 1",
        f"PB-22222-22222 1 {'00000000 ' * 7}",
        "الرقم ١",
    ],
)
def test_line_that_says_no_head_is_named(capsys, tmp_path, line):
    said = "Line 2 can’t be read. Write: reference, number of the revision or its address, head."
    lines, status = against(capsys, tmp_path, "", line)
    assert lines == [said, "1 head held against the trails, 1 not found there"]
    assert status == 1


def test_heads_of_further_parties_are_those_at_their_signatures(capsys, tmp_path):
    found = opened()
    pledge, by = found.revision.pledge, Actor(user=found.revision.by)
    give_signature(joining.confirm(asked_to_join(found), by=by))
    agreement, *later = agreed_heads(found.revision)
    assert agreement == head_of(pledge)
    assert later == [pledge.trail.filter(kind="signed").order_by("-number")[0].hash]
    lines = [f"{pledge.reference} 1 {head}" for head in (agreement, *later)]
    assert against(capsys, tmp_path, *lines) == (["2 heads held against the trails, 0 not found there"], 0)


def test_heads_stay_when_a_text_was_taken_back(capsys, tmp_path):
    found = agreed()
    pledge = found.revision.pledge
    reopen(pledge, reason="To say when.", by=Actor(user=found.revision.by))
    line = f"{pledge.reference} 1 {head_of(pledge)}"
    assert against(capsys, tmp_path, line) == (["1 head held against the trails, 0 not found there"], 0)


def test_trail_that_was_changed_is_named_though_its_head_is_there(capsys, tmp_path):
    found = agreed()
    spoil(found.revision.pledge)
    lines, status = against(capsys, tmp_path, f"{found.revision.pledge.reference} 1 {head_of(found.revision.pledge)}")
    assert lines[-1] == "1 head held against the trails, 0 not found there"
    assert status == 1


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_file_of_heads_that_cannot_be_read_is_said(capsys, tmp_path, content):
    path = tmp_path / "heads.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=r"^--against: the file can't be read"):
        run(capsys, "--against", str(path))
