"""What can't be printed: nobody may sign it, since no paper would show it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy, ngettext

from commitments.document import Party
from commitments.exports.pdf import printable
from commitments.readiness.checked import Checked
from commitments.readiness.finding import BLOCKER, Finding, Rule
from commitments.readiness.places import Place, PlaceKind
from commitments.text.characters import described

MOST_NAMED = 5
AROUND = 20
"""How many characters before and after it are shown"""


def unprintable(checked: Checked) -> Iterator[Finding]:
    """A character that no font has, in the pledge's texts or in what is printed of its parties."""
    texts = list(_texts(checked))
    missing = _missing("".join(text for _where, text in texts))
    if not missing:
        return
    for place, text in texts:
        here = [character for character in dict.fromkeys(text) if character in missing]
        if here:
            yield Finding("unprintable", BLOCKER, _sentence(place, text, here), place, about=text)


def _texts(checked: Checked) -> Iterator[tuple[Place, str]]:
    for passage in checked.passages:
        yield passage.place, passage.text
    for number, party in enumerate(checked.document.parties, start=1):
        for field, text in _of_a_party(party):
            yield Place(PlaceKind.PARTY, party.key, str(number), field), text


def _of_a_party(party: Party) -> Iterator[tuple[str, str]]:
    """Go through what is printed of a party besides its name, by the field of its page."""
    yield "in_sentence", party.named_in_sentence
    yield "focal_name", party.focal_name
    yield "focal_email", party.focal_email
    if party.signatory:
        yield "signatory_name", party.signatory.name
        yield "signatory_title", party.signatory.title
        yield "signs_for", party.signatory.whom
    for slot, further in zip(("second", "third"), party.further_signatories, strict=False):
        yield f"{slot}-name", further.name
        yield f"{slot}-title", further.title
        yield f"{slot}-signs_for", further.whom


def _missing(text: str) -> frozenset[str]:
    try:
        return frozenset(printable.missing(text))
    except FileNotFoundError:  # no fonts here, and no PDF at all: circulating says so
        return frozenset()


def _sentence(place: Place, text: str, characters: list[str]) -> str:
    position = text.index(characters[0])
    around = text[max(0, position - AROUND) : position + AROUND].strip()
    names = [described(character) for character in characters[:MOST_NAMED]]
    named = ", ".join([*names, "…"] if len(characters) > MOST_NAMED else names)
    sentence = ngettext(
        "No font can print a character in {place}: {characters}, in “{text}”. Write it otherwise.",
        "No font can print some characters in {place}: {characters}, first in “{text}”. Write them otherwise.",
        len(characters),
    )
    return sentence.format(place=place.name_in_a_sentence, characters=named, text=around)


RULES = (Rule("unprintable", BLOCKER, gettext_lazy("Every character can be printed."), unprintable),)
