"""A drafter's whole errand, from signing in to the recorded submission: one errand, done in every way (ways.py).

With JavaScript at 1280 pixels it is counted: what a person presses, and the pages that come.
"""

from __future__ import annotations

import os
import re
from io import BytesIO

import pytest
from django.core import mail
from django.utils import timezone
from PIL import Image

from commitments import document
from commitments.drafting.rewordable import wording
from commitments.drafting.suggesting import suggest
from commitments.models import Actor, Draft, Invitation, NationalSociety, Pledge
from tests.e2e.visit import Visit
from tests.e2e.ways import WAYS, Hand
from tests.exports.reading import text_of
from tests.factories import add_member, add_party, give_signature, make_organisation, make_user, the_round

pytestmark = pytest.mark.e2e
MOST_CLICKS, MOST_PAGES, MOST_CLICKS_OF_PLAN = 45, 22, 12
GCR = "a-gcr-humanitarian-objectives"
THEME = "b-rescue-and-services"
SERVICE_POINTS = f"{THEME}-humanitarian-service-points"
OPENING = (
    "The Government and National Society of Kenya jointly pledge to undertake measures to uphold "
    "the rights of all migrants:"
)
TITLE = "Safe access to services for migrants in Kenya"
OBJECTIVES = ["a-safety-dignity-rights", "a-access-essential-services", "a-most-vulnerable-migrants"]
REWORDED = "Uphold the safety, dignity and rights of all migrants in Kenya, at every stage of their journey."
OWN = "Keep our volunteers safe and well in [region]."
SUGGESTED = "Uphold the safety, dignity and rights of all migrants in Kenya, and of their families."
INDICATORS = {
    "c-humanitarian-service-points": ("No point is open in 2019.", "3 by the end of 2021", "Reports of the points"),
    "c-laws-and-policies": ("Two laws", "4 by the end of 2023", "The Kenya Gazette"),
}
SIGNATORIES = {
    "Government of Kenya": ("Fatuma Hassan", "Principal Secretary", "fatuma@interior.example"),
    "Kenya Red Cross Society": ("Asha Mwangi", "Secretary General", "asha@redcross.example"),
}


@pytest.fixture
def drafter(live_server):
    """A drafter of the Kenya Red Cross Society."""
    society = NationalSociety.objects.get(state__iso2="KE")
    organisation = make_organisation("Kenya Red Cross Society", national_society=society, state=society.state)
    user = make_user("amina@example.org", name="Amina Wanjiru")
    add_member(organisation, user)
    return user


def take_picture(window: Visit) -> None:
    """Write the README's picture: the page from its top, in 128 colours."""
    window.page.evaluate("scrollTo(0, 0)")
    picture = Image.open(BytesIO(window.page.screenshot())).convert("RGB")
    picture.quantize(128, dither=Image.Dither.NONE).save("docs/screenshot.png", optimize=True)


def sign_in_with_a_code(hand: Hand) -> None:
    page = hand.window.page
    hand.window.go("/")
    hand.type(page.get_by_label("E-mail"), "amina@example.org")
    hand.go_on("Send me a code", to="/confirm/")
    code = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", str(mail.outbox[-1].body), re.MULTILINE)
    assert code
    hand.type(page.get_by_label("Code"), code[1])
    hand.go_on("Sign in", to="/pledges/")


def start(hand: Hand) -> Pledge:
    page = hand.window.page
    hand.press(page.locator("main a[href='/pledges/start/']").first)
    hand.type(page.get_by_label("Title of the pledge"), TITLE)
    hand.go_on("Start", to="/parties/")
    assert "Parties Government of Kenya Kenya Red Cross Society" in hand.window.paper()
    return Pledge.objects.get(title=TITLE)


