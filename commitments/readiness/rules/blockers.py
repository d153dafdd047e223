"""What must be fixed before a pledge can go round for signature."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commitments.models import ResourceLine
from commitments.readiness.checked import Checked, CheckedPassage
from commitments.readiness.finding import BLOCKER, Finding, Rule
from commitments.readiness.places import Place, PlaceKind
from commitments.text import blanks
from commitments.text.dates import first_month, last_month
from commitments.text.limits import URL

LONGEST_NAMED = 80
SQUARE, ROUND = re.compile(r"[\[\]]"), re.compile(r"[()]")


def open_blanks(checked: Checked) -> Iterator[Finding]:
    """A blank still open, once however often it stands; what fills the others reaches neither title nor names."""
    places_of: dict[str, list[Place]] = {}
    for passage in checked.passages:
        if (
            passage.place.kind == PlaceKind.OPENING
            and checked.document.opening_is_generated
            and not checked.document.parties
        ):
            continue  # the parties fill it, and `no_party` asks for them
        for blank in dict.fromkeys(blanks.find(passage.text)):
            if _is_written_out(passage.place):
                message = _("{blank} is still open in {place}. Write it out.").format(
                    blank=_shortened(blank), place=passage.place.name_in_a_sentence
                )
                yield Finding("open-blank", BLOCKER, message, passage.place, passage.text, detail=blank)
            else:
                places_of.setdefault(blank, []).append(passage.place)
    for blank, places in places_of.items():
        message = ngettext(
            "{blank} is still open. Fill it in.",
            "{blank} is still open in {count} places. Fill it in once.",
            len(places),
        ).format(blank=_shortened(blank), count=len(places))
        yield Finding("open-blank", BLOCKER, message, places[0], about=blank)


def _shortened(blank: str) -> str:
    """Return a blank as a finding names it: a whole sentence in brackets by its beginning."""
    return blank if len(blank) <= LONGEST_NAMED else f"{blank[:LONGEST_NAMED].rstrip()} …]"


def _is_written_out(place: Place) -> bool:
    """Whether nothing that fills a blank reaches this place."""
    return place.kind in (PlaceKind.TITLE, PlaceKind.PARTIES) or place.field == "heading"


def brackets(checked: Checked) -> Iterator[Finding]:
    """A square bracket that makes no blank, or a round one that is not closed."""
    for passage in checked.passages:
        left_over = SQUARE.search(_without_blanks(passage.text))
        if left_over:
            message = _("A square bracket is left over: “{text}”. Close it, or delete it.")
            yield _bracket(message, passage, left_over.start())
        unclosed = _unclosed(passage.text)
        if unclosed >= 0:
            message = _("A bracket is not closed: “{text}”. Close it, or delete it.")
            yield _bracket(message, passage, unclosed)


def _bracket(message: str, passage: CheckedPassage, place: int) -> Finding:
    around = passage.text[max(0, place - 20) : place + 30].strip()
    return Finding("bracket", BLOCKER, message.format(text=around), passage.place, passage.text, passage.text[place])


def _without_blanks(text: str) -> str:
    """Return a text with its blanks as spaces, everything else where it was."""
    return blanks.BLANK.sub(lambda blank: " " * len(blank[0]), text)


def _unclosed(text: str) -> int:
    """Return where a round bracket opens that is not closed, or -1. One that only closes may number a list: “a)”."""
    opened: list[int] = []
    for bracket in ROUND.finditer(text):
        if bracket[0] == "(":
            opened.append(bracket.start())
        elif opened:
            opened.pop()
    return opened[0] if opened else -1


def choices(checked: Checked) -> Iterator[Finding]:
    """A choice between two words of the model, such as “review/assess”, that nobody made."""
    for passage in checked.passages:
        if "/" in passage.text:
            text = URL.sub(" ", _without_blanks(passage.text))
            for choice in dict.fromkeys(checked.knowledge.choice.findall(text)):
                message = _("“{choice}” leaves a choice open. Write the one that you mean.")
                yield Finding("choice", BLOCKER, message.format(choice=choice), passage.place, passage.text, choice)


def no_title(checked: Checked) -> Iterator[Finding]:
    if not checked.document.title.strip():
        yield Finding("no-title", BLOCKER, _("The pledge has no title. Write a few words."), Place(PlaceKind.TITLE))


def no_party(checked: Checked) -> Iterator[Finding]:
    if not checked.document.parties:
        yield Finding(
            "no-party", BLOCKER, _("Nobody makes this pledge yet. Add the parties."), Place(PlaceKind.PARTIES)
        )


def nothing_in_a(checked: Checked) -> Iterator[Finding]:
    if not checked.document.objectives:
        message = _("Box A has no objective. Choose at least one.")
        yield Finding("no-objective", BLOCKER, message, Place(PlaceKind.OBJECTIVES))


def no_signatory(checked: Checked) -> Iterator[Finding]:
    """A party of whom nobody is named to sign, while for another party somebody is.

    Where nobody is named at all, the pledge is not meant to be signed yet: circulating it asks for every name.
    """
    missing = [party for party in checked.document.parties if not party.signatory]
    if len(missing) < len(checked.document.parties):
        for party in missing:
            number = str(checked.document.parties.index(party) + 1)
            message = _("Nobody is named who signs for {party}. Name the signatory.").format(party=party.in_sentence)
            yield Finding("no-signatory", BLOCKER, message, Place(PlaceKind.PARTY, party.key, number, "signatory_name"))


def ends_before_it_starts(checked: Checked) -> Iterator[Finding]:
    for action in checked.document.actions:
        if action.start and action.end and last_month(action.end) < first_month(action.start):
            message = _("Action {number} ends before it starts. Choose a later end, or an earlier start.")
            place = Place(PlaceKind.ACTION, action.key, action.number, "end")
            about = f"{action.start} {action.end}"
            yield Finding("ends-before-start", BLOCKER, message.format(number=action.number), place, about)


def money_without_currency(checked: Checked) -> Iterator[Finding]:
    for number, line in enumerate(checked.document.resource_lines, start=1):
        if line.kind == ResourceLine.Kind.FINANCIAL and line.amount and not line.currency:
            message = _("Resource line {number} has an amount without a currency: {amount}. Write the currency.")
            place = Place(PlaceKind.LINE, number=str(number), field="currency")
            sentence = message.format(number=number, amount=line.amount)
            yield Finding("no-currency", BLOCKER, sentence, place, about=line.amount)


RULES = (
    Rule("open-blank", BLOCKER, gettext_lazy("No blank is open."), open_blanks, button=gettext_lazy("Fill in")),
    Rule("bracket", BLOCKER, gettext_lazy("Every bracket is closed."), brackets),
    Rule("choice", BLOCKER, gettext_lazy("No choice of the model text is left open."), choices),
    Rule(
        "no-title",
        BLOCKER,
        gettext_lazy("The pledge has a title."),
        no_title,
        button=gettext_lazy("Write"),
        is_of_the_whole=True,
    ),
    Rule(
        "no-party",
        BLOCKER,
        gettext_lazy("The parties are named."),
        no_party,
        button=gettext_lazy("Add"),
        is_of_the_whole=True,
    ),
    Rule(
        "no-signatory",
        BLOCKER,
        gettext_lazy("No party waits for its signatory to be named."),
        no_signatory,
        button=gettext_lazy("Name"),
        is_of_the_whole=True,
    ),
    Rule(
        "no-objective",
        BLOCKER,
        gettext_lazy("Box A has objectives."),
        nothing_in_a,
        button=gettext_lazy("Choose"),
        is_of_the_whole=True,
    ),
    Rule(
        "ends-before-start",
        BLOCKER,
        gettext_lazy("No action ends before it starts."),
        ends_before_it_starts,
        button=gettext_lazy("Set the date"),
    ),
    Rule(
        "no-currency",
        BLOCKER,
        gettext_lazy("Every amount of money has its currency."),
        money_without_currency,
        button=gettext_lazy("Write"),
    ),
)
