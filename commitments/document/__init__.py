"""A whole pledge as frozen data, ready to print.

The only way from a pledge to its text: preview, exports, checks and revisions all read a PledgeDocument, so they
can't disagree. Nothing that reads one knows the database.
"""

from commitments.document.build import build, fillings, generated_opening, given, region_name
from commitments.document.shape import (
    Action,
    Addition,
    Indicator,
    Objective,
    Party,
    PledgeDocument,
    ResourceLine,
    Theme,
)

__all__ = [
    "Action",
    "Addition",
    "Indicator",
    "Objective",
    "Party",
    "PledgeDocument",
    "ResourceLine",
    "Theme",
    "build",
    "fillings",
    "generated_opening",
    "given",
    "region_name",
]
