"""The two forms of a party's name: for lists, “Ministry of Health”, and within a sentence, “the Ministry of Health”.

Both follow from the name as it was typed, be it in the one form or in the other; a drafter can write the second.
"""

from __future__ import annotations

import re

from commitments.text.blanks import capitalised

_THE = re.compile(r"the\s+(?=\S)")
_ARTICLE = re.compile(r"(?:(?:the|le|la|les|el|los|las)\s+|l['’])(?=\S)")
_CAPITAL_THE = re.compile(r"The\s+(?=\S)")
_DESCRIBED = """
agency alliance assembly association authority administration board bureau cabinet centre center chamber coalition
commission committee community confederation consortium council crescent cross delegation department directorate embassy
federation forum foundation fund governorate government institute institution kingdom league ministry mission movement
network office organisation organization parliament police prefecture presidency programme program region republic
secretariat senate service services society societies tribunal trust union
"""
"""Heads of names that describe what they name, and take an article: “the Ministry of Health”, “the Home Office”"""
_DESCRIBED_OF = """
archdiocese bank canton church city commonwealth county court diocese district division duchy emirate faculty
municipality order principality province school state states sultanate territory town unit university
"""
"""Those that do so where “of” follows: “the City of Nairobi”, and “New York City”"""
_NOUNS, _NOUNS_OF_SOMETHING = frozenset(_DESCRIBED.split()), frozenset(_DESCRIBED_OF.split())
_PREPOSITION = re.compile(r"\s(?:of|for|on|against|to|in)\s|\s[(–—-]")
_PLURALS = frozenset(("women", "men", "children", "people", "nurses", "workers", "farmers", "journalists"))
_POSSESSIVE = re.compile(r"(?:(his|her|their|its|our)\b|(\w+)['’]s\b)", re.IGNORECASE)


def in_list(name: str, *, is_own_name: bool = False) -> str:
    """Return a name as a list or a signature block has it: no article that is merely the sentence's stands before it.

    `is_own_name`: of an organisation, where “La Strada” and “The Carter Center” are names, but “the” is none.
    """
    if is_own_name:
        return capitalised(_THE.sub("", name, count=1)) if _THE.match(name) else name
    article = _ARTICLE.match(name)
    return capitalised(name[article.end() :]) if article else name


def in_sentence(name: str, *, is_own_name: bool = False, language: str = "en") -> str:
    """Return a name as it reads in the middle of a sentence of a language (BCP 47): in English with its article.

    A name that has one keeps it, in small letters unless it `is_own_name`. Others take “the” where they describe what
    they name: “the Ministry of Health”, “the World Food Programme”; “Example Relief” and “UNICEF” take none.
    """
    if _ARTICLE.match(name):
        return name
    if _CAPITAL_THE.match(name):
        return name if is_own_name else f"t{name[1:]}"
    return f"the {name}" if language.lower().split("-")[0] == "en" and _is_described(name) else name


def _is_described(name: str) -> bool:
    owner = _POSSESSIVE.match(name)
    if owner and (owner[2] or "").lower() not in _PLURALS:
        return False
    cut = _PREPOSITION.search(name)
    described = name[: cut.start()] if cut else name
    if cut and cut[0].strip() == "of" and _last_word(described) in _NOUNS_OF_SOMETHING:
        return True
    return bool(_NOUNS & {_last_word(described), _last_word(described.partition(",")[0])})


def _last_word(text: str) -> str:
    words = re.findall(r"\w+", text)
    return words[-1].lower() if words else ""
