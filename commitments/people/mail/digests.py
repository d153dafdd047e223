"""Digests: one mail for all the notices that a person has not seen on the hub."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.document.address import address
from commitments.models import Actor, Notice, Pledge
from commitments.people.mail import tables
from commitments.people.mail.audiences import Occasion
from commitments.people.mail.events import KINDS_OF_COMMENTS
from commitments.people.mail.groups import is_mailed
from commitments.people.mail.queue import post
from commitments.people.mail.replies import contact, reply_address

PATIENCE = timedelta(minutes=10)
"""How long a notice waits for others, so that one mail tells all of them"""


def gather_digests() -> int:
    """Put one mail into the outbox for everybody who has notices that waited long enough; return how many."""
    now = timezone.now()
    with transaction.atomic():
        waiting = Notice.objects.select_for_update(of=("self",)).filter(mailed_at=None).select_related("user", "guest")
        by_person: dict[tuple[int | None, int | None], list[Notice]] = defaultdict(list)
        for notice in waiting.select_related("pledge").order_by("pk"):
            by_person[notice.user_id, notice.guest_id].append(notice)
        due = [notices for notices in by_person.values() if notices[0].at <= now - PATIENCE]
        for notices in due:
            _post_digest(notices)
        mailed = [notice.pk for notices in due for notice in notices]
        Notice.objects.filter(pk__in=mailed).update(mailed_at=now)
    return len(due)


def _post_digest(notices: list[Notice]) -> None:
    """Put one person's notices into one mail, those of one pledge together. Who left or whose link died gets none."""
    user, guest = notices[0].user, notices[0].guest
    if (user and not user.is_active) or (guest and not guest.is_alive):
        return
    by_pledge: dict[Pledge | None, list[Notice]] = defaultdict(list)
    for notice in notices:
        by_pledge[notice.pledge].append(notice)
    parts, count = [], 0
    for pledge, notices_of_pledge in by_pledge.items():
        unseen = [notice for notice in notices_of_pledge if not notice.seen_at]
        lines = [f"- {notice.text}" for notice in unseen if is_mailed(notice.kind, user)]
        if not lines or (pledge and pledge.deleted_at):
            continue
        if pledge and user and not user.memberships.filter(organisation=pledge.organisation_id).exists():
            continue  # who left the organisation meanwhile hears no more of its pledges
        count += len(lines)
        head = f"{pledge} ({pledge.reference})" if pledge else _("Your organisation")
        where = [_read_on(pledge, notices_of_pledge)] if pledge and user else []
        parts.append("\n".join([head, *lines, *where]))
    if not parts:
        return
    subject = ngettext("{count} thing is new in your pledges", "{count} things are new in your pledges", count)
    reply_to = ""
    if guest:
        parts.append(_("Open the link in the invitation that we sent you to read and answer. You need no account."))
        reply_to = reply_address(contact(Occasion(guest.pledge, Actor())))
    to = user.email if user else guest.email if guest else ""
    post(to, subject.format(count=count), "\n\n".join(parts) + "\n", reply_to=reply_to)


def _read_on(pledge: Pledge, notices: list[Notice]) -> str:
    """Return the address of the page to which these notices lead."""
    kinds = {notice.kind for notice in notices}
    if kinds & KINDS_OF_COMMENTS:
        return address("pledge_comments", pledge.reference)
    return address("pledge_tables" if kinds & tables.KINDS else "pledge_detail", pledge.reference)