def choose_objectives(hand: Hand) -> None:
    """Three of the model text, of which one is reworded, and one of one's own with a blank."""
    page = hand.window.page
    for key in OBJECTIVES:
        hand.tick(hand.window.tick(key))
    if os.environ.get("SCREENSHOTS"):
        take_picture(hand.window)
    own = page.get_by_label("Write your own")
    hand.press(page.locator(f"button[name=reword][value={OBJECTIVES[0]}]"))
    wording = page.locator(f"#{OBJECTIVES[0]}-text, #id_text")
    wording.wait_for()
    hand.type(wording, REWORDED)
    if not own.is_visible():  # on a page of its own
        hand.press(page.get_by_role("button", name="Save this wording"))
    hand.type(own, OWN)
    hand.go_on("Save and continue", to="/actions/")
    paper = hand.window.paper()
    assert REWORDED in paper
    assert OWN in paper


def plan(hand: Hand, pledge: Pledge) -> None:
    """Four actions under two themes or more; who leads them, and when, is said on the page."""
    page = hand.window.page
    offered = page.locator(".suggested [name=pick]").evaluate_all("boxes => boxes.map(box => box.value)")
    ticked = offered[:4]
    for key in ticked:
        hand.tick(hand.window.tick(key))
    hand.choose(page.locator(f"#{ticked[0]}-end"), "Jul–Sep 2022")
    hand.press(hand.button("Save and continue"))
    page.wait_for_url("**/actions/#*")
    parties = list(pledge.parties.values_list("key", flat=True))
    actions = pledge.items.filter(kind="action", chosen=True)
    assert {action.key for action in actions} == set(ticked)
    assert len({action.theme_id for action in actions}) >= 2
    assert [action for action in actions if set(action.leads) != set(parties) or not action.linked] == []
    assert {action.start for action in actions} == {"2019-01"}
    assert sorted(action.end for action in actions) == ["2022-09", "2023-12", "2023-12", "2023-12"]
    hand.go_on("Save and continue", to="/indicators/")


def measure(hand: Hand) -> None:
    page = hand.window.page
    for key, texts in INDICATORS.items():
        hand.tick(hand.window.tick(key))
        for name, text in zip(("baseline", "target", "verification"), texts, strict=True):
            hand.type(page.locator(f"#{key}-{name}"), text)
    hand.go_on("Save and continue", to="/resources/")


def say_what_it_takes(hand: Hand) -> None:
    line = hand.window.page.locator("fieldset.line").last
    said = {"description": "Running costs of three points", "amount": "120 000", "currency": "CHF"}
    for name, text in {**said, "provider": "Kenya Red Cross Society"}.items():
        hand.type(line.locator(f"[name$='-{name}']"), text)
    hand.go_on("Save and continue", to="/check/")


def export(hand: Hand, pledge: Pledge) -> None:
    """PDF, HTML and Word; they say what the pledge says."""
    for ending in ("/pdf/", "/html/", "/docx/"):
        file = hand.download(f"/export{ending}")
        if ending == "/pdf/":
            text = " ".join(text_of(file.path().read_bytes()).split())
    for words in (
        TITLE,
        "Draft, not yet agreed",
        "Keep our volunteers safe and well in northern Kenya.",
        "September 2022",
    ):
        assert words.casefold() in text.casefold()
    for words in (*INDICATORS["c-laws-and-policies"], "Running costs of three points"):
        assert words in text


def invite(hand: Hand) -> None:
    page = hand.window.page
    hand.follow("/invitations/")
    name, _title, email = SIGNATORIES["Government of Kenya"]
    hand.type(page.get_by_label("E-mail address"), email)
    hand.type(page.get_by_label("Name", exact=True), name)
    hand.press(page.get_by_role("button", name="Send the invitation"))
    page.get_by_text(f"The invitation to {email} is on its way.").wait_for()


def guest_suggests(pledge: Pledge) -> None:
    """What the Government's officer does, in a browser of their own."""
    Invitation.objects.update(confirmed_at=timezone.now())
    guest, row = Actor(guest=Invitation.objects.get()), f"item:{OBJECTIVES[0]}"
    now = wording(Draft(Pledge.objects.get(pk=pledge.pk)), row)
    suggest(pledge, guest, row, SUGGESTED, is_shared=True, seen=now.mark)


