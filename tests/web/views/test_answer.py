"""What a signatory meets: the text first, then three answers; every refusal comes back with what was typed."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from commitments import document
from commitments.access import GUEST
from commitments.models import (
    Actor,
    Invitation,
    Mail,
    Membership,
    Pledge,
    Signature,
    SignatureRequest,
    TrailEntry,
    User,
)
from commitments.models.rounds import Round
from commitments.signing.ending import reopen
from commitments.signing.objecting import decline
from commitments.signing.submitting import publish
from commitments.trail.record import record, verify
from tests.factories import circulated, give_signature, mailed_code, make_member, make_ready, signatory, the_round
from tests.web.views.conftest import signed_in
from tests.web.views.pages import Page, read, refused

pytestmark = pytest.mark.django_db
JONAS = "jonas@example.org"


@pytest.fixture
def pledge(db) -> Pledge:
    return make_ready()


@pytest.fixture
def found(pledge) -> Round:
    return circulated(pledge)


@pytest.fixture
def url(pledge) -> str:
    return f"/pledges/{pledge.reference}/answer/"


@pytest.fixture
def jonas(found) -> Client:
    return visiting(found, JONAS)


def visiting(found: Round, email: str) -> Client:
    """The browser of a signatory who confirmed their address."""
    link = Invitation.objects.filter(email=email).latest("pk")
    Invitation.objects.filter(pk=link.pk).update(confirmed_at=timezone.now())
    client = Client()
    session = client.session
    session[GUEST] = [link.pk, link.token_hash]
    session.save()
    client.cookies["sessionid"] = str(session.session_key)
    return client


def by_password(user: User) -> Client:
    """The browser of who signed in on the sign-in page just now."""
    user.set_password("one long enough password")
    user.save(update_fields=["password"])
    client = Client()
    response = client.post("/accounts/login/", {"login": user.email, "password": "one long enough password"})
    assert response.status_code == 302
    return client


def press(client: Client, url: str, verb: str, found: Round, **typed: str):
    return client.post(url, {verb: "", "seen": found.revision.digest, **typed})


def signing(**changes: str) -> dict[str, str]:
    typed = {"name": "Jonas Weber", "title": "Minister", "agrees": "on", **changes}
    return {name: value for name, value in typed.items() if value is not None}


def code_for(client: Client, url: str, found: Round) -> str:
    assert press(client, url, "send-code", found, **signing()).status_code == 200
    return mailed_code(JONAS)


def test_text_comes_first_and_signing_only_after_it(jonas, url, found):
    page = read(jonas, url)
    assert "Protect all migrants in Kenya, whatever their status." in page.html
    assert page.buttons == ["read="]
    press(jonas, url, "sign", found, **signing(code="000000"))
    assert Signature.objects.count() == 0
    assert press(jonas, url, "read", found).url == url
    assert {"send-code=", "request-changes=", "decline="} <= set(read(jonas, url).buttons)


def test_signatory_is_offered_the_text_that_goes_round_as_pdf(jonas, pledge, url, found):
    pdf = f"/pledges/{pledge.reference}/export/pdf/"
    assert pdf in read(jonas, url).links
    press(jonas, url, "read", found)
    assert pdf in read(jonas, url).links
    assert jonas.get(pdf)["Content-Type"] == "application/pdf"
    reopen(pledge, reason="A word is missing", by=Actor(user=found.revision.by))
    assert pdf not in read(jonas, url).links, "it would hold another text"


def test_each_step_of_signing_begins_where_it_is_read_or_typed(jonas, url, found):
    """All have one address: a browser would else stand in the middle of the next, where the last was left."""

    def focused(html: str) -> list[str]:
        return re.findall(r"<(\w+)[^>]* autofocus", html)

    assert focused(read(jonas, url).html) == []
    press(jonas, url, "read", found)
    assert focused(read(jonas, url).html) == ["h1"]
    sent = press(jonas, url, "send-code", found, **signing()).content.decode()
    assert focused(sent) == ["input"]
    assert re.search(r'for="id_code">\s*Code\s*</label>', sent), "it is not called optional"
    press(jonas, url, "sign", found, **signing(code=mailed_code(JONAS)))
    assert focused(read(jonas, url).html) == ["h1"]


def test_signatory_signs_with_the_code_from_their_own_mailbox(jonas, url, found):
    press(jonas, url, "read", found)
    code = code_for(jonas, url, found)
    assert press(jonas, url, "sign", found, **signing(code=code)).url == url
    signature = Signature.objects.get()
    assert (signature.name, signature.title, signature.method) == ("Jonas Weber", "Minister", "code")
    assert signature.digest == found.revision.digest
    html = read(jonas, url).html
    assert "You signed this text" in html
    assert "UTC" in html
    assert press(jonas, url, "sign", found, **signing(code=code)).url == url, "a second press changes nothing"
    assert Signature.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ""}, "Type your name"),
        ({"name": "x" * 151}, "151 characters"),
        ({"name": "Jonas\u202e Weber"}, "can reorder words"),
        ({"name": "Somebody Else"}, "Jonas Weber"),
        ({"title": "x" * 201}, "201 characters"),
        ({"agrees": None}, "Tick that you have read the text"),
        ({"code": ""}, "code"),
        ({"code": "12345"}, "code"),
        ({"code": "abcdef"}, "code"),
    ],
)
def test_bad_signature_comes_back_as_typed_and_signs_nothing(jonas, url, found, changes, says):
    press(jonas, url, "read", found)
    code = code_for(jonas, url, found)
    page = refused(press(jonas, url, "sign", found, **signing(**{"code": code, "title": "My <b>title</b>", **changes})))
    assert says in page.html
    assert "My &lt;b&gt;title" in page.html or "title" in changes
    if changes.get("name"):
        assert page.fields["name"] == [changes["name"]]
    assert Signature.objects.count() == 0


def test_wrong_codes_end_in_a_clear_refusal_and_the_right_one_comes_too_late(jonas, url, found):
    press(jonas, url, "read", found)
    code = code_for(jonas, url, found)
    wrong = "000000" if code != "000000" else "000001"
    statuses = [press(jonas, url, "sign", found, **signing(code=wrong)).status_code for _time in range(12)]
    assert statuses[0] == 422
    assert statuses[-1] in (422, 429)
    assert press(jonas, url, "sign", found, **signing(code=code)).status_code in (422, 429)
    assert Signature.objects.count() == 0


@pytest.mark.parametrize("seen", ["", "0" * 64, "text"])
@pytest.mark.parametrize("verb", ["read", "send-code", "request-changes", "confirm-decline", "take-back-decline"])
def test_what_was_seen_must_be_this_text(jonas, url, found, seen, verb):
    typed = signing(changes="Say east", reason="No mandate")
    jonas.post(url, {verb: "", "seen": seen, **typed}, follow=True)
    signature_request = SignatureRequest.objects.get(email=JONAS)
    assert (signature_request.read_at, signature_request.answer) == (None, "")
    assert Signature.objects.count() == 0


@pytest.mark.parametrize(
    ("verb", "field", "answer", "says"),
    [
        ("request-changes", "changes", "changes", "The drafters are told what you want changed."),
        ("confirm-decline", "reason", "declined", "The drafters are told that you declined."),
    ],
)
def test_changes_and_refusals_reach_the_drafters(jonas, pledge, url, found, verb, field, answer, says):
    press(jonas, url, "read", found)
    assert press(jonas, url, verb, found, **{field: "Not <b>yet</b>"}).url == url
    assert says in read(jonas, url).html
    assert SignatureRequest.objects.get(email=JONAS).answer == answer
    drafter = signed_in(make_member("drafter", pledge.organisation))
    assert "Not &lt;b&gt;yet&lt;/b&gt;" in read(drafter, f"/pledges/{pledge.reference}/signatures/").html


@pytest.mark.parametrize(
    ("verb", "field"), [("request-changes", "changes"), ("decline", "reason"), ("confirm-decline", "reason")]
)
@pytest.mark.parametrize("typed", ["", "x" * 3_001, "a\u202eb", "a\0b"])
def test_bad_words_come_back_as_typed_and_say_nothing(jonas, url, found, verb, field, typed):
    press(jonas, url, "read", found)
    page = refused(press(jonas, url, verb, found, **{field: typed}))
    assert page.fields[field] == [typed.replace("\0", "\ufffd")]  # as browsers read it
    assert SignatureRequest.objects.get(email=JONAS).answer == ""


def test_signatory_of_the_own_organisation_signs_with_their_account(pledge, url):
    sara = make_member("signatory", pledge.organisation, email="sara@example.org")
    found = circulated(pledge)
    client = signed_in(sara)
    press(client, url, "read", found)
    typed = signing(name="Sara Said", title="Secretary General")
    page = refused(press(client, url, "sign", found, **typed))
    assert "code" in page.fields, "this sign-in is not proven: Django's own shortcut keeps no record of how"
    client = by_password(sara)
    assert press(client, url, "sign", found, **typed).url == url
    assert Signature.objects.get().method == "account"


def test_proof_of_an_account_is_good_for_15_minutes(pledge, url):
    sara = make_member("signatory", pledge.organisation, email="sara@example.org")
    found = circulated(pledge)
    for minutes, needs_code in ((14, False), (16, True)):
        client = by_password(sara)
        session = client.session
        for method in session["account_authentication_methods"]:
            method["at"] = (timezone.now() - timedelta(minutes=minutes)).timestamp()
        session.save()
        press(client, url, "read", found)
        assert ("send-code=" in read(client, url).buttons) is needs_code


@pytest.mark.parametrize(
    ("records", "method"),
    [
        ([{"method": "password"}], "account"),
        ([{"method": "code"}, {"method": "password", "reauthenticated": True}], "account"),
        ([{"method": "code"}, {"method": "mfa", "type": "totp"}], "second"),
        ([{"method": "password"}, {"method": "mfa", "type": "totp"}], "second"),
        ([{"method": "password"}, {"method": "mfa", "type": "recovery_codes"}], "second"),
        ([{"method": "mfa", "type": "webauthn", "passwordless": True}], "passkey"),
        ([{"method": "mfa", "type": "totp"}, {"method": "mfa", "type": "webauthn"}], "passkey"),
        ([{"method": "socialaccount", "provider": "openid_connect", "uid": "1"}], "sso"),
        ([{"method": "mfa", "type": "webauthn", "minutes": 16}, {"method": "password"}], "account"),
    ],
    ids=str,
)
def test_signature_keeps_the_strongest_proof_of_the_last_15_minutes(pledge, url, records, method):
    sara = make_member("signatory", pledge.organisation, email="sara@example.org")
    found = circulated(pledge)
    client = by_password(sara)
    session = client.session
    session["account_authentication_methods"] = [
        {**record, "at": (timezone.now() - timedelta(minutes=record.get("minutes", 1))).timestamp()}
        for record in records
    ]
    session.save()
    press(client, url, "read", found)
    assert press(client, url, "sign", found, **signing(name="Sara Said", title="Secretary General")).url == url
    assert Signature.objects.get().method == method


@pytest.mark.parametrize(
    "records",
    [
        [{"method": "code", "email": "sara@example.org"}],
        [{"method": "password_reset", "email": "sara@example.org"}],
        [{"method": "code"}, {"method": "mfa", "type": "webauthn", "minutes": 16}],
        [{"method": "whatever a newer allauth calls it"}],
        [{}],
    ],
    ids=str,
)
def test_sign_in_by_a_mail_signs_nothing_without_a_code_for_this_text(pledge, url, records):
    sara = make_member("signatory", pledge.organisation, email="sara@example.org")
    found, client = circulated(pledge), by_password(sara)
    session = client.session
    session["account_authentication_methods"] = [
        {**record, "at": (timezone.now() - timedelta(minutes=record.get("minutes", 1))).timestamp()}
        for record in records
    ]
    session.save()
    press(client, url, "read", found)
    typed = signing(name="Sara Said", title="Secretary General")
    assert "send-code=" in read(client, url).buttons
    refused(press(client, url, "sign", found, **typed))
    assert Signature.objects.count() == 0
    assert press(client, url, "send-code", found, **typed).status_code == 200
    assert press(client, url, "sign", found, **typed, code=mailed_code(sara.email)).url == url
    assert Signature.objects.get().method == "code"


def test_code_to_sign_in_is_no_code_to_sign(pledge, url, mailoutbox):
    sara = make_member("signatory", pledge.organisation, email="sara@example.org")
    found, client = circulated(pledge), Client()
    client.post("/accounts/login/code/", {"email": sara.email})
    mailed = re.findall(r"\b\d{6}\b", mailoutbox[-1].body)[0]
    assert client.post("/accounts/login/code/confirm/", {"code": mailed}).status_code == 302
    press(client, url, "read", found)
    typed = signing(name="Sara Said", title="Secretary General")
    press(client, url, "send-code", found, **typed)
    refused(press(client, url, "sign", found, **typed, code=mailed))
    assert Signature.objects.count() == 0


def test_nobody_else_of_the_organisation_answers(pledge, url, found):
    for role in ("administrator", "drafter", "signatory", "viewer"):
        client = signed_in(make_member(role, pledge.organisation))
        assert client.get(url).status_code == 403
        assert press(client, url, "sign", found, **signing()).status_code == 403
    assert Signature.objects.count() == 0


def test_page_of_a_text_that_was_taken_back_says_so(jonas, pledge, url, found):
    press(jonas, url, "read", found)
    give_signature(found.signature_requests[0])
    reopen(pledge, reason="One <b>more</b> change", by=Actor(user=make_member("drafter", pledge.organisation)))
    page = read(jonas, url)
    assert "This text is being changed" in page.html
    assert "Your signature on the old text is void." in page.html
    assert "One &lt;b&gt;more&lt;/b&gt; change" in page.html
    assert page.buttons == []


def test_who_is_not_asked_yet_reads_and_cannot_answer(pledge, url):
    sara = make_member("signatory", pledge.organisation, email="sara@example.org")
    found = circulated(pledge, in_turn=True)
    client = signed_in(sara)
    page = read(client, url)
    assert "It is not your turn yet" in page.html
    assert page.buttons == []
    press(client, url, "read", found)
    press(client, url, "confirm-decline", found, reason="Now")
    press(client, url, "take-back-decline", found)
    assert SignatureRequest.objects.get(email="sara@example.org").answer == ""
    assert Mail.objects.filter(to="sara@example.org").count() == 0


def test_changed_text_shows_what_changed_since_it_was_read(jonas, pledge, url, found):
    press(jonas, url, "read", found)
    reopen(pledge, reason="East, too", by=Actor(user=make_member("drafter", pledge.organisation)))
    Pledge.objects.filter(pk=pledge.pk).update(introduction="The parties also mean the east.")
    again = circulated(Pledge.objects.get(pk=pledge.pk))
    client = visiting(again, JONAS)
    html = read(client, url).html
    assert "Changed since you read it on" in html
    assert "also mean the east" in html
    press(client, url, "read", found)  # the digest of the older text
    assert SignatureRequest.objects.filter(email=JONAS, circulation=again.circulation, read_at=None).exists()


def test_who_was_sent_a_link_and_became_a_drafter_still_signs_by_the_link(jonas, pledge, url, found):
    jonas.force_login(make_member("drafter", pledge.organisation, email=JONAS))
    session = jonas.session
    link = Invitation.objects.get(email=JONAS)
    session[GUEST] = [link.pk, link.token_hash]
    session.save()
    press(jonas, url, "read", found)
    assert SignatureRequest.objects.get(email=JONAS).read_at


def test_words_of_one_party_are_not_shown_to_another(jonas, pledge, url, found):
    press(jonas, url, "read", found)
    press(jonas, url, "confirm-decline", found, reason="Our minister is ill")
    page = f"/pledges/{pledge.reference}/signatures/"
    assert "Our minister is ill" in read(jonas, page).html
    assert "Our minister is ill" not in read(visiting(found, "sara@example.org"), page).html


def test_declining_is_confirmed_first_and_what_was_typed_stays(jonas, url, found):
    press(jonas, url, "read", found)
    response = press(jonas, url, "decline", found, reason="  Our <b>minister</b>\nis ill ")
    page = Page(response.content.decode())
    assert response.status_code == 200
    text = " ".join(page.html.split())
    assert "You are about to decline, for the Government of Kenya, to sign “Protect all migrants”." in text
    assert "Who has signed, and who was asked to sign, is told that you declined" in text
    assert page.buttons == ["confirm-decline=", "reconsider="]
    assert page.fields["reason"] == ["  Our <b>minister</b>\nis ill "]
    assert SignatureRequest.objects.get(email=JONAS).answer == ""
    back = Page(press(jonas, url, "reconsider", found, **page_fields(page)).content.decode())
    assert back.fields["reason"] == ["  Our <b>minister</b>\nis ill "]
    assert SignatureRequest.objects.get(email=JONAS).answer == ""
    assert press(jonas, url, "confirm-decline", found, **page_fields(page)).url == url
    declined = SignatureRequest.objects.get(email=JONAS)
    assert (declined.answer, declined.words) == ("declined", "Our <b>minister</b>\nis ill")


def page_fields(page: Page) -> dict[str, str]:
    return {"reason": page.fields["reason"][0]}


def test_confirmation_without_a_reason_comes_back_as_itself(jonas, url, found):
    press(jonas, url, "read", found)
    page = refused(press(jonas, url, "confirm-decline", found, reason=" "))
    assert page.buttons == ["confirm-decline=", "reconsider="]
    assert "Write the reason: the drafters read it." in page.html


def test_decline_and_taking_it_back_that_arrive_twice_are_done_once(jonas, url, found):
    drafter = found.revision.by.email
    press(jonas, url, "read", found)
    for _time in range(2):
        assert press(jonas, url, "confirm-decline", found, reason="No mandate").url == url
    assert read(jonas, url).html.count("The drafters are told that you declined.") == 1
    assert Mail.objects.filter(to=drafter, subject="Declined: Protect all migrants").count() == 1
    press(jonas, url, "confirm-decline", found, reason="Another reason")
    assert "You have answered already: Declined." in read(jonas, url).html
    for _time in range(2):
        assert press(jonas, url, "take-back-decline", found).url == url
    html = read(jonas, url).html
    assert html.count("Taken back. The text is up to you again") == 1
    assert Mail.objects.filter(to=drafter, subject="No longer declined: Protect all migrants").count() == 1


def test_declined_page_says_until_when_it_can_be_taken_back(jonas, url, found):
    press(jonas, url, "read", found)
    press(jonas, url, "confirm-decline", found, reason="No mandate")
    page = read(jonas, url)
    assert page.buttons == ["take-back-decline="]
    assert "until the pledge is reopened or withdrawn, or somebody else is asked to sign" in " ".join(page.html.split())
    press(jonas, url, "take-back-decline", found)
    assert {"send-code=", "request-changes=", "decline="} <= set(read(jonas, url).buttons)


@pytest.mark.parametrize("state", ["reading", "answering", "signed"])
def test_page_of_the_others_says_that_nothing_is_up_to_them_for_now(pledge, jonas, url, found, state):
    sara = visiting(found, "sara@example.org")
    if state == "answering":
        press(sara, url, "read", found)
    if state == "signed":
        give_signature(found.signature_requests[1])
    press(jonas, url, "read", found)
    press(jonas, url, "confirm-decline", found, reason="Our minister is ill")
    html = " ".join(read(sara, url).html.split())
    assert "to sign for the Government of Kenya." in html
    says = "Nothing is up to you: your signature stands as long as this text does."
    assert (says if state == "signed" else "Nothing is up to you for now.") in html
    assert "Our minister is ill" not in html
    press(jonas, url, "take-back-decline", found)
    assert "Nothing is up to you" not in read(sara, url).html


@pytest.mark.parametrize("in_turn", [False, True])
def test_drafters_are_offered_their_ways_on_from_a_round_that_stands_still(pledge, url, in_turn):
    found = circulated(pledge, in_turn=in_turn)
    jonas = visiting(found, JONAS)
    press(jonas, url, "read", found)
    press(jonas, url, "confirm-decline", found, reason="Our minister is ill")
    drafter, viewer = (signed_in(make_member(role, pledge.organisation)) for role in ("drafter", "viewer"))
    base = f"/pledges/{pledge.reference}/"
    for page, says in ((base, "Jonas Weber declined to sign"), (f"{base}signatures/", "This round stands still.")):
        shown = read(drafter, page)
        assert says in shown.html
        assert {f"{base}reopen/", f"{base}withdraw/"} <= set(shown.links)
        assert f"{base}reopen/" not in read(viewer, page).links
    press(jonas, url, "take-back-decline", found)
    assert "stands still" not in read(drafter, f"{base}signatures/").html


def test_failed_mail_shows_beside_who_was_asked(pledge, url, found):
    Mail.objects.filter(to=JONAS).update(failure="550 no <such> address", given_up_at=timezone.now())
    drafter = signed_in(make_member("drafter", pledge.organisation))
    html = read(drafter, f"/pledges/{pledge.reference}/signatures/").html
    assert "The mail could not be delivered (550 no &lt;such&gt; address). If the address is wrong, correct it." in html


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ""}, "Type your name"),
        ({"name": "Sara Said"}, "Type your name as it stands in the text: Jonas Weber"),
        ({"title": "Head of Unit"}, "Your title is printed as it stands in the text: Minister"),
        ({"agrees": None}, "Tick that you have read the text"),
    ],
)
def test_code_is_sent_only_once_all_the_rest_is_right(jonas, url, found, changes, says):
    press(jonas, url, "read", found)
    mails = Mail.objects.count()
    page = refused(press(jonas, url, "send-code", found, **signing(**changes)))
    assert says in page.html
    assert "code" not in page.fields
    assert Mail.objects.count() == mails
    assert page.fields["name"] == [changes.get("name", "Jonas Weber")]
    code_for(jonas, url, found)
    assert Mail.objects.count() == mails + 1


@pytest.mark.parametrize("typed", ["jonas  weber", "Dr. Jonas Weber", "JONAS-WEBER", "H.E. Jonas Wéber"])
def test_signed_pages_print_who_was_asked_whatever_was_typed(jonas, url, found, typed):
    pledge = found.revision.pledge
    press(jonas, url, "read", found)
    printed = read(jonas, url).html
    assert 'Your signature is printed so: <strong dir="ltr">Jonas Weber, Minister</strong>' in printed
    sent = signing(name=typed, title="MINISTER")
    press(jonas, url, "send-code", found, **sent)
    assert press(jonas, url, "sign", found, **sent, code=mailed_code(JONAS)).url == url
    seal = document.of_revision(found.revision, status="in-circulation").seal
    assert seal
    assert [(each.name, each.title) for each in seal.signed] == [("Jonas Weber", "Minister")]
    assert list(verify(pledge)) == []


def test_older_signature_prints_and_verifies_as_it_was_typed(found):
    """What was signed under older rules stays: the row, its page, and the hash in the trail."""
    signature_request = found.signature_requests[0]
    SignatureRequest.objects.filter(pk=signature_request.pk).update(name="dr. jonas  weber", title="Acting")
    give_signature(SignatureRequest.objects.select_related("circulation__revision").get(pk=signature_request.pk))
    SignatureRequest.objects.filter(pk=signature_request.pk).update(name="Jonas Weber", title="Minister")
    record(found.revision.pledge, TrailEntry.Kind.REMINDED, Actor(), rows=SignatureRequest.objects.all())
    seal = document.of_revision(found.revision, status="in-circulation").seal
    assert seal
    assert [(each.name, each.title) for each in seal.signed] == [("dr. jonas  weber", "Acting")]
    assert list(verify(found.revision.pledge)) == []


@pytest.mark.parametrize("role", ["drafter", "viewer"])
def test_consent_stays_with_who_signed_once_they_have_another_role(role):
    """What they gave they can take back; what needs the role they can do no more."""
    pledge = make_ready()
    sara = make_member("signatory", pledge.organisation, "sara@example.org")
    found = circulated(pledge)
    for asked in found.signature_requests:
        give_signature(asked, may_publish=True)
    publish(Pledge.objects.get(pk=pledge.pk), by=Actor(user=found.revision.by))
    Membership.objects.filter(user=sara).update(role=role)
    client, page = signed_in(sara), f"/pledges/{pledge.reference}/answer/"
    assert "You agreed to have the text published, and it is." in client.get(page).content.decode()
    assert press(client, page, "take-back-consent", found).status_code == 302
    assert Pledge.objects.get(pk=pledge.pk).published_at is None
    assert "You may not answer for the Kenya Red Cross Society" in (
        client.post(page, {"allow-publication": "", "seen": found.revision.digest}, follow=True).content.decode()
    )
    assert [asked.may_publish for asked in the_round(pledge).signature_requests] == [True, False]
    assert verify(Pledge.objects.get(pk=pledge.pk)) == []


@pytest.mark.parametrize("answered", [False, True])
def test_page_is_closed_to_who_lost_the_role_before_signing(answered):
    pledge = make_ready()
    sara = make_member("signatory", pledge.organisation, "sara@example.org")
    asked = circulated(pledge).signature_requests[1]
    if answered:
        decline(asked, seen=asked.circulation.revision.digest, reason="No.", by=signatory(asked))
    Membership.objects.filter(user=sara).update(role="drafter")
    response = signed_in(sara).get(f"/pledges/{pledge.reference}/answer/")
    assert response.status_code == 403
    assert "to make you a signatory." in response.content.decode()
