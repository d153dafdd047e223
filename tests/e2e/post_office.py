"""A real mail server on this machine, and what it was given."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import Any

from aiosmtpd.controller import Controller

from commitments.people.mail.sending import send_due


@dataclass
class Letter:
    to: str
    subject: str
    text: str
    files: list[bytes] = field(default_factory=list)
    """What is attached to it"""

    @property
    def link(self) -> str:
        """The address that stands in it."""
        found = re.search(r"https?://\S+", self.text)
        assert found, self.text
        return found[0]

    @property
    def code(self) -> str:
        found = re.search(r"\b\d{6}\b", self.text)
        assert found, self.text
        return found[0]


@dataclass
class PostOffice:
    """What arrived. `collect` sends what waits in the outbox, over SMTP."""

    letters: list[Letter] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        message = message_from_bytes(envelope.content, policy=policy.default)
        body = message.get_body(("plain",))
        assert body
        files: list[Any] = [part.get_payload(decode=True) for part in message.iter_attachments()]
        for addressee in envelope.rcpt_tos:
            self.letters.append(Letter(addressee, str(message["Subject"]), body.get_content(), files))
        return "250 OK"

    def collect(self, to: str) -> Letter:
        """Return the newest letter to an address."""
        send_due()
        return [letter for letter in self.letters if letter.to == to][-1]


@contextmanager
def open_post_office() -> Iterator[tuple[PostOffice, int]]:
    """Run a mail server; yield what it is given, and its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    office = PostOffice()
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield office, port
    finally:
        controller.stop()
