"""Whether the parts belong together: what serves what, who leads it, when, and how one will know."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.document import Action
from commitments.models import ResourceLine
from commitments.readiness.checked import Checked
from commitments.readiness.finding import ADVICE, Finding, Rule
from commitments.readiness.places import Place, PlaceKind
from commitments.text.dates import first_month, last_month

NOTHING_SAID = re.compile(
    r"[(\s]*(n\.?\s?/?\s?a\.?|not (yet )?(applicable|available|known|defined)|t\.?b\.?[cda]\.?|"
    r"to be (confirmed|determined|announced|decided|defined|completed|developed)|none|nil|no|unknown|pending|"
    r"s\.?\s?/?\s?o\.?|sans objet|néant|aucune?|à (confirmer|déterminer|définir|préciser|compléter)|"
    r"p\.?\s?d\.?|por (confirmar|determinar|definir)|no (aplica|aplicable|procede)|ninguno|ninguna|"
    r"لا ينطبق|لا يوجد|غير محدد|س?يحدد لاحقا|"
    r"[-–—]+|\.+|…+|\?+|x+)[.)\s]*",
    re.IGNORECASE,
)
"""Words that stand in the published pledges where nothing is said"""
LONGEST_NOTHING = 60
VOWEL_SIGNS = re.compile("[\u064b-\u0652]")
"""Arabic is written with or without"""
REFERENCE = re.compile(
    r"\b(?:(?:Objective|Resolution|Article|Goal|SDG|Objectif|Résolution|Objetivo|Resolución)s?\s+\d+(?:\.\d+)?"
    r"|(?:COVID|Covid)-19|\d{1,2}(?:st|nd|rd|th|e)\s+International)\b"
)
"""Figures that belong to a name"""
FIGURE = re.compile(
    r"\d|[\u0660-\u0669\u06f0-\u06f9]|%|\b(?<!no )(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"fifteen|twenty|thirty|fifty|hundreds?|thousands?|half|deux|trois|quatre|cinq|dix|vingt|cent|mille|moitié|"
    r"dos|tres|cuatro|cinco|diez|veinte|cien|mil|mitad)\b|\b(نصف|ثلاثة?|أربعة?|خمسة?|عشرة?|مئة|ألف)\b"
    r"|^\W*(all|every|each|tous|toutes|chaque|todos|todas|cada|جميع|كل)\b",
    re.IGNORECASE,
)
"""A figure, a year, or what counts as one: “All laws are reviewed” can be measured, “services for all” can't"""


def objective_without_action(checked: Checked) -> Iterator[Finding]:
    served = {key for action in checked.document.actions for key in action.serves}
    for number, objective in enumerate(checked.document.objectives, start=1):
        if objective.key not in served:
            message = _("No action serves objective {number}. Add one, or leave it as a statement of intent.")
            place = Place(PlaceKind.OBJECTIVE, objective.key, str(number), "linked")
            yield Finding("objective-without-action", ADVICE, message.format(number=number), place)


def action_without_lead(checked: Checked) -> Iterator[Finding]:
    message = _("Nobody leads action {number}. Say who does.")
    yield from _missing("action-without-lead", checked, message, "leads", lambda action: not action.leads)


def action_without_end(checked: Checked) -> Iterator[Finding]:
    message = _("Action {number} has no end. Say by when it is done.")
    yield from _missing("action-without-end", checked, message, "end", lambda action: not action.end)


def action_without_indicator(checked: Checked) -> Iterator[Finding]:
    measured = {key for indicator in checked.document.indicators for key in indicator.measures}
    message = _("No indicator measures action {number}. Link one, so that it can be reported on.")
    code = "action-without-indicator"
    yield from _missing(code, checked, message, "indicators", lambda action: action.key not in measured)


def _missing(
    code: str, checked: Checked, message: str, field: str, is_missing: Callable[[Action], bool]
) -> Iterator[Finding]:
    for action in checked.document.actions:
        if is_missing(action):
            place = Place(PlaceKind.ACTION, action.key, action.number, field)
            yield Finding(code, ADVICE, message.format(number=action.number), place)


