"""Everybody concerned hears it: who has signed when another party does not, who signs, and every party at the end."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils import timezone

from commitments.models import Actor, Mail, Membership, Pledge, SignatureRequest
from commitments.models.rounds import Round
from commitments.signing.answering import note_read
from commitments.signing.joining import confirm
from commitments.signing.objecting import decline, request_changes
from commitments.signing.publishing import take_back, take_back_consent
from commitments.signing.submitting import publish, submit
from commitments.text.days import in_english
from tests.factories import (
    add_member,
    add_party,
    agreed,
    asked_to_join,
    circulated,
    give_signature,
    make_ready,
    make_user,
    opened,
    signatory,
    the_round,
)

pytestmark = pytest.mark.django_db
JONAS, SARA, RUTH, AIKO = (f"{name}@example.org" for name in ("jonas", "sara", "ruth", "aiko"))
ANSWERS: list[tuple[Any, str, str]] = [
    (request_changes, "text", "asks for changes to"),
    (decline, "reason", "declined to sign"),
]


def last(to: str, subject: str) -> Mail:
    return Mail.objects.filter(to=to, subject__startswith=subject).latest("pk")


def addresses(subject: str) -> list[str]:
    return sorted(Mail.objects.filter(subject=f"{subject}: Protect all migrants").values_list("to", flat=True))


def three() -> Round:
    """A text that goes round to three parties."""
    pledge = make_ready()
    who = {"signatory_name": "Aiko Sato", "signatory_title": "Minister", "signatory_email": AIKO}
    add_party(pledge, "state", "JP", **who)
    return circulated(pledge)


def say(signature_request: SignatureRequest, answer: Any, field: str) -> None:
    by, seen = signatory(signature_request), signature_request.circulation.revision.digest
    note_read(signature_request, seen=seen, by=by)
    answer(signature_request, seen=seen, by=by, **{field: "Not like this"})


@pytest.mark.parametrize(("answer", "field", "does"), ANSWERS)
def test_who_has_signed_hears_that_another_party_does_not(answer, field, does):
    found = three()
    pledge = found.revision.pledge
    jonas, sara, _aiko = found.signature_requests
    give_signature(sara)
    Mail.objects.all().delete()
    say(jonas, answer, field)
    waiting = [AIKO] if answer == decline else []  # the round stands still then
    assert sorted(Mail.objects.values_list("to", flat=True)) == sorted([found.revision.by.email, SARA, *waiting])
    mail = Mail.objects.get(to=SARA)
    assert mail.body.startswith(f"Jonas Weber {does} the pledge “Protect all migrants” ({pledge.reference})")
    assert "You have signed it, and nothing is up to you now." in mail.body
    assert f"{pledge.organisation} decides" in mail.body
    assert f"/v/{found.revision.code}/" in mail.body
    assert "Not like this" not in mail.body, "those words are for who drafts"
    assert (mail.reply_to, "jonas" in mail.body) == (found.revision.by.email, False)


@pytest.mark.parametrize(("answer", "field", "does"), ANSWERS)
def test_who_drafts_and_has_signed_gets_one_mail(answer, field, does):
    pledge = make_ready()
    add_member(pledge.organisation, make_user(SARA), Membership.Role.SIGNATORY)
    found = circulated(pledge)
    give_signature(found.signature_requests[1])
    Mail.objects.all().delete()
    say(found.signature_requests[0], answer, field)
    assert "> Not like this" in Mail.objects.get(to=SARA).body


def test_earlier_parties_never_hear_of_a_further_one_that_declines():
    found = opened()
    confirm(asked_to_join(found), by=Actor(user=found.revision.by))
    Mail.objects.all().delete()
    say(the_round(found.revision.pledge).later[0], decline, "reason")
    assert Mail.objects.filter(to=found.revision.by.email).exists()
    assert not Mail.objects.filter(to__in=[JONAS, SARA]).exists()


def test_receipt_says_what_was_signed_when_how_and_where_to_read_it_again():
    found = circulated()
    pledge, jonas = found.revision.pledge, found.signature_requests[0]
    signature = give_signature(jonas)
    [mail] = Mail.objects.filter(subject="Your signature: Protect all migrants")
    assert (mail.to, mail.signed, mail.calendar) == (JONAS, None, "")
    for words in (
        f"You have signed the pledge “Protect all migrants” ({pledge.reference}) for the Government of Kenya.",
        "Signed by: Jonas Weber\nTitle: Minister\n",
        f"When: {in_english(signature.at.date())}, {signature.at:%H:%M} UTC\n",
        "How: with a six-digit code, sent to jonas@example.org\n",
        f"The text: revision 1\nIts SHA-256: {found.revision.digest}\n",
        f"What you confirmed: “{signature.statement}”",
        f"no account is needed:\n\nhttp://localhost:8000/v/{found.revision.code}/\n",
        "open the link in the mail to jonas@example.org that asked you to sign. It works as long as your signature",
        "The code that was sent to jonas@example.org is used up: nobody else can sign with it.",
    ):
        assert words in mail.body
    assert "sign in as" not in mail.body
    assert not re.search(r"\b\d{6}\b", mail.body), "no code stands there"
    assert "/invitations/" not in mail.body, "nor a link that others could use"


def test_receipt_of_who_signs_with_an_account_leads_there():
    pledge = make_ready()
    add_member(pledge.organisation, make_user(SARA), Membership.Role.SIGNATORY)
    give_signature(circulated(pledge).signature_requests[1])
    body = last(SARA, "Your signature").body
    assert "How: with your account, sara@example.org\n" in body
    assert "To read the text again, sign in as sara@example.org." in body
    assert "code" not in body


def test_everybody_who_signs_gets_a_receipt_the_last_and_a_further_party_too():
    found = opened()
    assert addresses("Your signature") == [JONAS, SARA]
    give_signature(confirm(asked_to_join(found), by=Actor(user=found.revision.by)))
    assert addresses("Your signature") == [JONAS, RUTH, SARA]
    assert "for the Government of Uganda" in last(RUTH, "Your signature").body


@pytest.mark.parametrize(("reference", "says"), [("OP/12", " Its reference there: OP/12. "), ("", " ")])
def test_every_party_hears_that_the_pledge_was_submitted(reference, says):
    found = agreed()
    by, day = Actor(user=found.revision.by), timezone.now().date()
    submit(Pledge.objects.get(), on=day, conference_reference=reference, by=by)
    assert addresses("Submitted to the Conference") == [JONAS, SARA]
    body = last(JONAS, "Submitted").body
    assert f"to the Conference on {in_english(day)}.{says}Nothing is up to you now." in body
    assert f"http://localhost:8000/v/{found.revision.code}/" in body


def test_further_parties_hear_of_publication_and_of_its_end_as_every_party_does():
    found = opened(may_publish=True)
    pledge, by = found.revision.pledge, Actor(user=found.revision.by)
    give_signature(confirm(asked_to_join(found), by=by))
    publish(pledge, by=by)
    assert addresses("Published") == [JONAS, RUTH, SARA]
    take_back(pledge, by=by)
    assert addresses("No longer published") == [JONAS, RUTH, SARA]
    assert "no longer agrees" not in last(RUTH, "No longer").body
    publish(pledge, by=by)
    jonas = the_round(pledge).signature_requests[0]
    take_back_consent(jonas, by=signatory(jonas))
    mail = last(RUTH, "No longer")
    assert "The reason: the Government of Kenya no longer agrees to it." in mail.body
    assert (mail.reply_to, JONAS in mail.body) == (found.revision.by.email, False)
