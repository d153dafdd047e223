"""The page of all blanks: what each is, where it stands, what fills it."""

from __future__ import annotations

import re

import pytest

from commitments import document
from commitments.library.loading import load_library
from commitments.models import Change, Clause, ModelText, Pledge
from commitments.text.blanks import field_name
from tests.edits import fill_blanks
from tests.factories import (
    add_party,
    add_resource,
    circulated,
    fill,
    make_member,
    make_pledge,
    make_ready,
    make_user,
    pick,
    write,
)
from tests.library.test_second_model_text import FOLDER
from tests.web.views.conftest import signed_in
from tests.web.views.pages import Page, count_queries, read, refused, send

EXPERTISE = "b-detention-draw-on-expertise"
PLACE, OTHER, SOCIETY = field_name("[place]"), field_name("[other]"), field_name("[National Society]")


@pytest.fixture
def url(pledge) -> str:
    return f"/pledges/{pledge.reference}/blanks/"


def typed(pledge: Pledge) -> dict[str, str]:
    pledge.refresh_from_db()
    return pledge.blank_fillings


def test_page_says_what_each_blank_is_and_what_fills_it(drafter, pledge, url):
    pick(pledge, EXPERTISE)
    write(pledge, "objective", "Dig in [place]", key="own-wells")
    page = read(drafter, url)
    assert "A blank: the name of the National Society that pledges." in page.html
    assert page.html.count("Still open.") == 3  # with the subject of the opening
    add_party(pledge, "national_society", "KE")
    page = read(drafter, url)
    assert "The parties fill it: “the Kenya Red Cross Society”" in page.html
    assert page.fields[SOCIETY] == [""]
    fill(pledge, {"[place]": "Nakuru"})
    page = read(drafter, url)
    assert "Filled with “Nakuru”" in page.html
    assert page.fields[PLACE] == ["Nakuru"]


def test_page_leads_to_every_place(drafter, pledge, url):
    Pledge.objects.update(introduction="In [place]", opening="We, in [place]:", resources_text="[place]")
    pick(pledge, EXPERTISE, "Draw on [place]", responsible="Unit of [place]")
    write(pledge, "objective", "Dig in [place]", key="own-wells")
    write(pledge, "action", "Dig", theme_name="Water", key="own-dig", responsible="[place]")
    write(pledge, "indicator", "Wells", key="own-count", target="5 in [place]")
    write(pledge, "indicator", "Not in [place]", key="own-out", chosen=False)
    add_resource(pledge, description="Pumps", provider="[place]")
    base = f"/pledges/{pledge.reference}/"
    links = read(drafter, url).links
    for place in (
        "introduction/#id_introduction",
        "introduction/#id_opening",
        f"items/{EXPERTISE}/",
        f"actions/b-detention/#{EXPERTISE}",
        "items/own-wells/",
        "actions/own/#own-dig",
        "indicators/#own-count",
        "resources/#id_resources_text",
    ):
        assert f"{base}{place}" in links
    assert f"{base}items/own-out/" not in links


def test_places_that_are_named_are_there(drafter, pledge, url):
    for slug in ("introduction/", "resources/"):
        page = read(drafter, f"/pledges/{pledge.reference}/{slug}")
        assert {"introduction/": "id_opening", "resources/": "id_resources_text"}[slug] in page.ids


def test_filling_fills_everywhere_and_empty_opens_again(drafter, pledge, url):
    write(pledge, "objective", "Dig in [place] and [other]")
    write(pledge, "objective", "Stay in [place]")
    response = send(drafter, url, {PLACE: "  Nakuru "})
    assert (response.status_code, response.url) == (302, url)
    assert typed(pledge) == {"[place]": "Nakuru"}
    assert [one.text for one in document.build(pledge).objectives] == ["Dig in Nakuru and [other]", "Stay in Nakuru"]
    send(drafter, url, {PLACE: ""})
    assert typed(pledge) == {}


def test_saving_nothing_writes_nothing(drafter, pledge, url):
    write(pledge, "objective", "Dig in [place]")
    assert send(drafter, url).status_code == 302
    pledge.refresh_from_db()
    assert pledge.section_states == {}
    assert not Change.objects.exists()


def test_what_a_colleague_filled_meanwhile_stays(drafter, pledge, url):
    write(pledge, "objective", "Dig in [place] and [other]")
    fields = read(drafter, url).fields
    fill_blanks(pledge, {"[place]": "Nakuru"}, by=make_user(name="Joseph Otieno"))
    assert drafter.post(url, {**fields, OTHER: "Kisumu"}).url == url
    assert typed(pledge) == {"[place]": "Nakuru", "[other]": "Kisumu"}
    assert "Joseph Otieno also changed this section. Both your changes are kept." in read(drafter, url).html


