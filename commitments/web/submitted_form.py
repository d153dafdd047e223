"""What a page sent, read once: its fields, all or only those that changed, and the button that was pressed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from django.http import HttpRequest, QueryDict

from commitments.drafting.editing.edit import Edit, PageField
from commitments.drafting.editing.target import Target
from commitments.web.command import NOTHING_PRESSED, Command

PAGE = re.compile("[0-9a-f]{16}")
LONGEST_VERSION = 9  # digits
UNKNOWN = -1
"""A version that no section ever had"""


@dataclass(frozen=True)
class SubmittedForm:
    """A page without scripts sends every field, and `version`: how often the section had changed when it was drawn.

    A page with scripts sends only what changed, and what each was based on: of each field a `changed` (its name), a
    `changed-box` (of one box among several of a name, its value; else empty) and a `changed-version`, in step. The page
    on which conflicts are settled sends a `conflict` for each, the field's name, and of the first one `take-1`
    (`theirs`, `mine` or `third`) with the texts `mine-1` and `third-1`, and so on. Of what was taken out meanwhile it
    is `back`, or `out` where the words are kept with what stays out. A field into which somebody went on typing while
    its page had not shown yet what the server made of it sends, as `over:NAME`, what it was typed over.
    """

    data: QueryDict
    version: int | None
    """None: the page says none, and is based on what the pledge said when it was read"""
    is_autosave: bool
    """Whether the page's script sent it, while somebody types: it wants an answer in JSON in the place of a page"""
    changed: dict[PageField, int | None] | None = None
    """The version of each field that was sent; None: all of them were"""
    command: Command = NOTHING_PRESSED
    is_settling: bool = False
    """Whether it comes from the page of conflicts"""
    put_back: frozenset[str] = frozenset()
    """The names of the fields with which comes back what they belong to"""
    filled: dict[str, str] = field(default_factory=dict)
    """What was put into fields beside what was sent, by their names: a script shows it in them"""

    @classmethod
    def of(cls, request: HttpRequest) -> SubmittedForm | None:
        """Return what a POST sent, None for other requests."""
        if request.method != "POST":
            return None
        data = request.POST.copy()
        version = _number(str(data["version"])) if data.get("version") else None
        changed = _changed(data)
        conflicts, put_back = data.getlist("conflict"), set[str]()
        for number, name in enumerate(conflicts, start=1):
            taken = data.get(f"take-{number}")
            if taken in ("mine", "third", "back", "out"):  # else theirs stays
                data[name] = data.get(f"{'third' if taken == 'third' else 'mine'}-{number}", "")
                changed[PageField(name)] = version
            if taken == "back":
                put_back.add(name)
        is_partial = "changed" in data or bool(conflicts)
        return cls(
            data,
            version,
            wants_json(request),
            changed if is_partial else None,
            Command.of(data),
            is_settling=bool(conflicts),
            put_back=frozenset(put_back),
        )

    @property
    def page(self) -> str:
        """What names the opened page, where its script said so."""
        named = self.data.get("page", "")
        return named if PAGE.fullmatch(named) else ""

    @property
    def is_ready(self) -> bool | None:
        """Whether the drafter says that the section is ready; None: the page doesn't ask."""
        return self.data.get("ready") == "1" if "ready_asked" in self.data else None

    def includes(self, name: str, box: str = "") -> bool:
        return self.changed is None or PageField(name, box) in self.changed

    def touches(self, prefix: str) -> bool:
        """Whether anything was sent whose name begins with `prefix` and a hyphen."""
        return self.changed is None or any(field.name.startswith(f"{prefix}-") for field in self.changed)

    def based_on(self, name: str, box: str = "") -> int | None:
        """Return the version of the section on which a field is based."""
        field = PageField(name, box)
        return self.version if self.changed is None else self.changed.get(field, self.version)

    def edit(self, target: Target, value: Any, name: str, box: str = "", new: Mapping[str, Any] | None = None) -> Edit:
        """Return what a field of the page means."""
        return Edit(
            target,
            value,
            self.based_on(name, box),
            PageField(name, box),
            new,
            over=self._over(name),
            puts_back=name in self.put_back,
        )

    def _over(self, name: str) -> str | None:
        """Return what a field was typed over, as lines are kept here; None where it is what its version says."""
        over = self.data.get(f"over:{name}")
        return over.replace("\r\n", "\n").strip() if over is not None else None

    def put(self, name: str, value: str) -> None:
        """Put a value into the place of a field, as if it had been typed."""
        self.data[name] = self.filled[name] = value
        self._note(PageField(name))

    def tick(self, name: str, value: str) -> None:
        """Tick a box of several of one name, as if that had been sent."""
        self.data.appendlist(name, value)
        self._note(PageField(name, value))

    def _note(self, field: PageField) -> None:
        if self.changed is not None:
            self.changed.setdefault(field, self.version)

    def over(self, stored: Mapping[str, Any], boxes: Iterable[str] = ()) -> QueryDict:
        """Return what a form is to be bound to: what was sent, and what is `stored` of fields that were not.

        Of `boxes`, fields with several boxes of one name, it holds what is stored, with each box that was sent as it
        was sent.
        """
        if self.changed is None:
            return self.data
        data = copy(self.data)
        for name, value in stored.items():
            if name in boxes:
                sent = {field.box for field in self.changed if field.box and field.name == name}
                ticked = set(self.data.getlist(name)) & sent
                data.setlist(name, [*(key for key in value if key not in sent), *sorted(ticked)])
            elif PageField(name) not in self.changed:
                if value is None or value is False:  # 0 is neither
                    data.pop(name, None)
                else:
                    data[name] = "on" if value is True else str(value)
        return data

    def unknown(self, page_fields: Iterable[PageField]) -> list[str]:
        """Return the names of fields that were sent as changed and that the page doesn't have."""
        return sorted(field.name for field in set(self.changed or ()) - set(page_fields))


def wants_json(request: HttpRequest) -> bool:
    """Whether a script sent it, which wants an answer in JSON in the place of a page."""
    return request.headers.get("Accept", "") == "application/json"


def _changed(data: QueryDict) -> dict[PageField, int | None]:
    names, boxes, versions = (data.getlist(name) for name in ("changed", "changed-box", "changed-version"))
    sent = list(zip_longest(names, boxes, versions, fillvalue=""))
    return {PageField(name, box): _number(version) for name, box, version in sent if name}


def _number(typed: str) -> int:
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_VERSION
    return int(typed) if is_number else UNKNOWN
