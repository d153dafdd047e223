"""What a page's script sends while somebody types, and the page that shows the two texts of a conflict."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commitments.models import Change, Item, Pledge
from commitments.web.views.signed_in import person_key
from tests.factories import add_party, add_resource, link, make_member, pick, write
from tests.web.views.conftest import signed_in
from tests.web.views.pages import Page, changed, read, send

pytestmark = pytest.mark.django_db
THEME = "b-detention"
ACTION, OTHER = "b-detention-draw-on-expertise", "b-detention-monitoring-visits"
HARM = "a-protect-from-harm"
OWN = "own-0123456789"


@pytest.fixture
def colleague(pledge) -> Client:
    return signed_in(make_member("drafter", pledge.organisation))


@pytest.fixture
def introduction(pledge) -> str:
    return f"/pledges/{pledge.reference}/introduction/"


@pytest.fixture
def theme(pledge) -> str:
    return f"/pledges/{pledge.reference}/actions/{THEME}/"


def autosave(client: Client, url: str, fields: Mapping[str, Any], version: Any = 0, **more: Any):
    """Send fields that changed, as the script does; of boxes `name=value`, whether they are ticked."""
    posted: dict[str, list[Any]] = {**changed(*fields, version=version)}
    for name, value in fields.items():
        field, _equals, box = name.partition("=")
        if box:
            posted.setdefault(field, []).extend([box] if value else [])
        else:
            posted[field] = [value]
    return client.post(url, {**posted, **more}, headers={"accept": "application/json"})


def answered(response, status: int = 200) -> dict:
    assert response.status_code == status
    return json.loads(response.content)


def test_name_pasted_with_an_address_is_saved_with_it_unless_there_is_one(drafter, pledge):
    party = add_party(pledge, "state", "KE")
    url = f"/pledges/{pledge.reference}/parties/{party.key}/"
    answer = answered(autosave(drafter, url, {"focal_email": "Amina Otieno <amina@example.org>"}))
    assert (answer["refused"], answer["filled"]) == ({}, {"focal_name": "Amina Otieno"})
    answer = answered(autosave(drafter, url, {"focal_email": "Sara Wanjiru <sara@example.org>"}, 1))
    assert (answer["refused"], answer["filled"]) == ({}, {})
    party.refresh_from_db()
    assert (party.focal_name, party.focal_email) == ("Amina Otieno", "sara@example.org")


def test_address_pasted_with_a_name_is_saved_with_it(drafter, pledge):
    party = add_party(pledge, "state", "KE")
    url = f"/pledges/{pledge.reference}/parties/{party.key}/"
    answer = answered(autosave(drafter, url, {"focal_name": "Amina Otieno, amina@example.org"}))
    assert answer["refused"] == {}
    assert answer["filled"] == {"focal_name": "Amina Otieno", "focal_email": "amina@example.org"}
    party.refresh_from_db()
    assert (party.focal_name, party.focal_email) == ("Amina Otieno", "amina@example.org")


def test_one_field_is_saved_and_the_others_stay(drafter, pledge, introduction):
    pledge.opening = "We pledge:"
    pledge.save()
    said = answered(autosave(drafter, introduction, {"introduction": "Typed"}))
    assert said == {
        "version": 1,
        "refused": {},
        "conflicts": [],
        "merged": "",
        "readers": "",
        "unclear": {},
        "filled": {},
        "saves": 1,
    }
    pledge.refresh_from_db()
    assert (pledge.introduction, pledge.opening) == ("Typed", "We pledge:")


def test_every_kind_of_field_is_saved(drafter, pledge, theme):
    state = add_party(pledge, "state", "KE")
    society = add_party(pledge, "national_society", "KE")
    objective = pick(pledge, HARM)
    link(pick(pledge, ACTION), leads=[state], linked=[objective])
    fields = {
        f"pick={OTHER}": True,
        f"{ACTION}-responsible": "Unit",
        f"{ACTION}-start": "2020-01",
        f"{ACTION}-leads={state.key}": False,
        f"{ACTION}-leads={society.key}": True,
        f"{ACTION}-linked={HARM}": False,
        f"{ACTION}-text": "Reworded",
    }
    answered(autosave(drafter, theme, fields))
    item = Item.objects.get(key=ACTION)
    assert (item.responsible, item.start, item.leads, item.linked) == ("Unit", "2020-01", [society.key], [])
    assert item.text == "Reworded"
    assert Item.objects.get(key=OTHER).chosen


def test_parties_and_period_are_saved_field_by_field(drafter, pledge):
    url = f"/pledges/{pledge.reference}/parties/"
    answered(autosave(drafter, url, {"title": "Deep wells", "region": "the Sahel", "openness": "open"}))
    answered(autosave(drafter, url, {"open_until": "2022-05-01"}, version=1))
    pledge.refresh_from_db()
    assert (pledge.title, str(pledge.open_until)) == ("Deep wells", "2022-05-01")
    assert str(pledge.regional_group or pledge.region).endswith("Sahel")


def test_resource_line_that_is_being_written_is_one_line(drafter, pledge):
    url = f"/pledges/{pledge.reference}/resources/"
    key = "line-0123456789"
    answered(autosave(drafter, url, {f"{key}-description": "Wel"}, new_line=key))
    answered(autosave(drafter, url, {f"{key}-description": "Wells", f"{key}-amount": "1 200"}, version=1, new_line=key))
    line = pledge.resource_lines.get()
    assert (line.key, line.description, line.amount) == (key, "Wells", 1200)


def test_currency_typed_with_an_amount_is_saved_with_it_and_told_to_the_script(drafter, pledge):
    url, key = f"/pledges/{pledge.reference}/resources/", "line-0123456789"
    said = answered(autosave(drafter, url, {f"{key}-amount": "500 €"}, new_line=key))
    assert (said["refused"], said["filled"]) == ({}, {f"{key}-currency": "EUR"})
    line = pledge.resource_lines.get()
    assert (line.amount, line.currency) == (500, "EUR")
    # The script writes it into its box, and so sends it.
    said = answered(autosave(drafter, url, {f"{key}-currency": "EUR"}, version=0, page="0123456789abcdef"))
    assert (said["refused"], said["conflicts"], said["filled"]) == ({}, [], {})


def test_amount_that_can_be_read_in_two_ways_is_not_saved_and_its_readings_are_told(drafter, pledge):
    url, key = f"/pledges/{pledge.reference}/resources/", "line-0123456789"
    typed = {f"{key}-description": "Wells", f"{key}-amount": "12.500"}
    said = answered(autosave(drafter, url, typed, new_line=key))
    assert said["unclear"] == {f"{key}-amount": [["12500", "12\u00a0500"], ["12.50", "12.50"]]}
    assert list(said["refused"]) == [f"{key}-amount"]
    line = pledge.resource_lines.get()
    assert (line.description, line.amount) == ("Wells", None)


def test_own_wording_is_kept_at_once_and_comes_into_the_pledge_with_the_page(drafter, pledge):
    url = f"/pledges/{pledge.reference}/objectives/"
    answered(autosave(drafter, url, {"own": "Dig w"}, own_key=OWN))
    assert (pledge.items.get().text, pledge.items.get().chosen) == ("Dig w", False)
    drafter.post(url, {**changed("own", version=1), "own": "Dig wells", "own_key": OWN})
    assert (pledge.items.get().text, pledge.items.get().chosen) == ("Dig wells", True)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a\x07b", "control character"),
        ("a\u202eb", "can reorder words"),
        ("x" * 101, "without a space"),
        ("word " * 1601, "characters long"),
    ],
)
def test_text_that_breaks_a_limit_is_refused_and_the_rest_is_saved(drafter, pledge, introduction, text, says):
    said = answered(autosave(drafter, introduction, {"introduction": text, "opening": "We pledge:"}))
    assert says in said["refused"]["introduction"]
    pledge.refresh_from_db()
    assert pledge.introduction != text
    assert pledge.opening == "We pledge:"


def test_last_year_before_the_first_is_refused_with_it(drafter, pledge):
    said = answered(
        autosave(drafter, f"/pledges/{pledge.reference}/parties/", {"period_start": "2030", "title": "New"})
    )
    assert "before the first" in said["refused"]["period_start"]
    pledge.refresh_from_db()
    assert (pledge.period_start, pledge.title) == (2019, "New")


def test_pledge_that_would_grow_too_large_is_refused(drafter, pledge, introduction):
    pledge.resources_text = "word " * 19_900
    pledge.save()
    said = answered(autosave(drafter, introduction, {"introduction": "word " * 600}), 422)
    assert "bytes of text" in said["message"]


@pytest.mark.parametrize("version", ["7", "-1", "x", "²", "9" * 40, ""])
def test_forged_version_is_refused(drafter, pledge, introduction, version):
    posted = {**changed("introduction", version=version), "introduction": "Typed"}
    response = drafter.post(introduction, posted, headers={"accept": "application/json"})
    assert "not known here" in answered(response, 422)["message"]
    pledge.refresh_from_db()
    assert pledge.introduction != "Typed"


def test_forged_version_of_a_page_comes_back_with_what_was_typed(drafter, pledge, introduction):
    fields = read(drafter, introduction).fields
    response = drafter.post(introduction, {**fields, "introduction": "Typed <b>", "version": "7"})
    assert response.status_code == 422
    page = Page(response.content.decode())
    assert "not known here" in page.html
    assert page.fields["introduction"] == ["Typed <b>"]
    assert page.fields["version"] == ["0"]


def test_page_that_is_refused_is_based_on_now_but_for_what_it_had_sent(drafter, colleague, introduction):
    answered(autosave(colleague, introduction, {"introduction": "Saved meanwhile"}))
    response = drafter.post(introduction, {**changed("opening", version="0"), "version": "0", "opening": "a\x07"})
    page = Page(response.content.decode())
    assert (response.status_code, page.fields["introduction"]) == (422, ["Saved meanwhile"])
    assert page.fields["version"] == ["1"]
    assert 'data-js-refused="[[&quot;opening&quot;, &quot;&quot;, 0]]"' in page.html


def test_unknown_field_is_refused(drafter, introduction):
    said = answered(autosave(drafter, introduction, {"status": "agreed", "introduction": "Typed"}), 422)
    assert "no field “status”" in said["message"]
    assert not Change.objects.exists()


def test_too_large_a_body_is_refused_clearly(drafter, pledge, introduction):
    response = autosave(drafter, introduction, {"introduction": "x" * (513 * 1024)})
    assert response.status_code == 413
    assert "512 kB" in response.content.decode()
    pledge.refresh_from_db()
    assert len(pledge.introduction) < 10_000


def test_who_is_signed_out_is_told_so(client, introduction):
    assert answered(autosave(client, introduction, {"introduction": "Typed"}), 401)["message"] == "You are signed out."


def test_page_of_another_person_saves_nothing(drafter, pledge, introduction):
    fields = {"introduction": "Typed"}
    answered(autosave(drafter, introduction, fields, person="0123456789abcdef"), 403)
    response = drafter.post(introduction, {"introduction": "Typed", "person": "0123456789abcdef"})
    assert (response.status_code, b"Typed" in response.content) == (403, True)
    assert not Change.objects.exists()
    me = pledge.organisation.memberships.get(role="drafter").user
    answered(autosave(drafter, introduction, fields, person=person_key(me)))


def test_others_save_nothing(viewer, stranger, introduction):
    assert autosave(viewer, introduction, {"introduction": "Typed"}).status_code == 403
    assert autosave(stranger, introduction, {"introduction": "Typed"}).status_code == 404
    assert not Change.objects.exists()


def test_pledge_that_is_no_draft_is_not_saved(drafter, introduction):
    Pledge.objects.update(status="agreed")
    assert autosave(drafter, introduction, {"introduction": "Typed"}).status_code == 403
    assert not Change.objects.exists()


def test_changes_to_different_fields_merge_with_a_note(drafter, colleague, pledge, introduction):
    answered(autosave(colleague, introduction, {"opening": "They pledge:"}))
    said = answered(autosave(drafter, introduction, {"introduction": "Typed"}))
    assert said["merged"].endswith("also changed this section. Both your changes are kept.")
    pledge.refresh_from_db()
    assert (pledge.introduction, pledge.opening) == ("Typed", "They pledge:")


def test_change_to_the_same_field_is_a_conflict_and_nothing_of_it_is_written(drafter, colleague, pledge, introduction):
    answered(autosave(colleague, introduction, {"introduction": "Theirs"}))
    said = answered(autosave(drafter, introduction, {"introduction": "Mine", "opening": "We pledge:"}), 409)
    assert said["conflicts"] == ["introduction"]
    pledge.refresh_from_db()
    assert (pledge.introduction, pledge.opening) == ("Theirs", "We pledge:")


def conflict(drafter, colleague, url: str, theirs: str, mine: str, **more: object) -> Page:
    """Let two people change the introduction on their pages; return what the second one is shown."""
    fields = read(drafter, url).fields
    fields.pop("csrfmiddlewaretoken", None)
    send(colleague, url, {"introduction": theirs})
    response = drafter.post(url, {**fields, "introduction": mine, **more})
    assert response.status_code == 409
    return Page(response.content.decode())


def test_page_of_a_conflict_shows_both_texts_and_the_base_escaped(drafter, colleague, pledge, introduction):
    pledge.introduction = "Dig <i>wells</i>"
    pledge.save()
    page = conflict(
        drafter, colleague, introduction, "Dig <b>deep</b>", 'Dig <script>alert("mine")</script>', go="next"
    )
    for tag in ("<i>", "<b>", "<script>"):
        assert tag not in page.html.split("<main")[1].replace('<script src="', "")
    assert "&lt;i&gt;wells&lt;/i&gt;" in page.html
    assert "deep" in page.html
    assert page.fields["mine-1"] == ['Dig <script>alert("mine")</script>']
    assert page.fields["third-1"] == page.fields["mine-1"]
    assert page.fields["go"] == ["next"]
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize(
    ("taken", "expected"), [("theirs", "Theirs"), ("mine", "Mine\nof two lines"), ("third", "Both"), ("junk", "Theirs")]
)
def test_conflict_is_settled_as_one_chooses(drafter, colleague, pledge, introduction, taken, expected):
    page = conflict(drafter, colleague, introduction, "Theirs", "Mine\nof two lines", go="next")
    page.fields.pop("csrfmiddlewaretoken")
    chosen = {**page.fields, "take-1": taken, "third-1": "Both"}
    response = drafter.post(introduction, chosen, follow=True)
    assert response.redirect_chain[-1][0] == f"/pledges/{pledge.reference}/objectives/"
    assert "data-js-settled" in response.content.decode()
    pledge.refresh_from_db()
    assert pledge.introduction == expected


def test_third_change_while_a_conflict_is_settled_is_shown_too(drafter, colleague, pledge, introduction):
    page = conflict(drafter, colleague, introduction, "Theirs", "Mine")
    page.fields.pop("csrfmiddlewaretoken")
    send(colleague, introduction, {"introduction": "Theirs again"})
    response = drafter.post(introduction, {**page.fields, "take-1": "mine"})
    assert response.status_code == 409
    assert "again" in response.content.decode()
    pledge.refresh_from_db()
    assert pledge.introduction == "Theirs again"


def test_conflict_in_the_place_of_another_field_is_named_by_its_clause(drafter, colleague, pledge, theme):
    pick(pledge, ACTION)
    fields = read(drafter, theme).fields
    fields.pop("csrfmiddlewaretoken", None)
    send(colleague, theme, {f"{ACTION}-responsible": "Ministry"})
    response = drafter.post(theme, {**fields, f"{ACTION}-responsible": "Society"})
    assert response.status_code == 409
    html = response.content.decode()
    assert "Unit or person in charge" in html
    assert str(Item.objects.get(key=ACTION).clause.title) in html


def test_answer_that_got_lost_makes_no_conflict_with_oneself(drafter, colleague, pledge, introduction):
    page = {"page": "0123456789abcdef"}
    answered(autosave(drafter, introduction, {"introduction": "Half"}, **page))
    answered(autosave(drafter, introduction, {"introduction": "Half a sentence"}, **page))
    pledge.refresh_from_db()
    assert pledge.introduction == "Half a sentence"
    send(colleague, introduction, {"introduction": "Theirs"})
    answered(autosave(drafter, introduction, {"introduction": "Half a sentence more"}, **page), 409)
    answered(autosave(drafter, introduction, {"introduction": "In another tab"}, page="f" * 16), 409)


def test_page_saved_on_top_of_another_s_changes_keeps_both_and_says_so(drafter, colleague, pledge, theme):
    pick(pledge, ACTION)
    fields = read(drafter, theme).fields
    fields.pop("csrfmiddlewaretoken", None)
    send(colleague, theme, {"pick": [ACTION, OTHER], f"{OTHER}-responsible": "Ministry"})
    response = drafter.post(theme, {**fields, f"{ACTION}-responsible": "Society"}, follow=True)
    assert "also changed this section" in response.content.decode()
    assert {item.key: item.responsible for item in pledge.items.filter(chosen=True)} == {
        ACTION: "Society",
        OTHER: "Ministry",
    }


def test_answer_says_who_else_is_reading(drafter, colleague, introduction):
    read(colleague, introduction)
    said = answered(autosave(drafter, introduction, {"introduction": "Typed"}))
    assert said["readers"].endswith("is reading this section.")
    assert said["readers"] in read(drafter, introduction).html


def test_save_takes_at_most_ten_queries_however_much_there_is(drafter, pledge, theme):
    counts: dict[str, int] = {}
    for slugs in ([ACTION], [OTHER]):
        for slug in slugs:
            pick(pledge, slug)
        for number in range(20 * (len(counts) + 1)):
            write(pledge, "objective", f"Objective {number}")
            add_resource(pledge, description="Wells")
        party = add_party(pledge, "observer", name=f"Relief {len(counts)}")
        pledge.refresh_from_db()
        version = pledge.version_of("actions")
        read(drafter, theme)
        with CaptureQueriesContext(connection) as queries:
            fields = {f"{ACTION}-responsible": f"Unit {len(counts)}", f"{ACTION}-leads={party.key}": True}
            answered(autosave(drafter, theme, fields, version=version))
        counts[len(counts)] = len(queries)
    assert counts[0] == counts[1] <= 10


def test_line_taken_out_while_another_wrote_into_it_says_what_either_choice_means(drafter, colleague, pledge):
    line = add_resource(pledge, description="Pumps <b>", provider="Us")
    url = f"/pledges/{pledge.reference}/resources/"
    fields = read(drafter, url).fields
    send(colleague, url, {f"{line.key}-provider": "Them"})
    response = drafter.post(url, {**fields, f"{line.key}-remove": "on"})
    page = Page(response.content.decode())
    assert response.status_code == 409
    assert "Pumps &lt;b&gt;; Them" in page.html
    assert "Take it out." in page.html
    assert "third-1" not in page.fields
    drafter.post(url, {**page.fields, "take-1": "mine"})
    assert not pledge.resource_lines.exists()


def test_choice_that_two_made_is_shown_in_its_words_and_offers_no_third(drafter, colleague, pledge):
    url = f"/pledges/{pledge.reference}/resources/"
    line = add_resource(pledge, "human", description="Pumps")
    fields = read(drafter, url).fields
    send(colleague, url, {f"{line.key}-kind": "material"})
    response = drafter.post(url, {**fields, f"{line.key}-kind": "financial"})
    page = Page(response.content.decode())
    assert "Material" in page.html
    assert "Financial" in page.html
    assert "third-1" not in page.fields
    assert page.fields["mine-1"] == ["financial"]
