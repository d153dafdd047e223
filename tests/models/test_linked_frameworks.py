"""What the clauses of a model text speak to, as it is kept in memory."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitments.models import ClauseLink, FrameworkItem, ModelText
from commitments.models import linked_frameworks as spoken_module
from commitments.models.linked_frameworks import Link, linked_frameworks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _read_anew():
    spoken_module._linked.cache_clear()
    yield
    spoken_module._linked.cache_clear()


def compact(library, code):
    return next(each for each in library.compacts if each.code == code)


def test_every_link_of_the_library_is_there(model_text):
    library = linked_frameworks(model_text)
    assert sum(len(links) for links in library.links.values()) == ClauseLink.objects.count()
    assert [len(each.points) for each in library.compacts if each.code == "GCM"] == [23]
    assert {each.code for each in library.compacts} == set(ClauseLink.objects.values_list("framework__code", flat=True))


def test_named_points_of_the_compact_are_those_of_the_text(model_text):
    links = [link for its in linked_frameworks(model_text).links.values() for link in its]
    named = {link.point for link in links if link.compact == "GCM" and link.is_named and link.point}
    assert named == {f"GCM-{n:02}" for n in (2, 3, 7, 8, 10, 13, 16)}
    assert Link("GCM", "", is_named=True) in links


def test_wording_that_may_not_be_shown_is_not_there(model_text):
    library = linked_frameworks(model_text)
    hidden = set(FrameworkItem.objects.filter(display=False).values_list("code", flat=True))
    points = [point for each in library.compacts for point in each.points if point.code in hidden]
    assert points
    assert {(len(point.titles), point.summary) for point in points} == {(0, "")}


def test_other_languages_are_there_only_where_all_of_it_was_checked(model_text):
    library = linked_frameworks(model_text)
    assert {tuple(point.titles) for point in compact(library, "SDG").points} == {("en", "fr", "es", "ar")}
    assert {tuple(point.titles) for point in compact(library, "GCM").points} == {("en",)}
    assert tuple(compact(library, "GCM").names) == ("en", "fr", "es", "ar")
    assert tuple(compact(library, "GCR").names) == ("en", "fr", "es")


def test_unchecked_wording_says_so(model_text):
    points = compact(linked_frameworks(model_text), "GCM").points
    unchecked = {each.code for each in FrameworkItem.objects.filter(framework__code="GCM") if not each.is_verified}
    assert {point.code for point in points if not point.is_checked} == unchecked
    assert len(unchecked) == 2


def test_retired_clause_keeps_its_links_and_is_not_offered(model_text):
    clause = model_text.clauses.get(slug="b-detention-gcm-objective-13")
    clause.retired = True
    clause.save()
    library = linked_frameworks(model_text)
    assert library.links[clause.slug]
    assert clause.slug not in library.offered
    assert "b-rescue-and-services-information-points" in library.offered


def test_it_is_read_once_an_edition(model_text):
    with CaptureQueriesContext(connection) as queries:
        first = linked_frameworks(model_text)
    assert len(queries) <= 4
    with CaptureQueriesContext(connection) as queries:
        assert linked_frameworks(ModelText(pk=model_text.pk, edition=model_text.edition)) is first
    assert len(queries) == 0
    assert linked_frameworks(ModelText(pk=model_text.pk, edition="another")) is not first


def test_model_text_without_links_speaks_to_nothing(model_text):
    ClauseLink.objects.all().delete()
    library = linked_frameworks(model_text)
    assert (library.compacts, library.links) == ((), {})
