"""Signatures and the seal, in every printed form."""

from __future__ import annotations

import html as markup
import io
import re
import subprocess
from dataclasses import replace

import page
import pikepdf
import pytest
import segno
import zxingcpp
from django.template.loader import render_to_string
from docx import Document
from PIL import Image

from commitments.document import Signatory, printed
from commitments.exports import docx, html, json, signature_blocks, text
from commitments.exports.pdf import pages
from commitments.exports.registry import FORMATS
from commitments.models import Signature
from commitments.models.linked_frameworks import linked_frameworks
from commitments.text.vocabulary.headings import WORDS, words_for
from commitments.text.vocabulary.seal import SealWords
from tests.exports import samples
from tests.exports.reading import poppler, tags, text_of

GROUPS = "6b86b273 ff34fce1 9d6b804e ff5a3f57 47ada4ea a22f1d49 c01e52dd b7875b4b"
SIGNED = [
    "Amina Otieno",
    "Minister of Health, by delegation for the President",
    "Signed electronically on 14 March 2026, 10:32 UTC",
    "Proven with a one-time code to an address at health.go.ke",
    "Named as signatory by Kenya Red Cross Society",
    "Confirmed by this party: with an address of its own",
    "Sara Said",
    "Proven with a passkey of an account that has an address at redcross.or.ke",
    "Not confirmed by this party when it was signed",
    "Pledge started by: Kenya Red Cross Society",
    "Signed electronically on 15 March 2026, 23:59 UTC",
    "Uganda Red Cross Society",
    "Further party, signed later",
    "Signed electronically on 1 April 2026, 00:00 UTC",
    "Check this text",
    "PB-7KQ3M-9XAB2",
    "Revision: 2",
    GROUPS,
    "d4735e3a 265e16ee e03f5971 8b9b5d03 019c07d8 b6c51f90 da3a666e ec13ab35",
    samples.ADDRESS,
    "There is no certificate of the signatory behind it.",
]


@pytest.fixture(scope="module")
def pdfs():
    return {name: pages.render(getattr(samples, name)) for name in ("SIGNED", "CIRCULATING", "SIGNED_IN_ARABIC")}


def of_html(document):
    return " ".join(markup.unescape(re.sub(r"<[^>]+>", "", html.render(document).decode())).split())


def of_word(document):
    file = Document(io.BytesIO(docx.render(document)))
    cells = (cell.text for table in file.tables for row in table.rows for cell in row.cells)
    return " ".join([*(paragraph.text for paragraph in file.paragraphs), *cells])


def of_text(document):
    return text.render(document).decode()


def of_pdf(document):
    """The words in the order in which they are drawn: two blocks stand side by side."""
    return " ".join(poppler("pdftotext", pages.render(document), "-raw").split())


READERS = {"html": of_html, "docx": of_word, "pdf": of_pdf}
FORMS = [slug for slug in FORMATS if slug != "json"]
"""A file for people says who signed; the JSON does not, which is tested below"""


def words_of(form, document):
    """What a file says, by a reader of its own or as the text that it is."""
    reader = READERS.get(form)
    return reader(document) if reader else FORMATS[form].render(document).decode()


@pytest.mark.parametrize("form", FORMS)
def test_signed_text_says_who_signed_when_and_how_it_is_checked(form):
    printed_text = words_of(form, samples.SIGNED)
    assert [said for said in SIGNED if said not in printed_text] == []
    for absent in ("Draft", "In circulation", "Not yet signed", "Date", "Signature:"):
        assert absent not in printed_text.replace("Signatures", "")


@pytest.mark.parametrize("form", FORMS)
def test_text_in_circulation_bears_its_stamp_and_says_who_has_not_signed(form):
    printed_text = words_of(form, samples.CIRCULATING)
    assert "In circulation, not yet agreed" in printed_text
    assert "Signed electronically on 14 March 2026, 10:32 UTC" in printed_text
    assert printed_text.count("Not yet signed") == 1
    assert GROUPS in printed_text
    assert "/v/" not in printed_text
    assert "Draft" not in printed_text


