"""The errand with another signatory: one leaves and proposes a colleague, who signs; and a scanner opens every link."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar

import pytest
from playwright.sync_api import expect

from commitments.models import Pledge, Signature, TrailEntry
from commitments.people.mail.sending import send_due
from commitments.trail.record import verify
from tests.e2e.post_office import PostOffice
from tests.e2e.test_signing import open_link, sign
from tests.exports.reading import text_of
from tests.factories import add_member, circulated, make_ready, make_user, the_round

pytestmark = pytest.mark.e2e
SARA, JONAS, BIA = "sara@example.org", "jonas@example.org", "bia@example.org"


@pytest.fixture
def sara(live_server):
    """Who drafts, and signs for the National Society."""
    return make_user(SARA, name="Sara Said")


@pytest.fixture
def found(sara, post):
    pledge = make_ready(title="Wells for all")
    add_member(pledge.organisation, sara, "administrator")
    return circulated(pledge, by=sara)


def test_signatory_leaves_and_a_colleague_signs_in_their_place(visit, sara, found, post, tmp_path):
    pledge = found.revision.pledge
    drafter = visit(sara)
    drafter.page.goto(post.collect(SARA).link)
    sign(drafter, post, SARA, "Sara Said")

    # The minister reads, and proposes somebody else
    jonas = visit()
    open_link(jonas, post, JONAS)
    jonas.follow(jonas.page.get_by_role("link", name="Somebody else signs").last)
    jonas.page.get_by_label("Name", exact=True).fill("Bia Otieno")
    jonas.page.get_by_label("Title").fill("Permanent Secretary")
    jonas.page.get_by_label("E-mail address").fill("bia")
    jonas.page.get_by_label("By delegation for").check()
    jonas.page.get_by_label("For whom").fill("the Minister of Health")
    jonas.page.get_by_label("Why does somebody else sign?").fill("I leave office on Friday.")
    jonas.follow(jonas.button("Propose them to the drafters"))
    expect(jonas.page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(jonas.page.get_by_label("For whom")).to_have_value("the Minister of Health")
    jonas.page.get_by_label("E-mail address").fill(BIA)
    jonas.follow(jonas.button("Propose them to the drafters"))
    expect(jonas.page.get_by_text("Once one of them confirms it, Bia Otieno is asked to sign.")).to_be_visible()

    # A drafter confirms it, by the link in the mail
    letter = post.collect(SARA)
    assert "I leave office on Friday." in letter.text
    drafter.page.goto(letter.link)
    expect(drafter.page.get_by_text("I leave office on Friday.")).to_be_visible()
    drafter.follow(drafter.button("Confirm, and ask them to sign"))
    expect(drafter.page.get_by_text("Bia Otieno is asked to sign now.")).to_be_visible()
    assert "your signature on it stands" not in post.collect(JONAS).text

    # The minister's open page and old link say who signs now
    jonas.go(f"/pledges/{pledge.reference}/answer/")
    expect(jonas.page.get_by_text("it is Bia Otieno who signs")).to_be_visible()
    old = next(letter for letter in post.letters if letter.to == JONAS and "/invitations/" in letter.text)
    visitor = visit()
    visitor.page.goto(old.link)
    expect(visitor.page.get_by_text("it is Bia Otieno who signs")).to_be_visible()
    assert visitor.page.get_by_role("button", name="Send me the code").count() == 0

    # She signs, and the paper says in whose place
    assert "You are asked in place of Jonas Weber." in post.collect(BIA).text
    bia = visit()
    open_link(bia, post, BIA)
    bia.follow(bia.button("I have read it: go on to answer"))
    as_printed = "Bia Otieno, Permanent Secretary, by delegation for the Minister of Health, in place of Jonas Weber"
    expect(bia.page.get_by_text(as_printed)).to_be_visible()
    bia.page.get_by_label("Your name").fill("Bia Otieno")
    bia.page.get_by_label("I have read this text").check()
    bia.follow(bia.button("Send me the code"))
    bia.page.get_by_label("Code").fill(post.collect(BIA).code)
    bia.follow(bia.button("Sign"))
    expect(bia.page.get_by_role("heading", name="You signed this text")).to_be_visible()
    send_due()
    assert Pledge.objects.get().status == "agreed"
    [pdf] = [letter for letter in post.letters if letter.to == BIA][-1].files
    words = text_of(pdf)
    for expected in ("Bia Otieno", "Jonas Weber", "Sara Said"):
        assert expected in words
    anybody = visit()
    anybody.go(f"/v/{the_round(pledge).revision.code}/")
    expect(anybody.page.get_by_text("in place of Jonas Weber, named in the text")).to_be_visible()
    kept = tmp_path / "signed.pdf"
    kept.write_bytes(pdf)
    anybody.page.locator("main input[type=file]").set_input_files(kept)
    anybody.follow(anybody.page.locator("main form button").last)
    expect(anybody.page.get_by_text("This is exactly the text that was signed")).to_be_visible()
    drafter.go(f"/pledges/{pledge.reference}/trail/")
    expect(drafter.page.get_by_text("to sign for the Government of Kenya, in place of")).to_be_visible()
    assert verify(pledge) == []


# --- a gateway that opens every link before anybody reads the mail ---


def scan(post: PostOffice, already: set[str]) -> None:
    """Open every link of every mail, and every link of this site on the pages behind it; post nothing."""
    send_due()
    for letter in list(post.letters):
        for link in re.findall(r"https?://\S+", letter.text):
            if link not in already:
                already.add(link)
                open_and_follow(link)


def open_and_follow(link: str) -> None:
    """By HEAD and by GET, with cookies as a browser keeps them."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    site = "/".join(link.split("/")[:3])
    for method in ("HEAD", "GET"):
        page = fetched(browser, link, method)
    for href in hrefs(page):
        fetched(browser, site + href, "GET")


