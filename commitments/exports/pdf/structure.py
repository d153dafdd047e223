"""The tags of a PDF that is still in memory, as WeasyPrint makes them with pydyf."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf


class StructureTree:
    """The tags of a PDF that is still in memory."""

    def __init__(self, pdf: Any) -> None:
        self._pdf, self._objects = pdf, pdf.objects
        reference = pdf.catalog.get("StructTreeRoot")
        self.root = self.at(reference) if reference else None

    def at(self, reference: bytes) -> Any:
        """Return the object behind a reference such as `b"12 0 R"`."""
        return self._objects[int(reference.split()[0])]

    def children(self, element: Any) -> list[Any]:
        """Return the structure elements right under one; its marked content and annotations are left out."""
        objects = [self.at(kid) for kid in element["K"] if isinstance(kid, bytes)]
        return [child for child in objects if isinstance(child, dict) and "S" in child]

    def elements(self) -> Iterator[Any]:
        """Go through every structure element that hangs on the root."""
        waiting = self.children(self.root)
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(self.children(element))

    def marks(self) -> Iterator[tuple[Any, int, int]]:
        """Go through the marked content in the order in which it is read: its element, its page from 0, its MCID."""
        pages = {reference: number for number, reference in enumerate(self._pdf.page_references)}
        waiting = self.children(self.root)[::-1]
        while waiting:
            kid = waiting.pop()
            if isinstance(kid, tuple):
                yield kid
                continue
            for each in reversed(kid["K"]):
                if isinstance(each, int):
                    waiting.append((kid, pages[kid["Pg"]], each))
                elif "S" in (child := self.at(each)):
                    waiting.append(child)

    def put_below(self, element: Any, page: int, mark: int) -> None:
        """Give the marked content of `element` to a new element below it. Changes the tree."""
        span = pydyf.Dictionary(
            {"Type": "/StructElem", "S": "/Span", "K": pydyf.Array([mark]), "Pg": element["Pg"], "P": element.reference}
        )
        self._pdf.add_object(span)
        element["K"][element["K"].index(mark)] = span.reference
        self.owners(page)[mark] = span.reference

    def owners(self, page: int) -> Any:
        """Return the references to the elements of a page's marked content, by its MCIDs: to be changed."""
        assert self.root is not None  # noqa: S101 - what asks for owners has found elements
        return self.at(self.root["ParentTree"])["Nums"][2 * page + 1]
