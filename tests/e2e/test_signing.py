"""The whole errand of two parties, in two browsers with a real mail server between them; and what is refused in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from commitments.models import Actor, Pledge, Signature, SignatureRequest
from commitments.people.mail.sending import send_due
from commitments.signing.ending import reopen
from tests.e2e.post_office import PostOffice
from tests.exports.reading import text_of
from tests.factories import add_member, add_party, circulated, make_pledge, make_ready, make_user, the_round, write

pytestmark = pytest.mark.e2e
AMINA, FATUMA = "amina@example.org", "fatuma@interior.example"


@pytest.fixture
def pledge(live_server) -> Pledge:
    """A draft of the Government of Kenya and the Kenya Red Cross Society; nobody is named who signs."""
    pledge = make_pledge(title="Wells for all", introduction="")
    add_party(pledge, "state", "KE")
    add_party(pledge, "national_society", "KE")
    write(pledge, "objective", "Dig three wells in the north of Kenya by 2021.", key="own-wells")
    return pledge


@pytest.fixture
def amina(pledge):
    """An administrator of the National Society, who drafts the pledge and signs for it."""
    amina = make_user(AMINA, name="Amina Wanjiru")
    add_member(pledge.organisation, amina, "administrator")
    return amina


@pytest.fixture
def drafter(visit, amina):
    return visit(amina)


def name_signatories(page: Page, *, ministry: str = FATUMA) -> None:
    for party, (name, title, email) in {
        "Government of Kenya": ("Fatuma Hassan", "Principal Secretary", ministry),
        "Kenya Red Cross Society": ("Amina Wanjiru", "Secretary General", AMINA),
    }.items():
        card = page.get_by_role("group", name=re.compile(party))
        card.get_by_label("Name").fill(name)
        card.get_by_label("Title").fill(title)
        card.get_by_label("E-mail address").fill(email)


def send_round(window, pledge, *, message: str = "") -> None:
    """Name who signs, and send the text round."""
    window.go(f"/pledges/{pledge.reference}/")
    window.follow(window.page.get_by_role("link", name="Ask the parties to sign").first)
    name_signatories(window.page)
    window.page.get_by_label("Your message").fill(message)
    window.follow(window.button("Freeze this text and ask for signatures"))
    expect(window.page.get_by_text("The text is frozen, and on its way to be signed.")).to_be_visible()


def open_link(window, post: PostOffice, email: str = FATUMA) -> None:
    """Follow the link in the newest mail, and type the code that comes to the same address."""
    window.page.goto(post.collect(email).link)
    type_the_code(window, post, email)


def open_next_link(window, post: PostOffice, email: str = FATUMA) -> None:
    """Follow another link to the same address in the same browser: it asks for no other code."""
    window.page.goto(post.collect(email).link)
    window.follow(window.button("Go on"))


def type_the_code(window, post: PostOffice, email: str) -> None:
    window.follow(window.button("Send me the code"))
    expect(window.page.get_by_text("The code is on its way.")).to_be_visible()
    window.page.get_by_label("Code").fill(post.collect(email).code)
    window.follow(window.button("Go on"))


def sign(window, post: PostOffice, email: str, name: str, *, publish: bool = True) -> None:
    """Read the text, and sign it with a code."""
    window.follow(window.button("I have read it: go on to answer"))
    window.page.get_by_label("Your name").fill(name)
    window.page.get_by_label("I have read this text").check()
    window.page.get_by_label("The text may be published").set_checked(publish)
    window.follow(window.button("Send me the code"))
    window.page.get_by_label("Code").fill(post.collect(email).code)
    window.follow(window.button("Sign"))
    expect(window.page.get_by_role("heading", name="You signed this text")).to_be_visible()


@pytest.mark.long
def test_two_parties_sign_one_text(visit, drafter, pledge, post, tmp_path):
    # Draft, invite to sign
    send_round(drafter, pledge, message="As we agreed in Nairobi.")
    letter = post.collect(FATUMA)
    assert "As we agreed in Nairobi." in letter.text
    fatuma = visit()
    open_link(fatuma, post)
    assert fatuma.path == f"/pledges/{pledge.reference}/answer/"
    expect(fatuma.page.get_by_text("Dig three wells in the north of Kenya by 2021.")).to_be_visible()
    expect(fatuma.page.get_by_text("As we agreed in Nairobi.")).to_be_visible()
    assert fatuma.page.get_by_role("button", name="Sign", exact=True).count() == 0, "the text comes first"

    # Request changes
    fatuma.follow(fatuma.button("I have read it: go on to answer"))
    fatuma.page.get_by_text("Ask for changes", exact=True).click()
    fatuma.page.get_by_label("What should be changed?").fill("Say east, too: <three> wells each.")
    fatuma.follow(fatuma.button("Send it to the drafters"))
    expect(fatuma.page.get_by_text("The drafters are told what you want changed.")).to_be_visible()
    drafter.go("/pledges/")
    expect(drafter.page.get_by_text("Fatuma Hassan asks for changes").first).to_be_visible()
    drafter.go(f"/pledges/{pledge.reference}/signatures/")
    expect(drafter.page.get_by_text("Say east, too: <three> wells each.")).to_be_visible()

    # Reword
    drafter.follow(drafter.page.get_by_role("link", name="Reopen for changes"))
    drafter.page.get_by_label("Reason").fill("The ministry asks for the east as well.")
    drafter.follow(drafter.button("Reopen, and tell everybody"))
    expect(drafter.page.get_by_text("Reopened.")).to_be_visible()
    assert "The ministry asks for the east as well." in post.collect(FATUMA).text
    drafter.go(f"/pledges/{pledge.reference}/items/own-wells/")
    drafter.page.get_by_label("Wording").first.fill(
        "Dig three wells in the north and three in the east of Kenya by 2021."
    )
    drafter.follow(drafter.page.get_by_role("button", name="Save").first)

    # Circulate; she sees what changed since she read it
    send_round(drafter, pledge)
    open_next_link(fatuma, post)
    expect(fatuma.page.get_by_role("heading", name=re.compile("Changed since you read it"))).to_be_visible()
    assert "and three in the east" in fatuma.page.locator(".since ins").all_inner_texts()[0]

    # Sign, sign
    sign(fatuma, post, FATUMA, "Fatuma Hassan")
    assert Pledge.objects.get().status == "in-circulation"
    drafter.go("/pledges/")
    expect(drafter.page.get_by_text("Read it and sign").first).to_be_visible()
    drafter.page.goto(post.collect(AMINA).link)
    sign(drafter, post, AMINA, "Amina Wanjiru")
    assert Pledge.objects.get().status == "agreed"

    # Download: the same bytes for both, and by mail
    files = []
    for number, window in enumerate((drafter, fatuma)):
        window.go(f"/pledges/{pledge.reference}/signatures/")
        expect(window.page.get_by_role("heading", name="Every party has signed", level=1)).to_be_visible()
        with window.page.expect_download() as download:
            window.page.get_by_role("link", name="Signed PDF").click()
        files.append(tmp_path / f"{number}.pdf")
        download.value.save_as(files[-1])
    assert files[0].read_bytes() == files[1].read_bytes()
    send_due()
    for email in (AMINA, FATUMA):
        assert [each for each in post.letters if each.to == email][-1].files == [files[0].read_bytes()]
    words = text_of(files[0].read_bytes())
    for expected in ("Fatuma Hassan", "Amina Wanjiru", "three in the east of Kenya", "UTC"):
        assert expected in words

    # Verify: as anybody, without an account
    code = the_round(pledge).revision.code
    assert f"/v/{code}" in words.replace("\n", "")
    anybody = visit()
    anybody.go(f"/v/{code}/")
    for expected in (pledge.reference, "Wells for all", "Fatuma Hassan", "Amina Wanjiru"):
        expect(anybody.page.get_by_text(expected).first).to_be_visible()
    assert "three in the east" not in anybody.page.content(), "it is not published yet"
    check_file(anybody, files[0], "This is exactly the text that was signed")
    other = tmp_path / "other.pdf"
    other.write_bytes(files[0].read_bytes().replace(b"%%EOF", b"%%EOF\n"))
    check_file(anybody, other, "The data in it is what was signed; the pages may have been changed")


def check_file(window, path: Path, expected: str) -> None:
    window.page.locator("main input[type=file]").set_input_files(path)
    window.follow(window.page.locator("main form:has(input[type=file]) button[type=submit]"))
    expect(window.page.get_by_text(expected).first).to_be_visible()


def test_drafter_who_opens_the_other_partys_link_cannot_sign_for_them(visit, drafter, amina, pledge, post):
    """Their link was mailed to the drafter by mistake, say: without the code from the other's mailbox it is no use."""
    send_round(drafter, pledge)
    link = post.collect(FATUMA).link
    drafter.page.goto(link)
    drafter.follow(drafter.button("Send me the code"))
    assert post.collect(FATUMA).code, "the code goes to the other's mailbox"
    drafter.page.get_by_label("Code").fill("000000")
    drafter.follow(drafter.button("Go on"))
    expect(drafter.page.get_by_role("alert")).to_be_visible()
    drafter.go(f"/pledges/{pledge.reference}/answer/")
    expect(drafter.page.get_by_text("asks you to sign this pledge for the Kenya Red Cross Society")).to_be_visible()
    theirs = the_round(pledge).signature_request_of(FATUMA)
    assert theirs.read_at is None
    assert Signature.objects.count() == 0


