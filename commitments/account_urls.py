"""The addresses for signing in. Of allauth's pages, only those that someone needs: nobody signs up alone, and who
changes to another e-mail address asks an administrator.
"""

from allauth.account import views as allauth
from django.urls import path, re_path

from commitments.views import account

urlpatterns = [
    path("login/", account.SignInView.as_view(), name="account_login"),
    path("login/code/", account.RequestCodeView.as_view(), name="account_request_login_code"),
    path("login/code/confirm/", account.ConfirmCodeView.as_view(), name="account_confirm_login_code"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("signup/", allauth.signup, name="account_signup"),
    path("password/change/", account.ChangePasswordView.as_view(), name="account_change_password"),
    path("password/set/", account.SetPasswordView.as_view(), name="account_set_password"),
    path("password/reset/", account.ResetPasswordView.as_view(), name="account_reset_password"),
    path("password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    path("password/reset/key/done/", allauth.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.NewPasswordView.as_view(),
        name="account_reset_password_from_key",
    ),
    path("demo/", account.demo_sign_in, name="demo_sign_in"),
]
