"""What the exporters raise."""

from __future__ import annotations


class CannotExportError(Exception):
    """The file can't be made. The message says why and what to do next; it can be shown as it is.

    `problem` says the same without pointing to another kind of file, for whoever needs this one.
    """

    def __init__(self, message: str, problem: str = "") -> None:
        super().__init__(message)
        self.problem = problem or message


class BusyError(CannotExportError):
    """Too many files are being made, or the machine has too much else to do: later it can be made."""