def outside_the_period(checked: Checked) -> Iterator[Finding]:
    first, last = checked.document.period
    for action in checked.document.actions:
        for field, when, month in (
            ("start", action.start, first_month(action.start)),
            ("end", action.end, last_month(action.end)),
        ):
            if when and not f"{first:04}-01" <= month <= f"{last:04}-12":
                message = _("Action {number} names {when}, outside the pledge's period {first}–{last}. Check the date.")
                place = Place(PlaceKind.ACTION, action.key, action.number, field)
                sentence = message.format(number=action.number, when=when, first=first, last=last)
                yield Finding("outside-period", ADVICE, sentence, place, about=f"{when} {first} {last}")


def period_is_over(checked: Checked) -> Iterator[Finding]:
    first, last = checked.document.period
    if date(last, 12, 31) < checked.today:
        message = _("The pledge’s period, {first}–{last}, is over. Set the years in which it is to be carried out.")
        sentence = message.format(first=first, last=last)
        yield Finding("period-over", ADVICE, sentence, Place(PlaceKind.PERIOD), about=f"{first} {last}")


def period_of_another_conference(checked: Checked) -> Iterator[Finding]:
    """Years that are not those of the model text's Conference, as in a copy of a pledge to the one before.

    Once its own are over, a pledge may go on beyond them: the rule above asks for that.
    """
    period, own = checked.document.period, checked.knowledge.period
    if own and period != own and not (_goes_on(period, own) and own[1] < checked.today.year):
        message = _(
            "The pledge’s period, {first}–{last}, is not that of the {conference}, {own_first}–{own_last}. Check the "
            "years; if it is a pledge to another Conference, copy it to the model text of that one."
        )
        sentence = message.format(
            first=period[0],
            last=period[1],
            conference=checked.document.conference,
            own_first=own[0],
            own_last=own[1],
        )
        about = " ".join(str(year) for year in (*period, *own))
        yield Finding("other-period", ADVICE, sentence, Place(PlaceKind.PERIOD), about=about)


def _goes_on(period: tuple[int, int], own: tuple[int, int]) -> bool:
    return period[0] == own[0] and period[1] > own[1]


def box_c_says_nothing(checked: Checked) -> Iterator[Finding]:
    if not checked.document.indicators:
        message = _("Indicators are empty. Add at least one: how will you know that it worked?")
        yield Finding("box-c-empty", ADVICE, message, Place(PlaceKind.INDICATORS))
    for number, indicator in enumerate(checked.document.indicators, start=1):
        for field in ("text", "baseline", "target", "verification"):
            text = getattr(indicator, field)
            if says_nothing(text):
                message = _("Indicator {number} says “{text}”. Say more, or leave it empty.")
                place = Place(PlaceKind.INDICATOR, indicator.key, str(number), field)
                yield Finding("box-c-empty", ADVICE, message.format(number=number, text=text), place, about=text)


def box_d_says_nothing(checked: Checked) -> Iterator[Finding]:
    text = checked.document.resources_text.strip()
    if not text and not checked.document.resource_lines:
        message = _("Resources are empty. Say what the pledge takes, and who provides it.")
        yield Finding("box-d-empty", ADVICE, message, Place(PlaceKind.RESOURCES))
    elif says_nothing(text):
        message = _("Resources say “{text}”. Say what the pledge takes, or that it takes nothing beyond what there is.")
        yield Finding("box-d-empty", ADVICE, message.format(text=text), Place(PlaceKind.RESOURCES), about=text)
    before: Counter[tuple[str, str]] = Counter()
    for number, line in enumerate(checked.document.resource_lines, start=1):
        for field in ("description", "provider"):
            text = getattr(line, field)
            if says_nothing(text):
                before[field, text] += (
                    1  # lines have no key: of several that say the same it is the first, the second …
                )
                message = _("Resource line {number} says “{text}”. Say more, or leave it empty.")
                place, which = Place(PlaceKind.LINE, number=str(number), field=field), str(before[field, text])
                yield Finding("box-d-empty", ADVICE, message.format(number=number, text=text), place, text, which)


