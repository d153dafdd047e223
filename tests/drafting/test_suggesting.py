"""Suggesting more than other words: something new, what is to go, dates and leads; and taking back what one said."""

from __future__ import annotations

import pytest
from django.utils import timezone

from commitments import document
from commitments.drafting import comments, discussion
from commitments.drafting.amendments import amendment, plan_text
from commitments.drafting.comments import CannotCommentError, bring_back, reply, say, take_back
from commitments.drafting.suggesting import NewItem, suggest, suggest_new, suggest_plan, suggest_removal
from commitments.drafting.taking import decline, take
from commitments.models import Actor, Comment, Draft, Item, Notice, Pledge
from commitments.text.limits import TextRefusedError
from tests.factories import add_party, make_guest, make_member, make_pledge, pick, write

pytestmark = pytest.mark.django_db
WELLS, DIG = "item:own-wells", "item:own-dig"
ACTION, OBJECTIVE, INDICATOR = Item.Kind.ACTION, Item.Kind.OBJECTIVE, Item.Kind.INDICATOR


@pytest.fixture
def pledge() -> Pledge:
    pledge = make_pledge(title="Wells")
    add_party(pledge, "state", "KE", key="party-state")
    add_party(pledge, "national_society", "KE", key="party-society")
    write(pledge, "objective", "Dig three wells.", key="own-wells")
    write(pledge, "action", "Dig them.", key="own-dig", start="2020-01", end="2020-12", leads=["party-state"])
    return pledge


@pytest.fixture
def amina(pledge):
    return make_member("drafter", pledge.organisation, "amina@example.org")


@pytest.fixture
def ours(amina) -> Actor:
    return Actor(user=amina)


@pytest.fixture
def jonas(pledge):
    return make_guest(pledge)


@pytest.fixture
def theirs(jonas) -> Actor:
    return Actor(guest=jonas)


def beside(comment: Comment) -> tuple[str, str, str | None]:
    """What stood there, what is suggested, and what stands there now."""
    draft = Draft(Pledge.objects.get(pk=comment.pledge_id))
    found = amendment(draft, comment, document.build(draft).parties)
    assert found
    return found.then, found.suggested, found.now


def test_removal_says_why_and_keeps_what_it_would_take_out(pledge, theirs):
    said = suggest_removal(pledge, theirs, WELLS, reason="The wells were dug.", is_shared=True)
    assert (said.change, said.text, said.based_on, said.suggested) == (
        "removal",
        "The wells were dug.",
        "Dig three wells.",
        "",
    )
    assert beside(said) == ("Dig three wells.", "", "Dig three wells.")


@pytest.mark.parametrize("reason", ["", " \n ", "\u200b"])
def test_removal_without_a_reason_is_refused(pledge, theirs, reason):
    with pytest.raises(TextRefusedError, match="Write why"):
        suggest_removal(pledge, theirs, WELLS, reason=reason, is_shared=True)


@pytest.mark.parametrize("row", ["pledge:introduction", "pledge:opening", "pledge:resources_text"])
def test_text_that_every_pledge_has_cannot_be_taken_out(pledge, theirs, row):
    with pytest.raises(CannotCommentError, match="Only objectives, actions and indicators"):
        suggest_removal(pledge, theirs, row, reason="No.", is_shared=True)


@pytest.mark.parametrize("row", ["item:nobody", "pledge", "party:party-state", "x", ""])
def test_unknown_item_cannot_be_taken_out(pledge, theirs, row):
    with pytest.raises(CannotCommentError, match="no longer in the pledge"):
        suggest_removal(pledge, theirs, row, reason="No.", is_shared=True)


def test_removal_of_a_text_that_changed_meanwhile_is_not_sent_unawares(pledge, theirs):
    with pytest.raises(CannotCommentError, match="while you wrote"):
        suggest_removal(pledge, theirs, WELLS, reason="No.", is_shared=True, seen="another")


def test_plan_keeps_only_what_differs(pledge, theirs):
    columns = {"start": "2020-01", "end": "2021-06", "leads": ["party-state", "party-society"]}
    said = suggest_plan(pledge, theirs, DIG, columns, reason="The rains.", is_shared=True)
    assert said.proposed == {"end": "2021-06", "leads": ["party-society", "party-state"]}
    assert said.stood == {"end": "2020-12", "leads": ["party-state"]}
    then, suggested, now = beside(said)
    assert then == now == "Ends: December 2020\nLed by: Government of Kenya"
    assert suggested == "Ends: June 2021\nLed by: Kenya Red Cross Society, Government of Kenya"


