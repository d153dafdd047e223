"""The plan as a whole: what is suggested comes with its details, and an action is open in place."""

from __future__ import annotations

import pytest

from commitments.models import Item, Pledge
from commitments.text.blanks import find
from tests.factories import add_party, link, make_member, make_organisation, make_pledge, pick, write
from tests.web.views.conftest import signed_in
from tests.web.views.pages import Page, changed, count_queries, read, refused, send

pytestmark = pytest.mark.django_db

ACCESS, SAFETY, HARM = "a-access-essential-services", "a-safety-dignity-rights", "a-protect-from-harm"
REFUGEES, INCLUSION = "a-gcr-humanitarian-objectives", "a-gcr-economic-social-inclusion"
POINTS, INFORMATION = "b-rescue-and-services-humanitarian-service-points", "b-rescue-and-services-information-points"
LIVELIHOODS = "b-social-inclusion-education-livelihoods"
EXPERTISE = "b-detention-draw-on-expertise"
NOTE = "Filled in from what the pledge says so far."


@pytest.fixture
def plan(pledge) -> str:
    return f"/pledges/{pledge.reference}/actions/"


@pytest.fixture
def parties(pledge) -> list[str]:
    return [add_party(pledge, "state", "KE").key, add_party(pledge, "national_society", "KE").key]


def details(pledge, key: str) -> tuple[list[str], str, str, list[str]]:
    """Who leads an action of the pledge, its start and end, and what it serves."""
    item = pledge.items.get(key=key, chosen=True)
    return item.leads, item.start, item.end, item.linked


def test_ticked_suggestions_come_with_what_the_page_shows(drafter, pledge, plan, parties):
    for slug in (SAFETY, ACCESS):
        pick(pledge, slug)
    page = read(drafter, plan)
    assert "pick" not in page.fields
    shown = [page.fields[f"{POINTS}-{name}"] for name in ("leads", "start", "end", "linked")]
    assert shown == [parties, ["2019-01"], ["2023-12"], [ACCESS]]
    assert NOTE in page.html
    assert "1. Rescue" in page.html
    assert "goes with objective 2: Access to essential services" in page.html
    assert not pledge.items.filter(kind="action").exists()  # it is only shown

    assert send(drafter, plan, pick=[POINTS, INFORMATION]).url == f"{plan}#{POINTS}"
    assert details(pledge, POINTS) == (parties, "2019-01", "2023-12", [ACCESS])
    assert details(pledge, INFORMATION) == (parties, "2019-01", "2023-12", [ACCESS])
    assert set(pledge.items.filter(kind="action").values_list("key", flat=True)) == {POINTS, INFORMATION}
    page = read(drafter, plan)
    assert {POINTS, INFORMATION} <= set(page.ids)
    assert POINTS not in page.fields.get("offered", [])
    assert "Still open" not in page.html


def test_what_is_changed_of_it_counts(drafter, pledge, plan, parties):
    pick(pledge, ACCESS)
    own = {f"{POINTS}-leads": [parties[1]], f"{POINTS}-start": "2020-04", f"{POINTS}-linked": []}
    send(drafter, plan, {"pick": [POINTS], **own, f"{POINTS}-responsible": "Health unit"})
    assert details(pledge, POINTS) == ([parties[1]], "2020-04", "2023-12", [])
    assert pledge.items.get(key=POINTS).responsible == "Health unit"


def test_what_is_not_ticked_leaves_nothing_but_what_was_typed(drafter, pledge, plan, parties):
    pick(pledge, ACCESS)
    send(drafter, plan, {f"{POINTS}-responsible": "Health unit"})
    item = pledge.items.get(kind="action")
    assert (item.key, item.chosen, item.responsible, item.leads, item.start) == (POINTS, False, "Health unit", [], "")


def test_script_sends_the_tick_with_what_is_shown(drafter, pledge, plan, parties):
    pick(pledge, ACCESS)
    names = [f"pick={POINTS}", f"{POINTS}-start", f"{POINTS}-end", f"{POINTS}-leads={parties[0]}"]
    sent = {"pick": [POINTS], f"{POINTS}-start": "2019-01", f"{POINTS}-end": "2023-12"}
    sent[f"{POINTS}-leads"] = parties[:1]
    script = {"headers": {"accept": "application/json"}}
    answer = drafter.post(plan, {**sent, **changed(*names)}, **script)
    assert (answer.status_code, answer.json()["refused"]) == (200, {})
    assert details(pledge, POINTS) == (parties[:1], "2019-01", "2023-12", [])
    # and takes it out again
    drafter.post(plan, changed(f"pick={POINTS}", version=1), **script)
    assert not pledge.items.get(key=POINTS).chosen


