"""What a file of each format is like: the test of the format says it, as its FILE."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import walk_packages

from tests import exports


@dataclass(frozen=True)
class File:
    slug: str
    content_type: str
    extension: str
    start: bytes
    """How the file of a draft called “Ours” begins"""


@cache
def files() -> dict[str, File]:
    """The FILE of every test beside and below this module, by the format's slug."""
    names = (module.name for module in walk_packages(exports.__path__, f"{exports.__name__}."))
    tests = [import_module(name) for name in names if name.rpartition(".")[2].startswith("test_")]
    return {test.FILE.slug: test.FILE for test in tests if hasattr(test, "FILE")}
