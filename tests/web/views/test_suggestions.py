"""The list of all suggested changes: several are taken or declined at once, and none over another."""

from __future__ import annotations

import pytest

from commitments.drafting.amendments import amendment
from commitments.drafting.comments import say
from commitments.drafting.suggesting import NewItem, suggest, suggest_new, suggest_plan, suggest_removal
from commitments.drafting.taking import take
from commitments.models import Actor, Change, Comment, Draft, Item, Notice, Pledge
from tests.factories import add_party, make_guest, make_member, make_pledge, write
from tests.web.views.conftest import signed_in
from tests.web.views.pages import Page, count_queries, read

pytestmark = pytest.mark.django_db
WELLS, DIG = "item:own-wells", "item:own-dig"


@pytest.fixture
def url(pledge) -> str:
    add_party(pledge, "state", "KE", key="party-state")
    add_party(pledge, "national_society", "KE", key="party-society")
    write(pledge, "objective", "Dig three <deep> wells.", key="own-wells")
    write(pledge, "action", "Dig them.", key="own-dig", start="2020-01", end="2020-12", leads=["party-state"])
    return f"/pledges/{pledge.reference}/suggestions/"


@pytest.fixture
def jonas(pledge, url):
    return make_guest(pledge, party_key="party-state")


@pytest.fixture
def theirs(jonas) -> Actor:
    return Actor(guest=jonas)


@pytest.fixture
def several(pledge, theirs) -> list[Comment]:
    """One of each kind, in the order of the list: other words, what is to go, dates, something new."""
    return [
        suggest(pledge, theirs, "pledge:opening", "We <will>:", is_shared=True, reason="It is shorter."),
        suggest(pledge, theirs, WELLS, "Dig four <deep> wells.", is_shared=True),
        suggest_plan(pledge, theirs, DIG, {"end": "2021-06"}, reason="The rains.", is_shared=True),
        suggest_new(pledge, theirs, NewItem(Item.Kind.INDICATOR, "Wells dug"), reason="", is_shared=True),
    ]


def marks(*suggestions: Comment) -> dict[str, str]:
    sent = {}
    for said in suggestions:
        found = amendment(Draft(Pledge.objects.get(pk=said.pledge_id)), said)
        assert found
        sent[f"seen-{said.pk}"] = found.mark
    return sent


def ticked(*suggestions: Comment) -> dict[str, object]:
    return {"tick": [str(said.pk) for said in suggestions], **marks(*suggestions)}


def answers() -> list[str]:
    return list(Comment.objects.order_by("pk").values_list("answer", flat=True))


def test_list_says_of_each_where_who_why_and_what_would_change(drafter, url, several):
    page = read(drafter, url)
    titles = ["Introduction and opening", "Objectives", "Action plan", "Indicators"]
    places = [page.html.index(f"<h2>{title}</h2>") for title in titles]
    assert places == sorted(places)
    for words in (
        "Jonas Weber",
        "Government of Kenya",
        "It is shorter.",
        "The rains.",
        "Wells dug",
        "4 suggested changes",
    ):
        assert words in page.html
    assert "&lt;will&gt;" in page.html
    assert "<will>" not in page.html
    for said in several:
        assert {f"take={said.pk}", f"decline={said.pk}"} <= set(page.buttons)


def test_list_without_any_says_so(drafter, url):
    page = read(drafter, url)
    assert "None waits for an answer." in page.html
    assert "take=ticked" not in page.buttons


def test_what_is_next_is_said_once_every_suggestion_is_answered(drafter, viewer, url, several):
    assert 'id="h-next"' not in read(drafter, url).html
    assert 'id="h-next"' in read(viewer, url).html
    drafter.post(url, {**ticked(*several), "decline": "ticked"})
    assert 'id="h-next"' in read(drafter, url).html


def test_answered_taken_back_and_comments_are_not_listed(drafter, pledge, url, theirs, several):
    say(pledge, theirs, WELLS, "Why three?", is_shared=True)
    for said in several[:2]:
        take(said, seen=marks(said)[f"seen-{said.pk}"], by=make_member("drafter", pledge.organisation))
    assert "2 suggested changes" in read(drafter, url).html


