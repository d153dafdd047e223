"""What a page says of what was done on the one before, with the button that takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from commitments.web.command import Command

MARK = "undo"
"""The first of a message's tags where it has such a button; address, name and value of the button follow"""
BACK = "back"
"""The field that says on which page the button stood"""


@dataclass(frozen=True)
class Undo:
    """A button that takes something back: where its form is sent to, its name, and its value."""

    address: str
    name: str
    value: str

    @classmethod
    def of(cls, tags: str) -> Undo | None:
        """Return the button that a message's tags tell of, if any."""
        mark, *parts = tags.split(" ")
        return cls(*parts) if mark == MARK and len(parts) == 3 else None

    def __str__(self) -> str:
        return " ".join((MARK, self.address, self.name, self.value))


def say_undoable(request: HttpRequest, message: str, undo: Undo) -> None:
    """Say what was done; the page that shows it has a button beside it that takes it back."""
    messages.success(request, message, extra_tags=str(undo))


def taken_back_by(request: HttpRequest, command: Command) -> str:
    """Return the tags of a message about a command that has a button against it on the same page; else nothing."""
    return str(Undo(request.path, "hold-again", command.key)) if command.verb == "withdraw" else ""


def back(request: HttpRequest, anchors: Sequence[str] = (), *, otherwise: str) -> HttpResponseRedirect:
    """Lead back to the page on which the button stood, at the first of some ids; else to the address `otherwise`."""
    stood = str(request.POST.get(BACK, "")).partition("#")[0]
    is_ours = stood.startswith("/") and url_has_allowed_host_and_scheme(stood, allowed_hosts=None)
    return redirect((stood if is_ours else otherwise) + "".join(f"#{anchor}" for anchor in anchors[:1]))
