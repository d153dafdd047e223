"""What signatories say instead of signing stays an open comment once the pledge is reopened, until it is settled."""

from __future__ import annotations

import pytest

from commitments.drafting import discussion
from commitments.drafting.comments import reply, settle
from commitments.models import Actor, Comment, Mail, Notice, Pledge
from commitments.models.rounds import Round
from commitments.signing.ending import reopen, withdraw
from commitments.signing.objecting import decline, request_changes, take_back_decline
from commitments.signing.replacing import Successor, replace_signatory
from tests.factories import add_member, circulated, give_signature, make_guest, make_ready, make_user, signatory
from tests.web.views.conftest import signed_in
from tests.web.views.pages import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def found() -> Round:
    """A round of which one party asks for changes, and another declines."""
    found = circulated()
    jonas, sara = found.signature_requests
    request_changes(jonas, seen=found.revision.digest, text="Say “three”,\nnot two.", by=signatory(jonas))
    decline(sara, seen=found.revision.digest, reason="عدد المراكز غير واضح", by=signatory(sara))
    return found


def taken_back(found: Round) -> Pledge:
    reopen(found.revision.pledge, reason="As they ask", by=Actor(user=found.revision.by))
    return Pledge.objects.get(pk=found.revision.pledge.pk)


def test_each_objection_becomes_an_open_comment_of_its_signatory(found):
    assert Comment.objects.count() == 0, "while the text goes round, it stands on the pledge's page"
    before = Mail.objects.count()
    pledge = taken_back(found)
    kept = [(said.who, said.text, said.row, said.guest.party_key, said.is_shared) for said in Comment.objects.all()]
    keys = [asked.party_key for asked in found.signature_requests]
    assert kept == [
        ("Jonas Weber", "Say “three”,\nnot two.", "pledge", keys[0], False),
        ("Sara Said", "عدد المراكز غير واضح", "pledge", keys[1], False),
    ]
    assert discussion.open_threads(pledge, Actor(user=found.revision.by)).threads == 2
    assert Mail.objects.count() == before + 2, "of the reopening alone: what was said, the drafters had by mail"


@pytest.mark.parametrize("has_signed", [False, True])
def test_what_somebody_wants_changed_outlasts_that_another_one_is_to_sign(found, has_signed):
    """Until that one has signed: then the party agrees to the text. A decline is answered by naming another one."""
    by, pledge = Actor(user=found.revision.by), found.revision.pledge
    for asked, name in zip(found.signature_requests, ("bia", "chen"), strict=True):
        successor = Successor(name, "", f"{name}@example.org")
        new = replace_signatory(asked, successor, reason="They leave.", by=by)
        if has_signed and name == "bia":
            give_signature(new)
    page = read(signed_in(found.revision.by), f"/pledges/{pledge.reference}/").html
    assert ("Jonas Weber asks for changes, for the Government of Kenya:" in page) != has_signed
    assert "declined to sign" not in page
    taken_back(found)
    assert [said.who for said in Comment.objects.all()] == ([] if has_signed else ["Jonas Weber"])


def test_who_asked_for_changes_and_signed_after_all_leaves_no_comment():
    found = circulated()
    jonas, sara = found.signature_requests
    request_changes(jonas, seen=found.revision.digest, text="Shorter", by=signatory(jonas))
    give_signature(jonas)
    by = signatory(sara)
    decline(sara, seen=found.revision.digest, reason="Never", by=by)
    take_back_decline(sara, seen=found.revision.digest, by=by)
    taken_back(found)
    assert Comment.objects.count() == 0


def test_withdrawn_pledge_has_no_new_comments(found):
    withdraw(found.revision.pledge, reason="No mandate", by=Actor(user=found.revision.by))
    assert Comment.objects.count() == 0


def test_objection_is_kept_once_however_often_the_pledge_is_reopened(found):
    pledge = taken_back(found)
    settle(Comment.objects.all()[0], Actor(user=found.revision.by))
    again = circulated(pledge, by=found.revision.by)
    assert discussion.open_threads(pledge, Actor(user=found.revision.by)).threads == 1, "it stays open until settled"
    asked = again.signature_requests[0]
    request_changes(asked, seen=again.revision.digest, text="And say where.", by=signatory(asked))
    taken_back(again)
    assert [said.text for said in Comment.objects.order_by("pk")] == [
        "Say “three”,\nnot two.",
        "عدد المراكز غير واضح",
        "And say where.",
    ]
    assert [bool(said.settled_at) for said in Comment.objects.order_by("pk")] == [True, False, False]


def test_own_signatory_says_it_with_their_account():
    pledge = make_ready()
    sara = make_user("sara@example.org", name="Sara Said")
    add_member(pledge.organisation, sara, "signatory")
    found = circulated(pledge)
    asked = found.signature_requests[1]
    decline(asked, seen=found.revision.digest, reason="Too long", by=signatory(asked))
    taken_back(found)
    kept = Comment.objects.get()
    assert (kept.by, kept.guest, kept.who) == (sara, None, "Sara Said")


def test_only_the_drafters_and_its_author_read_it(found):
    pledge = taken_back(found)
    jonas, sara = (signatory(asked) for asked in found.signature_requests)
    other = Actor(guest=make_guest(pledge))
    texts = {actor: [said.text for said in Comment.objects.heard_by(actor)] for actor in (jonas, sara, other)}
    assert texts == {jonas: ["Say “three”,\nnot two."], sara: ["عدد المراكز غير واضح"], other: []}
    assert discussion.open_threads(pledge, jonas).threads == 1


def test_answer_to_it_reaches_its_author_alone(found):
    taken_back(found)
    kept = Comment.objects.get(who="Jonas Weber")
    said = reply(kept, Actor(user=found.revision.by), "Three it is.")
    jonas, sara = (signatory(asked) for asked in found.signature_requests)
    assert said in Comment.objects.heard_by(jonas)
    assert said not in Comment.objects.heard_by(sara)
    assert [notice.guest for notice in Notice.objects.filter(kind="comment", guest__isnull=False)] == [jonas.guest]
    reply(kept, jonas, "Thank you.")
    assert [notice.user for notice in Notice.objects.filter(kind="comment", user__isnull=False)] == [found.revision.by]


def test_page_of_comments_says_what_it_is_and_who_reads_it(found):
    pledge = taken_back(found)
    html = read(signed_in(found.revision.by), f"/pledges/{pledge.reference}/comments/").html
    assert "Asked for changes instead of signing" in html
    assert "Declined to sign an earlier text" in html
    assert f"Only {pledge.organisation} and Jonas Weber read this" in html
    assert "2 open comments" in read(signed_in(found.revision.by), f"/pledges/{pledge.reference}/").html
