"""What people say about a pledge: comments in threads, and suggested changes."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.models.invitation import Invitation
from commitments.models.organisation import User
from commitments.models.pledge import Pledge
from commitments.models.revision import SignatureRequest


@dataclass(frozen=True)
class Actor:
    """Who speaks about a pledge: a person of its own organisation, a guest of another party, or the site itself.

    Somebody who asks to sign for a further party has a name and an address alone.
    """

    user: User | None = None
    guest: Invitation | None = None
    origin: str = ""
    """The network address from which they do"""
    browser: str = ""
    """What names the browser session in which they do"""
    name: str = ""
    """Of somebody who has neither an account nor an invitation, and asks for a further party"""
    address: str = ""
    """Their e-mail address"""

    def __str__(self) -> str:
        return str(self.user or self.guest or self.name or "Pledgebuilder")

    @property
    def email(self) -> str:
        """Their address; nothing for the site itself."""
        person = self.user or self.guest
        return person.email if person else self.address

    @property
    def is_own(self) -> bool:
        """Whether they are of the pledge's own organisation."""
        return self.user is not None


class CommentQuerySet(models.QuerySet["Comment"]):
    def heard_by(self, actor: Actor) -> CommentQuerySet:
        """What they may read: a guest, only what all parties may, and the thread of what they said as a signatory."""
        if actor.is_own:
            return self
        own = Q(guest__email=actor.email) | Q(thread__guest__email=actor.email)
        return self.filter(Q(is_shared=True) | own)

    def unanswered(self) -> CommentQuerySet:
        """Suggested changes that wait for the drafters."""
        return self.filter(answer="", taken_back_at=None).exclude(change="")


class Comment(models.Model):
    """A comment, a reply to one, or a suggested change: `text` is its reason then."""

    class Change(models.TextChoices):
        """What is suggested."""

        WORDING = "wording", _("Other words")
        NEW = "new", _("Something new")
        REMOVAL = "removal", _("Take it out")
        PLAN = "plan", _("Dates and leads")

    class Answer(models.TextChoices):
        TAKEN = "taken", _("Taken")
        DECLINED = "declined", _("Declined")

    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="comments")
    row = models.CharField(max_length=260, help_text="As in Change.row: item:KEY, or pledge for the whole")
    thread = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="replies")
    text = models.TextField(blank=True)
    change = models.CharField(max_length=8, choices=Change, blank=True, help_text="Empty: a comment")
    suggested = models.TextField(blank=True, help_text="The wording that is suggested")
    based_on = models.TextField(blank=True, help_text="The wording that stood there when it was suggested")
    proposed = models.JSONField(
        default=dict,
        blank=True,
        help_text="Columns of the item that are suggested; of a new one its kind, heading and clause, too",
    )
    stood = models.JSONField(default=dict, blank=True, help_text="These columns as they stood then")
    is_shared = models.BooleanField(help_text="Whether every party may read it, or the own organisation alone")
    signature_request = models.OneToOneField(
        SignatureRequest,
        null=True,
        on_delete=models.SET_NULL,
        related_name="comment",
        help_text="Of what a signatory said instead of signing, in a round that was reopened",
    )
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    guest = models.ForeignKey(Invitation, null=True, on_delete=models.SET_NULL, related_name="+")
    who = models.CharField(max_length=150, help_text="What its author was called then")
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, help_text="When its thread was settled")
    settled_by = models.CharField(max_length=150, blank=True)
    taken_back_at = models.DateTimeField(null=True, help_text="When its author took it back; others don't read it")
    answer = models.CharField(max_length=8, choices=Answer, blank=True, help_text="Of a suggested wording")
    answered_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer_text = models.CharField(max_length=500, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["pledge", "row"], name="comments_on_a_text")]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") | ~Q(change=""), name="comment_says_something"),
        ]

    def __str__(self) -> str:
        return self.suggested or self.text

    def is_of(self, actor: Actor) -> bool:
        """Whether it is theirs: they may take it back."""
        if actor.user:
            return self.by_id == actor.user.pk
        return bool(self.guest and actor.guest and self.guest.email == actor.guest.email)
