"""Pages say times in the zone of whoever reads them, and name it; what is printed or signed says UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.test import Client

from commitments.drafting import putting_away, suggesting
from commitments.models import (
    Actor,
    Change,
    Circulation,
    Comment,
    Invitation,
    Item,
    Pledge,
    SignatureRequest,
    TrailEntry,
    User,
)
from commitments.models.row import RowName, Table
from commitments.people.codes import hashed
from commitments.signing.ending import withdraw
from commitments.signing.objecting import decline
from commitments.web.templatetags import moments
from tests.edits import save_fields
from tests.factories import circulated, give_signature, make_guest, make_member, make_ready, signatory
from tests.web.views.conftest import signed_in
from tests.web.views.pages import read

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 30, 22, 24, tzinfo=UTC)
THERE = "Dec 2026, 01:24 (Nairobi)"
ROOT = Path(settings.BASE_DIR) / "templates"
SAY_UTC = ("document", "account/email", "commitments/verify", "commitments/trail", "commitments/register")
"""What is printed, signed or kept for everybody, and the pages that are held against it"""


@pytest.fixture
def pledge() -> Pledge:
    return make_ready()


def in_nairobi(pledge: Pledge, role: str = "drafter") -> tuple[Client, User]:
    user = make_member(role, pledge.organisation)
    user.time_zone = "Africa/Nairobi"
    user.save(update_fields=["time_zone"])
    return signed_in(user), user


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (AT, AT, "1 Dec 2026, 01:24 (Nairobi)"),
        (AT, AT.replace(minute=59), "1 Dec 2026, 01:24–01:59 (Nairobi)"),
        (AT.replace(hour=20), AT, "30 Nov 2026, 23:24 (Nairobi) – 1 Dec 2026, 01:24 (Nairobi)"),
    ],
)
def test_what_lasted_says_from_when_to_when(start, end, said, monkeypatch):
    monkeypatch.setattr("commitments.web.templatetags.moments.own_zone", lambda: ZoneInfo("Africa/Nairobi"))
    assert moments.from_to(start, end) == said


def test_day_is_that_of_the_reader(monkeypatch):
    assert (moments.day(AT), moments.day(None)) == ("30 Nov 2026", "")
    monkeypatch.setattr("commitments.web.templatetags.moments.own_zone", lambda: ZoneInfo("Asia/Tokyo"))
    assert (moments.day(AT), moments.day(AT, "j F Y")) == ("1 Dec 2026", "1 December 2026")


def test_history_and_comparison_say_times_there(pledge):
    client, user = in_nairobi(pledge)
    save_fields(pledge, "parties", {"title": "Wells"}, by=user)
    first = Change.objects.filter(pledge=pledge).order_by("pk").first()
    Change.objects.filter(pledge=pledge).update(at=AT, by=user)
    history = read(client, f"/pledges/{pledge.reference}/history/").html
    compared = read(client, f"/pledges/{pledge.reference}/history/compare/?from={first.pk}&to=now").html
    for page in (history, compared):
        assert f"1 {THERE}" in page
        assert "22:24" not in page


def test_suggestions_say_times_there(pledge):
    client, _user = in_nairobi(pledge)
    item = Item.objects.filter(pledge=pledge).first()
    guest = Actor(guest=make_guest(pledge))
    suggesting.suggest(pledge, guest, str(RowName(Table.ITEM, item.key)), "Protect everybody", is_shared=True)
    comments_page = f"/pledges/{pledge.reference}/suggestions/"
    Comment.objects.update(at=AT)
    assert f"1 {THERE}" in read(client, comments_page).html


def test_page_of_signatures_says_times_there(pledge):
    client, user = in_nairobi(pledge)
    found = circulated(pledge)
    SignatureRequest.objects.update(came_at=AT)
    assert "Asked, 1 Dec 2026" in read(client, f"/pledges/{pledge.reference}/signatures/").html
    decline(
        found.signature_requests[0], reason="No", seen=found.revision.digest, by=signatory(found.signature_requests[0])
    )
    SignatureRequest.objects.exclude(answered_at=None).update(answered_at=AT)
    assert "declined on 1 Dec 2026" in read(client, f"/pledges/{pledge.reference}/signatures/").html
    withdraw(pledge, reason="No mandate", by=Actor(user=user))
    entry = TrailEntry.Kind.WITHDRAWN
    at = pledge.trail.get(kind=entry).at.astimezone(ZoneInfo("Africa/Nairobi"))
    assert f"{at:%H:%M} (Nairobi): nobody" in read(client, f"/pledges/{pledge.reference}/signatures/").html


def test_task_list_and_deleted_pledge_say_the_day_there(pledge):
    client, _user = in_nairobi(pledge)
    found = circulated(pledge)
    assert (
        f"since {found.revision.at.astimezone(ZoneInfo('Africa/Nairobi')).day} "
        in read(client, f"/pledges/{pledge.reference}/").html
    )
    draft = make_ready(pledge.organisation, title="Gone")
    putting_away.delete(draft)
    assert draft.deleted_at
    Pledge.objects.filter(pk=draft.pk).update(deleted_at=draft.deleted_at.replace(hour=22, minute=30))
    until = (
        (draft.deleted_at + putting_away.KEPT_FOR).replace(hour=22, minute=30).astimezone(ZoneInfo("Africa/Nairobi"))
    )
    assert f"until {until.day} {until:%B %Y}" in read(client, "/pledges/?state=deleted").html


def of_link(email: str) -> str:
    """What a guest in Nairobi reads who opens the link that they were sent last."""
    last = Invitation.objects.filter(email=email).latest("pk")
    Invitation.objects.filter(pk=last.pk).update(token_hash=hashed(f"link of {email}"))
    client = Client()
    client.cookies["zone"] = "Africa/Nairobi"
    return client.get(f"/invitations/link of {email}/", follow=True).content.decode()


def test_links_of_guests_say_times_there(pledge):
    found = circulated(pledge)
    give_signature(found.signature_requests[0])
    SignatureRequest.objects.exclude(answered_at=None).update(answered_at=AT)
    assert "You signed on 1 December 2026, 01:24 (Nairobi);" in of_link("jonas@example.org")
    Invitation.objects.filter(email="sara@example.org").update(withdrawn_at=AT)
    assert "1 December 2026, 01:24 (Nairobi)" in of_link("sara@example.org")


def test_reopened_text_says_when_to_its_signatory(pledge):
    client, user = in_nairobi(pledge, "signatory")
    found = circulated(pledge)
    SignatureRequest.objects.filter(pk=found.signature_requests[0].pk).update(email=user.email, invitation=None)
    Circulation.objects.update(ended_at=AT, end="reopened", reason="A mistake")
    Pledge.objects.update(status="draft")
    answer = read(client, f"/pledges/{pledge.reference}/answer/").html
    assert "reopened it on 1 December 2026, 01:24 (Nairobi)." in answer


def test_no_page_writes_a_time_by_hand():
    """Nor UTC beside one: the filter `moment` knows the zone, whoever reads."""
    by_hand = re.compile(r'\|date:"[^"]*H:i|\}\} UTC\b|%\} UTC\b')
    kept = [path for path in sorted(ROOT.rglob("*.html")) if not str(path.relative_to(ROOT)).startswith(SAY_UTC)]
    assert [str(path) for path in kept if by_hand.search(path.read_text())] == []
