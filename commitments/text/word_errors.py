"""What Word and LibreOffice print where a reference leads nowhere, in the languages in which they are most used."""

from __future__ import annotations

import re


def one_of(*phrases: str) -> str:
    """Return a pattern for phrases with any white space in them."""
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases)


ALONE = r"(?:¡?Error|Erreur|Erro|Fehler|Fout|Ошибка|خطأ|错误|錯誤)"
"""Followed by “!”, nobody's own words in these languages"""
BROKEN_REFERENCES = one_of(
    *("Reference source not found", "Bookmark not defined", "Hyperlink reference not valid"),
    *("Source du renvoi introuvable", "Signet non défini", "source de la référence non trouvée"),
    *("No se encuentra el origen de la referencia", "Marcador no definido", "no se encuentra la fuente de referencia"),
    *("لم يتم العثور على مصدر المرجع", "الإشارة المرجعية غير معرفة", "الإشارة المرجعية غير معرّفة"),
    *("Verweisquelle konnte nicht gefunden werden", "Textmarke nicht definiert"),
    *("Fonte de referência não encontrada", "Indicador não definido"),
    *("L'origine riferimento non è stata trovata", "Il segnalibro non è definito"),
    *("Verwijzingsbron niet gevonden", "Bladwijzer niet gedefinieerd"),
    *("Источник ссылки не найден", "Закладка не определена", "未找到引用源", "未定义书签"),
)
"""These, with or without what stands before them"""
_SPACED = (
    r"(?<!\w)(?:Errore|Error|Błąd|Hata|Помилка|Памылка|Σφάλμα|Eroare|Lỗi|Fel|Feil|Fejl|Virhe|Hiba|Chyba|Pogreška|Greška"
    r"|Грешка|Napaka|שגיאה|Tõrge|Viga|Kļūda|Klaida|Kesalahan|Ralat|Gabim|خطا|خرابی|त्रुटि|Villa|Hitilafu|Xəta)"
)
_UNSPACED = r"(?:エラー|오류|(?:ข้อ)?ผิดพลาด|错误|錯誤)"
_OF_A_REFERENCE = (
    r"(?:riferiment|segnalibr|odwołan|zakładk|başvuru|yer\s+işaret|посилан|закладк|спасыл|αναφορ|σελιδοδείκτ|referinț|referinţ"
    r"|marcaj|tham\s+chiếu|đánh\s+dấu|referenskäll|bokmärk|hänvisning|referansekild|bokmerk|henvisning|bogmærk|viittee"
    r"|kirjanmerk|hivatkoz|könyvjelz|odkaz|zálož|referenc|knjižna\s+oznak|sklic|zaznam|препратк|показал|референц"
    r"|הפני|סימני|viiteallik|järjehoid|atsauc|grāmatzīm|nuorod|žymel|referensi|rujukan|penanda|referimi|faqeruajtës"
    r"|مرجع|نشانه|حوالہ|संदर्भ|बुकमार्क|tilvísun|bókamerki|istinad|əlfəcin"
    r"|参照|ブックマーク|참조|책갈피|อ้างอิง|บุ๊กมาร์ก|บุ๊คมาร์ก|书签|書籤|引用|參照)"
)
"""Stems of “reference” and “bookmark”: after “Fel!” alone a sentence may be the drafter's own"""
PATTERN = re.compile(
    rf"(?:{_SPACED}|{_UNSPACED})\s?[!！.]\s*[^.!?。\n]{{0,60}}(?i:{_OF_A_REFERENCE})[^.!?。\n]{{0,60}}[.。]?"
    rf"|{ALONE}\s?[!！](?:\s*[^\s.!?。\n][^.!?。\n]{{2,90}}[.。]?)?"
    rf"|(?:{ALONE}e?\s?[:.]\s)?(?i:{BROKEN_REFERENCES})"
)
HINTS = ("!", "！", "rror", "Virhe", "not found", "not defined", "未", "خطأ")
"""One of these is in every text with such an error"""
