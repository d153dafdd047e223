"""Nobody is locked out by doing right, nor by others: tries and codes are counted for each link and browser session."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from commitments.models import Attempt, EarlierCode, Invitation, Mail, Pledge, Signature, SignatureRequest, State
from commitments.models.rounds import Round
from commitments.people import codes, invitations
from commitments.people.rate_limits import Limit, TooManyAttemptsError, note_attempts
from commitments.signing import joining
from commitments.signing.answering import CannotSignError, note_read, send_code, sign
from tests.factories import (
    circulated,
    mailed_code,
    make_member,
    make_organisation,
    make_ready,
    opened,
    signatory,
)

pytestmark = pytest.mark.django_db
JONAS = "jonas@example.org"


def link_of(pledge: Pledge, email: str = JONAS) -> str:
    """The path of the link that was mailed to a signatory of one pledge."""
    mails = Mail.objects.filter(to=email, invitation__pledge=pledge).order_by("pk")
    return next(found[0] for mail in mails if (found := re.search(r"/invitations/[^/\s]+/", mail.body)))


def wrong(code: str) -> str:
    return "000000" if code != "000000" else "000001"


def open_link(client: Client, link: str) -> int:
    """Follow a link, and type the code that is mailed; return the status of the answer."""
    client.get(link, follow=True)
    assert client.post("/invitation/", {"send-code": ""}).status_code == 200
    return client.post("/invitation/", {"code": mailed_code(JONAS)}).status_code


def sign_through_the_page(client: Client, found: Round) -> None:
    url = f"/pledges/{found.revision.pledge.reference}/answer/"
    typed = {"seen": found.revision.digest, "name": "Jonas Weber", "agrees": "on"}
    assert client.post(url, {"read": "", "seen": found.revision.digest}).status_code == 302
    assert client.post(url, {"send-code": "", **typed}).status_code == 200
    assert client.post(url, {"sign": "", "code": mailed_code(JONAS), **typed}).status_code == 302


@pytest.mark.parametrize("is_one_browser", [True, False])
def test_minister_who_is_named_in_ten_pledges_signs_them_all_in_one_go(is_one_browser):
    organisation = make_organisation()
    by = make_member("drafter", organisation)
    rounds = [circulated(make_ready(organisation), by=by) for _pledge in range(10)]
    client = Client()
    for found in rounds:
        client = client if is_one_browser else Client()
        assert open_link(client, link_of(found.revision.pledge)) == 302
        sign_through_the_page(client, found)
    assert Signature.objects.filter(email=JONAS).count() == 10


def test_who_holds_a_forwarded_link_locks_out_themselves_alone():
    organisation = make_organisation()
    by = make_member("drafter", organisation)
    found, other = (circulated(make_ready(organisation), by=by) for _pledge in range(2))
    stranger, jonas = Client(), Client()
    links = [link_of(each.revision.pledge) for each in (found, other)]
    stranger.get(links[0], follow=True)
    sends = [stranger.post("/invitation/", {"send-code": ""}).status_code for _time in range(6)]
    assert sends == [200] * 5 + [429]
    tries = [stranger.post("/invitation/", {"code": wrong(mailed_code(JONAS))}).status_code for _time in range(6)]
    assert tries == [422] * 5 + [429]
    assert stranger.post("/invitation/", {"code": mailed_code(JONAS)}).status_code == 429
    for each, link in zip((found, other), links, strict=True):
        assert open_link(jonas, link) == 302
        sign_through_the_page(jonas, each)
    assert Signature.objects.filter(email=JONAS).count() == 2


def test_wrong_codes_at_a_link_never_count_against_signing():
    found = circulated()
    client = Client()
    client.get(link_of(found.revision.pledge), follow=True)
    client.post("/invitation/", {"send-code": ""})
    right = mailed_code(JONAS)
    for _time in range(4):
        assert client.post("/invitation/", {"code": wrong(right)}).status_code == 422
    assert client.post("/invitation/", {"code": right}).status_code == 302
    url = f"/pledges/{found.revision.pledge.reference}/answer/"
    typed = {"seen": found.revision.digest, "name": "Jonas Weber", "agrees": "on"}
    client.post(url, {"read": "", "seen": found.revision.digest})
    client.post(url, {"send-code": "", **typed})
    right = mailed_code(JONAS)
    tries = [client.post(url, {"sign": "", **typed, "code": wrong(right)}).status_code for _time in range(4)]
    assert tries == [422] * 4
    assert client.post(url, {"sign": "", **typed, "code": right}).status_code == 302


def test_each_link_takes_fifty_wrong_tries_an_hour_from_all_browsers_together():
    invitation = circulated().signature_requests[0].invitation
    assert invitation
    invitations.send_code(invitation)
    right = mailed_code(JONAS)
    for number in range(50):
        assert not invitations.confirm(invitation, wrong(right), browser=f"browser {number // 5}")
    with pytest.raises(TooManyAttemptsError) as refused:
        invitations.confirm(invitation, right, browser="another")
    assert refused.value.minutes == 60
    Attempt.objects.update(at=timezone.now() - timedelta(minutes=61))
    assert invitations.confirm(invitation, right, browser="another")


def test_each_link_sends_twenty_codes_an_hour_for_all_browsers_together():
    invitation = circulated().signature_requests[0].invitation
    assert invitation
    before = Mail.objects.count()
    for number in range(20):
        invitations.send_code(invitation, browser=f"browser {number // 5}")
    with pytest.raises(TooManyAttemptsError):
        invitations.send_code(invitation, browser="another")
    assert Mail.objects.count() == before + 20
    assert invitations.confirm(invitation, mailed_code(JONAS), browser="another"), "the newest is still good"


def test_right_codes_and_other_refusals_are_not_counted():
    signature_request = circulated().signature_requests[0]
    by, seen = signatory(signature_request), signature_request.circulation.revision.digest
    send_code(signature_request, seen=seen, by=by)
    said: dict[str, Any] = {"name": "Jonas Weber", "title": "", "code": mailed_code(JONAS), "by": by}
    for _time in range(7):
        with pytest.raises(Exception, match="Read the whole text first"):
            sign(signature_request, seen=seen, **said)
    note_read(signature_request, seen=seen, by=by)
    for _time in range(7):
        with pytest.raises(CannotSignError, match="Type your name"):
            sign(signature_request, seen=seen, **{**said, "name": "Somebody Else"})
    assert sign(signature_request, seen=seen, **said)
    assert Attempt.objects.count() == 2, "of the one code that was sent"


def test_codes_asked_for_one_after_the_other_are_good_beside_each_other_and_one_uses_up_all():
    signature_request = circulated().signature_requests[0]
    by, seen = signatory(signature_request), signature_request.circulation.revision.digest
    note_read(signature_request, seen=seen, by=by)
    sent = []
    for _code in range(3):
        send_code(signature_request, seen=seen, by=by)
        sent.append(mailed_code(JONAS))
    assert sign(signature_request, seen=seen, name="Jonas Weber", title="", code=sent[0], by=by)
    current = SignatureRequest.objects.get(pk=signature_request.pk)
    assert not any(codes.use(SignatureRequest.objects.all(), current, code, purpose=seen) for code in sent)


@pytest.mark.parametrize("place", range(6))
def test_link_opens_with_any_of_the_last_six_codes(place):
    invitation = circulated().signature_requests[0].invitation
    assert invitation
    sent = []
    for number in range(7):
        invitations.send_code(invitation, browser=f"browser {number % 2}")
        sent.append(mailed_code(JONAS))
    if sent[0] not in sent[1:]:
        assert not invitations.confirm(invitation, sent[0]), "the seventh has put an end to the first"
    assert invitations.confirm(invitation, sent[1 + place])
    for code in sent:
        assert not invitations.confirm(invitation, code, browser=code), "each of them is used up"


def test_earlier_code_is_good_for_15_minutes_of_its_own():
    invitation = circulated().signature_requests[0].invitation
    assert invitation
    invitations.send_code(invitation)
    first = mailed_code(JONAS)
    Invitation.objects.filter(pk=invitation.pk).update(code_expires_at=timezone.now() + timedelta(seconds=1))
    invitations.send_code(invitation)
    earlier = EarlierCode.objects.get()
    assert earlier.expires_at <= timezone.now() + timedelta(seconds=1)
    EarlierCode.objects.update(expires_at=timezone.now())
    if first != mailed_code(JONAS):
        assert not invitations.confirm(invitation, first)
    codes.forget_old_codes()
    assert not EarlierCode.objects.exists()


def test_code_opens_what_it_was_sent_for_and_nothing_else():
    """Codes look alike; of one person, for one pledge, none does another's work."""
    found = circulated()
    signature_request = found.signature_requests[0]
    invitation, seen = signature_request.invitation, found.revision.digest
    assert invitation
    invitations.send_code(invitation)
    visiting = mailed_code(JONAS)
    by = signatory(signature_request)
    note_read(signature_request, seen=seen, by=by)
    said: dict[str, Any] = {"seen": seen, "name": "Jonas Weber", "title": "", "by": by}
    with pytest.raises(CannotSignError, match="not the code"):
        sign(signature_request, code=visiting, **said)
    send_code(signature_request, seen=seen, by=by)
    signing = mailed_code(JONAS)
    if signing != visiting:
        assert not invitations.confirm(invitation, signing)
        with pytest.raises(CannotSignError, match="not the code"):
            sign(signature_request, code=visiting, **said)
    current = SignatureRequest.objects.get(pk=signature_request.pk)
    assert not codes.use(SignatureRequest.objects.all(), current, signing, purpose="0" * 64), "of another text"
    assert not codes.use(SignatureRequest.objects.all(), found.signature_requests[1], signing, purpose=seen)
    assert sign(signature_request, code=signing, **said)


