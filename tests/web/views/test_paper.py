"""What a page's script is answered that asks for the paper beside its form, after it saved."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commitments.models import Clause, Pledge
from commitments.web.views.paper import PARTS
from tests.factories import add_party, add_resource, fill, pick, write
from tests.web.views.test_autosave import answered, autosave

pytestmark = pytest.mark.django_db
HARM = "a-protect-from-harm"
OWN = "own-0123456789"


@pytest.fixture
def pledge(pledge) -> Pledge:
    add_party(pledge, "state", "KE", key="party-state")
    pick(pledge, HARM)
    write(pledge, "objective", "Keep everyone safe in [REGION].", key=OWN)
    write(pledge, "action", "Копать колодцы.", key="own-action")
    write(pledge, "indicator", "عدد الآبار", key="own-indicator")
    add_resource(pledge, description="Tents", provider="Kenya Red Cross Society")
    return pledge


PAGES = [
    "parties/",
    "parties/party-state/",
    "introduction/",
    "objectives/",
    "actions/",
    "actions/b-detention/",
    "actions/own/",
    "indicators/",
    "resources/",
    f"items/{OWN}/",
    "blanks/",
]


def ask(client: Client, pledge: Pledge, path: str = "objectives/", have: str = "") -> dict:
    return answered(client.get(f"/pledges/{pledge.reference}/{path}", {"in": "paper", "have": have}))


def words(html: str) -> str:
    return " ".join(html.split())


@pytest.mark.parametrize("path", PAGES)
def test_every_part_stands_on_the_page_as_it_is_answered(drafter, pledge, path):
    page = words(drafter.get(f"/pledges/{pledge.reference}/{path}").content.decode())
    said = ask(drafter, pledge, path)
    assert list(said["parts"]) == list(PARTS)
    assert [name for name, html in said["parts"].items() if words(html) not in page] == []
    assert f"<b data-js-words>{said['words']}</b>" in page
    assert f'<article class="pledge" lang="{said["language"]}" dir="{said["direction"]}">' in page
    assert f'data-js-paper="{said["saves"]}"' in page


def test_only_parts_that_changed_are_sent_again(drafter, pledge):
    first = ask(drafter, pledge)
    assert ask(drafter, pledge, have=first["stamps"])["parts"] == {}
    saved = answered(autosave(drafter, f"/pledges/{pledge.reference}/resources/", {"resources_text": "Time"}))
    again = ask(drafter, pledge, have=first["stamps"])
    assert (list(again["parts"]), again["saves"]) == (["d"], saved["saves"])
    assert "Time" in again["parts"]["d"]
    assert ask(drafter, pledge, have=again["stamps"])["parts"] == {}


def test_part_of_another_name_with_the_same_words_is_another(drafter, pledge):
    said = ask(drafter, pledge)
    assert len(set(said["stamps"].split("."))) == len(PARTS)


@pytest.mark.parametrize("have", ["x", "." * 1000, "%00", "\0", "é.ü", "0" * 5000])
def test_stamps_that_nobody_gave_are_none(drafter, pledge, have):
    assert list(ask(drafter, pledge, have=have)["parts"]) == list(PARTS)


def test_saves_grow_with_each_section_that_changes(drafter, pledge):
    seen = [ask(drafter, pledge)["saves"]]
    for path, fields in {
        "introduction/": {"introduction": "Nobody is forgotten."},
        "parties/": {"title": "آبار", "period_end": "2031"},
        "resources/": {"resources_text": "Время"},
    }.items():
        answer = answered(autosave(drafter, f"/pledges/{pledge.reference}/{path}", fields))
        seen.append(ask(drafter, pledge)["saves"])
        assert answer["saves"] == seen[-1]
    assert seen == sorted(set(seen))


def test_paper_in_another_language_says_so(drafter, pledge):
    said = answered(autosave(drafter, f"/pledges/{pledge.reference}/parties/", {"language": "ar"}))
    paper = ask(drafter, pledge, "parties/")
    assert (paper["language"], paper["direction"], paper["saves"]) == ("ar", "rtl", said["saves"])


def test_findings_of_the_section_come_with_it(drafter, pledge):
    assert "[REGION]" in ask(drafter, pledge)["parts"]["found"]
    fill(pledge, {"[REGION]": "the north"})
    said = ask(drafter, pledge)
    assert "[REGION]" not in said["parts"]["found"]
    assert "Keep everyone safe in the north." in said["parts"]["a"]


def test_findings_of_a_section_that_nobody_began_are_not_marked_as_wrong(drafter, pledge):
    pledge.items.all().delete()
    assert "problem" not in ask(drafter, pledge)["parts"]["found"]
    answered(autosave(drafter, f"/pledges/{pledge.reference}/objectives/", {f"pick={HARM}": True}))
    answered(autosave(drafter, f"/pledges/{pledge.reference}/objectives/", {f"pick={HARM}": False}, 1))
    assert "problem" in ask(drafter, pledge)["parts"]["found"]


def test_who_may_not_read_the_pledge_gets_no_paper(client, stranger, pledge):
    address = f"/pledges/{pledge.reference}/objectives/?in=paper"
    assert client.get(address).status_code == 302
    assert stranger.get(address).status_code == 404


def test_reader_gets_a_paper_without_buttons(viewer, drafter, pledge):
    assert "move-up" in ask(drafter, pledge)["parts"]["a"]
    assert "move-up" not in ask(viewer, pledge)["parts"]["a"]


def test_form_that_is_sent_is_answered_as_ever(drafter, pledge):
    answer = drafter.post(f"/pledges/{pledge.reference}/resources/?in=paper", {"resources_text": "Time"})
    assert answer.status_code == 302


def test_paper_takes_no_more_queries_than_the_page(drafter, pledge):
    drafter.get(f"/pledges/{pledge.reference}/objectives/")
    with CaptureQueriesContext(connection) as of_page:
        drafter.get(f"/pledges/{pledge.reference}/objectives/")
    with CaptureQueriesContext(connection) as of_paper:
        ask(drafter, pledge)
    assert len(of_paper) == len(of_page)


@pytest.mark.parametrize("words", ["the Sahel", "страны Сахеля", "منطقة الساحل"])
def test_lists_show_clauses_with_their_blanks_filled(drafter, pledge, words):
    addresses = [f"/pledges/{pledge.reference}/{path}" for path in ("objectives/", "actions/b-detention/")]
    add_party(pledge, "national_society", "KE")
    before = [drafter.get(address).content.decode() for address in addresses]
    assert ["[REGION]" in shown for shown in before] == [True, True]
    assert "expertise of the Kenya Red Cross Society" in re.sub("<[^>]+>", "", before[1].split("data-js-paper")[0])
    fill(pledge, {"[REGION]": words})
    after = [drafter.get(address).content.decode() for address in addresses]
    assert [shown.count("[REGION]") for shown in after] == [0, 0]
    assert after[0].split("data-js-paper")[0].count(words) == 1


def test_row_of_the_model_text_is_drawn_anew_when_a_blank_in_it_is_filled(drafter, pledge):
    Clause.objects.filter(slug="a-safety-dignity-rights").update(text="Uphold safety in [REGION].")
    pledge.model_text.edition = "with a blank"  # one that no other test has in memory
    pledge.model_text.save()
    address = f"/pledges/{pledge.reference}/objectives/"
    for words in ("the north", "Севере", "the north"):
        fill(pledge, {"[REGION]": words})
        shown = drafter.get(address).content.decode().split("data-js-paper")[0]
        assert f"Uphold safety in {words}." in shown


def test_opening_that_the_parties_make_comes_into_its_field_when_they_are_named_in_full(drafter, pledge):
    add_party(pledge, "national_society", "KE")
    address = f"/pledges/{pledge.reference}/introduction/"
    said = answered(autosave(drafter, address, {"name_parties_in_full": "on"}))
    opening = said["filled"]["opening"]
    assert opening.startswith("The Government of Kenya and the Kenya Red Cross Society jointly pledge")
    assert words(opening) in words(ask(drafter, pledge, "introduction/")["parts"]["a"])
    assert answered(autosave(drafter, address, {"opening": "نتعهد:"}, 1))["filled"] == {}
    assert answered(autosave(drafter, address, {"name_parties_in_full": ""}, 2))["filled"] == {}


def test_opening_that_is_typed_at_the_same_time_stays_as_typed(drafter, pledge):
    address = f"/pledges/{pledge.reference}/introduction/"
    fields = {"name_parties_in_full": "on", "opening": "Мы обязуемся:"}
    assert answered(autosave(drafter, address, fields))["filled"] == {}
    assert "Мы обязуемся:" in ask(drafter, pledge, "introduction/")["parts"]["a"]
