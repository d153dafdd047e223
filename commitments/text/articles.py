"""The two forms of a party's name: for lists, “Ministry of Health”, and within a sentence, “the Ministry of Health”.

Both follow from the name as it was typed, be it in the one form or in the other; a drafter can write the second.
"""

from __future__ import annotations

import re

from commitments.text.blanks import capitalised
from commitments.text.names import letters_of

_THE = re.compile(r"the\s+(?=\S)")
_ARTICLE = re.compile(r"(?:(?:the|le|la|les|el|los|las)\s+|l['’])(?=\S)")
_CAPITAL_THE = re.compile(r"The\s+(?=\S)")
_DESCRIBED = """
agencies agency alliance archives army assembly association authorities authority administration board brigade bureau
cabinet centre center chamber chancellery coalition commission commissioner committee community confederation
consortium council court crescent cross delegation department departments directorate embassy federation forces forum
foundation fund gendarmerie governorate government governments guard household inspectorate institute institution
judiciary kingdom league ministries ministry mission movement navy network observatory office offices ombudsman
organisation organization parliament platform police prefecture presidency programme program region regions republic
secretariat senate service services society societies treasury tribunal trust union
"""
"""Heads of names that describe what they name, and take an article: “the Ministry of Health”, “the Home Office”"""
_DESCRIBED_OF = """
academy archdiocese bank canton church cities city commonwealth counties county diocese district districts division
duchy emirate faculty municipalities municipality order principality province provinces school state states sultanate
territory town unit university
"""
"""Those that do so where “of” follows: “the City of Nairobi”, and “New York City”"""
_DESCRIBED_IN_TWO = frozenset(
    f"{first} {second}"
    for second, before in {
        "bank": "world central development investment reserve national federal",
        "nations": "united first",
        "states": "united",
        "emirates": "arab",
        "see": "holy",
        "force": "task",
        "general": "attorney auditor directorate inspector inspectorate prosecutor registrar secretariat",
    }.items()
    for first in before.split()
)
"""Those that do so after certain words: “the World Bank”, and “Example Bank”"""
_NOUNS, _NOUNS_OF_SOMETHING = frozenset(_DESCRIBED.split()), frozenset(_DESCRIBED_OF.split())
_PREPOSITION = re.compile(r"\s(?:of|for|on|against|to|in)\s|\s[(–—-]")
_PLURALS = frozenset(("women", "men", "children", "people", "nurses", "workers", "farmers", "journalists"))
_POSSESSIVE = re.compile(r"(?:(his|her|their|its|our|hm|h\.\s?m\.|hmg)(?!\w)|(\w+)['’]s\b)", re.IGNORECASE)
_CONJUNCTION = re.compile(r"\s(?:&|and)\s")
_ARTICLES = {"en": ("the",), "fr": ("le", "la", "les", "l"), "es": ("el", "la", "los", "las")}
_CONTRACTED = {
    "fr": {"de le ": "du ", "de les ": "des ", "à le ": "au ", "à les ": "aux "},
    "es": {"de el ": "del ", "a el ": "al "},
}
_ELIDED = re.compile("[aeiouàâäéèêëîïôöùûüœæAEIOUÀÂÄÉÈÊËÎÏÔÖÙÛÜŒÆ](?![A-ZÀ-Þ])")  # not abbreviations: their letters


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


def compared(name: str) -> str:
    """Return what two names share that print alike but for an article, case, accents, spaces and punctuation."""
    plain = name.casefold().replace("’", "'")
    return letters_of(in_list(plain)) or letters_of(plain) or plain


def article_of(name: str) -> str:
    """Return the article with which a name begins, and what parts it from the rest: “the ”, “l’”; else nothing."""
    article = _ARTICLE.match(name)
    return article.group() if article else ""


def has_foreign_article(name: str, language: str) -> bool:
    """Whether a name begins with the article of another language than a pledge's (BCP 47)."""
    article = article_of(name).rstrip(" '’")
    return bool(article) and article not in _ARTICLES.get(language.lower().split("-")[0], ())


def put_into(pattern: str, whom: str, language: str) -> str:
    """Return a pattern with a name in the place of {whom}; `language` is a BCP 47 tag.

    In French and Spanish its article is contracted with the preposition: “au nom du Ministre”, “en nombre del
    Ministro”; and “au nom d’Amina Koné”.
    """
    spoken = language.lower().split("-")[0]
    before, place, after = pattern.partition("{whom}")
    for apart, together in _CONTRACTED.get(spoken, {}).items():
        preposition, article, _end = apart.split(" ")
        if place and before.endswith(f"{preposition} ") and whom.startswith(f"{article} "):
            return f"{before.removesuffix(f'{preposition} ')}{together}{whom.removeprefix(f'{article} ')}{after}"
    if spoken == "fr" and before.endswith(" de ") and _ELIDED.match(whom):
        return f"{before.removesuffix('e ')}’{whom}{after}"
    return f"{before}{whom}{after}" if place else pattern


def _is_described(name: str) -> bool:
    owner = _POSSESSIVE.match(name)
    if owner and (owner[2] or "").lower() not in _PLURALS:
        return False
    cut = _PREPOSITION.search(name)
    described = name[: cut.start()] if cut else name
    described = described.replace(":", ",")
    head, comma, rest = described.rpartition(",")
    if comma and not _CONJUNCTION.search(rest) and not _is_described(head):
        return False  # “Kenya, Ministry of Health” names it in the order of a list
    if cut and cut[0].strip() == "of" and _last_word(described) in _NOUNS_OF_SOMETHING:
        return True
    first = described.partition(",")[0]
    if _NOUNS & {_last_word(described), _last_word(first)}:
        return True
    return not _DESCRIBED_IN_TWO.isdisjoint({_last_words(described), _last_words(first)})


def _last_word(text: str) -> str:
    return _last_words(text).rpartition(" ")[2]


def _last_words(text: str) -> str:
    """Return the last two words of a text, in small letters."""
    return " ".join(re.findall(r"\w+", text)[-2:]).lower()
