"""What is still to be written, and must be before a pledge can go round: blanks, brackets, placeholders, choices."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commitments.readiness.checked import Checked, CheckedPassage
from commitments.readiness.finding import BLOCKER, Finding, Rule
from commitments.readiness.places import Place, PlaceKind
from commitments.readiness.rules.plan import says_nothing
from commitments.text import blanks, placeholders
from commitments.text.general_blanks import is_general
from commitments.text.limits import URL

LONGEST_NAMED = 80
SQUARE, ROUND = re.compile(r"[\[\]]"), re.compile(r"[()]")
LETTER = re.compile(r"[^\W\d_xX]")
EMPTY_FIELDS = frozenset({PlaceKind.INDICATOR, PlaceKind.RESOURCES, PlaceKind.LINE})
"""Where a rule of its own speaks of a field that says no more than “TBC”"""


def open_blanks(checked: Checked) -> Iterator[Finding]:
    """A blank still open, once however often it stands; what fills it reaches neither title nor names.

    One whose words say nothing of what belongs there may mean another thing in each place: it is found in each.
    """
    places_of: dict[str, list[Place]] = {}
    for passage in checked.passages:
        if (
            passage.place.kind == PlaceKind.OPENING
            and checked.document.opening_is_generated
            and not checked.document.parties
        ):
            continue  # the parties fill it, and `no_party` asks for them
        for blank in dict.fromkeys(blanks.find(passage.text)):
            if checked.stays("open-blank", passage.place, blank):
                yield _staying("open-blank", passage, blank)
            elif _is_written_out(passage.place) or (is_general(blank) and blank not in checked.knowledge.brackets):
                message = _("{blank} is still open in {place}. Write it out.").format(
                    blank=_shortened(blank), place=passage.place.name_in_a_sentence
                )
                yield Finding("open-blank", BLOCKER, message, passage.place, passage.text, detail=blank, words=blank)
            else:
                places_of.setdefault(blank, []).append(passage.place)
    for blank, places in places_of.items():
        message = ngettext(
            "{blank} is still open. Fill it in.",
            "{blank} is still open in {count} places. Fill it in once.",
            len(places),
        ).format(blank=_shortened(blank), count=len(places))
        yield Finding("open-blank", BLOCKER, message, places[0], about=blank, words=blank, places=tuple(places))


def _staying(code: str, passage: CheckedPassage, words: str) -> Finding:
    """Return what is shown of words of which somebody said that they stay."""
    message = _("{words} stays in {place}.").format(words=_shortened(words), place=passage.place.name_in_a_sentence)
    return Finding(code, BLOCKER, message, passage.place, passage.text, detail=words, words=words, stays=True)


def _shortened(blank: str) -> str:
    """Return a blank or placeholder as a finding names it: a whole sentence, or a row of dots, by its beginning."""
    if len(blank) <= LONGEST_NAMED:
        return blank
    return f"{blank[:LONGEST_NAMED].rstrip()} …{']' if blank.endswith(']') else ''}"


def _is_written_out(place: Place) -> bool:
    """Whether nothing that fills a blank reaches this place."""
    return place.kind in (PlaceKind.TITLE, PlaceKind.PARTIES) or place.field == "heading"


def brackets(checked: Checked) -> Iterator[Finding]:
    """A square bracket that makes no blank, or a round one that is not closed."""
    for passage in checked.passages:
        left_over = SQUARE.search(_without_blanks(passage.text))
        if left_over:
            message = _("A square bracket is left over: “{text}”. Close it, or delete it.")
            yield _bracket(checked, message, passage, left_over.start())
        unclosed = _unclosed(passage.text)
        if unclosed >= 0:
            message = _("A bracket is not closed: “{text}”. Close it, or delete it.")
            yield _bracket(checked, message, passage, unclosed)


def _bracket(checked: Checked, message: str, passage: CheckedPassage, place: int) -> Finding:
    around = passage.text[max(0, place - 20) : place + 30].strip()
    if checked.stays("bracket", passage.place, around):
        return _staying("bracket", passage, around)
    sentence = message.format(text=around)
    return Finding("bracket", BLOCKER, sentence, passage.place, passage.text, detail=passage.text[place], words=around)


def _without_blanks(text: str) -> str:
    """Return a text with its blanks as spaces, everything else where it was."""
    return blanks.BRACKET.sub(lambda blank: " " * len(blank[0]), text)


def _unclosed(text: str) -> int:
    """Return where a round bracket opens that is not closed, or -1. One that only closes may number a list: “a)”."""
    opened: list[int] = []
    for bracket in ROUND.finditer(text):
        if bracket[0] == "(":
            opened.append(bracket.start())
        elif opened:
            opened.pop()
    return opened[0] if opened else -1


def unwritten(checked: Checked) -> Iterator[Finding]:
    """A placeholder in any of its usual forms: “(Name of country)”, “20XX”, “______”, “à compléter”."""
    for passage in checked.passages:
        found = placeholders.find(_without_blanks(passage.text))
        if found and LETTER.search(found[0]) and passage.place.kind in EMPTY_FIELDS and says_nothing(passage.text):
            continue
        for words in found:
            if checked.stays("placeholder", passage.place, words):
                yield _staying("placeholder", passage, words)
            else:
                message = _("“{words}” stands for something that is still to be written. Write it.")
                sentence = message.format(words=_shortened(words))
                yield Finding("placeholder", BLOCKER, sentence, passage.place, passage.text, detail=words, words=words)


def choices(checked: Checked) -> Iterator[Finding]:
    """A choice between two words of the model, such as “review/assess”, that nobody made."""
    for passage in checked.passages:
        if "/" in passage.text:
            text = URL.sub(" ", _without_blanks(passage.text))
            for choice in dict.fromkeys(checked.knowledge.choice.findall(text)):
                message = _("“{choice}” leaves a choice open. Write the one that you mean.")
                yield Finding("choice", BLOCKER, message.format(choice=choice), passage.place, passage.text, choice)


RULES = (
    Rule("open-blank", BLOCKER, gettext_lazy("No blank is open."), open_blanks, button=gettext_lazy("Fill in")),
    Rule("bracket", BLOCKER, gettext_lazy("Every bracket is closed."), brackets),
    Rule("placeholder", BLOCKER, gettext_lazy("Nothing stands for what is still to be written."), unwritten),
    Rule("choice", BLOCKER, gettext_lazy("No choice of the model text is left open."), choices),
)
