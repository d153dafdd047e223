"""What a page of a section sent: all of its fields, or only those that changed, and what each was based on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

from commitments.drafting.editing.merge import Edit
from commitments.models import Pledge

PAGE = re.compile("[0-9a-f]{16}")
LONGEST_VERSION = 9  # digits
UNKNOWN = -1
"""A version that no section ever had"""
TAKEN = {"theirs", "mine", "third"}


@dataclass(frozen=True)
class Sent:
    """A page without scripts sends every field, and `version`: how often the section had changed when it was drawn.

    A page with scripts sends only what changed: `changed` holds `VERSION:NAME` for each field, `VERSION:NAME=VALUE` for
    each box among several of one name. The page on which a conflict is settled sends `take:NAME` with one of `theirs`,
    `mine` and `third`, and the texts as `mine:NAME` and `third:NAME`.
    """

    data: QueryDict
    version: int
    is_autosave: bool
    changed: dict[str, int] | None = None
    """The version of each field that was sent; None: all of them were"""

    @classmethod
    def of(cls, request: HttpRequest, pledge: Pledge, section: str) -> Sent | None:
        """Return what a POST sent, None for other requests."""
        if request.method != "POST":
            return None
        data = request.POST.copy()
        version = _number(str(data["version"])) if data.get("version") else pledge.version_of(section)
        changed = {}
        for entry in request.POST.getlist("changed"):
            based_on, _colon, name = entry.partition(":")
            if name:
                changed[name] = _number(based_on)
        for name in [name.removeprefix("take:") for name in data if name.startswith("take:")]:
            if _settle(data, name):
                changed[name] = version
        is_partial = "changed" in data or any(name.startswith("take:") for name in data)
        return cls(data, version, wants_json(request), changed if is_partial else None)

    @property
    def page(self) -> str:
        """What names the opened page, where its script said so."""
        named = self.data.get("page", "")
        return named if PAGE.fullmatch(named) else ""

    def touches(self, prefix: str) -> bool:
        """Whether anything was sent whose name begins with `prefix` and a hyphen."""
        return self.changed is None or any(name.startswith(f"{prefix}-") for name in self.changed)

    def includes(self, name: str) -> bool:
        return self.changed is None or name in self.changed

    def version_of(self, edit: Edit) -> int:
        """Return the version of the section on which a field of the page is based."""
        return self.version if self.changed is None else self.changed.get(edit.field, self.version)

    def put(self, name: str, value: str) -> None:
        """Put a value into the place of a field, as if it had been typed."""
        self.data[name] = value
        if self.changed is not None and name not in self.changed:
            self.changed[name] = self.version

    def tick(self, name: str, value: str) -> None:
        """Tick a box of several of one name, as if that had been sent."""
        self.data.appendlist(name, value)
        if self.changed is not None:
            self.changed.setdefault(f"{name}={value}", self.version)

    def over(self, stored: Mapping[str, Any], boxes: Iterable[str] = ()) -> QueryDict:
        """Return what a form is to be bound to: what was sent, and what is `stored` of fields that were not.

        Of `boxes`, fields with several boxes of one name, it holds what is stored, with each box that was sent as it
        was sent.
        """
        if self.changed is None:
            return self.data
        data = self.data.copy()
        for name, value in stored.items():
            if name in boxes:
                sent = {each.partition("=")[2] for each in self.changed if each.startswith(f"{name}=")}
                ticked = set(self.data.getlist(name)) & sent
                data.setlist(name, [*(key for key in value if key not in sent), *sorted(ticked)])
            elif name not in self.changed:
                if value is None or value is False:  # 0 is neither
                    data.pop(name, None)
                else:
                    data[name] = "on" if value is True else str(value)
        return data

    def unknown(self, known: Iterable[str]) -> list[str]:
        """Return the names that were sent as changed and that the page doesn't have."""
        return sorted(set(self.changed or ()) - set(known))


def wants_json(request: HttpRequest) -> bool:
    """Whether a script sent it, which wants an answer in JSON in the place of a page."""
    return request.headers.get("Accept", "") == "application/json"


def _number(typed: str) -> int:
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_VERSION
    return int(typed) if is_number else UNKNOWN


def _settle(data: QueryDict, name: str) -> bool:
    """Put the text that was chosen on the page of a conflict into the place of the field; False: theirs stays."""
    taken = data[f"take:{name}"]
    if taken not in TAKEN or taken == "theirs":
        return False
    data[name] = data.get(f"{taken}:{name}", "")
    return True
