"""One function locks a pledge: everything that has to goes through it, so that locks are taken in one order."""

from __future__ import annotations

import ast
from pathlib import Path

import commitments

APP = Path(commitments.__file__).parent
LOCKS_ROWS = {"Comment", "Invitation", "JoinRequest", "Notice", "Organisation"}
"""Models of which a row may be locked for itself, after its pledge"""


def test_pledge_is_locked_in_one_place():
    locks = [
        (str(path.relative_to(APP)), ast.unparse(node.func.value))
        for path in APP.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "select_for_update"
    ]
    assert [where for where, locked in locks if locked == "self"] == ["models/pledge.py"]
    others = {locked.partition(".")[0] for where, locked in locks if locked != "self"}
    # `waiting`: the mails that a worker takes; `type(row)`: an entry of the directory, which belongs to no pledge
    assert others - {"waiting", "type(row)"} == LOCKS_ROWS
