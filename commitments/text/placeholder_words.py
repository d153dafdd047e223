"""The words that stand for what is still to be written, in English, French, Spanish and Arabic."""

from __future__ import annotations

import re

VOWEL_SIGNS = "[\u064b-\u0652\u0670\u0640]*"
"""Arabic is written with or without; among them the stroke that lengthens a word"""


def arabic(*phrases: str) -> str:
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
_AR_LATER = ("لاحقا", "فيما بعد", "في وقت لاحق")
_AR_VERBS = ("يحدد", "سيحدد", "تحدد", "ستحدد", "يستكمل", "تستكمل", "يكمل", "تكمل", "يؤكد")
_AR_DONE = tuple(
    f"{passive} {noun}{whose}"
    for passive in ("يتم", "سيتم", "سوف يتم")
    for noun, whose in (
        ("تحديد", "ه"),
        ("تحديد", "ها"),
        ("تأكيد", "ه"),
        ("تأكيد", "ها"),
        ("استكمال", "ه"),
        ("استكمال", "ها"),
    )
)
"""“It will be determined”: without “it”, what will be follows, and it is a sentence of the pledge"""
LATER_AR = arabic(
    *(f"{verb} {later}" for verb in (*_AR_VERBS, *_AR_DONE) for later in _AR_LATER),
    *("لم يحدد بعد", "لم تحدد بعد", "غير محدد بعد", "غير محددة بعد"),
    *("قيد التحديد", "قيد التأكيد", "قيد الاستكمال", "للاستكمال"),
)
END = r"(?=\s*(?:$|[.,;:!?)\]»”،؛؟|]|[–—-] ))"
"""What follows such words where they stand for themselves: in “à déterminer les besoins” they are a verb"""
TELLING = re.compile(
    r"\b(?:is|are|remains?|still|reste|restent|est|sont|demeure|demeurent|queda|quedan|está|están|es|son)\s$",
    re.IGNORECASE,
)
"""Before such words at the end of a sentence nothing else is said of the thing: “The amount is to be confirmed.”"""
OBLIGING = re.compile(
    r"\b(?:was|were|has|have|needs?|not)\s$"
    r"|\b(?:aid\w*|contribu\w*|cherch\w*|visant|ayud\w*|viser|servir|destinée?s?)\s$",
    re.IGNORECASE,
)
"""Before such words they tell what somebody has to do, or is helped to do"""

_SAYS = (
    r"(?![^()\n]*\b(?:is|are|was|were|has|have|will|can|may|must|shall|should|included?|excluded|withheld|changed"
    r"|removed|omitted|listed|attached|known|given|kept|protected|anonymi[sz]ed|published|available|below|above"
    r"|est|sont|inclus\w*|compris\w*|connus?|changés?|modifiés?|omis|ci-dessous|ci-dessus"
    r"|es|son|incluid[oa]s?|conocid[oa]s?|cambiad[oa]s?|omitid[oa]s?|modificad[oa]s?)\b)"
)
"""A bracket with one of these says something: “(names of relatives included)”"""
_REST = r"\b[^()\n]{0,80}"
WRITING_AR = ("ذكر", "تحديد", "إدخال", "كتابة", "إدراج", "استكمال", "ملء", "إضافة", "تأكيد", "تعبئة")
NAMED = "|".join(
    (
        # English
        rf"{_SAYS}(?:(?:the )?(?:full |official )?name of|title of){_REST}",
        r"names of (?:the |all |both |your )?(?:[\w-]+ ){0,2}(?:countr|societ|part(?:y|ies)|partner|organi[sz]|ministr"
        r"|state|district|region|province|donor|agenc|authorit|institution|place|cit(?:y|ies))\w*",
        rf"(?:insert|specify){_REST}",
        rf"please (?:insert|specify|add|complete|fill|provide|indicate|enter|confirm|state|give|write|name"
        rf"|update){_REST}",
        r"(?:add|enter|type|write|indicate|state|give|provide|fill in) (?:(?:the|your|an?) )?"
        rf"(?:names?|number|date|amount|figure|title|text|place|country|year|details){_REST}",
        r"(?:(?:your|the) )?(?:country|society|party|national society)(?:['’]s)?(?: name)?",
        r"(?:your )?(?:name|date|amount|signature)",
        # French
        rf"{_SAYS}(?:noms? (?:du|de la|des|et)|titre (?:du|de la)){_REST}|{_SAYS}noms? de l[’'][^()\n]{{1,80}}",
        rf"(?:insérer|préciser|indiquer|compléter|renseigner){_REST}",
        r"(?:veuillez|merci de|prière de|à vous de) (?:insérer|préciser|indiquer|compléter|renseigner|ajouter|remplir"
        rf"|saisir|écrire|nommer|mentionner|confirmer){_REST}",
        r"nom|pays|montant|société nationale",
        # Spanish; in French “(nombre de personnes)” counts
        rf"{_SAYS}(?:nombres? (?:del|de la|de las|de los|de su|completo|y)|título (?:del|de la)){_REST}",
        r"(?:por favor,? )?(?:insertar|insértese|inserte|especificar|indicar|indíquese|especifique|indique|completar"
        rf"|rellenar|rellene|complete (?:el|la|los|las|con|aquí)){_REST}",
        r"nombre|país|monto|importe|fecha|sociedad nacional",
        # Arabic
        rf"(?:{arabic('اسم', 'أسماء', 'يذكر', 'أدخل', 'إدخال', 'يدرج', 'تدرج')}) [^()\n]{{0,80}}",
        rf"(?:{arabic('يرجى', 'الرجاء')}) "
        rf"(?:{arabic(*WRITING_AR)})[^()\n]{{0,80}}",
        arabic("البلد", "الدولة", "التاريخ", "المبلغ", "الجمعية الوطنية"),
    )
)
"""What stands in round brackets in place of a name or a figure"""

