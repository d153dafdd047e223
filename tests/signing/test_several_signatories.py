"""A party of several signatories: it has signed once as many have as must, and declined once too few remain."""

from __future__ import annotations

from datetime import timedelta
from json import loads

import pytest
from django.utils import timezone

from commitments import document
from commitments.drafting.editing.write import WrongStateError
from commitments.exports import json
from commitments.exports.kept import signed_copy
from commitments.models import (
    Actor,
    Circulation,
    Comment,
    Mail,
    Party,
    Pledge,
    Revision,
    Signature,
    SignatureRequest,
    SignedCopy,
    TrailEntry,
)
from commitments.signing.circulating import CannotCirculateError, circulate, text_mark
from commitments.signing.comparing import compare
from commitments.signing.ending import reopen
from commitments.signing.given_out import Verdict
from commitments.signing.objecting import decline, request_changes
from commitments.signing.open_requests import NotOpenError
from commitments.signing.publishing import allow_publication, take_back_consent
from commitments.signing.reminding import remind_all
from commitments.signing.signatories import deputies_of
from commitments.signing.standing import Standing, of_link
from commitments.signing.submitting import publish
from commitments.trail.audit import verify
from tests.factories import circulated, give_signature, make_member, make_ready, name_signatories, signatory, the_round

pytestmark = pytest.mark.django_db

JONAS, AYA, FATOU, SARA = (f"{name}@example.org" for name in ("jonas", "aya", "fatou", "sara"))


@pytest.fixture
def pledge(db):
    """Kenya has three signatories, of whom two must sign; its National Society has one."""
    pledge = make_ready()
    name_signatories(pledge.parties.get(kind="state"), "Aya Koné", "Fatou Diop", needed=2)
    return pledge


@pytest.fixture
def found(pledge):
    return circulated(pledge)


def of(found, email):
    """The signature request to an address, as the database has it now."""
    asked = the_round(found.revision.pledge).signature_request_of(email)
    assert asked
    return asked


def sign(found, *emails, **said):
    for email in emails:
        give_signature(of(found, email), **said)
    return the_round(found.revision.pledge)


def refuse(found, email):
    asked = of(found, email)
    decline(asked, seen=found.revision.digest, reason="No mandate.", by=signatory(asked))
    return the_round(found.revision.pledge)


def standing(found):
    return {party.name: (party.has_signed, party.has_declined) for party in the_round(found.revision.pledge).parties}


def status(found):
    return Pledge.objects.get(pk=found.revision.pledge_id).status


# --- who is asked ---


def test_every_signatory_of_every_party_is_asked(found):
    asked = [(each.party, each.name, each.email, each.place) for each in found.signature_requests]
    assert asked == [
        ("Government of Kenya", "Jonas Weber", JONAS, 0),
        ("Government of Kenya", "Aya Koné", AYA, 1),
        ("Government of Kenya", "Fatou Diop", FATOU, 2),
        ("Kenya Red Cross Society", "Sara Said", SARA, 0),
    ]
    assert all(each.came_at for each in found.signature_requests)
    assert [party.needed for party in found.parties] == [2, 1]


def test_in_turn_all_signatories_of_a_party_are_asked_together(pledge):
    found = circulated(pledge, in_turn=True)
    assert [each.email for each in found.signature_requests if each.came_at] == [JONAS, AYA, FATOU]
    found = sign(found, FATOU)
    assert of(found, SARA).came_at is None
    found = sign(found, JONAS)
    assert of(found, SARA).came_at


def test_party_of_one_signatory_is_one_of_one(found):
    society = found.parties[1]
    assert (society.needed, len(society.signature_requests), society.has_signed) == (1, 1, False)
    assert sign(found, SARA).parties[1].has_signed


def test_number_and_names_are_frozen(found):
    [state, society] = document.thaw(found.revision.content, status="in-circulation").parties
    assert [each.name for each in state.signatories] == ["Jonas Weber", "Aya Koné", "Fatou Diop"]
    assert (state.signatures_needed, society.signatures_needed, society.further_signatories) == (2, 1, ())


