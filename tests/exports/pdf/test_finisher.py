"""The repairs of the tags, on small pages."""

from __future__ import annotations

import io

import pikepdf
import pytest
from weasyprint import HTML

from commitments.exports.pdf.engine import RefusingFetcher
from commitments.exports.pdf.finisher import Finisher
from tests.exports.reading import tags


def pdf_of(body, **options):
    html = f"<!doctype html><html lang=en><head><title>Test</title></head><body>{body}</body></html>"
    made = HTML(string=html, url_fetcher=RefusingFetcher()).write_pdf(finisher=Finisher(), **options)
    return pikepdf.open(io.BytesIO(made))


def tagged(body):
    return pdf_of(body, pdf_variant="pdf/ua-1")


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ("<ol><li>One</ol>", ["/Lbl", "/LBody"]),
        ("<ol><li><p>One<p>Two</ol>", ["/Lbl", "/LBody"]),
        ("<ol style='list-style: none'><li><p>One<p>Two</ol>", ["/LBody"]),
    ],
)
def test_list_item_is_a_label_and_a_body(body, kinds):
    file = tagged(body)
    (item,) = [tag for tag in tags(file) if tag.S == "/LI"]
    assert [str(kid.S) for kid in item.K] == kinds
    body_tag = item.K[-1]
    assert body_tag.P.objgen == item.objgen
    assert all(kid.P.objgen == body_tag.objgen for kid in body_tag.K if "/S" in kid)


@pytest.mark.parametrize(("style", "numbering"), [("decimal", "/Decimal"), ("none", "/None")])
def test_list_says_its_numbering(style, numbering):
    file = tagged(f"<ol style='list-style: {style}'><li>One</ol>")
    (listing,) = [tag for tag in tags(file) if tag.S == "/L"]
    assert listing.A.ListNumbering == numbering


def test_header_cells_have_a_scope_and_stand_in_the_index():
    file = tagged("<table><thead><tr><th>Kind<th>Amount</thead><tbody><tr><th scope=row>Total<td>1</tbody></table>")
    heads = [tag for tag in tags(file) if tag.S == "/TH"]
    assert [str(tag.A.Scope) for tag in heads] == ["/Column", "/Column", "/Row"]
    assert len(file.Root.StructTreeRoot.IDTree.Names) == 6


def test_running_text_is_an_artifact():
    file = tagged("<style>@page { @bottom-right { content: 'Page ' counter(page) } }</style><p>One")
    marks = [
        (str(instruction.operands[0]), instruction.operands[1])
        for instruction in pikepdf.parse_content_stream(file.pages[0])
        if str(instruction.operator) == "BDC"
    ]
    assert [name for name, _ in marks] == ["/Span", "/Artifact"]
    assert "/MCID" not in marks[1][1]
    assert len(file.Root.StructTreeRoot.ParentTree.Nums[1]) == 2
    assert file.Root.StructTreeRoot.ParentTree.Nums[1][1] is None


def test_links_are_printed():
    file = tagged("<p><a href='https://example.org/'>Example</a>")
    assert [annotation.F for annotation in file.pages[0].Annots] == [4]


def test_untagged_pdf_is_left_alone():
    assert "/StructTreeRoot" not in pdf_of("<ol><li>One</ol>").Root
