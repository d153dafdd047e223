"""What the exporters raise."""

from __future__ import annotations


class CannotExportError(Exception):
    """The file can't be made. The message says why and what to do next; it can be shown as it is."""
