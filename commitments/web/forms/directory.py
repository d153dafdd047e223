"""Correcting an entry of the directory, and confirming a domain as its own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commitments.library.corrections import IDENTITY, Corrected
from commitments.people.domains import LONGEST_NOTE, DomainError, cleaned_domain
from commitments.text.limits import TextRefusedError, clean_text
from commitments.web.forms.desk import DeskForm
from commitments.web.forms.fields import WordsField, part_of_a_form

LONGER = ("known_as", "note")
"""Columns with texts of several lines"""
COLUMNS: dict[str, str | Promise] = {
    "short_name": _("Name in lists"),
    "prose_name": _("Name within a sentence, with its article"),
    "formal_name": _("Formal name"),
    "government": _("Its Government within a sentence"),
    "name": _("Name"),
    "in_sentence": _("Name within a sentence, with its article"),
    "other_names": _("Other names"),
    "known_as": _("Also known as"),
    "ifrc_region": _("Region of the IFRC"),
    "emblem": _("Emblem"),
    "recognised": _("It can be offered as a party"),
    "status": _("Why it is not recognised"),
    "doubtful": _("The sources disagree about its name"),
    "kind": _("Kind of group"),
    "other_members": _("Members that are no State party"),
    "note": _("Note"),
}
LANGUAGES: dict[str, str | Promise] = {"en": _("English"), "fr": _("French"), "es": _("Spanish"), "ar": _("Arabic")}


class EntryForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic while it runs
    """Names as pages and files can print them, within a form of their page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = part_of_a_form()
        for name, field in self.fields.items():
            field.label = _label(name)
            field.widget.attrs |= _shown(name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, value in list(cleaned.items()):
            if isinstance(value, str):
                try:
                    cleaned[name] = clean_text(value, one_line=name not in LONGER)
                except TextRefusedError as refused:
                    self.add_error(name, str(refused))
        return cleaned

    def takes(self, corrected: Corrected) -> bool:
        """Put into a valid form what others wrote meanwhile; whether nobody has to be asked.

        A column that both changed becomes an error that says what stands there, and all comes back: sent again, it is
        as it says then.
        """
        self.data = {**dict(self.data.items()), **{name: words or "" for name, words in corrected.theirs.items()}}
        for name, theirs in corrected.conflicts.items():
            message = _("Somebody else wrote “{words}” here meanwhile. Save again if it is to be as you write it.")
            self.add_error(name, message.format(words=self.fields[name].prepare_value(theirs)))
        return self.is_valid()


def _label(name: str) -> str:
    column, _underscore, language = name.rpartition("_")
    if column in COLUMNS and language in LANGUAGES:
        return f"{COLUMNS[column]} ({LANGUAGES[language]})"
    return str(COLUMNS.get(name, name))


def _shown(name: str) -> dict[str, str]:
    """Return how the field of a column is shown: its language where it has one, and not too high."""
    language = name.rpartition("_")[2]
    of_language = {"lang": language, "dir": "auto"} if language in LANGUAGES else {}
    return {**of_language, "rows": "3"} if name in LONGER else of_language


def entry_form(model: type[Model]) -> type[EntryForm]:
    """Return the form of one kind of entries: all that is written of one, but what names it."""
    names = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    fields = [name for name in names if name not in IDENTITY]
    made: type[EntryForm] = forms.modelform_factory(model, form=EntryForm, fields=fields)  # type: ignore[assignment]
    return made


class DomainForm(DeskForm):
    """A domain of e-mail addresses that is a party's own."""

    domain = forms.CharField(
        max_length=300,
        label=_("Domain"),
        help_text=_("As it stands behind the @ of an address: interior.go.ke"),
        error_messages={"required": _("Write the domain.")},
    )
    with_subdomains = forms.BooleanField(
        required=False, label=_("All domains beneath it are the party’s, too, such as mail.interior.go.ke")
    )
    note = WordsField(
        limit=LONGEST_NOTE, one_line=True, label=_("How it was made sure"), help_text=_("Such as by a note verbale.")
    )

    def clean_domain(self) -> str:
        try:
            return cleaned_domain(self.cleaned_data["domain"])
        except DomainError as refused:
            raise forms.ValidationError(str(refused)) from refused


class EndDomainForm(DeskForm):
    """Why a confirmed domain is a party's own no longer."""

    why = WordsField(
        limit=LONGEST_NOTE,
        one_line=True,
        required=True,
        label=_("Withdraw it, because"),
        help_text=_("It vouches for no signature from then on. It can be confirmed anew, and this row stays."),
        error_messages={"required": _("Write why it is withdrawn: who comes after you reads it.")},
    )
