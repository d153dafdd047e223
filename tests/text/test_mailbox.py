"""Name and address out of what is pasted."""

from __future__ import annotations

import pytest

from commitments.text.mailbox import Mailbox, mailbox

AMINA = "amina@example.org"


@pytest.mark.parametrize(
    ("pasted", "name"),
    [
        (AMINA, ""),
        (f"  {AMINA}; ", ""),
        (f"<{AMINA}>", ""),
        (f"mailto:{AMINA}", ""),
        (f"MAILTO:{AMINA}?subject=Our%20pledge&cc=x", ""),
        ("mailto:amina%40example.org", ""),
        (f"{AMINA}<mailto:{AMINA}>", ""),
        (f"{AMINA} <{AMINA}>", ""),
        (f"E-mail: {AMINA}", ""),
        (f"Courriel\u00a0: {AMINA}", ""),
        (f"Amina Diallo <{AMINA}>", "Amina Diallo"),
        (f"Amina Diallo <{AMINA}>;", "Amina Diallo"),
        (f'"Diallo, Amina (KRC)" <{AMINA}>', "Diallo, Amina (KRC)"),
        (f"'Amina Diallo' <{AMINA}>", "Amina Diallo"),
        (f"Amina Diallo [mailto:{AMINA}]", "Amina Diallo"),
        (f"Amina Diallo ({AMINA})", "Amina Diallo"),
        (f"Amina Diallo\u00a0<mailto:{AMINA}>", "Amina Diallo"),
        (f"{AMINA} (Amina Diallo)", "Amina Diallo"),
        (f"Amina\tDiallo\u200b <\ufeff{AMINA}\u00ad>", "Amina Diallo"),
        (f"أمينة ديالو <{AMINA}>", "أمينة ديالو"),
        (f"आमिना <{AMINA}>", "आमिना"),
        (f"{AMINA}.", ""),
        (f"<{AMINA}>.", ""),
        (f"E-mail address: {AMINA}.", ""),
        (f"Contact {AMINA}", ""),
        (f"Amina Diallo {AMINA}", "Amina Diallo"),
        (f"Amina Diallo, {AMINA}", "Amina Diallo"),
        (f"amina diallo, {AMINA}.", "amina diallo"),
        (f"Amina Diallo; {AMINA}", "Amina Diallo"),
        (f"Amina Diallo: {AMINA}", "Amina Diallo"),
        (f"Amina Diallo – {AMINA}", "Amina Diallo"),
        (f"Jean-Pierre N’Diaye mailto:{AMINA}", "Jean-Pierre N’Diaye"),
        (f"Diallo, Amina {AMINA}", "Diallo, Amina"),
        (f"أمينة ديالو، {AMINA}", "أمينة ديالو"),
        (f"Amina <{AMINA}><mailto:{AMINA}>", "Amina"),
        (f"Amina Diallo <{AMINA} <mailto:{AMINA}>>", "Amina Diallo"),
        (f"Amina Diallo {AMINA}<mailto:{AMINA}>", "Amina Diallo"),
    ],
)
def test_mailbox_is_name_and_address(pasted, name):
    assert mailbox(pasted) == Mailbox(name, AMINA)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Amina Diallo",
        f"{AMINA}, jonas@example.org",
        f"Amina <{AMINA}>, Jonas <jonas@example.org>",
        f"see {AMINA}",
        "Amina a@b c@d",
        f"Amina <{AMINA}><mailto:jonas@example.org>",
        f"room 12, {AMINA}",
        f"Amina {AMINA} Jonas jonas@example.org",
    ],
)
def test_what_is_no_single_address_is_left_to_be_refused(text):
    assert mailbox(text) == Mailbox("", text)


def test_very_long_text_is_not_looked_into():
    text = f"{'x ' * 600}<{AMINA}>"
    assert mailbox(text) == Mailbox("", text)