def test_mail_scanner_that_opens_every_link_changes_nothing(visit, drafter, pledge, post):
    send_round(drafter, pledge)
    send_due()
    links = {link for letter in post.letters for link in re.findall(r"https?://\S+", letter.text)}
    assert len(links) >= 2
    before = (
        list(SignatureRequest.objects.order_by("pk").values()),
        len(post.letters),
        Pledge.objects.get().trail_head,
    )
    scanner = visit()
    for link in sorted(links):
        for _time in range(10):
            scanner.page.goto(link)
    send_due()
    assert (
        list(SignatureRequest.objects.order_by("pk").values()),
        len(post.letters),
        Pledge.objects.get().trail_head,
    ) == before
    fatuma = visit()
    open_link(fatuma, post)
    sign(fatuma, post, FATUMA, "Fatuma Hassan")
    assert Signature.objects.count() == 1


@pytest.mark.long
def test_minister_signs_ten_pledges_in_one_go(visit, amina, pledge, post):
    """The first link asks for a code, and each signature for one; nothing is tried or asked for too often."""
    for _number in range(10):
        circulated(make_ready(pledge.organisation), by=amina)
    send_due()
    links = [letter.link for letter in post.letters if letter.to == "jonas@example.org"]
    assert len(set(links)) == 10
    minister = visit()
    for number, link in enumerate(links):
        minister.page.goto(link)
        if number:
            minister.follow(minister.button("Go on"))
        else:
            type_the_code(minister, post, "jonas@example.org")
        sign(minister, post, "jonas@example.org", "jonas weber")
    assert set(Signature.objects.values_list("name", "email")) == {("Jonas Weber", "jonas@example.org")}
    assert Signature.objects.count() == 10