def test_who_asks_for_codes_to_an_address_of_others_keeps_its_owner_from_nothing():
    found = opened()
    somebody: dict[str, Any] = {"name": "Ruth Okello", "title": "", "email": "ruth@example.org"}
    for number, code in enumerate(("UG", "RW", "TZ", "SO", "SS")):
        joining.ask(found.revision, State.objects.get(iso2=code), browser="stranger", **somebody)
        assert codes_to_ruth() == number + 1
    with pytest.raises(TooManyAttemptsError):
        joining.ask(found.revision, State.objects.get(iso2="ET"), browser="stranger", **somebody)
    request = joining.ask(found.revision, State.objects.get(iso2="UG"), browser="Ruth’s", **somebody)
    assert joining.prove(request, mailed_code("ruth@example.org"), browser="Ruth’s")


def test_who_asks_at_one_pledge_keeps_nobody_from_asking_at_another():
    somebody: dict[str, Any] = {"name": "Ruth Okello", "title": "", "email": "ruth@example.org"}
    for number in range(6):
        request = joining.ask(opened().revision, State.objects.get(iso2="UG"), browser="Ruth’s", **somebody)
        assert joining.prove(request, mailed_code("ruth@example.org"), browser="Ruth’s"), number


def codes_to_ruth() -> int:
    return Mail.objects.filter(to="ruth@example.org", subject__contains="code").count()


