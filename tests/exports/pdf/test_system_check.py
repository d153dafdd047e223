"""The warning about what PDFs need. The system's loader and the fonts' list stand in for a machine that lacks them."""

import pytest
from django.core.checks import INFO

from commitments.exports.pdf import system_check
from commitments.exports.pdf.printable import FONTS, FONTS_CONF, PACKAGES
from commitments.exports.pdf.renderer import PROJECT

NO_FONTS = "<fontconfig><dir>/nowhere/at/all</dir></fontconfig>"


@pytest.fixture
def without_fonts(tmp_path, monkeypatch):
    (tmp_path / "fonts.conf").write_text(NO_FONTS)
    monkeypatch.setattr(system_check, "FONTS_CONF", tmp_path / "fonts.conf")


@pytest.fixture
def with_fonts(tmp_path, monkeypatch):
    (tmp_path / "noto").mkdir()
    for name in FONTS:
        (tmp_path / "noto" / name).touch()
    (tmp_path / "fonts.conf").write_text(f"<fontconfig><dir>{tmp_path}</dir><dir>/nowhere</dir></fontconfig>")
    monkeypatch.setattr(system_check, "FONTS_CONF", tmp_path / "fonts.conf")


def test_nothing_to_say_where_everything_is_there(monkeypatch, with_fonts):
    monkeypatch.setattr(system_check, "find_library", lambda name: f"lib{name}.so.0")
    assert system_check.pdf_libraries(None) == []


def test_missing_library_is_named_with_its_package(monkeypatch, with_fonts):
    monkeypatch.setattr(system_check, "find_library", lambda name: None if name == "pango-1.0" else "found")
    (warning,) = system_check.pdf_libraries(None)
    assert warning.id == "commitments.W001"
    assert warning.msg == (
        "PDFs can't be made: libpango-1.0-0 missing. Install with: sudo apt-get install libpango-1.0-0"
    )


def test_everything_missing_is_one_line(monkeypatch, without_fonts):
    monkeypatch.setattr(system_check, "find_library", lambda name: None)
    (warning,) = system_check.pdf_libraries(None)
    names = "libpango-1.0-0 libpangoft2-1.0-0 fonts-noto-core fonts-noto-cjk fonts-symbola fonts-unifont fonts-hanazono"
    assert warning.msg.endswith(f"sudo apt-get install {names}")
    assert "\n" not in warning.msg


def test_further_fonts_that_are_missing_are_named_but_are_no_warning(monkeypatch, with_fonts, tmp_path):
    monkeypatch.setattr(system_check, "find_library", lambda name: "found")
    (tmp_path / "noto" / "NotoSerifCJK-Regular.ttc").unlink()
    (tmp_path / "noto" / "unifont.otf").unlink()
    (note,) = system_check.pdf_libraries(None)
    assert (note.id, note.level) == ("commitments.I001", INFO)
    assert note.msg == (
        "Some characters can't be printed: fonts-noto-cjk fonts-unifont missing. "
        "Install with: sudo apt-get install fonts-noto-cjk fonts-unifont"
    )


def test_each_package_of_fonts_is_known_by_a_file_that_pdfs_use():
    accepted = FONTS_CONF.read_text()
    assert [name for name in FONTS if f"<glob>*/{name}</glob>" not in accepted] == []


@pytest.mark.parametrize("file", [".ci/setup", "README.md"])
def test_packages_of_fonts_are_those_that_set_up_and_the_readme_name(file):
    text = (PROJECT / file).read_text()
    assert [package for package in PACKAGES if package not in text] == []
