"""Leaves out the isolation of names from the direction around them, where every letter runs from left to right."""

from __future__ import annotations

import re

RIGHT_TO_LEFT = re.compile(
    '[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]|dir="rtl"'
)
"""A letter, a digit or a mark that turns the direction round, or an element that does"""
ISOLATED = re.compile("<bdi>([^<]*)</bdi>")


def drop_needless(html: str) -> str:
    """Return a page without its `<bdi>` where nothing in it runs from right to left: they change nothing then.

    WeasyPrint 70.0 takes its time for every element on a line. A plan of 50 actions that 380 parties lead is made in
    less than half of it.
    """
    return html if RIGHT_TO_LEFT.search(html) else ISOLATED.sub(r"\1", html)
