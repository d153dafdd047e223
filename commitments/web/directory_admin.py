"""The administration pages of the directory: to read, with the way to the desk, where it is corrected."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

from commitments.models import Component, LibraryChange, NationalSociety, RegionalGroup, State
from commitments.web.directory_entries import Entry, code_of, kind_of


class ReadOnlyAdmin(admin.ModelAdmin):
    """For everybody, whatever their rights: no adding, changing, deleting."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class DirectoryAdmin(ReadOnlyAdmin):
    """One kind of entries: to read. The desk corrects them, where no two people overwrite each other."""

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        return [field.name for field in self.opts.concrete_fields if not field.primary_key]

    def view_on_site(self, obj: Entry) -> str:
        """Return the address of the desk's page, which the entry's page links to."""
        return reverse("desk_entry", args=[kind_of(obj).slug, code_of(obj)])


class StateAdmin(DirectoryAdmin):
    list_display = ["short_name_en", "iso2", "ifrc_region"]
    list_filter = ["ifrc_region"]
    search_fields = ["short_name_en", "short_name_fr", "short_name_es", "short_name_ar", "known_as", "iso2"]


class SocietyAdmin(DirectoryAdmin):
    list_display = ["name_en", "state", "recognised", "doubtful"]
    list_select_related = ["state"]
    list_filter = ["ifrc_region", "recognised", "doubtful"]
    search_fields = ["name_en", "name_fr", "name_es", "name_ar", "known_as", "state__iso2"]


class ComponentAdmin(DirectoryAdmin):
    list_display = ["name_en", "code"]


class GroupAdmin(DirectoryAdmin):
    list_display = ["name_en", "kind"]
    search_fields = ["name_en", "slug"]


class LibraryChangeAdmin(ReadOnlyAdmin):
    """What became of the library."""

    fields = ["at", "by", "action", "table", "key", "columns"]
    list_display = ["at", "table", "key", "action", "by"]
    list_select_related = ["by"]
    list_filter = ["table", "action"]
    search_fields = ["key"]
    ordering = ["-pk"]


PAGES: tuple[tuple[type[Model], type[admin.ModelAdmin]], ...] = (
    (State, StateAdmin),
    (NationalSociety, SocietyAdmin),
    (Component, ComponentAdmin),
    (RegionalGroup, GroupAdmin),
    (LibraryChange, LibraryChangeAdmin),
)
