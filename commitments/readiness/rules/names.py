"""Names, years and numbers that have to be right in print."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.readiness.checked import Checked
from commitments.readiness.conferences import CONFERENCE, OF_A_RESOLUTION, number_of, ordinal, year_said
from commitments.readiness.finding import ADVICE, Finding, Rule
from commitments.readiness.knowledge import AdoptedResolution, Knowledge
from commitments.readiness.places import Place, PlaceKind
from commitments.text.sentences import WORD

RESOLUTION = re.compile(r"\b[Rr]esolution\s+(\d{1,2})\b(?!/)(?P<rest>[^.;\n]{0,250})")
QUOTED = re.compile(r"(?:^|[,:–—(-]|\b(?:entitled|titled|called|named|on))\s*[“\"«]([^”\"»]{8,})")
UNQUOTED = re.compile(r"(?:\s[–—-]|:|\b(?:entitled|titled|called))\s+(.{8,})")
ALIKE = 0.4
"""From which share of common words on what follows a resolution's number is its title, and no other text"""
COMPACT = re.compile(
    r"Global Compact for (Safe, Orderly and Regular )?Migration|Pacte mondial (pour des|sur les) migrations|"
    r"Pacto Mundial para la Migración|الاتفاق العالمي من أجل الهجرة|\bGCM\b"
)
JOINTLY = re.compile(
    r"\bjointly\b(?!\s+with\b)|\bconjointement\b(?!\s+avec\b)|\bconjuntamente\b(?!\s+con\b)", re.IGNORECASE
)


RED_CROSS = r"(?:Red Cross|Croix[- ]Rouge|Cruz Roja|الصليب الأحمر)"
RED_CRESCENT = r"(?:(?:Red )?Crescent|Croissant[- ]Rouge|Media Luna Roja|الهلال الأحمر)"
BOTH_EMBLEMS = re.compile(
    rf"(?<!\w)(?:{RED_CROSS}\s*/\s*{RED_CRESCENT}|Red Crescent\s*/\s*(?:Red )?Cross)(?!\w)", re.IGNORECASE
)
OF_ALL = re.compile(
    r"\s+(?:(?:National|Nationales|Nacionales|international|internationale)\s+)?(?:laws?|legislation|acts|Movement|emblems?|"
    r"Societies|principles|values|partners|components|family|network|principios|sociedades|sociétés|lois)\b",
    re.IGNORECASE,
)
"""What belongs to Societies of both emblems"""


def both_emblems(checked: Checked) -> Iterator[Finding]:
    """“Red Cross/Red Crescent”, where the Societies that pledge have one emblem; not in what belongs to all of them."""
    names = " ".join(party.name for party in checked.document.parties)
    if re.search(RED_CROSS, names, re.IGNORECASE) and re.search(RED_CRESCENT, names, re.IGNORECASE):
        return
    for passage in checked.passages:
        for both in BOTH_EMBLEMS.finditer(passage.text) if "/" in passage.text else ():
            if not passage.is_official and not OF_ALL.match(passage.text, both.end()):
                message = _("“{words}” names both emblems. If one Society is meant, write its name.")
                sentence = message.format(words=both[0])
                yield Finding("both-emblems", ADVICE, sentence, passage.place, passage.text, both[0])


def wrong_names(checked: Checked) -> Iterator[Finding]:
    """A name that went wrong in print before, such as “Red Cross and Red Cross Movement”."""
    for passage in checked.passages:
        for language, (names, right) in checked.knowledge.names.items():
            named = dict.fromkeys(" ".join(name.split()) for name in names.findall(passage.text))
            wrong = [name for name in named if name.casefold() in right]
            for name in wrong if wrong and checked.language_of(passage.text) == language else ():
                message = _("“{wrong}” is not its name. Write “{right}”.")
                sentence = message.format(wrong=name, right=right[name.casefold()])
                yield Finding("wrong-name", ADVICE, sentence, passage.place, passage.text, name)


def societies(checked: Checked) -> Iterator[Finding]:
    """A National Society under another name than its official one; once where the pledge calls a party so."""
    of_parties = {
        name for party in checked.document.parties for name in checked.knowledge.societies.findall(party.name)
    }
    for passage in checked.passages:
        for spelling in dict.fromkeys(checked.knowledge.societies.findall(passage.text)):
            name = " ".join(spelling.split())
            if name in checked.knowledge.society_names and (
                spelling not in of_parties or passage.place.kind == PlaceKind.PARTIES
            ):
                message = _("“{other}” is called “{official}” in the directory. Check the name.")
                sentence = message.format(other=name, official=checked.knowledge.society_names[name])
                yield Finding("society-name", ADVICE, sentence, passage.place, passage.text, name)


def conferences(checked: Checked) -> Iterator[Finding]:
    """A Conference's number with the year of another, or the number of one that is yet to be called."""
    latest = max(checked.knowledge.conferences, default=99)
    for passage in checked.passages:
        for mention in CONFERENCE.finditer(passage.text) if "onf" in passage.text else ():
            number = number_of(mention)
            held, year = checked.knowledge.conferences.get(number), year_said(passage.text, mention)
            if number > latest + 1:
                message = _("There has been no {name}. Check the number.").format(name=mention["name"])
            elif held and year and year != held:
                message = _("The {name} was held in {held}, not in {year}. Check number and year.").format(
                    name=mention["name"], held=held, year=year
                )
            else:
                continue
            yield Finding("conference", ADVICE, message, passage.place, passage.text, mention["name"])


