"""Picking clauses: one field for a whole list. The list itself is drawn by hand (docs/product.md, “Drawing forms”)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.document.fields import ACTION, ADDITION
from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.target import ItemField, ItemHeading
from commitments.models import Item
from commitments.text.blanks import capitalised
from commitments.web.forms.editing import EditingForm
from commitments.web.forms.fields import WordsField
from commitments.web.submitted_form import SubmittedForm


class KeysField(forms.MultipleChoiceField):
    """Boxes of one name, of which any of `keys` may be ticked."""

    keys: frozenset[str] = frozenset()

    def valid_value(self, value: object) -> bool:
        return value in self.keys  # at once: Django looks through all choices for each


class PickForm(forms.Form):
    """`pick` holds the keys of what is ticked, `own` a new item in the drafter's own words, under `own_theme`."""

    pick = KeysField(
        required=False,
        error_messages={
            "invalid_choice": _("One of the clauses is not in this list any more. Look through it and save again.")
        },
    )
    own = WordsField.of(ADDITION.text("text"), rows=3, label=_("Your own wording"))
    own_theme = WordsField.of(ACTION.text("theme"), is_name=True, label=_("Under which heading?"))

    def __init__(self, *args: Any, keys: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick = self.fields["pick"]
        assert isinstance(pick, KeysField)  # noqa: S101  narrows the type
        pick.keys = frozenset(keys)

    def clean_own_theme(self) -> str:
        return capitalised(self.cleaned_data["own_theme"])


class RewordForm(EditingForm):
    """The wording of one item, on a page of its own."""

    text = WordsField.of(
        ADDITION.text("text"),
        rows=8,
        required=True,
        label=_("Wording"),
        error_messages={"required": _("Write the wording. To take it out of the pledge, untick it in its list.")},
    )

    def __init__(
        self, submitted: SubmittedForm | None, *, item: Item, heading: str, headings: Iterable[tuple[str, str]] = ()
    ) -> None:
        """`heading`: where the item stands; `headings`: where it could, as choices of the field `theme`.

        Without any there is no such field.
        """
        super().__init__(submitted, stored={"text": item.text, "theme": heading})
        self.key = item.key
        if headings:
            self.fields["theme"] = forms.ChoiceField(choices=list(headings), required=False, label=_("Theme"))

    def target(self, name: str) -> ItemField | ItemHeading:
        return ItemHeading(self.key) if name == "theme" else ItemField(self.key, name)

    def edits(self) -> list[Edit]:
        """Where no theme was chosen the item stays where it is."""
        return [edit for edit in super().edits() if edit.value or not isinstance(edit.target, ItemHeading)]
