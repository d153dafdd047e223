"""Pledges to print, made straight from the dataclasses: English, French, Arabic, and one of three pages."""

from __future__ import annotations

from dataclasses import replace

from commitments.document import (
    Action,
    Addition,
    Indicator,
    Objective,
    Party,
    PledgeDocument,
    ResourceLine,
    Seal,
    Signatory,
    Signed,
    Theme,
)

INTRODUCTION = (
    "This pledge relates to the topic of shifting vulnerabilities and acknowledges that access to humanitarian "
    "assistance and protection is essential to strengthen the well-being of migrants, as discussed at the 33rd "
    "International Conference of the Red Cross and Red Crescent.",
    "The objective of this pledge is to strengthen the partnership of States and their National Societies.",
)
OBJECTIVES = (
    "Work to uphold the safety, dignity and rights of all migrants, irrespective of their legal status.",
    "Take all necessary measures to protect migrants from harm, including abuse, violence and discrimination.",
    "Enhance cooperation between public authorities, at all levels, and National Societies.",
    "Ensure sustained financing of the humanitarian work of National Societies to support the most at-risk migrants.",
    "Promote and support locally led action and responses in [COUNTRY/REGION].",
)
ACTIONS = (
    "Establish “Humanitarian Service Points” where the Kenya Red Cross Society can provide essential services.",
    "Ensure that [National Society] has access to all places where migrants are deprived of their liberty.",
    "Train 400 volunteers in restoring family links and in the protection of unaccompanied children.",
)


def objective(number: int, text: str) -> Objective:
    return Objective(f"objective-{number}", None, "", text, "adapted", (), "")


def action(number: str, text: str, serves: tuple[str, ...] = ("objective-1",)) -> Action:
    return Action(
        key=f"action-{number}",
        clause=None,
        number=number,
        title="",
        text=text,
        wording="adapted",
        leads=(0, 1),
        responsible="Department of Migration",
        start="2020-01",
        end="2022",
        serves=serves,
    )


def indicator(number: int, text: str) -> Indicator:
    return Indicator(
        key=f"indicator-{number}",
        clause=None,
        title="",
        text=text,
        wording="adapted",
        baseline="2 in 2019",
        target="12 by the end of 2023",
        verification="Annual report of the Kenya Red Cross Society",
        measures=("action-1.1",),
    )


KENYA = Party(
    "state", "KE", "Government of Kenya", "the Government of Kenya", "Kenya", "", "Amina Otieno", "a@example.org"
)
SOCIETY = Party("national_society", "KE", "Kenya Red Cross Society", "the Kenya Red Cross Society", "Kenya", "", "", "")

ENGLISH = PledgeDocument(
    reference="PB-7KQ3M-9XAB2",
    status="draft",
    model_text="migration-2019",
    conference="33rd International Conference of the Red Cross and Red Crescent",
    language="en",
    clause_language="en",
    title="Access and dignity for migrants in Kenya",
    period=(2019, 2023),
    openness="open",
    open_until="2021-12-31",
    region="",
    region_name="",
    parties=(KENYA, SOCIETY),
    introduction=INTRODUCTION,
    introduction_is_official=True,
    opening="The Government and National Society of Kenya jointly pledge to undertake measures to uphold the rights of "
    "all migrants:",
    opening_is_generated=True,
    name_parties_in_full=False,
    objectives=(
        *(objective(number, text) for number, text in enumerate(OBJECTIVES, start=1)),
        Objective(
            key="refugees",
            clause="refugees",
            title="Global Compact on Refugees",
            text="Work together to contribute to the humanitarian objectives of the Global Compact on Refugees",
            wording="official",
            additions=(
                Addition("a", "a", "support for responsibility-sharing, including promoting resettlement", "official"),
                Addition("b", "b", "support for locally led action", "official"),
            ),
            additions_lead_in="including",
        ),
    ),
    themes=(
        Theme(
            "rescue",
            1,
            "Rescue, and access to essential services",
            (action("1.1", ACTIONS[0]), action("1.2", ACTIONS[1], ("objective-1", "objective-2"))),
        ),
        Theme("", 8, "Family links", (replace(action("8.1", ACTIONS[2]), leads=(), responsible="", end=""),)),
    ),
    indicators=(
        indicator(1, "Number of Humanitarian Service Points that work along the main routes."),
        indicator(2, "Number of people reached with essential services, by sex and age."),
    ),
    resources_text="The parties will seek joint funding.\n\nVolunteers give about 9,000 hours a year.",
    resource_lines=(
        ResourceLine("financial", "Running three Service Points", "120000", "CHF", "Government of Kenya"),
        ResourceLine("financial", "Training", "4500.50", "CHF", "Kenya Red Cross Society"),
        ResourceLine("human", "Two coordinators", "", "", "Kenya Red Cross Society"),
        ResourceLine("material", "Vehicles", "30000", "EUR", ""),
    ),
)

