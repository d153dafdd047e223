"""The registry of formats, and the names of the files."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from commitments.exports.registry import FORMATS, file_name
from tests.exports import samples
from tests.exports.files import files


def test_formats_are_those_that_have_a_test():
    assert {slug: file_format.extension for slug, file_format in FORMATS.items()} == {
        slug: file.extension for slug, file in files().items()
    }


@pytest.mark.parametrize("slug", FORMATS)
@pytest.mark.parametrize("document", [samples.ENGLISH, samples.EMPTY, samples.ARABIC])
def test_every_format_prints_every_sample(slug, document):
    assert FORMATS[slug].render(document)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Access and dignity for migrants in Kenya", "access-and-dignity-for-migrants-in-kenya.pdf"),
        ("Accès et dignité", "acces-et-dignite.pdf"),
        ("Migrants in Kenya, 2027–2030", "migrants-in-kenya-2027-2030.pdf"),
        ("2027\u20112030 — safe\u2212and sound", "2027-2030-safe-and-sound.pdf"),
        ("حماية المهاجرين", "pb-7kq3m-9xab2.pdf"),
        ("", "pb-7kq3m-9xab2.pdf"),
        ('a"; filename="b.exe\r\nSet-Cookie: x=1', "a-filenamebexe-set-cookie-x1.pdf"),
        ("../../etc/passwd", "etcpasswd.pdf"),
    ],
)
def test_file_name_comes_from_the_title(title, name):
    assert file_name(replace(samples.ENGLISH, title=title), FORMATS["pdf"]) == name


def test_long_title_makes_a_bounded_name():
    name = file_name(replace(samples.ENGLISH, title="long title " * 18), FORMATS["docx"])
    assert len(name) <= 80
    assert re.fullmatch(r"[a-z0-9-]+[a-z0-9]\.docx", name)


def test_names_of_a_pledges_files_differ():
    signed, draft, pdf = samples.SIGNED, samples.ENGLISH, FORMATS["pdf"]
    stem = file_name(draft, pdf).removesuffix(".pdf")
    assert [file_name(draft, pdf, annex) for annex in ("", "pictures", "trail")] == [
        f"{stem}.pdf",
        f"{stem}-pictures.pdf",
        f"{stem}-trail.pdf",
    ]
    assert [file_name(signed, pdf, annex) for annex in ("", "pictures", "trail")] == [
        f"{stem}-signed.pdf",
        f"{stem}-pictures.pdf",
        f"{stem}-trail.pdf",
    ]


@pytest.mark.parametrize("slug", [slug for slug in FORMATS if slug != "pdf"])
def test_only_the_pdf_is_called_signed(slug):
    assert file_name(samples.SIGNED, FORMATS[slug]) == file_name(samples.ENGLISH, FORMATS[slug])


@pytest.mark.parametrize("document", [samples.CIRCULATING, replace(samples.SIGNED, seal=None)])
def test_pdf_without_every_signature_is_not_called_signed(document):
    assert "signed" not in file_name(document, FORMATS["pdf"])


@pytest.mark.parametrize("title", ["long title " * 18, "x" * 200, "حماية " * 20, "-" * 200])
def test_end_of_a_name_is_never_cut_off(title):
    name = file_name(replace(samples.SIGNED, title=title), FORMATS["pdf"], "pictures")
    assert len(name) <= 80
    assert re.fullmatch(r"[a-z0-9-]*[a-z0-9]-pictures\.pdf", name)
