"""The page that copies a pledge."""

from __future__ import annotations

import pytest

from commitments.library.loading import load_library
from commitments.models import Membership, Pledge
from tests.factories import add_member, make_member, make_organisation, pick
from tests.library.test_second_model_text import FOLDER
from tests.web.views.conftest import signed_in
from tests.web.views.pages import read, refused, send


@pytest.fixture
def url(pledge) -> str:
    return f"/pledges/{pledge.reference}/copy/"


def copy_of(pledge: Pledge) -> Pledge:
    return Pledge.objects.exclude(pk=pledge.pk).get()


def test_copy_is_made_and_shown(drafter, pledge, url):
    response = send(drafter, url, period_start="2024", period_end="2027", title="Wells again")
    copy = copy_of(pledge)
    assert response.url == f"/pledges/{copy.reference}/"
    assert (copy.title, copy.period_start, copy.period_end) == ("Wells again", 2024, 2027)
    assert copy.organisation == pledge.organisation
    assert "This is the copy." in read(drafter, response.url).html


def test_what_could_not_be_carried_is_said(drafter, pledge, url):
    load_library(FOLDER)
    action = pick(pledge, "b-detention-draw-on-expertise")
    response = send(drafter, url, model_text="water-2024")
    assert copy_of(pledge).model_text.slug == "water-2024"
    page = read(drafter, response.url).html
    assert f"so now your own wording: {action.clause.title}." in page
    assert f"so now your own headings: {action.theme.heading}." in page


@pytest.mark.both
@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ({}, (2024, 2028)),
        ({"period_start": "2019", "period_end": "2023"}, (2024, 2028)),
        ({"period_start": "2025", "period_end": "2028"}, (2025, 2028)),
        ({"period_end": "2027", "period_start": "2024"}, (2024, 2027)),
    ],
)
def test_copy_to_another_model_text_takes_its_years_unless_others_are_written(drafter, pledge, url, typed, period):
    load_library(FOLDER)
    response = send(drafter, url, model_text="water-2024", **typed)
    copy = copy_of(pledge)
    assert (copy.period_start, copy.period_end) == period
    assert f"Its period is {period[0]}–{period[1]}." in read(drafter, response.url).html


def test_copy_to_the_same_model_text_keeps_its_years(drafter, pledge, url):
    load_library(FOLDER)
    Pledge.objects.update(period_start=2021, period_end=2022)
    response = send(drafter, url)
    assert (copy_of(pledge).period_start, copy_of(pledge).period_end) == (2021, 2022)
    assert "Its period is" not in read(drafter, response.url).html


@pytest.mark.both
@pytest.mark.parametrize("typed", [{"model_text": "no-such-text"}, {"period_start": "x"}, {"period_end": ""}])
def test_copy_that_lacks_something_says_so_and_makes_none(drafter, pledge, url, typed):
    load_library(FOLDER)
    refused(send(drafter, url, **typed))
    assert not Pledge.objects.exclude(pk=pledge.pk).exists()


def test_hub_offers_the_copy_to_who_may_write_whatever_its_state(drafter, viewer, pledge, url):
    hub = f"/pledges/{pledge.reference}/"
    Pledge.objects.update(status="submitted")
    assert url in read(drafter, hub).links
    assert url not in read(viewer, hub).links
    assert send(drafter, url).status_code == 302
    assert copy_of(pledge).status == "draft"


def test_viewer_copies_only_into_an_organisation_of_theirs(viewer, pledge, url):
    assert viewer.get(url).status_code == 403
    assert viewer.post(url, {"title": "x"}).status_code == 403
    theirs = make_organisation()
    add_member(theirs, pledge.organisation.memberships.get(role=Membership.Role.VIEWER).user)
    assert send(viewer, url).status_code == 302
    assert copy_of(pledge).organisation == theirs


def test_copy_goes_to_the_organisation_that_was_chosen(pledge, url):
    user = make_member(organisation=pledge.organisation)
    other = make_organisation()
    add_member(other, user)
    page = read(signed_in(user), url)
    assert page.fields["organisation"] == [pledge.organisation.slug]
    send(signed_in(user), url, organisation=other.slug)
    assert copy_of(pledge).organisation == other


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("period_end", "2001", "The last year is before the first."),
        ("period_start", "x", "whole number"),
        ("period_end", "", "required"),
        ("title", "x" * 101, "without a space"),
        ("title", "a\u202eb", "can reorder words"),
        ("model_text", "nothing", "Select a valid choice"),
        ("organisation", "strangers", "Select a valid choice"),
    ],
)
def test_bad_input_comes_back_as_typed(drafter, pledge, url, name, value, says):
    make_organisation(slug="strangers")
    page = refused(send(drafter, url, {"title": "Kept", name: value}))
    assert says in page.html
    if name not in ("model_text", "organisation"):
        assert page.fields[name] == [value]
    if name != "title":
        assert page.fields["title"] == ["Kept"]
    assert Pledge.objects.count() == 1