@pytest.mark.parametrize("form", FORMS)
def test_draft_has_no_seal(form):
    printed_text = words_of(form, samples.ENGLISH)
    for absent in ("SHA-256", "Check this text", "igned electronically", "Not yet signed"):
        assert absent not in printed_text


def test_withdrawn_text_has_no_signatures_and_asks_for_none():
    seal = samples.SIGNED.seal
    assert seal
    withdrawn = of_text(replace(samples.CIRCULATING, status="withdrawn", seal=replace(seal, signed=())))
    assert withdrawn.startswith("Withdrawn\n")
    assert "Signed electronically on" not in withdrawn
    assert "Not yet signed" not in withdrawn


def test_empty_boxes_of_a_text_that_goes_round_look_as_they_will_when_it_is_signed():
    bare = replace(samples.CIRCULATING, themes=(), indicators=(), resources_text="", resource_lines=())
    as_signed = replace(bare, status="agreed")
    assert "chosen yet" not in of_html(bare)
    assert of_html(bare).replace("In circulation, not yet agreed ", "") == of_html(as_signed)


@pytest.mark.parametrize("language", WORDS)
def test_time_is_said_in_the_pledge_s_language(language):
    words = words_for(language)
    said = signature_blocks.signing_statement("2026-03-14T10:32:09Z", words)
    assert [part for part in ("14", "2026", "10:32", "UTC") if part not in said] == []
    assert ("March" in said) is (language == "en")


@pytest.mark.parametrize("language", WORDS)
def test_every_language_has_all_words_of_the_seal(language):
    words = WORDS[language].seal
    assert all(vars(words).values())
    assert words.picture.format(address="x") != words.picture
    assert language == "en" or not _said(words) & _said(WORDS["en"].seal)


def _said(words: SealWords) -> set[str]:
    """Every text among the words of a seal."""
    values = vars(words).values()
    return {text for value in values for text in (value.values() if isinstance(value, dict) else [value])}


@pytest.mark.parametrize("language", WORDS)
def test_every_language_says_what_any_signature_is_worth(language):
    words = WORDS[language].seal
    assert words.proven.keys() == set(Signature.Method.values)
    assert words.named_by.keys() == set(Signature.NamedBy.values)
    assert words.vouched_by.keys() == {"", *Signature.VouchedBy.values}
    assert all(_said(words))


def test_name_is_printed_as_it_was_signed_and_before_that_as_it_was_asked_for():
    signed = replace(samples.FIRST, name="Dr Amina Otieno", title="")
    first, second = signature_blocks.blocks(
        samples.sealed(samples.ENGLISH, signed, status="in-circulation", address="")
    )
    assert first.lines == (("Name", "Dr Amina Otieno"), ("Title", "by delegation for the President"))
    assert second.lines == (("Name", "Sara Said"), ("Title", "Secretary General"))


def test_capacity_is_printed_on_behalf_of_whom():
    document = samples.sealed(samples.ENGLISH, samples.FIRST, samples.SECOND)
    first, second = document.parties
    board = replace(second, signatory=Signatory("Sara Said", "Secretary General", "office", "the Board"))
    blocks = signature_blocks.blocks(replace(document, parties=(first, board)))
    assert blocks[1].lines[1] == ("Title", "Secretary General, on behalf of the Board")


def matrix() -> list[list[bool]]:
    rows = segno.make(samples.ADDRESS, error="m", micro=False).matrix_iter(border=4)
    return [[bool(square) for square in row] for row in rows]


@pytest.mark.parametrize("title_level", [1, 2])
def test_page_draws_the_address_as_a_code_that_says_what_it_is(title_level):
    body = render_to_string("document/_pledge.html", printed.context(samples.SIGNED, title_level=title_level))
    (picture,) = re.findall(r"<svg.*?</svg>", body, flags=re.DOTALL)
    assert f"<title>QR code of the address {samples.ADDRESS}</title>" in picture
    black = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", picture)}
    assert black == {(x, y) for y, row in enumerate(matrix()) for x, is_black in enumerate(row) if is_black}


def test_text_without_an_address_has_no_code():
    assert "<svg" not in html.render(samples.CIRCULATING).decode()
    assert not Document(io.BytesIO(docx.render(samples.CIRCULATING))).inline_shapes


