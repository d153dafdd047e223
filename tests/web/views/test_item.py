"""One item: reworded, and back to the official wording."""

from __future__ import annotations

from html import escape

import pytest

from commitments.models import ModelText, Pledge, menu
from tests.edits import reword
from tests.factories import make_pledge, make_user, pick, write
from tests.web.views.pages import Page, read, refused, send

pytestmark = pytest.mark.django_db

SAFETY = "a-safety-dignity-rights"
REFUGEES = "a-gcr-humanitarian-objectives"
RIGHTS = "a-gcr-refugee-rights"
ACTION = "b-detention-draw-on-expertise"


def url_of(pledge, key: str) -> str:
    return f"/pledges/{pledge.reference}/items/{key}/"


def test_item_shows_its_wording_and_the_official_one(drafter, pledge):
    item = pick(pledge, ACTION, "Ask [National Society]")
    page = read(drafter, url_of(pledge, ACTION))
    assert page.fields["text"] == ["Ask [National Society]"]
    assert "Draw on the expertise of" in page.html
    assert item.clause.title in page.html
    assert "official=text" in page.buttons


def test_reworded_clause_is_adapted_and_typed_back_official(drafter, pledge):
    item = pick(pledge, SAFETY)
    url = url_of(pledge, SAFETY)
    assert "official=text" not in read(drafter, url).buttons
    response = send(drafter, url, text="Keep everybody\r\nsafe.")
    assert response.url == f"/pledges/{pledge.reference}/objectives/#{SAFETY}"
    item.refresh_from_db()
    assert (item.wording, item.text) == ("adapted", "Keep everybody\nsafe.")
    send(drafter, url, text=f"  {item.official_text}\r\n")
    item.refresh_from_db()
    assert item.wording == "official"


@pytest.mark.parametrize("space", ["\u00a0", "  ", "\u202f", "\u200b \ufeff"])
def test_official_wording_pasted_with_other_spaces_is_official_letter_for_letter(drafter, pledge, space):
    item = pick(pledge, SAFETY, "Reworded.")
    words = item.official_text.split(" ")
    send(drafter, url_of(pledge, SAFETY), text=" ".join(words[:5]) + space + " ".join(words[5:]))
    item.refresh_from_db()
    assert (item.wording, item.text) == ("official", item.official_text)


def test_draft_kept_with_other_spaces_is_official_and_shows_no_change(drafter, pledge):
    item = pick(pledge, SAFETY)
    item.text = item.official_text.replace("safety, ", "safety,\u00a0")
    item.save()
    assert item.wording == "official"
    page = read(drafter, url_of(pledge, SAFETY))
    assert "What you changed" not in page.html
    assert "official=text" not in page.buttons


def test_every_clause_s_official_wording_can_be_typed_back(drafter, pledge, model_text):
    for clause in menu(model_text).offered:
        pick(pledge, clause.slug)
        assert send(drafter, url_of(pledge, clause.slug)).status_code == 302
    assert {item.wording for item in pledge.items.all()} == {"official"}


def test_official_wording_is_taken_back_with_a_button(drafter, pledge):
    item = pick(pledge, SAFETY, "Keep everybody safe.")
    send(drafter, url_of(pledge, SAFETY), text="Half-typed \x07 words", official="text")
    item.refresh_from_db()
    assert item.wording == "official"


def test_own_item_has_no_official_wording(drafter, pledge):
    own = write(pledge, "objective", "Dig wells")
    page = read(drafter, url_of(pledge, own.key))
    assert "Official wording" not in page.html
    assert "official=text" not in page.buttons
    refused(send(drafter, url_of(pledge, own.key), text="x", official="text"))
    own.refresh_from_db()
    assert own.text == "Dig wells"


@pytest.mark.parametrize(
    ("kind", "fields", "back"),
    [
        ("indicator", {}, "indicators/"),
        ("action", {"theme_name": "Water"}, "actions/own/"),
        ("objective", {}, "objectives/"),
    ],
)
def test_own_item_leads_back_to_its_list(drafter, pledge, kind, fields, back):
    own = write(pledge, kind, "Words", **fields)
    response = send(drafter, url_of(pledge, own.key), text="Other words")
    assert response.url == f"/pledges/{pledge.reference}/{back}#{own.key}"


