"""The WSGI application that a server such as waitress loads."""

import logging
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pledgebuilder.settings")

application = get_wsgi_application()

# After Django is set up. What tells languages takes a second to load: nobody should wait for it within a page.
from commitments.readiness.languages.client import HELPER  # noqa: E402

if not HELPER.prepare():
    logging.getLogger(__name__).warning("Languages can't be told: the check says so, and goes on without.")
