"""Static files as production serves them: hashed names, compressed, scripts and styles without their comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.core.files.base import ContentFile
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

COMMENT_IN_STYLES = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
"""Our styles hold no text in quotes with a comment's marks in it: tests/test_templates.py says so"""


class SmallFiles(CompressedManifestStaticFilesStorage):
    """Scripts are a fifth lighter without comments and indents, styles a little: that counts on a poor line."""

    @cached_property
    def _addresses(self) -> dict[str, str]:
        return {}

    def url(self, name: str, force: bool = False) -> str:  # type: ignore[override]  # only what has a name is asked for
        """Return the address of a file, worked out once a process: a page names twenty, and its manifest is fixed."""
        if force:
            return super().url(name, force)
        if name not in self._addresses:
            self._addresses[name] = super().url(name)
        return self._addresses[name]

    def post_process(
        self, paths: dict[str, tuple[Any, str]], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str, bool]]:
        """Put the small form into the place of each file under js/ and css/, then name and compress all files."""
        if not dry_run:
            for name, (source, path) in paths.items():
                if name.startswith(("js/", "css/")):
                    with source.open(path) as file:
                        text = file.read().decode()
                    small = jsmin(text) if name.startswith("js/") else COMMENT_IN_STYLES.sub("", text)
                    self.delete(name)
                    self.save(name, ContentFile(small.encode()))
                    paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)  # type: ignore[no-untyped-call]  # WhiteNoise's
