"""Forms whose fields are fields of a pledge: they say which, and so what a submitted page means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.target import Target
from commitments.web.forms.fields import part_of_a_form, refused_fields
from commitments.web.submitted_form import SubmittedForm


@dataclass(frozen=True)
class Reading:
    """One way in which something unclear may have been meant."""

    typed: str
    """How to type it so that it is clear"""
    shown: str


class EditingForm(forms.Form):
    def __init__(
        self, submitted: SubmittedForm | None, *, stored: Mapping[str, Any], prefix: str | None = None
    ) -> None:
        """`stored`: what the fields say now, by their names in the form."""
        super().__init__(initial=dict(stored), prefix=prefix)
        self.helper = part_of_a_form()
        self.submitted = submitted
        if submitted:
            self.data = submitted.over({self.add_prefix(name): value for name, value in stored.items()})
            self.is_bound = True

    def target(self, name: str) -> Target:
        """Return what a field is a field of."""
        raise NotImplementedError

    def edits(self) -> list[Edit]:
        """Return an edit for each field that was sent and is well typed."""
        submitted, refused = self.submitted, self.refused()
        assert submitted  # noqa: S101  narrows the type: only what was submitted has edits
        return [
            submitted.edit(self.target(name), value, self.add_prefix(name))
            for name, value in self.cleaned_data.items()
            if self.add_prefix(name) not in refused and submitted.includes(self.add_prefix(name))
        ]

    def refused(self) -> Mapping[str, str]:
        """Return what is wrong, by the field's name on the page."""
        return refused_fields(self)

    def unclear(self) -> Mapping[str, Sequence[Reading]]:
        """Return how what is refused may have been meant, by the field's name on the page, where that can be told."""
        fields = {self.add_prefix(name): getattr(field, "readings", ()) for name, field in self.fields.items()}
        return {name: readings for name, readings in fields.items() if readings}

    def holds(self, edit: Edit) -> bool:
        """Whether an edit comes from this form."""
        return any(self.add_prefix(name) == edit.field.name for name in self.fields)

    def label(self, edit: Edit) -> str:
        """Return what people call the field that an edit comes from."""
        return str(next(field.label for name, field in self.fields.items() if self.add_prefix(name) == edit.field.name))