def test_plan_that_changes_nothing_is_refused(pledge, theirs):
    columns = {"start": "2020-01", "end": "2020-12", "leads": ["party-state"]}
    with pytest.raises(TextRefusedError, match="how it stands now"):
        suggest_plan(pledge, theirs, DIG, columns, reason="", is_shared=True)


def test_only_actions_have_a_plan(pledge, theirs):
    with pytest.raises(CannotCommentError, match="Only actions"):
        suggest_plan(pledge, theirs, WELLS, {"end": "2021"}, reason="", is_shared=True)


@pytest.mark.parametrize(
    ("columns", "text"),
    [
        ({"start": "2021"}, "Starts: 2021"),
        ({"start": ""}, "Starts: not said"),
        ({"end": "2021-02"}, "Ends: February 2021"),
        ({"leads": []}, "Led by: nobody named"),
        ({"leads": ["gone"]}, "Led by: –"),
    ],
)
def test_plan_is_read_as_text(columns, text):
    assert plan_text(columns) == text


def test_new_action_keeps_its_words_heading_and_plan(pledge, theirs):
    plan = {"start": "2020-04", "leads": ["party-society"]}
    new = NewItem(ACTION, "Train volunteers.", heading="theme:b-detention", plan=plan)
    said = suggest_new(pledge, theirs, new, reason="They asked.", is_shared=True)
    assert (said.row, said.change, said.suggested, said.text) == (
        "pledge:actions",
        "new",
        "Train volunteers.",
        "They asked.",
    )
    assert said.proposed == {"kind": "action", "heading": "theme:b-detention", **plan}
    assert beside(said) == ("", "Train volunteers.\nStarts: April 2020\nLed by: Kenya Red Cross Society", "")


def test_clause_of_the_model_text_is_suggested_in_its_words_or_in_others(pledge, theirs):
    official = pick(make_pledge(), "a-safety-dignity-rights").text
    said = suggest_new(pledge, theirs, NewItem(OBJECTIVE, clause="a-safety-dignity-rights"), reason="", is_shared=True)
    assert (said.suggested, said.proposed["clause"]) == (official, "a-safety-dignity-rights")
    new = NewItem(OBJECTIVE, "Keep all safe.", clause="a-safety-dignity-rights")
    assert suggest_new(pledge, theirs, new, reason="", is_shared=True).suggested == "Keep all safe."


@pytest.mark.parametrize(
    ("new", "error", "message"),
    [
        (NewItem(OBJECTIVE), TextRefusedError, "Write the words"),
        (NewItem(INDICATOR, " "), TextRefusedError, "Write the words"),
        (NewItem(OBJECTIVE, "Dig three  wells."), TextRefusedError, "says this already"),
        (NewItem(OBJECTIVE, "x" * 4001), TextRefusedError, "long|4,000|space"),
        (NewItem(OBJECTIVE, clause="nothing"), CannotCommentError, "not in the model text"),
        (NewItem(INDICATOR, clause="a-safety-dignity-rights"), CannotCommentError, "not in the model text"),
    ],
)
def test_new_item_that_cannot_be_is_refused(pledge, theirs, new, error, message):
    with pytest.raises(error, match=message):
        suggest_new(pledge, theirs, new, reason="", is_shared=True)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("status", ["in-circulation", "agreed", "submitted", "withdrawn"])
def test_nothing_is_suggested_for_a_text_that_does_not_change(pledge, theirs, status):
    Pledge.objects.update(status=status)
    pledge.refresh_from_db()
    for suggest_it in (
        lambda: suggest_removal(pledge, theirs, WELLS, reason="No.", is_shared=True),
        lambda: suggest_plan(pledge, theirs, DIG, {"end": "2021"}, reason="", is_shared=True),
        lambda: suggest_new(pledge, theirs, NewItem(OBJECTIVE, "Rest."), reason="", is_shared=True),
    ):
        with pytest.raises(CannotCommentError, match="no longer a draft"):
            suggest_it()


def test_drafters_are_told_of_every_kind(pledge, theirs, amina):
    suggest(pledge, theirs, WELLS, "Dig four wells.", is_shared=True, reason="One more.")
    suggest_removal(pledge, theirs, WELLS, reason="No.", is_shared=True)
    suggest_plan(pledge, theirs, DIG, {"end": "2021"}, reason="", is_shared=True)
    suggest_new(pledge, theirs, NewItem(INDICATOR, "Wells dug"), reason="", is_shared=True)
    assert [notice.text for notice in Notice.objects.filter(user=amina).order_by("pk")] == [
        "Jonas Weber suggests another wording: “Dig four wells.”",
        "Jonas Weber suggests taking this out: “Dig three wells.”",
        "Jonas Weber suggests other dates or leads: “Dig them.”",
        "Jonas Weber suggests something new: “Wells dug”",
    ]


