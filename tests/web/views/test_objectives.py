"""The objectives page: one list with the additions, a filter, and the paper beside it."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin

import pytest

from commitments import document
from commitments.models import Clause, ModelText, menu
from tests.edits import OWN, reword, tick
from tests.factories import add_party, make_user, pick, write
from tests.web.views.pages import Page, count_queries, read, refused, send

pytestmark = pytest.mark.django_db

REFUGEES = "a-gcr-humanitarian-objectives"
RESPONSIBILITY = "a-gcr-responsibility-sharing"
DURABLE = "a-gcr-durable-solutions"
RIGHTS = "a-gcr-refugee-rights"
SAFETY = "a-safety-dignity-rights"
HARM = "a-protect-from-harm"
ACCESS = "a-access-essential-services"
ACTION = "b-detention-draw-on-expertise"


@pytest.fixture
def url(pledge) -> str:
    return f"/pledges/{pledge.reference}/objectives/"


def chosen(pledge) -> list[str]:
    return [item.key for item in pledge.items.filter(chosen=True)]


def on_paper(page: Page) -> list[str]:
    """The objectives that a reader of the paper sees: what is not hidden, without tags."""
    paper = page.html[page.html.index('class="printed-items"') :]
    items = re.findall(r'<li id="paper-[^"]*"[^>]*?(hidden)?>\s*<div[^>]*>(.*?)</div>', paper, re.DOTALL)
    shown = [
        re.sub(r'<span class="addition"[^>]* hidden>.*?</span>.*?</span>', "", text) for gone, text in items if not gone
    ]
    return [unescape(re.sub(r"<[^>]+>", "", text)) for text in shown]


def test_page_lists_every_objective_with_its_additions(drafter, url, model_text):
    page = read(drafter, url)
    for clause in menu(model_text).offered:
        listed = clause.kind in ("objective", "addition")
        assert (f'name="pick" value="{clause.slug}"' in page.html) == listed
    assert "Usually taken up by" in page.html
    assert "pick" not in page.fields


def test_ticks_are_saved_and_the_next_section_opens(drafter, pledge, url):
    response = send(drafter, url, pick=[HARM, SAFETY], go="next")
    assert (response.status_code, response.url) == (302, f"/pledges/{pledge.reference}/actions/")
    assert chosen(pledge) == [SAFETY, HARM]
    assert read(drafter, url).fields["pick"] == [SAFETY, HARM]


def test_tick_of_an_addition_brings_its_objective(drafter, pledge, url):
    send(drafter, url, pick=[RESPONSIBILITY, DURABLE])
    assert chosen(pledge) == [REFUGEES, RESPONSIBILITY, DURABLE]
    send(drafter, url, pick=[RESPONSIBILITY, DURABLE])
    assert chosen(pledge) == []


@pytest.mark.parametrize("additions", [[], [RIGHTS], [RIGHTS, DURABLE], [RIGHTS, DURABLE, RESPONSIBILITY]])
@pytest.mark.parametrize("wording", [None, "Help <b>refugees</b> & [others]", "Help refugees!"])
def test_paper_shows_the_sentences_of_the_document(drafter, pledge, url, additions, wording):
    pick(pledge, REFUGEES, wording)
    for slug in additions:
        pick(pledge, slug)
    pick(pledge, SAFETY)
    assert on_paper(read(drafter, url)) == [objective.sentence for objective in document.build(pledge).objectives]


def test_reworded_clause_keeps_its_words_when_it_goes_and_comes_back(drafter, pledge, url):
    pick(pledge, SAFETY, "Keep everybody safe.")
    send(drafter, url, pick=[])
    page = read(drafter, url)
    assert "Keep everybody safe." in page.html
    assert on_paper(page) == []
    send(drafter, url, pick=[SAFETY])
    assert on_paper(read(drafter, url)) == ["Keep everybody safe."]


def test_own_wording_is_added_at_the_end(drafter, pledge, url):
    pick(pledge, SAFETY)
    response = send(drafter, url, own="Dig wells in [COUNTRY/REGION]")
    own = pledge.items.all()[1]
    assert response.url == f"{url}#{own.key}"
    assert own.text == "Dig wells in [COUNTRY/REGION]"
    page = read(drafter, url)
    assert "Your own wording" in page.html
    assert page.fields["own"] == [""]


def test_own_item_is_taken_out_and_stays_in_the_list(drafter, pledge, url):
    own = write(pledge, "objective", "Dig wells")
    send(drafter, url, pick=[])
    assert chosen(pledge) == []
    assert f'value="{own.key}"' in read(drafter, url).html
    send(drafter, url, pick=[own.key])
    assert chosen(pledge) == [own.key]


def test_saving_keeps_own_additions_even_of_own_objectives(drafter, pledge, url):
    objective = write(pledge, "objective", "Dig wells")
    addition = write(pledge, "addition", "deep ones", parent=objective)
    under = write(pledge, "addition", "for all", parent=pick(pledge, SAFETY))
    send(drafter, url, go="next")
    assert set(chosen(pledge)) == {objective.key, addition.key, SAFETY, under.key}


def test_retired_clause_stays_until_it_is_unticked(drafter, pledge, url):
    pick(pledge, REFUGEES)
    pick(pledge, RIGHTS)
    Clause.objects.filter(slug__startswith="a-gcr").update(retired=True)
    ModelText.objects.update(edition="another")
    assert read(drafter, url).fields["pick"] == [REFUGEES, RIGHTS]
    send(drafter, url)
    assert chosen(pledge) == [REFUGEES, RIGHTS]
    send(drafter, url, pick=[REFUGEES])
    assert chosen(pledge) == [REFUGEES]
    ModelText.objects.update(edition="a third")
    send(drafter, url, pick=[])
    assert chosen(pledge) == []


def test_items_move_up_and_down(drafter, pledge, url):
    for slug in (SAFETY, HARM, ACCESS):
        pick(pledge, slug)
    assert send(drafter, url, **{"move-up": ACCESS}).url == f"{url}#paper-{ACCESS}"
    assert chosen(pledge) == [SAFETY, ACCESS, HARM]
    send(drafter, url, **{"move-down": SAFETY})
    assert chosen(pledge) == [ACCESS, SAFETY, HARM]


def test_items_are_put_in_their_place(drafter, pledge, url):
    for slug in (SAFETY, HARM, ACCESS):
        pick(pledge, slug)
    assert send(drafter, url, place=ACCESS, position="1").url == f"{url}#paper-{ACCESS}"
    assert chosen(pledge) == [ACCESS, SAFETY, HARM]
    send(drafter, url, place=ACCESS, position="9999")
    assert chosen(pledge) == [SAFETY, HARM, ACCESS]


@pytest.mark.parametrize("position", ["0", "-1", "10000", "x", "", "²", "٣", "1.5", "1:2", "\0", "9" * 5000])
def test_position_that_is_none_just_saves(drafter, pledge, url, position):
    for slug in (SAFETY, HARM):
        pick(pledge, slug)
    assert send(drafter, url, place=HARM, position=position).url == url
    assert chosen(pledge) == [SAFETY, HARM]


@pytest.mark.parametrize("key", ["nobody", "", ACCESS, ACTION, "\0", "é" * 3000])
def test_item_that_does_not_stand_here_is_not_put_anywhere(drafter, pledge, url, key):
    pick(pledge, SAFETY)
    pick(pledge, "b-detention-dialogue-with-national-societies")
    pick(pledge, ACTION)
    before = list(pledge.items.all())
    assert send(drafter, url, place=key, position="1").url == url
    assert list(pledge.items.all()) == before


def test_additions_have_buttons_and_move_where_two_are_chosen(drafter, pledge, url):
    for slug in (REFUGEES, DURABLE):
        pick(pledge, slug)
    hidden = rf'<span class="move-buttons" hidden><button[^>]*name="move-up" value="{DURABLE}"'
    assert re.search(hidden, read(drafter, url).html)
    pick(pledge, RESPONSIBILITY)
    assert not re.search(hidden, read(drafter, url).html)
    assert send(drafter, url, **{"move-up": RESPONSIBILITY}).url == f"{url}#{REFUGEES}"
    assert chosen(pledge) == [REFUGEES, RESPONSIBILITY, DURABLE]


def test_moving_saves_the_ticks_first(drafter, pledge, url):
    pick(pledge, SAFETY)
    send(drafter, url, pick=[SAFETY, HARM], **{"move-up": HARM})
    assert chosen(pledge) == [HARM, SAFETY]


@pytest.mark.parametrize(
    "command",
    [
        {"move-up": "nobody"},
        {"move-sideways": SAFETY},
        {"move-up": ""},
        {"junk": "x"},
        {"move-up": "\0"},
        {"move-up": HARM},
        {"place": HARM, "position": "1"},
        {"place": ""},
    ],
)
def test_command_that_makes_no_sense_just_saves(drafter, pledge, url, command):
    pick(pledge, SAFETY)
    pick(pledge, HARM, chosen=False)
    assert send(drafter, url, command).url == url
    assert chosen(pledge) == [SAFETY]


def test_item_of_another_page_is_not_moved_here(drafter, pledge, url):
    for slug in ("b-detention-draw-on-expertise", "b-detention-dialogue-with-national-societies"):
        pick(pledge, slug)
    before = chosen(pledge)
    assert send(drafter, url, **{"move-up": before[1]}).url == url
    assert chosen(pledge) == before


def test_filter_hides_without_losing_ticks(drafter, pledge, url):
    pick(pledge, SAFETY)
    response = send(drafter, url, filter="1", q="refugees", who="both")
    assert response.url == f"{url}?q=refugees&who=both"
    page = read(drafter, response.url)
    assert page.fields["q"] == ["refugees"]
    assert page.fields["who"] == ["both"]
    assert re.search(rf'<li class="clause" data-js-row id="{SAFETY}" hidden', page.html)
    assert not re.search(rf'<li class="clause" data-js-row id="{REFUGEES}" hidden', page.html)
    send(drafter, response.url, go="next")
    assert chosen(pledge) == [SAFETY]


def test_filter_by_who_usually_takes_it_up(drafter, url, model_text):
    for who in ("state", "national_society", "both"):
        page = read(drafter, f"{url}?who={who}")
        for clause in menu(model_text).objectives:
            hidden = bool(re.search(rf'<li class="clause" data-js-row id="{clause.slug}" hidden', page.html))
            assert hidden == (clause.relevance != who)


def test_blanks_are_marked_where_they_are_open_and_filled_where_they_are_known(drafter, pledge, url):
    pick(pledge, SAFETY, "Draw on [National Society] in [somewhere].")
    assert '<mark class="open-blank">[National Society]</mark>' in read(drafter, url).html
    add_party(pledge, "national_society", "KE")
    assert on_paper(read(drafter, url)) == ["Draw on the Kenya Red Cross Society in [somewhere]."]


@pytest.mark.parametrize(
    ("own", "says"),
    [
        ("word " * 801, "characters long"),
        ("x" * 101, "without a space"),
        ("hidden \u202e text", "can reorder words"),
        ("bell \x07", "control character"),
        ("nul \0", "control character"),
        ("<script>alert(1)</script>" + "a" + "\u0301" * 9, "marks stand on one letter"),
    ],
)
def test_bad_wording_comes_back_as_typed(drafter, pledge, url, own, says):
    page = refused(send(drafter, url, pick=[SAFETY, RESPONSIBILITY], own=own, q="words", who="state", go="next"))
    assert says in page.html
    assert "id_own" in page.anchors
    assert page.fields["own"][0] in (own, own.replace("\0", "\ufffd"))
    assert page.fields["pick"] == [SAFETY, RESPONSIBILITY]
    assert (page.fields["q"], page.fields["who"]) == (["words"], ["state"])
    assert "<script>" not in page.html.replace('<script src="', "")
    assert not pledge.items.exists()


def test_wording_of_exactly_the_limit_is_taken(drafter, pledge, url):
    assert send(drafter, url, own=("word " * 800).strip() + "s").status_code == 302
    assert len(pledge.items.get().text) == 4000


def test_forged_key_is_refused_and_the_other_ticks_stay(drafter, pledge, url):
    page = refused(send(drafter, url, pick=[SAFETY, "b-detention-draw-on-expertise"], own="Dig wells"))
    assert "not in this list any more" in page.html
    assert page.fields["pick"] == [SAFETY]
    assert page.fields["own"] == ["Dig wells"]
    assert not pledge.items.exists()


def test_too_many_items_are_refused_with_everything_as_typed(drafter, pledge, url):
    for _ in range(149):
        write(pledge, "indicator", "Number")
    page = refused(send(drafter, url, pick=[SAFETY, HARM], own="One more"))
    assert "152 items" in page.html
    assert (page.fields["pick"], page.fields["own"]) == ([SAFETY, HARM], ["One more"])
    assert pledge.items.count() == 149
    page = refused(send(drafter, url, pick=[SAFETY], own="One more"))
    assert "151 items" in page.html
    assert page.fields["own"] == ["One more"]
    assert pledge.items.count() == 149


def test_too_much_text_is_refused_with_everything_as_typed(drafter, pledge, url):
    pledge.introduction = "word " * 19_500
    pledge.save(update_fields=["introduction"])
    page = refused(send(drafter, url, own="long " * 700))
    assert "bytes of text" in page.html
    assert page.fields["own"] == ["long " * 700]


def test_markup_in_a_wording_is_text(drafter, pledge, url):
    write(pledge, "objective", '<img src=x onerror="alert(1)"> [<b>]')
    page = read(drafter, url)
    assert "<img" not in page.html
    assert "&lt;img src=x" in page.html


def test_page_takes_the_same_queries_for_one_objective_and_all(drafter, pledge, url, model_text):
    counts = []
    for clause in (clause for clause in menu(model_text).offered if clause.kind in ("objective", "addition")):
        pick(pledge, clause.slug)
        counts.append(count_queries(drafter, url))
    assert len(counts) == 21
    assert set(counts[:1]) == set(counts)
    assert counts[-1] <= 6
    for code in ("KE", "NL"):
        add_party(pledge, "national_society", code)
    write(pledge, "addition", "own", parent=write(pledge, "objective", "own"))
    assert count_queries(drafter, url) == counts[0]


def test_reword_saves_the_page_and_leads_to_each_item_picked(drafter, pledge, url):
    pick(pledge, RIGHTS, "support for people")
    own = write(pledge, "objective", "Dig wells")
    for key in (REFUGEES, RIGHTS, own.key, SAFETY):
        assert f"reword={key}" in read(drafter, url).buttons
        there = f"/pledges/{pledge.reference}/items/{key}/"
        picked = [REFUGEES, RIGHTS, own.key, key]
        response = send(drafter, url, pick=picked, own=f"Typed before {key}", reword=key)
        assert response.url == there
        assert read(drafter, there)
        assert pledge.items.filter(text=f"Typed before {key}", chosen=True).exists()


def test_reword_keeps_what_is_refused_on_the_page(drafter, pledge, url):
    page = refused(send(drafter, url, pick=[SAFETY], own="x" * 101, reword=SAFETY))
    assert (page.fields["pick"], page.fields["own"]) == ([SAFETY], ["x" * 101])


@pytest.mark.parametrize("key", [SAFETY, ACTION, "nobody", "\0", ""])
def test_reword_of_what_is_not_in_this_list_just_saves(drafter, pledge, url, key):
    pick(pledge, ACTION)
    assert send(drafter, url, pick=[HARM], reword=key).url == url
    assert HARM in chosen(pledge)


def test_viewer_sees_the_wording_of_what_is_in_the_pledge(drafter, viewer, pledge, url):
    pick(pledge, REFUGEES)
    pick(pledge, RIGHTS, "support for people")
    own = write(pledge, "objective", "Dig wells")
    links = [urljoin(url, link) for link in read(viewer, url).links]
    for key in (REFUGEES, RIGHTS, own.key):
        assert f"/pledges/{pledge.reference}/items/{key}/" in links
    assert f"/pledges/{pledge.reference}/items/{SAFETY}/" not in links


def test_viewer_ticks_nothing_and_drafter_does_whoever_came_first(drafter, viewer, pledge, url):
    pick(pledge, SAFETY)
    assert read(drafter, url).fields["pick"] == [SAFETY]
    page = read(viewer, url)
    assert "pick" not in page.fields
    assert page.html.count('name="pick"') == page.html.count(" disabled>") == 21
    assert [button for button in page.buttons if button.startswith("move-")] == []
    assert "You can read this section, but not change it." in page.html
    assert read(drafter, url).fields["pick"] == [SAFETY]


def test_rows_follow_every_change_of_the_pledge(drafter, pledge, url):
    item = pick(pledge, SAFETY)
    assert read(drafter, url).html.count("Adapted") == 0
    for text in ("First [wording]", "Second wording"):
        item.text = text
        item.save(update_fields=["text"])
        page = read(drafter, url)
        assert page.html.count("Adapted") == 1
        assert "Second wording" in page.html or "First <mark" in page.html
        assert on_paper(page) == [text]


def test_own_wording_sent_twice_is_one_item(drafter, pledge, url):
    fields = read(drafter, url).fields
    [key] = fields["own_key"]
    for text in ("Dig wells", "Dig deep wells"):
        pledge.refresh_from_db()
        version = pledge.version_of("objectives")
        assert drafter.post(url, {**fields, "version": version, "own": text}).status_code == 302
    item = pledge.items.get()
    assert (item.key, item.text, item.chosen) == (key, "Dig deep wells", True)


@pytest.mark.parametrize("key", ["", "own-1", "own-GGGGGGGGGG", SAFETY, "\0", "own-0123456789x"])
def test_name_of_an_own_item_that_was_tampered_with_is_none(drafter, pledge, url, key):
    send(drafter, url, own="Dig wells", own_key=key)
    item = pledge.items.get()
    assert (item.text, item.clause) == ("Dig wells", None)
    assert item.key.startswith("own-")
    assert item.key != key


def test_own_item_whose_words_were_emptied_is_not_listed(drafter, pledge, url):
    write(pledge, "objective", "", key=OWN, chosen=False)
    page = read(drafter, url)
    assert f'name="pick" value="{OWN}"' not in page.html
    assert send(drafter, url, go="next").status_code == 302


def test_ticks_of_two_people_are_both_kept(drafter, pledge, url):
    fields = read(drafter, url).fields
    tick(pledge, HARM, ACCESS, by=make_user(name="Joseph Otieno"))
    response = drafter.post(url, {**fields, "pick": [SAFETY]}, follow=True)
    assert set(chosen(pledge)) == {HARM, ACCESS, SAFETY}
    assert "Joseph Otieno also changed this section." in response.content.decode()


def test_wording_in_conflict_is_settled_and_the_button_obeyed_then(drafter, pledge, url):
    own = write(pledge, "objective", "Dig", key=OWN)
    pick(pledge, SAFETY)
    fields = {**read(drafter, url).fields, "own_key": OWN}
    reword(pledge, OWN, "Theirs", by=make_user(name="Joseph Otieno"))
    reword(pledge, SAFETY, "Theirs too", by=make_user(name="Joseph Otieno"))
    typed = {"own": "Dig wells", f"{SAFETY}-text": "Mine too", "ready": "1", "go": "hub"}
    response = drafter.post(url, {**fields, **typed})
    assert response.status_code == 409
    page = Page(response.content.decode())
    assert set(page.fields["conflict"]) == {f"{SAFETY}-text", "own"}
    number = page.fields["conflict"].index(f"{SAFETY}-text") + 1
    del page.fields["csrfmiddlewaretoken"]
    response = drafter.post(url, {**page.fields, f"take-{number}": "third", f"third-{number}": "Ours"})
    assert response.url == f"/pledges/{pledge.reference}/"
    own.refresh_from_db()
    assert own.text == "Dig wells"
    assert {item.key: item.text for item in pledge.items.all()} == {OWN: "Dig wells", SAFETY: "Ours"}
    pledge.refresh_from_db()
    assert pledge.section_states["objectives"].ready


def test_list_that_was_typed_as_one_item_is_offered_as_items(drafter, pledge, url):
    pick(pledge, SAFETY)
    send(drafter, url, own="We will:\r\n• dig;\r\n• build.")
    own = pledge.items.get(clause=None)
    page = read(drafter, url)
    assert "Make 3 items of it" in page.html
    assert [name for name in page.buttons if name.startswith("split=")] == [f"split={own.key}"]
    assert on_paper(page)[1] == "We will:• dig;• build."
    response = send(drafter, url, split=own.key)
    assert response.url == f"{url}#{own.key}"
    page = read(drafter, url)
    assert on_paper(page)[1:] == ["We will:", "dig.", "build."]
    assert "3 items were made of it. The first one only leads in to the others: finish it." in page.html


def test_list_that_was_taken_apart_is_put_together_again_at_a_click(drafter, pledge, url):
    text = "We will:\n• dig;\n• build."
    own = write(pledge, "objective", text)
    response = send(drafter, url, split=own.key)
    page = read(drafter, response.url)
    assert 'form="undo-1"' in page.html
    assert "unsplit" not in read(drafter, url).fields  # it is said once
    response = drafter.post(
        f"/pledges/{pledge.reference}/history/", {name: page.fields[name] for name in ("unsplit", "back")}, follow=True
    )
    assert response.redirect_chain[-1][0] == url
    assert "It is one item again, as it was." in response.content.decode()
    assert [each.text for each in pledge.items.filter(chosen=True)] == [text]
    assert on_paper(read(drafter, url)) == ["We will:• dig;• build."]
    assert read(drafter, url).fields["pick"] == [own.key]


@pytest.mark.parametrize(
    ("named", "status"),
    [("objectives-99", 200), ("objectives-" + "9" * 18, 200)]
    + [(named, 404) for named in ("objectives-", "objectives-x", "99", "", "\0", "a-99", "objectives-" + "9" * 30)],
)
def test_what_was_no_split_is_not_undone_and_that_is_said(drafter, pledge, named, status):
    own = write(pledge, "objective", "Dig.")
    response = drafter.post(f"/pledges/{pledge.reference}/history/", {"unsplit": named}, follow=True)
    assert response.status_code == status
    assert ("Not undone: one of the items was changed" in response.content.decode()) == (status == 200)
    own.refresh_from_db()
    assert own.text == "Dig."


def test_list_on_one_line_is_offered_as_items_and_printed_as_a_list(drafter, pledge, url):
    text = "1. First aim. 2. Second aim. 3. Third aim."
    own = write(pledge, "objective", text)
    page = read(drafter, url)
    assert "Make 3 items of it" in page.html
    assert '<li><span class="marker">2. </span>Second aim.</li>' in page.html
    own.refresh_from_db()
    assert own.text == text
    send(drafter, url, split=own.key)
    assert [each.text for each in pledge.items.order_by("position")] == ["First aim.", "Second aim.", "Third aim."]


@pytest.mark.parametrize("key", [SAFETY, "own-0000000000", "\0"])
def test_what_holds_no_list_is_not_taken_apart(drafter, pledge, url, key):
    pick(pledge, SAFETY, "1. Dig.\n2. Build.")
    assert send(drafter, url, split=key).status_code == 302
    assert pledge.items.get().text == "1. Dig.\n2. Build."
