"""The pictures of a pledge, ready to be drawn: frozen data that templates only loop over. No database.

The screen and the PDF's annex draw the same data, so that they show the same.
"""

from commitments.document.pictures.coverage import Coverage, coverage
from commitments.document.pictures.frameworks import FrameworkPicture, frameworks
from commitments.document.pictures.names import LibraryText, Ref
from commitments.document.pictures.signatures import Signatures, signatures
from commitments.document.pictures.timeline import Timeline, timeline

__all__ = [
    "Coverage",
    "FrameworkPicture",
    "LibraryText",
    "Ref",
    "Signatures",
    "Timeline",
    "coverage",
    "frameworks",
    "signatures",
    "timeline",
]
