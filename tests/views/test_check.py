"""Reading a pledge through: the blanks that are still open, and the four boxes."""

from __future__ import annotations

import pytest

from tests.factories import add_party, pick
from tests.views.pages import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(pledge) -> str:
    return f"/pledges/{pledge.reference}/check/"


def test_open_blanks_are_counted(drafter, pledge, url):
    for slug in ("b-detention-draw-on-expertise", "b-detention-dialogue-with-national-societies"):
        pick(pledge, slug)
    pick(pledge, "a-safety-dignity-rights", "Work in <b>[some <place>]</b>")
    page = read(drafter, url)
    assert '<mark class="ph">[National Society]</mark> stands 2 times' in page.html
    assert "[some &lt;place&gt;]</mark> stands once" in page.html
    add_party(pledge, "national_society", "KE")
    assert "[National Society]" not in read(drafter, url).html


def test_no_open_blank_says_so(drafter, pledge, url):
    add_party(pledge, "state", "KE")
    assert "None." in read(drafter, url).html


def test_boxes_say_what_is_in_them(drafter, pledge, url):
    pick(pledge, "a-safety-dignity-rights")
    page = read(drafter, url)
    assert "1 objective" in page.html
    assert page.html.count("Empty") == 3


@pytest.mark.parametrize("who", ["drafter", "viewer"])
def test_page_leads_to_the_export(request, pledge, url, who):
    assert f"/pledges/{pledge.reference}/export/" in read(request.getfixturevalue(who), url).links


def test_posting_leads_on(drafter, pledge, url):
    response = drafter.post(url, {"go": "next"})
    assert response.url == f"/pledges/{pledge.reference}/export/"
