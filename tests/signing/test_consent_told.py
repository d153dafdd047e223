"""Who drafts hears when a party agrees, after it signed, to have the text published, and when it takes that back."""

from __future__ import annotations

import pytest

from commitments.models import Actor, Notice
from commitments.signing.joining import confirm
from commitments.signing.publishing import allow_publication, take_back_consent
from commitments.signing.submitting import publish
from tests.factories import agreed, asked_to_join, circulated, give_signature, opened, signatory, the_round

pytestmark = pytest.mark.django_db


def told() -> list[str]:
    return list(Notice.objects.filter(kind="published").order_by("pk").values_list("text", flat=True))


def test_drafters_hear_of_each_party_that_agrees_and_that_the_text_can_be_published_then():
    found = agreed()
    jonas, sara = found.signature_requests
    allow_publication(jonas, by=signatory(jonas))
    allow_publication(jonas, by=signatory(jonas))  # again: nothing new
    allow_publication(sara, by=signatory(sara))
    first = "Jonas Weber agrees, for the Government of Kenya, that “Protect all migrants” is published."
    second = "Sara Said agrees, for the Kenya Red Cross Society, that “Protect all migrants” is published."
    assert told() == [first, f"{second} Every party agrees now: you can publish it."]


def test_nothing_can_be_published_before_every_party_has_signed():
    found = circulated()
    jonas = found.signature_requests[0]
    give_signature(jonas)
    allow_publication(jonas, by=signatory(jonas))
    assert told() == ["Jonas Weber agrees, for the Government of Kenya, that “Protect all migrants” is published."]


def test_drafters_hear_that_a_party_no_longer_agrees_though_nothing_was_published():
    found = agreed(may_publish=True)
    jonas = found.signature_requests[0]
    take_back_consent(jonas, by=signatory(jonas))
    take_back_consent(jonas, by=signatory(jonas))  # again: nothing new
    assert told() == [
        "Jonas Weber no longer agrees, for the Government of Kenya, that “Protect all migrants” is published."
    ]


def test_end_of_a_publication_is_told_once():
    found = agreed(may_publish=True)
    publish(found.revision.pledge, by=Actor(user=found.revision.by))
    Notice.objects.all().delete()
    jonas = found.signature_requests[0]
    take_back_consent(jonas, by=signatory(jonas))
    assert told() == ["Jonas Weber took back the publication of “Protect all migrants”."]


@pytest.mark.parametrize("is_published", [False, True])
def test_further_party_agrees_to_be_named_and_takes_that_back(is_published):
    found = opened(may_publish=True)
    by = Actor(user=found.revision.by)
    give_signature(confirm(asked_to_join(found), by=by))
    if is_published:
        publish(found.revision.pledge, by=by)
    Notice.objects.all().delete()
    [ruth] = the_round(found.revision.pledge).later
    allow_publication(ruth, by=signatory(ruth))
    take_back_consent(ruth, by=signatory(ruth))
    named = "that the Government of Uganda is named publicly as a party of “Protect all migrants”."
    people = found.revision.pledge.organisation.members.count()
    assert told() == [f"Ruth Okello agrees {named}"] * people + [f"Ruth Okello no longer agrees {named}"] * people