def test_word_shows_the_code_with_its_description():
    file = Document(io.BytesIO(docx.render(samples.SIGNED)))
    (shape,) = file.inline_shapes
    assert shape._inline.docPr.get("descr") == f"QR code of the address {samples.ADDRESS}"
    part = file.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed]
    with Image.open(io.BytesIO(part.blob)) as picture:
        rows = matrix()
        step = picture.width // len(rows)
        places = [place * step + 1 for place in range(len(rows))]
        seen = [[picture.getpixel((x, y)) == 0 for x in places] for y in places]
        assert [code.text for code in zxingcpp.read_barcodes(picture)] == [samples.ADDRESS]
    assert seen == rows


@pytest.mark.parametrize("name", ["SIGNED", "CIRCULATING", "SIGNED_IN_ARABIC"])
def test_sealed_pdf_is_accessible_by_the_standard(pdfs, name):
    report = page.validate_pdf_bytes(pdfs[name], profile=page.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


@pytest.mark.parametrize("name", ["SIGNED", "SIGNED_IN_ARABIC"])
def test_signed_pdf_is_made_to_be_kept(pdfs, name):
    report = page.validate_pdf_bytes(pdfs[name], profile=page.ValidationProfile.PDF_A_3A)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    with pikepdf.open(io.BytesIO(pdfs[name])) as file:
        assert file.check_pdf_syntax() == []
        attached = file.attachments["pledge.json"]
        assert attached.get_file().read_bytes() == json.render(getattr(samples, name))
        assert attached.relationship is not None


def test_signed_pdf_with_pictures_is_made_to_be_kept(db, model_text):
    drawn = pages.render_annex(samples.SIGNED, linked_frameworks(model_text))
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        report = page.validate_pdf_bytes(drawn, profile=profile)
        assert [(failure.rule_id, failure.message) for failure in report.failures] == []


@pytest.mark.parametrize(("name", "said"), [("SIGNED", "QR code of the address"), ("SIGNED_IN_ARABIC", "رمز QR")])
def test_code_of_the_pdf_has_an_alternative_text(pdfs, name, said):
    with pikepdf.open(io.BytesIO(pdfs[name])) as file:
        (figure,) = [tag for tag in tags(file) if tag.S == "/Figure"]
        assert str(figure.Alt).startswith(said)
        assert samples.ADDRESS in str(figure.Alt)


def test_code_on_paper_has_the_squares_of_the_address(pdfs, tmp_path):
    """Look at the last page as it is printed, where the code's black squares are all that is quite black."""
    path = tmp_path / "signed.pdf"
    path.write_bytes(pdfs["SIGNED"])
    last = str(len(pikepdf.open(path).pages))
    picture = subprocess.run(
        ["pdftoppm", "-r", "300", "-f", last, "-l", last, "-gray", path], capture_output=True, check=True
    ).stdout
    with Image.open(io.BytesIO(picture)) as paper:
        ink = paper.point(lambda value: 255 if value < 8 else 0)
        left, top, right, bottom = ink.getbbox() or (0, 0, 0, 0)
        rows = [row[4:-4] for row in matrix()[4:-4]]
        step = (right - left) / len(rows)
        assert abs((bottom - top) - (right - left)) <= 2
        places = [round(place * step + step / 2) for place in range(len(rows))]
        seen = [[ink.getpixel((left + x, top + y)) == 255 for x in places] for y in places]
        assert [code.text for code in zxingcpp.read_barcodes(paper)] == [samples.ADDRESS]
    assert seen == rows


def test_stamp_of_a_text_in_circulation_is_on_every_page(pdfs):
    assert text_of(pdfs["CIRCULATING"]).count("In circulation, not yet agreed") == 3


def test_same_signatures_give_the_same_bytes_and_another_one_others(pdfs):
    assert pages.render(samples.SIGNED) == pdfs["SIGNED"]
    seal = samples.SIGNED.seal
    assert seal
    fewer = replace(samples.SIGNED, seal=replace(seal, signed=(samples.FIRST, samples.SECOND)))
    assert pages.render(fewer) != pdfs["SIGNED"]


@pytest.mark.parametrize("title_level", [1, 2])
def test_address_that_verifies_is_a_link_on_the_page(title_level):
    body = render_to_string("document/_pledge.html", printed.context(samples.SIGNED, title_level=title_level))
    assert re.findall(r"<a [^>]*>[^<]*</a>", body) == [f'<a href="{samples.ADDRESS}">{samples.ADDRESS}</a>']
    assert "<a " not in render_to_string("document/_pledge.html", printed.context(samples.CIRCULATING))


@pytest.mark.parametrize("name", ["SIGNED", "SIGNED_IN_ARABIC"])
def test_address_that_verifies_is_a_link_on_paper_that_is_printed_and_read_out(pdfs, name):
    with pikepdf.open(io.BytesIO(pdfs[name])) as file:
        links = [link for each in file.pages for link in each.get("/Annots", [])]
        assert [str(link.A.URI) for link in links] == [samples.ADDRESS]
        assert [int(link.F) & 4 for link in links] == [4]
        assert [str(link.Contents) for link in links] == [samples.ADDRESS]
        assert len([tag for tag in tags(file) if tag.S == "/Link"]) == 1


def test_blocks_stand_two_by_two():
    parties = tuple(replace(samples.KENYA, key=str(number), name=f"Party {number}") for number in range(5))
    rows = signature_blocks.rows(replace(samples.ENGLISH, parties=parties))
    assert [[block.party for block in row] for row in rows] == [
        ["Party 0", "Party 1"],
        ["Party 2", "Party 3"],
        ["Party 4"],
    ]
    assert signature_blocks.rows(samples.EMPTY) == []


@pytest.mark.parametrize("language", WORDS)
def test_head_of_the_trail_stands_below_the_hash_of_the_text_once_it_is_agreed(language):
    words = words_for(language).seal
    labels = [label for label, _value in signature_blocks.check(replace(samples.SIGNED, language=language)).lines]
    assert labels[-3:] == [words.digest, words.trail_head, words.page]
    going = signature_blocks.check(replace(samples.CIRCULATING, language=language))
    assert words.trail_head not in [label for label, _value in going.lines]


# --- a party of several signatories ---

FATOU = Signatory("Fatou Diop", "Minister of Health", "delegation", "the President")
AYA = Signatory("Aya Koné", "Mayor", "office", "")


def of_three(document, *, needed=2):
    """The same, of whose first party three may sign."""
    first, second = document.parties
    several = replace(first, further_signatories=(FATOU, AYA), signatures_needed=needed)
    return replace(document, parties=(several, second))


def said_of(document) -> list[tuple[str, str, str]]:
    return [(block.lines[0][1], block.note, block.statement) for block in signature_blocks.blocks(document)]


def test_draft_has_a_block_for_each_signatory():
    first, second = samples.ENGLISH.parties
    named = (replace(first, signatory=Signatory("Amina Otieno", "", "office", "")), second)
    draft = of_three(replace(samples.ENGLISH, parties=named))
    needed = "Signatures needed for this party: 2 of 3"
    assert said_of(draft) == [
        ("Amina Otieno", needed, ""),
        ("Fatou Diop", "", ""),
        ("Aya Koné", "", ""),
        ("", "", ""),
    ]
    assert signature_blocks.blocks(draft)[1].lines[1] == (
        "Title",
        "Minister of Health, by delegation for the President",
    )


def test_signed_text_has_a_block_for_each_who_signed():
    third = replace(samples.FIRST, name="Aya Koné", title="Mayor", place=2)
    sealed = samples.sealed(of_three(samples.ENGLISH), third, samples.FIRST, samples.SECOND)
    blocks = signature_blocks.blocks(sealed)
    assert [block.lines[0][1] for block in blocks] == [samples.FIRST.name, "Aya Koné", samples.SECOND.name]
    assert [block.note for block in blocks] == ["Signatures needed for this party: 2 of 3", "", ""]
    assert blocks[1].lines[1] == ("Title", "Mayor")
    assert all(block.statement.startswith("Signed electronically") for block in blocks)


def test_text_that_goes_round_names_who_has_not_signed_yet_until_enough_have():
    going = samples.sealed(of_three(samples.ENGLISH), samples.FIRST, status="in-circulation", address="")
    assert [bool(statement.startswith("Signed")) for _name, _note, statement in said_of(going)] == [True, *[False] * 3]
    enough = samples.sealed(of_three(samples.ENGLISH, needed=1), samples.FIRST, status="in-circulation", address="")
    assert len(signature_blocks.blocks(enough)) == 2


@pytest.mark.parametrize("render", [html.render, text.render, docx.render], ids=["html", "text", "word"])
def test_every_form_prints_all_who_signed(render):
    third = replace(samples.FIRST, name="Aya Koné", title="Mayor", place=2)
    data = render(samples.sealed(of_three(samples.ENGLISH), samples.FIRST, third, samples.SECOND))
    if render is docx.render:
        file = Document(io.BytesIO(data))
        printed_text = "\n".join(cell.text for table in file.tables for row in table.rows for cell in row.cells)
    else:
        printed_text = data.decode()
    assert [name in printed_text for name in (samples.FIRST.name, "Aya Koné", "Fatou Diop")] == [True, True, False]


def test_block_says_how_it_was_proven_who_named_the_signatory_and_whether_the_party_stands_behind_it():
    first, second, later = signature_blocks.blocks(samples.SIGNED)
    assert first.worth == (
        ("Proven with a one-time code to an address at", "health.go.ke"),
        ("Named as signatory by", "Kenya Red Cross Society"),
        ("Confirmed by this party: with an address of its own", ""),
    )
    assert second.worth[2] == ("Not confirmed by this party when it was signed", "")
    assert later.worth == ()


@pytest.mark.parametrize(
    ("method", "said"),
    [("code", "Proven with a one-time code to an address at"), ("account", "Proven with an account that has an")],
)
def test_signature_from_before_its_worth_was_kept_says_how_identity_was_proven_alone(method, said):
    old = replace(samples.LATER, method=method, domain="redcrossug.org")
    assert samples.SIGNED.seal
    document = replace(samples.SIGNED, seal=replace(samples.SIGNED.seal, signed=(old,)))
    (worth,) = signature_blocks.blocks(document)[2].worth
    assert (worth[0].startswith(said), worth[1]) == (True, "redcrossug.org")
    assert "Pledge started by" not in [label for label, _said in signature_blocks.check(document).lines]


def test_signatory_whom_the_party_named_or_who_is_known_is_printed_as_that():
    later = replace(samples.LATER, method="account", domain="x.org", named_by="party", drafter="A", vouched_by="known")
    assert samples.SIGNED.seal
    document = replace(samples.SIGNED, seal=replace(samples.SIGNED.seal, signed=(later,)))
    assert signature_blocks.blocks(document)[2].worth[1:] == (
        ("Named as signatory by the party itself", ""),
        ("Confirmed by this party: known from an earlier signature", ""),
    )


@pytest.mark.parametrize("language", WORDS)
def test_who_asked_to_join_is_not_printed_as_the_party_itself(language):
    later = replace(samples.LATER, method="code", domain="gmail.com", named_by="asker", drafter="A")
    assert samples.SIGNED.seal
    document = replace(samples.SIGNED, language=language, seal=replace(samples.SIGNED.seal, signed=(later,)))
    words = WORDS[language].seal
    worth = signature_blocks.blocks(document)[2].worth
    assert worth[1:] == ((words.named_by["asker"], ""), (words.vouched_by[""], ""))
    assert len({words.named_by[named] for named in ("asker", "party", "drafter")}) == 3


def test_withdrawn_text_says_nothing_of_what_its_signatures_are_worth():
    assert signature_blocks.blocks(replace(samples.SIGNED, status="withdrawn"))[0].worth == ()


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_what_a_signature_is_worth_is_said_in_the_language_of_the_pledge(language):
    words, blocks = words_for(language).seal, signature_blocks.blocks(replace(samples.SIGNED, language=language))
    assert blocks[0].worth == (
        (words.proven["code"], "health.go.ke"),
        (words.named_by["drafter"], "Kenya Red Cross Society"),
        (words.vouched_by["domain"], ""),
    )
