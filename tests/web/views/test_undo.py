"""What was taken out can be brought back by the button in the message that says so, also without JavaScript."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.core import mail
from django.test import Client

from commitments.models import Invitation, Mail, Membership, Pledge
from commitments.people.invitations import invite_colleague, invite_party, withdraw
from commitments.people.reinstating import bring_back
from commitments.web.notices import Undo
from tests.factories import add_party, add_resource, make_member, pick, write
from tests.people.test_invitations import token as link_token
from tests.web.views.conftest import signed_in
from tests.web.views.pages import send

pytestmark = pytest.mark.django_db
BUTTON = re.compile(
    r'<form id="undo-1" method="post" action="([^"]*)">.*?name="(undo|hold-again)" value="([^"]*)">', re.DOTALL
)


def press_undo(client: Client, address: str, *, back: str = "") -> str:
    """Open a page, press the Undo button in its message, and return where that leads."""
    page = client.get(address).content.decode()
    assert 'form="undo-1"' in page
    found = BUTTON.search(page)
    assert found
    action, name, value = (unescape(part) for part in found.groups())
    answer = client.post(action, {name: value, "back": back or address.partition("#")[0]})
    assert answer.status_code == 302
    return str(answer["Location"])


def messages(client: Client, address: str) -> list[str]:
    shown = client.get(address).content.decode().partition('<div class="messages"')[2]
    found = re.findall(r'<p class="note (?:success|error|info)">(.*?)</p>', shown, re.DOTALL)
    return [unescape(" ".join(re.sub("<[^>]+>", " ", text).split())) for text in found]


@pytest.mark.parametrize("name", ["منظمة المياه", "Общество воды", "Water & <b>Sons</b>"])
def test_party_that_was_removed_is_brought_back(drafter, pledge, name):
    party = add_party(pledge, "observer", name=name)
    url = f"/pledges/{pledge.reference}/parties/"
    send(drafter, url, remove=party.key)
    assert press_undo(drafter, url) == f"{url}#{party.key}"
    assert messages(drafter, url) == ["It is back, as it was."]
    assert [(row.key, row.name) for row in pledge.parties.all()] == [(party.key, name)]
    send(drafter, url, remove=party.key)
    assert messages(drafter, url) == [f"{name} is no party of the pledge any more. Undo"]


def test_line_is_brought_back(drafter, pledge):
    line = add_resource(pledge, description="Шатры")
    url = f"/pledges/{pledge.reference}/resources/"
    send(drafter, url, {f"{line.key}-remove": "on"})
    assert not pledge.resource_lines.exists()
    assert press_undo(drafter, url) == f"{url}#{line.key}"
    assert [row.description for row in pledge.resource_lines.all()] == ["Шатры"]


@pytest.mark.parametrize(
    ("kind", "path"), [("objective", "objectives"), ("action", "actions/own"), ("indicator", "indicators")]
)
def test_items_that_were_unticked_are_brought_back_also_from_the_next_page(drafter, pledge, kind, path):
    items = [write(pledge, kind, text) for text in ("Dig wells.", "حفر الآبار.")]
    url = f"/pledges/{pledge.reference}/{path}/"
    onward = send(drafter, url, {"pick": [], "go": "next"})["Location"]
    assert not pledge.items.filter(chosen=True).exists()
    assert press_undo(drafter, onward) == f"{onward}#{items[0].key}"
    assert pledge.items.filter(chosen=True).count() == 2
    assert messages(drafter, onward)[0] == "It is back, as it was."


def test_message_names_what_was_taken_out(drafter, pledge):
    pick(pledge, "a-protect-from-harm")
    for number in range(6):
        write(pledge, "objective", f"Wells {number}")
    url = f"/pledges/{pledge.reference}/objectives/"
    send(drafter, url, {"pick": []})
    said = "Taken out: Protection from harm, Wells 0, Wells 1, Wells 2, Wells 3, …. Undo"
    assert said in messages(drafter, url)


def test_nothing_is_said_where_nothing_went(drafter, pledge):
    write(pledge, "objective", "Dig wells.", key="own-0123456789")
    url = f"/pledges/{pledge.reference}/objectives/"
    send(drafter, url)
    assert 'form="undo-1"' not in drafter.get(url).content.decode()


def test_what_cannot_come_back_says_why(drafter, pledge):
    party = add_party(pledge, "state", "KE")
    url = f"/pledges/{pledge.reference}/parties/"
    send(drafter, url, remove=party.key)
    send(drafter, url, {"add-state": "KE"})
    history = f"/pledges/{pledge.reference}/history/"
    assert drafter.post(history, {"undo": "parties-1", "back": url})["Location"] == url
    assert "Nothing to undo: it is there again, or was changed since." in messages(drafter, url)
    Pledge.objects.update(status="in_circulation")
    assert drafter.post(history, {"undo": "parties-1", "back": url}).status_code == 403


@pytest.mark.parametrize("named", ["", "-", "parties", "parties-", "parties-x", "nowhere-1", "parties-" + "9" * 30])
def test_undo_of_what_is_no_save_is_not_found(drafter, pledge, named):
    assert drafter.post(f"/pledges/{pledge.reference}/history/", {"undo": named}).status_code == 404


def test_who_only_reads_brings_nothing_back(viewer, stranger, pledge):
    address = f"/pledges/{pledge.reference}/history/"
    assert viewer.post(address, {"undo": "parties-1"}).status_code == 403
    assert stranger.post(address, {"undo": "parties-1"}).status_code == 404


@pytest.mark.parametrize(
    "back", ["https://example.org/", "//example.org/", "javascript:alert(1)", "", "/\\example.org"]
)
def test_button_leads_to_no_other_site(drafter, pledge, back):
    party = add_party(pledge, "state", "KE")
    send(drafter, f"/pledges/{pledge.reference}/parties/", remove=party.key)
    answer = drafter.post(f"/pledges/{pledge.reference}/history/", {"undo": "parties-1", "back": back})
    assert answer["Location"] == f"/pledges/{pledge.reference}/parties/#{party.key}"


@pytest.mark.parametrize("tags", ["", "settled", "undo", "undo /a b", "undo /a b c d", "unsplit-3"])
def test_other_tags_are_no_button(tags):
    assert Undo.of(tags) is None


def test_tags_of_a_button_are_read_as_they_were_written():
    button = Undo("/pledges/PB/history/", "undo", "parties-3")
    assert Undo.of(str(button)) == button


# Invitations


@pytest.fixture
def guests(pledge) -> str:
    return f"/pledges/{pledge.reference}/invitations/"


def invited(pledge: Pledge, **options: str) -> Invitation:
    return invite_party(
        pledge, "jonas@example.org", name="Jonas", by=make_member("drafter", pledge.organisation), **options
    )


def test_invitation_whose_mail_went_leads_on_by_the_same_link(drafter, pledge, guests):
    invitation = invited(pledge)
    link = link_token()
    Mail.objects.update(sent_at=invitation.expires_at)
    drafter.post(guests, {"withdraw": str(invitation.pk)})
    assert press_undo(drafter, guests) == guests
    assert "The invitation of jonas@example.org holds again." in messages(drafter, guests)
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is None
    client = Client()
    client.get(f"/invitations/{link}/")
    assert client.get("/invitation/").status_code == 200
    assert Mail.objects.count() == 1
    assert len(mail.outbox) <= 1


def test_invitation_whose_mail_had_not_gone_is_mailed_anew(drafter, pledge, guests):
    invitation = invited(pledge)
    Mail.objects.update(sent_at=None, given_up_at=None)
    drafter.post(guests, {"withdraw": str(invitation.pk)})
    press_undo(drafter, guests)
    assert invitation.mails.count() == 2
    before = invitation.expires_at
    invitation.refresh_from_db()
    assert (invitation.withdrawn_at, invitation.expires_at) == (None, before)


def test_invitation_comes_back_with_those_it_was_passed_on_to_and_no_others(pledge):
    first = invited(pledge)
    by = make_member("administrator", pledge.organisation)
    passed_on, earlier = (
        Invitation.objects.create(
            pledge=pledge,
            email=f"{name}@example.org",
            forwarded_from=first,
            expires_at=first.expires_at,
            token_hash=name,
        )
        for name in ("grace", "neema")
    )
    withdraw(earlier)
    withdraw(first)
    bring_back(first, by=by)
    assert [each.email for each in Invitation.objects.exclude(withdrawn_at=None)] == ["neema@example.org"]
    assert passed_on.pk
    bring_back(first, by=by)  # it is there: nothing happens


def test_address_that_was_invited_again_has_one_invitation(drafter, pledge, guests):
    first = invited(pledge)
    drafter.post(guests, {"withdraw": str(first.pk)})
    invited(pledge)
    press_undo(drafter, guests)
    assert "jonas@example.org was invited again meanwhile." in messages(drafter, guests)
    assert Invitation.objects.filter(withdrawn_at=None).count() == 1


def test_colleague_s_invitation_is_brought_back(pledge):
    administrator = make_member("administrator", pledge.organisation)
    client, url = signed_in(administrator), f"/organisations/{pledge.organisation.slug}/"
    invitation = invite_colleague(pledge.organisation, "amina@example.org", Membership.Role.VIEWER, by=administrator)
    client.post(url, {"withdraw": str(invitation.pk)})
    assert press_undo(client, url) == url
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is None
    client.post(url, {"withdraw": str(invitation.pk)})
    invite_colleague(pledge.organisation, "amina@example.org", Membership.Role.VIEWER, by=administrator)
    answer = client.post(url, {"hold-again": str(invitation.pk)})
    assert "was invited again meanwhile" in answer.content.decode()
