"""The page of comments: what it shows to whom, what may be said there, and what comes back when it can't be."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commitments.access import GUEST
from commitments.drafting import comments, rewordable
from commitments.drafting.comments import reply, say, settle
from commitments.drafting.discussion import WHOLE
from commitments.drafting.suggesting import suggest
from commitments.drafting.taking import decline
from commitments.models import Actor, Comment, Draft, Invitation, Item, Membership, Notice, Pledge, User
from commitments.text.limits import TextRefusedError
from tests import edits
from tests.factories import add_party, add_resource, make_guest, make_member, make_pledge, pick, write
from tests.web.views.pages import Page, count_queries, read, refused

pytestmark = pytest.mark.django_db
WELLS = "item:own-wells"
NOT_FOR_THEM = "Zebrafinch"


@pytest.fixture
def url(pledge) -> str:
    return f"/pledges/{pledge.reference}/comments/"


@pytest.fixture
def wells(pledge) -> Item:
    add_party(pledge, "state", "KE", key="party-state")
    add_party(pledge, "national_society", "KE")
    return write(pledge, "objective", "Dig three <deep> wells.", key="own-wells")


@pytest.fixture
def amina(pledge, wells) -> User:
    return make_member("drafter", pledge.organisation, "amina@example.org")


@pytest.fixture
def ours(amina) -> Actor:
    return Actor(user=amina)


@pytest.fixture
def jonas(pledge, wells) -> Invitation:
    return make_guest(pledge, party_key="party-state")


@pytest.fixture
def theirs(jonas) -> Actor:
    return Actor(guest=jonas)


def visiting(invitation: Invitation, client: Client | None = None) -> Client:
    """Return the browser of somebody who visits by invitation."""
    client = client or Client()
    session = client.session
    session[GUEST] = [invitation.pk, invitation.token_hash]
    session.save()
    return client


@pytest.fixture
def guest(jonas) -> Client:
    return visiting(jonas)


def mark(pledge, row: str = WELLS) -> str:
    now = rewordable.wording(Draft(pledge), row)
    assert now
    return now.mark


# Who comes in


def test_who_is_signed_out_meanwhile_keeps_what_was_typed(client, url):
    response = client.post(url, {"say": "pledge", "text": "My <own> words"})
    assert response.status_code == 401
    assert 'value="My &lt;own&gt; words"' in response.content.decode()


def test_stranger_finds_nothing(stranger, url):
    assert stranger.get(url).status_code == 404
    assert stranger.post(url, {"say": "pledge", "text": "Hm."}).status_code == 404
    assert not Comment.objects.exists()


def test_guest_of_another_pledge_finds_nothing(url):
    other = visiting(make_guest(make_pledge()))
    assert other.get(url).status_code == 404
    assert other.post(url, {"say": "pledge", "text": "Hm."}).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [{"withdrawn_at": timezone.now()}, {"expires_at": timezone.now() - timedelta(1)}, {"confirmed_at": None}],
)
def test_guest_whose_invitation_ended_is_nobody(pledge, url, fields):
    ended = visiting(make_guest(pledge, **fields))
    assert ended.get(url).status_code == 302
    assert ended.post(url, {"say": "pledge", "text": "Hm."}).status_code == 401
    assert not Comment.objects.exists()


def test_guest_of_a_link_that_was_sent_anew_is_nobody(jonas, guest, url):
    Invitation.objects.update(token_hash="another")
    assert guest.get(url).status_code == 302


def test_person_who_is_a_stranger_and_a_guest_comes_in_as_the_guest(stranger, jonas, wells, url):
    visiting(jonas, stranger)
    assert "Jonas Weber" in read(stranger, url).html


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_wrong_method_is_refused(drafter, url, method):
    assert getattr(drafter, method)(url).status_code == 405


# What the page shows


def test_page_holds_the_pledge_in_reading_order(drafter, pledge, wells, url):
    pick(pledge, "a-gcr-humanitarian-objectives")
    pick(pledge, "a-gcr-durable-solutions")
    pick(pledge, "b-detention-draw-on-expertise", start="2020", end="2021")
    pick(pledge, "c-partnerships", baseline="None yet")
    add_resource(pledge, description="Pumps")
    page = read(drafter, url)
    order = [
        "pledge",
        "pledge-introduction",
        "pledge-opening",
        "item-own-wells",
        "item-a-gcr-humanitarian-objectives",
        "item-a-gcr-durable-solutions",
        "item-b-detention-draw-on-expertise",
        "item-c-partnerships",
        "pledge-resources_text",
    ]
    assert [each for each in page.ids if each in order] == order
    assert len(page.ids) == len(set(page.ids))
    for words in ("A) Objectives", "D) Resource", "Dig three &lt;deep&gt; wells.", "None yet", "Pumps", "2020"):
        assert words in page.html
    assert "<deep>" not in page.html


def test_empty_pledge_shows_its_page(drafter, url):
    assert "Nothing is written here yet." in read(drafter, url).html


def test_official_text_is_in_the_language_of_the_model(drafter, pledge, wells, url):
    pick(pledge, "a-gcr-humanitarian-objectives")
    Pledge.objects.update(language="ar")
    html = read(drafter, url).html
    assert '<p class="wording" lang="ar" dir="rtl">Dig three &lt;deep&gt; wells.</p>' in html
    assert '<p class="wording" lang="en" dir="ltr">Work together' in html


def test_everything_that_was_typed_is_escaped(drafter, guest, pledge, ours, theirs, url, jonas):
    Invitation.objects.update(name="<i>Jonas</i>")
    jonas.refresh_from_db()
    thread = say(pledge, Actor(guest=jonas), WELLS, "<script>one</script>", is_shared=True)
    reply(thread, ours, "<script>two</script>")
    settle(thread, Actor(guest=jonas))
    for number in ("three", "four"):
        suggest(pledge, theirs, WELLS, f"Dig <script>{number}</script>", is_shared=True)
    decline(Comment.objects.filter(suggested__contains="three").get(), word="<script>five</script>", by=ours.user)
    for client in (drafter, guest):
        html = read(client, url).html
        assert all(number in html for number in ("one", "two", "three", "four", "five"))
        assert "<script>one" not in html
        assert "<i>" not in html
        assert html.count("<script") == html.count('<script src="')


def test_thread_names_who_spoke_for_whom(drafter, pledge, ours, theirs, url):
    reply(say(pledge, theirs, WELLS, "Why three?", is_shared=True), ours, "Because.")
    html = read(drafter, url).html
    for words in ("Jonas Weber", "Government of Kenya", "amina@example.org", str(pledge.organisation)):
        assert words in html


def test_suggestion_shows_what_would_change_word_by_word(drafter, pledge, theirs, url):
    suggest(pledge, theirs, WELLS, "Dig four <deep> wells.", is_shared=True)
    html = read(drafter, url).html
    assert (
        '<del><span class="visually-hidden">removed: </span>three</del> '
        '<ins><span class="visually-hidden">added: </span>four</ins>' in html
    )
    assert "was changed since" not in html


def test_suggestion_for_a_text_that_changed_since_says_so_and_compares_with_the_text_now(
    drafter, pledge, theirs, amina, url
):
    suggest(pledge, theirs, WELLS, "Dig four <deep> wells.", is_shared=True)
    edits.reword(pledge, "own-wells", "Dig five wells.", by=amina)
    html = read(drafter, url).html
    assert "was changed since" in html
    assert "five</del>" in html
    assert "three</del>" in html  # what was to change then, folded


def test_long_texts_are_compared_while_somebody_has_to_choose(drafter, pledge, theirs, amina, url):
    long = "Dig many wells. " * 100
    suggestion = suggest(pledge, theirs, WELLS, f"{long} Now.", is_shared=True)
    edits.reword(pledge, "own-wells", f"{long} Later.", by=amina)
    html = read(drafter, url).html
    assert "Later</del>" in html
    assert "What it said when it was suggested" not in html  # short enough
    Comment.objects.filter(pk=suggestion.pk).update(based_on=f"{long} Never.")
    html = read(drafter, url).html
    assert "What it said when it was suggested" in html
    assert "Never</del>" not in html
    decline(suggestion, by=amina)
    html = read(drafter, url).html
    assert "</del>" not in html
    assert "Now." in html


def test_settled_threads_and_answered_suggestions_are_folded(drafter, pledge, theirs, amina, url):
    settle(say(pledge, theirs, WELLS, "Why three?", is_shared=True), theirs)
    decline(suggest(pledge, theirs, WELLS, "Dig four.", is_shared=True), word="Too many.", by=amina)
    html = read(drafter, url).html
    assert "<summary>Settled: Why three?</summary>" in html
    assert "Suggested by Jonas Weber, answered by amina@example.org" in html
    assert "Too many." in html
    assert "<b>0</b> open" in html


def test_threads_of_a_text_that_is_gone_stay_readable(drafter, pledge, theirs, wells, url):
    thread = say(pledge, theirs, WELLS, "Why three?", is_shared=True)
    suggest(pledge, theirs, WELLS, "Dig four.", is_shared=True)
    Item.objects.update(chosen=False)
    page = read(drafter, url)
    assert "Why three?" in page.html
    assert f"c-{thread.pk}" in page.ids
    assert "Dig four." in page.html
    assert "say=item:own-wells" not in page.buttons
    assert [button for button in page.buttons if button.startswith("take=")] == []
    response = drafter.post(url, {"reply": thread.pk, "text": "It is gone."})
    assert response.status_code == 302


def test_page_takes_the_same_queries_for_one_comment_and_many(drafter, guest, pledge, ours, theirs, url, amina):
    counts = []
    for _round in range(3):
        for actor in (ours, theirs):
            thread = say(pledge, actor, WELLS, "Why three?", is_shared=True)
            reply(thread, ours, "Because.")
            settle(say(pledge, actor, WHOLE, "Good.", is_shared=True), ours)
            suggest(pledge, actor, WELLS, "Dig four wells.", is_shared=True)
            decline(suggest(pledge, actor, WELLS, "Dig four wells.", is_shared=True), by=amina)
        counts.append((count_queries(drafter, url), count_queries(guest, url)))
    assert counts[0] == counts[2]
    of_drafter, of_guest = counts[0]
    assert of_drafter <= 8
    assert of_guest <= 9  # their menu says whether the text was sent round


# Who may do what


@pytest.mark.parametrize("readers", ["ours", "everybody", "", "nonsense"])
def test_member_says_who_will_read_it(drafter, pledge, wells, url, readers):
    page = read(drafter, url)
    assert f"Only {pledge.organisation} will read this" in page.html
    assert "Every party of this pledge will read this" in page.html
    assert set(page.fields["readers"]) == {"ours"}
    response = drafter.post(url, {"say": WELLS, "text": "Why three?", "readers": readers})
    comment = Comment.objects.get()
    assert response.url == f"{url}#c-{comment.pk}"
    assert comment.is_shared is (readers == "everybody")


def test_guest_is_told_that_every_party_reads_it_and_offered_nothing_else(guest, url):
    page = read(guest, url)
    assert "Every party of this pledge will read this." in page.html
    assert "readers" not in page.fields
    pledges = {link.partition("?")[0] for link in page.links if link.startswith("/pledges/") and link != url}
    theirs = [url.replace("comments", f"suggest/{what}") for what in ("removal", "objective", "action", "indicator")]
    assert pledges == {url.replace("comments", "read"), *theirs}
    guest.post(url, {"say": WELLS, "text": "Why three?"})
    assert Comment.objects.get().is_shared


def test_forged_secrecy_of_a_guest_is_refused_and_the_words_kept(guest, url):
    for what in ("say", "suggest"):
        page = refused(guest.post(url, {what: WELLS, "text": "Secret", "readers": "ours"}))
        assert "Secret" in page.fields["text"]
        assert "every party will read" in page.html
    assert not Comment.objects.exists()


def test_viewer_comments_and_suggests_and_answers_no_suggestion(viewer, pledge, theirs, url):
    suggestion = suggest(pledge, theirs, WELLS, "Dig four wells.", is_shared=True)
    page = read(viewer, url)
    assert [button for button in page.buttons if button.startswith(("take", "decline"))] == []
    assert viewer.post(url, {"say": WELLS, "text": "Why three?"}).status_code == 302
    assert viewer.post(url, {"suggest": WELLS, "text": "Dig two wells."}).status_code == 302
    for what in ("take", "decline"):
        assert viewer.post(url, {what: suggestion.pk, "seen": mark(pledge)}).status_code == 403
    suggestion.refresh_from_db()
    assert suggestion.answer == ""


def test_guest_answers_no_suggestion(guest, pledge, ours, url):
    suggestion = suggest(pledge, ours, WELLS, "Dig four wells.", is_shared=True)
    page = read(guest, url)
    assert [button for button in page.buttons if button.startswith(("take", "decline"))] == []
    for what in ("take", "decline"):
        assert guest.post(url, {what: suggestion.pk, "seen": mark(pledge)}).status_code == 403
    suggestion.refresh_from_db()
    assert suggestion.answer == ""


def test_guest_talks_in_a_thread(guest, pledge, ours, url):
    thread = say(pledge, ours, WELLS, "Is this right?", is_shared=True)
    assert guest.post(url, {"reply": thread.pk, "text": "Yes."}).url == f"{url}#c-{thread.pk}"
    assert guest.post(url, {"settle": thread.pk}).url == f"{url}#c-{thread.pk}"
    assert f"reopen={thread.pk}" in read(guest, url).buttons
    assert guest.post(url, {"reopen": thread.pk}).url == f"{url}#c-{thread.pk}"
    assert f"settle={thread.pk}" in read(guest, url).buttons


@pytest.mark.parametrize("what", ["reply", "settle", "reopen", "take", "decline"])
def test_what_the_organisation_keeps_does_not_exist_for_a_guest(guest, pledge, ours, url, what):
    kept = say(pledge, ours, WELLS, NOT_FOR_THEM, is_shared=False)
    if what in ("take", "decline"):
        kept = suggest(pledge, ours, WELLS, NOT_FOR_THEM, is_shared=False)
    count = Comment.objects.count()
    assert guest.post(url, {what: kept.pk, "text": "x", "seen": mark(pledge)}).status_code == 404
    assert Comment.objects.count() == count
    assert NOT_FOR_THEM not in read(guest, url).html


@pytest.mark.parametrize("what", ["reply", "settle", "reopen", "take", "decline"])
def test_comment_of_another_pledge_is_not_found(drafter, pledge, wells, url, what):
    other = make_pledge(pledge.organisation)
    actor = Actor(user=make_member("drafter", pledge.organisation))
    write(other, "objective", "Dig.", key="own-wells")
    elsewhere = suggest(other, actor, WELLS, "Dig four.", is_shared=True)
    sent = {what: elsewhere.pk, "text": "x", "seen": mark(other)}
    assert drafter.post(url, sent).status_code == 404
    elsewhere.refresh_from_db()
    assert elsewhere.answer == ""


@pytest.mark.parametrize(
    ("verb", "key"),
    [
        ("", ""),
        ("x", ""),
        ("say", ""),
        ("reply", ""),
        ("reply", "0"),
        ("reply", "x"),
        ("reply", "²"),
        ("settle", "9" * 41),
        ("take", "-1"),
        ("reply", "1:2"),
    ],
)
def test_unknown_command_is_not_found(drafter, wells, url, verb, key):
    assert drafter.post(url, {verb: key, "text": "x"}).status_code in (404, 422)
    assert not Comment.objects.exists()


def test_drafter_takes_a_wording(drafter, pledge, theirs, url, wells):
    suggestion = suggest(pledge, theirs, WELLS, "Dig four wells.", is_shared=True)
    page = read(drafter, url)
    assert f"take={suggestion.pk}" in page.buttons
    seen = page.fields["seen"]
    assert mark(pledge) in seen
    response = drafter.post(url, {"take": suggestion.pk, "seen": mark(pledge)}, follow=True)
    assert response.redirect_chain == [(f"{url}#c-{suggestion.pk}", 302)]
    assert "has the suggested wording now" in response.content.decode()
    wells.refresh_from_db()
    assert wells.text == "Dig four wells."
    html = read(drafter, f"/pledges/{pledge.reference}/history/").html
    assert "took wording that Jonas Weber suggested." in html


def test_wording_that_was_taken_meanwhile_is_not_taken_again(drafter, pledge, theirs, url, wells):
    suggestion = suggest(pledge, theirs, WELLS, "Dig four wells.", is_shared=True)
    sent = {"take": suggestion.pk, "seen": mark(pledge)}
    drafter.post(url, sent)
    page = refused(drafter.post(url, sent))
    assert "answered this suggestion already" in page.html
    assert Notice.objects.filter(kind="answer").count() == 1


def test_wording_is_not_taken_over_a_change_that_nobody_saw(drafter, pledge, theirs, amina, url, wells):
    suggestion = suggest(pledge, theirs, WELLS, "Dig four wells.", is_shared=True)
    sent = {"take": suggestion.pk, "seen": mark(pledge)}
    edits.reword(pledge, "own-wells", "Dig five wells.", by=amina)
    page = refused(drafter.post(url, sent))
    assert "five</del>" in page.html
    wells.refresh_from_db()
    assert wells.text == "Dig five wells."


@pytest.mark.parametrize("status", ["in-circulation", "agreed", "submitted", "withdrawn"])
def test_pledge_that_went_round_is_talked_about_and_not_changed(drafter, guest, pledge, theirs, url, status, wells):
    suggestion = suggest(pledge, theirs, WELLS, "Dig four wells.", is_shared=True)
    sent = {"take": suggestion.pk, "seen": mark(pledge)}
    Pledge.objects.update(status=status)
    page = read(drafter, url)
    assert [button for button in page.buttons if button.startswith(("take", "suggest"))] == []
    assert "no longer a draft" in refused(drafter.post(url, sent)).html
    wells.refresh_from_db()
    assert wells.text == "Dig three <deep> wells."
    for client in (drafter, guest):
        assert client.post(url, {"say": WELLS, "text": "Still."}).status_code == 302
    assert drafter.post(url, {"decline": suggestion.pk, "text": "Too late."}).status_code == 302


# What can't be


BAD = ["", "   ", "x" * 100_000, "word " * 20_000, "a\u202eb", "a\0b", "a\x07b", "y" * 101, "e" + "\u0301" * 9]


@pytest.mark.parametrize("text", BAD)
@pytest.mark.parametrize("verb", ["say", "suggest", "reply"])
def test_bad_text_comes_back_with_every_word(drafter, pledge, theirs, url, text, verb):
    key = WELLS if verb != "reply" else str(say(pledge, theirs, WELLS, "Why three?", is_shared=True).pk)
    count = Comment.objects.count()
    response = drafter.post(url, {verb: key, "text": text, "readers": "everybody"})
    page = refused(response)
    assert text in page.fields["text"] or "\0" in text
    assert f"#{verb}-{key.replace(':', '-')}" in page.links
    if verb != "reply":
        assert "everybody" in page.fields["readers"]
    assert Comment.objects.count() == count


def test_bad_word_to_an_author_comes_back(drafter, pledge, theirs, url):
    suggestion = suggest(pledge, theirs, WELLS, "Dig four wells.", is_shared=True)
    page = refused(drafter.post(url, {"decline": suggestion.pk, "text": "no " * 200}))
    assert ("no " * 200) in page.fields["text"]


def test_suggestion_for_a_text_that_changed_meanwhile_comes_back(guest, pledge, amina, url):
    seen = mark(pledge)
    edits.reword(pledge, "own-wells", "Dig five wells.", by=amina)
    page = refused(guest.post(url, {"suggest": WELLS, "text": "Dig four wells.", "seen": seen}))
    assert "Dig four wells." in page.fields["text"]
    assert "Dig five wells." in page.html


@pytest.mark.parametrize("row", ["item:none", "item:own-wells", "pledge:status", "", "party:x", "\0", "<b>", "pledge:"])
def test_words_about_a_text_that_is_not_there_come_back_beside_the_whole(drafter, wells, url, row):
    Item.objects.update(chosen=False)
    for what in ("say", "suggest"):
        page = refused(drafter.post(url, {what: row, "text": "Why three?"}))
        assert "Why three?" in page.fields["text"]
        assert "#say-pledge" in page.links
        assert "<b>" not in page.html.split('id="errors"')[1].split("</div>")[0]
    assert not Comment.objects.exists()


def test_who_writes_too_often_is_asked_to_wait_and_keeps_the_words(guest, url, monkeypatch):
    monkeypatch.setattr(comments, "COMMENTS_AN_HOUR", 1)
    guest.post(url, {"say": "pledge", "text": "One"})
    response = guest.post(url, {"say": "pledge", "text": "Two"})
    assert response.status_code == 429
    page = Page(response.content.decode())
    assert "Wait a while" in page.html
    assert "Two" in page.fields["text"]
    assert Comment.objects.count() == 1


def test_page_drawn_for_another_person_is_sent_again(drafter, url):
    response = drafter.post(url, {"say": "pledge", "text": "Mine", "person": "0123456789abcdef"})
    assert response.status_code == 403
    assert 'value="Mine"' in response.content.decode()
    assert not Comment.objects.exists()


def test_page_of_another_site_cannot_post(guest, url):
    guest.handler.enforce_csrf_checks = True
    assert guest.post(url, {"say": "pledge", "text": "x"}).status_code == 403


NUMBERS = st.sampled_from(["FIRST", "SECOND", "0", "-1", "x", "", "\0", "9" * 30, "²"])
ROWS = st.sampled_from([WHOLE, WELLS, "pledge:opening", "pledge:status", "item:none", "", "\0", "<b>", "x" * 5000])
NONSENSE = st.one_of(
    st.text(max_size=40), st.sampled_from(["", "Dig.", "\0", "\u202e", "x" * 5000, "[", "<b>", "%s", "{}", "{who}"])
)
BUTTONS = st.one_of(
    st.tuples(st.sampled_from(["say", "suggest"]), ROWS),
    st.tuples(st.sampled_from(["reply", "settle", "reopen", "take", "decline", "x", ""]), NUMBERS),
)


@pytest.mark.random("postgresql")
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(posts=st.lists(st.tuples(st.booleans(), BUTTONS, NONSENSE, st.sampled_from(["ours", "everybody", "x"]))))
def test_nonsense_is_never_an_error_of_ours(guest, drafter, pledge, ours, theirs, url, posts):
    with transaction.atomic():
        keys = {"FIRST": str(say(pledge, theirs, WELLS, "Why three?", is_shared=True).pk)}
        keys["SECOND"] = str(suggest(pledge, ours, WELLS, "Dig {who} wells.", is_shared=True).pk)
        for is_guest, (verb, key), text, readers in posts:
            sent = {verb: keys.get(key, key), "text": text, "readers": readers}
            response = (guest if is_guest else drafter).post(url, {**sent, "seen": mark(pledge)})
            assert response.status_code in (302, 404, 422, 429, *((403,) if is_guest else ()))
        for client in (guest, drafter):
            page = read(client, url)
            assert len(page.ids) == len(set(page.ids))
        transaction.set_rollback(True)


# The ways here


def test_hub_counts_what_is_open_and_leads_here(drafter, pledge, ours, theirs, url):
    hub = f"/pledges/{pledge.reference}/"
    page = read(drafter, hub)
    assert url in page.links
    assert "open comment" not in page.html
    for text in ("One", "Two"):
        say(pledge, ours, WELLS, text, is_shared=False)
    suggest(pledge, theirs, WELLS, "Dig four wells.", is_shared=True)
    html = read(drafter, hub).html
    assert "2 open comments" in html
    assert "Answer 1 suggested change" in html


@pytest.mark.parametrize("section", ["parties", "objectives", "actions", "check", "export"])
def test_section_pages_lead_here(viewer, pledge, url, section):
    assert url in read(viewer, f"/pledges/{pledge.reference}/{section}/").links


# A guest never reads a word of what an organisation keeps to itself


WORD = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8).map(lambda word: f"Q7{word}7Q")
STEP = st.tuples(
    st.sampled_from(["say", "suggest", "reply", "settle", "taken out"]), WORD, st.booleans(), st.booleans()
)


@pytest.mark.random
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=st.lists(STEP, max_size=8))
def test_guest_page_holds_no_word_that_is_not_for_them(guest, drafter, pledge, ours, theirs, url, steps):
    with transaction.atomic():
        secret: set[str] = set()
        shared: set[str] = set()
        for what, word, is_shared, is_theirs in steps:
            actor = theirs if is_theirs else ours
            heads = list(Comment.objects.heard_by(actor).filter(pledge=pledge, thread=None))
            try:
                if what == "say" or not heads:
                    comment = say(pledge, actor, WHOLE, word, is_shared=is_shared)
                elif what == "suggest":
                    comment = suggest(pledge, actor, WELLS, word, is_shared=is_shared)
                elif what == "reply":
                    comment = reply(heads[-1], actor, word)
                elif what == "settle" and not heads[-1].suggested:
                    comment = settle(heads[-1], actor)
                    continue
                else:
                    Item.objects.filter(pledge=pledge).update(chosen=False)
                    continue
            except (TextRefusedError, comments.CannotCommentError):
                continue
            (shared if comment.is_shared else secret).add(word)
        html = read(guest, url).html
        assert [word for word in secret - shared if word in html] == []
        assert [word for word in shared if word not in html] == []
        told = " ".join(Notice.objects.filter(guest__isnull=False).values_list("text", flat=True))
        assert [word for word in secret - shared if word in told] == []
        hers = read(drafter, url).html
        assert [word for word in secret | shared if word not in hers] == []
        transaction.set_rollback(True)


def test_person_who_left_the_organisation_is_a_stranger(drafter, pledge, url):
    Membership.objects.all().delete()
    assert drafter.get(url).status_code == 404


# Taking back, and undoing


def test_guest_takes_a_comment_back_and_says_it_again(guest, drafter, pledge, theirs, url):
    said = say(pledge, theirs, WELLS, f"{NOT_FOR_THEM} wells", is_shared=True)
    assert f"take-back={said.pk}" in read(guest, url).buttons
    assert f"take-back={said.pk}" not in read(drafter, url).buttons
    assert guest.post(url, {"take-back": said.pk}).url == f"{url}#c-{said.pk}"
    page = read(drafter, url)
    assert NOT_FOR_THEM not in page.html
    assert "Jonas Weber took this back." in page.html
    page = read(guest, url)
    assert NOT_FOR_THEM in page.html
    assert f"say-again={said.pk}" in page.buttons
    guest.post(url, {"say-again": said.pk})
    assert NOT_FOR_THEM in read(drafter, url).html


def test_words_of_a_suggestion_that_was_taken_back_are_not_read(guest, drafter, pledge, theirs, url):
    said = suggest(pledge, theirs, WELLS, f"Dig {NOT_FOR_THEM}.", is_shared=True, reason=f"{NOT_FOR_THEM} says so.")
    guest.post(url, {"take-back": said.pk})
    page = read(drafter, url)
    assert NOT_FOR_THEM not in page.html
    assert f"take={said.pk}" not in page.buttons
    assert "1 suggested" not in read(drafter, url.replace("comments/", "")).html


def test_nobody_takes_back_what_another_said(guest, drafter, viewer, pledge, ours, theirs, url):
    ours_said, theirs_said = (say(pledge, actor, WELLS, "Why?", is_shared=True) for actor in (ours, theirs))
    assert guest.post(url, {"take-back": ours_said.pk}).status_code == 404
    for member in (drafter, viewer):
        assert member.post(url, {"take-back": theirs_said.pk}).status_code == 404
    assert not Comment.objects.exclude(taken_back_at=None).exists()


def test_reason_stands_beside_the_wording_and_comes_back_when_it_is_refused(guest, drafter, pledge, url):
    typed = {"suggest": WELLS, "text": "Dig four wells.", "reason": "For <all>."}
    guest.post(url, {**typed, "seen": mark(pledge)})
    assert Comment.objects.get().text == "For <all>."
    assert "For &lt;all&gt;." in read(drafter, url).html
    response = guest.post(url, {**typed, "seen": "another"})
    assert response.status_code == 422
    assert response.content.decode().count("For &lt;all&gt;.") == 2


def test_drafter_undoes_taking_a_wording(drafter, pledge, theirs, url, wells):
    said = suggest(pledge, theirs, WELLS, "Dig four wells.", is_shared=True)
    page = drafter.post(url, {"take": said.pk, "seen": mark(pledge)}, follow=True)
    shown = Page(page.content.decode())
    assert (shown.buttons.count(f"untake={said.pk}"), shown.fields["untake"]) == (1, [str(said.pk)])
    response = drafter.post(url, {"untake": said.pk}, follow=True)
    assert "the text is as it was" in response.content.decode()
    wells.refresh_from_db()
    assert wells.text == "Dig three <deep> wells."
    assert f"take={said.pk}" in read(drafter, url).buttons


def test_only_who_drafts_undoes_taking(viewer, guest, drafter, pledge, theirs, url, wells):
    said = suggest(pledge, theirs, WELLS, "Dig four wells.", is_shared=True)
    drafter.post(url, {"take": said.pk, "seen": mark(pledge)})
    for other in (viewer, guest):
        assert f"untake={said.pk}" not in read(other, url).buttons
        assert other.post(url, {"untake": said.pk}).status_code == 403
    wells.refresh_from_db()
    assert wells.text == "Dig four wells."
