"""What an edit of a further signatory of a party is of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commitments.drafting.editing.target import Target
from commitments.models import Change, Draft, NamedSignatory
from commitments.models.row import RowName, Table


@dataclass(frozen=True)
class SignatoryField(Target):
    """What is written of a further signatory of a party, or of a deputy: one of the fields of NamedSignatory."""

    key: str
    slot: str
    field: str

    @property
    def row(self) -> RowName:
        return RowName(Table.PARTY, self.key)

    def now(self, draft: Draft) -> str:
        party = draft.parties.get(self.key)
        return self._said(party.further_signatories if party else {})

    def before(self, draft: Draft, changes: Sequence[Change]) -> str:
        return self._said((changes[0].before or {}).get("further_signatories", {}))

    def write(self, draft: Draft, value: str) -> None:
        party = draft.parties[self.key]
        written = {**party.further_signatories.get(self.slot, {}), self.field: value}
        said = {name: text for name, text in written.items() if text != getattr(NamedSignatory, name)}
        others = {slot: entry for slot, entry in party.further_signatories.items() if slot != self.slot}
        party.further_signatories = {**others, self.slot: said} if said else others

    def is_concerned(self, before: Mapping[str, Any]) -> bool:
        return "further_signatories" in before

    def _said(self, written: Mapping[str, Mapping[str, str]]) -> str:
        return str(getattr(NamedSignatory(**written.get(self.slot, {})), self.field))
