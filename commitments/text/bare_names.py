"""What tells a name of the directory from others: its words, but for articles, “National Society” and the like.

“The Kenyan Red Cross”, “Croix-Rouge kényane” and “Government of Kenya” come down to “kenyan”, “kenyane” and “kenya”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from commitments.text.folding import APOSTROPHES, folded

_ELIDED = re.compile(rf"\b[dl][{re.escape(APOSTROPHES)}](?=\w)|(?<=\w)[{re.escape(APOSTROPHES)}]s\b", re.IGNORECASE)
_ARABIC_ARTICLE = re.compile("^(?:لل|و?ال)(?=.{3})")
_ARABIC_FEMININE = re.compile("(?<=[\u0620-\u064a]ي)ه$")
_IN_PARENTHESES = re.compile(r"\(([^()]*)\)")
_RED_CROSS = re.compile(
    r"\b(?:red cross|red crescent|croix rouge|croissant rouge|cruz roja|media luna roja)\b|(?:صليب|هلال) الاحمر"
)
_ARABIC = re.compile("[\u0620-\u064a]+")
_SPELLED_ALIKE = str.maketrans({**dict.fromkeys("جقكگ", "غ"), **dict.fromkeys("اويه", "")})
SHORTEST_SKELETON = 2
"""In letters: of fewer a word is not known by them"""


def _bare(plain: str) -> Iterator[str]:
    """Yield the words of a folded text; Arabic ones without their article, and adjectives in the masculine."""
    yield from (_ARABIC_FEMININE.sub("", _ARABIC_ARTICLE.sub("", word)) for word in plain.split())


ARTICLES = frozenset(["the", "le", "la", "les", "el", "los", "las"])
_SMALL = """
red cross crescent croix rouge croissant cruz roja media luna الصليب صليب الهلال هلال الاحمر احمر
of and in by for de du des d l et en del y e
government governments gouvernement gouvernements gobierno gobiernos حكومه
society societies national société sociétés nationale nationales nationaux sociedad sociedades nacional nacionales
جمعيه جمعيات وطنيه
"""
_GENERIC = ARTICLES | frozenset(_bare(folded(_SMALL)))
"""With or without them a name is the same: “Kenya Red Cross”, “the Red Cross Society of Kenya”"""
_FORMS = frozenset(
    _bare(
        folded(
            """
            republic kingdom state commonwealth principality sultanate emirate duchy grand federation federal federative
            federated islamic democratic people peoples popular plurinational bolivarian united union independent
            island islands île îles isla islas جزيره جزر
            république royaume état principauté sultanat émirat duché fédération fédérale fédérative islamique
            démocratique populaire unie union indépendant
            república reino estado principado sultanía emirato ducado gran federación federal federativa islámica
            democrática popular unida unión independiente
            جمهوريه مملكه دوله سلطنه اماره اتحاد اتحاديه اسلاميه ديمقراطيه شعبيه
            """
        )
    )
)
"""Which kind of State it is; that alone tells States apart only where the rest of their names is the same"""
_REGION = frozenset(
    _bare(
        folded(
            """
            region regions regional subregion area zone country countries state states
            région régions espace pays état états región regiones área espacio país países estado estados
            منطقه اقليم بلدان دول
            """
        )
    )
)


def without_article(plain: str) -> str:
    """Return a folded name without the article before it."""
    first, _space, rest = plain.partition(" ")
    return rest if first in ARTICLES and rest else plain


@lru_cache(maxsize=20_000)
def bare_words(name: str) -> tuple[str, ...]:
    """Return the words that make a name, folded, in their order; none where it has but words that many names have."""
    return tuple(word for word in _bare(folded(_ELIDED.sub(" ", name))) if word not in _GENERIC)


def without_form(words: frozenset[str]) -> frozenset[str]:
    """Return the words of a State's name without “Republic”, “Kingdom”, “Islamic” and the like."""
    return words - _FORMS


def words_of_region(name: str) -> frozenset[str]:
    """Return the words that make the name of a region: “the Sahel region” and “le Sahel” come down to “sahel”."""
    return frozenset(bare_words(name)) - _REGION


def is_begun(word: str) -> bool:
    """Whether a folded word may be the beginning of one that many names have: somebody is typing “Red Cr”."""
    return any(generic.startswith(word) for generic in _GENERIC)


def has_emblem(name: str) -> bool:
    """Whether a name says Red Cross or Red Crescent."""
    return bool(_RED_CROSS.search(folded(name)))


def ways_to_read(name: str) -> Iterator[str]:
    """Yield a name as it stands, then without what it has in parentheses, then that: “Kenya Red Cross (KRCS)”."""
    yield name
    if within := _IN_PARENTHESES.findall(name):
        yield _IN_PARENTHESES.sub(" ", name)
        yield from within


def skeleton(word: str) -> str:
    """Return an Arabic word, folded, without long vowels, and g, q, k and j as one; any other word as it is.

    Names from other languages are spelt in several ways: نيوزيلندا and نيوزيلاندا, بنغلاديش and بنجلاديش.
    """
    return word.translate(_SPELLED_ALIKE) if _ARABIC.fullmatch(word) else word
