"""The addresses for signing in. Of allauth's pages, only those that someone needs: nobody signs up alone, and who
changes to another e-mail address asks an administrator.
"""

from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.urls import path, re_path

from commitments.web.views import account, second_step, sessions

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
    path("confirm/", account.PasswordAgainView.as_view(), name="account_reauthenticate"),
    path("confirm/code/", second_step.ReauthenticateView.as_view(), name="mfa_reauthenticate"),
    path("confirm/passkey/", second_step.ReauthenticateByPasskeyView.as_view(), name="mfa_reauthenticate_webauthn"),
    path("login/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("login/second-step/", second_step.AuthenticateView.as_view(), name="mfa_authenticate"),
    path("second-step/", mfa.index, name="mfa_index"),
    path("second-step/app/", second_step.ActivateAppView.as_view(), name="mfa_activate_totp"),
    path("second-step/app/remove/", second_step.DeactivateAppView.as_view(), name="mfa_deactivate_totp"),
    path("second-step/passkeys/add/", second_step.AddPasskeyView.as_view(), name="mfa_add_webauthn"),
    path("second-step/passkeys/<int:pk>/", second_step.RenamePasskeyView.as_view(), name="mfa_edit_webauthn"),
    path("second-step/passkeys/<int:pk>/remove/", second_step.RemovePasskeyView.as_view(), name="mfa_remove_webauthn"),
    path("second-step/codes/", second_step.RecoveryCodesView.as_view(), name="mfa_view_recovery_codes"),
    path("second-step/codes/new/", second_step.NewRecoveryCodesView.as_view(), name="mfa_generate_recovery_codes"),
    path("sessions/", sessions.SessionsView.as_view(), name="usersessions_list"),
    path("login/cancelled/", account.other_sign_in_cancelled, name="socialaccount_login_cancelled"),
    path("oidc/<slug:provider_id>/login/", account.other_sign_in, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", openid_connect.callback, name="openid_connect_callback"),
    path("demo/", account.demo_sign_in, name="demo_sign_in"),
]
