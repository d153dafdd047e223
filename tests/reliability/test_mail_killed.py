"""A process that sends mail is killed between handing one over and noting that: it goes once more, as the same mail."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from threading import Event
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from commitments.people.mail.queue import post
from tests.reliability.conftest import ROOT, copied_database

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.reliability]


class Office:
    """A mail server that takes a mail, and leaves whoever hands it over waiting for the answer to that."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.has_taken, self.answers = Event(), Event()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        [message_id] = [line for line in envelope.content.decode().splitlines() if line.startswith("Message-ID:")]
        self.taken.append(f"{envelope.rcpt_tos[0]} {message_id}")
        self.has_taken.set()
        if not self.answers.is_set():
            await server.loop.create_future()  # never answered
        return "250 OK"


@pytest.mark.usefixtures("library")
def test_mail_of_a_killed_process_goes_once_more_as_the_same_mail(tmp_path):
    mail = post("amina@example.org", "Hello", "Body")
    office = Office()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        with copied_database(tmp_path) as (address, connect):
            command = [sys.executable, "manage.py", "send_mail", "--skip-checks"]
            settings = {"DATABASE_URL": address, "DEBUG": "1", "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(port)}
            environment = {**os.environ, **settings}
            first = subprocess.Popen(command, cwd=ROOT, env=environment)
            assert office.has_taken.wait(timeout=60)
            first.send_signal(signal.SIGKILL)
            first.wait(timeout=20)
            office.answers.set()
            assert said(command, environment) == "0 sent, 0 failed\n", "for two minutes it is the dead process's"
            database = connect()
            database.cursor().execute("UPDATE commitments_mail SET due_at = created_at")
            database.close()
            assert said(command, environment) == "1 sent, 0 failed\n"
    finally:
        controller.stop()
    assert office.taken == [f"amina@example.org Message-ID: {mail.message_id}"] * 2


def said(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=True)
    return done.stdout
