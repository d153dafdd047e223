"""A drafter's whole errand, from signing in to the downloaded PDF: with JavaScript, without, and by keyboard alone."""

from __future__ import annotations

import os
import re
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from django.core import mail
from PIL import Image

from commitments.models import NationalSociety, Pledge
from tests.e2e.visit import Visit
from tests.factories import add_member, make_organisation, make_user

pytestmark = pytest.mark.e2e
GCR = "a-gcr-humanitarian-objectives"
THEME = "b-rescue-and-services"
SERVICE_POINTS = f"{THEME}-humanitarian-service-points"
OPENING = (
    "The Government and National Society of Kenya jointly pledge to undertake measures to uphold "
    "the rights of all migrants:"
)
TITLE = "Safe access to services for migrants in Kenya"
JOINED = "humanitarian objectives of the Global Compact on Refugees, including support for responsibility-sharing"


@pytest.fixture
def drafter(live_server):
    """A drafter of the Kenya Red Cross Society."""
    society = NationalSociety.objects.get(state__iso2="KE")
    organisation = make_organisation("Kenya Red Cross Society", national_society=society, state=society.state)
    user = make_user("amina@example.org", name="Amina Wanjiru")
    add_member(organisation, user)
    return user


def sign_in_with_a_code(window: Visit) -> None:
    window.go("/")
    window.page.get_by_role("link", name="Sign in").last.click()
    window.page.get_by_role("link", name="Send me a code").click()
    window.page.get_by_label("E-mail").fill("amina@example.org")
    window.button("Send me a code").click()
    window.page.wait_for_url("**/confirm/")
    code = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", str(mail.outbox[-1].body), re.MULTILINE)
    window.page.get_by_label("Code").fill(code.group(1))
    window.button("Sign in").click()


def start_a_bilateral_pledge(window: Visit, title: str) -> Pledge:
    window.page.get_by_role("link", name="Start a pledge").click()
    window.page.get_by_label("A National Society together with its government").check()
    window.page.get_by_label("Title of the pledge").fill(title)
    window.button("Start").click()
    window.page.wait_for_url("**/parties/")
    return Pledge.objects.get(title=title)


def text_of(pdf: Path) -> str:
    """The words of a PDF in one line, as pdftotext reads them."""
    read = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True, text=True)
    return " ".join(read.stdout.split())


def export_pdf(window: Visit, folder: Path) -> str:
    with window.page.expect_download() as download:
        window.page.get_by_role("link", name="PDF", exact=True).click()
    assert download.value.suggested_filename.endswith(".pdf")
    download.value.save_as(folder / "pledge.pdf")
    return text_of(folder / "pledge.pdf")


def take_picture(window: Visit) -> None:
    """Write the README's picture: the page from its top, in 128 colours."""
    window.page.evaluate("scrollTo(0, 0)")
    picture = Image.open(BytesIO(window.page.screenshot())).convert("RGB")
    picture.quantize(128, dither=Image.Dither.NONE).save("docs/screenshot.png", optimize=True)


def make_actions_plan(window: Visit) -> None:
    """Tick the Service Points; both parties lead them from July 2019 to June 2022, for the first objective."""
    page = window.page
    window.tick(SERVICE_POINTS).check()
    for party in ("Government of Kenya", "Kenya Red Cross Society"):
        page.locator(f"#{SERVICE_POINTS}").get_by_label(party).check()
    page.locator(f"#{SERVICE_POINTS}-start").select_option(label="Jul–Sep 2019")
    page.locator(f"#{SERVICE_POINTS}-end").select_option(label="Apr–Jun 2022")


def test_whole_errand(visit, drafter, tmp_path):
    """From the start page to the PDF, as most people will do it."""
    # Given a drafter who signs in with a code sent by mail
    window = visit()
    page = window.page
    sign_in_with_a_code(window)
    page.wait_for_url("**/pledges/")

    # When they start a bilateral pledge
    start_a_bilateral_pledge(window, TITLE)
    # Then both parties of their country are there, and the opening sentence names them
    assert "Parties Government of Kenya Kenya Red Cross Society" in window.paper()
    assert OPENING in window.paper()

    # When they keep the introduction as it stands
    window.button("Save and continue").click()
    page.wait_for_url("**/introduction/")
    assert page.get_by_label("Opening sentence").input_value() == OPENING
    window.button("Save and continue").click()

    # And tick objectives, one with two additions
    page.wait_for_url("**/objectives/")
    before = window.paper()
    for key in (
        "a-safety-dignity-rights",
        "a-access-essential-services",
        "a-gcr-responsibility-sharing",
        "a-gcr-locally-led-action",
    ):
        window.tick(key).check()
    # Then the paper has grown before anything was saved, with the additions in one sentence
    grown = window.paper()
    assert "Work to uphold the safety" not in before
    assert "Work to uphold the safety, dignity and rights of all migrants" in grown
    assert JOINED in grown
    assert "; and support for locally led action." in grown
    assert window.tick(GCR).is_checked(), "an addition brings its objective along"
    if os.environ.get("SCREENSHOTS"):
        take_picture(window)
    # And the saved paper says the same to the letter
    window.save()
    assert window.paper() == grown

    # When they plan an action
    window.button("Save and continue").click()
    page.locator(f"a[href$='/actions/{THEME}/']").first.click()
    make_actions_plan(window)
    page.locator(f"#{SERVICE_POINTS}").get_by_label("1. Safety, dignity and rights").check()
    window.save()
    assert "July 2019 – June 2022" in window.paper()

    # And an indicator and resources
    page.goto(page.url.split("/actions/")[0] + "/indicators/")
    window.tick("c-humanitarian-service-points").check()
    page.locator("#c-humanitarian-service-points-target").fill("3 by the end of 2021")
    window.button("Save and continue").click()
    page.wait_for_url("**/resources/")
    page.get_by_label("In your own words").fill("Each party pays for its own people.")
    window.button("Save and continue").click()
    page.wait_for_url("**/check/")
    page.get_by_role("link", name="Continue to the files").click()
    page.wait_for_url("**/export/")

    # Then the PDF says all of it
    text = export_pdf(window, tmp_path)
    for words in (
        "Draft, not yet agreed",
        TITLE,
        "Government of Kenya",
        "Kenya Red Cross Society",
        OPENING,
        JOINED,
        "; and support for locally led action.",
        "Government of Kenya, Kenya Red Cross Society",
        "July 2019 – June 2022",
        "3 by the end of 2021",
        "Each party pays for its own people.",
        "Page 1 of ",
    ):
        assert words.casefold() in text.casefold()


