"""The States, for the question of which of them something is a part."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from commitments.models import State
from commitments.models.search import STATE_NAMES, names
from commitments.text.folding import folded


@dataclass(frozen=True)
class States:
    """Every State to choose from; read when it is asked for, once."""

    text: str
    """What somebody looked for: “Ministry of Health of Kenya”"""

    @cached_property
    def every(self) -> list[State]:
        return list(State.objects.all())

    @cached_property
    def likely(self) -> State | None:
        """The State that the text names, by the longest of the names in it."""
        text = f" {folded(self.text)} "
        named = [
            (len(plain), state)
            for state in self.every
            for plain in map(folded, names(state, STATE_NAMES))
            if f" {plain} " in text
        ]
        return max(named, key=lambda found: found[0])[1] if named else None
