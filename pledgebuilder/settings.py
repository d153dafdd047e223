"""Settings. What differs between installations comes from the environment; see docs/deploy.md."""

import os
from email.utils import parseaddr
from pathlib import Path

from csp.constants import NONE, SELF
from django.contrib.messages import constants as messages

from pledgebuilder import environment
from pledgebuilder.database import database

BASE_DIR = Path(__file__).resolve().parent.parent
given = environment.with_files(os.environ)
environment.refuse_nonsense(given)


def said(name: str, default: str = "") -> str:
    """Return what the environment says of `name`, else the default: empty is the same as not set."""
    return given.get(name, "").strip() or default


def flag(name: str) -> bool:
    """Whether the environment switches `name` on."""
    return environment.flag(given, name)


DEBUG = flag("DEBUG")
SECRET_KEY = said("SECRET_KEY", environment.FOR_TRYING_OUT)  # which is refused without DEBUG
SECRET_KEY_FALLBACKS = said("SECRET_KEY_FALLBACKS").split()
ALLOWED_HOSTS = environment.hosts(given)
if DEBUG and not ALLOWED_HOSTS:
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if not DEBUG]

INSTALLED_APPS = [
    "commitments",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "whitenoise.runserver_nostatic",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "commitments.web.health.Health",
    "commitments.web.metrics.Metrics",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "commitments.web.faults.Faults",
    "commitments.web.faults.Sessions",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "commitments.web.zone.OwnZone",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "pledgebuilder.urls"
WSGI_APPLICATION = "pledgebuilder.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {
                name: f"commitments.web.templatetags.{name}"
                for name in (
                    *("changes", "choosing", "icons", "moments", "notices", "pledge_text"),
                    *("states", "text_lines", "web_mail"),
                )
            },
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "commitments.web.appearance.theme",
            ],
        },
    }
]

DATABASES = {
    "default": database(said("DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}"), is_pooled=flag("DATABASE_POOLED"))
}

AUTH_USER_MODEL = "commitments.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
MESSAGE_TAGS = {messages.WARNING: "attention"}  # as css/parts.css has it
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "pledge_list"
LOGOUT_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "commitments.people.accounts.InvitedOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900  # as every code of ours, and as they look: people need not tell them apart
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts come from an invitation sent to the address, or from the secretariat
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = True  # for SESSION_COOKIE_AGE; no question about it
ACCOUNT_RATE_LIMITS = {  # the others are allauth's own; nobody fills a mailbox through these pages
    "request_login_code": "20/m/ip,3/m/key,10/h/key",
    "reset_password": "20/m/ip,3/h/key",
}
ACCOUNT_FORMS = {
    "login": "commitments.web.forms.account.SignInForm",
    "request_login_code": "commitments.web.forms.account.RequestCodeForm",
    "confirm_login_code": "commitments.web.forms.account.ConfirmCodeForm",
    "change_password": "commitments.web.forms.account.ChangePasswordForm",
    "set_password": "commitments.web.forms.account.SetPasswordForm",
    "reset_password": "commitments.web.forms.account.ResetPasswordForm",
    "reset_password_from_key": "commitments.web.forms.account.NewPasswordForm",
    "reauthenticate": "commitments.web.forms.account.PasswordAgainForm",
}

MFA_ADAPTER = "commitments.people.accounts.SecondStep"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Pledgebuilder"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_FORMS = {
    "authenticate": "commitments.web.forms.second_step.SecondStepForm",
    "reauthenticate": "commitments.web.forms.second_step.SecondStepAgainForm",
    "activate_totp": "commitments.web.forms.second_step.ActivateForm",
    "authenticate_webauthn": "commitments.web.forms.second_step.ProvePasskeyForm",
    "reauthenticate_webauthn": "commitments.web.forms.second_step.ProvePasskeyAgainForm",
    "login_webauthn": "commitments.web.forms.second_step.PasskeySignInForm",
    "add_webauthn": "commitments.web.forms.second_step.PasskeyForm",
    "edit_webauthn": "commitments.web.forms.second_step.PasskeyNameForm",
}

SOCIALACCOUNT_ADAPTER = "commitments.people.accounts.KnownPeopleOnly"
OIDC_NAME = said("OIDC_NAME")
OIDC_ISSUER = said("OIDC_ISSUER").rstrip("/")
SOCIALACCOUNT_PROVIDERS = {}
if OIDC_NAME:  # and so all the others
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "organisation",
                    "name": OIDC_NAME,
                    "client_id": said("OIDC_CLIENT_ID"),
                    "secret": said("OIDC_CLIENT_SECRET"),
                    "settings": {"server_url": OIDC_ISSUER},
                }
            ],
        }
    }

CRISPY_TEMPLATE_PACK = "pledge_forms"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["pledge_forms"]
TEXT_WIDGETS = [
    "textinput",
    "emailinput",
    "passwordinput",
    "numberinput",
    "dateinput",
    "dayinput",
    "pastedaddressinput",
    "urlinput",
    "textarea",
    "select",
]
CRISPY_CLASS_CONVERTERS = dict.fromkeys(TEXT_WIDGETS, "input")

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "commitments" / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "pledgebuilder.storage.SmallFiles"
    },
}
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

SITE_URL = said("SITE_URL", f"http://localhost:{said('PORT', '8000')}" if DEBUG else f"https://{ALLOWED_HOSTS[0]}")
FORMER_SITE_URLS = said("FORMER_SITE_URLS").split()
INVITATION_DAYS = int(said("INVITATION_DAYS", "30"))

# allauth counts tries in the cache: in the database all processes count the same ones.
# Nothing is thrown out that still counts; `send_mail` clears away what is over.
CACHES = {
    "default": {
        "BACKEND": "commitments.people.shared_cache.SharedCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000_000},
    },
    # Parts of pages, as the templates' `cache` tag keeps them: each process has its own, and throws out the oldest.
    "fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "fragments",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 1_000},
    },
}

EMAIL_BACKEND = (
    "commitments.people.mail.backend.Outbox"  # every mail waits there for `manage.py send_mail`, which sends with:
)
MAIL_BACKEND = (
    "django.core.mail.backends.console.EmailBackend"
    if DEBUG and not said("EMAIL_HOST")
    else "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_HOST = said("EMAIL_HOST", "localhost")
EMAIL_PORT = int(said("EMAIL_PORT", "25"))
EMAIL_HOST_USER = said("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = said("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10
MAIL_CONNECTIONS = 4  # how many mails are sent side by side
DEFAULT_FROM_EMAIL = said("DEFAULT_FROM_EMAIL", "pledgebuilder@localhost")
# Whom an answer to a mail reaches where nobody of a pledge may be named: the secretariat, say.
CONTACT_EMAIL = said("CONTACT_EMAIL", parseaddr(DEFAULT_FROM_EMAIL)[1])

DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

METRICS = flag("METRICS")
METRICS_TOKEN = said("METRICS_TOKEN")

SECURE_SSL_REDIRECT = not DEBUG
BEHIND_PROXY = flag("BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 0 if DEBUG else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = not DEBUG
SECURE_HSTS_PRELOAD = not DEBUG
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_NAME = "sessionid" if DEBUG else "__Host-sessionid"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
SESSION_COOKIE_AGE = 8 * 3600
CSRF_FAILURE_VIEW = "commitments.web.views.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        # The form that leads to the organisations' own sign-in is answered with a redirect to it.
        "form-action": [SELF, *(["/".join(OIDC_ISSUER.split("/")[:3])] if OIDC_ISSUER else [])],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
