"""Taking back that an invitation was withdrawn."""

from __future__ import annotations

from django.db import models, transaction
from django.utils.translation import gettext as _

from commitments.models import Invitation, SignatureRequest, User
from commitments.people.invitations import CannotInviteError, send_again


def bring_back(invitation: Invitation, *, by: User) -> None:
    """Let a withdrawn invitation, and those it was passed on to that were withdrawn with it, lead on again.

    A link that had reached its reader works as before; where its mail had not gone yet, or was lost, a new one goes.
    What is not withdrawn stays as it is. Raises CannotInviteError where the same address was invited again meanwhile,
    and TooManyAttemptsError as `send_again` does.
    """
    with transaction.atomic():
        now = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if now.withdrawn_at is None:
            return
        others = Invitation.objects.filter(
            organisation=now.organisation_id, pledge=now.pledge_id, email=now.email, withdrawn_at=None
        )
        if others.exists():
            raise CannotInviteError(_("{email} was invited again meanwhile.").format(email=now.email))
        _family(now).update(withdrawn_at=None)
        is_asked_to_sign = SignatureRequest.objects.filter(invitation=now).exists()  # was: that text is taken back
        if not is_asked_to_sign and not now.mails.exclude(sent_at=None).exists():
            send_again(now, by=by, until=now.expires_at)


def _family(invitation: Invitation) -> models.QuerySet[Invitation]:
    """Return an invitation with those it was passed on to that were withdrawn at the same moment."""
    together = Invitation.objects.filter(pledge=invitation.pledge_id, withdrawn_at=invitation.withdrawn_at)
    family = {invitation.pk}
    while more := set(together.filter(forwarded_from__in=family).values_list("pk", flat=True)) - family:
        family |= more
    return Invitation.objects.filter(pk__in=family)
