"""While files are compared with a signed text, all other pages answer: each visitor has one there, and all have two.

The server has as few threads as a real one. Two files are held in the middle of being compared, as slow ones would be,
until everything else was asked for.
"""

from __future__ import annotations

import http.client
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from commitments import document
from commitments.exports import json as exported
from commitments.models import Attempt
from tests.factories import agreed, make_organisation, make_ready
from tests.reliability.server import HELD, HOLD, RELEASE, THREADS
from tests.reliability.site import SECRET, Site

pytestmark = [pytest.mark.reliability, pytest.mark.django_db(transaction=True)]

SAME, BUSY = "This is exactly the text that was signed.", "Other files are being compared just now."
FIRST, SECOND, *OTHERS = (f"127.0.0.{number}" for number in range(2, THREADS + 4))
"""The addresses of visitors, more than the server has threads"""

Answer = tuple[int, str]


@pytest.fixture
def signed(transactional_db, library):
    """The page of a signed text and a form with its JSON: made before the site is started on a copy of the database."""
    organisation = make_organisation("Who drafts", slug="who-drafts")  # the server makes others, which it numbers
    revision = agreed(make_ready(organisation)).revision
    Attempt.objects.all().delete()
    file = SimpleUploadedFile("pledge.json", exported.render(document.of_revision(revision, status="agreed")))
    form = encode_multipart(BOUNDARY, {"csrfmiddlewaretoken": SECRET, "file": file})
    return f"/v/{revision.code}/", form


def ask(site: Site, path: str, form: bytes = b"", visitor: str = "127.0.0.1") -> Answer:
    """Ask for a page, or send a form, from an address; return the status and what the answer says."""
    line = http.client.HTTPConnection("127.0.0.1", site.told["port"], timeout=20, source_address=(visitor, 0))
    try:
        headers = {"Cookie": f"csrftoken={SECRET}", "Content-Type": MULTIPART_CONTENT}
        line.request("POST" if form else "GET", path, form or None, headers)
        answer = line.getresponse()
        return answer.status, answer.read().decode()
    finally:
        line.close()


def test_files_that_are_compared_never_hold_up_other_pages(signed, site):
    page, form = signed
    site.start()
    ask(site, HOLD)
    held: list[Future[Answer]] = []
    with ThreadPoolExecutor(THREADS) as visitors:
        held.append(visitors.submit(ask, site, page, form, FIRST))
        ask(site, f"{HELD}?1")
        again = ask(site, page, form, FIRST)
        held.append(visitors.submit(ask, site, page, form, SECOND))
        ask(site, f"{HELD}?2")
        others = list(visitors.map(lambda visitor: ask(site, page, form, visitor), OTHERS))
        for status, said in (again, *others):
            assert (status, BUSY in said, SAME in said) == (503, True, False)
        for path in ("/", "/v/", page, "/model-texts/", "/register/", f"{page}?again"):
            assert ask(site, path)[0] == 200
        assert [each.done() for each in held] == [False, False]
        ask(site, RELEASE)
        for status, said in (each.result() for each in held):
            assert (status, SAME in said) == (200, True)
    status, said = ask(site, page, form, FIRST)
    assert (status, SAME in said) == (200, True)
