"""Whom an answer to a mail reaches: its Reply-To. Nobody's address is given to whoever does not know it anyway.

Who drafts a pledge is known to those whom they ask, and who signs to those who draft. Other parties learn no address of
each other: they write to the drafting organisation. Whoever asks to join writes to the site's own contact.
"""

from __future__ import annotations

from unicodedata import category

from commitments.models import User
from commitments.people.mail.audiences import Occasion, Person, drafters


def contact(occasion: Occasion) -> User | None:
    """Return whom of the drafting organisation to ask: who sent the text round, else who began it, else who drafts."""
    if not occasion.pledge:
        return None
    people = {person.pk: person for person in drafters(occasion)}
    sender = occasion.pledge.revisions.order_by("-number").values_list("by", flat=True).first()
    wanted = (sender, occasion.pledge.created_by_id, *people)
    return next((people[key] for key in wanted if key in people), None)


def who_acts(occasion: Occasion) -> User | None:
    """Return who acts, where they belong to the drafting organisation, or to the one that invites; else the contact."""
    by, where = occasion.by.user, occasion.pledge or occasion.invitation
    if by and by.is_active and where and by.memberships.filter(organisation=where.organisation_id or 0).exists():
        return by
    return contact(occasion)


def signatory_who_acts(occasion: Occasion) -> Person | None:
    """Return who answers for a party. For mails to those who draft alone: they have named them."""
    return occasion.by.user or occasion.by.guest or contact(occasion)


def nobody(occasion: Occasion) -> None:
    """For who has typed an address alone, and need not be who they say: they learn of nobody."""


def one_line(name: str) -> str:
    """Return a name as a header can have it: without line breaks and control characters, which end or break it."""
    return " ".join("".join(letter if category(letter) != "Cc" else " " for letter in name).split())


def reply_address(person: Person | None) -> str:
    """Return somebody's name and address as Reply-To has them; nothing for nobody, which is the site's own contact."""
    if person is None:
        return ""
    name = one_line(person.name).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{name}" <{person.email}>' if name else person.email
