"""Working on one text with the other party: in two browsers, with a real mail server between them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from commitments.models import Invitation, Notice, User
from commitments.people.mail.digests import gather_digests
from tests.e2e.post_office import PostOffice
from tests.factories import add_member, add_party, make_pledge, make_user, pick, write

pytestmark = pytest.mark.e2e
HARM = "a-protect-from-harm"
LIAISON = "fatuma@interior.example"


@pytest.fixture
def pledge(live_server):
    pledge = make_pledge(title="Wells for all")
    add_party(pledge, "state", "KE")
    pick(pledge, HARM)
    return pledge


@pytest.fixture
def drafter(visit, pledge):
    amina = make_user("amina@example.org", name="Amina Wanjiru")
    add_member(pledge.organisation, amina, "administrator")
    return visit(amina)


def invite(drafter, pledge, email: str = LIAISON, name: str = "Fatuma Hassan") -> None:
    drafter.go(f"/pledges/{pledge.reference}/")
    drafter.follow(drafter.page.get_by_role("link", name="Invite").first)
    drafter.page.get_by_label("E-mail address").fill(email)
    drafter.page.get_by_label("Name").fill(name)
    drafter.page.get_by_label("Your message").fill("Please read box A.")
    drafter.follow(drafter.button("Send the invitation"))
    expect(drafter.page.get_by_text(f"The invitation to {email} is on its way.")).to_be_visible()


def open_link(window, post: PostOffice, email: str = LIAISON) -> None:
    """Follow the link in the newest mail, and type the code that comes to the same address."""
    window.page.goto(post.collect(email).link)
    assert window.path == "/invitation/"
    window.follow(window.button("Send me the code"))
    expect(window.page.get_by_text("The code is on its way.")).to_be_visible()
    window.page.get_by_label("Code").fill(post.collect(email).code)
    window.follow(window.button("Go on"))


def test_other_party_is_invited_and_reads_the_pledge_with_no_account(visit, drafter, pledge, post):
    invite(drafter, pledge)
    letter = post.collect(LIAISON)
    assert letter.subject == "Amina Wanjiru asks for your comments on a pledge: Wells for all"
    assert "Please read box A." in letter.text
    fatuma = visit()
    fatuma.page.goto(letter.link)
    for words in ("Amina Wanjiru", "Wells for all", "Please read box A."):
        expect(fatuma.page.get_by_text(words).first).to_be_visible()
    open_link(fatuma, post)
    assert fatuma.path == f"/pledges/{pledge.reference}/read/"
    expect(fatuma.page.get_by_text("protect").first).to_be_visible()
    assert not User.objects.filter(email=LIAISON).exists()
    drafter.page.reload()
    expect(drafter.page.get_by_text("Confirmed")).to_be_visible()
    # Nothing else opens
    for path in ("", "objectives/", "history/", "invitations/"):
        fatuma.go(f"/pledges/{pledge.reference}/{path}")
        assert fatuma.path == "/accounts/login/"
    fatuma.go(f"/pledges/{pledge.reference}/export/docx/")
    assert fatuma.status == 404
    draft = fatuma.page.request.get(f"{fatuma.base}/pledges/{pledge.reference}/export/pdf/")
    assert (draft.status, draft.headers["content-type"]) == (200, "application/pdf")


def test_mail_gateways_that_open_every_link_change_nothing(visit, drafter, pledge, post):
    invite(drafter, pledge)
    link = post.collect(LIAISON).link
    for _time in range(3):
        scanner = visit()
        scanner.page.goto(link)
        expect(scanner.page.get_by_role("heading", name="You are invited to read a draft pledge")).to_be_visible()
    assert len(post.letters) == 1
    assert Invitation.objects.get().state == "open"
    fatuma = visit()
    open_link(fatuma, post)
    assert fatuma.path == f"/pledges/{pledge.reference}/read/"


def test_link_sent_again_replaces_the_old_one_and_withdrawing_ends_the_visit(visit, drafter, pledge, post):
    invite(drafter, pledge)
    old = post.collect(LIAISON).link
    drafter.follow(drafter.page.get_by_role("button", name="Send again"))
    expect(drafter.page.get_by_text("The old one no longer works.")).to_be_visible()
    fatuma = visit()
    fatuma.page.goto(old)
    expect(fatuma.page.get_by_role("heading", name="This link no longer works")).to_be_visible()
    open_link(fatuma, post)
    drafter.follow(drafter.page.get_by_role("button", name="Withdraw"))
    expect(drafter.page.get_by_text("is withdrawn.")).to_be_visible()
    fatuma.page.reload()
    assert fatuma.path == "/accounts/login/"


def test_invitation_is_passed_on_to_a_colleague_of_the_same_domain(visit, drafter, pledge, post):
    invite(drafter, pledge)
    fatuma = visit()
    open_link(fatuma, post)
    fatuma.page.get_by_text("Your visit").click()
    fatuma.follow(fatuma.page.get_by_role("link", name="Pass it on to a colleague"))
    fatuma.page.get_by_label("e-mail address").fill("grace@elsewhere.example")
    fatuma.page.get_by_label("Your colleague's name").fill("Grace Wangari")
    fatuma.follow(fatuma.button("Send the link"))
    expect(fatuma.page.get_by_role("alert")).to_contain_text("must end in @interior.example")
    fatuma.page.get_by_label("e-mail address").fill("grace@interior.example")
    fatuma.follow(fatuma.button("Send the link"))
    grace = visit()
    open_link(grace, post, "grace@interior.example")
    assert grace.path == f"/pledges/{pledge.reference}/read/"
    fatuma.page.reload()
    assert fatuma.path == f"/pledges/{pledge.reference}/comments/"
    drafter.page.reload()
    expect(drafter.page.get_by_text("Passed on by Fatuma Hassan")).to_be_visible()


def test_wrong_codes_end_in_a_clear_refusal(visit, drafter, pledge, post):
    invite(drafter, pledge)
    thief = visit()
    thief.page.goto(post.collect(LIAISON).link)
    thief.follow(thief.button("Send me the code"))
    right = post.collect(LIAISON).code
    wrong = "000000" if right != "000000" else "000001"
    for _time in range(6):
        thief.page.get_by_label("Code").fill(wrong)
        thief.follow(thief.button("Go on"))
    expect(thief.page.get_by_role("alert")).to_contain_text("Too many tries. Wait 15 minutes")
    assert thief.status == 429
    assert Invitation.objects.get().state == "open"


def digest(post: PostOffice, to: str):
    """Let the notices have waited long enough, and return the mail that tells them."""
    for notice in Notice.objects.all():
        Notice.objects.filter(pk=notice.pk).update(at=notice.at - timedelta(minutes=11))
    gather_digests()
    return post.collect(to)


def test_two_parties_talk_about_one_text_until_it_suits_both(visit, drafter, pledge, post):
    """Comment, answer, suggestion, taken: each side hears of the other by mail, and of nothing that is not for it."""
    item = write(pledge, "objective", "Dig wells in the north.", key="own-wells")
    invite(drafter, pledge)
    fatuma = visit()
    open_link(fatuma, post)
    fatuma.follow(fatuma.page.get_by_role("link", name="Comment, or suggest changes"))
    place = fatuma.page.locator("#item-own-wells")
    place.locator("summary", has_text="Comment").click()
    place.get_by_label("Your comment").fill("Why only <the north>?")
    fatuma.follow(fatuma.button("Send this comment"))
    expect(place.get_by_text("Why only <the north>?", exact=True)).to_be_visible()

    letter = digest(post, "amina@example.org")
    assert letter.link.endswith(f"/pledges/{pledge.reference}/comments/")
    drafter.page.goto(letter.link)
    theirs = drafter.page.locator("#item-own-wells")
    theirs.locator("summary", has_text="Comment").click()
    theirs.get_by_label("Only Organisation").first.check()
    theirs.get_by_label("Your comment").fill("The ministry is right, between us.")
    drafter.follow(theirs.get_by_role("button", name="Send this comment"))
    expect(drafter.page.get_by_text("The ministry is right, between us.", exact=True)).to_be_visible()
    fatuma.page.reload()
    assert "between us" not in fatuma.page.content()

    place.locator("summary", has_text="Suggest another wording").click()
    place.get_by_label("The wording that you suggest").fill("Dig wells in the north and the east.")
    fatuma.follow(place.get_by_role("button", name="Suggest this wording"))
    drafter.page.reload()
    drafter.follow(drafter.page.get_by_role("button", name="Take this wording"))
    expect(drafter.page.get_by_text("The pledge has the suggested wording now.")).to_be_visible()
    item.refresh_from_db()
    assert item.text == "Dig wells in the north and the east."
    told = digest(post, LIAISON)
    assert "taken" in told.text.lower() or "took" in told.text.lower()
    assert "between us" not in told.text
    drafter.go(f"/pledges/{pledge.reference}/history/")
    expect(drafter.page.get_by_text("Fatuma Hassan suggested")).to_be_visible()