def test_several_are_taken_at_once_one_entry_of_the_history_each(drafter, pledge, url, several, jonas):
    response = drafter.post(url, {"take": "ticked", **ticked(*several)}, follow=True)
    assert response.redirect_chain == [(url, 302)]
    assert "4 suggestions are in the pledge now." in response.content.decode()
    assert answers() == ["taken"] * 4
    moments = Change.objects.filter(pledge=pledge).order_by("at").values_list("at", flat=True).distinct()
    assert len(set(moments)) == 4
    pledge.refresh_from_db()
    assert pledge.opening == "We <will>:"
    assert Item.objects.get(key="own-dig").end == "2021-06"
    assert Item.objects.filter(pledge=pledge, text="Wells dug", chosen=True).count() == 1
    assert Notice.objects.filter(guest=jonas).count() == 4


def test_those_that_are_not_ticked_stay(drafter, url, several):
    drafter.post(url, {"take": "ticked", **ticked(several[1]), **marks(*several)})
    assert answers() == ["", "taken", "", ""]


def test_one_is_taken_by_its_own_button_whatever_is_ticked(drafter, url, several):
    drafter.post(url, {"take": str(several[3].pk), **ticked(*several)})
    assert answers() == ["", "", "", "taken"]


def test_of_two_for_one_text_the_second_is_left_and_shown_anew(drafter, pledge, url, theirs, several):
    rival = suggest(pledge, theirs, WELLS, "Dig five <deep> wells.", is_shared=True)
    assert read(drafter, url).html.count("1 other suggestion is about the same text.") == 2
    response = drafter.post(url, {"take": "ticked", **ticked(several[1], rival, several[2])})
    assert response.status_code == 409
    page = Page(response.content.decode())
    assert answers() == ["", "taken", "taken", "", ""]
    assert f'href="#tick-{rival.pk}"' in page.html
    assert "Somebody changed this text meanwhile." in page.html
    assert "The text was changed since this was suggested." in page.html
    assert "2 suggestions are in the pledge now." in page.html
    assert page.fields["untake"] == [f"{several[1].pk}.{several[2].pk}"]
    assert Item.objects.get(key="own-wells").text == "Dig four <deep> wells."
    drafter.post(url, {"take": "ticked", **ticked(rival)})  # as it is shown now
    assert Item.objects.get(key="own-wells").text == "Dig five <deep> wells."


@pytest.mark.parametrize("sent", [{}, {"seen": "x"}, {"tick": ["", "-1", "²", "9" * 30, "1x"]}, {"tick": ["987654"]}])
@pytest.mark.parametrize("verb", ["take", "decline"])
def test_nothing_ticked_is_said(drafter, url, several, verb, sent):
    response = drafter.post(url, {verb: "ticked", **sent})
    assert response.status_code == 422
    assert "Tick the suggestions that you mean first." in response.content.decode()
    assert answers() == [""] * 4


def test_suggestion_of_another_pledge_is_none_of_this(drafter, url, several):
    other = make_pledge()
    write(other, "objective", "Rest.", key="own-rest")
    alien = suggest(other, Actor(guest=make_guest(other)), "item:own-rest", "Sleep.", is_shared=True)
    assert drafter.post(url, {"take": "ticked", **ticked(alien)}).status_code == 422
    assert Item.objects.get(key="own-rest").text == "Rest."


def test_without_the_mark_of_what_was_seen_nothing_is_taken(drafter, url, several):
    response = drafter.post(url, {"take": "ticked", "tick": [str(several[1].pk)]})
    assert response.status_code == 409
    assert answers() == [""] * 4


def test_several_are_declined_with_one_word(drafter, url, several, jonas):
    response = drafter.post(url, {"decline": "ticked", "word": "Not <now>.", **ticked(*several[:2])}, follow=True)
    assert "2 suggestions are declined." in response.content.decode()
    assert answers() == ["declined", "declined", "", ""]
    told = Notice.objects.filter(guest=jonas).order_by("pk").values_list("text", flat=True)
    assert ["Not <now>." in text for text in told] == [True, True]


