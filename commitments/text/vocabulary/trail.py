"""The words of the trail in the PDF's annex, in the language of the pledge: working translations of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class TrailWords:
    title: str
    says: str
    sound: str
    unsound: str
    entry: str
    when: str
    who: str
    what: str
    void: str
    """Of a signature that does not count any more"""
    revision: str
    head: str
    in_place_of: str
    """Before the name of who was to sign before"""
    events: Mapping[str, str]
    """What was done, by the kind of the trail's entry"""


ENGLISH = TrailWords(
    title="Annex: trail",
    says="Who did what, and when (UTC).",
    sound="Checked when this file was made: nothing was removed or changed.",
    unsound="Checked when this file was made: something was removed or changed. Do not rely on it.",
    entry="No.",
    when="When (UTC)",
    who="Who",
    what="What",
    void="void",
    revision="revision",
    head="SHA-256 of the last entry",
    in_place_of="in place of",
    events={
        "invited": "Invited",
        "forwarded": "Passed on",
        "confirmed": "Confirmed the invitation",
        "circulated": "Sent round",
        "turn": "Asked to sign",
        "read": "Read the text",
        "signed": "Signed",
        "changes": "Asked for changes",
        "declined": "Declined to sign",
        "proposed": "Proposed another signatory",
        "not-replaced": "Another signatory refused",
        "replaced": "Another signatory named",
        "reminded": "Reminded",
        "expired": "No answer in time",
        "reopened": "Reopened for changes",
        "voided": "Signature became void",
        "agreed": "Agreed by every party",
        "withdrawn": "Withdrawn",
        "submitted": "Handed to the Conference",
        "may-publish": "Agreed to publication",
        "published": "Published",
        "took-back": "Agreement to publication taken back",
        "unpublished": "No longer published",
        "closing-day": "Closing day changed",
        "closed": "Closed to further parties",
        "asked-to-join": "Asked to join",
        "admitted": "Admitted as a further party",
        "refused": "Refused as a further party",
        "copied": "Signed PDF made",
        "found": "Taken over as found, at an upgrade",
    },
)

FRENCH = TrailWords(
    title="Annexe : journal",
    says="Qui a fait quoi, et quand (UTC).",
    sound="Vérifié à la création de ce fichier : rien n’a été supprimé ni modifié.",
    unsound="Vérifié à la création de ce fichier : quelque chose a été supprimé ou modifié. Ne vous y fiez pas.",
    entry="Nº",
    when="Quand (UTC)",
    who="Qui",
    what="Quoi",
    void="nulle",
    revision="révision",
    head="SHA-256 de la dernière entrée",
    in_place_of="à la place de",
    events={
        "invited": "Invité",
        "forwarded": "Transmis",
        "confirmed": "Invitation confirmée",
        "circulated": "Mis en circulation",
        "turn": "Signature demandée",
        "read": "Texte lu",
        "signed": "Signé",
        "changes": "Modifications demandées",
        "declined": "Signature refusée",
        "proposed": "Autre signataire proposé",
        "not-replaced": "Autre signataire refusé",
        "replaced": "Autre signataire désigné",
        "reminded": "Rappel envoyé",
        "expired": "Pas de réponse à temps",
        "reopened": "Rouvert pour modification",
        "voided": "Signature devenue nulle",
        "agreed": "Approuvé par toutes les parties",
        "withdrawn": "Retiré",
        "submitted": "Remis à la Conférence",
        "may-publish": "Publication acceptée",
        "published": "Publié",
        "took-back": "Accord de publication retiré",
        "unpublished": "N’est plus publié",
        "closing-day": "Date de clôture modifiée",
        "closed": "Clos pour d’autres parties",
        "asked-to-join": "Demande d’adhésion",
        "admitted": "Admis comme nouvelle partie",
        "refused": "Refusé comme nouvelle partie",
        "copied": "PDF signé créé",
        "found": "Repris tel quel, lors d’une mise à jour",
    },
)

