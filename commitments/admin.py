"""The secretariat's pages: people, organisations, the directory, whose domains of addresses are confirmed. To read
alone: model texts, what became of the library, invitations, mails on their way, and what is kept for good of a pledge's
signing: revisions, signatures and the trail, without a word of the pledge.

Pledges are not here: their rules are in drafting and signing. A model text changes as a whole alone, by load_library or
on the secretariat's desk, so that its provenance stays true. Nobody reads a personal link, a code or the hash of one
here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from allauth.account import admin as _account  # noqa: F401  registers what is unregistered below
from allauth.account.models import EmailAddress
from allauth.mfa import admin as _mfa  # noqa: F401  the same
from allauth.mfa.models import Authenticator
from allauth.socialaccount import admin as _socialaccount  # noqa: F401  the same
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions import admin as _usersessions  # noqa: F401  the same
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commitments.models import (
    Bracket,
    Clause,
    ConfirmedDomain,
    Invitation,
    Mail,
    Membership,
    ModelText,
    Organisation,
    Passage,
    Revision,
    Signature,
    Theme,
    TrailEntry,
    User,
)
from commitments.web.directory_admin import PAGES
from commitments.web.domains_admin import ConfirmedDomainAdmin

# With them one could give somebody another address, or let in whoever another site vouches for.
admin.site.unregister([Authenticator, EmailAddress, SocialAccount, SocialApp, SocialToken, UserSession])
admin.site.register(ConfirmedDomain, ConfirmedDomainAdmin)
for model, page in PAGES:
    admin.site.register(model, page)


class SecretFieldsAdmin(admin.ModelAdmin):
    """Answers no question about `secret` fields: an address such as ?password__startswith=… would be one."""

    secret: tuple[str, ...] = ()

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        return lookup.split("__", maxsplit=1)[0] not in self.secret and super().lookup_allowed(lookup, value, request)


class ReadOnly(admin.options.BaseModelAdmin):
    """For everybody, whatever their rights: no adding, changing, deleting."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class MembershipInline(admin.TabularInline):
    model = Membership
    autocomplete_fields = ["user", "organisation"]
    extra = 1


@admin.register(User)
class UserAdmin(SecretFieldsAdmin):
    """People sign in with a code sent to their address, so nobody sets a password for another."""

    secret = ("password",)

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

    def get_deleted_objects(
        self, objs: Sequence[Any] | QuerySet[Any], request: HttpRequest
    ) -> tuple[Any, Any, Any, Any]:
        """Who signed, or sent a pledge round, stays: say so, and not that some right is missing."""
        deleted, counts, missing, protected = super().get_deleted_objects(objs, request)
        if protected:
            message = _("Who signed a pledge or sent one round can’t be deleted. Untick “Active” to close the account.")
            messages.warning(request, message)
        return deleted, counts, set() if protected else missing, protected


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    fields = ["name", "slug", "kind", "state", "national_society"]
    prepopulated_fields = {"slug": ["name"]}
    list_display = ["name", "kind", "state"]
    list_filter = ["kind"]
    search_fields = ["name"]
    inlines = [MembershipInline]


class PassageInline(ReadOnly, admin.TabularInline):
    model = Passage
    fields = ["position", "kind", "box", "text"]


class ThemeInline(ReadOnly, admin.TabularInline):
    model = Theme
    fields = ["position", "number", "heading", "title"]


class ClauseInline(ReadOnly, admin.TabularInline):
    model = Clause
    fields = [
        "position",
        "kind",
        "number",
        "theme",
        "title",
        "text",
        "source_text",
        "relevance",
        "observers",
        "note",
        "retired",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Clause]:
        return super().get_queryset(request).select_related("theme")


class BracketInline(ReadOnly, admin.TabularInline):
    model = Bracket
    fields = ["token", "kind", "fills", "meaning"]
    ordering = ["pk"]


@admin.register(ModelText)
class ModelTextAdmin(ReadOnly, admin.ModelAdmin):
    """The official menu, as the library has it, with where it comes from."""

    fields = [
        "name",
        "slug",
        "language",
        "conference",
        "period_start",
        "period_end",
        "undertaking",
        "provenance",
        "edition",
    ]
    list_display = ["name", "conference", "period_start", "period_end", "language"]
    search_fields = ["name", "conference"]
    inlines = [PassageInline, ThemeInline, ClauseInline, BracketInline]


