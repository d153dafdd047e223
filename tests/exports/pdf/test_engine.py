"""WeasyPrint as we set it up: nothing from outside gets into a PDF."""

from __future__ import annotations

import io
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pikepdf
import pytest
from weasyprint import CSS, HTML

from commitments.exports.pdf import engine

SECRET = "canary-7f3a9"

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{url}" width="9" height="9"/></svg>'

WAYS = {
    "image": '<img src="{url}" alt="x">',
    "picture in CSS": '<p style="background: url({url})">x</p>',
    "generated content": "<style>p::before {{ content: url({url}) }}</style><p>x</p>",
    "list marker": '<ul style="list-style-image: url({url})"><li>x</li></ul>',
    "linked stylesheet": '<link rel="stylesheet" href="{url}"><p>x</p>',
    "imported stylesheet": "<style>@import url({url});</style><p>x</p>",
    "font": "<style>@font-face {{ font-family: f; src: url({url}) }} p {{ font-family: f }}</style><p>x</p>",
    "SVG image": SVG,
    "SVG in a data URL": f"<img alt=x src='data:image/svg+xml,{SVG}'>",
    "object": '<object data="{url}"></object>',
    "embed": '<embed src="{url}">',
    "attachment link": '<link rel="attachment" href="{url}"><p>x</p>',
    "attachment anchor": '<a rel="attachment" href="{url}">x</a>',
    "base address": '<base href="{url}"><img src="{url}" alt="x">',
}


class Recorder(BaseHTTPRequestHandler):
    """Notes who comes; sends them on from /redirect."""

    def do_GET(self):
        self.server.visits.append(self.path)  # type: ignore[attr-defined]  # the fixture's list
        self.send_response(302 if self.path == "/redirect" else 200)
        if self.path == "/redirect":
            self.send_header("Location", "/target")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Recorder) as listening:
        listening.visits = []  # type: ignore[attr-defined]  # where Recorder notes them
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield listening
        listening.shutdown()


@pytest.fixture(scope="module")
def canary(tmp_path_factory):
    file = tmp_path_factory.mktemp("canary") / "secret.txt"
    file.write_text(SECRET)
    return file


@pytest.fixture
def typesetter():
    return engine.Engine()


def page(body):
    return f"<!doctype html><html lang=en><head><title>Test</title></head><body>{body}</body></html>"


def everything_in(pdf):
    """All bytes of a PDF, decompressed."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        streams = [each.read_bytes() for each in file.objects if isinstance(each, pikepdf.Stream)]
        return b"".join([*streams, *(repr(each).encode() for each in file.objects)])


@pytest.mark.parametrize("path", ["/direct", "/redirect"])
@pytest.mark.parametrize("way", WAYS)
def test_network_is_never_asked(typesetter, server, way, path):
    server.visits.clear()
    html = page(WAYS[way].format(url=f"http://127.0.0.1:{server.server_port}{path}"))
    typesetter.render(html, b"")
    assert server.visits == []


@pytest.mark.parametrize("way", [way for way in WAYS if way not in {"base address", "object", "embed"}])
def test_the_same_pages_would_ask_the_network_by_default(server, way):
    """The test above has something that could leak."""
    server.visits.clear()
    HTML(string=page(WAYS[way].format(url=f"http://127.0.0.1:{server.server_port}/direct"))).write_pdf()
    assert server.visits


@pytest.mark.parametrize("way", WAYS)
def test_local_files_are_never_read(typesetter, canary, way):
    pdf = typesetter.render(page(WAYS[way].format(url=canary.as_uri())), b"")
    assert SECRET.encode() not in everything_in(pdf)
    assert pikepdf.open(io.BytesIO(pdf)).attachments == {}


def test_a_local_file_would_be_attached_by_default(canary):
    pdf = HTML(string=page(WAYS["attachment link"].format(url=canary.as_uri()))).write_pdf()
    assert SECRET.encode() in everything_in(pdf)


@pytest.mark.parametrize("url", ["http://127.0.0.1/x", "file:///etc/passwd", "data:text/css,p{}", "pledge.css"])
def test_fetcher_refuses_every_address(url):
    with pytest.raises(ValueError, match="nothing outside itself"):
        engine.RefusingFetcher()(url)


def test_stylesheets_are_fetched_no_better():
    CSS(string="@import url(file:///etc/passwd);", url_fetcher=engine.RefusingFetcher())


def test_unprintable_characters_are_listed(typesetter):
    with pytest.raises(engine.UnprintableError) as caught:
        typesetter.render(page("\ue001 \ue000"), b"")
    assert caught.value.characters == ["\ue000", "\ue001"]


def test_page_without_attachment_has_none(typesetter):
    assert pikepdf.open(io.BytesIO(typesetter.render(page("x"), b""))).attachments == {}
