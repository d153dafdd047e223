"""What a file of a signed pledge tells of its signatures: the declarations, as fields.py has those of the pledge."""

from __future__ import annotations

from commitments.document.nouns import NEVER, Field, Noun
from commitments.document.seal import Signed
from commitments.document.values import YesNo

SIGNED = Noun(
    Signed,
    (
        Field("party", "party", since=NEVER, is_always_written=True),
        Field("name", "name", since=NEVER, is_always_written=True),
        Field("title", "title", since=NEVER),
        Field("at", "at", since=NEVER, is_always_written=True),
        Field("is_later", "later", YesNo(), since=NEVER),
        Field("place", since=NEVER),
        *(Field(name, name, since=NEVER) for name in ("method", "domain", "named_by", "drafter", "vouched_by")),
        *(Field(name, f"signs_{said}", since=NEVER) for name, said in (("by", "by"), ("whom", "for"))),
        Field("in_place_of", "in_place_of", since=NEVER),
    ),
)
"""A signature as a file tells of it. The schema says only that it is an object: that was promised first"""
ABOUT_SIGNATURES = ("signatures", "revision", "seal", "address")
"""What a file of a signed pledge tells of its signatures, beside the text that they stand under"""
