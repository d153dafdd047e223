"""Every page for signing in: in our frame, and no more of them than we use."""

import pytest
from django.urls import NoReverseMatch, reverse

from tests.factories import make_user

FOR_ANYBODY = [
    "account_login",
    "account_request_login_code",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
]


@pytest.mark.parametrize("name", FOR_ANYBODY)
def test_page_stands_in_our_frame(client, db, name):
    response = client.get(reverse(name))
    page = response.content.decode()
    assert response.status_code == 200
    assert 'class="skip"' in page
    assert page.count("<h1>") == 1
    assert "placeholder=" not in page


def test_a_dead_link_stands_in_our_frame(client, db):
    page = client.get("/accounts/password/reset/key/1-dead/").content.decode()
    assert "This link no longer works" in page
    assert 'class="skip"' in page


def test_nobody_signs_up_alone(client, db, django_user_model):
    form = {"email": "new@example.org", "password1": "three plain words and a comma"}
    for response in (client.get("/accounts/signup/"), client.post("/accounts/signup/", form)):
        assert "Accounts come by invitation" in response.content.decode()
    assert not django_user_model.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        "account_email",
        "account_confirm_email",
        "socialaccount_signup",
        "socialaccount_connections",
        "mfa_list_webauthn",
    ],
)
def test_pages_that_nobody_needs_do_not_exist(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_administration_uses_our_sign_in_page(client, db):
    assert client.get("/admin/", follow=True).request["PATH_INFO"] == "/accounts/login/"


def test_administration_is_not_for_everybody(client, db):
    client.force_login(make_user())
    assert client.get("/admin/", follow=True).status_code == 403
