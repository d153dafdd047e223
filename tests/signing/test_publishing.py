"""Taking back a publication, and a party's agreement to it: what ends, who hears of it, and what the trail says."""

from __future__ import annotations

import pytest

from commitments.access import is_published
from commitments.drafting.editing.write import WrongStateError
from commitments.models import Actor, Mail, Notice, Pledge
from commitments.models.rounds import Round
from commitments.signing.ending import reopen, withdraw
from commitments.signing.joining import confirm
from commitments.signing.open_requests import NotOpenError
from commitments.signing.publishing import allow_publication, take_back, take_back_consent, taken_back_at, was_published
from commitments.signing.submitting import publish
from commitments.trail.record import verify
from tests.factories import (
    agreed,
    asked_to_join,
    circulated,
    give_signature,
    make_member,
    opened,
    signatory,
    the_round,
)

pytestmark = pytest.mark.django_db
PARTIES = ["jonas@example.org", "sara@example.org"]


@pytest.fixture
def found() -> Round:
    return agreed(may_publish=True)


@pytest.fixture
def pledge(found) -> Pledge:
    return Pledge.objects.get(pk=found.revision.pledge_id)


@pytest.fixture
def by(pledge) -> Actor:
    return Actor(user=make_member("drafter", pledge.organisation), origin="192.0.2.7")


def kinds(pledge: Pledge) -> list[str]:
    return [entry.kind for entry in pledge.trail.order_by("number")]


def told(subject: str) -> list[str]:
    return sorted(Mail.objects.filter(subject=f"{subject}: Protect all migrants").values_list("to", flat=True))


def test_every_party_hears_that_a_text_is_published_and_that_this_is_taken_back(pledge, by, found):
    colleague = make_member("signatory", pledge.organisation)
    publish(pledge, by=by)
    assert told("Published") == PARTIES
    take_back(pledge, by=by)
    assert told("No longer published") == PARTIES
    assert pledge.published_at is Pledge.objects.get().published_at is None
    assert not is_published(the_round(pledge).revision)
    assert kinds(pledge)[-2:] == ["published", "unpublished"]
    assert list(verify(Pledge.objects.get())) == []
    notices = Notice.objects.filter(kind="published")
    assert [notice.text for notice in notices.filter(user=colleague)] == [
        f"{by.user} took back the publication of “Protect all migrants”.",
        f"{by.user} published “Protect all migrants”.",
    ]
    assert not notices.filter(user=by.user).exists()
    assert f"/v/{found.revision.code}/" in Mail.objects.filter(subject__startswith="No longer")[0].body


@pytest.mark.parametrize("place", [0, 1])
def test_any_party_ends_the_publication_by_taking_its_agreement_back(pledge, by, found, place):
    publish(pledge, by=by)
    signature_request = found.signature_requests[place]
    take_back_consent(signature_request, by=signatory(signature_request))
    assert Pledge.objects.get().published_at is None
    assert told("No longer published") == PARTIES
    body = Mail.objects.filter(subject__startswith="No longer")[0].body
    assert f"{signature_request.party} no longer agrees to it." in body
    assert [asked.pk for asked in the_round(pledge).unpublished] == [signature_request.pk]
    assert kinds(pledge)[-2:] == ["took-back", "unpublished"]
    assert list(verify(Pledge.objects.get())) == []
    with pytest.raises(WrongStateError, match="Not every party has agreed"):
        publish(pledge, by=by)
    allow_publication(the_round(pledge).signature_requests[place], by=signatory(signature_request))
    publish(pledge, by=by)
    assert is_published(the_round(pledge).revision)
    assert list(verify(Pledge.objects.get())) == []


def test_agreement_is_taken_back_before_anything_is_published_and_twice(pledge, found):
    first = found.signature_requests[0]
    take_back_consent(first, by=signatory(first))
    take_back_consent(first, by=signatory(first))
    assert kinds(pledge).count("took-back") == 1
    assert "unpublished" not in kinds(pledge)
    assert told("No longer published") == []


def test_further_party_takes_back_its_name_and_the_text_stays_published():
    found = opened(may_publish=True)
    pledge = Pledge.objects.get()
    by = Actor(user=make_member("drafter", pledge.organisation))
    publish(pledge, by=by)
    give_signature(confirm(asked_to_join(found), by=by), may_publish=True)
    later = the_round(pledge).later[0]
    assert the_round(pledge).not_shown == 0
    take_back_consent(later, by=signatory(later))
    assert the_round(pledge).not_shown == 1
    assert is_published(the_round(pledge).revision)
    assert list(verify(Pledge.objects.get())) == []


def test_nobody_takes_back_the_agreement_of_another_party(pledge, by, found):
    publish(pledge, by=by)
    first, second = found.signature_requests
    for other in (by, signatory(second), Actor(user=make_member("administrator", pledge.organisation))):
        with pytest.raises(NotOpenError, match="You may not answer for the Government of Kenya"):
            take_back_consent(first, by=other)
    assert is_published(the_round(pledge).revision)


def test_there_is_nothing_to_take_back_without_a_signature_or_a_publication(pledge, by, found):
    with pytest.raises(WrongStateError, match="This text is not published"):
        take_back(pledge, by=by)
    reopen(pledge, reason="A mistake", by=by)
    first = found.signature_requests[0]
    with pytest.raises(NotOpenError, match="There is no signature of yours"):
        take_back_consent(first, by=signatory(first))
    waiting = circulated().signature_requests[0]
    with pytest.raises(NotOpenError, match="There is no signature of yours"):
        take_back_consent(waiting, by=signatory(waiting))


def test_text_knows_since_when_it_is_no_longer_published(pledge, by, found):
    revision = found.revision
    assert taken_back_at(revision) is None
    publish(pledge, by=by)
    assert taken_back_at(revision) is None
    take_back(pledge, by=by)
    assert taken_back_at(revision) == pledge.trail.get(kind="unpublished").at
    publish(pledge, by=by)
    assert taken_back_at(revision) is None
    take_back(pledge, by=by)
    reopen(pledge, reason="A mistake", by=by)
    assert taken_back_at(the_round(pledge).revision) is None, "its page says that it was reopened"


@pytest.mark.parametrize(("end", "kind"), [(reopen, "reopened"), (withdraw, "withdrawn")])
def test_text_that_is_reopened_or_withdrawn_is_said_to_be_published_no_more(pledge, by, found, end, kind):
    publish(pledge, by=by)
    assert was_published(found.revision)
    end(Pledge.objects.get(), reason="A mistake", by=by)
    assert kinds(pledge)[-4:] == ["unpublished", kind, "voided", "voided"]
    told_of = [mail for mail in Mail.objects.all() if "The text was published, and is not any more" in mail.body]
    assert sorted(mail.to for mail in told_of) == PARTIES
    assert all(f"/v/{found.revision.code}/" in mail.body for mail in told_of)
    assert was_published(the_round(pledge).revision)
    assert list(verify(Pledge.objects.get())) == []


def test_text_that_was_never_published_is_not_said_to_be_no_more(pledge, by, found):
    reopen(pledge, reason="A mistake", by=by)
    assert "unpublished" not in kinds(pledge)
    assert not Mail.objects.filter(body__contains="was published").exists()
    assert not was_published(found.revision)
