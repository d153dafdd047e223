"""What an open page asks again and again: whether anybody changed the pledge meanwhile, and who is here."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from commitments.models import Change, Pledge
from commitments.models.pledge import PledgeQuerySet
from tests.drafting.test_readers import Clock, clock
from tests.factories import add_member, add_party, make_user, write
from tests.web.views.conftest import signed_in
from tests.web.views.pages import Page, read, send

pytestmark = pytest.mark.django_db
__all__ = ["clock"]
OWN = "own-0000000001"
PAGES = [
    "",
    "parties/",
    "parties/party-ke/",
    "introduction/",
    "objectives/",
    "actions/",
    "actions/b-detention/",
    "indicators/",
    "resources/",
    f"items/{OWN}/",
    "blanks/",
]


@pytest.fixture
def address(pledge) -> str:
    add_party(pledge, "state", "KE", key="party-ke")
    write(pledge, "objective", "Dig wells.", key=OWN)
    return f"/pledges/{pledge.reference}/"


def person(pledge: Pledge, name: str) -> Client:
    user = make_user(name=name)
    add_member(pledge.organisation, user)
    return signed_in(user)


@pytest.fixture
def colleague(pledge) -> Client:
    return person(pledge, "Joseph Otieno")


def ask(client: Client, url: str, **known: Any):
    return client.get(f"{url}?{urlencode({'in': 'news', 'saves': 0, 'readers': '', **known})}")


@pytest.mark.parametrize("page", PAGES)
def test_page_is_told_in_one_query_that_nothing_is_new_and_drawn_anew_once_something_is(
    drafter, colleague, address, page, django_assert_num_queries
):
    url = address + page
    assert 'data-js-paper="0"' in read(drafter, url).html
    with django_assert_num_queries(3):  # the session, the person, and the pledge
        answer = ask(drafter, url)
    assert (answer.status_code, answer.content) == (204, b"")
    send(colleague, f"{address}introduction/", {"introduction": "Joseph's words"})
    answer = ask(drafter, url)
    assert answer.status_code == 200
    page_now = Page(answer.content.decode())
    assert 'data-js-paper="1"' in page_now.html
    assert "Joseph&#x27;s words" in page_now.html
    if page:
        assert "Joseph Otieno changed the pledge just now." in page_now.html
    before, compared = Change.objects.get().pk - 1, reverse("pledge_compare", args=[address.split("/")[2]])
    assert f"{compared}?from={before}&amp;to=now" in page_now.html
    assert ask(drafter, url, saves=1, readers="Joseph is reading this section.").status_code in (200, 204)


def test_everybody_who_changed_it_is_named_and_all_of_their_changes_are_shown(drafter, colleague, pledge, address):
    grace = person(pledge, "Grace Mutua")
    url = f"{address}introduction/"
    for client, words in [(colleague, "One"), (drafter, "Mine"), (grace, "Two"), (colleague, "Three")]:
        send(client, url, {"introduction": words})
    first, second, *_rest = pledge.changes.order_by("pk").values_list("pk", flat=True)
    page = Page(ask(drafter, url, saves=2).content.decode()).html
    assert "Grace Mutua, Joseph Otieno changed the pledge just now, one after the other." in page
    assert f"?from={second}&amp;to=now" in page
    assert f"from={first - 1}&amp;" in Page(ask(drafter, url, saves="x").content.decode()).html
    # What the same person saved elsewhere shows, and is nobody's news.
    send(drafter, url, {"opening": "We all:"})
    page = Page(ask(drafter, url, saves=4).content.decode()).html
    assert "We all:" in page
    assert "just now" not in page


def test_who_comes_and_who_saves_is_told_once(drafter, colleague, pledge, clock: Clock):
    url = f"/pledges/{pledge.reference}/introduction/"
    read(drafter, url)
    read(colleague, url)
    here = "Joseph is reading this section."
    assert json.loads(ask(drafter, url).content) == {"readers": here}
    assert ask(drafter, url, readers=here).status_code == 204
    send(colleague, url, {"introduction": "Joseph's"})
    saving = "Joseph is changing this section."
    assert json.loads(ask(drafter, url, saves=1).content) == {"readers": saving}
    clock.on(seconds=31)
    assert json.loads(ask(drafter, url, saves=1, readers=saving).content) == {"readers": here}
    # Who asks is here as long as they ask, in the section in which they are, and is nobody else to themselves.
    for _ in range(4):
        clock.on(minutes=4)
        ask(drafter, url, saves=1)
    read(drafter, url)
    answer = ask(colleague, url, saves=1)
    assert json.loads(answer.content)["readers"].endswith(" is reading this section.")
    assert json.loads(ask(drafter, url, saves=1).content) == {"readers": here}


def test_page_is_read_also_where_nobody_can_write_who_reads_it(drafter, pledge, monkeypatch, caplog):
    def fail(*_args: Any, **_fields: Any) -> int:
        raise DatabaseError

    monkeypatch.setattr(PledgeQuerySet, "update", fail)
    for page in ("", "introduction/", "objectives/"):
        assert drafter.get(f"/pledges/{pledge.reference}/{page}").status_code == 200
    assert "What may be left out could not be written." in caplog.text


def test_messages_wait_for_a_page_that_is_seen(drafter, colleague, address):
    url = f"{address}introduction/"
    fields = read(drafter, url).fields
    send(colleague, url, {"opening": "Joseph's:"})
    drafter.post(url, {**fields, "introduction": "Mine"})
    assert "Both your changes are kept." not in Page(ask(drafter, url).content.decode()).html
    assert "Both your changes are kept." in read(drafter, url).html


def test_strangers_learn_nothing_and_pages_that_cannot_be_changed_are_drawn(drafter, viewer, stranger, pledge, address):
    assert ask(stranger, address).status_code == 404
    assert ask(Client(), address).status_code == 302
    assert ask(viewer, f"{address}introduction/").status_code == 200
    assert "data-js-news" not in read(viewer, f"{address}introduction/").html
    Pledge.objects.filter(pk=pledge.pk).update(status=Pledge.Status.IN_CIRCULATION)
    assert "data-js-person" not in ask(drafter, f"{address}introduction/").content.decode()