def test_errand_without_javascript(visit, drafter, tmp_path):
    """Forms and links alone."""
    # Given a drafter whose browser runs no scripts
    window = visit(drafter, java_script_enabled=False)
    page = window.page
    window.go("/pledges/")
    pledge = start_a_bilateral_pledge(window, TITLE)

    # When they look for another party with the Find button
    page.get_by_label("Find a country").fill("uganda")
    window.button("Find").click()
    page.get_by_role("button", name="Add The Uganda Red Cross Society").click()
    # Then it is on the list, and on the paper
    assert "Uganda Red Cross Society" in window.paper()
    # And it can be moved up
    page.get_by_role("button", name="Move up: The Uganda Red Cross Society").click()
    names = page.locator(".party-list b").all_inner_texts()
    assert [name.removeprefix("The ") for name in names] == [
        "Government of Kenya",
        "Uganda Red Cross Society",
        "Kenya Red Cross Society",
    ]

    # When they filter the objectives with Apply, after ticking one
    window.go(f"/pledges/{pledge.reference}/objectives/")
    window.tick("a-protect-from-harm").check()
    page.get_by_label("Find a clause").fill("refugees")
    window.button("Apply").click()
    # Then only what fits is listed, and the tick was saved
    shown = [row.get_attribute("id") for row in page.locator(".clause").all() if row.is_visible()]
    assert GCR in shown
    assert "a-protect-from-harm" not in shown
    assert "Take all necessary measures to protect migrants" in window.paper()

    # When they tick one more, and write their own
    window.tick(GCR).check()
    page.get_by_label("Write your own").fill("Keep volunteers safe in [region].")
    window.button("Add it").click()
    # Then all are there, in that order, the blank still open
    assert [item.text[:20] for item in pledge.items.filter(kind="objective")] == [
        "Take all necessary m",
        "Work together to con",
        "Keep volunteers safe",
    ]
    assert page.locator(".paper .open-blank", has_text="[region]").is_visible()
    # And they can be moved
    page.get_by_role("button", name="Move up: Global Compact on Refugees").click()
    assert window.paper().index("Work together to") < window.paper().index("Take all")

    # When they reword it with too long a word
    page.locator(f"#{GCR}").get_by_role("button", name="Reword").first.click()
    page.get_by_label("Wording").fill("Stand by refugees " + "x" * 101)
    window.button("Save this wording").click()
    # Then the page comes back with everything as typed, and a link to the field
    assert window.status == 422
    assert page.get_by_label("Wording").input_value() == "Stand by refugees " + "x" * 101
    page.get_by_role("alert").get_by_role("link").click()
    assert page.url.endswith("#id_text")
    page.get_by_label("Wording").fill("Stand by refugees.")
    window.button("Save this wording").click()
    assert "Stand by refugees." in window.paper()

    # When they plan an action that ends before it starts
    window.go(f"/pledges/{pledge.reference}/actions/{THEME}/")
    make_actions_plan(window)
    page.locator(f"#{SERVICE_POINTS}-end").select_option(label="Jan–Mar 2019")
    page.get_by_label("Write your own").fill("Open a call centre.")
    window.button("Save and continue").click()
    # Then it is told, and nothing typed is lost
    assert window.status == 422
    assert page.get_by_role("alert").get_by_role("link").inner_text().startswith("This action ends before it starts")
    assert page.locator(f"#{SERVICE_POINTS}-end").input_value() == "2019-03"
    assert page.get_by_label("Write your own").input_value() == "Open a call centre."
    page.locator(f"#{SERVICE_POINTS}-end").select_option(label="Apr–Jun 2022")
    window.button("Save and continue").click()

    # Then the PDF has it
    window.go(f"/pledges/{pledge.reference}/export/")
    text = export_pdf(window, tmp_path)
    assert "Stand by refugees" in text
    assert "Open a call centre" in text
    assert "July 2019 – June 2022" in text


def test_viewer_without_javascript_filters_but_changes_nothing(visit, world):
    window = visit(world.viewer, java_script_enabled=False)
    window.go(f"/pledges/{world.pledge.reference}/objectives/")
    assert window.tick(GCR).is_disabled()
    window.page.get_by_label("Find a clause").fill("refugees")
    window.button("Apply").click()
    assert window.page.locator(f"#{GCR}").is_visible()
    assert window.page.locator("#a-protect-from-harm").is_hidden()
    window.go(f"/pledges/{world.pledge.reference}/parties/")
    assert window.page.get_by_label("Title of the pledge").is_disabled()
