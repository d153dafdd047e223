"""What the rules know, as the library's fixtures have it."""

from __future__ import annotations

import pytest

from commitments.readiness.knowledge import Knowledge, knowledge_for


@pytest.fixture
def knowledge(model_text) -> Knowledge:
    return knowledge_for(model_text)
