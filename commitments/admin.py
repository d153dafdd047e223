"""The secretariat's pages for people and organisations. Pledges are not changed here: their rules are in services/."""

from __future__ import annotations

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from commitments.models import Membership, Organisation, User


class MembershipInline(admin.TabularInline):
    model = Membership
    autocomplete_fields = ["user", "organisation"]
    extra = 1


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """People sign in with a code sent to their address, so nobody sets a password for another."""

    fields = ["email", "name", "is_active", "is_staff", "is_superuser", "last_login", "date_joined"]
    readonly_fields = ["last_login", "date_joined"]
    list_display = ["email", "name", "is_active", "is_staff"]
    search_fields = ["email", "name"]
    inlines = [MembershipInline]

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm[User], change: bool) -> None:
        """Keep the address in small letters, as `create_user` does; a new person has no password."""
        obj.email = obj.email.lower()
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Only who may do everything decides who else may."""
        rights = [] if request.user.is_superuser else ["is_staff", "is_superuser"]
        return [*self.readonly_fields, *rights]


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    fields = ["name", "slug", "kind", "state", "national_society"]
    prepopulated_fields = {"slug": ["name"]}
    list_display = ["name", "kind", "state"]
    list_filter = ["kind"]
    search_fields = ["name"]
    inlines = [MembershipInline]
