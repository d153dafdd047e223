"""Every field of a pledge, declared once: where it stands in a file, what it may hold, since when it is frozen.

Forms take their limits from here; pledge.schema.json is written from it (`make schema`), and import, export, frozen
texts, the document, the printed pledge and the comparison of versions follow it. A new field has `since` one more than
the newest format that a release has written, and its default in shape.py: so earlier texts stay what they are. The
order is that of a file.
"""

from __future__ import annotations

from commitments.document import shape, who_signs
from commitments.document.nouns import NEVER, Field, Noun
from commitments.document.values import (
    AMOUNT,
    CLAUSE,
    CURRENCY,
    DAY,
    EMAIL,
    FROM_EXPORT,
    ID,
    INTRODUCTION,
    MONTH,
    PARAGRAPHS,
    PARTY_CODE,
    WORDING,
    WORDS,
    Anything,
    Constant,
    ListOf,
    OneOf,
    Shared,
    Text,
    WholeNumber,
    YesNo,
)
from commitments.models import Capacity, PartyKind, Pledge, ResourceLine
from commitments.text.limits import (
    MAX_FACT,
    MAX_LANGUAGE_TAG,
    MAX_LINE,
    MAX_PERSON,
    MAX_REGION,
)

FILE_FORMAT = "pledgebuilder/1"

FACT = Noun(shape.Fact, (Field("label"), Field("values", holds=ListOf(Text())), Field("column")))
"""Only in what a text is frozen with: it is there since the fields that hold it"""

SIGNATORY = Noun(
    who_signs.Signatory,
    (
        Field("name", holds=Text(MAX_PERSON, is_name=True), column="signatory_name"),
        Field("title", holds=Text(MAX_LINE, is_name=True), column="signatory_title"),
        Field("email", holds=EMAIL, column="signatory_email", since=NEVER),
        Field("by", holds=OneOf(tuple(Capacity.values)), column="signs_by"),
        Field("whom", holds=Text(MAX_LINE, is_name=True), column="signs_for"),
        Field("signs", since=2),
    ),
)

PARTY = Noun(
    who_signs.Party,
    (
        Field("kind", "kind", OneOf(tuple(PartyKind.values)), column="kind", is_required=True),
        Field(
            "code",
            "code",
            PARTY_CODE,
            "ISO 3166-1 alpha-2 of the State or the Society's country; a component's abbreviation; not for observers",
        ),
        Field(
            "named",
            "name",
            Text(MAX_LINE, is_name=True),
            "For an observer its name; for others overrides how the party is named",
            column="name",
        ),
        Field(
            "named_in_sentence",
            "in_sentence",
            Text(MAX_LINE, is_name=True),
            "How the name reads within a sentence, where that is not the name with its article",
            column="in_sentence",
            since=2,
        ),
        Field("focal_name", "focal_point.name", Text(MAX_PERSON), column="focal_name", heading="focal_point"),
        Field("focal_email", "focal_point.email", EMAIL, column="focal_email", heading="focal_point"),
        Field("key", column="key"),
        Field("name"),
        Field("in_sentence"),
        Field("country"),
        Field("signatory", holds=SIGNATORY),
        Field("further_signatories", holds=ListOf(SIGNATORY), since=2),
        Field("signatures_needed", holds=WholeNumber(minimum=1), column="signatures_needed", since=2),
    ),
)

ADDITION = Noun(
    shape.Addition,
    (
        Field("key", column="key"),
        Field("clause", "clause", CLAUSE),
        Field("text", "text", WORDS, column="text", has_blanks=True, is_always_written=True),
        Field("wording", "wording", WORDING, is_always_written=True),
    ),
)
ITEM = (Field("id", "id", ID, since=NEVER, is_always_written=True), *ADDITION.fields, Field("title"))
"""What every item that stands for itself has"""

OBJECTIVE = Noun(
    shape.Objective,
    (
        *ITEM,
        Field("additions", "additions", ListOf(ADDITION)),
        Field("additions_lead_in"),
        Field("printed", since=2),
    ),
)

ACTION = Noun(
    shape.Action,
    (
        *ITEM,
        Field(
            "theme",
            "theme",
            Text(MAX_LINE, may_be_null=True),
            "Slug of a theme or free text, for own actions; the clause's theme otherwise",
            since=NEVER,
        ),
        Field("serves", "serves", ListOf(ID), "Objectives it serves"),
        Field("leads", "leads", ListOf(WholeNumber(minimum=0)), "Who leads: positions in parties, from 0"),
        Field(
            "responsible",
            "responsible",
            Text(MAX_LINE),
            "The unit or person in charge, free text",
            column="responsible",
            has_blanks=True,
            heading="unit",
        ),
        Field("start", "start", MONTH, column="start"),
        Field("end", "end", MONTH, column="end"),
        Field("number"),
        Field("facts", holds=ListOf(FACT), since=2),
    ),
)

THEME = Noun(shape.Theme, (Field("slug"), Field("number", holds=WholeNumber()), Field("name"), Field("actions")))

