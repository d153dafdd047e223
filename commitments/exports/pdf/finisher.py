"""Repairs what WeasyPrint 70.0 leaves open in a tagged PDF, before the file is written (its public `finisher=` hook).

Each repair names its rule. Seen in WeasyPrint 70.0 with pydyf 0.13.0, the releases that pyproject.toml holds fast: try
without each repair before another release is let in. tests/exports/pdf holds the files against the rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pydyf

from commitments.exports.pdf import packing
from commitments.exports.pdf.letters import Fonts
from commitments.exports.pdf.reading import Source
from commitments.exports.pdf.structure import StructureTree
from commitments.exports.pdf.wording import Wording

PRINT = 4  # the annotation flag “print”, ISO 32000-1, table 165

PDF_UA = "http://www.aiim.org/pdfua/ns/id/"
PDF_A = "http://www.aiim.org/pdfa/ns"
# PDF/A knows no pdfuaid:part: an extension schema says what it is (ISO 19005-3, 6.6.2.3).
ACCESSIBLE = f"""<rdf:Description rdf:about="" xmlns:pdfuaid="{PDF_UA}"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="{PDF_A}/extension/" xmlns:pdfaSchema="{PDF_A}/schema#"
 xmlns:pdfaProperty="{PDF_A}/property#"><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{PDF_UA}</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA part number</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
""".encode()


@dataclass(frozen=True)
class Finisher:
    """What WeasyPrint is to call with its document and the PDF that it made of it. Changes the PDF."""

    html: Any = None
    """The element tree that the document was made of"""
    for_archive: bool = False
    """Whether the PDF is a PDF/A"""
    nudge: int = 0
    """Bytes of white space by which the file is made longer: the streams that pydyf makes while writing differ then"""

    def __call__(self, document: Any, pdf: Any) -> None:
        """Repair the tags of `pdf`, and pack it. One without tags keeps to that."""
        tree, is_said = StructureTree(pdf), True
        if tree.root is not None:
            _repair(document, pdf, tree)
            if isinstance(document.fonts, Fonts):
                wording = Wording(document, pdf, tree)
                wording.say(Source(self.html))
                is_said = wording.is_said
        if not is_said:
            _take_claims_back(pdf)
        elif self.for_archive:
            _declare_accessible(pdf)
        pdf.catalog["Pages"] = pdf.pages.reference + b" " * self.nudge
        packing.pack(pdf)


def _repair(document: Any, pdf: Any, tree: StructureTree) -> None:
    elements = {element.number: element for element in tree.elements()}
    for element in elements.values():
        if element["S"] == "/TH":
            _give_scope(element, tree)
        elif element["S"] == "/L":
            _say_numbering(element, tree)
        elif element["S"] == "/LI":
            _wrap_body(element, pdf, tree)
    _index_identifiers(pdf, tree.root, list(elements.values()))
    _take_running_text_out(document, pdf, tree.root, tree, set(elements))
    _leave_out_dates(pdf)
    _print_annotations(pdf)


def _take_claims_back(pdf: Any) -> None:
    """A file that fails a standard doesn't claim it: no PDF/UA-1; PDF/A-3b, which asks for no texts, instead of 3a."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.compress = False
    written = b"".join(part if isinstance(part, bytes) else part.encode() for part in metadata.stream)
    written = re.sub(rb' pdfuaid:part="[^"]*"', b"", written)
    metadata.stream = [re.sub(rb'( pdfaid:conformance=)"A"', rb'\1"B"', written)]


def _declare_accessible(pdf: Any) -> None:
    """Declare in the metadata of a PDF/A that it is accessible (PDF/UA-1) as well.

    WeasyPrint 70.0 declares one of the two; given more metadata it writes a second rdf:RDF, which PDF/A forbids.
    Metadata is not compressed there (ISO 19005-3, 6.6.2.1).
    """
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.compress = False
    written = b"".join(part if isinstance(part, bytes) else part.encode() for part in metadata.stream)
    metadata.stream = [written.replace(b"</rdf:RDF>", ACCESSIBLE + b"</rdf:RDF>", 1)]


