"""What a page asks to be changed, and what came of it: data, handed from the forms to the merge and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from commitments.drafting.editing.target import Target


class UnknownVersionError(ValueError):
    """A page says that it is based on a version that there never was."""


class PageField(NamedTuple):
    """A field by its name on a page; of several boxes of one name, one of them by its value."""

    name: str
    box: str = ""


UNNAMED = PageField("")


@dataclass(frozen=True)
class Edit:
    """One field of a pledge is to have this value."""

    target: Target
    value: Any
    based_on: int | None = None
    """The version of the section that its author saw; None: the pledge as it was read"""
    field: PageField = UNNAMED
    """What the page calls it. The merge hands it back, and asks nothing of it"""
    new: Mapping[str, Any] | None = None
    """Columns of the row where there is none yet; None: an edit of a row that is gone changes nothing"""


@dataclass(frozen=True)
class Conflict:
    """A field that two people changed to different values. Nothing of it is written."""

    edit: Edit
    base: Any
    """What the page was drawn with"""
    theirs: Any
    """What stands there now"""
    who: str
    """Who wrote that"""


@dataclass(frozen=True)
class Saved:
    version: int
    """Of the section, afterwards"""
    conflicts: tuple[Conflict, ...] = ()
    others: tuple[str, ...] = ()
    """Who else saved the section since the page was drawn"""
