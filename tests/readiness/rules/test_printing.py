"""Characters that no font has, wherever they would be printed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commitments.document import Signatory
from commitments.exports.pdf import printable
from commitments.readiness.checked import Checked
from commitments.readiness.places import PlaceKind
from commitments.readiness.rules.printing import unprintable
from tests.readiness.findings import TODAY, findings, found, sentences
from tests.readiness.pledges import (
    GOOD,
    action,
    addition,
    doing,
    indicator,
    line,
    measured,
    objective,
    opening,
    plan,
    planned,
    saying,
)

PRIVATE, UNASSIGNED, NONCHARACTER, NEW = "\ue000", "\u0378", "\ufdd0", "\u20c1"
FIRST = GOOD.parties[0]
OFFICIAL = Signatory("Joseph Otieno", "Secretary General", "office", "the Minister")


def of_the_first_party(**fields):
    return replace(GOOD, parties=(replace(FIRST, **fields), *GOOD.parties[1:]))


HITS = [
    ("unprintable", saying(f"Help {PRIVATE} them.")),
    ("unprintable", saying(f"Help {UNASSIGNED} them.")),
    ("unprintable", saying(f"Help {NONCHARACTER} them.")),
    ("unprintable", saying("\U000f0000")),
    ("unprintable", saying(f"Pay {NEW} 100.")),
    ("unprintable", replace(GOOD, title=f"Wells {PRIVATE}")),
    ("unprintable", replace(GOOD, introduction=("We met.", f"We {PRIVATE} agreed."))),
    ("unprintable", opening(f"We {PRIVATE} pledge:")),
    ("unprintable", replace(GOOD, objectives=(objective(additions=(addition(f"support {PRIVATE}"),)),))),
    ("unprintable", doing(f"Train {PRIVATE} volunteers.")),
    ("unprintable", doing("Train.", responsible=f"Unit {PRIVATE}")),
    ("unprintable", replace(GOOD, themes=plan(action(), name=f"Rescue {PRIVATE}"))),
    ("unprintable", measured(indicator(target=f"{PRIVATE} 50 %"))),
    ("unprintable", measured(indicator(verification=f"Report {PRIVATE}"))),
    ("unprintable", replace(GOOD, resources_text=f"About {PRIVATE}.")),
    ("unprintable", replace(GOOD, resource_lines=(line(f"Two {PRIVATE}"),))),
    ("unprintable", of_the_first_party(name=f"Ministry {PRIVATE}")),
    ("unprintable", of_the_first_party(focal_name=f"Amina {PRIVATE}")),
    ("unprintable", of_the_first_party(signatory=replace(OFFICIAL, name=f"Joseph {PRIVATE}"))),
    ("unprintable", of_the_first_party(signatory=replace(OFFICIAL, title=f"{PRIVATE} General"))),
    ("unprintable", of_the_first_party(signatory=replace(OFFICIAL, whom=f"the {PRIVATE}"))),
    ("unprintable", of_the_first_party(further_signatories=(OFFICIAL, replace(OFFICIAL, name=f"Aya {PRIVATE}")))),
]
MISSES = [
    ("unprintable", measured(indicator(target="≥ 50 % → ☑ ① ✓ • ½ − ±"))),
    ("unprintable", saying("保护移民 · 移民を保護する · 이주민 보호")),
    ("unprintable", saying("प्रतिज्ञा ግዴታ ᏣᎳᎩ ߒߞߏ ⵜⴰⵎⴰⵣⵉⵖⵜ ᠮᠣᠩᠭᠣᠯ རྫོང་ཁ")),
    ("unprintable", saying("𝐀𝑏𝒞𝟘 😀 🥲 👨\u200d👩\u200d👧 ☎\ufe0f")),
    ("unprintable", saying("\U0001fae8 \U0001fa77")),
    ("unprintable", saying("می\u200cخواهیم\u00a0joined\u200d\u200e")),
    ("unprintable", of_the_first_party(signatory=OFFICIAL)),
    ("unprintable", planned(action())),
]


@pytest.mark.parametrize(("code", "document"), HITS)
def test_what_no_font_has_is_found(knowledge, code, document):
    assert code in found(document, knowledge)


@pytest.mark.parametrize(("code", "document"), MISSES)
def test_what_a_font_has_is_not_found(knowledge, code, document):
    assert code not in found(document, knowledge)


def test_character_is_named_with_its_place_and_the_text_around_it(knowledge):
    [sentence] = sentences(measured(indicator(target=f"at least {PRIVATE} 50 %")), knowledge, "unprintable")
    assert sentence == (
        f"No font can print a character in indicator 1: U+E000 PRIVATE USE, in “at least {PRIVATE} 50 %”. "
        "Write it otherwise."
    )


def test_sign_that_is_too_new_is_shown(knowledge):
    [sentence] = sentences(saying(f"Pay {NEW} 100."), knowledge, "unprintable")
    assert sentence == (
        f"No font can print a character in objective 1: “{NEW}” (U+20C1), a sign too new for the fonts here, "
        f"in “Pay {NEW} 100.”. Write it otherwise."
    )


def test_several_characters_of_a_text_are_named_in_its_order_once_and_not_all(knowledge):
    text = "\ue003 and \ue001, \ue003 again \u0378 \ufdd0 \U000f0000 \ue007 \ue008"
    [sentence] = sentences(saying(text), knowledge, "unprintable")
    assert sentence.startswith(
        "No font can print some characters in objective 1: U+E003 PRIVATE USE, U+E001 PRIVATE USE, U+0378 UNASSIGNED, "
        "U+FDD0 NONCHARACTER, U+F0000 PRIVATE USE, …, first in “\ue003 and"
    )
    assert sentence.endswith("Write them otherwise.")


@pytest.mark.parametrize(
    ("document", "kind", "field"),
    [
        (measured(indicator(target=PRIVATE)), PlaceKind.INDICATOR, "target"),
        (of_the_first_party(focal_name=PRIVATE), PlaceKind.PARTY, "focal_name"),
        (of_the_first_party(signatory=replace(OFFICIAL, whom=PRIVATE)), PlaceKind.PARTY, "signs_for"),
        (replace(GOOD, title=PRIVATE), PlaceKind.TITLE, "text"),
    ],
)
def test_finding_leads_to_the_field(knowledge, document, kind, field):
    [place] = [finding.place for finding in findings(document, knowledge) if finding.code == "unprintable"]
    assert (place.kind, place.field) == (kind, field)


def test_where_there_are_no_fonts_nothing_is_said(monkeypatch, tmp_path, knowledge):
    configuration = tmp_path / "fonts.conf"
    configuration.write_text(f"<fontconfig><dir>{tmp_path}</dir></fontconfig>")
    monkeypatch.setattr(printable, "FONTS_CONF", configuration)
    assert list(unprintable(Checked(saying(PRIVATE), knowledge, TODAY))) == []
