"""The introduction and the opening sentence."""

from __future__ import annotations

import pytest

from commitments import document
from tests.factories import add_party
from tests.web.views.pages import read, refused, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(pledge) -> str:
    add_party(pledge, "state", "KE")
    add_party(pledge, "national_society", "KE")
    return f"/pledges/{pledge.reference}/introduction/"


def opening(pledge) -> str:
    pledge.refresh_from_db()
    return document.build(pledge).opening


def test_page_shows_the_model_s_introduction_and_the_generated_opening(drafter, pledge, url):
    page = read(drafter, url)
    assert page.fields["introduction"] == [pledge.introduction]
    assert page.fields["opening"][0].startswith("The Government and National Society of Kenya jointly pledge")


def test_saved_as_it_is_it_stays_official_and_follows_the_parties(drafter, pledge, url):
    response = send(drafter, url, go="next")
    assert response.url == f"/pledges/{pledge.reference}/objectives/"
    pledge.refresh_from_db()
    assert pledge.opening == ""
    assert document.build(pledge).introduction_is_official
    add_party(pledge, "observer", name="Example Relief")
    assert opening(pledge).startswith("The Government of Kenya, the Kenya Red Cross Society and Example Relief")


def test_parties_are_named_in_full_and_not_again(drafter, pledge, url):
    send(drafter, url, name_parties_in_full="on")
    assert opening(pledge).startswith("The Government of Kenya and the Kenya Red Cross Society jointly pledge")
    fields = read(drafter, url).fields
    assert fields["name_parties_in_full"] == ["on"]
    del fields["name_parties_in_full"]
    drafter.post(url, fields)
    assert opening(pledge).startswith("The Government and National Society of Kenya jointly pledge")


def test_opening_of_the_drafter_stays_until_it_is_emptied(drafter, pledge, url):
    send(drafter, url, opening="We pledge, with [National Society], to help:")
    assert opening(pledge) == "We pledge, with the Kenya Red Cross Society, to help:"
    assert read(drafter, url).fields["opening"] == ["We pledge, with [National Society], to help:"]
    send(drafter, url, opening=" ")
    assert opening(pledge).startswith("The Government and National Society of Kenya")


def test_introduction_is_rewritten_and_emptied(drafter, pledge, url):
    send(drafter, url, introduction="First.\r\n\r\nSecond, in [COUNTRY/REGION].")
    pledge.refresh_from_db()
    assert document.build(pledge).introduction == ("First.", "Second, in Kenya.")
    send(drafter, url, introduction="")
    pledge.refresh_from_db()
    assert document.build(pledge).introduction == ()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("introduction", "word " * 1601, "characters long"),
        ("introduction", "x" * 101, "without a space"),
        ("introduction", "a\u202eb", "can reorder words"),
        ("opening", "word " * 801, "characters long"),
        ("opening", "a\x00b", "control character"),
        ("opening", "<b>\u202c", "can reorder words"),
    ],
)
def test_bad_input_comes_back_as_typed(drafter, pledge, url, field, value, says):
    typed = {"introduction": "Kept introduction", "opening": "Kept opening", field: value}
    page = refused(send(drafter, url, typed, name_parties_in_full="on", go="next"))
    assert says in page.html
    assert f"id_{field}" in page.anchors
    assert page.fields["name_parties_in_full"] == ["on"]
    for name, words in typed.items():
        assert page.fields[name][0] in (words, words.replace("\x00", "\ufffd"))
    pledge.refresh_from_db()
    assert (pledge.opening, pledge.name_parties_in_full) == ("", False)


def test_pledge_grown_too_long_comes_back_as_typed(drafter, pledge, url):
    pledge.resources_text = "word " * 19_500
    pledge.save(update_fields=["resources_text"])
    page = refused(send(drafter, url, introduction="long " * 1500))
    assert "bytes of text" in page.html
    assert page.fields["introduction"] == ["long " * 1500]


def test_page_shows_what_was_changed_and_takes_it_back(drafter, pledge, url):
    official = pledge.introduction
    send(drafter, url, introduction="Something else.", opening="We promise:")
    page = read(drafter, url)
    assert "What you changed in the introduction" in page.html
    assert "What you changed in the opening sentence" in page.html
    send(drafter, url, official="introduction")
    pledge.refresh_from_db()
    assert (pledge.introduction, pledge.opening) == (official, "We promise:")
    send(drafter, url, official="opening")
    pledge.refresh_from_db()
    assert (pledge.introduction, pledge.opening) == (official, "")
    assert "What you changed" not in read(drafter, url).html
