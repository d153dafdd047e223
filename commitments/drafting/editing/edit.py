"""What a page asks to be changed, and what came of it: data, handed from the forms to the merge and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from commitments.drafting.editing.target import Target
from commitments.models import User


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
    over: str | None = None
    """What stood in the field when it was typed in, where the page left out a text that was merged with it"""
    puts_back: bool = False
    """Whether its author was asked, and wants what was taken out to be in the pledge again"""


@dataclass(frozen=True)
class Conflict:
    """A field that two people changed to different values. Nothing of it is written."""

    edit: Edit
    base: Any
    """What the page was drawn with"""
    theirs: Any
    """What stands there now"""
    who: str
    """Who wrote that, or took it out"""
    is_own: bool = False
    """Whether it was the same person, on another page"""
    proposal: str = ""
    """Both in one text, to be looked through; nothing where they have nothing in common"""
    is_gone: bool = False
    """Whether that was taken out of the pledge to which the field belongs"""


@dataclass(frozen=True)
class Saved:
    version: int
    """Of the section, afterwards"""
    conflicts: tuple[Conflict, ...] = ()
    others: tuple[str, ...] = ()
    """Who else saved the section since the page was drawn"""
    merged: tuple[Edit, ...] = ()
    """The edits of texts that others had changed at other places, each with the text that has both"""


def conflict_of(
    edit: Edit, base: Any, theirs: Any, *, by: User | None, me: User, proposal: str = "", is_gone: bool = False
) -> Conflict:
    """Return what `me` has to be asked, since `by` (None: nobody knows who) made `theirs` of the field."""
    is_own = by is not None and by.pk == me.pk
    return Conflict(edit, base, theirs, str(by or "–"), is_own=is_own, proposal=proposal, is_gone=is_gone)
