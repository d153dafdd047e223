"""Reading pages the way a browser does: what a form would send, and where its errors lead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from tests.markup import squeezed


def _of_input(element: HtmlElement) -> Iterator[str]:
    is_box = element.get("type") in ("checkbox", "radio")
    if not is_box or "checked" in element.attrib:
        yield element.get("value", "on" if is_box else "")


def _of_select(element: HtmlElement) -> Iterator[str]:
    options = list(element.iter("option"))
    for option in [each for each in options if "selected" in each.attrib] or options[:1]:
        yield option.get("value", "")


def _of_textarea(element: HtmlElement) -> Iterator[str]:
    yield element.text_content().removeprefix("\n")


SENDS = {"input": _of_input, "select": _of_select, "textarea": _of_textarea}


@dataclass
class Page:
    """A page, read: `html` without the layout of its source, `fields` what its form would send, `ids` every id,
    `links` every address.
    """

    html: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    buttons: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for element in document_fromstring(self.html).iter(etree.Element):
            if "id" in element.attrib:
                self.ids.append(element.attrib["id"])
            if element.tag == "a":
                self.links.append(element.get("href", ""))
            name = element.get("name")
            if name and element.tag == "button":
                self.buttons.append(f"{name}={element.get('value', '')}")
            if name and element.tag in SENDS and "disabled" not in element.attrib:
                values = list(SENDS[element.tag](element))
                if values:
                    self.fields.setdefault(name, []).extend(values)
        self.html = squeezed(self.html)

    @property
    def anchors(self) -> list[str]:
        """Where the links within the page lead."""
        return [link[1:] for link in self.links if link.startswith("#")]


def read(client: Client, url: str, status: int = 200) -> Page:
    response = client.get(url)
    assert response.status_code == status
    return Page(response.content.decode())


def send(client: Client, url: str, changes: Any = None, **more: Any):
    """Open a page, change some of its fields and send its form, as a person does. Returns the response."""
    fields = read(client, url).fields
    fields.pop("csrfmiddlewaretoken", None)
    return client.post(url, {**fields, **(changes or {}), **more})


def changed(*fields: str, version: object = 0) -> dict[str, list[str]]:
    """What a page's script says of the fields that it sends: their names; of one box among several, `name=value`."""
    parts = [name.partition("=") for name in fields]
    return {
        "changed": [name for name, _equals, _box in parts] or [""],
        "changed-box": [box for _name, _equals, box in parts],
        "changed-version": [str(version) for _name in fields],
    }


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