def take_the_suggestion(hand: Hand, pledge: Pledge) -> None:
    page = hand.window.page
    hand.follow("/suggestions/")
    hand.press(page.get_by_role("button", name=re.compile(r"^Take\s*:")))
    page.get_by_text("1 suggestion is in the pledge now.").wait_for()
    assert pledge.items.get(key=OBJECTIVES[0]).text == SUGGESTED


def ask_to_sign(hand: Hand) -> None:
    page = hand.window.page
    hand.follow("/circulate/")
    for party, said in SIGNATORIES.items():
        card = page.get_by_role("group", name=re.compile(party))
        for label, text in zip(("Name", "Title", "E-mail address"), said, strict=True):
            field = card.get_by_label(label).first
            if field.input_value() != text:  # what is known is there already
                hand.type(field, text)
    hand.go_on("Freeze this text and ask for signatures", to="/signatures/")


def both_sign(pledge: Pledge) -> None:
    for asked in the_round(pledge).signature_requests:
        give_signature(asked)


def record_the_submission(hand: Hand) -> None:
    page = hand.window.page
    page.reload()
    hand.type(page.get_by_label("The Conference’s reference"), "33IC/123")
    hand.press(page.get_by_role("button", name="Record it"))
    page.get_by_text("Recorded: this pledge was handed to the Conference.").wait_for()


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_whole_errand(way, visit, drafter, record_property):
    window = visit(viewport=way.size, **way.options)
    if way.script:
        window.context.add_init_script(way.script)
    hand = way.hand(window)
    with hand.step("Sign in by code"):
        sign_in_with_a_code(hand)
    with hand.step("Start from the model text, with both parties of one country"):
        pledge = start(hand)
        hand.go_on("Save and continue", to="/introduction/")
    with hand.step("Look at the introduction"):
        assert window.page.get_by_label("Opening sentence").input_value() == OPENING
        hand.go_on("Save and continue", to="/objectives/")
    with hand.step("Three objectives, one of them reworded, and an own one"):
        choose_objectives(hand)
    with hand.step("Four actions with lead and dates"):
        plan(hand, pledge)
    with hand.step("Two indicators"):
        measure(hand)
    with hand.step("One resource line"):
        say_what_it_takes(hand)
    with hand.step("One blank, and the check"):
        hand.type(window.page.get_by_label("Fill it here"), "northern Kenya")
        hand.go_on("Save and continue", to="/export/")
    with hand.step("PDF, HTML and Word"):
        export(hand, pledge)
    with hand.step("Invite the Government"):
        invite(hand)
    guest_suggests(pledge)
    with hand.step("Take its suggestion"):
        take_the_suggestion(hand, pledge)
    with hand.step("Ask both to sign"):
        ask_to_sign(hand)
    both_sign(pledge)
    with hand.step("Record the submission"):
        record_the_submission(hand)
    pledge.refresh_from_db()
    assert pledge.status == "submitted"
    assert document.build(pledge).objectives[-1].text == "Keep our volunteers safe and well in northern Kenya."
    if way.is_counted:
        hold(hand, record_property)


def hold(hand: Hand, record_property) -> None:
    """Hold what the errand took against its limits, and have it printed, step by step."""
    for name, cost in hand.costs.items():
        print(f"{cost.clicks:4} clicks {cost.pages:3} pages  {name}")
    total = hand.total
    room = f"{MOST_CLICKS - total.clicks} of {MOST_CLICKS} clicks, {MOST_PAGES - total.pages} of {MOST_PAGES} pages"
    record_property("room", f"{room}: the drafter's errand")
    assert total.clicks <= MOST_CLICKS
    assert total.pages <= MOST_PAGES
    assert hand.costs["Four actions with lead and dates"].clicks <= MOST_CLICKS_OF_PLAN


def make_actions_plan(window: Visit) -> None:
    """Tick the Service Points, from July 2019 to June 2022."""
    window.tick(SERVICE_POINTS).check()
    window.page.locator(f"#{SERVICE_POINTS}-start").select_option(label="Jul–Sep 2019")
    window.page.locator(f"#{SERVICE_POINTS}-end").select_option(label="Apr–Jun 2022")