def number_without_currency(checked: Checked) -> Iterator[Finding]:
    """A number in the place of an amount of people or things. It may count them; of money it is a blocker."""
    before: Counter[str] = Counter()
    for number, line in enumerate(checked.document.resource_lines, start=1):
        if line.kind != ResourceLine.Kind.FINANCIAL and line.amount and not line.currency:
            before[line.amount] += 1  # as above: lines have no key
            message = _(
                "Resource line {number} has an amount without a currency: {amount}. Write the currency; what counts "
                "people or things stands better in their description."
            )
            sentence = message.format(number=number, amount=line.amount)
            place = Place(PlaceKind.LINE, number=str(number), field="currency")
            yield Finding("bare-number", ADVICE, sentence, place, line.amount, str(before[line.amount]))


def says_nothing(text: str) -> bool:
    """Whether a text is there and says no more than “NA”, “TBC” or the like."""
    return len(text) <= LONGEST_NOTHING and bool(NOTHING_SAID.fullmatch(VOWEL_SIGNS.sub("", text).strip()))


def no_figure(checked: Checked) -> Iterator[Finding]:
    """No indicator has a number or a date: not in its wording, nor in its baseline or target."""
    texts = (
        text
        for indicator in checked.document.indicators
        for text in (indicator.text, indicator.baseline, indicator.target)
    )
    if checked.document.indicators and not any(FIGURE.search(REFERENCE.sub("", text)) for text in texts):
        first = checked.document.indicators[0]
        message = _(
            "No indicator has a figure or a date. Give at least one a target, such as “12 by the end of {year}”."
        )
        place = Place(PlaceKind.INDICATOR, first.key, "1", "target")
        yield Finding("no-figure", ADVICE, message.format(year=checked.document.period[1]), place)


RULES = (
    Rule(
        "objective-without-action",
        ADVICE,
        gettext_lazy("Every objective has an action."),
        objective_without_action,
        gettext_lazy("{count} objectives have no action."),
        button=gettext_lazy("See actions"),
        section="objectives",
    ),
    Rule(
        "action-without-lead",
        ADVICE,
        gettext_lazy("Every action has a lead."),
        action_without_lead,
        gettext_lazy("Nobody leads {count} of the actions."),
        button=gettext_lazy("Say who"),
        section="actions",
    ),
    Rule(
        "action-without-end",
        ADVICE,
        gettext_lazy("Every action has an end."),
        action_without_end,
        gettext_lazy("{count} actions have no end."),
        button=gettext_lazy("Set the date"),
        section="actions",
    ),
    Rule(
        "action-without-indicator",
        ADVICE,
        gettext_lazy("Every action is measured."),
        action_without_indicator,
        gettext_lazy("No indicator measures {count} of the actions."),
        button=gettext_lazy("Link"),
        section="actions",
    ),
    Rule(
        "outside-period",
        ADVICE,
        gettext_lazy("All dates lie within the period."),
        outside_the_period,
        gettext_lazy("{count} dates lie outside the pledge’s period."),
        button=gettext_lazy("Set the date"),
        section="actions",
    ),
    Rule(
        "period-over",
        ADVICE,
        gettext_lazy("The period is not over."),
        period_is_over,
        button=gettext_lazy("Set the years"),
        is_of_the_whole=True,
    ),
    Rule(
        "other-period",
        ADVICE,
        gettext_lazy("The period is that of the Conference."),
        period_of_another_conference,
        button=gettext_lazy("Set the years"),
        is_of_the_whole=True,
    ),
    Rule(
        "box-c-empty",
        ADVICE,
        gettext_lazy("Indicators say how you will know."),
        box_c_says_nothing,
        gettext_lazy("Indicators say nothing in {count} places."),
        button=gettext_lazy("Add"),
    ),
    Rule(
        "box-d-empty",
        ADVICE,
        gettext_lazy("Resources say what it takes."),
        box_d_says_nothing,
        gettext_lazy("Resources say nothing in {count} places."),
        button=gettext_lazy("Write"),
    ),
    Rule(
        "bare-number",
        ADVICE,
        gettext_lazy("Every amount says what it is of."),
        number_without_currency,
        gettext_lazy("{count} amounts have no currency."),
        button=gettext_lazy("Write"),
        section="resources",
    ),
    Rule(
        "no-figure",
        ADVICE,
        gettext_lazy("An indicator has a figure or a date."),
        no_figure,
        button=gettext_lazy("Set a target"),
        is_of_the_whole=True,
        section="indicators",
    ),
)
