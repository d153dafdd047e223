"""One of several signatories of a party declines, and takes it back: who hears what, and what is true of it."""

from __future__ import annotations

import pytest
from django.test import Client

from commitments.access import GUEST
from commitments.models import Invitation, Mail, SignatureRequest
from commitments.models.rounds import Round
from commitments.signing.answering import note_read
from commitments.signing.objecting import decline, take_back_decline
from tests.factories import add_party, circulated, give_signature, make_ready, name_signatories, signatory, the_round

pytestmark = pytest.mark.django_db
JONAS, BIA, FATOU, SARA, ALI = (f"{name}@example.org" for name in ("jonas", "bia", "fatou", "sara", "ali"))


def of_three(needed: int) -> Round:
    """A text that goes round to a Government with three signatories, a National Society and another Government."""
    pledge = make_ready()
    name_signatories(pledge.parties.get(kind="state"), "Bia Lima", "Fatou Ba", needed=needed)
    add_party(pledge, "state", "UG", signatory_name="Ali Okello", signatory_email=ALI)
    return circulated(pledge)


def request_to(email: str) -> SignatureRequest:
    asked = SignatureRequest.objects.select_related("circulation__revision__pledge", "invitation")
    return asked.get(email=email)


def say_no(email: str) -> None:
    asked = request_to(email)
    decline(asked, seen=asked.circulation.revision.digest, reason="A secret reason", by=signatory(asked))


def take_back(email: str) -> None:
    asked = request_to(email)
    take_back_decline(asked, seen=asked.circulation.revision.digest, by=signatory(asked))


def mails(to: str) -> list[str]:
    """The subjects of what was mailed to an address, without the pledge."""
    subjects = Mail.objects.filter(to=to).order_by("pk").values_list("subject", flat=True)
    return [subject.partition(": ")[0] for subject in subjects]


@pytest.fixture
def signed() -> Round:
    """Of the Government's three signatories two must sign; the first has, and so has the National Society's."""
    found = of_three(2)
    for email in (JONAS, SARA):
        give_signature(request_to(email))
    Mail.objects.all().delete()
    return found


def test_round_goes_on_while_enough_others_can_sign_and_nobody_hears_otherwise(signed):
    say_no(BIA)
    assert not the_round(signed.revision.pledge).holding_up
    assert {email: mails(email) for email in (JONAS, SARA, FATOU, ALI)} == {
        JONAS: ["One signatory declined"],
        SARA: ["One signatory declined"],
        FATOU: [],
        ALI: [],
    }
    mail = Mail.objects.get(to=SARA)
    assert "Enough others can still sign for the Government of Kenya: the text goes round as before." in mail.body
    assert "decides how it goes on" not in mail.body
    assert "A secret reason" not in mail.body
    [told] = Mail.objects.filter(to=signed.revision.by.email)
    assert "Enough others can still sign for the Government of Kenya" in told.body
    assert "> A secret reason" in told.body
    take_back(BIA)
    assert {email: mails(email)[-1:] for email in (JONAS, SARA, FATOU, ALI)} == {
        JONAS: ["No longer declined"],
        SARA: ["No longer declined"],
        FATOU: [],
        ALI: [],
    }


def test_who_signed_beside_them_reads_of_their_own_party_and_the_others_of_another(signed):
    say_no(BIA)
    Mail.objects.all().delete()
    say_no(FATOU)
    assert (mails(JONAS), mails(SARA), mails(ALI)) == (
        ["Declined"],
        ["Declined by another party"],
        ["Nothing to do for now"],
    )
    body = Mail.objects.get(to=JONAS).body
    assert "Too few remain now who might sign for the Government of Kenya, for which you have signed." in body
    take_back(FATOU)
    assert [mails(email)[-1] for email in (JONAS, SARA, ALI)] == ["It goes on"] * 3
    assert "your signature stands" in Mail.objects.filter(to=SARA).latest("pk").body
    assert "An answer is up to you again" in Mail.objects.filter(to=ALI).latest("pk").body


def test_who_is_spared_or_declined_is_not_told_that_it_is_up_to_them_again():
    of_three(1)
    give_signature(request_to(JONAS))
    Mail.objects.all().delete()
    say_no(SARA)
    take_back(SARA)
    assert (mails(BIA), mails(FATOU)) == ([], [])
    assert mails(ALI) == ["Nothing to do for now", "It goes on"]
    assert mails(JONAS) == ["Declined by another party", "It goes on"]


def test_who_signed_hears_that_one_of_two_takes_it_back_though_it_does_not_go_on_yet(signed):
    say_no(ALI)
    say_no(BIA)
    say_no(FATOU)
    Mail.objects.all().delete()
    take_back(ALI)
    assert mails(JONAS) == ["No longer declined"]
    assert mails(SARA) == ["No longer declined"]


def test_drafters_answer_reaches_who_takes_it_back(signed):
    say_no(ALI)
    take_back(ALI)
    assert Mail.objects.filter(subject__startswith="No longer declined").latest("pk").reply_to == (
        '"Ali Okello" <ali@example.org>'
    )


@pytest.mark.parametrize(("needed", "says"), [(1, "goes round as before"), (3, "nobody else has anything to do")])
def test_page_that_asks_before_says_what_declining_does(needed, says):
    found = of_three(needed)
    asked = request_to(BIA)
    note_read(asked, seen=found.revision.digest, by=signatory(asked))
    link = Invitation.objects.get(email=BIA)
    client = Client()
    session = client.session
    session[GUEST] = [link.pk, link.token_hash]
    session.save()
    form = {"decline": "", "seen": found.revision.digest, "reason": "No mandate"}
    html = client.post(f"/pledges/{found.revision.pledge.reference}/answer/", form).content.decode()
    assert says in " ".join(html.split())


def test_page_that_asks_for_the_last_time_does_not_say_that_it_asks_again():
    found = of_three(3)
    asked = request_to(SARA)
    note_read(asked, seen=found.revision.digest, by=signatory(asked))
    link = Invitation.objects.get(email=SARA)
    client = Client()
    session = client.session
    session[GUEST] = [link.pk, link.token_hash]
    session.save()
    page = f"/pledges/{found.revision.pledge.reference}/answer/"
    assert "You are asked once more" in client.get(page).content.decode()
    form = {"decline": "", "seen": found.revision.digest, "reason": "No mandate"}
    html = client.post(page, form).content.decode()
    assert "Decline, and tell them" in html
    assert "You are asked once more" not in html