def test_buttons_do_without_javascript_what_scripts_do(visit, world):
    """Finding, filtering, moving and rewording, and what is said of an error."""
    # Given a drafter whose browser runs no scripts
    window, pledge = visit(world.drafter, java_script_enabled=False), world.empty
    page = window.page
    for kind in ("state", "national_society"):
        add_party(pledge, kind, "KE")
    window.go(f"/pledges/{pledge.reference}/parties/")

    # When they look for another party with the Find button
    page.get_by_label("Find a country").fill("uganda")
    window.follow(window.button("Find"))
    window.follow(page.get_by_role("button", name="Add The Uganda Red Cross Society"))
    # Then it is on the list, and on the paper
    assert "Uganda Red Cross Society" in window.paper()
    # And it can be moved up
    window.follow(page.get_by_role("button", name="Move up: The Uganda Red Cross Society"))
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
    window.follow(window.button("Apply"))
    # Then only what fits is listed, and the tick was saved
    shown = [row.get_attribute("id") for row in page.locator(".clause").all() if row.is_visible()]
    assert GCR in shown
    assert "a-protect-from-harm" not in shown
    assert "Take all necessary measures to protect migrants" in window.paper()

    # When they tick one more, and write their own
    window.tick(GCR).check()
    page.get_by_label("Write your own").fill("Keep volunteers safe in [region].")
    window.follow(window.button("Add it"))
    # Then all are there, in that order, the blank still open
    assert [item.text[:20] for item in pledge.items.filter(kind="objective")] == [
        "Take all necessary m",
        "Work together to con",
        "Keep volunteers safe",
    ]
    assert page.locator(".paper .open-blank", has_text="[region]").is_visible()
    # And they can be moved
    window.follow(page.get_by_role("button", name="Move up: Global Compact on Refugees"))
    assert window.paper().index("Work together to") < window.paper().index("Take all")

    # When they reword it with too long a word
    window.follow(page.locator(f"#{GCR}").get_by_role("button", name="Reword").first)
    page.get_by_label("Wording").fill("Stand by refugees " + "x" * 101)
    window.follow(window.button("Save this wording"))
    # Then the page comes back with everything as typed, and a link to the field
    assert window.status == 422
    assert page.get_by_label("Wording").input_value() == "Stand by refugees " + "x" * 101
    page.get_by_role("alert").get_by_role("link").click()
    assert page.url.endswith("#id_text")
    page.get_by_label("Wording").fill("Stand by refugees.")
    window.follow(window.button("Save this wording"))
    assert "Stand by refugees." in window.paper()

    # When they plan an action that ends before it starts
    window.go(f"/pledges/{pledge.reference}/actions/{THEME}/")
    make_actions_plan(window)
    page.locator(f"#{SERVICE_POINTS}-end").select_option(label="Jan–Mar 2019")
    page.get_by_label("Write your own").fill("Open a call centre.")
    window.follow(window.button("Save and continue"))
    # Then it is told, and nothing typed is lost
    assert window.status == 422
    assert page.get_by_role("alert").get_by_role("link").inner_text().startswith("This action ends before it starts")
    assert page.locator(f"#{SERVICE_POINTS}-end").input_value() == "2019-03"
    assert page.get_by_label("Write your own").input_value() == "Open a call centre."
    page.locator(f"#{SERVICE_POINTS}-end").select_option(label="Apr–Jun 2022")
    window.follow(window.button("Save and continue"))
    assert "July 2019 – June 2022" in window.paper()


def test_viewer_without_javascript_filters_but_changes_nothing(visit, world):
    window = visit(world.viewer, java_script_enabled=False)
    window.go(f"/pledges/{world.pledge.reference}/objectives/")
    assert window.tick(GCR).is_disabled()
    window.page.get_by_label("Find a clause").fill("refugees")
    window.follow(window.button("Apply"))
    assert window.page.locator(f"#{GCR}").is_visible()
    assert window.page.locator("#a-protect-from-harm").is_hidden()
    window.go(f"/pledges/{world.pledge.reference}/parties/")
    assert window.page.get_by_label("Title of the pledge").is_disabled()
