"""One person's browser window, with what the tests do in it again and again."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from django.test import Client
from playwright.sync_api import (
    BrowserContext,
    CDPSession,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    ViewportSize,
    expect,
)

from commitments.models import User

DESKTOP, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)
BLANK = "/static/img/mark.svg"
"""A file of the site that is no page: what it is opened in can do nothing"""
FILL_AND_SEND = """values => {
    let form;
    for (const [name, value] of Object.entries(values)) {
        const same = [...document.querySelectorAll(`main [name="${name}"], form:has(main) [name="${name}"]`)];
        const field = same.find(one => one.type !== "radio" || one.value === value);
        if (field.tagName === "SELECT") field.add(new Option(value, value, true, true));
        else if (field.type === "radio") field.checked = true;
        else field.value = value;
        form = field.form;
    }
    form.submit();
}"""


@dataclass
class Visit:
    """One person's browser window."""

    page: Page
    context: BrowserContext
    base: str
    complaints: list[str] = field(default_factory=list)
    status: int = 0
    """Of the page that it shows"""
    autosaves: list[dict[str, list[str]]] = field(default_factory=list)
    """The fields of each save that a script sent"""
    devices: list[CDPSession] = field(default_factory=list)
    """What keeps passkeys"""

    def __post_init__(self) -> None:
        self.listen_to(self.page)

    def listen_to(self, page: Page) -> None:
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("response", self.notice)
        page.on("request", self.note_autosave)

    def another_tab(self) -> Visit:
        """Another tab of the same browser. What it complains of is complained of here."""
        return Visit(self.context.new_page(), self.context, self.base, self.complaints)

    def go(self, path: str) -> None:
        self.page.goto(self.base + path)

    def follow(self, target: Locator) -> None:
        """Press a button or a link that leads to another page, and wait until that page and its scripts are there.

        A click alone comes back while the old page may still be shown, or half of the new one: what reads without
        waiting, such as `evaluate`, `status`, `count` or the database, would then say what was so before.
        """
        with self.page.expect_navigation():
            target.click()

    def forget(self) -> None:
        """Leave the page, and have nothing of what it or the ones before it kept."""
        self.go(BLANK)
        self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
        self.context.clear_cookies()
        while self.devices:
            device = self.devices.pop()
            device.send("WebAuthn.disable")
            device.detach()
        self.page.emulate_media(color_scheme="light")
        self.autosaves.clear()
        self.status = 0

    def sign_in(self, user: User) -> None:
        """Let `user` be signed in already, without the sign-in pages."""
        client = Client()
        client.force_login(user)
        cookie = client.cookies["sessionid"]
        self.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": self.base}])

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def send(self, values: dict[str, str]) -> None:
        """Put values into the fields of a form, past what the browser itself would refuse, and send it."""
        with self.page.expect_navigation():
            self.page.evaluate(FILL_AND_SEND, values)

    def save(self) -> None:
        """Press Enter as in a field of the page: it saves and stays."""
        with self.page.expect_navigation():
            self.page.locator("form:has(main) > button[type=submit]").first.evaluate("button => button.click()")

    def keep(self) -> None:
        """Have what is typed saved now, as a link or a Save button has it, and not in a second and a half."""
        self.page.evaluate("document.querySelector('form[data-js-person]').keep()")

    def says(self, text: str) -> None:
        """Wait until the words beside the pledge's title say how what is typed is kept; `Saved`: all of it."""
        if text == "Saved":
            self.wait_until(lambda: not self.on_the_device())
        wanted = re.compile(r"^Saved \d\d:\d\d$") if text == "Saved" else text
        expect(self.page.locator("#saved > span")).to_have_text(wanted)

    def wait_until(self, check: Callable[[], object], seconds: float = 30) -> None:
        """Wait until something that is no part of the page is so."""
        for _ in range(int(seconds * 20)):
            if check():
                return
            self.page.wait_for_timeout(50)
        assert check()

    def on_the_device(self) -> str:
        """All that the browser's store of this site holds of drafts."""
        held = "Object.entries(localStorage).filter(([key]) => key.startsWith('pb:'))"
        return self.page.evaluate(f"{held}.map(each => each.join(' ')).join(' ')")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def tick(self, key: str) -> Locator:
        """The box of a clause, or of an item."""
        return self.page.locator(f'input[name=pick][value="{key}"]')

    def paper(self) -> str:
        """What the paper shows, in one line: the words that a reader sees, and no button's name."""
        return " ".join(self.page.locator("article.pledge").inner_text().split())

    def width_to_spare(self) -> int:
        """How far the page is from scrolling sideways, in pixels; below zero it does."""
        return self.page.evaluate("document.documentElement.clientWidth - document.scrollingElement.scrollWidth")

    def notice(self, response: Response) -> None:
        if response.request.is_navigation_request():
            self.status = response.status

    def note_autosave(self, request: Request) -> None:
        if request.headers.get("accept") == "application/json":
            self.autosaves.append(parse_qs(request.post_data or "", keep_blank_values=True))

    def hear(self, message: ConsoleMessage) -> None:
        expected = message.text.startswith("Failed to load resource: the server responded with a status of 4")
        if message.type in ("error", "warning") and not expected:
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")
