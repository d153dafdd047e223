"""The WSGI application that a server such as waitress loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pledgebuilder.settings")

application = get_wsgi_application()
