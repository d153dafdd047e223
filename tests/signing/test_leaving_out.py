"""Who was asked to sign a text and is not asked to sign the next one is told so, and so says their old link."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from commitments.models import Actor, Invitation, Mail, Party, Pledge
from commitments.models.rounds import Round
from commitments.people.invitations import withdraw as withdraw_link
from commitments.signing.ending import reopen, withdraw
from commitments.signing.standing import Standing, of_link
from commitments.text.days import in_english
from tests.factories import (
    add_party,
    circulated,
    give_signature,
    mailed_code,
    make_ready,
    name_signatories,
    the_round,
)
from tests.web.views.pages import Page

pytestmark = pytest.mark.django_db
JONAS, SARA, AIKO, NEW = (f"{name}@example.org" for name in ("jonas", "sara", "aiko", "new"))
SUBJECT = "You are not asked to sign any more: Protect all migrants"


def three() -> Round:
    pledge = make_ready()
    add_party(pledge, "state", "JP", signatory_name="Aiko Sato", signatory_email=AIKO)
    return circulated(pledge)


def reopened(found: Round) -> Pledge:
    pledge = Pledge.objects.get(pk=found.revision.pledge.pk)
    reopen(pledge, reason="Other words", by=Actor(user=found.revision.by))
    return Pledge.objects.get(pk=pledge.pk)


def link_of(email: str) -> str:
    bodies = Mail.objects.filter(to=email, body__contains="/invitations/").order_by("pk").values_list("body", flat=True)
    return re.findall(r"/invitations/[\w-]+/", bodies[0])[0]


def opened_link(link: str) -> tuple[Client, Page, int]:
    client = Client()
    response = client.get(link, follow=True)
    return client, Page(response.content.decode()), response.status_code


def told() -> list[str]:
    return sorted(Mail.objects.filter(subject=SUBJECT).values_list("to", flat=True))


@pytest.mark.parametrize("has_signed", [False, True])
def test_party_that_is_taken_out_hears_that_it_is_not_asked_again(has_signed):
    found = three()
    if has_signed:
        give_signature(found.signature_requests[2])
    pledge = reopened(found)
    assert "You get a mail when it goes round again" in Mail.objects.filter(to=AIKO).latest("pk").body
    Party.objects.filter(pledge=pledge, state__iso2="JP").delete()
    circulated(pledge, by=found.revision.by)
    assert told() == [AIKO]
    mail = Mail.objects.get(subject=SUBJECT)
    assert f"of the pledge “Protect all migrants” ({pledge.reference}), for the Government of Japan." in mail.body
    assert ("Your signature on the earlier text is void." in mail.body) == has_signed
    assert mail.reply_to == found.revision.by.email


def test_signatory_whose_name_changed_in_the_draft_hears_it_and_who_comes_does_not():
    found = three()
    pledge = reopened(found)
    Party.objects.filter(pledge=pledge, state__iso2="JP").update(signatory_name="Ken Ito", signatory_email=NEW)
    circulated(pledge, by=found.revision.by)
    assert told() == [AIKO]
    Mail.objects.all().delete()
    circulated(reopened(the_round(pledge)), by=found.revision.by)
    assert told() == [], "once is enough"


def test_who_was_not_asked_yet_hears_nothing_and_of_several_each_does():
    pledge = make_ready()
    name_signatories(pledge.parties.get(kind="state"), "Bia Lima", "Fatou Ba")
    found = circulated(pledge, in_turn=True)
    pledge = reopened(found)
    Party.objects.filter(pledge=pledge, kind="national_society").update(signatory_email=NEW)
    Party.objects.filter(pledge=pledge, kind="state").update(further_signatories={})
    circulated(pledge, by=found.revision.by, in_turn=True)
    assert told() == ["bia@example.org", "fatou@example.org"]


def test_old_link_says_that_the_new_text_asks_for_nothing_and_takes_no_code():
    found = three()
    link = link_of(AIKO)
    pledge = reopened(found)
    assert opened_link(link)[2] == 200, "who was asked reads the draft"
    visitor = opened_link(link)[0]
    visitor.post("/invitation/", {"send-code": ""})
    visitor.post("/invitation/", {"code": mailed_code(AIKO)})
    Party.objects.filter(pledge=pledge, state__iso2="JP").delete()
    Pledge.objects.filter(pk=pledge.pk).update(title="A title of the parties alone")
    circulated(Pledge.objects.get(), by=found.revision.by)
    client, page, status = opened_link(link)
    assert (status, page.buttons) == (410, [])
    assert f"The pledge {pledge.reference} was changed. You are not asked to sign the new text" in page.html
    assert "A title of the parties alone" not in page.html
    before = Mail.objects.count()
    assert client.post("/invitation/", {"send-code": ""}).status_code == 410
    assert client.post("/invitation/", {"code": "123456"}).status_code == 410
    assert Mail.objects.count() == before
    response = visitor.get(f"/pledges/{pledge.reference}/answer/", follow=True)
    assert "You are not asked to sign the new text" in response.content.decode(), "a visit that was open ends there"


def test_old_link_of_who_is_asked_anew_leads_to_the_newer_mail():
    found = three()
    link = link_of(AIKO)
    pledge = reopened(found)
    party = Party.objects.filter(pledge=pledge, state__iso2="JP")
    party.update(signatory_email=NEW)
    circulated(pledge, by=found.revision.by)
    pledge = reopened(the_round(pledge))
    party.update(signatory_email=AIKO)
    circulated(pledge, by=found.revision.by)
    _client, page, status = opened_link(link)
    assert status == 410
    assert "open the link in the newest mail" in page.html


def test_link_to_sign_that_is_too_old_names_its_day_and_whom_to_ask():
    found = circulated()
    until = timezone.now() - timedelta(days=1)
    Invitation.objects.update(expires_at=until)
    _client, page, status = opened_link(link_of(JONAS))
    assert (status, page.buttons) == (410, [])
    assert f"and was good until {in_english(until.date())}" in " ".join(page.html.split())
    assert f"write to {found.revision.pledge.organisation}, which can send you a new link" in page.html
    assert of_link(Invitation.objects.get(email=JONAS)).standing == Standing.OVER


def test_link_that_the_drafters_ended_after_reopening_says_so():
    found = circulated()
    link = link_of(JONAS)
    reopened(found)
    withdraw_link(Invitation.objects.get(email=JONAS))
    _client, page, status = opened_link(link)
    assert (status, page.buttons) == (410, [])
    assert f"ended this link to the pledge {found.revision.pledge.reference} on" in page.html
    withdraw(Pledge.objects.get(), reason="No more", by=Actor(user=found.revision.by))
    assert "ended this link" in opened_link(link)[1].html


def test_link_of_a_withdrawn_pledge_says_so_however_old_it_is():
    found = circulated()
    links = {email: link_of(email) for email in (JONAS, SARA)}
    give_signature(found.signature_requests[0])
    withdraw(Pledge.objects.get(), reason="No more", by=Actor(user=found.revision.by))
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=400))
    client, page, status = opened_link(links[SARA])
    assert (status, page.buttons) == (410, [])
    assert "This pledge was withdrawn" in page.html
    assert client.post("/invitation/", {"code": "123456"}).status_code == 410
    _client, page, status = opened_link(links[JONAS])
    assert (status, page.buttons) == (200, ["send-code="]), "who signed can still read what they signed"
    assert "This pledge was withdrawn" in page.html