def test_save_and_continue_comes_back_to_the_plan_after_a_tick_that_a_script_saved(drafter, pledge, plan, parties):
    pick(pledge, ACCESS)
    page = read(drafter, plan)
    assert POINTS in page.fields["offered"]
    link(pick(pledge, POINTS, start="2019-01", end="2023-12"), leads=list(pledge.parties.all()))
    sent = {"version": "0", **changed(), "offered": page.fields["offered"], "go": "next"}
    assert drafter.post(plan, sent).url == f"{plan}#{POINTS}"
    sent["offered"] = []
    assert drafter.post(plan, sent).url == f"/pledges/{pledge.reference}/indicators/"


def test_save_and_continue_leads_to_the_next_action_that_lacks_something(drafter, pledge, plan, parties):
    objective = pick(pledge, ACCESS)
    full = {"start": "2019-01", "end": "2020-12"}
    first, second = pick(pledge, POINTS), link(pick(pledge, INFORMATION, **full), leads=pledge.parties.all())
    link(second, linked=[objective])
    third = write(pledge, "action", "Dig wells", theme_name="Water", start="2019", end="2020")
    page = read(drafter, f"{plan}?open={first.key}")
    assert page.fields[f"{first.key}-start"] == ["2019-01"]
    assert f"{second.key}-start" not in page.fields
    assert "Still open: lead, start, end, objective" in page.html
    assert "Still open: lead, objective" in page.html
    fields = {name: value for name, value in page.fields.items() if name != "csrfmiddlewaretoken"}
    there = drafter.post(f"{plan}?open={first.key}", {**fields, "go": "next"})
    assert there.url == f"{plan}?open={third.key}#{third.key}"
    assert details(pledge, first.key) == (parties, "2019-01", "2023-12", [ACCESS])
    # What it has stays; what it lacks is left open: it says something already
    page = read(drafter, there.url)
    assert page.fields[f"{third.key}-start"] == ["2019"]
    assert f"{third.key}-leads" not in page.fields
    last = send(drafter, there.url.partition("#")[0], {f"{third.key}-leads": parties}, go="next")
    assert last.url == f"{plan}#{third.key}"
    assert details(pledge, third.key) == (parties, "2019", "2020", [])


def test_error_in_an_open_action_comes_back_as_typed(drafter, pledge, plan, parties):
    pick(pledge, ACCESS)
    pick(pledge, POINTS)
    typed = {f"{POINTS}-start": "2020-10", f"{POINTS}-end": "2020-03", "pick": [INFORMATION]}
    page = refused(send(drafter, f"{plan}?open={POINTS}", typed, go="next"))
    assert f"{POINTS}-end" in page.anchors
    assert (page.fields[f"{POINTS}-start"], page.fields[f"{POINTS}-end"]) == (["2020-10"], ["2020-03"])
    assert page.fields["pick"] == [INFORMATION]
    assert pledge.items.get(key=POINTS).start == ""
    assert not pledge.items.filter(key=INFORMATION).exists()


def test_two_who_change_one_field_of_an_action_see_both(drafter, pledge, plan):
    action = pick(pledge, POINTS, start="2019-01")
    address = f"{plan}?open={POINTS}"
    page = read(drafter, address)
    fields = {name: value for name, value in page.fields.items() if name != "csrfmiddlewaretoken"}
    send(drafter, address, {f"{POINTS}-responsible": "Theirs"})
    conflict = drafter.post(address, {**fields, f"{POINTS}-responsible": "Ours"})
    assert conflict.status_code == 409
    assert "Unit or person in charge" in conflict.content.decode()
    action.refresh_from_db()
    assert action.responsible == "Theirs"


@pytest.mark.parametrize("key", ["nobody", "", SAFETY, "\0", "é" * 300])
def test_address_opens_nothing_that_is_not_in_the_plan(drafter, pledge, plan, key):
    pick(pledge, SAFETY)
    page = drafter.get(plan, {"open": key})
    assert page.status_code == 200
    assert f"{SAFETY}-start" not in page.content.decode()


def test_viewer_opens_nothing(viewer, pledge, plan):
    pick(pledge, POINTS)
    assert set(read(viewer, f"{plan}?open={POINTS}").fields) <= {"csrfmiddlewaretoken"}


# What an action begins with