def test_deputies_are_known_while_the_text_goes_round(pledge):
    state = pledge.parties.get(kind="state")
    name_signatories(state, "Aya Koné", needed=1, deputies=("Ousmane Ba", "Lea Roux"))
    found = circulated(pledge)
    assert [each.name for each in deputies_of(of(found, AYA))] == ["Ousmane Ba", "Lea Roux"]
    assert deputies_of(of(found, SARA)) == []
    assert "Ousmane" not in found.revision.content


def test_deputy_that_is_sneaked_in_afterwards_shows(pledge, found):
    state = Party.objects.get(pledge=pledge, kind="state")
    state.further_signatories = {**state.further_signatories, "deputy": {"name": "Eve", "email": "eve@example.org"}}
    state.save()
    assert verify(pledge) == ["The parties of the pledge are not those that were circulated: the Government of Kenya."]


REFUSED = [
    ({"signatures_needed": 3}, "3 signatories of the Government of Kenya must sign, and 2 are named."),
    ({"email": "JONAS@example.org"}, "JONAS@example.org".lower() + " is named twice for the Government of Kenya."),
    ({"email": SARA}, "sara@example.org is to sign for two parties."),
    ({"email": ""}, "Write the name and the e-mail address of who signs for the Government of Kenya."),
    ({"name": ""}, "Write the name and the e-mail address of who signs for the Government of Kenya."),
    ({"email": "aya"}, "aya is no e-mail address."),
    ({"deputy": {"name": "Ousmane Ba"}}, "Write the name and the e-mail address of the deputy for"),
    ({"deputy": {"name": "Ousmane Ba", "email": "ousmane"}}, "ousmane is no e-mail address."),
    ({"deputy": {"name": "Ousmane Ba", "email": SARA}}, "sara@example.org is asked to sign and named as a deputy"),
]


@pytest.mark.parametrize(("changes", "reason"), REFUSED, ids=[reason for _changes, reason in REFUSED])
def test_party_whose_signatories_can_not_be_asked_stops_the_round(changes, reason):
    pledge = make_ready()
    state = name_signatories(pledge.parties.get(kind="state"), "Aya Koné", needed=2)
    changes = dict(changes)
    state.signatures_needed = changes.pop("signatures_needed", 2)
    deputy = changes.pop("deputy", None)
    second = {**state.further_signatories["second"], **changes}
    state.further_signatories = {"second": second, **({"deputy": deputy} if deputy else {})}
    state.save()
    with pytest.raises(CannotCirculateError) as refused:
        circulated(pledge)
    assert any(reason in each for each in refused.value.reasons)
    assert not SignatureRequest.objects.exists()


@pytest.mark.parametrize("slot", ["second", "deputy"])
def test_member_of_the_own_organisation_signs_for_no_other_party(slot):
    pledge = make_ready()
    organisation, society = pledge.organisation, pledge.parties.get(kind="national_society").national_society
    organisation.kind, organisation.national_society = "national_society", society
    organisation.save()
    own = make_member("signatory", organisation, email="aya@example.org")
    make_member("signatory", organisation, email=SARA)
    state = pledge.parties.get(kind="state")
    state.further_signatories = {slot: {"name": "Aya Koné", "email": own.email}}
    state.save()
    with pytest.raises(CannotCirculateError, match="can’t sign for the Government of Kenya"):
        circulated(pledge)


def test_two_members_sign_for_their_own_party():
    pledge = make_ready()
    for name in ("sara", "aya"):
        make_member("signatory", pledge.organisation, email=f"{name}@example.org")
    name_signatories(pledge.parties.get(kind="national_society"), "Aya Koné", needed=2)
    found = circulated(pledge)
    assert {each.email for each in found.signature_requests if each.invitation_id is None} == {SARA, AYA}


