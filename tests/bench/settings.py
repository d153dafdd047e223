"""The settings of a real installation, with a database and static files that live as long as the benchmark."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

folder = Path(tempfile.mkdtemp(prefix="pledgebuilder-bench-"))
atexit.register(shutil.rmtree, folder, ignore_errors=True)
os.environ |= {
    "DEBUG": "",
    "SECRET_KEY": "only-for-measuring-" * 3,
    "ALLOWED_HOSTS": "testserver",
}
if not os.environ.get("DATABASE_URL", "").startswith("postgres"):  # a server of .ci/with-postgres, else a file
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'db.sqlite3'}"

from pledgebuilder.settings import *  # noqa: E402, F403 - the environment comes first

STATIC_ROOT = folder / "static"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ROOT_URLCONF = "tests.bench.urls"
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], Path(__file__).with_name("templates")]  # type: ignore[misc]  # noqa: F405
