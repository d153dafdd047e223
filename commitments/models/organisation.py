"""People and the organisations they work for."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.models.directory import NationalSociety, State
from commitments.text import articles

COMPONENTS = frozenset({"icrc", "ifrc"})
"""Abbreviations of the Movement's components, which have an article within a sentence"""


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Return a saved person; without a password they sign in with a code sent by e-mail."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Their e-mail address is their name here."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False, help_text=_("May use the administration pages."))
    date_joined = models.DateTimeField(default=timezone.now)
    language = models.CharField(
        max_length=35, blank=True, help_text=_("In which language their new pledges begin (BCP 47)")
    )
    time_zone = models.CharField(
        max_length=64, blank=True, help_text=_("In which pages show times to them, such as Africa/Nairobi; blank: UTC")
    )
    not_mailed = models.JSONField(
        default=list, blank=True, help_text=_("Of which groups of notices they want no mail: they stand on pages alone")
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once_in_any_case")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] if self.name else self.email


class Organisation(models.Model):
    """A National Society, a ministry, an observer or the secretariat. It owns the pledges that it starts."""

    class Kind(models.TextChoices):
        NATIONAL_SOCIETY = "national_society", _("National Society")
        MINISTRY = "ministry", _("Ministry")
        OBSERVER = "observer", _("Observer organisation")
        SECRETARIAT = "secretariat", _("Secretariat")

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=16, choices=Kind)
    state = models.ForeignKey(State, null=True, blank=True, on_delete=models.PROTECT, related_name="organisations")
    national_society = models.ForeignKey(
        NationalSociety, null=True, blank=True, on_delete=models.PROTECT, related_name="organisations"
    )
    members: models.ManyToManyField[User, Membership] = models.ManyToManyField(
        User, through="Membership", related_name="organisations"
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def in_sentence(self) -> str:
        """Its name in the middle of a sentence: “the Kenya Red Cross Society”, “the ICRC”, “Example Relief”."""
        is_abbreviation = self.name.casefold() in COMPONENTS
        return f"the {self.name}" if is_abbreviation else articles.in_sentence(self.name, is_own_name=True)


class Membership(models.Model):
    class Role(models.TextChoices):
        VIEWER = "viewer", _("Viewer")
        DRAFTER = "drafter", _("Drafter")
        SIGNATORY = "signatory", _("Signatory")
        ADMINISTRATOR = "administrator", _("Administrator")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=13, choices=Role)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "organisation"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.organisation}"