@pytest.mark.parametrize(
    ("ages", "minutes"), [([0] * 5, 15), ([14] * 5, 1), ([14, 9, 9, 0, 0], 1), ([14.5, 10, 5, 5, 1], 1)]
)
def test_refusal_names_the_minutes_until_the_next_try(ages, minutes):
    limit = Limit(("this",), 5, timedelta(minutes=15))
    for age in ages:
        note_attempts(limit)
        newest = Attempt.objects.latest("pk")
        Attempt.objects.filter(pk=newest.pk).update(at=timezone.now() - timedelta(minutes=age))
    with pytest.raises(TooManyAttemptsError) as refused:
        note_attempts(limit)
    assert refused.value.minutes == minutes
    Attempt.objects.update(at=timezone.now() - timedelta(minutes=15))
    note_attempts(limit)


@pytest.mark.parametrize(("first", "second"), [(45, 15), (15, 45)])
def test_refusal_names_the_later_of_two_times(first, second):
    limits = [Limit((minutes,), 5, timedelta(minutes=minutes)) for minutes in (first, second)]
    for _time in range(5):
        note_attempts(*limits)
    with pytest.raises(TooManyAttemptsError) as refused:
        note_attempts(*limits)
    assert refused.value.minutes == 45


def test_pages_say_when_the_next_try_is_taken():
    found = circulated()
    client = Client()
    client.get(link_of(found.revision.pledge), follow=True)
    for _time in range(5):
        client.post("/invitation/", {"send-code": ""})
        client.post("/invitation/", {"code": wrong(mailed_code(JONAS))})
    Attempt.objects.update(at=timezone.now() - timedelta(minutes=10, seconds=30))
    refusal = client.post("/invitation/", {"code": "123456"})
    assert refusal.status_code == 429
    assert "Too many tries. Wait 5 minutes, then go on." in refusal.content.decode()
    refusal = client.post("/invitation/", {"send-code": ""})
    assert refusal.status_code == 429
    assert "or ask for another in 50 minutes." in refusal.content.decode()
    Attempt.objects.update(at=timezone.now() - timedelta(minutes=14, seconds=30))
    refusal = client.post("/invitation/", {"code": "123456"})
    assert "Wait one minute, then go on." in refusal.content.decode()


def test_visit_needs_one_code_however_often_its_link_is_opened():
    found = circulated()
    link, client = link_of(found.revision.pledge), Client()
    assert open_link(client, link) == 302
    mails, url = Mail.objects.count(), f"/pledges/{found.revision.pledge.reference}/answer/"
    for _time in range(3):
        assert client.get(link, follow=True).redirect_chain[-1] == (url, 302)
    sign_through_the_page(client, found)
    assert Mail.objects.filter(subject__contains="code").count() == 2
    assert Mail.objects.count() > mails
    assert Client().get(link, follow=True).redirect_chain[-1][0] == "/invitation/", "another browser needs its own"