OPEN_WORDS = re.compile(
    r"(?:^|[\s(’'])(?:of|the|an?|in|by|to|for|from|with|at|on|and|de|du|des|d|l|la|le|les|une?|en|à|pour|par|avec|aux?"
    r"|del|el|los|las|un|una|con|por|para|al|في|من|إلى|على|مع|عن|بحلول)[\s’']$",
    re.IGNORECASE,
)
"""Words that need another after them: “La Croix-Rouge de ...”"""
JOINING = re.compile(r"\s*(?:and|or|but|so|et|ou|mais|y|e|o|u|pero|و)\b", re.IGNORECASE)
"""After dots that only trail off: “Protect migrants ... and others”"""

COUNTED = (
    r"(?:million|billion|thousand|hundred|millones|mil|milliers|milliards?|cent(?:s|aines)?|percent|per cent|%"
    r"|people|persons?|men|women|children|staff|personnel|volunteers?|migrants?|refugees?|families|households?|countries"
    r"|communities|branches|chapters|districts?|regions?|schools?|clinics?|hospitals?|ambulances?|meetings?|workshops?"
    r"|trainings?|trainers?|nurses|doctors|teams?|members?|students?|partners?|projects?|centres?|centers?|sites?|wells?"
    r"|shelters?|kits?|vehicles?|hours?|days?|weeks?|months?|years?|times|cases?|activities|sessions?|laws?"
    r"|bénévoles?|volontaires?|personnes?|hommes|femmes|enfants?|réfugiés|familles|ménages|pays|écoles?|agents?|jours?"
    r"|semaines?|mois|ans|années|réunions|ateliers|formations|communautés|villages?|puits|équipes?|millions?"
    r"|voluntari[oa]s?|personas?|hombres|mujeres|niñ[oa]s|refugiad[oa]s|familias|hogares|países|escuelas?|días?|semanas?"
    r"|mes|meses|años?|reuniones|talleres|comunidades|aldeas|pozos|equipos?|jóvenes|miembros|actividades|veces)\b"
)
"""What a number stands before"""
COUNTING = re.compile(
    r"(?:^|[\s(])(?:train|reach|support|recruit|deploy|assist|provide|build|hold|organi[sz]e|conduct|distribute|establish"
    r"|at least|up to|about|over|some|another|a further|(?:spend|costs?|budget of|amount of|total of)"
    r"|former|atteindre|soutenir|recruter|déployer|appuyer|organiser|distribuer|construire|au moins|plus de|jusqu[’']à"
    r"|environ|(?:capacitar|formar|llegar|alcanzar|apoyar|reclutar|asistir) a|alcanzar|desplegar|organizar|al menos"
    r"|más de|hasta|unos|unas|(?:CHF|EUR|USD|GBP|JPY|CAD|AUD|SEK|NOK|DKK|XAF|XOF|KES)|\S*[$€£¥₦₹])\s$",
    re.IGNORECASE,
)
"""What a number stands after"""
NUMBERED = (
    r"siglos?|century|chap(?:ter|itre)s?|cap[ií]tulos?|art(?:icles?|[ií]culos?|\.)|annexe?s?|anexos?|part(?:s|ie|ies|es?)?"
    r"|tit(?:le|re)|título|vol(?:ume|umen|\.)?|tom[eo]|secti?[oó]ns?|sección|book|livre|libro"
    r"|r[eé]soluci?[oó]ns?|resolution|d[eé]cisi[oó]n|protocole?o?|appendi(?:x|ce)|apéndice|sess?i[oó]n|figur[ea]"
    r"|table(?:au)?|tabla|cuadro|[pf]hase|fase|schedule|r[eè]gle|regla|rule|louis|john|juan|pie|pío|league"
)
"""What has a Roman number"""
COUNTED_BEFORE = re.compile(
    rf"\b(?:{NUMBERED})\s$|\b[IVXLC]+(?:e|th|º|ª)?\s?(?:[-–/,]|et|and|y|e|to|à|a|al)\s?$", re.IGNORECASE
)
COUNTED_AFTER = re.compile(
    r"\s?(?:[-–/,]|et|and|y|e|to|à|a|al)\s?(?:[IVXLC]+|XY)\b"
    r"|\s(?:conf[eé]r[eè]nc\w+|siglo|siècle|century|congr\w+|asamblea|assembl\w+|reuni[oó]n|réunion|meeting|ses[s]?i[oó]n"
    r"|anivers\w+|annivers\w+|cumbre|sommet|summit|juegos|jeux|games|[eé]dici?[tc]?i?[oó]n\w*|international\w*"
    r"|internacional\w*|olimpiada|jornadas?|per[ií]od[eo]?|période|cent\w*|chromosom\w*|karyotyp\w*|cromosom\w*)",
    re.IGNORECASE,
)
NAMED_X = re.compile(
    rf"\d\s$|\b(?:{NUMBERED}|charles|carlos|alfonso|malcolm|vitamine?|vitamina|facteur|factor|generation|génération|generación"
    r"|type|tipo|class|classe|clase|groupe?|grupo|grade|grado|category|catégorie|categoría|mr|mrs|ms|brand|platform|planet"
    r"|pope|papa|syndrome|síndrome|chromosomes?|cromosomas?|on|via|or|and|y|ou)\s$",
    re.IGNORECASE,
)
"""What the letter X is the name or the number of"""
