"""What every test of mail has: letters that go nowhere, and a server that can be down."""

from __future__ import annotations

import smtplib

import pytest
from django.core.mail.backends.base import BaseEmailBackend


class Down(BaseEmailBackend):
    """A mail server that refuses everything."""

    def send_messages(self, email_messages):
        raise smtplib.SMTPServerDisconnected("no\nserver <there>")


@pytest.fixture(autouse=True)
def _here(settings):
    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def down(settings):
    settings.MAIL_BACKEND = f"{__name__}.Down"