def fetched(browser: urllib.request.OpenerDirector, link: str, method: str) -> str:
    try:
        with browser.open(urllib.request.Request(link, method=method), timeout=20) as answer:  # noqa: S310  this site's
            return str(answer.read().decode(errors="replace"))
    except urllib.error.HTTPError as refused:
        if refused.code >= 500:
            raise
        return ""


def hrefs(page: str) -> Iterator[str]:
    yield from dict.fromkeys(re.findall(r'<a [^>]*href="(/[^"#]*)"', page))


def test_scanner_that_opens_every_link_changes_nothing(visit, sara, found, post):
    pledge, scanned = found.revision.pledge, set[str]()
    drafter = visit(sara)
    scan(post, scanned)
    drafter.page.goto(post.collect(SARA).link)
    sign(drafter, post, SARA, "Sara Said")
    scan(post, scanned)
    key = found.signature_requests[0].party_key
    drafter.go(f"/pledges/{pledge.reference}/signatures/{key}/0/")
    drafter.page.get_by_label("Name", exact=True).fill("Bia Otieno")
    drafter.page.get_by_label("E-mail address").fill(BIA)
    drafter.page.get_by_label("Why does somebody else sign?").fill("He leaves office.")
    drafter.follow(drafter.button("Name them, and tell everybody"))
    expect(drafter.page.get_by_text("Bia Otieno is asked to sign now.")).to_be_visible()
    entries, mails = TrailEntry.objects.count(), len(post.letters)
    scan(post, scanned)
    assert [letter.subject for letter in post.letters[mails:] if "code" in letter.subject] == []
    assert TrailEntry.objects.count() == entries
    assert [asked.email for asked in the_round(pledge).signature_requests] == [BIA, SARA]
    assert Signature.objects.count() == 1
    bia = visit()
    open_link(bia, post, BIA)
    scan(post, scanned)
    sign(bia, post, BIA, "Bia Otieno")
    assert Pledge.objects.get().status == "agreed"
    assert verify(pledge) == []
    scan(post, scanned)
    assert len(scanned) == 4, "to sign, for three people, and the page where the signed text is checked"