def test_blank_that_two_people_filled_is_settled(drafter, pledge, url):
    write(pledge, "objective", "Dig in [place] and [other]")
    fields = read(drafter, url).fields
    fill_blanks(pledge, {"[place]": "Nakuru"}, by=make_user(name="Joseph Otieno"))
    response = drafter.post(url, {**fields, PLACE: "Eldoret", OTHER: "Kisumu"})
    assert response.status_code == 409
    assert typed(pledge) == {"[place]": "Nakuru", "[other]": "Kisumu"}
    page = Page(response.content.decode())
    assert "Take what Joseph Otieno wrote" in page.html
    assert (page.fields["take-1"], page.fields["mine-1"]) == (["mine"], ["Eldoret"])
    del page.fields["csrfmiddlewaretoken"]
    assert drafter.post(url, page.fields).url == url
    assert typed(pledge) == {"[place]": "Eldoret", "[other]": "Kisumu"}


def test_refused_page_still_knows_what_was_not_changed(drafter, pledge, url):
    write(pledge, "objective", "Dig in [place] and [other]")
    fields = read(drafter, url).fields
    fill_blanks(pledge, {"[place]": "Nakuru"}, by=make_user())
    page = refused(drafter.post(url, {**fields, OTHER: "[x]"}))
    page.fields.pop("csrfmiddlewaretoken", None)
    drafter.post(url, {**page.fields, OTHER: "Kisumu"})
    assert typed(pledge) == {"[place]": "Nakuru", "[other]": "Kisumu"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("the [capital]", "square brackets"),
        ("two\nlines", "line break"),
        ("word " * 41, "characters long"),
        ("x" * 101, "without a space"),
        ("a\u202eb", "can reorder words"),
        ('"><script>alert(1)</script>\x07', "control character"),
    ],
)
def test_bad_filling_comes_back_as_typed(drafter, pledge, url, text, says):
    write(pledge, "objective", "Dig in [place] and [other]")
    page = refused(send(drafter, url, {PLACE: text, OTHER: "Kisumu"}))
    assert says in page.html
    assert f"id_{PLACE}" in page.anchors
    assert page.fields[PLACE] == [text]
    assert page.fields[OTHER] == ["Kisumu"]
    assert "<script>alert" not in page.html
    assert typed(pledge) == {}


def test_filling_that_makes_a_text_too_long_comes_back_as_typed(drafter, pledge, url):
    write(pledge, "objective", "[place] " * 499)
    page = refused(send(drafter, url, {PLACE: "far away in Nakuru"}))
    assert "can&#x27;t be filled like this" in page.html
    assert page.fields[PLACE] == ["far away in Nakuru"]


def test_words_for_a_blank_that_is_gone_are_shown(drafter, pledge, url):
    item = write(pledge, "objective", "Dig in [place] and [other]")
    fields = read(drafter, url).fields
    item.text = "Dig in [other]"
    item.save()
    page = refused(drafter.post(url, {**fields, PLACE: "<b>Nakuru"}))
    assert "filled with “&lt;b&gt;Nakuru” is not in the pledge any more" in page.html


def test_filling_whose_blank_is_gone_is_kept_and_can_be_taken_back(drafter, pledge, url):
    fill(pledge, {"[place]": "Nakuru"})
    page = read(drafter, url)
    assert "It is nowhere in the pledge now" in page.html
    send(drafter, url, {PLACE: ""})
    assert typed(pledge) == {}


def test_blank_too_long_to_keep_is_to_be_reworded(drafter, pledge, url):
    item = write(pledge, "objective", "Dig " + "[" + "word " * 60 + "]", key="own-wells")
    page = read(drafter, url)
    assert "Too long to be filled in here." in page.html
    assert f"/pledges/{pledge.reference}/items/{item.key}/" in page.links
    assert field_name(item.text[4:]) not in page.fields


def test_pledge_without_blanks_says_so(drafter, pledge, url):
    add_party(pledge, "state", "KE")
    page = read(drafter, url)
    assert "There are no blanks" in page.html
    assert 'class="form-foot"' not in page.html


def test_hub_and_check_lead_to_the_blanks(drafter, pledge, url):
    assert url in read(drafter, f"/pledges/{pledge.reference}/").links
    assert url in read(drafter, f"/pledges/{pledge.reference}/check/").links
    add_party(pledge, "state", "KE")
    assert url not in read(drafter, f"/pledges/{pledge.reference}/").links


def test_other_model_text_has_its_own_meanings(db):
    load_library(FOLDER)
    pledge = make_pledge(model_text="water-2024")
    pick(pledge, "safe-water")
    page = read(signed_in(make_member(organisation=pledge.organisation)), f"/pledges/{pledge.reference}/blanks/")
    assert "How many households." in page.html
    assert "safe-water" in "".join(page.links)


def test_page_takes_the_same_queries_for_one_blank_and_three(drafter, pledge, url):
    item = write(pledge, "objective", "Dig in [place]")
    counts = [count_queries(drafter, url)]
    item.text = "Dig in [place], [other], [third]"
    item.save()
    write(pledge, "action", "Dig in [fourth]", theme_name="Water")
    counts.append(count_queries(drafter, url))
    assert counts[0] == counts[1] <= 9


