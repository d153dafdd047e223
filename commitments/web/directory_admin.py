"""The administration pages of the directory: what is known of each entry is corrected there, and the change noted."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest

from commitments import access
from commitments.library.corrections import IDENTITY, correct
from commitments.models import Component, LibraryChange, NationalSociety, RegionalGroup, State
from commitments.web.forms.directory import DirectoryForm


class DirectoryAdmin(admin.ModelAdmin):
    """One kind of entries: changed, not added nor deleted, as pledges refer to them."""

    form = DirectoryForm
    actions = None

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        return [field.name for field in self.opts.concrete_fields if not field.primary_key]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return [name for name in self.get_fields(request, obj) if name in IDENTITY]

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:
        correct(obj, by=access.person(request))


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


class LibraryChangeAdmin(admin.ModelAdmin):
    """What became of the library: to read alone."""

    fields = ["at", "by", "action", "table", "key", "columns"]
    list_display = ["at", "table", "key", "action", "by"]
    list_select_related = ["by"]
    list_filter = ["table", "action"]
    search_fields = ["key"]
    ordering = ["-pk"]

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


PAGES: tuple[tuple[type[Model], type[admin.ModelAdmin]], ...] = (
    (State, StateAdmin),
    (NationalSociety, SocietyAdmin),
    (Component, ComponentAdmin),
    (RegionalGroup, GroupAdmin),
    (LibraryChange, LibraryChangeAdmin),
)
