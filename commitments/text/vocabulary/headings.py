"""The words that a printed pledge says around its items, in the language of the pledge.

They follow the pledge's language, not the reader's: a French pledge has French headings whoever opens it. Where we
have no words for a language, the English ones stand.
"""

from __future__ import annotations

from commitments.text.vocabulary import annex, seal, trail
from commitments.text.vocabulary.frame import Words

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


ENGLISH = Words(
    language="en",
    boxes=(
        "A) Objectives of the pledge",
        "B) Action plan",
        "C) Indicators for measuring progress",
        "D) Resource implications",
    ),
    nothing_yet=(
        "No objectives chosen yet.",
        "No actions chosen yet.",
        "No indicators chosen yet.",
        "Nothing on resources yet.",
    ),
    none_stated="None stated.",
    other_actions="Other actions",
    draft="Draft, not yet agreed",
    period="Pledge for the period {years}",
    years="{first}–{last}",
    open_until="Open pledge: other parties may sign until {date}",
    open_through="Open pledge: other parties may sign until {date} is over everywhere on earth (UTC−12)",
    open="Open pledge: other parties may sign",
    parties="Parties",
    reference="Reference",
    title_blank="[Title of the pledge]",
    parties_blank="[Parties]",
    lead="Lead",
    unit="Unit",
    when="Time frame",
    between="{start} – {end}",
    since="from {start}",
    until="until {end}",
    serves_one="Serves objective {numbers}",
    serves_many="Serves objectives {numbers}",
    measures_one="Measures action {numbers}",
    measures_many="Measures actions {numbers}",
    baseline="Baseline",
    target="Target",
    verification="Means of verification",
    resource_columns=("Kind", "Description", "Provided by", "Amount"),
    resource_kinds={"financial": "Financial", "human": "Human", "material": "Material"},
    total="Total",
    signatures="Signatures",
    signature_lines=("Name", "Title", "Date", "Signature"),
    signs_by={"office": "on behalf of {whom}", "delegation": "by delegation for {whom}"},
    focal_point="Focal point",
    page="Page",
    page_of="of",
    annex=annex.ENGLISH,
    trail=trail.ENGLISH,
    seal=seal.ENGLISH,
)

# Official: A and B. C and D are built from the Movement's usual terms, not from a published form.
FRENCH = Words(
    language="fr",
    boxes=(
        "A) Objectifs de l'engagement",
        "B) Plan d'action",
        "C) Indicateurs de progrès",
        "D) Incidences sur le plan des ressources",
    ),
    nothing_yet=(
        "Aucun objectif choisi pour l’instant.",
        "Aucune action choisie pour l’instant.",
        "Aucun indicateur choisi pour l’instant.",
        "Rien sur les ressources pour l’instant.",
    ),
    none_stated="Néant.",
    other_actions="Autres actions",
    draft="Projet, pas encore approuvé",
    period="Engagement pour la période {years}",
    years="{first}-{last}",
    open_until="Engagement ouvert : d’autres parties peuvent signer jusqu’au {date}",
    open_through="Engagement ouvert : d’autres parties peuvent signer jusqu’à ce que le {date} soit terminé "
    "partout dans le monde (UTC−12)",
    open="Engagement ouvert : d’autres parties peuvent signer",
    parties="Parties",
    reference="Référence",
    title_blank="[Titre de l’engagement]",
    parties_blank="[Parties]",
    lead="Responsable",
    unit="Service",
    when="Calendrier",
    between="{start} – {end}",
    since="à partir de {start}",
    until="jusqu’à {end}",
    serves_one="Contribue à l’objectif {numbers}",
    serves_many="Contribue aux objectifs {numbers}",
    measures_one="Mesure l’action {numbers}",
    measures_many="Mesure les actions {numbers}",
    baseline="Situation de départ",
    target="Cible",
    verification="Moyens de vérification",
    resource_columns=("Type", "Description", "Fourni par", "Montant"),
    resource_kinds={"financial": "Financières", "human": "Humaines", "material": "Matérielles"},
    total="Total",
    signatures="Signatures",
    signature_lines=("Nom", "Titre", "Date", "Signature"),
    signs_by={"office": "au nom de {whom}", "delegation": "par délégation pour {whom}"},
    focal_point="Point focal",
    page="Page",
    page_of="sur",
    annex=annex.FRENCH,
    trail=trail.FRENCH,
    seal=seal.FRENCH,
    colon="\u00a0: ",
    conjunction=" et ",
    decimal_mark=",",
)