def test_bracket_stays_and_what_was_typed_beside_is_saved(drafter, pledge, url):
    write(pledge, "objective", "Dig in [place], as said [in Geneva].", key="own-wells")
    page = read(drafter, url)
    assert page.html.count("This stays: it is no blank") == 2
    button = r'name="stays" value="([^"]+)">\s*This stays[^<]*<span class="visually-hidden">: \[in Geneva\]'
    name = re.search(button, page.html)
    send(drafter, url, {PLACE: "Nakuru", "stays": name[1]})
    assert typed(pledge) == {"[place]": "Nakuru"}
    assert [entry["text"] for entry in pledge.staying.values()] == ["[in Geneva]"]
    page = read(drafter, url)
    assert "[in Geneva] stays in objective 1." in page.html
    assert page.html.count("It stays as it is written.") == 1
    (key,) = pledge.staying
    send(drafter, url, {"stays-not": key})
    assert typed(pledge) == {"[place]": "Nakuru"}
    assert pledge.staying == {}


# General words


def test_blank_of_general_words_is_written_in_each_place(drafter, pledge, url):
    text = "Dig wells. Open a hotline [to be completed] in [place]. Rest."
    write(pledge, "objective", text, key="own-o")
    write(pledge, "objective", "Hold the Assembly on [to be completed].", key="own-p")
    page = read(drafter, url)
    assert field_name("[to be completed]") not in page.fields
    assert PLACE in page.fields
    mark = '<mark class="open-blank">[to be completed]</mark>'
    assert f"<b>Objective 1.</b> Open a hotline {mark} in " in page.html
    assert f"<b>Objective 2.</b> Hold the Assembly on {mark}." in page.html
    assert "Dig wells." not in page.html[page.html.index('id="in-place"') :].split("</ul>")[0]
    for key in ("own-o", "own-p"):
        assert f"/pledges/{pledge.reference}/items/{key}/" in page.links
    send(drafter, url, {field_name("[to be completed]"): "31 December 2030"})
    assert typed(pledge) == {}


def test_blank_of_general_words_stays_in_one_place_alone(drafter, pledge, url):
    for key in ("own-o", "own-p"):
        write(pledge, "objective", "Act by [date].", key=key)
    page = read(drafter, url)
    button = r'<b>Objective 1\.</b>.*?name="stays" value="([^"]+)"'
    found = re.search(button, page.html)
    assert found
    send(drafter, url, {"stays": found[1]})
    page = read(drafter, url)
    assert "[date] stays in objective 1." in page.html
    assert "<b>Objective 2.</b>" in page.html
    assert "<b>Objective 1.</b>" not in page.html


def test_general_blank_that_was_filled_before_keeps_its_filling(drafter, pledge, url):
    write(pledge, "objective", "Act by [date].")
    fill(pledge, {"[date]": "2030"})
    assert document.build(pledge).objectives[0].text == "Act by 2030."
    assert read(drafter, url).fields[field_name("[date]")] == ["2030"]
    send(drafter, url, {field_name("[date]"): ""})
    page = read(drafter, url)
    assert field_name("[date]") not in page.fields
    assert "To be written where they stand" in page.html


def test_general_blank_of_the_model_text_is_filled_once(db):
    load_library(FOLDER)
    Clause.objects.filter(slug="safe-water").update(text="Serve [number] households.")
    ModelText.objects.filter(slug="water-2024").update(edition="of the number")
    pledge = make_pledge(model_text="water-2024")
    pick(pledge, "safe-water")
    write(pledge, "objective", "Dig [number] wells by [date].")
    base = f"/pledges/{pledge.reference}"
    drafter = signed_in(make_member(organisation=pledge.organisation))
    page = read(drafter, f"{base}/blanks/")
    assert field_name("[number]") in page.fields
    assert field_name("[date]") not in page.fields
    check = read(drafter, f"{base}/check/").html
    assert "[number]</mark> is still open in 2 places. Fill it in once." in check
    assert "[date]</mark> is still open in objective 2. Write it out." in check


# Once it can't be changed


def test_blanks_of_a_text_that_went_round_are_only_shown(drafter, pledge):
    ready = make_ready(pledge.organisation)
    write(ready, "objective", "Spend CHF 5 [including VAT] in [place].", key="own-o")
    fill(ready, {"[place]": "Nakuru"})
    url = f"/pledges/{ready.reference}/blanks/"
    stays = re.search(r'name="stays" value="([^"]+)"', read(drafter, url).html)
    assert stays
    send(drafter, url, {"stays": stays[1]})
    ready.refresh_from_db()
    circulated(ready)
    page = read(drafter, url)
    assert "It stays as it is written." in page.html
    assert "Filled with “Nakuru”." in page.html
    for words in ("Still open.", "Empty the field", "What you write fills", "This stays", "Fill in the blanks"):
        assert words not in page.html
    assert [name for name in page.fields if name.startswith("blank-")] == []
    hub = read(drafter, f"/pledges/{ready.reference}/").html
    assert "Fill in the blanks" not in hub
    assert " to fix" not in hub