def test_addition_and_action_lead_back_to_where_they_stand(drafter, pledge):
    pick(pledge, REFUGEES)
    pick(pledge, RIGHTS)
    pick(pledge, ACTION)
    base = f"/pledges/{pledge.reference}/"
    assert send(drafter, url_of(pledge, RIGHTS), text="a").url == f"{base}objectives/#{REFUGEES}"
    assert send(drafter, url_of(pledge, ACTION), text="a").url == f"{base}actions/b-detention/#{ACTION}"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Write the wording."),
        ("   ", "Write the wording."),
        ("word " * 801, "characters long"),
        ("word " * 4000, "characters long"),
        ("x" * 101, "without a space"),
        ("http://example.org/" + "x" * 200, "address in the text"),
        ("a\u202eb", "can reorder words"),
        ("a\ue000b", "symbol font"),
        ("a\0b", "control character"),
        ("</textarea><script>alert(1)</script>\x07", "control character"),
    ],
)
def test_bad_wording_comes_back_as_typed(drafter, pledge, text, says):
    item = pick(pledge, SAFETY, "Before")
    page = refused(send(drafter, url_of(pledge, SAFETY), text=text))
    assert says in page.html
    assert "id_text" in page.anchors
    assert page.fields["text"][0] in (text, text.replace("\0", "\ufffd"))
    assert "<script>alert" not in page.html
    item.refresh_from_db()
    assert item.text == "Before"


def test_too_much_text_comes_back_as_typed(drafter, pledge):
    pledge.introduction = "word " * 19_900
    pledge.save(update_fields=["introduction"])
    pick(pledge, SAFETY)
    page = refused(send(drafter, url_of(pledge, SAFETY), text="long " * 700))
    assert "bytes of text" in page.html
    assert page.fields["text"] == ["long " * 700]


def test_item_of_another_pledge_is_not_found(drafter, pledge):
    theirs = write(make_pledge(pledge.organisation), "objective", "Theirs")
    assert drafter.get(url_of(pledge, theirs.key)).status_code == 404
    assert drafter.get(url_of(pledge, SAFETY)).status_code == 404


def test_reworded_item_shows_what_changed(drafter, pledge):
    item = pick(pledge, SAFETY)
    assert "What you changed" not in read(drafter, url_of(pledge, SAFETY)).html
    item.text = item.text.replace("Work to uphold", "Uphold")
    item.save()
    page = read(drafter, url_of(pledge, SAFETY)).html
    assert "What you changed" in page
    assert '<ins><span class="visually-hidden">added: </span>Uphold</ins>' in page
    assert '<del><span class="visually-hidden">removed: </span>Work to uphold</del>' in page


def test_pledge_keeps_its_wording_when_the_library_changes_and_says_so(drafter, pledge):
    item = pick(pledge, SAFETY)
    assert "The library has another wording" not in read(drafter, url_of(pledge, SAFETY)).html
    item.clause.text = "A newer official wording."
    item.clause.save()
    ModelText.objects.update(edition=f"after {item.pk}")
    page = read(drafter, url_of(pledge, SAFETY))
    assert "The library has another wording" in page.html
    assert page.fields["text"] == [item.text]
    item.refresh_from_db()
    assert item.wording == "official"


def test_library_that_changed_its_spaces_only_has_no_other_wording(drafter, pledge):
    item = pick(pledge, SAFETY)
    item.clause.text = item.official_text.replace("dignity and", "dignity\u00a0and")
    item.clause.save()
    ModelText.objects.update(edition=f"spaces {item.pk}")
    assert "The library has another wording" not in read(drafter, url_of(pledge, SAFETY)).html


def test_own_action_moves_to_another_theme_and_its_page_opens(drafter, pledge):
    own = write(pledge, "action", "Visit", theme_name="Water")
    write(pledge, "action", "Dig", theme_name="Wells")
    url = url_of(pledge, own.key)
    page = read(drafter, url)
    assert page.fields["theme"] == ["own:Water"]
    for heading in ("Water", "Wells", "Under no theme of the model"):
        assert f">{heading}</option>" in page.html
    response = send(drafter, url, theme="theme:b-detention", text="Visit often")
    assert response.url == f"/pledges/{pledge.reference}/actions/b-detention/#{own.key}"
    own.refresh_from_db()
    assert (own.theme.slug, own.theme_name, own.text) == ("b-detention", "", "Visit often")
    assert own.key in read(drafter, response.url).fields["pick"]
    assert read(drafter, url).fields["theme"] == ["theme:b-detention"]
    send(drafter, url, theme="own:Wells")
    assert send(drafter, url, theme="own:").url == f"/pledges/{pledge.reference}/actions/own/#{own.key}"
    own.refresh_from_db()
    assert (own.theme, own.theme_name) == (None, "")


@pytest.mark.parametrize("theme", ["theme:nowhere", "own:Invented", "theme:", "junk", "\0", "own:" + "x" * 3000])
def test_theme_that_is_not_offered_is_refused_and_the_words_stay(drafter, pledge, theme):
    own = write(pledge, "action", "Visit", theme_name="Water")
    page = refused(send(drafter, url_of(pledge, own.key), theme=theme, text="Visit often"))
    assert page.fields["text"] == ["Visit often"]
    own.refresh_from_db()
    assert (own.text, own.theme_name) == ("Visit", "Water")