def _give_scope(header: Any, tree: StructureTree) -> None:
    """A header cell says whether it heads a column (in the table's head) or a row: PDF/UA-1 7.5.

    WeasyPrint 70.0 gives no Scope.
    """
    section = tree.at(tree.at(header["P"])["P"])
    header["A"]["Scope"] = "/Column" if section["S"] == "/THead" else "/Row"


def _say_numbering(listing: Any, tree: StructureTree) -> None:
    """A list says how it is numbered: PDF/UA-1 7.6. Ours have arabic numerals, or no label of the list's own.

    WeasyPrint 70.0 gives no ListNumbering.
    """
    labelled = any(part["S"] == "/Lbl" for item in tree.children(listing) for part in tree.children(item))
    numbering = "/Decimal" if labelled else "/None"
    listing["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": numbering})


def _wrap_body(item: Any, pdf: Any, tree: StructureTree) -> None:
    """A list item holds a label and a body: PDF/UA-1 7.6, ISO 32000-1 14.8.4.3.3.

    WeasyPrint 70.0 hangs the paragraphs of an item on the item itself.
    """
    loose = [child for child in tree.children(item) if child["S"] not in {"/Lbl", "/LBody", "/L"}]
    if not loose:
        return
    first = loose[0]
    body = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/LBody",
            "K": pydyf.Array([child.reference for child in loose]),
            "Pg": first["Pg"],
            "P": item.reference,
        }
    )
    pdf.add_object(body)
    references = set(body["K"])
    for child in loose:
        child["P"] = body.reference
    place = item["K"].index(first.reference)
    kept = [kid for kid in item["K"] if kid not in references]
    item["K"] = pydyf.Array([*kept[:place], body.reference, *kept[place:]])


def _index_identifiers(pdf: Any, root: Any, elements: list[Any]) -> None:
    """Every element with an ID stands in the root's IDTree, in the order of the IDs: ISO 32000-1 14.7.2, table 322.

    WeasyPrint 70.0 makes no IDTree.
    """
    identified = sorted((element["ID"].data, element) for element in elements if "ID" in element)
    if not identified:
        return
    names = pydyf.Array()
    for _, element in identified:
        names.extend((element["ID"], element.reference))
    index = pydyf.Dictionary({"Names": names})
    pdf.add_object(index)
    root["IDTree"] = index.reference


def _take_running_text_out(document: Any, pdf: Any, root: Any, tree: StructureTree, reached: set[int]) -> None:
    """Headers and footers of pages are artifacts, not read out on every page: PDF/UA-1 7.8, ISO 32000-1 14.8.2.2.

    WeasyPrint 70.0 marks their text as content, and hangs the marks on elements that nothing leads to.
    """
    numbers = tree.at(root["ParentTree"])["Nums"]
    for place, page_reference in enumerate(pdf.page_references[: len(document.pages)]):
        owners = numbers[2 * place + 1]
        loose = {mark for mark, owner in enumerate(owners) if tree.at(owner).number not in reached}
        stream = tree.at(tree.at(page_reference)["Contents"]).stream
        for position, operator in enumerate(stream):
            if operator == b"BDC" and stream[position - 1].get("MCID") in loose:
                stream[position - 2] = "/Artifact"
                stream[position - 1] = pydyf.Dictionary({"Type": "/Pagination"})
        for mark in loose:
            owners[mark] = b"null"


def _leave_out_dates(pdf: Any) -> None:
    """The same pledge makes the same bytes: an attached file bears no date, optional by ISO 32000-1, table 46.

    WeasyPrint 70.0 writes the time of making where none is given.
    """
    for thing in pdf.objects:
        extra = getattr(thing, "extra", None) or {}
        if extra.get("Type") == "/EmbeddedFile":
            for name in ("CreationDate", "ModDate"):
                extra["Params"].pop(name, None)


def _print_annotations(pdf: Any) -> None:
    """What can be seen is printed, too: ISO 19005-3 6.3.2 wants its flag on annotations. WeasyPrint 70.0 sets none."""
    for thing in pdf.objects:
        if isinstance(thing, dict) and thing.get("Type") == "/Annot":
            thing["F"] = PRINT