SPANISH = TrailWords(
    title="Anexo: registro",
    says="Quién hizo qué y cuándo (UTC).",
    sound="Comprobado al crear este archivo: no se ha eliminado ni modificado nada.",
    unsound="Comprobado al crear este archivo: se ha eliminado o modificado algo. No se fíe de él.",
    entry="N.º",
    when="Cuándo (UTC)",
    who="Quién",
    what="Qué",
    void="nula",
    revision="revisión",
    head="SHA-256 de la última entrada",
    in_place_of="en lugar de",
    events={
        "invited": "Invitado",
        "forwarded": "Reenviado",
        "confirmed": "Invitación confirmada",
        "circulated": "Puesto en circulación",
        "turn": "Firma solicitada",
        "read": "Texto leído",
        "signed": "Firmado",
        "changes": "Cambios solicitados",
        "declined": "Firma rechazada",
        "proposed": "Propuesto otro firmante",
        "not-replaced": "Rechazado otro firmante",
        "replaced": "Designado otro firmante",
        "reminded": "Recordatorio enviado",
        "expired": "Sin respuesta a tiempo",
        "reopened": "Reabierto para cambios",
        "voided": "Firma anulada",
        "agreed": "Acordado por todas las partes",
        "withdrawn": "Retirado",
        "submitted": "Entregado a la Conferencia",
        "may-publish": "Publicación aceptada",
        "published": "Publicado",
        "took-back": "Aceptación de publicación retirada",
        "unpublished": "Ya no está publicado",
        "closing-day": "Fecha de cierre modificada",
        "closed": "Cerrado a otras partes",
        "asked-to-join": "Solicitud de adhesión",
        "admitted": "Admitido como nueva parte",
        "refused": "Rechazado como nueva parte",
        "copied": "PDF firmado creado",
        "found": "Tomado como estaba, en una actualización",
    },
)

ARABIC = TrailWords(
    title="ملحق: السجل",
    says="من فعل ماذا ومتى (التوقيت العالمي).",
    sound="تم التحقق عند إنشاء هذا الملف: لم يُحذف شيء ولم يُغيَّر.",
    unsound="تم التحقق عند إنشاء هذا الملف: حُذف شيء أو غُيِّر. لا تعتمد عليه.",
    entry="الرقم",
    when="متى (التوقيت العالمي)",
    who="من",
    what="ماذا",
    void="ملغى",
    revision="المراجعة",
    head="بصمة SHA-256 للقيد الأخير",
    in_place_of="بدلًا من",
    events={
        "invited": "دُعي",
        "forwarded": "أُحيل",
        "confirmed": "أُكدت الدعوة",
        "circulated": "أُرسل للتوقيع",
        "turn": "طُلب التوقيع",
        "read": "قُرئ النص",
        "signed": "وُقِّع",
        "changes": "طُلبت تعديلات",
        "declined": "رُفض التوقيع",
        "proposed": "اقتُرح موقِّع آخر",
        "not-replaced": "رُفض موقِّع آخر",
        "replaced": "سُمِّي موقِّع آخر",
        "reminded": "أُرسل تذكير",
        "expired": "لم يصل رد في الموعد",
        "reopened": "أُعيد فتحه للتعديل",
        "voided": "أُلغي التوقيع",
        "agreed": "وافقت عليه جميع الأطراف",
        "withdrawn": "سُحب",
        "submitted": "سُلِّم إلى المؤتمر",
        "may-publish": "وُوفق على النشر",
        "published": "نُشر",
        "took-back": "سُحبت الموافقة على النشر",
        "unpublished": "لم يعد منشورًا",
        "closing-day": "غُيِّر آخر يوم للتوقيع",
        "closed": "أُغلق أمام أطراف أخرى",
        "asked-to-join": "طُلب الانضمام",
        "admitted": "قُبل طرفًا جديدًا",
        "refused": "رُفض طرفًا جديدًا",
        "copied": "أُنشئ ملف PDF الموقَّع",
        "found": "نُقل على حاله عند الترقية",
    },
)
