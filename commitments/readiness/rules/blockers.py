"""What a pledge must have before it can go round for signature."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commitments.document import ITEMS, passages
from commitments.models import ResourceLine
from commitments.readiness.checked import PLACES, Checked
from commitments.readiness.finding import BLOCKER, Finding, Rule
from commitments.readiness.places import Place, PlaceKind
from commitments.text.dates import first_month, last_month


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
        message = _("No objective is chosen yet. Choose at least one.")
        yield Finding("no-objective", BLOCKER, message, Place(PlaceKind.OBJECTIVES))


def no_signatory(checked: Checked) -> Iterator[Finding]:
    """A party of whom nobody is named to sign, while for another party somebody is; or fewer than must.

    Where nobody is named at all, the pledge is not meant to be signed yet: circulating it asks for every name.
    """
    missing = [party for party in checked.document.parties if not party.signatory]
    if len(missing) < len(checked.document.parties):
        for party in missing:
            number = str(checked.document.parties.index(party) + 1)
            message = _("Nobody is named who signs for {party}. Name the signatory.").format(party=party.in_sentence)
            yield Finding("no-signatory", BLOCKER, message, Place(PlaceKind.PARTY, party.key, number, "signatory_name"))
    for place, party in enumerate(checked.document.parties, start=1):
        if party.signatory and len(party.signatories) < party.signatures_needed:
            message = _("{needed} signatories of {party} must sign, and fewer are named. Name them, or ask for fewer.")
            sentence = message.format(needed=party.signatures_needed, party=party.in_sentence)
            where = Place(PlaceKind.PARTY, party.key, str(place), "signatures_needed")
            yield Finding("no-signatory", BLOCKER, sentence, where)


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


def open_row(checked: Checked) -> Iterator[Finding]:
    """Items that are negotiated with a party at an open table and not agreed: one finding for a table."""
    parties = {party.key: party.in_sentence for party in checked.document.parties}
    items = [passage for passage in passages(checked.document) if passage.kind in ITEMS]
    places = {item.key: Place(PLACES[item.kind], item.key, item.number) for item in items}
    rows: dict[str, list[Place]] = {}
    for key, party in checked.document.not_agreed:
        rows.setdefault(party, []).append(places[key])
    for party, open_ones in rows.items():
        message = ngettext(
            "{item} is not agreed with {party} yet. Agree on it at the table, or close the table.",
            "{count} rows of the table with {party} are open. Agree on them there, or close the table.",
            len(open_ones),
        )
        sentence = message.format(item=open_ones[0].name, count=len(open_ones), party=parties[party])
        yield Finding("open-row", BLOCKER, sentence, open_ones[0], detail=party, places=tuple(open_ones))


RULES = (
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
        gettext_lazy("Objectives are chosen."),
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
        section="actions",
    ),
    Rule(
        "no-currency",
        BLOCKER,
        gettext_lazy("Every amount of money has its currency."),
        money_without_currency,
        button=gettext_lazy("Write"),
        section="resources",
    ),
    Rule(
        "open-row",
        BLOCKER,
        gettext_lazy("Every item that is negotiated at a table is agreed."),
        open_row,
        button=gettext_lazy("Go to the table"),
        is_of_the_whole=True,
    ),
)