def test_text_that_others_gave_another_signatory_meanwhile_is_not_sent_round(pledge):
    seen = text_mark(document.build(pledge))
    name_signatories(pledge.parties.get(kind="state"), "Aya Koné", "Eve Roe", needed=2)
    by = Actor(user=make_member("drafter", pledge.organisation))
    with pytest.raises(CannotCirculateError, match="Somebody changed the text meanwhile"):
        circulate(pledge, seen=seen, in_turn=False, asked_for=timezone.now().date() + timedelta(days=9), by=by)


# --- how far a party is ---


def test_party_has_signed_once_as_many_have_as_must(found):
    assert sign(found, JONAS).named_signed == 0
    assert sign(found, FATOU).named_signed == 1
    assert standing(found) == {"Government of Kenya": (True, False), "Kenya Red Cross Society": (False, False)}
    assert status(found) == "in-circulation"
    found = sign(found, SARA)
    assert (found.is_complete, found.named_signed, status(found)) == (True, 2, "agreed")
    assert [each.email for each in found.signed] == [JONAS, FATOU, SARA]
    assert verify(found.revision.pledge) == []


def test_who_need_not_sign_any_more_is_told_and_not_asked(found):
    found = sign(found, JONAS, AYA)
    fatou = of(found, FATOU)
    assert (fatou.is_open, fatou.spared_at is not None, fatou in found.waiting) == (False, True, False)
    [told] = Mail.objects.filter(to=FATOU, subject__startswith="Your signature is not needed")
    assert "Aya Koné has signed" in told.body
    assert not Mail.objects.filter(to=SARA, subject__startswith="Your signature is not needed").exists()
    assert of_link(fatou.invitation).standing == Standing.SPARED
    for verb in (give_signature, lambda asked: refuse(found, asked.email)):
        with pytest.raises(NotOpenError, match="As many signatories of the Government of Kenya have signed"):
            verb(fatou)
    assert Signature.objects.count() == 2


def test_who_need_not_sign_any_more_is_not_reminded_and_does_not_expire(found):
    found = sign(found, JONAS, AYA)
    long_ago = timezone.now() - timedelta(days=400)
    SignatureRequest.objects.update(came_at=long_ago, reminded_at=None)
    Circulation.objects.update(asked_for=timezone.now().date() + timedelta(days=3))
    assert remind_all() == (1, 0)  # Sara alone
    Circulation.objects.update(asked_for=long_ago.date())
    assert remind_all() == (0, 1)
    assert of(found, FATOU).expired_at is None


def test_changes_that_were_asked_for_are_no_objection_once_the_party_has_signed(found):
    aya = of(found, AYA)
    request_changes(aya, seen=found.revision.digest, text="Say when.", by=signatory(aya))
    assert [each.email for each in the_round(found.revision.pledge).objections] == [AYA]
    found = sign(found, JONAS, FATOU)
    assert (found.objections, of(found, AYA).is_open) == ([], False)


def test_one_who_declines_has_not_declined_for_the_party(found):
    found = refuse(found, JONAS)
    assert standing(found)["Government of Kenya"] == (False, False)
    assert found.objections == []
    found = sign(found, AYA, FATOU, SARA)
    assert (found.is_complete, status(found)) == (True, "agreed")
    assert verify(found.revision.pledge) == []


def test_party_has_declined_once_too_few_remain(found):
    refuse(found, JONAS)
    found = refuse(found, FATOU)
    assert standing(found)["Government of Kenya"] == (False, True)
    assert [each.email for each in found.objections] == [JONAS, FATOU]
    found = sign(found, AYA, SARA)
    assert (found.is_complete, status(found)) == (False, "in-circulation")


def test_all_of_three_must_sign_where_that_is_said():
    pledge = make_ready()
    name_signatories(pledge.parties.get(kind="state"), "Aya Koné", "Fatou Diop", needed=3)
    found = sign(circulated(pledge), SARA, JONAS, AYA)
    assert (found.named_signed, status(found)) == (1, "in-circulation")
    assert sign(found, FATOU).named_signed == 2
    assert status(found) == "agreed"


