"""The public page where a further party asks to sign an open pledge, and the owner's list of who did."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.serializers import serialize
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from commitments import models
from commitments.models import JoinRequest, Mail, Organisation, Pledge, SignatureRequest
from commitments.signing import joining
from commitments.signing.joining import waiting
from commitments.text.days import in_english
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
    opened,
    signatory,
    the_round,
)
from tests.web.views.conftest import signed_in
from tests.web.views.pages import Page, count_queries, read, refused

pytestmark = pytest.mark.django_db
RUTH = "ruth@example.org"
TYPED = {
    "ask": "",
    "kind": "state",
    "country": "UG",
    "organisation": "",
    "name": "Ruth <b> Okello",
    "title": "Minister",
    "email": RUTH,
}


@pytest.fixture
def found(db):
    return opened()


@pytest.fixture
def owner(found) -> Client:
    return signed_in(make_member("drafter", found.revision.pledge.organisation))


def page_of(found) -> str:
    return f"/v/{found.revision.code}/join/"


def list_of(found) -> str:
    return f"/pledges/{found.revision.pledge.reference}/joining/"


def close() -> None:
    Pledge.objects.update(open_until=timezone.now().date() - timedelta(days=2))


# Asking


def test_somebody_asks_types_the_code_and_waits(client, found):
    url = page_of(found)
    page = read(client, url)
    assert page.buttons == ["ask="]
    for said in ("Protect all migrants", found.revision.pledge.reference, "Government of Kenya", "can sign it until"):
        assert said in page.html
    assert client.post(url, TYPED).url == url
    page = read(client, url)
    assert "Ruth &lt;b&gt; Okello, for the Government of Uganda" in page.html
    assert page.buttons == ["prove=", "send-again=", "start-over="]
    code = mailed_code(RUTH)
    assert client.post(url, {"prove": "", "code": f" {code[:3]} {code[3:]} "}).url == url
    page = read(client, url)
    assert "is told that you ask for the Government of Uganda" in page.html
    assert waiting(found.revision.pledge) == 1
    assert "code" not in page.fields


def test_who_asks_pastes_name_and_address(client, found):
    pasted = {**TYPED, "name": "", "email": f"Ruth Okello <mailto:{RUTH.title()}>"}
    assert client.post(page_of(found), pasted).status_code == 302
    assert "Ruth Okello, for the Government of Uganda" in read(client, page_of(found)).html
    assert mailed_code(RUTH)


@pytest.mark.parametrize(
    ("said", "party"),
    [
        ({"kind": "national_society", "country": "UG"}, "The Uganda Red Cross Society"),
        ({"kind": "observer", "country": "", "organisation": "Example Relief"}, "Example Relief"),
        ({"kind": "observer", "country": "UG", "organisation": "Example Relief"}, "Example Relief"),
        (
            {"kind": "component", "country": "", "component": "ICRC"},
            "International Committee of the Red Cross",
        ),
        ({"kind": "state", "country": "UG", "organisation": "Left over"}, "Government of Uganda"),
        ({"kind": "authority", "country": "KE", "organisation": "the Ministry of Health"}, "Ministry of Health"),
        ({"kind": "authority", "country": "UG", "organisation": "Kampala City Council"}, "Kampala City Council"),
    ],
)
def test_any_kind_of_party_asks(client, found, said, party):
    assert client.post(page_of(found), {**TYPED, **said}).status_code == 302
    assert JoinRequest.objects.get().party == party


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"kind": ""}, "Choose for whom you ask."),
        ({"kind": "region"}, "Select a valid choice"),
        ({"country": ""}, "Choose the country."),
        ({"country": "XX"}, "Choose a country of the list."),
        ({"country": "U\0"}, "Null characters are not allowed."),
        ({"country": "KE"}, "Government of Kenya is a party of this pledge already."),
        ({"kind": "observer", "organisation": ""}, "Write the name of the organisation."),
        ({"kind": "component", "country": ""}, "Choose the ICRC or the IFRC."),
        ({"kind": "component", "component": "WFP"}, "Choose one of the list."),
        ({"kind": "observer", "organisation": "[Relief]"}, "square brackets"),
        ({"kind": "observer", "organisation": "kenya red cross society"}, "is a party of this pledge already"),
        ({"kind": "authority", "organisation": ""}, "Write the name of the authority."),
        ({"kind": "authority", "organisation": "Ministry of Health", "country": ""}, "Choose the country."),
        ({"kind": "authority", "organisation": "Government of Uganda"}, "is the Government itself"),
        (
            {"kind": "observer", "organisation": "Uganda Red Cross Society"},
            "is in the directory: The Uganda Red Cross Society",
        ),
        ({"kind": "observer", "organisation": "?!"}, "Write your name, and for which party you ask."),
        ({"name": ""}, "Write your name, as you will sign."),
        ({"name": "A\nB"}, "line break"),
        ({"name": "hidden\u202d"}, "can reorder words"),
        ({"title": "t" * 300}, "300 characters"),
        ({"email": "nobody"}, "Enter a valid email address"),
        ({"email": "a@example.org\nBcc: b@example.org"}, "Enter a valid email address"),
    ],
)
def test_bad_input_comes_back_as_typed_and_asks_nothing(client, found, said, says):
    typed = {**TYPED, **said}
    page = refused(client.post(page_of(found), typed))
    assert says in page.html
    assert page.fields["name"] == [typed["name"]] or "\n" in typed["name"]
    assert page.fields["organisation"] == [typed["organisation"]]
    assert page.fields["title"] == [typed["title"]]
    assert not JoinRequest.objects.exists()
    assert not Mail.objects.filter(to=RUTH).exists()


def test_country_without_a_recognised_society_is_named(client, found):
    society = models.NationalSociety.objects.get(state__iso2="UG")
    models.NationalSociety.objects.filter(pk=society.pk).update(recognised=False)
    page = refused(client.post(page_of(found), {**TYPED, "kind": "national_society"}))
    assert "no recognised National Society of this country" in page.html


def test_wrong_code_is_refused_and_the_sixth_try_too(client, found):
    url = page_of(found)
    client.post(url, TYPED)
    for _time in range(5):
        assert "This is not the code" in refused(client.post(url, {"prove": "", "code": "abc"})).html
    response = client.post(url, {"prove": "", "code": mailed_code(RUTH)})
    assert response.status_code == 429
    assert "Too many tries. Wait 15 minutes" in response.content.decode()
    assert waiting(found.revision.pledge) == 0


def test_codes_are_sent_five_times_an_hour(client, found):
    url = page_of(found)
    client.post(url, TYPED)
    for _time in range(4):
        assert client.post(url, {"send-again": ""}).status_code == 302
    assert client.post(url, {"send-again": ""}).status_code == 429
    response = client.post(url, {**TYPED, "country": "RW"})
    assert response.status_code == 429
    assert Page(response.content.decode()).fields["country"] == ["RW"]
    assert Mail.objects.filter(to=RUTH).count() == 5


def test_what_was_asked_is_corrected_before_the_code(client, found):
    url = page_of(found)
    client.post(url, {**TYPED, "email": "rutt@example.org"})
    response = client.post(url, {"start-over": ""})
    assert response.status_code == 200
    page = Page(response.content.decode())
    assert {name: page.fields[name] for name in ("kind", "country", "name", "email")} == {
        "kind": ["state"],
        "country": ["UG"],
        "name": ["Ruth <b> Okello"],
        "email": ["rutt@example.org"],
    }
    client.post(url, TYPED)
    assert "we sent a code to ruth@example.org" in read(client, url).html


def test_code_of_another_browser_opens_nothing(client, found):
    url = page_of(found)
    client.post(url, TYPED)
    other = Client()
    assert other.post(url, {"prove": "", "code": mailed_code(RUTH)}).status_code == 302
    assert read(other, url).buttons == ["ask="]
    assert waiting(found.revision.pledge) == 0


def test_who_belongs_to_the_owner_is_told_after_the_code(client, found):
    add_member(found.revision.pledge.organisation, make_user(RUTH), "administrator")
    url = page_of(found)
    assert client.post(url, TYPED).status_code == 302
    page = refused(client.post(url, {"prove": "", "code": mailed_code(RUTH)}))
    assert "Somebody of the new party must ask." in page.html


def test_answer_shows_to_who_asked(client, found, owner):
    url = page_of(found)
    for country, verb in (("UG", "confirm"), ("RW", "refuse")):
        client.post(url, {**TYPED, "country": country, "email": f"{country.lower()}@example.org"})
        client.post(url, {"prove": "", "code": mailed_code(f"{country.lower()}@example.org")})
        key = JoinRequest.objects.latest("pk").pk
        owner.post(list_of(found), {verb: key, f"r{key}-reason": "Ask <later>"})
        page = read(client, url)
        assert page.buttons == ["start-over="]
        assert ("Open the link in the mail to ug@example.org" in page.html) is (verb == "confirm")
        assert ("Ask &lt;later&gt;" in page.html) is (verb == "refuse")
        client.post(url, {"start-over": ""})


@pytest.mark.parametrize("method", ["get", "head"])
def test_mail_scanners_change_nothing(client, found, owner, method):
    asked_to_join(found)
    client.post(page_of(found), {**TYPED, "country": "RW", "email": "paul@example.org"})
    rows = (
        models.JoinRequest,
        models.SignatureRequest,
        models.Mail,
        models.Notice,
        models.TrailEntry,
        models.Invitation,
    )
    before = [serialize("json", model.objects.order_by("pk")) for model in rows]
    key = JoinRequest.objects.earliest("pk").pk
    for visitor in (client, Client(), owner):
        for query in ("", "?ask=", f"?confirm={key}", "?prove=&code=123456"):
            getattr(visitor, method)(page_of(found) + query)
            getattr(visitor, method)(list_of(found) + query)
    assert [serialize("json", model.objects.order_by("pk")) for model in rows] == before


def test_page_of_a_closed_pledge_says_so_and_asks_nothing(client, found):
    url = page_of(found)
    close()
    page = read(client, url)
    assert "was open for further parties until" in page.html
    assert page.buttons == []
    assert "was open for further parties until" in refused(client.post(url, TYPED)).html
    assert not JoinRequest.objects.exists()


@pytest.mark.parametrize(
    ("openness", "says"),
    [("specific", "the list of its parties is closed"), ("open", "once it was handed to the Conference")],
)
def test_page_of_a_signed_pledge_says_whether_it_opens(client, openness, says):
    found = agreed(make_ready(openness=openness))
    page = read(client, page_of(found))
    assert says in page.html
    assert page.buttons == []
    refused(client.post(page_of(found), TYPED))
    assert not JoinRequest.objects.exists()


def test_text_that_not_everybody_signed_has_no_page(client):
    found = circulated()
    for url in (page_of(found), "/v/guessed/join/"):
        assert client.get(url).status_code == 404
        assert client.post(url, TYPED).status_code == 404


def test_page_is_kept_by_nobody(client, found):
    assert "no-store" in client.get(page_of(found))["Cache-Control"]


def test_notice_stands_while_the_pledge_is_open(found):
    pledge = found.revision.pledge
    said = {"pledge": pledge, "revision": found.revision}
    html = render_to_string("commitments/join/_notice.html", said)
    assert f"Open to further parties until {pledge.open_until:%-d %B %Y} is over everywhere on earth (UTC−12)." in html
    assert f'href="{page_of(found)}"' in html
    close()
    pledge.refresh_from_db()
    assert render_to_string("commitments/join/_notice.html", said).strip() == ""


# The owner's list


def test_owner_confirms_and_the_party_signs(found, owner):
    asked = asked_to_join(found)
    page = read(owner, list_of(found))
    for said in ("Government of Uganda", "Ruth Okello", "Minister of Health", RUTH):
        assert said in page.html
    assert page.buttons == [f"confirm={asked.pk}", f"refuse={asked.pk}"]
    assert owner.post(list_of(found), {"confirm": asked.pk}).url == list_of(found)
    page = read(owner, list_of(found))
    assert "Ruth Okello can sign for the Government of Uganda now." in page.html
    assert page.buttons == []
    give_signature(the_round(found.revision.pledge).signature_requests[-1])
    html = read(owner, f"/pledges/{found.revision.pledge.reference}/signatures/").html
    assert "Further party" in html
    assert "2 of 2 parties have signed" in html
    assert "1 of 1 further party has signed" in html


def test_owner_sees_what_each_party_is(found, owner, client):
    url = page_of(found)
    for said, email in (
        ({}, "a@example.org"),
        ({"kind": "authority", "organisation": "Ministry of Water"}, "b@example.org"),
        ({"kind": "observer", "organisation": "Ministry of Health of Somewhere"}, "c@example.org"),
        ({"kind": "observer", "organisation": "Example Relief"}, "d@example.org"),
    ):
        client.post(url, {**TYPED, **said, "email": email})
        client.post(url, {"prove": "", "code": mailed_code(email)})
        client.post(url, {"start-over": ""})
    html = read(owner, list_of(found)).html
    state, authority, ministry, relief = html.split("<h3>")[1:]
    assert ">State</p>" in state
    assert "Authority of a State: Uganda" in authority
    doubt = "If this is part of a State, refuse the request"
    assert [doubt in card for card in (state, authority, ministry, relief)] == [False, False, True, False]
    assert "Observer organisation" in relief


def test_page_names_the_owner_with_its_article(found, client):
    Organisation.objects.filter(pk=found.revision.pledge.organisation_id).update(name="Example Red Cross Society")
    url = page_of(found)
    assert "You ask here; the Example Red Cross Society answers." in read(client, url).html
    client.post(url, TYPED)
    client.post(url, {"prove": "", "code": mailed_code(RUTH)})
    assert "The Example Red Cross Society is told that you ask for the Government of Uganda." in read(client, url).html


def test_authority_that_was_asked_for_is_corrected(found, client):
    url = page_of(found)
    asked = {**TYPED, "kind": "authority", "country": "UG", "organisation": "the Ministry of Water"}
    client.post(url, asked)
    page = Page(client.post(url, {"start-over": ""}).content.decode())
    assert {name: page.fields[name] for name in ("kind", "country", "organisation")} == {
        "kind": ["authority"],
        "country": ["UG"],
        "organisation": ["the Ministry of Water"],
    }


def test_owner_refuses_with_a_reason(found, owner):
    first, second = asked_to_join(found), asked_to_join(found, code="RW", email="paul@example.org")
    url = list_of(found)
    page = refused(owner.post(url, {"refuse": second.pk, f"r{second.pk}-reason": "no\u202e"}))
    assert "can reorder words" in page.html
    assert page.fields[f"r{second.pk}-reason"] == ["no\u202e"]
    assert page.fields[f"r{first.pk}-reason"] == [""]
    assert "Write the reason" in refused(owner.post(url, {"refuse": first.pk})).html
    assert waiting(found.revision.pledge) == 2
    owner.post(url, {"refuse": second.pk, f"r{second.pk}-reason": "Not <this> year"})
    assert "Not &lt;this&gt; year" in read(owner, url).html
    assert "Not <this> year" in Mail.objects.get(to="paul@example.org", subject__startswith="You can").body
    assert waiting(found.revision.pledge) == 1


def test_who_is_too_late_with_an_answer_is_told(found, owner):
    asked = asked_to_join(found)
    close()
    page = read(owner, list_of(found))
    assert page.buttons == [f"refuse={asked.pk}"]
    owner.post(list_of(found), {"confirm": asked.pk})
    assert "It can’t be signed any more." in read(owner, list_of(found)).html
    assert not SignatureRequest.objects.filter(is_later=True).exists()


def test_viewer_reads_and_answers_nothing_and_strangers_find_nothing(found, stranger, client):
    asked, url = asked_to_join(found), list_of(found)
    viewer = signed_in(make_member("viewer", found.revision.pledge.organisation))
    assert read(viewer, url).buttons == []
    for visitor, status in ((viewer, 403), (stranger, 404), (client, 401)):
        assert visitor.post(url, {"confirm": asked.pk}).status_code == status
    assert stranger.get(url).status_code == 404
    assert waiting(found.revision.pledge) == 1


def test_request_to_another_pledge_is_not_touched(found):
    asked, other = asked_to_join(found), opened()
    theirs = signed_in(make_member("administrator", other.revision.pledge.organisation))
    for verb in ("confirm", "refuse"):
        theirs.post(list_of(other), {verb: asked.pk, f"r{asked.pk}-reason": "No"})
    assert waiting(found.revision.pledge) == 1


@pytest.mark.parametrize(
    ("verb", "key"),
    [("", ""), ("confirm", ""), ("confirm", "x"), ("confirm", "²"), ("refuse", "9" * 40), ("junk", "1")],
)
def test_command_that_makes_no_sense_does_nothing(found, owner, verb, key):
    asked_to_join(found)
    assert owner.post(list_of(found), {verb: key}).status_code == 302
    assert waiting(found.revision.pledge) == 1


def test_list_takes_the_same_queries_for_one_and_many(found, owner):
    asked_to_join(found)
    one = count_queries(owner, list_of(found))
    for code in ("RW", "TZ", "SO"):
        asked_to_join(found, code=code, email=f"{code}@example.org".lower())
    assert count_queries(owner, list_of(found)) == one


def test_owner_sees_on_every_page_that_somebody_waits(found, owner):
    pledge = found.revision.pledge
    pages = (f"/pledges/{pledge.reference}/", f"/pledges/{pledge.reference}/signatures/")
    for url in (*pages, "/pledges/"):
        assert "asks to sign" not in read(owner, url).html
    asked_to_join(found)
    for url in pages:
        page = read(owner, url)
        assert "1 further party asks to sign" in page.html
        assert list_of(found) in page.links
    page = read(owner, "/pledges/")
    assert "1 further party asks to sign</a>" in page.html
    assert list_of(found) in page.links


# The signatory's page


def test_further_signatory_is_offered_to_sign_or_decline(found, owner):
    asked = asked_to_join(found)
    signature_request = joining.confirm(
        asked, by=models.Actor(user=make_member("drafter", found.revision.pledge.organisation))
    )
    guest = Client()
    session = guest.session
    invitation = signatory(signature_request).guest
    session["guest"] = [invitation.pk, invitation.token_hash]
    session.save()
    url = f"/pledges/{found.revision.pledge.reference}/answer/"
    assert "has confirmed that you may sign this pledge for the Government of Uganda" in read(guest, url).html
    guest.post(url, {"read": "", "seen": found.revision.digest})
    page = read(guest, url)
    assert {"decline=", "send-code="} <= set(page.buttons)
    assert "request-changes=" not in page.buttons
    assert "As you wrote it when you asked: Ruth Okello" in page.html
    close()
    page = read(guest, url)
    assert "This pledge is closed" in page.html
    assert "send-code=" not in page.buttons


# Another day, and closing the list


def until_of(found) -> str:
    return f"{list_of(found)}until/"


def test_owner_changes_the_day(found, owner):
    day = timezone.now().date() + timedelta(days=90)
    assert until_of(found) in read(owner, list_of(found)).links
    page = read(owner, until_of(found))
    assert page.fields["until"] == [f"{found.revision.pledge.open_until}"]
    assert {"change-day=", "close="} <= set(page.buttons)
    assert owner.post(until_of(found), {"change-day": "", "until": f"{day}"}).status_code == 302
    assert Pledge.objects.get().open_until == day
    assert f"Further parties can sign until {in_english(day)}." in read(owner, until_of(found)).html


@pytest.mark.parametrize(
    ("until", "says"),
    [("", "Write the last day."), ("2020-01-01", "This day is over."), ("soon", "month in words"), ("03/04/2099", "")],
)
def test_day_that_can_not_be_comes_back_as_typed(found, owner, until, says):
    before = Pledge.objects.get().open_until
    response = owner.post(until_of(found), {"change-day": "", "until": until})
    page = refused(response)
    assert says in page.html
    assert page.fields["until"] == [until]
    assert Pledge.objects.get().open_until == before


def test_owner_closes_the_list_and_opens_it_again(client, found, owner):
    assert owner.post(until_of(found), {"close": ""}).status_code == 302
    page = read(owner, until_of(found))
    assert "Closed: nobody else can sign." in page.html
    assert "close=" not in page.buttons
    closed_on = Pledge.objects.get().closed_on
    said = f"This pledge was open for further parties until {closed_on:%-d %B %Y}."
    for html in (read(owner, list_of(found)).html, page.html):
        assert said in html
    assert said in read(client, page_of(found)).html
    assert "Ask to join" not in read(client, f"/v/{found.revision.code}/").html
    owner.post(until_of(found), {"close": ""})
    assert "The list of parties is closed already." in read(owner, until_of(found)).html
    day = timezone.now().date() + timedelta(days=9)
    owner.post(until_of(found), {"change-day": "", "until": f"{day}"})
    assert "Ask to join" in read(client, f"/v/{found.revision.code}/").html


def test_who_only_reads_changes_no_day(found):
    viewer = signed_in(make_member("viewer", found.revision.pledge.organisation))
    assert until_of(found) not in read(viewer, list_of(found)).links
    assert read(viewer, until_of(found)).buttons == []
    assert viewer.post(until_of(found), {"close": ""}).status_code == 403
    assert Pledge.objects.get().closed_at is None


def test_list_of_a_pledge_that_was_not_handed_in_has_no_day_to_change(owner, found):
    Pledge.objects.update(status="agreed")
    assert until_of(found) not in read(owner, list_of(found)).links
    page = read(owner, until_of(found))
    assert "Only of an open pledge that was handed to the Conference can the list be changed." in page.html
    assert page.buttons == []
    assert owner.post(until_of(found), {"close": ""}).status_code == 302
    assert Pledge.objects.get().closed_at is None


@pytest.mark.parametrize(("email", "times"), [("ruth@gmail.com", 1), ("ruth@health.go.ug", 0)])
def test_owner_sees_that_anybody_can_have_a_governments_address(found, owner, email, times):
    asked_to_join(found, email=email)
    assert read(owner, list_of(found)).html.count("Anybody can have an address at gmail.com.") == times
