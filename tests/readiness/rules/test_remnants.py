"""What another program left in a text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.readiness.findings import findings, found, sentences
from tests.readiness.pledges import GOOD, doing, indicator, line, measured, objective, opening, saying

ERRORS = [
    "Error! Reference source not found. Hold a dialogue.",
    "As in Error! Bookmark not defined., hold a dialogue.",
    "Error! Not a valid link. Hold a dialogue.",
    "See Error: Reference source not found for more.",
    "Voir Erreur\u00a0! Source du renvoi introuvable. Former le personnel.",
    "Voir Erreur ! Signet non défini.",
    "Véase ¡Error! No se encuentra el origen de la referencia.",
    "Véase ¡Error! Marcador no definido.",
    "انظر خطأ! لم يتم العثور على مصدر المرجع.",
    "انظر خطأ! الإشارة المرجعية غير معرّفة.",
    "Siehe Fehler! Verweisquelle konnte nicht gefunden werden.",
    "См. Ошибка! Источник ссылки не найден.",
    "见错误!未找到引用源。",
    "See Reference source\nnot found.",
    "Patrz Błąd! Nie można odnaleźć źródła odwołania.",
    "Błąd! Nie zdefiniowano zakładki.",
    "Bkz. Hata! Başvuru kaynağı bulunamadı.",
    "エラー! 参照元が見つかりません。",
    "表エラー! ブックマークが定義されていません。",
    "오류! 참조 원본을 찾을 수 없습니다.",
    "Див. Помилка! Джерело посилання не знайдено.",
    "Σφάλμα! Το αρχείο προέλευσης της αναφοράς δεν βρέθηκε.",
    "Eroare! Fără sursă de referință.",
    "Lỗi! Không tìm thấy nguồn tham chiếu.",
    "Se Fel! Hittar inte referenskälla.",
    "Se Feil! Fant ikke referansekilden.",
    "Se Fejl! Henvisningskilde ikke fundet.",
    "Virhe. Viitteen lähdettä ei löytynyt.",
    "Hiba! A hivatkozási forrás nem található.",
    "Viz Chyba! Nenalezen zdroj odkazů.",
    "Chyba! Záložka není definována.",
    "Pogreška! Izvor reference nije pronađen.",
    "ראו שגיאה! מקור ההפניה לא נמצא.",
    "ดูผิดพลาด! ไม่พบแหล่งการอ้างอิง",
    "Vedi Errore. L'origine riferimento non è stata trovata.",
    "Kesalahan! Sumber referensi tidak ditemukan.",
    "خطا! مرجع یافت نشد.",
]
NO_ERRORS = [
    "Fel! Så ska vi inte göra. Hänvisa alla till vården.",
    "Virhe. Tämä ei toimi.",
    "Feil! Dette må bli bedre.",
    "Hiba! Ez nem jó így.",
    "これはエラーです。参照してください。",
    "Correct every error. Hold a dialogue!",
    "Learn by trial and error!",
    "Réduire le risque d’erreur : former le personnel.",
    "Where no source is found, dig deeper.",
    "تصحيح كل خطأ في السجلات.",
]
NOTES = [
    "Strengthen cooperation [AW1] with the authorities.",
    "Strengthen cooperation [ÉN12R3] with the authorities.",
    "Strengthen cooperation. Commented [AB1]: which?",
    "Renforcer la coopération. Commentaire [AB1]\u00a0: laquelle ?",
    "Fortalecer la cooperación. Comentario [AB1]: ¿cuál?",
    "تعزيز التعاون. تعليق [AB1]: أي تعاون؟",
    "Formatted: Font: Bold",
    "Dig wells.\nDeleted: three",
    "Dig wells. Inserted: three",
    "Creuser des puits.\nMis en forme\u00a0: Police :Gras",
    "Creuser des puits.\nSupprimé : trois",
    "Cavar pozos.\nCon formato: Fuente: Negrita",
    "Cavar pozos. Eliminado: tres",
    "حفر الآبار.\nمحذوف: ثلاثة",
    "As in REF _Ref123456789 \\h, dig wells.",
    "See _Toc98765432 for wells.",
    'Go to HYPERLINK "https://example.org" for wells.',
    "Support MERGEFIELD Country in this.",
    "Formatted Table",
    "Dig wells.\nFormatted Table\nDig more.",
    "Tableau mis en forme",
    "Dig wells. Field Code Changed",
    "Style Definition: Normal",
    "Définition du style : Normal",
    "Table SEQ Table \\* ARABIC 1 shows wells.",
    'TOC \\o "1-3"',
    "PAGEREF _Toc… \\h 5",
    "HYPERLINK “https://example.org”",
    "Dig wells &nbsp;and boats.",
    "L&#233;gislation &amp; formation",
    "Former d&rsquo;autres &eacute;quipes.",
    "Dig <b>bold</b> wells.",
    'Dig<br/>wells <span class="x">deep</span>.',
    "Click or tap here to enter text.",
    "Cliquez ou appuyez ici pour entrer du texte.",
    "Haga clic o pulse aquí para escribir texto.",
    "انقر أو اضغط هنا لإدخال نص.",
    "Train staff (see page 12 below).",
    "Former le personnel (voir page 4).",
    "Formar al personal (véase la página 4).",
    "تدريب الموظفين (انظر صفحة 12).",
    "Train volunteers².",
    "Train staff (all of it)¹ and volunteers.",
    "Former des « volontaires »³.",
]
NO_NOTES = [
    "Draw on the expertise of [National Society] and on [sic] studies.[1]",
    "Train staff: nurses, drivers.",
    "Everything that was deleted: names, numbers.",
    "Reach 500 km² and 20 m³ by 10² teams.",
    "Turn every page. Read Resolution 3 of the 31st International Conference.",
    "Comment on drafts: each of them.",
    "Refer to the REF programme, click by click.",
    "Keep a formatted table of wells. Field codes changed.",
    "Print the Formatted Table of wells.",
    "Work on R&D; Q&A; and <5 years.",
    "The DATE and the TITLE of the INDEX.",
    "1ᵉʳ mai, n° 3, 2ª parte",
]
CUT = [
    "Strengthen the coop-\neration between all.",
    "Strengthen the coop- eration between all.",
    "Strengthen the coop‐\n  eration between all.",
    "Strengthen the coop¬\neration between all.",
    "Renforcer la coopé-\nration entre tous.",
    "Fortalecer la coopera-\nción entre todos.",
    "Укреплять сотруд-\nничество между всеми.",
    "Ενίσχυση της συνεργα-\nσίας όλων.",
]
UNCUT = [
    "Promote well-being and self-help.",
    "Plan for the short- and long-term.",
    "Plan for the mid- to long-term.",
    "Des effets à court- et à long-terme.",
    "Kurz- und langfristig helfen.",
    "Train all - staff and volunteers - by 2023.",
    "Do this:\n- protect women\n- protect men",
    "Help in 2020-\n2023.",
    "Work in Guinea-\nBissau.",
]
DAMAGED = ["ProtÃ©ger tous les migrants.", "Peopleâ€™s rights.", "R\ufffdfugi\ufffds.", "Ø§Ù„Ø­Ù‚ÙˆÙ‚", "Â«Â puits"]
UNDAMAGED = ["SÃO TOMÉ E PRÍNCIPE, IRMÃ.", "Âge et État: « âgés ».", "Ønsker og ÐELTA."]

HITS = [
    *[("word-error", saying(text)) for text in ERRORS],
    ("word-error", replace(GOOD, title=ERRORS[0])),
    ("word-error", measured(indicator(target=ERRORS[0]))),
    *[("remnant", saying(text)) for text in NOTES],
    ("remnant", replace(GOOD, resource_lines=(line("Two vehicles [AW1]"),))),
    ("remnant", opening(NOTES[2])),
    *[("cut-word", saying(text)) for text in CUT],
    ("cut-word", doing(CUT[0])),
    *[("damaged", saying(text)) for text in DAMAGED],
]
OFFICIAL = objective(f"{ERRORS[0]} {NOTES[0]} {CUT[0]} {DAMAGED[0]}", wording="official")
MISSES = [
    *[("word-error", saying(text)) for text in NO_ERRORS],
    *[("remnant", saying(text)) for text in NO_NOTES],
    *[("cut-word", saying(text)) for text in UNCUT],
    *[("damaged", saying(text)) for text in UNDAMAGED],
    *[(code, replace(GOOD, objectives=(OFFICIAL,))) for code in ("word-error", "remnant", "cut-word", "damaged")],
]


@pytest.mark.parametrize(("code", "document"), HITS)
def test_remnant_is_found(knowledge, code, document):
    assert code in found(document, knowledge)


@pytest.mark.parametrize(("code", "document"), MISSES)
def test_text_without_remnants_is_left_alone(knowledge, code, document):
    assert code not in found(document, knowledge)


def test_sentences_quote_what_was_left_and_say_what_to_do(knowledge):
    text = "Error! Reference source not found. Train staff (see page 12 below)¹ [AW1].\nFormatted: Font: Bold"
    document = saying(text)
    assert sentences(document, knowledge, "word-error") == [
        "“Error! Reference source not found.” is an error of a word processor. Delete it, or write what it stands for."
    ]
    assert sentences(document, knowledge, "remnant") == [
        "“[AW1]” marks a comment in a word processor. Delete it.",
        "“Formatted: Font: Bold” is a word processor's note on a change. Delete it.",
        "“see page 12 below” points to a page of another document. Delete it, or write what stands there.",
        "“)¹” has the mark of a footnote that is not here. Delete the mark, or write out the note.",
    ]
    assert sentences(saying("Peopleâ€™s rights."), knowledge, "damaged") == [
        "“Peopleâ€™s rights.” holds letters that were damaged on the way here. Type them again."
    ]


def test_every_cut_word_is_said_with_both_ways_to_write_it(knowledge):
    text = "Strengthen the coop-\neration between authori-\nties for their well-\nbeing."
    assert sentences(saying(text), knowledge, "cut-word") == [
        f"“{first}- {last}” is cut as at the end of a line. Write “{first}{last}” or “{first}-{last}”."
        for first, last in [("coop", "eration"), ("authori", "ties"), ("well", "being")]
    ]


def test_error_stands_at_its_place(knowledge):
    document = measured(indicator(verification="Erreur ! Signet non défini."))
    (place,) = [finding.place for finding in findings(document, knowledge) if finding.code == "word-error"]
    assert (place.kind, place.field) == ("indicator", "verification")