@pytest.mark.parametrize(
    ("codes", "leads"),
    [
        ([], []),
        (["KE"], ["KE"]),
        (["UG", "KE"], ["UG", "KE"]),
        (["UG", "KE", "NO"], ["KE"]),
        (["UG", "NO", "FI"], []),
    ],
)
def test_few_parties_lead_together_and_of_many_the_one_that_drafts(drafter, pledge, plan, codes, leads):
    society = add_party(pledge, "national_society", "KE")
    pledge.organisation.national_society = society.national_society
    pledge.organisation.save()
    society.delete()
    made = {code: add_party(pledge, "national_society", code).key for code in codes}
    pick(pledge, ACCESS)
    shown = read(drafter, plan).fields.get(f"{POINTS}-leads", [])
    assert shown == [made[code] for code in leads]


def test_action_goes_with_the_objective_of_its_addition_and_an_own_one_with_the_only_objective(drafter, pledge, plan):
    pick(pledge, REFUGEES)
    pick(pledge, INCLUSION)
    assert read(drafter, plan).fields[f"{LIVELIHOODS}-linked"] == [REFUGEES]
    own = write(pledge, "action", "Dig wells")
    assert read(drafter, f"{plan}?open={own.key}").fields[f"{own.key}-linked"] == [REFUGEES]
    pick(pledge, SAFETY)
    assert f"{own.key}-linked" not in read(drafter, f"{plan}?open={own.key}").fields


def test_another_period_gives_other_dates(drafter, pledge, plan):
    pledge.period_start, pledge.period_end = 2024, 2027
    pledge.save(update_fields=["period_start", "period_end"])
    pick(pledge, ACCESS)
    page = read(drafter, plan)
    assert (page.fields[f"{POINTS}-start"], page.fields[f"{POINTS}-end"]) == (["2024-01"], ["2027-12"])


def test_theme_page_shows_the_same_with_its_ticks(drafter, pledge, plan, parties):
    pick(pledge, ACCESS)
    url = f"{plan}b-rescue-and-services/"
    page = read(drafter, url)
    assert page.fields[f"{POINTS}-leads"] == parties
    send(drafter, url)
    assert not pledge.items.filter(kind="action").exists()
    assert send(drafter, url, {"pick": [POINTS], f"{POINTS}-end": "2021-12"}, go="next").url == plan
    assert details(pledge, POINTS) == (parties, "2019-01", "2021-12", [ACCESS])


def test_action_in_the_plan_is_not_filled_in_behind_its_drafter_s_back(drafter, pledge, plan, parties):
    """Who left it open meant to: only where they open it is something proposed."""
    pick(pledge, POINTS)
    url = f"{plan}b-rescue-and-services/"
    assert f"{POINTS}-leads" not in read(drafter, url).fields
    send(drafter, url, pick=[POINTS])
    send(drafter, plan)
    assert details(pledge, POINTS) == ([], "", "", [])


def test_own_action_comes_back_with_its_details_to_be_said(drafter, pledge, plan, parties):
    url = f"{plan}own/"
    answer = send(drafter, url, own="Dig wells", own_theme="Water")
    own = pledge.items.get(kind="action")
    assert answer.url == f"{url}?open={own.key}#{own.key}"
    page = read(drafter, answer.url)
    assert page.fields[f"{own.key}-leads"] == parties
    send(drafter, answer.url.partition("#")[0], {"own": ""})
    assert details(pledge, own.key) == (parties, "2019-01", "2023-12", [])


def test_plan_takes_the_same_queries_however_many_are_open(drafter, pledge, plan, parties):
    pick(pledge, ACCESS)
    one, two = pick(pledge, POINTS), pick(pledge, EXPERTISE)
    few = count_queries(drafter, f"{plan}?open={one.key}")
    assert count_queries(drafter, f"{plan}?open={one.key}&open={two.key}") == few <= 6


def test_ministry_that_drafts_leads_among_many(client, model_text):

    organisation = make_organisation("Government of Kenya", kind="ministry")
    pledge = make_pledge(organisation)
    state = add_party(pledge, "state", "KE")
    organisation.state = state.state
    organisation.save()
    for code in ("UG", "NO"):
        add_party(pledge, "state", code)
    pick(pledge, ACCESS)
    drafter = signed_in(make_member("drafter", organisation))
    assert read(drafter, f"/pledges/{pledge.reference}/actions/").fields[f"{POINTS}-leads"] == [state.key]
    assert Item.objects.filter(kind="action").count() == 0