def test_without_a_theme_the_action_stays(drafter, pledge):
    own = write(pledge, "action", "Visit", theme_name="Water")
    assert drafter.post(url_of(pledge, own.key), {"text": "Visit often"}).status_code == 302
    own.refresh_from_db()
    assert (own.text, own.theme_name) == ("Visit often", "Water")


def test_clause_and_objective_have_no_theme_to_choose(drafter, pledge):
    for row in (pick(pledge, ACTION), pick(pledge, SAFETY), write(pledge, "objective", "Dig wells")):
        assert "theme" not in read(drafter, url_of(pledge, row.key)).fields
        send(drafter, url_of(pledge, row.key), theme="own:Water")
        theme = row.theme
        row.refresh_from_db()
        assert (row.theme, row.theme_name) == (theme, "")


def test_theme_is_saved_while_the_wording_is_in_conflict(drafter, pledge):
    own = write(pledge, "action", "Visit", theme_name="Water")
    url = url_of(pledge, own.key)
    fields = read(drafter, url).fields
    reword(pledge, own.key, "Theirs", section="actions", by=make_user(name="Joseph Otieno"))
    response = drafter.post(url, {**fields, "text": "Mine", "theme": "theme:b-detention"})
    assert response.status_code == 409
    own.refresh_from_db()
    assert (own.text, own.theme.slug) == ("Theirs", "b-detention")
    page = Page(response.content.decode())
    del page.fields["csrfmiddlewaretoken"]
    assert drafter.post(url, page.fields).url == f"/pledges/{pledge.reference}/actions/b-detention/#{own.key}"
    own.refresh_from_db()
    assert (own.text, own.theme.slug) == ("Mine", "b-detention")


def test_theme_stays_where_the_wording_is_refused(drafter, pledge):
    own = write(pledge, "action", "Visit", theme_name="Water")
    Pledge.objects.update(introduction="word " * 19_900)
    page = refused(send(drafter, url_of(pledge, own.key), text="long " * 700, theme="theme:b-detention"))
    assert page.fields["theme"] == ["theme:b-detention"]
    own.refresh_from_db()
    assert (own.text, own.theme, own.theme_name) == ("Visit", None, "Water")


def test_theme_that_another_changed_meanwhile_stays_where_this_page_says_nothing_of_it(drafter, pledge):
    own = write(pledge, "action", "Visit", theme_name="Water")
    write(pledge, "action", "Dig", theme_name="Wells")
    url = url_of(pledge, own.key)
    fields = read(drafter, url).fields
    send(drafter, url, theme="theme:b-detention")
    drafter.post(url, {**fields, "text": "Visit often"})
    own.refresh_from_db()
    assert (own.theme.slug, own.text) == ("b-detention", "Visit often")
    response = drafter.post(url, {**fields, "text": "Visit often", "theme": "own:Wells"})
    assert response.status_code == 409
    page = Page(response.content.decode())
    for words in ("Wells", "Water", str(own.theme.heading)):
        assert escape(words) in page.html
    assert "third-1" not in page.fields
    drafter.post(url, {**page.fields, "take-1": "mine"})
    own.refresh_from_db()
    assert (own.theme, own.theme_name) == (None, "Wells")


LIST = "1. Dig wells.\n2. Build ponds.\n3. Report."


def test_list_in_an_item_becomes_items_at_a_click_and_not_before(drafter, pledge):
    item = write(pledge, "action", LIST)
    url = url_of(pledge, item.key)
    page = read(drafter, url)
    assert "Make 3 items of it" in page.html
    assert f"split={item.key}" in page.buttons
    send(drafter, url)
    assert [each.text for each in pledge.items.all()] == [LIST]
    response = send(drafter, url, split=item.key)
    assert response.url == f"/pledges/{pledge.reference}/actions/own/#{item.key}"
    assert [each.text for each in pledge.items.order_by("position")] == ["Dig wells.", "Build ponds.", "Report."]
    assert "3 items were made of it." in read(drafter, response.url).html
    assert f"split={item.key}" not in read(drafter, url).buttons


def test_what_is_typed_is_saved_before_its_list_is_taken_apart(drafter, pledge):
    item = write(pledge, "objective", LIST)
    send(drafter, url_of(pledge, item.key), text="a) Dig.\r\nb) Build.", split=item.key)
    assert [each.text for each in pledge.items.order_by("position")] == ["Dig.", "Build."]
    response = send(drafter, url_of(pledge, item.key), text="", split=item.key)
    assert response.status_code == 422
    assert [each.text for each in pledge.items.order_by("position")] == ["Dig.", "Build."]


def test_clause_with_a_list_is_not_offered_as_items(drafter, pledge):
    pick(pledge, SAFETY, LIST)
    page = read(drafter, url_of(pledge, SAFETY))
    assert f"split={SAFETY}" not in page.buttons
    send(drafter, url_of(pledge, SAFETY), split=SAFETY)
    assert pledge.items.get().text == LIST
