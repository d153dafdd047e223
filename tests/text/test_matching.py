from __future__ import annotations

from collections.abc import Callable
from difflib import Match, SequenceMatcher
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.text import difference as differences
from commitments.text.difference import Piece, difference
from commitments.text.matching import Allowance, opcodes

WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=40)


@given(before=WORDS, after=WORDS, allowed=st.integers(0, 400))
def test_opcodes_lead_from_one_text_to_the_other_however_little_may_be_compared(before, after, allowed):
    written, place, other = list[str](), 0, 0
    for kind, start, end, first, last in opcodes(before, after, Allowance(allowed)):
        assert (start, first) == (place, other)
        assert (kind == "equal") == (before[start:end] == after[first:last])
        assert {"insert": start == end, "delete": first == last}.get(kind, start < end and first < last)
        written += before[start:end] if kind == "equal" else after[first:last]
        place, other = end, last
    assert (written, place, other) == (after, len(before), len(after))


@given(before=WORDS, after=WORDS)
def test_opcodes_are_those_of_difflib_where_enough_may_be_compared(before, after):
    assert (
        opcodes(before, after, Allowance(10**6)) == SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    )


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("a x b c x d x", "a x b y c x d z x", [("insert", 3, 3, 3, 4), ("insert", 6, 6, 7, 8)]),  # b, c, d: once
        ("x x x x x", "x x x x", [("delete", 4, 5, 4, 4)]),  # with what both begin
        ("x y x y x y", "y x y x y", [("delete", 0, 1, 0, 0)]),  # with what both end
        ("b x x a", "a x x b", [("delete", 0, 3, 0, 0), ("insert", 4, 4, 1, 4)]),  # one of two that changed places
    ],
)
def test_what_stands_once_and_the_ends_are_found_where_little_may_be_compared(before, after, changes):
    old, new = before.split(), after.split()
    found = opcodes(old, new, Allowance(len(old) + len(new)))
    assert [change for change in found if change[0] != "equal"] == changes


CHARACTERS = [chr(0x4E00 + number * 7) for number in range(60)]


def of_few_characters(length: int) -> str:
    return "".join(CHARACTERS[place * place * 31 % 60 + place // 97 % 2 - 1] for place in range(length))


@pytest.fixture
def compared(monkeypatch) -> list[int]:
    """How many pieces difflib compares, each time that it looks for the longest run."""
    counts: list[int] = []
    real: Callable[..., Match] = SequenceMatcher.find_longest_match

    def counted(self: Any, alo: int = 0, ahi: int | None = None, *rest: Any) -> Match:
        pieces = self.a[alo:ahi]
        counts.append(len(pieces) + sum(len(self.b2j.get(piece, ())) for piece in pieces))
        return real(self, alo, ahi, *rest)

    monkeypatch.setattr(SequenceMatcher, "find_longest_match", counted)
    return counts


@pytest.mark.parametrize("length", [4000, 40_000])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("the ", "the the. "),
        ("a b ", "b a "),
        ("a.b,", "a.c,"),
        (".", ". "),
        ("ab c\n", "ab d\n"),
        ("\n", "\n\nx"),
        ("水井", "井木"),
        ("กข", "กค"),
        ("x́", "x́y "),
        ("a", "aa"),
        ("one two three ", "four five six "),
    ],
)
def test_texts_of_the_same_over_and_over_are_compared_at_a_cost_that_has_a_bound(compared, before, after, length):
    older, newer = before * (length // len(before)), after * (length // len(after))
    pieces = difference(older, newer)
    assert sum(compared) <= differences.MOST_COMPARED + differences.MORE_FOR_A_CHARACTER * 2 * length
    assert len(compared) <= length
    assert "".join(piece.text for piece in pieces if piece.kind != "removed").split() == newer.split()


@pytest.mark.parametrize(
    ("text", "was", "now"),
    [
        (" ".join(f"word{place % 700} of the" for place in range(2000)), " word350 of", " word350 for"),
        (of_few_characters(40_000), CHARACTERS[0] * 9, CHARACTERS[0] * 9 + "変更"),
        (f"{'. ' * 9000}Here it is{'. ' * 9000}", "Here it is", "Here it was"),
    ],
    ids=["words", "characters", "dots"],
)
def test_one_change_in_a_long_text_is_found_alone(text, was, now):
    middle = len(text) // 2
    older = f"{text[:middle]}{was}{text[middle:]}" if was not in text else text
    newer = older[::-1].replace(was[::-1], now[::-1], 1)[::-1]
    assert sum(len(piece.text) for piece in difference(older, newer) if piece.kind != "same") <= len(was + now)


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        (
            "我们承诺在二十个地区建立安全的水井。",
            "我们承诺在三十个地区建立新的水井。",
            [
                *[Piece("same", "我们承诺在"), Piece("removed", "二"), Piece("added", "三")],
                *[
                    Piece("same", "十个地区建立"),
                    Piece("removed", "安全"),
                    Piece("added", "新"),
                    Piece("same", "的水井。"),
                ],
            ],
        ),
        # that one character alone is in both says nothing
        (
            "甲乙的丙丁。",
            "戊己的庚辛。",
            [Piece("removed", "甲乙的丙丁"), Piece("added", "戊己的庚辛"), Piece("same", "。")],
        ),
        (
            "เราจะขุดบ่อน้ำ",
            "เราจะซ่อมบ่อน้ำ",
            [Piece("same", "เราจะ"), Piece("removed", "ขุด"), Piece("added", "ซ่อม"), Piece("same", "บ่อน้ำ")],
        ),
    ],
)
def test_words_of_scripts_without_spaces_are_compared_by_their_characters(before, after, pieces):
    assert difference(before, after) == pieces
