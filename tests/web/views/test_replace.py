"""The pages on which somebody else is named to sign: what they say, what they do, and where old links lead."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from commitments.access import GUEST
from commitments.models import (
    Actor,
    Invitation,
    Mail,
    Membership,
    Party,
    Pledge,
    ProposedSignatory,
    SignatureRequest,
    User,
)
from commitments.models.rounds import Round
from commitments.people.invitations import INVITATIONS_A_DAY
from commitments.people.rate_limits import note_attempt
from commitments.signing import joining
from commitments.signing.ending import reopen, withdraw
from commitments.signing.proposing import PROPOSALS_A_DAY, propose
from commitments.signing.replacing import Successor, replace_signatory
from tests.factories import (
    add_member,
    asked_to_join,
    circulated,
    give_signature,
    make_guest,
    make_ready,
    make_user,
    opened,
    signatory,
    the_round,
)
from tests.web.views.conftest import signed_in
from tests.web.views.pages import read, refused

pytestmark = pytest.mark.django_db
BIA = {
    "name": "Bia Otieno",
    "title": "Permanent Secretary",
    "email": "bia@example.org",
    "signs_by": "delegation",
    "signs_for": "the Minister of Health",
    "reason": "He leaves office.",
}


@pytest.fixture
def pledge(db) -> Pledge:
    return make_ready()


@pytest.fixture
def found(pledge) -> Round:
    return circulated(pledge)


@pytest.fixture
def url(found) -> str:
    return url_of(found)


def url_of(found: Round, place: int = 0) -> str:
    reference, key = found.revision.pledge.reference, found.signature_requests[place].party_key
    return f"/pledges/{reference}/signatures/{key}/0/"


@pytest.fixture
def hand_over(pledge) -> str:
    return f"/pledges/{pledge.reference}/answer/somebody-else/"


@pytest.fixture
def drafter(found) -> Client:
    return signed_in(found.revision.by)


@pytest.fixture
def jonas(found) -> Client:
    return visiting("jonas@example.org")


def visiting(email: str) -> Client:
    link = Invitation.objects.filter(email=email).latest("pk")
    Invitation.objects.filter(pk=link.pk).update(confirmed_at=timezone.now())
    client = Client()
    session = client.session
    session[GUEST] = [link.pk, link.token_hash]
    session.save()
    client.cookies["sessionid"] = str(session.session_key)
    return client


def names(found: Round) -> list[str]:
    return [asked.name for asked in the_round(found.revision.pledge).signature_requests]


def name_bia(found: Round) -> SignatureRequest:
    bia = Successor("Bia Otieno", "", "bia@example.org")
    return replace_signatory(found.signature_requests[0], bia, reason="He leaves.", by=Actor(user=found.revision.by))


# --- the drafter ---


def test_page_says_what_stays_and_what_changes(drafter, url):
    page = read(drafter, url)
    assert "Jonas Weber is to sign for the Government of Kenya." in page.html
    assert "The text stays as it is, and so does every signature that is on it." in page.html
    assert "Jonas Weber can’t sign it any more." in page.html
    assert "“in place of Jonas Weber”" in page.html
    assert page.buttons == ["name-signatory="]


def test_drafter_names_another_signatory(drafter, url, found, pledge):
    response = drafter.post(url, {"name-signatory": "", **BIA})
    assert response.url == f"/pledges/{pledge.reference}/signatures/"
    page = read(drafter, response.url)
    assert "Bia Otieno is asked to sign now. Everybody concerned is told." in page.html
    assert "In place of Jonas Weber, since" in page.html
    assert "He leaves office." in page.html
    new = the_round(pledge).signature_requests[0]
    assert (new.name, new.title, new.email, new.signs_by, new.signs_for) == (
        "Bia Otieno",
        "Permanent Secretary",
        "bia@example.org",
        "delegation",
        "the Minister of Health",
    )


def test_form_that_arrives_twice_names_one(drafter, url, found):
    for _time in range(2):
        assert drafter.post(url, {"name-signatory": "", **BIA}).status_code == 302
    assert len(the_round(found.revision.pledge).replaced) == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ""}, "Write the name of who is to sign"),
        ({"email": ""}, "Write the address to which the link to sign goes."),
        ({"email": "bia"}, "bia"),
        ({"reason": ""}, "Write the reason: it is kept in the trail."),
        ({"name": "Jonas Weber"}, "Jonas Weber is asked already."),
        ({"email": "sara@example.org"}, "sara@example.org is asked to sign for the Kenya Red Cross Society already."),
        ({"title": "y" * 201}, "200"),
    ],
)
def test_refusal_keeps_what_was_typed(drafter, url, found, changes, says):
    typed = BIA | changes
    page = refused(drafter.post(url, {"name-signatory": "", **typed}))
    assert says in page.html
    for field in ("name", "email", "signs_for"):
        assert page.fields[field] == [typed[field]]
    assert names(found) == ["Jonas Weber", "Sara Said"]


def test_page_that_is_out_of_date_replaces_nobody_else(drafter, url, found):
    seen = str(found.signature_requests[0].pk)
    name_bia(found)
    typed = BIA | {"name": "Chen Wei", "email": "chen@example.org", "seen": seen}
    page = refused(drafter.post(url, {"name-signatory": "", **typed}))
    assert "Somebody else was named in their place meanwhile: Bia Otieno." in page.html
    assert page.fields["name"] == ["Chen Wei"]
    assert names(found) == ["Bia Otieno", "Sara Said"]


def test_page_of_who_signed_says_so_and_has_no_form(drafter, url, found):
    give_signature(found.signature_requests[0])
    page = read(drafter, url)
    assert "Jonas Weber has signed already." in page.html
    assert page.buttons == []


def test_signatures_page_leads_to_who_can_be_replaced(drafter, found, pledge):
    give_signature(found.signature_requests[0])
    page = drafter.get(f"/pledges/{pledge.reference}/signatures/").content.decode()
    assert url_of(found, 1) in page
    assert url_of(found, 0) not in page


def test_viewer_reads_and_names_nobody(found, url):
    user = make_user("viewer@example.org")
    add_member(found.revision.pledge.organisation, user, "viewer")
    client = signed_in(user)
    assert read(client, url).buttons == []
    assert client.post(url, {"name-signatory": "", **BIA}).status_code == 403
    assert names(found) == ["Jonas Weber", "Sara Said"]


def test_guest_and_stranger_do_not_find_the_page(found, url, jonas):
    assert jonas.get(url).status_code == 302
    assert jonas.post(url, {"name-signatory": "", **BIA}).status_code == 401
    assert signed_in(make_user("stranger@example.org")).post(url, BIA).status_code == 404
    assert names(found) == ["Jonas Weber", "Sara Said"]


@pytest.mark.parametrize("other", ["nobody/0/", "{key}/1/"])
def test_signatory_whom_nobody_asked_is_not_found(drafter, found, pledge, other):
    key = found.signature_requests[0].party_key
    assert drafter.get(f"/pledges/{pledge.reference}/signatures/{other.format(key=key)}").status_code == 404


# --- what a signatory proposes ---


def test_signatory_proposes_and_the_drafter_confirms(drafter, url, found, jonas, hand_over, pledge):
    page = read(jonas, hand_over)
    assert "confirms it; then they get a link of their own" in page.html
    response = jonas.post(hand_over, {"name-signatory": "", **BIA})
    assert response["Location"] == hand_over
    page = read(jonas, hand_over)
    assert "The drafters are told. Once one of them confirms it, Bia Otieno is asked to sign." in page.html
    assert "you proposed Bia Otieno" in page.html
    assert (
        "Jonas Weber proposes that somebody else signs."
        in read(drafter, f"/pledges/{pledge.reference}/signatures/").html
    )
    page = read(drafter, url)
    assert "Jonas Weber proposes somebody" in page.html
    assert "By delegation for" in page.html
    [confirm] = [button for button in page.buttons if button.startswith("confirm-signatory")]
    assert drafter.post(url, dict([confirm.split("=")])).status_code == 302
    assert names(found) == ["Bia Otieno", "Sara Said"]


def test_drafter_does_not_confirm(drafter, url, found):
    jonas = found.signature_requests[0]
    proposed = propose(jonas, Successor("Bia", "", "bia@example.org"), reason="I leave.", by=signatory(jonas))
    nothing = {"refuse-signatory": "", "proposed": str(proposed.pk)}
    assert "Write the reason: the signatory reads it." in refused(drafter.post(url, nothing)).html
    assert drafter.post(url, nothing | {"why_not": "The minister must sign."}).status_code == 302
    proposed.refresh_from_db()
    assert (proposed.answer, proposed.answer_text) == ("refused", "The minister must sign.")
    assert "The minister must sign." in Mail.objects.filter(to="jonas@example.org").latest("pk").body


def test_proposal_that_was_taken_back_is_not_confirmed(drafter, url, found):
    jonas = found.signature_requests[0]
    by = signatory(jonas)
    first = propose(jonas, Successor("Bia", "", "bia@example.org"), reason="I leave.", by=by)
    propose(jonas, Successor("Chen", "", "chen@example.org"), reason="I leave.", by=by)
    assert drafter.post(url, {"confirm-signatory": str(first.pk)})["Location"] == url
    assert "answered or taken back meanwhile" in read(drafter, url).html
    assert names(found) == ["Jonas Weber", "Sara Said"]


def test_proposal_that_is_refused_keeps_what_was_typed(jonas, hand_over):
    page = refused(jonas.post(hand_over, {"name-signatory": "", **BIA, "email": "sara@example.org"}))
    assert "sara@example.org is asked to sign" in page.html
    assert page.fields["name"] == ["Bia Otieno"]
    assert not ProposedSignatory.objects.exists()


def test_nobody_without_a_request_proposes(found, hand_over, drafter, pledge):
    assert drafter.post(hand_over, {"name-signatory": "", **BIA}).status_code == 403
    reader = make_guest(pledge, email="reader@example.org", confirmed_at=timezone.now())
    client = visiting(reader.email)
    assert client.post(hand_over, {"name-signatory": "", **BIA}).status_code == 403
    assert not ProposedSignatory.objects.exists()


def test_signatory_of_the_own_organisation_proposes(found, pledge, hand_over):
    own = make_user("sara@example.org")
    add_member(pledge.organisation, own, Membership.Role.SIGNATORY)
    response = signed_in(own).post(hand_over, {"name-signatory": "", **BIA})
    assert response["Location"] == hand_over
    assert ProposedSignatory.objects.get().signature_request == found.signature_requests[1]


@pytest.mark.parametrize("who", ["drafter", "signatory"])
def test_deputy_is_asked_at_one_click(pledge, who):
    party = Party.objects.get(pledge=pledge, kind="state")
    party.further_signatories = {"deputy": {"name": "Dina", "email": "dina@example.org"}}
    party.save()
    found = circulated(pledge)
    url = url_of(found) if who == "drafter" else f"/pledges/{pledge.reference}/answer/somebody-else/"
    client = signed_in(found.revision.by) if who == "drafter" else visiting("jonas@example.org")
    page = read(client, url)
    [deputy] = [button for button in page.buttons if button.startswith("take-deputy")]
    assert client.post(url, dict([deputy.split("=")]))["Location"] == f"/pledges/{pledge.reference}/signatures/"
    assert names(found) == ["Dina", "Sara Said"]
    if who == "signatory":
        left: Any = client.get(f"/pledges/{pledge.reference}/signatures/", follow=True)
        assert left.redirect_chain == [("/invitation/", 302)]
        assert "it is Dina who signs" in " ".join(left.content.decode().split())


def test_deputy_is_named_with_the_address_to_drafters_alone(pledge):
    party = Party.objects.get(pledge=pledge, kind="state")
    party.further_signatories = {"deputy": {"name": "Dina", "title": "Deputy Minister", "email": "dina@gmail.com"}}
    party.save()
    found = circulated(pledge)
    to_sign = visiting("jonas@example.org").get(f"/pledges/{pledge.reference}/answer/somebody-else/").content.decode()
    assert "Deputy Minister" in to_sign
    assert "dina@gmail.com" not in to_sign
    to_drafters = signed_in(found.revision.by).get(url_of(found)).content.decode()
    assert "dina@gmail.com" in to_drafters
    assert WARNING in to_drafters


WARNING = "Anybody can have an address at gmail.com. For a Government, ask for an official address."


@pytest.mark.parametrize(("place", "is_warned"), [(0, True), (1, False)])
def test_web_mail_address_of_who_signs_instead_for_a_government_is_warned_of(drafter, found, pledge, place, is_warned):
    """Where they are proposed, and where the drafter sees who is asked; once they have signed, the page says more."""
    page, asked = f"/pledges/{pledge.reference}/signatures/", found.signature_requests[place]
    assert WARNING not in drafter.get(page).content.decode()
    propose(asked, Successor("Bia Otieno", "", "bia@gmail.com"), reason="I leave.", by=signatory(asked))
    at_proposal = drafter.get(url_of(found, place)).content.decode()
    assert (WARNING in at_proposal) == is_warned
    drafter.post(url_of(found, place), {"confirm-signatory": str(ProposedSignatory.objects.get().pk)})
    assert (WARNING in drafter.get(page).content.decode()) == is_warned
    reader = visiting(found.signature_requests[1 - place].email)
    assert WARNING not in reader.get(page).content.decode()
    give_signature(the_round(pledge).signature_requests[place])
    assert WARNING not in drafter.get(page).content.decode()


def test_web_mail_address_of_a_further_government_is_warned_of():
    found = opened()
    joining.confirm(asked_to_join(found, email="ruth@gmail.com"), by=Actor(user=found.revision.by))
    page = f"/pledges/{found.revision.pledge.reference}/signatures/"
    assert signed_in(found.revision.by).get(page).content.decode().count(WARNING) == 1


def test_very_many_replacements_and_proposals_are_refused_with_all_that_was_typed(
    drafter, url, found, jonas, hand_over
):
    for _time in range(INVITATIONS_A_DAY):
        note_attempt("invite", found.revision.by.pk, limit=INVITATIONS_A_DAY, within=timedelta(days=1))
    for _time in range(PROPOSALS_A_DAY):
        note_attempt("propose", found.signature_requests[0].pk, limit=PROPOSALS_A_DAY, within=timedelta(days=1))
    for client, address in ((drafter, url), (jonas, hand_over)):
        response = client.post(address, BIA | {"name-signatory": ""})
        html = response.content.decode()
        assert response.status_code == 422
        assert "You named very many people today. Go on tomorrow." in html
        assert "Permanent Secretary" in html
    assert names(found) == ["Jonas Weber", "Sara Said"]
    assert not Mail.objects.filter(to="bia@example.org").exists()


# --- who was replaced ---


def test_old_link_says_who_signs_and_asks_for_no_code(found):
    link = found.signature_requests[0].invitation
    name_bia(found)
    client = Client()
    session = client.session
    session["link"] = link.token_hash
    session.save()
    client.cookies["sessionid"] = str(session.session_key)
    for response in (client.get("/invitation/"), client.post("/invitation/", {"send-code": ""})):
        assert response.status_code == 410
        said = " ".join(response.content.decode().split())
        assert "it is Bia Otieno who signs “Protect all migrants” for the Government of Kenya, in your place." in said
        assert "send-code" not in said
    assert not Mail.objects.filter(to="jonas@example.org", subject__contains="code").exists()


def test_old_link_to_the_same_mailbox_leads_to_the_newer_mail(found):
    link = found.signature_requests[0].invitation
    new = Successor("Bia Otieno", "", "jonas@example.org")
    replace_signatory(found.signature_requests[0], new, reason="New minister.", by=Actor(user=found.revision.by))
    client = visiting_page(link)
    assert "by a newer mail to the same address" in " ".join(client.get("/invitation/").content.decode().split())


@pytest.mark.parametrize("in_turn", [False, True])
def test_old_link_of_who_is_asked_again_in_a_later_round_says_so(found, pledge, in_turn):
    """The drafters have named them for the next text again: once it is up to them, a newer mail has the link."""
    link = Invitation.objects.get(email="sara@example.org")
    bia = Successor("Bia Otieno", "", "bia@example.org")
    owner = Actor(user=found.revision.by)
    replace_signatory(found.signature_requests[1], bia, reason="She leaves.", by=owner)
    reopen(Pledge.objects.get(pk=pledge.pk), reason="Shorter.", by=owner)
    said = " ".join(visiting_page(link).get("/invitation/").content.decode().split())
    assert "it is Bia Otieno who signs" in said
    Party.objects.filter(pledge=pledge, kind="national_society").update(
        signatory_name="Sara Said", signatory_email="sara@example.org"
    )
    circulated(Pledge.objects.get(pk=pledge.pk), by=found.revision.by, in_turn=in_turn)
    said = " ".join(visiting_page(link).get("/invitation/").content.decode().split())
    assert "Bia" not in said
    if in_turn:
        assert "is asked to sign “Protect all migrants” for the Kenya Red Cross Society when it is their turn" in said
    else:
        assert "Sara Said is asked now to sign" in said
        assert "by a newer mail to the same address" in said


def test_old_link_names_who_signs_in_the_newest_round(found, pledge):
    link = found.signature_requests[0].invitation
    owner = Actor(user=found.revision.by)
    name_bia(found)
    reopen(Pledge.objects.get(pk=pledge.pk), reason="Shorter.", by=owner)
    Party.objects.filter(pledge=pledge, kind="state").update(
        signatory_name="Chen Wei", signatory_email="chen@example.org"
    )
    circulated(Pledge.objects.get(pk=pledge.pk), by=found.revision.by)
    said = " ".join(visiting_page(link).get("/invitation/").content.decode().split())
    assert "it is Chen Wei who signs “Protect all migrants” for the Government of Kenya, in your place." in said


def test_old_link_of_a_party_that_was_taken_out_names_nobody(found, pledge):
    link = found.signature_requests[0].invitation
    name_bia(found)
    reopen(Pledge.objects.get(pk=pledge.pk), reason="Shorter.", by=Actor(user=found.revision.by))
    Party.objects.filter(pledge=pledge, kind="state").delete()
    circulated(Pledge.objects.get(pk=pledge.pk), by=found.revision.by)
    said = " ".join(visiting_page(link).get("/invitation/").content.decode().split())
    assert "You are not asked any more to sign “Protect all migrants” for the Government of Kenya" in said
    assert "it is" not in said


def test_old_link_of_who_signs_for_another_party_by_now_leads_there():
    found = opened()
    owner = Actor(user=found.revision.by)
    joining.confirm(asked_to_join(found), by=owner)
    link = Invitation.objects.get(email="ruth@example.org")
    bia = Successor("Bia Otieno", "", "bia@example.org")
    [ruth] = the_round(found.revision.pledge).later
    replace_signatory(ruth, bia, reason="She leaves.", by=owner)
    joining.confirm(asked_to_join(found, code="TZ"), by=owner)
    said = " ".join(visiting_page(link).get("/invitation/").content.decode().split())
    assert (
        "Ruth Okello is asked now to sign “Protect all migrants” for the Government of the United Republic of" in said
    )
    assert "Uganda" not in said


def test_page_of_the_own_signatory_who_was_replaced_says_that_they_are_not_asked(found, pledge):
    add_member(pledge.organisation, make_user("olu@example.org"), "signatory")
    olu, by = Successor("Olu Own", "", "olu@example.org"), Actor(user=found.revision.by)
    new = replace_signatory(found.signature_requests[1], olu, reason="She leaves.", by=by)
    client, page = signed_in(User.objects.get(email="olu@example.org")), f"/pledges/{pledge.reference}/answer/"
    assert client.get(page).status_code == 200
    replace_signatory(new, Successor("Bia Otieno", "", "bia@example.org"), reason="They leave.", by=by)
    response = client.get(page)
    assert response.status_code == 403
    said = " ".join(response.content.decode().split())
    assert "somebody else signs “Protect all migrants” for the Kenya Red Cross Society, in your place." in said
    assert "to make you a drafter" not in said


def visiting_page(link: Invitation) -> Client:
    client = Client()
    session = client.session
    session["link"] = link.token_hash
    session.save()
    client.cookies["sessionid"] = str(session.session_key)
    return client


def test_old_link_of_a_withdrawn_pledge_says_that(found, pledge):
    link = found.signature_requests[0].invitation
    name_bia(found)
    withdraw(pledge, reason="No money.", by=Actor(user=found.revision.by))
    assert "This pledge was withdrawn" in visiting_page(link).get("/invitation/").content.decode()


def test_open_visit_of_who_was_replaced_leads_to_the_page_that_says_so(found, jonas, pledge):
    name_bia(found)
    for page in ("answer", "signatures", "comments"):
        assert jonas.get(f"/pledges/{pledge.reference}/{page}/").url == "/invitation/"
    said = " ".join(jonas.get("/invitation/").content.decode().split())
    assert "it is Bia Otieno who signs" in said
    response = jonas.post(f"/pledges/{pledge.reference}/answer/", {"sign": "", "name": "Jonas Weber"})
    assert response.status_code == 401


def test_new_signatory_reads_how_they_are_named(found, pledge):
    name_bia(found)
    client = visiting("bia@example.org")
    url = f"/pledges/{pledge.reference}/answer/"
    client.post(url, {"read": "", "seen": found.revision.digest})
    page = read(client, url)
    assert "Bia Otieno, in place of Jonas Weber, named in the text" in page.html
    assert "As you were named: Bia Otieno" in page.html
    wrong = client.post(url, {"send-code": "", "seen": found.revision.digest, "name": "Jonas Weber", "agrees": "on"})
    assert "Type your name as you were named: Bia Otieno." in refused(wrong).html


# --- passing on ---


def test_passing_on_says_what_a_colleague_may_do(jonas, hand_over):
    page = read(jonas, "/invitation/forward/")
    assert "to read the text and to comment on it. They can’t sign with it." in page.html
    assert hand_over in jonas.get("/invitation/forward/").content.decode()
    sent = jonas.post("/invitation/forward/", {"name": "Kim", "email": "kim@example.org"}, follow=True)
    assert "We sent Kim a link of their own, to read and to comment." in sent.content.decode()
    colleague = visiting("kim@example.org")
    theirs = colleague.get("/invitation/forward/").content.decode()
    assert "They can’t sign with it." in " ".join(theirs.split())
    assert hand_over not in theirs


def test_colleague_keeps_the_link_when_the_signatory_is_replaced(found, jonas, pledge):
    jonas.post("/invitation/forward/", {"name": "Kim", "email": "kim@example.org"})
    name_bia(found)
    assert visiting("kim@example.org").get(f"/pledges/{pledge.reference}/comments/").status_code == 200
