"""The words of the pictures of a pledge, on the screen and in the PDF's annex, in the language of the pledge.

All of them are working translations of ours, none from a published form. A number stands after its label
(“Actions: 6”), so that no language needs its plural forms.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class AnnexWords:
    title: str
    timeline: str
    coverage: str
    documents: str
    objective: str
    """With {number}, as the two after it"""
    action: str
    indicator: str
    objectives: str
    actions: str
    indicators: str
    no_end: str
    no_dates: str
    with_action: str
    with_indicator: str
    unserving: str
    unmeasured: str
    unmeasuring: str
    leads: Mapping[str, str]
    """How an action is led: jointly, by one party of a kind, or by nobody yet"""
    yes: str
    no: str
    none: str
    states: Mapping[str, str]
    """How a pledge stands to a point of a document"""
    point: str
    state: str
    spoken_by: str
    whole: str
    unchecked: str
    unknown: str
    party: str
    signature: str
    signed: str
    unsigned: str


ENGLISH = AnnexWords(
    title="Annex",
    timeline="Timeline of the action plan",
    coverage="Objectives, actions and indicators",
    documents="Documents that the pledge speaks to",
    objective="Objective {number}",
    action="Action {number}",
    indicator="Indicator {number}",
    objectives="Objectives",
    actions="Actions",
    indicators="Indicators",
    no_end="Without an end",
    no_dates="Without dates",
    with_action="With an action",
    with_indicator="With an indicator",
    unserving="Actions that serve no objective",
    unmeasured="Actions that no indicator measures",
    unmeasuring="Indicators that measure no action",
    leads={
        "joint": "Jointly",
        "state": "Government",
        "national_society": "National Society",
        "component": "Component of the Movement",
        "observer": "Observer organisation",
        "nobody": "Nobody named yet",
    },
    yes="yes",
    no="no",
    none="none",
    states={
        "named": "Named in the pledge",
        "close": "Close in subject (our reading)",
        "offered": "Offered: a clause of the model text names it",
        "offered-close": "Offered: a clause is close in subject (our reading)",
        "neither": "Not addressed",
    },
    point="Point",
    state="In this pledge",
    spoken_by="Spoken to by",
    whole="The document as a whole",
    unchecked="Wording not checked",
    unknown="We have no checked wording to show.",
    party="Party",
    signature="Signature",
    signed="Signed",
    unsigned="Not yet signed",
)

FRENCH = AnnexWords(
    title="Annexe",
    timeline="Calendrier du plan d’action",
    coverage="Objectifs, actions et indicateurs",
    documents="Documents auxquels l’engagement se rapporte",
    objective="Objectif {number}",
    action="Action {number}",
    indicator="Indicateur {number}",
    objectives="Objectifs",
    actions="Actions",
    indicators="Indicateurs",
    no_end="Sans fin",
    no_dates="Sans dates",
    with_action="Avec une action",
    with_indicator="Avec un indicateur",
    unserving="Actions qui ne contribuent à aucun objectif",
    unmeasured="Actions qu’aucun indicateur ne mesure",
    unmeasuring="Indicateurs qui ne mesurent aucune action",
    leads={
        "joint": "Conjointement",
        "state": "Gouvernement",
        "national_society": "Société nationale",
        "component": "Composante du Mouvement",
        "observer": "Organisation observatrice",
        "nobody": "Personne n’est encore désigné",
    },
    yes="oui",
    no="non",
    none="aucun",
    states={
        "named": "Cité dans l’engagement",
        "close": "Sujet proche (notre lecture)",
        "offered": "Proposé : une clause du texte modèle le cite",
        "offered-close": "Proposé : une clause a un sujet proche (notre lecture)",
        "neither": "Non traité",
    },
    point="Point",
    state="Dans cet engagement",
    spoken_by="Abordé par",
    whole="Le document dans son ensemble",
    unchecked="Formulation non vérifiée",
    unknown="Nous n’avons pas de formulation vérifiée à montrer.",
    party="Partie",
    signature="Signature",
    signed="Signé",
    unsigned="Pas encore signé",
)

SPANISH = AnnexWords(
    title="Anexo",
    timeline="Calendario del plan de acción",
    coverage="Objetivos, acciones e indicadores",
    documents="Documentos a los que se refiere la promesa",
    objective="Objetivo {number}",
    action="Acción {number}",
    indicator="Indicador {number}",
    objectives="Objetivos",
    actions="Acciones",
    indicators="Indicadores",
    no_end="Sin fin",
    no_dates="Sin fechas",
    with_action="Con una acción",
    with_indicator="Con un indicador",
    unserving="Acciones que no contribuyen a ningún objetivo",
    unmeasured="Acciones que ningún indicador mide",
    unmeasuring="Indicadores que no miden ninguna acción",
    leads={
        "joint": "Conjuntamente",
        "state": "Gobierno",
        "national_society": "Sociedad Nacional",
        "component": "Componente del Movimiento",
        "observer": "Organización observadora",
        "nobody": "Nadie designado todavía",
    },
    yes="sí",
    no="no",
    none="ninguno",
    states={
        "named": "Nombrado en la promesa",
        "close": "Tema cercano (nuestra lectura)",
        "offered": "Ofrecido: una cláusula del texto modelo lo nombra",
        "offered-close": "Ofrecido: una cláusula trata un tema cercano (nuestra lectura)",
        "neither": "No abordado",
    },
    point="Punto",
    state="En esta promesa",
    spoken_by="Abordado por",
    whole="El documento en su conjunto",
    unchecked="Redacción no verificada",
    unknown="No tenemos una redacción verificada que mostrar.",
    party="Parte",
    signature="Firma",
    signed="Firmado",
    unsigned="Aún no firmado",
)

ARABIC = AnnexWords(
    title="ملحق",
    timeline="الجدول الزمني لخطة العمل",
    coverage="الأهداف والإجراءات والمؤشرات",
    documents="الوثائق التي يتناولها التعهد",
    objective="الهدف {number}",
    action="الإجراء {number}",
    indicator="المؤشر {number}",
    objectives="الأهداف",
    actions="الإجراءات",
    indicators="المؤشرات",
    no_end="بلا نهاية",
    no_dates="بلا تواريخ",
    with_action="له إجراء",
    with_indicator="له مؤشر",
    unserving="إجراءات لا تخدم أي هدف",
    unmeasured="إجراءات لا يقيسها أي مؤشر",
    unmeasuring="مؤشرات لا تقيس أي إجراء",
    leads={
        "joint": "بالاشتراك",
        "state": "الحكومة",
        "national_society": "الجمعية الوطنية",
        "component": "مكوّن من مكونات الحركة",
        "observer": "منظمة مراقبة",
        "nobody": "لم تُحدَّد جهة بعد",
    },
    yes="نعم",
    no="لا",
    none="لا يوجد",
    states={
        "named": "مذكور في التعهد",
        "close": "قريب في الموضوع (بحسب قراءتنا)",
        "offered": "متاح: تذكره فقرة من النص النموذجي",
        "offered-close": "متاح: فقرة قريبة في الموضوع (بحسب قراءتنا)",
        "neither": "غير متناوَل",
    },
    point="النقطة",
    state="في هذا التعهد",
    spoken_by="يتناولها",
    whole="الوثيقة ككل",
    unchecked="صياغة لم تُراجَع",
    unknown="ليس لدينا صياغة مراجَعة لعرضها.",
    party="الطرف",
    signature="التوقيع",
    signed="وُقِّع",
    unsigned="لم يُوقَّع بعد",
)
