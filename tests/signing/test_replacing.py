"""Somebody else signs a text that goes round: who may be named, what stays, and who hears of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from commitments import document
from commitments.exports import json as as_json
from commitments.models import (
    Actor,
    Invitation,
    Mail,
    NamedSignatory,
    NationalSociety,
    Organisation,
    Party,
    Pledge,
    ProposedSignatory,
    SignatureRequest,
    TrailEntry,
)
from commitments.models.rounds import Round
from commitments.people import codes
from commitments.signing import joining
from commitments.signing.answering import sign
from commitments.signing.asking import ask_again
from commitments.signing.ending import reopen
from commitments.signing.objecting import decline
from commitments.signing.open_requests import NotOpenError
from commitments.signing.proposing import confirm, propose, refuse
from commitments.signing.reminding import remind_all
from commitments.signing.replacing import CannotReplaceError, Successor, replace_signatory, take_deputy
from commitments.signing.signatories import deputies_of
from commitments.text.limits import TextRefusedError
from commitments.trail.record import verify
from tests.factories import (
    add_member,
    agreed,
    asked_to_join,
    circulated,
    give_signature,
    mailed_code,
    make_organisation,
    make_ready,
    make_user,
    opened,
    signatory,
    the_round,
)

pytestmark = pytest.mark.django_db

BIA = Successor("Bia Otieno", "Permanent Secretary", "bia@example.org")
CHEN = Successor("Chen Wei", "", "chen@example.org", "delegation", "the Minister of Health")
WHY = "He leaves office."


def drafter(found: Round) -> Actor:
    return Actor(user=found.revision.by, origin="192.0.2.7")


def now(found: Round) -> Round:
    return the_round(found.revision.pledge)


def replaced(found: Round, successor: Successor = BIA, *, place: int = 0, reason: str = WHY) -> SignatureRequest:
    return replace_signatory(found.signature_requests[place], successor, reason=reason, by=drafter(found))


def printed(found: Round) -> document.PledgeDocument:
    pledge = Pledge.objects.get(pk=found.revision.pledge_id)
    return document.of_revision(now(found).revision, status=pledge.status)


def mails_to(email: str) -> list[tuple[str, str]]:
    return list(Mail.objects.filter(to=email).order_by("pk").values_list("subject", "body"))


def test_replacement_leaves_text_hash_and_the_other_signature(settings):
    found = circulated()
    give_signature(found.signature_requests[1])
    content, digest = found.revision.content, found.revision.digest
    new = replaced(found)
    found = now(found)
    assert (found.revision.content, found.revision.digest) == (content, digest)
    assert [(asked.name, asked.answer) for asked in found.signature_requests] == [
        ("Bia Otieno", ""),
        ("Sara Said", "signed"),
    ]
    assert [asked.name for asked in found.replaced] == ["Jonas Weber"]
    old = found.replaced[0]
    assert (old.why_replaced, old.replaced_at is not None, old.is_open) == (WHY, True, False)
    assert (new.replaces, new.party_key, new.position, new.place) == (old, old.party_key, old.position, old.place)
    assert new.is_open
    assert verify(found.revision.pledge) == []


def test_replacement_signs_and_the_pledge_is_agreed():
    found = circulated()
    give_signature(found.signature_requests[1])
    new = replaced(found)
    give_signature(new)
    found = now(found)
    assert found.revision.pledge.status == "agreed"
    assert found.is_complete
    assert [(signed.name, signed.in_place_of) for signed in printed(found).seal.signed] == [
        ("Sara Said", ""),
        ("Bia Otieno", "Jonas Weber"),
    ]
    assert verify(found.revision.pledge) == []


def test_replaced_signatory_can_do_nothing_any_more():
    found = circulated()
    old, seen = found.signature_requests[0], found.revision.digest
    by = signatory(old)
    replacing_request = replaced(found)
    with pytest.raises(NotOpenError, match="Somebody else is to sign in your place"):
        sign(old, seen=seen, name=old.name, title="", code="123456", by=by)
    with pytest.raises(NotOpenError):
        decline(old, seen=seen, reason="No.", by=by)
    with pytest.raises(CannotReplaceError, match="meanwhile"):
        propose(old, CHEN, reason="I leave.", by=by)
    with pytest.raises(NotOpenError, match="may not sign"):
        sign(replacing_request, seen=seen, name="Bia Otieno", title="", code="", by=by)
    assert not Invitation.objects.get(signature_request=old).is_alive


def test_code_of_who_was_replaced_signs_for_nobody():
    found = circulated()
    old, seen = found.signature_requests[0], found.revision.digest
    by = signatory(old)
    codes.send_code(old, old.email, purpose=seen, pledge=found.revision.pledge)
    code = mailed_code(old.email)
    new = replaced(found)
    old.refresh_from_db()
    assert old.code_hash == ""
    with pytest.raises(NotOpenError):
        sign(new, seen=seen, name=new.name, title="", code=code, by=by)


@pytest.mark.parametrize(
    ("successor", "field", "says"),
    [
        (replace(BIA, name="  "), "name", "Write the name of who is to sign: it is printed."),
        (replace(BIA, name="JONAS WEBER"), "name", "Jonas Weber is asked already. Name somebody else"),
        (replace(BIA, name="Dr Jonas Wéber"), "name", "Jonas Weber is asked already."),
        (replace(BIA, email="nobody"), "email", "nobody is no e-mail address."),
        (replace(BIA, email=""), "email", "is no e-mail address."),
        (
            replace(BIA, email="Sara@Example.org"),
            "email",
            "sara@example.org is asked to sign for the Kenya Red Cross Society already.",
        ),
    ],
)
def test_successor_who_cannot_be_asked_is_refused(successor, field, says):
    found = circulated()
    with pytest.raises(CannotReplaceError) as refused:
        replaced(found, successor)
    assert refused.value.field == field
    assert says in str(refused.value)
    assert [asked.name for asked in now(found).signature_requests] == ["Jonas Weber", "Sara Said"]
    assert not TrailEntry.objects.filter(kind="replaced").exists()


def test_successor_of_the_own_organisation_signs_for_its_own_party_alone():
    found = circulated(make_ready(make_society()))
    organisation = found.revision.pledge.organisation
    add_member(organisation, make_user("own@example.org"), "signatory")
    add_member(organisation, make_user("reader@example.org"), "viewer")
    own = Successor("Olu Own", "", "own@example.org")
    with pytest.raises(CannotReplaceError, match="is in your organisation, and can’t sign for the Government of Kenya"):
        replaced(found, own)
    with pytest.raises(CannotReplaceError, match="with the role: Viewer"):
        replaced(found, replace(own, email="reader@example.org"), place=1)
    new = replaced(found, own, place=1)
    assert new.invitation is None
    assert mails_to("own@example.org")[-1][0].endswith("asks you to sign: Protect all migrants")
    assert "You are asked in place of Sara Said." in mails_to("own@example.org")[-1][1]


def make_society() -> Organisation:
    society = NationalSociety.objects.get(state__iso2="KE")
    return make_organisation(kind="national_society", national_society=society)


@pytest.mark.parametrize("reason", ["", "   "])
def test_replacement_without_a_reason_is_refused(reason):
    with pytest.raises(TextRefusedError, match="Write the reason"):
        replaced(circulated(), reason=reason)


def test_signed_request_is_not_replaced():
    found = circulated()
    give_signature(found.signature_requests[0])
    with pytest.raises(CannotReplaceError, match="Jonas Weber has signed already"):
        replaced(found)


def test_declined_request_is_replaced_and_the_text_agreed():
    found = circulated()
    first, second = found.signature_requests
    give_signature(second)
    decline(first, seen=found.revision.digest, reason="I leave office.", by=signatory(first))
    give_signature(replaced(now(found)))
    assert now(found).revision.pledge.status == "agreed"
    assert verify(now(found).revision.pledge) == []


@pytest.mark.parametrize("state", ["reopened", "agreed"])
def test_text_that_does_not_go_round_has_no_replacement(state):
    found = agreed() if state == "agreed" else circulated()
    if state == "reopened":
        reopen(found.revision.pledge, reason="Shorter.", by=drafter(found))
    with pytest.raises(CannotReplaceError):
        replaced(found)


def test_request_of_an_earlier_round_is_not_replaced():
    found = circulated()
    reopen(found.revision.pledge, reason="Shorter.", by=drafter(found))
    circulated(Pledge.objects.get(pk=found.revision.pledge_id), by=found.revision.by)
    with pytest.raises(CannotReplaceError, match="A newer text is in circulation"):
        replaced(found)


def test_second_replacement_of_the_same_request_is_refused():
    found = circulated()
    replaced(found)
    with pytest.raises(CannotReplaceError, match="Somebody else was named in their place meanwhile"):
        replaced(found, CHEN)


def test_chain_names_the_one_of_the_text():
    """A, then B, then C: the paper names A, whom the text names; the trail names both."""
    found = circulated()
    replaced(found)
    give_signature(replaced(now(found), CHEN, reason="She is ill."))
    give_signature(now(found).signature_requests[1])
    [signed] = [signed for signed in printed(found).seal.signed if signed.name == "Chen Wei"]
    assert (signed.in_place_of, signed.by, signed.whom) == ("Jonas Weber", "delegation", "the Minister of Health")
    told = TrailEntry.objects.filter(kind="replaced").order_by("number").values_list("words", flat=True)
    assert list(told) == [
        '{"in_place_of":"Jonas Weber <jonas@example.org>","reason":"He leaves office.",'
        '"whom":"Bia Otieno <bia@example.org>"}',
        '{"in_place_of":"Bia Otieno <bia@example.org>","reason":"She is ill.","whom":"Chen Wei <chen@example.org>"}',
    ]
    assert verify(now(found).revision.pledge) == []


def test_who_was_replaced_by_mistake_comes_back():
    found = circulated(in_turn=True)
    second = found.signature_requests[1]
    replaced(found, BIA, place=1)
    jonas, bia = now(found).signature_requests
    back = replace_signatory(
        bia, Successor(second.name, second.title, second.email), reason="A mistake.", by=drafter(found)
    )
    assert back.came_at is None
    give_signature(jonas)
    give_signature(now(found).signature_requests[1])
    assert [signed.in_place_of for signed in printed(found).seal.signed] == ["", ""]
    assert now(found).revision.pledge.status == "agreed"
    assert verify(now(found).revision.pledge) == []


def test_one_after_the_other_the_replacement_is_asked_when_it_is_their_turn():
    found = circulated(in_turn=True)
    new = replaced(found, BIA, place=1)
    assert (new.came_at, mails_to("bia@example.org"), mails_to("sara@example.org")) == (None, [], [])
    give_signature(found.signature_requests[0])
    new.refresh_from_db()
    assert new.came_at is not None
    assert "You are asked in place of Sara Said." in mails_to("bia@example.org")[0][1]


def test_everybody_concerned_is_told():
    found = circulated()
    give_signature(found.signature_requests[1])
    Mail.objects.all().delete()
    colleague = make_user("colleague@example.org")
    add_member(found.revision.pledge.organisation, colleague)
    replaced(found)
    assert [subject for subject, _body in mails_to("jonas@example.org")] == [
        "You are not asked to sign any more: Protect all migrants"
    ]
    assert WHY in mails_to("jonas@example.org")[0][1]
    assert "Bia Otieno" in mails_to("jonas@example.org")[0][1]
    [(subject, body)] = mails_to("sara@example.org")
    assert subject == "Another signatory: Protect all migrants"
    assert "Bia Otieno is to sign the pledge “Protect all migrants”" in body
    assert "in place of Jonas Weber" in body
    assert "your signature on it stands" in body
    [(_subject, body)] = mails_to("bia@example.org")
    assert "You are asked in place of Jonas Weber." in body
    assert "/invitations/" in body
    assert colleague.notices.get().kind == "replaced"


def test_same_mailbox_with_another_name_is_asked_and_gets_the_mail_of_being_asked():
    """A mailbox of an office, which somebody else holds now."""
    found = circulated()
    Mail.objects.all().delete()
    new = replaced(found, replace(BIA, email="jonas@example.org"))
    assert len(mails_to("jonas@example.org")) == 1
    assert "You are asked in place of Jonas Weber." in mails_to("jonas@example.org")[0][1]
    give_signature(new)
    assert verify(found.revision.pledge) == []


def test_who_was_replaced_is_reminded_of_nothing(clock_after):
    found = circulated()
    new = replaced(found)
    clock_after(days=6)
    Mail.objects.all().delete()
    assert remind_all() == (2, 0)
    assert mails_to("jonas@example.org") == []
    assert "You are asked in place of Jonas Weber." in mails_to("bia@example.org")[0][1]
    with pytest.raises(Exception, match="not up to Jonas Weber any more"):
        ask_again(found.signature_requests[0], by=drafter(found))
    assert new.is_open


@pytest.fixture
def clock_after(monkeypatch):
    def go_on(days: int) -> None:
        later = timezone.now() + timedelta(days=days)
        monkeypatch.setattr(timezone, "now", lambda: later)

    return go_on


# --- proposals ---


def test_proposal_changes_nothing_until_it_is_confirmed():
    found = circulated()
    jonas = found.signature_requests[0]
    Mail.objects.all().delete()
    proposed = propose(jonas, CHEN, reason="I leave.", by=signatory(jonas))
    assert [asked.name for asked in now(found).signature_requests] == ["Jonas Weber", "Sara Said"]
    [(subject, body)] = mails_to(found.revision.by.email)
    assert subject == "Somebody else is to sign: Protect all migrants"
    assert "proposes that Chen Wei (chen@example.org) signs instead" in body
    assert mails_to("chen@example.org") == []
    give_signature(confirm(proposed, by=drafter(found)))
    proposed.refresh_from_db()
    assert (proposed.answer, proposed.answered_by) == ("confirmed", found.revision.by)
    assert [asked.why_replaced for asked in now(found).replaced] == ["I leave."]
    assert verify(found.revision.pledge) == []


def test_who_proposed_can_still_sign_and_then_it_cannot_be_confirmed():
    found = circulated()
    jonas = found.signature_requests[0]
    proposed = propose(jonas, CHEN, reason="I leave.", by=signatory(jonas))
    give_signature(jonas)
    with pytest.raises(CannotReplaceError, match="Jonas Weber has signed already"):
        confirm(proposed, by=drafter(found))
    assert verify(found.revision.pledge) == []


def test_refused_proposal_leaves_it_to_the_signatory():
    found = circulated()
    jonas = found.signature_requests[0]
    proposed = propose(jonas, CHEN, reason="I leave.", by=signatory(jonas))
    refuse(proposed, reason="The minister herself must sign.", by=drafter(found))
    assert mails_to("jonas@example.org")[-1][0] == "It is still up to you to sign: Protect all migrants"
    assert "The minister herself must sign." in mails_to("jonas@example.org")[-1][1]
    for again in (
        lambda: confirm(proposed, by=drafter(found)),
        lambda: refuse(proposed, reason="x", by=drafter(found)),
    ):
        with pytest.raises(CannotReplaceError, match="answered or taken back meanwhile"):
            again()
    give_signature(jonas)
    assert verify(found.revision.pledge) == []


def test_second_proposal_takes_the_place_of_the_first():
    found = circulated()
    jonas = found.signature_requests[0]
    first = propose(jonas, CHEN, reason="I leave.", by=signatory(jonas))
    second = propose(jonas, BIA, reason="I leave.", by=signatory(jonas))
    assert list(ProposedSignatory.objects.order_by("pk").values_list("answer", flat=True)) == ["taken-back", ""]
    with pytest.raises(CannotReplaceError, match="answered or taken back meanwhile"):
        confirm(first, by=drafter(found))
    confirm(second, by=drafter(found))
    assert verify(found.revision.pledge) == []


def test_drafter_who_names_another_one_settles_a_proposal():
    found = circulated()
    jonas = found.signature_requests[0]
    proposed = propose(jonas, CHEN, reason="I leave.", by=signatory(jonas))
    replaced(found)
    proposed.refresh_from_db()
    assert proposed.answer == "taken-back"
    assert verify(found.revision.pledge) == []


def test_nobody_but_the_signatory_proposes():
    found = circulated()
    jonas, sara = found.signature_requests
    with pytest.raises(CannotReplaceError, match="You may not answer for the Government of Kenya"):
        propose(jonas, CHEN, reason="He leaves.", by=signatory(sara))
    by = signatory(jonas)
    Invitation.objects.filter(signature_request=jonas).update(confirmed_at=None)
    with pytest.raises(CannotReplaceError, match="You may not answer"):
        propose(jonas, CHEN, reason="I leave.", by=by)


# --- deputies ---


def with_deputy(pledge: Pledge, **fields: str) -> NamedSignatory:
    party = Party.objects.get(pledge=pledge, kind="state")
    who = {"name": "Dina Deputy", "title": "Deputy Minister", "email": "dina@example.org", **fields}
    party.further_signatories = {"deputy": who}
    party.save()
    return party.deputies[0]


@pytest.mark.parametrize("who", ["signatory", "drafter"])
def test_deputy_signs_without_confirmation(who):
    pledge = make_ready()
    deputy = with_deputy(pledge, signs_by="delegation")
    found = circulated(pledge)
    jonas = found.signature_requests[0]
    assert deputies_of(jonas) == [deputy]
    assert deputies_of(found.signature_requests[1]) == []
    give_signature(take_deputy(jonas, deputy, by=signatory(jonas) if who == "signatory" else drafter(found)))
    give_signature(found.signature_requests[1])
    [signed] = [signed for signed in printed(found).seal.signed if signed.name == "Dina Deputy"]
    assert (signed.by, signed.whom, signed.in_place_of) == ("delegation", "the Government of Kenya", "Jonas Weber")
    assert verify(now(found).revision.pledge) == []


def test_deputy_is_taken_once_and_by_nobody_else():
    pledge = make_ready()
    deputy = with_deputy(pledge)
    found = circulated(pledge)
    jonas, sara = found.signature_requests
    with pytest.raises(CannotReplaceError, match="Dina Deputy can’t sign as a deputy any more"):
        take_deputy(sara, deputy, by=drafter(found))
    Invitation.objects.filter(signature_request=jonas).update(confirmed_at=None)
    invited = Actor(guest=Invitation.objects.get(signature_request=jonas))
    with pytest.raises(CannotReplaceError, match="You may not answer"):
        take_deputy(jonas, deputy, by=invited)
    new = take_deputy(jonas, deputy, by=drafter(found))
    assert deputies_of(new) == []


# --- further parties ---


def test_further_party_of_an_open_pledge_names_another_signatory():
    found = opened()
    request = asked_to_join(found)
    asked = joining.confirm(request, by=drafter(found))
    new = replace_signatory(asked, CHEN, reason=WHY, by=drafter(found))
    request.refresh_from_db()
    assert request.signature_request == new
    assert new.in_sentence == "the Government of Uganda"
    [(_subject, body)] = mails_to("chen@example.org")
    assert "Ruth Okello asked to sign the pledge" in body
    give_signature(new)
    [later] = printed(found).seal.later
    assert (later.name, later.in_place_of, later.whom) == ("Chen Wei", "Ruth Okello", "the Minister of Health")
    assert verify(now(found).revision.pledge) == []


def test_nobody_of_the_own_organisation_signs_for_a_further_party():
    found = opened()
    asked = joining.confirm(asked_to_join(found), by=drafter(found))
    add_member(found.revision.pledge.organisation, make_user("own@example.org"), "signatory")
    with pytest.raises(CannotReplaceError, match="is in your organisation"):
        replace_signatory(asked, replace(CHEN, email="own@example.org"), reason=WHY, by=drafter(found))


# --- files ---


def test_json_tells_who_signed_in_whose_place():
    found = circulated()
    give_signature(replaced(found, CHEN))
    give_signature(now(found).signature_requests[1])
    text = printed(found)
    [told] = [each for each in map(as_json.signature, text.seal.signed) if each["name"] == "Chen Wei"]
    assert {name: told[name] for name in ("signs_by", "signs_for", "in_place_of")} == {
        "signs_by": "delegation",
        "signs_for": "the Minister of Health",
        "in_place_of": "Jonas Weber",
    }


# --- the next round ---


def test_reopened_draft_names_who_signs_now():
    found = circulated()
    replaced(found)
    replaced(now(found), Successor("Olu", "", "olu@example.org", "delegation"), place=1)
    reopen(found.revision.pledge, reason="Shorter.", by=drafter(found))
    columns = ("signatory_name", "signatory_title", "signatory_email", "signs_by", "signs_for")
    pledge = Pledge.objects.get(pk=found.revision.pledge_id)
    assert list(pledge.parties.order_by("position").values_list(*columns)) == [
        ("Bia Otieno", "Permanent Secretary", "bia@example.org", "office", ""),
        ("Olu", "", "olu@example.org", "delegation", ""),
    ]
    again = circulated(pledge, by=found.revision.by)
    assert [(asked.name, asked.in_place_of) for asked in again.signature_requests] == [("Bia Otieno", ""), ("Olu", "")]
    assert [mail for mail in mails_to("jonas@example.org") if "Reopened" in mail[0]] == []
    for asked in again.signature_requests:
        give_signature(asked)
    assert verify(pledge) == []


def test_reopened_draft_without_a_replacement_keeps_its_signatories():
    found = circulated()
    changes = found.revision.pledge.changes.count()
    reopen(found.revision.pledge, reason="Shorter.", by=drafter(found))
    assert found.revision.pledge.changes.count() == changes
