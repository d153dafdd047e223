"""Who is of none of its parties hears of no further party that has not agreed to be named."""

from __future__ import annotations

import pytest
from django.test import Client

from commitments.access import GUEST
from commitments.exports.kept import public_copy, signed_copy
from commitments.models import Actor, Invitation, SignatureRequest
from commitments.models.rounds import Round
from commitments.signing.joining import confirm
from commitments.signing.objecting import decline
from tests.factories import (
    asked_to_join,
    give_signature,
    make_guest,
    make_member,
    make_organisation,
    opened,
    signatory,
    the_round,
)
from tests.web.views.conftest import signed_in

pytestmark = pytest.mark.django_db
COUNTED = "One further party has signed, and has not agreed to be named publicly."


def joined(found: Round, code: str, email: str, name: str) -> SignatureRequest:
    """The request to a further party that was admitted and has not answered."""
    asked = asked_to_join(found, code=code, email=email, name=name)
    return confirm(asked, by=Actor(user=make_member("drafter", found.revision.pledge.organisation)))


@pytest.fixture
def found() -> Round:
    """An open pledge that Uganda has signed, which does not want to be named, and Ghana, which does."""
    found = opened(may_publish=True)
    give_signature(joined(found, "UG", "ruth@example.org", "Ruth Okello"))
    give_signature(joined(found, "GH", "ama@example.org", "Ama Mensah"), may_publish=True)
    return the_round(found.revision.pledge)


def visiting(invitation: Invitation) -> Client:
    client = Client()
    session = client.session
    session[GUEST] = [invitation.pk, invitation.token_hash]
    session.save()
    client.cookies["sessionid"] = str(session.session_key)
    return client


def guest_of(signature_request: SignatureRequest) -> Client:
    signatory(signature_request)
    assert signature_request.invitation
    return visiting(Invitation.objects.get(pk=signature_request.invitation.pk))


def declined(found: Round) -> Client:
    asked = joined(found, "PE", "rosa@example.org", "Rosa Quispe")
    decline(asked, seen=found.revision.digest, reason="Not now.", by=signatory(asked))
    return guest_of(asked)


def admitted(found: Round) -> Client:
    return guest_of(joined(found, "PE", "rosa@example.org", "Rosa Quispe"))


def reader(found: Round) -> Client:
    return visiting(make_guest(found.revision.pledge, name="Only reads"))


def of_secretariat(_found: Round) -> Client:
    return signed_in(make_member("administrator", make_organisation(kind="secretariat")))


def html(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


OUTSIDE = [
    (declined, "/pledges/{}/answer/"),
    (declined, "/pledges/{}/signatures/"),
    (declined, "/pledges/{}/comments/"),
    (admitted, "/pledges/{}/answer/"),
    (admitted, "/pledges/{}/signatures/"),
    (reader, "/pledges/{}/signatures/"),
    (reader, "/pledges/{}/comments/"),
    (of_secretariat, "/pledges/all/{}/"),
]


@pytest.mark.parametrize(("who", "page"), OUTSIDE)
def test_who_is_outside_the_parties_hears_of_those_that_are_named_alone(found, who, page):
    shown = html(who(found), page.format(found.revision.pledge.reference))
    assert [name in shown for name in ("Uganda", "Ruth Okello")] == [False, False]
    assert ("Ama Mensah" in shown) == ("comments" not in page)


@pytest.mark.parametrize("who", [declined, admitted, reader])
def test_page_of_signatures_counts_who_is_not_named(found, who):
    shown = html(who(found), f"/pledges/{found.revision.pledge.reference}/signatures/")
    assert COUNTED in shown
    assert ("Rosa Quispe" in shown) == (who != reader)  # themselves they see


@pytest.mark.parametrize("who", [declined, admitted])
def test_who_did_not_sign_gets_the_public_pdf(found, who):
    visitor, pledge = who(found), found.revision.pledge
    response = visitor.get(f"/pledges/{pledge.reference}/export/pdf/")
    assert response.content == public_copy(pledge, revision=found.revision)
    assert response.content != bytes(signed_copy(pledge).content)
    assert response["Content-Disposition"] == 'attachment; filename="protect-all-migrants-signed-public.pdf"'


def test_parties_hear_of_every_party(found):
    pledge = found.revision.pledge
    guests = [asked for asked in found.signature_requests if asked.invitation_id]
    drafter = signed_in(make_member("drafter", pledge.organisation))
    for visitor in (drafter, *map(guest_of, guests)):
        shown = html(visitor, f"/pledges/{pledge.reference}/signatures/")
        assert "Ruth Okello" in shown
        assert COUNTED not in shown
        response = visitor.get(f"/pledges/{pledge.reference}/export/pdf/")
        assert response.content == bytes(signed_copy(pledge).content)
        assert response["Content-Disposition"] == 'attachment; filename="protect-all-migrants-signed.pdf"'


def test_public_pdf_is_named_apart_only_while_somebody_is_left_out(found):
    pledge = found.revision.pledge
    visitor = declined(found)
    SignatureRequest.objects.filter(email="ruth@example.org").update(may_publish=True)
    response = visitor.get(f"/pledges/{pledge.reference}/export/pdf/")
    assert response.content == bytes(signed_copy(pledge).content)
    assert response["Content-Disposition"] == 'attachment; filename="protect-all-migrants-signed.pdf"'
