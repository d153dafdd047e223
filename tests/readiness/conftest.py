"""What the rules know, as the library's fixtures have it."""

from __future__ import annotations

import pytest

from commitments.readiness.knowledge import facts_for
from commitments.readiness.report import Facts


@pytest.fixture
def facts(model_text) -> Facts:
    return facts_for(model_text)
