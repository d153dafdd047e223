"""The WSGI application that a server such as waitress loads."""

import logging
import os
import sys

from django.core.wsgi import get_wsgi_application

from pledgebuilder.environment import FaultySettingsError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pledgebuilder.settings")

try:
    application = get_wsgi_application()
except FaultySettingsError as error:  # the server that loads this ends with these lines, and no traceback
    sys.exit(str(error))

# After Django is set up. What tells languages takes a second to load: nobody should wait for it within a page.
from commitments.readiness.languages.client import HELPER

if not HELPER.prepare():
    logging.getLogger(__name__).warning("Languages can't be told: the check says so, and goes on without.")