def test_link_used_after_reopening_signs_nothing(visit, drafter, amina, pledge, post):
    send_round(drafter, pledge)
    fatuma, late = visit(), visit()
    open_link(fatuma, post)
    link = next(letter.link for letter in post.letters if letter.to == FATUMA)
    fatuma.follow(fatuma.button("I have read it: go on to answer"))
    fatuma.page.get_by_label("Your name").fill("Fatuma Hassan")
    fatuma.page.get_by_label("I have read this text").check()
    fatuma.follow(fatuma.button("Send me the code"))
    fatuma.page.get_by_label("Code").fill(post.collect(FATUMA).code)
    reopen(pledge, reason="One more change.", by=Actor(user=amina))
    fatuma.follow(fatuma.button("Sign"))
    expect(fatuma.page.get_by_text("One more change.").or_(fatuma.page.get_by_role("alert")).first).to_be_visible()
    late.page.goto(link)
    late.follow(late.button("Send me the code"))
    late.page.get_by_label("Code").fill(post.collect(FATUMA).code)
    late.follow(late.button("Go on"))
    expect(late.page.get_by_role("heading", name="This text is being changed")).to_be_visible()
    assert late.page.get_by_role("button", name="Sign", exact=True).count() == 0
    assert Signature.objects.count() == 0
    assert Pledge.objects.get().status == "draft"
