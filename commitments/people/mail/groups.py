"""Groups of notices of which people can say that they want no mail. On their pages they stand all the same.

What somebody must act on has a mail of its own, which nobody can switch off; but that of each submission, which is for
the secretariat.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commitments.models import User
from commitments.people.mail.audiences import SUBMISSIONS
from commitments.people.mail.events import KINDS_OF_COMMENTS

GROUPS: Mapping[str, frozenset[str]] = {
    "comments": frozenset(KINDS_OF_COMMENTS),
    "invitations": frozenset({"opened", "forwarded"}),
    "publication": frozenset({"submitted", "published", "closing-day"}),
}
"""The kinds of notices of each group, as events name them"""
LABELS: Mapping[str, str | Promise] = {
    "comments": _("Comments and suggestions"),
    "invitations": _("That somebody opened an invitation, or passed it on"),
    "publication": _("That a pledge was submitted or published, or its closing day changed"),
    SUBMISSIONS: _("Each pledge that is submitted to the secretariat"),
}


def is_mailed(kind: str, user: User | None) -> bool:
    """Whether a person wants to be mailed notices of a kind. Guests, who have no pages of their own, get all."""
    return not user or not any(kind in GROUPS.get(group, ()) for group in user.not_mailed)
