"""The HTML file stands alone."""

from __future__ import annotations

import re
from dataclasses import replace

from commitments.exports import html
from tests.exports import samples
from tests.exports.files import File

FILE = File("html", "text/html; charset=utf-8", "html", b"<!doctype html>")


def test_file_is_whole_and_refers_to_nothing_outside():
    page = html.render(samples.ENGLISH).decode()
    assert page.startswith("<!doctype html>")
    assert "<title>Access and dignity for migrants in Kenya</title>" in page
    assert "<style>" in page
    assert not re.search(r"<(script|link|img|iframe|object|embed|base)\b|\bsrc=|\bhref=|@import|url\(", page)
    assert "content=\"default-src 'none'; style-src 'unsafe-inline'\"" in page


def test_file_serves_phone_dark_and_print():
    page = html.render(samples.ENGLISH).decode()
    assert 'content="width=device-width, initial-scale=1"' in page
    for query in ("(prefers-color-scheme: dark)", "(max-width: 32rem)", "@media print"):
        assert query in page


def test_file_has_one_title_and_the_reference():
    page = html.render(samples.ENGLISH).decode()
    assert page.count("<h1") == 1
    assert "PB-7KQ3M-9XAB2" in page


def test_file_of_a_right_to_left_pledge_runs_so():
    assert '<html lang="ar" dir="rtl">' in html.render(samples.ARABIC).decode()


def test_untitled_pledge_is_called_by_its_period():
    assert "<title>Pledge for the period 2019–2023</title>" in html.render(replace(samples.ENGLISH, title="")).decode()