def resolutions(checked: Checked) -> Iterator[Finding]:
    """A resolution that a Conference did not adopt under this number or title, as far as we know them."""
    for passage in checked.passages:
        for mention in RESOLUTION.finditer(passage.text) if "esolution" in passage.text else ():
            conference = OF_A_RESOLUTION.search(mention["rest"])
            meant = (number_of(conference) if conference else 0, mention[1])
            if right := _title_of_another(mention["rest"], meant, checked.knowledge):
                message = _("“{title}” is Resolution {number} of the {nth} International Conference. Check the number.")
            elif right := _under_another_title(mention["rest"], meant, checked.knowledge):
                message = _("Resolution {number} of the {nth} International Conference is “{title}”. Check the title.")
            else:
                continue
            sentence = message.format(title=right.title, number=right.number, nth=ordinal(right.conference))
            yield Finding("resolution", ADVICE, sentence, passage.place, passage.text, mention[1])


def _title_of_another(rest: str, meant: tuple[int, str], knowledge: Knowledge) -> AdoptedResolution | None:
    """Return the resolution whose title follows, where it has another number or another Conference adopted it."""
    conference, number = meant
    following = f" {' '.join(_words(rest))} "
    for resolution in knowledge.resolutions:
        if f" {' '.join(_words(resolution.title))} " in following:
            return resolution if resolution.number != number or conference not in (0, resolution.conference) else None
    return None


def _under_another_title(rest: str, meant: tuple[int, str], knowledge: Knowledge) -> AdoptedResolution | None:
    """Return the resolution that is meant, where a title follows that is not its own."""
    following = f" {' '.join(_words(rest))} "
    for resolution in knowledge.resolutions:
        is_meant = (resolution.conference, resolution.number) == meant
        if is_meant and f" {' '.join(_words(resolution.title))} " not in following:
            return resolution if _has_other_title(rest, resolution) else None
    return None


def _has_other_title(rest: str, resolution: AdoptedResolution) -> bool:
    """Whether a title follows a resolution's number that is not its own: in quotation marks, or much like its own."""
    if QUOTED.search(rest):
        return True
    own = set(_words(resolution.title))
    for title in UNQUOTED.finditer(rest):
        words = set(_words(title[1])[: len(own) + 2])
        if len(own & words) >= ALIKE * len(own | words):
            return True
    return False


def _words(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]


def jointly_alone(checked: Checked) -> Iterator[Finding]:
    jointly = JOINTLY.search(checked.document.opening) if len(checked.document.parties) == 1 else None
    if jointly:
        message = _(
            "The opening says “{jointly}”, but one party alone pledges. Take the word out, or add the other party."
        )
        yield Finding(
            "jointly-alone",
            ADVICE,
            message.format(jointly=jointly[0]),
            Place(PlaceKind.OPENING),
            checked.document.opening,
        )


def other_register(checked: Checked) -> Iterator[Finding]:
    """Clauses on refugees in a pledge that names the migration compact: each compact has a register of its own."""
    if not any(COMPACT.search(passage.text) for passage in checked.passages):
        return
    for number, objective in enumerate(checked.document.objectives, start=1):
        if objective.clause in checked.knowledge.refugee_clauses:
            message = _(
                "Objective {number} speaks to the Global Compact on Refugees. If you register this pledge under the "
                "migration compact too, leave it out there: the two have registers of their own."
            )
            place = Place(PlaceKind.OBJECTIVE, objective.key, str(number), "chosen")
            yield Finding("other-register", ADVICE, message.format(number=number), place, objective.text)


RULES = (
    Rule(
        "wrong-name",
        ADVICE,
        gettext_lazy("No name is known to be wrong."),
        wrong_names,
        gettext_lazy("{count} names have gone wrong."),
    ),
    Rule(
        "society-name",
        ADVICE,
        gettext_lazy("National Societies have their official names."),
        societies,
        gettext_lazy("{count} times a National Society has another name than in the directory."),
    ),
    Rule(
        "both-emblems",
        ADVICE,
        gettext_lazy("No Society is named by both emblems."),
        both_emblems,
        gettext_lazy("{count} times both emblems are named."),
    ),
    Rule(
        "conference",
        ADVICE,
        gettext_lazy("Conferences and their years match."),
        conferences,
        gettext_lazy("{count} times a Conference and its year don’t match."),
    ),
    Rule(
        "resolution",
        ADVICE,
        gettext_lazy("Resolutions have their own numbers and titles."),
        resolutions,
        gettext_lazy("{count} times a resolution’s number and title don’t match."),
    ),
    Rule(
        "jointly-alone",
        ADVICE,
        gettext_lazy("The opening fits the number of parties."),
        jointly_alone,
        is_of_the_whole=True,
    ),
    Rule(
        "other-register",
        ADVICE,
        gettext_lazy("No clause belongs to another register."),
        other_register,
        gettext_lazy("{count} objectives belong to another register."),
        button=gettext_lazy("See objectives"),
    ),
)
