"""Placeholders: what people write where something is still to be written, in English, French, Spanish and Arabic."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from commitments.text.limits import URL
from commitments.text.placeholder_sense import (
    counts_nothing,
    counts_something,
    follows_a_verb,
    is_a_line,
    is_louder,
    is_no_count,
    is_no_list_of_small_numbers,
    is_no_name,
    is_unquoted,
    stands_for_itself,
)
from commitments.text.placeholder_words import COUNTED, END, LATER_AR, LATER_EN, LATER_ES, LATER_FR, NAMED, arabic

ADDRESS = re.compile(rf"\S+@\S+|{URL.pattern}", re.IGNORECASE)
PLAIN = str.maketrans("\t\u00a0\u2007\u202f＿？＃＊（）", "    _?#*()")
"""Spaces and signs of other widths, one for one: places stay the same"""


@dataclass(frozen=True)
class Form:
    """One usual form of a placeholder."""

    needs: tuple[str, ...]
    """One of them stands in every text that holds the form, in small letters: a quick look saves the search"""
    pattern: re.Pattern[str]
    is_one: Callable[[str, re.Match[str]], bool] = lambda text, found: True
    """Whether what the pattern finds in a text is a placeholder there"""


def _form(needs: tuple[str, ...], *patterns: str, is_one: Callable[[str, re.Match[str]], bool] | None = None) -> Form:
    pattern = re.compile("|".join(patterns), re.IGNORECASE)
    return Form(needs, pattern, is_one) if is_one else Form(needs, pattern)


_ELEMENT = (
    r"(?P<element>[biusa]|p|em|strong|strike|del|ins|su[pb]|span|div|li|[ou]l|h[1-6]|font|table|tbody|t[rdh]|code|pre"
    r"|o:p)"
)
_ATTRIBUTES = r"(?:\s+[\w:-]+\s*=[^<>\n]*)?\s*"
HTML_TAG = (
    rf"<(?i:br|hr|img){_ATTRIBUTES}/?>|</(?i:[a-z]\w*|o:p)\s*>"
    rf"|<(?i:{_ELEMENT}){_ATTRIBUTES}>(?=[^\n]*</(?i:(?P=element))\s*>)"
)
"""A tag of a web page, with its end after it: another program left it, and it is no placeholder"""

FORMS = (
    _form(
        ("(",),
        rf"\(\s*(?:{NAMED})\s*\)",
        rf"\(\s*(?:{LATER_EN}|{LATER_FR}|{LATER_ES}|{LATER_AR})(?!\w)[^()\n]{{0,40}}\)",
        r"\(\s*(?:\?+|؟+|_+|x{2,}|x{1,3}\s?%)?\s*\)",
        is_one=is_no_list_of_small_numbers,
    ),
    _form(("(t",), r"\(\s*TB[CDAN](?!\w)[^()\n]{0,40}\)", is_one=is_no_name),
    _form(("(.", "(…", "( .", "( …"), r"\( ?(?:…|\. ?\.(?: ?\.){0,2}) ?\)", is_one=is_unquoted),
    _form(("<",), rf"(?!{HTML_TAG})<<?(?![^<>]*(?:@|://))/?[^\W\d_][^<>\n]{{0,80}}(?<!\s)>>?"),
    _form(("{",), r"\$?\{+[^{}\n]+\}+"),
    _form(("#",), r"(?<![\w#])#[a-zà-ÿ_][a-zà-ÿ_ -]{0,30}#(?![\w#])"),
    _form(("%",), r"(?<![\w%])%[a-z_]{2,30}%(?![\w%])"),
    _form(("**",), r"(?<=\S )\*{2,}(?=[ .,;)])"),
    _form(("_",), r"(?:(?<!\w)(?:19|20)\d?)?_{2,}", r"(?<!\w)(?:19|20)\d?_(?!\w)", r"(?<!\S)(?:_ ){2,}_(?!\w)"),
    _form(("ـــ",), r"(?<!\w)ـ{3,}(?!\w)"),
    _form(("----", "––––", "————"), r"(?<=\S )[-–—]{4,}(?= ?[^\s–—-])"),
    _form(
        ("xx", "x%", "x %", "201x", "202x", "203x", "xyz", "x red", "хх", "2х", "3х"),
        r"(?<![\w./-])x{1,4}(?:[.,'’ ]x{3})+(?!\w)",
        r"(?<!\w)xx?([./-])xx?\1(?:x{2,4}|(?:19|20)(?:xx|\d\d))(?!\w)",
        r"(?<!\w)(?:19|20)(?:xx|\dx|хх|\dх)(?!\w)",  # in Cyrillic letters, too
        r"(?<![\w.,])x{1,3} ?%",
        r"(?<!\w)(?:xyz|(?-i:X)(?= Red C))(?!\w)",
    ),
    _form(("xx",), r"(?<![\w./-])x{2,}(?![\w-]|\.\w)", is_one=counts_nothing),
    _form(("x ",), rf"(?<![^\s(~+≥≤])x(?= {COUNTED})", is_one=counts_something),
    _form(("x",), r"(?<=[ $€£])(?-i:X)(?= (?!rays?\b)[^\W\d_]|[.,;)]|$)", is_one=follows_a_verb),
    _form(
        ("x)", ": x", "nn ", "x chf", "x eur", "x usd", "x gbp", "x €", "x $", "x £", "x€", "x$", "x£"),
        rf"\((?-i:X)\)(?= {COUNTED})|(?<!\S)(?-i:NN|nn)(?= {COUNTED})",
        r"(?<=: )(?-i:X)(?=[.;]?\s*$)|(?<![^\s(])(?-i:X(?: (?:CHF|EUR|USD|GBP)\b| ?[$€£](?!\w)))",
        is_one=counts_something,
    ),
    _form(("x ",), r"(?<=[\u0621-\u064a] )x(?= [\u0621-\u064a])"),
    _form(("×",), r"(?<!\w)(?:19|20|٢٠|۲۰)?×{2,}(?!\w)", r"(?<!\w)(?:20[1-4]|٢٠[١-٤]|۲۰[۱-۴])×(?!\s?\d)"),
    _form(("yyyy", "aaaa"), r"(?<!\w)(?:(?:dd|jj)[./-]mm[./-])(?:yyyy|aaaa)(?!\w)", r"(?<!\w)(?-i:YYYY|AAAA)(?!\w)"),
    _form(("##", "??", "؟؟"), r"#{2,}|؟{2,}|\?{2,}"),
    _form(
        ("..", "…", "· ·", "····", "‧‧"), r"(?<![\[(.…])(?:[.…][.… ]*[.…]|…|[·‧∙․]{4,})(?![\]).…])", is_one=is_a_line
    ),
    _form(("20..", "20…", "19.."), r"(?<!\w)(?:19|20)(?:\.{2,4}|…)(?![\w.])", is_one=is_no_count),
    _form(("tb", "t.b"), r"(?<![\w.-])(?:TB[ACD]|T\.B\.[ACD]\.?)(?!\w|-\w)", is_one=is_no_name),
    _form(("lorem ipsum", "dolor sit"), r"\blorem ipsum\b", r"\bdolor sit amet\b"),
    _form(
        ("name", "nom", "country", "pays", "país"),
        r"(?-i:\b(?=[A-Z]{3})(?:(?:FULL |OFFICIAL )?NAMES? OF (?:THE |YOUR )?[A-Z]+(?: [A-Z]{3,})*"
        r"|(?:YOUR |THE )?COUNTRY(?:['’]S)? NAME"
        r"|NOM (?:DU|DE LA|DE L[’'])\s?[A-ZÉ]+(?: [A-ZÉ]{3,})*|NOMBRE (?:DEL?|DE LA) [A-ZÍ]+(?: [A-Z]{3,})*"
        r"|(?:COUNTRY|PAYS|PAÍS)(?= (?:Red |National |Society|Government)))\b)",
        is_one=is_louder,
    ),
    _form(
        ("text here", "click", "tap ", "insert ", "cliquez ici", "texte ici", "haga clic", "escriba", "هنا"),
        r"\b(?:click|tap)(?: or tap)?(?: here)? to (?:enter|add|insert)(?: an?)? (?:text|date)\b",
        r"\b(?:your|insert|enter|type)(?: your)? text here\b",
        r"\binsert (?:the )?(?:name|country|date|amount)(?: name)?(?: of (?:the |your )?(?:country|society|party"
        r"|partner|national society))?(?: here\b|(?=\s*(?:$|[.,;:)\]»”])))",
        r"\bcliquez ici pour (?:entrer|saisir|taper|ajouter)\b",
        r"\b(?:saisir|saisissez|tapez) (?:le|votre|du) texte ici\b",
        r"\bhaga clic aquí para (?:escribir|agregar|insertar)\b|\bescriba (?:el texto )?aquí\b",
        arabic("انقر هنا", "أدخل النص هنا", "اكتب هنا"),
    ),
    _form(
        ("to be ",),
        rf"\b{LATER_EN}\b(?! (?:by|in|with|jointly|together|at|through|during|according|on|as|upon|between|under|after"
        r"|once|before|for|from|and)\b)",
        is_one=stands_for_itself,
    ),
    _form((": compl",), r"(?<=: )(?:completar|compléter)(?=\.?$)"),
    _form(("à ", "a ", "por ", "pendiente"), rf"(?<!\w)(?:{LATER_FR}|{LATER_ES})\b{END}", is_one=stands_for_itself),
    _form(("لاح", "لَا", "بعد", "حديد", "ستكمال", "أكيد", "َعد"), rf"(?<!\w)و?(?:{LATER_AR})(?!\w)(?:{END}|(?= من ))"),
)


@lru_cache(maxsize=2048)
def find(text: str) -> tuple[str, ...]:
    """Return every placeholder in `text` as it stands there, each once, in reading order."""
    small = text.translate(PLAIN).lower()
    there = [form for form in FORMS if any(sign in small for sign in form.needs)]
    if not there:
        return ()
    plain = ADDRESS.sub(lambda address: "@" * len(address[0]), text).translate(PLAIN)
    spans = sorted((start, -end) for form in there for start, end in _spans(form, plain))
    found: dict[str, None] = {}
    last = 0
    for start, minus_end in spans:
        if start >= last:
            last = -minus_end
            found[text[start:last]] = None
    return tuple(found)


def _spans(form: Form, text: str) -> Iterator[tuple[int, int]]:
    for each in form.pattern.finditer(text):
        if form.is_one(text, each):
            yield each.span()
