"""A made-up device that keeps passkeys, for the browser tests."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.visit import Visit


def give_device(window: Visit) -> None:
    """Let the browser have a device that keeps passkeys and always recognises its owner."""
    devices = window.context.new_cdp_session(window.page)
    devices.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": {**kind, "isUserVerified": True}})
    window.devices.append(devices)


def add_passkey(window: Visit, *, is_alone: bool) -> None:
    window.go("/accounts/second-step/")
    window.follow(window.page.get_by_role("link", name="Add a passkey"))
    window.page.get_by_label("Name").fill("Office laptop")
    window.page.get_by_label("Sign in with this passkey alone").set_checked(is_alone)
    window.follow(window.page.get_by_role("button", name="Make the passkey"))
    expect(window.page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    window.follow(window.page.get_by_role("link", name="I have kept them"))
    expect(window.page.get_by_text("Office laptop").first).to_be_visible()


def sign_out(window: Visit) -> None:
    window.page.locator(".bar summary").first.click()
    window.follow(window.page.get_by_role("button", name="Sign out"))
    expect(window.page.get_by_role("link", name="Sign in").first).to_be_visible()
