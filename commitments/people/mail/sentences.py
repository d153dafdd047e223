"""Filling the places of a sentence: an organisation stands there with its article, and what begins has a capital."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter
from typing import Any

from commitments.models import Organisation
from commitments.text.blanks import capitalised

_SENTENCE_ENDS = re.compile(r"(?:[.!?]\s|\n)\Z")
_WHO = re.compile(r"(?:.*\.)?(?:organisation|party|in_sentence|unnamed_party)")
_AT_START = "at the start"


class SentenceFormatter(Formatter):
    """Fills “{pledge.organisation} asks” and “asks {pledge.organisation}”: “The ICRC asks”, “asks the ICRC”."""

    def parse(self, format_string: Any) -> Iterator[Any]:
        begins = True
        for literal, name, spec, conversion in super().parse(format_string):
            begins = bool(_SENTENCE_ENDS.search(literal)) if literal else begins
            is_marked = begins and name is not None and not spec and _WHO.fullmatch(name)
            yield literal, name, _AT_START if is_marked else spec, conversion
            begins = False

    def format_field(self, value: Any, format_spec: str) -> str:
        said = value.in_sentence if isinstance(value, Organisation) else value
        return capitalised(str(said)) if format_spec == _AT_START else str(super().format_field(said, format_spec))
