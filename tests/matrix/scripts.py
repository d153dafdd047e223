"""A sentence in each script that pledges are written in, and lines that mix directions. Ours, and made to be hard: with
letters that change places, share a glyph, or stand on one another."""

from __future__ import annotations

from dataclasses import replace

from commitments.document import PledgeDocument, Theme
from tests.exports import samples
from tests.exports.samples import action, indicator, objective

TEXTS = {
    "en": "Protect office staff and affiliates – “fully”, at 5 µg or 3 Ω, in an e-mail.",
    "vi": "Bảo vệ người di cư và phẩm giá của họ.",
    "ru": "Обеспечить безопасность и достоинство всех мигрантов.",
    "el": "Προστατεύουμε τους μετανάστες και την αξιοπρέπειά τους.",
    "ar": "حماية المهاجرين وكرامتهم (القرار 3) بحلول عام 2023، و25% لا للعنف، عبد الله.",
    "he": "הגנה על מהגרים וכבודם (החלטה 3) עד שנת 2023.",
    "ur": "مہاجرین کی حفاظت اور وقار کے لیے کام کرنا، سال ۲۰۲۳ تک۔",
    "fa": "حفاظت از مهاجران و کرامت آن‌ها می‌شود تا سال ۱۴۰۲.",
    "hi": "सभी प्रवासियों की सुरक्षा, गरिमा और अधिकारों की रक्षा करना, क्षेत्र की परवाह किए बिना।",
    "ne": "आप्रवासीहरूको सुरक्षा र मर्यादा कायम राख्न काम गर्ने।",
    "bn": "অভিবাসীদের নিরাপত্তা ও মর্যাদা রক্ষা করা, কো কৌ ক্ষেত্রে প্রতিশ্রুতি।",
    "ta": "குடியேறியவர்களின் பாதுகாப்பு மற்றும் கண்ணியம் கொடு கோ கௌ ஸ்ரீ.",
    "si": "සංක්‍රමණිකයන්ගේ ආරක්ෂාව සහ ගෞරවය කො කෝ ශ්‍රී.",
    "gu": "સ્થળાંતર કરનારાઓની સુરક્ષા અને ગૌરવ, ક્ષેત્ર પ્રતિજ્ઞા.",
    "pa": "ਪ੍ਰਵਾਸੀਆਂ ਦੀ ਸੁਰੱਖਿਆ ਅਤੇ ਮਾਣ, ਸਿੱਖਿਆ.",
    "am": "የስደተኞችን ደህንነትና ክብር መጠበቅ።",
    "th": "คุ้มครองความปลอดภัยและศักดิ์ศรีของผู้ย้ายถิ่นทุกคน น้ำ กำ",
    "lo": "ປົກປ້ອງຄວາມປອດໄພ ແລະ ກຽດສັກສີຂອງຜູ້ອົບພະຍົບ ນ້ຳ",
    "km": "ការពារសុវត្ថិភាព\u200bនិង\u200bសេចក្តីថ្លៃថ្នូរ\u200bរបស់\u200bជន\u200bចំណាកស្រុក កោ កៅ ស្ត្រី",
    "my": "ရွှေ့ပြောင်းသူများ၏ လုံခြုံမှုနှင့် ဂုဏ်သိက္ခာကို ကာကွယ်ရန် ကော",
    "dz": "གནས་སྤོ་འགྲོ་མི་ཚུ་གི་ཉེན་སྲུང་དང་གཟི་བརྗིད་བསྒྲུབ།",
    "ka": "მიგრანტების უსაფრთხოება და ღირსება.",
    "hy": "Միգրանտների անվտանգությունն ու արժանապատվությունը և։",
    "zh": "努力维护所有移民的安全、尊严和权利，不论其法律地位如何。⼀一",
    "ja": "すべての移民の安全、尊厳および権利を守るために努める。ガ ガ",
    "ko": "모든 이주민의 안전과 존엄 및 권리를 보호한다.",
}
MIXED = {
    "ar-digits": "تدريب ١٢٠٠ متطوع بنسبة ٣٫٥٪ بحلول ٣١ ديسمبر ٢٠٢٧ (المادة ٤٩).",
    "ar-vowels": "الجهة المقدِّمة: وُقِّع إلكترونيًا، وسجَّل محمّد مبلغاً جِدّاً.",
    "ar-signs": "خطة COVID-19 مع IFRC/ICRC عبر a.b@example.org، القرار 33IC/19/R3.",
    "he-vowels": "שָׁלוֹם עֲלֵיכֶם, מִבְצָע שֶׁל מד\"א וג'ורג' ב-31/12/2027.",
    "en-phrase": "Known as الهلال الأحمر (٢٠٢٧), by محمد بن سلمان 1985 (Riyadh).",
    "ar-mixed": "تدريب 1,200 متطوع على الإسعافات الأولية (ERU) مع IFRC في عام 2023.",
    "he-mixed": "הצלב האדום (MDA) ו-ICRC יפרסמו 3 דוחות ב-2021, 12.5% לפחות.",
    "en-mixed": "Train 1,200 volunteers of أطباء in 2023 (ERU).",
}
ALL = TEXTS | MIXED


def document(name: str) -> PledgeDocument:
    """Return a pledge in which every text that people write is the sentence of `name`."""
    text, language = ALL[name], name.partition("-")[0]
    themes = (Theme("", 8, text, (replace(action("8.1", text), responsible=text), action("8.2", f"{text} {text}"))),)
    return replace(
        samples.ENGLISH,
        language=language,
        clause_language=language,
        title=text,
        parties=tuple(replace(party, name=text) for party in samples.ENGLISH.parties),
        introduction=(text,),
        opening=text,
        objectives=(objective(1, text), objective(2, text)),
        themes=themes,
        indicators=(replace(indicator(1, text), verification=text),),
        resources_text=text,
        resource_lines=tuple(replace(line, description=text) for line in samples.ENGLISH.resource_lines),
    )
