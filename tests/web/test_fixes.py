"""Where findings belong: their sections, the addresses and the buttons that fix them, and how they are counted."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commitments import document
from commitments.drafting.negotiating import open_table
from commitments.drafting.sections import BY_SLUG
from commitments.models import Draft, Pledge
from commitments.readiness.finding import ADVICE, BLOCKER, Finding
from commitments.readiness.places import Place, PlaceKind
from commitments.readiness.report import RULES, Report, report_on
from commitments.web import fixes
from tests.e2e.world import whole_menu
from tests.factories import add_party, add_resource, link, make_member, make_organisation, make_pledge, pick, write
from tests.readiness.findings import TODAY
from tests.readiness.rules.test_languages import TWO_LANGUAGES
from tests.web.views.conftest import signed_in
from tests.web.views.pages import Page, read

pytestmark = pytest.mark.django_db
LONG_BLANK = f"[{'word ' * 60}]"
POINTS = "Establish Humanitarian Service Points along the main routes for the people who travel there."


@pytest.fixture
def pledge() -> Pledge:
    return make_pledge(title="Wells")


@pytest.fixture
def drafter(pledge) -> Client:
    return signed_in(make_member("drafter", pledge.organisation))


def messy(pledge: Pledge) -> Pledge:
    """Let a pledge break every rule but those that ask for what is not there at all."""
    pledge.title = "Wells  in [place]"
    pledge.opening = "We jointly pledge to review/assess our laws:"
    pledge.introduction = f"At the 33rd International Conference in 2023 we met\n\n{TWO_LANGUAGES[0]}"
    pledge.resources_text = "NA"
    pledge.period_start, pledge.period_end = 2016, 2020
    pledge.openness, pledge.open_until = "open", date(2020, 12, 31)
    pledge.save()
    party = add_party(pledge, "national_society", "HT", name="Haitian Red Cross")
    refugees = pick(pledge, "a-gcr-humanitarian-objectives")
    pick(pledge, "a-gcr-locally-led-action", "support for RLF (local)")
    first = write(pledge, "objective", f"In [place], {'word ' * 420}", key="own-first")
    texts = [
        "We trained 400 volunteers",
        f"Progress the Global Compact for Safe, Orderly and Regular Migration {LONG_BLANK}.",
        "Renew Resolution 4 – Migration: Ensuring Access, Dignity, Respect for Diversity and Social Inclusion.",
        f"{TWO_LANGUAGES[1]}",
        "Renforcer la coopération avec les autorités.",
        "Open all the shelters by 03/04/2019.",
        "Help [them.",
        "Help (them.",
        "Dig a well \ue000:\n1. Find water.\n2. Dig.",
        "Error! Bookmark not defined. Help in coop-\neration with volunteers² and r\ufffdfugi\ufffds.",
    ]
    for number, text in enumerate(texts):
        write(pledge, "objective", text, key=f"own-o{number}")
    bad = {"responsible": "State/National Society", "start": "2024-06", "end": "2018"}
    action = write(pledge, "action", POINTS, key="own-action", theme_name="The RLF", **bad)
    link(action, linked=[refugees, first])
    pick(pledge, "b-detention-draw-on-expertise", POINTS, responsible="[unit]", start="2030", end="2031-03")
    link(pick(pledge, "b-detention-monitoring-visits", "Visit  them"), leads=[party])
    facts = {"baseline": "TBC", "target": "[when]", "verification": "Danish RC"}
    someone = "Someone helped by the ?? Red Cross/Red Crescent"
    link(write(pledge, "indicator", someone, key="own-i", **facts), linked=[action])
    add_resource(pledge, description="Two two [cars", provider="[whom]", key="line-0000000001")
    add_resource(pledge, description="N/A", provider="tbc", key="line-0000000002", amount=500)
    add_resource(pledge, description="Volunteers until 03/04/2027", kind="human", key="line-0000000003", amount=20)
    return pledge


def all_of(pledge: Pledge) -> list[fixes.Fix]:
    draft = Draft(pledge)
    printed = document.build(draft)
    return fixes.fixes_for(draft, printed, report_on(pledge, printed, today=TODAY).findings)


def half_signed(pledge: Pledge) -> Pledge:
    """Let only one of two parties have its signatory, and negotiate with it."""
    state = add_party(pledge, "state", "HT", signatory_name="Fatuma Hassan", signatory_email="f@gmail.com")
    add_party(pledge, "national_society", "HT")
    add_party(pledge, "observer", name="Turkey")
    add_party(pledge, "national_society", "KE", name="Our Red Cross")
    add_party(pledge, "national_society", "UG", name="Our Red Cross")
    write(pledge, "objective", "Help everybody who needs help.")
    open_table(pledge, state.key, by=make_member("drafter", pledge.organisation))
    return pledge


def test_every_rule_is_broken_in_one_of_the_three(pledge):
    pledges = (messy(pledge), make_pledge(), half_signed(make_pledge()))
    codes = {each.finding.code for broken in pledges for each in all_of(broken)}
    assert codes == {rule.code for rule in RULES}


@pytest.mark.parametrize("kind", [messy, half_signed, lambda pledge: pledge])
def test_every_button_opens_a_page_at_a_field_that_is_there(drafter, pledge, kind):
    if kind not in (messy, half_signed):
        Pledge.objects.filter(pk=pledge.pk).update(title="")
    found = all_of(kind(Pledge.objects.get(pk=pledge.pk)))
    assert len(found) > 3
    pages: dict[str, Page] = {}
    for each in found:
        url, _hash, anchor = each.url.partition("#")
        page = pages.setdefault(url, read(drafter, url)) if url not in pages else pages[url]
        assert not anchor or anchor in page.ids, (each.finding, each.url)
        assert str(each.button)


@pytest.mark.parametrize(
    ("code", "place", "ends"),
    [
        ("open-blank", Place(PlaceKind.TITLE), "/parties/#id_title"),
        ("no-title", Place(PlaceKind.TITLE), "/parties/#id_title"),
        ("no-party", Place(PlaceKind.PARTIES), "/parties/#parties"),
        ("no-objective", Place(PlaceKind.OBJECTIVES), "/objectives/"),
        ("choice", Place(PlaceKind.OPENING), "/introduction/#id_opening"),
        ("slip", Place(PlaceKind.INTRODUCTION), "/introduction/#id_introduction"),
        ("slip", Place(PlaceKind.OBJECTIVE, "own-o"), "/items/own-o/"),
        ("slip", Place(PlaceKind.ADDITION, "own-d"), "/items/own-d/"),
        ("slip", Place(PlaceKind.ACTION, "own-a"), "/items/own-a/"),
        ("wrong-name", Place(PlaceKind.ACTION, "own-a", field="heading"), "/items/own-a/"),
        ("slip", Place(PlaceKind.INDICATOR, "own-i"), "/items/own-i/"),
        ("objective-without-action", Place(PlaceKind.OBJECTIVE, "own-o", field="linked"), "/actions/"),
        ("other-register", Place(PlaceKind.OBJECTIVE, "own-o", field="chosen"), "/objectives/#own-o"),
        ("action-without-lead", Place(PlaceKind.ACTION, "own-a", field="leads"), "/actions/own/#own-a"),
        ("action-without-end", Place(PlaceKind.ACTION, "own-a", field="end"), "/actions/own/#own-a-end"),
        ("outside-period", Place(PlaceKind.ACTION, "own-a", field="start"), "/actions/own/#own-a-start"),
        ("slip", Place(PlaceKind.ACTION, "own-a", field="responsible"), "/actions/own/#own-a-responsible"),
        ("action-without-indicator", Place(PlaceKind.ACTION, "own-a", field="indicators"), "/indicators/"),
        ("box-c-empty", Place(PlaceKind.INDICATORS), "/indicators/"),
        ("box-c-empty", Place(PlaceKind.INDICATOR, "own-i", field="target"), "/indicators/#own-i-target"),
        ("box-d-empty", Place(PlaceKind.RESOURCES), "/resources/#id_resources_text"),
        ("box-d-empty", Place(PlaceKind.LINE, number="2", field="provider"), "/resources/#id_line-0000000001-provider"),
    ],
)
def test_finding_leads_to_its_field(pledge, code, place, ends):
    write(pledge, "action", "Dig wells.", key="own-a")
    add_resource(pledge, key="line-0000000002", description="first")
    add_resource(pledge, key="line-0000000001", description="second")
    draft = Draft(pledge)
    severity = BLOCKER if code == "open-blank" else ADVICE
    finding = Finding(code, severity, "S.", place, "text", "[x]")
    (fix,) = fixes.fixes_for(draft, document.build(draft), [finding])
    assert fix.url == f"/pledges/{pledge.reference}{ends}"
    assert fix.section in BY_SLUG


def test_blank_leads_to_the_page_that_fills_it_unless_it_is_too_long(pledge):
    write(pledge, "objective", f"In [place] and {LONG_BLANK}.", key="own-o")
    one, other = (each for each in all_of(pledge) if each.finding.code == "open-blank")
    assert one.url.startswith(f"/pledges/{pledge.reference}/blanks/#id_blank-")
    assert other.url == f"/pledges/{pledge.reference}/items/own-o/"
    assert (str(one.button), str(other.button)) == ("Fill in", "Reword")


def test_action_under_a_theme_leads_to_that_theme(pledge):
    pick(pledge, "b-detention-monitoring-visits")
    urls = {each.url for each in all_of(pledge) if each.finding.code == "action-without-lead"}
    assert urls == {f"/pledges/{pledge.reference}/actions/b-detention/#b-detention-monitoring-visits"}


def test_place_is_named_unless_the_sentence_names_it(pledge):
    write(pledge, "objective", "Support RLF", key="own-o")
    where = {each.finding.code: each.where for each in all_of(pledge)}
    assert where["wrong-name"] == "Objective 1"
    assert where["full-stop"] == ""


def test_advice_of_a_kind_is_one_group_and_the_first_ten_are_shown(pledge):
    for number in range(12):
        write(pledge, "action", "Dig wells.", key=f"own-{number}", responsible=f"Unit {number}")
    draft = Draft(pledge)
    printed = document.build(draft)
    advice = report_on(pledge, printed, today=TODAY).advice
    groups = {group.fixes[0].finding.code: group for group in fixes.grouped(draft, printed, advice)}
    ends = groups["action-without-end"]
    assert (ends.title, len(ends.fixes), ends.more) == ("12 actions have no end.", 10, "action-without-end")
    assert groups["box-c-empty"].title == ""
    for asked in ("action-without-end", ends.fixes[0].finding.name):
        groups = {group.fixes[0].finding.code: group for group in fixes.grouped(draft, printed, advice, asked=asked)}
        assert (len(groups["action-without-end"].fixes), groups["action-without-end"].more) == (12, "")
        assert len(groups["action-without-lead"].fixes) == 10


def test_every_group_has_a_line_or_one_finding(pledge):
    draft = Draft(messy(pledge))
    printed = document.build(draft)
    for group in fixes.grouped(draft, printed, report_on(draft.pledge, printed, today=TODAY).advice):
        assert bool(group.title) == (len(group.fixes) > 1)


def test_tallies_count_what_to_fix_and_kinds_of_advice_by_section():
    def finding(code: str, severity, kind: PlaceKind, key: str = "") -> Finding:
        return Finding(code, severity, "S.", Place(kind, key))

    report = Report(
        blockers=(
            finding("a", BLOCKER, PlaceKind.TITLE),
            finding("b", BLOCKER, PlaceKind.PARTIES),
            finding("c", BLOCKER, PlaceKind.LINE),
        ),
        advice=(
            finding("d", ADVICE, PlaceKind.ACTION, "1"),
            finding("d", ADVICE, PlaceKind.ACTION, "2"),
            finding("e", ADVICE, PlaceKind.ACTION, "1"),
            finding("d", ADVICE, PlaceKind.OBJECTIVE, "3"),
            finding("d", ADVICE, PlaceKind.RESOURCES),
        ),
        set_aside=(finding("f", ADVICE, PlaceKind.INTRODUCTION),),
        staying=(finding("g", BLOCKER, PlaceKind.TITLE),),
        passed=(),
    )
    assert fixes.tallies(report) == {
        "parties": fixes.SectionTally(2, 0),
        "actions": fixes.SectionTally(0, 2),
        "objectives": fixes.SectionTally(0, 1),
        "resources": fixes.SectionTally(1, 1),
    }


def test_every_kind_of_place_has_an_address():
    assert set(fixes.ADDRESSES) == set(PlaceKind)


def test_whole_menu_has_no_blocker_but_the_open_blanks():
    everything = whole_menu(make_organisation())
    assert report_on(everything, document.build(everything), today=TODAY).blockers == ()
    everything.parties.all().delete()
    add_party(everything, "observer", name="Example Relief")
    blockers = report_on(everything, document.build(everything), today=TODAY).blockers
    assert [blocker.sentence for blocker in blockers] == [
        "[National Society] is still open in 3 places. Fill it in once."
    ]


def test_report_takes_no_query_once_the_library_is_in_memory(pledge):
    printed = document.build(messy(pledge))
    report_on(pledge, printed, today=TODAY)
    pledge.title = "Another"
    with CaptureQueriesContext(connection) as queries:
        report_on(pledge, document.build(pledge), today=TODAY)
    built = len(queries)
    with CaptureQueriesContext(connection) as queries:
        document.build(pledge)
    assert built == len(queries)
