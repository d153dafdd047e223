"""A mistyped address is corrected for one signatory while the text goes round: same person, same text."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from commitments.access import GUEST
from commitments.drafting.history import as_of
from commitments.models import Actor, Attempt, Invitation, Mail, Notice, Pledge, Revision, SignatureRequest, TrailEntry
from commitments.models.rounds import Round
from commitments.people import codes
from commitments.people.invitations import INVITATIONS_A_DAY
from commitments.people.rate_limits import TooManyAttemptsError
from commitments.signing import joining
from commitments.signing.answering import note_read, send_code, sign
from commitments.signing.asked_of import to_sign
from commitments.signing.correcting import CannotCorrectError, correct_address, corrections
from commitments.signing.ending import reopen, withdraw
from commitments.signing.objecting import decline, request_changes
from commitments.signing.open_requests import NotOpenError
from commitments.signing.replacing import Successor, replace_signatory
from commitments.signing.standing import Standing
from commitments.trail.record import verify
from tests.factories import (
    add_member,
    agreed,
    asked_to_join,
    circulated,
    give_signature,
    mailed_code,
    make_member,
    make_ready,
    make_user,
    name_signatories,
    opened,
    signatory,
    the_round,
)
from tests.web.views.conftest import signed_in
from tests.web.views.pages import read, refused

pytestmark = pytest.mark.django_db
JONAS, RIGHT, SARA = "jonas@example.org", "jonas.weber@example.org", "sara@example.org"


@pytest.fixture
def found() -> Round:
    return circulated()


def owner(found: Round) -> Actor:
    return Actor(user=found.revision.by, origin="192.0.2.7")


def corrected(found: Round, email: str = RIGHT) -> SignatureRequest:
    correct_address(found.signature_requests[0], email, by=owner(found))
    return the_round(found.revision.pledge).signature_requests[0]


def bounce(email: str) -> None:
    Mail.objects.filter(to=email).update(failure="550 no such address", given_up_at=timezone.now())


def test_same_person_signs_at_the_right_address_and_the_others_signatures_stand(found):
    give_signature(found.signature_requests[1])
    before = Revision.objects.get().content
    now = corrected(found, f"  {RIGHT.upper()} ")
    assert (now.email, now.name, now.party_key) == (RIGHT, "Jonas Weber", found.signature_requests[0].party_key)
    assert Mail.objects.filter(to=RIGHT, subject__startswith="A pledge").count() == 0
    mail = Mail.objects.get(to=RIGHT)
    assert "asks you to sign the pledge" in mail.body
    assert "/invitations/" in mail.body
    signature = give_signature(now)
    assert (signature.name, signature.email) == ("Jonas Weber", RIGHT)
    pledge = Pledge.objects.get()
    assert (pledge.status, Revision.objects.get().content) == ("agreed", before)
    assert list(verify(pledge)) == []


def test_old_link_visit_and_codes_are_good_no_more(found):
    asked = found.signature_requests[0]
    by, seen = signatory(asked), found.revision.digest
    old = Invitation.objects.get(email=JONAS)
    note_read(asked, seen=seen, by=by)
    send_code(asked, seen=seen, by=by)
    code = mailed_code(JONAS)
    Invitation.objects.filter(pk=old.pk).update(token_hash=codes.hashed("the old link"))
    client = visiting(Invitation.objects.get(pk=old.pk))
    now = corrected(found)
    assert (now.read_at, now.code_hash) == (None, "")
    assert client.get(f"/pledges/{found.revision.pledge.reference}/answer/").status_code == 302
    response = client.get("/invitations/the%20old%20link/", follow=True)
    assert (response.status_code, client.post("/invitation/", {"send-code": ""}).status_code) == (410, 410)
    told: dict[str, Any] = {"seen": seen, "name": "Jonas Weber", "title": "Minister", "code": code}
    for actor in (by, signatory(now)):
        with pytest.raises(NotOpenError):
            sign(now, by=actor, **told)


def visiting(link: Invitation) -> Client:
    client = Client()
    session = client.session
    session[GUEST] = [link.pk, link.token_hash]
    session.save()
    client.cookies["sessionid"] = str(session.session_key)
    return client


def test_old_code_signs_nothing_even_once_the_text_was_read_again(found):
    asked = found.signature_requests[0]
    by, seen = signatory(asked), found.revision.digest
    note_read(asked, seen=seen, by=by)
    send_code(asked, seen=seen, by=by)
    code = mailed_code(JONAS)
    now = corrected(found)
    note_read(now, seen=seen, by=signatory(now))
    with pytest.raises(Exception, match="This is not the code"):
        sign(now, seen=seen, name="Jonas Weber", title="", code=code, by=signatory(now))


def test_trail_and_the_page_of_the_signed_text_tell_of_it(found):
    now = corrected(found)
    entry = TrailEntry.objects.get(kind="readdressed")
    assert (entry.who, entry.party, entry.words) == (
        str(found.revision.by),
        "Government of Kenya",
        f"Jonas Weber <{RIGHT}>",
    )
    assert TrailEntry.objects.filter(kind="turn", words=f"Jonas Weber <{RIGHT}>").count() == 1
    for asked in (now, found.signature_requests[1]):
        give_signature(asked)
    revision = Revision.objects.get()
    assert [(told.party, told.at) for told in corrections(revision)] == [("Government of Kenya", entry.at)]
    html = " ".join(read(Client(), f"/v/{revision.code}/").html.split())
    assert "Government of Kenya: the e-mail address of its signatory was corrected on" in html
    untouched = agreed().revision
    assert "address of its signatory was corrected" not in read(Client(), f"/v/{untouched.code}/").html


def test_nothing_is_asked_at_another_address_of_who_need_not_sign_any_more():
    pledge = make_ready()
    name_signatories(pledge.parties.get(kind="state"), "Aya Koné", needed=1)
    found = circulated(pledge)
    give_signature(found.signature_requests[0])
    with pytest.raises(CannotCorrectError, match="nothing is asked of Aya Koné any more"):
        correct_address(found.signature_requests[1], RIGHT, by=owner(found))
    assert Mail.objects.filter(to=RIGHT).count() == 0


def test_who_asked_to_join_has_proven_their_address_and_who_follows_them_has_not():
    found = opened()
    asked = joining.confirm(asked_to_join(found), by=owner(found))
    with pytest.raises(CannotCorrectError, match="wrote this address when asking to sign, and proved it"):
        correct_address(asked, RIGHT, by=owner(found))
    new = replace_signatory(asked, Successor("Moses Ali", "", "mozes@example.org"), reason="Gone.", by=owner(found))
    drafter = signed_in(found.revision.by)
    signatures = f"/pledges/{found.revision.pledge.reference}/signatures/"
    page = f"{signatures}{new.party_key}/0/address/"
    assert [form for form in read(drafter, signatures).html.split('"') if form.endswith("/address/")] == [page]
    assert drafter.post(page, {"email": RIGHT})["Location"] == signatures
    assert Mail.objects.filter(to=RIGHT, body__contains="/invitations/").count() == 1
    signature = give_signature(SignatureRequest.objects.get(email=RIGHT))
    assert (signature.name, signature.named_by) == ("Moses Ali", "drafter")
    assert "was corrected" not in read(Client(), f"/v/{found.revision.code}/").html
    assert list(verify(Pledge.objects.get())) == []


def test_address_is_not_corrected_of_a_further_party_that_can_t_sign_any_more():
    found = opened()
    asked = joining.confirm(asked_to_join(found), by=owner(found))
    new = replace_signatory(asked, Successor("Moses Ali", "", "mozes@example.org"), reason="Gone.", by=owner(found))
    Pledge.objects.update(closed_at=timezone.now())
    with pytest.raises(CannotCorrectError, match="It can’t be signed any more"):
        correct_address(new, RIGHT, by=owner(found))


def test_who_reads_the_old_mailbox_is_told_and_does_not_learn_the_new_one(found):
    corrected(found)
    mail = Mail.objects.get(subject="Not for this address: Protect all migrants")
    assert mail.to == JONAS
    assert "That was meant for Jonas Weber" in " ".join(mail.body.split())
    assert RIGHT not in mail.body


def test_mailbox_from_which_the_mail_came_back_is_not_told(found):
    bounce(JONAS)
    corrected(found)
    assert Mail.objects.filter(subject__startswith="Not for this address").count() == 0


def test_mail_that_waits_for_the_old_address_stays_unsent(found):
    corrected(found)
    assert list(
        Mail.objects.filter(to=JONAS).exclude(subject__startswith="Not for").values_list("body", flat=True)
    ) == [""]


def test_other_drafters_hear_of_it(found):
    colleague = make_member("drafter", found.revision.pledge.organisation)
    corrected(found)
    said = f"{found.revision.by} corrected the address of Jonas Weber, who signs for the Government of Kenya: {RIGHT}"
    assert [(notice.user, notice.text) for notice in Notice.objects.filter(kind="corrected")] == [(colleague, said)]


def test_draft_has_the_right_address_for_the_next_round_and_its_history_tells_so(found):
    pledge = found.revision.pledge
    count = pledge.changes.count()
    corrected(found)
    party = pledge.parties.get(signatory_name="Jonas Weber")
    assert party.signatory_email == RIGHT
    change = pledge.changes.order_by("-pk").first()
    assert pledge.changes.count() == count + 1
    assert (change.by, change.before) == (found.revision.by, {"signatory_email": JONAS})
    before = as_of(Pledge.objects.get(), change.pk - 1).parties[party.key]
    assert before.signatory_email == JONAS, "the history has each version as it was"
    assert list(verify(Pledge.objects.get())) == []
    reopen(Pledge.objects.get(), reason="A wrong year", by=owner(found))
    again = circulated(Pledge.objects.get(), by=found.revision.by)
    assert [asked.email for asked in again.signature_requests] == [RIGHT, SARA]


def test_who_waits_for_their_turn_is_asked_at_the_right_address_when_it_comes():
    found = circulated(in_turn=True)
    correct_address(found.signature_requests[1], "sara.said@example.org", by=owner(found))
    assert Mail.objects.filter(to__startswith="sara").count() == 0
    give_signature(found.signature_requests[0])
    assert [mail.to for mail in Mail.objects.filter(to__startswith="sara")] == ["sara.said@example.org"]


def test_reminders_begin_anew(found):
    SignatureRequest.objects.filter(email=JONAS).update(reminders=5, expired_at=timezone.now())
    now = corrected(found)
    assert (now.reminders, now.expired_at) == (0, None)


def test_links_of_earlier_rounds_to_the_old_address_end(found):
    reopen(found.revision.pledge, reason="A wrong year", by=owner(found))
    again = circulated(Pledge.objects.get(), by=found.revision.by)
    assert Invitation.objects.filter(email=JONAS, withdrawn_at=None).count() == 2
    corrected(again)
    assert Invitation.objects.filter(email=JONAS, withdrawn_at=None).count() == 0


def test_address_that_was_right_after_all_is_put_back(found):
    first = found.signature_requests[0]
    note_read(first, seen=found.revision.digest, by=signatory(first))
    corrected(found)
    now = corrected(found, JONAS)
    assert (now.email, now.read_at) == (JONAS, None)
    assert list(verify(found.revision.pledge)) == []
    give_signature(now)
    assert list(verify(found.revision.pledge)) == []


# What is refused


@pytest.mark.parametrize(
    ("email", "says"),
    [
        (JONAS, "This is the address that they were asked at."),
        (SARA, "sara@example.org is asked to sign for the Kenya Red Cross Society already."),
        ("jonas", "jonas is no e-mail address."),
        ("jonas@", "no e-mail address"),
        ("", "Write the name and the e-mail address"),
        ("viewer@example.org", "with the role: Viewer"),
    ],
)
def test_address_at_which_nobody_can_be_asked_is_refused(found, email, says):
    add_member(found.revision.pledge.organisation, make_user("viewer@example.org"), "viewer")
    with pytest.raises(CannotCorrectError, match=says):
        corrected(found, email)
    assert SignatureRequest.objects.filter(email=JONAS).count() == 1
    assert TrailEntry.objects.filter(kind="readdressed").count() == 0


def test_people_of_the_own_organisation_are_not_named_for_another_party():
    pledge = make_ready()
    for name in ("sara", "amina"):
        add_member(pledge.organisation, make_user(f"{name}@example.org"), "signatory")
    society = pledge.parties.get(signatory_email=SARA).national_society
    pledge.organisation.national_society = society
    pledge.organisation.save()
    found = circulated(pledge)
    with pytest.raises(CannotCorrectError, match="can’t sign for the Government of Kenya"):
        corrected(found, "amina@example.org")


@pytest.mark.parametrize("answer", ["changes", "declined", "signed"])
def test_who_has_answered_is_asked_nowhere_else(found, answer):
    asked, by = found.signature_requests[0], signatory(found.signature_requests[0])
    if answer == "changes":
        request_changes(asked, seen=found.revision.digest, text="Shorter", by=by)
    if answer == "declined":
        decline(asked, seen=found.revision.digest, reason="Never", by=by)
    if answer == "signed":
        give_signature(asked)
    with pytest.raises(CannotCorrectError, match="Jonas Weber has answered by this address"):
        corrected(found)


@pytest.mark.parametrize("end", [reopen, withdraw])
def test_nothing_is_corrected_once_the_round_has_ended(found, end):
    end(found.revision.pledge, reason="A wrong year", by=owner(found))
    with pytest.raises(CannotCorrectError, match="does not go round any more"):
        corrected(found)


def test_request_of_an_earlier_round_is_not_corrected(found):
    reopen(found.revision.pledge, reason="A wrong year", by=owner(found))
    circulated(Pledge.objects.get(), by=found.revision.by)
    with pytest.raises(CannotCorrectError, match="A newer text is in circulation"):
        correct_address(found.signature_requests[0], RIGHT, by=owner(found))


def test_address_of_a_further_party_is_its_own_affair():
    found = opened()
    by = Actor(user=make_member("drafter", found.revision.pledge.organisation))
    asked = joining.confirm(asked_to_join(found), by=by)
    with pytest.raises(CannotCorrectError, match="any more"):
        correct_address(asked, "ruth.okello@example.org", by=by)


def test_nobody_fills_mailboxes_by_correcting(found):
    corrected(found)
    counted = Attempt.objects.get()
    Attempt.objects.bulk_create(Attempt(key=counted.key, at=counted.at) for _time in range(INVITATIONS_A_DAY - 1))
    with pytest.raises(TooManyAttemptsError):
        corrected(found, "jonas.once.more@example.org")
    page = refused(signed_in(found.revision.by).post(page_of(found), {"email": "jonas.again@example.org"}))
    assert "You sent very many links today. Go on tomorrow." in page.html


# The page


def page_of(found: Round) -> str:
    key = found.signature_requests[0].party_key
    return f"/pledges/{found.revision.pledge.reference}/signatures/{key}/0/address/"


def test_drafter_corrects_an_address_from_where_its_mail_came_back(found):
    bounce(JONAS)
    drafter, signatures = signed_in(found.revision.by), f"/pledges/{found.revision.pledge.reference}/signatures/"
    page = read(drafter, signatures)
    assert "The mail could not be delivered (550 no such address). If the address is wrong, correct it." in page.html
    assert page_of(found) in page.links
    assert read(drafter, page_of(found)).fields["email"] == [JONAS]
    assert drafter.post(page_of(found), {"email": RIGHT})["Location"] == signatures
    html = read(drafter, signatures).html
    assert f"Corrected. A mail is on its way to {RIGHT}; the old link no longer works." in html
    assert "550 no such address" not in html


@pytest.mark.parametrize("typed", ["", "nobody", SARA])
def test_wrong_address_comes_back_as_typed(found, typed):
    page = refused(signed_in(found.revision.by).post(page_of(found), {"email": typed}))
    assert page.fields.get("email", [""]) == [typed]
    assert SignatureRequest.objects.filter(email=JONAS).count() == 1


def test_page_warns_where_somebody_opened_the_link(found):
    drafter = signed_in(found.revision.by)
    warning = "Somebody who reads the old mailbox has opened the link already."
    assert warning not in read(drafter, page_of(found)).html
    signatory(found.signature_requests[0])
    assert warning in read(drafter, page_of(found)).html


def test_page_says_why_nothing_can_be_corrected(found):
    give_signature(found.signature_requests[0])
    drafter = signed_in(found.revision.by)
    page = read(drafter, page_of(found))
    assert ("Jonas Weber has answered by this address: Signed." in page.html, "email" in page.fields) == (True, False)
    assert drafter.post(page_of(found), {"email": RIGHT}).status_code == 302
    assert SignatureRequest.objects.filter(email=JONAS).count() == 1


@pytest.mark.parametrize("role", ["viewer", "stranger", "guest"])
def test_nobody_else_corrects_an_address(found, role):
    client = Client()
    if role == "guest":
        link = signatory(found.signature_requests[1]).guest
        assert link
        client = visiting(link)
    elif role == "viewer":
        client = signed_in(make_member("viewer", found.revision.pledge.organisation))
    else:
        client = signed_in(make_member("drafter"))
    status = {"viewer": 403, "stranger": 404, "guest": 401}[role]
    assert client.post(page_of(found), {"email": RIGHT}).status_code == status
    assert SignatureRequest.objects.filter(email=JONAS).count() == 1


def test_signatory_who_is_not_there_has_no_page(found):
    drafter = signed_in(found.revision.by)
    assert drafter.get(page_of(found).replace("/0/", "/1/")).status_code == 404
    assert drafter.get(page_of(found).replace(found.signature_requests[0].party_key, "nobody")).status_code == 404


# Several signatories


def test_address_of_a_second_signatory_and_of_a_deputy_is_corrected_in_its_place():
    pledge = make_ready()
    name_signatories(pledge.parties.get(kind="state"), "Aya Kone", deputies=("Ousmane Ba",))
    found = circulated(pledge)
    aya = next(asked for asked in found.signature_requests if asked.name == "Aya Kone")
    assert correct_address(aya, "Aya.Kone@example.org", by=owner(found)).email == "aya.kone@example.org"
    party = pledge.parties.get(kind="state")
    assert [said.email for said in (*party.signatories, *party.deputies)] == [
        "jonas@example.org",
        "aya.kone@example.org",
        "ousmane@example.org",
    ]
    assert verify(pledge) == []


def test_round_stands_still_once_too_few_of_a_party_remain():
    pledge = make_ready()
    name_signatories(pledge.parties.get(kind="state"), "Aya Kone", needed=1)
    found = circulated(pledge)
    first, aya, other = found.signature_requests
    for asked, stands_still in ((first, False), (aya, True)):
        decline(asked, seen=found.revision.digest, reason="No mandate.", by=signatory(asked))
        assert bool(the_round(pledge).holding_up) is stands_still
        [row] = to_sign(other.email)
        assert (row.standing == Standing.HELD_UP) is stands_still
