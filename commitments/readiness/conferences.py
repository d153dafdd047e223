"""How a text names an International Conference of the Red Cross and Red Crescent, and the year that it gives it."""

from __future__ import annotations

import re

OF_THE_MOVEMENT = (
    r"\s+of\s+the\s+(?:International\s+)?Red\s+Cross(?:\s+and\s+(?:the\s+)?Red\s+Crescent)?"
    r"|\s+de\s+la\s+Croix-Rouge(?:\s+et\s+du\s+Croissant-Rouge)?"
    r"|\s+de\s+la\s+Cruz\s+Roja(?:\s+y\s+de\s+la\s+Media\s+Luna\s+Roja)?"
)
NAME = (
    r"\b(?P<name>(?:(?P<digits>\d{1,2})\s?(?:st|nd|rd|th|e|ème|ª|º)|(?P<roman>[XVI]{1,7})(?:e|ème|st|nd|rd|th)?)\s+"
    r"(?:International\s+(?:Red\s+Cross\s+(?:and\s+Red\s+Crescent\s+)?)?Conference"
    r"|Conférence\s+internationale|Conferencia\s+Internacional"
    rf"|Red\s+Cross\s+and\s+Red\s+Crescent\s+Conference|Conference(?={OF_THE_MOVEMENT})))\b"
)
CONFERENCE = re.compile(rf"{NAME}(?:{OF_THE_MOVEMENT}|(?!\s+(?:on|for|of|de|des|du|sur|sobre)\b(?!\s+(?:19|20)\d\d)))")
"""Other conferences have numbers too: on AIDS, of the Parties, for Peace"""
OF_A_RESOLUTION = re.compile(NAME)
"""After a resolution's number no other conference is meant, and its title may follow at once: “… Conference on …”"""
MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "novembre|décembre|octobre|noviembre|diciembre|octubre"
)
YEAR = r"(?P<year>(?:19|20)\d\d)\b"
PERIOD = r"(?!\s*[-–—/]\s*\d)"
"""2019–2023 is the period of a pledge, and not when a Conference was held"""
YEAR_AFTER = re.compile(
    r"(?:[\s,(–—-]|\b(?:held|convened|met|meeting|organi[sz]ed|in|at|on|en|à|de|tenue|celebrada|"
    r"(?:which|that)\s+(?:was|met|took)|took\s+place|was|place|Geneva|Genève|Ginebra|Switzerland|Suisse|Suiza|"
    rf"{MONTHS}|\d{{1,2}}(?:st|nd|rd|th)?)\b)*?{YEAR}{PERIOD}"
)
YEAR_BEFORE = re.compile(
    rf"(?:\b(?:in|of|en|[Tt]he)\s+{YEAR}\s+(?:(?:at|during|by|lors\s+de)\s+)?(?:the\s+|la\s+)?"
    rf"|(?:^|[.;]\s+)In\s+{YEAR.replace('year', 'first')},?\s+(?:at\s+)?(?:the\s+)?)$"
)
NEAR = 80
"""How many characters before or after a Conference's name its year may stand"""
ROMAN = {"I": 1, "V": 5, "X": 10}


def number_of(mention: re.Match[str]) -> int:
    """Return a Conference's number, which the texts write as 33rd, 33e or XXXIII."""
    if mention["digits"]:
        return int(mention["digits"])
    values = [ROMAN[letter] for letter in mention["roman"]]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def year_said(text: str, mention: re.Match[str]) -> int:
    """Return the year that a text gives to a Conference, or 0 where it gives none."""
    after = YEAR_AFTER.match(text[mention.end() : mention.end() + NEAR])
    if after:
        return int(after["year"])
    before = YEAR_BEFORE.search(text[max(0, mention.start() - NEAR) : mention.start()])
    return int(before["year"] or before["first"]) if before else 0


def ordinal(number: int) -> str:
    """Return “31st”."""
    endings = {1: "st", 2: "nd", 3: "rd"} if number % 100 not in (11, 12, 13) else {}
    return f"{number}{endings.get(number % 10, 'th')}"
