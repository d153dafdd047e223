"""Putting a pledge away on its page, taking that back, and what the lists show of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commitments.drafting import putting_away
from commitments.drafting.search_words import index
from commitments.models import Draft, Notice, Pledge
from commitments.people.codes import hashed
from tests.factories import add_member, agreed, make_guest, make_member, make_organisation, make_pledge
from tests.web.views.conftest import signed_in
from tests.web.views.pages import read

LIST = "/pledges/"


@pytest.fixture
def url(pledge) -> str:
    return f"/pledges/{pledge.reference}/archive/"


def titles(client, **asked) -> list[str]:
    page = client.get(LIST, asked).content.decode()
    return [title for title in ("Wells", "Roads", "Schools") if f"<bdi>{title}</bdi>" in page]


def test_deleting_leads_to_the_list_where_it_is_undone(drafter, pledge, url):
    hub = read(drafter, f"/pledges/{pledge.reference}/")
    assert "delete=" in hub.buttons
    assert "archive=" not in hub.buttons
    response = drafter.post(url, {"delete": ""})
    page = read(drafter, response.url)
    assert "“Wells” is deleted. It can be brought back until " in page.html
    assert page.buttons == ["bring-back="]
    assert drafter.get(f"/pledges/{pledge.reference}/").status_code == 404
    back = drafter.post(url, {"bring-back": ""})
    assert "“Wells” is back among the current pledges." in read(drafter, back.url).html
    assert titles(drafter) == ["Wells"]


def test_pledge_that_was_signed_is_offered_to_be_archived(db):
    pledge = agreed().revision.pledge
    client = signed_in(make_member("drafter", pledge.organisation))
    assert read(client, f"/pledges/{pledge.reference}/").buttons[-1] == "archive="
    page = read(client, client.post(f"/pledges/{pledge.reference}/archive/", {"archive": ""})["Location"])
    assert "This pledge is archived" in page.html
    refusal = client.post(f"/pledges/{pledge.reference}/archive/", {"delete": ""}, follow=True).content.decode()
    assert "Only a draft that nobody was asked to sign can be deleted." in refusal


def test_viewer_is_offered_nothing_and_refused(viewer, pledge, url):
    for verb in ("delete", "archive", "bring-back"):
        assert viewer.post(url, {verb: ""}).status_code == 403
    assert not {"delete=", "archive="} & set(read(viewer, f"/pledges/{pledge.reference}/").buttons)
    putting_away.delete(pledge)
    assert viewer.post(url, {"bring-back": ""}).status_code == 403
    assert "Bring back" not in read(viewer, f"{LIST}?state=deleted").html
    assert titles(viewer, state="deleted") == ["Wells"]


def test_stranger_neither_sees_nor_brings_back_what_was_deleted(stranger, pledge, url):
    putting_away.delete(pledge)
    assert stranger.post(url, {"bring-back": ""}).status_code == 404
    assert titles(stranger, state="deleted") == []
    assert "is deleted" not in read(stranger, f"{LIST}?deleted={pledge.reference}").html


def test_person_of_two_organisations_brings_back_where_they_may_write(pledge):
    user = make_member("viewer", pledge.organisation)
    roads = make_pledge(title="Roads")
    add_member(roads.organisation, user, "drafter")
    client = signed_in(user)
    for each in (pledge, roads):
        putting_away.delete(each)
    assert client.post(f"/pledges/{pledge.reference}/archive/", {"bring-back": ""}).status_code == 403
    assert client.post(f"/pledges/{roads.reference}/archive/", {"bring-back": ""}).status_code == 302
    assert titles(client) == ["Roads"]


def test_pressing_twice_is_no_error(drafter, pledge, url):
    for verb in ("archive", "archive", "bring-back", "bring-back", "delete", "delete", "bring-back", "bring-back"):
        assert drafter.post(url, {verb: ""}).status_code == 302
    assert titles(drafter) == ["Wells"]


def test_lists_show_current_archived_deleted_and_withdrawn_ones_apart(drafter, pledge):
    archived = make_pledge(pledge.organisation, title="Roads")
    putting_away.archive(archived)
    make_pledge(pledge.organisation, title="Schools", status="withdrawn")
    assert titles(drafter) == ["Wells"]
    assert titles(drafter, state="draft") == ["Wells"]
    assert titles(drafter, state="archived") == ["Roads"]
    assert titles(drafter, state="withdrawn") == ["Schools"]
    putting_away.delete(pledge)
    assert titles(drafter, state="deleted") == ["Wells"]
    page = read(drafter, LIST)
    assert "Those that were withdrawn or archived stand in lists of their own" in page.html
    assert {"?state=withdrawn", "?state=archived", "?state=deleted"} <= set(page.links)


def test_search_finds_archived_and_withdrawn_ones_but_none_that_is_deleted(drafter, pledge):
    others = [make_pledge(pledge.organisation, title=title) for title in ("Roads", "Schools")]
    for each in (pledge, *others):
        each.introduction = "clean water"
        index(Draft(each))
        each.save()
    putting_away.archive(others[0])
    Pledge.objects.filter(pk=others[1].pk).update(status="withdrawn")
    assert titles(drafter, q="clean water") == ["Wells", "Roads", "Schools"]
    assert titles(drafter, q="clean", state="archived") == ["Roads"]
    putting_away.delete(pledge)
    assert titles(drafter, q="clean") == ["Roads", "Schools"]
    assert titles(drafter, q="clean", state="deleted") == ["Wells"]


def test_deleted_pledge_leaves_the_list_of_deleted_ones_after_thirty_days(drafter, pledge):
    putting_away.delete(pledge)
    assert titles(drafter, state="deleted") == ["Wells"]
    Pledge.objects.update(deleted_at=pledge.deleted_at - timedelta(days=30))
    assert titles(drafter, state="deleted") == []
    assert "is deleted" not in read(drafter, f"{LIST}?deleted={pledge.reference}").html


def test_link_to_a_deleted_draft_says_so_and_a_visit_ends(client, pledge):
    guest = make_guest(pledge, token_hash=hashed("token"))
    session = client.session
    session["guest"] = [guest.pk, guest.token_hash]
    session.save()
    assert client.get(f"/pledges/{pledge.reference}/comments/").status_code == 200
    putting_away.delete(pledge)
    assert client.get(f"/pledges/{pledge.reference}/comments/").status_code in (302, 404)
    client.get("/invitations/token/")
    page = read(client, "/invitation/", status=410)
    assert "This draft was deleted" in page.html
    assert "deleted “Wells” on" in page.html


def test_news_of_a_deleted_pledge_are_not_shown(drafter, pledge):
    user = pledge.organisation.memberships.get().user
    Notice.objects.create(user=user, pledge=pledge, kind="comment", text="Jonas commented.")
    assert "Jonas commented." in read(drafter, LIST).html
    putting_away.delete(pledge)
    assert "Jonas commented." not in read(drafter, LIST).html


def test_secretariat_does_not_count_deleted_drafts(db):
    pledge = make_pledge(make_organisation("Example Relief"))
    client = signed_in(make_member("viewer", make_organisation("Secretariat", kind="secretariat")))
    assert "Example Relief" in read(client, "/pledges/all/").html
    putting_away.delete(pledge)
    assert "Example Relief" not in read(client, "/pledges/all/").html
