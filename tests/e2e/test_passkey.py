"""Passkeys in a real browser, with a made-up device, under the site's Content-Security-Policy."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from tests.e2e.passkeys import add_passkey, give_device, sign_out

pytestmark = pytest.mark.e2e


def test_passkey_is_added_and_signs_in_alone(visit, world):
    window = visit(world.drafter)
    give_device(window)
    add_passkey(window, is_alone=True)
    sign_out(window)
    window.go("/accounts/login/?next=/organisations/")
    window.follow(window.page.get_by_role("button", name="Sign in with a passkey"))
    expect(window.page.get_by_role("heading", name="Your organisations")).to_be_visible()
    assert Authenticator.objects.get(type="webauthn").last_used_at


def test_passkey_is_the_second_step_after_the_password(visit, world):
    window = visit(world.viewer)
    give_device(window)
    window.go("/accounts/second-step/passkeys/add/")
    window.page.get_by_label("Password").fill("an old password of hers")
    window.follow(window.page.get_by_role("button", name="Confirm"))
    expect(window.page.get_by_role("heading", name="Add a passkey")).to_be_visible()
    add_passkey(window, is_alone=False)
    sign_out(window)
    window.go("/accounts/login/")
    window.send({"login": world.viewer.email, "password": "an old password of hers"})
    window.follow(window.page.get_by_role("button", name="Use a passkey"))
    expect(window.page.get_by_role("heading", name="Your pledges")).to_be_visible()


def test_passkey_confirms_and_is_removed(visit, world):
    window = visit(world.drafter)
    give_device(window)
    add_passkey(window, is_alone=True)
    sign_out(window)
    window.go("/accounts/login/")
    window.page.get_by_role("button", name="Sign in with a passkey").click()
    window.page.wait_for_url("**/pledges/")
    window.go("/accounts/second-step/")
    window.follow(window.page.get_by_role("link", name="Remove"))
    expect(window.page.get_by_role("heading", name="Confirm that it is you")).to_be_visible()
    assert window.page.get_by_role("link", name="Use a code of your app, or a recovery code").is_visible()
    window.follow(window.page.get_by_role("button", name="Use a passkey"))
    window.follow(window.page.get_by_role("button", name="Remove it"))
    expect(window.page.get_by_text("The passkey is removed.")).to_be_visible()
    assert not Authenticator.objects.exists()


def test_device_without_a_passkey_is_said(visit, world):
    window = visit()
    give_device(window)
    window.go("/accounts/login/")
    window.page.get_by_role("button", name="Sign in with a passkey").click()
    expect(window.page.get_by_text("The passkey did not work. Try again, or have a code sent.")).to_be_visible()
    assert window.path == "/accounts/login/"


def test_without_javascript_other_ways_are_offered(visit, world):
    window = visit(java_script_enabled=False)
    window.go("/accounts/login/")
    assert window.page.get_by_role("button", name="Sign in with a passkey").count() == 0
    assert window.page.get_by_role("link", name="Send me a code").is_visible()
