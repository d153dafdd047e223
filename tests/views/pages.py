"""Reading pages the way a browser does: what a form would send, and where its errors lead."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


@dataclass
class Page(HTMLParser):
    """A page, read: `fields` holds what its form would send, `ids` every id, `links` every address."""

    html: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    buttons: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._select = self._textarea = None
        self._options: list[tuple[str, bool]] = []
        self._words = ""
        self.feed(self.html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a":
            self.links.append(found.get("href", ""))
        if tag == "button" and found.get("name"):
            self.buttons.append(f"{found['name']}={found['value']}")
        name = found.get("name")
        if "disabled" in found or not name:
            name = None
        if tag == "input" and name:
            is_box = found.get("type") in ("checkbox", "radio")
            if not is_box or "checked" in found:
                self.fields.setdefault(name, []).append(found.get("value", "on" if is_box else ""))
        if tag == "select":
            self._select, self._options = name, []
        if tag == "option":
            self._options.append((found.get("value", ""), "selected" in found))
        if tag == "textarea":
            self._textarea, self._words = name, ""

    def handle_data(self, data):
        self._words += data

    def handle_endtag(self, tag):
        if tag == "select" and self._select:
            chosen = [value for value, is_selected in self._options if is_selected]
            self.fields.setdefault(self._select, []).extend(chosen or [self._options[0][0]])
        if tag == "textarea" and self._textarea:
            self.fields.setdefault(self._textarea, []).append(self._words.removeprefix("\n"))
            self._textarea = None

    @property
    def anchors(self) -> list[str]:
        """Where the links within the page lead."""
        return [link[1:] for link in self.links if link.startswith("#")]


def read(client: Client, url: str, status: int = 200) -> Page:
    response = client.get(url)
    assert response.status_code == status
    return Page(response.content.decode())


def send(client: Client, url: str, changes: dict[str, object] | None = None, **more: object):
    """Open a page, change some of its fields and send its form, as a person does. Returns the response."""
    fields = read(client, url).fields
    fields.pop("csrfmiddlewaretoken", None)
    return client.post(url, {**fields, **(changes or {}), **more})


def refused(response) -> Page:
    """Return the page of a refusal: status 422, a summary on top, and every link in it leads somewhere."""
    assert response.status_code == 422
    page = Page(response.content.decode())
    assert "There is a problem" in page.html
    assert 'role="alert"' in page.html
    missing = [anchor for anchor in page.anchors if anchor not in page.ids]
    assert missing == []
    assert len(page.ids) == len(set(page.ids)), sorted(page.ids)
    return page


def count_queries(client: Client, url: str) -> int:
    """Return how many queries a page takes, session and person included."""
    client.get(url)  # what a process reads once, it has read now
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)
