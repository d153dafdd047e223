"""The administration page of confirmed domains: they are confirmed and withdrawn, never changed nor deleted."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commitments import access
from commitments.models import ConfirmedDomain
from commitments.people.domains import confirm_domain, withdraw_domain
from commitments.web.forms.confirmed_domain import ConfirmForm, WithdrawForm

PARTIES = ("state", "national_society", "component")


class ConfirmedDomainAdmin(admin.ModelAdmin):
    """Which domains of e-mail addresses are whose: who confirmed that when, who withdrew it when, and why."""

    list_display = [
        "domain",
        "party",
        "with_subdomains",
        "confirmed_by",
        "confirmed_at",
        "withdrawn_by",
        "withdrawn_at",
    ]
    list_select_related = [*PARTIES, "confirmed_by", "withdrawn_by"]
    list_filter = [("withdrawn_at", admin.EmptyFieldListFilter)]
    search_fields = ["domain", "state__short_name_en", "national_society__name_en", "component__name_en", "note"]
    ordering = ["domain", "-pk"]
    actions = None

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        confirmed = [*PARTIES, "domain", "with_subdomains", "note"]
        if not isinstance(obj, ConfirmedDomain):
            return confirmed
        whose = [name for name in confirmed if name not in PARTIES or getattr(obj, name)]
        ended = ["withdrawn_by", "withdrawn_at"] if obj.withdrawn_at else []
        return [*whose, "confirmed_by", "confirmed_at", *ended, "why_withdrawn"]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return [name for name in self.get_fields(request, obj) if name != "why_withdrawn"] if obj else []

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, **{**kwargs, "form": WithdrawForm if obj else ConfirmForm})

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """What was withdrawn is only read."""
        is_ended = isinstance(obj, ConfirmedDomain) and bool(obj.withdrawn_at)
        return not is_ended and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: ConfirmedDomain, form: ModelForm[Any], change: bool) -> None:
        by = access.person(request)
        if change:
            withdraw_domain(obj, why=obj.why_withdrawn, by=by)
        elif party := obj.party:
            row = confirm_domain(party, obj.domain, with_subdomains=obj.with_subdomains, note=obj.note, by=by)
            obj.pk = row.pk

    @admin.display(description=_("Party"))
    def party(self, row: ConfirmedDomain) -> str:
        return str(row.party)
