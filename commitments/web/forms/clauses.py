"""Picking clauses: one field for a whole list. The list itself is drawn by hand (docs/product.md, “Drawing forms”)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.document.fields import ACTION, ADDITION
from commitments.text.blanks import capitalised
from commitments.web.forms.fields import Words, part_of_a_form


class PickForm(forms.Form):
    """`pick` holds the keys of what is ticked, `own` a new item in the drafter's own words, under `own_theme`."""

    pick = forms.MultipleChoiceField(
        required=False,
        error_messages={
            "invalid_choice": _("One of the clauses is not in this list any more. Look through it and save again.")
        },
    )
    own = Words.of(ADDITION.text("text"), rows=3, label=_("Your own wording"))
    own_theme = Words.of(ACTION.text("theme"), is_name=True, label=_("Under which heading?"))

    def __init__(self, *args: Any, keys: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick = self.fields["pick"]
        assert isinstance(pick, forms.MultipleChoiceField)  # noqa: S101  narrows the type
        pick.choices = [(key, key) for key in keys]

    def clean_own_theme(self) -> str:
        return capitalised(self.cleaned_data["own_theme"])


class RewordForm(forms.Form):
    text = Words.of(
        ADDITION.text("text"),
        rows=8,
        required=True,
        label=_("Wording"),
        error_messages={"required": _("Write the wording. To take it out of the pledge, untick it in its list.")},
    )

    def __init__(self, *args: Any, themes: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        """`themes`: where an own action can stand, as choices of the field `theme`; without any there is no field."""
        super().__init__(*args, **kwargs)
        if themes:
            self.fields["theme"] = forms.ChoiceField(choices=list(themes), required=False, label=_("Theme"))
        self.helper = part_of_a_form()
