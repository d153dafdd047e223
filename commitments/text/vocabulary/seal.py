"""The words around signatures on a printed pledge, and around what binds its text, in the pledge's language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SealWords:
    """The words of one language. `{…}` in a text is filled when it is printed."""

    in_circulation: str
    """The stamp of a text that goes round"""
    withdrawn: str
    signed: str
    """With {date} and {time}, which are UTC"""
    later: str
    """Beside a party that the text does not name: it signed an open pledge later"""
    in_place_of: str
    """Behind a name, with {name}: who signs instead of the one whom the text names"""
    in_place_of_who_asked: str
    """The same, of a party that the text does not name"""
    heading: str
    revision: str
    digest: str
    trail_head: str
    """Label of the trail's hash at the signature that made the text agreed, or at a further party's"""
    page: str
    """Label of the address where anybody checks"""
    picture: str
    """What the QR code shows, with {address}"""
    meaning: str
    """What “signed electronically” means here: no certificate stands behind it"""
    boxes: str
    """What a box in the text stands for, where a character can't be printed"""


ENGLISH = SealWords(
    in_circulation="In circulation, not yet agreed",
    withdrawn="Withdrawn",
    signed="Signed electronically on {date}, {time} UTC",
    later="Further party, signed later",
    in_place_of="in place of {name}, named in the text",
    in_place_of_who_asked="in place of {name}, who asked to sign",
    heading="Check this text",
    revision="Revision",
    digest="SHA-256 of the text",
    trail_head="SHA-256 of the trail",
    page="Check it at",
    picture="QR code of the address {address}",
    meaning="“Signed electronically” means: the signatory read exactly this text in Pledgebuilder and agreed to it "
    "there, and Pledgebuilder recorded who did so and when. There is no certificate of the signatory behind it.",
    boxes="A box with a code and a name, such as “U+E000 PRIVATE USE”, stands for a character of the signed text that "
    "no font can print. The data attached to this file has the character itself.",
)

FRENCH = SealWords(
    in_circulation="En circulation, pas encore approuvé",
    withdrawn="Retiré",
    signed="Signé électroniquement le {date} à {time} UTC",
    later="Autre partie, a signé plus tard",
    in_place_of="à la place de {name}, qui figure dans le texte",
    in_place_of_who_asked="à la place de {name}, qui avait demandé à signer",
    heading="Vérifier ce texte",
    revision="Révision",
    digest="SHA-256 du texte",
    trail_head="SHA-256 du journal",
    page="À vérifier sur",
    picture="Code QR de l’adresse {address}",
    meaning="« Signé électroniquement » signifie : le ou la signataire a lu exactement ce texte dans Pledgebuilder et "
    "l’y a approuvé, et Pledgebuilder a enregistré qui l’a fait et quand. Aucun certificat du ou de la signataire "
    "n’y est attaché.",
    boxes="Un encadré avec un code et un nom, tel que « U+E000 PRIVATE USE », remplace un caractère du texte signé "
    "qu’aucune police ne permet d’imprimer. Les données jointes à ce fichier contiennent le caractère lui-même.",
)

SPANISH = SealWords(
    in_circulation="En circulación, aún no acordado",
    withdrawn="Retirado",
    signed="Firmado electrónicamente el {date} a las {time} UTC",
    later="Otra parte, firmó más tarde",
    in_place_of="en lugar de {name}, que figura en el texto",
    in_place_of_who_asked="en lugar de {name}, que pidió firmar",
    heading="Comprobar este texto",
    revision="Revisión",
    digest="SHA-256 del texto",
    trail_head="SHA-256 del registro",
    page="Se comprueba en",
    picture="Código QR de la dirección {address}",
    meaning="«Firmado electrónicamente» significa: la persona firmante leyó exactamente este texto en Pledgebuilder y "
    "lo aceptó allí, y Pledgebuilder registró quién lo hizo y cuándo. No hay ningún certificado de la persona "
    "firmante.",
    boxes="Un recuadro con un código y un nombre, como «U+E000 PRIVATE USE», ocupa el lugar de un carácter del texto "
    "firmado que ninguna fuente permite imprimir. Los datos adjuntos a este archivo contienen el carácter mismo.",
)

ARABIC = SealWords(
    in_circulation="قيد التداول، لم يُعتمد بعد",
    withdrawn="مسحوب",
    signed="وُقِّع إلكترونيًا في {date} الساعة {time} بالتوقيت العالمي المنسق (UTC)",
    later="طرف آخر، وقَّع لاحقًا",
    in_place_of="بدلًا من {name} (الاسم الوارد في النص)",
    in_place_of_who_asked="بدلًا من {name} (الاسم الوارد في طلب التوقيع)",
    heading="التحقق من هذا النص",
    revision="المراجعة",
    digest="بصمة SHA-256 للنص",
    trail_head="بصمة SHA-256 للسجل",
    page="يمكن التحقق منه على العنوان",
    picture="رمز QR للعنوان {address}",
    meaning="عبارة «وُقِّع إلكترونيًا» تعني أن الموقِّع قرأ هذا النص بعينه في Pledgebuilder ووافق عليه هناك، "
    "وأن Pledgebuilder سجَّل من فعل ذلك ومتى. ولا تستند إلى شهادة رقمية للموقِّع.",
    boxes="الإطار الذي فيه رمز واسم، مثل «U+E000 PRIVATE USE»، يحل محل حرف في النص الموقَّع لا يتوفر خط لطباعته. "
    "وتتضمن البيانات المرفقة بهذا الملف الحرف نفسه.",
)
