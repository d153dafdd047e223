"""What this device keeps until the server has it: through a crash, a lost session, a shared computer, several tabs."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Dialog, Error, Route, expect

from commitments.models import Change, Pledge
from tests.e2e.visit import Visit
from tests.edits import save_fields
from tests.factories import add_member, make_member, make_pledge, make_user, pick, write

pytestmark = pytest.mark.e2e
SAFETY, HARM = "a-safety-dignity-rights", "a-protect-from-harm"


@pytest.fixture
def pledge(live_server):
    pledge = make_pledge(title="Wells", introduction="As it was", opening="We pledge:")
    pick(pledge, SAFETY)
    return pledge


@pytest.fixture
def member(pledge):
    return make_member(organisation=pledge.organisation)


@pytest.fixture
def amina(pledge):
    amina = make_user("amina@example.org", name="Amina Wanjiru")
    add_member(pledge.organisation, amina)
    return amina


@pytest.fixture
def window(visit, member) -> Visit:
    return visit(member)


def go(window: Visit, pledge: Pledge, page: str = "introduction") -> None:
    window.go(f"/pledges/{pledge.reference}/{page}/")


def introduction(pledge: Pledge) -> str:
    return Pledge.objects.get(pk=pledge.pk).introduction


def write_introduction(window: Visit, text: str) -> None:
    window.page.get_by_label("Introduction").fill(text)


def crash(window: Visit) -> None:
    """Kill the tab: nothing that a page does when it is left can run."""
    with pytest.raises(Error, match="crash"):
        window.page.goto("chrome://crash")
    window.page.close()


def lose(window: Visit) -> Visit:
    """Kill the tab, and return a new one."""
    crash(window)
    return window.another_tab()


def cut(window: Visit) -> None:
    """Let the page reach the server no more, not even as it closes."""
    window.page.evaluate("() => { window.fetch = () => Promise.reject(new Error('cut')) }")


def answer_dialogs(window: Visit, *answers: str) -> list[str]:
    """Answer the dialogs that come, one after the other, with `yes` or `no`; return what they say."""
    said: list[str] = []

    def answer(dialog: Dialog) -> None:
        said.append(f"{dialog.type}: {dialog.message}")
        dialog.accept() if answers[len(said) - 1] == "yes" else dialog.dismiss()

    window.page.on("dialog", answer)
    return said


def test_words_typed_before_a_crash_are_offered_and_brought_back(window, pledge):
    go(window, pledge)
    write_introduction(window, "In the middle of a sen")
    window.page.get_by_label("Name the parties in full").check()
    window = lose(window)
    go(window, pledge)
    banner = window.page.locator("#recover")
    expect(banner).to_be_visible()
    expect(banner).to_contain_text("This device holds changes that never reached the server.")
    assert window.page.get_by_label("Introduction").input_value() == "As it was"
    window.button("Bring them back").click()
    assert window.page.get_by_label("Introduction").input_value() == "In the middle of a sen"
    assert window.page.get_by_label("Name the parties in full").is_checked()
    window.says("Saved")
    expect(banner).to_be_hidden()
    assert introduction(pledge) == "In the middle of a sen"
    window.page.reload()
    expect(banner).to_be_hidden()


def test_what_is_not_wanted_back_is_forgotten(window, pledge):
    go(window, pledge)
    write_introduction(window, "Rubbish")
    window = lose(window)
    go(window, pledge)
    window.button("Forget them").click()
    expect(window.page.locator("#recover")).to_be_hidden()
    assert window.on_the_device() == ""
    window.page.reload()
    expect(window.page.locator("#recover")).to_be_hidden()
    assert introduction(pledge) == "As it was"


def test_what_is_brought_back_does_not_overwrite_what_a_colleague_wrote_meanwhile(window, pledge, amina):
    go(window, pledge)
    write_introduction(window, "Mine, before the crash")
    crash(window)
    save_fields(pledge, "introduction", {"introduction": "Amina's, meanwhile"}, by=amina)
    window = window.another_tab()
    go(window, pledge)
    assert window.page.get_by_label("Introduction").input_value() == "Amina's, meanwhile"
    window.button("Bring them back").click()
    window.says("Not yet merged. Kept on this device.")
    assert introduction(pledge) == "Amina's, meanwhile"
    assert "Mine, before the crash" in window.on_the_device()
    window.follow(window.button("Compare the two texts"))
    expect(window.page.get_by_role("heading")).to_contain_text("Two people changed the same text")
    assert window.status == 409
    assert "Amina Wanjiru" in window.page.locator("fieldset").inner_text()
    assert window.page.locator('[name="third-1"]').input_value() == "Mine, before the crash"
    window.page.get_by_label("Take what you wrote").check()
    window.follow(window.button("Save what I chose"))
    assert window.path.endswith("/introduction/")
    assert introduction(pledge) == "Mine, before the crash"
    assert window.on_the_device() == ""
    assert Change.objects.filter(pledge=pledge, before__introduction="Amina's, meanwhile").exists()


def test_what_a_colleague_wrote_elsewhere_stays_when_things_are_brought_back(window, pledge, amina):
    go(window, pledge)
    write_introduction(window, "Mine")
    crash(window)
    save_fields(pledge, "introduction", {"opening": "Amina's:"}, by=amina)
    window = window.another_tab()
    go(window, pledge)
    window.button("Bring them back").click()
    window.says("Saved")
    assert (introduction(pledge), Pledge.objects.get().opening) == ("Mine", "Amina's:")


def test_ticks_and_words_of_ones_own_come_back(window, pledge):
    go(window, pledge, "objectives")
    window.tick(HARM).check()
    window.tick(SAFETY).uncheck()
    window.page.get_by_label("Write your own").fill("Dig wel")
    window = lose(window)
    go(window, pledge, "objectives")
    window.button("Bring them back").click()
    assert window.tick(HARM).is_checked()
    assert not window.tick(SAFETY).is_checked()
    assert window.page.locator(f"#paper-{HARM}").is_visible()
    window.says("Saved")
    window.follow(window.button("Add it"))
    assert {item.text for item in pledge.items.filter(chosen=True)} == {pledge.items.get(key=HARM).text, "Dig wel"}
    assert pledge.items.filter(clause=None).count() == 1


def test_line_and_wording_in_the_list_come_back(window, pledge):
    go(window, pledge, "resources")
    window.page.locator(".line").get_by_label("What").fill("Ca")
    window = lose(window)
    go(window, pledge, "resources")
    window.button("Bring them back").click()
    window.says("Saved")
    assert [line.description for line in pledge.resource_lines.all()] == ["Ca"]
    go(window, pledge, "objectives")
    window.page.locator(f"#{SAFETY}").get_by_role("button", name="Reword").click()
    window.page.locator(f"#{SAFETY}-text").fill("Keep everybody sa")
    window = lose(window)
    go(window, pledge, "objectives")
    window.button("Bring them back").click()
    expect(window.page.locator(f"#{SAFETY}-text")).to_have_value("Keep everybody sa")
    window.says("Saved")
    assert pledge.items.get(key=SAFETY).text == "Keep everybody sa"


def test_words_for_what_is_there_no_more_are_shown(window, pledge):
    own = write(pledge, "objective", "Own", key="own-0000000001")
    go(window, pledge, "objectives")
    window.page.locator(f"#{own.key}").get_by_role("button", name="Reword").click()
    window.page.locator(f"#{own.key}-text").fill("Reworded")
    crash(window)
    own.delete()
    window = window.another_tab()
    go(window, pledge, "objectives")
    window.button("Bring them back").click()
    expect(window.page.locator("#unplaced")).to_have_text("Reworded")


def test_page_loaded_anew_offers_what_was_not_sent(window, pledge):
    for number in range(15):
        go(window, pledge)
        cut(window)
        write_introduction(window, f"Number {number}")
        window.page.reload()
        expect(window.page.locator("#recover")).to_be_visible()
        window.button("Bring them back").click()
        window.keep()
        assert introduction(pledge) == f"Number {number}"


def keep_from_the_server(route: Route) -> None:
    route.abort() if route.request.method == "POST" else route.continue_()


def test_going_back_shows_what_the_server_has_and_offers_the_rest(window, pledge, amina):
    go(window, pledge)
    cut(window)
    write_introduction(window, "Typed and left")
    window.page.goto("about:blank")
    save_fields(pledge, "introduction", {"introduction": "Amina's, meanwhile"}, by=amina)
    window.page.go_back()
    expect(window.page.locator("#recover")).to_be_visible()
    window.button("Bring them back").click()
    window.says("Not yet merged. Kept on this device.")
    assert introduction(pledge) == "Amina's, meanwhile"


def test_session_that_ended_keeps_everything_until_one_is_signed_in_again(window, pledge, member):
    go(window, pledge)
    Session.objects.all().delete()
    write_introduction(window, "Typed after lunch")
    window.says("Signed out. Kept on this device.")
    assert window.page.locator("#saved").get_by_role("link", name="Sign in").is_visible()
    assert "Typed after lunch" in window.on_the_device()
    assert introduction(pledge) == "As it was"
    # When they sign in in another tab, as the link has it, the form's secret is another one
    member.set_password("a password of theirs")
    member.save()
    with window.context.expect_page() as opened:
        window.page.locator("#saved").get_by_role("link", name="Sign in").click()
    sign_in(opened.value, member.email)
    # Then the first one saves by itself
    window.says("Saved")
    assert introduction(pledge) == "Typed after lunch"


def sign_in(page, email: str) -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill("a password of theirs")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/pledges/")


def test_browser_that_lost_its_cookies_keeps_everything_too(window, pledge, member):
    go(window, pledge)
    window.context.clear_cookies()
    write_introduction(window, "Typed after lunch")
    window.says("Signed out. Kept on this device.")
    window.sign_in(member)
    go(window.another_tab(), pledge)  # where the form's secret is made anew
    window.says("Saved")
    assert introduction(pledge) == "Typed after lunch"


def test_saving_when_signed_out_leads_to_a_page_that_sends_it_again(window, pledge, member):
    go(window, pledge)
    Session.objects.all().delete()
    write_introduction(window, "Typed after lunch")
    window.follow(window.button("Save and continue"))
    expect(window.page.get_by_role("heading", name="Not saved yet")).to_be_visible()
    window.sign_in(member)
    window.follow(window.button("Save what I typed"))
    assert window.path.endswith("/objectives/")
    assert introduction(pledge) == "Typed after lunch"
    go(window, pledge)
    expect(window.page.locator("#recover")).to_be_hidden()


def test_nothing_is_saved_in_the_name_of_another_person_on_the_same_computer(window, pledge, amina):
    go(window, pledge)
    window.page.context.clear_cookies()
    other = window.another_tab()
    other.sign_in(amina)
    go(other, pledge)
    # When the first one goes on typing in the tab that was left open
    write_introduction(window, "A secret")
    window.says("Somebody signed in anew here. Open this page again. Kept on this device.")
    # Then nothing of it is written, and nothing of it shows to the other one
    assert introduction(pledge) == "As it was"
    assert not Change.objects.exists()
    other.page.reload()
    expect(other.page.locator("#recover")).to_be_hidden()
    assert "A secret" not in other.page.content()
    # Nor with a Save button: it shows to whoever sits there, who may send it in their own name or leave it
    window.follow(window.button("Save and continue"))
    expect(window.page.get_by_role("heading", name="Not saved yet")).to_be_visible()
    assert introduction(pledge) == "As it was"


def sign_out(window: Visit) -> None:
    window.page.locator(".account-name").click()
    window.button("Sign out").click()


def test_signing_out_saves_first_and_clears_the_device(window, pledge):
    go(window, pledge)
    write_introduction(window, "Good night")
    said = answer_dialogs(window)
    sign_out(window)
    window.page.wait_for_url(window.base + "/")
    assert introduction(pledge) == "Good night"
    assert (window.on_the_device(), said) == ("", [])


def test_signing_out_asks_before_something_is_lost(window, pledge):
    go(window, pledge)
    window.page.get_by_label("Opening sentence").fill("x" * 101)  # refused, so it is on this device only
    window.keep()
    said = answer_dialogs(window, "no", "yes")
    sign_out(window)
    window.wait_until(lambda: said)
    assert said == ["confirm: Some of what you typed is on this device only. Sign out and lose it?"]
    assert window.page.get_by_label("Opening sentence").input_value() == "x" * 101
    assert "x" * 101 in window.on_the_device()
    # When they say yes, nothing stays on the device, and nobody finds it there
    window.button("Sign out").click()
    window.page.wait_for_url(window.base + "/")
    assert len(said) == 2
    assert window.on_the_device() == ""


def test_device_that_keeps_nothing_warns_before_something_is_lost(window, pledge):
    go(window, pledge)
    write_introduction(window, "Half a sen")
    window.page.locator(".account-name").click()
    window.page.get_by_label("Do not keep drafts on this device").check()
    assert window.on_the_device() == ""
    window.context.set_offline(True)
    write_introduction(window, "Half a sentence")
    window.says("Offline. Not saved: keep this page open.")
    assert window.on_the_device() == ""
    said = answer_dialogs(window, "no")
    window.page.evaluate("location.href = '/pledges/'")
    window.wait_until(lambda: said)
    assert said == ["beforeunload: "]
    assert window.page.get_by_label("Introduction").input_value() == "Half a sentence"
    # When the connection is back, it is saved, and one may leave
    window.context.set_offline(False)
    window.wait_until(lambda: introduction(pledge) == "Half a sentence")
    window.says("Saved")
    window.page.get_by_role("link", name="Pledgebuilder, start page").click()
    window.page.wait_for_url("**/pledges/")
    assert len(said) == 1
    # And the choice holds on the next page
    go(window, pledge)
    window.page.locator(".account-name").click()
    assert window.page.get_by_label("Do not keep drafts on this device").is_checked()
    window.complaints.clear()  # the browser's own lines about the connection


def test_device_that_is_full_says_so(window, pledge):
    go(window, pledge)
    window.page.evaluate("try { for (;;) localStorage['other' + localStorage.length] = 'x'.repeat(100_000) } catch {}")
    window.page.evaluate("try { for (;;) localStorage['more' + localStorage.length] = 'x'.repeat(100) } catch {}")
    window.context.set_offline(True)
    write_introduction(window, "Words " * 500)
    window.says("Offline. Not saved: keep this page open.")
    window.context.set_offline(False)
    window.wait_until(lambda: introduction(pledge).startswith("Words"))
    window.complaints.clear()  # the browser's own lines about the connection


def duplicate(window: Visit) -> Visit:
    """A second tab, as “Duplicate” in the browser's menu makes one: with the first one's session store."""
    with window.context.expect_page() as opened:
        window.page.evaluate("void window.open(location.href)")
    tab = Visit(opened.value, window.context, window.base, window.complaints)
    tab.page.wait_for_load_state()
    return tab


@pytest.mark.parametrize("is_duplicate", [False, True])
def test_tabs_that_are_open_do_not_take_each_others_words_for_lost(window, pledge, is_duplicate):
    window.context.route("**/introduction/", keep_from_the_server)
    go(window, pledge)
    write_introduction(window, "In the first tab")
    other = duplicate(window) if is_duplicate else window.another_tab()
    go(other, pledge)
    expect(other.page.locator("#recover")).to_be_hidden()
    other.page.get_by_label("Opening sentence").fill("In the second tab")
    held = other.on_the_device()
    assert "In the first tab" in held
    assert "In the second tab" in held
    window.context.unroute_all()
    for tab in (window, other):
        tab.keep()
    assert (introduction(pledge), Pledge.objects.get().opening) == ("In the first tab", "In the second tab")
    assert other.on_the_device() == ""
    # When one is gone, the other one's page offers what it held, once it is loaded anew
    cut(window)
    write_introduction(window, "Gone")
    window.page.close()
    other.page.reload()
    expect(other.page.locator("#recover")).to_be_visible()
    window.complaints.clear()  # the browser's own lines about the saves that were cut
