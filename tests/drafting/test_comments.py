"""Comments, threads and suggested wordings: who may do what, what becomes of it, and who is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from commitments.drafting import comments, discussion, history, rewordable
from commitments.drafting.comments import CannotCommentError, reopen, reply, say, settle
from commitments.drafting.discussion import WHOLE
from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.target import PledgeField
from commitments.drafting.editing.write import WrongStateError
from commitments.drafting.suggesting import suggest
from commitments.drafting.taking import decline, take
from commitments.models import Actor, Change, Comment, Draft, Item, Membership, Notice, Pledge
from commitments.people.rate_limits import TooManyAttemptsError
from commitments.text.limits import TextRefusedError
from tests import edits
from tests.factories import add_party, make_guest, make_member, make_organisation, make_pledge, make_user, pick, write

pytestmark = pytest.mark.django_db
WELLS = "item:own-wells"


@pytest.fixture
def society():
    return make_organisation("Kenya Red Cross Society")


@pytest.fixture
def amina(society):
    return make_user("amina@example.org", name="Amina")


@pytest.fixture
def pledge(society, amina) -> Pledge:
    Membership.objects.create(organisation=society, user=amina, role="drafter")
    pledge = make_pledge(society, title="Wells", created_by=amina)
    write(pledge, "objective", "Dig three wells.", key="own-wells")
    return pledge


@pytest.fixture
def grace(society):
    return make_member("viewer", society, "grace@example.org")


@pytest.fixture
def ours(amina) -> Actor:
    return Actor(user=amina)


@pytest.fixture
def jonas(pledge):
    return make_guest(pledge)


@pytest.fixture
def theirs(jonas) -> Actor:
    return Actor(guest=jonas)


def wells(pledge) -> str:
    return Item.objects.get(pledge=pledge, key="own-wells").text


def mark(pledge, row: str = WELLS) -> str:
    now = rewordable.wording(Draft(Pledge.objects.get(pk=pledge.pk)), row)
    assert now
    return now.mark


def told() -> list[tuple[str, str]]:
    """Who was told, and of what kind of thing."""
    return sorted((str(notice.user or notice.guest), notice.kind) for notice in Notice.objects.all())


# What is said


def test_comment_keeps_who_said_what_about_which_text(pledge, ours, amina):
    comment = say(pledge, ours, WELLS, " Why three? ", is_shared=False)
    comment.refresh_from_db()
    assert (comment.row, comment.text, comment.is_shared, comment.thread) == (WELLS, "Why three?", False, None)
    assert (comment.by, comment.guest, comment.who) == (amina, None, "Amina")


def test_guest_is_named_and_always_read_by_all(pledge, theirs, jonas):
    comment = say(pledge, theirs, WHOLE, "Good.", is_shared=False)
    assert (comment.by, comment.guest, comment.who, comment.is_shared) == (None, jonas, "Jonas Weber", True)
    suggestion = suggest(pledge, theirs, WELLS, "Dig four wells.", is_shared=False)
    assert suggestion.is_shared


@pytest.mark.parametrize("row", [WHOLE, WELLS, "pledge:introduction", "pledge:opening", "pledge:resources_text"])
def test_every_text_is_talked_about(pledge, ours, row):
    assert say(pledge, ours, row, "Hm.", is_shared=True).row == row


@pytest.mark.parametrize(
    "row", ["", "item:", "item:none", "pledge:status", "pledge:", "party:x", "line:x", "blank:[x]", "pledge:reference"]
)
def test_unknown_text_is_refused(pledge, ours, row):
    with pytest.raises(CannotCommentError):
        say(pledge, ours, row, "Hm.", is_shared=True)
    with pytest.raises(CannotCommentError):
        suggest(pledge, ours, row, "Hm.", is_shared=True)
    assert not Comment.objects.exists()


def test_the_whole_can_be_commented_on_and_not_reworded(pledge, ours):
    with pytest.raises(CannotCommentError):
        suggest(pledge, ours, WHOLE, "Other words", is_shared=True)


def test_text_that_was_taken_out_is_refused(pledge, ours):
    Item.objects.update(chosen=False)
    with pytest.raises(CannotCommentError):
        say(pledge, ours, WELLS, "Hm.", is_shared=True)


@pytest.mark.parametrize("text", ["", " \n ", "x" * 100_000, "word " * 1000, "a\u202eb", "a\0b", "a\u202db", "y" * 101])
def test_bad_text_is_refused_everywhere(pledge, ours, text):
    thread = say(pledge, ours, WELLS, "Why three?", is_shared=True)
    with pytest.raises(TextRefusedError):
        say(pledge, ours, WELLS, text, is_shared=True)
    with pytest.raises(TextRefusedError):
        reply(thread, ours, text)
    with pytest.raises(TextRefusedError):
        suggest(pledge, ours, WELLS, text, is_shared=True)
    assert Comment.objects.count() == 1


def test_there_are_500_comments_at_most(pledge, ours, monkeypatch):
    monkeypatch.setattr(comments, "MOST_COMMENTS", 2)
    thread = say(pledge, ours, WHOLE, "One", is_shared=True)
    reply(thread, ours, "Two")
    with pytest.raises(CannotCommentError, match="2 comments"):
        reply(thread, ours, "Three")
    assert say(make_pledge(pledge.organisation), ours, WHOLE, "One", is_shared=True)


def test_50_suggested_wordings_wait_at_most(pledge, ours, theirs, amina, monkeypatch):
    monkeypatch.setattr(comments, "MOST_WAITING", 1)
    first = suggest(pledge, theirs, WELLS, "Dig four wells.", is_shared=True)
    with pytest.raises(CannotCommentError, match="wait for an answer"):
        suggest(pledge, ours, WELLS, "Dig five wells.", is_shared=False)
    assert say(pledge, ours, WELLS, "Why three?", is_shared=True)
    decline(first, by=amina)
    assert suggest(pledge, ours, WELLS, "Dig five wells.", is_shared=False)


def test_one_voice_says_60_things_an_hour(pledge, ours, theirs, monkeypatch):
    monkeypatch.setattr(comments, "COMMENTS_AN_HOUR", 2)
    thread = say(pledge, ours, WHOLE, "One", is_shared=True)
    suggest(pledge, ours, WELLS, "Two", is_shared=True)
    with pytest.raises(TooManyAttemptsError):
        reply(thread, ours, "Three")
    assert reply(thread, theirs, "One")


# Threads


@pytest.mark.parametrize("is_shared", [True, False])
def test_answer_has_the_readers_of_its_thread(pledge, ours, is_shared):
    thread = say(pledge, ours, WELLS, "Why three?", is_shared=is_shared)
    answer = reply(thread, ours, "Because.")
    assert (answer.thread, answer.row, answer.is_shared) == (thread, WELLS, is_shared)


def test_answer_to_an_answer_stands_in_the_same_thread(pledge, ours):
    thread = say(pledge, ours, WELLS, "Why three?", is_shared=True)
    assert reply(reply(thread, ours, "Because."), ours, "I see.").thread == thread


def test_guest_answers_settles_and_reopens_what_all_may_read(pledge, ours, theirs):
    thread = say(pledge, ours, WELLS, "Why three?", is_shared=True)
    reply(thread, theirs, "Because.")
    settle(thread, theirs)
    thread.refresh_from_db()
    assert thread.settled_by == "Jonas Weber"
    reopen(thread, ours)
    thread.refresh_from_db()
    assert (thread.settled_at, thread.settled_by) == (None, "")


@pytest.mark.parametrize("verb", [lambda comment, actor: reply(comment, actor, "I see."), settle, reopen])
def test_guest_touches_nothing_that_the_organisation_keeps_to_itself(pledge, ours, theirs, verb):
    thread = say(pledge, ours, WELLS, "Not for them", is_shared=False)
    answer = reply(thread, ours, "Nor this")
    for comment in (thread, answer):
        with pytest.raises(Comment.DoesNotExist):
            verb(comment, theirs)
    assert Comment.objects.count() == 2


def test_settling_twice_keeps_who_did_it_first(pledge, ours, theirs):
    thread = say(pledge, ours, WELLS, "Why three?", is_shared=True)
    settle(thread, ours)
    settle(thread, theirs)
    thread.refresh_from_db()
    assert thread.settled_by == "Amina"


def test_answer_opens_a_settled_thread(pledge, ours, theirs):
    thread = say(pledge, ours, WELLS, "Why three?", is_shared=True)
    settle(thread, ours)
    reply(thread, theirs, "Still, why?")
    thread.refresh_from_db()
    assert thread.settled_at is None


def test_suggestion_is_not_settled(pledge, ours):
    with pytest.raises(CannotCommentError):
        settle(suggest(pledge, ours, WELLS, "Dig four wells.", is_shared=True), ours)


# Suggested wordings


def test_suggestion_keeps_what_stood_there(pledge, theirs):
    suggestion = suggest(pledge, theirs, WELLS, "Dig four wells.", is_shared=True, seen=mark(pledge))
    assert (suggestion.suggested, suggestion.based_on, suggestion.text) == ("Dig four wells.", "Dig three wells.", "")
    assert wells(pledge) == "Dig three wells."


def test_suggestion_for_a_text_that_changed_meanwhile_is_not_sent_unawares(pledge, theirs, amina):
    seen = mark(pledge)
    edits.reword(pledge, "own-wells", "Dig five wells.", by=amina)
    with pytest.raises(CannotCommentError, match="changed this text"):
        suggest(pledge, theirs, WELLS, "Dig four wells.", is_shared=True, seen=seen)


def test_suggestion_that_changes_nothing_is_refused(pledge, theirs):
    with pytest.raises(TextRefusedError):
        suggest(pledge, theirs, WELLS, "Dig three wells.", is_shared=True)


def test_introduction_may_be_as_long_as_on_its_own_page(pledge, ours):
    assert suggest(pledge, ours, "pledge:introduction", "word " * 1599 + "word", is_shared=True)
    with pytest.raises(TextRefusedError):
        suggest(pledge, ours, "pledge:introduction", "word " * 1601, is_shared=True)


def test_taken_wording_stands_in_the_pledge_and_both_are_named_in_its_history(pledge, theirs, amina):
    suggestion = suggest(pledge, theirs, WELLS, "Dig four wells.", is_shared=True)
    take(suggestion, seen=mark(pledge), by=amina)
    assert wells(pledge) == "Dig four wells."
    suggestion.refresh_from_db()
    assert (suggestion.answer, suggestion.answered_by, suggestion.who) == ("taken", amina, "Jonas Weber")
    change = Change.objects.get()
    assert (change.by, change.row, change.before, change.at) == (
        amina,
        WELLS,
        {"text": "Dig three wells."},
        suggestion.answered_at,
    )
    pledge.refresh_from_db()
    assert pledge.version_of("objectives") == 1
    (entry,) = history.with_authors(pledge, history.entries(pledge))
    assert (entry.who, entry.suggested_by) == ("Amina", ("Jonas Weber",))


def test_history_names_no_author_where_nothing_was_taken(pledge, theirs, amina):
    edits.reword(pledge, "own-wells", "Dig five wells.", by=amina)
    decline(suggest(pledge, theirs, WELLS, "Dig four wells.", is_shared=True), by=amina)
    (entry,) = history.with_authors(pledge, history.entries(pledge))
    assert entry.suggested_by == ()
    assert history.with_authors(pledge, []) == []


@pytest.mark.parametrize("column", ["introduction", "opening", "resources_text"])
def test_taken_wording_of_the_pledges_own_texts(pledge, ours, amina, column):
    add_party(pledge, "national_society", "KE")
    row = f"pledge:{column}"
    take(suggest(pledge, ours, row, "Other words.", is_shared=True), seen=mark(pledge, row), by=amina)
    pledge.refresh_from_db()
    assert getattr(pledge, column) == "Other words."


def test_opening_that_is_taken_as_the_parties_make_it_goes_on_following_them(pledge, ours, amina):
    add_party(pledge, "national_society", "KE")
    generated = rewordable.generated_opening(Draft(pledge))
    Pledge.objects.filter(pk=pledge.pk).update(opening="We pledge:")
    pledge.refresh_from_db()
    suggestion = suggest(pledge, ours, "pledge:opening", generated, is_shared=True)
    take(suggestion, seen=mark(pledge, "pledge:opening"), by=amina)
    pledge.refresh_from_db()
    assert pledge.opening == ""


def test_blanks_stay_open_in_a_taken_wording(pledge, ours, amina):
    add_party(pledge, "national_society", "KE")
    item = pick(pledge, "a-national-society-access", "Let [National Society] in.")
    row = f"item:{item.key}"
    take(
        suggest(pledge, ours, row, "Let [National Society] in, always.", is_shared=True),
        seen=mark(pledge, row),
        by=amina,
    )
    item.refresh_from_db()
    assert item.text == "Let [National Society] in, always."


def test_wording_is_taken_once(pledge, theirs, amina):
    suggestion = suggest(pledge, theirs, WELLS, "Dig four wells.", is_shared=True)
    stale = Comment.objects.get(pk=suggestion.pk)
    seen = mark(pledge)
    take(suggestion, seen=seen, by=amina)
    pledge.refresh_from_db()
    edits.reword(pledge, "own-wells", "Dig three wells.", by=amina)
    for verb in (lambda: take(stale, seen=seen, by=amina), lambda: decline(stale, by=amina)):
        with pytest.raises(CannotCommentError, match="already"):
            verb()
    assert wells(pledge) == "Dig three wells."


@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_at_once_one_does(pledge, theirs, amina):
    suggestion = suggest(pledge, theirs, WELLS, "Dig four wells.", is_shared=True)
    seen, start = mark(pledge), Barrier(4)

    def answer(number: int) -> str:
        mine = Comment.objects.select_related("pledge").get(pk=suggestion.pk)
        start.wait()
        try:
            return (take(mine, seen=seen, by=amina) if number % 2 else decline(mine, by=amina)).answer
        except CannotCommentError:
            return ""
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(answer, range(4)))
    suggestion.refresh_from_db()
    assert sorted(answers) == ["", "", "", suggestion.answer]
    assert wells(pledge) == ("Dig four wells." if suggestion.answer == "taken" else "Dig three wells.")
    assert Notice.objects.filter(kind="answer").count() == 1


def test_wording_is_not_taken_over_a_text_that_nobody_saw(pledge, theirs, amina):
    suggestion = suggest(pledge, theirs, WELLS, "Dig four wells.", is_shared=True)
    seen = mark(pledge)
    edits.reword(pledge, "own-wells", "Dig five wells.", by=amina)
    for forged in (seen, "", "x"):
        with pytest.raises(CannotCommentError, match="changed this text"):
            take(suggestion, seen=forged, by=amina)
    assert wells(pledge) == "Dig five wells."
    take(suggestion, seen=mark(pledge), by=amina)  # knowingly
    assert wells(pledge) == "Dig four wells."


def test_wording_of_a_text_that_is_gone_is_not_taken(pledge, theirs, amina):
    suggestion, seen = suggest(pledge, theirs, WELLS, "Dig four wells.", is_shared=True), mark(pledge)
    Item.objects.update(chosen=False)
    with pytest.raises(CannotCommentError, match="no longer in the pledge"):
        take(suggestion, seen=seen, by=amina)
    assert wells(pledge) == "Dig three wells."


@pytest.mark.parametrize("status", ["in-circulation", "agreed", "submitted", "withdrawn"])
def test_pledge_that_is_no_draft_is_talked_about_and_not_changed(pledge, theirs, amina, status):
    suggestion, seen = suggest(pledge, theirs, WELLS, "Dig four wells.", is_shared=True), mark(pledge)
    Pledge.objects.update(status=status)
    pledge.refresh_from_db()
    with pytest.raises(WrongStateError):
        take(suggestion, seen=seen, by=amina)
    suggestion.refresh_from_db()
    assert (suggestion.answer, wells(pledge)) == ("", "Dig three wells.")
    assert say(pledge, theirs, WELLS, "I still think so.", is_shared=True)
    assert decline(suggestion, by=amina).answer == "declined"


def test_wording_that_makes_the_pledge_too_large_is_not_taken(pledge, theirs, amina):
    for number in range(24):
        write(pledge, "objective", "word " * 800, key=f"own-{number}")
    suggestion = suggest(pledge, theirs, WELLS, "word " * 799, is_shared=True)
    write(pledge, "objective", "word " * 400, key="own-more")
    with pytest.raises(TextRefusedError, match="bytes"):
        take(suggestion, seen=mark(pledge), by=amina)
    suggestion.refresh_from_db()
    assert suggestion.answer == ""


def test_declined_wording_keeps_the_word_to_its_author(pledge, theirs, amina):
    suggestion = decline(
        suggest(pledge, theirs, WELLS, "Dig four.", is_shared=True), word=" Three is what we can. ", by=amina
    )
    suggestion.refresh_from_db()
    assert (suggestion.answer, suggestion.answer_text) == ("declined", "Three is what we can.")
    assert suggestion.answered_by == amina
    assert suggestion.answered_at
    assert wells(pledge) == "Dig three wells."


@pytest.mark.parametrize("word", ["x " * 251, "two\nlines", "a\u202eb", "x" * 100_000])
def test_word_to_the_author_is_one_short_line(pledge, theirs, amina, word):
    suggestion = suggest(pledge, theirs, WELLS, "Dig four.", is_shared=True)
    with pytest.raises(TextRefusedError):
        decline(suggestion, word=word, by=amina)


def test_comment_is_neither_taken_nor_declined(pledge, theirs, amina):
    comment = say(pledge, theirs, WELLS, "Why three?", is_shared=True)
    for verb in (lambda: take(comment, seen=mark(pledge), by=amina), lambda: decline(comment, by=amina)):
        with pytest.raises(CannotCommentError):
            verb()
    assert wells(pledge) == "Dig three wells."


# Who is told


def test_what_is_shared_is_told_to_the_guests_who_still_visit(pledge, ours, jonas):
    now = timezone.now()
    make_guest(pledge, name="Withdrawn", withdrawn_at=now)
    make_guest(pledge, name="Expired", expires_at=now - timedelta(days=1))
    make_guest(pledge, name="Unconfirmed", confirmed_at=None)
    make_guest(make_pledge(), name="Of another pledge")
    say(pledge, ours, WELLS, "Why three?", is_shared=True)
    assert told() == [("Jonas Weber", "comment")]
    notice = Notice.objects.get()
    assert (notice.pledge, notice.text) == (pledge, "Amina commented: “Why three?”")


def test_what_a_guest_says_is_told_to_those_who_draft(pledge, theirs, amina, grace, society):
    for role in ("signatory", "administrator"):
        make_member(role, society, f"{role}@example.org")
    make_member("drafter")
    gone = make_member("drafter", society, "gone@example.org")
    gone.is_active = False
    gone.save()
    make_guest(pledge, name="Another guest")
    suggest(pledge, theirs, WELLS, "Dig four wells.", is_shared=True)
    people = ["Amina", "administrator@example.org", "signatory@example.org"]
    assert told() == [(name, "suggestion") for name in people]


def test_what_stays_in_the_organisation_is_told_to_who_took_part(pledge, ours, grace, society, jonas):
    third = make_member("drafter", society, "third@example.org")
    thread = say(pledge, Actor(user=grace), WELLS, "Why three?", is_shared=False)
    reply(thread, Actor(user=third), "Because.")
    Notice.objects.all().delete()
    reply(thread, Actor(user=grace), "I see.")
    assert told() == [("third@example.org", "comment")]


def test_first_word_in_the_organisation_is_told_to_who_saved_or_began_the_pledge(pledge, amina, grace, society, jonas):
    saver = make_member("drafter", society, "saver@example.org")
    make_member("drafter", society, "idle@example.org")
    left = make_user("left@example.org")
    for person in (saver, left):
        edits.reword(pledge, "own-wells", f"Dig wells, says {person}.", by=person)
        edits.save(pledge, "introduction", Edit(PledgeField("opening"), f"By {person}"), by=person)
    edits.reword(pledge, "own-wells", "Dig.", by=saver)
    say(pledge, Actor(user=grace), WELLS, "Why three?", is_shared=False)
    assert told() == [("Amina", "comment"), ("saver@example.org", "comment")]


def test_nobody_is_told_of_their_own_words(pledge, ours, amina):
    thread = say(pledge, ours, WELLS, "Why three?", is_shared=False)
    reply(thread, ours, "I know.")
    take(suggest(pledge, ours, WELLS, "Dig four wells.", is_shared=False), seen=mark(pledge), by=amina)
    assert told() == []


def test_guest_is_told_nothing_that_stays_in_the_organisation(pledge, ours, grace, jonas, amina):
    thread = say(pledge, ours, WELLS, "Not for them", is_shared=False)
    reply(thread, Actor(user=grace), "Nor this")
    decline(suggest(pledge, Actor(user=grace), WELLS, "Dig none.", is_shared=False), by=amina)
    assert not Notice.objects.filter(guest__isnull=False).exists()


@pytest.mark.parametrize("is_taken", [True, False])
def test_author_of_a_suggestion_is_told_the_answer(pledge, theirs, grace, amina, is_taken):
    suggestions = [
        suggest(pledge, actor, WELLS, "Dig four wells.", is_shared=True) for actor in (theirs, Actor(user=grace))
    ]
    Notice.objects.all().delete()
    for suggestion in suggestions:
        if is_taken:
            take(suggestion, seen=mark(pledge), by=amina)
        else:
            decline(suggestion, word="Too many.", by=amina)
    assert told() == [("Jonas Weber", "answer"), ("grace@example.org", "answer")]
    text = Notice.objects.all()[0].text
    assert text.startswith("Amina took" if is_taken else "Amina declined")
    assert ("Too many." in text) is not is_taken


def test_author_who_may_no_longer_read_the_pledge_is_told_nothing(pledge, theirs, jonas, grace, amina):
    suggestions = [
        suggest(pledge, actor, WELLS, "Dig four wells.", is_shared=True) for actor in (theirs, Actor(user=grace))
    ]
    Notice.objects.all().delete()
    Membership.objects.filter(user=grace).delete()
    jonas.withdrawn_at = timezone.now()
    jonas.save()
    for suggestion in suggestions:
        decline(Comment.objects.get(pk=suggestion.pk), by=amina)
    assert told() == []


# What waits for an answer


def test_tally_counts_what_is_open_of_what_they_may_read(pledge, ours, theirs, amina, django_assert_num_queries):
    say(pledge, ours, WELLS, "Not for them", is_shared=False)
    settle(say(pledge, ours, WELLS, "Settled", is_shared=True), ours)
    reply(say(pledge, theirs, WHOLE, "Open", is_shared=True), ours, "Yes")
    suggest(pledge, theirs, WELLS, "Dig four wells.", is_shared=True)
    suggest(pledge, ours, WELLS, "Dig no wells.", is_shared=False)
    decline(suggest(pledge, theirs, WELLS, "Dig nine wells.", is_shared=True), by=amina)
    with django_assert_num_queries(1):
        assert discussion.open_threads(pledge, ours) == discussion.OpenThreads(threads=2, suggestions=2)
    assert discussion.open_threads(pledge, theirs) == discussion.OpenThreads(threads=1, suggestions=1)
    assert discussion.open_threads(make_pledge(), ours) == discussion.OpenThreads(0, 0)