def test_word_that_is_too_long_is_kept_and_nothing_declined(drafter, url, several):
    word = "why " * 200
    response = drafter.post(url, {"decline": "ticked", "word": word, **ticked(*several[:2])})
    assert response.status_code == 409
    page = Page(response.content.decode())
    assert word.strip() in page.html
    assert page.html.count("checked") == 2
    assert answers() == [""] * 4


def test_taking_several_is_undone_at_one_click(drafter, pledge, url, several):
    page = drafter.post(url, {"take": "ticked", **ticked(*several)}, follow=True).content.decode()
    undo = ".".join(str(said.pk) for said in several)
    assert Page(page).fields["untake"] == [undo]
    response = drafter.post(url, {"untake": undo}, follow=True)
    assert "Undone: 4 suggestions wait for an answer again." in response.content.decode()
    assert answers() == [""] * 4
    pledge.refresh_from_db()
    assert (pledge.opening, Item.objects.get(key="own-dig").end) == ("", "2020-12")
    assert not Item.objects.filter(pledge=pledge, text="Wells dug", chosen=True).exists()


def test_undoing_what_was_changed_since_says_so_and_leaves_it(drafter, pledge, url, several):
    drafter.post(url, {"take": "ticked", **ticked(several[1])})
    drafter.post(f"/pledges/{pledge.reference}/items/own-wells/", {"text": "Dig nine wells.", "version": "1"})
    response = drafter.post(url, {"untake": str(several[1].pk)})
    assert response.status_code == 409
    assert "changed again since it was taken" in response.content.decode()
    assert Item.objects.get(key="own-wells").text == "Dig nine wells."


def test_viewer_reads_the_list_and_changes_nothing(viewer, url, several):
    page = read(viewer, url)
    assert [button for button in page.buttons if button.startswith(("take", "decline"))] == []
    assert "tick" not in page.fields
    assert viewer.post(url, {"take": "ticked", **ticked(*several)}).status_code == 403
    assert answers() == [""] * 4


def test_page_drawn_for_somebody_else_is_sent_again(drafter, url, several):
    response = drafter.post(url, {"take": "ticked", "person": "somebody", **ticked(*several)})
    assert response.status_code == 403
    assert answers() == [""] * 4


def test_text_that_goes_round_is_not_changed_and_suggestions_can_be_declined(drafter, url, several):
    Pledge.objects.update(status="in-circulation")
    assert "take=ticked" not in read(drafter, url).buttons
    assert drafter.post(url, {"take": "ticked", **ticked(several[1])}).status_code == 409
    assert drafter.post(url, {"decline": "ticked", **ticked(several[1])}).status_code == 302
    assert answers() == ["", "declined", "", ""]


def test_suggestion_for_a_text_that_is_gone_is_listed_last_and_can_be_declined(drafter, url, pledge, several):
    Item.objects.filter(key="own-wells").update(chosen=False)
    page = read(drafter, url)
    assert "<h2>No longer in the pledge</h2>" in page.html
    assert f"take={several[1].pk}" not in page.buttons
    assert drafter.post(url, {"decline": "ticked", "tick": [str(several[1].pk)]}).status_code == 302


def test_queries_do_not_grow_with_the_suggestions(drafter, pledge, url, theirs, several):
    drafter.get(url)
    few = count_queries(drafter, url)
    for number in range(10):
        suggest_new(pledge, theirs, NewItem(Item.Kind.INDICATOR, f"Wells {number}"), reason="", is_shared=True)
        suggest_removal(pledge, theirs, WELLS, reason=f"No {number}.", is_shared=True)
    assert count_queries(drafter, url) == few


def test_two_drafters_who_take_the_same_at_once_take_it_once(drafter, pledge, url, several):
    other = signed_in(make_member("drafter", pledge.organisation))
    sent = {"take": "ticked", **ticked(*several)}
    assert drafter.post(url, sent).status_code == 302
    response = other.post(url, sent)
    assert response.status_code == 409
    assert "answered this suggestion already" in response.content.decode()
    assert Item.objects.filter(pledge=pledge, text="Wells dug").count() == 1
