#!/usr/bin/env python
"""Django's command line for Pledgebuilder."""

import os
import sys

from django.core.management import execute_from_command_line

from pledgebuilder.environment import FaultySettingsError

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pledgebuilder.settings")
    try:
        execute_from_command_line(sys.argv)
    except FaultySettingsError as error:
        sys.exit(str(error))
