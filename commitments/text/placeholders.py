"""Placeholders: what people write where something is still to be written, in English, French, Spanish and Arabic."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from commitments.text.limits import URL

ADDRESS = re.compile(rf"\S+@\S+|{URL.pattern}", re.IGNORECASE)
SPACES = str.maketrans("\t\u00a0\u2007\u202f", "    ")
VOWEL_SIGNS = "[\u064b-\u0652\u0670\u0640]*"
"""Arabic is written with or without; among them the stroke that lengthens a word"""


def _arabic(*phrases: str) -> str:
    """Return a pattern of Arabic phrases, whichever vowel signs they are written with."""
    return "|".join("".join(letter + VOWEL_SIGNS if letter != " " else " " for letter in each) for each in phrases)


LATER_EN = "to be (?:confirmed|determined|announced|decided|defined|completed|specified|filled in|inserted|advised)"
LATER_FR = (
    "à (?:compléter|préciser|déterminer|définir|confirmer|renseigner|remplir|insérer|indiquer|fixer|chiffrer)"
    "|a (?:completer|preciser|determiner|definir|confirmer|renseigner)"
)
LATER_ES = (
    "(?:por|a) (?:determinar|confirmar|definir|completar|precisar|especificar|rellenar|insertar|indicar|fijar)"
    "|pendientes? de (?:confirmar|confirmación|definir|definición|determinar|completar)"
)
LATER_AR = _arabic(
    *(f"{verb} لاحقا" for verb in ("يحدد", "سيحدد", "تحدد", "ستحدد", "يستكمل", "تستكمل", "يكمل", "تكمل", "يؤكد")),
    *(f"{verb} فيما بعد" for verb in ("يحدد", "سيحدد", "تحدد", "ستحدد", "يستكمل", "تستكمل")),
    "قيد التحديد",
    "للاستكمال",
)
END = r"(?=\s*(?:$|[.,;:!?)\]»”،؛؟|]|[–—-] ))"
"""What follows such words where they stand for themselves: in “à déterminer les besoins” they are a verb"""
SAYING = re.compile(
    r"\b(?:is|are|was|were|has|have|needs?|remains?|still|not|reste|restent|est|sont|queda|quedan|está|están)\s$"
    r"|\b(?:aid\w*|contribu\w*|cherch\w*|visant|ayud\w*|viser|servir|destinée?s?)\s$",
    re.IGNORECASE,
)
"""Before such words: then they tell what is to come, as in “The number is to be determined by a study”"""
NAMED = "|".join(
    (
        # English
        r"(?:(?:full |official )?names? of|title of|insert|please|specify|(?:your|the) (?:country|name|society)"
        r"|(?:add|enter|type|write|indicate|state|give|provide|fill in) (?:(?:the|your|an?) )?"
        r"(?:names?|number|date|amount|figure|title|text|place|country|year|details))\b[^()\n]{0,80}",
        r"(?:country|society|party|national society)(?: name)?|name|date|amount|signature",
        # French
        r"(?:noms? (?:du|de la|des|et)|titre (?:du|de la)|insérer|préciser|indiquer|compléter|veuillez|renseigner)\b"
        r"[^()\n]{0,80}|noms? de l[’'][^()\n]{1,80}",
        r"nom|pays|montant|société nationale",
        # Spanish; in French “(nombre de personnes)” counts
        r"(?:nombres? (?:del|de la|de las|de los|de su|completo|y)|título (?:del|de la)|insertar|insértese|especificar"
        r"|indicar|indíquese|especifique|indique|complete|completar|rellenar)\b[^()\n]{0,80}",
        r"nombre|país|monto|importe|fecha|sociedad nacional",
        # Arabic
        rf"(?:{_arabic('اسم', 'أسماء', 'يذكر', 'يرجى', 'الرجاء', 'أدخل', 'إدخال', 'يدرج', 'تدرج')}) [^()\n]{{0,80}}",
        _arabic("البلد", "الدولة", "التاريخ", "المبلغ", "الجمعية الوطنية"),
    )
)
"""What stands in round brackets in place of a name or a figure"""


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


COUNTED_BEFORE = re.compile(
    r"\b(?:siglos?|century|chap(?:ter|itre|ítulo)s?|art(?:icles?|ículos?|\.)|annexe?s?|anexos?|part(?:s|ie|ies|es?)?"
    r"|tit(?:le|re)|título|vol(?:ume|umen|\.)?|tom[eo]|secti?[oó]ns?|sección|book|livre|libro"
    r"|r[eé]soluci?[oó]ns?|resolution|d[eé]cisi[oó]n|protocole?o?|appendi(?:x|ce)|apéndice|sess?i[oó]n|figur[ea]"
    r"|table(?:au)?|tabla|cuadro|[pf]hase|fase|schedule|r[eè]gle|regla|rule|louis|john|juan|pie|pío|league)\s$"
    r"|\b[IVXLC]+(?:e|th|º|ª)?\s?(?:[-–/,]|et|and|y|e|to|à|a|al)\s?$",
    re.IGNORECASE,
)
"""Before a Roman number"""
COUNTED_AFTER = re.compile(
    r"\s?(?:[-–/,]|et|and|y|e|to|à|a|al)\s?[IVXLC]+\b"
    r"|\s(?:conf[eé]r[eè]nc\w+|siglo|siècle|century|congr\w+|asamblea|assembl\w+|reuni[oó]n|réunion|meeting|ses[s]?i[oó]n"
    r"|anivers\w+|annivers\w+|cumbre|sommet|summit|juegos|jeux|games|[eé]dici?[tc]?i?[oó]n\w*|international\w*"
    r"|internacional\w*|olimpiada|jornadas?|per[ií]od[eo]?|période|cent\w*)",
    re.IGNORECASE,
)


def _counts_nothing(text: str, found: re.Match[str]) -> bool:
    """Whether a run of X stands for what is to be written, and is no Roman number: “XX”, not “siglo XX”."""
    before, after = text[max(0, found.start() - 30) : found.start()], text[found.end() : found.end() + 30]
    if found[0].islower():  # the points of a list may be counted so
        return "xix" not in text and not (re.search(r"(?:^|\n|;\s?)\(?$", before) and after[:1] in (")", "."))
    is_roman = len(found[0]) <= 3
    return not is_roman or not (COUNTED_BEFORE.search(before) or COUNTED_AFTER.match(after))


CURRENCY = re.compile(r"(?:\b[A-Z]{3}|[$€£¥₦₹])\s?$")


def _is_a_line(text: str, found: re.Match[str]) -> bool:
    """Whether dots are a line to be written on, and no ellipsis or end of a sentence."""
    dots, before, after = found[0], text[: found.start()], text[found.end() :]
    weight = sum(3 if dot == "…" else 1 for dot in dots if not dot.isspace())
    if weight >= 6 or not (before.strip() or after.strip()):
        return True
    if before.rstrip().endswith(":") and weight >= 4:
        return True
    if CURRENCY.search(before) or re.match(r"\s?[%٪]", after):
        return weight >= 3
    goes_on = re.match(r"\s?[^\W\d_]", after) and after.strip()[:1] == after.strip()[:1].lower()
    return weight >= 4 and (not before or before[-1:].isspace() or before[-1:] == ":") and bool(goes_on)


def _stands_for_itself(text: str, found: re.Match[str]) -> bool:
    return not SAYING.search(text[: found.start()])


def _is_no_illness(text: str, found: re.Match[str]) -> bool:
    """Whether TBC is no tuberculosis, which it is in Spanish and Italian after an article or another illness."""
    is_one = re.search(
        r"(?:\b(?:la|el|con|contra|por|de|y|e|o|della)|VIH\w*|HIV|/|sida)\s?[/,]?\s?$", text[: found.start()]
    )
    return found[0] != "TBC" or not is_one


FORMS = (
    _form(
        ("(",),
        rf"\(\s*(?:{NAMED})\s*\)",
        rf"\(\s*(?:{LATER_EN}|{LATER_FR}|{LATER_ES}|{LATER_AR}|TB[CDAN])(?!\w)[^()\n]{{0,40}}\)",
        r"\(\s*(?:\?+|؟+|_+|x{2,}|x{1,3}\s?%)?\s*\)",
        is_one=lambda text, found: found[0].strip("() ") != "xx" or "xix" not in text,
    ),
    _form(("<",), r"<<?(?![^<>]*(?:@|://))/?[^\W\d_][^<>\n]{0,80}(?<!\s)>>?"),
    _form(("{",), r"\$?\{+[^{}\n]+\}+"),
    _form(("_",), r"(?:(?<!\w)(?:19|20))?_{2,}", r"(?<!\S)(?:_ ){2,}_(?!\w)"),
    _form(("----", "––––", "————"), r"(?<=\S )[-–—]{4,}(?= ?[^\s–—-])"),
    _form(
        ("xx", "x%", "x %", "201x", "202x", "203x", "xyz", "x red"),
        r"(?<![\w./-])x{1,4}(?:[.,'’ ]x{3})+(?!\w)",
        r"(?<!\w)xx?([./-])xx?\1(?:x{2,4}|(?:19|20)(?:xx|\d\d))(?!\w)",
        r"(?<!\w)(?:19|20)(?:xx|\dx)(?!\w)",
        r"(?<![\w.,])x{1,3} ?%",
        r"(?<!\w)(?:xyz|(?-i:X)(?= Red C))(?!\w)",
    ),
    _form(("xx",), r"(?<![\w./-])x{2,}(?![\w-]|\.\w)", is_one=_counts_nothing),
    _form(("yyyy", "aaaa"), r"(?<!\w)(?:(?:dd|jj)[./-]mm[./-])(?:yyyy|aaaa)(?!\w)", r"(?<!\w)(?-i:YYYY|AAAA)(?!\w)"),
    _form(("##", "??", "؟؟"), r"#{2,}|؟{2,}|\?{2,}"),
    _form(("..", "…", "· ·", "····", "‧‧"), r"(?<![\[.…])(?:[.…][.… ]*[.…]|…|[·‧∙․]{4,})(?![\].…])", is_one=_is_a_line),
    _form(("tb", "t.b"), r"(?<![\w.])(?:TBD|TBC|T\.B\.[CD]\.?)(?![\w])", is_one=_is_no_illness),
    _form(("lorem ipsum", "dolor sit"), r"\blorem ipsum\b", r"\bdolor sit amet\b"),
    _form(
        ("here", "ici", "aquí", "insert ", "هنا"),
        r"\b(?:click|tap)(?: or tap)?(?: here)? to (?:enter|add|insert)(?: an?)? (?:text|date)\b",
        r"\b(?:your|insert|enter|type)(?: your)? text here\b|\binsert (?:name|country|date|amount)\b",
        r"\bcliquez ici pour (?:entrer|saisir|taper|ajouter)\b",
        r"\b(?:saisir|saisissez|tapez) (?:le|votre|du) texte ici\b",
        r"\bhaga clic aquí para (?:escribir|agregar|insertar)\b|\bescriba (?:el texto )?aquí\b",
        _arabic("انقر هنا", "أدخل النص هنا", "اكتب هنا"),
    ),
    _form(
        ("to be ",),
        rf"\b{LATER_EN}\b(?! (?:by|in|with|jointly|together|at|through|during|according|on|as|upon|between|under|after"
        r"|once|before|for|from|and)\b)",
        is_one=_stands_for_itself,
    ),
    _form((": compl",), r"(?<=: )(?:completar|compléter)(?=\.?$)"),
    _form(("à ", "a ", "por ", "pendiente"), rf"(?<!\w)(?:{LATER_FR}|{LATER_ES})\b{END}", is_one=_stands_for_itself),
    _form(("لاح", "لَا", "بعد", "حديد", "ستكمال"), rf"(?<!\w)(?:{LATER_AR})(?!\w)(?:{END}|(?= من ))"),
)


@lru_cache(maxsize=2048)
def find(text: str) -> tuple[str, ...]:
    """Return every placeholder in `text` as it stands there, each once, in reading order."""
    small = text.translate(SPACES).lower()
    there = [form for form in FORMS if any(sign in small for sign in form.needs)]
    if not there:
        return ()
    plain = ADDRESS.sub(lambda address: "@" * len(address[0]), text).translate(SPACES)
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
