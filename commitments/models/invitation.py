"""Personal links in mails, for colleagues and for the other parties of a pledge; and how often a thing was tried."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.models.organisation import Membership, Organisation, User
from commitments.models.pledge import Pledge


class Invitation(models.Model):
    """An invitation to an organisation, which gives an account, or to one pledge, which needs none.

    The link's token is in the mail alone; here is its SHA-256. Sent again, it has another token; a reminder leaves the
    one before it good, too, and the visits that it opened.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Sent")
        CONFIRMED = "confirmed", _("Confirmed")
        EXPIRED = "expired", _("Expired")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    token_hash = models.CharField(max_length=64, unique=True)
    earlier_token_hash = models.CharField(
        max_length=64, blank=True, db_index=True, help_text="Of the link before the last, while that is still good"
    )
    email = models.EmailField(help_text="In small letters")
    name = models.CharField(max_length=150, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=13, choices=Membership.Role, blank=True)
    pledge = models.ForeignKey(Pledge, null=True, on_delete=models.CASCADE, related_name="invitations")
    party_key = models.SlugField(max_length=20, blank=True, help_text="The party for which they speak")
    message = models.TextField(blank=True, help_text="The inviter's own words")
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    forwarded_from = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="forwarded_to")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    code_hash = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the one-time code sent last")
    code_expires_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["email"], name="invited_at_an_address")]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation=None, role="", pledge__isnull=False)
                | (Q(organisation__isnull=False, pledge=None) & ~Q(role="")),
                name="invitation_is_to_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @classmethod
    def of_link(cls, token_hash: str) -> models.QuerySet[Invitation]:
        """Return the invitation whose link, still good, has a token of this hash; none for an empty one."""
        if not token_hash:
            return cls.objects.none()
        return cls.objects.filter(Q(token_hash=token_hash) | Q(earlier_token_hash=token_hash))

    @property
    def state(self) -> str:
        if self.withdrawn_at:
            return self.State.WITHDRAWN
        if self.confirmed_at:
            return self.State.CONFIRMED
        return self.State.EXPIRED if self.is_over else self.State.OPEN

    @property
    def state_label(self) -> str:
        return str(self.State(self.state).label)

    @property
    def is_alive(self) -> bool:
        """Whether its link, or the visit that it opened, still leads anywhere: till it expires, and to who signed."""
        return not self.withdrawn_at and (not self.is_over or self.is_of_who_signed)

    @property
    def is_over(self) -> bool:
        """Whether the time is over in which its link leads anywhere to anybody."""
        return self.expires_at <= timezone.now()

    @property
    def is_of_who_signed(self) -> bool:
        """Whether a signature of theirs stands, or was on the text that was withdrawn: they come back to read what they
        signed, however old their link is. One query.
        """
        if self.pledge is None:
            return False
        signed = self.pledge.revisions.filter(signatures__email=self.email)
        return signed.filter(circulation__end__in=("", "withdrawn")).exists()


class EarlierCode(models.Model):
    """A one-time code that is still good beside the one that was sent after it, which its row has."""

    row = models.CharField(max_length=80, help_text="Whose it is: the model and the primary key")
    code_hash = models.CharField(max_length=64, help_text="SHA-256 of the code")
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["row"], name="earlier_codes_of_one_row")]

    def __str__(self) -> str:
        return self.row


class Attempt(models.Model):
    """One try at something that may not be tried often, such as a one-time code. Every process counts the same ones."""

    key = models.CharField(max_length=64, help_text="Names what was tried: a hash, no address")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["key", "at"], name="attempts_at_one_thing")]

    def __str__(self) -> str:
        return self.key