SMALL = PledgeDocument(
    reference="PB-7KQ3M-9XAB2",
    status="draft",
    model_text="migration-2019",
    conference="33rd International Conference",
    language="en",
    clause_language="en",
    title="Wells",
    period=(2019, 2023),
    openness="specific",
    open_until=None,
    region="",
    region_name="",
    parties=(
        Party(
            "state",
            "CI",
            "Government of Côte d’Ivoire",
            "the Government of Côte d’Ivoire",
            "Côte d’Ivoire",
            "",
            "",
            "",
            "party-1",
            Signatory("Aya Koné", "Minister", "office", ""),
        ),
    ),
    introduction=("First.", "Second\nline."),
    introduction_is_official=False,
    opening="We pledge:",
    opening_is_generated=True,
    name_parties_in_full=False,
    objectives=(Objective("own-1", None, "", "Dig “wells”.", "own", (Addition("a-1", "a", "Deep.", "official"),), ""),),
    themes=(
        Theme("", 1, "Water", (Action("act-1", None, "1.1", "", "Dig.", "own", (0,), "", "2020", "", ("own-1",)),)),
    ),
    indicators=(Indicator("ind-1", None, "", "Wells dug", "own", "0", "9", "", ("act-1",)),),
    resources_text="",
    resource_lines=(ResourceLine("financial", "Pumps", "10.50", "CHF", ""),),
)

EMPTY = replace(
    ENGLISH,
    title="",
    openness="specific",
    open_until=None,
    parties=(),
    introduction=(),
    opening="",
    objectives=(),
    themes=(),
    indicators=(),
    resources_text="",
    resource_lines=(),
)

FRENCH = replace(
    ENGLISH,
    language="fr",
    title="Accès et dignité pour les migrants au Sénégal",
    parties=(
        Party("state", "SN", "Gouvernement du Sénégal", "le Gouvernement du Sénégal", "Sénégal", "", "", ""),
        Party("national_society", "SN", "Croix-Rouge Sénégalaise", "la Croix-Rouge Sénégalaise", "Sénégal", "", "", ""),
    ),
    opening="Le Gouvernement et la Société nationale du Sénégal s’engagent conjointement à prendre des mesures pour "
    "défendre les droits de tous les migrants :",
    opening_is_generated=False,
)