INDICATOR = Noun(
    shape.Indicator,
    (
        *ITEM,
        *(
            Field(name, name, Text(MAX_FACT), column=name, has_blanks=True, heading=name)
            for name in ("baseline", "target", "verification")
        ),
        Field("measures", "measures", ListOf(ID), "Actions it measures"),
        Field("facts", holds=ListOf(FACT), since=2),
    ),
)

RESOURCE_LINE = Noun(
    shape.ResourceLine,
    (
        Field("kind", "kind", OneOf(tuple(ResourceLine.Kind.values)), column="kind", is_required=True),
        Field("description", "description", Text(MAX_FACT), column="description", has_blanks=True),
        Field("amount", "amount", AMOUNT),
        Field("currency", "currency", CURRENCY, column="currency"),
        Field("provider", "provider", Text(MAX_LINE), column="provider", has_blanks=True),
        Field("printed_amount", since=2),
    ),
)

SHARED = (
    ID,
    WORDING,
    Shared("party", PARTY),
    CLAUSE,
    WORDS,
    Shared("objective", OBJECTIVE),
    Shared("action", ACTION),
    Shared("indicator", INDICATOR),
    Shared("resource", RESOURCE_LINE),
)
"""What the schema defines once, in its order"""
_SHARED = {shared.name: shared for shared in SHARED}

PLEDGE = Noun(
    shape.PledgeDocument,
    (
        Field("file_format", "format", Constant(FILE_FORMAT), since=NEVER, is_required=True),
        Field("model_text", "model_text", Text(), "Slug of the model text, e.g. migration-2019", is_required=True),
        Field("reference", "reference", Text(), FROM_EXPORT, is_always_written=True, is_ignored=True),
        Field("title", "title", Text(MAX_LINE, tells_limit=True), column="title"),
        Field(
            "language",
            "language",
            Text(MAX_LANGUAGE_TAG, default="en"),
            "BCP 47 tag of the pledge's text",
            column="language",
            is_always_written=True,
        ),
        Field("period_start", "period.start", WholeNumber(), since=NEVER, is_required=True),
        Field("period_end", "period.end", WholeNumber(), since=NEVER, is_required=True),
        Field("period"),
        Field(
            "openness",
            "openness",
            OneOf(tuple(Pledge.Openness.values), default=Pledge.Openness.SPECIFIC),
            column="openness",
            is_always_written=True,
        ),
        Field("open_until", "open_until", DAY),
        Field(
            "region",
            "region",
            Text(MAX_REGION, is_name=True, may_be_null=True),
            "Slug of a regional group, or free text",
        ),
        Field("parties", "parties", ListOf(_SHARED["party"], at_least=1), is_required=True),
        Field(
            "introduction",
            "introduction",
            ListOf(INTRODUCTION),
            "Paragraphs; the model text's own where left out",
            is_always_written=True,
        ),
        Field(
            "opening",
            "opening",
            Text(one_line=False, may_be_null=True),
            "The opening sentence; generated from the parties where null or left out",
        ),
        Field(
            "name_parties_in_full",
            "name_parties_in_full",
            YesNo(),
            column="name_parties_in_full",
            is_always_written=True,
        ),
        Field("objectives", "objectives", ListOf(_SHARED["objective"])),
        Field("actions", "actions", ListOf(_SHARED["action"]), since=NEVER),
        Field("themes", holds=ListOf(THEME)),
        Field("indicators", "indicators", ListOf(_SHARED["indicator"])),
        Field("resources_text", "resources.text", PARAGRAPHS, column="resources_text", has_blanks=True),
        Field("resource_lines", "resources.lines", ListOf(_SHARED["resource"])),
        Field(
            "signatures",
            "signatures",
            ListOf(Anything()),
            FROM_EXPORT,
            since=NEVER,
            is_always_written=True,
            is_ignored=True,
        ),
        *(
            Field(name, name, holds, f"{of_a_signed_text}. {FROM_EXPORT}", since=NEVER, is_ignored=True)
            for name, holds, of_a_signed_text in (
                ("revision", WholeNumber(), "Number of the text that was signed"),
                ("seal", Text(), "SHA-256 of the text that was signed, in hex digits"),
                ("address", Text(), "Where anybody sees who signed it, and compares a file with it"),
            )
        ),
        Field("conference"),
        Field("clause_language"),
        Field("region_name"),
        Field("introduction_is_official", holds=YesNo()),
        Field("opening_is_generated", holds=YesNo()),
        Field("printed_period", since=2),
        Field("printed_openness", since=2),
        Field("printed_totals", holds=ListOf(Text()), since=2),
        # How far it is, and how its texts came to be: nothing of what is agreed to.
        *(
            Field(name, since=NEVER)
            for name in ("status", "fillings", "staying", "web_mail", "not_agreed", "frozen_as")
        ),
    ),
    about={"period": "Years, both included; the model text's own period where left out"},
)

NOUNS = (PLEDGE, PARTY, SIGNATORY, FACT, OBJECTIVE, ADDITION, THEME, ACTION, INDICATOR, RESOURCE_LINE)
