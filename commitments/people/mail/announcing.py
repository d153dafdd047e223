"""Telling people of an event of the list in `events`: by a mail at once, by a notice, or by both."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from commitments.document import agreed_heads
from commitments.document.address import address
from commitments.models import Actor, Comment, Invitation, Pledge, SignatureRequest
from commitments.models.rounds import Round
from commitments.people.mail.audiences import Occasion, Person
from commitments.people.mail.calendar_entries import entry
from commitments.people.mail.letters import Paragraph, Text, body, filled
from commitments.people.mail.queue import post
from commitments.people.mail.replies import contact, reply_address
from commitments.people.notices import tell


@dataclass(frozen=True)
class Letter:
    """A mail of its own, at once."""

    to: Callable[[Occasion], Iterable[str]]
    """To which e-mail addresses"""
    subject: Text
    paragraphs: tuple[Paragraph, ...]
    reminder: Text = ""
    """The subject where it is sent again, if it is another one then"""
    replies: Callable[[Occasion], Person | None] = contact
    """Whom an answer reaches; for nobody, the site's own contact"""
    has_signed_pdf: bool = False
    """Its words can have a place for {trail_head}, too: the trail's hash as the PDF has it"""
    has_day: bool = False
    """The day by which `request` is to be answered is attached, as an entry for a calendar"""
    is_to_stranger: bool = False
    """To an address that anybody may have typed: no drafter hears of it, or that it does not exist"""


@dataclass(frozen=True)
class Event:
    """Something that people are told of."""

    kind: str
    """As it is stored with its notices: at most 12 letters; several events may be of one kind"""
    hears: Callable[[Occasion], Iterable[Person]] | None = None
    """Who gets a notice: on the hub at once, by mail with the next digest; guests, who have no hub, get the digest"""
    notice: Paragraph = ""
    letter: Letter | None = None
    also: tuple[Letter, ...] = ()
    """To others, in other words"""
    is_digested: bool = True
    """False where those who get the notice get the letter, too"""

    @property
    def letters(self) -> tuple[Letter, ...]:
        return (*self.also, self.letter) if self.letter else self.also


def announce(
    event: Event,
    pledge: Pledge | None = None,
    *,
    by: Actor | None = None,
    to: Iterable[Person | str] = (),
    invitation: Invitation | None = None,
    comment: Comment | None = None,
    signing_round: Round | None = None,
    is_again: bool = False,
    **facts: object,
) -> None:
    """Tell whoever hears of an event, in the current transaction: mail waits in the outbox.

    `by` is who did it, the site itself where it is left out; `to`, whom it concerns; `invitation` that whose link or
    code the mail holds; `is_again`: they had the mail before. These and the `facts` can stand in the event's words;
    and {seal}, the public address of the round's text; and in a letter {address}, to which it goes.
    """
    occasion = Occasion(pledge, by or Actor(), tuple(to), invitation, comment, signing_round)
    seal = address("verify", signing_round.revision.code) if signing_round else ""
    facts = {**vars(occasion), "seal": seal, **facts}
    for letter in event.letters:
        _post(letter, occasion, facts, is_again=is_again)
    if event.hears:
        people, sentence = event.hears(occasion), filled(event.notice, facts)
        tell(people, event.kind, sentence, pledge=pledge, is_mailed=not event.is_digested)


def _post(letter: Letter, occasion: Occasion, facts: dict[str, object], *, is_again: bool) -> None:
    addresses = list(dict.fromkeys(letter.to(occasion)))
    if not addresses:
        return
    signed = occasion.signing_round.revision if letter.has_signed_pdf and occasion.signing_round else None
    if signed:
        facts = {**facts, "trail_head": "".join(agreed_heads(signed)[-1:])}
    subject = filled((letter.reminder if is_again else "") or letter.subject, facts)
    correspondent, request = letter.replies(occasion), facts.get("request")
    calendar = ""
    if letter.has_day and isinstance(request, SignatureRequest):
        calendar = entry(request, organizer=correspondent, page=str(facts.get("page", "")))
    for to in addresses:
        post(
            to,
            subject,
            body(letter.paragraphs, {**facts, "address": to}),
            reply_to=reply_address(correspondent),
            calendar=calendar,
            invitation=occasion.invitation,
            pledge=None if letter.is_to_stranger else occasion.pledge,
            signed=signed,
        )
