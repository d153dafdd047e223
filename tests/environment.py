"""The environment that the tests run in, set before Django reads its settings (pyproject.toml loads this first)."""

import os

os.environ.setdefault("DEBUG", "1")