ARABIC = replace(
    ENGLISH,
    language="ar",
    clause_language="ar",
    conference="المؤتمر الدولي الثالث والثلاثون للصليب الأحمر والهلال الأحمر",
    title="حماية المهاجرين وكرامتهم في الأردن",
    parties=(
        Party("state", "JO", "حكومة الأردن", "حكومة الأردن", "الأردن", "", "", ""),
        Party(
            "national_society", "JO", "جمعية الهلال الأحمر الأردني", "جمعية الهلال الأحمر الأردني", "الأردن", "", "", ""
        ),
    ),
    introduction=("الهدف من هذا التعهد هو تعزيز الشراكة بين الدول وجمعياتها الوطنية وجهودها المشتركة.",),
    opening="نحن، حكومة الأردن وجمعية الهلال الأحمر الأردني، "
    "نتعهد معاً باتخاذ تدابير لصون حقوق جميع المهاجرين في [البلد]:",
    objectives=(
        objective(1, "العمل على صون سلامة جميع المهاجرين وكرامتهم وحقوقهم، بصرف النظر عن وضعهم القانوني."),
        objective(2, "اتخاذ جميع التدابير اللازمة لحماية المهاجرين من الأذى، بما في ذلك الإساءة والعنف والتمييز."),
    ),
    themes=(
        Theme(
            "rescue",
            1,
            "الإنقاذ والحصول على الخدمات الأساسية",
            (
                replace(
                    action("1.1", "إنشاء 3 نقاط للخدمات الإنسانية (HSP) على طول طرق الهجرة."),
                    responsible="وزارة الداخلية",
                ),
                replace(
                    action("1.2", "إتاحة الخدمات الأساسية لجميع المهاجرين.", ("objective-1", "objective-2")),
                    responsible="",
                ),
            ),
        ),
    ),
    indicators=(
        replace(
            indicator(1, "عدد نقاط الخدمات الإنسانية العاملة."),
            baseline="2 في عام 2019",
            target="12 بحلول نهاية عام 2023",
            verification="التقرير السنوي",
        ),
    ),
    resources_text="سيسعى الطرفان إلى تمويل مشترك.",
    resource_lines=(ResourceLine("financial", "تشغيل ثلاث نقاط", "120000", "CHF", "حكومة الأردن"),),
)

LONG = replace(
    ENGLISH,
    objectives=tuple(objective(number, text) for number, text in enumerate(OBJECTIVES + OBJECTIVES[:2], start=1)),
    themes=tuple(
        Theme(f"theme-{n}", n, f"Theme number {n}", tuple(action(f"{n}.{m}", ACTIONS[m - 1]) for m in (1, 2)))
        for n in (1, 2, 3)
    ),
    indicators=tuple(indicator(number, "Number of people reached with essential services.") for number in (1, 2, 3, 4)),
)

DIGEST = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"
HEAD = "d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35"
ADDRESS = "https://pledges.example.org/v/7KQ3M9XAB2CD/"


def sealed(document: PledgeDocument, *signed: Signed, status: str = "agreed", address: str = ADDRESS) -> PledgeDocument:
    """The same text frozen, its two parties' signatories named, with these signatures."""
    minister = Signatory("Amina Otieno", "Minister", "delegation", "the President")
    secretary = Signatory("Sara Said", "Secretary General", "office", "")
    first, second = document.parties
    parties = (replace(first, key="first", signatory=minister), replace(second, key="second", signatory=secretary))
    seal = Seal(2, DIGEST, address, signed, trail_head=HEAD if address else "")
    return replace(document, status=status, parties=parties, seal=seal)


FIRST = Signed(
    *("first", "Government of Kenya", "Amina Otieno", "Minister of Health", "2026-03-14T10:32:09Z"),
    method="code",
    domain="health.go.ke",
    named_by="drafter",
    drafter="Kenya Red Cross Society",
    vouched_by="domain",
)
SECOND = Signed(
    *("second", "Kenya Red Cross Society", "Sara Said", "Secretary General", "2026-03-15T23:59:59Z"),
    method="passkey",
    domain="redcross.or.ke",
    named_by="drafter",
    drafter="Kenya Red Cross Society",
)
# From before it was kept what a signature is worth.
LATER = Signed("later", "Uganda Red Cross Society", "Robert Kato", "", "2026-04-01T00:00:00Z", is_later=True)

CIRCULATING = sealed(ENGLISH, FIRST, status="in-circulation", address="")
SIGNED = sealed(ENGLISH, FIRST, SECOND, LATER)
SIGNED_IN_ARABIC = sealed(ARABIC, FIRST, SECOND)
