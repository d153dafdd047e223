"""Naming who signs and sending a text round; taking it back; recording that it was handed in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from commitments.exports.pdf.renderer import busy
from commitments.exports.registry import FORMATS
from commitments.models import Actor, Circulation, Mail, Party, Pledge, Revision, Submission
from commitments.signing.ending import reopen
from tests.factories import agreed, circulated, give_signature, make_member, make_ready, the_round, write
from tests.web.views.conftest import signed_in
from tests.web.views.pages import read, refused, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def pledge(db) -> Pledge:
    """A draft that nothing blocks: jonas@example.org signs for the Government, sara@example.org for the Society."""
    return make_ready()


@pytest.fixture
def url(pledge) -> str:
    return f"/pledges/{pledge.reference}/circulate/"


def key(pledge: Pledge, kind: str = "state") -> str:
    return Party.objects.get(pledge=pledge, kind=kind).key


def test_drafter_names_who_signs_and_sends_the_text_round(drafter, pledge, url):
    party = key(pledge)
    page = read(drafter, url)
    assert page.fields[f"{party}-signatory_name"] == ["Jonas Weber"]
    typed = {
        f"{party}-signatory_name": "Fatuma <b>Hassan</b>",
        f"{party}-signatory_title": "Principal Secretary",
        f"{party}-signatory_email": "Fatuma@Interior.example",
        f"{party}-signs_by": "delegation",
        f"{party}-signs_for": "the Minister of the Interior",
        "message": "As we <i>agreed</i>",
    }
    assert send(drafter, url, typed, save="").url == url
    assert Pledge.objects.get().status == "draft"
    response = send(drafter, url, {"message": "As we <i>agreed</i>"}, circulate="")
    assert response.status_code == 302, response.content.decode()
    assert response.url == f"/pledges/{pledge.reference}/signatures/"
    named = Party.objects.get(key=party)
    assert (named.signatory_name, named.signatory_email) == ("Fatuma <b>Hassan</b>", "fatuma@interior.example")
    assert (named.signs_by, named.signs_for) == ("delegation", "the Minister of the Interior")
    assert Pledge.objects.get().status == "in-circulation"
    mail = Mail.objects.get(to="fatuma@interior.example")
    assert "As we <i>agreed</i>" in mail.body
    assert "Fatuma &lt;b&gt;Hassan&lt;/b&gt;" in read(drafter, response.url).html
    assert drafter.get(url).url == response.url, "once it goes round, this page leads to the signatures"


def test_signatory_pasted_as_name_and_address_fills_both_boxes(drafter, pledge, url):
    party = key(pledge)
    pasted = {f"{party}-signatory_name": "", f"{party}-signatory_email": "Fatuma Hassan <Fatuma@Interior.example>"}
    assert send(drafter, url, pasted, save="").url == url
    named = Party.objects.get(key=party)
    assert (named.signatory_name, named.signatory_email) == ("Fatuma Hassan", "fatuma@interior.example")


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("signatory_name", "x" * 151, "151 characters"),
        ("signatory_name", "Jonas\u202e Weber", "can reorder words"),
        ("signatory_name", "A\nB", "line break"),
        ("signatory_email", "nobody", "Enter a valid email address"),
        ("signatory_email", "a@example.org\nBcc: b@example.org", "Enter a valid email address"),
        ("signs_by", "magic", "Select a valid choice"),
        ("signs_for", "x\0y", "control character"),
    ],
)
def test_bad_signatory_comes_back_as_typed_and_nothing_goes_round(drafter, pledge, url, field, typed, says):
    name = f"{key(pledge)}-{field}"
    response = send(drafter, url, {name: typed}, circulate="")
    page = refused(response)
    assert says in page.html
    if field not in ("signs_by",):
        assert page.fields[name] == [typed.replace("\0", "\ufffd")]  # as browsers read it
    assert Pledge.objects.get().status == "draft"
    assert Mail.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"asked_for": ""}, "Write the day by which"),
        ({"asked_for": "2019-02-30"}, "no day “2019-02-30”"),
        ({"asked_for": "03/04/2027"}, "3 April 2027 or as 4 March 2027"),
        ({"asked_for": "2019-01-01"}, "This day is over"),
        ({"asked_for": "2199-01-01"}, "within the next year"),
        ({"order": ""}, "Choose when each party is asked"),
        ({"order": "first-come"}, "Select a valid choice"),
        ({"message": "long " * 1000}, "characters"),
        ({"message": "x\u202ey"}, "can reorder words"),
        ({"seen": "another text"}, "changed"),
        ({"seen": ""}, "changed"),
    ],
)
def test_bad_round_comes_back_and_nothing_goes_round(drafter, pledge, url, changes, says):
    page = refused(send(drafter, url, {"message": "Kept as typed", **changes}, circulate=""))
    assert says in page.html
    if "message" not in changes:
        assert page.fields["message"] == ["Kept as typed"]
    assert (Pledge.objects.get().status, Revision.objects.count(), Mail.objects.count()) == ("draft", 0, 0)


def test_names_that_are_well_typed_are_kept_beside_those_that_are_not(drafter, pledge, url):
    party, society = key(pledge), key(pledge, "national_society")
    typed = {f"{party}-signatory_email": "nobody", f"{society}-signatory_name": "Amina Wanjiru"}
    refused(send(drafter, url, typed, circulate=""))
    assert Party.objects.get(key=society).signatory_name == "Amina Wanjiru"


def test_page_says_what_is_to_be_fixed_first_and_leads_there(drafter, pledge, url):
    write(pledge, "objective", "Help in [region].", key="own-open")
    page = read(drafter, url)
    assert "1 thing to fix before the parties can sign" in page.html
    assert f"/pledges/{pledge.reference}/blanks/" in "".join(page.links)
    page = refused(send(drafter, url, circulate=""))
    assert "There is a problem" in page.html
    assert Pledge.objects.get().status == "draft"


def test_name_that_a_colleague_wrote_meanwhile_is_not_overwritten(drafter, pledge, url):
    party = key(pledge)
    page = read(drafter, url)
    colleague = signed_in(make_member("drafter", pledge.organisation))
    send(colleague, url, {f"{party}-signatory_name": "Theirs"}, save="")
    typed = {name: values[-1] for name, values in page.fields.items()} | {f"{party}-signatory_name": "Mine"}
    answer = refused(drafter.post(url, typed | {"save": ""}))
    assert "“Theirs” here meanwhile" in answer.html
    assert answer.fields[f"{party}-signatory_name"] == ["Mine"]
    assert Party.objects.get(key=party).signatory_name == "Theirs"


def test_very_many_parties_are_named_on_their_own_pages(drafter, pledge, url):
    for number in range(12):
        Party.objects.create(pledge=pledge, kind="observer", name=f"Observer {number}", position=number + 3)
    page = read(drafter, url)
    assert "Nobody is named" in page.html
    assert [name for name in page.fields if name.endswith("signatory_name")] == []


# Taking it back


def take_back(client: Client, pledge: Pledge, how: str, **typed: str):
    return client.post(f"/pledges/{pledge.reference}/{how}/", {"reason": "The ministry <b>asks</b> for it", **typed})


@pytest.mark.parametrize("how", ["reopen", "withdraw"])
def test_page_says_whose_signatures_fall_and_everybody_reads_the_reason(drafter, pledge, how):
    found = circulated(pledge)
    give_signature(found.signature_requests[0])
    page = read(drafter, f"/pledges/{pledge.reference}/{how}/")
    assert "This signature becomes void:" in page.html
    assert "Jonas Weber" in page.html
    assert take_back(drafter, pledge, how).status_code == 302
    assert Pledge.objects.get().status == ("draft" if how == "reopen" else "withdrawn")
    html = read(drafter, f"/pledges/{pledge.reference}/signatures/").html
    assert "The ministry &lt;b&gt;asks&lt;/b&gt; for it" in html
    assert "<s>Signed" in html
    told = Mail.objects.filter(body__contains="The ministry <b>asks</b> for it").values_list("to", flat=True)
    assert set(told) >= {"jonas@example.org", "sara@example.org"}


@pytest.mark.parametrize("how", ["reopen", "withdraw"])
@pytest.mark.parametrize(
    ("reason", "says"),
    [("", "Write the reason"), ("x" * 3_001, "characters"), ("x\0y", "control character"), ("\u202e", "can reorder")],
)
def test_bad_reason_changes_nothing(drafter, pledge, how, reason, says):
    circulated(pledge)
    page = refused(take_back(drafter, pledge, how, reason=reason))
    assert says in page.html
    assert Pledge.objects.get().status == "in-circulation"


@pytest.mark.parametrize("status", ["draft", "submitted", "withdrawn"])
def test_what_is_not_possible_is_said_and_not_offered(drafter, pledge, status):
    Pledge.objects.update(status=status)
    page = read(drafter, f"/pledges/{pledge.reference}/reopen/")
    assert "This is not possible now" in page.html
    assert "reason" not in page.fields
    assert refused(take_back(drafter, pledge, "reopen")).html
    assert Pledge.objects.get().status == status


# Handing it in


def hand_in(client: Client, pledge: Pledge, **typed: str):
    today = f"{timezone.now().date():%Y-%m-%d}"
    return client.post(f"/pledges/{pledge.reference}/submit/", {"on": today, "conference_reference": "PL <1>", **typed})


def test_submission_is_recorded_with_its_day_its_reference_and_who_wrote_it(drafter, pledge):
    agreed(pledge)
    url = f"/pledges/{pledge.reference}/signatures/"
    assert f"/pledges/{pledge.reference}/submit/" in read(drafter, url).links
    page = read(drafter, url)
    assert {"on", "conference_reference", "person"} <= set(page.fields)
    assert hand_in(drafter, pledge).url == url
    assert "conference_reference" not in read(drafter, url).fields
    submission = Submission.objects.get()
    assert (submission.on, submission.conference_reference) == (timezone.now().date(), "PL <1>")
    html = read(drafter, url).html
    assert "PL &lt;1&gt;" in html
    assert "Handed to the Conference on" in html
    assert "reason" not in read(drafter, f"/pledges/{pledge.reference}/reopen/").fields


def test_pages_say_that_no_contact_is_named_until_one_is(drafter, pledge, url):
    before, after = "No party names a focal point", "The secretariat sees your name and address, and asks you."
    parties, submit = f"/pledges/{pledge.reference}/parties/", f"/pledges/{pledge.reference}/submit/"
    pledge.parties.update(focal_email="")
    assert before in read(drafter, url).html
    assert parties in read(drafter, url).links
    party = pledge.parties.all()[0]
    pledge.parties.filter(pk=party.pk).update(focal_email="focal@example.org")
    assert before not in read(drafter, url).html
    agreed(pledge)
    assert after not in read(drafter, submit).html
    pledge.parties.update(focal_email="")
    assert after in read(drafter, submit).html


def test_who_may_not_record_it_or_cannot_yet_has_no_form_for_it(drafter, viewer, pledge):
    url = f"/pledges/{pledge.reference}/signatures/"
    circulated(pledge)
    assert "conference_reference" not in read(drafter, url).fields
    for signature_request in the_round(pledge).signature_requests:
        give_signature(signature_request)
    assert "conference_reference" in read(drafter, url).fields
    assert "conference_reference" not in read(viewer, url).fields


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"on": ""}, "Write the day"),
        ({"on": "yesterday"}, "month in words"),
        ({"on": f"{timezone.now() + timedelta(days=2):%Y-%m-%d}"}, "to come"),
        ({"on": "1990-01-01"}, "last party signed"),
        ({"conference_reference": "x" * 101}, "characters"),
        ({"conference_reference": "x\u202ey"}, "can reorder words"),
    ],
)
def test_bad_submission_comes_back_and_records_nothing(drafter, pledge, typed, says):
    agreed(pledge)
    page = refused(hand_in(drafter, pledge, **typed))
    assert says in page.html
    for name, value in typed.items():
        assert page.fields[name] == [value]
    assert (Pledge.objects.get().status, Submission.objects.count()) == ("agreed", 0)


def test_signed_text_is_published_once_every_party_agrees(drafter, pledge):
    found = agreed(pledge)
    url = f"/pledges/{pledge.reference}/publish/"
    page = read(drafter, url)
    assert "Not before every party agrees to that" in page.html
    assert page.buttons == []
    drafter.post(url, {"publish": ""})
    assert Pledge.objects.get().published_at is None
    for signature_request in found.signature_requests:
        signature_request.may_publish = True
        signature_request.save(update_fields=["may_publish"])
    assert url in read(drafter, f"/pledges/{pledge.reference}/signatures/").links
    page = read(drafter, url)
    assert page.buttons == ["publish="]
    assert "Copies that somebody has taken by then can’t be recalled." in page.html
    assert Pledge.objects.get().published_at is None, "what it means is said first"
    drafter.post(url, {"publish": ""})
    assert Pledge.objects.get().published_at is not None
    assert "Published: whoever has the public address can read the text." in read(drafter, url).html


def test_old_button_of_the_page_of_signatures_publishes_nothing(drafter, pledge):
    agreed(pledge, may_publish=True)
    assert drafter.post(f"/pledges/{pledge.reference}/signatures/", {"publish": ""}).status_code == 404
    assert Pledge.objects.get().published_at is None


def test_drafter_takes_a_publication_back_and_publishes_again(drafter, pledge):
    agreed(pledge, may_publish=True)
    url = f"/pledges/{pledge.reference}/publish/"
    drafter.post(url, {"publish": ""})
    assert read(drafter, url).buttons == ["unpublish="]
    drafter.post(url, {"unpublish": ""})
    assert Pledge.objects.get().published_at is None
    page = read(drafter, url)
    assert "Its publication was taken back on" in page.html
    assert page.buttons == ["publish="]
    drafter.post(url, {"unpublish": ""})
    assert "This text is not published." in read(drafter, url).html
    drafter.post(url, {"publish": ""})
    assert Pledge.objects.get().published_at is not None


def test_text_that_goes_round_still_has_nothing_to_publish(drafter, pledge):
    circulated(pledge)
    page = read(drafter, f"/pledges/{pledge.reference}/publish/")
    assert "Only a text that every party has signed can be published." in page.html
    assert page.buttons == []


def test_mail_is_sent_again_to_whom_it_is_up_alone(drafter, pledge):
    found = circulated(pledge, in_turn=True)
    url = f"/pledges/{pledge.reference}/signatures/"
    first, second = found.signature_requests
    assert read(drafter, url).buttons == [f"send-again={first.party_key}"]
    assert drafter.post(url, {"send-again": first.party_key}).status_code == 302
    assert Mail.objects.filter(to="jonas@example.org").count() == 2
    assert drafter.post(url, {"send-again": second.party_key}).status_code == 404
    assert Mail.objects.filter(to="sara@example.org").count() == 0


def test_character_that_cannot_be_printed_is_named_on_the_page_and_leads_to_its_field(drafter, pledge, url):
    item = write(pledge, "objective", "Protect \ue000 all migrants.")
    response = send(drafter, url, {}, circulate="")
    assert response.status_code == 422
    html = response.content.decode()
    assert "No font can print a character in objective 2: U+E000 PRIVATE USE" in html
    assert f"/pledges/{pledge.reference}/items/{item.key}/" in html
    assert Pledge.objects.get().status == "draft"


@pytest.mark.files
def test_busy_machine_is_said_and_what_was_typed_is_kept(drafter, pledge, url, monkeypatch):
    def wait(_printed):
        raise busy()

    monkeypatch.setitem(FORMATS, "pdf", replace(FORMATS["pdf"], render=wait))
    response = send(drafter, url, {"message": "As we agreed"}, circulate="")
    assert response.status_code == 422
    html = response.content.decode()
    assert "Many PDFs are being made just now. Try again in a minute." in html
    assert "As we agreed" in html
    assert not Revision.objects.exists()


@pytest.mark.parametrize("in_turn", [True, False])
def test_second_round_keeps_the_order_and_the_message_of_the_first(drafter, pledge, in_turn):
    found = circulated(pledge, in_turn=in_turn)
    Circulation.objects.update(message="Please sign before the Conference.")
    reopen(pledge, reason="A mistake", by=Actor(user=found.revision.by))
    page = read(drafter, f"/pledges/{pledge.reference}/circulate/")
    assert page.fields["order"] == ["in-turn" if in_turn else "at-once"]
    assert page.fields["message"] == ["Please sign before the Conference."]


def test_first_round_begins_with_everybody_at_once_and_no_message(drafter, pledge):
    page = read(drafter, f"/pledges/{pledge.reference}/circulate/")
    assert (page.fields["order"], page.fields["message"]) == (["at-once"], [""])


WARNED = "<b>Anybody can have an address at {}. For a Government, ask for an official address.</b>"


def test_web_mail_address_of_a_governments_signatory_is_warned_of_and_taken(drafter, pledge, url):
    party = key(pledge)
    assert "Anybody can have an address" not in read(drafter, url).html
    assert send(drafter, url, {f"{party}-signatory_email": "Jonas@Hotmail.fr"}, save="").url == url
    page = read(drafter, url)
    assert page.html.count(WARNED.format("hotmail.fr")) == 1
    assert "Only who reads this mailbox can sign." in page.html
    assert send(drafter, url, {}, circulate="").status_code == 302
    assert Pledge.objects.get().status == "in-circulation"


def test_web_mail_address_of_a_society_s_signatory_is_not_warned_of(drafter, pledge, url):
    assert send(drafter, url, {f"{key(pledge, 'national_society')}-signatory_email": "s@gmail.com"}, save="").url == url
    assert "Anybody can have an address" not in read(drafter, url).html
