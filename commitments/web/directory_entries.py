"""The kinds of entries that the directory has, how they are found, and how an address names them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commitments.models import Component, NationalSociety, RegionalGroup, State
from commitments.text.folding import folded

Entry = State | NationalSociety | Component | RegionalGroup


@dataclass(frozen=True)
class EntryKind:
    """One kind of entries."""

    slug: str
    """In an address"""
    label: str | Promise
    model: type[Entry]
    code: str
    """The lookup of what names one in an address"""
    order: str
    """The column by which they are listed"""
    has_domains: bool = True
    """Whether they can be parties, whose domains are confirmed"""

    @property
    def entries(self) -> QuerySet[Entry]:
        everything: QuerySet[Entry] = self.model._base_manager.order_by(self.order)
        return everything.select_related("state") if self.model is NationalSociety else everything

    def found(self, text: str) -> list[Entry]:
        """Return the entries in any of whose names every word of a text stands, by name; all where there is none."""
        looked_for = folded(text).split()
        return [entry for entry in self.entries if all(word in _words(entry) for word in looked_for)]


KINDS: Mapping[str, EntryKind] = {
    kind.slug: kind
    for kind in (
        EntryKind("state", _("States"), State, "iso2", "short_name_en"),
        EntryKind("society", _("National Societies"), NationalSociety, "state__iso2", "name_en"),
        EntryKind("component", _("Components of the Movement"), Component, "code", "code"),
        EntryKind("group", _("Regional groups"), RegionalGroup, "slug", "name_en", has_domains=False),
    )
}


def kind_of(entry: Entry) -> EntryKind:
    return next(kind for kind in KINDS.values() if isinstance(entry, kind.model))


def code_of(entry: Entry) -> str:
    """Return what names an entry in an address, and in what is noted of the library."""
    return " ".join(entry.natural_key())


def _words(entry: Entry) -> str:
    """Return all that is written of an entry, folded; of a Society, with the name of its country."""
    texts = [str(getattr(entry, field.name)) for field in entry._meta.concrete_fields if not field.primary_key]
    return folded(" ".join(texts))
