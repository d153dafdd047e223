"""After every party has signed: handing the pledge in, and publishing its text."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from commitments.drafting.editing.write import WrongStateError
from commitments.models import Actor, Notice, Pledge, SignatureRequest, Submission, TrailEntry
from commitments.signing.ending import reopen
from commitments.signing.open_requests import NotOpenError
from commitments.signing.publishing import allow_publication
from commitments.signing.submitting import LONGEST_REFERENCE, publish, submit
from commitments.text.limits import TextRefusedError
from commitments.trail.record import record, verify
from tests.factories import agreed, circulated, give_signature, make_member, signatory, the_round

pytestmark = pytest.mark.django_db


def today() -> date:
    return timezone.now().date()


@pytest.fixture
def pledge():
    return agreed().revision.pledge


@pytest.fixture
def by(pledge) -> Actor:
    return Actor(user=make_member("drafter", pledge.organisation), origin="192.0.2.7")


def signed_days_ago(pledge: Pledge, days: int) -> date:
    """Let the last party have signed some days ago."""
    at = timezone.now() - timedelta(days=days)
    asked = SignatureRequest.objects.filter(circulation__revision__pledge=pledge)
    asked.update(answered_at=at)
    record(pledge, TrailEntry.Kind.REMINDED, Actor(), rows=asked.all())  # what is written, the trail tells
    return at.date()


def test_submission_holds_the_day_the_reference_and_who(pledge, by):
    signed_days_ago(pledge, 3)
    colleague = make_member("signatory", pledge.organisation)
    Notice.objects.all().delete()
    made = submit(pledge, on=today() - timedelta(days=1), conference_reference=" SP330012 ", by=by)
    assert (made.on, made.conference_reference, made.by) == (today() - timedelta(days=1), "SP330012", by.user)
    assert pledge.status == Pledge.objects.get().status == "submitted"
    entry = pledge.trail.order_by("-number")[0]
    assert (entry.kind, entry.words, entry.user) == ("submitted", f"{made.on:%Y-%m-%d} SP330012", by.user)
    assert list(verify(Pledge.objects.get())) == []
    told = {notice.user for notice in Notice.objects.filter(kind="submitted")}
    assert colleague in told
    assert by.user not in told


def test_reference_may_be_missing(pledge, by):
    assert submit(pledge, on=today(), by=by).conference_reference == ""
    assert pledge.trail.order_by("-number")[0].words == f"{today():%Y-%m-%d}"


@pytest.mark.parametrize(
    ("days", "reference", "message"),
    [
        (2, "", "This day is still to come."),
        (400, "", "This day is still to come."),
        (-7, "", "The last party signed on"),
        (-4000, "", "The last party signed on"),
        (0, "S" * (LONGEST_REFERENCE + 1), "Shorten it to 100"),
        (0, "SP\n33", "Write it on one line"),
        (0, "SP\u202e33", "invisible character (U+202E)"),
    ],
)
def test_submission_that_cannot_be_is_refused_and_nothing_written(pledge, by, days, reference, message):
    signed_days_ago(pledge, 5)
    entries = pledge.trail.count()
    with pytest.raises(TextRefusedError) as refused:
        submit(pledge, on=today() + timedelta(days=days), conference_reference=reference, by=by)
    assert message in str(refused.value)
    assert Pledge.objects.get().status == pledge.status == "agreed"
    assert not Submission.objects.exists()
    assert Pledge.objects.get().trail.count() == entries


def test_day_on_which_the_last_party_signed_is_early_enough(pledge, by):
    day = signed_days_ago(pledge, 5)
    assert submit(pledge, on=day, conference_reference="S" * LONGEST_REFERENCE, by=by).on == day


def test_pledge_is_submitted_once(pledge, by):
    submit(pledge, on=today(), by=by)
    with pytest.raises(WrongStateError, match="This pledge is: Submitted"):
        submit(pledge, on=today(), by=by)
    with pytest.raises(WrongStateError, match="This pledge is: Submitted"):
        reopen(pledge, reason="A mistake", by=by)
    assert Submission.objects.count() == 1


def test_pledge_that_waits_for_a_signature_is_not_submitted():
    found = circulated()
    give_signature(found.signature_requests[0])
    with pytest.raises(WrongStateError, match="Only a pledge that every party has signed"):
        submit(found.revision.pledge, on=today(), by=Actor(user=found.revision.by))
    assert Pledge.objects.get().status == "in-circulation"


def test_page_says_what_is_wrong_and_holds_what_was_typed(pledge, by):
    signed_days_ago(pledge, 0)
    client = Client()
    client.force_login(by.user)
    url = f"/pledges/{pledge.reference}/submit/"
    for day in (today() + timedelta(days=2), today() - timedelta(days=2)):
        response = client.post(url, {"on": f"{day}", "conference_reference": "SP330012"})
        page = response.content.decode()
        assert response.status_code == 422
        assert "SP330012" in page
        assert f"{day}" in page
        assert ("still to come" in page) == (day > today())
        assert ("The last party signed on" in page) == (day < today())
    assert client.post(url, {"on": f"{today()}", "conference_reference": "SP330012"}).status_code == 302
    assert Submission.objects.get().conference_reference == "SP330012"


# --- publishing ---


def test_text_is_published_only_when_every_party_agreed_to_that(by, pledge):
    first, second = the_round(pledge).signature_requests
    for signature_request in (first, second):
        with pytest.raises(WrongStateError, match="Not every party has agreed"):
            publish(pledge, by=by)
        allow_publication(signature_request, by=signatory(signature_request))
    publish(pledge, by=by)
    assert Pledge.objects.get().published_at == pledge.published_at is not None
    assert [entry.kind for entry in pledge.trail.order_by("number")][-3:] == ["may-publish", "may-publish", "published"]


def test_party_may_agree_to_publication_while_it_signs(by):
    pledge = agreed(may_publish=True).revision.pledge
    publish(pledge, by=by)
    first = Pledge.objects.get(pk=pledge.pk).published_at
    publish(pledge, by=by)
    assert Pledge.objects.get(pk=pledge.pk).published_at == first
    assert pledge.trail.filter(kind=TrailEntry.Kind.PUBLISHED).count() == 1


def test_submitted_text_may_be_published_later(pledge, by):
    submit(pledge, on=today(), by=by)
    for signature_request in the_round(pledge).signature_requests:
        allow_publication(signature_request, by=signatory(signature_request))
    publish(pledge, by=by)
    assert Pledge.objects.get().published_at


def test_text_is_not_published_while_a_party_has_not_signed():
    found = circulated()
    give_signature(found.signature_requests[0], may_publish=True)
    with pytest.raises(WrongStateError, match="Only a text that every party has signed"):
        publish(found.revision.pledge, by=Actor(user=found.revision.by))
    assert Pledge.objects.get().published_at is None


def test_reopened_text_is_no_longer_published():
    pledge = agreed(may_publish=True).revision.pledge
    by = Actor(user=make_member("drafter", pledge.organisation))
    publish(pledge, by=by)
    reopen(pledge, reason="A mistake", by=by)
    assert Pledge.objects.get().published_at is pledge.published_at is None
    with pytest.raises(WrongStateError, match="Only a text that every party has signed"):
        publish(pledge, by=by)


def test_nobody_agrees_to_publication_for_another_party(pledge, by):
    first, second = the_round(pledge).signature_requests
    for other in (by, signatory(second), Actor(user=make_member("administrator", pledge.organisation))):
        with pytest.raises(NotOpenError, match="You may not answer for the Government of Kenya"):
            allow_publication(first, by=other)
    assert not SignatureRequest.objects.filter(may_publish=True).exists()


def test_who_has_not_signed_has_nothing_to_publish():
    found = circulated()
    first, second = found.signature_requests
    give_signature(first)
    with pytest.raises(NotOpenError, match="There is no signature of yours"):
        allow_publication(second, by=signatory(second))
    reopen(found.revision.pledge, reason="A mistake", by=Actor(user=found.revision.by))
    with pytest.raises(NotOpenError, match="There is no signature of yours"):
        allow_publication(first, by=signatory(first))
