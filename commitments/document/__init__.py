"""A whole pledge as frozen data, ready to print.

The only way from a pledge to its text: preview, exports, checks and revisions all read a PledgeDocument, so they
can't disagree. Nothing that reads one knows the database.
"""

from commitments.document.build import (
    build,
    fillings,
    first_own_number,
    generated_opening,
    given,
    region_name,
)
from commitments.document.freezing import canonical, digest, freeze, thaw
from commitments.document.kept import agreed_heads, current, of_revision, signatures, signed_by
from commitments.document.parties import in_sentence, party_name
from commitments.document.passages import BOXES, ITEMS, Passage, PassageKind, by_box, passages
from commitments.document.seal import Seal, Signed
from commitments.document.shape import (
    AGREED,
    Action,
    Addition,
    Fact,
    Indicator,
    Objective,
    PledgeDocument,
    ResourceLine,
    Theme,
)
from commitments.document.who_signs import Party, Signatory

__all__ = [
    "AGREED",
    "BOXES",
    "ITEMS",
    "Action",
    "Addition",
    "Fact",
    "Indicator",
    "Objective",
    "Party",
    "Passage",
    "PassageKind",
    "PledgeDocument",
    "ResourceLine",
    "Seal",
    "Signatory",
    "Signed",
    "Theme",
    "agreed_heads",
    "build",
    "by_box",
    "canonical",
    "current",
    "digest",
    "fillings",
    "first_own_number",
    "freeze",
    "generated_opening",
    "given",
    "in_sentence",
    "of_revision",
    "party_name",
    "passages",
    "region_name",
    "signatures",
    "signed_by",
    "thaw",
]