def test_first_of_two_signs_for_the_party_where_one_must():
    pledge = make_ready()
    name_signatories(pledge.parties.get(kind="state"), "Aya Koné", needed=1)
    found = sign(circulated(pledge), AYA, SARA)
    assert (status(found), of(found, JONAS).spared_at is not None) == ("agreed", True)


def test_reopening_voids_every_signature_and_asks_all_again(found):
    found = sign(found, JONAS, AYA)
    reopen(found.revision.pledge, reason="Another year", by=Actor(user=found.revision.by))
    assert TrailEntry.objects.filter(kind="voided").count() == 2
    again = circulated(Pledge.objects.get(pk=found.revision.pledge_id), by=found.revision.by)
    assert all(each.is_open for each in again.signature_requests)


# --- publication and copies ---


def test_text_is_published_once_all_who_signed_allow_it(found):
    refuse(found, JONAS)
    sign(found, AYA, SARA, may_publish=True)
    found = sign(found, FATOU)
    by = Actor(user=found.revision.by)
    assert (found.unpublished_parties, [each.email for each in found.unpublished]) == (["Government of Kenya"], [FATOU])
    with pytest.raises(WrongStateError, match="Not every party has agreed"):
        publish(found.revision.pledge, by=by)
    allow_publication(of(found, FATOU), by=signatory(of(found, FATOU)))
    publish(Pledge.objects.get(pk=found.revision.pledge_id), by=by)
    assert Pledge.objects.get().published_at


@pytest.mark.parametrize("email", [JONAS, AYA])
def test_any_who_signed_takes_publication_back(found, email):
    found = sign(found, JONAS, AYA, SARA, may_publish=True)
    publish(Pledge.objects.get(), by=Actor(user=found.revision.by))
    take_back_consent(of(found, email), by=signatory(of(found, email)))
    assert Pledge.objects.get().published_at is None
    assert verify(found.revision.pledge) == []


def test_text_of_the_first_format_needs_one_signature_of_each_party():
    frozen = Revision(content='{"format":"pledgebuilder-revision/1","parties":[{"key":"kenya","name":"Kenya"}]}')
    assert frozen.signatures_needed == {"kenya": 1}


def test_file_names_all_who_signed_and_is_recognised(found):
    found = sign(found, JONAS, FATOU, SARA)
    data = json.render(document.build(Pledge.objects.get()))
    told = [(each["party"], each["name"]) for each in loads(data)["signatures"]]
    assert told == [
        ("Government of Kenya", "Jonas Weber"),
        ("Government of Kenya", "Fatou Diop"),
        ("Kenya Red Cross Society", "Sara Said"),
    ]
    check = compare(found, data)
    assert (check.verdict, check.signatures) == (Verdict.SAME, "All of today’s signatures are in it.")
    forged = compare(found, data.replace(b"Fatou Diop", "Aya Koné".encode()))
    assert forged.verdict == Verdict.FALSE_SIGNATURES


def test_signed_copy_counts_every_signature(found):
    sign(found, JONAS, FATOU, SARA)
    pledge = Pledge.objects.get()
    signed_copy(pledge)
    assert [copy.signatures for copy in SignedCopy.objects.all()] == [3]


@pytest.mark.parametrize("says", ["decline", "changes"])
def test_what_one_of_several_said_is_kept_although_the_party_needs_it_not(found, says):
    pledge = found.revision.pledge
    if says == "decline":
        refuse(found, JONAS)
    else:
        aya = of(found, AYA)
        request_changes(aya, seen=found.revision.digest, text="Say when.", by=signatory(aya))
        found = sign(found, JONAS, FATOU)
    now = the_round(pledge)
    assert now.objections == []
    assert [each.email for each in now.said_instead] == [JONAS if says == "decline" else AYA]
    reopen(Pledge.objects.get(pk=pledge.pk), reason="A word is missing.", by=Actor(user=found.revision.by))
    assert Comment.objects.filter(pledge=pledge, settled_at=None).count() == 1
