from __future__ import annotations

import pytest

from commitments.exports.pdf import printable


@pytest.fixture(autouse=True)
def own_fonts(monkeypatch):
    """The fonts of a pledge, as the rendering process has them."""
    monkeypatch.setenv("FONTCONFIG_FILE", str(printable.FONTS_CONF))
