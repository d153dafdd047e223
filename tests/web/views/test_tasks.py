"""A pledge's own page in every state: its tasks in words, one main button, and nothing that makes no sense any more."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from commitments.drafting import negotiating
from commitments.drafting.suggesting import suggest
from commitments.models import Actor, Invitation, NationalSociety, Organisation, Party, Pledge
from commitments.signing import ending, joining, objecting, submitting
from commitments.signing.ending import withdraw
from commitments.text.marks import mark_of
from tests.factories import (
    add_party,
    agreed,
    asked_to_join,
    circulated,
    give_signature,
    make_guest,
    make_member,
    make_organisation,
    make_pledge,
    make_ready,
    opened,
    signatory,
    the_round,
    write,
)
from tests.web.views.conftest import signed_in
from tests.web.views.pages import Page, read
from tests.web.views.test_comments import visiting

pytestmark = pytest.mark.django_db
TASK = re.compile(r'<h2 class="name">([^<]+)</h2><p class="what">(?:<span class="tag [a-z]*">)?([^<]+)')
BUTTON = re.compile(r'<a class="button secondary small" href="[^"]*">([^<]+)</a>')
MAIN_BUTTON = re.compile(r'<(?:a|button)[^>]* class="button"')
NAMES = ["Write", "Check", "Invite to comment", "Ask to sign", "Submit", "Publish"]


@pytest.fixture
def society() -> Organisation:
    society = NationalSociety.objects.get(state__iso2="KE")
    return make_organisation("Kenya Red Cross Society", national_society=society, state=society.state)


@pytest.fixture
def drafter(society) -> Client:
    return signed_in(make_member("drafter", society))


def empty(society: Organisation) -> Pledge:
    return make_pledge(society, introduction="")


def draft(society: Organisation) -> Pledge:
    """Something is in every section."""
    pledge = make_ready(society)
    write(pledge, "action", "Open service points in every county.", theme_name="Services")
    write(pledge, "indicator", "Service points that are open: 12.")
    Pledge.objects.filter(pk=pledge.pk).update(resources_text="Each party bears its own costs.")
    return Pledge.objects.get(pk=pledge.pk)


def to_fix(society: Organisation) -> Pledge:
    pledge = draft(society)
    write(pledge, "objective", "Work in [region].")
    return pledge


def invited(society: Organisation) -> Pledge:
    pledge = draft(society)
    make_guest(pledge, party_key=pledge.parties.get(kind="state").key)
    return pledge


def negotiated(society: Organisation) -> Pledge:
    """At a table with a party of which nobody is invited."""
    pledge = draft(society)
    negotiating.open_table(pledge, pledge.parties.get(kind="state").key, by=make_member("drafter", society))
    return Pledge.objects.get(pk=pledge.pk)


def at_the_table(society: Organisation) -> Pledge:
    pledge = negotiated(society)
    make_guest(pledge, party_key=pledge.parties.get(kind="state").key)
    return pledge


def going_round(society: Organisation) -> Pledge:
    return circulated(draft(society)).revision.pledge


def changes(society: Organisation) -> Pledge:
    found = circulated(draft(society))
    asked = found.signature_requests[0]
    objecting.request_changes(asked, seen=found.revision.digest, by=signatory(asked), text="Say <people>.")
    return found.revision.pledge


def declined(society: Organisation) -> Pledge:
    found = circulated(draft(society))
    asked = found.signature_requests[0]
    objecting.decline(asked, seen=found.revision.digest, by=signatory(asked), reason="لا تفويض <b>")
    return found.revision.pledge


def reopened(society: Organisation) -> Pledge:
    pledge = changes(society)
    by = Actor(user=the_round(pledge).revision.by)
    ending.reopen(Pledge.objects.get(pk=pledge.pk), reason="As the Ministry asks.", by=by)
    return pledge


def signed(society: Organisation) -> Pledge:
    return agreed(draft(society)).revision.pledge


def submitted(society: Organisation, reference: str = "SP330012") -> Pledge:
    found = agreed(draft(society), may_publish=True)
    pledge, by = found.revision.pledge, Actor(user=found.revision.by)
    submitting.submit(pledge, on=timezone.now().date(), conference_reference=reference, by=by)
    return pledge


def published(society: Organisation) -> Pledge:
    pledge = submitted(society)
    submitting.publish(pledge, by=Actor(user=the_round(pledge).revision.by))
    return pledge


def joined(society: Organisation) -> Pledge:
    found = opened(organisation=society)
    asked_to_join(found)
    return found.revision.pledge


def withdrawn(society: Organisation) -> Pledge:
    pledge = going_round(society)
    by = the_round(pledge).revision.by
    by.name = "Amina Wanjiru"
    by.save()
    ending.withdraw(Pledge.objects.get(pk=pledge.pk), reason="We make <another> one.", by=Actor(user=by))
    return pledge


Made = Callable[[Organisation], Pledge]
STATES: dict[Made, tuple[str, str]] = {
    empty: ("Next: Fill in “Parties and period”", "parties/"),
    draft: ("Next: Invite the Government of Kenya to comment", "invitations/#invite"),
    to_fix: ("Next: 1 thing to fix before the parties can sign", "check/#fix"),
    invited: ("Next: Ask the parties to sign", "circulate/"),
    negotiated: ("Next: Invite the Government of Kenya to comment", "invitations/#invite"),
    at_the_table: ("Next: Agree with the Government of Kenya on 3 rows of the table", "table/"),
    going_round: ("Waiting for Jonas Weber, Sara Said", "signatures/"),
    changes: ("Jonas Weber asks for changes", "reopen/"),
    declined: ("Jonas Weber declined to sign", "signatures/"),
    reopened: ("Next: Ask the parties to sign", "circulate/"),
    signed: ("Next: Submit it to the Conference", "submit/"),
    submitted: ("It can be published: every party agrees to that", "publish/"),
    published: ("Nothing left to do", "export/pdf/"),
    joined: ("1 further party asks to sign", "joining/"),
    withdrawn: ("Nothing left to do", "copy/"),
}
"""How each state is made; its heading, and where the main button leads"""


def own_page(client: Client, pledge: Pledge) -> Page:
    return read(client, f"/pledges/{pledge.reference}/")


def tasks(page: Page) -> dict[str, str]:
    return dict(TASK.findall(page.html))


def of_main(page: Page) -> str:
    return page.html.split("<main", 1)[1].split("</main>")[0]


@pytest.mark.parametrize("made", STATES, ids=lambda made: made.__name__)
@pytest.mark.parametrize("role", ["drafter", "viewer", "signatory", "administrator"])
def test_page_has_one_main_button_in_every_state(society, made, role):
    pledge = made(society)
    page = own_page(signed_in(make_member(role, society)), pledge)
    assert len(MAIN_BUTTON.findall(of_main(page))) == 1
    assert len(set(page.ids)) == len(page.ids)


@pytest.mark.parametrize("made", STATES, ids=lambda made: made.__name__)
def test_main_button_is_the_next_step(society, drafter, made):
    pledge = made(society)
    page = own_page(drafter, pledge)
    heading, address = STATES[made]
    assert f'<h2 id="h-next">{heading}</h2>' in page.html
    button = re.search(r'<a class="button" href="([^"]+)"', of_main(page))[1]
    assert button.startswith(f"/pledges/{pledge.reference}/{address}")


@pytest.mark.parametrize("made", [made for made in STATES if made is not withdrawn], ids=lambda made: made.__name__)
def test_tasks_are_those_of_a_pledges_life_in_its_order(society, drafter, made):
    assert list(tasks(own_page(drafter, made(society)))) == NAMES


def test_withdrawn_pledge_has_no_tasks_any_more_and_says_who_withdrew_it_and_why(society, drafter):
    page = own_page(drafter, withdrawn(society))
    assert tasks(page) == {}
    assert "Amina Wanjiru withdrew this pledge on" in page.html
    assert '<blockquote dir="auto">We make &lt;another&gt; one.</blockquote>' in page.html
    assert "Copy it to a new pledge" in page.html


def test_draft_that_never_went_round_is_withdrawn_with_its_reason(society, drafter):
    pledge = draft(society)
    withdraw(pledge, reason="Too early", by=Actor(user=make_member("drafter", society)))
    page = own_page(drafter, pledge)
    assert "withdrew this pledge on" in page.html
    assert "Too early" in page.html


def test_declined_pledge_says_who_why_and_what_can_be_done(society, drafter):
    pledge = declined(society)
    page = own_page(drafter, pledge)
    assert "Jonas Weber declined to sign for the Government of Kenya:" in page.html
    assert "لا تفويض &lt;b&gt;" in page.html
    key = pledge.parties.get(kind="state").key
    for address in (f"signatures/{key}/0/", "reopen/", "withdraw/"):
        assert f"/pledges/{pledge.reference}/{address}" in page.links
    assert 'class="note"' not in page.html, "words of a person are no warning"


@pytest.mark.parametrize("made", [changes, reopened])
def test_what_a_party_asks_for_is_quoted_until_it_goes_round_again(society, drafter, made):
    page = own_page(drafter, made(society))
    assert "Jonas Weber asks for changes, for the Government of Kenya:" in page.html
    assert '<blockquote dir="auto">Say &lt;people&gt;.</blockquote>' in page.html


def test_reopened_pledge_says_who_took_it_back_and_why(society, drafter):
    page = own_page(drafter, reopened(society))
    assert "took the text back to change it on" in page.html
    assert "As the Ministry asks." in page.html


def test_agreed_pledge_is_green_and_has_its_files(society, drafter):
    pledge = signed(society)
    page = own_page(drafter, pledge)
    assert 'class="card next done"' in page.html
    assert "Every party has signed" in page.html
    assert f"/pledges/{pledge.reference}/export/pdf/" in page.links
    assert "Record the submission" in page.html
    assert 'class="card next done"' not in own_page(drafter, draft(society)).html


SECTION_PAGES = ("parties/", "introduction/", "objectives/", "actions/", "indicators/", "resources/")


@pytest.mark.parametrize("made", STATES, ids=lambda made: made.__name__)
def test_nothing_is_offered_that_makes_no_sense_any_more(society, drafter, made):
    pledge = made(society)
    own, links = f"/pledges/{pledge.reference}/", own_page(drafter, pledge).links
    offered = {link.removeprefix(own).partition("#")[0] for link in links if link.startswith(own)}
    is_draft = made in (empty, draft, to_fix, invited, negotiated, at_the_table, reopened)
    assert {page for page in SECTION_PAGES if page in offered} == (set(SECTION_PAGES) if is_draft else set())
    assert ("invitations/" in offered) == is_draft
    assert ("circulate/" in offered) == (made in (draft, invited, reopened))
    assert ("submit/" in offered) == (made is signed)
    assert ("reopen/" in offered) == (made in (going_round, changes, declined, signed))
    assert ("withdraw/" in offered) == (made in (going_round, changes, declined, reopened, signed))
    assert ("publish/" in offered) == (made in (submitted, published))


@pytest.mark.parametrize("made", STATES, ids=lambda made: made.__name__)
def test_published_pledge_leads_to_its_page_in_the_register(society, drafter, made):
    pledge = made(society)
    own = f"/pledges/{pledge.reference}/"
    for page in (own, f"{own}signatures/", f"{own}publish/"):
        assert (f"/register/{pledge.reference}/" in read(drafter, page).links) == (made is published), page


@pytest.mark.parametrize("made", STATES, ids=lambda made: made.__name__)
def test_viewer_is_offered_nothing_that_changes_a_pledge(society, made):
    pledge = made(society)
    page = own_page(signed_in(make_member("viewer", society)), pledge)
    own, links = f"/pledges/{pledge.reference}/", page.links
    changing = ("circulate", "submit", "reopen", "withdraw", "publish", "copy", "invitations")
    assert [link for link in links if link.startswith(own) and link.removeprefix(own).split("/")[0] in changing] == []
    assert set(BUTTON.findall(of_main(page))) <= {"See the check", "Who has signed"}
    assert {task for task in BUTTON.findall(of_main(page)) if made is to_fix} <= {"See the check"}


def test_signatory_of_the_organisation_signs_on_its_page(society):
    pledge = draft(society)
    sara = make_member("signatory", society, email="sara@example.org")
    found = circulated(pledge)
    page = own_page(signed_in(sara), pledge)
    assert '<h2 id="h-next">Next: Read it and sign</h2>' in page.html
    assert f"/pledges/{pledge.reference}/answer/" in page.links
    give_signature(found.signature_requests[1])
    assert "Waiting for Jonas Weber" in own_page(signed_in(sara), pledge).html


def test_states_are_said_in_words(society, drafter):
    assert tasks(own_page(drafter, empty(society))) == {
        "Write": "nothing yet in 5 sections",
        "Check": "once something is written",
        "Invite to comment": "only if you want: nobody else makes this pledge",
        "Ask to sign": "once nothing is left to fix",
        "Submit": "once every party has signed",
        "Publish": "once every party has signed, and agrees to that",
    }
    found = tasks(own_page(drafter, invited(society)))
    assert found["Write"] == "something is in every section"
    assert found["Invite to comment"] == "1 invited, 1 opened it"
    assert found["Ask to sign"] == "nothing stands in the way"
    day = timezone.now().date()
    found = tasks(own_page(drafter, submitted(society)))
    assert found["Submit"] == f"handed to the Conference on {day.day} {day:%b %Y}, reference SP330012"
    assert found["Ask to sign"] == "every party has signed"
    assert tasks(own_page(drafter, signed(society)))["Publish"] == (
        "once these agree to that, too: Government of Kenya, Kenya Red Cross Society"
    )
    assert (
        tasks(own_page(drafter, submitted(society, "")))["Submit"]
        == f"handed to the Conference on {day.day} {day:%b %Y}"
    )


def test_part_that_signed_is_counted_while_it_goes_round(society, drafter):
    found = circulated(draft(society))
    give_signature(found.signature_requests[0])
    state = tasks(own_page(drafter, found.revision.pledge))["Ask to sign"]
    assert state.startswith("1 of 2 parties have signed, answers asked for by ")


@pytest.mark.parametrize(
    ("party", "called"),
    [
        ({"kind": "national_society", "code": "UG"}, "the Uganda Red Cross Society"),
        ({"kind": "component", "code": "ICRC"}, "the ICRC"),
        ({"kind": "observer", "name": "منظمة الإغاثة"}, "منظمة الإغاثة"),
        ({"kind": "state", "code": "KE", "name": "Ministry of Health"}, "the Ministry of Health"),
    ],
)
def test_party_that_is_not_invited_yet_is_named(society, drafter, party, called):
    pledge = make_pledge(society)
    add_party(pledge, "national_society", "KE")
    expected = add_party(pledge, **party)
    called = "the International Committee of the Red Cross" if party.get("code") == "ICRC" else called
    assert f">Invite {called}</a>" in own_page(drafter, pledge).html
    page = read(drafter, f"/pledges/{pledge.reference}/invitations/")
    assert f"<h1>Invite {called}</h1>" in page.html
    assert page.fields["party"] == [expected.key]


def test_party_is_not_invited_twice_and_its_focal_point_is_offered(society, drafter):
    pledge = draft(society)
    Party.objects.filter(pledge=pledge, kind="state").update(focal_name="Fatuma", focal_email="fatuma@example.org")
    url = f"/pledges/{pledge.reference}/invitations/"
    fields = read(drafter, url).fields
    assert (fields["name"], fields["email"]) == (["Fatuma"], ["fatuma@example.org"])
    drafter.post(url, {**{name: fields[name][0] for name in ("name", "email", "party")}, "invite": ""})
    page = read(drafter, url)
    assert "<h1>Invite to comment</h1>" in page.html
    assert page.fields["email"] == [""]
    assert "Next: Ask the parties to sign" in page.html
    assert Invitation.objects.get().email == "fatuma@example.org"
    Invitation.objects.update(withdrawn_at=timezone.now())
    assert "<h1>Invite the Government of Kenya</h1>" in read(drafter, url).html


@pytest.mark.parametrize(
    ("made", "is_offered"), [(draft, True), (going_round, True), (signed, False), (withdrawn, False)]
)
def test_nobody_is_invited_once_every_party_has_signed(society, drafter, made, is_offered):
    page = read(drafter, f"/pledges/{made(society).reference}/invitations/")
    assert ("invite=" in page.buttons) == is_offered


def test_invitation_can_still_be_withdrawn_once_every_party_has_signed(society, drafter):
    pledge = draft(society)
    guest = make_guest(pledge, party_key=pledge.parties.get(kind="state").key)
    url = f"/pledges/{pledge.reference}/invitations/"
    assert f"send-again={guest.pk}" in read(drafter, url).buttons
    agreed(pledge)
    page = read(drafter, url)
    assert (f"withdraw={guest.pk}" in page.buttons, f"send-again={guest.pk}" in page.buttons) == (True, False)
    assert "nobody is invited any more" in page.html


def test_export_ends_in_the_next_step_and_in_asking_the_parties(society, drafter):
    pledge = draft(society)
    page = read(drafter, f"/pledges/{pledge.reference}/export/")
    assert "Next: Invite the Government of Kenya to comment" in page.html
    assert f"/pledges/{pledge.reference}/circulate/" in page.links
    page = read(drafter, f"/pledges/{invited(society).reference}/export/")
    assert page.html.count("Ask the parties to sign</") == 3, "the heading, the button, and that of the phone's bar"
    page = read(drafter, f"/pledges/{signed(society).reference}/export/")
    assert "Next: Submit it to the Conference" in page.html
    assert "Ask the parties to sign" not in page.html


def test_who_is_known_is_filled_in_when_the_parties_are_asked(society, drafter):
    pledge = draft(society)
    Party.objects.filter(pledge=pledge).update(signatory_name="", signatory_title="", signatory_email="")
    state, own = pledge.parties.order_by("position")
    make_guest(pledge, party_key=state.key, name="Jonas Weber", email="jonas@example.org")
    make_member("signatory", society, email="sara@example.org").__class__.objects.filter(
        email="sara@example.org"
    ).update(name="Sara Said")
    page = read(drafter, f"/pledges/{pledge.reference}/circulate/")
    assert page.fields[f"{state.key}-signatory_name"] == ["Jonas Weber"]
    assert page.fields[f"{own.key}-signatory_email"] == ["sara@example.org"]
    assert page.html.count("whom you know already") == 2
    assert '<option value="Sara Said &lt;sara@example.org&gt;">' in page.html
    Party.objects.filter(pk=own.pk).update(signatory_name="Юлия")
    page = read(drafter, f"/pledges/{pledge.reference}/circulate/")
    assert page.fields[f"{own.key}-signatory_name"] == ["Юлия"], "what was typed stays"
    assert page.fields[f"{own.key}-signatory_email"] == [""]


def test_parties_and_their_currencies_are_offered_for_resources(society, drafter):
    pledge = draft(society)
    add_party(pledge, "observer", name="Example <Relief>")
    html = read(drafter, f"/pledges/{pledge.reference}/resources/").html
    known = re.search(r'<datalist id="known-parties">(.*?)</datalist>', html)[1]
    assert re.findall('value="([^"]+)"', known) == [
        "Government of Kenya",
        "Kenya Red Cross Society",
        "Example &lt;Relief&gt;",
    ]
    money = re.search(r'<datalist id="known-currencies">(.*?)</datalist>', html)[1]
    assert re.findall('value="([^"]+)"', money) == ["KES", "CHF", "EUR", "USD"]
    assert 'list="known-parties"' in html


def test_guest_sees_their_turn_first_on_the_start_page(society):
    found = circulated(draft(society))
    guest = signatory(found.signature_requests[0]).guest
    client = Client()
    session = client.session
    session["guest"] = [guest.pk, guest.token_hash]
    session.save()
    html = read(client, "/").html
    assert html.index("Your turn") < html.index("Your answer is asked for") < html.index("<h1>")
    assert "Your turn" not in read(Client(), "/").html


def test_further_party_that_was_answered_leaves_the_page(society, drafter):
    pledge = joined(society)
    joining.refuse(pledge.join_requests.get(), reason="Too late", by=Actor(user=the_round(pledge).revision.by))
    assert '<h2 id="h-next">Open for signatures of further parties</h2>' in own_page(drafter, pledge).html


PAGES = (
    *("blanks", "suggestions", "history", "history/compare", "pictures", "table", "read", "signatures", "trail"),
    *("submit", "publish", "joining", "comments", "export"),
)
ITSELF = {("drafter", signed, "submit"), ("drafter", submitted, "publish"), ("drafter", joined, "joining")}
"""Pages on which what is next is done: beside their button stands no other"""
NEXT = re.compile(r'<section class="card next" aria-labelledby="h-next">.*?<a class="button" href="([^"#]+)')


@pytest.mark.parametrize("made", [empty, at_the_table, changes, declined, signed, submitted, joined, withdrawn])
@pytest.mark.parametrize("role", ["drafter", "viewer"])
def test_every_page_ends_in_the_next_step_unless_it_is_that_step(society, made, role):
    pledge, client = made(society), signed_in(make_member(role, society))
    for name in PAGES:
        url = f"/pledges/{pledge.reference}/{name}/"
        page = read(client, url)
        if (role, made, name) in ITSELF:
            assert NEXT.findall(page.html) == []
        else:
            (onward,) = NEXT.findall(page.html)
            assert onward != url
        assert f"/pledges/{pledge.reference}/" in page.links
        assert len(set(page.ids)) == len(page.ids)


@pytest.mark.parametrize("made", [at_the_table, going_round, signed])
def test_guests_pages_end_in_their_next_step_and_lead_to_no_page_of_the_drafters(society, made):
    pledge = made(society)
    guest = pledge.invitations.first() or make_guest(pledge, party_key=pledge.parties.get(kind="state").key)
    Invitation.objects.filter(pk=guest.pk).update(confirmed_at=timezone.now())
    for name in ("read", "comments", "signatures"):
        url = f"/pledges/{pledge.reference}/{name}/"
        page = read(visiting(guest), url)
        (onward,) = NEXT.findall(page.html)
        assert onward != url
        assert f"/pledges/{pledge.reference}/" not in page.links


def test_draft_that_was_never_sent_round_is_not_withdrawn_on_the_page_of_signatures(society, drafter):
    for made, offered in ((draft, False), (reopened, True), (going_round, True), (submitted, False)):
        pledge = made(society)
        page = read(drafter, f"/pledges/{pledge.reference}/signatures/")
        assert (f"/pledges/{pledge.reference}/withdraw/" in page.links) == offered


def test_list_of_suggested_changes_is_reached_from_the_pledges_page(society, drafter):
    pledge = invited(society)
    address = f"/pledges/{pledge.reference}/suggestions/"
    assert address in own_page(drafter, pledge).links
    item = pledge.items.get(kind="indicator")
    guest = Actor(guest=pledge.invitations.get())
    suggest(pledge, guest, f"item:{item.key}", "Нужно <двенадцать>.", is_shared=True, seen=mark_of(item.text))
    page = own_page(drafter, pledge)
    assert '<h2 id="h-next">Next: Answer 1 suggested change</h2>' in page.html
    assert page.links.count(address) == 2
    assert "Suggested changes</a>(1)" in page.html.replace("</a> (", "</a>(")
