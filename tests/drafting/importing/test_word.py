"""Reading the paragraphs of a Word file: what stays with changes tracked, and what is no such file."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from commitments.drafting.importing import word
from commitments.drafting.importing.refusal import ImportRefusedError
from commitments.drafting.importing.word import is_word, paragraphs
from commitments.exports import docx
from tests.exports.samples import ARABIC, ENGLISH, FRENCH

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def package(xml: str | bytes, name: str = "word/document.xml") -> bytes:
    """A file of parts, in which one is `xml`."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(name, xml)
    return file.getvalue()


def body(inner: str) -> bytes:
    return package(f'<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>{inner}</w:body></w:document>')


def p(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def r(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


@pytest.mark.parametrize("document", [ENGLISH, FRENCH, ARABIC])
def test_file_made_here_gives_back_every_item(document):
    found = "\n".join(paragraphs(docx.render(document)))
    for item in (*document.objectives, *document.actions, *document.indicators):
        for line in item.text.splitlines():
            assert line.strip() in found


@pytest.mark.parametrize(
    "words", ["Dig three wells.", "حفر ثلاث آبار", "挖三口井", "Creuser « trois » puits\u00a0;", "तीन कुएँ"]
)
def test_paragraphs_are_read_in_order_in_every_script(words):
    made, file = Document(), BytesIO()
    made.add_heading("A) Objectives", 1)
    made.add_paragraph(words)
    made.add_paragraph("  ")
    made.add_table(1, 1).cell(0, 0).text = "In a table"
    made.save(file)
    assert paragraphs(file.getvalue()) == ["A) Objectives", words, "In a table"]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (r("Dig ") + f"<w:ins>{r('four')}</w:ins><w:del><w:r><w:delText>three</w:delText></w:r></w:del>", "Dig four"),
        (f"<w:moveFrom>{r('here')}</w:moveFrom><w:moveTo>{r('there')}</w:moveTo>", "there"),
        (f"<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('Kept')}", "Kept"),
        ("<w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r>", "one\ntwo"),
        ("<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>sign</w:t></w:r>", "co\u2011sign"),
        ("<w:r><w:t>migra</w:t><w:softHyphen/><w:t>tion</w:t></w:r>", "migration"),
        (f"<w:hyperlink>{r('A link')}</w:hyperlink>", "A link"),
        (f"<w:sdt><w:sdtContent>{r('In a control')}</w:sdtContent></w:sdt>", "In a control"),
        ("<w:r><w:instrText>DATE</w:instrText></w:r>" + r("today"), "today"),
        ("<!-- a note -->" + r("Said"), "Said"),
    ],
)
def test_tracked_changes_are_accepted_and_signs_kept(inner, text):
    assert paragraphs(body(p(inner))) == [text]


def test_text_box_is_read_once_and_struck_paragraphs_never():
    box = f"<w:r><mc:AlternateContent><mc:Choice>{p(r('Box'))}</mc:Choice><mc:Fallback>{p(r('Box'))}</mc:Fallback>"
    assert paragraphs(body(p(r("Text") + box + "</mc:AlternateContent></w:r>"))) == ["Text", "Box"]
    assert paragraphs(body(p(r("Stays")) + f"<w:del>{p(r('Goes'))}</w:del>")) == ["Stays"]


def test_what_nobody_sees_is_left_out_of_a_paragraph():
    assert paragraphs(body(p(r("safe\u202eword")))) == ["safe word"]


BAD = {
    "old or locked": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
    "no package": (b"PK\x03\x04 and nothing more", "damaged"),
    "an OpenDocument": (package("<office/>", "content.xml"), "no Word file"),
    "no XML": (package("Dig."), "damaged"),
    "entities": (package(f'<!DOCTYPE x [<!ENTITY a "aa">]><w:document xmlns:w="{W}">&a;</w:document>'), "damaged"),
    "another file": (package('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'), "damaged"),
    "nothing": (body(p("")), "holds no text"),
    "too deep": (body("<w:x>" * 3000 + "</w:x>" * 3000), "damaged"),
    "too many paragraphs": (body(p(r("a")) * 1001), "1000 paragraphs"),
    "too many characters": (body(p(r("a b " * 100_000))), "characters|unpacked"),
    "a bomb": (body("<w:x/>" * 2_000_000), "unpacked"),
    "too large": (b"PK\x03\x04" + b"x" * 5_000_000, "5 MB"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_readable_word_file_is_refused_in_a_sentence(name):
    data, message = BAD[name]
    assert is_word(data)
    with pytest.raises(ImportRefusedError, match=message) as refused:
        paragraphs(data)
    assert refused.value.field == "file"


def test_package_of_very_many_parts_is_refused(monkeypatch):
    monkeypatch.setattr(word, "MAX_MEMBERS", 0)
    with pytest.raises(ImportRefusedError, match="unpacked"):
        paragraphs(body(p(r("a"))))


@given(st.binary(max_size=300), st.integers(0, 400))
def test_damaged_file_is_refused_or_read_and_nothing_else(noise, place):
    whole = body(p(r("Dig.")))
    place = min(place, len(whole))
    damaged = b"PK\x03\x04" + (whole[:place] + noise + whole[place + len(noise) :])[4:]
    with suppress(ImportRefusedError):
        assert all(paragraphs(damaged))


def test_other_files_are_no_word_files():
    assert not is_word(b"{}")
    assert not is_word(b"%PDF-1.7")
    assert not is_word(b"")