@admin.register(Invitation)
class InvitationAdmin(ReadOnly, SecretFieldsAdmin):
    """Who was invited to what, by whom, and what became of it. Of a pledge only its reference: it may be a draft."""

    secret = ("token_hash", "earlier_token_hash", "code_hash", "message")

    fields = [
        "email",
        "name",
        "organisation",
        "role",
        "pledge_reference",
        "party_key",
        "invited_by",
        "forwarded_from",
        "state",
        "created_at",
        "expires_at",
        "confirmed_at",
        "withdrawn_at",
    ]
    list_display = ["email", "organisation", "pledge_reference", "invited_by", "state", "created_at"]
    list_select_related = ["organisation", "pledge", "invited_by"]
    search_fields = ["email", "name"]
    ordering = ["-pk"]

    @admin.display(description=_("Pledge"))
    def pledge_reference(self, invitation: Invitation) -> str:
        return invitation.pledge.reference if invitation.pledge else ""


@admin.register(Mail)
class MailAdmin(ReadOnly, SecretFieldsAdmin):
    """What waits in the outbox, and why: a list alone. A mail's subject may hold a code, its body a personal link."""

    secret = ("subject", "body", "calendar")
    list_display = ["to", "message_id", "created_at", "due_at", "tries", "failure", "sent_at", "given_up_at"]
    list_display_links = None
    list_filter = [("sent_at", admin.EmptyFieldListFilter), ("given_up_at", admin.EmptyFieldListFilter)]
    search_fields = ["to", "failure"]
    ordering = ["-pk"]

    def has_view_permission(self, request: HttpRequest, obj: Mail | None = None) -> bool:
        """The page of one mail would have its subject for a title."""
        return obj is None and super().has_view_permission(request)


class SigningRecordAdmin(ReadOnly, SecretFieldsAdmin):
    """What is kept of a pledge's signing. Of the pledge only its reference: the text is for its parties."""

    list_select_related = ["pledge"]
    ordering = ["-pk"]

    @admin.display(description=_("Pledge"))
    def pledge_reference(self, row: Revision | TrailEntry) -> str:
        return row.pledge.reference


@admin.register(Revision)
class RevisionAdmin(SigningRecordAdmin):
    """Which texts were sent round, by whom; never the text, nor the address where its parties read it."""

    secret = ("content", "code")
    fields = ["pledge_reference", "number", "digest", "by", "at"]
    list_display = ["pledge_reference", "number", "digest", "by", "at"]
    list_select_related = ["pledge", "by"]
    search_fields = ["pledge__reference", "digest"]


@admin.register(Signature)
class SignatureAdmin(ReadOnly, SecretFieldsAdmin):
    """Who signed for which party, and how."""

    secret = ("statement",)
    fields = [
        *("revision", "party", "name", "title", "email", "digest", "method", "by", "at"),
        *("directory_entry", "named_by", "drafter", "vouched_by"),
    ]
    list_display = ["revision", "party", "name", "method", "at"]
    list_select_related = ["revision__pledge"]
    search_fields = ["revision__pledge__reference", "name", "email"]
    ordering = ["-pk"]


@admin.register(TrailEntry)
class TrailEntryAdmin(SigningRecordAdmin):
    """Who did what when, without the words that they gave as a reason: those are for the pledge's own people."""

    secret = ("words", "address_hash")
    fields = ["pledge_reference", "number", "kind", "at", "who", "email", "revision", "party", "previous", "hash"]
    list_display = ["pledge_reference", "number", "kind", "at", "who", "party"]
    list_filter = ["kind"]
    search_fields = ["pledge__reference", "who", "email"]


@admin.register(Authenticator)
class AuthenticatorAdmin(ReadOnly, SecretFieldsAdmin):
    """Second steps of signing in: who has lost theirs writes to the secretariat, which deletes it here."""

    secret = ("data",)
    fields = ["user", "type", "created_at", "last_used_at"]
    list_display = ["user", "type", "created_at", "last_used_at"]
    list_select_related = ["user"]
    list_filter = ["type"]
    search_fields = ["user__email", "user__name"]

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)