def test_all_kinds_wait_stand_in_reading_order_and_are_counted(pledge, theirs, ours):
    kinds = [
        suggest_new(pledge, theirs, NewItem(ACTION, "Train."), reason="", is_shared=True),
        suggest_plan(pledge, theirs, DIG, {"end": "2021"}, reason="", is_shared=True),
        suggest_removal(pledge, theirs, WELLS, reason="No.", is_shared=True),
        suggest(pledge, theirs, "pledge:opening", "We will:", is_shared=True),
    ]
    draft = Draft(pledge)
    found = discussion.suggested(discussion.boxes(draft, document.build(draft), ours))
    assert [thread.pk for _passage, thread in found] == [comment.pk for comment in reversed(kinds)]
    assert discussion.open_threads(pledge, ours) == discussion.OpenThreads(0, 4)


# Taking back


def test_comment_is_taken_back_and_said_again_by_its_author_alone(pledge, theirs, ours):
    said = say(pledge, theirs, WELLS, "Why three?", is_shared=True)
    with pytest.raises(Comment.DoesNotExist):
        take_back(said, ours)
    with pytest.raises(Comment.DoesNotExist):
        take_back(said, Actor(guest=make_guest(pledge)))
    take_back(said, theirs)
    said.refresh_from_db()
    assert said.taken_back_at
    assert said.text == "Why three?"
    assert discussion.open_threads(pledge, ours) == discussion.OpenThreads(0, 0)
    with pytest.raises(Comment.DoesNotExist):
        bring_back(said, ours)
    bring_back(said, theirs)
    said.refresh_from_db()
    assert said.taken_back_at is None
    assert discussion.open_threads(pledge, ours) == discussion.OpenThreads(1, 0)


def test_reply_is_taken_back_and_its_thread_stays(pledge, theirs, ours):
    head = say(pledge, ours, WELLS, "Why three?", is_shared=True)
    answer = reply(head, theirs, "Because.")
    assert take_back(answer, theirs) == head
    assert discussion.open_threads(pledge, ours) == discussion.OpenThreads(1, 0)


def test_same_address_by_a_newer_link_takes_back_what_it_said(pledge, jonas, theirs):
    said = say(pledge, theirs, WELLS, "Why three?", is_shared=True)
    newer = make_guest(pledge, email=jonas.email)
    assert take_back(said, Actor(guest=newer)) == said


def test_suggestion_that_was_taken_back_is_not_taken_and_not_declined(pledge, theirs, amina):
    said = suggest(pledge, theirs, WELLS, "Dig four wells.", is_shared=True)
    take_back(said, theirs)
    assert Notice.objects.filter(user=amina, text="Jonas Weber took a suggestion back.").count() == 1
    for answer in (lambda: take(said, seen="", by=amina), lambda: decline(said, by=amina)):
        with pytest.raises(CannotCommentError, match="took this suggestion back"):
            answer()
    assert discussion.waiting(pledge) == 0


def test_taking_back_twice_tells_once(pledge, theirs, amina):
    said = suggest(pledge, theirs, WELLS, "Dig four wells.", is_shared=True)
    take_back(said, theirs)
    take_back(said, theirs)
    assert Notice.objects.filter(user=amina, text__contains="took a suggestion back").count() == 1


def test_answered_suggestion_stays(pledge, theirs, amina):
    said = suggest(pledge, theirs, WELLS, "Dig four wells.", is_shared=True)
    decline(said, by=amina)
    with pytest.raises(CannotCommentError, match="answered already"):
        take_back(said, theirs)


def test_suggestion_comes_back_only_while_others_may_be_sent(pledge, theirs, monkeypatch):
    said = suggest(pledge, theirs, WELLS, "Dig four wells.", is_shared=True)
    take_back(said, theirs)
    monkeypatch.setattr(comments, "MOST_WAITING", 0)
    with pytest.raises(CannotCommentError, match="wait for an answer"):
        bring_back(said, theirs)
    monkeypatch.undo()
    assert bring_back(said, theirs) == said
    assert discussion.waiting(pledge) == 1


def test_comment_keeps_its_constraint(pledge):
    row = {"pledge": pledge, "row": WELLS, "is_shared": True, "who": "Jonas", "at": timezone.now()}
    removal = Comment.objects.create(change="removal", based_on="Dig.", **row)
    assert str(removal) == ""