@pytest.mark.parametrize(("actions", "shown"), [(0, 5), (5, 5), (6, 3), (9, 3)])
def test_full_plan_is_shown_after_fewer_suggestions(drafter, pledge, plan, actions, shown):
    for slug in (SAFETY, ACCESS, HARM):
        pick(pledge, slug)
    for number in range(actions):
        write(pledge, "action", f"Dig well {number}")
    assert len(read(drafter, plan).fields["offered"]) == shown


def test_suggestion_that_is_kept_follows_what_the_pledge_says(drafter, pledge, plan, parties):
    pick(pledge, ACCESS)
    drawn, kept = read(drafter, plan).fields, read(drafter, plan).fields
    assert {**kept, "csrfmiddlewaretoken": ""} == {**drawn, "csrfmiddlewaretoken": ""}
    assert kept[f"{POINTS}-leads"] == parties
    pledge.period_end = 2030
    pledge.save()
    pledge.parties.get(key=parties[0]).delete()
    write(pledge, "objective", "Dig wells")
    page = read(drafter, plan)
    assert page.fields[f"{POINTS}-leads"] == parties[1:]
    assert page.fields[f"{POINTS}-end"] == ["2030-12"]
    assert "2. Dig wells" in page.html
    send(drafter, plan, pick=[], offered=[POINTS], **{f"{POINTS}-start": "2020-04"})
    assert read(drafter, plan).fields[f"{POINTS}-start"] == ["2020-04"]


@pytest.mark.parametrize("scripted", [False, True])
def test_what_was_added_is_said(drafter, pledge, plan, parties, scripted):
    pick(pledge, ACCESS)
    offered = read(drafter, plan).fields["offered"]
    if scripted:  # a script saved the tick already
        pick(pledge, POINTS)
    sent = {"offered": offered, "pick": [] if scripted else [POINTS]}
    page = Page(drafter.post(plan, sent, follow=True).text)
    assert "Added: Humanitarian Service Points" in page.html
    assert "Added:" not in Page(drafter.post(plan, {"offered": []}, follow=True).text).html


def test_suggestion_has_its_blanks_filled(drafter, pledge, plan, parties):
    pick(pledge, ACCESS)
    page = read(drafter, plan)
    offered = pledge.model_text.clauses.filter(slug__in=page.fields["offered"])
    where = next(clause.slug for clause in offered if "[National Society]" in find(clause.text))
    for filling, shown in (({}, "Kenya Red Cross Society"), ({"[National Society]": "<الهلال>"}, "&lt;الهلال&gt;")):
        Pledge.objects.filter(pk=pledge.pk).update(blank_fillings=filling)
        row = read(drafter, plan).html.partition(f'id="{where}"')[2].partition("</li>")[0]
        assert shown in row
        assert "[National Society]" not in row


@pytest.mark.parametrize("own", [False, True])
def test_action_is_taken_out_on_the_plan_and_comes_back(drafter, pledge, plan, parties, own):
    pick(pledge, ACCESS)
    stays = pick(pledge, INFORMATION, start="2019-01", end="2020-12")
    gone = write(pledge, "action", "Вырыть колодцы", theme_name="Вода") if own else pick(pledge, POINTS)
    page = read(drafter, f"{plan}?open={stays.key}&open={gone.key}")
    assert {f"remove={gone.key}", f"remove={stays.key}"} <= set(page.buttons)
    fields = {name: values for name, values in page.fields.items() if name != "csrfmiddlewaretoken"}
    answer = drafter.post(plan, {**fields, f"{stays.key}-responsible": "Unit", "remove": gone.key})
    assert answer.url == plan
    kept = pledge.items.get(key=stays.key)
    assert (kept.chosen, kept.responsible) == (True, "Unit")
    assert not pledge.items.get(key=gone.key).chosen
    page = read(drafter, plan)
    assert f"Taken out: {'Вырыть колодцы' if own else 'Humanitarian Service Points'}." in page.html
    sent = {name: page.fields[name] for name in ("undo", "back")}
    assert drafter.post(f"/pledges/{pledge.reference}/history/", sent).url == f"{plan}#{gone.key}"
    assert pledge.items.get(key=gone.key).chosen


@pytest.mark.parametrize("named", ["", "x", "\0", "a-access-essential-services"])
def test_nothing_else_is_taken_out_on_the_plan(drafter, pledge, plan, parties, named):
    pick(pledge, ACCESS)
    pick(pledge, POINTS)
    assert drafter.post(plan, {"remove": named}).status_code == 302
    assert pledge.items.filter(chosen=True).count() == 2
