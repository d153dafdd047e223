"""Who signed comes back to what they signed, however old their link is; nobody signs by a link that is too old."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from commitments.drafting.editing.write import WrongStateError
from commitments.exports.kept import signed_copy
from commitments.models import Actor, Invitation, Mail, Pledge, SignatureRequest
from commitments.models.rounds import Round
from commitments.people.invitations import CannotInviteError, forward
from commitments.signing.answering import note_read
from commitments.signing.asking import send_signed_link
from commitments.signing.ending import reopen
from commitments.signing.open_requests import NotOpenError
from commitments.signing.submitting import publish
from commitments.trail.record import verify
from tests.factories import agreed, circulated, mailed_code, make_member
from tests.web.views.conftest import signed_in

pytestmark = pytest.mark.django_db
JONAS = "jonas@example.org"


@pytest.fixture
def found() -> Round:
    return agreed(may_publish=True)


def drafter(found: Round) -> Actor:
    return Actor(user=make_member("drafter", found.revision.pledge.organisation))


def request_to_jonas() -> SignatureRequest:
    return SignatureRequest.objects.select_related("invitation", "circulation__revision__pledge").get(email=JONAS)


def let_links_expire(days: int = 1) -> None:
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=days))


def opened_link() -> Client:
    """The browser of Jonas, who has opened the newest link that was mailed to him."""
    bodies = (
        Mail.objects.filter(to=JONAS, body__contains="/invitations/").order_by("-pk").values_list("body", flat=True)
    )
    client = Client()
    client.get("/invitations/" + re.findall(r"/invitations/([\w-]+)/", bodies[0])[0] + "/")
    return client


def visiting() -> Client:
    client = opened_link()
    assert client.post("/invitation/", {"send-code": ""}).status_code == 200
    assert client.post("/invitation/", {"code": mailed_code(JONAS)}).status_code == 302
    return client


def answer_page(found: Round) -> str:
    return f"/pledges/{found.revision.pledge.reference}/answer/"


@pytest.mark.parametrize("days", [1, 400])
def test_who_signed_reads_and_gets_the_pdf_by_a_link_that_is_too_old(found, days):
    let_links_expire(days)
    client, pledge = visiting(), found.revision.pledge
    assert "You signed this text" in client.get(answer_page(found)).content.decode()
    pdf = client.get(f"/pledges/{pledge.reference}/export/pdf/")
    assert pdf.content == bytes(signed_copy(pledge).content)


def test_who_signed_takes_back_and_gives_consent_by_a_link_that_is_too_old(found):
    pledge = found.revision.pledge
    publish(pledge, by=drafter(found))
    let_links_expire()
    client = visiting()
    assert client.post(answer_page(found), {"take-back-consent": ""}).status_code == 302
    assert not request_to_jonas().may_publish
    assert Pledge.objects.get().published_at is None
    assert client.post(answer_page(found), {"allow-publication": ""}).status_code == 302
    assert request_to_jonas().may_publish
    assert verify(Pledge.objects.get()) == []


def test_visit_of_who_signed_goes_on_when_the_link_expires(found):
    client = visiting()
    let_links_expire()
    assert client.get(answer_page(found)).status_code == 200


def test_visit_of_who_has_not_signed_ends_when_the_link_expires():
    found = circulated()
    late, client = opened_link(), visiting()
    let_links_expire()
    assert client.get(answer_page(found)).status_code == 302
    assert late.get("/invitation/").status_code == 410
    asked = request_to_jonas()
    assert asked.invitation
    with pytest.raises(NotOpenError, match="You may not sign"):
        note_read(asked, seen=found.revision.digest, by=Actor(guest=asked.invitation))


def test_signature_that_is_void_opens_no_link_that_is_too_old(found):
    reopen(found.revision.pledge, reason="A mistake", by=drafter(found))
    let_links_expire()
    assert opened_link().get("/invitation/").status_code == 410


def test_invitation_that_was_withdrawn_opens_nothing_to_who_signed(found):
    Invitation.objects.update(withdrawn_at=timezone.now())
    assert opened_link().get("/invitation/").status_code == 410


def test_guest_who_signed_passes_no_old_link_on(found):
    let_links_expire()
    invitation = request_to_jonas().invitation
    assert invitation
    with pytest.raises(CannotInviteError, match="too old to be passed on"):
        forward(invitation, "maria@example.org", "Maria Silva")


def test_drafter_sends_who_signed_a_new_link_to_what_they_signed(found):
    let_links_expire()
    pledge, by = found.revision.pledge, drafter(found)
    page = f"/pledges/{pledge.reference}/signatures/"
    client, slot = signed_in(by.user), request_to_jonas().slot
    assert f'value="{slot}"' in client.get(page).content.decode()
    assert client.post(page, {"send-again": slot}).status_code == 302
    mail = Mail.objects.filter(to=JONAS).latest("pk")
    assert mail.subject == "Your link to what you signed: Protect all migrants"
    assert "asks you to sign" not in mail.body
    assert "You signed this text" in visiting().get(answer_page(found)).content.decode()
    entry = pledge.trail.order_by("-number")[0]
    assert (entry.kind, entry.words) == ("link-sent", "Jonas Weber <jonas@example.org>")
    assert verify(Pledge.objects.get()) == []


def test_nobody_sends_a_link_again_to_a_signature_that_is_void(found):
    pledge, by = found.revision.pledge, drafter(found)
    reopen(pledge, reason="A mistake", by=by)
    page = f"/pledges/{pledge.reference}/signatures/"
    client, asked = signed_in(by.user), request_to_jonas()
    assert "send-again" not in client.get(page).content.decode()
    assert client.post(page, {"send-again": asked.slot}).status_code == 404
    with pytest.raises(WrongStateError):
        send_signed_link(asked, by=by)
