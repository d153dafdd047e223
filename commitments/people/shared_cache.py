"""The cache that all processes share, in a table of the database: allauth counts in it how often people try to sign in.

What a clock wrote that was ahead and has been put right would stay for as long as it was ahead, and lock people out.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache

from commitments.people.rate_limits import CLOCKS_APART

MISSING = object()


class SharedCache(DatabaseCache):
    """Django's cache in a table, in which a value is kept with its time: of the future, it is not there."""

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        latest = time.time() + CLOCKS_APART.total_seconds()
        kept = super().get_many(keys, version=version)
        return {key: value for key, (at, value) in kept.items() if at <= latest}

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self.get_many([key], version).get(key, default)

    def set(self, key: Any, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        super().set(key, (time.time(), value), timeout=timeout, version=version)

    def add(self, key: Any, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Whether there was no value, which there is now."""
        kept = (time.time(), value)
        if super().add(key, kept, timeout=timeout, version=version):
            return True
        if self.get(key, MISSING, version) is not MISSING:
            return False
        self.delete(key, version=version)
        return super().add(key, kept, timeout=timeout, version=version)
