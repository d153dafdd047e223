"""The readiness check's page: what to fix, what is worth a look, what passed and what is set aside."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils.html import escape

from commitments import document
from commitments.models import Pledge
from commitments.readiness.languages.client import HELPER
from commitments.readiness.report import RULES, report_on
from commitments.text.blanks import field_name
from commitments.text.limits import LAST_YEAR
from commitments.web import fixes
from tests import edits
from tests.factories import add_party, circulated, make_guest, make_ready, make_user, pick, write
from tests.web.views.pages import Page, count_queries, read, refused, send

pytestmark = pytest.mark.django_db
SAFETY, EXPERTISE = "a-safety-dignity-rights", "b-detention-draw-on-expertise"


@pytest.fixture
def url(pledge) -> str:
    return f"/pledges/{pledge.reference}/check/"


@pytest.fixture
def item(pledge):
    """An objective with two slips and no full stop."""
    return write(pledge, "objective", "Protect  all all migrants", key="own-o")


def name_of(pledge, code: str, words: str = "") -> str:
    """The name of a finding, by its rule and words of its sentence."""
    pledge = Pledge.objects.get(pk=pledge.pk)
    report = report_on(pledge, document.build(pledge))
    found = (*report.findings, *report.set_aside)
    return next(each.name for each in found if each.code == code and words in each.sentence)


def aside(client, url: str, name: str, reason: str = "It is meant so."):
    return client.post(url, {"set-aside": name, f"reason-{name}": reason})


def part(page: Page, heading: str) -> str:
    """What stands on the page under a heading, up to the next list."""
    return page.html[page.html.index(f'<h3 id="{heading}">') :].split("</ul>\n", 1)[0].split("<h3", 2)[1]


# What is found


def test_page_counts_what_passed_and_says_what_it_is(drafter, pledge, url):
    page = read(drafter, url)
    report = report_on(pledge, document.build(pledge))
    passed = len(report.passed)
    assert f"{passed} of {len(RULES)} checks found nothing" in page.html
    assert f"{passed} checks passed" in page.html
    for rule in report.passed:
        assert escape(str(rule.passed)) in page.html
    assert "%" not in re.sub(r"<style.*?</style>", "", page.html.split("<main", 1)[1].split("</main>")[0])


def test_what_to_fix_is_listed_with_its_button(drafter, pledge, url):
    page = read(drafter, url)
    assert "2 things to fix before the parties can sign" in page.html
    for sentence, button in [("Nobody makes this pledge yet.", "Add"), ("No objective is chosen yet.", "Choose")]:
        assert re.search(
            rf'<p>{sentence}[^<]*</p><a class="button secondary small" href="[^"]+">{button}<span', page.html
        )
    assert f"/pledges/{pledge.reference}/parties/#parties" in page.links


def test_nothing_to_fix_says_so(drafter, pledge, url):
    add_party(pledge, "state", "KE")
    pick(pledge, SAFETY)
    page = read(drafter, url)
    assert "Nothing stands in the way" in page.html
    assert 'id="fix"' not in page.html


def test_blanks_are_marked_and_lead_to_their_field(drafter, pledge, url):
    pick(pledge, EXPERTISE)
    write(pledge, "objective", "Work in <b>[some <place>]</b>")
    page = read(drafter, url)
    assert '<mark class="open-blank">[National Society]</mark> is still open. Fill it in.' in page.html
    assert "[some &lt;place&gt;]</mark> is still open" in page.html
    assert "<b>[some" not in page.html
    assert len([link for link in page.links if "/blanks/#id_blank-" in link]) == 2
    add_party(pledge, "national_society", "KE")
    assert "[National Society]" not in read(drafter, url).html


def test_what_a_person_typed_is_escaped(drafter, pledge, url):
    write(pledge, "objective", "The <script>alert(1)</script> [of <b> and RLF", key="own-o")
    write(pledge, "indicator", "<i>", baseline="TBC", key="own-i")
    for query in ("", "?view=changes", "?aside=<script>", "?all=<script>"):
        html = read(drafter, url + query).html
        assert "<script>alert" not in html
        assert "?aside=<script>" not in html
        assert "<b> and RLF" not in html


def test_place_is_said_where_the_sentence_does_not(drafter, pledge, url, item):
    page = read(drafter, url)
    assert "<b>Objective 1.</b> “all” stands twice in a row." in page.html
    assert "<p>Objective 1 ends without a full stop. Add one.</p>" in page.html


def test_advice_of_a_kind_stands_under_one_line(drafter, pledge, url):
    for number in range(12):
        write(pledge, "action", f"Dig {number} wells.", key=f"own-{number}")
    page = read(drafter, url)
    assert "<summary>12 actions have no end.</summary>" in page.html
    assert page.html.count("has no end. Say by when") == 3 * 10  # the sentence, and the names of two controls
    assert "?all=action-without-end#advice" in page.links
    every_one = read(drafter, f"{url}?all=action-without-end")
    assert every_one.html.count("has no end. Say by when") == 3 * 12
    assert every_one.html.count("Nobody leads action") == 3 * 10
    assert re.search(r'<details class="many" open><summary>12 actions have no end', every_one.html)
    assert "?all=action-without-end#advice" not in every_one.links


def test_ids_are_unique_and_links_within_the_page_lead_somewhere(drafter, pledge, url, item):
    aside(drafter, url, name_of(pledge, "full-stop"))
    for query in ("", "?view=changes", f"?aside={name_of(pledge, 'slip')}"):
        page = read(drafter, url + query)
        assert len(page.ids) == len(set(page.ids))
        assert [anchor for anchor in page.anchors if anchor not in page.ids] == []
        targets = [link.split("#", 1)[1] for link in page.links if link.startswith("?") and "#" in link]
        assert set(targets) <= {*page.ids, "why"}


def test_page_takes_as_many_queries_for_much_as_for_little(drafter, pledge, url):
    write(pledge, "action", "Dig wells")
    few = count_queries(drafter, url)
    for number in range(20):
        write(pledge, "action", f"Dig  {number} wells [of {number}]", key=f"own-{number}")
    assert count_queries(drafter, url) == few


# The text beside it


def test_text_stands_beside_it_clean_or_with_what_changed(drafter, pledge, url):
    pick(pledge, SAFETY, "Work to uphold the safety of all migrants.")
    clean, changed = read(drafter, url), read(drafter, f"{url}?view=changes")
    assert "<del>" not in clean.html
    assert "Work to uphold the safety of all migrants." in clean.html
    assert "<del>" in changed.html
    assert re.search(r'href="\?view=changes#preview" aria-current="true"', changed.html)
    assert re.search(r'href="\?#preview" aria-current="true"', clean.html)


# Setting aside


def test_link_opens_the_field_of_a_reason(drafter, pledge, url, item):
    name = name_of(pledge, "full-stop")
    assert f"?aside={name}#why" in read(drafter, url).links
    page = read(drafter, f"{url}?aside={name}")
    assert page.fields[f"reason-{name}"] == [""]
    assert f"set-aside={name}" in page.buttons
    assert "why" in page.ids


@pytest.mark.parametrize("name", ["nothing", "", "slip-0", "<b>"])
def test_link_to_what_is_not_found_opens_nothing(drafter, url, item, name):
    assert not [field for field in read(drafter, f"{url}?aside={name}").fields if field.startswith("reason-")]


def test_advice_is_set_aside_with_its_reason(drafter, pledge, url, item):
    name = name_of(pledge, "full-stop")
    response = send(
        drafter, f"{url}?aside={name}", {f"reason-{name}": " It is a <b>heading</b> & more ", "set-aside": name}
    )
    assert response.url == f"{url}#aside"
    page = read(drafter, url)
    assert ": It is a &lt;b&gt;heading&lt;/b&gt; &amp; more</span>" in page.html
    assert f"?aside={name}#why" not in page.links
    assert f"take-up={name}" in page.buttons
    assert "Sentences end with a full stop." in page.html
    assert "all” stands twice" in page.html


def test_enter_in_the_field_sets_aside_too(drafter, pledge, url, item):
    name = name_of(pledge, "full-stop")
    response = send(drafter, f"{url}?aside={name}", {f"reason-{name}": "A heading"})
    assert response.url == f"{url}#aside"
    assert refused(send(drafter, f"{url}?aside={name_of(pledge, 'slip')}")).html.count("Write why") == 2


def test_one_of_two_slips_is_set_aside_and_the_other_stays(drafter, pledge, url, item):
    aside(drafter, url, name_of(pledge, "slip", "two spaces"))
    page = read(drafter, url)
    assert "<b>Objective 1.</b> “all” stands twice" in page.html
    assert "has two spaces in a row. Fix it.<br>" in page.html


def test_advice_is_taken_up_again(drafter, pledge, url, item):
    name = name_of(pledge, "full-stop")
    aside(drafter, url, name)
    assert drafter.post(url, {"take-up": name}).url == f"{url}#advice"
    assert drafter.post(url, {"take-up": name}).url == f"{url}#advice"  # pressed twice
    page = read(drafter, url)
    assert f"?aside={name}#why" in page.links
    assert "It is meant so." not in page.html


def test_advice_stays_aside_until_its_text_changes(drafter, pledge, url, item):
    aside(drafter, url, name_of(pledge, "full-stop"))
    write(pledge, "objective", "Another.", key="own-p")
    edits.reword(pledge, "own-p", "Another one.", by=make_user())
    assert "It is meant so." in read(drafter, url).html
    edits.reword(pledge, "own-o", "Protect  all all the migrants", by=make_user())
    page = read(drafter, url)
    assert "It is meant so." not in page.html
    assert "ends without a full stop" in page.html
    edits.reword(pledge, "own-o", "Protect  all all migrants", by=make_user())
    assert "It is meant so." in read(drafter, url).html


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        ("", "Write why"),
        ("   ", "Write why"),
        ("word " * 61, "characters long"),
        ("x" * 101, "without a space"),
        ("two\nlines", "line break"),
        ("hidden \u202e text", "can reorder words"),
        ("nul \0", "control character"),
    ],
)
def test_bad_reason_comes_back_as_typed(drafter, pledge, url, item, reason, says):
    name = name_of(pledge, "full-stop")
    page = refused(aside(drafter, url, name, reason))
    assert says in page.html
    assert f"reason-{name}" in page.anchors
    assert page.fields[f"reason-{name}"][0] in (reason, reason.replace("\0", "\ufffd"))
    assert Pledge.objects.get(pk=pledge.pk).set_aside == {}


def test_reason_of_exactly_the_limit_is_taken(drafter, pledge, url, item):
    name = name_of(pledge, "full-stop")
    assert aside(drafter, url, name, ("word " * 60)[:-1] + "s").status_code == 302
    assert len(Pledge.objects.get(pk=pledge.pk).set_aside[name]["reason"]) == 300


def test_bad_reason_shows_in_a_long_list(drafter, pledge, url):
    for number in range(12):
        write(pledge, "action", f"Dig {number} wells.", key=f"own-{number}")
    name = name_of(pledge, "action-without-end", "Action 1.12")
    page = refused(aside(drafter, url, name, ""))
    assert f"reason-{name}" in page.ids


@pytest.mark.parametrize(
    ("verb", "name"),
    [
        ("set-aside", "nothing"),
        ("take-up", "nothing"),
        ("set-aside", ""),
        ("take-up", ""),
        ("set-aside", "slip-000000000000"),
        ("take-up", "\0"),
    ],
)
def test_unknown_name_is_not_found(drafter, pledge, url, item, verb, name):
    assert drafter.post(url, {verb: name, "reason-nothing": "Because"}).status_code == 404
    assert Pledge.objects.get(pk=pledge.pk).set_aside == {}


def test_blocker_is_not_set_aside(drafter, pledge, url):
    name = name_of(pledge, "no-party")
    assert f"?aside={name}#why" not in read(drafter, url).links
    assert aside(drafter, url, name).status_code == 404
    assert Pledge.objects.get(pk=pledge.pk).set_aside == {}


@pytest.mark.parametrize("verb", ["", "aside", "junk", "take", "do"])
def test_command_that_makes_no_sense_changes_nothing(drafter, pledge, url, item, verb):
    assert drafter.post(url, {verb: "x"}).url == url
    assert Pledge.objects.get(pk=pledge.pk).set_aside == {}


def test_viewer_reads_and_sets_nothing_aside(viewer, drafter, pledge, url, item):
    aside(drafter, url, name_of(pledge, "full-stop"))
    name = name_of(pledge, "slip")
    page = read(viewer, f"{url}?aside={name}")
    assert "It is meant so." in page.html
    assert not [field for field in page.fields if field.startswith("reason-")]
    assert not [button for button in page.buttons if button.startswith(("set-aside", "take-up"))]
    assert not [link for link in page.links if link.startswith("?aside")]
    assert aside(viewer, url, name).status_code == 403
    assert viewer.post(url, {"take-up": name_of(pledge, "full-stop")}).status_code == 403
    assert len(Pledge.objects.get(pk=pledge.pk).set_aside) == 1


def test_stranger_finds_nothing(stranger, pledge, url, item):
    assert stranger.get(url).status_code == 404
    assert aside(stranger, url, name_of(pledge, "slip")).status_code == 404
    assert Pledge.objects.get(pk=pledge.pk).set_aside == {}


def test_pledge_that_is_no_draft_is_read_only(drafter, pledge, url, item):
    Pledge.objects.update(status=Pledge.Status.IN_CIRCULATION)
    page = read(drafter, url)
    assert not [link for link in page.links if link.startswith("?aside")]
    assert aside(drafter, url, name_of(pledge, "slip")).status_code == 403


# Where else it shows


def test_hub_shows_how_much_was_found_in_each_section(drafter, pledge, url, item):
    Pledge.objects.update(period_end=LAST_YEAR)
    write(pledge, "objective", "Help [them <b>.")
    html = read(drafter, f"/pledges/{pledge.reference}/").html
    found = {
        slug: re.search(rf'{slug}/"><span class="name">.*?</li>', html, re.DOTALL)[0]
        for slug in ("parties", "introduction", "objectives", "indicators", "resources")
    }
    assert "2 to fix" in found["objectives"]
    assert "3 to look at" in found["objectives"]  # no actions, two slips, no full stop
    for untouched in ("parties", "introduction", "indicators", "resources"):
        assert "to fix" not in found[untouched], "nothing is red before one has begun"
        assert "to look at" not in found[untouched]
    assert '<span class="tag problem">3 to fix, ' in html, "and nobody pledges"


def test_check_says_what_is_empty_before_it_says_what_is_fine(drafter, pledge, url):
    """And no ring stands over empty parts."""
    add_party(pledge, "state", "KE")
    pick(pledge, SAFETY)
    html = read(drafter, url).html.split("<main", 1)[1]
    assert html.index("3 sections are still empty") < html.index("Nothing stands in the way")
    for title in ("Action plan", "Indicators", "Resources"):
        assert re.search(rf"<p>{title}</p>", html)
    assert 'class="ring"' not in html
    assert html.index("Passed, as nothing is there yet") < html.index("Every action has a lead.")
    write(pledge, "action", "Open service points in every county.")
    write(pledge, "indicator", "Service points that are open: 12.")
    Pledge.objects.update(resources_text="Each party bears its own costs.")
    html = read(drafter, url).html.split("<main", 1)[1]
    assert "still empty" not in html
    assert 'class="ring"' in html
    assert "Passed, as nothing is there yet" not in html


def test_section_that_is_said_to_be_ready_is_not_called_empty(drafter, pledge, url):
    add_party(pledge, "state", "KE")
    for slug in ("actions", "indicators", "resources"):
        drafter.post(f"/pledges/{pledge.reference}/", {"section": slug, "ready": "1"})
    assert "1 section is still empty" in read(drafter, url).html


def test_check_ends_in_the_next_step(drafter, pledge, url):
    """Whatever optional section is empty: it was named above."""
    assert "See what to fix" in read(drafter, url).html
    Pledge.objects.update(language="en")
    for code in ("KE", "UG"):
        add_party(pledge, "national_society", code)
    pick(pledge, SAFETY)
    page = read(drafter, url)
    assert "Next: Invite the Kenya Red Cross Society to comment" in page.html
    assert f"/pledges/{pledge.reference}/invitations/#invite" in page.links
    for party in pledge.parties.all():
        make_guest(pledge, party_key=party.key)
    page = read(drafter, url)
    assert "Next: Ask the parties to sign" in page.html
    assert f"/pledges/{pledge.reference}/circulate/" in page.links


def test_no_message_of_the_check_speaks_of_boxes_by_their_letters():
    sources = [path.read_text() for path in Path(fixes.__file__).parents[1].glob("readiness/**/*.py")]
    assert len(sources) > 20
    assert [found for text in sources for found in re.findall(r"\bBox [A-D]\b", text)] == []


def test_what_is_set_aside_counts_nowhere(drafter, pledge, url, item):
    aside(drafter, url, name_of(pledge, "full-stop"))
    assert "2 to look at" in read(drafter, f"/pledges/{pledge.reference}/").html
    assert "2 things worth a look" in read(drafter, f"/pledges/{pledge.reference}/objectives/").html


def test_section_shows_what_was_found_in_it_and_leads_there(drafter, pledge, url):
    Pledge.objects.update(period_end=LAST_YEAR)
    write(pledge, "objective", "Help [them <b>.", key="own-o")
    write(pledge, "indicator", "Number of the the wells: 12.", key="own-i")
    page = read(drafter, f"/pledges/{pledge.reference}/objectives/")
    link = r'To fix</span> <a href="[^"]*/items/own-o/">Objective 1. A square bracket is left over'
    assert re.search(link, page.html)
    assert "<b>." not in page.html
    assert f"{url}#advice" in page.links
    assert "1 thing worth a look" in page.html
    assert "Nobody makes this pledge yet" not in page.html
    page = read(drafter, f"/pledges/{pledge.reference}/parties/")
    assert "Nobody makes this pledge yet. Add the parties." in page.html
    assert "worth a look" not in page.html
    assert 'class="small found"' not in read(drafter, f"/pledges/{pledge.reference}/introduction/").html


@pytest.mark.parametrize("who", ["drafter", "viewer"])
def test_page_leads_to_the_export(request, pledge, url, who):
    assert f"/pledges/{pledge.reference}/export/" in read(request.getfixturevalue(who), url).links


def test_posting_leads_on(drafter, pledge, url):
    response = drafter.post(url, {"go": "next"})
    assert response.url == f"/pledges/{pledge.reference}/export/"


# What stays as it is written


@pytest.fixture
def bracket(pledge):
    """An objective with a bracket that is meant so."""
    return write(pledge, "objective", "Meet every year [in Geneva].", key="own-b")


def test_drafter_says_that_a_bracket_stays_and_takes_it_back(drafter, pledge, url, bracket):
    name = name_of(pledge, "open-blank", "[in Geneva]")
    page = read(drafter, url)
    assert f'name="stays" value="{name}"' in page.html
    assert drafter.post(url, {"stays": name})["Location"] == f"{url}#stays"
    page = read(drafter, url)
    stays = part(page, "stays")
    who = Pledge.objects.get(pk=pledge.pk).staying.popitem()[1]["who"]
    assert "[in Geneva] stays in objective 1." in stays
    assert re.search(rf"Stays, said {re.escape(escape(who))} on \d{{1,2}} \w+ 20\d\d", stays)
    assert f'value="{name}"' not in page.html
    assert '<mark class="open-blank">[in Geneva]</mark>' not in page.html
    (key,) = Pledge.objects.get(pk=pledge.pk).staying
    assert drafter.post(url, {"stays-not": key})["Location"] == f"{url}#fix"
    assert name_of(pledge, "open-blank", "[in Geneva]") == name


def test_that_something_stays_can_be_said_of_nothing_else(drafter, pledge, url, item):
    for name in (name_of(pledge, "full-stop"), name_of(pledge, "no-party"), "unknown", ""):
        assert drafter.post(url, {"stays": name}).status_code == 302
    assert Pledge.objects.get(pk=pledge.pk).staying == {}


def test_nothing_is_said_to_stay_in_a_pledge_that_goes_round(drafter, pledge, url, bracket):
    name = name_of(pledge, "open-blank", "[in Geneva]")
    Pledge.objects.filter(pk=pledge.pk).update(status=Pledge.Status.WITHDRAWN)
    answer = drafter.post(url, {"stays": name})
    assert answer.status_code in (403, 404, 422)
    assert Pledge.objects.get(pk=pledge.pk).staying == {}


def test_page_says_where_nobody_tells_languages(drafter, pledge, url, monkeypatch):
    monkeypatch.setattr(HELPER, "_resting_until", float("inf"))
    write(pledge, "objective", "A text of which nothing is known beforehand, nor kept.", key="own-u")
    assert "could not be looked up just now" in read(drafter, url).html
    monkeypatch.undo()
    assert "could not be looked up just now" not in read(drafter, url).html


def test_text_that_went_round_offers_no_button_to_change_it(drafter, pledge):
    ready = make_ready(pledge.organisation)
    write(ready, "action", "Dig wells", key="own-a", theme_name="Water")
    circulated(ready)
    base = f"/pledges/{ready.reference}/"
    page = read(drafter, f"{base}check/")
    assert "actions have no end" in page.html or "has no end. Say by when" in page.html
    for words in ("Reword", "Set aside", "Fix before you ask the parties to sign", "This stays"):
        assert words not in page.html
    plan = read(drafter, f"{base}actions/").html
    for words in ("Choose from", "Write one", ">Edit<", "To fix"):
        assert words not in plan
    assert "thing worth a look" not in plan


def test_page_of_an_item_shows_what_was_found_in_it_alone(drafter, pledge, url):
    write(pledge, "objective", "Help by 20XX.", key="own-o")
    write(pledge, "objective", "Help the the [place].", key="own-p")
    write(pledge, "objective", "Stay in [place].", key="own-q")
    base = f"/pledges/{pledge.reference}"
    one, other, third = (read(drafter, f"{base}/items/own-{key}/").html for key in "opq")
    assert one.count("To fix") == other.count("To fix") == third.count("To fix") == 1
    assert "Objective 1. “20XX” stands for something" in one
    assert "[place] is still open in 2 places." in other
    assert "[place] is still open in 2 places." in third
    assert "20XX” stands" not in other + third
    assert "2 things worth a look" in other
    objectives = read(drafter, f"{base}/objectives/").html
    assert "Objective 1. “20XX” stands for something" in objectives
    assert objectives.count("To fix") == 2


# Blanks that are filled beside their finding


@pytest.fixture
def blank(pledge) -> str:
    """The name of the field of a blank of the pledge."""
    write(pledge, "objective", "Keep volunteers safe in [region].", key="own-1")
    write(pledge, "objective", "Dig wells in [région] and [المنطقة].", key="own-2")
    return field_name("[region]")


def test_blanks_are_filled_beside_their_finding_and_the_page_leads_on(drafter, pledge, url, blank):
    page = read(drafter, url)
    names = [name for name in page.fields if name.startswith("blank-")]
    assert set(names) == {field_name(token) for token in ("[region]", "[région]", "[المنطقة]")}
    assert "go=next" in page.buttons
    answer = send(drafter, url, {blank: "northern Kenya", field_name("[المنطقة]"): "الساحل"}, go="next")
    assert answer.url == f"/pledges/{pledge.reference}/export/"
    pledge.refresh_from_db()
    assert pledge.blank_fillings == {"[region]": "northern Kenya", "[المنطقة]": "الساحل"}
    assert [name for name in read(drafter, url).fields if name.startswith("blank-")] == [field_name("[région]")]


def test_enter_in_a_blank_saves_and_stays(drafter, pledge, url, blank):
    assert send(drafter, url, {blank: "northern Kenya"}).url == url
    pledge.refresh_from_db()
    assert pledge.blank_fillings == {"[region]": "northern Kenya"}


def test_any_button_of_the_page_keeps_the_blanks_that_were_filled(drafter, pledge, url, blank):
    name = name_of(pledge, "open-blank", "[région]")
    assert send(drafter, url, {blank: "northern Kenya"}, stays=name).status_code == 302
    pledge.refresh_from_db()
    assert pledge.blank_fillings == {"[region]": "northern Kenya"}
    assert [said["text"] for said in pledge.staying.values()] == ["[région]"]


def test_going_on_sets_aside_what_a_reason_was_written_for(drafter, pledge, url, blank):
    name = name_of(pledge, "box-c-empty", "")
    send(drafter, url, {f"reason-{name}": "They come later.", blank: "northern Kenya"}, go="next")
    pledge.refresh_from_db()
    assert pledge.set_aside[name]["reason"] == "They come later."
    assert pledge.blank_fillings == {"[region]": "northern Kenya"}


@pytest.mark.parametrize("words", ["x" * 201, "[another]", "a\u202eb"])
def test_blank_that_is_refused_comes_back_as_typed(drafter, pledge, url, blank, words):
    page = refused(send(drafter, url, {blank: words, field_name("[région]"): "Sahel"}, go="next"))
    assert f"id_{blank}" in page.anchors
    assert (page.fields[blank], page.fields[field_name("[région]")]) == ([words], ["Sahel"])
    pledge.refresh_from_db()
    assert pledge.blank_fillings == {}


def test_filling_of_a_colleague_is_not_overwritten(drafter, pledge, url, blank):
    fields = read(drafter, url).fields
    fields.pop("csrfmiddlewaretoken", None)
    send(drafter, url, {blank: "theirs"})
    assert drafter.post(url, {**fields, blank: "ours"}).status_code == 409
    pledge.refresh_from_db()
    assert pledge.blank_fillings == {"[region]": "theirs"}


def test_viewer_fills_nothing(viewer, pledge, url, blank):
    assert blank not in read(viewer, url).fields
    assert viewer.post(url, {blank: "ours"}).status_code == 403
