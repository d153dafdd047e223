"""Signed out in the middle of a page: nothing typed is lost."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import make_member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contexts")]


@pytest.fixture
def browser(pledge) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_member(organisation=pledge.organisation))
    return client


def token(response) -> str:
    return response.context["csrf_token"]


def fields(response) -> dict[str, str]:
    return {**dict(response.context["fields"]), "csrfmiddlewaretoken": token(response)}


def test_form_is_sent_again_after_signing_in_elsewhere(browser, pledge):
    url = f"/pledges/{pledge.reference}/introduction/"
    page = browser.get(url)
    typed = {"introduction": "Line one.\r\n\r\nLine two.", "opening": "", "csrfmiddlewaretoken": token(page)}
    del browser.cookies["sessionid"]
    held = browser.post(url, typed)
    assert held.status_code == 401
    browser.force_login(make_member(organisation=pledge.organisation))
    browser.cookies["csrftoken"] = "a" * 32  # signing in makes a new secret
    again = browser.post(url, fields(held), headers={"Sec-Fetch-Site": "same-origin"})
    assert again.status_code == 403
    assert "signed in again" in again.content.decode()
    assert browser.post(url, fields(again)).status_code == 302
    pledge.refresh_from_db()
    assert pledge.introduction == "Line one.\n\nLine two."


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", ""])
def test_form_from_elsewhere_can_not_be_sent_again(browser, pledge, site):
    url = f"/pledges/{pledge.reference}/introduction/"
    response = browser.post(url, {"introduction": "Forged"}, headers={"Sec-Fetch-Site": site})
    assert response.status_code == 403
    assert "Forged" not in response.content.decode()


def test_password_is_not_held(browser):
    response = browser.post("/accounts/login/", {"password": "secret"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 403
    assert "secret" not in response.content.decode()