# Official: all four headings.
SPANISH = Words(
    language="es",
    boxes=(
        "A) Objetivos de la promesa",
        "B) Plan de acción",
        "C) Indicadores para medir los avances",
        "D) Recursos requeridos",
    ),
    nothing_yet=(
        "Todavía no se ha elegido ningún objetivo.",
        "Todavía no se ha elegido ninguna acción.",
        "Todavía no se ha elegido ningún indicador.",
        "Todavía no hay nada sobre los recursos.",
    ),
    none_stated="No consta.",
    other_actions="Otras acciones",
    draft="Borrador, aún no acordado",
    period="Promesa para el período {years}",
    years="{first}-{last}",
    open_until="Promesa abierta: otras partes pueden firmar hasta el {date}",
    open_through="Promesa abierta: otras partes pueden firmar hasta que el {date} termine en todo el mundo (UTC−12)",
    open="Promesa abierta: otras partes pueden firmar",
    parties="Partes",
    reference="Referencia",
    title_blank="[Título de la promesa]",
    parties_blank="[Partes]",
    lead="Responsable",
    unit="Unidad",
    when="Plazo",
    between="{start} – {end}",
    since="desde {start}",
    until="hasta {end}",
    serves_one="Contribuye al objetivo {numbers}",
    serves_many="Contribuye a los objetivos {numbers}",
    measures_one="Mide la acción {numbers}",
    measures_many="Mide las acciones {numbers}",
    baseline="Situación de partida",
    target="Meta",
    verification="Medios de verificación",
    resource_columns=("Tipo", "Descripción", "Aportado por", "Importe"),
    resource_kinds={"financial": "Financieros", "human": "Humanos", "material": "Materiales"},
    total="Total",
    signatures="Firmas",
    signature_lines=("Nombre", "Cargo", "Fecha", "Firma"),
    signs_by={"office": "en nombre de {whom}", "delegation": "por delegación de {whom}"},
    focal_point="Persona de contacto",
    page="Página",
    page_of="de",
    annex=annex.SPANISH,
    trail=trail.SPANISH,
    seal=seal.SPANISH,
    conjunction=" y ",
    decimal_mark=",",
    day=r"j \d\e F \d\e Y",
)

# Official: A and B. C and D are built from the Movement's usual terms, not from a published form. Ranges are in words:
# a dash between two numbers turns round in right-to-left text.
ARABIC = Words(
    language="ar",
    boxes=(
        "أ) أهداف التعهد",
        "ب) خطة العمل",
        "ج) مؤشرات قياس التقدم المحرز",
        "د) الآثار المترتبة على الموارد",
    ),
    nothing_yet=(
        "لم يُختر أي هدف بعد.",
        "لم يُختر أي إجراء بعد.",
        "لم يُختر أي مؤشر بعد.",
        "لا شيء عن الموارد بعد.",
    ),
    none_stated="لم يُذكر شيء.",
    other_actions="إجراءات أخرى",
    draft="مسودة لم تُعتمد بعد",
    period="تعهد للفترة {years}",
    years="من {first} إلى {last}",
    open_until="تعهد مفتوح: يجوز لأطراف أخرى التوقيع حتى {date}",
    open_through="تعهد مفتوح: يجوز لأطراف أخرى التوقيع إلى أن ينتهي يوم {date} في جميع أنحاء العالم (UTC−12)",
    open="تعهد مفتوح: يجوز لأطراف أخرى التوقيع",
    parties="الأطراف",
    reference="المرجع",
    title_blank="[عنوان التعهد]",
    parties_blank="[الأطراف]",
    lead="الجهة المسؤولة",
    unit="الوحدة",
    when="الإطار الزمني",
    between="من {start} إلى {end}",
    since="ابتداءً من {start}",
    until="حتى {end}",
    serves_one="يخدم الهدف {numbers}",
    serves_many="يخدم الأهداف التالية: {numbers}",
    measures_one="يقيس الإجراء {numbers}",
    measures_many="يقيس الإجراءات التالية: {numbers}",
    baseline="خط الأساس",
    target="الغاية",
    verification="وسائل التحقق",
    resource_columns=("النوع", "الوصف", "الجهة المقدِّمة", "المبلغ"),
    resource_kinds={"financial": "مالية", "human": "بشرية", "material": "مادية"},
    total="المجموع",
    signatures="التوقيعات",
    signature_lines=("الاسم", "الصفة", "التاريخ", "التوقيع"),
    signs_by={"office": "نيابة عن {whom}", "delegation": "بتفويض من {whom}"},
    focal_point="جهة الاتصال",
    page="صفحة",
    page_of="من",
    annex=annex.ARABIC,
    trail=trail.ARABIC,
    seal=seal.ARABIC,
    comma="، ",
    conjunction=" و",
)

WORDS = {words.language: words for words in (ENGLISH, FRENCH, SPANISH, ARABIC)}


def words_for(language: str) -> Words:
    """Return the frame's words for a BCP 47 tag: by its first part, or else the English ones."""
    return WORDS.get(primary(language), ENGLISH)


def direction(language: str) -> str:
    """Return `rtl` for a BCP 47 tag whose script runs from right to left, else `ltr`."""
    return "rtl" if primary(language) in RIGHT_TO_LEFT else "ltr"


def primary(language: str) -> str:
    """Return the first part of a BCP 47 tag, in small letters: `fr` of `fr-CH`."""
    return language.replace("_", "-").split("-")[0].lower()
