"""The warning about what PDFs need. The system's loader and the fonts' list stand in for a machine that lacks them."""

import pytest

from commitments.exports.pdf import system_check

NO_FONTS = "<fontconfig><dir>/nowhere/at/all</dir></fontconfig>"


@pytest.fixture
def without_fonts(tmp_path, monkeypatch):
    (tmp_path / "fonts.conf").write_text(NO_FONTS)
    monkeypatch.setattr(system_check, "FONTS_CONF", tmp_path / "fonts.conf")


@pytest.fixture
def with_fonts(tmp_path, monkeypatch):
    (tmp_path / "noto").mkdir()
    (tmp_path / "noto" / "NotoSerif-Regular.ttf").touch()
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
    assert warning.msg.endswith("sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 fonts-noto-core")
    assert "\n" not in warning.msg


def test_the_fonts_that_pdfs_use_are_looked_for_in_the_real_list():
    assert system_check.FONTS_CONF.is_file()
